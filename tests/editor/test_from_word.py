"""What comes from Word: pasted text becomes clean Markdown, and a document a first draft; the rest is told."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from generator.editor.from_word import from_html

WORD = """
<html xmlns:o="urn:x"><head><style>p {color: red}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>Ring</b> the <span style="mso-x:y">ward</span><o:p></o:p> on <a href="https://example.org/a">this page</a>,
or <a href="file:///c:/x">here</a>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span> </span></span>Coat</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span> </span></span>Badge</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span> </span></span>First</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span> </span></span>Second</p>
<table><tr><td>Day</td><td>Who</td></tr><tr><td>Monday</td><td>Ann | Bo</td></tr></table>
<img src="x.png"><script>alert(1)</script><!--EndFragment--></body></html>
"""
CLEAN = """\
**Ring** the ward on [this page](https://example.org/a), or here.

- Coat
- Badge

1. First
2. Second

| Day | Who |
| --- | --- |
| Monday | Ann / Bo |"""


def test_what_word_puts_on_the_clipboard_becomes_clean_text():
    """Bold, links, both kinds of list and tables are kept; looks, scripts and pictures go, and it is said."""
    taken = from_html(WORD)

    assert CLEAN == taken.text
    assert [
        "Pictures were left out. Somebody who works in the files can put them in: see docs/for-trusts.md, part 7.",
        "Scripts and forms were left out.",
        "Links that lead to no page on the web became words.",
    ] == list(taken.told)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "<p onclick=x>y</p>",
        "<" * 5000,
        "&#0;",
        "<b><i>" * 300,
    ],
)
def test_hostile_markup_leaves_nothing_that_runs(html):
    """Whatever is pasted, what comes of it holds no tag and no address that would run."""
    text = from_html(html).text

    assert not any(sign in text for sign in ("javascript:", "onload", "onclick", "<svg", "<a "))


def document(*blocks):
    """Return a document for Word: each block a style and its words."""
    made = Document()
    for style, words in blocks:
        made.add_paragraph(words, style=style)
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()


SOP = (
    ("Heading 1", "Hand hygiene"),
    ("Heading 2", "1. Purpose"),
    ("Normal", "Clean hands keep people safe."),
    ("Heading 2", "Scope"),
    ("Normal", "All peer workers."),
    ("Heading 2", "What to do"),
    ("List Number", "Wet your hands."),
    ("List Number", "Use soap: plenty."),
    ("Heading 2", "Notes of the meeting"),
    ("Normal", "Tea was served."),
)


def test_a_document_becomes_a_draft_with_steps(hillside, run):
    """The command makes a local procedure: title, purpose, scope and steps are placed, the rest is told and kept."""
    file = hillside.folder / "hands.docx"
    file.write_bytes(document(*SOP))
    done = run(hillside, "import", str(file), "--as", "procedure", "--for", "hillside")
    made = (hillside.content / "trusts/hillside/add/procedures/hand-hygiene.yml").read_text(encoding="utf-8")

    assert 0 == done.exit_code
    assert "2 steps were made from numbered lists" in done.stderr
    assert 'Under "Notes of the meeting", this found no place: Tea was served.' in done.stderr
    assert "title: Hand hygiene\n" in made
    assert "purpose: Clean hands keep people safe.\n" in made
    assert (
        """\
steps:
  - id: step-1
    who: "To write: who does it"
    action: Wet your hands.
  - id: step-2
    who: "To write: who does it"
    action: "Use soap: plenty."
"""
        in made
    )
    assert made.endswith("# Notes of the meeting\n# Tea was served.\n")
    assert [] == [each for each in hillside.library().problems if each.level.value == "error"]


@pytest.mark.parametrize("above", [(), (("Heading 1", "Infection control"),)])
def test_the_title_of_a_document_is_its_title(hillside, run, above):
    """A paragraph in the style Title names the draft, also where a heading comes first; a heading is then a heading."""
    file = hillside.folder / "hands.docx"
    steps = (("Heading 1", "What to do"), ("List Number", "Wet your hands."))
    file.write_bytes(
        document(*above, ("Title", "Hand hygiene"), ("Heading 1", "Purpose"), ("Normal", "Safety."), *steps)
    )
    done = run(hillside, "import", str(file), "--as", "procedure", "--for", "hillside")
    made = (hillside.content / "trusts/hillside/add/procedures/hand-hygiene.yml").read_text(encoding="utf-8")

    assert 0 == done.exit_code
    assert "title: Hand hygiene\n" in made
    assert "purpose: Safety.\n" in made
    assert "    action: Wet your hands.\n" in made


@pytest.mark.parametrize("content", [b"no document", b"", b"PK\x03\x04 broken"])
def test_what_is_no_document_is_refused(hillside, run, content):
    """A file that Word did not save is told in a sentence, and nothing is made."""
    file = hillside.folder / "hands.docx"
    file.write_bytes(content)
    done = run(hillside, "import", str(file), "--for", "hillside")

    assert 1 == done.exit_code
    assert "no document that Word saved as .docx" in done.stdout
    assert not (hillside.content / "trusts/hillside/add").exists()


def test_a_document_that_unpacks_to_too_much_is_refused(hillside, run):
    """A small file that would fill the memory is not unpacked."""
    file = hillside.folder / "bomb.docx"
    with ZipFile(file, "w", 8) as packed:
        packed.writestr("word/document.xml", b"0" * 150_000_000)
    done = run(hillside, "import", str(file), "--for", "hillside")

    assert (1, True) == (done.exit_code, "unpacks to more than is taken" in done.stdout)


def test_a_document_is_brought_in_the_editor(hillside, edit):
    """The form takes the file, says what became of it, and leads on to the draft; it can be undone."""
    browser = edit(hillside.root, "hillside")
    word = browser.see("/import").form("form-word")["form-word"][0]
    line = "--xyz\r\nContent-Disposition: form-data; name="
    parts = f'{line}"form-word"\r\n\r\n{word}\r\n{line}"kind"\r\n\r\nprocedure\r\n'
    parts += f'{line}"file"; filename="../../hands.docx"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = parts.encode() + document(*SOP) + b"\r\n--xyz--\r\n"
    page = browser.ask("POST", "/import", body, Content_Type="multipart/form-data; boundary=xyz")
    made = hillside.content / "trusts/hillside/add/procedures/hand-hygiene.yml"

    assert "The draft is made" in page.words
    assert "/document/procedures/hand-hygiene" in page.text
    assert made.exists()
    assert 200 == browser.see("/document/procedures/hand-hygiene").status
    browser.send("/saved/1/undo", {"form-word": word})
    assert not made.exists()


def test_pasted_text_is_answered_as_text(site, edit):
    """What a script of the page sends of the clipboard comes back clean, with what was left out."""
    browser = edit(site().root)
    form = browser.see("/edit/change/procedures/first-visit?at=steps.plan-visit").form("back")
    answer = browser.send("/paste", {"form-word": form["form-word"], "html": WORD})

    assert "**Ring** the ward" in answer.text


def test_orders_to_browsers_are_no_words():
    """What Word's newer versions put round the sign of a list's entry is no text of anybody's."""
    sign = "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>"
    entry = f"<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'>{sign}Coat<o:p></o:p></p>"

    assert "- Coat" == from_html(f"<html><!--StartFragment-->{entry}<!--EndFragment--></html>").text
