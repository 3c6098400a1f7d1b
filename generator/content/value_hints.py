"""What an author most likely meant by a value that does not fit its field: the day, the time or the name to write."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from generator.problems import nearest
from generator.system.file_names import slug
from generator.text.language import HOUR, NOON, clock

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019", ""),
        "\u00a0": " ",
    }
)
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? +(?:of +)?(?P<name>[a-z]{3,9})[., ]+(?P<y>\d{4})"),
    re.compile(r"(?P<name>[a-z]{3,9}) +(?P<d>\d{1,2})(?:st|nd|rd|th)?[, ]+(?P<y>\d{4})"),
)
"""How people write a day; in Britain the day comes before the month."""
_TIME = re.compile(r"(?P<h>\d{1,2})(?:[.:h ]?(?P<m>\d{2}))?\s*(?P<half>[ap])?\.?m?\.?(?:\s*o'?clock)?")
_EARLIEST = 7
"""The hour before which a time without am or pm is taken for one of the afternoon."""
_HOURS = re.compile(r"(?P<h>\d+(?:[.,]\d+)?) *h(?:ours?|rs?)?\.?(?: *(?:and)? *(?P<m>\d+) *(?:m|mins?|minutes?)?\.?)?")
_RANGE = re.compile(r"(\d+) *(?:m|mins?|minutes?)? *(?:-|to|or|/) *(\d+) *(?:m|mins?|minutes?)?\.?")


def straight(text: str) -> str:
    """Return a text with the hyphens and quotes that Word puts in turned back into those of a keyboard."""
    return text.translate(_STRAIGHT).strip().strip("\"'").strip()


def right_key(word: str, known: Sequence[str]) -> str:
    """Return the key that a word was most likely meant to be, whatever its capitals, spaces and hyphens, or nothing."""
    plain = re.sub(r"[\s\u00a0-]+", "_", straight(word).casefold())
    return plain if plain in known else nearest(plain, known)


def date_hint(written: str) -> str:
    """Return what to write for a day that is written in another way, or for one that no calendar has."""
    text = " ".join(straight(written).casefold().split())
    text = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? ", "", text)
    for form in _DATES:
        if (found := form.fullmatch(text)) is None:
            continue
        parts = found.groupdict()
        name = (parts.get("name") or "")[:3]
        if name and name not in MONTHS:
            continue
        month = MONTHS.index(name) + 1 if name else int(parts["m"])
        year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)  # noqa: PLR2004 - two digits of a year
        try:
            return f"write year, month, day: {date(year, month, int(parts['d']))}"
        except ValueError:
            return f'there is no such day as "{written}"; look at a calendar'
    return "write year, month, day, with hyphens and two digits each: 2027-11-01"


def clock_hint(written: str) -> str:
    """Return what to write for a time of day that is written in another way."""
    found = _TIME.fullmatch(straight(written).casefold())
    if found is None:
        return "for example 9:30am, 1pm or midday"
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if hour > 24 or minute >= HOUR:  # noqa: PLR2004 - hours of a day
        return "for example 9:30am, 1pm or midday"
    if found["half"] == "p" or (not found["half"] and hour < _EARLIEST):
        hour = hour % 12 + 12
    minutes = hour % 24 * HOUR + minute
    return f"write {clock(minutes)}" if minutes != NOON else "write 12pm or midday"


def number_hint(written: str) -> str:
    """Return what to write for a number that stands with words, as a range, or as hours."""
    text = straight(written).casefold().strip(" .,;~")
    if found := _RANGE.fullmatch(text):
        return f"a range cannot be added up: write one number, the most it takes: {max(map(int, found.groups()))}"
    if found := _HOURS.fullmatch(text):
        minutes = round(float(found["h"].replace(",", ".")) * HOUR) + int(found["m"] or 0)
        return f"write the minutes alone, as a number: {minutes}"
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1:
        return f"write the number alone: {int(numbers[0])}"
    return "write a whole number in figures, and nothing else: 45"


def truth_hint(written: str) -> str:
    """Return what to write for a yes or no that is written in another way."""
    word = straight(written).casefold().strip(".!,;")
    yes, no = ("yes", "y", "true", "x", "✓", "✔", "ja", "oui"), ("no", "n", "false", "none", "never", "✗", "✘")
    return "write true" if word in yes else "write false" if word in no else "write true for yes, false for no"


def mended(written: str, pattern: str) -> str:
    """Return a value written in the form that a pattern asks for, where a small change is enough; nothing if not."""
    if pattern == r"^[^<]*$":
        return ""
    found = (new for mend in _MENDS if (new := mend(straight(written))) and re.fullmatch(pattern, new))
    return next((new for new in found if "/" in new or "(/" not in pattern), "")


def _path(text: str) -> str:
    """Make an id of a path: content/national/sessions/Our App.yml is sessions/our-app."""
    inside = re.sub(r"^.*\b(?:national|add|amend)/", "", text.replace("\\", "/")).strip("/.")
    document, sign, element = re.sub(r"\.ya?ml$", "", inside, flags=re.IGNORECASE).partition("#")
    parts = [slug(part) for part in document.split("/")]
    return "/".join(parts) + (f".{element}" if sign else "") if all(parts) else ""


def _edition(text: str) -> str:
    found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})", text)
    if found:
        return f"{found[1]}.{int(found[2]):02}"
    named = re.fullmatch(r"([a-z]{3})[a-z]* (\d{4})", text.casefold())
    return f"{named[2]}.{MONTHS.index(named[1]) + 1:02}" if named and named[1] in MONTHS else ""


_MENDS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: re.sub(r"(?<=\d)\s*[,.]\s*(?=\d)", ".", text),
    lambda text: f"#{text}",
    _edition,
    lambda text: text.partition("#")[2],
    lambda text: re.sub(r"^(https?://)?", "https://", text) if "." in text and "/" not in text[:1] else "",
    lambda text: re.sub(r"^(?:component|domain|no\.?|nr\.?)? *", "", text.casefold()),
    lambda text: slug(text) if "/" not in text else "",
    lambda text: slug(text).replace("-", "_") if "/" not in text else "",
    _path,
)
"""Small changes that make many values fit, the smallest first."""
