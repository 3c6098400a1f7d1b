"""Catalogues of sentences: what is read from them, and what is wrong with one, told at its place."""

from collections.abc import Callable

import pytest
from conftest import Site

HEAD = 'msgid ""\nmsgstr ""\n"Language: cy\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'

Sites = Callable[..., Site]


def welsh(site: Sites, catalogue: str, name: str = "cy.po") -> Site:
    """Return a small site in Welsh with a catalogue."""
    here = site()
    here.change("national/edition.yml", "publisher:", "language: cy\npublisher:")
    here.write(f"national/words/{name}", catalogue)
    return here


def test_an_edition_in_another_language_says_what_its_catalogue_says(site: Sites):
    """The words of pages and their dates follow the language; the texts of authors stay as they are."""
    here = welsh(site, HEAD + 'msgid "Downloads"\nmsgstr "Lawrlwythiadau"\n')

    edition = here.edition()

    assert ("cy", "Lawrlwythiadau") == (edition.language.code, edition.language.gettext("Downloads"))
    assert () == tuple(each for each in here.check() if each.rule == "catalogue")


def test_the_catalogue_of_english_says_sentences_otherwise_without_a_change_of_the_program(site: Sites):
    """An editor can reword what a page says."""
    here = site()
    here.write("national/words/en.po", HEAD.replace("cy", "en") + 'msgid "Downloads"\nmsgstr "To print"\n')

    assert "To print" == here.edition().language.gettext("Downloads")


def test_a_translation_that_somebody_still_has_to_look_at_is_not_said(site: Sites):
    """What a program guessed is marked fuzzy."""
    here = welsh(site, HEAD + '#, fuzzy\nmsgid "Downloads"\nmsgstr "Rhywbeth"\n')

    assert "Downloads" == here.edition().language.gettext("Downloads")


@pytest.mark.parametrize(
    ("catalogue", "line", "sentence"),
    [
        (HEAD + 'msgid "By {name}"\nmsgstr "Gan {enw}"\n', 6, "{enw} stands on one side of this translation alone"),
        (HEAD + 'msgid "By {name}"\nmsgstr "Gan neb"\n', 6, "{name} stands on one side of this translation alone"),
        (HEAD + 'msgid "By {name}"\nmsgstr "{name.__class__}"\n', 6, "{name.__class__} stands on one side"),
        (HEAD + 'msgid "By {name}"\nmsgstr "{name!r}"\n', 6, "{name!r} stands on one side"),
        (HEAD + 'msgid "By {name}"\nmsgstr "Gan {name"\n', 6, "a curly bracket stands alone here"),
        ("nothing of the kind", 1, "this catalogue cannot be read"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told_at_its_place(site: Sites, catalogue: str, line: int, sentence: str):
    """Nothing a translator writes can stop the program without a word, or reach into it."""
    (found,) = [each for each in welsh(site, catalogue).check() if each.rule == "catalogue"]

    assert ("content/national/words/cy.po", line) == (found.mark.path, found.mark.line)
    assert found.sentence.startswith(sentence)
    assert found.hint


def test_a_language_without_a_catalogue_is_told_where_the_edition_asks_for_it(site: Sites):
    """The hint names the command that begins one."""
    here = site()
    here.change("national/edition.yml", "publisher:", "language: cy\npublisher:")

    (found,) = [each for each in here.check() if each.rule == "catalogue"]

    assert "content/national/edition.yml" == found.mark.path
    assert "./handbook words cy" in found.hint


@pytest.mark.parametrize("name", ["Welsh.po", "cy.txt", "xx.po", "rom.po"])
def test_a_file_that_is_no_catalogue_of_a_known_language_is_told(site: Sites, name: str):
    """Nothing that nobody reads lies there unnoticed."""
    here = site()
    here.write(f"national/words/{name}", HEAD)

    (found,) = [each for each in here.check() if each.rule == "catalogue"]

    assert f"content/national/words/{name}" == found.mark.path


def test_a_link_in_the_place_of_a_catalogue_is_not_followed(site: Sites):
    """No file outside the project is read."""
    here = site()
    outside = here.root / "outside.po"
    outside.write_text(HEAD, encoding="utf-8")
    here.write("national/words/en.po", "")
    (here.content / "national/words/en.po").unlink()
    (here.content / "national/words/en.po").symlink_to(outside)

    assert any(each.mark.path == "content/national/words/en.po" for each in here.check())
