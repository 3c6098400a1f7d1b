"""Which documents deliver which of the core components."""

from generator.editions.coverage import components, coverage, delivered


def ids(covered):
    """Return the ids of the documents that cover each component."""
    return {number: [entry.id for entry in entries] for number, entries in covered.items()}


def test_components_are_in_the_order_of_the_table(site):
    """The components an edition is measured by are those of its table, in order."""
    expected = ["1.1", "2.1", "4.1"]

    assert expected == [component.id for component in components(site().edition())]


def test_without_a_table_there_are_no_components(site):
    """An edition whose table cannot be read is measured by nothing."""
    here = site()
    here.write("national/components.yml", "")
    expected: tuple[tuple[object, ...], dict[str, object]] = ((), {})

    assert expected == (components(here.edition()), coverage(here.edition()))


def test_coverage_puts_what_delivers_first(site):
    """Everything that names a component covers it; sessions and procedures come before what only helps."""
    here = site()
    here.change("national/resources/starter-pack.yml", 'components: ["2.1"]', 'components: ["2.1", "4.1"]')
    expected = {
        "1.1": ["procedures/first-visit", "guides/role-description"],
        "2.1": ["sessions/listening-well", "resources/starter-pack"],
        "4.1": ["procedures/first-visit", "resources/starter-pack"],
    }

    assert expected == ids(coverage(here.edition()))


def test_only_sessions_and_procedures_deliver(site):
    """A guide or a handout that names a component does not deliver it."""
    expected = {
        "1.1": ["procedures/first-visit"],
        "2.1": ["sessions/listening-well"],
        "4.1": ["procedures/first-visit"],
    }

    assert expected == ids(delivered(site().edition()))
