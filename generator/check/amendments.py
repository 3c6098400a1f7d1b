"""Rules about national texts that moved beneath a local change: a person is told, and decides."""

from collections.abc import Iterator
from dataclasses import replace

from generator.changes.stale import is_declined, text_then
from generator.changes.text_diff import focused
from generator.check.branding import trust_mark
from generator.content.yaml_nodes import Node
from generator.editions.change import Stale
from generator.editions.edition import Edition
from generator.editions.model_paths import at
from generator.model.document import Document
from generator.model.trust import Remove, Replace
from generator.problems import Problem, error, notice, warning


def stale_amendment(edition: Edition) -> Iterator[Problem]:
    """`stale-amendment`: the national text has changed since a local change to it was written."""
    for stale in edition.stale:
        then = text_then(edition, stale)
        if is_declined(edition, stale) or (then is None and edition.ledger.releases):
            continue
        sentence = f"the national text of {stale.document}#{stale.address} has changed since this was written"
        hint = f"read it again; if your change still holds, set base: {stale.base}"
        hint += f" (./handbook rebase {edition.code} does it)"
        yield replace(warning(stale.mark, "stale-amendment", sentence, hint), details=tuple(_sides(stale, then)))


def unknown_base(edition: Edition) -> Iterator[Problem]:
    """`unknown-base`: a base is the fingerprint of no text that any national edition ever had there."""
    for stale in edition.stale:
        if edition.ledger.releases and text_then(edition, stale) is None:
            sentence = f"no national edition had a text at {stale.document}#{stale.address} with this base"
            hint = f"if the national text is as you read it, set base: {stale.base}"
            yield error(stale.mark, "unknown-base", sentence, hint)


def unknown_edition(edition: Edition) -> Iterator[Problem]:
    """`unknown-edition`: a trust says it adopted a national edition that there never was."""
    adopted = edition.trust.edition if edition.trust else None
    known = [edition.national.edition, *(release.edition for release in edition.ledger.releases)]
    if adopted is not None and edition.ledger.releases and adopted not in known:
        sentence = f'there is no national edition "{adopted}"'
        yield error(trust_mark(edition), "unknown-edition", sentence, f"there are: {', '.join(sorted(set(known)))}")


def changes_nothing(edition: Edition) -> Iterator[Problem]:
    """`changes-nothing`: a local change puts the national text in its own place, as an unfinished stub does."""
    for entry in edition.entries.values():
        for address, origin in entry.origins.items():
            if origin.operation == "replace" and at(entry.model, address) == at(entry.national, address):
                hint = "write what differs here, or take the change out"
                yield warning(origin.mark, "changes-nothing", "this says what the national text says", hint)


def approved_by_amendment(edition: Edition) -> Iterator[Problem]:
    """`not-an-approval`: an amendment calls a document approved, which would hold whatever its text says later."""
    for entry in edition.entries.values():
        sheet = entry.model.front_sheet if isinstance(entry.model, Document) else None
        for address in ("front_sheet", "front_sheet.status"):
            if sheet and sheet.status == "approved" and address in entry.origins:
                hint = f"take it out; ./handbook approve {edition.code} {entry.id} records who approved which text"
                yield error(entry.origins[address].mark, "not-an-approval", "a change cannot approve a document", hint)


def lapsed_approval(edition: Edition) -> Iterator[Problem]:
    """`lapsed-approval`: a document was approved, and says something else now.

    Its pages say that it is a draft again. It stops nothing: approving it takes a group that meets when it meets, and
    a stopped build would only teach people to call it approved.
    """
    for entry in edition.entries.values():
        if entry.lapsed:
            approval, mark = entry.lapsed
            sentence = f"{entry.id} was approved by {approval.by} on {approval.on}, and its text has changed since"
            hint = f"read what changed, have it approved again, then ./handbook approve {edition.code} {entry.id}"
            yield notice(mark, "lapsed-approval", sentence, hint)


def _sides(stale: Stale, then: tuple[str, Node | None] | None) -> Iterator[tuple[str, str]]:
    before, now = focused(then[1] if then else None, stale.now)
    if then:
        yield f"national text in {then[0]}", before
    yield "national text now", now
    match stale.change:
        case Replace():
            yield "your text", str(stale.change.with_)
        case Remove():
            yield "your change", "takes it out"
        case _:
            yield "your note", stale.change.text
