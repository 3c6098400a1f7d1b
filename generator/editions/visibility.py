"""Who an edition is for, and what they may see of a document: the rest is gone from the value itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.model.base import Audience, Nation, OnlyFor, Pathway


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Who an edition is for: what they are, and where they work."""

    audience: Audience
    pathways: tuple[Pathway, ...]
    nations: tuple[Nation, ...]

    def may_see(self, model: BaseModel) -> bool:
        """Say whether a document or an element is for them."""
        audiences, pathways, nations = (getattr(model, name, None) for name in ("audiences", "pathways", "nations"))
        return (
            (audiences is None or self.audience in audiences)
            and (pathways is None or not set(pathways).isdisjoint(self.pathways))
            and (nations is None or not set(nations).isdisjoint(self.nations))
        )


@cache
def _hidden_fields(model: type[BaseModel], audience: Audience) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(isinstance(mark, OnlyFor) and mark.audience is not audience for mark in field.metadata)
    )


def pruned(model: Any, readers: Readers) -> Any:
    """Return a model without the fields and elements these readers may not see."""
    update: dict[str, Any] = {}
    hidden = _hidden_fields(model.__class__, readers.audience)
    for name, value in model:
        if name in hidden:
            update[name] = () if isinstance(value, tuple) else None if value is None else ""
        elif isinstance(value, BaseModel):
            update[name] = pruned(value, readers)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            update[name] = tuple(_kept(value, readers))
    return model.model_copy(update=update) if update else model


def _kept(elements: tuple[Any, ...], readers: Readers) -> Iterator[Any]:
    """Return the elements these readers have; the heading a dropped step opens its stage with goes to the next step."""
    stage = None
    for each in elements:
        own = getattr(each, "stage", None)
        if not readers.may_see(each):
            stage = own or stage
            continue
        heir = (
            each.model_copy(update={"stage": stage})
            if stage and not own and "stage" in type(each).model_fields
            else each
        )
        stage = None
        yield pruned(heir, readers)


def visible(model: BaseModel, address: str) -> bool:
    """Say whether an address still leads to something in a pruned model."""
    place: Any = model
    for token in address.split("."):
        if isinstance(place, tuple):
            place = next((each for each in place if getattr(each, "id", None) == token), None)
        else:
            place = getattr(place, token, None)
        if place is None or place in ((), ""):
            return False
    return True
