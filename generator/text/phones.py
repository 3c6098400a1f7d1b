"""Telephone numbers: whether one can be called as it is written, how a phone dials it, and whether it is real."""

import re
from collections.abc import Iterator

EMERGENCY_RELAY = "18001"
"""What people who cannot hear dial before a number, for Relay UK."""

ABROAD = range(8, 16)
"""How many digits a number with + and the code of a country may have (ITU-T E.164)."""

FORM = "this must be one phone number, digits and spaces; after a comma anything: 01632 960 123, extension 4"

_EXTENSION = re.compile(
    r"\s*(?:,.*|\(?\s*(?:ext(?:ension|n)?|option|opt|x)(?![a-z])[.:]?\s*[0-9]{1,6}\s*\)?)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_WRITTEN = re.compile(r"\+?[0-9()](?:[ \N{NO-BREAK SPACE}-]?[0-9()])*")
_SHORT = re.compile(r"999|112|111|101|105|119|159|116[0-9]{3}|18000|[678][0-9]{4}|08001111|0845464[79]")
"""Numbers that are shorter than others and can be called or texted as they are (Ofcom, National Telephone Numbering
Plan)."""

_LENGTHS = {"01": (10, 11), "02": (11,), "03": (11,), "05": (10, 11), "07": (11,), "0800": (10, 11), "08": (11,)}
_LENGTHS |= {"09": (11,)}
"""How many digits a number of the United Kingdom has, its 0 counted, by how it begins; none begins otherwise."""

_MADE_UP = re.compile(r"123456789|987654321|([0-9])\1{7}")
"""Digits that somebody typed to fill a gap."""

_FOR_DRAMA = re.compile(
    r"0(?:1632960|8081570|7700900|2079460|11[3-8]4960|1[2-6]14960|1914980|2896496|2920180|3069990|9098790|80[08]1234567)"
)
"""Beginnings of numbers that Ofcom keeps for drama (Telephone numbers for use in TV and radio drama programmes), and
numbers that people write as an example."""

_RUN = re.compile(r"(?<![0-9])\(?(?:\+|[0-9])(?:[ ().\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]*[0-9])+")


def dialled(text: str) -> str:
    """Return a number as a phone dials it: its digits, and a + before a country; nothing of an extension.

    The 0 in brackets of +44 (0)191 is left out, as it must be when the country is dialled.
    """
    number = _EXTENSION.sub("", text.partition(",")[0].strip())
    return re.sub(r"[^0-9+]", "", re.sub(r"^(\s*(?:\+|00)[0-9]+\s*)\(0\)", r"\1", number))


def fault(text: str) -> str:
    """Say what is wrong with a number as written, or nothing.

    Right are numbers of the United Kingdom as one dials them, numbers with + and a country, short numbers such as 111
    and 116 123, and text relay (18001 first). An extension may follow, or after a comma anything.
    """
    if not _WRITTEN.fullmatch(_EXTENSION.sub("", text.strip())):
        return FORM
    bare = _at_home(dialled(text))
    if _SHORT.fullmatch(bare):
        return ""
    if bare.startswith("+"):
        known = len(bare) - 1 in ABROAD and bare[1:2] != "0"
        return "" if known else f"no country has a number of {len(bare) - 1} digits that begins so"
    return _fault_at_home(bare)


def _fault_at_home(bare: str) -> str:
    if not bare.startswith("0"):
        return "this number cannot be called as it stands: the area code with its 0 is missing"
    lengths = next((each for start, each in sorted(_LENGTHS.items(), reverse=True) if bare.startswith(start)), ())
    if not lengths:
        return f"no number in the United Kingdom begins with {bare[:2]}"
    if len(bare) not in lengths:
        right = " or ".join(str(each) for each in reversed(lengths))
        return f"this number has {len(bare)} digits; one that begins so has {right} in the United Kingdom"
    return "this is no number but a row of digits" if _MADE_UP.search(bare) else ""


def mended(text: str) -> str:
    """Return a number without what stands round it or between its digits, where that makes it right, or nothing."""
    alone = re.sub(r"(?<=[0-9 ])[oO](?=[0-9 ]|$)|^[oO](?=[0-9])", "0", text)
    alone = " ".join(re.sub(r"[^0-9+ ]+", " ", alone).split())
    return alone if alone and alone != text.strip() and not fault(alone) else ""


def is_whole(text: str) -> bool:
    """Say whether a text is a number to call and nothing else, right or wrong."""
    digits = sum(letter.isdigit() for letter in text)
    return digits > 8 and _WRITTEN.fullmatch(_EXTENSION.sub("", text.strip())) is not None  # noqa: PLR2004 - a date has 8


def for_drama(text: str) -> str:
    """Return the number in a text that is for films and examples, as written, or nothing."""
    return next((written for written, bare in _numbers(text) if _FOR_DRAMA.match(bare)), "")


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    for found in _RUN.finditer(text):
        yield found[0].strip(), _at_home(dialled(found[0]))


def _at_home(digits: str) -> str:
    """Return digits as one dials them within the United Kingdom, without text relay; others with a + first."""
    bare = digits.removeprefix(EMERGENCY_RELAY) or digits
    bare = re.sub(r"^00(?=[1-9])", "+", bare)
    return re.sub(r"^\+440?", "0", bare)
