"""What the search knows of a language, from one file of data, for this program and for browsers."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from generator.text.language_codes import ENGLISH

FOLDER = Path(__file__).with_name("searching")
"""A file for each language that search knows something of: en.toml."""

_NOTHING: Mapping[str, Any] = {"tells_nothing": "", "counted": "", "forms": {}, "asks_for": {}, "endings": ""}
_PATTERNS = (
    "have_to",
    "joined",
    "run_together",
    "number_of",
    "asks_number",
    "asks_limit",
    "names_document",
    "speaks_of_people",
)
_NEVER = "(?!)()"
"""A pattern that fits nothing, with a group as the others have."""


@dataclass(frozen=True, eq=False)
class SearchWords:
    """What the search knows of one language; of one that it has no file of, nothing: words are then as they stand."""

    read: Mapping[str, Any]

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The forms of words that no rule makes, each with its word: left for leave."""
        return {form: word for word, forms in self.read["forms"].items() for form in forms.split()}

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that tell nothing about what is wanted; the search leaves them out of what people type, too."""
        return frozenset(self.read["tells_nothing"].split())

    @cached_property
    def have_to(self) -> re.Pattern[str]:
        """Questions whether one must, with what else they ask in group 1."""
        return re.compile(self.read.get("have_to", _NEVER))

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """Hyphens that part no words."""
        return re.compile(self.read.get("joined", _NEVER))

    @property
    def asks_for(self) -> Mapping[str, str]:
        """Patterns of what asks for a kind of page without its name, by the kind."""
        found: Mapping[str, str] = self.read["asks_for"]
        return found

    @property
    def cuts(self) -> bool:
        """Whether endings are cut by the rules for English."""
        return bool(self.read["endings"] == "english")

    def for_browsers(self) -> dict[str, Any]:
        """Return what the scripts need to cut words and to read questions as this program does."""
        patterns = {name: self.read.get(name, _NEVER) for name in _PATTERNS}
        lists = {"stop": " ".join(sorted(self.stop)), "counted": " ".join(self.read["counted"].split())}
        return {"forms": self.read["forms"], **lists, **patterns, "cuts": self.cuts}


@lru_cache(maxsize=8)
def search_words(code: str) -> SearchWords:
    """Return what the search knows of a language, by its code (BCP 47)."""
    file = FOLDER / f"{code.partition('-')[0]}.toml"
    return SearchWords({**_NOTHING, **(tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {})})


ENGLISH_WORDS = search_words(ENGLISH)
"""What the search knows of English."""
