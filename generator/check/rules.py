"""Every rule run over one edition."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from generator.check import (
    amendments,
    branding,
    contacts,
    delivery,
    fit_for_use,
    invented,
    local_values,
    printability,
    records,
    references,
    repeated_words,
    text_slips,
    timing,
    unused_and_unfinished,
    wording,
)
from generator.editions.edition import Edition
from generator.model.kinds import DOCUMENT_KINDS, FRAMEWORK_KINDS
from generator.problems import Problem

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
    references.taken_out,
    references.unknown_finding,
    references.unknown_link,
    references.unknown_competency,
    references.unknown_material,
    references.same_day,
    references.unknown_day,
    timing.course_dates,
    references.hidden_link,
    timing.session_minutes,
    timing.day_minutes,
    timing.promise,
    timing.may_overrun,
    timing.half_days,
    timing.lost_day,
    delivery.co_delivery,
    delivery.uncovered_component,
    delivery.unearned_component,
    delivery.supervision_prompt,
    local_values.unknown_value,
    text_slips.misspelt_braces,
    text_slips.curly_quotes,
    text_slips.to_fill_in,
    local_values.missing_value,
    local_values.closed_route,
    local_values.same_route,
    local_values.value_in_change,
    invented.invented,
    invented.example_value,
    branding.unreadable_colour,
    printability.same_file_name,
    printability.empty_publication,
    printability.long_word,
    printability.wide_table,
    branding.heavy_logo,
    contacts.no_signposting,
    contacts.wrong_number,
    contacts.lapsed_confirmation,
    contacts.unknown_contact,
    records.date_order,
    records.no_answer,
    records.unknown_approval,
    unused_and_unfinished.unused,
    unused_and_unfinished.still_named,
    unused_and_unfinished.no_content_note,
    unused_and_unfinished.unfinished,
    fit_for_use.quick_plan_too_long,
    fit_for_use.long_brief,
    fit_for_use.core_questions,
    fit_for_use.incomplete_procedure,
    fit_for_use.easy_read,
    fit_for_use.unmapped,
    repeated_words.fact_by_hand,
    repeated_words.synonym_target,
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
    text_slips.misspelt_braces: ("local-values", "facts"),
    printability.empty_publication: (*DOCUMENTS, "publications/*"),
    fit_for_use.unmapped: ("mapping",),
    repeated_words.fact_by_hand: ("facts",),
    repeated_words.synonym_target: (*DOCUMENTS, "synonyms"),
    contacts.no_signposting: ("signposting",),
    unused_and_unfinished.unused: (*DOCUMENTS, "synonyms", "glossary"),
    wording.unexplained_acronym: ("glossary",),
}
"""The files that a rule rests on: where one cannot be read, or not wholly, that alone is told, and not what follows."""


OF_WORDS: tuple[Rule, ...] = (
    text_slips.misspelt_braces,
    text_slips.curly_quotes,
    text_slips.to_fill_in,
    unused_and_unfinished.unfinished,
    printability.long_word,
    wording.banned_wording,
    wording.long_sentence,
    wording.unexplained_acronym,
)
"""Those that judge the words of one document by themselves, and need only the lists of the edition besides."""


def rests(rule: Rule, edition: Edition) -> bool:
    """Say whether all that a rule rests on could be read."""
    return not any(fnmatchcase(name, form) for name in edition.broken for form in RESTS_ON.get(rule, ()))


def check(edition: Edition, today: date) -> tuple[Problem, ...]:
    """Return every problem of an edition, as of `today`."""
    undated = [problem for rule in RULES if rests(rule, edition) for problem in rule(edition)]
    dated = [problem for rule in DATED_RULES for problem in rule(edition, today)]
    return (*undated, *dated)


def check_words(edition: Edition, document: str) -> tuple[Problem, ...]:
    """Return what is wrong with the words of one document: what can be said while somebody writes them."""
    kept = {name: each for name, each in edition.entries.items() if name == document or each.kind in FRAMEWORK_KINDS}
    alone = replace(edition, entries=kept)
    return tuple(problem for rule in OF_WORDS if rests(rule, alone) for problem in rule(alone))
