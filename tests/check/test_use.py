"""Rules about what belongs together: use, and care with hard topics."""

from collections.abc import Callable

import pytest
from conftest import Site

from generator.problems import Level

SESSION = "national/sessions/listening-well.yml"


def said(site: Site, rule: str) -> list[tuple[str, Level]]:
    """Return the file and level of the problems of one rule."""
    return [(each.mark.path.removeprefix("content/"), each.level) for each in site.check() if each.rule == rule]


def test_a_role_play_nobody_uses_is_a_warning(site: Callable[..., Site]) -> None:
    """A role play that no session, step or text names is reported."""
    made = site()
    made.change(SESSION, "    role_plays: [role-plays/first-chat]\n", "")

    assert ("national/role-plays/first-chat.yml", Level.WARNING) in said(made, "unused")


def test_a_link_in_text_is_use(site: Callable[..., Site]) -> None:
    """A link to a role play from another document's text is use enough."""
    made = site()
    made.change(SESSION, "    role_plays: [role-plays/first-chat]\n", "")
    made.change(SESSION, "Then you swap.", "Then you [play](role-plays/first-chat).")

    assert [] == said(made, "unused")


def test_a_session_on_a_hard_topic_needs_a_content_note(site: Callable[..., Site]) -> None:
    """A session with a component about safety or hard things, and no content note, is an error."""
    made = site()
    text = (made.content / SESSION).read_text(encoding="utf-8")
    start, end = text.index("content_note:"), text.index("materials:")
    made.write(SESSION, text[:start] + text[end:])
    before = said(made, "content-note")
    components = (made.content / "national/components.yml").read_text(encoding="utf-8")
    made.write("national/components.yml", components.replace('id: "2.1"', 'id: "2.6"'))
    made.change(SESSION, 'components: ["2.1"]', 'components: ["2.6"]')

    assert [] == before
    assert [(SESSION, Level.ERROR)] == said(made, "content-note")


def test_a_session_with_a_hard_role_play_needs_one_too(site: Callable[..., Site]) -> None:
    """A session that runs a role play with a content note needs one of its own."""
    made = site()
    text = (made.content / SESSION).read_text(encoding="utf-8")
    start, end = text.index("content_note:"), text.index("materials:")
    made.write(SESSION, text[:start] + text[end:])
    play = (made.content / "national/role-plays/first-chat.yml").read_text(encoding="utf-8")
    note = "content_note: {about: Hard things., opt_out: You may watch., support: A trainer.}\n"
    has_one = "content_note" in play
    made.write("national/role-plays/first-chat.yml", play if has_one else play + note)

    assert [(SESSION, Level.ERROR)] == said(made, "content-note")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("To write: what they learn.", "this is still to be written: what they learn."),
        ("|\n  To write: one line.\n  And another.", "this is still to be written: one line."),
        ("To write:", "this is still to be written"),
    ],
)
def test_what_a_starting_file_leaves_to_write_is_a_warning(site: Callable[..., Site], text: str, sentence: str) -> None:
    """A text that still is the one a starting file came with is reported where it stands, in its first line."""
    made = site()
    quoted = text if text.startswith("|") else f'"{text}"'
    made.change("national/procedures/first-visit.yml", "purpose: So that nobody waits.", f"purpose: {quoted}")
    found = [each for each in made.check() if each.rule == "unfinished"]

    assert [(sentence, Level.WARNING, "content/national/procedures/first-visit.yml")] == [
        (each.sentence, each.level, each.mark.path) for each in found
    ]
