"""Damage in what is kept between builds: noticed, made anew, and never published."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from building import contents, edit
from conftest import TODAY, copy_site

from generator.build.build import Options, build
from generator.build.site_folder import MARK
from generator.system.cache import Cache, digest
from generator.system.disk import file_names, make_folder, read_record, remove, write_file, write_record

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def original(built: Callable[[str], Path]) -> Path:
    """Return the folder of a small site that was built once, in which nothing may be changed."""
    return built("minimal").parent


@pytest.fixture
def kept(original: Path, tmp_path: Path) -> Options:
    """Copy the project with all that is kept between builds, and without the site."""
    shutil.copytree(original, tmp_path / "copy", ignore=lambda at, _: ["site"] if at == str(original) else [])
    return Options(root=tmp_path / "copy", today=TODAY, site_dir=tmp_path / "copy" / "site", jobs=1)


def results(options: Options) -> list[Path]:
    """Return every file kept that is a result, such as a PDF."""
    return [path for path in sorted(options.cache.glob("??/*")) if path.suffix != ".json"]


def records(options: Options) -> list[Path]:
    """Return every record of what was made, and from what."""
    places = ("builds/*.json", "site-mkdocs/*/*.json", "??/*.json")
    return [path for place in places for path in sorted(options.cache.glob(place))]


def emptied(path: Path) -> None:
    """Leave nothing of a file, as a full disk does."""
    path.write_bytes(b"")


def halved(path: Path) -> None:
    """Cut a file off in the middle."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    """Turn one bit of a file over."""
    content = bytearray(path.read_bytes())
    content[int(digest(path.name), 16) % len(content)] ^= 1
    path.write_bytes(content)


def deleted(path: Path) -> None:
    """Take a file away."""
    path.unlink()


def turned_into_a_folder(path: Path) -> None:
    """Put a folder that holds something in the place of a file."""
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def turned_into_a_pipe(path: Path) -> None:
    """Put a pipe in the place of a file: whoever opens it waits for ever."""
    path.unlink()
    os.mkfifo(path)


DAMAGES = [emptied, halved, flipped, deleted, turned_into_a_folder, turned_into_a_pipe]


@pytest.mark.parametrize("turn", [0, 1])
def test_damaged_results_and_records_are_made_anew(original: Path, kept: Options, turn: int) -> None:
    """Every PDF, chapter, zip and record damaged, in turn in each way: the site is the same, byte for byte."""
    damaged = [*results(kept), *records(kept), *kept.cache.glob("site-mkdocs/*/website.zip")]
    assert len(damaged) > 60
    for position, path in enumerate(damaged):
        DAMAGES[(position + turn) % len(DAMAGES)](path)

    outcome = build(kept)

    assert outcome.remade["PDFs"] > 15
    assert contents(original / "site") == contents(kept.site_dir)


@pytest.mark.parametrize("text", ["", '{"sha256": "', "[]", "null", "1", '"x"', "{}", "[" * 100_000, '{"value": {}}'])
def test_a_record_that_cannot_be_read_counts_as_absent(tmp_path: Path, text: str) -> None:
    """Whatever stands in the place of a record, it is no error, and gives nothing."""
    (tmp_path / "record").write_text(text, encoding="utf-8")

    assert {} == read_record(tmp_path / "record")


@pytest.mark.parametrize("place", ["builds", "site-mkdocs/national", "site-mkdocs"])
def test_a_file_in_the_place_of_a_folder_is_taken_away(original: Path, kept: Options, place: str) -> None:
    """Where a folder of the cache should be and a file is, the folder is made."""
    shutil.rmtree(kept.cache / place)
    (kept.cache / place).touch()

    build(kept)

    assert contents(original / "site") == contents(kept.site_dir)


def test_a_page_altered_added_or_lost_among_those_kept_is_not_published(kept: Options) -> None:
    """After damage to the pages kept, a small change does not bring it into the site: it is built whole again."""
    pages = kept.cache / "site-mkdocs"
    (pages / "national/site/index.html").write_text("<p>Not ours.</p>", encoding="utf-8")
    (pages / "national/site/about/index.html").unlink()
    (pages / "national.trainer/site/extra.html").touch()
    edit(kept.root, "Other words.")
    build(kept)
    fresh = replace(kept, root=kept.root.parent / "fresh", site_dir=kept.root.parent / "fresh" / "site")
    left = {str(kept.root): ["site"], str(kept.cache): ["site-mkdocs", "builds"]}
    shutil.copytree(kept.root, fresh.root, ignore=lambda at, _: left.get(at, []))
    build(fresh)

    assert contents(fresh.site_dir) == contents(kept.site_dir)


def test_what_a_link_in_the_cache_leads_to_is_left_alone(original: Path, kept: Options) -> None:
    """A link among the pages kept is taken away, and never what it leads to."""
    mine = kept.root / "mine"
    mine.mkdir()
    (mine / "work.txt").write_text("a week of work", encoding="utf-8")
    shutil.rmtree(kept.cache / "site-mkdocs/national/site")
    (kept.cache / "site-mkdocs/national/site").symlink_to(mine)

    build(kept)

    assert contents(original / "site") == contents(kept.site_dir)
    assert ["work.txt"] == [path.name for path in mine.iterdir()]


@pytest.mark.parametrize("damage", [emptied, deleted])
def test_a_damaged_site_is_noticed_though_nothing_changed(
    original: Path, kept: Options, damage: Callable[[Path], None]
) -> None:
    """A file of the finished site that somebody emptied or deleted comes back with the next build."""
    build(kept)
    assert () == build(kept).editions
    damage(kept.site_dir / "about" / "index.html")
    damage(kept.site_dir / MARK)

    build(kept)

    assert contents(original / "site") == contents(kept.site_dir)


def test_editions_whose_codes_run_together_are_kept_apart(tmp_path: Path) -> None:
    """The trainers' edition of one trust and the peers' of another whose code ends in trainer never share pages."""
    copy_site("trust-amends", tmp_path)
    trusts = tmp_path / "content" / "trusts"
    shutil.copytree(trusts / "hillside", trusts / "hillside-trainer")
    options = Options(root=tmp_path, today=TODAY, site_dir=tmp_path / "site", jobs=1, only="site")

    build(options)

    stores = {path.name for path in (tmp_path / ".cache" / "site-mkdocs").iterdir()}
    codes = ("national", "hillside", "hillside-trainer")
    assert {*codes, *(f"{code}.trainer" for code in codes)} == stores
    for audience in ("", "trainer/"):
        for code in ("", "hillside/", "hillside-trainer/"):
            manifest = (tmp_path / "site" / code / audience / "manifest.json").read_text(encoding="utf-8")
            assert f'"audience": "{"trainer" if audience else "peer"}"' in manifest
    home = (tmp_path / "site" / "hillside" / "trainer" / "index.html").read_text(encoding="utf-8")
    assert "For trainers" in home


def test_a_result_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What a stopped write leaves is not found, and a failed one leaves nothing."""
    cache, key = Cache(tmp_path), digest("x")
    cache.put(key, b"bytes", pages=2)
    cache.path(key).with_suffix(".123.new").write_bytes(b"half")
    os.mkfifo(cache.path(key).with_name("pipe"))

    found = cache.find(key)

    assert (b"bytes", {"pages": 2}) == (found.content, found.facts) if found else False
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file/below"):
        write_file(tmp_path / "file" / "below", b"bytes")


def test_a_result_without_its_hash_is_none(tmp_path: Path) -> None:
    """A result whose hash is missing, another's, or of an earlier version counts as absent."""
    cache, one, other = Cache(tmp_path), digest("one"), digest("other")
    cache.put(one, b"bytes")
    cache.put(other, b"others")
    cache.path(f"{one}.json").write_text('{"pages": 3}', encoding="utf-8")
    without = cache.get(one)
    cache.path(f"{one}.json").write_bytes(cache.path(f"{other}.json").read_bytes())

    assert (None, None, b"others") == (without, cache.get(one), cache.get(other))


def test_only_what_is_ours_is_taken_away(tmp_path: Path) -> None:
    """Folders go with all that is in them, links go alone, and what is not there is no error."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work").touch()
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")

    for name in ("folder", "link", "nothing"):
        remove(tmp_path / name)

    assert ["mine/work"] == list(file_names(tmp_path))


def test_a_record_survives_any_value(tmp_path: Path) -> None:
    """What is written comes back, also over what stood there and in a folder that something stood in the way of."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "way").touch()
    make_folder(tmp_path / "cache" / "way" / "deep", tmp_path / "cache")
    path = tmp_path / "cache" / "way" / "deep" / "record"
    for value in ({"a": [1, None, "é"]}, {}):
        write_record(path, value)
        assert value == read_record(path)
