"""Where a trust's trainers can ask whether there is a newer national edition: the website that the national one has."""

import re

from generator.editions.edition import Edition

_ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?=/|$)")


def newest_site(edition: Edition) -> str:
    """Return the address of the national website, with a closing slash; nothing for what is not made from it."""
    address = edition.national.address or ""
    return f"{address.rstrip('/')}/" if edition.trust and origin_of(address) else ""


def origin_of(address: str) -> str:
    """Return the scheme and host of an address, as a page's policy names them; nothing where they are no plain ones."""
    found = _ORIGIN.match(address)
    return found[0] if found else ""
