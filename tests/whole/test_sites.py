"""The golden test: what each small site comes to, in problems and in pages, is what its `expected/` folder says.

`pytest tests/test_sites.py --update` writes the expected files anew; read the difference before you keep it. Pages are
compared only where a file for them stands in `expected/pages/<audience>/`. They are those of the site's trust, or of
the national edition where there is no trust.
"""

from pathlib import Path

import pytest
from conftest import SITES

from generator.model.base import Audience
from generator.problem_formats import as_text

NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_site(name, site, pytestconfig):
    """A small site has the problems and the pages that stand in its expected folder, and no others."""
    here = site(name)
    expected = SITES / name / "expected"
    wanted = {
        path.relative_to(expected).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(expected.rglob("*"))
        if path.is_file()
    }

    actual = {"problems.txt": as_text(here.check()) + "\n"}
    for audience in Audience:
        prefix = f"pages/{audience.value}"
        if any(path.startswith(f"{prefix}/") for path in wanted):
            code = next(iter(here.library().trusts), "")
            pages = {f"{prefix}/{page.path}": page.html for page in here.render(code, audience).pages}
            actual |= {path: text for path, text in pages.items() if path in wanted}
    if pytestconfig.getoption("--update"):
        wanted = _write(expected, actual)

    assert wanted == actual


def _write(expected: Path, actual: dict[str, str]) -> dict[str, str]:
    for stale in [path for path in expected.rglob("*.md") if path.relative_to(expected).as_posix() not in actual]:
        stale.unlink()
    for name, text in actual.items():
        path = expected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return actual
