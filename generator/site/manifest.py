"""What is in an edition, as JSON for other programs."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.editions.coverage import components, coverage
from generator.editions.edition import Edition
from generator.editions.urls import pdf_of, url_of
from generator.model.document import Document
from generator.model.framework import Components
from generator.model.manifest import FORMAT, Manifest
from generator.pages.page import Page, Rendered
from generator.pdf.publications import Book
from generator.system.cache import digest
from generator.word.document import WordFile


def manifest(
    edition: Edition,
    rendered: Rendered,
    books: Sequence[Book],
    counts: Mapping[str, tuple[int, int]],
    word: Sequence[WordFile] = (),
    weights: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Return the manifest of an edition.

    Args:
        edition: The edition.
        rendered: Its pages.
        books: Its downloads.
        counts: Pages and bytes of each PDF, by its path; without print there are none.
        word: Its documents for Word; without print there are none.
        weights: Bytes of each of those, by its path.
    """
    places = {book.path: book.address for book in books if book.path in counts}
    copies = {book.path: book.copy for book in books if not book.is_form}
    files = {book.path: _file(book, *counts[book.path]) for book in books if book.path in counts}
    listed = {
        "format": FORMAT,
        "edition": edition.national.edition,
        "trust": edition.code,
        "audience": edition.audience.value,
        "people": edition.people,
        "fingerprint": digest(*(f"{page.path} {page.html}" for page in rendered.pages)),
        "documents": [
            _document(edition, page, counts, places, copies, weights) for page in rendered.pages if page.entry
        ],
        "publications": [
            {
                "path": plan.path,
                "title": plan.title,
                "audience": edition.audience.value,
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
        "components": _components(edition),
    }
    said = Manifest.model_validate(listed).model_dump(mode="json", by_alias=True)
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _file(book: Book, pages: int, length: int) -> dict[str, object]:
    copy = None if book.is_form else book.copy
    return {"pages": pages, "bytes": length, "fingerprint": book.key, "copy": copy}


def _document(
    edition: Edition,
    page: Page,
    counts: Mapping[str, tuple[int, int]],
    places: Mapping[str, str],
    copies: Mapping[str, str],
    weights: Mapping[str, int],
) -> dict[str, object]:
    entry = edition.entries[page.entry]
    model = entry.model
    pdf = pdf_of(entry.id)
    return {
        "id": entry.id,
        "kind": entry.kind.name,
        "title": page.title,
        "version": page.meta.version,
        "status": model.front_sheet.status if isinstance(model, Document) else "",
        "review_by": page.meta.review_by,
        "origin": entry.origin.kind.value,
        "components": list(model.components) if isinstance(model, Document) else [],
        "page": url_of(page.path),
        "pdf": places.get(pdf),
        "word": page.meta.word if page.meta.word in weights else None,
        "pages": counts[pdf][0] if pdf in counts else None,
        "bytes": counts[pdf][1] if pdf in counts else None,
        "fingerprint": digest(page.html),
        "copy": copies.get(pdf),
    }


def _word(file: WordFile, weights: Mapping[str, int]) -> dict[str, object]:
    return {
        "path": file.path,
        "title": file.head[0],
        "page": url_of(file.page),
        "bytes": weights[file.path],
        "fingerprint": file.key,
        "copy": file.copy,
    }


def _components(edition: Edition) -> list[dict[str, object]]:
    table = edition.entries.get("components")
    domains = (
        {each.number: each.title for each in table.model.domains}
        if table and isinstance(table.model, Components)
        else {}
    )
    covered = coverage(edition)
    return [
        {
            "id": each.id,
            "domain": domains.get(each.id.partition(".")[0], ""),
            "original": each.original,
            "covered_by": [entry.id for entry in covered[each.id]],
        }
        for each in components(edition)
    ]
