"""One trust and one audience: amendments, locks, visibility, local values, addresses, what goes into a publication."""
