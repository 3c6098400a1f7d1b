"""Damaged content and odd commands, by the thousand: nothing may end in a traceback, hang, or complain without a place.

    .venv/bin/python audits/fuzz.py --trees 10000 --commands 2000 --builds 200

Each tree is the tests' small site with a trust, damaged at random in one to four ways, and checked by the real
command. Every so many are given hostile words instead, and built, site and PDFs, where check finds no error: what check
lets pass must build. Each command is one of the program's with odd words. Everything happens in throwaway folders, in
a child of its own that is stopped after 20 seconds. A finding says its seed. Exit 1 if there is any.
"""

import argparse
import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
SITES = REPOSITORY / "tests" / "sites"
SECONDS = 20
"""How long one check or command may take."""
EVERY = 1_000
"""After how many items it is said how far it has come."""
SECONDS_TO_BUILD = 120
"""How long a build may take, which typesets PDFs."""

HOSTILE = (
    "",
    " ",
    "x" * 100_000,
    "a" * 5_000 + " " + "b" * 5_000,
    "<script>window.PWN=1</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "{{ local.nothing }}",
    "{{ ''.__class__ }}",
    "{% for x in y %}",
    "{{",
    "}}",
    "{local.crisis_line}",
    "../../etc/passwd",
    "file:///etc/passwd",
    "\u202eabc",
    "a\u0000b",
    "\x1b[31mred\x07",
    "🙂 ❤️ 👩‍⚕️",
    "مرحبا 0191 496 0000",
    "ਪੰਜਾਬੀ",
    "\u2028line",
    "\ufeffbom",
    "\ud7ff\ue000\ufffd",
    "\U0001d4b3" * 40,
    "1) one\n2) two\n\n   - nested\n     ```\n     code\n",
    "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |",
    "# Heading\n\n## Two\n\nTotal\n=====",
    "[^1]: note\n\ntext[^1]",
    "[ref]: https://x.example\n\n[ref]",
    "![pic](assets/none.png)\n![p](assets/a b.png)",
    "- [ ] task\n- [x] done",
    "> " * 300 + "deep",
    "* " * 300 + "deep",
    "[" * 2_000,
    "*" * 2_000,
    "`" * 999,
    "&#0; &lt; &amp; &nbsp; &bogus;",
    "2027-13-45",
    "yes",
    "NULL",
    "0x1F",
    "1e999",
    "٣",
)
"""What somebody may put where words are expected, in ignorance or on purpose."""

ODD: tuple[object, ...] = (
    *(None, True, False, 0, -1, 10**30, 0.1, float("inf"), float("nan")),
    *([], {}, [[]], [None], {"": ""}, {None: None}),
)
"""Values of kinds that are expected nowhere in particular."""

LINES = (
    "\t",
    "\u00a0\u00a0key: value",
    "<<<<<<< HEAD",
    "=======",
    "---",
    "...",
    "- ",
    "-x",
    ": ",
    "? a",
    "&a [*a]",
    "x: &x {y: *x}",
    "!!python/object/apply:os.system ['true']",
    "!!binary x",
    "<<: *nothing",
    "%YAML 9.9",
    "key: 'unclosed",
    'key: "unclosed',
    "key: [1, 2",
    "key: {a: 1",
    "key: |\n bad",
    "key: >9\n x",
    "@at: x",
    "`tick`: x",
    "• a bullet",
    "key : value : more",
    "  " * 200 + "deep: 1",
    "\ufeff",
    "a: 9:30",
    "a: 012",
)
"""Lines that people paste, mistype or forget."""

NAMES = (
    "A.yml",
    "a b.yml",
    "é.yml",
    "index.yml",
    "con.yml",
    "it's (new).yml",
    "a#b.yml",
    "a%2fb.yml",
    "a\nb.yml",
    "a\x1b[31m.yml",
    "\u202egpj.yml",
    "x" * 200 + ".yml",
    "a.yaml",
    "a.YML",
    "a.yml~",
    ".a.yml.swp",
    ".DS_Store",
    "a.yml.orig",
    "a).yml",
    "listening-well.md) <img src=x onerror=y> [x](mailto:a.yml",
    "-.yml",
    "..yml",
    "search.yml",
    "trainer.yml",
)
"""Names of files that somebody may give a document."""

WORDS = (
    "",
    " ",
    "national",
    "hillside",
    "nobody",
    "Hillside",
    "..",
    "../..",
    ".",
    "my folder/x",
    "a\x1b[31mb",
    "x" * 5_000,
    "sessions/listening-well",
    "sessions/listening-well#activities.warm-up",
    "sessions/nothing",
    "programmes/core#days.day-1",
    "-1",
    "0",
    "999999999999",
    "2027-01-01",
    "9999-99-99",
    "\u202ex",
    "%s{}{0}",
    "site",
    "content",
    "content/trusts/hillside",
    "mkdocs.yml",
    "missing.pdf",
    "damaged.pdf",
    "folder.pdf",
    "2026.12",
    "session",
    "trust",
)
"""Words that may follow a command: right ones in wrong places, and wrong ones."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that must not happen: which seed made it, what was damaged, and what came of it."""

    seed: int
    done: str
    what: str
    said: str


class Damage:
    """Random damage to the files of one tree; `done` says what was done."""

    def __init__(self, content: Path, dice: random.Random) -> None:
        """Damage files below `content`."""
        self.content = content
        self.dice = dice
        self.done: list[str] = []

    def once(self) -> None:
        """Do one kind of damage to one file."""
        kinds: tuple[Callable[[Path], None], ...] = (
            self._value,
            self._value,
            self._value,
            self._line,
            self._bytes,
            self._file,
        )
        files = [path for path in sorted(self.content.rglob("*.yml")) if path.is_file() and not path.is_symlink()]
        if files:
            path = self.dice.choice(files)
            kind = self.dice.choice(kinds)
            self.done.append(f"{kind.__name__.strip('_')} {path.relative_to(self.content)}")
            kind(path)

    def gently(self) -> None:
        """Put hostile words in the place of words, which check may well let pass."""
        path = self.dice.choice(sorted(self.content.rglob("*.yml")))
        tree = _read(path)
        words = [(holder, key) for holder, key in _places(tree) if isinstance(holder[key], str)]
        holder, key = self.dice.choice(words)
        holder[key] = self.dice.choice(HOSTILE)
        self.done.append(f"words of {key!r} in {path.relative_to(self.content)}: {holder[key]!r:.60}")
        path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def _value(self, path: Path) -> None:
        """Change the values of a file: delete, double, retype, rename, move."""
        try:
            tree = _read(path)
            places = list(_places(tree))
        except (yaml.YAMLError, UnicodeError, RecursionError, ValueError):
            return
        if not places:
            return
        holder, key = self.dice.choice(places)
        how = self.dice.choice(("delete", "odd", "hostile", "double", "rename", "swap", "wrap", "self", "id"))
        self.done[-1] += f" {how} {key!r:.40}"
        _change(holder, key, how, self.dice, places)
        try:
            path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
        except (yaml.YAMLError, UnicodeError, RecursionError):
            path.write_text("&x [*x]\n", encoding="utf-8")

    def _line(self, path: Path) -> None:
        """Change the lines of a file: insert, delete, double, indent, swap."""
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
        at = self.dice.randrange(len(lines))
        how = self.dice.choice(("insert", "delete", "double", "in", "out", "swap", "join", "dash", "crlf"))
        self.done[-1] += f" {how} {at + 1}"
        if how == "insert":
            lines.insert(at, " " * self.dice.choice((0, 0, 2, 4)) + self.dice.choice(LINES))
        elif how == "delete":
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "in":
            lines[at] = self.dice.choice((" ", "  ", "\t", "\u00a0")) + lines[at]
        elif how == "out":
            lines[at] = lines[at].lstrip()
        elif how == "swap":
            other = self.dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "join":
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        elif how == "dash":
            lines[at] = lines[at].replace("- ", "-", 1) if "- " in lines[at] else lines[at].replace(": ", ":", 1)
        path.write_text(("\r\n" if how == "crlf" else "\n").join(lines), encoding="utf-8", newline="")

    def _bytes(self, path: Path) -> None:
        """Change the bytes of a file: cut, flip, fill, encode otherwise, pile up."""
        raw = path.read_bytes()
        at = self.dice.randrange(len(raw) + 1)
        how = self.dice.choice(
            ("cut", "flip", "nul", "noise", "empty", "utf-16", "latin-1", "bom", "deep", "bomb", "wide")
        )
        self.done[-1] += f" {how} {at}"
        bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
        made = {
            "cut": raw[:at],
            "flip": raw[:at] + bytes([self.dice.randrange(256)]) + raw[at + 1 :],
            "nul": raw[:at] + b"\0" + raw[at:],
            "noise": self.dice.randbytes(self.dice.choice((1, 100, 10_000))),
            "empty": b"",
            "utf-16": raw.decode("utf-8", "replace").encode("utf-16"),
            "latin-1": raw.decode("utf-8", "replace").encode("latin-1", "replace") + b"\xe9",
            "bom": b"\xef\xbb\xbf" + raw,
            "deep": raw + b"deep: " + b"[" * 3_000 + b"]" * 3_000,
            "bomb": raw + bomb.encode(),
            "wide": raw + b"".join(b"k%d: 1\n" % n for n in range(5_000)),
        }
        path.write_bytes(made[how])

    def _file(self, path: Path) -> None:
        """Change the file itself: rename, copy, delete, put a folder, a link or a pipe in its place."""
        how = self.dice.choice(("rename", "copy", "delete", "folder", "link", "loop", "pipe", "move"))
        name = self.dice.choice(NAMES)
        self.done[-1] += f" {how} {name!r:.40}"
        folders = sorted(each for each in self.content.rglob("*") if each.is_dir() and not each.is_symlink())
        target = path.with_name(name) if how != "move" else self.dice.choice(folders) / path.name
        if target.exists() or target.is_symlink():
            return
        if how in {"rename", "move"}:
            path.rename(target)
        elif how == "copy":
            shutil.copy(path, target)
        else:
            path.unlink()
        if how == "folder":
            path.mkdir()
        elif how == "link":
            path.symlink_to(self.content / "national" / "edition.yml")
        elif how == "loop":
            path.symlink_to(path.name)
        elif how == "pipe":
            os.mkfifo(path)


def _read(path: Path) -> Any:
    """Read a file as the program does, with the parser that it has."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Walk a tree: each container with each of its keys. What aliases share is walked once, however often it stands."""
    waiting, walked = [tree], set[int]()
    while waiting:
        holder = waiting.pop()
        if id(holder) in walked or not isinstance(holder, (dict, list)):
            continue
        walked.add(id(holder))
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            waiting.append(holder[key])


def _change(holder: Any, key: Any, how: str, dice: random.Random, places: list[tuple[Any, Any]]) -> None:
    """Change one value in its container."""
    value = holder[key]
    if how == "delete":
        del holder[key]
    elif how == "odd":
        holder[key] = dice.choice(ODD)
    elif how == "hostile":
        holder[key] = dice.choice(HOSTILE)
    elif how == "double" and isinstance(holder, list):
        holder.append(value)
    elif how == "rename" and isinstance(holder, dict):
        holder[dice.choice((*HOSTILE, "id", "title", "minutes", "text", 1, True))] = holder.pop(key)
    elif how == "swap":
        other, place = dice.choice(places)
        try:
            holder[key], other[place] = other[place], value
        except (KeyError, IndexError):
            return
    elif how == "wrap":
        holder[key] = dice.choice(([value], {"id": value}, {"x": [value]}, str(value)))
    elif how == "self":
        holder[key] = dice.choice(
            ("sessions/listening-well", "programmes/core", "resources/starter-pack.one", "components")
        )
    elif how == "id" and isinstance(holder, dict):
        holder["id"] = dice.choice(
            ("../up", "A b", "the-plan", "hb-nav", "constructor", "__proto__", "1", "x" * 300, "é")
        )


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a child ended: its exit code (nothing if it hung), and what it said."""

    code: int | None
    out: str
    err: str


def run(root: Path, words: list[str], seconds: float) -> Ended:
    """Run one command of the program in a child of this warm process, in its own folder."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(root, words, out.fileno(), err.fileno())
        code = _wait(child, seconds)
        out.seek(0)
        err.seek(0)
        return Ended(code=code, out=out.read().decode("utf-8", "replace"), err=err.read().decode("utf-8", "replace"))


def _become(root: Path, words: list[str], out: int, err: int) -> None:
    """In the child: run the command line as the script does, and never come back."""
    os.setsid()
    os.chdir(root)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.argv = ["handbook", *words]
    code = 70
    try:
        from generator.cli import main  # noqa: PLC0415 - the copy in the throwaway folder, imported when warm

        (getattr(main, "main", None) or main.app)()
        code = 0
    except SystemExit as exc:
        code = exc.code if isinstance(exc.code, int) else int(exc.code is not None)
    except BaseException:  # noqa: BLE001 - a traceback is what we look for
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(child: int, seconds: float) -> int | None:
    """Wait for a child and give its exit code; stop it, and all it started, after so many seconds."""
    until = time.monotonic() + seconds
    pause = 0.002
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(0.05, pause * 1.5)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


UNFORESEEN = ("Traceback (most recent call last)", "The program itself went wrong")
"""How a fault of the program's own ends: as Python says it, and as the command line does."""


def judged(ended: Ended, root: Path, codes: tuple[int, ...]) -> str:
    """Say what is wrong with how a command ended, or nothing."""
    if ended.code is None:
        return "hang"
    if any(words in ended.out + ended.err for words in UNFORESEEN):
        return "traceback"
    if ended.code not in codes:
        return f"exit {ended.code}"
    return _without_place(ended.out, root) if ended.out.lstrip().startswith("{") else ""


def _without_place(out: str, root: Path) -> str:
    """Say which problem of a list in JSON has no place that exists, or nothing."""
    try:
        problems = json.loads(out)
    except ValueError:
        return "not JSON"
    for problem in problems if isinstance(problems, list) else problems["problems"]:
        path = root / problem["path"].encode("utf-8", "replace").decode("unicode_escape", "replace").strip()
        is_there = any(
            os.path.lexists(each) for each in (root / problem["path"], path, (root / problem["path"]).parent)
        )
        if not problem["path"] or not is_there or problem["line"] < 1 or problem["column"] < 1:
            return f"no place: {problem['path']}:{problem['line']}: {problem['sentence'][:80]}"
        if not problem["sentence"].strip():
            return "no sentence"
    return ""


def fresh(root: Path) -> None:
    """Lay the small site into a throwaway folder, with a trust of its own."""
    shutil.rmtree(root / "content", ignore_errors=True)
    for name in ("minimal", "local-session", "trust-amends"):
        shutil.copytree(SITES / name / "content", root / "content", dirs_exist_ok=True)


def one_tree(root: Path, seed: int, *, build: bool) -> Finding | None:
    """Damage one tree, check it, and build it if that is asked and check found no error."""
    fresh(root)
    dice = random.Random(seed)
    damage = Damage(root / "content", dice)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        if build:
            damage.gently()
        else:
            damage.once()
    done = "; ".join(damage.done)
    ended = run(root, ["check", "--format", "json"], SECONDS)
    what = judged(ended, root, (0, 1))
    if not what and build and ended.code == 0:
        ended = run(root, ["build", "--jobs", "1", "--format", "json"], SECONDS_TO_BUILD)
        what = judged(ended, root, (0,))
        what = what and f"build: {what}"
    return Finding(seed=seed, done=done, what=what, said=(ended.err or ended.out)[-600:]) if what else None


def one_command(root: Path, seed: int) -> Finding | None:
    """Run one command with odd words."""
    from typer.main import get_command  # noqa: PLC0415

    from generator.cli.main import app  # noqa: PLC0415

    fresh(root)
    dice = random.Random(seed)
    commands = get_command(app).commands  # type: ignore[attr-defined]
    name = dice.choice(sorted(set(commands) - {"test", "serve", "edit"}))
    words = [name, *dice.choices(WORDS, k=dice.randrange(4))]
    options = [option for option in commands[name].params if option.param_type_name == "option"]
    for option in dice.sample(options, min(len(options), dice.randrange(3))):
        words.append(option.opts[-1])
        if not option.is_flag:
            words.append(dice.choice(WORDS))
    ended = run(root, words, SECONDS_TO_BUILD if name == "build" else SECONDS)
    what = judged(ended, root, (0, 1, 2))
    return (
        Finding(seed=seed, done=" ".join(words)[:200], what=what, said=(ended.err or ended.out)[-600:])
        if what
        else None
    )


def runner(root: Path, asked: argparse.Namespace, part: int) -> None:
    """Do one part of the work in this process, and write each finding as a line of JSON."""
    sys.path.insert(0, str(root))
    import generator.build.build  # noqa: PLC0415 - warm, so that a child starts at once
    import generator.cli.main  # noqa: F401, PLC0415

    every = max(1, asked.trees // asked.builds) if asked.builds else 0
    for seed in range(asked.start + part, asked.start + asked.trees, asked.jobs):
        finding = one_tree(root, seed, build=bool(every) and seed % every == 0)
        _tell("trees", finding)
    for seed in range(asked.start + part, asked.start + asked.commands, asked.jobs):
        _tell("commands", one_command(root, seed))


def _tell(kind: str, finding: Finding | None) -> None:
    print(json.dumps({"kind": kind, **(vars(finding) if finding else {})}), flush=True)


def laid_out(folder: Path) -> Path:
    """Make a throwaway project to damage, deep enough that `..` leads nowhere else."""
    root = folder / "deep" / "project"
    root.mkdir(parents=True)
    for name in ("generator", "templates", "schemas"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "requirements.txt", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, root)
    (root / "damaged.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (root / "folder.pdf").mkdir()
    return root


def _lines(runners: list[subprocess.Popen[str]]) -> Iterator[str]:
    """Return what all runners say as they say it, so that none waits for another to be heard."""
    heard = queue.SimpleQueue[str | None]()

    def listen(runner: subprocess.Popen[str]) -> None:
        for line in runner.stdout or ():
            heard.put(line)
        heard.put(None)

    for each in runners:
        threading.Thread(target=listen, args=(each,), daemon=True).start()
    ended = 0
    while ended < len(runners):
        line = heard.get()
        ended += line is None
        if line is not None:
            yield line


def main() -> int:
    """Run all of it and sum up."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--trees", type=int, default=1_000)
    words.add_argument("--commands", type=int, default=200)
    words.add_argument("--builds", type=int, default=20, help="how many of the trees are built too, where check passes")
    words.add_argument("--from", dest="start", type=int, default=0, help="the first seed")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--part", type=int, default=-1, help=argparse.SUPPRESS)
    words.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.part >= 0:
        runner(asked.root, asked, asked.part)
        return 0
    counts, found = Counter[str](), list[dict[str, Any]]()
    with tempfile.TemporaryDirectory() as folder:
        roots = [laid_out(Path(folder, str(part))) for part in range(asked.jobs)]
        runners = [
            subprocess.Popen(
                [sys.executable, __file__, *sys.argv[1:], "--part", str(part), "--root", str(root)],
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": str(root)},
            )
            for part, root in enumerate(roots)
        ]
        for line in _lines(runners):
            told = json.loads(line)
            counts[told.pop("kind")] += 1
            if told:
                found.append(told)
                print(f"seed {told['seed']}: {told['what']}: {told['done']}\n    {told['said']!r}", flush=True)
            if counts.total() % EVERY == 0:
                print(f"{dict(counts)}, {len(found)} findings so far", flush=True)
        broken = [each.wait() for each in runners if each.wait()]
    by_kind = Counter(each["what"].split(":")[0] for each in found)
    print(f"{counts['trees']} trees, {counts['commands']} commands: {len(found)} findings {dict(by_kind)}")
    return int(bool(found or broken))


if __name__ == "__main__":
    raise SystemExit(main())
