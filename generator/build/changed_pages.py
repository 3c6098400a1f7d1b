"""The pages and PDFs that changed, taken out of a finished site into a folder, with a page that lists them."""

import shutil
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from generator.changes.reader_changes import ChangedDocument, EditionChanges, Part, told
from generator.changes.text_diff import word_diff
from generator.changes.whats_new import shortened
from generator.editions.urls import page_of, pdf_of, url_of, word_of
from generator.problems import ContentError, Mark, error

SHARED = ("stylesheets", "javascripts", "images", "assets", "fonts")
"""Folders of an edition that its pages need to look as they do."""

STYLE = """
body { font: 1rem/1.5 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
dt { font-weight: bold; margin-top: 1em; overflow-wrap: anywhere }
dd { margin: 0; overflow-wrap: anywhere }
ins { background: #d7f0d7; text-decoration: underline }
del { background: #f6dada }
"""

AUDIENCES = (("", "for peers"), ("trainer/", "for trainers"))
"""Where the pages of each audience stand below an edition, and who reads them."""


def take_changed(site: Path, out: Path, found: Sequence[EditionChanges], words: str) -> int:
    """Put the pages and PDFs of documents that changed into a folder, and return how many files of them there are.

    Args:
        site: A finished site.
        out: The folder, which must be empty or not there yet.
        found: What is different for readers.
        words: What is said of the whole, above the list.

    Raises:
        ContentError: The folder holds something.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ContentError([error(Mark(path=str(out)), "exists", "this is there already", "name another with --out")])
    out.mkdir(parents=True, exist_ok=True)
    body: list[str] = []
    files = 0
    for edition in found:
        if edition.documents:
            body.append(f"<h2>{escape(edition.name)}</h2>")
        for each in edition.documents:
            taken = list(_take(site, out, f"{edition.code}/" if edition.code else "", each))
            files += len(taken)
            body += _document(edition, each, taken)
    note = "Links to pages that are as they were lead nowhere here."
    html = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>What changes for readers</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>What changes for readers</h1>\n"
        f"<p>{escape(words)} {note}</p>\n"
    )
    (out / "index.html").write_text(html + "\n".join(body) + "\n</main>\n</body>\n</html>\n", encoding="utf-8")
    return files


def _take(site: Path, out: Path, folder: str, changed: ChangedDocument) -> Iterator[tuple[str, str]]:
    """Copy what there is of a document, with what its pages need; return each file with what to call it."""
    pdf = pdf_of(changed.document)
    for below, readers in AUDIENCES:
        page = f"{folder}{below}{url_of(page_of(changed.document))}index.html"
        if (site / page).is_file():
            _copy(site, out, page)
            for name in SHARED:
                there, here = site / folder / below / name, out / folder / below / name
                if there.is_dir() and not here.exists():
                    shutil.copytree(there, here)
            yield page, f"Page {readers}"
        for path, what in ((pdf, "PDF"), (word_of(pdf), "Word copy")):
            if (site / f"{folder}{below}{path}").is_file():
                _copy(site, out, f"{folder}{below}{path}")
                yield f"{folder}{below}{path}", f"{what} {readers}"


def _copy(site: Path, out: Path, path: str) -> None:
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(site / path, out / path)


def _document(edition: EditionChanges, changed: ChangedDocument, taken: Sequence[tuple[str, str]]) -> Iterator[str]:
    what = "New: " if changed.is_new else "Taken out: " if changed.is_gone else ""
    yield f"<h3>{what}{escape(changed.title)}</h3>"
    links = (f'<a href="{escape(path)}">{escape(name)}</a>' for path, name in taken)
    yield f"<p>{' · '.join(links)}</p>" if taken else ""
    if changed.parts:
        yield "<dl>"
        for part in changed.parts:
            readers = edition.readers(changed.document, part.where)
            yield f"<dt>{escape(told(part))} (for {readers})</dt>\n<dd>{_words(part)}</dd>"
        yield "</dl>"


def _words(part: Part) -> str:
    marks = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    runs = shortened(word_diff(part.then, part.now))
    return " ".join(f"{marks[how][0]}{escape(text)}{marks[how][1]}" for how, text in runs)
