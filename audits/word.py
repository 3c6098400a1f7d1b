"""Look at every document for Word of a built site: its structure, and what another program than Word makes of it.

Run it from the root: `.venv/bin/python audits/word.py site`. Of each document it says where headings leave out a level,
where a table has no marked head or a row may be broken, where a picture has no words, and where no language is named.
With LibreOffice (`soffice`) on the machine it also has each made into a tagged PDF, and counts there: as many headings,
tables and pictures must come out as went in. Without it, it says so. It ends with 1 where it finds anything.
"""

import json
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from docx import Document
from docx.oxml.ns import qn

AS_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
AT_ONCE = 12
"""How many documents LibreOffice is given at a time."""
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
LEVELS = tuple(f"H{level}" for level in range(1, 7))


def headings(document: Any) -> list[int]:
    """Return the levels of the headings of a document, in order."""
    names = [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:pStyle"))]
    return [int(name.removeprefix("Heading")) for name in names if name.startswith("Heading")]


def faults(document: Any) -> Iterator[str]:
    """Say what is amiss with the structure of a document."""
    body, levels = document.element.body, headings(document)
    if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
        yield f"its headings leave out a level: {levels}"
    for table in body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield "a table has no head"
        if any(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows):
            yield "a row of a table may be broken over two pages"
    if not all(each.get("descr") for each in body.iter(DRAWN)):
        yield "a picture has no words"
    if document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}") is None:
        yield "it names no language"
    if not document.core_properties.title or not document.core_properties.language:
        yield "it does not say what it is, or in which language"


def held(document: Any) -> Counter[str]:
    """Return how many headings, tables and pictures a document has."""
    body = document.element.body
    return Counter(
        headings=len(headings(document)),
        tables=len(list(body.iter(qn("w:tbl")))),
        pictures=len(list(body.iter(DRAWN))),
    )


def come_out(pdf: Path) -> Counter[str]:
    """Return how many headings, tables and pictures a tagged PDF has; a table that goes on over the page is one."""
    with pikepdf.open(pdf) as opened:
        kinds = Counter(
            str(each["/S"]).removeprefix("/")
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == pikepdf.Name.StructElem and "/S" in each
        )
    return Counter(headings=sum(kinds[level] for level in LEVELS), tables=kinds["Table"], pictures=kinds["Figure"])


def converted(files: Sequence[Path], folder: Path) -> None:
    """Have LibreOffice make PDFs of documents, without a profile of anybody's."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for start in range(0, len(files), AT_ONCE):
        some = [str(each) for each in files[start : start + AT_ONCE]]
        command = ["soffice", profile, "--headless", "--convert-to", AS_PDF, "--outdir", str(folder), *some]
        subprocess.run(command, check=True, capture_output=True, timeout=600)


def edition_faults(folder: Path, files: Sequence[Path], *, with_office: bool) -> Iterator[str]:
    """Say what is amiss with the documents of an edition."""
    documents = {file: Document(str(file)) for file in files}
    for file, document in documents.items():
        yield from (f"{file}: {fault}" for fault in faults(document))
    if not with_office:
        return
    with TemporaryDirectory() as kept:
        converted(files, Path(kept))
        for file, document in documents.items():
            pdf = Path(kept) / f"{file.stem}.pdf"
            found = come_out(pdf) if pdf.is_file() else Counter()
            lost = held(document) - found
            if lost:
                yield f"{file.relative_to(folder)}: does not come out of LibreOffice: {dict(lost)}"


def main() -> None:
    """Look at what the command line names."""
    parser = ArgumentParser(description="Look at the documents for Word of a built site.")
    parser.add_argument("site", type=Path)
    given = parser.parse_args()
    with_office = shutil.which("soffice") is not None
    if not with_office:
        print("LibreOffice (soffice) is not on this machine: only the structure is looked at.")
    number = wrong = 0
    for manifest in sorted(given.site.rglob("manifest.json")):
        listed = json.loads(manifest.read_text(encoding="utf-8")).get("word", [])
        files = [manifest.parent / each["path"] for each in listed]
        found = list(edition_faults(given.site, files, with_office=with_office))
        number, wrong = number + len(files), wrong + len(found)
        print("\n".join([*found, f"{manifest.parent}: {len(files)} documents"]), flush=True)
    print(f"{number} documents, {wrong} faults.")
    sys.exit(bool(wrong) or not number)


if __name__ == "__main__":
    main()
