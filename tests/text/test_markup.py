"""Authors' text into HTML that does what CommonMark says, and no harm."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import cast

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st
from jinja2.runtime import Context
from markdown import Markdown
from markdown_it import MarkdownIt

from generator.pages.templates import _address
from generator.text.cleaning import is_right_to_left
from generator.text.escaping import escaped, file_address, web_address
from generator.text.markup import (
    Link,
    blocks,
    html,
    line_html,
    links,
    tables,
    words,
)

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
    "\n|---|---|\n",
    "===",
    '"',
    "'",
    "\\",
    "# ",
    "### ",
    "- ",
    "1. ",
    "1) ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "  \n",
    " ",
    "word",
    "[words](glossary)",
    "[words](https://example.org)",
    "[x](javascript:alert(1))",
    "![map](assets/map.png)",
    "![x](//example.org/x.png)",
    "a@b.example",
    "https://example.org/a?b=c&d",
    "\u202e",
    "\u2028",
    "\x02wzxhzdk:0\x03",
]
"""Pieces of Markdown and HTML, of which the nastiest texts are made."""

TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "img"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "bdi", "div"),
}
"""What authors' text can make."""

ATTRIBUTES = {"a": {"href"}, "img": {"alt", "src"}, "ol": {"start"}, "th": {"scope", "class"}, "td": {"class"}}
"""The attributes that these tags may have, besides a direction; all others have none."""

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
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](javascript:a(b(c)))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](vbscript:alert)",
    "[x](data:text/html,hello)",
    "[x](tel:1/onmouseover=alert(1))",
    '[x](tel:1"onmouseover="alert(1))',
    '[x](https:\\\\example.org\\"onclick=alert(1))',
    "[a [b] c](javascript:alert(1))",
    "[a \\[b](javascript:alert(1))",
    "[`x](javascript:alert(1))`",
    "[x](glossary)](javascript:alert(1))",
    "[![x](assets/map.png)](javascript:alert(1))",
    "[![x](https://example.org/a.png)](https://example.org)",
    "![x](https://example.org/a.png)",
    "![x](//example.org/a.png)",
    "![x](\\\\\\\\example.org\\\\a.png)",
    "![x](data:image/png;base64,AAAA)",
    "![a [b] c](https://example.org/a.png)",
    '![x" onerror="alert(1)](assets/map.png)',
    '![x](<assets/map.png" onerror="alert(1)>)',
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
    "<JaVaScRiPt:alert(1)>",
    "<script src=//example.org></script>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</code></pre><script>alert(1)</script>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    '```"onclick="alert(1)\nx\n```',
    "    <script>alert(1)</script>",
    "|a|\n|-|\n|<script>alert(1)</script>|",
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
    "a\r# T",
    "T\r===",
    "\x02# T",
    ">\n---",
]
"""Text by which an author, or someone who has their password, could try to take over a page."""

OBEYED = re.compile(
    r'<a [^>]*href="(?:(?!https:|mailto:|tel:)[^":]*:)[^>]*>|<script\b|<img [^>]*src="(?:[a-z]+:|//)[^>]*>'
    r"|<h[12]\b|<[a-z]+(?:\s+[a-z-]+=\"[^\"]*\")*\s+on[a-z]+=",
    re.IGNORECASE,
)
"""What must never stand on a page: a link that runs, a script, a picture from elsewhere, a heading of the page."""


def leads(link: Link) -> str:
    """Return where a link leads: wherever it says."""
    return link.target


class Tags(HTMLParser):
    """Collects what HTML has that no author may make: other tags, other attributes, tags that are never closed."""

    VOID = ("br", "hr", "img")

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        """Compare a tag with what may be."""
        if tag not in TAGS or {name for name, _ in attrs} - ATTRIBUTES.get(tag, set()) - {"dir"}:
            self.wrong.append(self.get_starttag_text() or tag)
        self.open += [] if tag in self.VOID else [tag]
        self.text += "\n" if tag == "br" else ""

    def handle_endtag(self, tag):
        """Compare an end with the last beginning."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        """Keep what is to be read."""
        self.text += data


def read(made: str) -> Tags:
    """Read HTML as strictly as can be."""
    found = Tags()
    found.feed(str(made))
    found.close()
    return found


def bare(text: str) -> str:
    """Return text without any space or line end."""
    return "".join(text.split())


def reference(written: str) -> str:
    """Return what CommonMark says a text reads, by the library's own writer, which knows nothing of ours."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable(["reference"])
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment] # every link
    found = Tags()
    found.feed(re.sub(r'<img src="[^"]*" alt="([^"]*)"[^>]*>', lambda image: image[1], parser.render(written)))
    found.close()
    return found.text


@pytest.mark.parametrize(
    ("written", "made"),
    [
        (
            "1. one\n   - two\n   - three\n2. four",
            "<ol><li>one<ul><li>two</li><li>three</li></ul></li><li>four</li></ol>",
        ),
        ("- one\n  - two", "<ul><li>one<ul><li>two</li></ul></li></ul>"),
        ("- one\n    - two", "<ul><li>one<ul><li>two</li></ul></li></ul>"),
        ("* one\n+ two\n- three", "<ul><li>one</li></ul><ul><li>two</li></ul><ul><li>three</li></ul>"),
        ("3) one\n4) two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("1. one\n1) two", "<ol><li>one</li></ol><ol><li>two</li></ol>"),
        ("- one\n\n- two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        (
            "1. one\n\n   two\n\n   > three\n\n   ```\n   four\n   ```",
            "<ol><li><p>one</p><p>two</p><blockquote><p>three</p></blockquote><pre><code>four</code></pre></li></ol>",
        ),
        (
            "- one\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
            (
                '<ul><li><p>one</p><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
                "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></li></ul>"
            ),
        ),
        (
            "See:\n| a | b |\n|---|--:|\n| 1 \\| 2 | 3 |",
            (
                '<p>See:</p><table><thead><tr><th scope="col">a</th><th scope="col" class="hb-right">b</th></tr></thead>'
                '<tbody><tr><td>1 | 2</td><td class="hb-right">3</td></tr></tbody></table>'
            ),
        ),
        ("a\\*b\\* 1\\. \\_c\\_ \\\\", "<p>a*b* 1. _c_ \\</p>"),
        ("&amp; &nbsp;&#42; &copy;", "<p>&amp; \u00a0* ©</p>"),
        ("one  \ntwo\\\nthree\nfour", "<p>one<br>two<br>three\nfour</p>"),
        ("un*frigging*believable snake_case_name", "<p>un<em>frigging</em>believable snake_case_name</p>"),
        ("__one__ **two *three***", "<p><strong>one</strong> <strong>two <em>three</em></strong></p>"),
        ("`a < *b*`", "<p><code>a &lt; *b*</code></p>"),
        ("### One\n\n#### Two", "<h3>One</h3><h4>Two</h4>"),
        ("<https://example.org/a_b_c>", '<p><a href="https://example.org/a_b_c">https://example.org/a_b_c</a></p>'),
        ("one\n\n---\n\ntwo", "<p>one</p><hr><p>two</p>"),
        ("> one\n> two", "<blockquote><p>one\ntwo</p></blockquote>"),
        ("one\n\n    two\n\n\n      three", "<p>one</p><pre><code>two&#10;&#10;&#10;  three</code></pre>"),
    ],
)
def test_text_means_what_commonmark_says(written, made):
    """Lists, tables, code, quotes, escapes, entities, breaks and emphasis come out as other programs read them."""
    found = re.sub(r">\n+", ">", re.sub(r"\n+<", "<", html(written, leads)))

    assert made == found


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("[words](glossary)", '<a href="glossary">words</a>'),
        ("[words](https://example.org/a_(b))", '<a href="https://example.org/a_(b)">words</a>'),
        ('[words](glossary "A title")', '<a href="glossary">words</a>'),
        ("[a < {b}](glossary)", '<a href="glossary">a &lt; {b}</a>'),
        ("[words](<glossary>)", '<a href="glossary">words</a>'),
        ("[*soft* `code`](glossary)", '<a href="glossary"><em>soft</em> <code>code</code></a>'),
        ("[words](https://example.org/`{}\"')", '<a href="https://example.org/%60%7B%7D%22%27">words</a>'),
        ("![A map](assets/map.png)", '<img alt="A map" src="assets/map.png">'),
        ("![A *map*](<assets/ward map.png>)", '<img alt="A map" src="assets/ward%20map.png">'),
        ("![A map](assets/ward%20map.png)", '<img alt="A map" src="assets/ward%20map.png">'),
        ('![<"A" & b>](assets/map.png)', '<img alt="&lt;&quot;A&quot; &amp; b&gt;" src="assets/map.png">'),
        ("one [two](a) and [three](b)", 'one <a href="a">two</a> and <a href="b">three</a>'),
        ("[words]()", "words"),
        ("[HTTPS](HTTPS://example.org)", '<a href="HTTPS://example.org">HTTPS</a>'),
        ("[words](x:y)", "words"),
        ("[words](tel:1/onmouseover=x)", "words"),
        ("[words](mailto:a@b.uk?body=x)", '<a href="mailto:a@b.uk?body=x">words</a>'),
        ("[words](mailto:nobody)", "words"),
        ("[words](<tel:0191 496>)", '<a href="tel:0191%20496">words</a>'),
        ("[words](//example.org)", "words"),
        ("![words](https://example.org/x.png)", "words"),
    ],
)
def test_links_lead_where_they_are_told(written, made):
    """Every link is written anew with the address it is given; with none, or one of another kind, its words remain."""
    assert made == line_html(written, leads)


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_inert(site, written):
    """No form of link, picture, definition or heading that an author can think of is obeyed on the page."""
    edition = site().edition()
    page = cast("Context", {"page": "guides/extra.md", "edition": edition})
    made = [html(written, lambda link: _address(page, link)), line_html(written, lambda link: _address(page, link))]
    made += [html(written, leads), line_html(written, leads)]

    assert [[]] * 4 == [OBEYED.findall(each) for each in made]
    assert [[]] * 4 == [read(each).wrong for each in made]


@pytest.mark.parametrize(
    "written",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<script>alert(1)</script>",
        "![x](https://example.org/a.png)",
        "![x](//example.org/a.png)",
        "<a onclick=alert(1)>x</a>",
        "# Title",
        "Title\n---",
    ],
)
def test_the_test_of_hostile_text_sees_what_is_obeyed(written):
    """The same text would be obeyed by a writer that trusts it, and the pattern that looks for it finds it once."""
    trusting = MarkdownIt("commonmark", {"html": True})
    trusting.validateLink = lambda _: True  # type: ignore[method-assign, assignment] # every link
    expected = 1

    assert expected == len(OBEYED.findall(trusting.render(written)))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\\[words](glossary)", "<p>[words](glossary)</p>\n"),
        ("[a [b] c](javascript:alert(1))", "<p>a [b] c</p>\n"),
        ("[x]( javascript:alert(1))", "<p>x</p>\n"),
        ("`{}` <b>", "<p><code>{}</code> &lt;b&gt;</p>\n"),
        ("[1]: https://example.org/x", '<p>[1]: <a href="https://example.org/x">https://example.org/x</a></p>\n'),
        ("<div>\n*x*\n</div>", "<p>&lt;div&gt;\n*x*\n&lt;/div&gt;</p>\n"),
    ],
)
def test_what_loses_its_meaning_keeps_its_look(written, shown):
    """Readers see what was written, with nothing added to it and nothing lost but the meaning."""
    assert shown == html(written, lambda link: link.target if link.is_external else "")


def test_an_address_cannot_end_early():
    """Nothing in an address can close what stands round it, and a file's name is a name whatever it holds."""
    expected = "https://example.org/%3C%3E%22%27%60%7B%7D%5B%5D?a=b&c=(d)", "assets/a%23b%3Fc%25d%20e%22.png"

    assert expected == (web_address("https://example.org/<>\"'`{}[]?a=b&c=(d)"), file_address('assets/a#b?c%d e".png'))


def balanced(made: str) -> tuple[list[str], list[str]]:
    """Return what is wrong with HTML, to a strict reader and to one that reads as browsers do, and the tags left open."""
    found = read(made)
    tree = tinyhtml5.parse(f"<!doctype html><body>{made}</body>", namespace_html_elements=False)
    outer = {"html", "head", "body"}
    return found.wrong + [each.tag for each in tree.iter() if each.tag not in TAGS | outer], found.open


texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=14).map("".join),
)


@given(texts)
def test_no_text_becomes_a_tag_or_an_attribute(written):
    """Whatever authors write, the page has only the tags and attributes named here, each closed in its place."""
    made = [html(written, leads), line_html(written, leads), html(written, lambda _: "x.md#y", 4)]

    assert [([], [])] * 3 == [balanced(each) for each in made]
    assert [[]] * 3 == [OBEYED.findall(each) for each in made]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_what_is_seen_is_what_commonmark_reads(written):
    """Readers see every word that a plain reading of CommonMark gives, and no other."""
    shown = read(html(written, lambda _: "")).text

    assert bare(reference(written.strip())) == bare(shown)
    assert bare(shown) == bare(words(written.strip()))


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()) or "-")
    .filter(lambda text: not is_right_to_left(text))  # in those, numbers get marks that nobody sees
)
def test_an_escaped_text_stands_as_it_is(written):
    """Words that are escaped, such as a local value, are read as themselves and nothing else, alone or in a sentence."""
    alone = f"<p>{unescape(line_html(escaped(written), lambda _: ''))}</p>\n"

    assert written == words(escaped(written))
    assert alone == unescape(html(escaped(written), lambda _: ""))
    assert f"Call {written} now" == " ".join(words(f"Call {escaped(written)} now").split())


def test_links_are_found_in_order():
    """Links and pictures are given in the order they stand, with their words and where they lead."""
    text = "[one](guides/a#b), ![two](assets/map.png), [*three*](https://example.org) and four@example.org."
    expected = [
        Link(words="one", target="guides/a#b", is_image=False),
        Link(words="two", target="assets/map.png", is_image=True),
        Link(words="three", target="https://example.org", is_image=False),
        Link(words="four@example.org", target="mailto:four@example.org", is_image=False),
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
    ("written", "shown"),
    [
        ("**Read** the [words](glossary)", "Read the words"),
        ("### `code`\n\n- _soft_ > more", "code soft > more"),
        ("one\n  two", "one two"),
        ("a | b # c_d * e", "a | b # c_d * e"),
        ("| a | b |\n|---|---|\n| 1 \\| 2 | ![A map](assets/map.png) |", "a b 1 | 2 A map"),
        ("```\ncode\n```", "code"),
    ],
)
def test_words_have_no_marks(written, shown):
    """Where only words can stand, links become theirs and marks go; signs that mark nothing stay."""
    assert shown == words(written)


def test_each_block_is_told_apart():
    """Paragraphs, list entries, headings and cells are blocks of their own, in order; a table is its rows of cells."""
    text = "One.\n\n- two\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\n### Four"

    assert ("One.", "two", "three", "a", "b", "1", "2", "Four") == blocks(text)
    assert ((("a", "b"), ("1", "2")),) == tables(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to a.b-c@x.example.org.", 'Write to <a href="mailto:a.b-c@x.example.org">a.b-c@x.example.org</a>.'),
        ("(a@b.uk)", '(<a href="mailto:a@b.uk">a@b.uk</a>)'),
        ("a_b_c@d.uk", '<a href="mailto:a_b_c@d.uk">a_b_c@d.uk</a>'),
        ("**a@b.uk**", '<strong><a href="mailto:a@b.uk">a@b.uk</a></strong>'),
        ("[a@b.uk](mailto:a@b.uk)", '<a href="mailto:a@b.uk">a@b.uk</a>'),
        ("[see https://b.uk](mailto:a@b.uk)", '<a href="mailto:a@b.uk">see https://b.uk</a>'),
        ("`a@b.uk`", "<code>a@b.uk</code>"),
        ("![a@b.uk](assets/a@b.png)", '<img alt="a@b.uk" src="assets/a%40b.png">'),
        ("x@y@z.uk", "x@y@z.uk"),
        ("See https://b.uk/c_d_e.", 'See <a href="https://b.uk/c_d_e">https://b.uk/c_d_e</a>.'),
        ("(https://b.uk/c_(d))", '(<a href="https://b.uk/c_(d)">https://b.uk/c_(d)</a>)'),
        ("https://b.uk/?a=1&b=2, and", '<a href="https://b.uk/?a=1&amp;b=2">https://b.uk/?a=1&amp;b=2</a>, and'),
    ],
)
def test_an_address_in_text_is_a_link(text, expected):
    """An address in running text can be tapped; one in a link, a picture, code or another address is left as it is."""
    made = line_html(text, lambda link: file_address(link.target) if link.is_image else link.target)

    assert expected == made


@given(texts)
def test_no_engine_finds_markdown_in_a_page(written):
    """What Python-Markdown, which both engines use, makes of a page's text is that text, letter for letter."""
    engine = Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html"])
    block = f'<div class="hb-written">\n<h2 id="x">{line_html(written, leads)}</h2>\n{html(written, leads)}</div>'

    assert block == engine.convert(f"{block}\n")
