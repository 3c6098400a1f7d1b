"""What a national edition brings is told in the request without belief in who told it, and the weekly jobs stay on."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import git, write
from hosted import Host
from hypothesis import given
from hypothesis import strategies as st

from generator.upkeep.told_arrivals import MOST, SENTENCES, arrivals_text
from generator.upkeep.weekly_job import main

TRUST = 'name: Hillview\naddress: "https://hillview.example/handbook/"\n'
ROW = {
    "kind": "moved",
    "document": "procedures/endings",
    "address": "steps.goodbye.within",
    "words": "[-2-] {+3+} days",
}


def told(root: Path, *rows: object, others: object = ()) -> str:
    """Return the text that comes of some rows, as the other job would hand them on."""
    values = [{"code": "hillview", "edition": "2026.12", "matters": rows, "others": others}]
    return "\n\n".join(arrivals_text(root, json.dumps(values)))


def test_the_first_fifteen_are_told_with_links_and_words(tmp_path: Path) -> None:
    """Each leads to its page on the trust's own site, with the words that moved and the trust's own; more are counted."""
    write(tmp_path, {"content/trusts/hillview/trust.yml": TRUST})
    text = told(tmp_path, *[{**ROW, "ours": "1 day"}] * 17, others=["Endings: changed"])

    assert text.startswith("**17 things to look at**, the most pressing first:")
    assert MOST == text.count(SENTENCES["moved"])
    link = "https://hillview.example/handbook/hillview/trainer/procedures/endings/#goodbye"
    assert f"**1.** [`procedures/endings#goodbye`]({link}): " in text
    assert "[-2-] {+3+} days\nYours: 1 day\n" in text
    assert "And 2 more" in text
    assert text.endswith("</details>")
    assert "<summary>What else moved in the national edition (1)</summary>" in text


@pytest.mark.parametrize("text", ["", "no JSON", "[" * 100_000, "{}", "[1, [2], null]", '[{"matters": {"a": 1}}]'])
def test_what_is_no_list_of_things_tells_nothing(tmp_path: Path, text: str) -> None:
    """Whatever the other job hands on, there is a request."""
    assert [] == arrivals_text(tmp_path, text)


sly = st.text(alphabet="`~@<!->\n\x1b\u202e()#*/a.[]", max_size=40)


@given(
    kind=st.sampled_from([*SENTENCES, "x"]) | sly,
    document=sly,
    address=sly,
    words=sly,
    others=st.lists(sly, max_size=2),
)
def test_nothing_in_it_leads_anywhere(
    tmp_path_factory: pytest.TempPathFactory, kind: str, document: str, address: str, words: str, others: list[str]
) -> None:
    """Outside blocks of code stand our own sentences alone: no name is called, no link leads out, no fold is ended."""
    root = tmp_path_factory.getbasetemp()
    row = {"kind": kind, "document": document, "address": address, "words": words, "ours": words}
    text = told(root, row, others=others)
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", text)
    for sentence in (*SENTENCES.values(), "<details>", "</details>"):
        outside = outside.replace(sentence, "")
    outside = re.sub(r"<summary>What else moved in the national edition \(\d\)</summary>|\*\*1[^*]*\*\*", "", outside)

    assert re.fullmatch(r"(\s|, the most pressing first:|`[a-z0-9#/-]*`: )*", outside)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Return a host with a repository of which two workflows have a schedule."""
    write(
        tmp_path / "here",
        {
            ".github/workflows/due.yml": "on:\n  schedule:\n    - cron: '1 5 * * 1'\n",
            ".github/workflows/weekly.yml": "on:\n  schedule: # on Monday\n    - cron: '1 5 * * 1'\n",
            ".github/workflows/check.yml": "on:\n  pull_request:\n",
        },
    )
    git(tmp_path / "here", "init", "--quiet")
    made = Host(tmp_path, "here")
    names = ("due", "weekly", "check", "gone")
    states = ("active", "disabled_manually", "active", "disabled_inactivity")
    listed = [
        {"id": number, "path": f".github/workflows/{name}.yml", "state": state}
        for number, (name, state) in enumerate(zip(names, states, strict=True))
    ]
    made.save("workflows.json", listed)
    yield made
    made.close()


@pytest.mark.parametrize(("may", "expected"), [("write", (0, ["due"])), ("read", (1, []))])
def test_schedules_are_kept_on_and_what_a_person_switched_off_stays_off(
    host: Host,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    may: str,
    expected: tuple[int, list],
) -> None:
    """Each scheduled workflow is said to be wanted, without a commit; a token that may not is told of."""
    monkeypatch.setenv("PATH", f"{host.bin}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GH_TOKEN", host.token({"actions": may}))
    code = main(["keep-schedules"], host.root / "here")
    found = json.loads((host.state / "workflows.json").read_text(encoding="utf-8"))
    kept = [each["path"].rpartition("/")[2].removesuffix(".yml") for each in found if each.get("enabled")]
    said = capsys.readouterr()

    assert expected == (code, kept)
    assert "Kept on: due.yml." in said.out or "GitHub refused the request" in said.err
