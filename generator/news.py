"""What is new in the national edition since the one before it, in words, as the readers of one edition may see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.compare import Difference, What, since
from generator.differences import in_words
from generator.load import Library
from generator.model.kinds import FOLDER_KINDS, FRAMEWORK_KINDS, PUBLICATION, Kind
from generator.readers import pruned, visible
from generator.resolve import Edition, Entry, readers_of
from generator.source import Node
from generator.validate import validate

VERBS = {What.ADDED: "New", What.REMOVED: "Taken out", What.CHANGED: "Changed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentNews:
    """What happened to one document: `before` is its old title where it was renamed, `changes` the parts, in words."""

    document: str
    title: str
    before: str
    changes: tuple[str, ...]


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
    if entry is None or entry.kind is PUBLICATION:
        return None, False
    title = getattr(entry.national, "title", name)
    whole = {each.what: each for each in found if not each.address}
    if What.ADDED in whole:
        return DocumentNews(document=name, title=title, before="", changes=()), True
    renamed = whole.get(What.RENAMED)
    old = _old_model(edition, renamed.before if renamed else name, _old_text(edition, name, renamed))
    changes = tuple(dict.fromkeys(_in_words(entry, old, each) for each in found if _is_seen(entry, old, each)))
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
    """Give a document as it was, as these readers would have had it; nothing where today's model cannot read it."""
    kind = _kind_of(name)
    model, _ = validate(text, kind) if text is not None and kind else (None, ())
    return pruned(model, readers_of(edition)) if model is not None else None


def _kind_of(name: str) -> Kind | None:
    folder, _, _ = name.partition("/")
    known = {kind.folder: kind for kind in FOLDER_KINDS} | {kind.name: kind for kind in FRAMEWORK_KINDS}
    return known.get(folder)


def _is_seen(entry: Entry, old: Any, difference: Difference) -> bool:
    if not difference.address or difference.what not in VERBS:
        return False
    model = old if difference.what is What.REMOVED else entry.national
    return model is not None and visible(model, ".".join(difference.address))


def _in_words(entry: Entry, old: Any, difference: Difference) -> str:
    where = in_words([entry.national, old], ".".join(difference.address))
    return f"{VERBS[difference.what]}: {where}"
