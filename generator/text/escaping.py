"""Plain words as authors would have to write them, and addresses in which no sign means anything else."""

import re
from html import escape
from urllib.parse import quote

OUT = re.compile(r"https://[^\s/].*|mailto:[^\s@:/]+@[^\s@:/]+|tel:\+?[0-9*#() .-]+", re.IGNORECASE | re.DOTALL)
"""What a link out of the handbook may lead to."""

_MEANS = re.compile(r"[\\`*_\[\]<~|]|&(?=#?\w+;)")
_BEGINS = re.compile(r"^(\s*)(>|#(?=#*(?:\s|$))|[-=](?=[-=\s]*$)|[-+](?=\s|$)|[0-9]+(?=[.)](?:\s|$)))")
"""What makes a quote, a heading, a list or a line across where it begins a line."""


def escaped(words: str) -> str:
    """Return plain words as authors would have to write them, so that nothing in them means anything but itself."""
    inert = _MEANS.sub(lambda found: f"\\{found[0]}", words)
    return _BEGINS.sub(
        lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", inert
    )


def web_address(address: str) -> str:
    """Return an address with everything percent-encoded that could end it early, or that no address may have."""
    return quote(address, safe="%/:?#@!$&()*+,;=~._-")


def file_address(name: str) -> str:
    """Return the address of a file by its name, in which every sign stands for itself."""
    return quote(name, safe="/")


def harmless(address: str, *, outside: bool) -> str:
    """Return an address as it stands in HTML; nothing for one of a kind that no page of ours has."""
    is_ours = ":" not in address and not address.startswith(("/", "\\"))
    return escape(web_address(address)) if is_ours or (outside and OUT.fullmatch(address)) else ""
