"""What is different for the readers of an edition: its texts as they have them, before and after, part by part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from generator.changes.whats_new import FIELDS, NOT_FOR_READERS
from generator.content.library import Library
from generator.editions.edition import Edition, Entry
from generator.editions.model_paths import in_words
from generator.editions.resolve import resolve
from generator.model.base import Audience, Content
from generator.model.kinds import PUBLICATION
from generator.model.texts import Tokens, written_in
from generator.text.markup import words

ASIDE = frozenset({"front_sheet", "checked_on", "check_by", "checked_by", "lock_reason"})
"""Document control: no news to readers of a text."""

NUMBERS = frozenset({"minutes", "amount"})
"""Fields that hold numbers and that people plan by."""

ORDER = "order"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a document that says something else: where in words, its anchor on the page, then and now.

    `then` is empty for what is new, `now` for what is gone.
    """

    where: str
    anchor: str
    then: str
    now: str


def told(part: Part) -> str:
    """Say what happened to a part of a document."""
    if part.where == ORDER:
        return "The order of its parts is another"
    return f"{'New' if not part.then else 'Taken out' if not part.now else 'Changed'}: {part.where}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedDocument:
    """A document whose readers get another text: a new one has `parts` only of its title, one that is gone none now."""

    document: str
    title: str
    parts: tuple[Part, ...]
    is_new: bool = False
    is_gone: bool = False


def reader_changes(before: Edition, after: Edition) -> tuple[ChangedDocument, ...]:
    """Return every document that says something else to the readers of an edition, in the order of its documents."""
    found = []
    names = dict.fromkeys([*after.entries, *before.entries])
    heirs = {alias: name for alias, name in after.aliases.items() if alias not in after.entries}
    followed = {heirs[name]: name for name in before.entries if name in heirs}
    for name in names:
        old = before.entries.get(followed.get(name, name))
        new = after.entries.get(name)
        if (new or old) is None or name in NOT_FOR_READERS or name in heirs or _is_aside(new or old):
            continue
        if changed := _document(after, name, old, new):
            found.append(changed)
    return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionChanges:
    """What is different in one trust's edition, or the national one: for trainers, who read everything.

    `for_peers` names each part that peers read too, by document and place.
    """

    code: str
    name: str
    documents: tuple[ChangedDocument, ...]
    for_peers: frozenset[tuple[str, str]]

    def readers(self, document: str, where: str) -> str:
        """Return who reads a part that changed, in words."""
        return "peers and trainers" if (document, where) in self.for_peers else "trainers"


def changes_between(then: Library, now: Library, codes: Sequence[str]) -> tuple[EditionChanges, ...]:
    """Return what is different for readers, edition by edition; national news is told there alone."""
    found: list[EditionChanges] = []
    for code in codes:
        sides = {audience: _between(then, now, code, audience) for audience in Audience}
        peers = frozenset((each.document, where) for each in sides[Audience.PEER] for where in _wheres(each))
        national = {each.document: each for each in found[0].documents} if found and not found[0].code else {}
        own = tuple(_own(sides[Audience.TRAINER], national))
        trust = now.trusts.get(code)
        name = trust.trust.name if trust else "The national edition"
        found.append(EditionChanges(code=code, name=name, documents=own, for_peers=peers))
    return tuple(found)


def _own(changed: Sequence[ChangedDocument], national: Mapping[str, ChangedDocument]) -> Iterator[ChangedDocument]:
    """Return what is different in a trust's edition and was not told of the national one."""
    for each in changed:
        known = national.get(each.document)
        parts = tuple(part for part in each.parts if known is None or part not in known.parts)
        if known is None or parts or (each.is_new, each.is_gone) != (known.is_new, known.is_gone):
            yield replace(each, parts=parts)


def _wheres(changed: ChangedDocument) -> tuple[str, ...]:
    return ("", *(each.where for each in changed.parts))


def _between(then: Library, now: Library, code: str, audience: Audience) -> tuple[ChangedDocument, ...]:
    after, _ = resolve(now, code, audience)
    if code and code not in then.trusts:
        before, _ = resolve(then, "", audience)
    else:
        before, _ = resolve(then, code, audience)
    return reader_changes(before, after)


def _is_aside(entry: Entry | None) -> bool:
    return entry is not None and entry.kind == PUBLICATION


def _document(edition: Edition, name: str, old: Entry | None, new: Entry | None) -> ChangedDocument | None:
    if old is None or new is None:
        title = str(getattr((new or old).model, "title", name))  # type: ignore[union-attr]
        return ChangedDocument(document=name, title=title, parts=(), is_new=old is None, is_gone=new is None)
    if old.node == new.node and old.model == new.model:
        return None
    parts = tuple(_parts(edition, old, new))
    return ChangedDocument(document=name, title=str(getattr(new.model, "title", name)), parts=parts) if parts else None


def _parts(edition: Edition, old: Entry, new: Entry) -> Iterator[Part]:
    then, now = (dict(_said(entry.model)) for entry in (old, new))
    places = [new.model, old.model]
    for way in dict.fromkeys(_whole(then, now)):
        before, after = (_under(said, way) for said in (then, now))
        if before != after:
            yield _part(edition, places, way, before, after)
    both = [way for way in then if way in now]
    if both != [way for way in now if way in then]:
        yield Part(where=ORDER, anchor="", then="", now="")


def _part(edition: Edition, places: Sequence[Any], way: Tokens, before: str, after: str) -> Part:
    address = ".".join(str(token) for token in way)
    where = in_words(places, address, edition.language)
    field = str(way[-1])
    name = edition.language.gettext(field.replace("_", " "))
    if field in FIELDS and where.endswith(name):
        where = f"{where.removesuffix(name)}{edition.language.gettext(FIELDS[field])}"
    ids = [str(token) for earlier, token in pairwise(way) if _holds(places, earlier)]
    return Part(where=where, anchor=ids[-1] if ids and after else "", then=before, now=after)


def _holds(places: Sequence[Any], field: str | int) -> bool:
    """Say whether a field holds elements with ids, so that what follows it in an address is one."""
    return any(isinstance(getattr(place, str(field), None), tuple) for place in places)


def _whole(then: Mapping[Tokens, str], now: Mapping[Tokens, str]) -> Iterator[Tokens]:
    """Return the ways to look at: a text that stands on both sides, or the whole element that stands on one only."""
    around = [{way[:length] for way in said for length in range(1, len(way) + 1)} for said in (then, now)]
    for way in dict.fromkeys([*now, *then]):
        missing = next((side for side in around if way not in side), None)
        if missing is None:
            yield way
        else:
            yield way[: next(length for length in range(1, len(way) + 1) if way[:length] not in missing)]


def _under(said: Mapping[Tokens, str], way: Tokens) -> str:
    return "\n".join(text for place, text in said.items() if place[: len(way)] == way)


def _said(model: Any) -> Iterator[tuple[Tokens, str]]:
    """Return what a model says to its readers, in words; the lines of a list without ids are one text."""
    lines: dict[Tokens, list[str]] = {}
    for way, text, _form in written_in(model):
        if way and way[0] not in ASIDE and way[-1] not in ASIDE:
            own = way[:-1] if isinstance(way[-1], int) else way
            lines.setdefault(own, []).append(words(text))
    for way, number in _numbers(model, ()):
        lines.setdefault(way, []).append(number)
    yield from ((way, "\n".join(texts)) for way, texts in lines.items())


def _numbers(value: Any, way: Tokens) -> Iterator[tuple[Tokens, str]]:
    if isinstance(value, Content):
        for name, inside in value:
            if name in NUMBERS and isinstance(inside, int):
                yield (*way, name), str(inside)
            yield from _numbers(inside, (*way, name))
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            yield from _numbers(inside, (*way, getattr(inside, "id", position)))
