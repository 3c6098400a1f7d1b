"""Every rule run over one edition."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase

from generator.check import (
    amendments,
    contacts,
    craft,
    delivery,
    invented,
    local_values,
    look,
    minutes,
    paper,
    records,
    references,
    sayings,
    slips,
    use,
    wording,
)
from generator.model.kinds import DOCUMENT_KINDS
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
    minutes.course_dates,
    references.hidden_link,
    minutes.session_minutes,
    minutes.day_minutes,
    minutes.promise,
    minutes.may_overrun,
    minutes.half_days,
    minutes.lost_day,
    delivery.co_delivery,
    delivery.uncovered_component,
    delivery.unearned_component,
    delivery.supervision_prompt,
    local_values.unknown_value,
    slips.misspelt_braces,
    slips.curly_quotes,
    slips.to_fill_in,
    local_values.missing_value,
    local_values.closed_route,
    local_values.value_in_change,
    invented.invented,
    invented.example_value,
    look.unreadable_colour,
    paper.same_file_name,
    paper.empty_publication,
    paper.long_word,
    paper.wide_table,
    look.heavy_logo,
    contacts.no_signposting,
    contacts.wrong_number,
    contacts.lapsed_confirmation,
    contacts.unknown_contact,
    records.date_order,
    records.no_answer,
    records.unknown_approval,
    use.unused,
    use.no_content_note,
    use.unfinished,
    craft.quick_plan_too_long,
    craft.long_brief,
    craft.core_questions,
    craft.incomplete_procedure,
    craft.easy_read,
    craft.unmapped,
    sayings.fact_by_hand,
    sayings.synonym_target,
    wording.banned_wording,
    wording.long_sentence,
    wording.reading_age_too_high,
    wording.unexplained_acronym,
)
"""Rules that depend on the edition alone."""

DATED_RULES: tuple[DatedRule, ...] = (
    contacts.stale_contact,
    contacts.stale_rule,
    contacts.overdue_review,
    records.future_date,
    records.past_course,
)
"""Rules that also depend on the day."""


DOCUMENTS = (*(f"{kind.folder}/*" for kind in DOCUMENT_KINDS), "programmes/*")

RESTS_ON: Mapping[Rule, tuple[str, ...]] = {
    amendments.stale_amendment: ("editions", "trusts/*/decisions"),
    amendments.unknown_base: ("editions",),
    amendments.unknown_edition: ("editions",),
    references.unknown_competency: ("components", "competencies"),
    references.unknown_finding: ("glossary", "signposting", "competencies"),
    references.unknown_day: ("programmes/*",),
    references.unknown_link: ("glossary", "signposting", "components", "competencies"),
    delivery.uncovered_component: ("components", *DOCUMENTS, "amend:*"),
    delivery.supervision_prompt: ("components", "sessions/*", "procedures/*"),
    local_values.unknown_value: ("local-values", "facts"),
    local_values.value_in_change: ("local-values", "facts"),
    slips.misspelt_braces: ("local-values", "facts"),
    paper.empty_publication: (*DOCUMENTS, "publications/*"),
    craft.unmapped: ("mapping",),
    sayings.fact_by_hand: ("facts",),
    sayings.synonym_target: (*DOCUMENTS, "synonyms"),
    contacts.no_signposting: ("signposting",),
    use.unused: (*DOCUMENTS, "synonyms", "glossary"),
    wording.unexplained_acronym: ("glossary",),
}
"""The files that a rule rests on: where one cannot be read, or not wholly, that alone is told, and not what follows."""


def rests(rule: Rule, edition: Edition) -> bool:
    """Say whether all that a rule rests on could be read."""
    return not any(fnmatchcase(name, form) for name in edition.broken for form in RESTS_ON.get(rule, ()))


def check(edition: Edition, today: date) -> tuple[Problem, ...]:
    """Give every problem of an edition, as of `today`."""
    undated = [problem for rule in RULES if rests(rule, edition) for problem in rule(edition)]
    dated = [problem for rule in DATED_RULES for problem in rule(edition, today)]
    return (*undated, *dated)
