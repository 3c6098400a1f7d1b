"""Names of classes: what a style sheet dresses and a script asks for, a template, a script or the program makes."""

import re

from conftest import REPOSITORY


def texts(*patterns: str) -> str:
    """Return all files of some patterns, from the root, as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for each in patterns for path in sorted(REPOSITORY.glob(each)))


def made() -> set[str]:
    """Return every class that stands on a page: written out, given to the box of the templates, or an item's or room's."""
    makers = texts("templates/**/*.jinja", "templates/**/*.html", "templates/site/**/*.js", "generator/**/*.py")
    written = set(re.findall(r"(?<![.\w-])hb-[a-z0-9-]*[a-z0-9]", makers))
    boxes = {name for said in re.findall(r'box\("([^"]*)"', makers) for name in said.split()}
    values = re.findall(r'"([a-z-]+)"', " ".join(re.findall(r"Literal\[.*?\]", texts("generator/model/resource.py"))))
    return written | {f"hb-{name.removeprefix('hb-')}" for name in (*boxes, *values)}


def test_every_class_of_a_style_sheet_stands_on_some_page():
    """No style sheet dresses what nothing makes: a name changed on one side would be seen by nobody."""
    dressed = set(re.findall(r"\.(hb-[a-z0-9-]+)", texts("templates/**/*.css")))

    assert len(dressed) > 100
    assert [] == sorted(dressed - made())


def test_every_class_that_a_script_asks_for_stands_on_some_page():
    """No script waits for what nothing makes."""
    asked = set(re.findall(r"\.(hb-[a-z0-9-]+)", texts("templates/site/**/*.js")))

    assert len(asked) > 30
    assert [] == sorted(asked - made())


def test_a_name_that_nothing_makes_is_seen():
    """The look at what is made finds no name that is only asked for."""
    assert "hb-situation" in made()
    assert "hb-made-by-nobody" not in made()
