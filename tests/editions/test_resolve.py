"""A library, a trust and an audience into an edition in which only what its readers may see exists."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest
from conftest import copy_site, node_at
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import BaseModel

from generator.content.fingerprints import fingerprint
from generator.content.library import File, Library
from generator.content.load import load
from generator.content.node_paths import find
from generator.content.validate import validate
from generator.content.yaml_nodes import Listing, Table, child, read
from generator.editions.change import NOTHING, OriginKind
from generator.editions.edition import Edition
from generator.editions.local_values import TRUST_VALUES
from generator.editions.resolve import resolve
from generator.model.base import Audience, Pathway
from generator.model.guide import Guide
from generator.model.kinds import AMENDMENT, GUIDE, SESSION
from generator.model.procedure import Procedure
from generator.model.trust import AmendmentFile
from generator.problems import Mark
from generator.text.markup import NO_BREAK

PROCEDURE = "procedures/first-visit"
NATIONAL = f"national/{PROCEDURE}.yml"
CRISIS_LINE = f"[{NO_BREAK.join(('01632', '960', '100'))}](tel:01632960100)"
LOWSIDE = "name: Lowside Trust\nnation: scotland\ncoordinator: Lead\npathways: [crisis-team]\n"


def strings(value: Any) -> Iterator[str]:
    """Return every text that can be reached from a value, but not the places in files and the nodes read from them."""
    if isinstance(value, str):
        yield value
    elif not isinstance(value, Mark | Table):
        for each in inside(value):
            yield from strings(each)


def inside(value: Any) -> Iterable[Any]:
    """Return what a value holds."""
    if isinstance(value, Enum):
        return [value.value]
    if isinstance(value, BaseModel):
        return [given for _, given in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list | tuple | set | frozenset) else []


def procedure_of(edition: Edition) -> Procedure:
    """Return the procedure of the small sites as an edition has it."""
    model = edition.entries[PROCEDURE].model
    assert isinstance(model, Procedure)
    return model


def introduction_of(edition: Edition) -> str | None:
    """Return how the role description of an edition begins."""
    model = edition.entries["guides/role-description"].model
    assert isinstance(model, Guide)
    return model.introduction


def planted(edition: Edition) -> set[int]:
    """Return the numbers of the phrases, planted in what only trainers may read, that can be reached in an edition."""
    return {int(number) for text in strings(edition) for number in re.findall(r"(?i)planted (\d+)", text)}


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    """Return the library of a site whose trust amends several documents."""
    root = tmp_path_factory.mktemp("library")
    copy_site("trust-amends", root)
    return load(root / "content")


def test_the_national_edition_holds_everything_for_trainers(site):
    """Without a trust, trainers have every national file as it was read."""
    here = site()
    library = here.library()
    edition = here.edition("", Audience.TRAINER)

    assert set(library.national) == set(edition.entries)
    assert {OriginKind.NATIONAL} == {entry.origin.kind for entry in edition.entries.values()}
    assert ("", None, "trainer/", {}) == (edition.code, edition.trust, edition.folder, edition.values)


@pytest.mark.parametrize("code", ["", "hillside"])
def test_peers_have_nothing_that_only_trainers_may_read(site, code):
    """No phrase planted in a trainer-only field, item, document or change can be reached from a peer edition."""
    edition = site("peers-see-no-trainer-text").edition(code, Audience.PEER)

    assert set() == planted(edition)


@pytest.mark.parametrize(("code", "last"), [("", 34), ("hillside", 59)])
def test_trainers_have_all_of_it(site, code, last):
    """Every phrase planted for trainers can be reached from the trainers' edition, so that the test above sees it."""
    edition = site("peers-see-no-trainer-text").edition(code, Audience.TRAINER)

    assert set(range(1, last + 1)) == planted(edition)


@pytest.mark.parametrize("code", ["", "hillside"])
def test_peers_keep_what_is_theirs(site, code):
    """What peers lose is only what is marked: every text around it is still there."""
    here = site("peers-see-no-trainer-text")
    peers = {text for text in strings(here.edition(code, Audience.PEER)) if " " in text}
    trainers = {text for text in strings(here.edition(code, Audience.TRAINER)) if " " in text}

    assert set() == {text for text in trainers - peers if "planted" not in text.lower()}


def test_an_empty_trainer_field_is_of_its_own_kind(site):
    """What is taken from peers leaves an empty text, an empty list or nothing, as the field has it."""
    entries = site().edition().entries
    session, role_play = entries["sessions/listening-well"].model, entries["role-plays/first-chat"].model
    activity = session.activities[0]

    assert ("", (), (), (), "") == (
        activity.facilitator,
        activity.prompts,
        activity.watch_for,
        session.preparation,
        session.close.facilitator,
    )
    assert (["", ""], (), [""]) == (
        [role.private for role in role_play.roles],
        role_play.watch_for,
        [variant.private for variant in role_play.variants],
    )


def test_a_variant_without_a_private_brief_keeps_none(site):
    """A field that was left out stays left out."""
    here = site()
    here.change("national/role-plays/first-chat.yml", "    private: Sam is in a noisy place.\n", "")
    role_play = here.edition().entries["role-plays/first-chat"].model

    assert [None] == [variant.private for variant in role_play.variants]


def test_elements_and_documents_are_for_their_audience(site):
    """An item, a section, a document and a publication for trainers are not in the peers' edition."""
    here = site("hidden-reference")
    peers, trainers = here.edition(), here.edition("", Audience.TRAINER)

    assert {"guides/for-trainers", "publications/trainer-pack"} == set(trainers.entries) - set(peers.entries)
    assert (["what-you-do"], ["what-you-do", "trainers"]) == tuple(
        [section.id for section in each.entries["guides/role-description"].model.sections] for each in (peers, trainers)
    )


def test_an_edition_knows_what_its_readers_do_not_have(site):
    """The ids of all files are known, and which of them are for the other audience."""
    edition = site("hidden-reference").edition()

    assert {"guides/for-trainers", "publications/trainer-pack"} == edition.other_audience
    assert edition.other_audience < edition.known


def test_a_broken_file_is_known(site):
    """A file that could not be read is known, so that a link to it is not called wrong."""
    here = site()
    here.write("national/guides/role-description.yml", "title: Only a title\n")
    edition = here.edition()

    assert (True, False) == ("guides/role-description" in edition.known, "guides/role-description" in edition.entries)


def test_only_the_trusts_pathways_are_left(site):
    """Documents and elements for another pathway do not exist in a trust's edition, and are still known."""
    edition = site("trust-pathway").edition("hillside")
    steps = [step.id for step in procedure_of(edition).steps]
    ticks = [tick.id for tick in edition.entries["resources/starter-pack"].model.items[3].ticks]

    assert ((Pathway.WARD,), ["plan-visit", "tell-ward", "leave-word", "meet"], ["phone-charged", "ward-knows"]) == (
        edition.pathways,
        steps,
        ticks,
    )
    assert ["guides/on-the-ward", "guides/role-description"] == [entry.id for entry in edition.of_kind(GUIDE)]
    assert "guides/at-home" in edition.known
    assert "guides/at-home" not in edition.other_audience


@pytest.mark.parametrize(
    ("pathway", "stages"),
    [
        ("crisis-team", {"tell-team": "Before", "leave-word": "On the day", "meet": None}),
        ("ward", {"plan-visit": "Before", "tell-ward": None, "leave-word": "On the day", "meet": None}),
    ],
)
def test_a_step_of_another_pathway_hands_its_heading_on(site, pathway, stages):
    """The heading of a stage that opens with a step for another pathway goes to the first step these readers have."""
    here = site()
    here.change(NATIONAL, "  - id: plan-visit\n", "  - id: plan-visit\n    pathways: [ward]\n")
    here.write("trusts/lowside/trust.yml", LOWSIDE.replace("crisis-team", pathway))
    steps = here.edition("lowside").entries[PROCEDURE].model.steps

    assert stages == {step.id: step.stage for step in steps}


def test_headings_are_handed_on_only_to_their_own_stage(site):
    """A step that opens a stage of its own keeps its heading, and nobody after it gets the one before."""
    here = site()
    for old in ("  - id: plan-visit\n", "  - id: leave-word\n"):
        here.change(NATIONAL, old, f"{old}    pathways: [ward]\n")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    steps = here.edition("lowside").entries[PROCEDURE].model.steps

    assert {"tell-team": "Before", "meet": "On the day"} == {step.id: step.stage for step in steps}


def test_a_last_step_takes_its_heading_with_it(site):
    """Where a trust removes the last step, and that opens a stage, the stage is gone."""
    here = site()
    here.change(NATIONAL, "  - id: meet\n", "  - id: meet\n    stage: Afterwards\n")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    base = fingerprint(node_at(here.library().national[PROCEDURE].node, ("steps", "meet")))
    change = f"  - {{remove: steps.meet, base: {base}, reason: We do not.}}\n"
    here.write(f"trusts/lowside/amend/{PROCEDURE}.yml", f"amends: {PROCEDURE}\nchanges:\n{change}")
    steps = here.edition("lowside").entries[PROCEDURE].model.steps
    expected = {"plan-visit": "Before", "tell-team": None, "leave-word": "On the day"}

    assert expected == {step.id: step.stage for step in steps}


def test_only_the_trusts_nation_is_left(site):
    """A service for another nation is not in a trust's edition; the national edition has them all."""
    here = site()
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    here.write("trusts/hillside/trust.yml", LOWSIDE.replace("scotland", "wales"))

    assert (["any-hour", "scots-line"], ["any-hour", "scots-line"], ["any-hour"]) == tuple(
        [contact.id for contact in here.edition(code).entries["signposting"].model.contacts]
        for code in ("", "lowside", "hillside")
    )


@pytest.mark.parametrize(
    ("code", "audience", "folder"),
    [
        ("", Audience.PEER, ""),
        ("", Audience.TRAINER, "trainer/"),
        ("hillside", Audience.PEER, "hillside/"),
        ("hillside", Audience.TRAINER, "hillside/trainer/"),
    ],
)
def test_every_edition_has_a_folder(library, code, audience, folder):
    """The national peer edition stands at the root, a trust's in its folder, trainers' in a folder within."""
    assert folder == resolve(library, code, audience)[0].folder


def test_local_values_stand_in_the_text(library):
    """Text has the trust's own values, wherever they are asked for, and notes too."""
    edition = resolve(library, "hillside", Audience.PEER)[0]
    action = next(step.action for step in procedure_of(edition).steps if step.id == "leave-word")

    assert f"Tell the Old School where you are going.\n\nIf you feel unsafe, call {CRISIS_LINE}." == action
    assert (
        "Leave word with the desk at the Old School." == edition.entries[PROCEDURE].notes_at("steps.tell-ward")[0].text
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("116 123", "[116_123](tel:116123)"),
        ("+44 1632 960 100", "[+44_1632_960_100](tel:+441632960100)"),
        ("01632 960 100, extension 4", "[01632_960_100](tel:01632960100), extension 4"),
    ],
)
def test_a_number_in_the_text_can_be_called(site, given, shown):
    """A telephone number in text is a link to call it, in one piece on its line, and what follows the comma is words."""
    here = site("trust-amends")
    here.change("trusts/hillside/values.yml", "01632 960 100", given)
    contact = here.edition("hillside").entries[PROCEDURE].model.escalation[0]

    assert shown.replace("_", NO_BREAK) == contact.out_of_hours


def test_the_national_edition_says_what_a_trust_adds(library):
    """Without a trust, text says what the trust will put there."""
    edition = resolve(library, "", Audience.PEER)[0]
    action = next(step.action for step in procedure_of(edition).steps if step.id == "leave-word")

    assert action.startswith("Tell (your trust adds: Team base) where")


def test_a_value_that_is_not_given_shows(site):
    """In a trust's edition, a value that was not given says that it is not filled in."""
    here = site("trust-amends")
    here.write("trusts/hillside/values.yml", "crisis_line: 01632 960 100\n")
    step = here.edition("hillside").entries[PROCEDURE].model.steps

    assert "(not filled in: Team base)" in next(each.action for each in step if each.id == "leave-word")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "your trust, your trust, Peer Worker Coordinator"),
        ("hillside", "Hillside Health Board, Hillside, Peer Support Lead"),
        ("lowside", "Lowside Trust, Lowside Trust, Lead"),
    ],
)
def test_a_trust_says_its_name_in_the_text(site, code, said):
    """Text may ask for the trust's name, its short name and its coordinator's job title."""
    here = site("trust-amends")
    here.write("trusts/lowside/trust.yml", LOWSIDE)
    asked = ", ".join(f"{{{{ trust.{name} }}}}" for name in TRUST_VALUES)
    here.change("national/guides/role-description.yml", "You work at {{ trust.name }}.", f'"{asked}"')

    assert said == here.edition(code).entries["guides/role-description"].model.introduction


def test_a_name_that_is_not_known_is_left_as_it_is(site):
    """Text keeps braces that ask for nothing known, so that the check can point at them."""
    here = site()
    here.change("national/guides/role-description.yml", "{{ trust.name }}", "{{ local.nothing }}")

    assert "You work at {{ local.nothing }}." == here.edition().entries["guides/role-description"].model.introduction


def test_what_holds_no_value_is_as_it_was_read(library):
    """A document without local values and trainers' text is what its file says."""
    edition, _ = resolve(library, "", Audience.PEER)

    assert library.national["glossary"].model == edition.entries["glossary"].model


def test_amendments_make_a_document_amended(library):
    """A document that the trust changed says so, points at the first change, and keeps what it was before."""
    edition = resolve(library, "hillside", Audience.PEER)[0]
    entry = edition.entries[PROCEDURE]
    path = "content/trusts/hillside/amend/procedures/first-visit.yml"

    assert isinstance(entry.national, Procedure)
    assert (OriginKind.AMENDED, Mark(path=path, line=3, column=14)) == (entry.origin.kind, entry.origin.mark)
    assert (6, 5) == (len(procedure_of(edition).steps), len(entry.national.steps))


def test_a_note_alone_makes_a_document_amended(site):
    """A document with nothing but a note is amended, with its text as it was."""
    here = site("misplaced-amendment")
    entry = here.edition("hillside").entries[PROCEDURE]

    assert (OriginKind.AMENDED, {}, ["steps.meet"]) == (entry.origin.kind, entry.origins, list(entry.notes))


def test_origins_are_found_by_address(library):
    """An element has its own origin and those of its fields, and not those of what stands deeper; a list has its own."""
    entry = resolve(library, "hillside", Audience.TRAINER)[0].entries[PROCEDURE]

    assert (["replace"], ["replace"], ["add"], [], ["add"]) == tuple(
        [origin.operation for origin in entry.origins_at(address)]
        for address in ("steps.meet", "steps.plan-visit", "steps.ask-family", "steps.tell-ward", "duties")
    )
    assert () == entry.notes_at("steps.meet")


def test_what_peers_cannot_see_has_no_origin_for_them(library):
    """Changes to trainers' text are among the trainers' origins alone; what was taken out is among both."""
    peers, trainers = (
        set(resolve(library, "hillside", audience)[0].entries["sessions/listening-well"].origins)
        for audience in Audience
    )

    assert {"activities.listening-pairs.facilitator", "preparation"} == trainers - peers
    assert "room" in peers


def test_a_trusts_own_documents_are_local(site):
    """A document that the trust wrote is in its edition alone, and says so."""
    here = site("local-session")
    entry = here.edition("hillside").entries["sessions/our-wards"]

    assert (OriginKind.LOCAL, "content/trusts/hillside/add/sessions/our-wards.yml") == (
        entry.origin.kind,
        entry.origin.mark.path,
    )
    assert ["sessions/listening-well"] == [each.id for each in here.edition().of_kind(SESSION)]


def test_a_local_document_cannot_take_a_national_one_s_place(site):
    """A local document with the id of a national one is a problem, and the national one stands."""
    here = site("added-id-exists")
    edition, problems = resolve(here.library(), "hillside", Audience.PEER)

    assert "You work at Hillside Health Board." == introduction_of(edition)
    assert "content/trusts/hillside/add/guides/role-description.yml" in {each.mark.path for each in problems}


def test_an_amendment_may_name_a_former_id(site):
    """An amendment to an id that a document had before changes the document, and a warning names today's id."""
    here = site("trust-amends")
    here.change("national/guides/role-description.yml", "components:", "aliases: [guides/my-role]\ncomponents:")
    base = fingerprint(node_at(here.library().national["guides/role-description"].node, ("introduction",)))
    here.write(
        "trusts/hillside/amend/guides/my-role.yml",
        "amends: guides/my-role\nchanges:\n"
        f"  - {{replace: introduction, with: Hello., base: {base}, reason: It is shorter.}}\n",
    )
    edition, (problem,) = resolve(here.library(), "hillside", Audience.PEER)
    expected = (
        "warning",
        "renamed",
        "guides/my-role is now called guides/role-description",
        "./handbook rebase hillside writes the new name and moves this file",
    )

    assert "Hello." == introduction_of(edition)
    assert expected == (problem.level.value, problem.rule, problem.sentence, problem.hint)
    assert ("content/trusts/hillside/amend/guides/my-role.yml", 1) == (problem.mark.path, problem.mark.line)


def test_an_amendment_to_a_broken_document_is_no_second_problem(site):
    """Where the national document cannot be read, that is the problem, and amendments to it wait."""
    here = site("trust-amends")
    here.write("national/procedures/first-visit.yml", "title: Only a title\n")
    _, problems = resolve(here.library(), "hillside", Audience.PEER)

    assert () == problems


def test_changes_that_do_not_fit_leave_the_national_document(site):
    """Where a change makes a document that cannot be, the problem is at the change and the national text stands."""
    here = site("unknown-field-in-amendment")
    edition, problems = resolve(here.library(), "hillside", Audience.PEER)

    assert ["plan-visit", "tell-ward", "tell-team", "leave-word", "meet"] == [
        step.id for step in procedure_of(edition).steps
    ]
    assert OriginKind.NATIONAL is edition.entries[PROCEDURE].origin.kind
    assert {"content/trusts/hillside"} == {each.mark.path[:23] for each in problems}


def test_what_a_change_breaks_elsewhere_is_blamed_on_it(site):
    """Where a change makes the national file wrong, the problem points at the change, which the trust can mend."""
    here = site("trust-amends")
    here.write(
        "trusts/hillside/amend/guides/role-description.yml",
        f"amends: guides/role-description\nchanges:\n"
        f"  - {{remove: summary, base: {_base(here, 'guides/role-description', 'summary')}, reason: It is dull.}}\n",
    )
    _, problems = resolve(here.library(), "hillside", Audience.PEER)

    assert [("content/trusts/hillside/amend/guides/role-description.yml", 3, '"summary" is missing here')] == [
        (each.mark.path, each.mark.line, each.sentence) for each in problems
    ]


def test_an_added_id_may_not_stand_elsewhere_in_the_document(site):
    """An element whose id is another's, in another list, is a problem, and the national text stands."""
    here = site("trust-amends")
    here.write(
        "trusts/hillside/amend/procedures/first-visit.yml",
        f"amends: {PROCEDURE}\nchanges:\n"
        "  - {add: duties, value: {id: meet, who: All, duty: Meet.}, reason: All of us do.}\n",
    )
    edition, problems = resolve(here.library(), "hillside", Audience.PEER)

    assert (["duplicate-id"], ["coordinator", "peer-worker"]) == (
        [each.rule for each in problems],
        [duty.id for duty in procedure_of(edition).duties],
    )


def test_pictures_of_nation_and_trust_are_at_hand(site):
    """An edition has the national pictures and its trust's own, which come before those of the same name."""
    here = site("trust-amends")
    for path in ("national/assets/map.png", "national/assets/ward.png", "trusts/hillside/assets/map.png"):
        Image.new("RGB", (3, 2)).save(here.write(path, ""))

    assert {"assets/map.png": "trusts", "assets/ward.png": "national"} == {
        name: path.relative_to(here.content).parts[0] for name, path in here.edition("hillside").assets.items()
    }


def _base(here, document, *address) -> str:
    return fingerprint(node_at(here.library().national[document].node, address))


WORDS = st.text("abcdefg ", min_size=1, max_size=12).map(str.strip).filter(bool)
ELEMENTS = {
    "steps.plan-visit": "within",
    "steps.tell-ward": "action",
    "steps.tell-team": "record",
    "steps.meet": "who",
    "duties.coordinator": "duty",
    "duties.peer-worker": "who",
    "definitions.visit": "meaning",
    "escalation.no-answer": "do_now",
    "monitoring.on-time": "how",
}
"""Elements of a procedure, and a field of each that a change may be about."""


def changes(national: File) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return lists of changes to different elements of the procedure, and an addition at a place that none of them moves."""

    def one(address: str, field: str, operation: str, words: str) -> dict[str, Any]:
        target = f"{address}.{field}" if operation in ("replace", "note-field") else address
        found = find(national.node, target.split("."))
        change = {"reason": words, "base": fingerprint(found) if found else NOTHING}
        if operation == "replace":
            return {**change, "replace": target, "with": words}
        if operation == "remove":
            return {**change, "remove": target}
        return {
            **change,
            "note": address,
            "text": words,
            "base": fingerprint(node_at(national.node, address.split("."))),
        }

    def drawn(draw: Any) -> list[dict[str, Any]]:
        chosen = draw(st.lists(st.sampled_from(sorted(ELEMENTS)), unique=True, max_size=6))
        operations = st.sampled_from(["replace", "remove", "note"])
        made = [one(address, ELEMENTS[address], draw(operations), draw(WORDS)) for address in chosen]
        for listing, after in draw(st.sets(st.sampled_from([("steps", "leave-word"), ("monitoring", None)]))):
            value = {"id": f"added-to-{listing}", "who": draw(WORDS), "action": "Go."}
            if listing == "monitoring":
                value = {
                    "id": "added-to-monitoring",
                    "what": "a",
                    "how": "b",
                    "who": "c",
                    "often": "d",
                    "reported_to": "e",
                }
            made.append({"add": listing, "value": value, "reason": "Why.", **({"after": after} if after else {})})
        return made

    return st.composite(drawn)()


def with_changes(library: Library, file: File, order: list[int]) -> Library:
    """Return a library whose trust amends one document with the changes of a file, in this order."""
    listing = child(file.node, ("changes",))
    assert isinstance(listing, Listing)
    assert isinstance(file.node, Table)
    assert isinstance(file.model, AmendmentFile)
    given = tuple(file.model.changes[position] for position in order)
    nodes = Listing(children=tuple(listing.children[position] for position in order), mark=listing.mark)
    entries = tuple((key, nodes if key.text == "changes" else value) for key, value in file.node.entries)
    shuffled = replace(
        file, node=Table(entries=entries, mark=file.node.mark), model=file.model.model_copy(update={"changes": given})
    )
    return replace(library, trusts={"hillside": replace(library.trusts["hillside"], amendments=(shuffled,))})


def amendment(path: Any, made: list[dict[str, Any]]) -> File:
    """Return an amendment file with these changes, one on each line."""
    lines = ",\n".join(json.dumps(change) for change in made)
    path.write_text(f'{{"amends": "{PROCEDURE}", "changes": [\n{lines}\n]}}', encoding="utf-8")
    node = read(path, "amendment.yml")
    model, problems = validate(node, AMENDMENT)
    assert problems == ()
    assert model is not None
    return File(id="amend", kind=AMENDMENT, path="amendment.yml", node=node, model=model)


@settings(max_examples=60)
@given(drawing=st.data(), audience=st.sampled_from(Audience))
def test_resolving_twice_gives_the_same_edition(library, tmp_path_factory, drawing, audience):
    """The same library, trust and audience always give an equal edition and equal problems."""
    made = drawing.draw(changes(library.national[PROCEDURE]).filter(bool))
    file = amendment(tmp_path_factory.getbasetemp() / "twice.yml", made)
    amended = with_changes(library, file, list(range(len(made))))

    assert resolve(amended, "hillside", audience) == resolve(amended, "hillside", audience)


@settings(max_examples=60)
@given(drawing=st.data(), audience=st.sampled_from(Audience))
def test_changes_to_different_elements_commute(library, tmp_path_factory, drawing, audience):
    """Changes to different elements give the same document, origins, notes and problems in whatever order."""
    made = drawing.draw(changes(library.national[PROCEDURE]).filter(bool))
    order = drawing.draw(st.permutations(range(len(made))))
    file = amendment(tmp_path_factory.getbasetemp() / "commute.yml", made)
    results = []
    for each in (list(range(len(made))), order):
        edition, problems = resolve(with_changes(library, file, each), "hillside", audience)
        entry = edition.entries[PROCEDURE]
        results.append((entry.model, entry.national, entry.node, entry.origins, entry.notes, set(problems)))

    assert results[0] == results[1]


@settings(max_examples=60)
@given(drawing=st.data())
def test_no_change_reaches_another_document(library, tmp_path_factory, drawing):
    """Whatever a trust changes in one document, every other is as it is in the national edition."""
    made = drawing.draw(changes(library.national[PROCEDURE]).filter(bool))
    file = amendment(tmp_path_factory.getbasetemp() / "other.yml", made)
    edition, _ = resolve(with_changes(library, file, list(range(len(made)))), "hillside", Audience.TRAINER)
    before, _ = resolve(
        replace(library, trusts={"hillside": replace(library.trusts["hillside"], amendments=())}),
        "hillside",
        Audience.TRAINER,
    )

    assert {PROCEDURE} >= {name for name, entry in edition.entries.items() if entry != before.entries[name]}
