"""A page's HTML as Typst markup, for scale: words, headings, lists, tables and links to other sites, without looks."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import tinyhtml5

OPENING = """\
#set document(title: "Handbook")
#set page(paper: "a4", margin: (x: 18mm, y: 23mm), numbering: "1 of 1")
#set text(font: "Atkinson Hyperlegible", size: 12pt, lang: "en", hyphenate: false)
#set par(leading: 0.7em)
#outline(depth: 2)
#pagebreak()
"""
"""What stands before the pages: the same paper, margins, typeface and size as our chapters have, and contents."""

_SPECIAL = re.compile(r"([\\#*_`$<>@\[\]~/=+\-])")


def typst_text(html: str) -> str:
    """Return a page as Typst markup."""
    root = tinyhtml5.parse(f"<body>{html}</body>", namespace_html_elements=False)
    return re.sub(r"\n{3,}", "\n\n", "".join(_blocks(root.find("body"), "")))


def _text(words: str | None) -> str:
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", words or ""))


def _inline(element: Element) -> str:
    """Return what stands in an element, as running text."""
    parts = [_text(element.text)]
    for child in element:
        inside = _inline(child)
        if child.tag in ("strong", "b") and inside.strip():
            inside = f"#strong[{inside}]"
        elif child.tag == "a" and (child.get("href") or "").startswith("https:"):
            inside = f"#link({json.dumps(child.get('href'))})[{inside}]"
        elif child.tag == "br":
            inside = " \\ "
        elif str(child.tag).endswith("}svg"):
            inside = ""
        parts += [inside, _text(child.tail)]
    return "".join(parts)


BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "div", "blockquote", "section", "hr"})


def _blocks(element: Element, indent: str) -> Iterator[str]:
    """Return the blocks in an element, and what stands between them as paragraphs."""
    if element.text and element.text.strip():
        yield f"{indent}{_text(element.text).strip()}\n\n"
    for child in element:
        tag = str(child.tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield f"\n{'=' * int(tag[1])} {_inline(child).strip()}\n\n"
        elif tag in ("ul", "ol"):
            yield "".join(_items(child, indent)) + "\n"
        elif tag == "table":
            yield _table(child)
        elif tag in ("div", "section", "blockquote"):
            yield from _blocks(child, indent)
        elif tag != "hr":
            yield f"{indent}{_inline(child).strip()}\n\n"
        if child.tail and child.tail.strip():
            yield f"{indent}{_text(child.tail).strip()}\n\n"


def _items(listed: Element, indent: str) -> Iterator[str]:
    sign = "+" if listed.tag == "ol" else "-"
    for item in listed.findall("li"):
        blocks = [child for child in item if child.tag in BLOCKS]
        if not blocks:
            yield f"{indent}{sign} {_inline(item).strip()}\n"
            continue
        yield f"{indent}{sign} {_before_blocks(item)}\n"
        for child in blocks:
            if child.tag in ("ul", "ol"):
                yield from _items(child, f"{indent}  ")
            else:
                yield f"\n{indent}  {_inline(child).strip()}\n"


def _before_blocks(item: Element) -> str:
    """Return the running text of a list item before what stands in blocks of its own."""
    alone = Element("li")
    alone.text = item.text
    for child in item:
        if child.tag in BLOCKS:
            break
        alone.append(child)
    return _inline(alone).strip()


def _table(table: Element) -> str:
    rows = [[_inline(cell).strip() for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
    columns = max(map(len, rows), default=1)
    head, *body = rows
    first = ", ".join(f"[#strong[{cell}]]" for cell in head)
    cells = ",\n".join(", ".join(f"[{cell}]" for cell in row) for row in body)
    return f"#table(columns: {columns}, stroke: 0.5pt, table.header({first}),\n{cells})\n\n"
