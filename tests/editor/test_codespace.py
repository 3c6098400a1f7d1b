"""A codespace: what is set up, what is said in its terminal, and that only its owner's own address is let in."""

import json
import subprocess

from conftest import REPOSITORY

FOLDER = REPOSITORY / ".devcontainer"


def test_the_port_is_private_and_the_set_up_is_done_when_it_is_made():
    """The editor's port is forwarded to the owner alone, and the packages are there before anybody waits for them."""
    told = json.loads((FOLDER / "devcontainer.json").read_text(encoding="utf-8"))

    assert "private" == told["portsAttributes"]["8300"]["visibility"]
    assert "bash .devcontainer/set-up.sh" == told["onCreateCommand"]
    assert "./handbook --version" in (FOLDER / "set-up.sh").read_text(encoding="utf-8")


def test_the_terminal_says_how_to_open_the_editor(tmp_path):
    """While there are only examples, it says what to type; with one real trust, it opens its editor."""
    for name in ("first", "second"):
        (tmp_path / "content/trusts" / name).mkdir(parents=True)
        (tmp_path / "content/trusts" / name / "trust.yml").write_text("example: true\n", encoding="utf-8")
    (tmp_path / ".devcontainer").mkdir()
    (tmp_path / ".devcontainer/say.sh").write_bytes((FOLDER / "say.sh").read_bytes())
    handbook = tmp_path / "handbook"
    handbook.write_text('#!/bin/sh\necho "ran: $*"\n', encoding="utf-8")
    handbook.chmod(0o755)
    words = ["bash", str(tmp_path / ".devcontainer/say.sh")]
    before = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    (tmp_path / "content/trusts/second/trust.yml").write_text("name: Second\n", encoding="utf-8")
    after = subprocess.run(words, check=True, capture_output=True, text=True).stdout

    assert "Open the editor: ./handbook edit CODE --port 8300" in before
    assert "ran: edit second --port 8300" in after


def test_only_the_forwarded_name_is_let_in_besides(site, edit, monkeypatch):
    """In a codespace its own forwarded name and origin are let in, over https, and no other's."""
    monkeypatch.setenv("CODESPACES", "true")
    monkeypatch.setenv("CODESPACE_NAME", "calm-otter")
    monkeypatch.setenv("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.example.dev")
    browser = edit(site().root, let_in=False)
    own = f"calm-otter-{browser.editor.port}.app.example.dev"
    browser.enter()
    answers = [
        browser.ask("GET", "/", Host=host).status for host in (own, f"other-{browser.editor.port}.app.example.dev")
    ]
    browser.origin = f"https://{own}"
    at = "/edit/change/procedures/first-visit?at=duties.peer-worker"
    saved = browser.fill(at, f__duty="Comes.")

    assert browser.editor.address.startswith(f"https://{own}/enter?word=")
    assert [200, 403] == answers
    assert "Saved." in saved.words
