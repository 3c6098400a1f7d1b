"""What changes for readers since a commit, in words, and the pages taken out of a site to look at."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site
from copies import git

from generator.build.changed_pages import take_changed
from generator.changes.reader_changes import changes_between
from generator.problems import ContentError

VISIT = "procedures/first-visit"


@pytest.fixture
def kept(site: Callable[..., Site]) -> Site:
    """Return a site with a trust, whose folder is a git repository with everything committed."""
    here = site("trust-amends")
    git(here.root, "init", "--quiet")
    git(here.root, "add", "--all")
    git(here.root, "commit", "--quiet", "--message", "Begin")
    return here


def test_a_national_change_is_told_once_with_its_words(kept, run):
    """A text that moved is told for the national edition, in both audiences, and not again for a trust that has it."""
    kept.change(f"national/{VISIT}.yml", "Wait 10 minutes.", "Wait 15 minutes.")
    done = run(kept, "changes")

    assert 0 == done.exit_code, done.output
    assert 1 == done.stdout.count("{+")
    assert "Wait [-10-] {+15+} minutes." in done.stdout
    assert "(for peers and trainers)" in done.stdout
    assert "1 document says something else to readers." in done.stdout
    for words in (("changes",), ("status", "national")):
        told = run(kept, *words, "--format", "markdown").stdout
        assert (told[:8], told[-4:]) == ("```text\n", "```\n")


def test_a_trusts_value_is_told_where_it_is_read(kept, run):
    """A number in values.yml is in no document's file, and still its readers are told of every page that says it."""
    values = kept.content / "trusts/hillside/values.yml"
    kept.change(f"national/{VISIT}.yml", "Wait 10 minutes.", "Wait 15 minutes.")
    values.write_text(re.sub(r"(?m)^team_base:.*$", "team_base: Oak House", values.read_text("utf-8")), "utf-8")
    told = json.loads(run(kept, "changes", "--format", "json").stdout)
    _national, trust = [each for each in told["editions"] if each["documents"]]
    parts = [part for each in trust["documents"] for part in each["parts"]]

    assert "hillside" == trust["code"]
    assert parts
    assert all("Oak House" in part["now"] and "Oak House" not in part["then"] for part in parts)


def test_what_is_new_gone_and_moved_is_told(kept, run):
    """A step that is new, one that is gone and steps in another order are told as such; a page's new front sheet is not."""
    path = kept.content / f"national/{VISIT}.yml"
    text = path.read_text(encoding="utf-8")
    meet = "  - id: meet\n    who: Peer worker\n    action: Meet the person.\n"
    assert meet in text
    new = f"{meet.rstrip()}\n  - {{id: wave, who: Peer worker, action: Wave goodbye.}}\n"
    path.write_text(text.replace(meet, "").replace("steps:\n", f"steps:\n{new}", 1), encoding="utf-8")
    told = run(kept, "changes", "national").stdout

    assert "New: " in told
    assert "{+Peer worker Wave goodbye.+}" in told
    assert "The order of its parts is another" in told


def test_a_commit_that_is_not_there_is_told(kept, run):
    """A name that git does not know is a sentence with a hint."""
    done = run(kept, "changes", "--since", "nowhere")

    assert 1 == done.exit_code
    assert 'this clone knows no commit "nowhere"' in done.output


def test_nothing_is_built_where_nothing_changed(kept, run):
    """Without a change there is a page that says so, and a folder that holds something is never written into."""
    done = run(kept, "preview", "--out", "changed")
    again = run(kept, "preview", "--out", "content")

    assert "0 documents say something else" in (kept.root / "changed/index.html").read_text(encoding="utf-8")
    assert (0, 1) == (done.exit_code, again.exit_code), done.output
    assert "this is there already" in again.output


def test_changed_pages_are_taken_with_what_they_need(
    built: Callable[[str], Path], kept: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The page of each audience, its PDF and its styles are there, and an index leads to them; others are not."""
    then = kept.library()
    kept.change(f"national/{VISIT}.yml", "Wait 10 minutes.", "Wait <b>15</b> minutes.")
    out = tmp_path_factory.mktemp("changed") / "pages"
    found = changes_between(then, kept.library(), ("",))
    files = take_changed(built("trust-amends"), out, found, "Words.")
    html = (out / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]*)"', html)

    assert files == len(links)
    assert {f"{VISIT}/index.html", f"trainer/{VISIT}/index.html", "downloads/first-visit.pdf"} <= set(links)
    assert all((out / link).is_file() for link in links)
    assert (out / "stylesheets/base.css").is_file()
    assert not (out / "guides").exists()
    with pytest.raises(ContentError):
        take_changed(built("trust-amends"), out, found, "Words.")
