"""Workflows with a form, run step by step as their files say: each writes with one command and makes a pull request."""

from pathlib import Path

import pytest
from copies import BRANCH, git, handed_on, write
from hosted import Run
from test_fork import OWN
from test_workflows import Weekly, begun, second_week, weekly

from generator.upkeep.weekly_job import main

__all__ = ["begun", "second_week", "weekly"]

VISIT = "procedures/first-visit"


def fill_in(weekly: Weekly, workflow: str, /, **form: str) -> Run:
    """Start a workflow by its form."""
    return Run(weekly.host, f"{workflow}.yml", {}, form={"code": "millbank", **form})


def test_a_change_is_written_and_asked_for(weekly: Weekly, tmp_path: Path) -> None:
    """A person types a place, words and a reason; a request holds the change with its base, and says what readers see."""
    sly = f"Pairs $(touch {tmp_path}/sly) `touch {tmp_path}/sly` \"; touch {tmp_path}/sly; '"
    address = f"https://hb.example/trainer/{VISIT}/#steps.meet.who"
    run = fill_in(weekly, "amend", address=address, text=sly, reason="--help @everyone")
    (request,) = weekly.host.requests()
    text = git(weekly.origin, "show", f"{request['branch']}:{OWN}/amend/{VISIT}.yml")

    assert ["success", "success"] == [job.result for job in run.jobs.values()], run.jobs["write"].log
    assert request["branch"].startswith("review/amend-https-hb-example")
    assert "$(touch" in text
    assert "--help @everyone" in text
    assert "{+Pairs" in request["body"]
    assert "@everyone" not in request["body"].partition("```")[0]
    assert not (tmp_path / "sly").exists()
    assert [f"{OWN}/amend/{VISIT}.yml"] == git(
        weekly.origin, "diff", "--name-only", "main", request["branch"]
    ).splitlines()


def test_what_cannot_be_written_makes_no_request(weekly: Weekly) -> None:
    """A place that is not there fails the first job with a sentence, and nothing is pushed."""
    run = fill_in(weekly, "amend", address=f"{VISIT}#nowhere", text="x", reason="We do.")

    assert ["failure", "skipped"] == [job.result for job in run.jobs.values()]
    assert 'has no "nowhere"' in run.jobs["write"].log
    assert [] == weekly.host.requests()


def test_a_trust_is_begun_documents_are_approved_and_contacts_called(weekly: Weekly) -> None:
    """A form begins a folder that was not there; others record an approval of a whole kind, and a call to a contact."""
    begun = fill_in(weekly, "begin-trust", code="elmside", name="Elmside Trust")
    approved = fill_in(weekly, "approve", documents="procedures, guides/*", by="Board")
    called = fill_in(weekly, "confirm", contacts="any-hour", by="Peer Lead")
    ratified = fill_in(weekly, "approve", documents="procedures", by="Board", decision="ratified")
    wrong = fill_in(weekly, "approve", documents="procedures", by="Board", decision="ratifed")
    one, two, three, four = weekly.host.requests()

    assert {"success"} == {job.result for run in (begun, approved, called, ratified) for job in run.jobs.values()}
    assert 'event: "ratified"' in git(weekly.origin, "show", f"{four['branch']}:{OWN}/signatures.yml")
    assert ("failure", "skipped") == (wrong.jobs["write"].result, wrong.jobs["ask"].result)
    assert "signposting.any-hour" in git(weekly.origin, "show", f"{three['branch']}:{OWN}/confirmations.yml")
    assert "Elmside Trust" in git(weekly.origin, "show", f"{one['branch']}:content/trusts/elmside/trust.yml")
    assert "crisis_line" in git(weekly.origin, "show", f"{one['branch']}:content/trusts/elmside/values.yml")
    assert VISIT in git(weekly.origin, "show", f"{two['branch']}:{OWN}/approvals.yml")
    assert "Decided, approved: procedures, guides/*" == two["title"]


def test_national_changes_are_answered_on_the_branch_that_waits(second_week: Weekly) -> None:
    """The answer goes into a request for the branch of the national edition, on top of what is there."""
    run = fill_in(second_week, "decide", by="Peer Lead")
    (request,) = [each for each in second_week.host.requests() if each["branch"].startswith("review/")]

    assert {"success"} == {job.result for job in run.jobs.values()}, run.jobs["write"].log
    assert BRANCH == request["base"]
    assert "choice: keep" in git(second_week.origin, "show", f"{request['branch']}:{OWN}/decisions.yml")
    assert second_week.tip(BRANCH) == git(second_week.origin, "rev-parse", f"{request['branch']}^")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a repository with a trust's folder and nothing else."""
    write(tmp_path, {f"{OWN}/trust.yml": "name: Millbank\n", "README.md": "Words.\n"})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Begin")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "mode"), [("NEWS.md", "100644"), (f"{OWN}/run", "100755"), (f"{OWN}/link.yml", "120000")]
)
def test_a_change_to_anything_but_plain_files_of_trusts_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: str, mode: str
) -> None:
    """What an unread program hands on can reach no other file, no program and no link."""
    patch = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+/etc/passwd\n"
    monkeypatch.setenv("CHANGE", patch)
    code = main(["request-change", "--title", "Sly"], here)

    assert 1 == code
    assert f"and not {path}" in capsys.readouterr().err
    assert "" == git(here, "status", "--porcelain")


@pytest.mark.parametrize(
    ("base", "told"), [("--upload-pack=x", "is the name of no branch"), ("no", "There is no branch no")]
)
def test_a_branch_is_named_as_one(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], base: str, told: str
) -> None:
    """The name of a branch can be no option of git, and one that is not there is told."""
    monkeypatch.setenv("CHANGE", "x")

    assert 1 == main(["request-change", "--title", "T", f"--base={base}"], here)
    assert told in capsys.readouterr().err


def test_a_text_is_handed_on_as_long_as_a_machine_takes_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that could end its own early, and that is too long, arrives as its beginning, with whole letters."""
    output = here / "output"
    (here / "text.txt").write_text("news<<END\nEND\n" + "\u0626" * 60_000, encoding="utf-8")
    monkeypatch.setenv("GITHUB_OUTPUT", str(output))
    code = main(["hand-on", "news", str(here / "text.txt")], here)
    found = handed_on(output)["news"]

    assert 0 == code
    assert found.startswith("news<<END\nEND\n\u0626")
    assert 59_990 < len(found.encode()) <= 60_000
    assert {"\u0626"} == set(found[-1000:])
