"""Pages into chapters, and chapters into publications."""
