"""What only trainers may read is nowhere in the peer edition as it is published: pages, index, PDFs, Word, metadata."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

pytestmark = pytest.mark.site

PLANTED = "planted"


def everything(file: Path) -> str:
    """Return all text a file holds; for a PDF its words, its metadata, and every string and stream in it."""
    if file.suffix == ".docx":
        with ZipFile(file) as parts:
            return "\n".join(parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist())
    if file.suffix != ".pdf":
        return file.read_bytes().decode("utf-8", errors="replace")
    words = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", "-meta", str(file)], capture_output=True, text=True, check=True).stdout
    with pikepdf.open(file) as pdf:
        objects = [
            each.read_bytes().decode("latin-1") if isinstance(each, pikepdf.Stream) else repr(each)
            for each in pdf.objects
        ]
    return "\n".join([words, about, *objects])


def holding(folder: Path, *, without: str = "") -> set[str]:
    """Return the files below a folder that hold the planted word."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in files}
    kept = {name: path for name, path in named.items() if not (without and name.startswith(without))}
    return {name for name, path in kept.items() if PLANTED in everything(path).lower()}


@pytest.mark.parametrize("code", ["", "hillside/"])
def test_no_file_for_peers_holds_what_was_planted_for_trainers(built: Callable[[str], Path], code: str) -> None:
    """A word planted in every trainer-only field and private brief is in no file of the peer edition."""
    site = built("peers-see-no-trainer-text")
    peers = site / code
    others = tuple(path.name for path in peers.iterdir() if path.name in ("trainer", "hillside"))

    found = {name for name in holding(peers) if not name.startswith(others)}

    assert set() == found


@pytest.mark.parametrize("code", ["", "hillside/"])
def test_trainers_do_get_it(built: Callable[[str], Path], code: str) -> None:
    """The same word is in the trainer edition's pages, index and PDFs, so the test above can fail."""
    found = holding(built("peers-see-no-trainer-text") / code / "trainer")

    assert {
        "sessions/listening-well/index.html",
        "search/index.js",
        "downloads/listening-well.pdf",
        "downloads/for-trainers.docx",
        "downloads/handbook.pdf",
    } <= found
