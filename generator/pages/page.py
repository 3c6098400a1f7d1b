"""What an edition looks like once rendered: pages, navigation, and what stands round them; values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.editions.contacts import HelpLine
from generator.editions.publication_plan import Plan
from generator.model.trust import MOST_PEOPLE
from generator.pages.search_hints import Call, SearchHints
from generator.text.language import Language
from generator.text.language_codes import ENGLISH

SHEET, CARDS, WALLET, CERTIFICATE, FORM, HANDOUT = "sheet", "cards", "wallet", "certificate", "form", "handout"
"""Layouts of what exists only on paper: each has a style sheet of its name in templates/print/."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A page by its title, and its address below the edition."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunActivity:
    """An activity as a session is run by it. `ends` is in minutes after midnight, or nothing without a timetable."""

    id: str
    title: str
    minutes: int
    how: str
    led_by: str
    ends: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What a trainer runs a session from: its activities and its close, and the break after it, where there is one.

    `room` is the address of what the room sees below the edition, or nothing where participants read nothing.
    """

    title: str
    activities: tuple[RunActivity, ...]
    room: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayPart:
    """A part of a day: when it starts and ends, in minutes after midnight, and its page where it has one."""

    start: int
    end: int
    title: str
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedDay:
    """A day of the next course: its date as year-month-day, its page, what happens when, and what is printed for it.

    `brings` says whether people bring something with them, which its page tells.
    """

    date: str
    title: str
    url: str
    parts: tuple[DayPart, ...]
    packs: tuple[Link, ...] = ()
    brings: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMeta:
    """What is known of a page besides its text. A theme gets what is not empty as `page.meta`, field by field."""

    kind: str = ""
    """The kind of document, or the template of a page that is no document's."""
    kind_title: str = ""
    number: str = ""
    """What people call a procedure by: SOP-03."""
    pdf: str = ""
    """The address of its PDF below the edition."""
    word: str = ""
    """The address of the same to comment on in Word, for pages that have one."""
    version: str = ""
    state: str = ""
    review_by: str = ""
    """The day it has to be looked at again, as year-month-day."""
    review_date: str = ""
    """The same day in words."""
    origin: str = ""
    """Where a document comes from: national, amended or local."""
    report: str = ""
    """The address to report a problem with it to."""
    suggest: str = ""
    """For trainers: the address to suggest a change to it at."""
    place: str = ""
    parts: str = ""
    amend: str = ""
    """The document it is, the ids of its headings that can be changed, with spaces, and the form that does it."""
    asks: str = ""
    """The website that it asks for something when its reader wants it, by its scheme and host."""
    head_title: str = ""
    """Its title where another page has the same."""
    structured: str = ""
    """Facts for search engines, as JSON-LD (schema.org)."""
    day: Link | None = None
    before: Link | None = None
    after: Link | None = None
    """The day of a session, and what comes before and after it or a day: past the ends of a day, the other day."""
    run: Run | None = None
    course: tuple[DatedDay, ...] = ()
    source: str = ""
    group: str = ""
    """Of what exists only on paper: the document or day it is made from, and where it is listed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of an edition: everything the site and print need, and nothing about either.

    `html` is its text; links and pictures in it are written as seen from the page's source path. `meta` is what is
    known of it besides. `entry` is the document's id, or nothing for a page
    that is no document's.
    """

    path: str
    title: str
    description: str
    html: str
    entry: str
    meta: PageMeta
    layout: str = ""
    """How it is laid out where it exists only on paper."""
    for_trainers: bool = False
    """Whether it holds what only trainers read."""

    @property
    def has_download(self) -> bool:
        """Whether it has a PDF of its own, as documents and most of what exists only on paper have."""
        return bool(self.meta.pdf and (self.entry or self.layout))


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A page in the navigation, or a heading with pages below it; `icon` is the name of its picture."""

    title: str
    page: str = ""
    icon: str = ""
    children: tuple["NavItem", ...] = ()


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
    help: tuple[Call, ...]
    """The first number to call, or none."""
    lines: tuple[HelpLine, ...]
    """Who to call, for covers."""
    primary: str
    accent: str
    accent_dark: str
    """Colours of the trust, as `#rrggbb`, or nothing; the last can be read on a dark ground."""
    logo: str
    logo_words: str
    report_to: str
    """Where readers say that something is wrong: an address of mail or of a site, or nothing."""
    repository: str = ""
    """Where the files are kept, for trainers: an address, or nothing."""
    offline: bool = True
    """Whether a device may keep the edition."""
    lang: str = ENGLISH
    way: str = "ltr"
    words: Mapping[str, str] = field(default_factory=dict)
    """The language (BCP 47), its direction, and what the theme says in it, by the sentence in English."""
    sentences: bool = False
    """Whether the scripts' sentences are said otherwise than they stand in them."""


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
    search: SearchHints = field(default_factory=SearchHints)
    """What search knows besides the pages: the words people say, and who to call."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Addresses that pages had before, each with the page's source path now."""
    feed: str = ""
    """What is new, as Atom."""
    rooms: Mapping[str, str] = field(default_factory=dict)
    """What the room sees while a session is run: files of HTML, by their path below the edition."""
    card: Mapping[str, str] = field(default_factory=dict)
    """The card for a phone, in editions that have one: its files, by their path below the edition."""

    language: Language = field(default_factory=Language)
    """What the edition says of itself is said in it."""
    people: int = MOST_PEOPLE
    """How many people what to bring and to print is counted for."""

    @property
    def address(self) -> str:
        """The address of the edition, with a closing slash, or nothing where that of the site is not known."""
        return self.identity.site + self.folder if self.identity.site else ""

    @property
    def beside(self) -> Mapping[str, str]:
        """Every text that stands beside the pages and is made for this edition, by its path below it."""
        return {**self.scripts, **self.rooms, **self.card}
