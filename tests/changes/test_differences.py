"""How an edition differs from the national one, in words."""

import pytest

from generator.changes.local_changes import as_json, changes_by, changes_of, differences, from_json, overview, told
from generator.editions.model_paths import FIELD_NAMES, in_words
from generator.model.base import Audience
from generator.model.kinds import FOLDER_KINDS, FRAMEWORK_KINDS
from generator.model.trust import Approval
from generator.text.language import Language

PROCEDURE = "procedures/first-visit"
FILE = "national/procedures/first-visit.yml"
AMENDMENT = "trusts/hillside/amend/procedures/first-visit.yml"
LOWSIDE = "name: Lowside Trust\nnation: england\ncoordinator: Lead\npathways: [ward]\n"


def changes(site, document, audience=Audience.PEER):
    """Return the local changes to a document of the site whose trust amends several, by address."""
    entry = site("trust-amends").edition("hillside", audience).entries[document]
    return {each.address: each for each in changes_of(entry, Language())}


def overview_of(here, *codes):
    """Return the overview of some trusts, whose changes were kept and read back."""
    editions = [here.edition(code) for code in codes]
    return overview(from_json(as_json(changes_by(each, each.trust))) for each in editions)


def test_an_addition_is_said_in_words(site):
    """What was added is named by the titles people see, with its text, its reason and no text before it."""
    (found,) = changes(site, "resources/starter-pack").values()
    expected = ("Added", "Local places, Cafes, Mill Cafe", "", "It is next to the ward.", None)

    assert expected == (found.done, found.where, found.was, found.reason, found.approved)
    assert ["Mill Cafe", "Tea and quiet.", "Turn up."] == found.now.split("\n\n")[:3]
    assert ("resources/starter-pack", "Starter pack", "items.local-places.categories.cafes.entries.mill-cafe") == (
        found.document,
        found.title,
        found.address,
    )


def test_a_replaced_text_stands_beside_the_national_one(site):
    """A replaced text is told with what it was and what it is, and where its author wrote it."""
    found = changes(site, PROCEDURE)["steps.plan-visit.within"]
    expected = ("Changed", "2 working days", "1 working day", "Our wards are quick.")

    assert expected == (found.done, found.was, found.now, found.reason)
    assert (f"content/{AMENDMENT}", 3) == (found.mark.path, found.mark.line)


def test_a_replaced_element_is_read_out_whole(site):
    """An element that was replaced is told with all its words, before and after, and without its id."""
    found = changes(site, PROCEDURE)["steps.meet"]

    assert ("Peer worker\n\nMeet the person.", "Two peer workers\n\nMeet the person together.") == (
        found.was,
        found.now,
    )


def test_what_was_taken_out_has_no_text_any_more(site):
    """What was taken out is told with its national text and none in its place."""
    found = changes(site, PROCEDURE)["steps.tell-team"]

    assert ("Taken out", "Peer worker\n\nTell the crisis team.", "") == (found.done, found.was, found.now)


def test_a_note_is_among_the_changes(site):
    """A note beside an element is a change with its text, with local values in it."""
    found = changes(site, PROCEDURE)["steps.tell-ward"]
    expected = ("Note beside", "Leave word with the desk at the Old School.", "The desk is always staffed.")

    assert expected == (found.done, found.now, found.reason)
    assert "" == found.was


def test_an_approved_change_says_by_whom_and_when(site):
    """A change that was approved carries who approved it, and the day; the others carry nobody."""
    found = changes(site, PROCEDURE)
    by_board = found.pop("steps.plan-visit.within").approved

    assert isinstance(by_board, Approval)
    assert ("Board", "2026-11-02", {None}) == (
        by_board.by,
        by_board.on.isoformat(),
        {each.approved for each in found.values()},
    )


def test_what_was_taken_out_is_named_as_it_was(site):
    """A change that took something out names it by its national words, since the local text has none."""
    assert "Tell the crisis team" == changes(site, PROCEDURE)["steps.tell-team"].where


def test_a_long_name_is_cut_at_a_word(site):
    """A name longer than 60 letters is cut after a word, and says so."""
    here = site("trust-amends")
    here.change(FILE, "action: Tell the crisis team.", f"action: {'Tell them ' * 9}")
    entry = here.edition("hillside").entries[PROCEDURE]
    where = next(each.where for each in changes_of(entry, Language()) if each.done == "Taken out")

    assert ("Tell them Tell them Tell them Tell them Tell them Tell them …", True) == (where, len(where) <= 62)


def test_a_field_without_words_is_named_by_its_key(site):
    """A change to a field of the whole document is named after the field."""
    found = changes(site, "sessions/listening-well", Audience.TRAINER)
    expected = {"room", "preparation"}

    assert expected <= {each.where for each in found.values()}


def test_a_list_is_read_out_with_dashes(site):
    """A list that was replaced is told as its entries, one below the other."""
    found = changes(site, "sessions/listening-well", Audience.TRAINER)["preparation"]

    assert ("- Cut the cards out.", "- Find the bell.") == (found.was, found.now)


def test_peers_are_not_told_of_trainers_text(site):
    """Of a change to what only trainers may read, peers get neither the place nor the words."""
    here = site("trust-amends")
    words = {audience: str(differences(here.edition("hillside", audience))) for audience in Audience}

    assert (False, True) == ("bell" in words[Audience.PEER], "Ring the bell." in words[Audience.TRAINER])


def test_differences_list_every_local_thing(site):
    """The list of differences has each change and each local document, and is empty without a trust."""
    here = site("local-session")
    expected = (
        [
            ("programmes/local", "Local training", "", "Written locally"),
            ("sessions/our-wards", "Our wards", "", "Written locally"),
        ],
        (),
    )

    assert expected == (
        [(each.document, each.title, each.address, each.done) for each in differences(here.edition("hillside"))],
        differences(here.edition()),
    )


def test_a_local_document_says_what_it_is_about(site):
    """A document that the trust wrote is told with its summary and with no national text."""
    found = differences(site("local-session").edition("hillside"))[1]

    assert ("You walk round the wards.", "", "") == (found.now, found.was, found.where)


def test_differences_name_their_document(site):
    """Each change stands in the list with its document's id and title."""
    found = differences(site("trust-amends").edition("hillside"))
    expected = {
        ("glossary", "Glossary"),
        ("procedures/first-visit", "First visit"),
        ("resources/starter-pack", "Starter pack"),
        ("sessions/listening-well", "Listening well"),
    }

    assert expected == {(each.document, each.title) for each in found}


def test_what_most_trusts_change_comes_first(site):
    """The overview has each changed place once, with every trust that changes it, the most changed first."""
    here = site("trust-amends")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    text = (here.content / AMENDMENT).read_text(encoding="utf-8")
    start, end = text.index("  - note: steps.tell-ward"), text.index("  - replace: steps.meet")
    here.write("trusts/lowside/amend/procedures/first-visit.yml", f"amends: {PROCEDURE}\nchanges:\n{text[start:end]}")
    first, *others = overview_of(here, "hillside", "lowside")

    assert (PROCEDURE, "First visit", "steps.tell-ward", "Tell the ward", 2, ["hillside", "lowside"]) == (
        first.document,
        first.title,
        first.address,
        first.where,
        first.count,
        [edition.code for edition, _ in first.trusts],
    )
    assert ({1}, 12) == ({each.count for each in others}, len(others))


def test_one_trusts_many_changes_to_a_place_count_once(site):
    """Two notes of one trust beside one text are 2 differences and 1 trust."""
    here = site("trust-amends")
    text = (here.content / AMENDMENT).read_text(encoding="utf-8")
    start, end = text.index("  - note: steps.tell-ward"), text.index("  - replace: steps.meet")
    here.write(AMENDMENT, text + text[start:end])
    found = next(each for each in overview_of(here, "hillside") if each.address == "steps.tell-ward")

    assert (1, 2) == (found.count, len(found.trusts))


def test_local_documents_are_no_change_to_the_national_ones(site):
    """What a trust wrote itself is not in the overview, since there is nothing national to mend."""
    assert () == overview_of(site("local-session"), "hillside")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("steps.meet.action", "Meet the person, action"),
        ("steps.meet", "Meet the person"),
        ("steps", "steps"),
        ("supervision_prompt", "supervision prompt"),
        ("front_sheet.review_by", "front sheet, review by"),
        ("steps.nothing.who", "nothing, who"),
    ],
)
def test_an_address_is_said_as_readers_would(site, address, words):
    """Elements are called by their titles, fields by their names, and lists on the way are not told of."""
    model = site().edition().entries[PROCEDURE].model

    assert words == in_words([model], address, Language())


def test_every_field_that_can_be_changed_has_its_name_in_the_catalogue():
    """Readers are told of a changed field by its name, which each language has to say in its own words."""
    schemas = [kind.model.model_json_schema() for kind in (*FOLDER_KINDS, *FRAMEWORK_KINDS)]
    models = [model for each in schemas for model in (each, *each["$defs"].values())]
    fields = {name.replace("_", " ") for model in models for name in model.get("properties", {})}

    assert fields - {"aliases", "id", "kind", "lang", "lock", "lock reason"} == FIELD_NAMES


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("purpose", "So that nobody waits."),
        ("competencies", "- listen-first"),
        ("definitions", "- visit\n    \n    Meeting someone in person."),
        ("content_note", ""),
    ],
)
def test_a_value_is_read_out_as_plain_text(site, field, text):
    """Texts stand as they are, elements one paragraph a text, lists with dashes, and what is not there is nothing."""
    assert text == told(getattr(site().edition().entries[PROCEDURE].model, field, None))


def test_how_a_text_is_handled_is_not_read_out(site):
    """An element is told without its id, its lock and whom it is for."""
    (step,) = (each for each in site().edition().entries[PROCEDURE].model.steps if each.id == "leave-word")
    words = told(step)

    assert (True, False, False, False) == (
        words.startswith("On the day\n\nPeer worker\n\nTell "),
        "locked" in words,
        "leave-word" in words,
        "someone must know" in words,
    )


def test_a_change_is_approved_with_its_document(hillside, run):
    """Within a document that is approved as a whole, a change says by whom and when, and no longer "nobody yet"."""
    run(
        hillside,
        "amend",
        "hillside",
        "procedures/first-visit#steps.plan-visit.within",
        "--text",
        "9 days",
        "--reason",
        "Our diary.",
    )
    before = hillside.page("differences.md", "hillside", Audience.TRAINER)
    run(hillside, "approve", "hillside", "procedures/first-visit", "--by", "Board", "--on", "2026-11-02")
    after = hillside.page("differences.md", "hillside", Audience.TRAINER)
    approved = "<strong>Approved with the document,</strong> 2 November 2026, by Board."

    assert ("nobody yet" in before, approved in before) == (True, False)
    assert ("nobody yet" in after, approved in after) == (False, True)
