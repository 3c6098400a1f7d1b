"""Pages into a website: engines, search, offline, the manifest."""
