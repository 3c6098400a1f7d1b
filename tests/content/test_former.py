"""Former ids, trust codes, and the pages and folders of the site that neither may take."""

import shutil

import pytest

from generator.content.reserved_names import LONGEST_CODE, PAGES, code_fault, taken
from generator.model.base import Audience

GUIDE = "national/guides/role-description.yml"
TRUST = "name: Outside Trust\nnation: england\ncoordinator: Coordinator\n"


def told(here):
    """Return what is wrong, as rule, sentence and hint in one line each."""
    return [f"{each.rule}: {each.sentence}; {each.hint}" for each in here.check()]


def with_alias(here, *former):
    """Return a guide of the small site former ids."""
    here.change(GUIDE, "components:", f"aliases: [{', '.join(former)}]\ncomponents:")
    return here


@pytest.mark.parametrize(
    ("former", "said"),
    [
        ("help-now", '"help-now" is a page or folder of the site'),
        ("about", '"about" is a page or folder of the site'),
        ("search", '"search" is a page or folder of the site'),
        ("index", '"index" is a page or folder of the site'),
        ("sessions", '"sessions" is a page or folder of the site'),
        ("worker", 'the former id "worker" lacks its folder; write guides/worker'),
        ("lone-working", 'the former id "lone-working" lacks its folder; write guides/lone-working'),
        ("fonts/x", 'no such document ever stood in a folder "fonts"; write guides/x'),
        ("downloads/handbook", 'no such document ever stood in a folder "downloads"'),
        ("trainer/x", 'no such document ever stood in a folder "trainer"'),
        ("programmes/core", 'the former id "programmes/core" leads to programmes/core already'),
        ("programmes/old", 'no such document ever stood in a folder "programmes"'),
        ("publications/trainer-pack-day-1", 'no such document ever stood in a folder "publications"'),
        ("guides/index", 'no document can have had the id "guides/index"'),
        ("guides/con", 'no document can have had the id "guides/con"'),
        ("guides/a--b", 'no document can have had the id "guides/a--b"'),
        ("guides/role-description", "is the id this document has now; take it out"),
        ("sessions/listening-well", 'the former id "sessions/listening-well" leads to sessions/listening-well already'),
        ("../secrets", "this is not written in the form it must have"),
        ("guides/../x", "this is not written in the form it must have"),
        ("Guides/Old Role", 'here: "guides/old-role"'),
    ],
)
def test_a_former_id_takes_no_page_of_another(site, former, said):
    """A former id that is a page, a folder, a living id or no id at all is one error with what to write."""
    (problem,) = told(with_alias(site(), former))

    assert said in problem


def test_a_former_id_is_one_documents_alone(site):
    """Two documents cannot have had the same id, nor one of them twice."""
    here = with_alias(site(), "guides/old", "guides/old")
    here.change(
        "national/procedures/first-visit.yml", "title: First visit", "aliases: [guides/old]\ntitle: First visit"
    )

    assert ['the former id "guides/old" leads to guides/role-description already'] * 2 == [
        each.partition(": ")[2].partition(";")[0] for each in told(here)
    ]


def test_a_former_id_may_be_of_another_kind(site):
    """A document that became another kind keeps its old address, which leads on."""
    here = with_alias(site(), "resources/the-role")

    assert ([], "guides/role-description.md") == (
        told(here),
        here.render().redirects["resources/the-role.md"],
    )


def test_a_programmes_former_id_leaves_the_timetable_where_it_is(site):
    """All programmes stand on one page, which is never made into one that leads to itself."""
    here = site()
    here.change("national/programmes/core.yml", "summary:", "aliases: [programmes/old]\nsummary:")

    assert ([], {}) == (told(here), here.render().redirects)


@pytest.mark.parametrize("former", ["meet", "tell-ward"])
def test_a_former_id_of_an_element_is_no_other_elements(site, former):
    """An element cannot have had an id that another element of its document has, or its own twice."""
    here = site()
    here.change("national/procedures/first-visit.yml", "  - id: meet\n", f"  - id: meet\n    aliases: [{former}]\n")

    assert [True] == [f'the id "{former}" is used twice' in each for each in told(here)]


def test_a_trusts_document_keeps_its_former_id_too(site):
    """A trust's own document may name the id it had before; links to it work, and the old address leads on."""
    here = site("local-session")
    path = "trusts/hillside/add/sessions/our-wards.yml"
    text = (here.content / path).read_text(encoding="utf-8")
    here.write(
        path, "aliases: [sessions/the-wards]\n" + text.replace("purpose: ", "purpose: See [it](sessions/the-wards). ")
    )
    there = here.render("hillside")

    assert ([], "sessions/our-wards.md") == (told(here), there.redirects["sessions/the-wards.md"])
    assert "sessions/the-wards.md" not in here.render().redirects


@pytest.mark.parametrize(
    ("former", "name"), [("sessions/listening-well", "our-wards"), ("guides/the-role", "our-wards"), ("", "the-role")]
)
def test_a_trust_takes_no_national_id(site, former, name):
    """A trust's document cannot have, or have had, an id that a national document has or had."""
    here = with_alias(site("local-session"), "guides/the-role", "sessions/the-role")
    own = here.content / "trusts/hillside/add/sessions"
    text = (own / "our-wards.yml").read_text(encoding="utf-8")
    (own / f"{name}.yml").write_text((f"aliases: [{former}]\n" if former else "") + text, encoding="utf-8")

    assert [True] == [each.startswith(("former-id: ", "duplicate-id: ")) for each in told(here)]


def test_every_name_of_the_site_is_taken(built):
    """Whatever stands at the top of a site that was built, no trust can be called that."""
    names = {path.name.partition(".")[0] for path in built("trust-amends").iterdir() if path.name[0] != "."} - {
        "hillside"
    }

    assert {"404", "edition", "feed", "manifest", "sitemap", "worker"} >= names - taken()


@pytest.mark.parametrize(
    "code",
    [
        *(
            "copies",
            "offline",
            "accessibility",
            "images",
            "timetable",
            "status",
            "overview",
            "differences",
            "whats-new",
        ),
        *("national", "trainer", "con", "nul", "North", "north--east", "north-", "x" * (LONGEST_CODE + 1), "x", "1st"),
    ],
)
def test_a_code_that_cannot_be_is_told(site, code):
    """A trust called as a page, a folder, a device or out of form is one error at its folder, and is not read."""
    here = site()
    here.write(f"trusts/{code}/trust.yml", TRUST)
    problems = here.check()

    assert [("trust-code", f"content/trusts/{code}/trust.yml")] == [(each.rule, each.mark.path) for each in problems]
    assert {} == here.library().trusts


@pytest.mark.parametrize("code", ["northmoor", "x-trainer", "st-johns-2", "x" * LONGEST_CODE])
def test_any_other_code_is_taken(code):
    """A code in form that the site does not use has no fault."""
    assert code_fault(code) is None


def test_a_page_of_a_trust_takes_none_of_the_national_edition(site, tmp_path):
    """With a trust called as a page, nothing is built, and the page of that name stays the national one."""
    here = site("trust-amends")
    shutil.copytree(here.content / "trusts/hillside", here.content / "trusts/copies")

    assert ["trust-code"] == [each.rule for each in here.check()]
    assert "copies.md" in PAGES.values()
    assert here.edition(audience=Audience.PEER).folder == ""
