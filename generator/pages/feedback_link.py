"""Where a reader says that something is wrong with a page: a mail or an issue, with what page it is filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

from generator.content.node_paths import addresses, id_of
from generator.content.yaml_nodes import Table
from generator.editions.change import OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.urls import url_of
from generator.pages.page import Identity, Page
from generator.text.language import N_, Language

LINE_END = "\r\n"
"""Ends a line in the body of a `mailto:` address (RFC 6068)."""


NAMES = {
    "page": N_("Page"),
    "document": N_("Document"),
    "version": N_("Version"),
    "edition": N_("Edition"),
    "address": N_("Address"),
}
"""What the facts of a page are called in a mail, by their names in a form's address."""


def with_report_link(page: Page, identity: Identity, folder: str, language: Language) -> Page:
    """Return a page with the address to report a problem to as `report` in its `meta`, where there is one.

    Args:
        page: The page.
        identity: What stands round the pages of its edition.
        folder: Where the edition stands in the site, with a closing slash, or nothing.
        language: What is filled in is said in it.
    """
    address = report_link(page, identity, folder, language)
    return replace(page, meta=replace(page.meta, report=address)) if address else page


def report_link(page: Page, identity: Identity, folder: str, language: Language) -> str:
    """Return the address to report a problem with a page to, or nothing where nobody asked for reports.

    A mail and an issue get a subject and a text. Any other address, such as a form's, gets the same facts as a query.
    """
    _ = language.gettext
    to = identity.report_to
    facts = _facts(page, identity, folder, language)
    subject = _("Problem with “{title}”", title=page.title)
    said = [f"{_(NAMES[name])}: {fact}" for name, fact in facts.items()]
    if to and not to.startswith("https://"):
        body = LINE_END.join([*said, "", _("What is wrong:"), "", ""])
        return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body, safe='')}"
    if to.rstrip("/").endswith(("/issues", "/issues/new")):
        return _issue(to.rstrip("/").removesuffix("/new"), subject, [*said, "", _("What is wrong:"), ""])
    query = urlencode(facts, quote_via=quote)
    return f"{to}{'&' if '?' in to else '?'}{query}" if to else ""


def kept_at(repository: str | None) -> str:
    """Return the address of a repository in one form, or nothing where there is none."""
    return (repository or "").rstrip("/").removesuffix(".git")


def form_of(repository: str) -> str:
    """Return the address of the form that amends a text; only GitHub has forms that start a workflow."""
    return f"{repository}/actions/workflows/amend.yml" if repository.startswith("https://github.com/") else ""


def with_suggest_link(page: Page, identity: Identity, edition: Edition) -> Page:
    """Return a document's page for trainers with the address to suggest a change at, where the files have one.

    Args:
        page: The page.
        identity: What stands round the pages of its edition.
        edition: The edition.
    """
    entry, language = edition.entries.get(page.entry), edition.language
    if not (identity.repository and entry):
        return page
    _ = language.gettext
    subject = _("A change to “{title}”", title=page.title)
    said = (_("Place: {place}", place=page.entry), "", _("What it should say, and why:"), "")
    address = _issue(f"{identity.repository}{'/-' if 'gitlab' in identity.repository else ''}/issues", subject, said)
    is_ours = entry.origin.kind is OriginKind.LOCAL or not edition.trust
    amend = "" if is_ours else form_of(identity.repository)
    parts = " ".join(_parts(page.html, entry))
    return replace(page, meta=replace(page.meta, suggest=address, place=page.entry, parts=parts, amend=amend))


_HEADING = re.compile(r'<h[2-4]\b[^>]*? id="([a-z0-9_-]+)"')


def _parts(html: str, entry: Entry) -> Iterator[str]:
    """Return the ids of headings that stand for a text of the document: a field of it, or an element."""
    fields = [key.text for key, _ in entry.node.entries] if isinstance(entry.node, Table) else []
    known = {*fields, *(id_of(node) for _, node in addresses(entry.node))}
    yield from (each for each in _HEADING.findall(html) if each in known)


def _issue(place: str, subject: str, said: Sequence[str]) -> str:
    """Return the address of an issue that is filled in."""
    title_key, body_key = ("issue[title]", "issue[description]") if "/-/issues" in place else ("title", "body")
    return f"{place}/new?{urlencode({title_key: subject, body_key: chr(10).join(said)}, quote_via=quote)}"


def _facts(page: Page, identity: Identity, folder: str, language: Language) -> dict[str, str]:
    """Return what whoever mends the page needs to know of it, by name."""
    edition = f"{identity.edition}, {identity.short_name}"
    if identity.audience == "trainer":
        edition = language.gettext("{edition}, for trainers", edition=edition)
    facts = {
        "page": page.title,
        "document": page.entry,
        "version": page.meta.version,
        "edition": edition,
        "address": f"{identity.site}{folder}{url_of(page.path)}",
    }
    return {name: fact for name, fact in facts.items() if fact}
