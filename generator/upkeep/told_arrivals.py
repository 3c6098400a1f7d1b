"""What a national edition brings, as the request tells it, from what another job found out; nothing is believed.

The job that wrote it ran unread code. So its words stand in blocks of code, its kinds are among those known here, and
its places become links only where they have the form of one, below an address that this copy itself says.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.upkeep.national_branch import BRANCH
from generator.upkeep.national_merge import TRUSTS
from generator.upkeep.request_text import block

MOST = 15
"""How many things are told one by one: as many as people read."""

MOST_WORDS, MOST_OTHERS = 700, 8_000
"""How much is told of one of them, and of the rest."""

SENTENCES = {
    "moved": "You changed this text, and the national one moved. Decide: keep yours, take theirs, or write anew.",
    "gone": "You changed this text, and it is gone from the national edition. Your change can only be let go.",
    "safety-value": "A fact of yours is missing that keeps people safe. The edition cannot be built without it.",
    "value": "A fact of yours is missing.",
    "approval": "You approved this document, and it says something else now. It has to be approved again.",
    "renamed": "This has another name now. `./handbook rebase` writes it into your files.",
    "new": "This document is new. Read it, or take it out.",
}

_DOCUMENT = re.compile(r"[a-z-]+/[a-z0-9-]+(?:/[a-z0-9-]+)*")
_ADDRESS = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SITE = re.compile(r"""(?m)^address:\s*["']?(https://[A-Za-z0-9./_-]+)["']?\s*(?:#.*)?$""")


def arrivals_text(root: Path, told: str) -> list[str]:
    """Return what another job says a national edition brings, as paragraphs of Markdown; nothing where it says nothing.

    Args:
        root: This copy, as it is on its main branch.
        told: What the other job handed on: JSON, if it is honest.
    """
    parts: list[str] = []
    left = MOST
    for trust in _read(told):
        rows = [row for row in _rows(trust.get("matters")) if row.get("kind") in SENTENCES]
        code = str(trust.get("code", ""))
        if rows:
            number = f"**{len(rows)} things to look at**" if len(rows) > 1 else "**1 thing to look at**"
            parts.append(f"{number}, the most pressing first:")
        for place, row in enumerate(rows[:left], start=1):
            parts += [f"**{place}.** {_where(root, code, row)}{SENTENCES[str(row['kind'])]}", *_words(row)]
        if len(rows) > left:
            parts.append(f"And {len(rows) - left} more: `./handbook news` lists them all on this branch.")
        left = max(0, left - len(rows))
        if others := [str(each)[:400] for each in _list(trust.get("others"))]:
            heading = f"What else moved in the national edition ({len(others)})"
            parts.append(folded(heading, block("\n".join(others), MOST_OTHERS)))
    return parts


def folded(heading: str, text: str) -> str:
    """Return a text that is shown when somebody opens its heading; the text must not be able to end it."""
    return f"<details>\n<summary>{heading}</summary>\n\n{text}\n\n</details>"


def _read(told: str) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(told) if told.strip() else []
    except (ValueError, RecursionError):
        found = []
    yield from (each for each in _list(found)[:3] if isinstance(each, dict))


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    yield from (each for each in _list(value) if isinstance(each, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _where(root: Path, code: str, row: dict[str, Any]) -> str:
    """Return a link to the page or the file that something is about, or nothing."""
    document, address = str(row.get("document", "")), str(row.get("address", ""))
    if not _DOCUMENT.fullmatch(document) or (address and not _ADDRESS.fullmatch(address)):
        return ""
    tokens = address.split(".")
    anchor = f"#{tokens[1]}" if len(tokens) > 1 else ""
    if (site := _site(root, code)) and not document.startswith("programmes/"):
        return f"[`{document}{anchor}`]({site}/{code}/trainer/{document}/{anchor}): "
    server, name = (os.environ.get(each, "") for each in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
    if re.fullmatch(r"https://[\w.-]+", server) and re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        return f"[`{document}{anchor}`]({server}/{name}/blob/{BRANCH}/content/national/{document}.yml): "
    return f"`{document}{anchor}`: "


def _site(root: Path, code: str) -> str:
    """Return the address of the trust's website, as its own file on the main branch says it, or nothing."""
    if not re.fullmatch(r"[a-z0-9-]+", code):
        return ""
    path = root / TRUSTS / code / "trust.yml"
    if path.is_symlink() or not path.is_file():
        return ""
    found = _SITE.search(path.read_text(encoding="utf-8", errors="replace"))
    return found[1].rstrip("/") if found else ""


def _words(row: dict[str, Any]) -> Iterator[str]:
    words, ours = (str(row.get(key, "")).strip() for key in ("words", "ours"))
    lines = [words, *([f"Yours: {ours}"] if ours else [])]
    if any(lines):
        yield block("\n".join(line[:MOST_WORDS] for line in lines if line), 2 * MOST_WORDS)
