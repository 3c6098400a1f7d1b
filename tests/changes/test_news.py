"""What is new since the national edition before this one, as the readers of one edition may see it."""

import json
from collections.abc import Callable

import pytest
from conftest import Site

from generator.changes.whats_new import DocumentNews, News, news
from generator.content.ledger import Ledger, written
from generator.content.yaml_nodes import read
from generator.model.base import Audience
from generator.upkeep.release import release

PROCEDURE = "national/procedures/first-visit.yml"
SESSION = "national/sessions/listening-well.yml"
GUIDE = "national/guides/role-description.yml"
RESOURCE = "national/resources/starter-pack.yml"
LOWSIDE = "name: Lowside\nnation: england\ncoordinator: Lead\npathways: [ward]\n"


@pytest.fixture
def published(site: Callable[..., Site]) -> Site:
    """Return a site whose edition 2026.11 is in the ledger, and which is on its way to 2026.12."""
    here = site()
    release(here.library(), "2026.11", ())
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')
    return here


def told(here: Site, code: str = "", audience: Audience = Audience.PEER) -> News:
    """Return the news of an edition."""
    found = news(here.library(), here.edition(code, audience))
    assert found is not None
    return found


def changes(here: Site, audience: Audience = Audience.PEER) -> dict[str, tuple[str, ...]]:
    """Return what changed in each document, in words."""
    return {each.document: words(each) for each in told(here, "", audience).changed}


def words(news: DocumentNews) -> tuple[str, ...]:
    """Return what changed in a document, without the texts."""
    return tuple(each.words for each in news.changes)


def test_the_first_edition_has_no_news(site):
    """Where no edition came before, there is nothing to tell, not an empty list of it."""
    here = site()

    assert news(here.library(), here.edition()) is None


def test_an_edition_is_not_compared_with_itself(site):
    """Just after a release the edition of the ledger is the present one, which is no news."""
    here = site()
    release(here.library(), "2026.11", ())

    assert news(here.library(), here.edition()) is None


def test_nothing_new_is_said_to_be_nothing(published):
    """An edition that says what the one before said has empty news since that one."""
    found = told(published)

    assert ("2026.11", True) == (found.since, found.is_empty)


def test_news_are_since_the_last_edition_only(published):
    """With several editions in the ledger, what changed before the last of them is old."""
    published.change(PROCEDURE, "title: First visit", "title: The first visit")
    release(published.library(), "2026.12", ())
    published.change("national/edition.yml", '"2026.12"', '"2027.01"')
    found = told(published)

    assert ("2026.12", True) == (found.since, found.is_empty)


def test_a_new_document_is_told_by_its_title(published):
    """A document that was not there before is new, whatever stands in it."""
    text = (published.content / GUIDE).read_text(encoding="utf-8")
    published.write("national/guides/night-work.yml", text.replace("title: Role description", "title: Night work"))
    expected = (DocumentNews(document="guides/night-work", title="Night work", before="", changes=()),)

    assert (expected, False) == (told(published).new, told(published).is_empty)


def test_a_document_that_was_taken_out_is_told_by_its_last_title(published):
    """What is gone is told by the title it had, since there is no page to lead to."""
    (published.content / GUIDE).unlink()

    assert ("Role description",) == told(published).gone


def test_changes_are_told_in_words_and_by_what_was_done(published):
    """Changed, new and removed parts are told by their titles, each once, and not by their ids."""
    published.change(PROCEDURE, "within: 2 working days", "within: 3 working days")
    published.change(PROCEDURE, "  - id: tell-team\n    who: Peer worker\n    action: Tell the crisis team.\n", "")
    published.change(PROCEDURE, "    pathways: [crisis-team]\n", "")
    published.change(PROCEDURE, "escalation:\n", "  - {id: go-home, who: Peer worker, action: Go home.}\nescalation:\n")
    expected = {
        "procedures/first-visit": (
            "Changed: Agree a day with the person, by when",
            "New: Go home",
            "Taken out: Tell the crisis team",
        )
    }

    assert expected == changes(published)


def test_old_and_new_words_are_told(published):
    """What a time limit was and is stands beside the change, with some words around it, and where it stands."""
    published.change(PROCEDURE, "within: 2 working days", "within: 3 working days")
    (found,) = told(published).changed

    assert (("gone", "2"), ("new", "3"), ("same", "working days")) == found.changes[0].runs
    assert "plan-visit" == found.changes[0].anchor


def test_of_a_long_text_only_what_changed_is_told(published):
    """A sentence in a long text is told with a few words on each side of it, not the whole of it."""
    before = " ".join(f"word{number}" for number in range(60))
    published.change(PROCEDURE, "action: Meet the person.", f"action: {before} soon.")
    release(published.library(), "2026.12", ())
    published.change("national/edition.yml", '"2026.12"', '"2027.01"')
    published.change(PROCEDURE, "word30 word31", "word30 later word31")
    (found,) = told(published).changed
    runs = {mark: text for mark, text in found.changes[0].runs if mark != "same"}
    same = [text for mark, text in found.changes[0].runs if mark == "same"]

    assert {"new": "later"} == runs
    assert [True, True] == ["…" in text and len(text.split()) < 12 for text in same]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "national/synonyms.yml",
            "title: What people say\nentries:\n  - {id: hug, say: [can i hug], finds: [sessions/listening-well]}\n",
        ),
        ("national/local-values.yml", None),
    ],
)
def test_what_only_search_and_the_program_know_is_no_news(published, path, text):
    """Sayings for search, declarations of local values, and where a text belongs are told to nobody."""
    if text:
        published.write(path, text)
    published.change("national/glossary.yml", "terms:\n", "terms:\n")
    published.change(SESSION, 'components: ["2.1"]', 'components: ["1.1", "2.1"]')

    assert {} == changes(published, Audience.TRAINER)
    assert () == told(published).new


def test_a_renamed_document_is_told_with_its_old_title(published):
    """A document with a new id and title is changed, not new, and its readers hear what it was called."""
    text = (published.content / GUIDE).read_text(encoding="utf-8")
    (published.content / GUIDE).unlink()
    text = text.replace("title: Role description", "title: Your role\naliases: [guides/role-description]")
    published.write("national/guides/your-role.yml", text)
    found = told(published)
    (renamed,) = found.changed

    assert ((), ()) == (found.new, found.gone)
    assert ("guides/your-role", "Your role", "Role description") == (renamed.document, renamed.title, renamed.before)
    assert (("Changed: the title",), (("gone", "Role description"), ("new", "Your role"))) == (
        words(renamed),
        renamed.changes[0].runs,
    )


def test_a_document_that_only_moved_is_no_news(published):
    """A new id alone says nothing to readers, whose links go on to work."""
    text = (published.content / GUIDE).read_text(encoding="utf-8")
    (published.content / GUIDE).unlink()
    published.write("national/guides/your-role.yml", f"aliases: [guides/role-description]\n{text}")

    assert told(published).is_empty


def test_a_moved_document_with_its_old_title_does_not_say_what_it_was_called(published):
    """Where only the id and a text changed, the old title is not told, for it is today's."""
    text = (published.content / GUIDE).read_text(encoding="utf-8").replace("title: What you do", "title: Your work")
    (published.content / GUIDE).unlink()
    published.write("national/guides/your-role.yml", f"aliases: [guides/role-description]\n{text}")
    (found,) = told(published).changed

    assert ("", ("Changed: Your work, the title",)) == (found.before, words(found))


def test_front_sheets_are_no_news(published):
    """A later review date is document control, and nothing that readers do differently."""
    published.change(PROCEDURE, "review_by: 2027-11-01", "review_by: 2028-11-01")

    assert told(published).is_empty


def test_publications_are_no_news(published):
    """What goes into a PDF is nothing that the readers of texts wait for."""
    published.change("national/publications/handbook.yml", "cover_note: Keep it.", "cover_note: Keep it dry.")

    assert told(published, audience=Audience.TRAINER).is_empty


def test_a_new_term_of_the_glossary_is_news(published):
    """A page that is one of a kind, such as the glossary, has its changes told too."""
    published.change("national/glossary.yml", "terms:\n", "terms:\n  - {id: hub, term: hub, meaning: A house.}\n")

    assert {"glossary": ("New: hub",)} == changes(published)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SESSION, "facilitator: Call out the time.", "facilitator: Ring the bell."),
        (GUIDE, "text: Read this out on day 1.", "text: Read this out on day 2."),
        (RESOURCE, "title: Notes on the worksheet", "title: Notes for you"),
        ("national/role-plays/first-chat.yml", "private: You slept badly.", "private: You slept well."),
    ],
)
def test_peers_hear_no_news_of_what_only_trainers_read(published, path, old, new):
    """A change in a trainers' text is told to trainers, and peers are not told that there is one."""
    published.change(path, old, new)

    assert (True, False) == (told(published).is_empty, told(published, audience=Audience.TRAINER).is_empty)


def test_peers_do_not_hear_of_a_trainers_part_that_was_taken_out(published):
    """What is gone from the trainers' texts is gone in silence for peers."""
    text = (published.content / GUIDE).read_text(encoding="utf-8")
    published.write(GUIDE, text[: text.index("  - id: for-the-trainer")])
    nothing: dict[str, tuple[str, ...]] = {}
    expected = (nothing, {"guides/role-description": ("Taken out: For the trainer",)})

    assert expected == (changes(published), changes(published, Audience.TRAINER))


def test_peers_do_not_hear_of_a_trainers_document_that_was_taken_out(site):
    """The title of a document for trainers alone reaches no peer, also when it is gone."""
    here = site()
    here.change(GUIDE, "title: Role description", "title: Role description\naudiences: [trainer]")
    release(here.library(), "2026.11", ())
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')
    (here.content / GUIDE).unlink()

    assert ((), ("Role description",)) == (told(here).gone, told(here, audience=Audience.TRAINER).gone)


def test_a_trust_hears_only_of_what_it_has(published):
    """News for the crisis team are none for a trust that supports people from wards alone."""
    published.write("trusts/lowside/trust.yml", LOWSIDE)
    published.change(PROCEDURE, "action: Tell the crisis team.", "action: Ring the crisis team.")

    assert (True, False) == (told(published, "lowside").is_empty, told(published).is_empty)


def test_news_are_of_the_national_text_also_where_a_trust_has_its_own(published):
    """A trust that replaced a text hears that the national one moved, since it has to decide."""
    published.write("trusts/lowside/trust.yml", LOWSIDE)
    change = {"replace": "steps.meet.action", "with": "Shake hands.", "base": "0123456789ab", "reason": "We do."}
    amendment = {"amends": "procedures/first-visit", "changes": [change]}
    published.write("trusts/lowside/amend/procedures/first-visit.yml", json.dumps(amendment))
    published.change(PROCEDURE, "action: Meet the person.", "action: Meet the person outside.")
    (found,) = told(published, "lowside").changed

    assert ("Changed: Meet the person outside, what to do",) == words(found)


@pytest.mark.parametrize("name", ["guides/poem", "poems/first-poem"])
def test_an_old_document_that_nothing_reads_today_is_passed_over(site, name):
    """A document of a form, or of a kind, that today's program no longer knows is not told of, and stops nothing."""
    here = site()
    old = here.write("old.yml", "title: A poem\nlines: [One, Two]\n")
    documents = {each.id: each.node for each in here.library().national.values()}
    release(here.library(), "2026.11", ())
    kept = here.content / "national" / "editions" / "2026.11.json"
    kept.write_text(written(Ledger(), "2026.11", {**documents, name: read(old, "old.yml")}), encoding="utf-8")
    old.unlink()
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')

    assert told(here).is_empty


def test_what_was_taken_out_of_an_unreadable_text_is_not_told(site):
    """Where today's program cannot read the old text, nobody can say who was allowed to see what went."""
    here = site()
    text = (here.content / GUIDE).read_text(encoding="utf-8")
    old = here.write("old.yml", text.replace("  - id: what-you-do\n", "  - id: what-you-do\n    poem: Old.\n"))
    documents = {each.id: each.node for each in here.library().national.values()}
    documents["guides/role-description"] = read(old, "old.yml")
    old.unlink()
    kept = here.write("national/editions/2026.11.json", "")
    kept.write_text(written(Ledger(), "2026.11", documents), encoding="utf-8")
    here.change("national/edition.yml", '"2026.11"', '"2026.12"')

    assert told(here).is_empty


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("call_first: The coordinator", "call_first: The ward", "who to call first"),
        ("do_now: Wait 10 minutes.", "do_now: Wait 5 minutes.", "what to do now"),
    ],
)
def test_a_field_whose_name_is_two_words_is_said_as_its_readers_know_it(published, old, new, said):
    """Readers hear who to call first, and not the name of a field."""
    published.change(PROCEDURE, old, new)
    (found,) = told(published).changed

    assert (f"Changed: Nobody answers the door, {said}",) == words(found)
