"""Measure builds of the real content: from nothing, of further trusts, and after each kind of change.

Run it from the root: `.venv/bin/python benchmarks/build.py`. It works in a copy, so nothing of yours is touched. It
prints seconds and seconds of processor time of one run, side by side; machines are noisy, so read ratios.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from measuring import MEGABYTE, change, copy_of_project, folder_of_measurement, one_more_sentence, size, timed

from generator.build.build import Outcome, build
from generator.build.options import Options

TRUST = "northmoor"
VALUE = (f"content/trusts/{TRUST}/values.yml", "team_base: ", "The new ")
"""A local value of a trust: its file, its name, and words to put before it."""


def row(name: str, work: Callable[[], Outcome]) -> None:
    """Print how long a build took, and what it made."""
    took = timed(work)
    made = ", ".join(f"{count} {what}" for what, count in took.result.remade.items() if count)
    print(f"| {name} | {took.seconds:.1f} | {took.processor:.1f} | {took.memory / MEGABYTE:.0f} | {made} |", flush=True)


def main() -> None:
    """Build a copy of the project in each of the ways that matter."""
    with folder_of_measurement() as folder:
        root = copy_of_project(Path(folder))
        everything = Options(root=root, today=date.today(), site_dir=root / "site", jobs=2)
        national = replace(everything, codes=("national",), site_dir=root / "national")
        trust = replace(everything, codes=(TRUST,), site_dir=root / "trust")
        print("| build | seconds | processor | MB of memory | made anew |\n|---|---|---|---|---|")
        row("national edition from nothing", lambda: build(national))
        row("a further trust", lambda: build(trust))
        row("all editions, of which one trust is new", lambda: build(everything))
        row("nothing changed, all editions", lambda: build(everything))
        one_more_sentence(root)
        row("one sentence changed, national edition", lambda: build(national))
        change(root / VALUE[0], VALUE[1], VALUE[2])
        row("one value of a trust changed, that trust", lambda: build(trust))
        print_styles, site_styles = root / "templates/print/chapter.css", root / "templates/site/static/stylesheets"
        change(print_styles, "", "/* One more remark. */\n")
        row("a remark in a style sheet of print, national edition", lambda: build(national))
        change(site_styles / "look.css", "", ".hb-nobody { color: #123456; }\n")
        row("a rule in a style sheet of the site, national edition", lambda: build(national))
        change(root / "templates/pages/session.md.jinja", "", "{# One more remark. #}")
        row("a remark in a template, national edition", lambda: build(national))
        seen: set[int] = set()
        print(f"\nsites {size(root / 'site', seen):.0f} MB; kept besides {size(root / '.cache', seen):.0f} MB")


if __name__ == "__main__":
    main()
