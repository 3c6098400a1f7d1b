"""The pages of `docs/how-to/`, followed to the letter on a copy of the program: what they promise comes of them."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import project, run
from conftest import REPOSITORY

from generator.model.kinds import EVERY_KIND

HOW_TO = REPOSITORY / "docs" / "how-to"

_STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`|In `(?P<path>[^`]+)`, (?P<where>before|after) `(?P<place>[^`]+)`(?P<same>, on the same line)?)"
    r":\n\n```\w+\n(?P<text>.*?)\n```$",
    re.DOTALL | re.MULTILINE,
)
_TRY = re.compile(r"^Try it:\n\n```console\n(?P<commands>.*?)\n```$", re.DOTALL | re.MULTILINE)

Program = Callable[[str], "Followed"]


class Followed:
    """A copy of the program and a small site, changed as a page says."""

    def __init__(self, root: Path, page: str) -> None:
        """Make every change of a page of `docs/how-to/` in a folder that holds the program."""
        self.root = root
        self.text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
        for step in _STEP.finditer(self.text):
            self._make(step)

    def _make(self, step: re.Match[str]) -> None:
        if step["new"]:
            path = self.root / step["new"]
            assert not path.exists(), f"{step['new']} is no new file"
            path.parent.mkdir(exist_ok=True)
            path.write_text(step["text"] + "\n", encoding="utf-8")
            return
        path, place = self.root / step["path"], step["place"]
        text = path.read_text(encoding="utf-8")
        at = text.index(f"\n{place}") + 1
        assert text.count(f"\n{place}") == 1, f"{place} stands more than once in {step['path']}"
        if step["where"] == "after":
            at += len(place)
            put = step["text"].rstrip("\n") if step["same"] else f"\n{step['text']}"
        else:
            put = f"{step['text']}\n"
        path.write_text(text[:at] + put + text[at:], encoding="utf-8")

    def tried(self) -> tuple[int, str]:
        """Run what the page says to try: how the last command ended, and what all of them said."""
        found = _TRY.search(self.text)
        assert found is not None
        ended, said = 0, ""
        for command in found["commands"].splitlines():
            assert 0 == ended, said
            ended, more = run(self.root, *command.removeprefix("./handbook ").split())
            said += more
        return ended, said

    def read(self, path: str) -> str:
        """Return what stands in a file."""
        return (self.root / path).read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a function that follows a page on a copy of the program and of a small site."""

    def follow(page: str, site: str = "minimal") -> Followed:
        return Followed(project(tmp_path, site), page)

    return follow


@pytest.fixture
def built_before(tmp_path: Path, built: Callable[[str], Path]) -> None:
    """Have the site been built before the page is followed, as by most who follow one: what stays as it is, is kept."""
    shutil.copytree(built("minimal").parent / ".cache", tmp_path / ".cache")


def test_every_page_is_followed_and_listed():
    """No page stands there that this file does not follow; the list of them is whole."""
    pages = sorted(path.stem for path in HOW_TO.glob("*.md") if path.stem != "README")
    followed = sorted(set(re.findall(r'program\("([a-z-]+)"', Path(__file__).read_text(encoding="utf-8"))))
    listed = re.findall(r"\(([a-z-]+)\.md\)", (HOW_TO / "README.md").read_text(encoding="utf-8"))

    assert pages == followed
    assert pages == sorted(listed)


@pytest.mark.site
@pytest.mark.usefixtures("built_before")
def test_a_kind_of_document_has_all_that_others_have(program):
    """It has a first file, a schema, a page in the menu, a button of its own in the search, a PDF, and ids kept for it."""
    followed = program("add-a-kind-of-document")
    changed = [step["new"] or step["path"] for step in _STEP.finditer(followed.text)]
    assert "assessment" not in [kind.name for kind in EVERY_KIND]
    ended, said = followed.tried()

    assert 0 == ended, said
    manifest = json.loads(followed.read("site/manifest.json"))
    (document,) = [each for each in manifest["documents"] if each["id"] == "assessments/walk-through"]
    page = followed.read("site/assessments/walk-through/index.html")
    assert 4 == len(set(changed))
    assert "A safety walk-through" in page
    assert re.search(r'<a href="\.\./"[^>]*>Assessments</a>', page)
    assert '["Assessment","Assessments","file-document"]' in followed.read("site/search/index.js")
    assert (followed.root / "site" / document["pdf"]).read_bytes().startswith(b"%PDF")
    assert "proofs" in json.loads(followed.read("schemas/assessment.json"))["properties"]


def test_a_rule_tells_of_what_it_is_for(program):
    """The new rule says where a summary repeats the title, and nothing where none does."""
    followed = program("add-a-rule")
    assert "[summary]" not in followed.tried()[1]
    path = followed.root / "content" / "national" / "sessions" / "listening-well.yml"
    path.write_text(
        re.sub(r"summary: .*", "summary: Listening well.", path.read_text(encoding="utf-8"), count=1), "utf-8"
    )

    _, said = followed.tried()

    assert "listening-well.yml:2:10: warning: the summary says no more than the title [summary]" in said


def test_a_command_is_there(program):
    """The new command counts, and the help names it."""
    ended, said = program("add-a-command").tried()

    assert 0 == ended, said
    assert "1 Sessions\n1 Role plays\n" in said


@pytest.mark.site
def test_a_field_of_the_front_sheet_is_on_the_page(program):
    """The new field may be left out, and stands on the page and in the schema where it is not."""
    followed = program("add-a-field-to-the-front-sheet")
    path = followed.root / "content" / "national" / "sessions" / "listening-well.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  owner: Editor\n", "  owner: Editor\n  group: Safety group\n", 1),
        "utf-8",
    )

    ended, said = followed.tried()

    assert 0 == ended, said
    assert "Looked after by</strong> Safety group" in followed.read("site/sessions/listening-well/index.html")
    assert "group" in json.loads(followed.read("schemas/session.json"))["$defs"]["FrontSheet"]["properties"]


def test_a_locked_text_cannot_be_changed(program):
    """What a trust changed before is refused, with the reason, once the text is locked."""
    followed = program("lock-a-text", "trust-amends")

    ended, said = followed.tried()

    assert 1 == ended
    assert "trusts/hillside/amend/sessions/listening-well.yml" in said
    assert "Everybody practises listening in the same way." in said
    assert "[locked]" in said


@pytest.mark.site
def test_a_language_is_spoken_as_far_as_it_is_translated(program):
    """What has a translation is said in it, on pages and in PDFs; the command adds what has none."""
    followed = program("add-a-language")

    ended, said = followed.tried()

    page = followed.read("site/publications/index.html")
    assert 0 == ended, said
    assert ">Lawrlwythiadau</h1>" in page
    assert '<html lang="cy"' in page
    assert "Cymorth nawr" in page
    assert 3 <= int(re.findall(r"; ([0-9]+) of them are translated", said)[-1])
    assert 'msgid "Use without internet"\nmsgstr ""' in followed.read("content/national/words/cy.po")


@pytest.mark.site
def test_a_page_is_there_and_is_found(program):
    """The new page stands on the site, and search knows it."""
    followed = program("add-a-page")

    ended, said = followed.tried()

    assert 0 == ended, said
    assert "Listening well: 30 minutes" in followed.read("site/lengths/index.html")
    assert "How long each session takes" in followed.read("site/search/index.js")


@pytest.mark.site
def test_an_engine_builds_a_site(program):
    """Pages are there with the new engine, their links lead somewhere, and all that is made beside them is there too."""
    followed = program("add-an-engine")

    ended, said = followed.tried()

    assert 0 == ended, said
    assert ">Listening well</h1>" in followed.read("site/sessions/listening-well/index.html")
    assert "handbookIndex" in followed.read("site/search/index.js")
    assert json.loads(followed.read("site/manifest.json"))["documents"]
