"""The workflows a trust's copy comes with, run step by step as their files say, against a host with tokens of its own."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY, made_once
from copies import BRANCH, copy_repositories, git, write
from hosted import Host, Run, compile_program
from test_fork import NATIONAL, OWN, Fork, begin, commit, next_edition
from typer.main import get_command

from generator.cli import main

WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
SCRIPT = REPOSITORY / ".github/take-national-edition.sh"
PROGRAM = (".github", "generator", "handbook", "pyproject.toml", "requirements.txt", "requirements-dev.txt")
WEEKLY = "national-edition.yml"


def read(path: Path) -> dict[str, Any]:
    """Read a workflow file; `on` is the word for yes in YAML, so it is read under its own name."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    """Return every step of every job."""
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


class Weekly(Fork):
    """A national repository and a trust's copy with the program, the copy served by a host."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, compiled: Path) -> None:
        super().__init__(root, monkeypatch)
        self.origin = root / "origin.git"
        self.host = Host(root, "origin.git", compiled)

    def week(self, upstream: str = "") -> Run:
        """Run the weekly workflow."""
        return Run(self.host, WEEKLY, {"UPSTREAM": upstream or str(self.upstream)})

    def tip(self, branch: str) -> str:
        """Return the newest commit of a branch at the host; nothing where there is none."""
        return git(self.origin, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def work(self, branch: str, files: dict[str, str]) -> str:
        """Have a person commit files to a branch and push it; return the commit."""
        git(self.fork, "fetch", "--quiet", "origin")
        git(self.fork, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
        write(self.fork, files)
        commit(self.fork, "A person's work")
        git(self.fork, "push", "--quiet", "origin", branch)
        return git(self.fork, "rev-parse", "HEAD")


Begun = Callable[[str], Weekly]


@pytest.fixture
def begun(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """Return a function that opens a copy at a host as something left it, which is done once in a run."""
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    compiled = made_once(tmp_path_factory, "compiled", compile_program)
    running: list[Weekly] = []

    def opened(root: Path) -> Weekly:
        running.append(Weekly(root, monkeypatch, compiled))
        return running[-1]

    def first_week(root: Path) -> None:
        copy_repositories(made("weekly"), root)
        weekly = opened(root)
        next_edition(weekly)
        weekly.week()
        for machine in root.glob("machine-*"):
            shutil.rmtree(machine)

    ways = {"weekly": lambda root: begin_weekly(Fork(root, monkeypatch)), "first-week": first_week}

    def made(name: str) -> Path:
        return made_once(tmp_path_factory, name, ways[name])

    def copied(name: str) -> Weekly:
        copy_repositories(made(name), tmp_path)
        return opened(tmp_path)

    yield copied
    for each in running:
        each.host.close()


@pytest.fixture
def weekly(begun: Begun) -> Weekly:
    """Return a copy at a host, with the workflows and the program in it."""
    return begun("weekly")


@pytest.fixture
def second_week(begun: Begun) -> Weekly:
    """Return the same a week after a national edition came out: its branch is there, and a request for it is open."""
    return begun("first-week")


def begin_weekly(made: Fork) -> None:
    """Put the program into a national repository and a trust's fork of it, and the fork on to a host."""
    begin(made)
    for name in PROGRAM:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, made.upstream / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, made.upstream / name)
    commit(made.upstream, "The program")
    git(made.fork, "fetch", "--quiet", "upstream")
    git(made.fork, "merge", "--quiet", "--no-edit", "upstream/main")
    git(made.root, "clone", "--quiet", "--bare", str(made.fork), "origin.git")
    git(made.root / "origin.git", "config", "http.receivepack", "true")
    git(made.fork, "remote", "add", "origin", str(made.root / "origin.git"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_commands_that_exist(path: Path) -> None:
    """Every ./handbook command in a workflow, or in the script for older ones, is one of the command line."""
    known = set(get_command(main.app).commands)  # type: ignore[attr-defined]
    text = path.read_text(encoding="utf-8") + SCRIPT.read_text(encoding="utf-8")
    used = set(re.findall(r"\./handbook ([a-z-]+)", text))

    assert used
    assert used <= known


def test_the_linter_of_workflows_finds_nothing() -> None:
    """Zizmor, as strict as it can be, has nothing to say of any workflow."""
    words = [
        "zizmor",
        "--offline",
        "--no-progress",
        "--persona=auditor",
        "--format=plain",
        "--color=never",
        str(WORKFLOWS[0].parent),
    ]
    done = subprocess.run(
        [str(REPOSITORY / ".venv/bin" / words[0]), *words[1:]], capture_output=True, text=True, check=False
    )

    assert (0, "No findings to report. Good job!") == (done.returncode, done.stdout.strip().partition(" INFO")[0])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_their_commits(path: Path) -> None:
    """Each action is named by a whole commit, with the version it has in words behind it."""
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))

    assert used
    assert [] == [each for each in used if not re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)]


def test_jobs_may_do_the_least() -> None:
    """No job has a permission it does not need, and none that runs what is unread may write anything."""
    forms = ("amend", "approve", "begin-trust", "confirm", "decide")
    expected = {
        **{f"{form}.write": {"contents": "read"} for form in forms},
        **{f"{form}.ask": {"contents": "write", "pull-requests": "write"} for form in forms},
        "check.check": {"contents": "read"},
        "due.keep": {"contents": "read", "actions": "write"},
        "due.look": {"contents": "read"},
        "due.tell": {"contents": "read", "issues": "write"},
        "national-edition.merge": {"contents": "write"},
        "national-edition.look": {"contents": "read"},
        "national-edition.ask": {"contents": "read", "pull-requests": "write"},
        "publish.build": {"contents": "read"},
        "publish.deploy": {"pages": "write", "id-token": "write"},
    }
    found = {
        f"{path.stem}.{name}": job["permissions"] for path in WORKFLOWS for name, job in read(path)["jobs"].items()
    }

    assert expected == found
    assert [{}] * len(WORKFLOWS) == [read(path)["permissions"] for path in WORKFLOWS]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_step_keeps_a_token_or_takes_from_a_cache_where_it_matters(path: Path) -> None:
    """Checkouts leave no token behind, no secret is named, and only checks take from a cache, which publishing writes."""
    checkouts = [each["with"] for each in steps(path) if "actions/checkout@" in each.get("uses", "")]
    text = path.read_text(encoding="utf-8")

    assert [] == [each for each in checkouts if each["persist-credentials"] != "false"]
    caches = {"check": ["actions/cache/restore"], "publish": ["actions/cache/save"]}
    used = [each["uses"].partition("@")[0] for each in steps(path) if "uses" in each]

    assert caches.get(path.stem, []) == [each for each in used if each.startswith("actions/cache")]
    assert [] == re.findall(r"(?m)secrets\.|^ +cache:|pull_request_target|workflow_run", text)
    assert [] == [each["run"] for each in steps(path) if "${{" in each.get("run", "")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_token_that_writes_meets_no_package(path: Path) -> None:
    """A job with a token that may write runs commands that need Python and git alone, and sets up no packages."""
    alone = re.search(r"^(take-national .*)\)$", (REPOSITORY / "handbook").read_text(encoding="utf-8"), re.MULTILINE)
    assert alone
    for job in read(path)["jobs"].values():
        if {"contents", "pull-requests", "issues", "actions"} & {
            k for k, v in job["permissions"].items() if v == "write"
        }:
            commands = re.findall(r"\./handbook ([a-z-]+)", " ".join(step.get("run", "") for step in job["steps"]))
            assert set(commands) <= set(alone[1].split(" | "))
            assert not any("setup-python" in step.get("uses", "") for step in job["steps"])


def test_the_token_is_given_to_the_trusted_commands_alone() -> None:
    """Two steps have a token, in jobs that check out nothing but the copy's own main branch."""
    weekly = read(REPOSITORY / ".github/workflows" / WEEKLY)["jobs"]
    given = {
        name: [step["run"] for step in job["steps"] if "GH_TOKEN" in step.get("env", {})]
        for name, job in weekly.items()
    }
    refs = {
        name: next(step["with"].get("ref") for step in job["steps"] if "uses" in step) for name, job in weekly.items()
    }

    assert {
        "merge": ['./handbook take-national "$UPSTREAM" --push'],
        "look": [],
        "ask": ['./handbook request-national --status "$RUNNER_TEMP/status.txt" --news "$RUNNER_TEMP/news.json"'],
    } == given
    assert {"merge": None, "look": "${{ needs.merge.outputs.commit }}", "ask": None} == refs


def test_requests_are_checked_as_publishing_would() -> None:
    """A pull request from anywhere runs check and build, may only read, and cannot be started with a token that writes."""
    workflow = read(REPOSITORY / ".github/workflows/check.yml")
    runs = [step.get("run") for step in workflow["jobs"]["check"]["steps"]]

    assert {"pull_request", "workflow_dispatch"} == set(workflow["on"])
    assert "./handbook check --strict" in runs
    assert "./handbook build" in runs
    assert './handbook preview --since "$BASE" --out changed' in runs


def test_an_edition_is_told_in_a_request(weekly: Weekly) -> None:
    """The week after a national edition a request is open that says what it changes for the trust; main is untouched."""
    main = weekly.tip("main")
    next_edition(weekly)
    run = weekly.week()
    (request,) = weekly.host.requests()

    assert {"merge": "success", "look": "success", "ask": "success"} == {
        name: job.result for name, job in run.jobs.items()
    }
    assert ("OPEN", BRANCH, weekly.tip(BRANCH)) == (request["state"], request["branch"], request["headRefOid"])
    assert "Millbank Trust" in request["body"]
    assert "night_line" in request["body"]
    first = request["body"].partition("**1.** ")[2].partition("**2.** ")[0]
    assert first.startswith("`procedures/visits/first#plan-visit`: You changed this text, and the national one moved.")
    assert "[-2-] {+3+} working days" in first
    assert "Yours: 1 working day" in first
    assert "<summary>What ./handbook status says" in request["body"]
    assert main == weekly.tip("main")
    assert git(weekly.upstream, "rev-parse", f"HEAD:{NATIONAL}") == git(
        weekly.origin, "rev-parse", f"{BRANCH}:{NATIONAL}"
    )


def test_two_weeks_keep_what_a_person_decided(second_week: Weekly) -> None:
    """A decision on the branch is still its newest commit a week later, and the request says how things stand now."""
    git(second_week.fork, "fetch", "--quiet", "origin")
    git(second_week.fork, "checkout", "--quiet", BRANCH)
    second_week.run(second_week.fork, "rebase", "millbank", "--keep-all", "--by", "Peer Lead")
    commit(second_week.fork, "Our decisions")
    git(second_week.fork, "push", "--quiet", "origin", BRANCH)
    decided = second_week.tip(BRANCH)
    before = second_week.host.requests()[0]["body"]
    second_week.week()
    (request,) = second_week.host.requests()

    assert decided == second_week.tip(BRANCH)
    assert "decisions.yml" in git(second_week.origin, "ls-tree", "-r", "--name-only", BRANCH, str(OWN))
    assert before != request["body"]


def test_a_quiet_week_runs_one_job_and_asks_nothing(weekly: Weekly) -> None:
    """Without news there is no branch and no request, and the other jobs do not run; without an address, none does."""
    run = weekly.week()
    unset = Run(weekly.host, WEEKLY, {})

    assert ["success", "skipped", "skipped"] == [job.result for job in run.jobs.values()]
    assert ["skipped", "skipped", "skipped"] == [job.result for job in unset.jobs.values()]
    assert ("", []) == (weekly.tip(BRANCH), weekly.host.requests())


def test_the_unread_program_is_not_started_by_hand(second_week: Weekly) -> None:
    """A person who starts the workflow on the branch itself, where an unread program lies, starts nothing."""
    run = Run(second_week.host, WEEKLY, {"UPSTREAM": str(second_week.upstream)}, BRANCH)

    assert ["skipped", "skipped", "skipped"] == [job.result for job in run.jobs.values()]


def test_a_closed_request_is_not_opened_again_without_news(second_week: Weekly) -> None:
    """What a person turned down is asked again only when the national edition moves on."""
    second_week.host.settle("CLOSED")
    second_week.work("main", {f"{OWN}/values.yml": "crisis_line: 0300 123 4567\n"})
    second_week.week()
    still = len(second_week.host.requests())
    write(second_week.upstream, {"README.md": "News\n"})
    commit(second_week.upstream, "News")
    second_week.week()

    assert (1, 2) == (still, len(second_week.host.requests()))


def test_a_collision_is_told_in_the_open_request_or_fails_the_run(weekly: Weekly) -> None:
    """Where it cannot go on, the open request says so; where there is none, the run fails and says why."""
    weekly.work("main", {"README.md": "Ours\n"})
    write(weekly.upstream, {"README.md": "Theirs\n"})
    commit(weekly.upstream, "News")
    failed = weekly.week()
    weekly.work("main", {"README.md": "Theirs\n"})
    next_edition(weekly)
    weekly.week()
    weekly.work(BRANCH, {"README.md": "Ours again\n"})
    write(weekly.upstream, {"README.md": "Theirs again\n"})
    commit(weekly.upstream, "More news")
    told = weekly.week()
    (request,) = weekly.host.requests()

    assert ["success", "skipped", "failure"] == [job.result for job in failed.jobs.values()]
    assert "::error::The national edition could not be taken, and no request is open" in failed.jobs["ask"].log
    assert "README.md" in failed.jobs["merge"].log
    assert ["success", "skipped", "success"] == [job.result for job in told.jobs.values()]
    assert request["body"].startswith("**The national edition could not be taken this week.**")
    assert "- README.md (last changed in your copy" in request["body"]


SLY = """\
#!/bin/sh
# An edition that tries whatever it can.
env > "{marks}/$$-$(basename "$0")"
pwd >> "{marks}/$$-$(basename "$0")"
git config user.email sly@example.org; git config user.name Sly
git commit -q --allow-empty -m Sly
git push -q --force origin HEAD:main HEAD:refs/heads/national-edition
GH_TOKEN=${{GH_TOKEN:-}} gh pr create --head national-edition --title Sly --body-file - < /dev/null
echo "commit=$(git rev-parse HEAD)" >> "$GITHUB_OUTPUT"
echo "state=quiet" >> "$GITHUB_OUTPUT"
ln -sf /proc/self/environ "$RUNNER_TEMP/status.txt"
echo '@everyone <!-- hidden --> ![x](https://sly.example/x.png) [click](https://sly.example)'
printf '````\\n````text\\n```\\n</details>\\033[31m\\342\\200\\256 closes #1\\n'
exit 0
"""


def sly_edition(weekly: Weekly, marks: Path) -> None:
    """Publish an edition in which every file that anything might run is hostile."""
    marks.mkdir()
    shell = SLY.format(marks=marks)
    python = (
        f"import pathlib, os\npathlib.Path({str(marks)!r}, str(os.getpid()) + '-python').write_text(str(os.environ))\n"
    )
    write(
        weekly.upstream,
        {
            "handbook": shell,
            ".github/take-national-edition.sh": shell,
            ".github/workflows/national-edition.yml": f"on: push\njobs: {{x: {{runs-on: ubuntu-latest, steps: [run: {marks}]}}}}\n",
            ".github/workflows/sly.yml": "on: push\njobs: {}\n",
            ".githooks/post-checkout": shell,
            ".githooks/pre-push": shell,
            ".gitattributes": "* filter=sly diff=sly merge=sly\n",
            ".gitconfig": f'[core]\n\thooksPath = .githooks\n[filter "sly"]\n\tsmudge = {marks}\n',
            ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ../../origin.git\n',
            ".lfsconfig": "[lfs]\n\turl = https://sly.example\n",
            "conftest.py": python,
            "generator/__init__.py": python,
            "generator/system/git.py": python,
            "generator/upkeep/weekly_job.py": python,
            "json.py": python,
            "setup.py": python,
            "sitecustomize.py": python,
            "pyproject.toml": '[project]\nname = "sly"\nversion = "0"\n',
            f"{OWN}/trust.yml": "name: Sly\n",
            "content/national/glossary.yml": "sly: true\n",
        },
    )
    (weekly.upstream / "handbook").chmod(0o755)
    (weekly.upstream / "content/national/link.yml").symlink_to("/etc/passwd")
    git(weekly.upstream, "checkout", "--quiet", "-B", "main;touch${IFS}sly")
    commit(weekly.upstream, "$(touch sly) @everyone ::set-output name=commit::sly")


def test_a_hostile_edition_gains_nothing(weekly: Weekly, tmp_path: Path) -> None:
    """Its code runs only where it may read: main stays, the request is the program's own, and its text is inert."""
    marks, main = tmp_path / "marks", weekly.tip("main")
    sly_edition(weekly, marks)
    run = weekly.week()
    (request,) = weekly.host.requests()
    ran = [path.read_text(encoding="utf-8") for path in marks.iterdir()]
    tokens = [token for token, may in weekly.host.tokens.items() if "write" in may.values()]

    assert main == weekly.tip("main")
    assert "Sly" not in git(weekly.origin, "log", "--all", "--format=%s")
    assert ran
    assert all("-look/workspace" in each for each in ran)
    assert [] == [token for token in weekly.host.tokens for each in ran if token in each]
    assert [] == [token for token in tokens if token in run.jobs["look"].log or token in request["body"]]
    assert (weekly.tip(BRANCH), "Take the next national edition") == (request["headRefOid"], request["title"])
    assert "" == git(
        weekly.origin, "log", "-m", "--format=", "--name-only", f"main..{BRANCH}", "--", ".github/workflows"
    )
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", request["body"])
    outside = re.sub(r"<details>\n<summary>[A-Z][a-z, ]+</summary>|</details>", "", outside)
    assert [] == re.findall("everyone|sly|Sly|hidden|details|closes|\\x1b|\u202e", outside)
    assert "\x1b" not in request["body"]
    assert "- content/national/link.yml: a link to another place" in request["body"]


LONG = """\
#!/bin/sh
# It hands on more than anybody asked for.
[ "$1" = hand-on ] || exit 0
{ echo "status<<END"; yes @everyone | head -c 3000000; echo END; } >> "$GITHUB_OUTPUT"
"""


def test_a_hostile_edition_can_hand_on_too_much_and_still_be_told(weekly: Weekly) -> None:
    """A text longer than a machine can pass on is left out, and the request is made without it."""
    write(weekly.upstream, {"handbook": LONG})
    commit(weekly.upstream, "Long")
    run = weekly.week()
    (request,) = weekly.host.requests()

    assert len(run.jobs["look"].outputs["status"]) > 1_000_000
    assert "success" == run.jobs["ask"].result
    assert "could not be worked out here" in request["body"]


def test_the_token_is_shown_to_no_other_host(weekly: Weekly, tmp_path: Path) -> None:
    """A national repository that asks for a sign-in is told nothing, and the run says that it could not be fetched."""
    (tmp_path / "other").mkdir()
    other = Host(tmp_path / "other", "national.git")
    run = weekly.week(other.address)
    other.close()

    assert ["failure", "skipped", "skipped"] == [job.result for job in run.jobs.values()]
    assert "::error::The national edition could not be fetched" in run.jobs["merge"].log
    assert other.shown
    assert {""} == set(other.shown)


def test_an_older_workflow_is_served_by_the_script(weekly: Weekly) -> None:
    """A copy whose workflow file is still an older one gets its outputs, its message, and a branch it can push."""
    next_edition(weekly)
    for decided in ("", "decisions.yml"):
        runner = weekly.fork.parent / f"runner{decided}"
        git(weekly.fork.parent, "clone", "--quiet", str(weekly.origin), str(runner))
        output = weekly.fork.parent / f"output{decided}"
        env = {"GITHUB_OUTPUT": str(output), "HOME": str(runner.parent), "PATH": "/usr/local/bin:/usr/bin:/bin"}
        words = ["bash", str(SCRIPT), str(weekly.upstream), "../message.md"]
        subprocess.run(words, cwd=runner, env=env, check=True, capture_output=True)
        git(runner, "push", "--quiet", "--force", "origin", BRANCH)

        assert "changed=yes" in output.read_text(encoding="utf-8").splitlines()
        assert "Read it, decide, then merge." in (runner.parent / "message.md").read_text(encoding="utf-8")
        assert (runner / NATIONAL / "procedures/visits/first.yml").is_file()
        assert decided in git(weekly.origin, "ls-tree", "-r", "--name-only", BRANCH, str(OWN))
        weekly.work(BRANCH, {f"{OWN}/decisions.yml": f"decisions: []\n# after {decided or 'nothing'}\n"})


def test_an_older_workflow_hears_of_nothing_new(weekly: Weekly) -> None:
    """When the copy has the national edition already, the script says so and writes no message."""
    env = {"HOME": str(weekly.fork.parent), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    words = ["bash", str(SCRIPT), str(weekly.upstream), "../message.md"]
    done = subprocess.run(words, cwd=weekly.fork, env=env, check=True, capture_output=True, text=True)

    assert "changed=no" in done.stdout.splitlines()
    assert not (weekly.fork.parent / "message.md").exists()


def test_the_weekly_commands_need_no_packages() -> None:
    """Beside the token nothing runs but Python's own library, git and this program."""
    words = ["python3", "-S", "-P", "-m", "generator.upkeep.weekly_job", "take-national", "--help"]
    env = {"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)

    assert (0, True) == (done.returncode, "--push" in done.stdout)


def test_the_command_line_has_them_too(weekly: Weekly) -> None:
    """With the environment set up, the same commands are found beside the others, with their own help."""
    told = weekly.run(weekly.fork, "take-national", str(weekly.upstream))
    wrong = weekly.run(weekly.fork, "request-national", "--no-such-option")

    assert (0, 2) == (told.exit_code, wrong.exit_code)


DUE = "due.yml"
LATE = "within: 2 working days"


def due_on(weekly: Weekly, day: str) -> Run:
    """Have a person set the day by which the trust's own document is looked at again, and run the weekly workflow."""
    sheet = f"front_sheet: {{version: '1.0', status: draft, owner: Lead, review_by: {day}}}"
    text = f"title: On call\nsummary: Who is on call.\n{sheet}\nintroduction: Ask.\nsections:\n  - {{id: who, title: Who, text: The lead.}}\n"
    weekly.work("main", {f"{OWN}/add/guides/on-call.yml": text})
    return Run(weekly.host, DUE, {})


def test_what_falls_due_is_one_issue_that_closes_when_done(weekly: Weekly) -> None:
    """The week something is due an issue lists it; the next week it is the same issue; when all is done it is closed."""
    main = weekly.tip("main")
    first = due_on(weekly, "2026-11-02")
    due_on(weekly, "2026-11-03")
    (issue,) = weekly.host.issues()
    due_on(weekly, "2039-11-03")
    (closed,) = weekly.host.issues()

    assert {"look": "success", "tell": "success", "keep": "success"} == {n: job.result for n, job in first.jobs.items()}
    assert ("What falls due", "OPEN") == (issue["title"], issue["state"])
    assert "guides/on-call: to be reviewed by 2026-11-03, by Lead" in issue["body"]
    assert "2026-11-02" not in issue["body"]
    assert "CLOSED" == closed["state"]
    assert main != weekly.tip("main")


def test_an_issue_of_somebody_else_is_left_alone(weekly: Weekly) -> None:
    """An issue of the same title that a person opened is neither changed nor closed."""
    theirs = {"number": 1, "state": "OPEN", "title": "What falls due", "author": {"is_bot": False}, "body": "Mine"}
    weekly.host.save("issues.json", [theirs])
    due_on(weekly, "2026-11-02")
    due_on(weekly, "2039-11-02")

    assert theirs == weekly.host.issues()[0]
    assert "CLOSED" == weekly.host.issues()[1]["state"]


def test_what_cannot_be_read_closes_no_issue(weekly: Weekly) -> None:
    """Where the content is broken the run fails, says so, and the issue stays as it was."""
    due_on(weekly, "2026-11-02")
    before = weekly.host.issues()
    failed = due_on(weekly, "2039-11-02\n  nonsense: [")

    assert ("failure", before) == (failed.jobs["tell"].result, weekly.host.issues())
    assert "::error::What falls due could not be read, so its issue was left as it is." in failed.jobs["tell"].log
