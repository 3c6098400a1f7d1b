"""Pictures as they are published and printed: the same pixels, upright, with nothing that a camera or a person wrote."""

import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import TODAY
from pdfs import page, styles_of
from PIL import Image, ImageChops, ImageCms
from PIL.PngImagePlugin import PngInfo

from generator.build import build
from generator.content.image_bytes import published
from generator.pdf.chapter import chapter, typeset

SECRET = b"PhoneMaker"
RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (0, 160, 0)
PACK = """\
title: Pictures
summary: A pack.
front_sheet: {version: "0.1", status: draft, owner: Lead, review_by: 2027-11-01}
items:
  - id: one
    kind: handout
    title: One
    text: |
"""


def drawing(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture whose left half is blue and whose right half is red."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (0, 0, size[0] // 2, size[1]))
    return made


def taken(form: str, orientation: int = 1, **given: object) -> bytes:
    """Return a picture with the place it was taken, the camera, a comment and a packet of XMP."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (54.0, 58.0, 0.0), 3: "W", 4: (1.0, 36.0, 0.0)}
    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=False)
    own: dict[str, dict[str, object]] = {
        "PNG": {"pnginfo": notes},
        "JPEG": {"comment": SECRET, "xmp": SECRET},
        "WEBP": {"xmp": SECRET, "lossless": True},
    }
    out = BytesIO()
    drawing().save(out, form, exif=exif, **own[form], **given)
    return out.getvalue() + (SECRET if form != "WEBP" else b"")


def stored(picture: Image.Image, form: str = "PNG", **given: object) -> bytes:
    """Return a picture as bytes."""
    out = BytesIO()
    picture.save(out, form, **given)
    return out.getvalue()


def deep_png() -> bytes:
    """Return a PNG of 16 bits a colour, which Pillow cannot write."""
    line = b"\0" + b"".join(
        struct.pack(">HHH", *(colour * 257 for colour in (BLUE if x < 30 else RED))) for x in range(60)
    )
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 60, 40, 16, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(line * 40)),
        (b"IEND", b""),
    )
    made = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def near(one: tuple[int, ...], other: float | tuple[int, ...] | None) -> bool:
    """Say whether two colours look the same."""
    assert isinstance(other, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_nothing_but_pixels_is_published(form: str) -> None:
    """Place, device, comments, XMP and what follows the end are gone, and every pixel is as it was."""
    raw = taken(form)
    assert SECRET in raw

    made = published(raw)
    with Image.open(BytesIO(made)) as after, Image.open(BytesIO(raw)) as before:
        assert (form, {}) == (after.format, dict(after.getexif()))
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert SECRET not in made


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_turned_picture_stands_upright(form: str) -> None:
    """What a camera held sideways took is turned as it said, and says nothing of it any more."""
    made = published(taken(form, orientation=6))
    with Image.open(BytesIO(made)) as after:
        assert ((40, 60), {}) == (after.size, dict(after.getexif()))
        assert near(BLUE, after.convert("RGB").getpixel((20, 5)))
        assert near(RED, after.convert("RGB").getpixel((20, 55)))
    assert SECRET not in made


def test_a_small_preview_of_what_was_cut_away_goes() -> None:
    """The second picture in a file of many (MPO) and the preview in a JFIF header are not published."""
    out = BytesIO()
    drawing().save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "lime")])
    made = published(out.getvalue())
    raw = stored(drawing(), "JPEG")
    preview = b"\xff\xe0" + (16 + 3).to_bytes(2, "big") + b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01" + b"abc"

    assert (1, "JPEG") == (getattr(Image.open(BytesIO(made)), "n_frames", 1), Image.open(BytesIO(made)).format)
    assert published(raw[:2] + preview + raw[20:]) == published(raw)


def test_wide_colours_become_those_that_everything_shows() -> None:
    """A profile of colours is applied to the pixels and dropped, since it can name a device."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    other = swapped.replace("sRGB".encode("utf-16-be"), "Mine".encode("utf-16-be"))
    made = published(stored(drawing(), "JPEG", icc_profile=other, quality=95))

    assert b"ICC_PROFILE" not in made
    with Image.open(BytesIO(made)) as after:
        assert near(RED, after.getpixel((5, 5)))


def test_a_profile_that_fits_nothing_is_dropped() -> None:
    """A broken profile leaves the pixels as they are."""
    raw = stored(drawing(), "PNG", icc_profile=b"no profile")

    assert stored(drawing(), "PNG") == published(raw)


KINDS = {
    "16 bits of grey": (stored(Image.new("I;16", (60, 40), 0x8000)), (128, 128, 128)),
    "16 bits a colour": (deep_png(), BLUE),
    "four inks": (stored(Image.new("RGB", (60, 40), BLUE).convert("CMYK"), "JPEG", quality=95), BLUE),
    "grey": (stored(Image.new("L", (60, 40), 90)), (90, 90, 90)),
    "palette": (stored(drawing().quantize(4)), BLUE),
    "black and white": (stored(Image.new("1", (60, 40), 0)), (0, 0, 0)),
    "see-through": (stored(drawing().convert("RGBA")), BLUE),
    "grey, see-through": (stored(Image.new("LA", (60, 40), (90, 255))), (90, 90, 90)),
    "progressive": (stored(drawing(), "JPEG", progressive=True, quality=95), BLUE),
    "webp": (stored(drawing(), "WEBP", lossless=True), BLUE),
    "webp, see-through": (stored(drawing().convert("RGBA"), "WEBP", lossless=True), BLUE),
}


def printed(pdf: bytes, folder: Path) -> Image.Image:
    """Return the first page of a PDF at 96 pixels to the inch."""
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "96", "-singlefile", "-png", str(file), str(folder / "page")], check=True)
    with Image.open(folder / "page.png") as image:
        return image.convert("RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_check_passes_is_printed(kind: str, tmp_path: Path) -> None:
    """Pictures of all depths, inks and forms show their colours on paper, and print complains of none."""
    raw, colour = KINDS[kind]
    suffix = {b"\xff\xd8": "jpg", b"\x89P": "png"}.get(raw[:2], "webp")
    file = tmp_path / f"p.{suffix}"
    file.write_bytes(raw)
    name = f"assets/{file.name}"
    pdf = typeset(chapter(page("guides/a.md", "A", f"![It](<../{name}>)"), styles_of(""), {name: file}))
    colours = printed(pdf, tmp_path).getcolors(1 << 24) or []

    assert any(count > 600 and near(colour, found) for count, found in colours)


@pytest.mark.parametrize(
    ("layout", "size"),
    [(layout, size) for layout in ("", "a5", "large", "wallet", "cards") for size in ((1080, 2400), (4000, 300))]
    + [("", (20, 20)), ("certificate", (1080, 2400))],
)
def test_a_picture_fits_its_page(layout: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Tall and wide pictures are seen whole, in their proportions, and a tiny one is not blown up."""
    marked = Image.new("RGB", size, RED)
    marked.paste(GREEN, (0, size[1] * 9 // 10, size[0], size[1]))
    file = tmp_path / "p.png"
    marked.save(file)
    text = "Words before it.\n\n![It](<../assets/p.png>)\n\nWords after it."
    body = (
        f'<div class="hb-{layout.rstrip("s")}" markdown>\n\n{text}\n\n</div>' if layout in {"wallet", "cards"} else text
    )
    pdf = typeset(chapter(page("guides/a.md", "A", body), styles_of(layout), {"assets/p.png": file}))
    seen = printed(pdf, tmp_path)
    width, height = seen.size
    left, top, right, _ = box(seen, RED)
    _, _, _, bottom = box(seen, GREEN)

    assert abs((right - left) / (bottom - top) - size[0] / size[1]) < 0.12 * size[0] / size[1]
    assert left > 20 < width - right
    assert bottom < height - 50
    assert right - left <= max(size[0], 25)


def box(seen: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Return the edges of what has a colour."""
    apart = ImageChops.difference(seen, Image.new("RGB", seen.size, colour))
    return apart.convert("L").point(lambda value: 255 if value < 4 else 0).getbbox() or (0, 0, 0, 0)


def put(here, name: str, raw: bytes) -> None:
    """Put a picture into the trust's assets."""
    file = here.content / "trusts/hillside/assets" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)


def test_a_site_has_the_pictures_it_shows_and_only_their_pixels(site) -> None:
    """The pages and the zip hold the picture without its place; one that no page shows is not published."""
    here = site("local-session")
    put(here, "room.jpg", taken("JPEG"))
    put(here, "unused.jpg", taken("JPEG"))
    here.write("trusts/hillside/add/resources/pack.yml", f"{PACK}      ![The room](assets/room.jpg)\n")
    options = build.Options(
        root=here.root, codes=("hillside",), today=TODAY, site_dir=here.root / "site", jobs=1, only="site"
    )
    build.build(options)
    edition = options.site_dir / "hillside"
    with ZipFile(edition / "offline" / "website.zip") as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}

    assert published(taken("JPEG")) == (edition / "assets/room.jpg").read_bytes()
    assert ["room.jpg"] == [path.name for path in edition.rglob("*.jpg") if "trainer" not in path.parts]
    assert not any(SECRET in held for held in kept.values())
    assert any(name.endswith("assets/room.jpg") for name in kept)


@pytest.mark.parametrize(
    ("file", "written", "said", "hint"),
    [
        ("Ward-Map.png", "ward-map.png", 'there is no picture "assets/ward-map.png"', '"assets/Ward-Map.png"?'),
        ("IMG_0001.JPG", "img-0001.jpeg", 'there is no picture "assets/img-0001.jpeg"', '"assets/IMG_0001.JPG"?'),
        ("ward map.png", "ward-map.png", 'there is no picture "assets/ward-map.png"', ""),
    ],
)
def test_a_name_in_another_case_is_told_with_the_right_one(site, file, written, said, hint) -> None:
    """The hint leads to the picture that is there, whatever the case it is written in."""
    here = site("local-session")
    put(here, file, stored(drawing(), "JPEG" if file.endswith("JPG") else "PNG"))
    here.write("trusts/hillside/add/resources/pack.yml", f"{PACK}      ![The room](assets/{written})\n")
    told = [(each.sentence, each.hint) for each in here.check() if each.rule == "picture"]

    assert (said, f"did you mean {hint}" if hint else "") in told


def test_a_refused_picture_is_told_once(site) -> None:
    """A picture that cannot be used is told at its file, and not again where a text names it."""
    here = site("local-session")
    put(here, "map.png", b"no picture")
    here.write("trusts/hillside/add/resources/pack.yml", f"{PACK}      ![The room](assets/map.png)\n")

    assert ["content/trusts/hillside/assets/map.png"] == [
        each.mark.path for each in here.check() if each.rule == "picture"
    ]


def test_a_file_of_another_form_is_called_by_its_own(site) -> None:
    """A picture whose name says another form is told what it is, and what to call it."""
    here = site("local-session")
    put(here, "map.jpg", stored(drawing()))
    put(here, "scan.png", stored(drawing(), "TIFF"))
    hints = [each.hint for each in here.check() if each.rule == "picture"]

    assert [
        "it is a PNG picture: rename it to map.png",
        "it is a TIFF picture: open it, and save it as .png or .jpg",
    ] == hints


def test_names_that_differ_in_case_alone_are_told(site) -> None:
    """Two names that are one file on other machines are an error at the second."""
    here = site("local-session")
    put(here, "Map.png", stored(drawing()))
    put(here, "map.png", stored(drawing()))

    assert ['"map.png" and "Map.png" are one file on Windows and macOS'] == [
        each.sentence for each in here.check() if each.rule == "picture"
    ]
