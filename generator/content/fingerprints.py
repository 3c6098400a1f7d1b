"""What a value says, as canonical JSON, and its fingerprint: a text in two files is the same if theirs are."""

import hashlib
import json
from typing import Any

from generator.content.yaml_nodes import Node, typed
from generator.text.wrapping import unwrapped


def fingerprint(node: Node) -> str:
    """Return the first 12 hex digits of the SHA-256 of what a value says, as canonical JSON.

    Keys are sorted and nothing is put between tokens (as in RFC 8785). Unquoted whole numbers, true, false and null
    count as such; everything else, decimals too, is text: component 2.10 is not 2.1. How a text is wrapped does not
    count (`wrapping.unwrapped`).
    """
    return _hashed(_unwrapped(typed(node)))


def verbatim_fingerprint(node: Node) -> str:
    """Return the fingerprint of a value with every text as it is wrapped.

    The ledger keeps texts by it, and it is the base of changes and approvals written before fingerprints passed over
    line breaks.
    """
    return _hashed(typed(node))


def fingerprints(node: Node) -> tuple[str, str]:
    """Return every fingerprint by which somebody may have written a value down: what it says, and as it is wrapped."""
    return fingerprint(node), verbatim_fingerprint(node)


def _hashed(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _unwrapped(value: Any) -> Any:
    match value:
        case str():
            return unwrapped(value)
        case list():
            return [_unwrapped(each) for each in value]
        case dict():
            return {key: _unwrapped(each) for key, each in value.items()}
    return value
