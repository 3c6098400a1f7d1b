"""Say what weighs in each trust of a built site, and what weighs in its PDFs.

Run it from the root, on a finished site: `.venv/bin/python audits/weight.py site`. It prints, for the national edition
and each trust, what its parts weigh for peers and for trainers, its largest PDFs, and what those of all are made of. It
ends with 1 where a trust weighs more than `TRUST`.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Stream

TRUST = 60_000_000
"""Bytes that a trust may weigh: both audiences, all PDFs."""

LARGEST = 8
"""How many PDFs are named."""

PARTS = {"downloads": "PDFs", "offline": "copy to unzip", "search": "search", "fonts": "fonts", "assets": "pictures"}


def editions(site: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield each trust, and the national edition without a name, with the folders of its editions."""
    codes = sorted(each.parent.name for each in site.glob("*/manifest.json") if each.parent.name != "trainer")
    for code in ("", *codes):
        yield (
            code,
            [folder for folder in (site / code, site / code / "trainer") if (folder / "manifest.json").is_file()],
        )


def parts_of(folder: Path, others: set[Path]) -> Counter[str]:
    """Return the bytes of each part of an edition, without those of editions that stand within it."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not others & set(path.parents):
            first = path.relative_to(folder).parts[0]
            found[PARTS.get(first, "pages" if path.suffix == ".html" else "all else")] += path.stat().st_size
    return found


def inside(path: Path) -> Counter[str]:
    """Return the bytes of each kind of thing in a PDF."""
    found: Counter[str] = Counter()
    with pikepdf.open(path) as pdf:
        named = {
            value.objgen: kind
            for each in pdf.objects
            if isinstance(each, Dictionary) and not isinstance(each, Stream)
            for key, kind in (("/FontFile2", "fonts"), ("/FontFile3", "fonts"), ("/ToUnicode", "lists of letters"))
            if (value := each.get(key)) is not None
        }
        for page in pdf.pages:
            contents = page.obj.get("/Contents", Array())
            for each in contents if isinstance(contents, Array) else [contents]:
                named[each.objgen] = "drawings"
        for each in pdf.objects:
            if isinstance(each, Stream):
                kind = "structure and the like" if each.get("/Type") == "/ObjStm" else "all else"
                found[named.get(each.objgen, kind)] += len(each.read_raw_bytes())
    found["all else"] += path.stat().st_size - sum(found.values())
    return found


def table(rows: Counter[str]) -> str:
    """Return a line for each row, the heaviest first, in megabytes."""
    return "\n".join(f"  {size / 1e6:8.2f}  {name}" for name, size in rows.most_common())


def main() -> int:
    """Weigh a site."""
    parser = ArgumentParser(description="Say what weighs in each trust of a built site.")
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    heavy = []
    every = dict(editions(site))
    folders = {folder for each in every.values() for folder in each}
    for code, own in every.items():
        total = 0
        for folder in own:
            parts = parts_of(folder, folders - {folder, *folder.parents})
            total += sum(parts.values())
            print(f"{code or 'national'}, {'trainers' if folder.name == 'trainer' else 'peers'}:\n{table(parts)}")
        pdfs = sorted(
            (path for folder in own for path in (folder / "downloads").glob("*.pdf")), key=_size, reverse=True
        )
        sizes = Counter({path.relative_to(site).as_posix(): _size(path) for path in pdfs[:LARGEST]})
        kinds = sum((inside(path) for path in pdfs), Counter[str]())
        print(f"  the largest of {len(pdfs)} PDFs:\n{table(sizes)}\n  what PDFs are made of:\n{table(kinds)}")
        print(f"{code or 'national'}: {total / 1e6:.1f} MB in all\n")
        heavy += [code] if total > TRUST else []
    print(f"{len(heavy)} weigh more than {TRUST / 1e6:.0f} MB")
    return 1 if heavy else 0


def _size(path: Path) -> int:
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
