"""The glossary as a script for pages."""

import json

from generator.model.framework import Term
from generator.pages.glossary_script import forms, words_script


def test_a_word_is_known_by_itself_its_plurals_and_short_forms():
    """Other names, which may mean something else in a sentence, are left out."""
    also = ("community team", "CMHT", "CMHTs", "community mental health teams", "the bank")
    term = Term(id="cmht", term="Community mental health team", meaning="A team.", also=also)

    assert ("Community mental health team", "CMHT", "CMHTs", "community mental health teams") == forms(term)


def test_the_script_holds_what_the_edition_means(site):
    """A trust's own words stand beside the national ones."""
    script = words_script(site("trust-amends").edition("hillside"))
    words = json.loads(script.removeprefix("window.handbookWords=").removesuffix(";\n"))

    assert ["ward", ["ward", "wards"], "A part of a hospital where people stay."] in words
    assert ["hub", ["hub"], "Our building."] in words
