"""What is in an edition, as JSON for other programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.editions.coverage import components, coverage
from generator.editions.edition import Edition, Entry
from generator.editions.urls import pdf_of, url_of
from generator.model.document import Document
from generator.model.framework import Components
from generator.model.manifest import FORMAT, ListedComponent, Manifest
from generator.pages.page import Page, Rendered
from generator.pdf.publications import Book
from generator.system.cache import digest
from generator.word.document import WordFile


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """What a manifest says of a document that its page does not."""

    id: str
    kind: str
    status: str
    origin: str
    components: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a manifest says of an edition that its pages do not; its documents are known by their ids."""

    edition: str
    trust: str
    audience: str
    people: int
    documents: Mapping[str, Listed]
    components: tuple[ListedComponent, ...]


def contents(edition: Edition) -> Contents:
    """Return what a manifest says of an edition that its pages do not."""
    return Contents(
        edition=edition.national.edition,
        trust=edition.code,
        audience=edition.audience.value,
        people=edition.people,
        documents={entry.id: _listed(entry) for entry in edition.entries.values()},
        components=_components(edition),
    )


def manifest(
    contents: Contents,
    rendered: Rendered,
    books: Sequence[Book],
    counts: Mapping[str, tuple[int, int]],
    word: Sequence[WordFile] = (),
    weights: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Return the manifest of an edition.

    Args:
        contents: What is in the edition.
        rendered: Its pages.
        books: Its downloads.
        counts: Pages and bytes of each PDF, by its path; without print there are none.
        word: Its documents for Word; without print there are none.
        weights: Bytes of each of those, by its path.
    """
    places = {book.path: book.address for book in books if book.path in counts}
    places |= {each.path: each.address for each in word}
    copies = {book.path: book.copy for book in books if not book.is_form}
    files = {book.path: _file(book, *counts[book.path]) for book in books if book.path in counts}
    listed = {
        "format": FORMAT,
        "edition": contents.edition,
        "trust": contents.trust,
        "audience": contents.audience,
        "people": contents.people,
        "fingerprint": digest(*(f"{page.path} {page.html}" for page in rendered.pages)),
        "documents": [
            _document(contents.documents[page.entry], page, counts, places, copies)
            for page in rendered.pages
            if page.entry
        ],
        "publications": [
            {
                "path": plan.path,
                "title": plan.title,
                "audience": contents.audience,
                **files[plan.path],
                "documents": list(plan.documents),
            }
            for plan in rendered.plans
            if plan.path in files
        ],
        "sheets": [
            {
                "path": places[page.meta.pdf],
                "title": page.title,
                "layout": page.layout,
                **files[page.meta.pdf],
            }
            for page in rendered.paper
            if page.meta.pdf in files
        ],
        "word": [_word(each, weights) for each in word],
        "components": contents.components,
    }
    said = Manifest.model_validate(listed).model_dump(mode="json", by_alias=True)
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _file(book: Book, pages: int, length: int) -> dict[str, object]:
    copy = None if book.is_form else book.copy
    return {"pages": pages, "bytes": length, "fingerprint": book.key, "copy": copy}


def _listed(entry: Entry) -> Listed:
    document = entry.model if isinstance(entry.model, Document) else None
    return Listed(
        id=entry.id,
        kind=entry.kind.name,
        status=document.front_sheet.status if document else "",
        origin=entry.origin.kind.value,
        components=tuple(document.components) if document else (),
    )


def _document(
    listed: Listed,
    page: Page,
    counts: Mapping[str, tuple[int, int]],
    places: Mapping[str, str],
    copies: Mapping[str, str],
) -> dict[str, object]:
    pdf = pdf_of(listed.id)
    return {
        "id": listed.id,
        "kind": listed.kind,
        "title": page.title,
        "version": page.meta.version,
        "status": listed.status,
        "review_by": page.meta.review_by,
        "origin": listed.origin,
        "components": listed.components,
        "page": url_of(page.path),
        "pdf": places.get(pdf),
        "word": places.get(page.meta.word),
        "pages": counts[pdf][0] if pdf in counts else None,
        "bytes": counts[pdf][1] if pdf in counts else None,
        "fingerprint": digest(page.html),
        "copy": copies.get(pdf),
    }


def _word(file: WordFile, weights: Mapping[str, int]) -> dict[str, object]:
    return {
        "path": file.address,
        "title": file.head[0],
        "page": url_of(file.page),
        "bytes": weights[file.path],
        "fingerprint": file.key,
        "copy": file.copy,
    }


def _components(edition: Edition) -> tuple[ListedComponent, ...]:
    table = edition.entries.get("components")
    domains = (
        {each.number: each.title for each in table.model.domains}
        if table and isinstance(table.model, Components)
        else {}
    )
    covered = coverage(edition)
    return tuple(
        ListedComponent(
            id=each.id,
            domain=domains.get(each.id.partition(".")[0], ""),
            original=each.original,
            covered_by=tuple(entry.id for entry in covered[each.id]),
        )
        for each in components(edition)
    )
