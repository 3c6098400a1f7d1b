"""Is an edition ready to go live? What is still missing, and what the present national edition changes for a trust."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.changes.compare import What, since
from generator.changes.stale import is_declined
from generator.content.ledger import names_of
from generator.content.library import Library
from generator.content.node_paths import canonical, find
from generator.content.yaml_nodes import Table
from generator.editions.change import Stale
from generator.editions.coverage import components, delivered
from generator.editions.due_dates import (
    APPROVAL,
    CONTACT,
    REVIEW,
    RULE,
    Due,
    contacts_due,
    never_called,
    reviews_due,
    rules_due,
)
from generator.editions.edition import Edition, Entry
from generator.editions.missing_values import missing
from generator.editions.sign_offs import waits
from generator.model.framework import Component, LocalValue
from generator.model.kinds import DOCUMENT_KINDS, PROGRAMME
from generator.model.trust import WHOLE, Add, Amendment, AmendmentFile, Replace, address_of, tokens_of
from generator.problems import Level, Problem

DETAILED = (
    *("missing-local-value", "uncovered-component", "stale-amendment", "lapsed-approval"),
    *("stale-contact", "overdue-review", "stale-rule"),
)
"""Rules whose problems a status tells in words of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adoption:
    """What the present national edition changes for a trust that adopted an earlier one.

    `unaffected` counts the trust's changes whose national text is as it was; `beneath`, `renamed` and `gone` are the
    addresses of the others, a renamed one with its new name. `documents` are the ids of new documents; they and
    `values` are empty where the present edition is the one that it adopted.
    """

    adopted: str
    present: str
    unaffected: int
    beneath: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    documents: tuple[str, ...]
    values: tuple[LocalValue, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """How ready one edition is.

    `unsigned` are documents that are not approved or have a decision still to come, and those that were taken out
    and nobody approved it; `contacts`, `rules` and `reviews`
    are past the day they had to be checked or looked at again, and for the edition's owner to do; `waiting` is past it
    too, and the national editors do it; `never_called` are the trust's own numbers without a day of their call;
    `others` are problems that no other field tells of.
    """

    edition: Edition
    values: tuple[LocalValue, ...]
    covered: Mapping[str, tuple[Entry, ...]]
    uncovered: tuple[Component, ...]
    unsigned: tuple[Entry, ...]
    contacts: tuple[Due, ...]
    never_called: tuple[str, ...]
    rules: tuple[Due, ...]
    reviews: tuple[Due, ...]
    waiting: tuple[Due, ...]
    stale: tuple[Stale, ...]
    declined: tuple[Stale, ...]
    others: tuple[Problem, ...]
    adoption: Adoption | None

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why it cannot go live yet, one sentence each, what stops publishing first; nothing where it can."""
        return tuple(_obstacles(self))


def status(
    library: Library,
    edition: Edition,
    problems: Sequence[Problem],
    today: date,
    *,
    since_adoption: bool = True,
    held: frozenset[str] = frozenset(),
) -> Status:
    """Say how ready an edition is.

    Args:
        library: What was read.
        edition: A trust's edition, or the national one, for trainers, who see everything.
        problems: What `check` found in it.
        today: The day it is asked on.
        since_adoption: Whether to tell what changed since the edition that the trust adopted; it takes a moment.
        held: The ids of documents that its copy had when it adopted, as far as that is known: they are not new.
    """
    covered = delivered(edition)
    documents = (entry for kind in (*DOCUMENT_KINDS, PROGRAMME) for entry in edition.of_kind(kind))
    due = (*contacts_due(edition, today), *rules_due(edition, today), *reviews_due(edition, today))
    here = [each for each in due if not each.waits]
    return Status(
        edition=edition,
        values=missing(edition),
        covered=covered,
        uncovered=tuple(each for each in components(edition) if not covered[each.id]),
        unsigned=tuple(entry for entry in (*documents, *edition.taken_out) if waits(entry)),
        contacts=tuple(each for each in here if each.what == CONTACT),
        never_called=never_called(edition),
        rules=tuple(each for each in here if each.what == RULE),
        reviews=tuple(each for each in here if each.what in (REVIEW, APPROVAL)),
        waiting=tuple(sorted((each for each in due if each.waits), key=lambda each: (each.day, each.what, each.name))),
        stale=tuple(each for each in edition.stale if not is_declined(edition, each)),
        declined=tuple(each for each in edition.stale if is_declined(edition, each)),
        others=tuple(each for each in problems if each.rule not in DETAILED),
        adoption=_adoption(library, edition, held) if since_adoption else None,
    )


def _obstacles(found: Status) -> Iterator[str]:
    errors, warnings = (sum(each.level is level for each in found.others) for level in (Level.ERROR, Level.WARNING))
    safety = [each for each in found.values if each.safety]
    others, gaps, stale = len(found.values) - len(safety), len(found.uncovered), len(found.stale)
    unsigned, contacts, rules, reviews = map(len, (found.unsigned, found.contacts, found.rules, found.reviews))
    ngettext = found.edition.language.ngettext
    rows = (
        (errors, ngettext("{n} error is in its content", "{n} errors are in its content", errors)),
        (
            len(safety),
            ngettext(
                "{n} local value that keeps people safe is missing",
                "{n} local values that keep people safe are missing",
                len(safety),
            ),
        ),
        (others, ngettext("{n} other local value is missing", "{n} other local values are missing", others)),
        (gaps, ngettext("{n} core component is not delivered", "{n} core components are not delivered", gaps)),
        (warnings, ngettext("{n} warning is about its content", "{n} warnings are about its content", warnings)),
        (
            stale,
            ngettext(
                "{n} local change stands over a national text that has changed",
                "{n} local changes stand over national texts that have changed",
                stale,
            ),
        ),
        (
            unsigned,
            ngettext("{n} document is not fully signed off", "{n} documents are not fully signed off", unsigned),
        ),
        (contacts, ngettext("{n} contact had to be checked again", "{n} contacts had to be checked again", contacts)),
        (
            rules,
            ngettext("{n} law or right had to be checked again", "{n} laws or rights had to be checked again", rules),
        ),
        (reviews, ngettext("{n} review is overdue", "{n} reviews are overdue", reviews)),
    )
    yield from (sentence for count, sentence in rows if count)


def _adoption(library: Library, edition: Edition, held: frozenset[str]) -> Adoption | None:
    """Tell what changed since the edition the trust adopted; nothing where the ledger does not know it."""
    trust, present = edition.trust, edition.national.edition
    release = library.ledger.release(trust.edition) if trust and trust.edition else None
    if trust is None or release is None:
        return None
    is_new = trust.edition != present
    added = since(library, release) if is_new else ()
    new = {each.document for each in added if each.what is What.ADDED and not each.address}
    new = {name for name in new if held.isdisjoint(names_of(name, library.national[name].node))}
    stale = {(each.document, each.address) for each in edition.stale}
    unaffected, beneath, renamed, gone = 0, [], [], []
    for file in library.trusts[edition.code].amendments:
        amends = file.model.amends if isinstance(file.model, AmendmentFile) else ""
        for change in file.model.changes if isinstance(file.model, AmendmentFile) else ():
            document, address = _target(library, amends, change)
            written = f"{amends}#{address_of(change)}"
            if not document:
                gone.append(written)
            elif (document, address) in stale:
                beneath.append(f"{document}#{address}")
            elif f"{document}#{address}" != written:
                renamed.append((written, f"{document}#{address}"))
            else:
                unaffected += 1
    before = library.ledger.document(release, "local-values")
    return Adoption(
        adopted=release.edition,
        present=present,
        unaffected=unaffected,
        beneath=tuple(beneath),
        renamed=tuple(renamed),
        gone=tuple(gone),
        documents=tuple(sorted(new)),
        values=tuple(
            each
            for name, each in library.declared_values.items()
            if is_new and each.required and not edition.values.get(name)
            if before is not None and find(before, ("values", name)) is None
        ),
    )


def _target(library: Library, amends: str, change: Amendment) -> tuple[str, str]:
    """Return the document and address a change is about as they are called now; nothing where they are gone."""
    name = library.aliases.get(amends, amends)
    file = library.national.get(name)
    if file is None:
        return "", ""
    tokens = canonical(file.node, tokens_of(change))
    if not tokens:
        return name, WHOLE
    may_be_set = isinstance(change, Replace | Add) and isinstance(find(file.node, tokens[:-1]), Table)
    return (name, ".".join(tokens)) if may_be_set or find(file.node, tokens) is not None else ("", "")
