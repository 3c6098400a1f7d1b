"""What the documents say is true of the program."""

import ast
import re
from pathlib import Path

from test_architecture import WINGS
from typer.core import TyperGroup
from typer.main import get_command

from generator.cli.main import app

ROOT = Path(__file__).resolve().parents[2]


def test_architecture_tells_every_wing_in_its_own_words() -> None:
    """The table of wings has each once, in the order they import, with the first line of its docstring."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `generator/(\w+)/` \| (.+) \|$", text, re.MULTILINE)
    said = [
        (
            wing,
            (ast.get_docstring(ast.parse((ROOT / "generator" / wing / "__init__.py").read_text())) or "").split("\n")[
                0
            ],
        )
        for wing in WINGS
    ]

    assert said == table


def test_architecture_fits_one_page() -> None:
    """The page says how and where, in 1,500 words at most; why stands in docs/decisions/."""
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split()) <= 1_500


def test_every_decision_is_listed_and_every_link_of_the_documents_leads_somewhere() -> None:
    """The list of decisions has each page once, and links between documents lead to files that are there."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents
        for target in re.findall(
            r"\]\(([^)#:]+)(?:#[^)]*)?\)", re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
        )
        if not (path.parent / target).exists()
    ]
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{3}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))

    assert [] == missing
    assert sorted(path.name for path in folder.glob("[0-9]*.md")) == listed


def test_documents_name_modules_that_exist() -> None:
    """Every module that ARCHITECTURE.md, CONTRIBUTING.md or a decision names by its path is there."""
    documents = [ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in documents
        for name in re.findall(r"(?<!New file )`([a-z_/]+\.py)`", path.read_text(encoding="utf-8"))
        if not any((folder / name).is_file() for folder in (ROOT, ROOT / "generator"))
    ]

    assert [] == missing


def test_readme_names_commands_that_exist() -> None:
    """Every ./handbook command that the readme shows is one of the program's."""
    shown = set(re.findall(r"\./handbook ([\w-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    commands = set(group.commands)

    assert shown <= commands
    assert {"build", "test", "check", "serve"} <= shown


def test_requirements_name_no_address_and_have_hashes() -> None:
    """Pinned requirements carry a hash each and name no index."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE | re.IGNORECASE)

        assert len(pinned) > 20
        assert "://" not in text
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", text) if "==" in block)


def test_schemas_in_the_repository_are_those_of_the_model() -> None:
    """The committed schemas are what `./handbook schema` writes."""
    from generator.content.json_schema import schemas  # noqa: PLC0415
    from generator.content.load import load  # noqa: PLC0415

    declared = load(ROOT / "content").declared_values
    wanted = schemas({name: f"{value.label}. {value.meaning}" for name, value in declared.items()})
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schemas").glob("*.json")}

    assert wanted == written


def test_the_editor_knows_a_schema_for_every_kind() -> None:
    """Each schema is bound to files in the editor's settings."""
    settings = (ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8")

    assert [] == [path.name for path in (ROOT / "schemas").glob("*.json") if f"schemas/{path.name}" not in settings]
