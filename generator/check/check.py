"""Every rule run over one edition."""

from collections.abc import Callable, Iterator
from datetime import date

from generator.check import (
    amendments,
    contacts,
    delivery,
    local_values,
    look,
    minutes,
    paper,
    records,
    references,
    use,
    wording,
)
from generator.problems import Problem
from generator.resolve import Edition

Rule = Callable[[Edition], Iterator[Problem]]
DatedRule = Callable[[Edition, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    amendments.stale_amendment,
    amendments.unknown_base,
    amendments.unknown_edition,
    amendments.lapsed_approval,
    amendments.approved_by_amendment,
    amendments.changes_nothing,
    references.unknown_reference,
    references.unknown_finding,
    references.unknown_link,
    references.unknown_competency,
    references.unknown_material,
    references.same_day,
    references.unknown_day,
    references.hidden_link,
    minutes.session_minutes,
    minutes.day_minutes,
    minutes.promise,
    minutes.lost_day,
    delivery.co_delivery,
    delivery.uncovered_component,
    delivery.unearned_component,
    delivery.supervision_prompt,
    local_values.unknown_value,
    local_values.malformed_value,
    local_values.missing_value,
    local_values.value_in_change,
    local_values.invented_value,
    look.unreadable_colour,
    paper.same_file_name,
    paper.empty_publication,
    paper.long_word,
    paper.wide_table,
    look.heavy_logo,
    contacts.no_signposting,
    contacts.lapsed_confirmation,
    contacts.unknown_contact,
    records.date_order,
    records.no_answer,
    records.unknown_approval,
    use.unused,
    use.no_content_note,
    use.unfinished,
    wording.banned_wording,
    wording.long_sentence,
    wording.reading_age_too_high,
    wording.unexplained_acronym,
)
"""Rules that depend on the edition alone."""

DATED_RULES: tuple[DatedRule, ...] = (
    contacts.stale_contact,
    contacts.overdue_review,
    records.future_date,
    records.past_course,
)
"""Rules that also depend on the day."""


def check(edition: Edition, today: date) -> tuple[Problem, ...]:
    """Give every problem of an edition, as of `today`."""
    undated = [problem for rule in RULES for problem in rule(edition)]
    dated = [problem for rule in DATED_RULES for problem in rule(edition, today)]
    return (*undated, *dated)
