"""The command line, as `python -m generator.cli` and an installed `handbook` start it."""

import gc

FEWER_LOOKS = (50_000, 20)
"""After how many more objects Python looks for what nobody needs: nearly all that is read stays until the end."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*FEWER_LOOKS)
    from generator.cli.main import app  # noqa: PLC0415 - what it imports stays, too

    gc.freeze()
    app(prog_name="handbook")


if __name__ == "__main__":
    main()
