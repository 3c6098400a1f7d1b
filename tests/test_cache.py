"""Results kept by the hash of everything that made them."""

from generator.cache import Cache, digest


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
    """Bytes put under a key that is taken replace what was there, and leave no other file behind."""
    cache = Cache(tmp_path)
    cache.put("abcdef", b"old")
    cache.put("abcdef", b"new")

    assert (b"new", [cache.path("abcdef")]) == (cache.get("abcdef"), [p for p in tmp_path.rglob("*") if p.is_file()])


def test_path_spreads_keys_over_folders(tmp_path):
    """A key's file stands in the folder of its first two letters, with the suffix asked for."""
    cache = Cache(tmp_path)

    assert (tmp_path / "ab" / "cdef", tmp_path / "ab" / "cdef.json") == (
        cache.path("abcdef"),
        cache.path("abcdef", ".json"),
    )
