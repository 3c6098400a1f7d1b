"""What to print for a day, in words: a row for each pile, with how it is printed and what becomes of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.editions.print_run import Afterwards, Making, Pile
from generator.text.language import N_, Language

HOW = {
    Making.HANDED_OUT: N_("On both sides"),
    Making.LARGE: N_("On one side, enlarged to A3"),
    Making.CARDS: N_("On one side of thick paper"),
}
"""How a sheet is printed."""

AFTER = {
    Afterwards.KEPT: N_("People keep it"),
    Afterwards.COLLECTED: N_("Collect it for the next course"),
    Afterwards.PUT_UP: N_("Put it up, then collect it"),
    Afterwards.CUT: N_("Cut it, then collect it: laminated, it lasts"),
}
"""What becomes of copies when they are printed."""


def rows(piles: Iterable[Pile], titles: Mapping[str, str], language: Language) -> list[dict[str, Any]]:
    """Return a row for each pile: its page with its title, its copies, how they are made, what becomes of them."""
    _ = language.gettext
    return [
        {
            "page": pile.page,
            "title": titles[pile.page],
            "copies": pile.copies,
            "on_both_sides": pile.on_both_sides,
            "how": _(HOW[pile.making]),
            "afterwards": _(AFTER[pile.afterwards]),
        }
        for pile in piles
    ]
