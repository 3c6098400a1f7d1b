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
