"""A trust takes a whole national document out of its edition: it is gone for readers, told with its reason, never silent."""

from collections.abc import Callable

import pytest
from conftest import Site, node_at
from typer.testing import Result

from generator.changes.local_changes import differences
from generator.content.fingerprints import fingerprint
from generator.model.base import Audience
from generator.upkeep.rebase import Choice, questions

PLAY = "role-plays/first-chat"
OWN = f"trusts/hillside/amend/{PLAY}.yml"
SESSION = "trusts/hillside/amend/sessions/listening-well.yml"


def take_out(here: Site, document: str = PLAY, more: str = "", base: str = "") -> None:
    """Write the change that takes a document out."""
    base = base or fingerprint(here.library().national[document].node)
    text = f"amends: {document}\nchanges:\n  - remove: document\n    reason: We play our own.\n    base: '{base}'\n"
    here.write(f"trusts/hillside/amend/{document}.yml", text + more)


def take_out_its_use(here: Site) -> None:
    """Take the role play out of the session that runs it."""
    activity = here.library().national["sessions/listening-well"].model.activities[1]  # type: ignore[attr-defined]
    base = fingerprint_of_use(here)
    text = f"amends: sessions/listening-well\nchanges:\n  - remove: activities.{activity.id}.role_plays\n"
    here.write(SESSION, f"{text}    reason: We play our own.\n    base: '{base}'\n")


def fingerprint_of_use(here: Site) -> str:
    """Return the base of what the session runs."""
    node = here.library().national["sessions/listening-well"].node
    return fingerprint(node_at(node, ("activities", "listening-pairs", "role_plays")))


def own(here: Site) -> list[tuple[str, str]]:
    """Return what is wrong in the trust's own changes, as level and rule."""
    return [(each.level.value, each.rule) for each in here.check() if "/amend/" in each.mark.path]


@pytest.mark.parametrize("audience", list(Audience))
def test_its_readers_have_no_page_of_it(hillside: Site, audience: Audience) -> None:
    """No page, no link to it and no PDF of it is left, and the national edition keeps it."""
    take_out(hillside)
    take_out_its_use(hillside)
    rendered = hillside.render("hillside", audience)
    pages = {page.path: page.html for page in rendered.pages}
    holding = [path for path, html in pages.items() if 'first-chat.md"' in html or "first-chat-" in html]

    assert [] == own(hillside)
    assert not [path for path in pages if path.startswith(PLAY)]
    assert [] == holding
    assert f"{PLAY}.md" in {page.path for page in hillside.render("", Audience.TRAINER).pages}


def test_it_is_told_with_its_reason(hillside: Site) -> None:
    """How the edition differs says that the whole document was taken out, why, and by nobody's leave yet."""
    take_out(hillside)
    take_out_its_use(hillside)
    page = hillside.page("differences.md", "hillside", Audience.TRAINER)
    found = [each for each in differences(hillside.edition("hillside", Audience.TRAINER)) if each.document == PLAY]

    assert [("remove", "the whole document", "We play our own.")] == [
        (each.operation, each.where, each.reason) for each in found
    ]
    assert "<h2>First chat</h2>" in page
    assert "Taken out: the whole document" in page


def test_who_still_needs_it_is_told(hillside: Site) -> None:
    """A session that still runs it stops publishing, and the place is named; so does a link in the trust's own text."""
    take_out(hillside)
    told = [each for each in hillside.check() if each.rule == "taken-out"]
    hillside.write(
        "trusts/hillside/add/guides/ours.yml",
        "title: Ours\nsummary: Ours.\nfront_sheet: {version: '1', status: draft, owner: Lead, review_by: 2027-11-01}\n"
        f"sections:\n  - {{id: one, title: One, text: 'See [the chat]({PLAY}).'}}\n",
    )
    linked = [each for each in hillside.check() if each.rule == "taken-out" and "ours" in each.mark.path]

    assert [("warning", f"content/{OWN}", 3)] == [(each.level.value, each.mark.path, each.mark.line) for each in told]
    assert "sessions/listening-well needs role-plays/first-chat" in told[0].sentence
    assert "content/national/sessions/listening-well.yml:" in told[0].sentence
    assert 1 == len(linked)


@pytest.mark.parametrize(
    ("lock", "rule"), [("lock: extend", "locked"), ("lock: locked", "locked"), ("lock: free", "")], ids=str
)
def test_locks_hold_it(hillside: Site, lock: str, rule: str) -> None:
    """What is locked, or holds a part that is, stays."""
    hillside.change(f"national/{PLAY}.yml", "  - id: by-phone\n", f"  - id: by-phone\n    {lock}\n    lock_reason: x\n")
    take_out(hillside)
    take_out_its_use(hillside)

    assert ([("error", rule)] if rule else []) == own(hillside)
    assert bool(rule) == (PLAY in hillside.edition("hillside").entries)


def test_nothing_else_can_be_changed_in_it(hillside: Site) -> None:
    """A change to what goes as a whole would be lost silently, so it is told."""
    take_out(hillside, more="  - replace: title\n    with: Ours\n    reason: x\n    base: " + "0" * 12 + "\n")

    assert ("error", "amended-twice") in own(hillside)


def test_lists_that_the_program_needs_cannot_go(hillside: Site) -> None:
    """A programme or a glossary is no document that can be left out."""
    take_out(hillside, "glossary")
    take_out(hillside, "programmes/core")

    assert [("error", "unknown-target")] * 2 == own(hillside)


def test_a_new_national_text_is_asked_about(hillside: Site) -> None:
    """Whoever left a document out is asked again when it says something else; to take it brings it back."""
    take_out(hillside)
    take_out_its_use(hillside)
    hillside.change(f"national/{PLAY}.yml", "You practise a first meeting.", "You practise two meetings.")
    asked = questions(hillside.library(), "hillside")

    assert [("warning", "stale-amendment")] == own(hillside)
    assert [(PLAY, "document", "remove")] == [(each.document, each.address, each.place.operation) for each in asked]
    assert Choice.EDIT not in asked[0].choices


def test_what_it_alone_delivered_is_told(hillside: Site) -> None:
    """A session that goes takes with it what it delivered, and that is told where it was taken out."""
    take_out(hillside, "sessions/listening-well")
    rules = own(hillside)

    assert ("warning", "taken-out") in rules
    assert "uncovered-component" in {rule for _, rule in rules}


def test_the_command_writes_it(hillside: Site, run: Callable[..., Result]) -> None:
    """`amend --operation remove` without a place takes out the whole, and `explain` names who did."""
    said = ("--operation", "remove", "--reason", "We play our own.")
    done = run(hillside, "amend", "hillside", PLAY, *said)
    told = run(hillside, "explain", PLAY)
    written = (hillside.content / OWN).read_text(encoding="utf-8")

    assert 0 == done.exit_code, done.stdout
    assert "  - remove: document\n    reason: We play our own.\n" in written
    assert "taken out document" in told.stdout
    assert [("warning", "taken-out")] == own(hillside)
