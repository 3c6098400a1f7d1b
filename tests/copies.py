"""A national repository and a trust's copy of it, small and real: a bare origin, and clones that people and jobs work in."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.upkeep.weekly_job import main

BRANCH = "national-edition"

NATIONAL = {
    "README.md": "The national edition\n",
    "content/national/first.yml": "title: First\nwithin: 2 working days\nwho: A peer\n",
    "content/national/second.yml": "title: Second\n",
    "content/trusts/README.md": "Where trusts write.\n",
    "content/trusts/northmoor/trust.yml": "name: Northmoor\nexample: true\n",
    "content/trusts/northmoor/values.yml": "crisis_line: example\n",
    "generator/program.py": "# the program\n",
    ".github/workflows/publish.yml": "name: Publish\n",
}
OWN = {"content/trusts/hillview/trust.yml": "name: Hillview\n"}


def git(where: Path, *words: str, data: str = "") -> str:
    """Run git as a person would, and return what it prints."""
    name = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *name, *words], cwd=where, input=data, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(where: Path, files: dict[str, str]) -> None:
    """Write files into a folder."""
    for path, text in files.items():
        file = where / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def copy_repositories(made: Path, root: Path) -> None:
    """Copy repositories that know of each other, with all that stands beside them, into a folder."""
    subprocess.run(["cp", "-a", f"{made}/.", str(root)], check=True)
    for config in (*root.glob("*/.git/config"), *root.glob("*/config")):
        config.write_text(config.read_text(encoding="utf-8").replace(str(made), str(root)), encoding="utf-8")


class Copy:
    """A national repository, and a trust's copy: its origin, and the clone of a person who works on it."""

    def __init__(
        self,
        root: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        once: Callable[[str, Callable[[Path], None]], Path],
    ) -> None:
        """Have both in a folder; `once` makes something in a folder of its own, once in a run, and gives that folder."""
        self.root, self.capsys, self.monkeypatch, self.once = root, capsys, monkeypatch, once
        self.national, self.origin, self.person = root / "national", root / "origin.git", root / "person"
        self.weeks = 0

    def begin(self, *, template: bool = False, branch: str = "main") -> None:
        """Begin both: a fork, or a copy from a template, which shares no history."""

        def make(root: Path) -> None:
            Copy(root, self.capsys, self.monkeypatch, self.once)._make(template=template, branch=branch)

        copy_repositories(self.once(f"copy-{branch}-{'template' if template else 'fork'}", make), self.root)

    def _make(self, *, template: bool, branch: str) -> None:
        self.national.mkdir()
        git(self.national, "init", "--quiet", "--initial-branch", branch)
        self.publish({"README.md": "Before\n"})
        self.publish(NATIONAL)
        if template:
            self.person.mkdir()
            git(self.person, "init", "--quiet")
            write(self.person, NATIONAL)
            git(self.person, "add", "--all")
            git(self.person, "commit", "--quiet", "--message", "Initial commit")
        else:
            git(self.root, "clone", "--quiet", str(self.national), str(self.person))
            git(self.person, "checkout", "--quiet", "-B", "main")
            git(self.person, "remote", "remove", "origin")
        git(self.root, "clone", "--quiet", "--bare", str(self.person), str(self.origin))
        git(self.person, "remote", "add", "origin", str(self.origin))
        self.work(OWN)

    def publish(self, files: dict[str, str], *gone: str) -> str:
        """Change the national edition, and return its commit."""
        write(self.national, files)
        for path in gone:
            git(self.national, "rm", "--quiet", "-r", "--", path)
        git(self.national, "add", "--all")
        git(self.national, "commit", "--quiet", "--message", "The national edition moves on")
        return git(self.national, "rev-parse", "HEAD")

    def work(self, files: dict[str, str], *gone: str, branch: str = "main") -> str:
        """Have a person change files on a branch of the copy and push; return the commit."""
        git(self.person, "fetch", "--quiet", "--prune", "origin")
        start = f"origin/{branch}" if self.tip(branch) else "HEAD"
        git(self.person, "checkout", "--quiet", "-B", branch, start)
        write(self.person, files)
        for path in gone:
            git(self.person, "rm", "--quiet", "-r", "--", path)
        git(self.person, "add", "--all")
        git(self.person, "commit", "--quiet", "--message", f"A person's work: {', '.join([*files, *gone])}")
        git(self.person, "push", "--quiet", "origin", branch)
        return git(self.person, "rev-parse", "HEAD")

    def accept(self, *how: str) -> None:
        """Have a person merge the branch into main, with a merge commit or as told, and push."""
        git(self.person, "fetch", "--quiet", "origin")
        git(self.person, "checkout", "--quiet", "-B", "main", "origin/main")
        git(self.person, "merge", "--quiet", *(how or ("--no-ff", "--no-edit")), f"origin/{BRANCH}")
        if how:
            git(self.person, "commit", "--quiet", "--message", "Take the next national edition (#7)")
        git(self.person, "push", "--quiet", "origin", "main")

    def week(self, *words: str, address: str = "") -> dict[str, str]:
        """Run the weekly job's command in a fresh clone; return its exit code, what it printed and what it handed on."""
        self.weeks += 1
        runner, output = self.root / f"runner-{self.weeks}", self.root / f"output-{self.weeks}"
        git(self.root, "clone", "--quiet", *words, self.origin.as_uri(), str(runner))
        return self.take(runner, output, address or str(self.national), "--push")

    def take(self, where: Path, output: Path, *words: str) -> dict[str, str]:
        """Run the command in a clone; return its exit code, what it printed and what it handed on."""
        self.monkeypatch.setenv("GITHUB_OUTPUT", str(output))
        before = {path: path.read_bytes() for path in where.rglob("*") if path.is_file() and ".git" not in path.parts}
        code = main(["take-national", *words], where)
        assert before == {path: path.read_bytes() for path in before}
        said = self.capsys.readouterr()
        return {"exit": str(code), "said": said.out + said.err, **handed_on(output)}

    def tip(self, branch: str = BRANCH) -> str:
        """Return the newest commit of a branch at origin; nothing where there is none."""
        return git(self.person, "ls-remote", str(self.origin), f"refs/heads/{branch}").partition("\t")[0]

    def text(self, path: str, branch: str = BRANCH) -> str:
        """Return a file of a branch at origin; nothing where there is none."""
        done = subprocess.run(["git", "show", f"{branch}:{path}"], cwd=self.origin, capture_output=True, check=False)
        return done.stdout.decode()

    def files(self, branch: str = BRANCH) -> list[str]:
        """Return the files of a branch at origin."""
        return git(self.origin, "ls-tree", "-r", "--name-only", branch).splitlines()

    def holds(self, commit: str, branch: str = BRANCH) -> bool:
        """Return whether a branch at origin holds a commit."""
        return branch in git(self.origin, "branch", "--format=%(refname:short)", "--contains", commit).splitlines()


def handed_on(output: Path) -> dict[str, str]:
    """Return what a step wrote for the steps and jobs after it, read as GitHub does."""
    found, lines = {}, iter(output.read_text(encoding="utf-8").split("\n") if output.exists() else [])
    for line in lines:
        name, _, mark = line.partition("<<")
        if mark:
            found[name] = "\n".join(iter(lines.__next__, mark))
        elif "=" in line:
            name, _, found[line.partition("=")[0]] = line.partition("=")
    return found
