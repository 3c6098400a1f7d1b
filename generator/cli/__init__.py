"""The doors: commands, how they say things, and mkdocs' plugin."""
