"""The guide for trusts: every command in the documents is one, and the year that the guide tells goes as it says."""

import json
import re
import shlex
from collections.abc import Iterator
from datetime import date

import pytest
from clock import set_day
from conftest import REPOSITORY, Site
from typer.core import TyperGroup
from typer.main import get_command

from generator.cli.main import app

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/for-trusts.md", "docs/hosting.md", "content/trusts/README.md")
GUIDE = REPOSITORY / "docs/for-trusts.md"
OF_THE_SMALL_SITE = {
    "procedures/first-contact#steps.arrange-visit.within": "procedures/first-visit#steps.plan-visit.within",
    "samaritans": "any-hour",
    "resources/escalation-card": "procedures",
    "resources/easy-read": "procedures",
    "guides/privacy-notice": "procedures",
}
"""What the commands of the guide name, and what has its place in the small site on which they are run."""

SMALL = "procedures/first-visit"
MORE_DECISIONS = ("validated", "equality impact assessed", "tested")
"""What documents of the real site wait for besides, so that the small one has it too."""

_COMMAND = re.compile(
    r"(?:^ {4}|^ {7}|`)\./handbook (?P<words>[^`\n]+?)`?$|`\./handbook (?P<inline>[^`\n]+)`", re.MULTILINE
)
_DAY = re.compile(r"^### (?P<day>\d{4}-\d{2}-\d{2}): .+\n(?P<text>(?:(?!^##).*\n)+)", re.MULTILINE)


def commands(text: str) -> Iterator[list[str]]:
    """Return every command that a document shows, as its words."""
    for found in _COMMAND.finditer(text):
        yield shlex.split(re.split(r" > | {2,}", found["words"] or found["inline"])[0])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_of_the_documents_takes_its_words(name: str) -> None:
    """Each command that a document shows exists, with the options and arguments that it is given there."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    shown = list(commands((REPOSITORY / name).read_text(encoding="utf-8")))
    wrong = []
    for command, *words in shown:
        try:
            if words or command not in group.commands:  # a command's name alone may stand in a sentence
                group.commands[command].make_context(command, [*words])
        except Exception as exc:  # noqa: BLE001 - whatever the command says of its words
            if "does not exist" not in str(exc):  # the reader's own file
                wrong.append(f"{command} {' '.join(words)}: {exc}")

    assert [] == wrong


class Year:
    """The small site through the year of the guide: what people and the national editors do beside the commands."""

    def __init__(self, here: Site, run) -> None:
        self.here, self.run = here, run
        self.own = here.content / "trusts/hillview"
        self.said: dict[str, str] = {}
        self.refused: list[str] = []

    def command(self, day: date, words: list[str]) -> None:
        """Run a command of the guide as it stands there, on the day it stands under."""
        words = [OF_THE_SMALL_SITE.get(word, word) for word in words]
        if words[0] == "rebase" and "--list" in words:
            self._national_edition()
        done = self.run(self.here, *words)
        self.said[f"{day} {' '.join(words)}"] = done.output
        if done.exit_code:
            self.refused.append(f"{day} {' '.join(words)}")
        if words[0] == "new":
            self._call(day)

    def _call(self, day: date) -> None:
        given = f"# Called on {day}.\ncrisis_line: 0300 123 4567\nteam_base: Elm House\n"
        (self.own / "values.yml").write_text(given, encoding="utf-8")

    def _national_edition(self) -> None:
        self.here.change("national/procedures/first-visit.yml", "within: 2 working days", "within: 3 working days")
        self.here.change("national/edition.yml", "2026.11", "2027.05")
        done = self.run(self.here, "release", "2027.05")
        assert 0 == done.exit_code, done.output


@pytest.mark.site
def test_the_year_of_the_guide_goes_as_it_says(site, run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command is run on its day: nothing falls due unseen, and at the end all is on record twice."""
    here: Site = site()
    monkeypatch.chdir(here.root)
    waited_for = "".join(f"    - {{event: {each}, by: Test group}}\n" for each in ("ratified", *MORE_DECISIONS))
    here.change(f"national/{SMALL}.yml", "    - {event: ratified, by: Test group}\n", waited_for)
    year = Year(here, run)
    assert 0 == run(here, "release", "2026.11").exit_code
    days = {found["day"]: list(commands(found["text"])) for found in _DAY.finditer(GUIDE.read_text(encoding="utf-8"))}
    for day, shown in days.items():
        set_day(monkeypatch, date.fromisoformat(day))
        for words in shown:
            if words[0] == "archive" and list(here.root.glob("archive/*.zip")):
                continue  # it builds everything, and did so in January
            year.command(date.fromisoformat(day), words)
    said = {key: text for key, text in year.said.items() if " due " in key and "ics" not in key}
    quiet, september, december = said.values()
    approved = (year.own / "approvals.yml").read_text(encoding="utf-8")
    archives = sorted(path.name for path in (here.root / "archive").glob("*.zip"))

    assert ["2027-12-06 due hillview --within 60"] == year.refused  # the law was to be looked at in November
    assert 7 == len(days)
    assert "Nothing falls due by 2027-04-30." in quiet
    assert "signposting.any-hour" in september
    assert "signposting.any-hour" not in december
    assert "local-values.crisis_line): to be checked by 2027-12-01" in december
    assert "choice: keep" in (year.own / "decisions.yml").read_text(encoding="utf-8")
    assert "with: 3 working days of agreeing" in (year.own / "amend/procedures/first-visit.yml").read_text(
        encoding="utf-8"
    )
    assert 'edition: "2027.05"' in (year.own / "trust.yml").read_text(encoding="utf-8")
    assert (6, 6) == (approved.count("on: 2027-01-14"), approved.count("on: 2027-12-06"))
    assert ["handbook-hillview-2026.11-2027-01-18.zip"] == archives
    assert (here.root / "earlier/hillview/2026.11-2027-01-18/index.html").is_file()
    assert "BEGIN:VEVENT" in next(text for key, text in year.said.items() if key.endswith("--format ics"))
    assert json.loads(run(here, "status", "hillview", "--format", "json").stdout)["stale"] == []
