"""What `check` says of a form before it is saved, each beside the field that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.editor.boxes import NOTHING_AROUND, boxes_of, names_in
from generator.editor.files import Edit
from generator.editor.form_data import START, Data
from generator.editor.parts import Desk
from generator.editor.sheets import BY, REASON, Sheet
from generator.editor.trial import ELSEWHERE, Spot, Trial, beside, new_errors, tried
from generator.model.kinds import AMENDMENT
from generator.problems import ContentError, Level, Mark, Problem, error

Told = dict[str, list[Problem]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a form writes, nothing where it cannot be written; by field, what keeps it from being saved, and advice."""

    edit: Edit | None
    errors: Told = field(default_factory=dict)
    advice: Told = field(default_factory=dict)


def judged(sheet: Sheet, data: Data) -> Judged:
    """Judge what a form says: also while the reason, which is asked for last, is missing."""
    here = sheet.desk
    if here.is_amended and not sheet.grounds(data).reason.strip() and (sheet.is_new or sheet.wanted(data)):
        sentence = "say why this trust differs: readers see the reason beside the text"
        others = judged(sheet, {**data, REASON: ("-",)})
        missing = {REASON: [error(Mark(path=here.id), "missing-key", sentence)]}
        return Judged(edit=None, errors={**others.errors, **missing}, advice=others.advice)
    try:
        edit, file = sheet.edit(data)
        if edit.after is None or edit.before == edit.after:
            return Judged(edit=edit)
        trial, wrong = _tried(here, edit)
        spots = list(sheet.spots(data, edit, file)) if trial.node is not None else []
    except ContentError as exc:
        return Judged(edit=None, errors=_told(sheet, data, exc.problems, []))
    advice = _told(sheet, data, [each for each in trial.problems if each.level is Level.WARNING], spots)
    beside_fields = {name: listed for name, listed in advice.items() if name != ELSEWHERE}
    return Judged(edit=edit, errors=_told(sheet, data, wrong, spots), advice=beside_fields)


def _told(sheet: Sheet, data: Data, wrong: Sequence[Problem], spots: Sequence[Spot]) -> dict[str, list[Problem]]:
    names = names_in(boxes_of(sheet.fields, data, START, NOTHING_AROUND))
    found = {name: list(listed) for name, listed in beside(wrong, spots, names).items()}
    for name in [each for each in found if each not in names and each not in (REASON, BY, ELSEWHERE)]:
        nearest = next((each for each in (name.rpartition(".")[0],) if each in names), ELSEWHERE)
        found.setdefault(nearest, []).extend(found.pop(name))
    return found


def _tried(here: Desk, edit: Edit) -> tuple[Trial, tuple[Problem, ...]]:
    """Return a file as it would be, and the errors that a change brings to it."""
    root = here.state.wanted.root
    shown = edit.path.relative_to(root).as_posix() if edit.path.is_relative_to(root) else edit.path.as_posix()
    kind, name = (AMENDMENT, f"amend:{edit.path}") if here.is_amended else (here.kind, here.id)
    after = tried(here.state, edit.path, shown, edit.after or b"", name, kind)
    if not (edit.before and after.errors):
        return after, after.errors
    return after, new_errors(tried(here.state, edit.path, shown, edit.before, name, kind), after)


def problems_of(here: Desk, edit: Edit) -> tuple[Problem, ...]:
    """Return the errors that a change of a document brings."""
    return _tried(here, edit)[1]
