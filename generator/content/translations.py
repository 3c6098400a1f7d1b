"""Catalogues of sentences, `national/words/<language>.po`, into languages that an edition can speak."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from generator.content.file_text import text_of
from generator.content.library import File
from generator.content.yaml_nodes import mark_at
from generator.problems import ContentError, Mark, Problem, error
from generator.system.folders import Shown, files_in
from generator.text.language import Language
from generator.text.language_codes import ENGLISH, LANGUAGES

FOLDER = "words"
"""Where the catalogues stand below `national/`."""


def read_catalogues(folder: Path, shown: Shown) -> tuple[Mapping[str, Language], tuple[Problem, ...]]:
    """Read every catalogue of a folder into a language, by its code, and say what is wrong with them.

    English is always there; its catalogue, where there is one, says some sentences otherwise than the program does.
    """
    languages = {ENGLISH: Language()}
    files, found = files_in(folder, shown)
    problems = [*found]
    for path in files:
        try:
            language = _read(path, Mark(path=shown(path)))
        except ContentError as exc:
            problems += exc.problems
        else:
            languages[language.code] = language
    return languages, tuple(problems)


def edition_language(edition: File, folder: Path, shown: Shown) -> tuple[Language, tuple[Problem, ...]]:
    """Return the language of an edition, and say what is wrong with the catalogues, or that its own is missing."""
    languages, problems = read_catalogues(folder, shown)
    code = _code_of(getattr(edition.model, "language", None) or ENGLISH)
    if code in languages or problems:
        return languages.get(code, Language()), problems
    mark = mark_at(edition.node, ("language",))
    sentence = f"there is no catalogue of what the pages say in {LANGUAGES[code]}"
    hint = f"begin one: ./handbook words {code}"
    return Language(), (error(mark, "catalogue", sentence, hint),)


def _read(path: Path, mark: Mark) -> Language:
    code = _code_of(path.stem)
    if path.suffix != ".po" or (code != ENGLISH and code not in LANGUAGES) or not _is_known(code):
        hint = "name it for its language: cy.po for Welsh; docs/how-to/add-a-language.md says how"
        raise ContentError([error(mark, "catalogue", "this is no catalogue of a language that can be printed", hint)])
    return _parsed(code, text_of(path, mark.path), mark)


def _code_of(name: str) -> str:
    """Return the code of a language by the name of its catalogue: that of English is named for any English."""
    return ENGLISH if name == "en" else name


@lru_cache(maxsize=32)
def _parsed(code: str, text: str, mark: Mark) -> Language:
    """Return what a catalogue says; the same text is looked at once, however often content is read."""
    try:
        catalogue = read_po(BytesIO(text.encode()), locale=code.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError) as exc:
        hint = "open it with a program for catalogues (.po), such as Poedit, and save it again"
        raise ContentError([error(mark, "catalogue", f"this catalogue cannot be read: {exc}", hint)]) from None
    if wrong := [problem for message in catalogue if message.id for problem in _wrong(message, mark)]:
        raise ContentError(wrong)
    return _language(code, catalogue)


def _is_known(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _wrong(message: Message, mark: Mark) -> Iterator[Problem]:
    """Say where a translation names other values than its sentence, which nothing could be put in the place of."""
    known = {name for sentence in _both(message.id) for name in _names(sentence)}
    place = Mark(path=mark.path, line=message.lineno or 1)
    for said in filter(None, _both(message.string)):
        try:
            names = set(_names(said))
        except ValueError:
            yield error(
                place, "catalogue", "a curly bracket stands alone here", "write {{ or }} for one that is no name"
            )
            continue
        if odd := sorted(names - known) or sorted({} if message.pluralizable else known - names):
            listed = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
            sentence = f"{{{odd[0]}}} stands on one side of this translation alone"
            yield error(place, "catalogue", sentence, f"use the names of the sentence, each as it is: {listed}")


def _both(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return each form of a sentence; a translation that nobody began is one empty form."""
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def is_translated(message: Message) -> bool:
    """Say whether a sentence has a translation, in every form it needs, that nobody still has to look at."""
    return bool(message.id) and not message.fuzzy and all(_both(message.string))


def _names(sentence: str) -> Iterator[str]:
    """Return the names in curly brackets. What is in them is a name alone: it can reach nothing of the value's."""
    for _, name, form, turned in Formatter().parse(sentence):
        if name is not None:
            yield f"{name}{f'!{turned}' if turned else ''}{f':{form}' if form else ''}"


def _language(code: str, catalogue: Catalog) -> Language:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    said = [message for message in catalogue if is_translated(message)]
    return Language(
        code=code,
        compiled=compiled.getvalue(),
        sentences={_both(each.id)[0]: _both(each.string)[0] for each in said if not each.pluralizable},
        counted=tuple(_both(each.id)[0] for each in said if each.pluralizable),
    )
