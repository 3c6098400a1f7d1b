"""What an edition says of itself in its own language: sentences, numbers, days and clock times."""

import pickle
from datetime import date
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from generator.text.language import Language, clock
from generator.text.markup import Html


def spoken(code: str, sentences: dict[str | tuple[str, str], str | tuple[str, ...]]) -> Language:
    """Return a language that says these sentences."""
    catalogue = Catalog(locale=code.replace("-", "_"))
    for sentence, said in sentences.items():
        catalogue.add(sentence, said)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    single = {key: said for key, said in sentences.items() if isinstance(key, str) and isinstance(said, str)}
    counted = tuple(key[0] for key in sentences if isinstance(key, tuple))
    return Language(code=code, compiled=compiled.getvalue(), sentences=single, counted=counted)


WELSH = spoken(
    "cy",
    {
        "Version {number}": "Fersiwn {number}",
        "Go to [the page]({address}).": "Ewch i'r [dudalen]({address}).",
        ("{n} page", "{n} pages"): ("{n} tudalen", "{n} dudalen", "{n} ddudalen", "{n} tair", "{n} chwe"),
    },
)


def test_english_says_what_stands_in_the_program():
    """Without a catalogue a sentence is itself, with its values."""
    assert "Version 2" == Language().gettext("Version {number}", number=2)
    assert ["1 page", "0 pages"] == [Language().ngettext("{n} page", "{n} pages", n) for n in (1, 0)]


def test_a_language_says_what_its_catalogue_says_and_the_rest_in_english():
    """A sentence that nobody has translated yet is not lost."""
    assert "Fersiwn 2" == WELSH.gettext("Version {number}", number=2)
    assert "Review by" == WELSH.gettext("Review by")


def test_each_number_has_its_own_plural():
    """Welsh has more of them than English."""
    said = [WELSH.ngettext("{n} page", "{n} pages", n) for n in (1, 2, 3, 6, 7)]

    assert ["1 dudalen", "2 ddudalen", "3 tair", "6 chwe", "7 tudalen"] == said


def test_scripts_get_every_sentence_and_each_plural_by_its_case():
    """Scripts choose by the cases of the CLDR, which browsers know."""
    said = WELSH.for_scripts()
    pages = said["{n} page"]

    assert isinstance(pages, dict)
    assert "Fersiwn {number}" == said["Version {number}"]
    assert {"one": "{n} dudalen", "two": "{n} ddudalen", "few": "{n} tair", "many": "{n} chwe"}.items() <= pages.items()
    assert {} == Language().for_scripts()


@pytest.mark.parametrize(
    ("sentence", "values", "html"),
    [
        ("**Bold** & more", {}, "<strong>Bold</strong> &amp; more"),
        ("By {name}.", {"name": "<Ann> & Co"}, "By &lt;Ann&gt; &amp; Co."),
        ("By {name}.", {"name": Html("<b>Ann</b>")}, "By <b>Ann</b>."),
        ("Go to [the page]({address}).", {"address": "../a/?b&c"}, 'Go to <a href="../a/?b&amp;c">the page</a>.'),
        ("[the page](javascript:alert)", {}, "[the page](javascript:alert)"),
        ("<script>", {}, "&lt;script&gt;"),
        ('a "word"', {}, "a &#34;word&#34;"),
        ("**{name}**", {"name": "**x**"}, "<strong>**x**</strong>"),
    ],
)
def test_a_sentence_as_html_brings_in_no_html_of_a_catalogue(sentence: str, values: dict[str, str], html: str):
    """Bold and links to what the template gives are all that a sentence can have; values are escaped."""
    assert html == Language().html(sentence, **values)


def test_days_and_clock_times_are_those_of_the_language():
    """English as NHS style has them, others as the CLDR does."""
    day = date(2026, 8, 6)

    assert ("6 August 2026", "6 Awst 2026") == (Language().long_date(day), WELSH.long_date(day))
    assert ["9:30am", "midday", "5pm"] == [Language().clock(each) for each in (570, 720, 1020)]
    assert ["09:30", "12:00", "17:00"] == [WELSH.clock(each) for each in (570, 720, 1020)]
    assert "1am" == clock(60)


def test_a_language_goes_to_another_process_and_comes_back_the_same():
    """Publications are put together in processes of their own."""
    again: Language = pickle.loads(pickle.dumps(WELSH))  # noqa: S301 - our own

    assert (WELSH, "Fersiwn 2") == (again, again.gettext("Version {number}", number=2))
