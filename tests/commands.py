"""Commands for tests: the command line in this process, over a small site, as if its folder were the program's."""

from collections.abc import Callable

import pytest
from conftest import Site
from typer.testing import CliRunner, Result

from generator.cli import main, terminal


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs a command over a small site; what ends in a traceback fails the test."""
    monkeypatch.setenv("GITHUB_ACTIONS", "false")

    def at(here: Site, *words: str, typed: str = "") -> Result:
        monkeypatch.setattr(terminal, "ROOT", here.root)
        result = CliRunner().invoke(main.app, list(words), input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return at
