"""Folders of YAML into a library of valid files."""

import pytest
from conftest import REPOSITORY

from generator.content.former_ids import duplicate_ids
from generator.content.load import load
from generator.content.reserved_names import BESIDE_PAGES, taken
from generator.content.yaml_nodes import read
from generator.problems import ContentError

TRUST = "name: Outside Trust\nnation: england\ncoordinator: Coordinator\n"


def said(problems) -> list[tuple[str, str, str]]:
    """Return what is wrong as file, rule and sentence."""
    return [(each.mark.path, each.rule, each.sentence) for each in problems]


def test_every_file_is_in_the_library_by_its_id(site):
    """A file's id is its path without suffix; the edition's own file stands apart."""
    library = site().library()
    expected = {
        *("components", "competencies", "glossary", "local-values", "signposting"),
        *("sessions/listening-well", "role-plays/first-chat", "resources/starter-pack", "procedures/first-visit"),
        *("guides/role-description", "programmes/core", "publications/handbook", "publications/trainer-pack"),
    }

    assert (expected, "2026.11", ()) == (set(library.national), library.edition.edition, library.problems)


def test_a_file_knows_where_it_stands(site):
    """A file has its path as people see it from the folder that holds content/, its kind and its model."""
    file = site().library().national["guides/role-description"]
    expected = ("content/national/guides/role-description.yml", "guide", "Role description")

    assert expected == (file.path, file.kind.name, file.model.title)


def test_a_document_may_stand_deeper(site):
    """A document in a folder within its kind's folder has the whole path as its id."""
    here = site()
    here.write(
        "national/guides/for-new-people/hello.yml",
        (here.content / "national/guides/role-description.yml").read_text(encoding="utf-8"),
    )
    library = here.library()

    assert ("guide", ()) == (library.national["guides/for-new-people/hello"].kind.name, library.problems)


def test_declared_values_come_by_name(site):
    """The local values that trusts give are known by their names."""
    declared = site().library().declared_values
    expected = ["crisis_line", "crisis_line_hours", "team_base", "team_email", "team_web", "team_size"]

    assert (expected, "Crisis line") == (list(declared), declared["crisis_line"].label)


def test_without_their_file_there_are_no_declared_values(site):
    """Where the file of local values cannot be read, none is declared, and that alone is told."""
    here = site("trust-amends")
    here.write("national/local-values.yml", "")
    library = here.library()
    expected = [
        ("content/national/local-values.yml", "empty-file"),
    ]

    assert ({}, expected) == (library.declared_values, [each[:2] for each in said(library.problems)])


def test_aliases_lead_to_documents(site):
    """A document's former ids lead to the id it has now."""
    here = site()
    here.change("national/guides/role-description.yml", "components:", "aliases: [guides/my-role]\ncomponents:")

    assert {"guides/my-role": "guides/role-description"} == here.library().aliases


def test_a_broken_file_is_remembered(site):
    """A file that cannot be used is not in the library, but its id is known, so that nobody is told it is missing."""
    here = site()
    here.write("national/guides/role-description.yml", "title: Only a title\n")
    library = here.library()

    assert (frozenset({"guides/role-description"}), False) == (
        library.broken,
        "guides/role-description" in library.national,
    )


@pytest.mark.parametrize("text", [None, "title: No edition\n"])
def test_without_an_edition_nothing_can_be_made(site, text):
    """Where edition.yml is missing or cannot be used, loading stops with everything that is wrong."""
    here = site("many-mistakes")
    (here.content / "national" / "edition.yml").unlink()
    if text:
        here.write("national/edition.yml", text)
    with pytest.raises(ContentError) as raised:
        load(here.content)
    wrong = {each.mark.path for each in raised.value.problems}

    assert {"content/national/edition.yml", "content/national/guides/extra.yml"} <= wrong
    assert wrong == {each.mark.path for each in here.check()}


def test_a_trust_is_read_whole(site):
    """A trust's folder gives its values, its amendments and its own documents."""
    trust = site("local-session").library().trusts["hillside"]
    expected = ("Hillside Health Board", ["crisis_line", "team_base"], ["programmes/local", "sessions/our-wards"], True)

    assert expected == (trust.trust.name, list(trust.values), sorted(trust.added), trust.values_read)


def test_a_trust_may_have_nothing_of_its_own(site):
    """A trust with trust.yml alone has no values, no amendments, no documents and no pictures."""
    here = site()
    here.write("trusts/lowside/trust.yml", TRUST)
    trust = here.library().trusts["lowside"]

    assert ({}, (), {}, {}, True) == (trust.values, trust.amendments, trust.added, trust.assets, trust.values_read)


def test_a_readme_among_the_trusts_is_no_trust(site):
    """A file beside the trusts' folders is passed over."""
    here = site()
    here.write("trusts/README.md", "How to begin.")
    library = here.library()

    assert ({}, ()) == (library.trusts, library.problems)


def test_a_trust_may_live_elsewhere(site, tmp_path_factory):
    """A trust's folder outside the repository is read too, and its files are shown by their whole path."""
    folder = tmp_path_factory.mktemp("elsewhere") / "outside"
    (folder / "add").mkdir(parents=True)
    (folder / "trust.yml").write_text(TRUST, encoding="utf-8")
    (folder / "add" / "notes.txt").write_text("Notes.", encoding="utf-8")
    library = load(site().content, (folder,))
    expected = [(f"{folder}/add/notes.txt", "stray-file", "this file is in no folder we know")]

    assert (["outside"], expected) == (list(library.trusts), said(library.problems))


def test_a_trusts_folder_that_is_not_there_is_said(site, tmp_path):
    """A folder that was asked for and is not there is one problem at that folder, and no trust."""
    folder = tmp_path / "nowhere" / "lowside"
    library = load(site().content, (folder,))
    expected = [("nowhere/lowside", "missing-file", "there is no such folder")]

    assert ({}, expected, ["check --trust"]) == (
        library.trusts,
        said(library.problems),
        [each.hint for each in library.problems],
    )


@pytest.mark.parametrize("code", ["trainer", "downloads", "search", "sessions", "glossary", "about", "national"])
def test_words_of_the_site_are_no_codes(code):
    """A trust cannot have the name of a page or folder that every site has."""
    assert code in taken()


def test_what_stands_beside_the_pages_is_no_code():
    """What is published as it is stands under names that no trust can have; the list of them is the folder's."""
    there = {path.name.partition(".")[0] for path in (REPOSITORY / "templates/site/static").iterdir()}

    assert there == {*BESIDE_PAGES}
    assert there < taken()


@pytest.mark.parametrize("code", ["x", "North", "north_moor", "1north", "a" * 32])
def test_a_code_has_a_form(site, code):
    """A trust's code begins with a small letter and has small letters, digits and hyphens, 2 to 31 of them."""
    here = site()
    here.write(f"trusts/{code}/trust.yml", TRUST)
    expected = [(f"content/trusts/{code}/trust.yml", "trust-code", f'"{code}" cannot be a trust\'s code')]

    assert expected == said(here.library().problems)


def test_what_nothing_reads_is_said(site):
    """A file in a trust's folder that would be passed over is a problem, since a change in it would be lost."""
    here = site()
    here.write("trusts/lowside/trust.yml", TRUST)
    here.write("trusts/lowside/README.md", "About us.")
    here.write("trusts/lowside/.gitkeep", "")
    here.write("trusts/lowside/value.yml", "crisis_line: 01632 960 100\n")
    here.write("trusts/lowside/photos/ward.txt", "A ward.")
    here.write("trusts/lowside/amend/guides/role-description.yaml", "amends: guides/role-description\n")
    here.write("trusts/lowside/amend/guides/.role-description.swp", "")
    expected = [
        ("content/trusts/lowside/photos", "stray-file", "nothing reads this file or folder"),
        ("content/trusts/lowside/value.yml", "stray-file", "nothing reads this file or folder"),
        ("content/trusts/lowside/amend/guides/role-description.yaml", "stray-file", "files must end in .yml"),
    ]

    assert expected == said(here.library().problems)


def test_a_nearly_right_name_gets_a_hint(site):
    """A stray file or folder whose name is nearly one we read is asked about."""
    here = site()
    here.write("trusts/lowside/trust.yml", TRUST)
    here.write("trusts/lowside/value.yml", "")

    assert ['did you mean "values.yml"?'] == [each.hint for each in here.library().problems]


def test_a_logo_that_is_not_there_is_said(site):
    """A trust's logo must be a picture in its assets folder."""
    here = site()
    here.write("trusts/lowside/trust.yml", TRUST + "logo: logo.png\n")
    library = here.library()
    expected = [("content/trusts/lowside/trust.yml", "picture", 'there is no picture "logo.png" in the assets folder')]

    assert (expected, (4, 7)) == (
        said(library.problems),
        (library.problems[0].mark.line, library.problems[0].mark.column),
    )


def test_a_link_to_another_file_is_not_followed(site):
    """A file that is a link is refused, so that nothing outside the folder is read."""
    here = site()
    elsewhere = here.root / "elsewhere.yml"
    elsewhere.write_text("title: Elsewhere\n", encoding="utf-8")
    (here.content / "national" / "guides" / "linked.yml").symlink_to(elsewhere)
    expected = [
        (
            "content/national/guides/linked.yml",
            "link-file",
            "this is a link to another file or folder, which is not followed",
        )
    ]

    assert expected == said(here.library().problems)


@pytest.mark.parametrize("text", ["- crisis_line\n", "crisis_line: {\n"])
def test_values_that_cannot_be_read_are_not_called_missing(site, text):
    """Where values.yml is there but cannot be read, that is the one problem."""
    here = site("trust-amends")
    here.write("trusts/hillside/values.yml", text)
    trust = here.library().trusts["hillside"]

    assert ({}, False, ["content/trusts/hillside/values.yml"]) == (
        trust.values,
        trust.values_read,
        [each.mark.path for each in here.check()],
    )


@pytest.mark.parametrize("word", ["TBC", "todo", "n/a", "None.", "?"])
def test_a_word_for_not_yet_is_no_value(site, word):
    """What people write when they do not know yet is refused, so that it never reaches a reader."""
    here = site("trust-amends")
    here.change("trusts/hillside/values.yml", "the Old School", f'"{word}"')
    expected = [("content/trusts/hillside/values.yml", "wrong-type", f'"{word}" is no value')]

    assert expected == said(here.library().problems)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("crisis_line", "+44 1632 960 100"),
        ("crisis_line", "111, then 2"),
        ("team_email", "team@example.org"),
        ("team_web", "https://example.org/team"),
        ("team_size", "6"),
        ("crisis_line_hours", "day and night"),
    ],
)
def test_a_value_of_the_right_form_is_taken(site, name, given):
    """Phone numbers, addresses and numbers are taken as people write them."""
    here = site("trust-amends")
    here.write("trusts/hillside/values.yml", f"{name}: {given}\n")
    library = here.library()

    assert (given, ()) == (library.trusts["hillside"].values[name].text, library.problems)


def test_an_amendment_stands_where_its_document_does(site):
    """An amendment file is found by its document's path; in another place it still counts, and is a problem."""
    library = site("misplaced-amendment").library()

    assert (["procedures/first-visit"], ["misplaced"]) == (
        [file.model.amends for file in library.trusts["hillside"].amendments],
        [each.rule for each in library.problems],
    )


def test_an_amendment_that_cannot_be_read_is_left_out(site):
    """A broken amendment file is a problem, and the others still count."""
    here = site("trust-amends")
    here.write("trusts/hillside/amend/glossary.yml", "amends: glossary\n")
    library = here.library()

    assert (["missing-key"], 3) == (
        [each.rule for each in library.problems],
        len(library.trusts["hillside"].amendments),
    )


def test_an_id_may_stand_once_in_a_file(tmp_path):
    """A second use of an id is a problem at its place; keys named id that hold no text are passed over."""
    file = tmp_path / "a.yml"
    file.write_text("a: {id: one}\nb: [{id: [one]}, {id: one}, {id: two}, {name: one}]\n", encoding="utf-8")
    expected = [("a.yml", "duplicate-id", 'the id "one" is used twice; the first is on line 1')]

    assert expected == said(duplicate_ids(read(file, "a.yml")))
