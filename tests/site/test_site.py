"""The website: what an engine builds from pages, from the plugin and from a folder, whole and in part."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
from conftest import Site
from PIL import Image

from generator.model.base import Audience
from generator.site.job import SiteError, SiteJob
from generator.site.page_files import page_source
from generator.site.site_engines import build_site
from generator.site.zensical import write_folder

pytestmark = pytest.mark.site


def job(site: Site, engine: str = "mkdocs", audience: Audience = Audience.PEER) -> SiteJob:
    """Return the job of building the national edition of a small site."""
    return SiteJob(
        root=site.root,
        rendered=site.render("", audience),
        pictures=site.edition().assets,
        engine=engine,
        store=site.root / ".cache" / f"{engine}-{audience.value}",
    )


def addresses(folder: Path) -> set[str]:
    """Return the address of every page below a folder."""
    return {path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html")}


class _Links(HTMLParser):
    """Collects what a page links to and the ids it has."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        self.targets += [given[name] or "" for name in ("href", "src") if name in given]


def read(page: Path) -> _Links:
    """Read the links and ids of a page."""
    found = _Links()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def test_both_engines_have_the_same_addresses(site: Callable[..., Site]) -> None:
    """Zensical builds the same pages, at the same addresses, as mkdocs."""
    made = site("trust-amends")

    with_mkdocs = addresses(build_site(job(made)))
    with_zensical = addresses(build_site(job(made, "zensical")))

    rendered = made.render()
    pages = {page.path.removesuffix(".md").removesuffix("index").rstrip("/") or "." for page in rendered.pages}

    assert with_mkdocs == with_zensical
    assert pages | {path.removesuffix("/index.html") for path in rendered.rooms} == with_mkdocs


def test_both_engines_show_the_same_words(site: Callable[..., Site]) -> None:
    """The text of a page's article is the same from either engine."""
    made = site()

    def words(engine: str) -> str:
        html = (build_site(job(made, engine)) / "procedures" / "first-visit" / "index.html").read_text(encoding="utf-8")
        article = html[html.index("<h1") : html.index("</article>")]
        return " ".join(re.sub(r"<[^>]+>", " ", article).replace("¶", "").split())

    assert words("mkdocs") == words("zensical")


def test_both_engines_make_the_same_pages(site: Callable[..., Site]) -> None:
    """Pages of both engines ask for the same files, lead to the same places, have the same ids and write slashes alike."""
    made = site("local-session")

    def where(name: str, target: str) -> str:
        return urljoin(f"https://site/{name}", target).replace("/index.html", "/")

    escaped: list[Path] = []

    def told(engine: str) -> dict[str, tuple[list[str], set[str]]]:
        folder = build_site(job(made, engine, Audience.TRAINER))
        pages = {path.relative_to(folder).as_posix(): read(path) for path in folder.rglob("index.html")}
        escaped.extend(path for path in folder.rglob("*.html") if "&#x2f;" in path.read_text(encoding="utf-8"))
        return {
            name: (sorted(where(name, target) for target in found.targets), found.ids) for name, found in pages.items()
        }

    assert told("mkdocs") == told("zensical")
    assert [] == escaped


def test_every_link_within_the_finished_site_resolves(built: Callable[[str], Path]) -> None:
    """Each link, picture, script and anchor of every page of every edition leads to something that is there."""
    folder = built("trust-amends")
    pages = {path: read(path) for path in folder.rglob("*.html") if path.name != "404.html"}
    broken = []
    for page, found in pages.items():
        here = "https://site/" + page.relative_to(folder).as_posix()
        for target in found.targets:
            address = urlparse(urljoin(here, target))
            if address.netloc != "site" or address.scheme != "https":
                continue
            file = folder / unquote(address.path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            anchored = not address.fragment or address.fragment in pages.get(file, found).ids
            if not file.is_file() or not anchored:
                broken.append(f"{here}: {target}")

    assert len(pages) > 50
    assert [] == broken


def test_nothing_is_fetched_from_elsewhere(built: Callable[[str], Path]) -> None:
    """No page loads a script, style sheet, font or picture from another origin."""
    folder = built("trust-amends")
    loads = re.compile(
        r'<(?:script|img|iframe)\b[^>]*\bsrc="(https?:)?//|<link\b[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href="https?://'
    )
    styles = [path.read_text(encoding="utf-8") for path in folder.rglob("*.css")]

    assert [] == [path.name for path in folder.rglob("*.html") if loads.search(path.read_text(encoding="utf-8"))]
    assert [] == [style[:80] for style in styles if re.search(r"url\(\s*[\"']?https?:", style)]


def test_every_page_names_trust_help_and_status(built: Callable[[str], Path]) -> None:
    """Each page of a trust's edition names the trust and links to help; each document's also its status and its PDF."""
    folder = built("trust-amends") / "hillside"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    aside = {"trainer", "room"}  # what a room sees has no menu
    pages = [path for path in folder.rglob("index.html") if aside.isdisjoint(path.relative_to(folder).parts)]
    documents = [folder / each["page"] / "index.html" for each in manifest["documents"]]

    assert [] == [
        page for page in pages if "Hillside" not in (text := page.read_text(encoding="utf-8")) or "Help now" not in text
    ]
    assert [] == [
        page
        for page in documents
        if "Download as PDF" not in (text := page.read_text(encoding="utf-8")) or "Version " not in text
    ]


def test_what_people_say_is_built_again_when_only_it_changes(site: Callable[..., Site]) -> None:
    """A word added to what people say reaches the search index, though no page says it."""
    made = site("peers-see-no-trainer-text")
    build_site(job(made))
    made.change("national/synonyms.yml", "say: [chat]", "say: [chat, natter]")

    assert "natter" in (build_site(job(made)) / "search" / "index.js").read_text(encoding="utf-8")


def test_both_engines_search_the_same_index(site: Callable[..., Site]) -> None:
    """The search index is the same from either engine, and stands alone: no engine leaves one of its own."""
    made = site()
    folders = [build_site(job(made, engine)) for engine in ("mkdocs", "zensical")]
    with_mkdocs, with_zensical = ((folder / "search" / "index.js").read_bytes() for folder in folders)

    assert with_mkdocs == with_zensical
    assert [] == [path for folder in folders for path in folder.rglob("search*.json")]


def test_a_page_built_again_keeps_the_whole_search_index(site: Callable[..., Site]) -> None:
    """After one page changed, the search index is the same as that of a whole build."""
    made = site()
    build_site(job(made))
    made.change(
        "national/sessions/listening-well.yml", "Listening is most of the work.", "Hearing is most of the work."
    )
    partly = (build_site(job(made)) / "search" / "index.js").read_text(encoding="utf-8")

    whole = replace(job(made), store=made.root / ".cache" / "other")

    assert (build_site(whole) / "search" / "index.js").read_text(encoding="utf-8") == partly
    assert "hearing " in partly


def test_a_new_page_builds_the_whole_site(site: Callable[..., Site]) -> None:
    """When the navigation changes, every page is built again, so that all of them show it."""
    made = site()
    build_site(job(made))
    guide = (made.content / "national/guides/role-description.yml").read_text(encoding="utf-8")
    made.write("national/guides/second-guide.yml", guide.replace("title: Role description", "title: Another guide"))

    beside = (build_site(job(made)) / "guides" / "role-description" / "index.html").read_text(encoding="utf-8")

    assert "Another guide" in beside


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_an_unchanged_site_is_not_built_again(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """A site whose pages are all as they were is given as it stands."""
    made = site()
    first = build_site(job(made, engine))
    monkeypatch.setattr("generator.site.mkdocs.with_mkdocs", pytest.fail)
    monkeypatch.setattr("generator.site.zensical.with_zensical", pytest.fail)

    assert first == build_site(job(made, engine))


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nowhere.md", "index.md has a link to nowhere.md, which is not among the pages"),
        ("guides/nowhere.md#x", "index.md has a link to guides/nowhere.md, which is not among the pages"),
        ("glossary.md#nowhere", "index.md has a link to glossary.md#nowhere, and there is no such place on that page"),
        ("#nowhere", "index.md has a link to index.md#nowhere, and there is no such place on that page"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(site: Callable[..., Site], engine: str, address: str, said: str) -> None:
    """A link to a page, or to a place on one, that is not there stops the build, whichever engine was to build it."""
    made = job(site(), engine)
    home, *others = made.rendered.pages
    broken = replace(home, html=f'{home.html}<p><a href="{address}">Nowhere</a></p>\n')

    with pytest.raises(SiteError) as raised:
        build_site(replace(made, rendered=replace(made.rendered, pages=(broken, *others))))

    assert said == str(raised.value)


def test_zensical_failing_is_an_error_in_its_own_words(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Zensical cannot build, what it said is the problem."""
    made = job(site(), "zensical")
    monkeypatch.setattr("sys.executable", "/bin/false")

    with pytest.raises(SiteError):
        build_site(made)


def test_a_folder_holds_pages_and_settings_for_any_engine(site: Callable[..., Site], tmp_path: Path) -> None:
    """The folder for an engine has its configuration, without our plugin, and every page as Markdown."""
    made = job(site())
    write_folder(made.root, made.rendered, made.pictures, tmp_path / "work")
    config = json.loads((tmp_path / "work" / "mkdocs.yml").read_text(encoding="utf-8"))
    written = {
        path.relative_to(tmp_path / "work" / "docs").as_posix() for path in (tmp_path / "work" / "docs").rglob("*.md")
    }

    assert [{"search": {"enabled": False}}] == config["plugins"]
    assert {page.path for page in made.rendered.pages} == written


def test_front_matter_survives_any_title(site: Callable[..., Site]) -> None:
    """A title with quotes and a colon is one value of the front matter."""
    page = replace(site().render().pages[0], title='A "quoted": title')

    assert 'title: "A \\"quoted\\": title"' == page_source(page).splitlines()[1]


def test_an_odd_edition_has_a_fixed_date_too(site: Callable[..., Site]) -> None:
    """An edition that is no year and month still makes the same bytes on any day."""
    made = job(site())
    odd = replace(made.rendered, identity=replace(made.rendered.identity, edition="spring"))

    sitemap = (build_site(replace(made, rendered=odd)) / "sitemap.xml").read_text(encoding="utf-8")

    assert "<lastmod>1970-01-01</lastmod>" in sitemap or "<urlset" in sitemap


def test_a_site_that_knows_its_address_says_so(site: Callable[..., Site]) -> None:
    """With an address in edition.yml, pages carry the canonical address below it."""
    made = site()
    made.change("national/edition.yml", "licence:", "address: https://example.org/handbook\nlicence:")

    page = (build_site(job(made, audience=Audience.TRAINER)) / "help-now" / "index.html").read_text(encoding="utf-8")

    assert '<link rel="canonical" href="https://example.org/handbook/trainer/help-now/">' in page


def test_a_picture_stands_beside_the_pages(site: Callable[..., Site]) -> None:
    """A picture in the assets folder is part of the site, and the page shows it with its words."""
    made = site()
    (made.content / "national" / "assets").mkdir(exist_ok=True)
    picture = made.content / "national" / "assets" / "leaf.png"
    Image.new("RGB", (3, 2)).save(picture)
    made.change("national/sessions/listening-well.yml", "Then you swap.", "Then you swap. ![A leaf](assets/leaf.png)")

    folder = build_site(job(made))

    assert picture.read_bytes() == (folder / "assets" / "leaf.png").read_bytes()
    assert 'alt="A leaf" src="../../assets/leaf.png"' in (folder / "sessions/listening-well/index.html").read_text(
        encoding="utf-8"
    )


def test_a_trusts_logo_stands_in_the_bar_of_every_page(site: Callable[..., Site]) -> None:
    """Where a trust gives a logo, each page shows it beside the name, without words, since the name says them."""
    made = site("trust-amends")
    folder = made.content / "trusts/hillside/assets"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (30, 20)).save(folder / "leaf.png")
    made.change("trusts/hillside/trust.yml", "nation:", "logo: leaf.png\nnation:")
    rendered = made.render("hillside")
    pictures = made.edition("hillside").assets
    store = made.root / ".cache" / "hillside"
    pages = build_site(SiteJob(root=made.root, rendered=rendered, pictures=pictures, engine="mkdocs", store=store))
    bars = [
        re.search(r'<a class="hb-title".*?</a>', path.read_text(encoding="utf-8"))
        for path in pages.rglob("index.html")
        if path.parent.parent.name != "room"
    ]

    assert len(bars) > 20
    assert all(
        bar and re.search(r'<img class="hb-logo-mark" src="(\.\./)*assets/leaf\.png" alt="">', bar[0]) for bar in bars
    )
