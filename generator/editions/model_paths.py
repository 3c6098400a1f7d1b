"""The way to a part of a model, followed and said in words: the model's twin of `content/node_paths.py`."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from generator.model.base import Form
from generator.model.texts import forms
from generator.text.language import N_, Language
from generator.text.markup import words

FIELD_NAMES = frozenset(
    {
        *(N_("about"), N_("access"), N_("action"), N_("activities"), N_("aim"), N_("also"), N_("amount")),
        *(N_("approver"), N_("ask"), N_("audiences"), N_("banned"), N_("behaviours"), N_("bring"), N_("by")),
        *(N_("by hand"), N_("call first"), N_("call next"), N_("categories"), N_("certificate"), N_("changes")),
        *(N_("check by"), N_("checked by"), N_("checked on"), N_("close"), N_("competencies")),
        *(N_("components"), N_("consulted"), N_("contacts"), N_("content minutes"), N_("content note")),
        *(N_("core"), N_("cost"), N_("cover note"), N_("cover title"), N_("cut"), N_("days"), N_("de role")),
        *(N_("debrief"), N_("definitions"), N_("delivered by"), N_("do"), N_("do now"), N_("documents")),
        *(N_("domains"), N_("draw"), N_("drop"), N_("duties"), N_("duty"), N_("each day")),
        *(N_("effective from"), N_("email"), N_("entries"), N_("escalation"), N_("essential"), N_("event")),
        *(N_("example"), N_("expect"), N_("facilitator"), N_("facilitators"), N_("facts"), N_("fillable")),
        *(N_("finds"), N_("first use"), N_("for people supported"), N_("frameworks"), N_("front sheet"), N_("groups")),
        *(N_("half days"), N_("heading"), N_("help"), N_("helps to know"), N_("hours"), N_("how")),
        *(N_("hurtful"), N_("if missed"), N_("if not"), N_("instead"), N_("introduction"), N_("items")),
        *(N_("kinds"), N_("label"), N_("large"), N_("law"), N_("layout"), N_("lead director"), N_("least")),
        *(N_("led by"), N_("limits"), N_("lines"), N_("link"), N_("listen for"), N_("look for")),
        *(N_("looks like"), N_("materials"), N_("meaning"), N_("means"), N_("method"), N_("minutes"), N_("monitoring")),
        *(N_("more"), N_("most"), N_("name"), N_("nations"), N_("needed"), N_("not here"), N_("not yours")),
        *(
            N_("note"),
            N_("number"),
            N_("often"),
            N_("on"),
            N_("one side"),
            N_("opt out"),
            N_("original"),
            N_("out of hours"),
        ),
        *(N_("outcomes"), N_("owner"), N_("part"), N_("participant"), N_("parts"), N_("pathways")),
        *(N_("pause word"), N_("per"), N_("phone"), N_("picture"), N_("play"), N_("preparation")),
        *(
            N_("private"),
            N_("prompts"),
            N_("public"),
            N_("purpose"),
            N_("questions"),
            N_("read"),
            N_("reads"),
            N_("reason"),
        ),
        *(N_("record"), N_("reference"), N_("related"), N_("reported to"), N_("required"), N_("resource")),
        *(
            N_("resources"),
            N_("review by"),
            N_("right"),
            N_("role"),
            N_("role plays"),
            N_("roles"),
            N_("room"),
            N_("rules"),
        ),
        *(N_("safety"), N_("said"), N_("say"), N_("scene"), N_("scope"), N_("sections"), N_("session")),
        *(N_("set up"), N_("setting"), N_("sign offs"), N_("skill"), N_("source"), N_("sources"), N_("spaces")),
        *(N_("stage"), N_("standard"), N_("start"), N_("status"), N_("steps"), N_("subtitle"), N_("summary")),
        *(N_("supersedes"), N_("supervision"), N_("supervision prompt"), N_("support"), N_("tell afterwards")),
        *(N_("term"), N_("terms"), N_("tested"), N_("text"), N_("text number"), N_("text word"), N_("ticks")),
        *(N_("timings"), N_("title"), N_("to"), N_("training need"), N_("trigger"), N_("type"), N_("urgent")),
        *(N_("used up"), N_("usual"), N_("values"), N_("variants"), N_("version"), N_("wallet")),
        *(N_("watch for"), N_("web"), N_("what"), N_("when"), N_("where"), N_("who"), N_("why"), N_("within")),
        *(N_("without"), N_("without days"), N_("words"), N_("wrong")),
    }
)
"""The fields of documents in words, as readers are told of one that was changed."""


def in_words(places: Sequence[Any], address: str, language: Language) -> str:
    """Say an address as readers would: the titles of elements, and the names of fields.

    Args:
        places: The models it may lead into; the first that has something there gives its name.
        address: The address.
        language: What the names of fields are said in.
    """
    words = []
    for token in address.split("."):
        inside = [_step_in(place, token) for place in places]
        found = next((place for place in inside if place is not None), None)
        listed = isinstance(found, tuple) and bool(found) and isinstance(found[0], BaseModel)
        if not listed or token == address:
            words.append(_name_of(found, token, language).rstrip("."))
        places = inside
    return ", ".join(words)


def at(model: Any, address: str) -> Any:
    """Return what stands at an address in a model, or nothing."""
    for token in address.split("."):
        model = _step_in(model, token)
    return model


def _step_in(place: Any, token: str) -> Any:
    if isinstance(place, tuple):
        return next((each for each in place if getattr(each, "id", None) == token), None)
    return getattr(place, token, None)


def _name_of(element: Any, token: str, language: Language) -> str:
    known = forms(type(element)) if isinstance(element, BaseModel) else {}
    names = ("title", "name", "term", "trigger", "label", "text", "action", "who")
    field = next((name for name in names if isinstance(getattr(element, name, None), str)), "")
    found = getattr(element, field) if field else ""
    found = found if known.get(field) is Form.LABEL else words(found)
    name = found or language.gettext(SAID.get(token) or token.replace("-", " ").replace("_", " "))
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


SAID = {"within": N_("by when")}
"""Fields that are called otherwise on the pages than in the files."""

LONGEST_NAME = 60
"""Letters of a text that stands for an element without a title."""
