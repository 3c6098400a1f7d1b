"""The card for a phone: who to call and what to do, on a page that a home screen keeps and the device opens alone."""

import json
from collections.abc import Iterator

from generator.colours import DAY
from generator.editions.contacts import local_contacts
from generator.editions.edition import Edition, Entry
from generator.model.base import Audience
from generator.model.kinds import RESOURCE
from generator.model.resource import Handout, Resource
from generator.pages.page import Identity
from generator.pages.page_builder import PageBuilder

CARD = "card/"
"""The address of the card, below the edition."""


def card_of(edition: Edition) -> tuple[Entry, Handout] | None:
    """Return what is printed at wallet size, and the resource it is of: the first that peers have."""
    found = (
        (entry, item)
        for entry in edition.of_kind(RESOURCE)
        if isinstance(entry.model, Resource) and Audience.PEER in entry.model.audiences
        for item in entry.model.items
        if isinstance(item, Handout) and item.wallet
    )
    return next(found, None)


def card(builder: PageBuilder, around: Identity) -> Iterator[tuple[str, str]]:
    """Return the page of the card and what a phone keeps it by, each with its path below the edition for peers."""
    found = card_of(builder.edition)
    if builder.edition.audience is not Audience.PEER or found is None or not isinstance(found[0].model, Resource):
        return
    entry, first = found
    others = [each for each in found[0].model.items if isinstance(each, Handout) and each is not first]
    path = f"{CARD}index.html"
    own = local_contacts(builder.edition)
    yield path, builder.filled("card.html.jinja", path, entry=entry, first=first, others=others, around=around, own=own)
    yield f"{CARD}manifest.webmanifest", _manifest(first.title, around)


def _manifest(title: str, around: Identity) -> str:
    """Return what a phone needs to keep the card on its home screen."""
    icon = {"src": "../images/favicon.svg", "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": f"{title}: {around.short_name}",
        "short_name": title,
        "lang": around.lang,
        "dir": around.way,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": DAY["ground"],
        "theme_color": DAY["danger"],
        "icons": [icon],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
