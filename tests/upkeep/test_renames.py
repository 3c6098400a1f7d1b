"""Names that the national edition has given up for others, written anew in a trust's files."""

import pytest

from generator.upkeep.rebase import follow, renames

VISIT, FIRST = "procedures/first-visit", "procedures/visits/first"
OWN = "trusts/hillside"
TRUST = "name: Hillside\nnation: wales\ncoordinator: Lead\n"
CHANGES = """\
# Ours.
amends: procedures/first-visit   # the visit
changes:
  - replace: steps.meet.who   # in pairs
    with: Two
    base: 0123456789ab
    reason: Why.

  - {note: steps.tell-team, text: "steps.meet", base: 0123456789ab, reason: Why.}
  - {note: duties.coordinator, text: None, base: 0123456789ab, reason: Why.}
  # All good so far.
  - add: steps
    after: meet
    value: {id: wave, who: Peer worker, action: Wave.}
    reason: Why."""


@pytest.fixture
def hillside(site):
    """Return the minimal site with a trust that amends a procedure."""
    here = site()
    here.write(f"{OWN}/trust.yml", TRUST)
    here.write(f"{OWN}/amend/{VISIT}.yml", CHANGES)
    return here


def rename(here):
    """Return the procedure another id, and two of its steps, one of which has the former id of the other."""
    path = here.content / f"national/{VISIT}.yml"
    text = path.read_text(encoding="utf-8").replace("title:", f"aliases: [procedures/visit, {VISIT}]\ntitle:", 1)
    text = text.replace("- id: meet\n", "- id: greet\n    aliases: [hello, meet]\n")
    text = text.replace("- id: tell-team\n", "- id: hello\n    aliases: [tell-team]\n")
    path.unlink()
    here.write(f"national/{FIRST}.yml", text)


def amendments(here):
    """Return every file of amendments, by its name, with its text."""
    folder = here.content / OWN / "amend"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}


def test_names_of_today_have_nothing_to_follow(hillside):
    """Where every name is that of today, no file is touched."""
    assert ((), {f"{VISIT}.yml": CHANGES}) == (follow(hillside.library(), "hillside"), amendments(hillside))


def test_names_are_found_with_their_places(hillside):
    """Each former name is told with today's, its file, its line, and its place among the changes."""
    rename(hillside)
    expected = [
        (2, -1, "amends", VISIT, FIRST),
        (4, 0, "replace", "steps.meet.who", "steps.greet.who"),
        (9, 1, "note", "steps.tell-team", "steps.hello"),
    ]
    found = renames(hillside.library(), "hillside")

    assert expected == [(e.place.line, e.place.position, e.place.operation, e.old, e.new) for e in found]
    assert {f"content/{OWN}/amend/{VISIT}.yml"} == {e.place.shown_as for e in found}
    assert {hillside.content / OWN / "amend" / f"{VISIT}.yml"} == {e.place.file for e in found}


def test_names_of_today_are_written_and_the_file_moves(hillside):
    """The file moves to where today's document has its own, with the new names and not a character else changed."""
    rename(hillside)
    follow(hillside.library(), "hillside")
    expected = (
        CHANGES.replace(f"amends: {VISIT}", f'amends: "{FIRST}"')
        .replace("replace: steps.meet.who", 'replace: "steps.greet.who"')
        .replace("note: steps.tell-team", 'note: "steps.hello"')
    )

    assert {f"{FIRST}.yml": expected} == amendments(hillside)
    assert () == renames(hillside.library(), "hillside")


def test_a_change_that_is_no_good_shifts_no_name(hillside):
    """Where the first change has a mistake and is not read, the names of the others are still written at theirs."""
    hillside.write(f"{OWN}/amend/{VISIT}.yml", CHANGES.replace("    with: Two\n", "    wiht: Two\n"))
    rename(hillside)
    follow(hillside.library(), "hillside")
    (text,) = amendments(hillside).values()

    assert ("replace: steps.meet.who   #" in text, 'note: "steps.hello"' in text) == (True, True)


def test_a_misplaced_file_moves_too(hillside):
    """A file that stood in the wrong place, whatever its name, goes where it belongs."""
    path = hillside.content / OWN / "amend" / f"{VISIT}.yml"
    path.rename(path.with_name("ours.yml"))
    rename(hillside)
    follow(hillside.library(), "hillside")

    assert [f"{FIRST}.yml"] == list(amendments(hillside))


def test_an_empty_folder_goes_with_its_file(hillside):
    """Where the file was the last of its folder, the folder goes too; others stay."""
    national = f"national/{VISIT}.yml"
    hillside.change(national, "title: First visit", f"title: First visit\naliases: [{FIRST}]")
    (hillside.content / OWN / "amend" / f"{VISIT}.yml").unlink()
    hillside.write(f"{OWN}/amend/{FIRST}.yml", CHANGES.replace(VISIT, FIRST))
    follow(hillside.library(), "hillside")

    assert ["first-visit.yml"] == [path.name for path in (hillside.content / OWN / "amend/procedures").iterdir()]


def test_no_file_is_written_over_another(hillside):
    """Where today's document has a file already, the old one stays beside it, and check tells of it."""
    rename(hillside)
    there = CHANGES[: CHANGES.index("  - {note")].replace(VISIT, FIRST)
    hillside.write(f"{OWN}/amend/{FIRST}.yml", there)
    follow(hillside.library(), "hillside")
    found = amendments(hillside)

    assert {f"{VISIT}.yml", f"{FIRST}.yml"} == set(found)
    assert there.replace("steps.meet.who", '"steps.greet.who"') == found[f"{FIRST}.yml"]
    assert ["renamed"] == [each.rule for each in hillside.check() if each.mark.path.endswith(f"{VISIT}.yml")][:1]


def test_a_document_that_is_gone_has_no_name_of_today(hillside):
    """Names in changes to what is no longer there are left alone."""
    (hillside.content / f"national/{VISIT}.yml").unlink()

    assert () == renames(hillside.library(), "hillside")
