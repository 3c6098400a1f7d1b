"""The style sheets of the site and of printed pages: their colours, and the names that they give to one another."""

import re

from conftest import REPOSITORY

from generator.colours import CREAM, DAY, NIGHT

SHEETS = sorted(
    path for folder in ("print", "site", "editor") for path in (REPOSITORY / "templates" / folder).rglob("*.css")
)
TEXTS = {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in SHEETS}


def test_no_style_sheet_has_a_colour_of_its_own():
    """Colours stand in one place, by what they are for, so that one change reaches the site, paper and pictures."""
    own = [
        f"{name}: {found}"
        for name, text in TEXTS.items()
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|(?:rgb|hsl)a?\(", text)
    ]

    assert [] == own


def test_no_name_stands_for_nothing():
    """A style sheet takes no value by a name that neither the colours nor a style sheet of its site gives."""
    given = set(DAY) | {name for text in TEXTS.values() for name in re.findall(r"--h[bs]-([a-z-]+):", text)}
    taken = {name for text in TEXTS.values() for name in re.findall(r"var\(--h[bs]-([a-z-]+)", text)}

    assert set() == taken - given


def test_every_colour_is_used():
    """No colour is kept that nothing shows, and what changes by night or on cream has a colour by day."""
    taken = {name for text in TEXTS.values() for name in re.findall(r"var\(--hb-([a-z-]+)", text)}
    by_others = {"small-print", "accent", "accent-dark"}

    assert set() == set(DAY) - taken - by_others
    assert set() == (set(NIGHT) | set(CREAM)) - set(DAY)


def test_no_name_is_that_of_a_theme():
    """Parts of a page have names of our own; those of the search box alone are Material's, for programs that drive it."""
    theirs = {name for text in TEXTS.values() for name in re.findall(r"\bmd-[a-z_-]+", text)}

    assert [] == sorted(name for name in theirs if not name.startswith(("md-search-result__", "md-search__")))
