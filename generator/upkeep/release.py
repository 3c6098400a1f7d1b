"""A new national edition: its name in `edition.yml`, and every document as it is now in the ledger.

What the last edition had is not lost on the way: it is there, or another has its id as a former one (`aliases`), or the
edition says that it is gone for good (`retired`). Links, addresses and local changes hang on every id.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.changes.compare import Difference, What, since
from generator.content.fingerprints import fingerprint
from generator.content.ledger import written
from generator.content.library import Library
from generator.content.node_paths import addresses, id_of
from generator.content.yaml_edit import set_value
from generator.problems import ContentError, Mark, Problem, did_you_mean, error, stops


def release(library: Library, edition: str, problems: tuple[Problem, ...]) -> Path:
    """Stamp an edition and write its ledger beside the national content.

    Args:
        library: What was read.
        edition: Its name, year and month: "2026.12".
        problems: What `check` found in the national edition.

    Returns:
        The new file of the ledger.

    Raises:
        ContentError: The name is no later than the last one, something is wrong with the national edition, or something
            is gone that the last edition had.
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
    if lost := (*gone(library), *_not_retired(library)):
        raise ContentError(lost)
    documents = {name: file.node for name, file in library.national.items()}
    target = national / "editions" / f"{edition}.json"
    set_value(national / "edition.yml", ("edition",), edition)
    target.parent.mkdir(exist_ok=True)
    target.write_text(written(library.ledger, edition, documents), encoding="utf-8")
    return target


def gone(library: Library) -> Iterator[Problem]:
    """Return what the last edition had and this one has neither kept, nor renamed, nor retired: `gone`."""
    if not library.ledger.releases:
        return
    last = library.ledger.releases[-1]
    found = since(library, last)
    for lost in (each for each in found if each.what is What.REMOVED):
        for name in _ids(lost):
            if any(name == kept or name.startswith((f"{kept}#", f"{kept}.")) for kept in library.edition.retired):
                continue
            document, _, address = name.partition("#")
            file = library.national.get(document)
            mark = Mark(path=file.path if file else "content/national/edition.yml")
            ways = _heir(lost, found, name) or (
                f"if something else took its place, give that the former id: aliases: "
                f"[{address.rpartition('.')[2] or document}]"
            )
            hint = f"{ways}; if it is gone for good, put {name} under retired: in content/national/edition.yml"
            yield error(mark, "gone", f"edition {last.edition} had {name}, and this one does not", hint)


def _ids(lost: Difference) -> Iterator[str]:
    """Return the document or the elements that went with something that is gone."""
    if not lost.address:
        yield lost.document
    elif lost.old is not None and id_of(lost.old) == lost.address[-1]:
        yield f"{lost.document}#{'.'.join(lost.address)}"
    elif lost.old is not None:
        inside = (way for way, node in addresses(lost.old, lost.address) if id_of(node) == way[-1])
        yield from (f"{lost.document}#{'.'.join(way)}" for way in inside)


def _heir(lost: Difference, found: tuple[Difference, ...], name: str) -> str:
    """Say which new document says the same as one that is gone, as after a rename that was not written down."""
    new = (each for each in found if each.what is What.ADDED and not each.address and not lost.address and each.new)
    same = next(
        (each for each in new if lost.old and each.new and fingerprint(each.new) == fingerprint(lost.old)), None
    )
    return f"{same.document} says the same: give it the former id, aliases: [{name}]" if same else ""


def _not_retired(library: Library) -> Iterator[Problem]:
    """Return what is said to be gone for good and is there, or never was."""
    mark = Mark(path="content/national/edition.yml")
    ever = {name for release in library.ledger.releases for name in release.documents}
    for name in library.edition.retired:
        document, _, address = name.partition("#")
        if document not in ever:
            hint = did_you_mean(document, ever)
            yield error(mark, "retired", f'retired names "{name}", which no edition had', hint or "take it out")
        elif document in library.national and not address:
            yield error(mark, "retired", f'retired says that "{name}" is gone, and it is there', "take it out")
