"""The page that says which printed copies are current: every download of an edition by its code."""

from collections.abc import Sequence
from dataclasses import replace

from generator.pages.feedback_link import with_report_link
from generator.pages.page import NavItem, Page, PageMeta, Rendered
from generator.pages.pictures import icon_name
from generator.pdf.publications import Book
from generator.text.language import N_
from generator.text.markup import Html

PATH, TITLE = "copies.md", N_("Is my copy current?")

_TEXT = Html("""\
<h1 id="is-my-copy-current">{title}</h1>
<p>{told}</p>
<div class="hb-copies">
<ul>
{listed}
</ul>
</div>
""")


def with_copies(rendered: Rendered, books: Sequence[Book]) -> Rendered:
    """Return an edition's pages with the one that lists every download and the code of its current copy."""
    language = rendered.language
    told = language.html(
        """At the foot of every printed page stands the word **Copy** and a code. Find your code here. If it is not
here, your copy is out of date: use the website, or print a new one from
[Downloads]({downloads}).""",
        downloads="publications/index.md",
    )
    rows = sorted((book.title, book.copy) for book in books if not book.is_form)
    entry = Html('<li><span id="c{copy}">{title}: <strong>{copy}</strong></span></li>')
    listed = Html("\n").join(entry.format(title=title, copy=copy) for title, copy in rows)
    page = Page(
        path=PATH,
        title=language.gettext(TITLE),
        description=language.gettext("The code of the current copy of every download, to compare with a printed one."),
        html=_TEXT.format(title=language.html(TITLE), told=told, listed=listed),
        entry="",
        meta=PageMeta(kind="copies"),
    )
    page = with_report_link(page, rendered.identity, rendered.folder, language)
    item = NavItem(title=page.title, icon=icon_name(PATH), page=PATH)
    return replace(rendered, pages=(*rendered.pages, page), nav=(*rendered.nav, item))
