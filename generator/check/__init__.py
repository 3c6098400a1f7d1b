"""Rules: a rule is a function from an edition to problems."""
