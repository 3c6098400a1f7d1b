"""A picture's bytes as they are published: the pixels as they were, and nothing that a camera or a person wrote beside.

What is known to draw is kept and all else left out: places, devices, comments, small previews of what was cut away, and
whatever follows the end of the picture. The pixels are not touched, unless the picture is turned, or in a form or with
colours that not everything shows; then it is drawn again.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

ORIENTATION = 0x0112
"""The number under which a camera says how it was held (Exif)."""

QUALITY = 95
"""With what quality a photo that must be drawn again is stored."""

_MODES = {"PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}, "WEBP": {"RGB", "RGBA"}}
"""Pillow's names for pixels that everything shows; others are drawn again."""
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_WEBP_ALPHA = 0x10
_PNG_HEAD, _RIFF_HEAD = 8, 12
_JPEG_KEPT = frozenset(range(0xC0, 0xE0)) | {0xEE}
"""The segments that draw a JPEG: all that are no application's own and no comment, and Adobe's word on its colours."""
_JFIF, _SCAN, _END = 0xE0, 0xDA, 0xD9
_PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


@lru_cache(maxsize=16)
def published(raw: bytes) -> bytes:
    """Return the bytes to publish of a picture that was found sound; the same for the same picture, on any day.

    Raises:
        OSError: It cannot be read as a picture.
    """
    from PIL import Image  # noqa: PLC0415 - most editions hold no picture

    with Image.open(BytesIO(raw), formats=list(_MODES)) as picture:
        form = "JPEG" if picture.format == "MPO" else str(picture.format)
        if _must_be_drawn(picture, form):
            raw = _drawn(picture, form)
    return b"".join({"PNG": _png, "JPEG": _jpeg, "WEBP": _webp}[form](raw))


def without_webp(raw: bytes) -> bytes:
    """Return the bytes of a published picture in a form that Word shows: a WebP as a PNG, others as they are."""
    if not raw.startswith(b"RIFF"):
        return raw
    from PIL import Image  # noqa: PLC0415 - as above

    buffer = BytesIO()
    with Image.open(BytesIO(raw), formats=["WEBP"]) as picture:
        picture.save(buffer, "PNG")
    return buffer.getvalue()


def _must_be_drawn(picture: Any, form: str) -> bool:
    return (
        picture.mode not in _MODES[form]
        or picture.getexif().get(ORIENTATION, 1) != 1
        or bool(picture.info.get("interlace"))
        or not _is_srgb(picture.info.get("icc_profile"))
    )


def _is_srgb(profile: bytes | None) -> bool:
    """Return whether colours need no profile to be shown as they are."""
    if not profile:
        return True
    from PIL import ImageCms  # noqa: PLC0415

    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        return "srgb" in ImageCms.getProfileDescription(opened).lower()
    except (OSError, ImageCms.PyCMSError):
        return True


def _drawn(picture: Any, form: str) -> bytes:
    """Return a picture stored anew: upright, in colours that everything shows."""
    from PIL import ImageOps  # noqa: PLC0415

    upright = _in_srgb(ImageOps.exif_transpose(picture))
    if upright.mode.startswith("I"):  # grey in 16 bits, of which converting would keep the darkest 8
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    if upright.mode not in _MODES[form] or (form == "PNG" and upright.mode in {"1", "P"}):
        has_alpha = form != "JPEG" and ("A" in upright.mode or "transparency" in upright.info)
        upright = upright.convert("RGBA" if has_alpha else "RGB")
    upright.info = {}
    buffer = BytesIO()
    how = {"PNG": {}, "JPEG": {"quality": QUALITY}, "WEBP": {"quality": QUALITY}}[form]
    upright.save(buffer, form, **how)
    return buffer.getvalue()


def _in_srgb(picture: Any) -> Any:
    """Return a picture with its colours as sRGB, where a profile says that they are others."""
    from PIL import ImageCms  # noqa: PLC0415

    profile = picture.info.get("icc_profile")
    if _is_srgb(profile) or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        srgb = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(profile)), srgb, outputMode=mode)
    except (OSError, ValueError, ImageCms.PyCMSError):  # a profile for other pixels than it stands beside
        return picture
    return made


def _png(raw: bytes) -> Iterator[bytes]:
    """Return the chunks of a PNG that draw it (ISO/IEC 15948, 5.3: length, name, data, check sum)."""
    yield raw[:_PNG_HEAD]
    place = _PNG_HEAD
    while place < len(raw):
        end = place + 12 + int.from_bytes(raw[place : place + 4], "big")
        name = raw[place + 4 : place + 8]
        if name in _PNG_KEPT:
            yield raw[place:end]
        place = len(raw) if name == b"IEND" else end


def _jpeg(raw: bytes) -> Iterator[bytes]:
    """Return the segments of a JPEG that draw it (ISO/IEC 10918-1, annex B: FF, kind, length, data)."""
    yield raw[:2]
    place = 2
    while place < len(raw) - 1:
        kind = raw[place + 1]
        if raw[place] != 0xFF or kind == 0xFF:  # noqa: PLR2004 - bytes that fill the space between segments
            place += 1
            continue
        if kind == _END:
            break
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
        if kind == _JFIF and raw[place + 4 : place + 9] == b"JFIF\0":
            yield _PLAIN_JFIF
        if kind == _SCAN:
            end = _end_of_scan(raw, end)
        if kind in _JPEG_KEPT:
            yield raw[place:end]
        place = end
    yield b"\xff\xd9"


def _end_of_scan(raw: bytes, place: int) -> int:
    """Return where the next segment begins: at an FF that stands neither for itself nor for a restart."""
    while True:
        place = raw.find(b"\xff", place)
        if place < 0 or place + 1 >= len(raw):
            return len(raw)
        if raw[place + 1] and not 0xD0 <= raw[place + 1] <= 0xD7:  # noqa: PLR2004 - restart markers
            return place
        place += 2


def _webp(raw: bytes) -> Iterator[bytes]:
    """Return the chunks of a WebP that draw it (RIFF: name, length, data, filled to an even length)."""
    chunks = []
    place, limit = _RIFF_HEAD, min(len(raw), int.from_bytes(raw[4:8], "little") + 8)
    while place < limit:
        size = int.from_bytes(raw[place + 4 : place + 8], "little")
        end = place + 8 + size + size % 2
        name, data = raw[place : place + 4], raw[place:end]
        if name == b"VP8X":  # its first byte says what else there is
            data = data[:8] + bytes([data[8] & _WEBP_ALPHA]) + data[9:]
        if name in _WEBP_KEPT:
            chunks.append(data)
        place = end
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + len(body).to_bytes(4, "little") + body
