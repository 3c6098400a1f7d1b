"""Authors' text into Markdown that cannot do harm."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Link, has_link_definition, links, safe, web_address, with_letters, words_only
from generator.print.chapter import to_html
from generator.templates import _address

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


HOSTILE = [
    "[x]( javascript:alert(1))",
    "[x](javascript:alert(1) 'title')",
    '[x](javascript:alert(1) "title")',
    '[x](javascript:alert(1)"title")',
    "[x](\njavascript:alert(1)\n)",
    "[x](<javascript:alert(1)>)",
    "[x](<javascript:alert(1)> 'title')",
    "[x](JavaScript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript:a(b(c)))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:alert)",
    "[x](data:text/html,hello)",
    "[a [b] c](javascript:alert(1))",
    "[a \\[b](javascript:alert(1))",
    "[`x](javascript:alert(1))`",
    "[x](glossary)](javascript:alert(1))",
    "[![x](assets/map.png)](javascript:alert(1))",
    "[![x](https://example.org/a.png)](https://example.org)",
    "![x](https://example.org/a.png)",
    "![x](//example.org/a.png)",
    "![x](data:image/png;base64,AAAA)",
    "![a [b] c](https://example.org/a.png)",
    "![x][y]\n\n[y]: https://example.org/a.png",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n> [y]: javascript:alert(1)",
    "> [x][y]\n>\n> [y]: javascript:alert(1)",
    "- [x][y]\n\n- [y]: javascript:alert(1)",
    "1. one\n\n    [y]: javascript:alert(1)\n\n[x][y]",
    "[x][]\n\n- > [x]: <javascript:alert(1)> 'title'",
    "\\[words](javascript:alert(1))",
    "\\\\[words](javascript:alert(1))",
    '[x](https://example.org/"onclick="alert(1))',
    "[x](https://example.org/><script>alert(1)</script>)",
    '[x](#a"onclick="alert(1))',
    "<javascript:alert(1)>",
    "<script src=//example.org></script>",
    '[x](glossary){: onclick="alert(1)" }',
    "# Title",
    "#",
    "## Title ##",
    "> # Title",
    "> > ## Title",
    "- # Title",
    "* # Title",
    "1. # Title",
    "- > # Title",
    "- one\n\n    # Title",
    "Title\n===",
    "> Title\n> ===",
    "> Title\n===",
    "- Title\n  ===",
    "- one\n\n    Title\n    ---",
]
"""Text by which an author, or someone who has their password, could try to take over a page."""

OBEYED = re.compile(
    r'<a [^>]*href="(?:(?!https:|mailto:|tel:)[^":]*:)[^>]*>|<script\b|<img [^>]*src="(?:[a-z]+:|//)[^>]*>'
    r"|<h[12]\b|<[a-z]+ [^>]*\bon[a-z]+=",
    re.IGNORECASE,
)
"""What must never stand on a page: a link that runs, a script, a picture from elsewhere, a heading of the page."""


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
        ("**bold** and *soft*", "**bold** and *soft*"),
        ("`code`", "&#96;code&#96;"),
        ("[a] and [b", "&#91;a&#93; and &#91;b"),
        ("### A heading", "### A heading"),
    ],
)
def test_html_and_attributes_are_shown_as_written(written, shown):
    """What could become a tag, an attribute list, a link or code loses its meaning; other Markdown keeps it."""
    assert shown == safe(written, leads)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[words](glossary)", "[words](<glossary.md>)"),
        ("[words](https://example.org/a_(b))", "[words](<https://example.org/a_(b)>)"),
        ('[words](glossary "A title")', "[words](<glossary.md>)"),
        ("[a < {b}](glossary)", "[a &lt; &#123;b}](<glossary.md>)"),
        ("[words](<glossary>)", "[words](<%3Cglossary%3E.md>)"),
        ("[words]( glossary 'A title' )", "[words](<glossary.md>)"),
        ("[words](https://example.org/`{}\"')", "[words](<https://example.org/%60%7B%7D%22%27>)"),
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
        ("[1]: https://example.org", "&#91;1&#93;: https://example.org"),
        ("see\n\n  [note]: javascript:alert(1)", "see\n\n  &#91;note&#93;: javascript:alert(1)"),
        (
            "see [it][1]\n\n> [1]: https://example.org",
            "see &#91;it&#93;&#91;1&#93;\n\n> &#91;1&#93;: https://example.org",
        ),
        (
            "see [it][1]\n\n- [1]: https://example.org",
            "see &#91;it&#93;&#91;1&#93;\n\n- &#91;1&#93;: https://example.org",
        ),
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
        ("> # Title", "> \\# Title"),
        ("- ## Title", "- \\## Title"),
        ("1. # Title", "1. \\# Title"),
        ("> - # Title", "> - \\# Title"),
        ("> Title\n> ===", "> Title\n> \\==="),
        ("- Title\n  ---", "- Title\n  \\---"),
        ("one\n\n---\n\ntwo", "one\n\n---\n\ntwo"),
        ("> one\n>\n> ---", "> one\n>\n> \\---"),
    ],
)
def test_headings_of_the_page_cannot_be_made(written, shown):
    """The first two levels of headings belong to the page, however they are written; a line across is left alone."""
    assert shown == safe(written, leads)


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_inert(site, written):
    """No form of link, picture, definition or heading that an author can think of is obeyed on the page."""
    edition = site().edition()
    html = to_html(safe(written, lambda link: _address({"page": "guides/extra.md", "edition": edition}, link)))
    expected = []

    assert expected == OBEYED.findall(html)


@pytest.mark.parametrize(
    "written",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<script>alert(1)</script>",
        "![x](https://example.org/a.png)",
        "![x](//example.org/a.png)",
        "[x](glossary){: onclick=alert(1) }",
        "# Title",
        "Title\n---",
    ],
)
def test_the_test_of_hostile_text_sees_what_is_obeyed(written):
    """The same text as it was written would be obeyed, and the pattern that looks for it finds it once."""
    expected = 1

    assert expected == len(OBEYED.findall(to_html(written)))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\\[words](glossary)", "<p>&#91;words&#93;(glossary)</p>"),
        ("[a [b] c](javascript:alert(1))", "<p>&#91;a &#91;b&#93; c&#93;(javascript:alert(1))</p>"),
        ("[x]( javascript:alert(1))", "<p>x</p>"),
        ("> # Title", "<blockquote>\n<p># Title</p>\n</blockquote>"),
        ("one\n\n---\n\ntwo", "<p>one</p>\n<hr />\n<p>two</p>"),
        ("one\n---\ntwo", "<p>one\n---\ntwo</p>"),
        ("`{}` <b>", "<p>&#96;&#123;}&#96; &lt;b&gt;</p>"),
    ],
)
def test_what_loses_its_meaning_keeps_its_look(written, shown):
    """Readers see what was written, with nothing added to it and nothing lost but the meaning."""
    assert shown == to_html(safe(written, lambda _: ""))


def test_an_address_cannot_end_early():
    """Nothing in an address can close what stands round it in Markdown or HTML."""
    expected = "https://example.org/%3C%3E%22%27%60%7B%7D%5B%5D?a=b&c=(d)"

    assert expected == web_address("https://example.org/<>\"'`{}[]?a=b&c=(d)")


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


@pytest.mark.parametrize(
    "written",
    [
        "#Title",
        "> ##Title",
        "-\t# T",
        "a\r# T",
        "T\r===",
        "\x02# T",
        ">\n---",
        "[a\\](glossary) b](javascript:alert(1))",
    ],
)
def test_no_disguise_makes_a_heading_or_a_script(written):
    """Tabs, carriage returns, control characters and backslashes do not bring back what is inert."""
    html = to_html(safe(written, lambda link: link.target))

    assert [] == [tag for tag in ("<h1", "<h2", 'href="javascript') if tag in html]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to a.b-c@x.example.org.", "Write to [a.b-c@x.example.org](<mailto:a.b-c@x.example.org>)."),
        ("(a@b.uk)", "([a@b.uk](<mailto:a@b.uk>))"),
        ("**a@b.uk**", "**[a@b.uk](<mailto:a@b.uk>)**"),
        ("[a@b.uk](mailto:a@b.uk)", "[a@b.uk](<mailto:a@b.uk>)"),
        ("[a@b.uk](https://a@b.uk/c@d.uk)", "[a@b.uk](<https://a@b.uk/c@d.uk>)"),
        ("![a@b.uk](assets/a@b.png)", "![a@b.uk](<assets/a@b.png>)"),
        ("https://x.example.org/a@b.uk and a@b", "https://x.example.org/a@b.uk and a@b"),
        ("x@y@z.uk", "x@y@z.uk"),
    ],
)
def test_an_email_address_is_a_link_to_write_to(text, expected):
    """An address in running text can be tapped; one in a link, a picture or a web address is left as it is."""
    assert expected == with_letters(safe(text, lambda link: link.target))


@given(st.text())
def test_no_text_makes_a_link_but_to_an_email_address(text):
    """Whatever stands in a text, what is added to it is a link to an email address that stands there too."""
    made = safe(text, lambda _: "")
    found = re.sub(r"\[([^\[\]]*)\]\(<mailto:\1>\)", r"\1", with_letters(made))

    assert made == found
