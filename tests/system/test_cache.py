"""Results kept by the hash of everything that made them."""

import shutil

from generator.system import cache as keys
from generator.system.cache import PROGRAM, Cache, code_of, digest


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


def test_half_a_result_is_none(tmp_path):
    """A result without what belongs beside it is not there, and neither is one that never was."""
    cache = Cache(tmp_path)
    for key in ("abwhole", "abhalf"):
        cache.put(key, b"bytes")
    cache.path("abhalf.json").unlink()
    cache.touch("abnone")
    expected = (True, False, False)

    assert expected == (cache.has("abwhole"), cache.has("abhalf"), cache.has("abnone"))


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
