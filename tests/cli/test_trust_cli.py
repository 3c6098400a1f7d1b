"""The commands for those who keep an edition: what they print, the exit code they leave, and what they write."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Site
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from generator.cli import main, terminal
from generator.content.records import records
from generator.content.yaml_nodes import plain, read
from generator.upkeep.rebase import questions

PROCEDURE = "procedures/first-visit"
OWN = "trusts/hillside/amend/procedures/first-visit.yml"
LOWSIDE = ("--name", "Lowside", "--nation", "wales", "--pathways", "ward, ward", "--coordinator", "Lead")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that runs a command with someone at the terminal, who types these lines."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def at(here: Site, *words: str, typed: str) -> str:
        monkeypatch.setattr(terminal, "ROOT", here.root)
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        main.app(list(words), standalone_mode=False)
        return capsys.readouterr().out

    return at


def changes(here: Site, path: str = OWN) -> list[dict]:
    """Return the changes of an amendment file as they are read."""
    listed: list[dict] = plain(read(here.content / path, path))["changes"]
    return listed


def approve_all(here: Site) -> None:
    """Make every national document approved, with each decision made."""
    for path in (here.content / "national").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("status: draft", "status: approved").replace("status: in review", "status: approved")
        path.write_text(text.replace("by: Test group}", "by: Test group, on: 2026-11-01}"), encoding="utf-8")


def test_a_trust_begins_amends_approves_and_goes_live(site, run):
    """From an empty folder to an edition that is ready, each command says what comes next, and nothing is missed."""
    here = site()
    approve_all(here)
    made = run(here, "new", "trust", "lowside", *LOWSIDE)
    assert (0, 1) == (made.exit_code, run(here, "check", "lowside").exit_code)
    assert (
        "Made content/trusts/lowside/trust.yml and content/trusts/lowside/values.yml. ./handbook check" in made.stderr
    )
    values = here.content / "trusts/lowside/values.yml"
    text = values.read_text(encoding="utf-8").replace("crisis_line: #", "crisis_line: 0300 123 4567 #")
    values.write_text(text.replace("team_base: #", "team_base: Elm House #"), encoding="utf-8")
    assert "READY to go live" in run(here, "status", "lowside").stdout
    amended = run(here, "amend", "lowside", f"{PROCEDURE}#steps.meet.who")
    assert 0 == amended.exit_code
    assert f"at the end of content/trusts/lowside/amend/{PROCEDURE}.yml (line 8)" in amended.stderr
    assert 1 == run(here, "status", "lowside").exit_code
    here.change(f"trusts/lowside/amend/{PROCEDURE}.yml", "reason: \n", "reason: We do.\n")
    here.change(f"trusts/lowside/amend/{PROCEDURE}.yml", 'with: "Peer worker"', 'with: "A peer worker"')
    approved = run(here, "approve", "lowside", PROCEDURE, "--by", "Board", "--version", "1.0")
    ready = run(here, "status", "lowside")

    assert "Recorded in content/trusts/lowside/approvals.yml.\n" == approved.stderr
    assert (0, True) == (ready.exit_code, "edition 2026.11: READY to go live." in ready.stdout)
    here.change(f"trusts/lowside/amend/{PROCEDURE}.yml", 'with: "A peer worker"', 'with: "Two peer workers"')
    assert (0, True) == (
        run(here, "check", "lowside", "--strict").exit_code,
        "  - 1 document is not fully signed off" in run(here, "status", "lowside").stdout,
    )


def test_new_asks_for_what_it_was_not_told(site, run):
    """Without options, the trust's name, nation, pathways and coordinator are asked for, with what most would say."""
    here = site()
    result = run(here, "new", "trust", "asked", typed="Asked Trust\nscotland\n\n\n")
    trust = here.library().trusts["asked"].trust

    assert 0 == result.exit_code
    assert ("Asked Trust", "scotland", 2, "Peer Worker Coordinator") == (
        trust.name,
        trust.nation,
        len(trust.pathways),
        trust.coordinator,
    )


@pytest.mark.parametrize(("typed", "expected"), [
    ("Asked Trust\nEnglnd\nboth\nLead\n", ("Asked Trust", "england", 2, "Lead")),
    ("Asked Trust\nnorthern ireland\nCrisis Team\nLead\n", ("Asked Trust", "northern-ireland", 1, "Lead")),
    ("\n  \nAsked Trust\nfrance\nMars\nWales\nmoon\nward and crisis-teams\nLead\n", ("Asked Trust", "wales", 2, "Lead")),
    ("<b>\nAsked Trust\nscotland\nwards\n<i>\nLead\n", ("Asked Trust", "scotland", 1, "Lead")),
])  # fmt: skip
def test_a_wrong_answer_is_asked_for_again(site, run, typed, expected):
    """A slip in one answer loses none of the others: near spellings are taken, and what cannot be read is asked again."""
    here = site()
    result = run(here, "new", "trust", "asked", typed=typed)
    trust = here.library().trusts["asked"].trust

    assert 0 == result.exit_code, result.stderr
    assert expected == (trust.name, trust.nation, len(trust.pathways), trust.coordinator)


def test_nothing_is_asked_about_a_trust_that_cannot_be_made(site, run):
    """A code that cannot be one, or that is there already, is told before the first question."""
    here = site("trust-amends")
    results = [run(here, "new", "trust", code, typed="") for code in ("hillside", "Not a code", "trainer")]

    assert [1, 1, 1] == [each.exit_code for each in results]
    assert not any("The trust's name" in each.stdout + each.stderr for each in results)


def test_a_new_trust_may_lie_elsewhere(site, run, tmp_path_factory):
    """With --trust the folder is made there, its files name their schemas from there, and check reads it."""
    here = site()
    outside = tmp_path_factory.mktemp("elsewhere") / "lowside"
    made = run(here, "new", "trust", "lowside", "--trust", str(outside), *LOWSIDE)
    schema = (outside / "trust.yml").read_text(encoding="utf-8").partition("$schema=")[2].partition("\n")[0]
    another = run(here, "new", "trust", "upside", "--trust", str(outside.with_name("other")), *LOWSIDE)

    assert 0 == made.exit_code, made.stderr
    assert not (here.content / "trusts").exists()
    assert here.root / "schemas" / "trust.json" == (outside / schema).resolve()
    assert "missing-local-value" in run(here, "check", "lowside", "--trust", str(outside)).stdout
    assert (1, True) == (another.exit_code, "must be called as it is" in another.stdout)


@pytest.mark.parametrize("kind", ["session", "role-play", "resource", "procedure"])
@pytest.mark.parametrize(("words", "folder"), [((), "national"), (("--for", "hillside"), "trusts/hillside/add")])
def test_new_makes_a_document_that_check_accepts(site, run, kind, words, folder):
    """A new document stands where it was asked for, and check has only warnings about it."""
    here = site("trust-amends")
    result = run(here, "new", kind, "our-own", *words)

    assert (
        f"Made content/{folder}/{kind}s/our-own.yml. ./handbook check tells what is still missing.\n" == result.stderr
    )
    assert 0 == run(here, "check").exit_code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "session", "listening-well"), "content/national/sessions/listening-well.yml:1:1: error: this file is"),
        (("new", "session", "first-visit"), "first-visit has this file name"),
        (("new", "session", "Our own"), 'this one has the capital letter "O" [file-name]'),
        (("new", "session", "own", "--for", "nowhere"), 'error: there is no trust "nowhere" [unknown-trust]'),
        (("new", "session", "own", "--for", "national"), 'error: "national" is the national edition and no trust'),
        (("new", "trust", "hillside", *LOWSIDE), "content/trusts/hillside:1:1: error: this trust has a folder already"),
        (("new", "trust", "Low side", *LOWSIDE), 'error: "Low side" cannot be a trust\'s code [trust-code]'),
        (("amend", "national", f"{PROCEDURE}#purpose"), 'error: "national" is the national edition and no trust'),
        (("amend", "nowhere", f"{PROCEDURE}#purpose"), 'error: there is no trust "nowhere"'),
        (("amend", "hillside", f"{PROCEDURE}#steps.meat"), 'hint: did you mean "steps.meet"?'),
        (("amend", "hillside", f"{PROCEDURE}#leave-word"), "[locked]\n  hint: it cannot be changed locally"),
        (("amend", "hillside", "programmes/cor#start"), 'hint: did you mean "programmes/core"?'),
        (("amend", "hillside", "#"), 'error: there is no national document ""'),
        (("amend", "hillside", PROCEDURE), "error: a whole document cannot be amended"),
        (("approve", "hillside", "procedures/first", "--by", "B", "--version", "1"), "[unknown-target]"),
        (("approve", "national", PROCEDURE, "--by", "B", "--version", "1"), "is the national edition and no trust"),
        (("diff", "national"), "is the national edition and no trust"),
        (("diff", "nowhere"), 'error: there is no trust "nowhere"'),
        (("rebase", "national"), "is the national edition and no trust"),
        (("rebase", "nowhere"), 'error: there is no trust "nowhere"'),
        (("status", "nowhere"), 'error: there is no trust "nowhere"'),
        (("explain", "nothing"), 'error: there is no national document "nothing"'),
        (("explain", f"{PROCEDURE}#nothing"), f'error: {PROCEDURE} has no "nothing"'),
        (("release", "soon"), 'error: "soon" is not a year and a month'),
    ],
)
def test_what_cannot_be_done_is_said(site, run, words, said):
    """A name that leads nowhere, or a change that may not be made, is a problem in a sentence and never a traceback."""
    here = site("trust-amends")
    before = {path: path.read_bytes() for path in here.content.rglob("*.yml")}
    result = run(here, *words)

    code = 2 if "no trust" in said else 1  # an unknown trust is a wrong command; the content need not be wrong
    assert (code, True) == (result.exit_code, said in result.stdout)
    assert before == {path: path.read_bytes() for path in here.content.rglob("*.yml")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "poem", "own"), "'poem' is not one of"),
        (("new", "trust", "low", *LOWSIDE[:2], "--nation", "france"), '"france" is none of england, wales'),
        (("new", "trust", "low", *LOWSIDE[:4], "--pathways", "ward,moon"), '"moon" is none of ward, crisis-team'),
        (("amend", "hillside", f"{PROCEDURE}#purpose", "--operation", "bend"), "'bend' is not one of"),
        (("approve", "hillside", PROCEDURE, "--by", "B", "--version", "1", "--on", "soon"), '"soon" is no day'),
        (("approve", "hillside", PROCEDURE, "--by", "B", "--version", "1", "--review-by", "31/12/2027"), "is no day"),
        (("rebase", "hillside", "--list", "--keep-all"), "give one of --list"),
        (("rebase", "hillside", "--take-all", "--decline-all"), "give one of --list"),
        (("status", "hillside", "--format", "xml"), "'xml' is not one of"),
    ],
)
def test_a_command_that_cannot_be_understood_exits_2(site, run, words, said):
    """An option with a word it cannot have is told with those it can, and nothing is written."""
    here = site("trust-amends")
    result = run(here, *words)

    assert (2, True) == (result.exit_code, said in result.stderr)
    assert not (here.content / "trusts/hillside/approvals.yml").exists()


def test_approve_takes_the_days_it_is_told(site, run):
    """The day of an approval and of its review are those given; left out, they are today, and a year and a month on."""
    here = site("trust-amends")
    words = ("approve", "hillside", PROCEDURE, "--by", "Board", "--version", "1")
    run(here, *words, "--on", "2026-11-02", "--review-by", "2028-11-02")
    run(here, *words)
    first, second = plain(read(here.content / "trusts/hillside/approvals.yml", "a.yml"))["approvals"]
    today = date.today()

    assert ("2026-11-02", "2028-11-02") == (first["on"], first["review_by"])
    assert 365 + 28 <= (date.fromisoformat(second["review_by"]) - today).days <= 366 + 31


def test_approve_asks_who_approved(site, run):
    """Who approved and which version are asked for where they are not said."""
    here = site("trust-amends")
    result = run(here, "approve", "hillside", PROCEDURE, typed="Board\n\n")
    ((approval, _),) = records(here.library().trusts["hillside"].records).approvals

    assert (0, "Board", "1.0") == (result.exit_code, approval.by, approval.version)


def test_status_of_every_edition_exits_1_until_all_are_ready(site, run):
    """Without a code, every edition is told; one that is not ready is enough to exit 1."""
    here = site("trust-amends")
    approve_all(here)
    ready = run(here, "status")
    (here.content / "trusts/hillside/values.yml").unlink()
    result = run(here, "status")

    assert (0, 1, 0) == (ready.exit_code, result.exit_code, run(here, "status", "national").exit_code)
    assert "READY to go live.\nTrusts cannot ask" in result.stdout
    assert "\n\nHillside Health Board, edition 2026.11: NOT READY to go live." in result.stdout


def test_status_gives_json(site, run):
    """One edition is an object, and all of them are a list."""
    here = site("trust-amends")
    one = json.loads(run(here, "status", "hillside", "--format", "json").stdout)
    every = json.loads(run(here, "status", "--format", "json").stdout)

    assert ("hillside", False, ["", "hillside"]) == (one["trust"], one["ready"], [each["trust"] for each in every])


def test_diff_and_overview_give_text_and_json(site, run):
    """What is local is told to people and to programs."""
    here = site("trust-amends")

    assert "15 local differences.\n" in run(here, "diff", "hillside").stdout
    assert 15 == len(json.loads(run(here, "diff", "hillside", "--format", "json").stdout))
    assert "15 national texts are changed by trusts.\n" in run(here, "overview").stdout
    assert 15 == len(json.loads(run(here, "overview", "--format", "json").stdout))


def test_explain_tells_of_a_text(site, run):
    """A text is explained by the anchor of its page alone."""
    result = run(site("trust-amends"), "explain", f"{PROCEDURE}#meet")

    assert (0, True) == (result.exit_code, result.stdout.startswith(f"{PROCEDURE}#steps.meet\n"))


def test_release_says_where_the_ledger_is(site, run):
    """A release names its edition, and what to commit."""
    result = run(site(), "release", "2026.12")

    assert "Edition 2026.12 is written to content/national/editions/2026.12.json. Commit it" in result.stderr


def test_rebase_lists_and_changes_nothing(site, run):
    """A list has each change whose national text moved, and leaves every file as it is."""
    here = site("stale-amendment")
    before = (here.content / OWN).read_bytes()
    result = run(here, "rebase", "hillside", "--list")

    assert (0, True) == (result.exit_code, result.stdout.endswith("3 to decide.\n"))
    assert f"{PROCEDURE}#steps.meet.who (replace)\n  at content/{OWN}:3\n" in result.stdout
    assert before == (here.content / OWN).read_bytes()


def test_rebase_lists_new_names_and_what_was_put_off(site, run):
    """A list has the names that changed, and says of a change that was put off that it was."""
    renamed = run(site("renamed"), "rebase", "hillside", "--list").stdout

    assert "guides/our-role.yml:1: guides/our-role is now called guides/role-description\n" in renamed
    assert renamed.endswith("0 to decide.\n")


def test_rebase_lists_what_was_put_off(site, run):
    """What was put off is listed as such, until the next edition asks again."""
    here = site("stale-amendment")
    result = run(here, "rebase", "hillside", "--decline-all")

    assert "3 decided. hillside now works from edition 2026.11.\n" == result.stderr
    assert 3 == run(here, "rebase", "hillside", "--list").stdout.count("Put off until the next edition.")


@pytest.mark.parametrize(("option", "left"), [("--keep-all", 3), ("--take-all", 0)])
def test_rebase_decides_all_alike(site, run, option, left):
    """Keeping all keeps every local text over today's national one, and taking all lets every one go."""
    here = site("stale-amendment")
    result = run(here, "rebase", "hillside", option)

    assert "3 decided. hillside now works from edition 2026.11.\n" == result.stderr
    assert left == (len(changes(here)) if left else int((here.content / OWN).exists()))
    assert "No problems.\n" == run(here, "check", "hillside").stdout


def test_rebase_follows_new_names(site, run):
    """New names are written into the trust's files, which move to where they belong."""
    here = site("renamed")
    result = run(here, "rebase", "hillside")

    assert "Renamed guides/our-role to guides/role-description in content/trusts/hillside/amend" in result.stderr
    assert "No problems.\n" == run(here, "check", "hillside").stdout


def test_rebase_leaves_what_cannot_be_decided_alike(site, run):
    """A change to a text that is gone cannot be kept, and is left for a person, who has not adopted the edition."""
    here = site("removed-document")
    result = run(here, "rebase", "hillside", "--keep-all")

    assert "0 decided, 1 left:" in result.stderr
    assert "edition" not in (here.content / "trusts/hillside/trust.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("choice", ["keep", "decline"])
def test_rebase_says_what_can_be_done_about_a_text_that_is_gone(site, run, choice, named):
    """To keep what stands over no text is refused, with what can be done; nothing is written."""
    here = site("removed-document")
    (asked,) = questions(here.library(), "hillside")
    about = ("--change", f"{asked.document}#{asked.address}") if named else ()
    result = run(here, "rebase", "hillside", "--choice", choice, *about, "--by", "Lead")
    taken = run(here, "rebase", "hillside", "--choice", "take", *about, "--by", "Lead")

    assert 1 == result.exit_code
    assert "the national text is gone: only take" in result.stdout
    assert "1 decided" in taken.stderr


def test_rebase_with_nobody_to_ask_decides_nothing(site, run):
    """Without a terminal and without an option, each change is shown and none decided."""
    result = run(site("stale-amendment"), "rebase", "hillside")

    assert (0, True) == (result.exit_code, "0 decided, 3 left:" in result.stderr)
    assert 3 == result.stdout.count("  Ours:\n")


def test_rebase_asks_about_each_change(site, ask, monkeypatch):
    """At a terminal each change is asked about; a wrong word is asked again, and an edited text is written down."""
    monkeypatch.setenv("EDITOR", "sed -i s/Fridays/Sundays/")
    here = site("stale-amendment")
    ask(here, "rebase", "hillside", "--by", "The lead", typed="burn\nkeep\nedit\nskip\n")
    first, second, third = changes(here)

    assert ("4285a7ce12b0", "Not on Sundays.", "0123456789ab") == (first["base"], second["text"], third["base"])
    decisions = [each for each, _ in records(here.library().trusts["hillside"].records).decisions]
    assert [("keep", "The lead"), ("edit", "The lead")] == [(each.choice, each.by) for each in decisions]


def test_rebase_passes_over_an_edit_that_was_given_up(site, ask, monkeypatch):
    """Whoever leaves the editor without a change has decided nothing."""
    monkeypatch.setenv("EDITOR", "true")
    here = site("stale-amendment")
    before = (here.content / OWN).read_bytes()
    ask(here, "rebase", "hillside", "--by", "The lead", typed="edit\nedit\nskip\n")

    assert before == (here.content / OWN).read_bytes()


def test_a_trust_that_lies_elsewhere_is_amended_there(site, run, tmp_path_factory):
    """Commands take a trust's folder outside the repository, and show it with its whole path."""
    here = site("trust-amends")
    outside = tmp_path_factory.mktemp("elsewhere") / "hillside"
    (here.content / "trusts/hillside").rename(outside)
    result = run(here, "amend", "hillside", "guides/role-description#introduction", "--trust", str(outside))

    assert f"at the end of {outside}/amend/guides/role-description.yml" in result.stderr
    assert "15 local differences." in run(here, "diff", "hillside", "--trust", str(outside)).stdout


def test_a_broken_file_is_shown_where_it_is(site, run):
    """A command that meets a file it cannot add to names the file and the place, and has no traceback."""
    here = site("trust-amends")
    path: Path = here.write(f"trusts/hillside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges: []\n")
    result = run(here, "amend", "hillside", f"{PROCEDURE}#purpose")

    assert (1, True) == (result.exit_code, f"{path.name}:" in result.stdout)


def test_every_command_for_trusts_has_help_with_an_example():
    """--help of each command explains it and gives an example."""
    group = get_command(main.app)
    assert isinstance(group, TyperGroup)
    names = sorted(set(group.commands) - {"build", "check", "serve", "schema", "test"})
    helps = {name: CliRunner().invoke(main.app, [name, "--help"]).stdout for name in names}

    assert {"status", "diff", "overview", "explain", "amend", "approve", "new", "release", "rebase"} <= set(helps)
    assert [] == [name for name, text in helps.items() if "Example: ./handbook" not in text]
