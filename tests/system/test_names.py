"""What files and folders may be called, and what is done with those that nobody meant to be read."""

import os
import shutil
import socket
import subprocess
import sys
import unicodedata
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir

import pytest
from conftest import REPOSITORY

from generator.problem_formats import as_github, as_json, as_text
from generator.system.file_names import fault, is_leftover, original, right_name, same_but_for_spelling, slug
from generator.system.folders import DEEPEST, files_in

OWN = "content/trusts/hillside"
ADD = f"{OWN}/add/sessions"


@pytest.fixture
def here(site):
    """Return a small site whose trust has a session of its own, our-wards."""
    return site("local-session")


def copied(here, name):
    """Put a copy of the trust's session beside it, under another name; a folder in the name is made."""
    target = here.root / ADD / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(here.root / ADD / "our-wards.yml", target)
    return target


def told(here):
    """Return what is wrong: the rule, the path from the trust's folder on, and the hint."""
    return [(each.rule, each.mark.path.partition("/hillside/")[2], each.hint) for each in here.check()]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("it's (new).yml", "rename it to its-new.yml"),
        ("Our Wards 2.yml", "rename it to our-wards-2.yml"),
        ("A.yml", "rename it to a.yml"),
        ("a b.yml", "rename it to a-b.yml"),
        ("é.yml", "rename it to e.yml"),
        ("Größe.yml", "rename it to grosse.yml"),
        ("a&b<c.yml", "rename it to a-b-c.yml"),
        ("a_b.yml", "rename it to a-b.yml"),
        ("a--b.yml", "rename it to a-b.yml"),
        ("-a.yml", "rename it to a.yml"),
        ("a-.yml", "rename it to a.yml"),
        ("a.b.yml", "rename it to a-b.yml"),
        ("a#b.yml", "rename it to a-b.yml"),
        ("a%2fb.yml", "rename it to a-2fb.yml"),
        ("a\nb.yml", "rename it to a-b.yml"),
        ("a\x1b[31mb.yml", "rename it to a-31mb.yml"),
        ("a\u202eb.yml", "rename it to ab.yml"),
        ("\u6587\u4ef6.yml", "give it a name such as first-visit.yml"),
        ("l.md) <img src=x onerror=1> [x](mailto:a.yml", "rename it to l-md-img-src-x-onerror-1-x-mailto-a.yml"),
        ("x" * 200 + ".yml", f"rename it to {'x' * 60}.yml"),
        ("index.yml", "rename it to index-1.yml"),
        ("con.yml", "rename it to con-1.yml"),
        ("lpt1.yml", "rename it to lpt1-1.yml"),
        ("walks .yml", "rename it to walks.yml"),
        ("walks..yml", "rename it to walks.yml"),
    ],
)
def test_a_name_out_of_form_is_told_with_the_right_one(here, name, hint):
    """A file whose name cannot be an id is one problem, at the file, with the name it should have."""
    copied(here, name)

    assert [("file-name", f"add/sessions/{name}", hint)] == told(here)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("walks.YML", "rename it to walks.yml"),
        ("walks.yaml", "rename it to walks.yml"),
        ("Our Walks.YAML", "rename it to our-walks.yml"),
        ("walks.yml.txt", "rename it to walks.yml"),
        ("walks.yml ", "rename it to walks.yml"),
        ("walks.yml.", "rename it to walks.yml"),
        ("walks", "if it is a document, rename it to walks.yml"),
        ("walks.docx", "pictures go into assets/; the text of a document goes into a .yml file"),
        ("walks.png", "pictures go into assets/"),
    ],
)
def test_another_ending_is_told_with_the_right_one(here, name, hint):
    """A file that ends in another way is one problem with what to call it, or where it belongs."""
    copied(here, name)

    assert [("stray-file", f"add/sessions/{name}", hint)] == told(here)


def test_a_folder_out_of_form_is_told(here):
    """A folder among documents has a name of the same form, told at the folder."""
    copied(here, "On The Ward/walks.yml")

    assert [("file-name", "add/sessions/On The Ward", "rename it to on-the-ward")] == told(here)


def test_names_that_differ_in_capitals_only_collide(here):
    """Two names that Windows and macOS take for one are told at the one that is out of form."""
    copied(here, "Our-wards.yml")
    ((rule, path, _),) = told(here)
    (problem,) = here.check()

    assert ("file-name", "add/sessions/Our-wards.yml") == (rule, path)
    assert "cannot tell this name from our-wards.yml" in problem.sentence


def test_names_that_differ_in_their_form_of_unicode_only_collide(here):
    """An é of one character and one of two are told as one name."""
    for form in ("NFC", "NFD"):
        copied(here, unicodedata.normalize(form, "café.yml"))

    assert [True, True] == ["cannot tell this name from" in each.sentence for each in here.check()]


@pytest.mark.parametrize(
    "name",
    [
        *("our-wards.yml~", ".our-wards.yml.swp", ".our-wards.yml.swo", "#our-wards.yml#", "4913", "our-wards.tmp"),
        *(
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            "._our-wards.yml",
            "our-wards.yml.bak",
            "~$wards.docx",
        ),
        *(".~lock.our-wards.yml#", ".gitkeep", "Icon\r"),
    ],
)
def test_leftovers_of_editors_and_systems_are_passed_over(here, name):
    """What an editor or a system leaves beside a file is no problem, in any folder."""
    for folder in (ADD, OWN, f"{OWN}/amend/sessions", f"{OWN}/assets", "content", "content/trusts", "content/national"):
        (here.root / folder).mkdir(parents=True, exist_ok=True)
        (here.root / folder / name).write_text("x: [", encoding="utf-8")

    assert [] == told(here)


def test_the_lock_of_an_editor_is_passed_over(here):
    """A link to nowhere that Emacs makes while a file is edited is no problem."""
    (here.root / ADD / ".#our-wards.yml").symlink_to("user@host.1234")

    assert [] == told(here)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "our-wards.yml.orig",
            "our-wards.yml.rej",
            "our-wards (1).yml",
            "our-wards - Copy.yml",
            "Copy of our-wards.yml",
        ),
        *(
            "our-wards - Copy (2).yml",
            "our-wards copy 2.yml",
            "our-wards conflicted copy.yml",
            "our-wards-DESKTOP-AB12.yml",
        ),
        *("our-wards (Jo's conflicted copy 2026-11-02).yml", "our-wards_LOCAL_123.yml"),
        "our-wards.sync-conflict-20261102-101010-ABCDEFG.yml",
    ],
)
def test_a_copy_that_may_hold_a_lost_change_is_told(here, name):
    """A copy that a program made of a document is one problem that names the document."""
    copied(here, name)
    hint = "compare it with our-wards.yml, carry over what is missing, then delete it"

    assert [("leftover", f"add/sessions/{name}", hint)] == told(here)


@pytest.mark.parametrize(
    "name", ["role-conflict.yml", "copy.yml", "conflict-with-staff.yml", "index-cards.yml", "con-1.yml"]
)
def test_a_name_in_form_is_no_copy(name):
    """A name in the right form is nobody's copy and has no fault."""
    assert ("", "") == (original(name), fault(name.removesuffix(".yml")))


def test_a_hidden_document_is_told(here):
    """A document whose name begins with a dot is not read, and told."""
    copied(here, ".walks.yml")

    assert [("stray-file", "add/sessions/.walks.yml", "rename it to walks.yml, or delete it")] == told(here)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{OWN}/trust.yml", f"{OWN}/Trust.yaml"),
        (f"{OWN}/values.yml", f"{OWN}/values.YML"),
        ("content/national/edition.yml", "content/national/Edition.yml"),
        ("content/national/local-values.yml", "content/national/Local-Values.yaml"),
        (f"{ADD}/our-wards.yml", f"{ADD}/Our Wards.yml"),
    ],
)
def test_a_file_under_another_spelling_is_not_missing_too(here, old, new):
    """Where a file that others rest on has another spelling, that is told, and nothing that follows from it."""
    (here.root / old).rename(here.root / new)
    problems = here.check()

    assert [(new, True)] == [(each.mark.path, "rename it to" in each.hint) for each in problems]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/notes.yml", "stray-file"),
        ("content/trusts/values.yml", "stray-file"),
        (f"{OWN}/note.yml", "stray-file"),
    ],
)
def test_what_nothing_reads_is_told_at_every_level(here, path, rule):
    """A file beside national/, beside the trusts' folders or in a trust's folder is told where nothing reads it."""
    (here.root / path).write_text("a: 1\n", encoding="utf-8")

    assert [(rule, path)] == [(each.rule, each.mark.path) for each in here.check()]


LINKS = {
    "a file": (f"{ADD}/linked.yml", "outside/file.yml"),
    "a folder": (f"{ADD}/linked", "outside"),
    "a folder of a kind": (f"{OWN}/add/guides", "outside"),
    "the own documents": (f"{OWN}/amend", "outside"),
    "a file of the trust": (f"{OWN}/approvals.yml", "outside/file.yml"),
    "pictures": (f"{OWN}/assets", "outside"),
    "a picture": (f"{OWN}/assets/map.png", "outside/map.png"),
    "a trust": ("content/trusts/northside", "outside"),
    "the ledger": ("content/national/editions", "outside"),
    "an edition": ("content/national/editions/2026.11.json", "outside/file.yml"),
    "nothing": (f"{ADD}/gone.yml", "nowhere"),
    "itself": (f"{ADD}/loop", f"{ADD}/loop"),
    "above": (f"{ADD}/up", ADD),
}


@pytest.mark.parametrize("what", LINKS)
def test_links_are_never_followed_and_always_told(here, what):
    """A link to a file or folder, wherever it stands and leads, is one problem, and nothing behind it is read."""
    path, target = LINKS[what]
    outside = here.root / "outside"
    outside.mkdir()
    shutil.copy(here.root / ADD / "our-wards.yml", outside / "file.yml")
    (outside / "map.png").write_bytes(b"no picture")
    link = here.root / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(here.root / target)
    said = [(each.rule, each.mark.path) for each in here.check()]

    assert [("link-file", path)] == said


def test_a_linked_folder_of_national_content_is_told_alone(here):
    """Where all of the national content is a link, that is the one problem."""
    national = here.content / "national"
    national.rename(here.root / "elsewhere")
    national.symlink_to(here.root / "elsewhere")

    assert [("link-file", "content/national")] == [(each.rule, each.mark.path) for each in here.check()]


@pytest.mark.parametrize("path", [f"{ADD}/odd.yml", f"{OWN}/assets/odd.png", f"{OWN}/decisions.yml", f"{OWN}/odd"])
@pytest.mark.parametrize("what", ["pipe", "socket"])
def test_pipes_and_sockets_are_told_and_never_opened(here, path, what, monkeypatch):
    """A pipe, which would be waited for without end, or a socket is one problem wherever it stands."""
    target = here.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if what == "pipe":
        os.mkfifo(target)
    else:
        monkeypatch.chdir(target.parent)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(target.name)

    assert [("special-file", path)] == [(each.rule, each.mark.path) for each in here.check()]


def test_a_folder_that_cannot_be_read_is_told(here):
    """A folder, or a file, that the person may not read is one problem, told by a process that is not root."""
    (here.root / ADD).chmod(0)
    (here.root / OWN / "values.yml").chmod(0)
    for folder in (here.root, *takewhile(lambda each: each != Path(gettempdir()), here.root.parents)):
        folder.chmod(0o755)
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from generator.content.load import load\n"
        "load(Path(sys.argv[2]))  # what Python still has to import, it may not find as nobody\n"
        "os.getuid() or os.setuid(65534)\n"
        "print(*[(each.rule, each.mark.path) for each in load(Path(sys.argv[2])).problems], sep='\\n')"
    )
    root = str(here.root)
    done = subprocess.run(
        [sys.executable, "-c", code, str(REPOSITORY), f"{root}/content"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    (here.root / ADD).chmod(0o755)
    expected = [("unreadable", f"{OWN}/values.yml"), ("unreadable", ADD)]

    assert ("\n".join(map(str, expected)), "") == (done.stdout.strip(), done.stderr)


def test_folders_too_deep_are_told(tmp_path):
    """Folders in each other deeper than any content needs are one problem, however deep they go on."""
    folder = tmp_path / "x"
    deep = folder.joinpath(*["d"] * 60)
    deep.mkdir(parents=True)
    (deep / "a.yml").write_text("a: 1\n", encoding="utf-8")
    files, problems = files_in(folder, str)

    assert ((), 1, DEEPEST + 1) == (files, len(problems), problems[0].mark.path.count("/d"))


@pytest.mark.parametrize("form", [as_text, as_github, as_json])
def test_nothing_in_a_name_steers_a_terminal(here, form):
    """Escape sequences, marks of direction, line ends and bytes that are no letters are shown written out."""
    for name in ("a\x1b]0;x\x07\nb.yml", "c\u202ed\u2066.yml", "e\x9bf.txt", os.fsdecode(b"g\xff.yml")):
        copied(here, name)
    shown = form(here.check())

    assert set() == {sign for sign in shown if sign in "\x1b\x07\x9b\u202e\u2066"}
    assert all("our-wards" not in line for line in shown.splitlines() if "file-name" in line)
    assert shown.encode()
    assert 4 == sum(word in shown for word in ("]0;x", "d\\u2066", "f.txt", "g"))


def test_names_are_made_right_and_told_apart():
    """The right name of a name in form is itself, and names are compared as file systems compare them."""
    assert ("our-wards.yml", "", "our-wards") == (
        right_name("our-wards.yml"),
        right_name("\u6587.yml"),
        slug("our-wards"),
    )
    assert (True, False, False) == (
        same_but_for_spelling("A.yml", "a.yml"),
        same_but_for_spelling("a.yml", "a.yml"),
        same_but_for_spelling("a.yml", "b.yml"),
    )
    assert (True, False) == (is_leftover(".x"), is_leftover("x.yml"))
