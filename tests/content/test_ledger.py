"""What each national edition said, kept beside it: written, read back, found again, and never trusted blindly."""

import json

import pytest

from generator.content.fingerprints import verbatim_fingerprint
from generator.content.ledger import Ledger, Release, names_of, read_ledger, written
from generator.content.yaml_nodes import Scalar, plain, read, typed
from generator.problems import Mark
from generator.upkeep.release import release

VISIT = "procedures/first-visit"
FOLDER = "national/editions"


@pytest.fixture
def nodes(tmp_path):
    """Return a function that makes a document out of text."""

    def made(text):
        path = tmp_path / "a.yml"
        path.write_text(text, encoding="utf-8")
        return read(path, "a.yml")

    return made


@pytest.fixture
def published(site):
    """Return the minimal site after two editions, of which the second changed a step."""
    here = site()
    release(here.library(), "2026.11", ())
    here.change(f"national/{VISIT}.yml", "within: 2 working days", "within: 3 working days")
    release(here.library(), "2026.12", ())
    return here


def kept(here, edition):
    """Return what a file of the ledger holds."""
    return json.loads((here.content / FOLDER / f"{edition}.json").read_text(encoding="utf-8"))


def told(here):
    """Return every problem of reading the site, all of which must be of the ledger, as file and sentence."""
    found = here.library().problems
    assert {"ledger", "link-file"} >= {problem.rule for problem in found}
    return [(problem.mark.path, problem.sentence.partition(",")[0].partition(";")[0]) for problem in found]


def test_an_edition_holds_each_document_by_its_verbatim_fingerprint(published):
    """The first file holds every text, the second only the one that is new."""
    first, second = kept(published, "2026.11"), kept(published, "2026.12")
    national = published.library().national

    assert {name: verbatim_fingerprint(file.node) for name, file in national.items()} == second["documents"]
    assert set(first["documents"].values()) == set(first["texts"])
    assert {second["documents"][VISIT]: typed(national[VISIT].node)} == second["texts"]


def test_every_document_comes_back_as_it_was(published):
    """What an edition said is read back word for word, also where a later one says something else."""
    ledger = published.library().ledger
    first, second = ledger.releases

    assert ["2026.11", "2026.12"] == [first.edition, second.edition]
    assert dict(second.documents) == {
        name: verbatim_fingerprint(ledger.document(second, name)) for name in second.documents
    }
    assert ["2 working days", "3 working days"] == [
        plain(ledger.document(each, VISIT))["steps"][0]["within"] for each in (first, second)
    ]
    assert ledger.document(first, "procedures/nothing") is None


def test_types_come_back_as_they_were(nodes):
    """Numbers, truth, nothing and texts that look like them are told apart after a round through the file."""
    node = nodes('a: 1\nb: "1"\nc: true\nd: "true"\ne: ~\nf: ""\ng: 2.10\nh: [0191, NO, -3, {i: "é \\u2028 🙂"}]\n')
    text = written(Ledger(), "2026.11", {"x": node})
    ledger = Ledger(releases=(), texts=json.loads(text)["texts"])
    back = ledger.document(Release(edition="2026.11", documents={"x": verbatim_fingerprint(node)}), "x")

    assert back is not None
    assert (typed(node), verbatim_fingerprint(node)) == (typed(back), verbatim_fingerprint(back))


def test_a_file_is_sorted_with_a_document_on_each_line(nodes):
    """Two files of the ledger can be compared line by line, and the same documents make the same bytes."""
    b, a = nodes("title: é"), nodes("title: A")
    expected = (
        '{\n"edition": "2026.11",\n"documents": {\n'
        f'"a": "{verbatim_fingerprint(a)}",\n"b": "{verbatim_fingerprint(b)}"\n}},\n"texts": {{\n'
    )
    text = written(Ledger(), "2026.11", {"b": b, "a": a})

    assert (expected, text) == (text[: len(expected)], written(Ledger(), "2026.11", {"a": a, "b": b}))
    assert f'"{verbatim_fingerprint(b)}": {{"title": "é"}}' in [line.rstrip(",") for line in text.splitlines()]


def test_an_edition_without_anything_new_is_sound(published):
    """A file without texts is read like any other."""
    release(published.library(), "2027.01", ())

    assert ({}, []) == (kept(published, "2027.01")["texts"], told(published))


def test_editions_are_found_by_name_and_order(published):
    """An edition is found by its name, and the last one before another; before the first there is none."""
    ledger = published.library().ledger

    assert ("2026.12", None) == (ledger.release("2026.12").edition, ledger.release("2026.10"))
    assert ["2026.12", "2026.11", None] == [
        found and found.edition for found in map(ledger.before, ("2027.01", "2026.12", "2026.11"))
    ]
    assert (None, None) == (Ledger().before("2026.11"), Ledger().release("2026.11"))


@pytest.mark.parametrize(
    ("names", "ways", "text", "expected"),
    [
        ([VISIT], ["steps.plan-visit.within"], "2 working days", ("2026.11", "2 working days")),
        ([VISIT], ["steps.plan-visit.within"], "3 working days", ("2026.12", "3 working days")),
        ([VISIT], ["steps.meet.who"], "Peer worker", ("2026.12", "Peer worker")),
        (["procedures/new", VISIT], ["steps.new.who", "steps.meet.who"], "Peer worker", ("2026.12", "Peer worker")),
        ([VISIT], ["steps.meet.within"], "", ("2026.12", None)),
        ([VISIT], ["subtitle"], "", ("2026.12", None)),
        ([VISIT], ["steps.plan-visit.within"], "4 working days", None),
        ([VISIT], ["steps.plan-visit.within"], "", None),
        ([VISIT], ["steps.nobody.within"], "", None),
        ([VISIT], ["steps.nobody"], "", None),
        ([VISIT], ["purpose.within"], "", None),
        (["procedures/nothing"], ["steps.meet.who"], "Peer worker", None),
    ],
)
def test_a_base_leads_to_the_newest_edition_that_had_the_text(published, names, ways, text, expected):
    """A text is found by its fingerprint under any of its names, and so is one that was left out, where it could stand."""
    base = verbatim_fingerprint(Scalar(text=text, quoted=False, mark=Mark(path="")))
    found = published.library().ledger.text_at(iter(names), [way.split(".") for way in ways], base)

    assert expected == (found and (found[0], found[1] and plain(found[1])))


def test_a_document_is_known_by_its_former_names(nodes):
    """The names of a document are its own and those it had."""
    assert ("a/c", "a/b") == names_of("a/c", nodes("aliases: [a/b]"))


UNSOUND = "this file is no edition of the ledger"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        "{}",
        '{"edition": "2026.12"}',
        '{"edition": "2026.11", "documents": {}, "texts": {}}',
        '{"edition": "2026.12", "documents": [], "texts": {}}',
        '{"edition": "2026.12", "documents": {}, "texts": []}',
        '{"edition": "2026.12", "documents": {"a": ["b"]}, "texts": {}}',
        '{"edition": "2026.12", "documents": {"a": null}, "texts": {}}',
        '{"edition": "2026.12", "documents": {}, "texts": {"0123456789ab": "x"}}',
        '{"edition": "2026.12", "documents": {}, "texts": {"0123456789ab": NaN}}',
        '{"edition": "2026.12", "documents": {}, "texts": {"0123456789ab": "\\ud800"}}',
        '{"edition": "2026.12", "documents": {}, "texts": {"0123456789ab": ' + "[" * 600 + "]" * 600 + "}}",
        "[" * 100_000,
        "9" * 5000,
        "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n",
    ],
)
def test_a_file_changed_by_hand_is_a_problem(published, text):
    """Whatever stands in a file of the ledger, the problem names the file, and nothing breaks."""
    published.write(f"{FOLDER}/2026.12.json", text)

    assert [(f"content/{FOLDER}/2026.12.json", UNSOUND)] == told(published)


@pytest.mark.parametrize(("old", "new"), [("3 working days", "9 working days"), ('"edition"', '"Edition"')])
def test_one_changed_letter_is_found(published, old, new):
    """No text in the ledger can be changed without its fingerprint telling."""
    published.change(f"{FOLDER}/2026.12.json", old, new)

    assert [(f"content/{FOLDER}/2026.12.json", UNSOUND)] == told(published)


def test_a_file_that_is_not_text_is_a_problem(published):
    """Bytes that are no UTF-8 are a problem of that file."""
    (published.content / FOLDER / "2026.12.json").write_bytes(b'{"edition": "\xff"}')

    assert [(f"content/{FOLDER}/2026.12.json", UNSOUND)] == told(published)


@pytest.mark.parametrize("name", ["2026.13.txt", "notes.md", "26.12.json", "2026.12.json.orig", "2026.12 (1).json"])
def test_what_is_no_edition_is_a_problem(published, name):
    """A file under any other name, also a copy of a sound one, does not belong in the ledger."""
    published.write(f"{FOLDER}/{name}", json.dumps(kept(published, "2026.12")))

    assert [(f"content/{FOLDER}/{name}", UNSOUND)] == told(published)


def test_a_folder_or_a_link_is_no_edition(published):
    """Folders and links in the ledger are problems, and are not followed."""
    folder = published.content / FOLDER
    (folder / "2027.01.json").mkdir()
    (folder / "2026.12.json").rename(published.root / "elsewhere.json")
    (folder / "2026.12.json").symlink_to(published.root / "elsewhere.json")
    (folder / "2027.02.json").symlink_to(published.root / "nowhere.json")
    link = "this is a link to another file or folder"
    said = {"2026.12.json": link, "2027.01.json": UNSOUND, "2027.02.json": link}

    assert [(f"content/{FOLDER}/{name}", sentence) for name, sentence in said.items()] == told(published)


def test_hidden_files_are_passed_over(published):
    """What a computer puts into a folder by itself is nobody's mistake."""
    published.write(f"{FOLDER}/.DS_Store", "x")

    assert [] == told(published)


def test_a_missing_file_is_told_by_the_others(published):
    """Where an older file is gone, those that lean on it name a text that is lost."""
    (published.content / FOLDER / "2026.11.json").unlink()
    lost = min(set(kept(published, "2026.12")["documents"]) - {VISIT})

    assert [(f"content/{FOLDER}/2026.12.json", f"the text of {lost} is in no file of the ledger")] == told(published)


def test_without_a_folder_there_are_no_editions(tmp_path):
    """A national edition that was never published has an empty ledger."""
    assert (Ledger(), ()) == read_ledger(tmp_path / "editions", str)
