"""A new national edition: its name in `edition.yml`, and every document as it is now in the ledger."""

import re
from pathlib import Path

from generator.ledger import written
from generator.load import Library
from generator.problems import ContentError, Mark, Problem, error, stops
from generator.rewrite import set_value


def release(library: Library, edition: str, problems: tuple[Problem, ...]) -> Path:
    """Stamp an edition and write its ledger beside the national content.

    Args:
        library: What was read.
        edition: Its name, year and month: "2026.12".
        problems: What `check` found in the national edition.

    Returns:
        The new file of the ledger.

    Raises:
        ContentError: The name is no later than the last one, or something is wrong with the national edition.
    """
    national = library.content / "national"
    mark = Mark(path="content/national/edition.yml")
    last = library.ledger.releases[-1].edition if library.ledger.releases else ""
    if not re.fullmatch(r"[0-9]{4}\.(0[1-9]|1[0-2])", edition):
        hint = "for example 2026.11"
        raise ContentError([error(mark, "edition", f'"{edition}" is not a year and a month', hint)])
    if edition <= last:
        sentence = f"edition {edition} does not come after {last}, which is published and never changes"
        raise ContentError([error(mark, "edition", sentence, "give it a later name")])
    if stops(problems, strict=False):
        raise ContentError(problems)
    documents = {name: file.node for name, file in library.national.items()}
    target = national / "editions" / f"{edition}.json"
    set_value(national / "edition.yml", ("edition",), edition)
    target.parent.mkdir(exist_ok=True)
    target.write_text(written(library.ledger, edition, documents), encoding="utf-8")
    return target
