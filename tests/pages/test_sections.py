"""A page taken apart: what search and lists see of it."""

from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from pdfs import written_page as page

from generator.pages.sections import sections
from generator.text.language import Language

ENGLISH = Language()


def test_a_page_is_taken_apart_at_its_headings():
    """The page's own section says what it is for; each heading with an id is a section, without steps' numbers."""
    markdown = (
        "# First visit\n\nWhat happens.\n\n## Steps { #steps }\n\n### Step 2. Knock { #knock }\n\nThen **wait**.\n"
    )
    expected = [("", "First visit", "What happens."), ("steps", "Steps", ""), ("knock", "Knock", "Then wait.")]

    assert expected == [(each.anchor, each.title, each.text) for each in sections(page(markdown), ENGLISH)]


@pytest.mark.parametrize(
    ("said", "heading"), [("Cam {number}. {title}", "Cam 2. Knock"), ("{title} ({number})", "Knock (2)")]
)
def test_steps_lose_their_numbers_in_every_language(said, heading):
    """A step is found by its title alone, however a language numbers it."""
    catalogue, compiled = Catalog(locale="cy"), BytesIO()
    catalogue.add("Step {number}. {title}", said)
    write_mo(compiled, catalogue)
    welsh = Language(code="cy", compiled=compiled.getvalue())
    found = list(sections(page(f"# First visit\n\n### {heading} {{ #knock }}\n\nWait.\n"), welsh))

    assert "Knock" == found[-1].title


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('Go to [the **card**](<../card.md#top>){ .hb-ref } & "wait".', 'Go to the card & "wait".'),
        ('<div class="hb-when" markdown="1">\n\n- 9:30am\n- Pairs\n\n</div>\n\nYou knock.', "You knock."),
        ("- one\n- two &lt;b&gt;", "one two <b>"),
        ("| What | Who |\n|---|---|\n| Knock | You |\n", "Knock You"),
        ('<div class="hb-meta" markdown="1">\n\n5 minutes\n\n</div>\n\nYou knock.', "You knock."),
        ('<div class="hb-small" markdown="1">\n\nAlso: CPN\n\n</div>', "Also: CPN"),
    ],
)
def test_a_section_says_its_words_and_no_marks(written, read):
    """Links, tables, lists, tags and settings leave only what people read."""
    last = list(sections(page(f"# First visit\n\n## Knock {{ #knock }}\n\n{written}\n"), ENGLISH))[-1]

    assert read == last.text


def test_a_heading_in_html_is_a_section_too():
    """A heading that a template writes as a tag with an id can be led to."""
    found = list(sections(page('# First visit\n\n<h3 id="knock">How to <em>knock</em></h3>\n\nGently.\n'), ENGLISH))

    assert ("knock", "How to knock", "Gently.") == (found[1].anchor, found[1].title, found[1].text)


def test_what_stands_at_a_documents_foot_is_not_searched():
    """Document control is about the document; its words find nothing."""
    found = list(sections(page("# First visit\n\n## Document control { #document-control }\n\nDraft.\n"), ENGLISH))

    assert [""] == [each.anchor for each in found]


@pytest.mark.parametrize(("kind", "said"), [("list", "What happens."), ("day", "What happens. First visit, at nine.")])
def test_pages_that_repeat_others_are_found_by_their_beginning(kind, said):
    """A list of documents is found by its title alone, and a day by what stands above its first heading."""
    markdown = "# Day 1\n\nFirst visit, at nine.\n\n## Sessions { #sessions }\n\nKnocking.\n"

    assert [said] == [each.text for each in sections(page(markdown, kind, "Day 1"), ENGLISH)]
