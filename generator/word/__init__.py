"""Pages into documents for Word, for people to comment on."""
