"""The command line, as `python -m generator.cli` and an installed `handbook` start it."""

from generator.cli.main import app


def main() -> None:
    """Run the command line."""
    app(prog_name="handbook")


if __name__ == "__main__":
    main()
