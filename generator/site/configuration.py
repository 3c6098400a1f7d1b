"""What an edition sets in an engine's configuration."""

from dataclasses import asdict
from typing import Any

from generator.pages.page import NavItem, Rendered

LONGEST_KEY = 250
"""Letters of a title in the navigation, where it is a key: YAML takes 1,024 signs, and some letters need four."""


def settings(rendered: Rendered) -> dict[str, Any]:
    """Return what an edition sets in an engine's configuration."""
    kept: dict[str, Any] = {
        "site_name": rendered.identity.site_name,
        "nav": [_nav(item) for item in rendered.nav],
        "extra": {"handbook": asdict(rendered.identity)},
    }
    if rendered.address:
        kept["site_url"] = rendered.address
    return kept


def _nav(item: NavItem) -> dict[str, Any]:
    title = item.title if len(item.title) <= LONGEST_KEY else f"{item.title[:LONGEST_KEY]}…"
    return {title: [_nav(child) for child in item.children] if item.children else item.page}
