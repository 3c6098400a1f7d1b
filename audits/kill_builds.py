"""Builds killed at random moments: whatever the moment, the whole old site stands there or the whole new one.

    .venv/bin/python audits/kill_builds.py --kills 1000

Small sites of two editions for two audiences (one of pages and PDFs, one of pages alone, one of PDFs alone) are built
again and again in a throwaway folder, each time after the content changed from one known state to the other: all of
it or one edition, with one worker or two, and now and then with nothing in the cache. Each build is a child of its own
that is ended with SIGKILL at a random moment, every third just as the finished site is put in its place. At once after
it every file of the site is compared with what builds that nobody disturbed left of each state. The next build has to
go on from there, and every twentieth is let finish. It prints what was counted, and exits 1 if any site was half of one
and half of the other or absent, if a build failed that nobody killed, or if a process or a folder was left behind.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # so that the script finds the program it stands beside

from generator.build.build import Options, build
from generator.build.site_folder import MARK
from generator.problem_formats import as_text
from generator.problems import ContentError

SESSION = "content/national/sessions/listening-well.yml"
STATES = ("This is the one text.", "This is quite another text, and longer than the one.")
EDITIONS = ("national", "hillside")
MAKES = ("", "site", "print")
"""What a build makes: pages and PDFs, or one of them alone."""
UNDISTURBED, COLD = 0.05, 0.03
"""How many builds are let finish, and how many begin with nothing in the cache."""
SECONDS = 600.0
"""How long any build may take before it counts as hanging."""

State = tuple[str, ...]
"""The hash of all files of each edition."""


@dataclass
class Case:
    """A small project, the two states its site can be in, and the one it was last seen in."""

    root: Path
    only: str
    states: list[State] = field(default_factory=list)
    now: State = ()
    seconds: float = 0

    @property
    def site(self) -> Path:
        """Where its site is."""
        return self.root / "site"


def make_case(root: Path, only: str) -> Case:
    """Prepare a project, and build it in each state without disturbing it."""
    sites = REPOSITORY / "tests" / "sites"
    for layer in ("minimal", "trust-amends"):
        shutil.copytree(sites / layer / "content", root / "content", dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(REPOSITORY / name, root / name)
    case = Case(root=root, only=only)
    for words in STATES:
        write(root, words)
        begun = time.monotonic()
        if code := wait(start(case, (), 2), begun + SECONDS):
            sys.exit(f"a build that nobody disturbed ended with {code}")
        case.states.append(state_of(case.site))
    case.now = case.states[-1]
    return case


def write(root: Path, words: str) -> None:
    """Bring the content into the state that some words stand for."""
    path = root / SESSION
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(f"summary: {words}" if line.startswith("summary:") else line for line in lines) + "\n"
    path.write_text(text, encoding="utf-8")


def state_of(site: Path) -> State:
    """Return what a site holds, edition by edition; the mark lists names only, and is left out."""
    hashes = {name: hashlib.sha256() for name in EDITIONS}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name != MARK:
            edition = hashes.get(name.partition("/")[0], hashes["national"])
            edition.update(f"{name}\0".encode() + path.read_bytes())
    return tuple(each.hexdigest() for each in hashes.values())


def start(case: Case, codes: tuple[str, ...], jobs: int) -> int:
    """Start a build in a child of its own, which has the program loaded already; return its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setsid()
        with (case.root / "said.txt").open("w", encoding="utf-8") as said:
            os.dup2(said.fileno(), 2)
            root = case.root
            options = Options(
                root=root, codes=codes, today=date(2026, 11, 21), site_dir=case.site, only=case.only, jobs=jobs
            )
            code = ended(options)
    finally:
        os._exit(code)


def ended(options: Options) -> int:
    """Build; return 0, or 1 after saying on standard error what was wrong."""
    try:
        build(options)
    except ContentError as exc:
        sys.stderr.write(as_text(exc.problems) + "\n")
    except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
        traceback.print_exc()
    else:
        return 0
    return 1


def wait(child: int, end: float) -> int | None:
    """Return how a child ended, or nothing if it has not until then: a moment of the monotonic clock."""
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    return None


def kill_at(case: Case, child: int, moment: float, *, at_the_end: bool) -> int | None:
    """Kill a child after so many seconds, or so long after its site is finished; return how it ended."""
    begun = time.monotonic()
    if at_the_end:
        while not is_finished(case) and time.monotonic() < begun + SECONDS:
            if (code := wait(child, time.monotonic() + 0.001)) is not None:
                return code
        begun = time.monotonic()
    if (code := wait(child, begun + moment)) is None:
        os.kill(child, signal.SIGKILL)
        code = wait(child, time.monotonic() + SECONDS)
    return code


def is_finished(case: Case) -> bool:
    """Say whether a site that is put together is about to be put in place: its mark then lists its files."""
    with suppress(OSError):
        return (case.root / ".site-new" / MARK).stat().st_size > 1000  # noqa: PLR2004 - an empty list takes 150 bytes
    return False


def left_running(group: int) -> bool:
    """Say whether any process of a group is left, after a moment to end in."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return False
        time.sleep(0.01)
    return True


def one_round(case: Case, chance: random.Random, counts: Counter[str]) -> None:
    """Change the content, build, kill, and look at what stands there."""
    target = case.states[1] if case.now == case.states[0] else case.states[0]
    write(case.root, STATES[case.states.index(target)])
    codes = chance.choice([(), (), ("hillside",), ("national",)])
    if is_cold := chance.random() < COLD:
        shutil.rmtree(case.root / ".cache", ignore_errors=True)
        counts["begun with nothing in the cache"] += 1
    new = tuple(t if not codes or name in codes else n for name, t, n in zip(EDITIONS, target, case.now, strict=True))
    begun = time.monotonic()
    child = start(case, codes, chance.choice([1, 2]))
    undisturbed, at_the_end = chance.random() < UNDISTURBED, chance.random() < 1 / 3
    if undisturbed or not case.seconds:
        code = wait(child, begun + SECONDS)
        case.seconds = case.seconds if is_cold else time.monotonic() - begun
    else:
        moment = chance.uniform(0, 0.1) if at_the_end else chance.uniform(0, 1.1 * case.seconds)
        code = kill_at(case, child, moment, at_the_end=at_the_end)
    judge(case, counts, code, new)
    if left_running(child):
        counts["BAD: processes left"] += 1


def judge(case: Case, counts: Counter[str], code: int | None, new: State) -> None:
    """Count what a build left."""
    counts["let finish" if code == 0 else "killed" if code == -signal.SIGKILL else f"BAD: ended with {code}"] += 1
    if code not in (0, -signal.SIGKILL):
        sys.stderr.write((case.root / "said.txt").read_text(encoding="utf-8"))
    found = state_of(case.site) if case.site.is_dir() else ()
    if not found:
        counts["BAD: no site"] += 1
    elif found == new:
        counts["new site"] += 1
    elif found == case.now and code != 0:
        counts["old site"] += 1
    else:
        counts["BAD: half a site"] += 1
    left = [path.name for path in case.root.glob(".site-*")]
    if left and code == 0:
        counts["BAD: folders left"] += 1
    counts["killed with work left behind, which the next build takes away"] += bool(left)
    case.now = found


def main() -> None:
    """Kill as many builds as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000, help="how many builds to kill")
    parser.add_argument("--make", choices=MAKES, action="append", help="make only this; may be given again")
    parser.add_argument("--seed", type=int, default=1, help="what the random moments are drawn from")
    given = parser.parse_args()
    chance, counts = random.Random(given.seed), Counter[str]()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        cases = [make_case(Path(folder) / (only or "both"), only) for only in given.make or MAKES]
        while counts["killed"] < given.kills and not any(name.startswith("BAD") for name in counts):
            one_round(chance.choice(cases), chance, counts)
            if sum((counts["killed"], counts["let finish"])) % 100 == 0:
                print(dict(counts), flush=True)
    for name, number in sorted(counts.items()):
        print(f"{number:6} {name}")
    bad = sum(number for name, number in counts.items() if name.startswith("BAD"))
    print(f"{counts['killed']} builds killed in {time.monotonic() - begun:.0f} s, {bad} found wrong.")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
