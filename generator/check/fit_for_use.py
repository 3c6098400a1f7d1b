"""Rules about what a trainer, an actor or a governance lead holds in the hand: one side, three questions, the law."""

from collections.abc import Iterator
from posixpath import basename

from generator.editions.change import OriginKind
from generator.editions.edition import Edition, Entry
from generator.editions.places import is_own, mark
from generator.editions.quick_plan import quick_plan
from generator.model.framework import FrameworkMap
from generator.model.kinds import PROCEDURE, RESOURCE, ROLE_PLAY, SESSION
from generator.model.procedure import Procedure
from generator.model.resource import EasyRead, Resource
from generator.model.role_play import RolePlay
from generator.model.session import Session
from generator.problems import Problem, did_you_mean, error, notice, warning
from generator.text import icons
from generator.text.markup import words

LONGEST_BRIEF = 150
"""Words of a private brief that an actor can read and hold in mind in the minutes there are."""

CORE_QUESTIONS = 3
"""Debrief questions that are always asked, however little time is left."""

LONGEST_EASY_LINE = 15
"""Words of one line of an Easy Read sheet: one idea."""


def quick_plan_too_long(edition: Edition) -> Iterator[Problem]:
    """`quick-plan`: what a session says in short is too much for one side of A4."""
    for entry in edition.of_kind(SESSION):
        if isinstance(entry.model, Session) and _is_own(edition, entry):
            plan = quick_plan(entry.model, edition.language)
            if not plan.fits:
                sentence = f"the quick plan of this session takes about {plan.lines} lines, and one side has fewer"
                hint = "shorten first questions, the content note or the purpose, or mark fewer materials as essential"
                yield warning(mark(entry, "activities"), "quick-plan", sentence, hint)


def long_brief(edition: Edition) -> Iterator[Problem]:
    """`long-brief`: a private brief is longer than an actor can hold in mind; the rest belongs overleaf, in `more`."""
    for entry in edition.of_kind(ROLE_PLAY):
        for role in entry.model.roles if isinstance(entry.model, RolePlay) else ():
            count = len(words(role.private).split())
            if count > LONGEST_BRIEF and is_own(edition, entry, ("roles", role.id, "private")):
                sentence = f"this brief has {count} words; {LONGEST_BRIEF} are the most that fit the face of a card"
                hint = "keep what the actor must know to begin, and put the rest under more, which is printed overleaf"
                yield warning(mark(entry, "roles", role.id, "private"), "long-brief", sentence, hint)


def core_questions(edition: Edition) -> Iterator[Problem]:
    """`core-questions`: debrief questions are marked as core, and they are not exactly three."""
    for entry in edition.of_kind(ROLE_PLAY):
        asked = entry.model.debrief if isinstance(entry.model, RolePlay) else ()
        count = sum(each.core for each in asked)
        if count not in (0, CORE_QUESTIONS) and is_own(edition, entry, ("debrief",)):
            sentence = f"{count} debrief questions are marked as core; there are {CORE_QUESTIONS}"
            hint = "give core: true to the three that are always asked"
            yield warning(mark(entry, "debrief"), "core-questions", sentence, hint)


def incomplete_procedure(edition: Edition) -> Iterator[Problem]:
    """`procedure-lacks`: a national procedure lacks what a trust's committee asks for before it approves one."""
    for entry in edition.of_kind(PROCEDURE) if edition.trust is None else ():
        if isinstance(entry.model, Procedure) and (lacks := tuple(_lacks(entry.model))):
            sentence = f"this procedure lacks what a committee asks for: {', '.join(lacks)}"
            yield warning(mark(entry, "front_sheet"), "procedure-lacks", sentence, "add it; the schema says where")


def _lacks(procedure: Procedure) -> Iterator[str]:
    sheet = procedure.front_sheet
    rows = {
        "law": procedure.law,
        "lead_director": sheet.lead_director,
        "consulted": sheet.consulted,
        "training_need": sheet.training_need,
        "a standard for each row of monitoring": all(each.standard for each in procedure.monitoring),
        "if_missed for each row of monitoring": all(each.if_missed for each in procedure.monitoring),
    }
    yield from (name for name, there in rows.items() if not there)


def easy_read(edition: Edition) -> Iterator[Problem]:
    """`easy-read`: a line of an Easy Read sheet has a picture that there is not, or more than one idea."""
    for entry in edition.of_kind(RESOURCE):
        for item in entry.model.items if isinstance(entry.model, Resource) else ():
            for position, line in enumerate(item.lines if isinstance(item, EasyRead) else ()):
                tokens = ("items", item.id, "lines", position)
                if not icons.is_known(line.picture):
                    sentence = f'there is no picture "{line.picture}" in the icon set'
                    hint = (
                        did_you_mean(line.picture, icons.names()) or "their names are on pictogrammers.com/library/mdi"
                    )
                    yield error(mark(entry, *tokens, "picture"), "easy-read", sentence, hint)
                count = len(words(line.text).split())
                if count > LONGEST_EASY_LINE and is_own(edition, entry, tokens):
                    sentence = f"this line has {count} words; {LONGEST_EASY_LINE} are the most for one idea"
                    yield warning(mark(entry, *tokens, "text"), "easy-read", sentence, "make two lines of it")


def unmapped(edition: Edition) -> Iterator[Problem]:
    """`unmapped`: no national framework names a session. It stops nothing: some are there for the day alone."""
    table = edition.entries.get("mapping")
    if edition.trust or table is None or not isinstance(table.model, FrameworkMap):
        return
    named = {
        target.partition(".")[0]
        for framework in table.model.frameworks
        for each in framework.entries
        for target in each.delivered_by
    }
    if missing := [basename(entry.id) for entry in edition.of_kind(SESSION) if entry.id not in named]:
        sentence = f"no national framework names these sessions: {', '.join(missing)}"
        yield notice(mark(table, "frameworks"), "unmapped", sentence, "name them under what they teach, or leave it so")


def _is_own(edition: Edition, entry: Entry) -> bool:
    return edition.trust is None or entry.origin.kind is not OriginKind.NATIONAL
