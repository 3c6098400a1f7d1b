"""What comes from Word: pasted into a field, or a whole document as a first draft."""

from datetime import date

from starlette.responses import JSONResponse, Response

from generator.editor.from_word import from_html
from generator.editor.web import Ask
from generator.editor.word_draft import KINDS, Imported, imported
from generator.pages.templates import Templates
from generator.problems import ContentError

LONGEST_PASTE = 2_000_000


def paste(ask: Ask) -> Response:
    """Return what was copied from Word or a web page as clean text, and what is said of the rest."""
    html = ask.sent("html")
    if len(html) > LONGEST_PASTE:
        return JSONResponse({"text": "", "told": ["This is too much to paste at once. Bring the document from Word."]})
    taken = from_html(html)
    return JSONResponse({"text": taken.text, "told": list(taken.told)})


def bring(ask: Ask) -> Response:
    """Show the form that takes a document for Word, or make a first draft of it."""
    name, content = ask.files.get("file", ("", b""))
    kind = ask.sent("kind") or KINDS[0]
    wrong = ""
    if ask.data:
        wrong = "" if name and content else "Choose a document that Word saved as .docx."
        wrong = wrong if kind in KINDS else "Choose what it is to become."
        if not wrong:
            return _brought(ask, kind, name, content)
    return ask.page("import", kind=kind, kinds=KINDS, wrong=wrong)


def _brought(ask: Ask, kind: str, name: str, content: bytes) -> Response:
    made: list[Imported] = []
    templates = Templates(ask.root / "templates" / "new")
    shown = name.replace("\\", "/").rpartition("/")[2]

    def make() -> None:
        library, code = ask.state.library, ask.work.wanted.code
        made.append(imported(library, code, templates, kind, (shown, content), date.today()))

    try:
        ask.watched(f"Brought from Word: {shown}", "/documents", make)
    except ContentError as exc:
        return ask.wrong(exc.problems, "This document was not taken")
    return ask.page("imported", made=made[0])
