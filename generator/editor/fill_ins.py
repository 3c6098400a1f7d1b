"""What is filled in for readers: the names between braces, what each is about, and what stands in its place."""

from generator.editions.local_values import PLACE_FOR_VALUE
from generator.editor.workspace import State

TRUST = {"name": "the trust's name", "coordinator": "the coordinator's job title"}
"""What can be filled in of a trust itself."""


def fill_ins(state: State) -> list[tuple[str, str]]:
    """Return every name that can be put into a text, with what it is about: a trust's values, and facts."""
    edition = state.edition()
    found = [(f"{{{{ trust.{name} }}}}", f"{words[:1].upper()}{words[1:]}") for name, words in TRUST.items()]
    found += [(f"{{{{ local.{name} }}}}", each.label) for name, each in edition.declared_values.items()]
    return found + [(f"{{{{ fact.{name} }}}}", text) for name, text in edition.facts.items()]


def meanings(state: State, text: str) -> list[tuple[str, str]]:
    """Return each name between braces in a text, with what readers see in its place."""
    edition = state.edition()
    trust = {name: str(getattr(edition.trust, name, "") or words) for name, words in TRUST.items()}
    local = {
        name: edition.values.get(name) or each.without or each.label for name, each in edition.declared_values.items()
    }
    known = {"trust": trust, "local": local, "fact": edition.facts}
    found = ((each[0], known.get(each[1], {}).get(each[2], "")) for each in PLACE_FOR_VALUE.finditer(text))
    return list(dict.fromkeys((name, shown) for name, shown in found if shown))
