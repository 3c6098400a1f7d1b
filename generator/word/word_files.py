"""Which pages of an edition people comment on in Word, and what each document is made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache as kept
from importlib.metadata import version
from pathlib import Path

from generator.content.images import of_file, used_in
from generator.pages.page import Page, Rendered
from generator.pdf.publications import Book
from generator.system.cache import Cache, code_of, digest
from generator.text.language import Language
from generator.word.document import WordFile
from generator.word.drawings import drawing_key


def word_files(
    rendered: Rendered, books: Sequence[Book], pictures: Mapping[str, Path], cache: Cache
) -> Iterator[WordFile]:
    """Return the documents for Word of an edition: one for each page that has one.

    Args:
        rendered: The edition's pages; what is theirs in Word stands in their `meta`.
        books: Its PDFs: a document says in its margins what the PDF of the same name says.
        pictures: Pictures by the name authors write.
        cache: Where drawings are kept.
    """
    by_path = {book.path: book for book in books}
    for page in rendered.pages:
        if page.meta.word and page.meta.pdf in by_path:
            yield _word_file(rendered, page, by_path[page.meta.pdf], pictures, cache)


def with_shared_files(own: Iterable[WordFile], others: Iterable[WordFile], at: str) -> Iterator[WordFile]:
    """Return documents of an edition, with those of another in the place of their like, so that each stands once.

    Args:
        own: The documents of the edition.
        others: Those of the other edition, whose readers see no more than this one's.
        at: The way to the other edition, with a slash at its end.
    """
    known = {(each.path, each.says): each for each in others}
    for each in own:
        same = known.get((each.path, each.says))
        yield replace(same, at=at) if same else each


def _word_file(rendered: Rendered, page: Page, book: Book, pictures: Mapping[str, Path], cache: Cache) -> WordFile:
    place, imprint, language = book.places[0], book.imprint, rendered.language
    used = {name: of_file(path) for name, path in sorted(used_in([page.html], pictures).items())}
    notice = notice_of(page, rendered, language)
    said = (page.path, page.title, page.html, notice, imprint.title, place.foot, imprint.head, imprint.foot)
    around = (imprint.page_of, rendered.identity.trust_name, language.code)
    says = digest("word", _code_key(), *said, *around, *used, *used.values())
    return WordFile(
        path=page.meta.word,
        title=imprint.title,
        page=page.path,
        html=page.html,
        notice=notice,
        head=(page.title, imprint.head),
        foot=tuple(filter(None, (place.foot, imprint.foot))),
        page_of=imprint.page_of,
        author=rendered.identity.trust_name,
        lang=language.code,
        site=rendered.address,
        pictures=used,
        cache=cache.folder,
        key=digest(says, rendered.address),
        says=says,
        copy=book.copy,
    )


def notice_of(page: Page, rendered: Rendered, language: Language) -> str:
    """Return what stands first in a document: what it is a copy of, and that nothing changed in it comes back."""
    _ = language.gettext
    named = {"title": page.title, "edition": rendered.identity.edition}
    if page.meta.version:
        copy = _(
            "This is a copy of “{title}”, version {version}, edition {edition}, to comment on.",
            version=page.meta.version,
            **named,
        )
    else:
        copy = _("This is a copy of “{title}”, edition {edition}, to comment on.", **named)
    back = _("Changes that you make here, tracked or not, do not come back to the handbook by themselves.")
    is_national = not rendered.folder.removesuffix("trainer/")
    where = (
        _("The text is changed in the national folder.")
        if is_national
        else _("The text is changed in the trust's folder.")
    )
    return f"{copy} {back} {where}"


@kept
def _code_key() -> str:
    """Return the hash of what turns a page into a document: the code, and the libraries under it."""
    versions = [f"{name} {version(name)}" for name in ("python-docx", "lxml")]
    return digest(code_of("text", "word"), drawing_key(), *versions)
