"""`./handbook words`: the catalogue of a language, with every sentence that the program says, to be translated."""

import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.content import reference
from generator.upkeep.renew_translations import renew, sentences

OF_FIELDS = len({*reference.sentences()} - {"Close"})
"""How many sentences say what fields of files mean, in whatever program; “Close” is said by the program here, too."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return the folder of a small program that says four sentences, in Python, a template, the theme's list and a script."""
    for folder in ("generator/pages", "templates/pages", "templates/site/static/javascripts", "content/national"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "generator/pages/words.py").write_text('THEME = (N_("Skip to content"),)\n', encoding="utf-8")
    (tmp_path / "templates/pages/a.md.jinja").write_text('<p>{{ _("By {name}.", name=x) }}</p>\n', encoding="utf-8")
    script = 'gettext("Close"); ngettext("{n} page", "{n} pages", 2);\n'
    (tmp_path / "templates/site/static/javascripts/a.js").write_text(script, encoding="utf-8")
    return tmp_path


def test_a_catalogue_is_begun_with_every_sentence(program: Path):
    """Whatever says it, each sentence stands there once, with the file it is in and without a translation."""
    path, every, done = renew(program, "cy")
    text = path.read_text(encoding="utf-8")

    assert (program / "content/national/words/cy.po", 4 + OF_FIELDS, 0) == (path, every, done)
    assert '#: templates/pages/a.md.jinja\n#, python-brace-format\nmsgid "By {name}."\nmsgstr ""\n' in text
    assert 'msgid "{n} page"\nmsgid_plural "{n} pages"\n' in text
    assert text.startswith("# What the pages, PDFs and scripts say to readers, in Welsh.\n")


def test_what_is_translated_is_kept_and_what_changed_is_marked(program: Path):
    """A sentence that was worded anew keeps its old translation, which is not said until somebody has looked at it."""
    path, _, _ = renew(program, "cy")
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "Close"\nmsgstr ""', 'msgid "Close"\nmsgstr "Cau"')
    text = text.replace('msgid "Skip to content"\nmsgstr ""', 'msgid "Skip to content"\nmsgstr "Ewch i\'r cynnwys"')
    path.write_text(text, encoding="utf-8")
    words = program / "generator/pages/words.py"
    words.write_text('THEME = (N_("Skip to the content"),)\n', encoding="utf-8")

    _, every, done = renew(program, "cy")
    after = path.read_text(encoding="utf-8")

    assert (4 + OF_FIELDS, 1) == (every, done)
    assert 'msgid "Close"\nmsgstr "Cau"' in after
    assert '#, fuzzy\nmsgid "Skip to the content"\nmsgstr "Ewch i\'r cynnwys"' in after


def test_the_same_sentences_make_the_same_file_on_any_day(program: Path):
    """Nothing of the day or the machine stands in a catalogue."""
    path, _, _ = renew(program, "cy")
    first = path.read_bytes()
    shutil.rmtree(path.parent)

    renew(program, "cy")
    renew(program, "cy")

    assert first == path.read_bytes()
    assert str(program).encode() not in first


def test_a_language_that_cannot_be_printed_is_refused(run, site):
    """The command says what its words must be."""
    done = run(site(), "words", "xx")

    assert 2 == done.exit_code
    assert '"xx" is the code of no language that can be printed' in done.output


def test_every_part_of_the_program_is_looked_through():
    """Sentences of Python, page templates, printed sheets, the theme and scripts are all found in the real program."""
    found = {name for message in sentences(REPOSITORY) for name, _ in message.locations}
    folders = (
        "generator/pages/",
        "templates/pages/",
        "templates/pages/paper/",
        "templates/print/",
        "templates/site/static/",
    )

    assert all(any(name.startswith(folder) for name in found) for folder in folders)
