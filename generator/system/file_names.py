"""What files and folders may be called: one form, told with the name it should be; leftovers of editors; copies.

A document's id, its address on the site and its PDF are its file's name. So that links, file systems and web servers
of every kind take them alike, names are small letters, digits and single hyphens.
"""

import re
import unicodedata

from generator.quoting import unseen

LONGEST = 60
"""Letters of one name: of a file without its ending, or of a folder."""

FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for devices, whatever their ending: a file of that name cannot be there at all."""

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "đ": "d", "ł": "l", "Ł": "l", "'": ""})
_YAML = re.compile(r"\.ya?ml(\.txt)?[\s.]*$", re.IGNORECASE)
"""How the name of a YAML file ends, in any spelling, and as Windows' editor leaves it where endings are hidden."""

_LEFT = re.compile(
    r".*~|#.*#|~\$.*|4913|.*\.(sw[a-p]|tmp|temp|bak)|(ehthumbs|thumbs)\.db|desktop\.ini|icon\r",
    re.IGNORECASE | re.DOTALL,
)
"""What editors and systems leave beside a file, and nobody wrote."""

_COPIES = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<of>.+?\.ya?ml)[._ -]?(orig|rej|mine|theirs|old|new|save|copy|r[0-9]+)",
        r"(?P<of>.+?) - [Cc]opy( \([0-9]+\))?\.ya?ml",
        r"(?P<of>.+?)[ _]?\([0-9]+\)\.ya?ml",
        r"[Cc]opy (\([0-9]+\) )?of (?P<of>.+)\.ya?ml",
        r"(?P<of>.+?)[ (._]+[^/]*conflict[^/]*\.ya?ml",
        r"(?P<of>.+?) [Cc]opy( [0-9]+)?\.ya?ml",
        r"(?P<of>.+?)[._](BASE|LOCAL|REMOTE|BACKUP)([._][0-9]+)?\.ya?ml",
        r"(?P<of>.+)-(DESKTOP|LAPTOP|PC|WIN)-[A-Z0-9]+\.ya?ml",
    )
)
"""What programs call a copy of a file that they made: systems, merges, and folders shared between machines."""


def slug(text: str) -> str:
    """Return the name in the right form that is nearest to a text; nothing where none of its letters can be in one."""
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", bare))[:LONGEST].strip("-")
    return f"{name}-1" if name in (*DEVICES, "index") else name


def fault(name: str) -> str:
    """Return what is wrong with the name of a folder, or of a file without its ending, or nothing."""
    if name in DEVICES:
        return "Windows keeps this name for a device, so no file or folder can have it there"
    if name == "index":
        return "the list of all documents of this kind has this name on the site"
    if len(name) > LONGEST:
        return f"a name has {LONGEST} letters at most; this one has {len(name)}"
    if FORM.fullmatch(name):
        return ""
    return f"a name is made of small letters, digits and single hyphens; this one has {_odd(name)}"


def is_yaml(name: str) -> bool:
    """Say whether a file's name ends as that of a YAML file, in whatever spelling."""
    return _YAML.search(name) is not None


def right_name(name: str) -> str:
    """Return the name a YAML file should have (`Our Wards.YAML` is our-wards.yml), or nothing where none is near."""
    stem = slug(_YAML.sub("", name))
    return f"{stem}.yml" if stem else ""


def stem(name: str) -> str:
    """Return a YAML file's name without its ending, in whatever spelling that is."""
    return _YAML.sub("", name)


def is_leftover(name: str) -> bool:
    """Say whether a name is one of an editor's or a system's, or hidden: nobody means such a file to be read."""
    return name.startswith(".") or _LEFT.fullmatch(name) is not None


def original(name: str) -> str:
    """Return the name of the file that this one is a copy of, as programs name copies; nothing for any other name."""
    if name == f"{stem(name)}.yml" and FORM.fullmatch(stem(name)):
        return ""
    found = next((match for form in _COPIES if (match := form.fullmatch(name))), None)
    if found is None:
        return ""
    return found["of"] if is_yaml(found["of"]) else f"{found['of']}.yml"


def same_but_for_spelling(name: str, other: str) -> bool:
    """Say whether two names differ only in capitals, or in how their letters are put together (Unicode's forms)."""
    return name != other and _folded(name) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _odd(name: str) -> str:
    """Name the first thing in a name that does not belong there."""
    if sign := unseen(name) or unseen(name.replace("\n", "\r")):
        return f"a sign that cannot be seen (U+{ord(sign):04X})"
    if name.endswith((" ", ".")) or name.startswith(" "):
        return "a space or a dot at its beginning or end"
    sign = next((each for each in name if not re.fullmatch("[a-z0-9-]", each)), "")
    if not sign:
        return "a hyphen at its beginning or end, or two in a row"
    if sign == " ":
        return "a space"
    if sign.isupper():
        return f'the capital letter "{sign}"'
    return f'the {"letter" if sign.isalpha() else "sign"} "{sign}"'
