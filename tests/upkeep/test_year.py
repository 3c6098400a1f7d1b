"""A trust's year with real repositories: two copies of one national edition, and nothing is lost, blocked or missed.

The national repository is small. One trust forked it, one made its copy from the template, so that they share no
history. They are quiet for 70 days, in which an edition with a new workflow comes out; two people decide on one branch;
the national editors rename documents; a committee approves 100 documents; and three things fall due.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from clock import set_day
from conftest import REPOSITORY, copy_site
from copies import BRANCH, handed_on, write
from test_fork import AMENDMENT, NATIONAL, TRUST, Fork, commit, git, next_edition

from generator.content.load import load
from generator.content.records import records
from generator.upkeep.rebase import Choice, decide, questions
from generator.upkeep.weekly_job import main

GUIDES = 95
"""How many guides of its own one trust has, besides the documents of the small site: more than 100 together."""

NEW_WORKFLOW = ".github/workflows/due.yml"
VALUES = "# Called on 2026-12-01.\ncrisis_line: 0300 123 4567\nteam_base: Elm House\n"


class Copy:
    """A trust's copy: its origin, and where a person works on it."""

    def __init__(self, land: "Land", code: str, person: Path) -> None:
        self.land, self.code, self.person = land, code, person
        self.origin = land.root / f"{code}.git"
        git(land.root, "clone", "--quiet", "--bare", str(person), str(self.origin))
        git(person, "remote", "add", "origin", str(self.origin))
        self.jobs = 0

    @property
    def folder(self) -> Path:
        """The trust's folder, where the person works."""
        return self.person / "content/trusts" / self.code

    def week(self) -> dict[str, str]:
        """Run the weekly job in a fresh clone, and return what it handed on."""
        self.jobs += 1
        runner, output = self.land.root / f"{self.code}-{self.jobs}", self.land.root / f"{self.code}-{self.jobs}.txt"
        git(self.land.root, "clone", "--quiet", self.origin.as_uri(), str(runner))
        self.land.monkeypatch.setenv("GITHUB_OUTPUT", str(output))
        code = main(["take-national", str(self.land.national), "--push"], runner)
        return {"exit": str(code), **handed_on(output)}

    def also(self, name: str) -> Path:
        """Return another person's clone of the branch."""
        clone = self.land.root / f"{self.code}-{name}"
        git(self.land.root, "clone", "--quiet", "--branch", BRANCH, str(self.origin), str(clone))
        return clone

    def decide_one(self, where: Path, by: str, which: int) -> None:
        """Have somebody keep one of the changes that are asked about, and commit it."""
        library = load(where / "content")
        question = questions(library, self.code)[which]
        edition, day = library.edition.edition, self.land.day
        decide(library.trusts[self.code].folder, question, Choice.KEEP, by, day, edition)
        commit(where, f"Decided by {by}")

    def accept(self) -> None:
        """Have the person merge the branch."""
        git(self.person, "fetch", "--quiet", "origin")
        git(self.person, "merge", "--quiet", "--no-edit", f"origin/{BRANCH}")
        git(self.person, "push", "--quiet", "origin", "HEAD:main")

    def rules(self) -> list[str]:
        """Return what check says of the trust's files, strictly speaking."""
        found = json.loads(self.land.run(self.person, "check", self.code, "--format", "json").stdout)
        return [each["rule"] for each in found["problems"] if each["level"] != "notice"]

    def due(self, within: int) -> tuple[int, list[str]]:
        """Return the exit code of `due`, and the names of what falls due."""
        done = self.land.run(self.person, "due", self.code, "--within", str(within), "--format", "json")
        found = json.loads(done.stdout)["due"]
        return done.exit_code, [f"{each['document']}.{each['element']}".rstrip(".") for each in found]


class Land(Fork):
    """The national repository, with a fork of it and a copy made from it as a template."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(root, monkeypatch)
        self.root, self.national = root, self.upstream
        self.to(date(2026, 11, 30))
        self.national.mkdir()
        copy_site("minimal", self.national)
        shutil.copy(REPOSITORY / ".gitignore", self.national)
        shutil.copy(REPOSITORY / ".gitattributes", self.national)
        write(self.national, {".github/workflows/publish.yml": "name: Publish\n"})
        self.release("2026.11")
        git(self.national, "init", "--quiet")
        commit(self.national, "Edition 2026.11")
        git(root, "clone", "--quiet", str(self.national), str(self.fork))
        git(self.fork, "remote", "remove", "origin")
        template = root / "template"
        shutil.copytree(self.national, template, ignore=shutil.ignore_patterns(".git"))
        git(template, "init", "--quiet")
        commit(template, "Initial commit")
        within, who = self.base("steps.plan-visit.within"), self.base("steps.meet.who")
        own = {"amend/procedures/first-visit.yml": AMENDMENT.replace("WITHIN", within).replace("WHO", who)}
        self.millbank = self.begin("millbank", self.fork, own)
        self.hillview = self.begin("hillview", template, {})

    def begin(self, code: str, person: Path, files: dict[str, str]) -> Copy:
        """Have a trust write its own folder, and push it."""
        own = {"trust.yml": TRUST.replace("Millbank", code.capitalize()), "values.yml": VALUES, **files}
        write(person, {f"content/trusts/{code}/{name}": text for name, text in own.items()})
        commit(person, "Our own folder")
        return Copy(self, code, person)

    def to(self, day: date) -> None:
        """Let time pass."""
        self.day = day
        set_day(self.monkeypatch, day)

    def release(self, edition: str) -> None:
        """Publish a national edition."""
        done = self.run(self.national, "release", edition)
        assert 0 == done.exit_code, done.output

    def winter_edition(self) -> None:
        """Publish an edition that renames a folder, moves two texts, needs a new value and has a new workflow."""
        self.edit(
            Path("procedures/first-visit.yml"), "- id: meet\n    who: Peer worker", "- id: meet\n    who: Two peers"
        )
        write(self.national, {NEW_WORKFLOW: "name: What falls due\n"})
        next_edition(self)

    def summer_edition(self) -> None:
        """Publish an edition in which a document has another name."""
        done = self.run(self.national, "rename", "guides/second-guide", "guides/helping")
        assert 0 == done.exit_code, done.output
        self.release("2027.05")
        commit(self.national, "Edition 2027.05")


@pytest.fixture
def land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Land:
    """Return the repositories on the first day of the year."""
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    for name in ("GITHUB_STEP_SUMMARY", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return Land(tmp_path, monkeypatch)


def test_a_year(land: Land) -> None:
    """Nothing that a trust wrote is lost, nothing stops it, and nothing falls due that it was not told of before."""
    trusts = (land.millbank, land.hillview)
    assert ["quiet", "quiet"] == [each.week()["state"] for each in trusts]
    _quiet_winter(land, trusts)
    _two_people(land.millbank)
    for each in trusts:
        _take(land, each, "2026.12")
    assert "with: 1 working day" in (land.millbank.folder / "amend/procedures/visits/first.yml").read_text("utf-8")
    _committee(land, trusts)
    _summer(land, trusts)
    _what_falls_due(land)


def _quiet_winter(land: Land, trusts: tuple[Copy, ...]) -> None:
    """Run no job for 70 days; the first week after them brings the edition, and hands its new workflow over."""
    land.winter_edition()
    land.to(date(2027, 2, 8))
    for each in trusts:
        told = each.week()
        files = git(each.origin, "ls-tree", "-r", "--name-only", BRANCH).splitlines()

        assert ("0", "waiting") == (told["exit"], told["state"])
        assert f".github/national-workflows/{Path(NEW_WORKFLOW).name}" in files
        assert NEW_WORKFLOW not in files
        assert f"content/trusts/{each.code}/trust.yml" in files


def _two_people(copy: Copy) -> None:
    """Two people decide on the branch on one day, without knowing of each other; the job runs in between."""
    anna, ben = copy.also("anna"), copy.also("ben")
    copy.decide_one(anna, "Anna, lead", 0)
    copy.decide_one(ben, "Ben, lead", -1)
    git(anna, "push", "--quiet", "origin", BRANCH)
    copy.week()
    git(ben, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", BRANCH)
    git(ben, "push", "--quiet", "origin", BRANCH)
    decided = records(load(ben / "content").trusts[copy.code].records).decisions

    assert {"Anna, lead", "Ben, lead"} == {each.by for each, _ in decided}
    assert 2 == len({each.change for each, _ in decided})


def _take(land: Land, copy: Copy, edition: str) -> None:
    """Merge the branch and settle what is left; then there is nothing that check has to say."""
    copy.accept()
    done = land.run(copy.person, "rebase", copy.code, "--keep-all", "--by", "Peer Lead")
    values = (copy.folder / "values.yml").read_text(encoding="utf-8")
    write(copy.person, {f"content/trusts/{copy.code}/values.yml": f"{VALUES}night_line: 0300 123 0001\n"})
    commit(copy.person, f"Edition {edition}")
    git(copy.person, "push", "--quiet", "origin", "HEAD:main")

    assert values.startswith(VALUES)
    assert f"{copy.code} now works from edition {edition}." in done.output
    assert [] == copy.rules()
    assert (copy.person / ".github/workflows/publish.yml").read_text(encoding="utf-8") == "name: Publish\n"


def _committee(land: Land, trusts: tuple[Copy, ...]) -> None:
    """Have a committee approve every document at once; a change to one of them afterwards ends that approval alone."""
    land.to(date(2027, 2, 15))
    guide = (land.hillview.person / NATIONAL / "guides/role-description.yml").read_text(encoding="utf-8")
    for number in range(GUIDES):
        text = guide.replace("title: Role", f"title: Guide {number}, role")
        write(land.hillview.folder, {f"add/guides/guide-{number}.yml": text})
    for each in trusts:
        done = land.run(each.person, "approve", each.code, "*", "--by", "Quality group", "--minutes", "Item 4")
        approved = records(load(each.person / "content").trusts[each.code].records).approvals

        assert 0 == done.exit_code
        assert 7 + (GUIDES if each is land.hillview else 0) == len(approved)
    base = land.run(land.national, "explain", "guides/second-guide#sections.what-you-do.title").stdout
    change = (
        "amends: guides/second-guide\nchanges:\n  - replace: sections.what-you-do.title\n"
        f'    with: We listen here.\n    reason: Ours.\n    base: "{base.partition("base: ")[2][:12]}"\n'
    )
    write(land.millbank.person, {"content/trusts/millbank/amend/guides/second-guide.yml": change})
    for each in trusts:
        commit(each.person, "Approved, and one more change")
        git(each.person, "push", "--quiet", "origin", "HEAD:main")

    assert ([], []) == (land.millbank.rules(), land.hillview.rules())


def _summer(land: Land, trusts: tuple[Copy, ...]) -> None:
    """Take an edition that renames the guide which a trust changed: its change moves along, and approvals stay."""
    land.to(date(2027, 5, 3))
    land.summer_edition()
    for each in trusts:
        assert "waiting" == each.week()["state"]
        _take(land, each, "2027.05")
    text = (land.millbank.folder / "amend/guides/helping.yml").read_text(encoding="utf-8")

    assert "with: We listen here." in text
    assert not (land.millbank.folder / "amend/guides/second-guide.yml").exists()


def _what_falls_due(land: Land) -> None:
    """Ask before three days what falls due: each is told in time, and no longer once it is done."""
    copy = land.millbank
    land.to(date(2027, 4, 1))
    assert (0, []) == copy.due(60)
    land.to(date(2027, 9, 20))
    told = [each for each in copy.due(60)[1] if each == "signposting.any-hour"]
    land.run(copy.person, "confirm", copy.code, "any-hour", "--by", "Peer Lead")
    land.to(date(2027, 10, 20))
    told += [each for each in copy.due(60)[1] if each in ("local-values.crisis_line", "signposting.any-hour")]
    called = (copy.folder / "values.yml").read_text(encoding="utf-8").replace("2026-12-01", "2027-10-20")
    (copy.folder / "values.yml").write_text(called, encoding="utf-8")
    land.to(date(2028, 2, 1))
    told += [each for each in copy.due(60)[1] if each in ("sessions/listening-well", "local-values.crisis_line")]
    land.run(copy.person, "approve", copy.code, "*", "--by", "Quality group", "--version", "2.0")
    left = copy.due(60)[1]

    assert ["signposting.any-hour", "local-values.crisis_line", "sessions/listening-well"] == told
    assert not {"sessions/listening-well", "local-values.crisis_line", "signposting.any-hour"} & set(left)
