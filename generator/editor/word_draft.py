"""A document for Word as the first draft of one of ours: steps from numbered lists, and what found no place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.content.library import Library
from generator.content.yaml_splice import put
from generator.content.yaml_write import Marked
from generator.editor.from_word import Piece, html_of, pieces
from generator.pages.templates import Templates
from generator.problems import ContentError, Mark, error
from generator.system.file_names import slug
from generator.upkeep.scaffold import new_document

KINDS = ("procedure", "resource")
"""What a document for Word can become."""

PURPOSE = ("purpose", "introduction", "aim", "aims", "background", "what this is for", "why")
SCOPE = ("scope", "who this applies to", "who and what it covers", "application")
MOST_STEPS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """What a document says, sorted: its title, the texts and steps that have a place, and what has none."""

    title: str
    purpose: str
    scope: str
    steps: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    whole: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """A draft that was made: its id and file, and what is to be said of it."""

    document: str
    path: Path
    told: tuple[str, ...]


def sorted_out(found: Sequence[Piece], name: str) -> Placed:
    """Sort the blocks of a document by where they belong.

    Args:
        found: The blocks.
        name: What to call it where it has no heading.
    """
    headings = [each for each in found if each.is_heading]
    title = next((each for each in headings if each.is_title), next(iter(headings), None))
    heading = ""
    texts: dict[str, list[str]] = {"purpose": [], "scope": []}
    steps: list[str] = []
    left: list[tuple[str, str]] = []
    whole: list[str] = []
    for each in found:
        if each is title:
            continue
        if each.is_heading:
            heading = each.text
            whole.append(f"### {heading}")
            continue
        plain = heading.strip(" .:0123456789").casefold()
        listed = "\n".join(f"{number}. {entry}" for number, entry in enumerate(each.entries, 1))
        whole.append(each.text or listed)
        if each.entries:
            steps += each.entries
        elif plain in SCOPE:
            texts["scope"].append(each.text)
        elif plain in PURPOSE or (not heading and not steps):
            texts["purpose"].append(each.text)
        else:
            left.append((heading, each.text))
    return Placed(
        title=title.text if title else name,
        purpose="\n\n".join(texts["purpose"]),
        scope="\n\n".join(texts["scope"]),
        steps=tuple(steps[:MOST_STEPS]),
        left=(*left, *(("", each) for each in steps[MOST_STEPS:])),
        whole="\n\n".join(whole),
    )


def imported(
    library: Library, code: str, templates: Templates, kind: str, file: tuple[str, bytes], today: date
) -> Imported:
    """Make a first draft of a document from one for Word.

    Args:
        library: What was read.
        code: The trust it is for, or "" for the national edition.
        templates: The templates of starting files.
        kind: "procedure" or "resource".
        file: The name of the document for Word, and its bytes.
        today: The day its review is counted from.

    Raises:
        ContentError: It is no document for Word, or there is one of its name already.
    """
    name, content = file
    try:
        found, told = pieces(html_of(content).text)
    except ValueError as exc:
        raise ContentError(
            [error(Mark(path=name), "file", str(exc), "save it in Word as .docx, and try again")]
        ) from None
    placed = sorted_out(found, Path(name).stem.replace("-", " ").replace("_", " ").strip().capitalize())
    path = new_document(library, code, templates, kind, slug(placed.title), today)
    text = path.read_text(encoding="utf-8")
    try:
        for way, value in _values(placed, kind):
            text = put(text, path, way, value)
    except ContentError:
        path.unlink()
        raise
    left = placed.left if kind == "procedure" else ()
    path.write_text(text + _remarks(left, name), encoding="utf-8")
    return Imported(document=f"{path.parent.name}/{path.stem}", path=path, told=(*told, *_told(placed, kind)))


def _values(placed: Placed, kind: str) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return what is put where in the starting text."""
    found: list[tuple[tuple[str | int, ...], Any]] = [(("title",), " ".join(placed.title.split()))]
    if kind == "resource":
        item = {"id": "text", "kind": "handout", "title": placed.title, "text": Marked(placed.whole or "To write.")}
        return [*found, (("items",), [item])]
    if placed.purpose:
        found.append((("purpose",), Marked(placed.purpose)))
    if placed.scope:
        found.append((("scope",), Marked(placed.scope)))
    steps = [
        {"id": f"step-{number}", "who": "To write: who does it", "action": Marked(words)}
        for number, words in enumerate(placed.steps, 1)
    ]
    return [*found, (("steps",), steps)] if steps else found


def _told(placed: Placed, kind: str) -> list[str]:
    if kind == "resource":
        return ["All of it became one handout."]
    said = [f"{len(placed.steps)} steps were made from numbered lists. Say who does each."]
    if not placed.steps:
        said = ["There is no numbered list in it, so no step was made."]
    for heading, words in placed.left:
        where = f'Under "{heading}"' if heading else "Without a heading"
        short = words if len(words) <= 120 else words[:120].rsplit(maxsplit=1)[0] + " …"  # noqa: PLR2004 - as people read
        said.append(f"{where}, this found no place: {' '.join(short.split())}")
    return said


def _remarks(left: Sequence[tuple[str, str]], name: str) -> str:
    """Return what found no place as remarks at the end of the file, so that nothing is lost."""
    if not left:
        return ""
    shown = "".join(each if each.isprintable() else " " for each in name)
    lines = [f"# What found no place when this was made from {shown}:"]
    for heading, words in left:
        lines += [f"# {line}".rstrip() for line in (*([heading] if heading else []), *words.split("\n"))]
    return "\n".join(lines) + "\n"
