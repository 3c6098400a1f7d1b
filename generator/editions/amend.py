"""One trust's amendments applied to one national file: a node tree in, a node tree with origins and notes out.

Nothing is changed in place, and addresses always mean the national text: an amendment cannot depend on another one
having been applied, except that an addition may follow an added element.
"""

from collections.abc import Iterator, Sequence

from generator.content.library import File
from generator.content.node_paths import by_id, canonical, edited, ever, find, former_bases, id_of, named
from generator.content.validate import key_names
from generator.content.yaml_nodes import Listing, Node, Scalar, Table, child, mark_at
from generator.editions.change import Amended, Note, Origin, OriginKind, Stale
from generator.editions.locks import lock_problem
from generator.model.kinds import DOCUMENT_KINDS
from generator.model.trust import (
    WHOLE,
    Add,
    AmendmentFile,
    Change,
    NoteBeside,
    Remove,
    Replace,
    address_of,
    operation_of,
    tokens_of,
)
from generator.problems import Level, Mark, Problem, did_you_mean, error, warning

SINGULAR = {
    "activities": "activity",
    "duties": "duty",
    "categories": "category",
    "entries": "entry",
    "competencies": "competency",
}


def amend(national: File, files: Sequence[File]) -> Amended:
    """Apply every change in `files`, all of which amend `national`; removals last, so that others find their place."""
    state = _State(national)
    for change, node in sorted(_changes(files), key=lambda each: _turn(each[0])):
        state.apply(change, node)
    return Amended(
        node=state.node,
        origins=state.origins,
        notes={address: tuple(notes) for address, notes in state.notes.items()},
        stale=tuple(state.stale),
        problems=tuple(state.problems),
    )


def _changes(files: Sequence[File]) -> Iterator[tuple[Change, Table]]:
    for file in files:
        if isinstance(file.model, AmendmentFile):
            for position, change in enumerate(file.model.changes):
                node = child(file.node, ("changes", position))
                if isinstance(node, Table):
                    yield change, node


def _turn(change: Change) -> tuple[bool, int]:
    """Say when a change is made, as what sorts: removals last, and of these what stands deepest first."""
    return isinstance(change, Remove), isinstance(change, Remove) and -address_of(change).count(".")


class _State:
    """The tree as it is after the changes so far; used only inside `amend`."""

    def __init__(self, national: File) -> None:
        self.national = national
        self.node: Node = national.node
        self.origins: dict[str, Origin] = {}
        self.notes: dict[str, list[Note]] = {}
        self.stale: list[Stale] = []
        self.problems: list[Problem] = []
        self.taken: list[tuple[str, Change, Mark]] = []

    def apply(self, change: Change, node: Table) -> None:
        operation, written = operation_of(change), address_of(change)
        mark = mark_at(node, (operation,))
        tokens = canonical(self.national.node, tokens_of(change))
        address = ".".join(tokens) or WHOLE
        if address != written:
            sentence = f"{written} of {self.national.id} is now called {address}"
            self.problems.append(warning(mark, "renamed", sentence, "./handbook rebase writes the new name here"))
        problems = [*self._target_problems(change, tokens, mark), *self._clash(change, address, mark)]
        self.problems += problems
        if any(problem.level is Level.ERROR and problem.rule != "missing-base" for problem in problems):
            return
        kind = OriginKind.LOCAL if isinstance(change, Add) else OriginKind.AMENDED
        origin = Origin(kind=kind, mark=mark, operation=operation, reason=change.reason, approved=change.approved)
        known = len(self.problems)
        match change:
            case Replace():
                self._replace(tokens, node.get("with"), origin)
            case Add():
                self._add(tokens, change, node.get("value"), origin)
            case Remove() if not tokens:
                self.origins[WHOLE] = origin
            case Remove():
                self.node = edited(_stage_moved(self.node, tokens), tokens, lambda _: None)
                self.origins[address] = origin
            case NoteBeside():
                self.notes.setdefault(address, []).append(Note(text=change.text, origin=origin))
        if len(self.problems) == known:
            self.taken.append((address, change, mark))

    def _target_problems(self, change: Change, tokens: tuple[str, ...], mark: Mark) -> list[Problem]:
        target, address = find(self.national.node, tokens), ".".join(tokens)
        if not tokens and self.national.kind not in DOCUMENT_KINDS:
            hint = "take out its parts, one by one"
            return [error(mark, "unknown-target", "this list is needed, and cannot be taken out as a whole", hint)]
        if tokens[-1:] == ("id",):
            return [error(mark, "changed-id", "ids never change: links and other amendments hang on them")]
        if target is None and not self._may_be_set(change, tokens):
            return [_unknown_target(self.national, tokens, mark)]
        locked = lock_problem(self.national, change, tokens, mark)
        if locked:
            return [locked]
        if isinstance(change, Add):
            return [] if target is None or isinstance(target, Listing) else [_not_a_list(self.national, address, mark)]
        return self._base_problems(change, tokens, target, mark)

    def _base_problems(
        self, change: Replace | Remove | NoteBeside, tokens: tuple[str, ...], target: Node | None, mark: Mark
    ) -> list[Problem]:
        """Ask for a base where there is none, and keep a change whose base is of another text than today's."""
        ways, address = ever(self.national.node, tokens), ".".join(tokens) or WHOLE
        stale = Stale(document=self.national.id, address=address, ways=ways, change=change, mark=mark, now=target)
        if change.base is None:
            sentence = "this change does not say which national text it was written against"
            hint = f"if the national text is as you read it, add: base: {stale.base}"
            return [error(mark, "missing-base", sentence, hint)]
        if change.base not in (*stale.bases, *former_bases(target)):
            self.stale.append(stale)
        return []

    def _may_be_set(self, change: Change, tokens: Sequence[str]) -> bool:
        """Say whether the target is a key that the national text could have but leaves out."""
        parent = find(self.national.node, tokens[:-1])
        settable = isinstance(change, Replace | Add) and isinstance(parent, Table)
        return settable and tokens[-1] in key_names(self.national.kind)

    def _clash(self, change: Change, address: str, mark: Mark) -> list[Problem]:
        """Refuse a change that another would undo: to the same text, or to a part of what is replaced or removed."""
        for other, other_change, where in self.taken:
            if WHOLE in (address, other):
                sentence = f"this takes the whole document out, and line {where.line} changes something in it"
                return [error(mark, "amended-twice", sentence, "keep one of the two")]
            if _undo(change, address, other_change, other):
                sentence = f"{address} is changed twice; {other} is changed on line {where.line} already"
                return [error(mark, "amended-twice", sentence, "make one change of the two")]
        return []

    def _replace(self, tokens: Sequence[str], value: Node | None, origin: Origin) -> None:
        if value is None:
            return
        target = find(self.national.node, tokens)
        name = target.get("id") if isinstance(target, Table) else None
        if isinstance(name, Scalar) and isinstance(value, Table):
            own = value.get("id")
            if isinstance(own, Scalar) and own.text != name.text:
                sentence = f'this gives "{name.text}" another id'
                self.problems.append(error(own.mark, "changed-id", sentence, "leave the id out: ids never change"))
                return
            if own is None:
                value = Table(entries=((named("id", value.mark), name), *value.entries), mark=value.mark)
        replacement = value
        self.node = edited(self.node, tokens, lambda _: replacement)
        self.origins[".".join(tokens)] = origin

    def _add(self, tokens: Sequence[str], change: Add, value: Node | None, origin: Origin) -> None:
        listing = find(self.node, tokens) or Listing(children=(), mark=origin.mark)
        name = value.get("id") if isinstance(value, Table) else None
        if not isinstance(listing, Listing) or value is None:
            return
        if listing.children and all(id_of(each) is None for each in listing.children):
            sentence = f"the entries of {'.'.join(tokens)} have no ids, so nothing can be added between them"
            self.problems.append(error(origin.mark, "unknown-target", sentence, "replace the whole list"))
            return
        if not isinstance(name, Scalar):
            self.problems.append(error(value.mark, "missing-key", 'what you add needs an "id" of its own'))
            return
        if by_id(listing, name.text) is not None:
            hint = f"to change it, use replace: {'.'.join(tokens)}.{name.text}"
            self.problems.append(error(name.mark, "duplicate-id", f'"{name.text}" is there already', hint))
            return
        position = self._position(listing, change, origin.mark)
        if position is not None:
            children = (*listing.children[:position], value, *listing.children[position:])
            self.node = edited(self.node, tokens, lambda _: Listing(children=children, mark=listing.mark))
            self.origins[".".join((*tokens, name.text))] = origin

    def _position(self, listing: Listing, change: Add, mark: Mark) -> int | None:
        neighbour = change.after or change.before
        if neighbour is None:
            return len(listing.children)
        names = [id_of(each) for each in listing.children]
        neighbour = id_of(by_id(listing, neighbour) or listing) or neighbour
        if neighbour not in names:
            sentence = f'{change.add} has no "{neighbour}" to stand beside'
            known = [name for name in names if name]
            self.problems.append(error(mark, "unknown-target", sentence, did_you_mean(neighbour, known)))
            return None
        return names.index(neighbour) + (1 if change.after else 0)


def _undo(one: Change, here: str, other: Change, there: str) -> bool:
    """Say whether one of two changes would undo the other, or hang on which comes first."""
    rewrites = (Replace, Remove)
    if isinstance(one, rewrites) and isinstance(other, rewrites):
        return here == there or here.startswith(f"{there}.") or there.startswith(f"{here}.")
    if isinstance(one, rewrites):
        return _lies_in(other, there, one, here)
    return isinstance(other, rewrites) and _lies_in(one, here, other, there)


def _lies_in(change: Change, address: str, rewrite: Change, around: str) -> bool:
    """Say whether an addition or a note stands in what is rewritten. A note may stand beside what is replaced."""
    beside = isinstance(change, NoteBeside) and isinstance(rewrite, Replace)
    return address.startswith(f"{around}.") or (address == around and not beside)


def _unknown_target(national: File, tokens: Sequence[str], mark: Mark) -> Problem:
    """Say how far the address leads, and what stands there instead."""
    length = next(n for n in range(1, len(tokens) + 1) if find(national.node, tokens[:n]) is None)
    parent, missing = find(national.node, tokens[: length - 1]), tokens[length - 1]
    match parent:
        case Listing():
            listing = tokens[length - 2] if length > 1 else ""
            thing = SINGULAR.get(listing, listing.removesuffix("s"))
            known = [name for each in parent.children if (name := id_of(each))]
            sentence = f'{national.id} has no {thing} "{missing}"'
            if missing.isdigit() and 0 < int(missing) <= len(known):
                hint = f'use its id, not its number: the id of {thing} {missing} is "{known[int(missing) - 1]}"'
                return error(mark, "unknown-target", sentence, hint)
        case Table():
            known = [*(key.text for key, _ in parent.entries), *key_names(national.kind)]
            place = f" in {'.'.join(tokens[: length - 1])}" if length > 1 else ""
            sentence = f'{national.id} has no "{missing}"{place}'
        case _:
            known = []
            sentence = f"{national.id} has nothing below {'.'.join(tokens[: length - 1])}"
    return error(mark, "unknown-target", sentence, did_you_mean(missing, [word for word in known if word != missing]))


def _not_a_list(national: File, address: str, mark: Mark) -> Problem:
    sentence = f"{address} of {national.id} is not a list that can be added to"
    return error(mark, "unknown-target", sentence, "to change a text, use replace")


def _stage_moved(node: Node, tokens: Sequence[str]) -> Node:
    """Hand the heading that a removed step opens its stage with to the step after it."""
    listing, step = find(node, tokens[:-1]), find(node, tokens)
    stage = step.get("stage") if isinstance(step, Table) else None
    if stage is None or not isinstance(listing, Listing) or step is None:
        return node
    after = listing.children[listing.children.index(step) + 1 :][:1]
    if not after or not isinstance(after[0], Table) or after[0].get("stage") or (name := id_of(after[0])) is None:
        return node
    heir = Table(entries=(*after[0].entries, (named("stage", stage.mark), stage)), mark=after[0].mark)
    return edited(node, [*tokens[:-1], name], lambda _: heir)
