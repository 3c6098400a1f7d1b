"""A sheet for a meeting that approves documents: what each is, what changed since its approval, and room to decide."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape

from generator.changes.compare import What, inside
from generator.changes.local_changes import LocalDifference, changes_of
from generator.changes.text_diff import word_diff
from generator.content.node_paths import words_of
from generator.content.yaml_nodes import Node
from generator.editions.edition import Edition, Entry
from generator.editions.sign_offs import is_to_approve, to_come
from generator.model.document import Document
from generator.model.front_sheet import FrontSheet
from generator.model.trust import DocumentApproval
from generator.text.markup import blocks

STYLE = """
body { font: 12pt/1.5 sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
section { border-top: 2px solid #111; margin-top: 2em; break-inside: auto }
h2, h3 { break-after: avoid }
table { border-collapse: collapse; width: 100%; break-inside: avoid }
th, td { border: 1px solid #555; padding: .4em; text-align: start; vertical-align: top }
th { width: 30% }
td.room { height: 2.2em }
ins { text-decoration: underline; font-weight: bold }
del { text-decoration: line-through }
dt { font-weight: bold; margin-top: .6em; overflow-wrap: anywhere }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
@page { size: A4; margin: 18mm }
@media print { body { margin: 0; max-width: none; padding: 0 } }
"""


SOON = timedelta(days=60)
"""How long before its day what has to be looked at again comes before a meeting."""


def waiting(edition: Edition, today: date) -> tuple[Entry, ...]:
    """Return the documents of a trust's edition that a meeting has to decide about.

    They are those that nobody has approved as they stand, that wait for a decision which their front sheet asks for, or
    that have to be looked at again soon, and those that were taken out without anybody's leave.
    """
    return tuple(each for each in edition.with_taken_out if _is_for_the_meeting(each, today + SOON))


def _is_for_the_meeting(entry: Entry, until: date) -> bool:
    if entry.is_taken_out or not isinstance(entry.model, Document):
        return is_to_approve(entry)
    return entry.approved is None or bool(to_come(entry)) or entry.model.front_sheet.review_by <= until


def approval_sheet(edition: Edition, documents: Sequence[Entry], then: Mapping[str, Node], today: date) -> str:
    """Return the sheet as a page of HTML that stands alone.

    Args:
        edition: The trust's edition for trainers.
        documents: What the meeting decides about.
        then: What the documents whose approval has lapsed said when they were approved, as far as that is known.
        today: The day it is made on.
    """
    _ = edition.language.gettext
    name = edition.trust.name if edition.trust else ""
    title = _("To approve: {trust}", trust=name)
    number = edition.national.edition
    made = _("National edition {edition}. Made on {day}.", edition=number, day=edition.language.long_date(today))
    parts = [
        f'<!doctype html>\n<html lang="{escape(edition.language.code)}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(title)}</h1>\n<p>{escape(made)}</p>",
        f"<p>{escape(edition.language.ngettext('{n} document.', '{n} documents.', len(documents)))}</p>",
    ]
    parts += [line for entry in documents for line in _document(edition, entry, then.get(entry.id))]
    return "\n".join([*parts, "</main>\n</body>\n</html>"]) + "\n"


def _document(edition: Edition, entry: Entry, then: Node | None) -> Iterator[str]:
    _ = edition.language.gettext
    if not isinstance(entry.model, Document):
        return
    yield f"<section>\n<h2>{escape(entry.model.title)}</h2>\n<table><tbody>"
    for label, words in _facts(edition, entry, entry.model.front_sheet):
        yield f'<tr><th scope="row">{escape(label)}</th><td>{escape(words)}</td></tr>'
    since, why, decision = (
        _("What changed since the last approval"),
        _("How it differs from the national text, and why"),
        _("Decision"),
    )
    yield f"</tbody></table>\n<h3>{escape(since)}</h3>"
    yield from _changes(edition, entry, then)
    if changes := changes_of(entry, edition.language):
        yield f"<h3>{escape(why)}</h3>\n<dl>"
        yield from (_difference(edition, each) for each in changes)
        yield "</dl>"
    yield f"<h3>{escape(decision)}</h3>\n<p>" + " &nbsp; ".join(
        f"☐ {escape(words)}" for words in (_("Approved"), _("Approved on conditions"), _("Not approved"))
    )
    yield "</p>\n<table><tbody>"
    for label in (
        _("Conditions"),
        _("To be looked at again by"),
        _("Who, by job title or group"),
        _("Day, and minutes"),
    ):
        yield f'<tr><th scope="row">{escape(label)}</th><td class="room"></td></tr>'
    yield "</tbody></table>\n</section>"


def _difference(edition: Edition, change: LocalDifference) -> str:
    """Return one local change: what was done where, the national words and the local ones, and why."""
    was, now, reason = ("\n".join(blocks(each)) for each in (change.was, change.now, change.reason))
    words = escape(now) if change.operation == "note" else _marked(was, now)
    why = escape(edition.language.gettext("Why: {reason}", reason=reason)) if reason else ""
    place = ": ".join(each for each in (change.done, change.where) if each)
    return "\n".join([f"<dt>{escape(place)}</dt>", *(f"<dd>{each}</dd>" for each in (words, why) if each)])


def _facts(edition: Edition, entry: Entry, sheet: FrontSheet) -> Iterator[tuple[str, str]]:
    _ = edition.language.gettext
    if sheet.reference:
        yield _("Number"), sheet.reference
    yield _("Document"), entry.id
    yield _("Version"), sheet.version
    yield _("Kept by"), sheet.owner
    last = entry.approved or entry.lapsed
    yield _("Last approved"), _approval(edition, last[0]) if last else _("Never, in this trust")
    if entry.approved:
        yield _("To be looked at again by"), edition.language.long_date(entry.approved[0].review_by)
    if last and last[0].conditions:
        yield _("Conditions then"), last[0].conditions
    for each in sheet.sign_offs:
        day = edition.language.long_date(each.on) if each.on else _("Still to come")
        yield each.event, f"{each.by}, {day}"


def _approval(edition: Edition, said: DocumentApproval) -> str:
    _ = edition.language.gettext
    day = edition.language.long_date(said.on)
    words = _("Version {version}, by {who}, {day}", version=said.version, who=said.by, day=day)
    return f"{words} ({said.minutes})" if said.minutes else words


def _changes(edition: Edition, entry: Entry, then: Node | None) -> Iterator[str]:
    _ = edition.language.gettext
    if entry.is_taken_out:
        yield _paragraph(_("It is taken out of this trust's edition."))
    elif entry.approved:
        yield _paragraph(_("Nothing."))
    elif entry.lapsed is None:
        yield _paragraph(_("It was never approved here. Read all of it."))
    elif then is None:
        yield _paragraph(_("Something, but this copy does not hold what it said then. Read all of it."))
    else:
        said = {What.ADDED: _("new"), What.REMOVED: _("taken out"), What.CHANGED: _("changed")}
        yield "<dl>"
        for each in inside(entry.id, (), then, entry.node):
            place = f"{'.'.join(each.address)} ({said[each.what]})"
            yield f"<dt>{escape(place)}</dt>\n<dd>{_diff(each.old, each.new)}</dd>"
        yield "</dl>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _diff(old: Node | None, new: Node | None) -> str:
    before, after = (words_of(each) if each is not None else "" for each in (old, new))
    return _marked(before, after)


def _marked(before: str, after: str) -> str:
    """Return two texts as one of HTML, with the words that went and those that came marked."""
    marks = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    return "".join(f"{marks[how][0]}{escape(words)}{marks[how][1]}" for how, words in word_diff(before, after))
