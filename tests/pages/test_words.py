"""The glossary as a script for pages."""

import json

from generator.model.framework import Term
from generator.pages.glossary_script import MEANINGS, WORDS, forms, glossary_scripts


def test_a_word_is_known_by_itself_its_plurals_and_short_forms():
    """Other names, which may mean something else in a sentence, are left out."""
    also = ("community team", "CMHT", "CMHTs", "community mental health teams", "the bank")
    term = Term(id="cmht", term="Community mental health team", meaning="A team.", also=also)

    assert ("Community mental health team", "CMHT", "CMHTs", "community mental health teams") == forms(term)


def test_the_scripts_hold_what_the_edition_means(site):
    """A trust's own words stand beside the national ones."""
    scripts = glossary_scripts(site("trust-amends").edition("hillside"))
    words = json.loads(scripts[WORDS].removeprefix("window.handbookWords=").removesuffix(";\n"))
    meanings = json.loads(scripts[MEANINGS].removeprefix("window.handbookMeanings=").removesuffix(";\n"))

    assert ["ward", ["ward", "wards"]] in words
    assert ["hub", ["hub"]] in words
    assert ("A part of a hospital where people stay.", "Our building.") == (meanings["ward"], meanings["hub"])
    assert [each for each, _ in words] == list(meanings)
