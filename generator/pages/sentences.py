"""What the theme and the pages' scripts say, in the language of an edition."""

import json
from collections.abc import Mapping

from generator.text.language import N_, Language

PATH = "javascripts/sentences.js"
"""Where the scripts' sentences stand below an edition that says anything otherwise than the program does."""

THEME = (
    N_("Page not found"),
    N_("Skip to content"),
    N_("Help"),
    N_("Menu"),
    N_("Text size, spacing and colours"),
    N_("Search"),
    N_("Search from any page"),
    N_("Close search"),
    N_("Search in your own words"),
    N_("Help now"),
    N_("Show only"),
    N_("Say what is happening, in your own words."),
    N_("Search page, and everything from A to Z"),
    N_("Main"),
    N_("Close menu"),
    N_("On this page"),
    N_("Contents of this page"),
    N_("Table"),
    N_("Before and after"),
    N_("Before this"),
    N_("This day"),
    N_("After this"),
    N_("How you like to read"),
    N_("Text size"),
    N_("Normal"),
    N_("Large"),
    N_("Larger"),
    N_("Largest"),
    N_("Spacing"),
    N_("Wide"),
    N_("Colours"),
    N_("As my device"),
    N_("Light"),
    N_("Cream"),
    N_("Dark"),
    N_("Only this device keeps your choices."),
    N_("Done"),
    N_("In danger? Call {number}"),
    N_("For trainers"),
    N_("Invented example trust"),
    N_("Download as PDF"),
    N_("Word copy to comment on"),
    N_("Version {version}"),
    N_("Review by {date}"),
    N_("Local document"),
    N_("Changed locally"),
    N_("Report a problem with this page"),
    N_("Suggest a change to this page"),
    N_("Edition {edition}"),
    N_("{trust} is an invented trust, made as an example."),
    N_("About this edition"),
    N_("Downloads"),
    N_("Use without internet"),
    N_("Accessibility"),
    N_("Edition for peers"),
    N_("Back to top"),
    N_("We cannot find that page"),
    N_("It may have moved, or its address may be wrong."),
    N_("Go to the first page"),
    N_("Help now: who to call"),
)
"""Every sentence of `templates/site/overrides/`, which get it as `words["…"]`: their engines know no catalogue."""


def theme_words(language: Language) -> dict[str, str]:
    """Return what the theme says, by the sentence in English. A place for a value stays: the theme puts it in."""
    return {sentence: language.unfilled(sentence) for sentence in THEME}


def sentences_script(language: Language) -> Mapping[str, str]:
    """Return the script of the scripts' sentences by its path; none where all is said as it stands in them."""
    if not language.says_otherwise:
        return {}
    said = json.dumps(language.for_scripts(), ensure_ascii=False, separators=(",", ":"))
    return {PATH: f"window.handbookSentences={said};\n"}
