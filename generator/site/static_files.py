"""What stands beside an edition's pages: styles, scripts, fonts, pictures, and pages at old addresses."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from generator.colours import site_colours
from generator.content.images import of_file, used_in
from generator.editions.urls import relative, url_of
from generator.pages import feed
from generator.pages.page import Rendered
from generator.pages.pictures import length_styles
from generator.site import search_index
from generator.system.beside_program import keep, recall
from generator.system.cache import code_of, digest
from generator.text.icons import shapes
from generator.text.letters import house_fonts
from generator.text.markup import Html

STATIC = Path("templates/site/static")


OVERRIDES = Path("templates/site/overrides")

COLOURS = "stylesheets/colours.css"
"""Where the site names its colours, for all other style sheets."""

SIGNS = "stylesheets/signs.css"
"""The pictures that stand in the menu and beside what a search found, once for all pages."""

LENGTHS = "stylesheets/lengths.css"
"""How long each part of a day is, for the course at a glance."""


def static_files(rendered: Rendered, pictures: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Return what goes beside the pages: search, colours, fonts as WOFF2, this edition's scripts, rooms, pictures."""
    yield search_index.PATH, search_index.search_script(rendered).encode()
    yield from ((name, script.encode()) for name, script in search_index.line_scripts(rendered))
    yield COLOURS, site_colours().encode()
    yield SIGNS, sign_styles(rendered).encode()
    yield LENGTHS, length_styles().encode()
    yield feed.PATH, rendered.feed.encode()
    looks = asdict(rendered.identity)
    names = ("primary", "accent", "accent_dark")
    if colours := {name.replace("_", "-"): looks[name] for name in names if looks[name]}:
        yield "stylesheets/trust.css", _colours(colours)
    for name, path in house_fonts().items():
        yield f"{name.removesuffix('.ttf')}.woff2", _woff2(path)
    yield from ((name, made.encode()) for name, made in rendered.beside.items())
    yield from ((name, of_file(path)) for name, path in shown_pictures(rendered, pictures).items())


def shown_pictures(rendered: Rendered, pictures: Mapping[str, Path]) -> dict[str, Path]:
    """Return the pictures that pages or the logo show; others may be for other readers, and are not published."""
    return used_in([*(page.html for page in rendered.pages), rendered.identity.logo], pictures)


_MOVED = Html("""\
<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{moved}</title>\
<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={target}">\
</head><body><h1>{moved}</h1><p><a href="{target}">{go}</a></p></body></html>
""")


def redirect_pages(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Return a small page for each address that a page had before, which leads on to it without JavaScript too."""
    language = rendered.language
    moved, go = language.html("This page has moved"), language.html("Go to the page")
    for former, page in rendered.redirects.items():
        target = relative(url_of(page), url_of(former)) + "/"
        yield f"{url_of(former)}index.html", _MOVED.format(lang=language.code, moved=moved, target=target, go=go)


def sign_styles(rendered: Rendered) -> str:
    """Return a style sheet with the shape of each picture: of search by its name, of the menu by its place there."""
    places: dict[str, list[str]] = {name: [f".hb-sign-{name}"] for name in search_index.ICONS.values()}
    for number, item in enumerate(rendered.nav, start=1):
        places.setdefault(item.icon, []).append(f".hb-nav>ul>li:nth-child({number})")
    return "".join(
        f"{','.join(at)}{{--sign:url('data:image/svg+xml,{_shape(name)}')}}\n" for name, at in places.items()
    )


def _shape(name: str) -> str:
    paths = "".join(f'<path d="{shape}"/>' for shape in shapes(name))
    return quote(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{paths}</svg>', safe=' =":/,-.')


def _colours(colours: Mapping[str, str]) -> bytes:
    """Return a trust's colours as a style sheet: the policy of the pages allows no style within them."""
    return (":root{" + ";".join(f"--hb-{name}:{colour}" for name, colour in colours.items()) + "}\n").encode()


@cache
def _woff2(path: Path) -> bytes:
    """Return a font as WOFF2 for the web, made once for a machine: it takes longer than all pages of a small site."""
    font_file = path.read_bytes()
    versions = (f"{name} {version(name)}" for name in ("fonttools", "brotli"))
    made_of = digest(font_file, code_of("site"), *versions)
    if (kept := recall(path.name, made_of)) is not None:
        return kept
    made = _for_the_web(font_file)
    keep(path.name, made, made_of)
    return made


def _for_the_web(font_file: bytes) -> bytes:
    """Return a font as WOFF2 with the letters of Latin scripts; hints for old screens double that."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    buffer = BytesIO()
    with TTFont(BytesIO(font_file), recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=["*"], hinting=False))
        subsetter.populate(
            unicodes=[*range(0x20, 0x180), *range(0x2010, 0x2030), 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192]
        )
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(buffer)
    return buffer.getvalue()
