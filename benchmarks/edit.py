"""Measure the editor: how long it is from saving a change until the page that holds it has come back, renewed.

Run it from the root: `.venv/bin/python benchmarks/edit.py`. It works in a copy and asks a real server over HTTP, as a
browser without scripts would: it sends the form, is led to the page, and has it whole. Seconds of one run.
"""

import statistics
import sys
import threading
import time
from pathlib import Path

from measuring import ROOT, copy_of_project, folder_of_measurement

sys.path.insert(0, str(ROOT / "tests"))

from editing import Browser

from generator.editor.app import Editor
from generator.editor.workspace import Wanted

TIMES = 5
PLACES = {
    "a time limit in a procedure": ("procedures/first-contact", "steps.send-referral", "f__within", "peer"),
    "the summary of a session": ("sessions/my-role", "", "f__summary", "trainer"),
}
"""What is changed: the document, the address in it, the field, and for whom the page is looked at afterwards."""


def saves(browser: Browser, place: tuple[str, str, str, str]) -> list[float]:
    """Return how long each of some saves took."""
    document, address, field, audience = place
    form = f"/edit/change/{document}?at={address}&back=/see/{audience}/{document}/"
    took = []
    for number in range(TIMES):
        page = browser.see(form)
        sent: dict[str, object] = {**page.form("back"), field.replace("__", "."): f"Within {number + 2} working days."}
        start = time.perf_counter()
        answer = browser.send(form, {"do": "save", **sent, "reason": "To measure."})
        took.append(time.perf_counter() - start)
        if f"Within {number + 2} working days." not in answer.words:
            raise SystemExit(f"the page does not show what was saved: {answer.address}")
    return took


def main() -> None:
    """Save and look, for a trust and for the national editors."""
    print("| save, until the page is there | first, in seconds | middle | longest |\n|---|---|---|---|")
    with folder_of_measurement() as folder:
        root = copy_of_project(Path(folder))
        for code in ("northmoor", ""):
            editor = Editor(Wanted(root=root, code=code))
            thread = threading.Thread(target=editor.serve, daemon=True)
            thread.start()
            browser = Browser(editor)
            browser.enter()
            for name, place in PLACES.items():
                took = saves(browser, place)
                row = f"{took[0]:.2f} | {statistics.median(took):.2f} | {max(took):.2f}"
                print(f"| {code or 'national'}: {name} | {row} |", flush=True)
            editor.end()
            thread.join()


if __name__ == "__main__":
    main()
