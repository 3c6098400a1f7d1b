"""Words as search sees them, and words that hurt, which no browser gets in clear."""

import json
import re

import pytest
from conftest import amended, node_at

from generator.changes.local_changes import differences
from generator.content.fingerprints import fingerprint
from generator.problem_formats import as_text
from generator.site.search_index import search_script
from generator.text import stems as of_language
from generator.text.search_words import ENGLISH_WORDS, search_words

FORMS = ENGLISH_WORDS.forms
HURT = ("gronk", "snorfing", "wug", "flarp", "blorp")


def stem(word):
    """Return what a word comes down to in English."""
    return of_language.stem(word, ENGLISH_WORDS)


def stems(text):
    """Return what the words of a text come down to in English."""
    return of_language.stems(text, ENGLISH_WORDS)


def veiled(words):
    """Return English words that hurt as a browser gets them."""
    return of_language.veiled(words, ENGLISH_WORDS)


def test_words_of_a_language_that_search_knows_nothing_of_are_as_they_stand():
    """English endings are cut in English alone, and English words that tell nothing may tell much elsewhere."""
    welsh = search_words("cy")

    assert frozenset({"the", "tensing", "families"}) == of_language.stems("The tensing families", welsh)
    assert ({}, "", False) == tuple(welsh.for_browsers()[name] for name in ("forms", "stop", "cuts"))


def test_a_form_that_no_rule_makes_is_known():
    """Forms that are known by heart come from the one file of words."""
    assert ("leave", "tell", "first") == tuple(FORMS[word] for word in ("left", "told", "1st"))


@pytest.mark.parametrize(("one", "other"), [("calls", "calling"), ("died", "dying"), ("families", "family")])
def test_forms_of_a_word_share_a_stem(one, other):
    """Forms of one word come down to the same."""
    assert stem(one) == stem(other)


def test_words_that_tell_nothing_are_left_out():
    """Only what tells something counts, unless there is nothing else."""
    assert (frozenset({"haveto", "call"}), frozenset({"the"})) == (stems("Do I have to call her?"), stems("The"))


def test_words_that_hurt_are_numbers_that_say_nothing():
    """Forms of a word have one number, words of a phrase one each, and none of them can be read."""
    assert veiled("gronk") == veiled("a Gronks")
    assert 2 == len(veiled("snorfing wug").split())
    assert re.fullmatch(r"[0-9a-z]{1,7}", veiled("gronk"))


def test_the_index_holds_no_word_that_hurts(site):
    """Beside what people say stand numbers, and the words stand nowhere in the index."""
    script = search_script(site("hurtful-words").render())
    sayings = json.loads(script.removeprefix("self.handbookIndex = ").rstrip(";\n"))["sayings"]

    assert [] == [word for word in HURT if word in script]
    assert [[veiled("gronk"), veiled("you snorfing wug")], [veiled("flarp")]] == [each[4] for each in sayings[:2]]


def test_a_saying_without_words_that_hurt_is_as_it_was(site):
    """A saying that holds none has nothing more in the index."""
    here = site("peers-see-no-trainer-text")
    sayings = json.loads(search_script(here.render()).removeprefix("self.handbookIndex = ").rstrip(";\n"))["sayings"]

    assert {4} == {len(each) for each in sayings}


@pytest.mark.parametrize(
    "change",
    [
        {"remove": "entries.called-names.hurtful"},
        {"replace": "entries.called-names.hurtful", "with": ["gronk"]},
    ],
)
def test_a_trust_may_take_words_that_hurt_out(site, tmp_path, change):
    """Words that hurt may go where nothing else may, and no page tells which they were."""
    here = site("hurtful-words")
    result = amended(here.library().national["synonyms"], tmp_path, change)

    assert () == result.problems


@pytest.mark.parametrize("address", ["entries.called-names.say", "entries.called-names", "entries.in-danger.finds"])
def test_a_trust_takes_nothing_else_out(site, tmp_path, address):
    """What people search with in danger stays."""
    result = amended(site("hurtful-words").library().national["synonyms"], tmp_path, {"remove": address})

    assert ["locked"] == [each.rule for each in result.problems]


def test_no_page_tells_which_words_were_taken_out(site):
    """The list of local changes says that words were taken out, and where, and not which."""
    here = site("hurtful-words")
    here.write("trusts/hillside/trust.yml", "name: Hillside\nnation: wales\ncoordinator: Lead\nexample: true\n")
    here.write("trusts/hillside/values.yml", "crisis_line: 01632 960 100\nteam_base: the Old School\n")
    base = fingerprint(node_at(here.library().national["synonyms"].node, ("entries", "called-names", "hurtful")))
    change = f"  - {{remove: entries.called-names.hurtful, reason: Not here., base: '{base}'}}\n"
    here.write("trusts/hillside/amend/synonyms.yml", f"amends: synonyms\nchanges:\n{change}")
    rendered = here.render("hillside")

    assert ["Taken out"] == [each.done for each in differences(here.edition("hillside"))]
    assert [] == [page.path for page in rendered.pages for word in HURT if word in page.html]
    assert veiled("gronk") not in search_script(rendered)


def test_a_page_that_says_none_of_the_words_is_told(site):
    """What is searched for must stand on the page that it finds, in some form; the page is named."""
    here = site("hurtful-words")
    here.change("national/synonyms.yml", "say: [visit]", "say: [zoom, whatsapping]")
    told = as_text(here.check())

    assert '"called-names" finds procedures/first-visit, which says none of its words [synonym-target]' in told
    assert "put one of them on that page, where it fits: zoom, whatsapping" in told


def test_another_form_of_a_word_is_enough(site):
    """A page answers a word in any of its forms."""
    here = site("hurtful-words")
    here.change("national/synonyms.yml", "say: [visit]", "say: [zoom, they were visiting]")

    assert "synonym-target" not in as_text(here.check())
