"""Nodes into models; where they do not fit, problems in English at the right places."""

import pytest

from generator.content.validate import key_names, keys_at, validate
from generator.content.yaml_nodes import Scalar, Table, read
from generator.model.guide import Guide
from generator.model.kinds import (
    AMENDMENT,
    EVERY_KIND,
    FRAMEWORK_KINDS,
    GUIDE,
    PROCEDURE,
    PROGRAMME,
    RESOURCE,
    ROLE_PLAY,
    TRUST,
)
from generator.problems import Level, Mark

GUIDE_TEXT = """\
title: A guide
summary: About something.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
sections:
  - {id: first, title: First, text: Text.}
"""


RESOURCE_TEXT = """\
title: A pack
summary: Sheets.
front_sheet: {version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}
items:
"""
CONTACT = """\
  - id: line
    kind: contact
    title: A line
    how: Call.
    checked_on: 2026-11-01
    check_by: 2027-11-01
"""
ROLE_PLAY_TEXT = """\
title: A talk
summary: Two people talk.
front_sheet: {{version: "0.1", status: draft, owner: Editor, review_by: 2027-11-01}}
aim: You talk.
skill: Talking
setting: A room
scene: You sit.
roles:
  - {{id: person, name: Sam, public: You wait., private: You wait.}}
  - {{id: peer-worker, name: You, public: You wait., private: You wait.}}
look_for: [one, two, three]
lines:
  - {{id: hello, role: person, when: first, say: Hello.}}
  - {{id: bye, role: {role}, when: last, say: Bye.}}
pause_word: Pause
debrief:
  - {{id: one, to: group, ask: How was it?}}
  - {{id: two, to: group, ask: What helped?}}
  - {{id: three, to: group, ask: What next?}}
de_role: [Say your own name., Change seats.]
"""
COMPONENTS = next(kind for kind in FRAMEWORK_KINDS if kind.name == "components")
COMPONENTS_TEXT = """\
title: Components
introduction: All of them.
source: {{name: A page, link: https://example.org}}
domains:
  - {{id: training, number: "2", title: Training}}
components:
  - {{id: "{number}", label: One, text: One., kind: content}}
"""


@pytest.fixture
def wrong(tmp_path):
    """Return a function that reads YAML text as a kind, and gives what is wrong: line, column, rule, sentence, hint."""

    def found(kind, text):
        file = tmp_path / "a.yml"
        file.write_text(text, encoding="utf-8")
        model, problems = validate(read(file, "a.yml"), kind)
        assert (model is None) == bool(problems)
        return [(each.mark.line, each.mark.column, each.rule, each.sentence, each.hint) for each in problems]

    return found


def test_what_fits_becomes_its_model(tmp_path):
    """A file that fits gives its model and no problem."""
    file = tmp_path / "a.yml"
    file.write_text(GUIDE_TEXT, encoding="utf-8")
    model, problems = validate(read(file, "a.yml"), GUIDE)

    assert isinstance(model, Guide)
    assert ("A guide", "First", ()) == (model.title, model.sections[0].title, problems)


def test_text_of_one_line_loses_its_line_ends(tmp_path):
    """Text that is one paragraph is one line, however it was broken in the file."""
    file = tmp_path / "a.yml"
    file.write_text(GUIDE_TEXT.replace("About something.", ">-\n  About\n  something."), encoding="utf-8")
    model, _ = validate(read(file, "a.yml"), GUIDE)
    expected = "About something."

    assert isinstance(model, Guide)
    assert expected == model.summary


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "title: A",
            "titel: B\ntitle: A",
            (1, 1, "unknown-key", '"titel" is not a key that can stand here', 'did you mean "title"?'),
        ),
        (
            "text: Text.",
            "text: Text., xyzzy: no",
            (
                5,
                44,
                "unknown-key",
                '"xyzzy" is not a key that can stand here',
                "here can stand: id, pathways, nations, aliases, lang, lock, lock_reason, title, text, audiences",
            ),
        ),
        ("title: A guide\n", "", (1, 1, "missing-key", '"title" is missing here', 'add a line "title: …"')),
        ("id: first, ", "", (5, 5, "missing-key", '"id" is missing here', 'add a line "id: …"')),
        (
            "draft",
            "drift",
            (
                3,
                39,
                "wrong-type",
                "this must be one of: draft, in review, approved",
                'did you mean "draft"?',
            ),
        ),
        (
            "2027-11-01",
            "next year",
            (
                3,
                72,
                "wrong-type",
                "this must be a date such as 2027-11-01",
                "write year, month, day, with hyphens and two digits each: 2027-11-01",
            ),
        ),
        (
            "id: first",
            "id: First one",
            (
                5,
                10,
                "wrong-type",
                "this is not written in the form it must have",
                'an id is made of small letters, digits and hyphens: arrange-visit; here: "first-one"',
            ),
        ),
        (
            "  - {id: first, title: First, text: Text.}\n",
            "  first\n",
            (
                5,
                3,
                "wrong-type",
                "this must be a list",
                'write [one, two], or put "- " before each entry on a line of its own',
            ),
        ),
        (
            "sections:",
            "components: []\npathways: []\nsections:",
            (5, 11, "wrong-type", "this list must have at least 1 entry", ""),
        ),
    ],
)
def test_a_mistake_is_said_in_english_at_its_place(wrong, old, new, expected):
    """Each mistake is one problem, in the author's words, at the key or value it is about."""
    assert [expected] == wrong(GUIDE, GUIDE_TEXT.replace(old, new))


def test_a_list_with_wrong_entries_is_not_also_too_short(wrong):
    """Where every entry of a list is wrong, the entries are problems and the list is none."""
    text = GUIDE_TEXT.replace("title: First", "xyzzy: First, plugh: Second")

    assert ["missing-key", "unknown-key", "unknown-key"] == [rule for _, _, rule, _, _ in wrong(GUIDE, text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "- {add: steps, value: {id: a}, reason: Why., after: b, before: c}",
            "this says both after and before; keep one",
        ),
        ("- {steps: a, reason: Why.}", "this change says neither replace, add, remove nor note"),
        ("- only words", "this change says neither replace, add, remove nor note"),
    ],
)
def test_a_change_must_say_one_thing(wrong, text, sentence):
    """An amendment says what it does, and where, once."""
    assert [sentence] == [each for _, _, _, each, _ in wrong(AMENDMENT, f"amends: glossary\nchanges:\n  {text}\n")]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("bsae", 'did you mean "base"?'),
        ("txt", 'did you mean "text"?'),
        ("xyzzy", "here can stand: reason, approved, note, text, base"),
        ("with", "here can stand: reason, approved, note, text, base"),
    ],
)
def test_a_change_takes_only_its_own_keys(wrong, key, hint):
    """A key that a note does not have is a problem at that key, with the keys it could be as a hint."""
    found = wrong(
        AMENDMENT, f"amends: glossary\nchanges:\n  - note: terms.ward\n    text: N.\n    reason: W.\n    {key}: a\n"
    )
    expected = [(6, 5, "unknown-key", f'"{key}" is not a key that can stand here', hint)]

    assert expected == found


@pytest.mark.parametrize("written", ["0", "20271101", "2027-02-30", "2027-11-01T09:30:00", "1 November 2027", "'0'"])
def test_a_date_is_written_in_one_way(wrong, written):
    """What is no day of the calendar, written year, month, day, is a problem at its place, numbers too."""
    expected = [(3, 67, "wrong-type", "this must be a date such as 2027-11-01")]
    found = wrong(GUIDE, GUIDE_TEXT.replace("2027-11-01", written).replace("owner: Editor", "owner: E"))

    assert expected == [each[:4] for each in found]


@pytest.mark.parametrize(("written", "column"), [("", 7), ('""', 8), ('"  "', 8), ("~", 8)])
def test_a_title_cannot_be_empty(wrong, written, column):
    """A title with nothing in it is a problem at its place that says what to write."""
    expected = [(1, column, "wrong-type", "nothing is written here", "write text")]

    assert expected == wrong(GUIDE, GUIDE_TEXT.replace("A guide", written))


@pytest.mark.parametrize(
    ("kind", "hint"), [("handuot", 'did you mean "handout"?'), ("xyzzy", ""), ("", ""), ("[handout]", "")]
)
def test_a_wrong_kind_is_pointed_at(wrong, kind, hint):
    """Where the kind of an item is no kind there is, the kind itself is pointed at, with all that it could be."""
    text = RESOURCE_TEXT + f"  - id: a\n    kind: {kind}\n    title: T\n    text: X.\n"
    sentence = "this must be one of: handout, worksheet, contact, checklist, directory, easy-read"
    expected = [(6, 11 if kind else 10, "wrong-type", sentence, hint)]

    assert expected == wrong(RESOURCE, text)


def test_an_item_without_a_kind_is_said(wrong):
    """Where an item does not say its kind, the item is pointed at."""
    expected = [(5, 5, "missing-key", '"kind" is missing here', "say what kind of thing it is")]

    assert expected == wrong(RESOURCE, RESOURCE_TEXT + "  - {id: a, title: T, text: X.}\n")


def _without_better(found):
    """Return problems with their hints up to what is proposed."""
    return [(*each, hint.partition("; here: ")[0]) for *each, hint in found]


WEB_HINT = "a web address begins with https:// and holds no spaces or quotes"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "https://example.org/<b>",
        "https://example.org/a>b",
        "https://example.org/a b",
        "https://example.org/'a'",
        'https://example.org/\\"a\\"',
        "https://example.org/`a`",
        "https://example.org/a]b",
        "https://example.org/{a}",
        "https://example.org/a\\\\b",
    ],
)
def test_an_address_cannot_hold_what_would_end_it(wrong, address):
    """An address with brackets, quotes or spaces is refused where it stands, as a source and as a contact's website."""
    source = wrong(GUIDE, f'{GUIDE_TEXT}sources:\n  - name: A page\n    link: "{address}"\n')
    contact = wrong(RESOURCE, RESOURCE_TEXT + CONTACT + f'    web: "{address}"\n')
    said = ("wrong-type", "this is not written in the form it must have", WEB_HINT)

    assert ([(8, 11, *said)], [(11, 10, *said)]) == (_without_better(source), _without_better(contact))


@pytest.mark.parametrize("address", ["https://example.org/a_(b)", "https://example.org:8080/?a=b&c=%20#d", "https://x"])
def test_an_address_may_hold_what_addresses_hold(wrong, address):
    """Ports, questions, anchors and round brackets are parts of addresses."""
    expected: list[object] = []

    assert expected == wrong(GUIDE, f'{GUIDE_TEXT}sources:\n  - name: A page\n    link: "{address}"\n')


@pytest.mark.parametrize(
    "email", ["<a@example.org>", "a'b@example.org", '\\"a\\"@example.org', "a@b", "a b@example.org"]
)
def test_an_email_address_cannot_hold_what_would_end_it(wrong, email):
    """An email address with brackets, quotes or spaces is refused where it stands."""
    said = ("this is not written in the form it must have", "an email address: peers@example.org")
    expected = [(11, 12, "wrong-type", *said)]

    assert expected == wrong(RESOURCE, RESOURCE_TEXT + CONTACT + f'    email: "{email}"\n')


def test_a_line_is_spoken_by_someone(wrong):
    """A line of a role play whose role is not among its roles is a problem that names the roles."""
    sentence = 'a line is spoken by "nobody", which is no role; the roles are peer-worker, person'

    assert [(1, 1, "wrong-type", sentence, "")] == wrong(ROLE_PLAY, ROLE_PLAY_TEXT.format(role="nobody"))
    assert [] == wrong(ROLE_PLAY, ROLE_PLAY_TEXT.format(role="person"))


def test_a_component_has_its_domain(wrong):
    """A component whose domain is not in the list of domains is a problem that names the component."""
    sentence = "component 4.1 belongs to a domain that is not listed"

    assert [(1, 1, "wrong-type", sentence, "")] == wrong(COMPONENTS, COMPONENTS_TEXT.format(number="4.1"))
    assert [] == wrong(COMPONENTS, COMPONENTS_TEXT.format(number="2.1"))


def test_a_clock_time_is_asked_for_in_words(wrong):
    """What the model itself refuses is said in the model's words."""
    text = "name: A\nnation: england\ncoordinator: C\nstart: half nine\n"
    expected = [
        (4, 8, "wrong-type", "this must be a clock time such as 9:30am or 1pm", "for example 9:30am, 1pm or midday")
    ]

    assert expected == wrong(TRUST, text)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("colours: {primary: blue, accent: '#112233'}", 'a colour is # and six hex digits, in quotes: "#17525a"'),
        ("edition: November", 'an edition is year and month, in quotes: "2026.11"'),
    ],
)
def test_a_form_is_shown_by_example(wrong, line, hint):
    """A value that is not written in its form is answered with an example of it."""
    found = wrong(TRUST, f"name: A\nnation: england\ncoordinator: C\n{line}\n")

    assert [hint] == [each for _, _, _, _, each in found]


def test_every_form_of_the_model_has_words(wrong):
    """No author is shown a regular expression: every pattern of the model has an example in words."""
    from generator.content.validate import _FORMS  # noqa: PLC0415 - what is private here is what this test is about

    patterns = set()
    for kind in EVERY_KIND:
        schema = kind.model.model_json_schema()
        parts = [schema]
        while parts:
            part = parts.pop()
            if isinstance(part, dict):
                patterns |= {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
                parts += part.values()
            elif isinstance(part, list):
                parts += part

    assert set() == patterns - set(_FORMS)


def test_key_names_are_those_authors_write():
    """Every key of a kind is known, wherever in the file it stands, by the name it has in YAML."""
    assert {"steps", "within", "review_by", "front_sheet"} <= key_names(PROCEDURE)
    assert {"with", "replace", "amends"} <= key_names(AMENDMENT)


@pytest.mark.parametrize(
    ("kind", "loc", "keys"),
    [
        (
            GUIDE,
            ("sections", 0),
            ("id", "pathways", "nations", "aliases", "lang", "lock", "lock_reason", "title", "text", "audiences"),
        ),
        (AMENDMENT, (), ("amends", "changes")),
        (
            RESOURCE,
            ("items", 0, "worksheet", "spaces", 2),
            ("id", "pathways", "nations", "aliases", "lang", "lock", "lock_reason", "ask", "help", "room", "draw"),
        ),
        (
            PROGRAMME,
            ("days", 0, "parts", 0, "break"),
            ("id", "pathways", "nations", "aliases", "lang", "lock", "lock_reason", "kind", "title", "minutes"),
        ),
        (TRUST, ("colours",), ("primary", "accent")),
        (TRUST, ("name",), ()),
        (TRUST, ("name", 0), ()),
        (TRUST, ("name", "first"), ()),
        (GUIDE, ("sections", "first"), ()),
    ],
)
def test_keys_are_known_by_their_place(kind, loc, keys):
    """The keys that may stand at a place are found through lists, variants and what may be left out."""
    assert keys == keys_at(kind, loc)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("title", ("nothing is written here", "write text")),
        ("front_sheet", ("nothing is written here", "write a set of keys and values")),
        ("for_people_supported", ("nothing is written here", "write true or false")),
        ("sections", ("nothing is written here", "write a list")),
    ],
)
def test_a_key_with_nothing_after_it_is_said(key, said):
    """Where a key stands with nothing after it, the author is told what to write."""
    here = Mark(path="a.yml")
    name, nothing = (Scalar(text=text, quoted=False, mark=here) for text in (key, ""))
    _, problems = validate(Table(entries=((name, nothing),), mark=here), GUIDE)

    assert said in [(each.sentence, each.hint) for each in problems]


def test_a_line_may_hold_the_sign_of_a_tag_and_no_tag(site):
    """The sign < is a sign like any other in a line or a title; a tag in a line is told where it stands."""
    made = site()
    made.change("national/procedures/first-visit.yml", "title: First visit", "title: 'Pain < 5 <b>'")
    made.change(
        "national/procedures/first-visit.yml", "within: 2 working days", "within: '< 2 days, <b>never</b> later'"
    )
    found = [(each.mark.column, each.sentence) for each in made.check() if each.level is Level.ERROR]

    assert [(24, "HTML cannot be used here: <b>")] == found
