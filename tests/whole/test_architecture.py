"""The shape of the code: imports go one way, libraries stay in their place, modules and functions stay small."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import REPOSITORY
from mkdocs.utils.yaml import yaml_load

GENERATOR = REPOSITORY / "generator"
TESTS = REPOSITORY / "tests"

GROUND = "ground"
"""What stands in the folder of the program itself: values and pure helpers, which import nothing of any wing."""

WINGS = (
    "text",
    "system",
    "model",
    "content",
    "editions",
    "changes",
    "check",
    "pages",
    "pdf",
    "word",
    "site",
    "upkeep",
    "build",
    "editor",
    "cli",
)
"""The packages of the program, from the ground up: each imports only from itself and from those before it."""

MODULES_ON_THE_GROUND = 6
"""How many modules may stand in the folder of the program itself, with `__init__.py`."""

ALLOWED = {
    "pydantic": (
        "generator.model",
        "generator.content.reference",
        "generator.content.validate",
        "generator.editions.visibility",
        "generator.changes.local_changes",
        "generator.editions.local_values",
        "generator.editions.model_paths",
        "generator.editor.shapes",
        "generator.editor.parts",
        "generator.editor.sheets",
    ),
    "typing_extensions": ("generator.content.reference", "generator.editor.shapes", "generator.model.base"),
    "yaml": ("generator.content.yaml_nodes",),
    "babel": ("generator.content.translations", "generator.text.language", "generator.upkeep.renew_translations"),
    "jinja2": ("generator.pages.templates", "generator.cli.mkdocs_plugin", "generator.editor.views"),
    "tinycss2": ("generator.pdf.style_text",),
    "weasyprint": ("generator.pdf.typesetter",),
    "markdown_it": ("generator.text.markup", "generator.text.markdown_slips"),
    "markupsafe": ("generator.text.markup",),
    "pikepdf": (
        "generator.pdf.booklet",
        "generator.pdf.decorations",
        "generator.pdf.embedded_fonts",
        "generator.pdf.drawn_lines",
        "generator.pdf.headers_and_footers",
        "generator.pdf.house_font",
        "generator.pdf.lighter",
        "generator.pdf.tagging",
        "generator.pdf.link",
        "generator.pdf.piles",
        "generator.pdf.printed",
        "generator.pdf.shared_fonts",
        "generator.pdf.typeface",
    ),
    "PIL": ("generator.content.images", "generator.content.image_bytes"),
    "segno": ("generator.pdf.headers_and_footers",),
    "docx": ("generator.word.look", "generator.word.wordprocessing", "generator.word.writer"),
    "lxml": ("generator.word.page_tree",),
    "resvg_py": ("generator.word.drawings",),
    "fontTools": (
        "generator.text.letters",
        "generator.pdf.embedded_fonts",
        "generator.pdf.house_font",
        "generator.pdf.typeface",
        "generator.site.static_files",
    ),
    "mkdocs": (
        "generator.cli.mkdocs_plugin",
        "generator.site.mkdocs",
        "generator.site.mkdocs_pages",
        "generator.site.zensical",
    ),
    "typer": (
        "generator.cli.main",
        "generator.cli.comparing",
        "generator.cli.deciding",
        "generator.cli.due",
        "generator.cli.edit",
        "generator.cli.editions",
        "generator.cli.handing",
        "generator.cli.records",
        "generator.cli.renaming",
        "generator.cli.taking",
        "generator.cli.national",
        "generator.cli.sentences",
        "generator.cli.terminal",
    ),
    "rich": ("generator.cli.main", "generator.cli.terminal"),
    "click": ("generator.cli.deciding",),
    "fsspec": ("generator.system.shared_cache",),
    "distributed": ("generator.build.cluster",),
    "starlette": ("generator.editor",),
    "uvicorn": ("generator.editor.app",),
    "mammoth": ("generator.editor.from_word",),
    "markdownify": ("generator.editor.from_word",),
    "bs4": ("generator.editor.from_word",),
}
"""Where each third-party library may be imported: a module, or a package with all that is in it."""

STILL_SILENT: set[str] = set()
"""What has no docstring yet, though it should; nothing may be added here."""

LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 400, 60

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> dict[str, Path]:
    """Return the file of every module of the generator, by the name it is imported under."""
    return {
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(GENERATOR.rglob("*.py"))
    }


@cache
def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Return what a file imports anywhere in it: in functions and below TYPE_CHECKING too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports() -> dict[str, set[str]]:
    """Return the modules of the generator that each of its modules imports."""
    known = modules()
    found: dict[str, set[str]] = {}
    for name, path in known.items():
        targets = {target if target in known else target.rpartition(".")[0] for target in imported(path)}
        found[name] = {target for target in targets if target in known} - {"generator"}
    return found


def functions(path: Path) -> Iterator[Function]:
    """Return every function and method of a file."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def public(path: Path) -> Iterator[tuple[str, ast.Module | ast.ClassDef | Function]]:
    """Return a module, its public functions and classes, and the public methods of those, by name."""
    yield "", tree(path)
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node.name, node
            inside = node.body if isinstance(node, ast.ClassDef) else []
            for method in inside:
                if isinstance(method, Function) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


def every_test() -> dict[str, Function]:
    """Return every test, by file and name."""
    return {
        f"{path.name}::{function.name}": function
        for path in sorted(TESTS.rglob("test_*.py"))
        for function in functions(path)
        if function.name.startswith("test_")
    }


def test_imports_go_one_way():
    """No module imports, however indirectly and wherever in its text, a module that imports it."""
    cycle = []
    try:
        TopologicalSorter(own_imports()).prepare()
    except CycleError as exc:
        cycle = exc.args[1]
    expected: list[object] = []

    assert expected == cycle


def wing_of(module: str) -> str:
    """Return the wing a module stands in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in WINGS else GROUND


def test_wings_import_one_way():
    """A module imports only from its own wing, from those before it, and from the ground."""
    order = (GROUND, *WINGS)
    expected: list[object] = []
    backwards = [
        f"{name} imports {target}"
        for name, targets in own_imports().items()
        for target in sorted(targets)
        if order.index(wing_of(target)) > order.index(wing_of(name))
    ]

    assert expected == backwards


def test_every_module_stands_in_a_wing():
    """Nothing is added to the folder of the program itself, and no folder stands there that is not a wing."""
    folders = {path.name for path in GENERATOR.iterdir() if path.is_dir() and path.name != "__pycache__"}
    expected = set(WINGS)

    assert expected == folders
    assert len(list(GENERATOR.glob("*.py"))) <= MODULES_ON_THE_GROUND


def test_every_import_is_absolute():
    """Modules are imported by their whole names, so that these tests see every import."""
    expected: list[object] = []
    relative = [
        name
        for name, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert expected == relative


@pytest.mark.parametrize("library", ALLOWED)
def test_library_is_imported_in_its_place(library):
    """A third-party library is imported only in the modules that may know of it, and it is in each of them."""
    found = {
        name
        for name, path in modules().items()
        if any(target.partition(".")[0] == library for target in imported(path))
    }
    places = {place: {name for name in found if f"{name}.".startswith(f"{place}.")} for place in ALLOWED[library]}
    expected: tuple[set[str], list[str]] = (set(), [])

    assert expected == (
        found - set().union(*places.values()),
        [place for place, names in places.items() if not names],
    )


def test_every_other_library_is_from_python_itself():
    """Nothing else is imported but the standard library and the typeface's package."""
    import sys  # noqa: PLC0415 - only this test needs the names of the standard library

    known = {*sys.stdlib_module_names, *ALLOWED, "generator", "fontpkg_atkinson_hyperlegible"}
    expected: list[object] = []
    others = [
        f"{name}: {target}"
        for name, path in modules().items()
        for target in imported(path)
        if target.partition(".")[0] not in known
    ]

    assert expected == others


def test_modules_stay_short():
    """No module is longer than 400 lines."""
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    expected: dict[object, object] = {}

    assert expected == {name: length for name, length in lengths.items() if length > LINES_OF_A_MODULE}


def test_functions_stay_short():
    """No function is longer than 60 lines."""
    lengths = {
        f"{name}.{each.name}": (each.end_lineno or 0) - each.lineno + 1
        for name, path in modules().items()
        for each in functions(path)
    }
    expected: dict[object, object] = {}

    assert expected == {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION}


def test_everything_public_says_what_it_is():
    """Every module, public function, public class and public method has a docstring."""
    expected: set[object] = set()
    silent = {
        f"{module}.{name}"
        for module, path in modules().items()
        for name, node in public(path)
        if not ast.get_docstring(node)
    }

    assert expected == silent - STILL_SILENT


def test_every_test_says_what_is_expected():
    """Every test has a docstring of one sentence."""
    expected: list[object] = []
    silent = [name for name, test in every_test().items() if len((ast.get_docstring(test) or "").splitlines()) != 1]

    assert expected == silent


def test_no_test_is_skipped_or_allowed_to_fail():
    """No test asks to be skipped, to be allowed to fail, or to wait."""
    words = {"skip", "skipif", "importorskip", "xfail", "sleep"}
    expected: list[object] = []
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in words
    ]

    assert expected == found


def test_every_test_asserts_something():
    """Every test holds an assertion of its own, or says what must be raised or what a browser must come to show."""
    expected: list[object] = []
    asserting = {
        name
        for name, test in every_test().items()
        for node in ast.walk(test)
        if isinstance(node, ast.Assert)
        or (isinstance(node, ast.Attribute) and node.attr == "raises")
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "expect")
    }

    assert expected == sorted(set(every_test()) - asserting)


def test_neither_engine_reads_markdown_in_a_page():
    """Pages are HTML when the engines get them, so mkdocs.yml asks for no extension that could find anything in them."""
    expected: list[object] = []

    assert expected == yaml_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
