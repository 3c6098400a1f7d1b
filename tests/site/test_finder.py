"""The search index: openings that read well, words, and no text for others."""

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from packing import rising, unlisted
from pdfs import written_page as page

from generator.model.base import Audience
from generator.pages.page import Rendered
from generator.site.search_index import EXCERPT, LINES, RARE, excerpt, line_scripts, search_script, slug
from generator.text.language import Language
from generator.text.search_words import ENGLISH_WORDS
from generator.text.stems import folded

ENGLISH = Language()


def index_of(rendered: Rendered) -> dict[str, Any]:
    """Read the index that a script leaves behind."""
    before, after = "self.handbookIndex = ", ";\n"
    script = search_script(rendered)
    assert script.startswith(before)
    assert script.endswith(after)
    index: dict[str, Any] = json.loads(script.removeprefix(before).removesuffix(after))
    return index


def addresses(index: dict[str, Any]) -> list[str]:
    """Return the address of each section, as the index says."""
    pages, _, anchors, titles, _ = index["sections"]
    rows = zip([None, *pages], pages, anchors.split("\n"), titles.split("\n"), strict=False)
    found = [(page, anchor or slug(title) if page == before else "") for before, page, anchor, title in rows]
    return [f"{index['pages'][page][0]}#{anchor}".rstrip("#") for page, anchor in found]


def words_of(index: dict[str, Any]) -> dict[str, list[str]]:
    """Return the words of the index, each with the addresses of the sections or pages that it leads to."""
    (rare, places), (often, pages) = index["words"]
    sections, urls = addresses(index), [page[0] for page in index["pages"]]
    found = {word: [sections[at] for at in rising(at)] for word, at in zip(unlisted(rare), places.split(" "))}  # noqa: B905 - without any there is one empty text
    found |= {word: [urls[at] for at in rising(at)] for word, at in zip(unlisted(often), pages.split(" "))}  # noqa: B905 - as above
    return found | {word: [] for word in unlisted(index["common"])}


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Short.", "Short."),
        ("A" * 70 + " is long. " + "b" * 60, "A" * 70 + " is long."),
        ("word " * 30, "word " * 16 + "word …"),
        ("Yes. " + "word " * 30, "Yes. " + "word " * 15 + "word …"),
    ],
)
def test_an_opening_reads_well(text, opening):
    """An opening is whole sentences where one is long enough, or else whole words, and never longer than it may be."""
    assert opening == excerpt(text)
    assert len(excerpt("word " * 30)) <= EXCERPT + 2


def lines_of(script: str) -> set[str]:
    """Return all lines that a script of a page holds."""
    return {line for row in json.loads(script.partition("=")[2].removesuffix(";\n")) for line in row[0]}


def test_each_page_has_its_lines(site):
    """What a page says stands in a file of its own, section by section and line by line, with the numbers to call."""
    scripts = dict(line_scripts(site("trust-amends").render("hillside")))
    help_now = scripts[f"{LINES}help-now/0.js"]
    visits = [lines_of(script) for name, script in scripts.items() if "first-visit/" in name]
    visit = set().union(*visits)
    begun = 'handbook.lines["help-now/0"]='
    rows = json.loads(help_now.removeprefix(begun).removesuffix(";\n"))

    assert help_now.startswith(begun)
    assert [["01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100", "01632960100"]] in [row[1] for row in rows if row[1:]]
    assert ["Tell the ward.", "Agree a day with the person."] == sorted(
        {"Tell the ward.", "Agree a day with the person.", "About this document", "Editor"} & visit,
        reverse=True,
    )
    assert all("<" not in line for row in rows for line in row[0])


def test_words_are_folded():
    """Capitals, accents and apostrophes make no difference."""
    assert "cant cafe" == folded("Can\N{RIGHT SINGLE QUOTATION MARK}t CAFÉ", ENGLISH_WORDS)


def test_each_word_leads_to_the_sections_it_stands_in(site):
    """A word of one procedure leads to its steps; one that stands nowhere is not there; common little words are left out."""
    index = index_of(site().render())

    words = words_of(index)

    assert ["procedures/first-visit/#plan-visit"] == [each for each in words["diary"] if "plan" in each]
    assert {"zebra", "the"}.isdisjoint(words)


def test_a_word_of_many_sections_leads_to_pages(site):
    """A word in more sections than are worth listing leads to the beginning of each page that has it."""
    rendered = site().render()
    many = "".join(f"## Part {number} {{ #part-{number} }}\n\nZebra.\n\n" for number in range(RARE + 1))
    pages = (*rendered.pages, page(f"# Zebras\n\n{many}", title="Zebras"))

    assert ["procedures/first-visit/"] == words_of(index_of(replace(rendered, pages=pages)))["zebra"]


def test_a_word_of_most_pages_is_only_known(site):
    """A word that stands on most pages leads nowhere, and is no slip for another word."""
    rendered = site().render()
    pages = [replace(each, description=f"{each.description} Zebra.") for each in rendered.pages]

    assert [] == words_of(index_of(replace(rendered, pages=tuple(pages))))["zebra"]


def test_an_anchor_that_its_title_gives_is_not_written_again(site):
    """What the engine makes of a title stands in no column, and any other anchor does."""
    rendered = site().render()
    odd = page("# Odd\n\n## Don\u2019t knock: twice! { #dont-knock-twice }\n\nA.\n\n## Wait { #b }\n\nB.\n")
    index = index_of(replace(rendered, pages=(odd,)))

    assert ["", "", "b"] == index["sections"][2].split("\n")
    assert ["#dont-knock-twice", "#b"] == [each[len("procedures/first-visit/") :] for each in addresses(index)[1:]]


def test_plain_forms_of_a_word_are_kept_once(site):
    """Visits, visited and visiting stand under visit, where that stands somewhere, too; words that only look so do not."""
    rendered = site().render()
    said = "Zebra zebras zebraed zebraing, bring, less, dies, added."
    index = index_of(replace(rendered, pages=(*rendered.pages, page(f"# Zebras\n\n{said}", title="Zebras"))))
    words = set(words_of(index))

    assert {"zebra", "bring", "less", "dies", "added"} <= words
    assert {"zebras", "zebraed", "zebraing", "les", "add"}.isdisjoint(words)


def test_having_to_do_something_is_a_word(site):
    """Do I have to asks for a choice, and its words alone tell nothing; with what before it, they ask for something else."""
    made = site("minimal")
    head = "title: What people say\nintroduction: Words.\nentries:\n"
    said = "  - {id: a, say: [Do I have to act?, what do we have to bring], finds: [glossary.ward]}\n"
    made.write("national/synonyms.yml", head + said)

    assert [["bring", "act haveto"]] == [
        sorted(unlisted(each[0]), key=len) for each in index_of(made.render())["sayings"]
    ]


def test_sayings_point_at_sections_that_exist(site):
    """What people say leads to the section of its element, and words that tell nothing are left out of it."""
    made = site("peers-see-no-trainer-text")
    made.change("national/synonyms.yml", "say: [chat]", "say: [can I have a chat, a chat with her]")
    index = index_of(made.render())
    saying = next(each for each in index["sayings"] if unlisted(each[0]) == ["chat"])
    urgent = next(each for each in index["sayings"] if each[3])

    assert ["role-plays/first-chat/", "sessions/listening-well/"] == [addresses(index)[place] for place in saying[2]]
    assert "wants to die" == unlisted(urgent[0])[0]


def test_an_address_without_a_heading_leads_to_its_page(site):
    """What answers a saying and has no heading of its own on the page leads to the page."""
    made = site("peers-see-no-trainer-text")
    made.change("national/synonyms.yml", "[help-now]}", "[procedures/first-visit.coordinator]}")
    index = index_of(made.render())
    place = next(each[2][0] for each in index["sayings"] if each[3])

    assert "procedures/first-visit/" == addresses(index)[place]


def test_the_peers_index_holds_nothing_planted_for_trainers(site):
    """The word planted in every text for trainers is in their index and not in the peers'."""
    made = site("peers-see-no-trainer-text")

    assert "planted" not in search_script(made.render("", Audience.PEER)).lower()
    assert "planted" in search_script(made.render("", Audience.TRAINER)).lower()


def test_authors_text_cannot_end_the_script(site):
    """The index is data in a file of its own: odd characters are text there and nothing else."""
    rendered = site().render()
    odd = page("# Odd\n\n## A { #a }\n\n&lt;/script&gt; \u2028 `${x}`\n", title="Odd </script>")
    index = index_of(replace(rendered, pages=(odd,)))

    assert "Odd </script>" == index["pages"][0][1]


def test_the_same_edition_has_the_same_index(site):
    """Two renderings of one edition give the same bytes, well compressed."""
    made = site()

    assert search_script(made.render()) == search_script(made.render())
    assert len(gzip.compress(search_script(made.render()).encode(), mtime=0)) < 8_000
