"""Rules about words: what hurts or misleads, what is too long or too hard, and what nobody explained."""

from collections.abc import Callable

import pytest
from conftest import Site

from generator.check.wording import reading_age, sentences
from generator.editions.edition import Entry
from generator.model.base import Audience
from generator.model.document import Document
from generator.problems import Problem
from generator.upkeep.recording import approve, chosen, sign

WORDING = """title: Words we do not use
introduction: These hurt people.
banned:
  - id: risk-levels
    words: [high risk]
    instead: say what the person said and did
    reason: Nobody can sort people by risk.
"""
OWN = """title: Ours
summary: S.
front_sheet: {version: '1', status: draft, owner: Lead, review_by: 2039-01-01}
introduction: I.
sections:
  - {id: a, title: A, text: T.}
"""
SESSION = "national/sessions/listening-well.yml"


def of_rule(site: Site, rule: str) -> list[Problem]:
    """Return the problems of one rule."""
    return [problem for problem in site.check() if problem.rule == rule]


@pytest.mark.parametrize("words", ["Someone at high risk.", "HIGH RISK people", "'**High risk**'"])
def test_banned_words_are_found_with_what_to_say_instead(site: Callable[..., Site], words: str) -> None:
    """A text with words from the list is a warning with the reason, and the hint says what to say instead."""
    made = site()
    made.write("national/wording.yml", WORDING)
    made.change(SESSION, "Listening is most of the work.", words)

    assert [(SESSION, "instead: say what the person said and did")] == [
        (each.mark.path.removeprefix("content/"), each.hint) for each in of_rule(made, "banned-wording")
    ]


def test_words_that_only_hold_banned_ones_are_left_alone(site: Callable[..., Site]) -> None:
    """A longer word that has a banned one inside it is none, and the list itself is not reported."""
    made = site()
    made.write("national/wording.yml", WORDING)
    made.change(SESSION, "Listening is most of the work.", "Thigh risks are no matter.")

    assert [] == of_rule(made, "banned-wording")


def test_a_sentence_of_more_than_25_words_is_too_long(site: Callable[..., Site]) -> None:
    """Twenty-six words are a warning at their place; twenty-five are not."""
    made = site()
    made.change(
        SESSION, "Listening is most of the work.", " ".join(["word"] * 25) + ". " + " ".join(["word"] * 26) + "."
    )

    assert [26] == [int(each.sentence.split()[4]) for each in of_rule(made, "long-sentence")]


def test_a_hard_document_is_named_with_its_reading_age(site: Callable[..., Site]) -> None:
    """A document of long words in long sentences is a warning; the small site's plain ones are not."""
    made = site()
    hard = " ".join(["institutionalisation notwithstanding organisational responsibilities"] * 6) + "."
    made.change(SESSION, "Listening is most of the work.", (hard + " ") * 4)

    assert {SESSION} == {each.mark.path.removeprefix("content/") for each in of_rule(made, "reading-age")}


def test_short_plain_words_ask_for_a_young_reader(site: Callable[..., Site]) -> None:
    """Plain text asks for a lower reading age than hard text, and no text for none."""
    entry = site().edition().entries["sessions/listening-well"]

    assert 0 < reading_age(entry) < 14
    assert 0 == reading_age(site_entry_without_prose(entry))


def site_entry_without_prose(entry: Entry) -> Entry:
    """Return an entry whose model has no text at all."""
    from dataclasses import replace  # noqa: PLC0415

    from generator.model.base import Content  # noqa: PLC0415

    return replace(entry, model=Content())


def test_a_short_form_must_be_in_the_glossary(site: Callable[..., Site]) -> None:
    """Capitals that the glossary does not have are a warning, once in each document."""
    made = site()
    made.change(SESSION, "Listening is most of the work.", "The QXZ and the QXZ again. OK?")

    assert ['"QXZ" is not in the glossary'] == [each.sentence for each in of_rule(made, "acronym")]


def test_a_short_form_in_a_credit_stands(site: Callable[..., Site]) -> None:
    """The name of a publication may hold short forms that nobody explains."""
    made = site()
    made.change(SESSION, "name: A book about listening. 2019.", "name: The QXZ book. 2019.")

    assert [] == of_rule(made, "acronym")


def test_what_a_meeting_wrote_down_may_hold_short_forms(hillside: Site) -> None:
    """Who decided, and the number of the minutes, are records: nobody has to explain "CG" on a trust's front sheet."""
    hillside.write("trusts/hillside/add/guides/own.yml", OWN)
    edition = hillside.edition("hillside", Audience.TRAINER)
    said = {"by": "QXZ board", "on": "2026-11-02", "minutes": "CG 2026-11, item 4"}
    approve(
        hillside.content / "trusts/hillside",
        chosen(edition, ("guides/own",)),
        {**said, "version": "1.0", "review_by": "2028-11-02"},
    )
    sign(hillside.content / "trusts/hillside", chosen(edition, ("guides/own",)), {**said, "event": "QXZ audit"})
    own = hillside.edition("hillside").entries["guides/own"].model
    assert isinstance(own, Document)
    sheet = own.front_sheet

    assert ("QXZ board (CG 2026-11, item 4)", ["QXZ audit"]) == (
        sheet.approver,
        [each.event for each in sheet.sign_offs],
    )
    assert [] == of_rule(hillside, "acronym")


def test_a_trust_is_sent_to_its_own_glossary(hillside: Site) -> None:
    """A short form in a trust's own words is explained in its own folder: the national glossary is not for it to write."""
    hillside.write("trusts/hillside/add/guides/own.yml", OWN.replace("introduction: I.", "introduction: The QXZ way."))
    told = of_rule(hillside, "acronym")

    assert ['"QXZ" is not in the glossary'] == [each.sentence for each in told]
    assert {"write it out, or add it to the glossary, in content/trusts/hillside/amend/glossary.yml"} == {
        each.hint for each in told
    }


def test_sentences_end_where_readers_stop() -> None:
    """Full stops, questions, paragraphs and list entries end a sentence."""
    assert ("One.", "Two?", "Three", "four", "Five") == sentences("One. Two?\n\nThree\n- four\n\nFive")
