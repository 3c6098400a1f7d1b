"""A trust's fork through two national editions, with real git repositories: nothing is lost, nothing silently kept."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import REPOSITORY, Site, copy_site, made_once
from copies import copy_repositories
from typer.testing import CliRunner, Result

from generator.cli import main, terminal
from generator.content.records import records

NATIONAL = Path("content/national")
OWN = Path("content/trusts/millbank")
FIRST_VISIT = "procedures/first-visit"

TRUST = """\
name: Millbank Trust
nation: england
pathways: [ward]
coordinator: Peer Lead
edition: "2026.11"
"""

AMENDMENT = """\
# Our own way of visiting.
amends: procedures/first-visit
changes:
  # The board asked for this in May.
  - replace: steps.plan-visit.within
    with: 1 working day   # sooner than elsewhere
    reason: Our wards discharge at weekends.
    base: "WITHIN"
    approved: {by: Board, on: 2026-11-20}

  - replace: steps.meet.who
    with: Two peer workers
    reason: We visit in pairs.
    base: "WHO"
  - add: steps
    value: {id: sign-out, who: Peer worker, action: Sign out.}
    reason: We sign out.
"""


def git(where: Path, *words: str) -> str:
    """Run git and give what it prints."""
    name = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *name, *words], cwd=where, check=True, capture_output=True, text=True).stdout


def commit(where: Path, message: str) -> None:
    """Commit all that stands in a repository."""
    git(where, "add", "--all")
    git(where, "commit", "--quiet", "--message", message)


class Fork:
    """The national repository, a trust's fork of it, and the command line run in either."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.monkeypatch = root, monkeypatch
        self.upstream, self.fork = root / "national", root / "fork"

    def run(self, where: Path, *words: str) -> Result:
        """Run a command of the program in one of the repositories."""
        self.monkeypatch.setattr(terminal, "ROOT", where)
        return CliRunner().invoke(main.app, list(words))

    def rules(self, *words: str) -> list[tuple[str, str]]:
        """Check the fork, and give the rule and file of each problem."""
        found = json.loads(self.run(self.fork, "check", "--format", "json", *words).stdout)
        return [(each["rule"], each["path"].rpartition("/")[2]) for each in found["problems"]]

    def base(self, address: str) -> str:
        """Return the base of a national text, as `explain` tells it."""
        told = self.run(self.upstream, "explain", f"{FIRST_VISIT}#{address}").stdout
        return told.partition("base: ")[2][:12]

    def edit(self, path: Path, old: str, new: str) -> None:
        """Change a national file."""
        text = (self.upstream / NATIONAL / path).read_text(encoding="utf-8")
        assert 1 == text.count(old)
        (self.upstream / NATIONAL / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def fork(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Fork:
    """Return a national edition that is published, and a trust's fork that adopted it and amends it."""
    copy_repositories(made_once(tmp_path_factory, "fork", lambda root: begin(Fork(root, monkeypatch))), tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    return Fork(tmp_path, monkeypatch)


def begin(made: Fork) -> None:
    """Publish a national edition, and have a trust fork it, adopt it and amend it."""
    made.monkeypatch.setenv("GITHUB_ACTIONS", "false")
    made.upstream.mkdir()
    copy_site("minimal", made.upstream)
    shutil.copy(REPOSITORY / ".gitignore", made.upstream)
    assert 0 == made.run(made.upstream, "release", "2026.11").exit_code
    git(made.upstream, "init", "--quiet")
    commit(made.upstream, "Edition 2026.11")
    git(made.root, "clone", "--quiet", str(made.upstream), str(made.fork))
    git(made.fork, "remote", "rename", "origin", "upstream")
    folder = made.fork / OWN
    (folder / "amend/procedures").mkdir(parents=True)
    (folder / "trust.yml").write_text(TRUST, encoding="utf-8")
    values = "crisis_line: 01632 960 123\nteam_base: Elm House\n"
    (folder / "values.yml").write_text(values.replace("01632 960 123", "0300 123 4567"), encoding="utf-8")
    text = AMENDMENT.replace("WITHIN", made.base("steps.plan-visit.within")).replace("WHO", made.base("steps.meet.who"))
    (folder / "amend/procedures/first-visit.yml").write_text(text, encoding="utf-8")
    commit(made.fork, "Millbank's own folder")


def next_edition(fork: Fork) -> None:
    """Publish an edition upstream that renames a folder, edits a step, adds a document and a required local value."""
    national = fork.upstream / NATIONAL
    fork.edit(Path("procedures/first-visit.yml"), "within: 2 working days", "within: 3 working days")
    fork.edit(Path("procedures/first-visit.yml"), "title: First visit", f"title: First visit\naliases: [{FIRST_VISIT}]")
    (national / "procedures/visits").mkdir()
    (national / "procedures/first-visit.yml").rename(national / "procedures/visits/first.yml")
    for path in national.rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace(FIRST_VISIT, "procedures/visits/first"), "utf-8")
    fork.edit(Path("procedures/visits/first.yml"), "aliases: [procedures/visits/first]", f"aliases: [{FIRST_VISIT}]")
    shutil.copy(national / "guides/role-description.yml", national / "guides/second-guide.yml")
    fork.edit(Path("guides/second-guide.yml"), "title: Role", "title: Second role")
    more = (
        "  - {id: night_line, label: Night line, meaning: Who to ring at night, type: phone, example: 0300 123 0000,\n"
    )
    with (national / "local-values.yml").open("a", encoding="utf-8") as file:
        file.write(more + "     required: true, safety: true}\n")
    assert 0 == fork.run(fork.upstream, "release", "2026.12").exit_code
    commit(fork.upstream, "Edition 2026.12")


def merge(fork: Fork) -> None:
    """Take the national edition into the fork; a conflict is an error of git."""
    git(fork.fork, "fetch", "--quiet", "upstream")
    git(fork.fork, "merge", "--quiet", "--no-edit", "upstream/main")


def test_a_fork_that_adopted_the_edition_has_no_problems(fork: Fork) -> None:
    """Before anything moves upstream there is nothing to say, strictly, and nothing outside the trust's folder."""
    expected = (0, "No problems.\n")
    result = fork.run(fork.fork, "check", "millbank", "--strict", "--upstream", "upstream/main")

    assert expected == (result.exit_code, result.stdout)


def test_the_next_edition_merges_and_check_reports_exactly_what_moved(fork: Fork) -> None:
    """The merge is clean; check tells of the renamed document, the changed text and the missing value, no more."""
    expected = [
        ("renamed", "first-visit.yml"),
        ("stale-amendment", "first-visit.yml"),
        ("missing-local-value", "values.yml"),
    ]
    next_edition(fork)
    merge(fork)

    assert expected == fork.rules("millbank")


def test_status_says_what_the_edition_changes(fork: Fork) -> None:
    """The status counts each local change as unaffected, moved beneath or renamed, and names what is new."""
    expected = {
        "adopted": "2026.11",
        "present": "2026.12",
        "unaffected": 0,
        "beneath": ["procedures/visits/first#steps.plan-visit.within"],
        "renamed": {
            f"{FIRST_VISIT}#steps.meet.who": "procedures/visits/first#steps.meet.who",
            f"{FIRST_VISIT}#steps": "procedures/visits/first#steps",
        },
        "gone": [],
        "new_documents": ["guides/second-guide"],
        "new_values": ["night_line"],
    }
    next_edition(fork)
    merge(fork)
    found = json.loads(fork.run(fork.fork, "status", "millbank", "--format", "json").stdout)

    assert expected == found["adoption"]
    assert (False, ["night_line"]) == (found["ready"], [each["name"] for each in found["missing_values"]])


def test_rebase_settles_it_and_the_right_text_is_published(fork: Fork) -> None:
    """Kept changes move to the new file with their comments; strictly published, the local text stands in the page."""
    next_edition(fork)
    merge(fork)
    done = fork.run(fork.fork, "rebase", "millbank", "--keep-all", "--by", "Peer Lead")
    with (fork.fork / OWN / "values.yml").open("a", encoding="utf-8") as file:
        file.write("night_line: 0300 123 0001\n")
    text = (fork.fork / OWN / "amend/procedures/visits/first.yml").read_text(encoding="utf-8")

    assert 0 == done.exit_code
    assert "No problems.\n" == fork.run(fork.fork, "check", "millbank", "--strict").stdout
    assert "  # The board asked for this in May.\n" in text
    assert "with: 1 working day   # sooner than elsewhere\n" in text
    assert '"2026.12"' in (fork.fork / OWN / "trust.yml").read_text(encoding="utf-8")
    assert not (fork.fork / OWN / "amend/procedures/first-visit.yml").exists()
    page = Site(folder=fork.fork).page("procedures/visits/first.md", "millbank")
    assert "1 working day" in page
    assert "3 working days" not in page


def test_taking_the_national_text_publishes_it(fork: Fork) -> None:
    """Taken, the national text stands in the page, and the trust's other changes are as they were."""
    next_edition(fork)
    merge(fork)
    fork.run(fork.fork, "rebase", "millbank", "--take-all", "--by", "Peer Lead")
    text = (fork.fork / OWN / "amend/procedures/visits/first.yml").read_text(encoding="utf-8")
    page = Site(folder=fork.fork).page("procedures/visits/first.md", "millbank")

    assert "3 working days" in page
    assert ("plan-visit" not in text, "Two peer workers" in text, "sign-out" in text) == (True, True, True)


def test_what_was_put_off_is_asked_again_in_the_next_edition(fork: Fork) -> None:
    """A declined change is quiet until the next national edition, and then stale again."""
    next_edition(fork)
    merge(fork)
    fork.run(fork.fork, "rebase", "millbank", "--decline-all", "--by", "Peer Lead")
    quiet = fork.rules("millbank")
    assert 0 == fork.run(fork.upstream, "release", "2027.01").exit_code
    commit(fork.upstream, "Edition 2027.01")
    merge(fork)

    assert [("missing-local-value", "values.yml")] == quiet
    assert ("stale-amendment", "first.yml") in fork.rules("millbank")


def test_decisions_say_who_and_when(fork: Fork) -> None:
    """Every decision is kept in the trust's folder with its author, its day and its edition."""
    next_edition(fork)
    merge(fork)
    fork.run(fork.fork, "rebase", "millbank", "--keep-all", "--by", "Peer Lead")
    ((decision, _),) = records(Site(folder=fork.fork).library().trusts["millbank"].records).decisions

    assert ("keep", "Peer Lead", "2026.12", "steps.plan-visit.within") == (
        decision.choice,
        decision.by,
        decision.edition,
        decision.change,
    )


def test_a_change_outside_the_own_folder_is_found(fork: Fork) -> None:
    """A fork that edits a national file is told which, and how to put it back."""
    path = fork.fork / NATIONAL / "glossary.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    (fork.fork / "notes.txt").write_text("Ours", encoding="utf-8")
    expected = [("outside-own-folder", "glossary.yml"), ("outside-own-folder", "notes.txt")]

    assert expected == fork.rules("millbank", "--upstream", "upstream/main")


def test_an_edition_is_built_from_a_folder_of_its_own(fork: Fork, tmp_path: Path) -> None:
    """A trust may keep its folder elsewhere, beside a pinned copy of the national repository."""
    shutil.copytree(fork.fork / OWN, tmp_path / "millbank")
    words = ("--trust", str(tmp_path / "millbank"))

    assert "No problems.\n" == fork.run(fork.upstream, "check", "millbank", "--strict", *words).stdout
    assert "3 local differences." in fork.run(fork.upstream, "diff", "millbank", *words).stdout


def test_an_old_address_leads_to_the_renamed_document(fork: Fork) -> None:
    """In the site of the next edition the old address of a renamed document leads on to the new one."""
    next_edition(fork)
    fork.run(fork.upstream, "build", "national", "--only", "site")
    text = (fork.upstream / "site/procedures/first-visit/index.html").read_text(encoding="utf-8")

    assert (fork.upstream / "site/procedures/visits/first/index.html").is_file()
    assert 'url=../visits/first/"' in text
