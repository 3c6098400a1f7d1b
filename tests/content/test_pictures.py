"""Pictures in assets folders: which are found, under what name, and what is said of those that print could not use."""

import zlib
from io import BytesIO
from struct import pack

import pytest
from PIL import Image

from generator.content.images import MAX_BYTES, MAX_SIDE

TRUST = "name: Lowside Trust\nexample: true\nnation: wales\npathways: [ward]\ncoordinator: Lead\n"
MAP = "national/assets/map.png"


def picture(form: str = "PNG", size: tuple[int, int] = (3, 2)) -> bytes:
    """Return a picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, (23, 82, 90)).save(out, form)
    return out.getvalue()


def moving(form: str = "PNG") -> bytes:
    """Return a picture of two frames."""
    out = BytesIO()
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


LETTERS = "a picture's name may have letters from a to z, digits, hyphens, underscores and dots"


def put(here, path: str, content: bytes) -> None:
    """Put bytes into a file below `content/`."""
    here.write(path, "").write_bytes(content)


def said(here) -> list[tuple[str, str]]:
    """Return the place and sentence of every problem with a picture file."""
    return [
        (f"{each.mark.path.removeprefix('content/')}:{each.mark.line}:{each.mark.column}", each.sentence)
        for each in here.library().problems
        if each.rule == "picture"
    ]


def test_pictures_are_found_by_name(site):
    """Pictures have the names authors write, in the nation's folder and in a trust's, and in folders within."""
    here = site()
    put(here, MAP, picture())
    put(here, "national/assets/wards/elm.JPG", picture("JPEG"))
    put(here, "national/assets/.DS_Store", b"")
    here.write("trusts/lowside/trust.yml", TRUST + "logo: logo.webp\n")
    put(here, "trusts/lowside/assets/logo.webp", picture("WEBP"))
    library = here.library()

    assert (["assets/map.png", "assets/wards/elm.JPG"], ["assets/logo.webp"], ()) == (
        sorted(library.assets),
        list(library.trusts["lowside"].assets),
        library.problems,
    )


def test_a_link_to_a_picture_is_not_followed(site):
    """A link is refused even where a sound picture is at its end."""
    here = site()
    put(here, MAP, picture())
    (here.content / "national/assets/other.png").symlink_to(here.content / MAP)
    library = here.library()
    expected = [("link-file", "content/national/assets/other.png")]

    assert (["assets/map.png"], expected) == (
        list(library.assets),
        [(each.rule, each.mark.path) for each in library.problems],
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("map.svg", b"<svg/>", "a drawing (.svg) can hold programs and links, so it is not taken"),
        ("map.gif", picture("GIF"), "only pictures belong here, as .png, .jpg or .webp"),
        (
            "map.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "this file is no .png picture, whatever its name says",
        ),
        ("map.jpg", picture(), "this file is no .jpg picture, whatever its name says"),
        ("map.png", b"", "this file is empty"),
        ("map.heic", b"ftypheic", "only pictures belong here, as .png, .jpg or .webp"),
        ("map.png", moving(), "this picture moves, which no paper can show"),
        ("map.webp", moving("WEBP"), "this picture moves, which no paper can show"),
        ("ward map.png", picture(), LETTERS),
        ("B\xfcro.png", picture(), LETTERS),
        ("it's (1).png", picture(), LETTERS),
        ('x" onerror="y.png', picture(), LETTERS),
        ("javascripts-for-all.png", picture(), "the site has files of its own of this name"),
        ("map.png", picture(size=(400, 400))[:300], "this picture is broken off or damaged"),
        ("map.jpg", picture("JPEG", (400, 400))[:-300], "this picture is broken off or damaged"),
        ("map.png", b"0" * (MAX_BYTES + 1), "this picture is larger than 2 MB"),
    ],
    ids=[
        "drawing",
        "gif",
        "drawing named png",
        "png named jpg",
        "empty",
        "heic",
        "moving png",
        "moving webp",
        "a space",
        "an accent",
        "signs",
        "quotes",
        "the site's",
        "half a png",
        "half a jpg",
        "heavy",
    ],
)
def test_what_print_could_not_use_is_refused(site, name, content, sentence):
    """What is no picture of the form its name says, or is broken, or is too heavy, is an error at its file."""
    here = site()
    put(here, f"national/assets/{name}", content)

    assert ([(f"national/assets/{name}:1:1", sentence)], {}) == (said(here), here.library().assets)


@pytest.mark.parametrize(("size", "is_fine"), [((MAX_SIDE, 1), True), ((MAX_SIDE + 1, 1), False)])
def test_a_picture_has_a_most_of_pixels(site, size, is_fine):
    """A picture may be so many pixels long and no more."""
    here = site()
    put(here, MAP, picture(size=size))
    expected = [] if is_fine else [(f"{MAP}:1:1", "this picture has 4001 by 1 pixels; 4000 along a side are the most")]

    assert expected == said(here)


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_small_file_with_a_huge_picture_is_never_unfolded(site, side):
    """A file of a few bytes that says it holds a hundred million pixels, or billions, is refused by what it says."""
    here = site()
    chunks = [
        (b"IHDR", pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 64)),
        (b"IEND", b""),
    ]
    made = b"".join(pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data)) for name, data in chunks)
    put(here, MAP, b"\x89PNG\r\n\x1a\n" + made)

    assert [(f"{MAP}:1:1", True)] == [(place, "pixels" in sentence) for place, sentence in said(here)]
