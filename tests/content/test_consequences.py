"""Where something cannot be read that others rest on, that alone is told, and nothing that only follows from it."""

import pytest

LOCAL = "national/local-values.yml"
OWN = "trusts/hillside"

BROKEN = [
    "national/local-values.yml",
    "national/components.yml",
    "national/competencies.yml",
    "national/glossary.yml",
    "national/signposting.yml",
    "national/edition.yml",
    "national/programmes/core.yml",
    "national/sessions/listening-well.yml",
    "national/role-plays/first-chat.yml",
    "national/resources/starter-pack.yml",
    "national/procedures/first-visit.yml",
    "national/publications/handbook.yml",
    f"{OWN}/trust.yml",
    f"{OWN}/values.yml",
    f"{OWN}/add/sessions/our-wards.yml",
    f"{OWN}/add/programmes/local.yml",
]
"""What the small site rests on."""


def places(here):
    """Return the files in which something is wrong, each as often as it is told."""
    return [each.mark.path for each in here.check()]


@pytest.mark.parametrize("path", BROKEN)
@pytest.mark.parametrize("text", ["title: [", "", "a: 1\n", None])
def test_a_broken_file_is_told_alone(site, path, text):
    """A file that cannot be read, is empty or is something else altogether is all that is told of the whole site."""
    here = site("local-session")
    if text is None:
        (here.content / path).unlink()
        (here.content / path).mkdir()
    else:
        here.write(path, text)

    assert {f"content/{path}"} == set(places(here))


def test_one_wrong_value_among_many_is_told_alone(site):
    """An entry of local-values.yml with six faults gives six messages, and every other value still counts."""
    here = site("local-session")
    text = (here.content / LOCAL).read_text(encoding="utf-8").rstrip("\n")
    entry = "\n  - id: family_worker_phone\n    title: Family worker\n    need: required\n    description: A number.\n    example: 1\n"
    here.write(LOCAL, text + entry)
    here.change("national/guides/role-description.yml", "components:", "summary_: x\ncomponents:")
    here.change("national/guides/role-description.yml", "summary_: x\n", "")
    problems = here.check()
    library = here.library()

    assert ({f"content/{LOCAL}"}, 6) == ({each.mark.path for each in problems}, len(problems))
    assert "crisis_line" in library.declared_values
    assert "family_worker_phone" not in library.declared_values


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("national/components.yml", "kind: ", "kind: x"),
        ("national/competencies.yml", "behaviours:", "behaviors_shown:"),
        ("national/glossary.yml", "meaning:", "means_what:"),
        ("national/local-values.yml", "type: phone", "type: telephone"),
        ("national/signposting.yml", "how:", "hows:"),
    ],
)
def test_one_wrong_entry_leaves_the_others_as_they_are(site, path, old, new):
    """A wrong entry of a list that all rests on is told, and the others are there."""
    here = site("local-session")
    text = (here.content / path).read_text(encoding="utf-8")
    here.write(path, text.replace(old, new, 1))

    assert [f"content/{path}"] == places(here)


@pytest.mark.parametrize(
    ("key", "value"), [("team_bas", "Elm House"), ("team_base", "[Elm, House]"), ("Team base", "Elm House")]
)
def test_a_value_that_is_told_is_not_missing_too(site, key, value):
    """A value under a misspelt name, or with something wrong, is not called missing besides."""
    here = site("trust-amends")
    path = f"{OWN}/values.yml"
    kept = [line for line in (here.content / path).read_text(encoding="utf-8").splitlines() if "team_base" not in line]
    here.write(path, "\n".join([*kept, f"{key}: {value}", ""]))

    assert [f"content/{path}"] == places(here)


def test_what_was_put_off_is_not_asked_again_by_a_broken_file(site):
    """Where decisions.yml cannot be read, the changes it put off are not told as if nobody had decided."""
    here = site("stale-amendment")
    before = [each.rule for each in here.check()]
    here.write(f"{OWN}/decisions.yml", "decisions: [")

    assert ("stale-amendment" in before, [f"content/{OWN}/decisions.yml"]) == (True, places(here))


def test_a_broken_ledger_makes_no_base_unknown(site):
    """Where an edition of the ledger cannot be read, no change is told to rest on a text that never was."""
    here = site("unknown-base")
    before = {each.rule for each in here.check()}
    editions = here.content / "national/editions"
    damaged = min(editions.iterdir())
    damaged.write_text("{", encoding="utf-8")

    assert ("unknown-base" in before, {"ledger"}) == (True, {each.rule for each in here.check()})


def test_a_picture_with_something_wrong_is_told_once(site):
    """A picture that is refused is not also missing wherever a text shows it."""
    here = site("local-session")
    (here.content / OWN / "assets").mkdir(exist_ok=True)
    (here.content / OWN / "assets/map.png").write_bytes(b"no picture")
    path = f"{OWN}/add/sessions/our-wards.yml"
    text = (here.content / path).read_text(encoding="utf-8")
    here.write(path, text.replace("participant: ", "participant: See ![the way](assets/map.png). ", 1))

    assert [f"content/{OWN}/assets/map.png"] == places(here)


def test_a_misspelt_key_is_not_missing_too(site):
    """A key with a slip in it is told, with the key it was meant to be; that this one is missing follows from it."""
    here = site()
    here.change("national/guides/role-description.yml", "summary:", "sumary:")

    assert ['did you mean "summary"?'] == [each.hint for each in here.check()]
