"""Authors' text into Markdown that cannot do harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Link, has_link_definition, links, safe, words_only
from generator.print.chapter import to_html

FRAGMENTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div>",
    "<div markdown=1>",
    "<!-- comment -->",
    "<?php ?>",
    "<https://example.org>",
    "{: onclick=alert(1) }",
    "{ #id .class onclick=alert(1) }",
    "{:",
    "}",
    "<",
    ">",
    "&lt;",
    "&#60;script&#62;",
    "`",
    "``",
    "```",
    "*",
    "_",
    "**",
    "|",
    "---|---",
    "===",
    '"',
    "# ",
    "### ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\n",
    "\n\n",
    " ",
    "word",
    "[words](glossary)",
    "[words](https://example.org)",
    "![map](assets/map.png)",
]
"""Pieces of Markdown and HTML, of which the nastiest texts are made."""

TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
"""What Markdown alone can make."""


def leads(link: Link) -> str:
    """Give where a link leads: out, to a page of the same name, or nowhere."""
    return link.target if link.is_external or link.is_image else f"{link.target}.md" if link.target else ""


class Tags(HTMLParser):
    """Collects the tags, the attributes and the addresses of HTML."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        """Keep a tag and the names of its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a < b", "a &lt; b"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("text {: onclick=x }", "text &#123;: onclick=x }"),
        ("**bold**, *soft* and `code`", "**bold**, *soft* and `code`"),
        ("### A heading", "### A heading"),
    ],
)
def test_html_and_attributes_are_shown_as_written(written, shown):
    """What could become a tag or an attribute list loses its meaning; other Markdown keeps it."""
    assert shown == safe(written, leads)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[words](glossary)", "[words](<glossary.md>)"),
        ("[words](https://example.org/a_(b))", "[words](<https://example.org/a_(b)>)"),
        ('[words](glossary "A title")', "[words](<glossary.md>)"),
        ("[a < {b}](glossary)", "[a &lt; &#123;b}](<glossary.md>)"),
        ("[words](<glossary>)", "[words](<&lt;glossary>.md>)"),
        ("![A map](assets/map.png)", "![A map](<assets/map.png>)"),
        ("one [two](a) and [three](b)", "one [two](<a.md>) and [three](<b.md>)"),
        ("[words]()", "words"),
    ],
)
def test_links_lead_where_they_are_told(written, shown):
    """Every link is written anew with the address it is given; with none, its words remain."""
    assert shown == safe(written, leads)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[1]: https://example.org", "\\[1]: https://example.org"),
        ("see\n\n  [note]: javascript:alert(1)", "see\n\n  \\[note]: javascript:alert(1)"),
    ],
)
def test_link_definitions_define_nothing(written, shown):
    """A line that would define a link is shown as written."""
    assert shown == safe(written, leads)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Title", "\\# Title"),
        ("text\n\n## Title", "text\n\n\\## Title"),
        ("Title\n=====", "Title\n\\====="),
        ("Title\n---", "Title\n\\---"),
    ],
)
def test_headings_of_the_page_cannot_be_made(written, shown):
    """The first two levels of headings belong to the page, however they are written."""
    assert shown == safe(written, leads)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_no_text_becomes_a_tag_or_an_attribute(text):
    """Whatever authors write, the page has only tags that Markdown makes, with only the attributes Markdown gives."""
    found = Tags()
    found.feed(to_html(safe(text, leads)))

    assert (set(), set()) == (
        found.tags - TAGS,
        found.attributes - {"href", "src", "alt", "title", "id", "start", "style"},
    )


def test_links_are_found_in_order():
    """Links and pictures are given in the order they stand, with their words and where they lead."""
    text = "[one](guides/a#b), ![two](assets/map.png) and [three](https://example.org)."
    expected = [
        Link(words="one", target="guides/a#b", is_image=False),
        Link(words="two", target="assets/map.png", is_image=True),
        Link(words="three", target="https://example.org", is_image=False),
    ]

    assert expected == list(links(text))


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("guides/a#b", ("guides/a", "b", False)),
        ("guides/a", ("guides/a", "", False)),
        ("#b", ("", "b", False)),
        ("mailto:help@example.org", ("mailto:help@example.org", "", True)),
        ("tel:01632960001", ("tel:01632960001", "", True)),
        ("https://example.org#b", ("https://example.org", "b", True)),
        ("http://example.org", ("http://example.org", "", False)),
        ("javascript:alert(1)", ("javascript:alert(1)", "", False)),
    ],
)
def test_a_link_knows_where_it_leads(target, parts):
    """A link knows its document and element, and whether it leads out; only https, mail and telephone do."""
    link = Link(words="words", target=target, is_image=False)

    assert parts == (link.document, link.element, link.is_external)


@pytest.mark.parametrize(
    ("text", "found"),
    [("[1]: https://example.org", True), ("text\n[a b]: x", True), ("[words](x): more", False), ("[words] and", False)],
)
def test_a_link_definition_is_noticed(text, found):
    """A line that defines a link is noticed wherever it stands; a link in a sentence is none."""
    assert found == has_link_definition(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Read** the [words](glossary)", "Read the words"),
        ("# `code` | _soft_ > more", "code soft more"),
        ("one\n  two", "one two"),
    ],
)
def test_bare_words_have_no_marks(written, shown):
    """For titles, links become their words and marks go."""
    assert shown == words_only(written)
