"""The handbook generator: structured training content in, a website and printable handbooks out."""
