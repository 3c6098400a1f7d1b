"""What people say: which words lead where in which edition, who to call, and what is wrong with them."""

from collections.abc import Callable

import pytest
from conftest import TODAY, Site, node_at

from generator.content.fingerprints import fingerprint
from generator.model.base import Audience
from generator.pages.search_hints import SayingHint, place_of, search_hints
from generator.problem_formats import as_text

HEAD = "title: What people say\nintroduction: Words.\nentries:\n"


def with_sayings(site: Callable[..., Site], entries: str, name: str = "minimal") -> Site:
    """Return a small site in which people say something."""
    made = site(name)
    made.write("national/synonyms.yml", HEAD + entries)
    return made


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("procedures/first-visit", ("procedures/first-visit.md", "")),
        ("procedures/first-visit.meet", ("procedures/first-visit.md", "meet")),
        ("help-now", ("help-now.md", "")),
        ("glossary.ward", ("glossary.md", "ward")),
        ("programmes/core.day-1", ("programme/day-1.md", "")),
        ("components.2-1", ("components/2-1.md", "")),
        ("timetable", ("programme/index.md", "")),
    ],
)
def test_what_answers_a_saying_has_a_place(target, place):
    """A document, an element, a day and a page that is no document's each lead to a page and an anchor."""
    assert place == place_of(target)


def test_a_saying_leads_to_addresses(site):
    """What people say is known with the words to look for and the addresses that answer it, in the order written."""
    made = with_sayings(site, "  - {id: meet, say: [seeing Sam], means: [visit], finds: [glossary.ward, help-now]}\n")
    expected = SayingHint(
        say=("seeing Sam",), veiled=(), means=("visit",), finds=("glossary/#ward", "help-now/"), urgent=False
    )

    assert (expected,) == search_hints(made.edition(), TODAY).sayings


def test_a_saying_may_lead_to_a_heading_that_pages_of_a_kind_have(site):
    """Who runs a session stands under a heading that no author wrote; one that no page has is told."""
    made = with_sayings(
        site,
        "  - {id: led, say: [who leads listening], finds: [sessions/listening-well.who-runs-it]}\n"
        "  - {id: lad, say: [listening pairs], finds: [sessions/listening-well.who-ran-it]}\n",
    )
    (hint, _) = search_hints(made.edition(), TODAY).sayings

    assert ("sessions/listening-well/#who-runs-it",) == hint.finds
    assert ['sessions/listening-well has no "who-ran-it"'] == [
        each.sentence for each in made.check() if each.rule == "unknown-reference"
    ]


def test_peers_do_not_get_what_leads_to_trainers_documents(site):
    """A saying that only a trainers' document answers is not in the peers' edition, and is in the trainers'."""
    made = site("peers-see-no-trainer-text")
    said = {
        audience: [each.say[0] for each in search_hints(made.edition("", audience), TODAY).sayings]
        for audience in Audience
    }

    assert {
        Audience.PEER: ["chat", "wants to die"],
        Audience.TRAINER: ["chat", "planted for trainers", "wants to die"],
    } == said


def test_a_trust_adds_what_its_people_say(site):
    """A trust's amendment adds words of its own to those of the national edition."""
    made = with_sayings(site, "  - {id: meet, say: [seeing Sam], means: [visit]}\n", "trust-amends")
    made.write(
        "trusts/hillside/amend/synonyms.yml",
        "amends: synonyms\nchanges:\n  - add: entries\n    reason: We say so here.\n"
        "    value: {id: hub, say: [the hub], finds: [help-now]}\n",
    )

    assert ["seeing Sam", "the hub"] == [each.say[0] for each in search_hints(made.edition("hillside"), TODAY).sayings]
    assert ["seeing Sam"] == [each.say[0] for each in search_hints(made.edition(), TODAY).sayings]


def test_what_only_these_readers_have_is_known(site):
    """What only trainers may see is the trainers' own; peers of that site have nothing of their own."""
    made = site("peers-see-no-trainer-text")
    own = {audience: search_hints(made.edition("", audience), TODAY).own for audience in Audience}

    assert {Audience.PEER: (), Audience.TRAINER: ("guides/for-trainers/", "publications/trainer-pack/")} == own


def test_the_first_service_is_called_first_then_the_trusts_own_line(site):
    """Who to call when words are urgent: the most urgent service, the trust's line, then others for its nation."""
    made = site("trust-amends")
    made.change("trusts/hillside/trust.yml", "nation: wales", "nation: scotland")
    called = {code: [call.name for call in search_hints(made.edition(code), TODAY).calls] for code in ("", "hillside")}

    assert {"": ["Any Hour"], "hillside": ["Any Hour", "Crisis line", "Scots Line"]} == called


def test_without_synonyms_there_is_nothing_said(site):
    """A national edition need not have the file."""
    assert () == search_hints(site().edition(), TODAY).sayings


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{id: a, say: [x], finds: [procedures/frist-visit]}", 'there is no document "procedures/frist-visit"'),
        ("{id: a, say: [x], finds: [procedures/first-visit.nothing]}", 'procedures/first-visit has no "nothing"'),
        ("{id: a, say: [x], finds: [glossary.wadr]}", 'glossary has no "wadr"'),
        ("{id: a, say: [x]}", 'this needs "means" or "finds", or nothing comes of it'),
        ("{id: a, say: []}", "this list must have at least 1 entry"),
        ("{id: a, say: [x], finds: [help-now], urgnet: true}", "urgnet"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(site, entry, problem):
    """A saying that leads nowhere, says nothing or has an odd key is a problem in the file."""
    told = as_text(with_sayings(site, f"  - {entry}\n").check())

    assert problem in told
    assert "content/national/synonyms.yml:4:" in told


def test_a_trust_is_not_blamed_for_what_it_took_out(site):
    """Where a trust removes what the national words find, there is no problem; in its own words there is."""
    made = with_sayings(site, "  - {id: meet, say: [x], finds: [glossary.ward]}\n", "trust-amends")
    ward = node_at(made.library().national["glossary"].node, ("terms", "ward"))
    gone = f"changes:\n  - {{remove: terms.ward, base: {fingerprint(ward)}, reason: We have none.}}\n"
    made.change("trusts/hillside/amend/glossary.yml", "changes:\n", gone)
    before = as_text(made.check())
    made.write(
        "trusts/hillside/amend/synonyms.yml",
        "amends: synonyms\nchanges:\n  - add: entries\n    reason: We say so here.\n"
        "    value: {id: hub, say: [the hub], finds: [help-now, nowhere/at-all]}\n",
    )

    assert "unknown-reference" not in before
    assert 'amend/synonyms.yml:5:56: error: there is no document "nowhere/at-all"' in as_text(made.check())


def test_words_that_hurt_may_stand_among_what_people_say(site):
    """The rules about wording leave alone what people search with."""
    made = with_sayings(site, "  - {id: a, say: [committed suicide, ABCD], means: [suicide]}\n")
    made.write(
        "national/wording.yml",
        "title: Wording\nintroduction: Words.\nbanned:\n"
        "  - {id: committed, words: [committed suicide], instead: died by suicide, reason: It hurts.}\n",
    )

    assert "synonyms.yml" not in as_text(made.check())
