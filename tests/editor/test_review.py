"""What was written is sent for review: a commit in the person's name on a branch of its own, pushed, never by force."""

import subprocess

import pytest

from generator.editor.review import request_address

AT = "/edit/change/procedures/first-visit?at=steps.plan-visit"
ME = {"name": "Ann Author", "email": "ann@example.org", "message": "We are quicker."}


def git(folder, *words):
    """Run git in a folder, as somebody would."""
    who = ("-c", "user.name=Old", "-c", "user.email=old@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def kept(hillside):
    """Return a site that git keeps, with a remote beside it."""
    root = hillside.root
    (root / ".gitignore").write_text("/.drafts/\n", encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "First.")
    git(root, "init", "--quiet", "--bare", str(root.parent / f"{root.name}-remote.git"))
    git(root, "remote", "add", "origin", str(root.parent / f"{root.name}-remote.git"))
    return hillside


def test_what_was_written_is_sent(kept, edit):
    """Only the trust's folder is committed, with what changed in words; the branch is pushed, and main stays."""
    browser = edit(kept.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    kept.write("national/other.txt", "not mine")
    page = browser.see("/send")
    refused = browser.fill("/send", holding="message", message="")
    done = browser.fill("/send", holding="message", **ME)
    branch = git(kept.root, "branch", "--show-current")

    assert "Change: " in page.words
    assert "Say in a sentence what changed" in refused.words
    assert f"on the branch {branch}" in done.words
    assert branch.startswith("review/hillside-")
    assert "Ann Author <ann@example.org>" == git(kept.root, "log", "-1", "--format=%an <%ae>")
    assert "We are quicker." == git(kept.root, "log", "-1", "--format=%s")
    assert ["content/trusts/hillside/amend/procedures/first-visit.yml"] == git(
        kept.root, "show", "--format=", "--name-only", "HEAD"
    ).split()
    assert git(kept.root, "rev-parse", "HEAD") == git(kept.root, "ls-remote", "origin", branch).split()[0]
    assert "First." == git(kept.root, "log", "-1", "--format=%s", "main")
    assert "nothing to send" in browser.see("/send").words


def test_a_push_that_is_refused_is_told_and_not_forced(kept, edit):
    """Where the remote has another history of the branch, the commit stays here and the reason is said."""
    browser = edit(kept.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    browser.fill("/send", holding="message", **ME)
    branch = git(kept.root, "branch", "--show-current")
    theirs = git(kept.root, "commit-tree", "HEAD^{tree}", "-m", "Theirs.")
    git(kept.root, "push", "--quiet", "--force", "origin", f"{theirs}:refs/heads/{branch}")
    browser.fill(AT, f__within="2 hours")
    done = browser.fill("/send", holding="message", **ME)

    assert "It could not be pushed" in done.words
    assert theirs == git(kept.root, "ls-remote", "origin", branch).split()[0]


def test_without_git_nothing_is_sent(hillside, edit):
    """A folder that git does not keep is said to be one."""
    assert "not kept by git" in edit(hillside.root, "hillside").see("/send").words


def test_a_name_cannot_say_anything_else(kept, edit):
    """A name or address with signs that git reads otherwise is refused before git hears of it."""
    browser = edit(kept.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    before = git(kept.root, "rev-parse", "HEAD")
    one = browser.fill("/send", holding="message", **{**ME, "name": "A <b@c>"})
    two = browser.fill("/send", holding="message", **{**ME, "email": "--upload-pack=x"})

    assert ("Say in whose name" in one.words, "Write an email address" in two.words) == (True, True)
    assert before == git(kept.root, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b/compare/review/x?expand=1"),
        ("git@github.com:a/b.git", "https://github.com/a/b/compare/review/x?expand=1"),
        ("https://name:word@github.com/a/b", "https://github.com/a/b/compare/review/x?expand=1"),
        (
            "https://gitlab.com/a/b",
            "https://gitlab.com/a/b/-/merge_requests/new?merge_request%5Bsource_branch%5D=review%2Fx",
        ),
        ("/somewhere/b.git", ""),
        ("https://example.org/a/b", ""),
    ],
)
def test_where_a_request_is_opened(url, address):
    """Known hosts have an address at which a branch is asked to be taken; no password is in it."""
    assert address == request_address(url, "review/x")


def test_what_was_sent_and_is_not_published_is_told_apart(kept, edit):
    """What was saved since is to be sent; what was sent before, and is not on the published branch, stands below it."""
    git(kept.root, "push", "--quiet", "origin", "HEAD:main")
    git(kept.root, "fetch", "--quiet")
    browser = edit(kept.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    browser.fill("/send", holding="message", **ME)
    browser.fill("/values", value__team_base="Oak House")
    page = browser.see("/send").words
    now, _, before = page.partition("Sent before, and not published yet")

    assert "What changed since it was last sent Phone numbers and facts: Team base" in now
    assert ("Change: Agree a day" in now, "Change: Agree a day" in before) == (False, True)


def test_it_is_said_where_nobody_knows_what_is_published(kept, edit):
    """Without a branch of the remote there is nothing to compare with, and the page says so."""
    assert "It is not known here what is published" in edit(kept.root, "hillside").see("/send").words


@pytest.fixture
def published(kept):
    """Return a site that git keeps, whose main branch is at the remote, and known to be."""
    git(kept.root, "push", "--quiet", "origin", "HEAD:main")
    git(kept.root, "fetch", "--quiet")
    return kept


def elsewhere(here, *words):
    """Run git in somebody else's clone of the remote, made at the first call."""
    clone = here.root.parent / f"{here.root.name}-elsewhere"
    if not clone.exists():
        git(here.root, "clone", "--quiet", str(here.root.parent / f"{here.root.name}-remote.git"), str(clone))
    return git(clone, *words)


def test_answers_go_to_the_branch_of_the_open_request(published, edit):
    """On the branch of the weekly job what was written is committed and pushed there, and no branch is begun or left."""
    git(published.root, "switch", "--quiet", "--create", "national-edition")
    git(published.root, "push", "--quiet", "origin", "national-edition")
    browser = edit(published.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    done = browser.fill("/send", holding="message", **ME)

    assert "national-edition" == git(published.root, "branch", "--show-current")
    assert "review/" not in git(published.root, "branch", "--all")
    assert (
        git(published.root, "rev-parse", "HEAD")
        == git(published.root, "ls-remote", "origin", "refs/heads/national-edition").split()[0]
    )
    assert "stands on the open request" in done.words
    assert "Open a pull request" not in done.words


def test_where_the_job_went_on_it_is_said_how_to_bring_both_together(published, edit):
    """A push that is refused because the branch went on elsewhere names the lines that mend it; they do."""
    git(published.root, "switch", "--quiet", "--create", "national-edition")
    git(published.root, "push", "--quiet", "origin", "national-edition")
    elsewhere(published, "switch", "--quiet", "national-edition")
    elsewhere(published, "commit", "--quiet", "--allow-empty", "-m", "The job went on.")
    elsewhere(published, "push", "--quiet", "origin", "national-edition")
    browser = edit(published.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    done = browser.fill("/send", holding="message", **ME)
    shown = "git pull --no-rebase origin national-edition && git push origin national-edition"
    git(published.root, *("pull", "--no-rebase", "--no-edit", "--quiet", "origin", "national-edition"))
    git(published.root, "push", "--quiet", "origin", "national-edition")

    assert "It could not be pushed" in done.words
    assert shown in done.words


def test_who_sent_last_is_remembered(published, edit):
    """The form proposes the name and address that were typed last in this copy, and not those of the machine."""
    git(published.root, "config", "--local", "user.name", "Machine")
    git(published.root, "config", "--local", "user.email", "machine@example.org")
    browser = edit(published.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    first = browser.see("/send").form("message")
    browser.fill("/send", holding="message", **ME)
    browser.fill(AT, f__within="2 hours")
    again = browser.see("/send").form("message")

    assert (["Machine"], ["machine@example.org"]) == (first["name"], first["email"])
    assert ([ME["name"]], [ME["email"]]) == (again["name"], again["email"])
    assert "Machine" == git(published.root, "config", "--local", "user.name")


def test_what_was_merged_is_not_told_again(published, edit):
    """Once it was merged, squashed too, it is neither to be sent nor waits; what came later is."""
    browser = edit(published.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    browser.fill("/send", holding="message", **ME)
    branch = git(published.root, "branch", "--show-current")
    elsewhere(published, "fetch", "--quiet")
    elsewhere(published, "merge", "--quiet", "--squash", f"origin/{branch}")
    elsewhere(published, "commit", "--quiet", "-m", "Squashed.")
    elsewhere(published, "push", "--quiet", "origin", "HEAD:main")
    browser.fill("/edit/change/procedures/first-visit?at=steps.meet", f__who="Two peers", reason="Ours.")
    page = browser.see("/send").words
    now, _, before = page.partition("Sent before, and not published yet")

    assert "Meet the person" in now
    assert "Agree a day" not in now
    assert "" == before


def test_the_list_does_not_hang_on_the_clock(published, edit, run):
    """What was committed before is not told again, whatever the day of the commit; what was signed is told in words."""
    browser = edit(published.root, "hillside")
    browser.fill(AT, f__within="1 hour", reason="Ours.")
    git(published.root, "add", "--all")
    early = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(
        ["git", *early, "commit", "--quiet", "-m", "Early."],
        cwd=published.root,
        check=True,
        env={"GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z", "PATH": "/usr/bin:/bin"},
    )
    browser.fill("/edit/change/procedures/first-visit?at=steps.meet", f__who="Two peers", reason="Ours.")
    board = ("--by", "Board", "--on", "2026-11-02")
    run(published, "approve", "hillside", "procedures", "sessions", *board)
    run(published, "sign", "hillside", "procedures/first-visit", "--event", "ratified", *board)
    page = browser.see("/send").words
    now, _, before = page.partition("Sent before, and not published yet")

    assert ("Agree a day" in now, "Agree a day" in before) == (False, True)
    assert "Meet the person" in now
    assert "Approved by Board: First visit, Listening well" in now
    assert "Ratified by Board: First visit" in now
    assert "not made in this editor" not in now
