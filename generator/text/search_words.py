"""What the search knows of English, from one file of data, for this program and for browsers."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("search_words.toml")
"""Words that tell nothing, forms that no rule makes, and patterns, each with what it is for."""

_READ: Mapping[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))

FORMS: Mapping[str, str] = {form: word for word, forms in _READ["forms"].items() for form in forms.split()}
"""The forms of words that no rule makes, each with its word: left for leave."""

STOP = frozenset(_READ["tells_nothing"].split())
"""Words that tell nothing about what is wanted; the search leaves them out of what people type, too."""

HAVE_TO, JOINED = re.compile(_READ["have_to"]), re.compile(_READ["joined"])
"""Questions whether one must, with what else they ask in group 1; and hyphens that part no words."""

ASKS_FOR: Mapping[str, str] = _READ["asks_for"]
"""Patterns of what asks for a kind of page without its name, by the kind."""


def for_browsers() -> dict[str, Any]:
    """Return what the scripts need to cut words and to read questions as this program does."""
    patterns = {name: _READ[name] for name in ("have_to", "joined", "run_together", "number_of")}
    lists = {"stop": " ".join(sorted(STOP)), "counted": " ".join(_READ["counted"].split())}
    return {"forms": _READ["forms"], **lists, **patterns}
