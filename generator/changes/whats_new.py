"""What is new in the national edition since the one before it, in words, as the readers of one edition may see it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.changes.compare import Difference, What, since
from generator.changes.text_diff import word_diff
from generator.content.library import Library
from generator.content.validate import validate
from generator.content.yaml_nodes import Node, Scalar
from generator.editions.edition import Edition, Entry, readers_of
from generator.editions.local_values import PLACE_FOR_VALUE
from generator.editions.model_paths import in_words
from generator.editions.visibility import pruned, visible
from generator.model.kinds import FOLDER_KINDS, FRAMEWORK_KINDS, PUBLICATION, Kind
from generator.text.language import N_
from generator.text.markup import words

VERBS = {What.ADDED: N_("New"), What.REMOVED: N_("Taken out"), What.CHANGED: N_("Changed")}

NOT_FOR_READERS = frozenset({"synonyms", "wording", "local-values", "facts"})
"""What only search and the program read. A fact that moved is news of each document that quotes it."""

PROGRAMS_OWN = frozenset(
    {
        *("also", "amount", "audiences", "competencies", "components", "extends", "kind", "lang"),
        *("layout", "nations", "original", "pathways", "per", "related", "resources", "role_plays", "room", "safety"),
        *("sources", "wallet", "checked_on", "check_by", "led_by", "facilitators", "materials", "usual"),
    }
)
"""Fields by which the program knows where a text belongs, and what only document control reads."""

FIELDS = {
    "action": N_("what to do"),
    "by": N_("by when"),
    "call_first": N_("who to call first"),
    "call_next": N_("who to call next"),
    "do": N_("what to do"),
    "do_now": N_("what to do now"),
    "facilitator": N_("what trainers do"),
    "helps_to_know": N_("what helps to know"),
    "if_not": N_("if you cannot"),
    "looks_like": N_("what you may notice"),
    "meaning": N_("what it means"),
    "minutes": N_("how long it takes, in minutes"),
    "not_yours": N_("what is not yours"),
    "out_of_hours": N_("who to call out of hours"),
    "participant": N_("what you do"),
    "record": N_("what to write down"),
    "say": N_("what to say"),
    "tell_afterwards": N_("who to tell afterwards"),
    "text": N_("the text"),
    "title": N_("the title"),
    "trigger": N_("when it is for"),
    "within": N_("by when"),
}
"""What readers call a field, where its name in YAML is not a word of theirs."""

AROUND = 8
"""How many words stand on each side of what changed."""

LONGEST = 60
"""How many words of what was put in or taken out are told; the page has the rest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One part that differs: what was done and to which, in words; `anchor` is where it stands on the document's page.

    `runs` are the words that changed with some around them, each marked "same", "gone" or "new", in reading order.
    """

    words: str
    anchor: str = ""
    runs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentNews:
    """What happened to one document: `before` is its old title where it was renamed, `changes` the parts, in words."""

    document: str
    title: str
    before: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What is new since the national edition `since`. `gone` holds the titles of documents that were taken out."""

    since: str
    new: tuple[DocumentNews, ...]
    changed: tuple[DocumentNews, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that these readers have is different."""
        return not (self.new or self.changed or self.gone)


def news(library: Library, edition: Edition) -> News | None:
    """Tell what is new in an edition; nothing for the first one of all."""
    release = library.ledger.before(edition.national.edition)
    if release is None:
        return None
    by_document: dict[str, list[Difference]] = {}
    for each in since(library, release):
        by_document.setdefault(each.document, []).append(each)
    told = [_told(edition, name, found) for name, found in by_document.items()]
    return News(
        since=release.edition,
        new=tuple(each for each, is_new in told if each and is_new),
        changed=tuple(each for each, is_new in told if each and not is_new),
        gone=tuple(_gone(edition, by_document)),
    )


def _told(edition: Edition, name: str, found: Sequence[Difference]) -> tuple[DocumentNews | None, bool]:
    """Tell of one document, and whether it is new; nothing where these readers do not have it."""
    entry = edition.entries.get(name)
    if entry is None or entry.kind == PUBLICATION or name in NOT_FOR_READERS:
        return None, False
    title = getattr(entry.national, "title", name)
    whole = {each.what: each for each in found if not each.address}
    if What.ADDED in whole:
        return DocumentNews(document=name, title=title, before="", changes=()), True
    renamed = whole.get(What.RENAMED)
    old = _old_model(edition, renamed.before if renamed else name, _old_text(edition, name, renamed))
    changes = tuple(dict.fromkeys(_change(edition, entry, old, each) for each in found if _is_seen(entry, old, each)))
    before = str(getattr(old, "title", "")) if renamed and old is not None else ""
    before = before if before != title else ""
    return (DocumentNews(document=name, title=title, before=before, changes=changes) if changes else None), False


def _gone(edition: Edition, by_document: Mapping[str, Sequence[Difference]]) -> Iterator[str]:
    readers = readers_of(edition)
    for name, found in by_document.items():
        for each in found:
            if each.what is What.REMOVED and not each.address:
                model = _old_model(edition, name, each.old)
                if model is not None and readers.may_see(model):
                    yield getattr(model, "title", name)


def _old_text(edition: Edition, name: str, renamed: Difference | None) -> Node | None:
    if renamed:
        return renamed.old
    release = edition.ledger.before(edition.national.edition)
    return edition.ledger.document(release, name) if release else None


def _old_model(edition: Edition, name: str, text: Node | None) -> Any:
    """Return a document as it was, as these readers would have had it; nothing where today's model cannot read it."""
    kind = _kind_of(name)
    model, _ = validate(text, kind) if text is not None and kind else (None, ())
    return pruned(model, readers_of(edition)) if model is not None else None


def _kind_of(name: str) -> Kind | None:
    folder, _, _ = name.partition("/")
    known = {kind.folder: kind for kind in FOLDER_KINDS} | {kind.name: kind for kind in FRAMEWORK_KINDS}
    return known.get(folder)


def _is_seen(entry: Entry, old: Any, difference: Difference) -> bool:
    if not difference.address or difference.what not in VERBS or not PROGRAMS_OWN.isdisjoint(difference.address[-2:]):
        return False
    model = old if difference.what is What.REMOVED else entry.national
    return model is not None and visible(model, ".".join(difference.address))


def _change(edition: Edition, entry: Entry, old: Any, difference: Difference) -> Change:
    """Tell of one part: which, and, where it is a text, what it said and says."""
    say = edition.language.gettext
    where = in_words([entry.national, old], ".".join(difference.address), edition.language)
    field = difference.address[-1]
    name = say(field.replace("_", " "))
    if field in FIELDS and where.endswith(name):
        where = f"{where.removesuffix(name)}{say(FIELDS[field])}"
    anchors = [
        token
        for before, token in pairwise(difference.address)
        if isinstance(getattr(entry.national, before, None), tuple)
    ]
    return Change(
        words=f"{say(VERBS[difference.what])}: {where}",
        anchor=anchors[-1] if anchors and difference.what is not What.REMOVED else "",
        runs=tuple(shortened(word_diff(*(_spoken(edition, text) for text in (difference.old, difference.new))))),
    )


def _spoken(edition: Edition, node: Node | None) -> str:
    """Return a text as its readers have it, without marks and with its local values; nothing for what is no text."""
    if not isinstance(node, Scalar):
        return ""

    def value(found: re.Match[str]) -> str:
        declared = edition.declared_values.get(found[2])
        return edition.values.get(found[2]) or (f"({declared.label})" if declared else found[2].replace("_", " "))

    return words(PLACE_FOR_VALUE.sub(value, node.said))


def shortened(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Cut what stayed the same to a few words around each change, and a long change to its beginning."""
    every = [(mark, text.split()) for mark, text in runs if text.strip()]
    for place, (mark, spoken) in enumerate(every):
        if mark != "same":
            yield mark, " ".join(spoken if len(spoken) <= LONGEST else [*spoken[:LONGEST], "…"])
            continue
        before = spoken[-AROUND:] if place + 1 < len(every) else []
        after = spoken[:AROUND] if place else []
        whole = len(spoken) <= len(before) + len(after)
        yield mark, " ".join(spoken if whole else [*after, "…", *before])
