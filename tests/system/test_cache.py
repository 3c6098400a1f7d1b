"""Results kept by the hash of everything that made them."""

import os
import shutil
import time
from dataclasses import replace

import pytest
from conftest import TODAY

from generator.build.build import Options, build
from generator.system import cache as keys
from generator.system.cache import PROGRAM, UNUSED_DAYS, Cache, code_of, digest


def test_digest_is_the_same_for_the_same_parts():
    """The same parts, as text or as its bytes, give the same hash on every run and machine."""
    expected = "2cb87ce36d8c8b970c0c74d57a5a3a00fe8f6f610c94e4fe5fbefa61f828e123"

    assert expected == digest("añ", "b") == digest("añ".encode(), b"b")


def test_digest_keeps_parts_apart():
    """Where one part ends and the next begins makes a difference."""
    expected = 3

    assert expected == len({digest("ab", "c"), digest("a", "bc"), digest("abc")})


def test_nothing_is_kept_at_first(tmp_path):
    """A key that nothing was kept under gives nothing, and makes no folder."""
    cache = Cache(tmp_path / "cache")
    expected = (None, False)

    assert expected == (cache.get(digest("x")), cache.folder.exists())


def test_what_is_put_can_be_got(tmp_path):
    """Bytes come back under their key, to another cache on the same folder too."""
    expected = b"bytes"
    Cache(tmp_path).put("abcdef", expected)

    assert expected == Cache(tmp_path).get("abcdef")


def test_putting_again_replaces(tmp_path):
    """Bytes put under a key that is taken replace what was there, and leave nothing behind but them and their hash."""
    cache = Cache(tmp_path)
    cache.put("abcdef", b"old")
    cache.put("abcdef", b"new")

    assert (b"new", {"cdef", "cdef.json"}) == (
        cache.get("abcdef"),
        {p.name for p in tmp_path.rglob("*") if p.is_file()},
    )


def test_path_spreads_keys_over_folders(tmp_path):
    """A key's file stands in the folder of its first two letters."""
    assert tmp_path / "ab" / "cdef" == Cache(tmp_path).path("abcdef")


DAY = 24 * 60 * 60


def aged(cache, key, days):
    """Keep something under a key as if it had last been used so many days ago."""
    cache.put(key, b"bytes", pages=2)
    for path in cache.folder.glob(f"{key[:2]}/{key[2:]}*"):
        os.utime(path, (time.time() - days * DAY,) * 2)


def test_what_nobody_used_for_long_is_deleted(tmp_path):
    """Results unused for longer than the days allowed go, with what stands beside them; all others stay."""
    cache = Cache(tmp_path)
    aged(cache, "abold", UNUSED_DAYS + 1)
    aged(cache, "abfresh", UNUSED_DAYS - 1)
    expected = (2, {"fresh", "fresh.json"})

    assert expected == (cache.prune(), {path.name for path in tmp_path.rglob("*") if path.is_file()})


@pytest.mark.parametrize("ask", [Cache.has, Cache.touch, Cache.find, Cache.get])
def test_asking_for_a_result_keeps_it(tmp_path, ask):
    """A result that a build asked for is not deleted, however long ago it was made, nor what stands beside it."""
    cache = Cache(tmp_path)
    aged(cache, "abused", UNUSED_DAYS + 1)
    ask(cache, "abused")
    expected = (0, b"bytes")

    assert expected == (cache.prune(), cache.get("abused"))


def test_half_a_result_is_none(tmp_path):
    """A result without what belongs beside it is not there, and neither is one that never was."""
    cache = Cache(tmp_path)
    for key in ("abwhole", "abhalf"):
        cache.put(key, b"bytes")
    cache.path("abhalf.json").unlink()
    cache.touch("abnone")
    expected = (True, False, False)

    assert expected == (cache.has("abwhole"), cache.has("abhalf"), cache.has("abnone"))


def test_what_is_no_result_is_left_alone(tmp_path):
    """Sites and records of builds that are kept in the same folder are never pruned."""
    site = tmp_path / "site-mkdocs" / "national" / "index.html"
    record = tmp_path / "builds" / "abcdef.json"
    for path in (site, record):
        path.parent.mkdir(parents=True)
        path.write_text("kept", encoding="utf-8")
        os.utime(path, (0, 0))
    expected = (0, True, True)

    assert expected == (Cache(tmp_path).prune(), site.is_file(), record.is_file())


def test_a_whole_build_prunes_and_a_part_does_not(site):
    """Building everything deletes what is old; building one edition or only print leaves it for the others."""
    here = site()
    cache = Cache(here.root / ".cache")
    whole = Options(root=here.root, today=TODAY, site_dir=here.root / "site", jobs=1)
    found = []
    for options in (replace(whole, only="site"), replace(whole, codes=("national",)), whole):
        aged(cache, "abold", UNUSED_DAYS + 1)
        build(options)
        found.append(cache.path("abold").exists())
    expected = [True, True, False]

    assert expected == found


def test_a_key_moves_with_every_module_that_can_change_a_pdf(tmp_path, monkeypatch):
    """One byte more in any module of the wings that make PDFs, or in their font settings, makes another key."""
    program = tmp_path / "generator"
    shutil.copytree(PROGRAM, program, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(keys, "PROGRAM", program)
    files = [path for wing in ("text", "pdf") for path in (program / wing).rglob("*") if path.is_file()]
    seen = set()
    for path in files:
        with path.open("a") as module:
            module.write("#")
        code_of.cache_clear()
        seen.add(code_of("text", "pdf"))
    code_of.cache_clear()

    assert len(files) > 20
    assert len(seen) == len(files)
