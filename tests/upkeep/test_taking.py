"""Taking the national edition, week after week, with real repositories: nobody's work is lost and nobody is blocked."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from conftest import made_once
from copies import BRANCH, OWN, Copy, git, write

FIRST, SECOND = "content/national/first.yml", "content/national/second.yml"
MOVED = {FIRST: "title: First\nwithin: 3 working days\nwho: A peer\n"}
AGAIN = {SECOND: "title: Second, again\n"}
DECIDED = {"content/trusts/hillview/decisions.yml": "decisions: [keep]\n"}
EXAMPLE = "content/trusts/northmoor"


@pytest.fixture
def empty(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Copy:
    """Return the place for a copy that a test begins itself."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return Copy(tmp_path, capsys, monkeypatch, partial(made_once, tmp_path_factory))


@pytest.fixture
def fork(empty: Copy) -> Copy:
    """Return a national repository and a trust's fork of it, with a folder of its own."""
    empty.begin()
    return empty


@pytest.fixture
def template(empty: Copy) -> Copy:
    """Return a national repository and a copy made from it as a template, with a folder of its own."""
    empty.begin(template=True)
    return empty


def test_a_newer_edition_comes_onto_a_branch(fork: Copy) -> None:
    """The branch has the national text and the trust's folder; main stays as it is."""
    main = fork.tip("main")
    fork.publish(MOVED)
    told = fork.week()

    assert ("0", "waiting", fork.tip()) == (told["exit"], told["state"], told["commit"])
    assert MOVED[FIRST] == fork.text(FIRST)
    assert OWN["content/trusts/hillview/trust.yml"] == fork.text("content/trusts/hillview/trust.yml")
    assert main == fork.tip("main")


def test_what_a_person_committed_to_the_branch_stays(fork: Copy) -> None:
    """A second week without news leaves a person's commit on the branch as its newest one."""
    fork.publish(MOVED)
    fork.week()
    decision = fork.work(DECIDED, branch=BRANCH)
    told = fork.week()

    assert ("0", "waiting", decision) == (told["exit"], told["state"], told["commit"])
    assert decision == fork.tip()


def test_the_next_edition_is_added_to_what_people_did(fork: Copy) -> None:
    """A third national commit goes on top of a person's decisions."""
    fork.publish(MOVED)
    fork.week()
    decision = fork.work(DECIDED, branch=BRANCH)
    fork.publish(AGAIN)
    told = fork.week()

    assert "waiting" == told["state"]
    assert fork.holds(decision)
    assert (AGAIN[SECOND], DECIDED["content/trusts/hillview/decisions.yml"]) == (
        fork.text(SECOND),
        fork.text("content/trusts/hillview/decisions.yml"),
    )


def test_main_is_merged_into_the_branch_when_it_moved(fork: Copy) -> None:
    """What was published meanwhile is on the branch too, once, and the week after adds nothing."""
    fork.publish(MOVED)
    fork.week()
    fork.work(DECIDED, branch=BRANCH)
    urgent = fork.work({"content/trusts/hillview/values.yml": "crisis_line: 0300 123 4567\n"})
    fork.week()
    tip = fork.tip()

    assert fork.holds(urgent)
    assert DECIDED["content/trusts/hillview/decisions.yml"] == fork.text("content/trusts/hillview/decisions.yml")
    assert (tip, tip) == (fork.week()["commit"], fork.tip())


def test_in_the_national_repository_itself_it_says_what_is_going_on(fork: Copy) -> None:
    """A clone of the national repository has what it publishes: that is said, and not that nothing is newer alone."""
    clone = fork.root / "editors"
    git(fork.root, "clone", "--quiet", str(fork.national), str(clone))
    there = fork.take(clone, fork.root / "there", str(fork.national))
    inside = fork.take(fork.national, fork.root / "inside", str(fork.national))
    copy = fork.take(fork.person, fork.root / "copy", str(fork.national))

    for told in (there, inside):
        assert ("0", "quiet") == (told["exit"], told["state"])
        assert "This is the national repository itself" in told["said"]
        assert "docs/for-trusts.md" in told["said"]
    assert "There is no newer national edition." == copy["said"].strip()


def test_a_quiet_week_makes_nothing(fork: Copy) -> None:
    """Without news there is no branch, no commit and nothing to say."""
    told = fork.week()

    assert ("0", "quiet", "", "") == (told["exit"], told["state"], told["commit"], told["notes"])
    assert "" == fork.tip()


@pytest.mark.parametrize("how", [(), ("--squash",)], ids=["merge commit", "squashed"])
@pytest.mark.parametrize("kept", [True, False], ids=["branch kept", "branch deleted"])
def test_after_a_request_was_merged_it_begins_anew(fork: Copy, how: tuple[str, ...], kept: bool) -> None:
    """The week after is quiet, and the next edition comes onto what is in main by then, without a force push."""
    fork.publish(MOVED)
    fork.week()
    fork.work(DECIDED, branch=BRANCH)
    fork.accept(*how)
    if not kept:
        git(fork.person, "push", "--quiet", "origin", "--delete", BRANCH)
    changed = {"content/trusts/hillview/decisions.yml": "decisions: [keep, and more]\n"}
    later = fork.work(changed)
    before = fork.tip()
    quiet = fork.week()["state"]
    fork.publish(AGAIN)
    told = fork.week()

    assert ("quiet", "waiting") == (quiet, told["state"])
    assert fork.holds(later)
    assert not before or fork.holds(before)
    assert (AGAIN[SECOND], *changed.values()) == (fork.text(SECOND), fork.text(*changed))
    assert SECOND == git(fork.origin, "diff", "--name-only", f"main...{BRANCH}")


def test_a_rebased_request_is_no_edition_of_its_own(fork: Copy) -> None:
    """After a rebase, what the trust had changed outside its folder is still known as its own, and stays."""
    fork.work({"README.md": "Ours\n"})
    fork.publish(MOVED)
    fork.week()
    git(fork.person, "fetch", "--quiet", "origin")
    git(fork.person, "checkout", "--quiet", "-B", "rebased", f"origin/{BRANCH}")
    git(fork.person, "rebase", "--quiet", "main")
    git(fork.person, "push", "--quiet", "origin", "rebased:main")
    quiet = fork.week()["state"]
    fork.publish(AGAIN)
    told = fork.week()

    assert ("quiet", "waiting") == (quiet, told["state"])
    assert (AGAIN[SECOND], "Ours\n") == (fork.text(SECOND), fork.text("README.md"))


def test_a_file_changed_on_both_sides_is_named_and_the_branch_stays(fork: Copy) -> None:
    """A collision is told with the file, the commit and what to do; nothing is pushed."""
    fork.publish(AGAIN)
    fork.week()
    ours = fork.work({FIRST: "title: First\nwithin: 1 working day\nwho: A peer\n"}, branch=BRANCH)
    fork.publish(MOVED)
    told = fork.week()

    assert ("0", "stuck", ours) == (told["exit"], told["state"], told["commit"])
    assert f"- {FIRST} (last changed in your copy by commit {ours[:7]}" in told["notes"]
    assert "git checkout FETCH_HEAD -- FILE" in told["notes"]
    assert "on the branch `national-edition`" in told["notes"]
    assert ours == fork.tip()


def test_putting_the_national_text_back_ends_a_collision(fork: Copy) -> None:
    """What the message says to do works: with the national text on main, the next run goes on."""
    fork.work({FIRST: "title: First\nwithin: 1 working day\nwho: A peer\n"})
    fork.publish(MOVED)
    stuck = fork.week()
    fork.work(MOVED)
    fork.publish(AGAIN)
    told = fork.week()

    assert ("stuck", "") == (stuck["state"], stuck["commit"])
    assert "on your main branch" in stuck["notes"]
    assert ("waiting", AGAIN[SECOND]) == (told["state"], fork.text(SECOND))


def test_main_and_the_branch_may_collide(fork: Copy) -> None:
    """When people wrote one file differently in both, it is named, and neither is touched."""
    fork.publish(MOVED)
    fork.week()
    decided = fork.work(DECIDED, branch=BRANCH)
    fork.work({"content/trusts/hillview/decisions.yml": "decisions: [take]\n"})
    told = fork.week()

    assert ("stuck", decided) == (told["state"], fork.tip())
    assert "on your main branch and on national-edition" in told["notes"]
    assert "content/trusts/hillview/decisions.yml" in told["notes"]


@pytest.mark.parametrize("template", [False, True], ids=["fork", "template"])
def test_the_national_branch_may_have_any_name(empty: Copy, template: bool) -> None:
    """It is found as trunk, and found again after it was renamed."""
    empty.begin(template=template, branch="trunk")
    empty.publish(MOVED)
    first = empty.week()["state"]
    git(empty.national, "branch", "--move", "2027")
    empty.publish(AGAIN)
    second = empty.week()["state"]

    assert ("waiting", "waiting", AGAIN[SECOND]) == (first, second, empty.text(SECOND))


def test_deleted_examples_neither_collide_nor_come_back(fork: Copy) -> None:
    """An example that the trust deleted stays deleted when it is edited, gets new files, goes, and comes again."""
    fork.work({}, EXAMPLE)
    fork.publish({f"{EXAMPLE}/values.yml": "crisis_line: edited\n", f"{EXAMPLE}/new.yml": "new: file\n", **MOVED})
    told = fork.week()
    fork.publish(AGAIN, EXAMPLE)
    fork.week()
    fork.publish(
        {f"{EXAMPLE}/trust.yml": "name: Northmoor again\n", "content/trusts/other/trust.yml": "example: true\n"}
    )
    last = fork.week()

    assert ["waiting", "waiting"] == [told["state"], last["state"]]
    assert f"- {EXAMPLE}" in told["notes"]
    assert AGAIN[SECOND] == fork.text(SECOND)
    assert ["content/trusts/README.md", *OWN] == [path for path in fork.files() if path.startswith("content/trusts/")]


def test_examples_that_were_kept_follow_the_national_edition(fork: Copy) -> None:
    """An example as it came is edited and deleted with the national edition."""
    fork.publish({f"{EXAMPLE}/values.yml": "crisis_line: edited\n"})
    fork.week()
    edited = fork.text(f"{EXAMPLE}/values.yml")
    fork.publish({}, EXAMPLE)
    fork.week()

    assert ("crisis_line: edited\n", "") == (edited, fork.text(f"{EXAMPLE}/values.yml"))


def test_an_example_made_ones_own_stays_so(fork: Copy) -> None:
    """A trust that wrote into an example's folder keeps it whole, and is told."""
    fork.work({f"{EXAMPLE}/values.yml": "crisis_line: ours\n"})
    fork.publish({f"{EXAMPLE}/values.yml": "crisis_line: edited\n", f"{EXAMPLE}/more.yml": "more: text\n", **MOVED})
    told = fork.week()

    assert ("waiting", "crisis_line: ours\n") == (told["state"], fork.text(f"{EXAMPLE}/values.yml"))
    assert f"- {EXAMPLE}" in told["notes"]


def test_a_national_folder_of_the_trusts_name_changes_nothing(fork: Copy) -> None:
    """The national repository cannot write into a trust's folder, nor put a link or another repository there."""
    commit = git(fork.national, "rev-parse", "HEAD")
    write(fork.national, {"content/trusts/hillview/trust.yml": "name: Theirs\n"})
    (fork.national / "content/trusts/sly").symlink_to("/etc")
    git(fork.national, "update-index", "--add", "--cacheinfo", f"160000,{commit},content/trusts/module")
    fork.publish(MOVED)
    told = fork.week()

    assert ("waiting", "name: Hillview\n") == (told["state"], fork.text("content/trusts/hillview/trust.yml"))
    assert [] == [path for path in fork.files() if "sly" in path or "module" in path]
    assert "- content/trusts/hillview" in told["notes"]


def test_workflow_files_are_handed_over_and_never_pushed(fork: Copy) -> None:
    """No commit that is pushed changes a workflow; new and changed ones are named, and lie beside for a person to copy."""
    new = {".github/workflows/preview.yml": "name: Preview\n", ".github/workflows/publish.yml": "name: Publish anew\n"}
    fork.publish(new)
    fork.publish(MOVED)
    main = fork.tip("main")
    told = fork.week()
    touched = git(fork.origin, "log", "-m", "--format=", "--name-only", f"main..{BRANCH}", "--", ".github/workflows")

    assert ("waiting", "") == (told["state"], touched)
    assert "name: Publish\n" == fork.text(".github/workflows/publish.yml")
    assert list(new.values()) == [fork.text(path.replace("workflows", "national-workflows")) for path in new]
    assert ["- " + path in told["notes"] for path in new] == [True, True]
    assert main == fork.tip("main")
    git(fork.person, "fetch", "--quiet", "origin")
    git(fork.person, "checkout", "--quiet", BRANCH)
    git(fork.person, "apply", ".github/national-workflows/workflows.patch")
    assert list(new.values()) == [(fork.person / path).read_text(encoding="utf-8") for path in new]


def test_workflow_files_alone_are_handed_over_once(fork: Copy) -> None:
    """An edition that changes a workflow and nothing else is told; taken by a person, the copies beside go away."""
    new = {".github/workflows/preview.yml": "name: Preview\n"}
    fork.publish(new)
    first = fork.week()["state"]
    fork.accept()
    quiet = fork.week()["state"]
    fork.work(new)
    fork.publish(MOVED)
    fork.week()

    assert ("waiting", "quiet") == (first, quiet)
    assert [".github/workflows/preview.yml", ".github/workflows/publish.yml"] == [
        path for path in fork.files() if path.startswith(".github/")
    ]


def test_a_copy_from_a_template_takes_one_edition_after_another(template: Copy) -> None:
    """Without any common history, three editions come as they would into a fork, each merged in its own way."""
    states = []
    for how, text in (((), "one"), (("--squash",), "two"), ((), "three")):
        template.publish({SECOND: f"title: {text}\n"})
        states.append(template.week()["state"])
        template.accept(*how)
        states.append(template.week()["state"])

    assert ["waiting", "quiet"] * 3 == states
    assert ("title: three\n", "name: Hillview\n") == (
        template.text(SECOND, "main"),
        template.text("content/trusts/hillview/trust.yml", "main"),
    )


def test_a_copy_from_an_older_edition_takes_only_what_is_newer(template: Copy) -> None:
    """What the trust changed outside its folder since it copied stays, and what collides is named."""
    template.work({"README.md": "Ours\n"})
    template.publish(AGAIN)
    template.publish(MOVED)
    told = template.week()
    readme = template.text("README.md")
    template.publish({"README.md": "A new national edition\n"})
    stuck = template.week()

    assert ("waiting", "Ours\n", AGAIN[SECOND]) == (told["state"], readme, template.text(SECOND))
    assert ("stuck", True) == (stuck["state"], "- README.md" in stuck["notes"])


@pytest.mark.parametrize("taken", [True, False], ids=["taken before", "first time"])
@pytest.mark.parametrize("template", [True, False], ids=["template", "fork"])
def test_a_rewritten_national_history_goes_on(empty: Copy, template: bool, taken: bool) -> None:
    """A national repository that begins its history anew, and forgets the old one, is taken like any other."""
    empty.begin(template=template)
    empty.publish(MOVED)
    if taken:
        empty.week()
        empty.accept()
    fresh = empty.root / "fresh"
    shutil.copytree(empty.national, fresh, ignore=shutil.ignore_patterns(".git"))
    shutil.rmtree(empty.national)
    fresh.rename(empty.national)
    git(empty.national, "init", "--quiet", "--initial-branch", "new")
    empty.publish(AGAIN)
    told = empty.week()
    quiet = empty.week()

    assert ("waiting", "waiting", told["commit"]) == (told["state"], quiet["state"], quiet["commit"])
    assert (AGAIN[SECOND], MOVED[FIRST]) == (empty.text(SECOND), empty.text(FIRST))
    assert "name: Hillview\n" == empty.text("content/trusts/hillview/trust.yml")


def test_a_force_pushed_national_branch_takes_back_what_it_took_back(fork: Copy) -> None:
    """A commit that the national repository withdrew is withdrawn in the copy, with people's commits left alone."""
    fork.publish(MOVED)
    fork.week()
    decision = fork.work(DECIDED, branch=BRANCH)
    git(fork.national, "reset", "--quiet", "--hard", "HEAD~1")
    fork.publish(AGAIN)
    fork.week()

    assert fork.holds(decision)
    assert (AGAIN[SECOND], True) == (fork.text(SECOND), "2 working days" in fork.text(FIRST))


HOOK = """\
#!/bin/sh
# Somebody else's push gets in first.
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
[ -e hooked ] && [ ! -e always ] && exit 0
touch hooked
tip=$(git rev-parse --verify -q refs/heads/national-edition || git rev-parse main)
tree=$(git rev-parse "$tip^{tree}")
next=$(git -c user.name=S -c user.email=s@example.org commit-tree "$tree" -p "$tip" -m "Somebody's $$")
git update-ref refs/heads/national-edition "$next"
"""


def hook(copy: Copy, text: str) -> None:
    """Put a hook before every push to the copy's origin."""
    path = copy.origin / "hooks/pre-receive"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def test_a_push_that_comes_between_is_kept(fork: Copy) -> None:
    """When somebody pushes to the branch meanwhile, their commit is fetched and the edition goes on top."""
    fork.publish(MOVED)
    hook(fork, HOOK)
    told = fork.week()
    subjects = git(fork.origin, "log", "--format=%s", f"main..{BRANCH}")

    assert ("0", "waiting") == (told["exit"], told["state"])
    assert "Somebody's" in subjects
    assert MOVED[FIRST] == fork.text(FIRST)


def test_pushes_that_come_between_every_time_are_told(fork: Copy) -> None:
    """After three tries it stops, says so, and has thrown nothing away."""
    fork.publish(MOVED)
    hook(fork, HOOK)
    (fork.origin / "always").touch()
    told = fork.week()

    assert ("0", "stuck") == (told["exit"], told["state"])
    assert "Somebody else pushed" in told["notes"]
    assert 3 == git(fork.origin, "log", "--format=%s", f"main..{BRANCH}").count("Somebody's")


def test_a_push_that_is_not_allowed_is_told_with_its_reason(fork: Copy) -> None:
    """Where origin refuses the branch, the reason is handed on."""
    fork.publish(MOVED)
    hook(fork, "#!/bin/sh\nexit 1\n")
    told = fork.week()

    assert ("stuck", "") == (told["state"], fork.tip())
    assert "The branch could not be pushed" in told["notes"]
    assert "pre-receive hook declined" in told["notes"]


def test_a_shallow_clone_is_completed_first(fork: Copy) -> None:
    """A job that cloned only the newest commit gets the rest itself."""
    fork.publish(MOVED)
    told = fork.week("--depth", "1")

    assert ("0", "waiting", MOVED[FIRST]) == (told["exit"], told["state"], fork.text(FIRST))


def test_an_edition_that_is_not_there_is_a_sentence(fork: Copy) -> None:
    """Nothing at the address, no commit there, and no such host: one sentence each, exit 1, and no password shown."""
    git(fork.root, "init", "--quiet", "nothing")
    missing = fork.week(address=str(fork.root / "missing"))
    nothing = fork.week(address=str(fork.root / "nothing"))
    secret = fork.week(address="https://me:hidden@127.0.0.1:1/national")

    assert ["1", "1", "1"] == [each["exit"] for each in (missing, nothing, secret)]
    assert "The national edition could not be fetched from" in missing["said"]
    assert all(1 == each["said"].count("\n") for each in (missing, nothing, secret))
    assert "hidden" not in secret["said"]
    assert "https://127.0.0.1:1/national" in secret["said"]


def test_an_address_is_never_an_option_or_a_command(fork: Copy) -> None:
    """An address that git could take for an option or a program to run does nothing."""
    mark = fork.root / "ran"
    for address in (f"--upload-pack=touch {mark}", f"ext::sh -c 'touch {mark}'"):
        told = fork.week(address=address)

        assert told["exit"] in {"1", "2"}
    assert not mark.exists()


def test_a_dangerous_tree_is_refused(fork: Copy) -> None:
    """A national commit with a file named like git's own folder is not even kept."""
    blob = git(fork.national, "hash-object", "-w", "README.md")
    inner = git(fork.national, "mktree", data=f"100644 blob {blob}\tconfig\n")
    outer = git(fork.national, "mktree", data=f"040000 tree {inner}\t.git\n")
    commit = git(fork.national, "commit-tree", outer, "-p", "HEAD", "-m", "Sly")
    git(fork.national, "update-ref", "HEAD", commit)
    told = fork.week()

    assert ("1", "") == (told["exit"], fork.tip())
    assert "could not be fetched" in told["said"]


def test_what_is_unusual_is_named_and_never_followed(fork: Copy) -> None:
    """Links, other repositories, names that mislead and huge files arrive as they are, and are told first."""
    commit = git(fork.national, "rev-parse", "HEAD")
    odd = "content/national/a\u202eb.yml"
    write(fork.national, {odd: "x", "content/national/FIRST.yml": "x", "big.bin": "x" * 21_000_000})
    (fork.national / "content/national/link.yml").symlink_to("/etc/passwd")
    git(fork.national, "update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    (fork.national / "module").mkdir()
    fork.publish({"content/national/line\nbreak.yml": "x", **MOVED})
    told = fork.week()
    notes = told["notes"].partition("Look at these first")[2]

    assert "waiting" == told["state"]
    for line in (
        "- content/national/link.yml: a link to another place",
        "- module: a link to another repository",
        "- big.bin: 21 MB",
        "- content/national/a?b.yml: a name with letters that are not seen",
        "- content/national/line?break.yml: a name with letters that are not seen",
        "- content/national/FIRST.yml: another file has the same name but for capitals",
    ):
        assert line in notes


def test_in_a_persons_clone_the_branch_is_made_there(fork: Copy) -> None:
    """Without --push nothing leaves the clone; run again on the branch, it takes what is newer."""
    output = fork.root / "output"
    fork.publish(MOVED)
    git(fork.person, "fetch", "--quiet", "origin")
    told = fork.take(fork.person, output, str(fork.national), "--message", str(fork.root / "message.md"))
    git(fork.person, "checkout", "--quiet", BRANCH)

    assert ("0", "") == (told["exit"], fork.tip())
    assert f"git checkout {BRANCH}" in told["said"]
    assert MOVED[FIRST] == (fork.person / FIRST).read_text(encoding="utf-8")
    assert "Read it, decide, then merge." in (fork.root / "message.md").read_text(encoding="utf-8")


def test_commits_that_only_a_clone_has_are_not_passed_over(fork: Copy) -> None:
    """A branch with commits that origin has not is left alone, and the person is told to push first."""
    fork.publish(MOVED)
    git(fork.person, "checkout", "--quiet", "-B", BRANCH)
    write(fork.person, DECIDED)
    git(fork.person, "add", "--all")
    git(fork.person, "commit", "--quiet", "--message", "Not pushed yet")
    mine = git(fork.person, "rev-parse", "HEAD")
    told = fork.take(fork.person, fork.root / "output", str(fork.national))

    assert ("1", mine) == (told["exit"], git(fork.person, "rev-parse", BRANCH))
    assert f"git push origin {BRANCH} first" in told["said"]


def test_on_the_branch_itself_the_files_follow(fork: Copy) -> None:
    """In a clone that is on the branch, what is newer is merged into the files there."""
    fork.publish(MOVED)
    fork.week()
    git(fork.person, "fetch", "--quiet", "origin")
    git(fork.person, "checkout", "--quiet", BRANCH)
    fork.publish(AGAIN)
    fork.monkeypatch.setenv("GITHUB_OUTPUT", str(fork.root / "output"))
    from generator.upkeep.weekly_job import main  # noqa: PLC0415 - take() of the helper holds that no file changes

    assert 0 == main(["take-national", str(fork.national)], fork.person)
    assert AGAIN[SECOND] == (fork.person / SECOND).read_text(encoding="utf-8")


def test_a_repository_without_an_origin_takes_it_too(fork: Copy) -> None:
    """A clone with no remote has its own branch for main; on the branch itself it says where to go."""
    fork.publish(MOVED)
    git(fork.person, "remote", "remove", "origin")
    made = fork.take(fork.person, fork.root / "one", str(fork.national))
    git(fork.person, "checkout", "--quiet", BRANCH)
    refused = fork.take(fork.person, fork.root / "two", str(fork.national))

    assert ("0", "1") == (made["exit"], refused["exit"])
    assert "git checkout the branch you publish from first" in refused["said"]


def test_an_origin_that_names_no_main_branch_is_read_by_the_branch_here(fork: Copy) -> None:
    """Where origin's HEAD leads nowhere, the branch that is checked out is main; the edition's own never is."""
    fork.publish(MOVED)
    git(fork.origin, "symbolic-ref", "HEAD", "refs/heads/nowhere")
    git(fork.person, "checkout", "--quiet", "main")
    made = fork.take(fork.person, fork.root / "one", str(fork.national))
    git(fork.person, "checkout", "--quiet", BRANCH)
    refused = fork.take(fork.person, fork.root / "two", str(fork.national))

    assert ("0", "1") == (made["exit"], refused["exit"])
    assert "set its default branch" in refused["said"]


def test_a_shallow_clone_of_its_own_is_told_what_helps(fork: Copy) -> None:
    """A clone with only the newest commit and no origin is told the command that gets the rest."""
    git(fork.root, "clone", "--quiet", "--depth", "1", fork.origin.as_uri(), "shallow")
    git(fork.root / "shallow", "remote", "remove", "origin")
    told = fork.take(fork.root / "shallow", fork.root / "output", str(fork.national))

    assert "1" == told["exit"]
    assert "git fetch --unshallow" in told["said"]
