"""Pages made for their kind, as their readers use them in headless Chromium: by tap, by key, on a given day."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from browsing import DESK, PHONE, serving
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

SESSION = "hillside/trainer/sessions/listening-well/"
MORNING = "2027-01-11T09:40:00"
"""On the day that the course of the small site begins, 10 minutes into its first session."""


@pytest.fixture(scope="module")
def home(built: Callable[[str], Path]) -> Iterator[str]:
    """Serve the small site whose trust gives its look, its dates and where to report, and give its address."""
    with serving(built("at-home")) as server:
        yield server.address


@pytest.fixture
def running(page: Page, home: str) -> Page:
    """Return the page of a session in which the session has just been started, with a clock that stands still."""
    page.clock.install(time=MORNING)
    page.goto(home + SESSION)
    page.clock.pause_at("2027-01-11T09:41:00")
    page.get_by_role("button", name="Start session").click()
    return page


def view(page: Page) -> Locator:
    """Return the view in which a session is run."""
    return page.locator("dialog.hb-run")


def test_a_session_begins_with_its_first_activity(running: Page) -> None:
    """Started, a session shows its first activity: what people see, what the trainer does, its minutes and its end."""
    shown = view(running)

    expect(shown.get_by_role("heading", name="Warm-up")).to_be_focused()
    expect(shown.get_by_role("timer")).to_have_text("10:00")
    expect(shown).to_contain_text("You say your name and one thing you like.")
    expect(shown).to_contain_text("Go first, and keep it light.")
    expect(shown).to_contain_text("Ends at 9:51am. In the timetable: 9:40am.")
    expect(shown).to_contain_text("Next: Listening pairs, 15 minutes")
    assert "Call out the time." not in shown.inner_text()


def test_prompts_are_shown_when_asked_for(running: Page) -> None:
    """Questions to ask and what to watch for are hidden until the trainer asks for them."""
    question = view(running).get_by_text("What helps you to listen?")
    before = question.is_visible()
    view(running).get_by_role("button", name="Show prompts").click()

    assert (False, True) == (before, question.is_visible())


def test_a_session_is_run_by_keys(running: Page) -> None:
    """Arrows go from one activity to another, space stops the clock and Escape leaves for the page."""
    titles = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        running.keyboard.press(key)
        titles.append(view(running).get_by_role("heading", level=2).inner_text())
    running.keyboard.press("Space")
    running.clock.run_for(60_000)
    stopped = view(running).get_by_role("timer").inner_text()
    running.keyboard.press("Escape")

    assert ["Listening pairs", "Closing the session", "Listening pairs"] == titles
    assert "15:00" == stopped
    expect(view(running)).to_be_hidden()
    expect(running.get_by_role("button", name="Go on with the session, part 2 of 3")).to_be_focused()


def test_keys_stay_within_a_running_session(running: Page) -> None:
    """However often Tab is pressed, what is behind the view is never reached."""
    for _ in range(12):
        running.keyboard.press("Tab")
        behind = running.evaluate("document.activeElement.closest('.hb-body, .hb-header') !== null")
        assert not behind


def test_minutes_run_down_by_the_clock_even_asleep(running: Page) -> None:
    """After the machine slept for 4 minutes, 6 of 10 are left; a minute can be added; past the end it says how far."""
    timer = view(running).get_by_role("timer")
    running.clock.fast_forward("04:00")
    shown = [timer.inner_text()]
    view(running).get_by_role("button", name="Add a minute").click()
    shown.append(timer.inner_text())
    running.clock.fast_forward("09:05")

    assert ["6:00", "7:00", "Over by 2:05"] == [*shown, timer.inner_text()]


def test_what_is_said_aloud_is_little(running: Page) -> None:
    """A screen reader hears when a minute is left and when time is up, and no count of seconds."""
    heard = view(running).locator("[aria-live=polite]")
    running.clock.fast_forward("08:00")
    early = heard.inner_text()
    running.clock.fast_forward("01:10")
    late = heard.inner_text()
    running.clock.fast_forward("01:00")

    assert ("", "One minute left.", "Time is up.") == (early, late, heard.inner_text())
    expect(view(running).get_by_role("timer")).to_have_attribute("aria-live", "off")


def test_a_running_session_outlives_a_reload(running: Page) -> None:
    """Loaded again, the page shows the same activity, with the time that has gone by."""
    running.keyboard.press("ArrowRight")
    running.clock.fast_forward("03:00")
    running.reload()

    expect(view(running).get_by_role("heading", name="Listening pairs")).to_be_visible()
    assert "12:00" == view(running).get_by_role("timer").inner_text()


def test_a_finished_session_can_begin_again(running: Page) -> None:
    """After the last activity and the break the view closes and forgets where it was."""
    for _ in range(4):
        running.keyboard.press("ArrowRight")

    expect(running.get_by_role("button", name="Start session")).to_be_focused()
    assert not view(running).is_visible()


def test_peers_have_no_session_to_run(page: Page, home: str) -> None:
    """The peers' page of a session offers nothing to start and holds nothing of what the trainer does."""
    page.goto(home + "hillside/sessions/listening-well/")

    assert 0 == page.get_by_role("button", name="Start session").count()
    assert "Go first, and keep it light." not in page.content()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-01-08T12:00:00", ["Next training day, Monday 11 January 2027: Day 1: Listening"]),
        (
            MORNING,
            [
                "Today: Day 1: Listening",
                "Now, until 10am: Listening well",
                "Next, at 10am: Break",
            ],
        ),
        ("2027-01-11T20:00:00", ["Today: Day 1: Listening", "Today's sessions are over."]),
        ("2027-02-01T12:00:00", []),
    ],
)
def test_home_knows_the_day(page: Page, home: str, now: str, expected: list[str]) -> None:
    """Where a trust gave dates, home says which training day is next or today, and which session is now and next."""
    page.clock.install(time=now)
    page.goto(home + "hillside/")

    expect(page.locator(".hb-today p")).to_have_text(expected)


def test_downloads_know_what_today_needs(page: Page, home: str) -> None:
    """On the morning of a day, trainers find its packs above all other downloads, and the link leads to the file."""
    page.clock.install(time=MORNING)
    page.goto(home + "hillside/trainer/publications/")
    pack = page.locator(".hb-today").get_by_role("link", name="Trainer pack: Day 1: Listening")

    expect(pack).to_have_attribute("href", "../downloads/trainer-pack-day-1.pdf")
    expect(page.locator(".hb-today a").first).to_have_attribute("href", "../programme/day-1/")


def test_home_without_scripts_lists_the_days(browser: Browser, home: str) -> None:
    """Without JavaScript, home lists every day with its date and says nothing of today."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(home + "hillside/")
    days, is_today_shown = page.locator(".hb-days li").all_inner_texts(), page.locator(".hb-today").is_visible()
    context.close()

    assert (["Day 1: Listening\n11 January 2027, 9:30am to 10:45am"], False) == (days, is_today_shown)


def test_national_home_leads_to_every_trusts_editions(page: Page, home: str) -> None:
    """From either national home, each trust's two editions are one tap away."""
    reached = []
    for start in ("", "trainer/"):
        for name in ("Hillside, for peer workers", "Hillside, for trainers"):
            page.goto(home + start)
            page.get_by_role("link", name=name).click()
            reached.append((page.url.removeprefix(home), page.locator("h1").inner_text()))
    expected = [("hillside/", "Small handbook"), ("hillside/trainer/", "Small handbook")]

    assert expected * 2 == reached


def test_a_directory_is_narrowed_by_kind_and_words(page: Page, home: str) -> None:
    """Places are found by what they offer and by their words; the others step aside, and their number is said."""
    page.goto(home + "hillside/resources/starter-pack/")
    places = page.locator(".hb-directory .hb-contact")
    counts = [places.filter(visible=True).count()]
    page.get_by_label("What you look for").select_option("Gardens")
    counts.append(places.filter(visible=True).count())
    page.get_by_label("Words").fill("free lift")
    shown = places.filter(visible=True).all_inner_texts()

    assert [3, 2] == counts
    assert ["Roof garden"] == [each.splitlines()[0] for each in shown]
    expect(page.get_by_role("search", name="Find a place").get_by_role("status")).to_have_text("1 place")


def test_a_word_is_explained_where_it_stands(page: Page, home: str) -> None:
    """The first use of a glossary term opens its meaning by key; Escape closes it and stays at the word."""
    page.set_viewport_size(DESK)  # on a phone the step that has the word is folded
    page.goto(home + "hillside/procedures/first-visit/")
    word = page.locator(".hb-word").first
    word.wait_for()
    words = [each.lower() for each in page.locator(".hb-word").all_inner_texts()]
    word.focus()
    page.keyboard.press("Enter")
    meaning = page.locator(".hb-meaning").inner_text()
    page.keyboard.press("Escape")

    assert sorted(set(words)) == sorted(words)
    assert meaning in (
        "ward: A part of a hospital where people stay. In the glossary",
        "crisis team: A team that visits people at home. In the glossary",
    )
    expect(page.locator(".hb-meaning")).to_have_count(0)
    expect(word).to_be_focused()


def test_a_folded_part_opens_by_key(page: Page, home: str) -> None:
    """The front sheet of a procedure is folded, and opens with Enter."""
    page.goto(home + "hillside/procedures/first-visit/")
    owner = page.locator(".hb-fold").get_by_text("Owner")
    before = owner.is_visible()
    page.locator(".hb-fold summary").focus()
    page.keyboard.press("Enter")

    assert (False, True) == (before, owner.is_visible())


def test_a_problem_is_reported_with_its_page(page: Page, home: str) -> None:
    """The link to report a problem is a mail to the trust with the document, version, edition and address in it."""
    page.goto(home + "hillside/trainer/procedures/first-visit/")
    link = urlparse(page.get_by_role("link", name="Report a problem with this page").get_attribute("href") or "")
    body = parse_qs(link.query)["body"][0].split("\r\n")

    assert ("mailto", "handbook@hillside.example") == (link.scheme, link.path)
    assert [
        "Page: First visit",
        "Document: procedures/first-visit",
        "Version: 0.1",
        "Edition: 2026.11, Hillside, for trainers",
        "Address: https://handbook.hillside.example/hillside/trainer/procedures/first-visit/",
    ] == body[:5]


def test_nobody_is_asked_to_report_where_nobody_reads_it(page: Page, home: str) -> None:
    """An edition that says nowhere to report to has no link for it."""
    page.goto(home + "procedures/first-visit/")

    assert 0 == page.get_by_role("link", name="Report a problem").count()


def test_downloads_say_how_large_they_are(page: Page, home: str) -> None:
    """Each download has its pages and its weight beside it, and so has the button on a document's page."""
    page.goto(home + "hillside/publications/")
    listed = page.locator(".hb-size").all_text_contents()
    page.goto(home + "hillside/procedures/first-visit/")
    listed += page.locator(".hb-size").all_text_contents()

    assert [] == [each for each in listed if not each.startswith(("PDF, ", "Word, ")) or not each.endswith(" KB")]
    assert {"PDF", "Word"} == {each.partition(",")[0] for each in listed}
    assert 3 <= len(listed)


def box_of(locator: Locator) -> FloatRect:
    """Return where something shows on a page, where it must show."""
    box = locator.bounding_box()
    assert box is not None
    return box


def test_the_bar_of_help_stays_low_on_a_phone(page: Page, home: str) -> None:
    """On a phone the bar of help takes less than a tenth of the screen, with every target 24 pixels high."""
    page.goto(home + "hillside/")
    bar = box_of(page.locator(".hb-banner"))
    targets = [box_of(each) for each in page.locator(".hb-help a").all()]

    assert bar["height"] < PHONE["height"] / 10
    assert [] == [each for each in targets if each["height"] < 24]


@pytest.mark.parametrize("path", ["hillside/", "hillside/help-now/", "hillside/trainer/", SESSION, "trainer/"])
def test_no_page_of_ours_is_wider_than_a_phone(page: Page, home: str, path: str) -> None:
    """Nothing makes a phone scroll sideways, and the name in the header is not cut off."""
    page.goto(home + path)
    is_cut_off = page.locator(".hb-title").evaluate("each => each.scrollWidth > each.clientWidth")

    assert (PHONE["width"], False) == (page.evaluate("document.documentElement.scrollWidth"), is_cut_off)


def test_a_wide_table_stands_as_boxes_on_a_phone(page: Page, home: str) -> None:
    """Where letters leave its columns no room, each row is a box whose lines say what they are; else it is a table."""
    page.set_viewport_size(PHONE)
    page.goto(home + "hillside/procedures/first-visit/")
    box = page.locator(".hb-scroll", has_text="What changed")
    expect(box).to_have_class("hb-scroll")
    page.evaluate("document.documentElement.dataset.size = 'largest'")
    expect(box).to_have_class("hb-scroll hb-stacked")
    labels = (
        box.locator("tbody tr").first.locator("td").evaluate_all("cells => cells.map(each => each.dataset.label || '')")
    )

    assert ["", "Date", "By", "What changed"] == labels
    assert not box.evaluate("each => each.scrollWidth > each.clientWidth")


def test_a_picture_that_slides_says_so(page: Page, home: str) -> None:
    """On a phone the picture of a procedure is reached by key, has a name, and a line above it says that it slides."""
    page.set_viewport_size(PHONE)
    page.goto(home + "hillside/procedures/first-visit/")

    expect(page.get_by_role("region", name="The steps in one picture")).to_have_attribute("tabindex", "0")
    expect(page.locator(".hb-wide")).to_have_text("Slide it sideways to see all of it.")


@pytest.mark.parametrize("size", ["larger", "largest"])
def test_large_letters_do_not_lie_over_each_other(page: Page, home: str, size: str) -> None:
    """On a phone with large letters, 999 stays in one piece, and a running session's clock is below what is to be done."""
    page.set_viewport_size(PHONE)
    page.goto(home + SESSION)
    page.evaluate("size => { document.documentElement.dataset.size = size; }", size)
    number = page.locator(".hb-help a[href='tel:999']").bounding_box()
    page.get_by_role("button", name="Start session").click()
    above = view(page).get_by_role("button", name="Show prompts").bounding_box()
    clock = view(page).get_by_role("timer").bounding_box()

    assert number is not None
    assert above is not None
    assert clock is not None
    assert number["height"] < number["width"] * 1.5
    assert above["y"] + above["height"] <= clock["y"]


def test_sessions_of_a_day_lead_to_the_next(page: Page, home: str) -> None:
    """A session names its day, in one edition as in the other."""
    page.goto(home + "hillside/sessions/listening-well/")
    page.get_by_role("navigation", name="Before and after").get_by_role("link", name="Day 1").click()

    assert home + "hillside/programme/day-1/" == page.url


def test_each_heading_leads_to_a_change_of_it(page: Page, home: str) -> None:
    """A trainer goes from a heading to the foot, where the issue and the form are for that very part; peers have neither."""
    page.goto(f"{home}hillside/trainer/procedures/first-visit/")
    page.get_by_role("link", name="Change: Step 1. Peer worker").click()
    box = page.locator("#hb-suggest")
    asked = parse_qs(urlparse(box.get_by_role("link", name="Suggest a change").get_attribute("href") or "").query)
    form = box.get_by_role("link", name="Amend this for our trust").get_attribute("href")

    expect(box.get_by_label("Which part")).to_be_focused()
    expect(box.locator("code")).to_have_text("procedures/first-visit#plan-visit")
    assert ["A change to “First visit”"] == asked["title"]
    assert asked["body"][0].startswith("Place: procedures/first-visit#plan-visit\n")
    assert "https://github.com/hillside-example/handbook/actions/workflows/amend.yml" == form
    page.goto(f"{home}hillside/procedures/first-visit/")
    expect(page.locator(".hb-suggest, .hb-suggest-way")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('{"edition": "2099.01"}', "There is a newer one: edition 2099.01."),
        ('{"edition": "2026.11"}', "This is the newest national edition."),
        ('{"edition": "<b>9"}', "The national website could not be asked."),
    ],
)
def test_the_national_website_is_asked_when_a_trainer_wants_it(page: Page, home: str, answer: str, said: str) -> None:
    """Nothing is asked by itself; asked, the page says whether there is a newer edition, or that nobody answered."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "national.example" in request.url else None)
    page.route(
        "https://national.example/**",
        lambda route: route.fulfill(body=answer, headers={"Access-Control-Allow-Origin": "*"}),
    )
    page.goto(f"{home}hillside/trainer/status/")
    before = list(asked)
    page.get_by_role("button", name="Ask whether there is a newer national edition").click()

    expect(page.locator(".hb-newer [role=status]")).to_contain_text(said)
    assert ([], ["https://national.example/handbook/manifest.json"]) == (before, asked)


@pytest.mark.parametrize("way", ["Copy {}.", " {} ", "typed"])
def test_a_code_is_told_current_or_not(page: Page, home: str, way: str) -> None:
    """A code typed into the box, however it is written, is told current with its title; any other is told not to be."""
    page.goto(f"{home}hillside/trainer/copies/")
    line = page.locator(".hb-copies li").first
    title, _, code = line.inner_text().rpartition(": ")
    looks_like = code.upper().replace("0", "O").replace("1", "l")
    box, said = page.get_by_label("The code at the foot of your page"), page.locator(".hb-filter").get_by_role("status")
    box.fill(looks_like if way == "typed" else way.format(code))

    expect(said).to_have_text(f"This copy is current: {title}.")
    expect(page.locator(".hb-copies li:visible")).to_have_count(1)
    box.fill(code[:3])
    expect(said).to_have_text("")
    expect(line).to_be_visible()
    box.fill(f"{code[:-1]}{'0' if code[-1] != '0' else '1'}")
    expect(said).to_contain_text("No current copy has this code.")
    expect(page.locator(".hb-copies li:visible")).to_have_count(page.locator(".hb-copies li").count())
