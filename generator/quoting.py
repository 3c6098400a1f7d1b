"""Text as it may stand in a message: what cannot be seen is made visible, and what is too long is cut."""

import re

LONGEST = 400
"""Letters of a sentence or hint that are shown: what an author wrote, quoted in it, may be any length."""

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters (but for the end of a line), marks of direction, what has no width, and halves of characters."""

_BYTES = range(0xDC80, 0xDD00)
"""What Python makes of the bytes of a file's name that are no UTF-8."""

_ESCAPES = {"\t": r"\t", "\r": r"\r", "\n": r"\n"}


def visible(text: str) -> str:
    r"""Return a text with what cannot be seen written out (`\x1b`, `\u202e`): nothing in it can steer a terminal."""
    return _UNSEEN.sub(_written, text)


def on_one_line(text: str) -> str:
    r"""Return a text as `visible` does, with the ends of its lines written out too: the path of a file is one line."""
    return visible(text).replace("\n", r"\n")


def unseen(text: str) -> str:
    """Return the first character of a text that cannot be seen, or nothing."""
    found = _UNSEEN.search(text)
    return found[0] if found else ""


def escaped_json(text: str) -> str:
    r"""Return JSON with what cannot be seen as JSON's own escapes (`\u202e`): its values are the same to the letter."""
    return _UNSEEN.sub(_for_json, text)


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text, or its beginning and its end where it has more than `longest` letters."""
    if len(text) <= longest:
        return text
    end = longest // 3
    return f"{text[: longest - end - 3]} … {text[-end:]}"


def _written(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 1 << 8 else f"\\u{code:04x}")


def _for_json(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] == "\t":
        return found[0]  # stands between tokens only: within a text it is escaped already
    if code < 1 << 16:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
