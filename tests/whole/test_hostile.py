"""Nothing in content can make the typesetter read a file outside the project, or open a connection."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Site
from pdfs import styles_of, words
from watched import PLAIN

from generator.pdf.chapter import Sheet, chapter, cover_sheet
from generator.problems import Level, Mark

PLANTED = "correct-horse-battery-staple"
"""What stands in the file that nothing may read."""

MARKDOWN = (
    "![x]({file})",
    "![x](file://{file})",
    "![x](//{host}/x.png)",
    "![x](http://{host}/x.png)",
    "![x](../../../../../../..{file})",
    "![x](assets/../../../../../../..{file})",
    "![x][1]\n\n[1]: file://{file}",
    "[x](file://{file})",
    "[x](javascript:alert(1))",
    "[x](data:text/html,x)",
    "[x](//{host}/x)",
    "<img src=file://{file}>",
    '<img src="x" style="background: url(file://{file})">',
    "<link rel=attachment href=file://{file}>",
    "<link rel=stylesheet href=http://{host}/x.css>",
    "<style>@import url(file://{file});</style>",
    '<style>@font-face {{ font-family: "x"; src: url(file://{file}) }}</style>',
    '<svg><image href="file://{file}"/></svg>',
    "<iframe src=file://{file}></iframe>",
    '<object data="file://{file}"></object>',
    "<embed src=http://{host}/x>",
    "<base href=file:///>",
    '<meta http-equiv="refresh" content="0; url=http://{host}">',
    "<xi:include href=file://{file} />",
    "<?php readfile('{file}') ?>",
    "<!-- x --><script src=http://{host}/x.js></script>",
    'words {{: style="background: url(file://{file})" }}',
    'words\n{{: style="list-style-image: url(http://{host}/x)" onclick="x" }}',
    '# x {{ style="content: url(file://{file})" }}',
    "{{% include '{file}' %}} {{{{ local.nothing }}}} {{# x #}}",
    "```{{ .x style='background: url(file://{file})' }}\nx\n```",
    "--8<-- '{file}'",
    "![[{file}]]",
    ".. include:: {file}",
    "[TOC]\n\n*[x]: file://{file}\n\n[^1]: file://{file}",
)
"""Texts an author may write, as hostile as Markdown and what engines add to it can be."""

HTML = (
    '<img src="file://{file}" alt="x">',
    '<img src="{file}" alt="x">',
    '<img src="../../../..{file}" alt="x">',
    '<img src="http://{host}/x.png" alt="x">',
    '<img src="//{host}/x.png" alt="x">',
    '<img src="ftp://{host}/x.png" alt="x">',
    '<p style="background: url(file://{file})">x</p>',
    '<ul style="list-style-image: url(file://{file})"><li>x</li></ul>',
    '<link rel="stylesheet" href="file://{file}">',
    '<link rel="attachment" href="file://{file}">',
    '<a rel="attachment" href="file://{file}">x</a>',
    '<base href="file://{file}"><img src="x.png" alt="x">',
    '<object data="file://{file}">x</object>',
    '<embed src="file://{file}">',
    '<iframe src="file://{file}"></iframe>',
    '<picture><source srcset="file://{file}"><img src="file://{file}" alt="x"></picture>',
    '<video poster="file://{file}" src="http://{host}/x"></video>',
    '<input type="image" src="file://{file}" alt="x">',
    '<svg width="9" height="9"><image href="file://{file}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="file://{file}#x"/></svg>',
    "<style>@import 'file://{file}';</style><p>x</p>",
    "<script>x</script><script src='http://{host}/x.js'></script><p>x</p>",
)
"""Bodies that no template of ours makes and no author can write: what if one did."""

CSS = (
    "@import url(file://{file});",
    "@import 'http://{host}/x.css';",
    "@font-face {{ font-family: 'Other'; src: url(file://{file}) }} body {{ font-family: 'Other' }}",
    "@page {{ background: url(file://{file}) }}",
    "p::before {{ content: url(http://{host}/x.png) }}",
    "p {{ border-image: url(file://{file}) 1; background-image: url(//{host}/x) }}",
)

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
SVG = (
    _SVG + '><image href="file://{file}" width="9" height="9"/></svg>',
    _SVG + '><image xlink:href="http://{host}/x.png" width="9" height="9"/></svg>',
    _SVG + '><use href="file://{file}#x"/><use xlink:href="http://{host}/x.svg#x"/></svg>',
    _SVG + "><style>@import url(file://{file});</style><rect width='5' height='5'/></svg>",
    _SVG + '><rect width="5" height="5" style="fill: url(file://{file}#x); filter: url(http://{host}/x#y)"/></svg>',
    _SVG + '><script href="http://{host}/x.js">x</script><rect width="5" height="5"/></svg>',
    _SVG + '><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="file://{file}"/></foreignObject></svg>',
    _SVG + ' xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{file}" parse="text"/></svg>',
    _SVG
    + '><filter id="f"><feImage href="file://{file}"/></filter><rect width="5" height="5" filter="url(#f)"/></svg>',
    '<?xml-stylesheet href="file://{file}" type="text/css"?>' + _SVG + '><rect width="5" height="5"/></svg>',
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{file}">]>' + _SVG + "><text>&x;</text></svg>",
    '<!DOCTYPE svg SYSTEM "http://{host}/x.dtd">' + _SVG + "><text>x</text></svg>",
    '<!DOCTYPE svg [<!ENTITY % x SYSTEM "file://{file}"> %x;]>' + _SVG + "><text>x</text></svg>",
    "<!DOCTYPE svg [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
    + _SVG
    + "><text>&a11;</text></svg>",
)
"""Drawings, which no assets folder may hold: what if one did."""


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file outside every project, with a secret in it."""
    path = tmp_path_factory.mktemp("outside") / "secret.txt"
    path.write_text(PLANTED, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Sheet]], list[dict[str, Any]]]:
    """Return a function that typesets sheets under watch, and tells of each what was opened, what was said, and the PDF."""
    own = tmp_path_factory.mktemp("own")

    def run(sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, str(REPOSITORY / "tests" / "watched.py")],
            input=pickle.dumps(list(sheets)),
            env={**os.environ, "TMPDIR": str(own), "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests'}"},
            capture_output=True,
            timeout=200,
            check=True,
        )
        return [
            {
                **each,
                "seen": [
                    (event, place)
                    for event, place in each["seen"]
                    if not (event == "open" and (place.startswith(str(own)) or place.isdigit()))
                ],
                "pdf": bytes.fromhex(each["pdf"]),
            }
            for each in json.loads(done.stdout)
        ]

    return run


def filled(texts: Sequence[str], secret: Path) -> list[str]:
    """Return texts that lead to the secret file, and to a port of this machine where nobody listens."""
    return [text.format(file=secret, host="127.0.0.1:9") for text in texts]


def guide(number: int, text: str) -> dict[str, Any]:
    """Return a guide with one text, and one after it."""
    return {
        "title": f"Hostile {number}",
        "summary": "What must do nothing.",
        "front_sheet": {"version": "0.1", "status": "draft", "owner": "Editor", "review_by": "2027-11-01"},
        "sections": [
            {"id": "first", "title": "First", "text": text},
            {"id": "second", "title": "Second", "text": "After it."},
        ],
    }


def test_the_watch_sees_what_it_should(watched, secret):
    """The same picture, given to the typesetter without a guard, is seen to be opened."""
    sheet = replace(
        cover_sheet(PLAIN, f'<img src="file://{secret}" alt="x"><img src="http://127.0.0.1:9/x" alt="x">', ())
    )
    (found,) = watched([sheet])

    assert ("open", str(secret)) in found["seen"]
    assert any(event.startswith("socket.") for event, _ in found["seen"])


def test_nothing_an_author_writes_opens_anything(watched, secret, site: Callable[..., Site]):
    """Each hostile text, in a document as it is rendered, is typeset as words or refused, and nothing is opened."""
    here = site()
    texts = filled(MARKDOWN, secret)
    for number, text in enumerate(texts):
        here.write(f"national/guides/hostile-{number}.yml", json.dumps(guide(number, text)))
    pages = {page.path: page for page in here.render().pages}
    sheets = [
        chapter(pages[f"guides/hostile-{number}.md"], styles_of(""), {"assets/map.png": secret})
        for number in range(len(texts))
    ]
    found = watched(sheets)
    refused = {number for number, each in enumerate(found) if each["said"]}
    shown = [words(each["pdf"]) if each["pdf"] else "" for each in found]

    assert [] == [(number, each["seen"]) for number, each in enumerate(found) if each["seen"]]
    assert {number for number, text in enumerate(MARKDOWN) if text.startswith("![x](")} == refused
    assert [] == [number for number in range(len(texts)) if number not in refused and "After it" not in shown[number]]
    assert [] == [
        number for number, each in enumerate(found) if PLANTED in shown[number] or PLANTED.encode() in each["pdf"]
    ]


def test_what_the_typesetter_refuses_is_told_before(secret, site: Callable[..., Site]):
    """A picture or link that leads out of the project is an error at its address, long before it is typeset."""
    here = site()
    leading_out = [text for text in filled(MARKDOWN, secret) if text.startswith(("![x](", "[x]("))]
    for number, text in enumerate(leading_out):
        here.write(f"national/guides/hostile-{number}.yml", json.dumps(guide(number, text), indent=1))
    found = {each.mark for each in here.check() if each.rule in ("picture", "link-form") and each.level is Level.ERROR}
    expected = {
        Mark(path=f"content/national/guides/hostile-{number}.yml", line=14, column=len('   "text": "') + place + 3)
        for number, place in enumerate(text.index("](") for text in leading_out)
    }

    assert expected == found


@pytest.mark.parametrize("kind", ["html", "css", "svg"])
def test_the_typesetter_would_open_nothing_even_then(watched, secret, kind):
    """Were a hostile body, style sheet or drawing to reach the typesetter, it would open nothing and show no secret."""
    if kind == "html":
        sheets = [cover_sheet("x", f"<h1>x</h1>{body}", ()) for body in filled(HTML, secret)]
    elif kind == "css":
        sheets = [cover_sheet("x", "<h1>x</h1><p>x</p>", (style,)) for style in filled(CSS, secret)]
    else:
        body = '<h1>x</h1><img src="sheet:///assets/x.svg" alt="x">'
        sheets = [
            replace(cover_sheet("x", body, ()), pictures={"assets/x.svg": svg.encode()}) for svg in filled(SVG, secret)
        ]
    found = watched(sheets)

    assert len(sheets) == len(found)
    assert [] == [(number, each["seen"]) for number, each in enumerate(found) if each["seen"]]
    assert [] == [number for number, each in enumerate(found) if each["pdf"] and PLANTED in words(each["pdf"])]
    assert [] == [number for number, each in enumerate(found) if PLANTED.encode() in each["pdf"]]


@pytest.mark.parametrize(
    "colour", ["red", "#17525a; } @import url(file:///etc/passwd); x {", "url(http://127.0.0.1:9/x)", "#17525a\n"]
)
def test_a_colour_is_a_colour(site, colour):
    """What a trust gives for a colour is six hex digits or an error where it stands, so that no style comes with it."""
    here = site("trust-amends")
    path = "trusts/hillside/trust.yml"
    text = (here.content / path).read_text(encoding="utf-8")
    written = text + f"colours: {{primary: {json.dumps(colour)}, accent: '#8a4b14'}}\n"
    here.write(path, written)
    line = written.splitlines().index(written.splitlines()[-1]) + 1
    expected = [(Mark(path=f"content/{path}", line=line, column=20), Level.ERROR)]

    assert expected == [(each.mark, each.level) for each in here.check() if each.mark.path == f"content/{path}"]
