"""The real content: the only tests that read `content/`. They may fail for what an author wrote, and nothing else."""

from calendar import monthrange
from datetime import date

import pytest

from generator.build.build import check
from generator.check.local_values import unknown_value, value_in_change
from generator.check.text_slips import misspelt_braces
from generator.editions.resolve import resolve
from generator.model.base import Audience
from generator.model.facts import Facts
from generator.model.resource import EasyRead, Resource
from generator.problem_formats import as_text
from generator.problems import Level

pytestmark = pytest.mark.content


def test_the_real_content_has_no_errors(real_library):
    """Every edition of the real content can be published, on the last day of the month that its national edition is of."""
    year, month = (int(part) for part in real_library.edition.edition.split("."))
    problems = check(real_library, ("", *real_library.trusts), date(year, month, monthrange(year, month)[1]))
    expected = "No problems."

    assert expected == as_text([problem for problem in problems if problem.level is Level.ERROR])


def test_every_local_value_exists(real_library):
    """Every name in double braces, in national text and in each trust's, is a value that is declared."""
    rules = (unknown_value, misspelt_braces, value_in_change)
    editions = [
        resolve(real_library, code, audience)[0] for code in ("", *real_library.trusts) for audience in Audience
    ]
    problems = {problem for edition in editions for rule in rules for problem in rule(edition)}
    expected = "No problems."

    assert expected == as_text(sorted(problems, key=str))


def test_what_may_be_left_out_can_be(real_library):
    """A local value whose meaning says "Leave it out" has words for texts where there is none, and is never asked for."""
    said = [each for each in real_library.declared_values.values() if "leave it out" in each.meaning.lower()]

    assert {"crisis_cafe", "local_modules"} <= {each.id for each in said}
    assert [] == [each.id for each in said if each.required or not each.without]


def test_easy_read_asks_the_three_questions_word_for_word(real_library):
    """The Easy Read safety steps break the 3 questions into lines, and change no word of them."""
    entries = resolve(real_library, "", Audience.PEER)[0].entries
    told, resource = entries["facts"].model, entries["resources/easy-read"].model
    assert isinstance(told, Facts)
    assert isinstance(resource, Resource)
    facts = {fact.id: fact.text for fact in told.facts}
    steps = next(item for item in resource.items if item.id == "safety-steps")
    assert isinstance(steps, EasyRead)
    said = " ".join(line.text for line in steps.lines)

    assert [name for name in ("question_suicide", "question_week", "question_soon") if facts[name] not in said] == []
