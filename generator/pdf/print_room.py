"""A file for a print room: first the list of its piles, with where each stands in the file, and then the piles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.pdf.link import starts_of
from generator.pdf.piles import Stack, length, piled
from generator.text.language import Language

Parts = Sequence[Mapping[str, Any]]
"""Headings with their piles, as the list has them: `title`, and `piles` as `pages/print_lists.py` makes them."""


def with_places(parts: Parts, counts: Mapping[str, int], opening: int) -> list[dict[str, Any]]:
    """Return the parts with the first and last page of each pile, and its leaves.

    Args:
        parts: What is in the file.
        counts: How many pages each sheet has, by the path of its page.
        opening: How many pages the list itself has.
    """
    found, before = [], length(opening, 1, on_both_sides=True)
    for part in parts:
        piles = []
        for pile in part["piles"]:
            pages = length(counts[pile["page"]], pile["copies"], on_both_sides=pile["on_both_sides"])
            piles.append({**pile, "first": before + 1, "last": before + pages, "leaves": pages // 2})
            before += pages
        found.append({**part, "piles": piles})
    return found


def in_piles(linked: bytes, paths: Sequence[str], counts: Sequence[int], parts: Parts, language: Language) -> bytes:
    """Return a file of single sheets, whose first chapter is the list, with every sheet as often as the list says."""
    starts = starts_of(counts, [""] * len(counts), on_the_right=False)
    sheets = {path: (start, pages) for path, start, pages in zip(paths, starts, counts, strict=True)}
    opening = Stack(
        start=0, pages=counts[0], copies=1, on_both_sides=True, title=language.gettext("What is in this file")
    )
    return piled(linked, [opening, *_stacks(sheets, parts, language)])


def _stacks(sheets: Mapping[str, tuple[int, int]], parts: Parts, language: Language) -> Iterator[Stack]:
    for part in parts:
        for pile in part["piles"]:
            start, pages = sheets[pile["page"]]
            yield Stack(
                start=start,
                pages=pages,
                copies=pile["copies"],
                on_both_sides=pile["on_both_sides"],
                title=language.ngettext(
                    "{title}: {n} copy", "{title}: {n} copies", pile["copies"], title=pile["title"]
                ),
                part=part["title"],
                again=language.ngettext(
                    "{n} more copy of {title}", "{n} more copies of {title}", pile["copies"] - 1, title=pile["title"]
                ),
            )
