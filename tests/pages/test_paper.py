"""What exists only on paper: what a trainer prints for a day, what a peer worker carries, and what is filled in."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from conftest import TODAY
from pdfs import complaints, opened, paper_of, sheet, words

from generator.changes.edition_reports import reports
from generator.editions.edition import Edition
from generator.editions.publication_plan import plans
from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.pages.page_builder import PageBuilder
from generator.pages.page_rows import slips
from generator.pages.printables import paper
from generator.pages.templates import Templates
from generator.pdf.link import page_count

PLAY = "national/role-plays/first-chat.yml"
PACK = "national/resources/starter-pack.yml"
TRAINER = Audience.TRAINER
PLANS = ("listening-well-quick-plan", "two-trainer-timetable")
CARDS = ("first-chat-cards", "first-chat-observer")
FOR_TRAINERS = ("run-sheet-day-1", "run-sheet-day-2", *PLANS, *CARDS, "materials", "starter-pack-listening-card-sheet")
FOR_ALL = ("starter-pack-listening-card-wallet", "starter-pack-certificate-page", "starter-pack-form")
LAST = ("first-visit-in-short", "who-can-help", "read-and-understood")


def test_trainers_get_every_sheet_and_peers_their_own(site):
    """Run sheets, cards, observer sheets and materials are for trainers; wallet cards, certificates and forms for all."""
    here = site("paper")
    of_trainers = (
        *FOR_TRAINERS,
        *FOR_ALL[:2],
        "starter-pack-marking-guide-wallet",
        FOR_ALL[2],
        *LAST,
        "print-list-day-1",
    )
    expected = ((*FOR_ALL, *LAST), of_trainers)

    assert expected == tuple(tuple(paper_of(here, "hillside", audience)) for audience in Audience)


def test_a_pack_for_both_has_the_trainers_sheets_only_for_them(site):
    """A publication for peers and trainers leaves out of the peers' what only trainers may have."""
    here = site("paper")
    sheets = {f"paper/{name}.md" for name in ("run-sheet-day-1", *CARDS, "materials")}
    expected = {Audience.PEER: set(), Audience.TRAINER: sheets}

    found = {}
    for audience in Audience:
        plan = next(plan for plan in plans(here.edition("", audience)) if plan.name == "trainer-pack-day-1")
        found[audience] = {page for page in plan.pages if page.startswith("paper/")}

    assert expected == found


def test_a_day_has_the_cards_of_its_own_role_plays(site):
    """The pack of a day that no role play is used on has no cards, and its own run sheet."""
    here = site("paper")
    plan = next(plan for plan in plans(here.edition("", TRAINER)) if plan.name == "trainer-pack-day-2")
    expected = ("programme/day-2.md", "paper/run-sheet-day-2.md", "paper/materials.md")

    assert expected == plan.pages


def test_no_sheet_of_the_peers_holds_a_private_brief(site):
    """What only an actor or a trainer may know is on no sheet of the peer edition."""
    here = site("paper")
    private = ("You slept badly", "You nearly did not come", "noisy place", "played as very sad", "Do not collect")
    pages = {name: page.html for name, page in paper_of(here, "hillside").items()}
    expected: list[object] = []

    assert expected == [(name, text) for name, page in pages.items() for text in private if text in page]


@pytest.mark.parametrize("longer", [1, 260])
def test_every_brief_has_a_card_to_cut_out(site, longer):
    """Each role, and each other way to play it, has a card, which no edge of the paper cuts unless it is longer than that."""
    here = site("paper")
    here.change(PLAY, "You slept badly.", f"You slept badly. {'Nobody knows it. ' * longer}")
    pdf = sheet(paper_of(here, "", TRAINER)["first-chat-cards"])
    briefs = ("Nobody knows it", "You nearly did not come", "in a noisy place")
    pages = [[brief for brief in briefs if brief in words(pdf, number)] for number in range(1, page_count(pdf) + 1)]

    assert briefs == tuple(dict.fromkeys(brief for page in pages for brief in page))
    assert (1 if longer == 1 else 2) == len(pages)
    assert [] == [brief for brief in briefs[1:] if sum(brief in page for page in pages) != 1]


def test_a_card_says_how_to_stop_and_whose_it_is(site):
    """Every card of a role has its name, what all may know, its brief, and the word that stops the play."""
    pdf = sheet(paper_of(site("paper"), "", TRAINER)["first-chat-cards"])
    expected = [("The peer worker", "You have 10 minutes.", "You slept badly."), ("Sam", "You have not met", "nearly")]

    for parts in expected:
        text = words(pdf)
        assert [*parts, "Only for you", "Pause"] == [part for part in (*parts, "Only for you", "Pause") if part in text]


def test_a_run_sheet_has_the_day_in_order_on_one_page(site):
    """Each part and each activity stands with its clock time, its minutes and who leads it, on one page."""
    pdf = sheet(paper_of(site("paper"), "hillside", TRAINER)["run-sheet-day-1"])
    lines = (
        "9:30am 30 Listening well",
        "9:30am 10 Warm-up, round Peer trainer",
        "9:40am 15 Listening pairs, pairs Peer trainer and clinical trainer",
        "9:55am 5 Closing the session, whole group",
        "10am 15 Break: tea",
        "10:15am 30 Your trust",
        "10:45am End of the day",
    )
    text = words(pdf)
    expected = (1, sorted(text.index(line) for line in lines))

    assert expected == (page_count(pdf), [text.index(line) for line in lines])


def test_an_observer_sheet_has_all_to_look_for_and_room_on_one_page(site):
    """The longest list allowed fits one page, with a line to write on for each."""
    page = paper_of(site("paper"), "", TRAINER)["first-chat-observer"]
    pdf = sheet(page)
    looked_for = (
        "Says hello",
        "open question",
        "room for an answer",
        "is quiet",
        "happens next",
        "Stops when Sam stops",
    )
    expected: tuple[int, list[str], int] = (1, [], 7)

    missing = [each for each in looked_for if each.lower() not in words(pdf).lower()]
    assert expected == (page_count(pdf), missing, page.html.count("hb-room"))


def test_a_wallet_sheet_has_two_cards_with_the_trusts_number_and_note(site):
    """Two copies of the card, with the trust's name, number and note beside it, fit one page."""
    pdf = sheet(paper_of(site("paper"), "hillside")["starter-pack-listening-card-wallet"])
    text = words(pdf)
    parts = ("Listening card, Hillside Health Board", "01632 960 100", "wait", "01632 960 224")
    expected = (1, [2] * len(parts))

    assert expected == (page_count(pdf), [text.count(part) for part in parts])


def test_a_certificate_is_one_page_across_with_its_spaces(site):
    """A certificate is a single A4 page turned sideways, with its words and a space for each name."""
    pdf = sheet(paper_of(site("paper"), "hillside")["starter-pack-certificate-page"])
    with opened(pdf) as read:
        _, _, width, height = (float(value) for value in read.pages[0].mediabox)
    parts = ("Certificate of taking part", "who took part", "Name", "Trainer, and job title")
    expected: tuple[int, bool, list[str]] = (1, True, [])

    assert expected == (page_count(pdf), width > height, [part for part in parts if part not in words(pdf)])


def fields_of(pdf: bytes) -> list[tuple[str, str, str]]:
    """Return the kind, name and title of each field, as a program that fills in forms finds them."""
    with opened(pdf) as read:
        return [(str(each.FT), str(each.T), str(each.TU)) for each in read.Root.AcroForm.Fields]


def test_a_form_has_a_field_for_each_space_and_tick(site):
    """Every space and every line to tick has a field with a name of its own and the question as its title."""
    expected = [
        ("/Tx", "my-notes_best-bit", "What was best?"),
        ("/Tx", "my-notes_picture", "Draw it."),
        ("/Btn", "before-a-visit_phone-charged", "My phone is charged."),
        ("/Btn", "before-a-visit_ward-knows", "The ward knows I am coming."),
        ("/Btn", "before-a-visit_team-knows", "The crisis team knows I am going."),
        ("/Tx", "certificate_name", "Name"),
        ("/Tx", "certificate_trainer", "Trainer, and job title"),
    ]

    assert expected == fields_of(sheet(paper_of(site("paper"))["starter-pack-form"]))


def test_names_of_fields_have_no_full_stop(site):
    """A full stop in a field's name would make it two fields (ISO 32000-1, 12.7.3.2)."""
    here = site("paper")
    names = [field[1] for name in ("starter-pack-form", LAST[-1]) for field in fields_of(sheet(paper_of(here)[name]))]
    expected: tuple[list[str], int] = ([], len(names))

    assert expected == ([name for name in names if "." in name], len(set(names)))


def test_a_form_has_the_numbers_in_it_and_no_directory(site):
    """A pack's contacts stand in its form with their numbers; its directory, which is not filled in, does not."""
    text = words(sheet(paper_of(site("paper"), "hillside")["starter-pack-form"]))
    expected = [True, True, True, False]

    assert expected == [part in text for part in ("01632 960 003", "01632 960 004", "01632 960 224", "Hill Garden")]


def test_a_question_with_odd_signs_is_the_title_of_its_field(site):
    """Quotation marks, ampersands and emphasis in a question do no harm to its field."""
    here = site("paper")
    here.change(PACK, "ask: What was best?", """ask: 'What was "best" & **why**?'""")
    expected = ("/Tx", "my-notes_best-bit", 'What was "best" & why?')

    assert expected == fields_of(sheet(paper_of(here)["starter-pack-form"]))[0]


def test_the_sign_off_sheet_names_every_procedure_and_its_version(site):
    """Whoever signs ticks and dates each procedure, and names themselves and the coordinator."""
    pdf = sheet(paper_of(site("paper"), "hillside")[LAST[-1]])
    expected = ["name", "job-title", "procedures_first-visit", "procedures_first-visit_date", "signed", "coordinator"]

    assert "SOP-01 First visit, version 0.1" in words(pdf)
    assert "Peer Support Lead" in words(pdf)
    assert expected == [name for _, name, _ in fields_of(pdf)]


def test_without_procedures_there_is_nothing_to_sign(site):
    """An edition with no procedure has no sign-off sheet."""
    here = site("paper")
    (here.content / "national/procedures/first-visit.yml").unlink()
    expected = False

    assert expected == (LAST[-1] in paper_of(here))


@pytest.mark.parametrize("name", [FOR_ALL[0], FOR_ALL[2]])
@pytest.mark.parametrize("target", ["#my-notes", "guides/role-description", "resources/starter-pack#local-places"])
def test_a_link_to_another_page_is_words_on_paper(site, name, target):
    """A text that links to what is not on the sheet is typeset with the words and without the link."""
    here = site("paper")
    here.change(PACK, "- look up", f"- [look up]({target}) or [out](https://example.org/out)")
    pdf = sheet(paper_of(here, "hillside")[name])
    with opened(pdf) as read:
        links = {str(each.A.URI) for page in read.pages for each in page.obj.get("/Annots", ()) if "/A" in each}
    expected = ({"https://example.org/out"}, True)

    assert expected == ({link for link in links if not link.startswith("tel:")}, "look up or out" in words(pdf))


def test_items_of_two_packs_with_one_id_have_sheets_of_their_own(site):
    """Two packs may call an item the same; neither wallet card overwrites the other."""
    here = site("paper")
    text = (here.content / PACK).read_text(encoding="utf-8")
    here.write("national/resources/other-pack.yml", text.replace("title: Starter pack", "title: Other pack"))
    names = [page.meta.pdf for page in here.render("hillside", TRAINER).paper]
    expected: list[object] = []

    assert expected == [name for name, count in Counter(names).items() if count > 1]


def test_an_item_with_its_packs_name_is_not_named_twice(site):
    """A pack of one item with the same id has a short address."""
    here = site("paper")
    text = (here.content / PACK).read_text(encoding="utf-8")
    here.write("national/resources/certificate.yml", text.replace("fillable: true\n", ""))
    expected = True

    assert expected == ("certificate-page" in paper_of(here))


def test_pages_lead_to_their_sheets(site):
    """The page of a role play, a day and a pack has links to what is printed for it; peers have only theirs."""
    here = site("paper")
    pages = [{page.path: page.html for page in here.render("", audience).pages} for audience in Audience]
    wanted = {
        "role-plays/first-chat.md": "first-chat-cards.pdf",
        "programme/day-1.md": "run-sheet-day-1.pdf",
        "publications/index.md": "materials.pdf",
        "resources/starter-pack.md": "starter-pack-form.pdf",
    }
    expected = [[False, True]] * 3 + [[True, True]]

    assert expected == [[f"downloads/{pdf}" in each[path] for each in pages] for path, pdf in wanted.items()]


def test_a_publication_never_takes_the_file_of_a_document(site):
    """A publication named like a document has a file name of its own."""
    here = site("paper")
    text = (here.content / "national/publications/starter-booklet.yml").read_text(encoding="utf-8")
    here.write("national/publications/starter-pack.yml", text)
    paths = [plan.path for plan in plans(here.edition())]
    expected = (True, False, len(paths))

    assert expected == (
        "downloads/starter-pack-book.pdf" in paths,
        "downloads/starter-pack.pdf" in paths,
        len(set(paths)),
    )


def test_what_is_not_what_its_kind_says_has_no_sheet(site):
    """An entry whose model is of another kind has neither cards nor a wallet card."""
    here = site("paper")
    edition = here.edition("", TRAINER)
    guide = edition.entries["guides/role-description"].model
    names = ("role-plays/first-chat", "resources/starter-pack")
    odd = replace(
        edition, entries={**edition.entries, **{name: replace(edition.entries[name], model=guide) for name in names}}
    )
    told = reports(here.library(), odd, (), TODAY)
    expected = ["run-sheet-day-1", "run-sheet-day-2", *PLANS, "materials", *LAST, "print-list-day-1"]

    sheets = paper(PageBuilder.of(odd, Templates(here.root / "templates" / "pages"), told))
    assert expected == [page.path.removeprefix("paper/").removesuffix(".md") for page in sheets]


LAYOUTS = {
    "sheet": "trainer/downloads/run-sheet-day-1.pdf",
    "observer": "trainer/downloads/first-chat-observer.pdf",
    "cards": "trainer/downloads/first-chat-cards.pdf",
    "wallet": "downloads/starter-pack-listening-card-wallet.pdf",
    "certificate": "downloads/starter-pack-certificate-page.pdf",
    "form": "downloads/starter-pack-form.pdf",
    "sign-off": "downloads/read-and-understood.pdf",
    "handbook": "downloads/handbook.pdf",
    "pack": "trainer/downloads/trainer-pack-day-1.pdf",
    "booklet": "downloads/starter-booklet.pdf",
    "pocket": "downloads/starter-pocket.pdf",
    "large-print": "downloads/large-print.pdf",
}


@pytest.mark.site
@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_accessibility_checkers_find_no_error(built, layout):
    """Two independent checkers find no error against PDF/UA-1 in a PDF of each layout."""
    expected: list[object] = []

    assert expected == list(complaints(built("paper") / "hillside" / LAYOUTS[layout]))


@pytest.fixture(scope="module")
def made(real_editions) -> dict[str, tuple[Edition, Rendered]]:
    """Return every real edition for trainers with its pages, by the trust's code."""
    return {edition.code: (edition, rendered) for edition, rendered in real_editions if edition.audience is TRAINER}


@pytest.mark.content
def test_every_real_sheet_that_is_to_be_seen_whole_is_one_page(made):
    """Each day's run sheet, each observer sheet and each certificate of every edition is a single page."""
    pages = [(page.path, page) for _, rendered in made.values() for page in rendered.paper]
    whole = r"run-sheet|-observer\.md|-page\.md"
    single = {page.html: page for path, page in pages if re.search(whole, path) or "hb-one-side" in page.html}
    expected: list[object] = []

    assert len(single) > 30
    assert expected == [(page.path, count) for page in single.values() if (count := page_count(sheet(page))) != 1]


@pytest.mark.content
def test_no_two_real_downloads_have_one_name(made):
    """No document, publication or sheet of the real content takes the file of another, in any edition."""
    expected: dict[object, object] = {}

    found: dict[tuple[str, str], int] = {}
    for code, (_, rendered) in made.items():
        pages = [page.meta.pdf for page in (*rendered.pages, *rendered.paper) if page.has_download]
        names = Counter([*pages, *(plan.path for plan in rendered.plans)])
        found |= {(code, name): count for name, count in names.items() if count > 1}
    assert expected == found


CARRIED = (
    *("crisis_line", "coordinator_phone", "deputy_phone", "out_of_hours_phone", "on_call_manager_phone"),
    *("safeguarding_adults_phone", "safeguarding_children_phone", "local_authority_out_of_hours_phone"),
)
"""The telephone numbers that a peer worker carries; others are for the desk."""


def numbers_of(edition: Edition) -> list[str]:
    """Return every telephone number of an edition that is carried."""
    return [edition.values[name] for name in CARRIED]


@pytest.mark.content
def test_every_real_wallet_card_has_every_number_on_one_page(made):
    """Each trust's wallet card has each number that is carried at least once on each of two cards, on a single page."""
    expected: list[object] = []

    found = []
    for code, (edition, rendered) in made.items():
        if not code:
            continue
        for page in (each for each in rendered.paper if each.layout == "wallet"):
            pdf = sheet(page)
            text = words(pdf)
            found += [(code, number) for number in numbers_of(edition) if text.count(number) not in (2, 4, 6)]
            found += [(code, f"{page_count(pdf)} pages")] if page_count(pdf) != 1 else []

    assert expected == found


@pytest.mark.content
def test_what_is_for_people_who_are_supported_has_no_number_of_staff(made):
    """The workbook ends with who can help: the crisis line, and no number that only people at work call."""
    expected: list[object] = []

    found = []
    for code, (edition, rendered) in made.items():
        workbook = next(plan for plan in rendered.plans if plan.name == "recovery-workbook")
        page = next(page for page in rendered.paper if page.path == workbook.pages[-1])
        lines = [each.how for each in rendered.identity.lines if not each.at_work]
        text = " ".join([page.html, *lines]).replace("\N{NO-BREAK SPACE}", " ")
        found += [(code, name) for name in CARRIED[1:] if code and edition.values[name] in text]
        found += [(code, "no crisis line")] if code and text.count(edition.values["crisis_line"]) < 2 else []
        assert "999" in text

    assert expected == found


@pytest.mark.parametrize(
    ("private", "expected"),
    [
        ("**Kit.** A scarf.\n\n**The peer worker.** A rule.", [("Kit", "A scarf."), ("The peer worker", "A rule.")]),
        (
            "Read this first.\n\n**Kit.** A scarf.\n\nGo quiet.",
            [("", "Read this first."), ("Kit", "A scarf.\n\nGo quiet.")],
        ),
        ("Nobody is **named** here.", [("", "Nobody is **named** here.")]),
    ],
)
def test_a_brief_for_several_is_cut_apart(private, expected):
    """Each role has a slip of its own, so that nobody reads another's brief; what is for all stands first."""
    assert expected == slips(private)


def test_what_is_folded_on_the_site_is_open_on_paper(site):
    """A procedure's PDF has its front sheet, and neither the handle it is folded by nor the jump links."""
    procedure = next(page for page in site().render().pages if page.path == "procedures/first-visit.md")
    said = words(sheet(procedure))

    assert ("Owner Editor" in said, "About this document" in said) == (True, False)
    assert 2 == said.count("On the day")  # in the picture of the steps and above the steps themselves
