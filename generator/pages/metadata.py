"""What a page says of itself to browsers, search engines and other sites: its own title and description, and facts.

The facts are structured data in the vocabulary of schema.org, as JSON-LD. They stand in the page as a block of data, so
nothing in authors' text may end that block.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.editions.edition import Edition, Entry
from generator.editions.timetable import timetable
from generator.editions.urls import STANDING_PAGES, url_of
from generator.model.base import Audience
from generator.model.document import Document
from generator.model.kinds import DOCUMENT_KINDS, SESSION
from generator.model.procedure import Procedure
from generator.model.session import Session
from generator.pages.page import Page, Rendered
from generator.text.language import Language
from generator.text.markup import words

Facts = dict[str, Any]

_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def with_heads(rendered: Rendered, edition: Edition) -> Rendered:
    """Return pages whose heads are their own.

    In `meta`, `head_title` is the title where another page of the edition has the same, and `structured` the facts.
    """
    titles = Counter(page.title for page in rendered.pages)
    descriptions = Counter(page.description for page in rendered.pages)
    pages = []
    for page in rendered.pages:
        meta = page.meta
        if titles[page.title] > 1:
            meta = replace(meta, head_title=f"{page.title} ({_distinction(page, rendered.pages)})")
        if facts := _facts(page, edition, rendered.address):
            meta = replace(meta, structured=as_script(facts))
        said = page.description if descriptions[page.description] == 1 else f"{page.title}. {page.description}"
        pages.append(replace(page, description=said, meta=meta))
    return replace(rendered, pages=tuple(pages))


def as_script(facts: Mapping[str, Any]) -> str:
    """Return facts as JSON that can stand in a script element: no text in it can end the element or begin a comment."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return "".join(_INERT.get(letter, letter) for letter in text)


def _distinction(page: Page, pages: tuple[Page, ...]) -> str:
    """Return what tells a page from those with the same title: its kind, or else its address."""
    kinds = [each.meta.kind_title for each in pages if each.title == page.title]
    kind = page.meta.kind_title
    return kind if kind and kinds.count(kind) == 1 else url_of(page.path).strip("/")


def _facts(page: Page, edition: Edition, home: str) -> Facts:
    """Return what is to be said of a page, or nothing. `home` is the address of the edition, if it is known."""
    where = {"url": home + url_of(page.path)} if home else {}
    if page.path in (STANDING_PAGES["home"], STANDING_PAGES["timetable"]):
        return {
            "@context": "https://schema.org",
            **_course(edition, whole=page.path != STANDING_PAGES["home"]),
            **where,
        }
    entry = edition.entries.get(page.entry)
    if entry is None or entry.kind not in DOCUMENT_KINDS or not isinstance(entry.model, Document):
        return {}
    kind = (
        _how_to(entry.model, where.get("url", ""))
        if isinstance(entry.model, Procedure)
        else _lesson(entry, edition.language)
    )
    about = {"name": page.title, "description": page.description, "inLanguage": edition.language.code}
    version = {"version": entry.model.front_sheet.version, "publisher": _publisher(edition)}
    return {"@context": "https://schema.org", **kind, **about, **version, **where}


def _publisher(edition: Edition) -> Facts:
    name = edition.trust.name if edition.trust else edition.national.publisher
    return {"@type": "Organization", "name": name}


def _course(edition: Edition, *, whole: bool) -> Facts:
    """Return the training as a course; `whole` with its days."""
    facts: Facts = {
        "@type": "Course",
        "name": edition.national.title,
        "description": edition.language.gettext(
            "Training for mental health peer support workers, and the procedures they work to."
        ),
        "provider": _publisher(edition),
        "inLanguage": edition.language.code,
        "isAccessibleForFree": True,
    }
    if whole:
        facts["syllabusSections"] = [
            {"@type": "Syllabus", "name": each.day.title, "description": words(each.day.aim)}
            for each in timetable(edition)
        ]
    if dates := sorted(edition.trust.held.values()) if edition.trust else []:
        held = {"startDate": dates[0].isoformat(), "endDate": dates[-1].isoformat()}
        facts["hasCourseInstance"] = {"@type": "CourseInstance", "courseMode": "onsite", **held}
    return facts


def _lesson(entry: Entry, language: Language) -> Facts:
    """Return a session, role play, resource or guide as something to learn with."""
    kind = language.gettext("Lesson plan") if entry.kind == SESSION else language.gettext(entry.kind.title)
    facts: Facts = {"@type": "LearningResource", "learningResourceType": kind}
    if isinstance(entry.model, Session):
        facts["timeRequired"] = f"PT{entry.model.minutes}M"
        facts["teaches"] = [words(each) for each in entry.model.outcomes]
    readers = "student" if isinstance(entry.model, Document) and Audience.PEER in entry.model.audiences else "teacher"
    facts["audience"] = {"@type": "EducationalAudience", "educationalRole": readers}
    return facts


def _how_to(procedure: Procedure, url: str) -> Facts:
    """Return a procedure as steps, each with its place on the page where the address is known.

    A step that has a title is not told whole: what a phone has to fetch would be there twice.
    """
    steps = [
        {
            "@type": "HowToStep",
            **({"name": step.title} if step.title else {"text": words(step.action)}),
            **({"url": f"{url}#{step.id}"} if url else {}),
        }
        for step in procedure.steps
    ]
    return {"@type": "HowTo", "step": steps}
