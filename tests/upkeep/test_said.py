"""What a form says is written in one command: a change with its base, decisions one by one, records of many at once."""

import pytest
from conftest import Site

from generator.content.yaml_nodes import plain, read

VISIT = "procedures/first-visit"
OWN = f"trusts/hillside/amend/{VISIT}.yml"
WHY = ("--reason", "We visit sooner.")
ON = ("--approved-on", "2026-11-02")


def changes(here: Site) -> list[dict]:
    """Return the changes of the trust to the first visit."""
    path = here.content / OWN
    return plain(read(path, path.name))["changes"] if path.exists() else []


@pytest.mark.parametrize(
    "address",
    [
        f"{VISIT}#steps.plan-visit.within",
        f"https://hillside.example/handbook/trainer/{VISIT}/#steps.plan-visit.within",
        f"content/national/{VISIT}.yml#steps.plan-visit.within",
    ],
)
def test_a_whole_change_is_written_with_its_base(hillside, run, address):
    """Words, reason and approval go into the file with today's base, and check has nothing to say of it."""
    done = run(hillside, "amend", "hillside", address, "--text", "1 working day", *WHY, "--approved-by", "Board", *ON)
    (change,) = [each for each in changes(hillside) if each.get("replace") == "steps.plan-visit.within"]

    assert 0 == done.exit_code, done.output
    assert ("1 working day", "We visit sooner.", "2a548a899c3d") == (change["with"], change["reason"], change["base"])
    assert "Board" == change["approved"]["by"]
    assert [] == [each.rule for each in hillside.check() if each.mark.path.endswith(OWN)]


def test_said_again_it_is_the_same_change_with_other_words(hillside, run):
    """A second word about one place rewrites the change that is there; the national words take it away."""
    place = f"{VISIT}#steps.plan-visit.within"
    for words in ("1 working day", "the same day"):
        run(hillside, "amend", "hillside", place, "--text", words, *WHY)
    there = [each for each in changes(hillside) if each.get("replace") == "steps.plan-visit.within"]
    run(hillside, "amend", "hillside", place, "--text", "2 working days", *WHY)

    assert ["the same day"] == [each["with"] for each in there]
    assert [] == [each for each in changes(hillside) if each.get("replace") == "steps.plan-visit.within"]


def test_said_again_over_another_national_text_the_comment_gives_that_of_today(hillside, run):
    """The national text that stands as a comment above a change is today's once somebody wrote the change anew."""
    place = f"{VISIT}#steps.meet.action"
    run(hillside, "amend", "hillside", place)
    path = hillside.content / OWN
    path.write_text(path.read_text(encoding="utf-8").replace("reason: \n", "reason: Why.\n"), encoding="utf-8")
    hillside.change(f"national/{VISIT}.yml", "action: Meet the person.", "action: Meet them indoors.")
    done = run(hillside, "amend", "hillside", place, "--text", "Meet at the café.", *WHY)
    text = path.read_text(encoding="utf-8")

    assert 0 == done.exit_code, done.output
    assert "    # The national text:\n    #   Meet them indoors.\n    with: " in text
    assert "Meet the person." not in text


def test_an_element_alone_means_its_main_text(hillside, run):
    """What a heading of a page leads to is amended in the field that holds its text."""
    run(hillside, "amend", "hillside", f"https://hb.example/{VISIT}/#meet", "--text", "Meet outside.", *WHY)

    assert ["Meet outside."] == [
        each["with"] for each in changes(hillside) if each.get("replace") == "steps.meet.action"
    ]


def test_a_note_and_a_removal_are_said_too(hillside, run):
    """A note stands beside an element, and an optional field is taken out."""
    noted = run(
        hillside, "amend", "hillside", f"{VISIT}#plan-visit", "--operation", "note", "--text", "Ask Elm House.", *WHY
    )
    taken = run(hillside, "amend", "hillside", f"{VISIT}#steps.plan-visit.within", "--operation", "remove", *WHY)
    found = changes(hillside)

    assert (0, 0) == (noted.exit_code, taken.exit_code), noted.output + taken.output
    assert "Ask Elm House." in [each.get("text") for each in found]
    assert "steps.plan-visit.within" in [each.get("remove") for each in found]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([f"{VISIT}#on-time", "--text", "x", *WHY], "this is no text but has several parts"),
        ([VISIT, "--text", "x", *WHY], "a whole document cannot be amended"),
        ([f"{VISIT}#nowhere", "--text", "x", *WHY], 'has no "nowhere"'),
        ([f"{VISIT}#title", "--text", "x"], "say why you differ"),
        ([f"{VISIT}#title", *WHY], "say what stands there with you"),
        ([f"{VISIT}#title", "--text", "x", *WHY, "--approved-by", "B", "--approved-on", "2090-01-01"], "still to come"),
        ([f"{VISIT}#title", "--operation", "remove", *WHY], "title"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(hillside, run, words, told):
    """Each refusal is a sentence, and the trust's files are as they were."""
    before = (hillside.content / OWN).read_bytes() if (hillside.content / OWN).exists() else None
    done = run(hillside, "amend", "hillside", *words)

    assert 0 != done.exit_code
    assert told in " ".join(done.output.replace("│", " ").split())
    assert before == ((hillside.content / OWN).read_bytes() if (hillside.content / OWN).exists() else None)


def test_one_stale_change_is_answered_and_the_others_are_left(site, run):
    """The answer is for the change it names; a name that nothing is asked about is told with those there are."""
    here = site("stale-amendment")
    listed = run(here, "rebase", "hillside", "--list").stdout
    name = next(line.partition(" (")[0] for line in listed.splitlines() if "#" in line)
    wrong = run(here, "rebase", "hillside", "--choice", "keep", "--change", "procedures/first-visit#title")
    half = run(here, "rebase", "hillside", "--choice", "edit")
    whose = run(here, "rebase", "hillside", "--choice", "edit", "--text", "At once", "--by", "Lead")
    done = run(here, "rebase", "hillside", "--choice", "edit", "--change", name, "--text", "At once", "--by", "Lead")
    path = next((here.content / "trusts/hillside/amend").rglob("*.yml"))

    assert (1, 2, 1, 0) == (wrong.exit_code, half.exit_code, whose.exit_code, done.exit_code), done.output
    assert name in wrong.output
    assert f"name one with --change: {name}" in whose.stdout
    assert "1 decided" in done.stderr
    assert "At once" in path.read_text(encoding="utf-8")
    assert "choice: edit" in (here.content / "trusts/hillside/decisions.yml").read_text(encoding="utf-8")


def test_a_new_text_is_for_the_only_change_that_is_open(site, run):
    """Where one change is asked about, `--choice edit` needs no `--change`; what cannot be edited is no choice."""
    here = site("stale-amendment")
    run(here, "rebase", "hillside", "--keep-all", "--by", "Lead")
    none = run(here, "rebase", "hillside", "--choice", "edit", "--text", "At once", "--by", "Lead")
    here.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 6 working days")
    done = run(here, "rebase", "hillside", "--choice", "edit", "--text", "At once", "--by", "Lead")

    assert (1, 0) == (none.exit_code, done.exit_code), done.output
    assert "no change that is asked about can be edited" in none.stdout
    assert "At once" in (here.content / OWN).read_text(encoding="utf-8")


def test_a_form_names_several_in_one_field(hillside, run):
    """Documents and contacts may stand in one word, with commas or each on its line."""
    done = run(hillside, "approve", "hillside", "procedures,\n sessions/*", "--by", "Board")
    recorded = plain(read(hillside.content / "trusts/hillside/approvals.yml", "approvals.yml"))["approvals"]

    assert 0 == done.exit_code, done.output
    assert {VISIT, "sessions/listening-well"} == {each["document"] for each in recorded}
