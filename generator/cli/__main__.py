"""The command line, as `python -m generator.cli` starts it."""

from generator.cli.main import app

if __name__ == "__main__":
    app()
