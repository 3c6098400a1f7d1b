"""What an edition looks like once rendered: pages, navigation, and what stands round them; values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.editions.contacts import HelpLine
from generator.editions.publication_plan import Plan

SHEET, CARDS, WALLET, CERTIFICATE, FORM = "sheet", "cards", "wallet", "certificate", "form"
"""Layouts of what exists only on paper: each has a style sheet of its name in templates/print/."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of an edition: everything the site and print need, and nothing about either.

    `html` is its text; links and pictures in it are written as seen from the page's source path. `meta` is what the
    theme shows round the text: status, version, the PDF's path. `entry` is the document's id, or nothing for a page
    that is no document's.
    """

    path: str
    title: str
    description: str
    html: str
    entry: str
    meta: Mapping[str, Any]
    layout: str = ""
    """How it is laid out where it exists only on paper."""
    for_trainers: bool = False
    """Whether it holds what only trainers read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A page in the navigation, or a heading with pages below it."""

    title: str
    page: str = ""
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstCall:
    """The number at the head of every page: what it is, as people read it, and as a phone dials it."""

    label: str
    number: str
    digits: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """What every page and cover says of its edition; a theme gets it as `extra.handbook`, field by field."""

    site_name: str
    site: str
    """The address of the whole site, with a closing slash, or nothing where it is not known."""
    edition: str
    """The national edition it is made from."""
    audience: str
    trust_name: str
    short_name: str
    example: bool
    """Whether the trust is invented."""
    notice: str
    help: tuple[FirstCall, ...]
    """The first number to call, or none."""
    lines: tuple[HelpLine, ...]
    """Who to call, for covers."""
    primary: str
    accent: str
    accent_by_night: str
    """Colours of the trust, as `#rrggbb`, or nothing; the last can be read on a dark ground."""
    logo: str
    logo_words: str
    report_to: str
    """Where readers say that something is wrong: an address of mail or of a site, or nothing."""
    offline: bool = True
    """Whether a device may keep the edition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """All pages of an edition, its navigation, and what the theme shows on every page."""

    folder: str
    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    identity: Identity
    plans: tuple[Plan, ...]
    paper: tuple[Page, ...] = ()
    """Pages that exist only on paper."""
    scripts: Mapping[str, str] = field(default_factory=dict)
    """Scripts made for this edition, by their path below it."""
    search: Mapping[str, Any] = field(default_factory=dict)
    """What search knows besides the pages: the words people say, and who to call."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Addresses that pages had before, each with the page's source path now."""

    @property
    def address(self) -> str:
        """The address of the edition, with a closing slash, or nothing where that of the site is not known."""
        return self.identity.site + self.folder if self.identity.site else ""
