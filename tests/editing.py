"""An editor for tests: the real server over a site in a folder, and a browser made of plain requests, without scripts."""

import http.client
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from generator.editor.app import Editor
from generator.editor.workspace import Wanted


class _Forms(HTMLParser):
    """Gathers what stands in the forms of a page, as a browser would send it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._area = ""
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"": [given.get("action", "")]})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("checkbox", "radio", "file"):
            self.forms[-1].setdefault(name, []).append(given.get("value", ""))
        elif tag == "input" and name and "checked" in given:
            self.forms[-1].setdefault(name, []).append(given.get("value", "on"))
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = [""]
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][self._select] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1].setdefault(self._area, []).append(self._text.removeprefix("\n"))
            self._area = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data


@dataclass
class Answer:
    """What came back: the status, the heads, the text, and the address it was asked at."""

    status: int
    heads: Mapping[str, str]
    text: str
    address: str

    @property
    def words(self) -> str:
        """The text of a page without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    def form(self, holding: str = "") -> dict[str, list[str]]:
        """Return what stands in the first form that has a field of this name."""
        found = _Forms()
        found.feed(self.text)
        return next(each for each in found.forms if not holding or holding in each)


@dataclass
class Browser:
    """Asks an editor, and keeps its cookie."""

    editor: Editor
    cookie: str = ""
    origin: str = ""
    heads: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.origin = f"http://127.0.0.1:{self.editor.port}"

    def enter(self) -> Answer:
        """Open the address that the terminal shows."""
        split = urlsplit(self.editor.address)
        found = self.ask("GET", f"{split.path}?{split.query}")
        self.cookie = found.heads.get("set-cookie", "").partition(";")[0]
        return found

    def ask(self, how: str, path: str, body: bytes = b"", **heads: str) -> Answer:
        """Ask once, and follow nothing."""
        connection = http.client.HTTPConnection("127.0.0.1", self.editor.port, timeout=60)
        sent = {"Cookie": self.cookie, **({"Origin": self.origin} if how == "POST" else {}), **self.heads}
        sent |= {name.replace("_", "-"): value for name, value in heads.items()}
        connection.request(how, path, body, {name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(status=answer.status, heads=found, text=text, address=path)

    def see(self, path: str) -> Answer:
        """Open a page, and go on to where it leads."""
        found = self.ask("GET", path)
        while found.status in (302, 303):
            found = self.ask("GET", found.heads["location"].partition("#")[0])
        return found

    def send(self, path: str, fields: Mapping[str, object], *, follow: bool = True) -> Answer:
        """Send a form, and go on to where that leads."""
        body = urlencode({name: given for name, given in fields.items() if name}, doseq=True).encode()
        kind = "application/x-www-form-urlencoded"
        found = self.ask("POST", path, body, Content_Type=kind)
        if follow and found.status in (302, 303):
            found = self.see(found.heads["location"].partition("#")[0])
        return found

    def fill(self, path: str, follow: bool = True, holding: str = "back", **fields: object) -> Answer:
        """Open a form, write into some of its fields, and save it; `__` in a name stands for a dot."""
        page = self.see(path)
        sent: dict[str, object] = dict(page.form(holding))
        sent |= {name.replace("__", "."): given for name, given in fields.items()}
        return self.send(path, {"do": "save", **sent}, follow=follow)


@pytest.fixture
def edit() -> Iterator[Callable[..., Browser]]:
    """Return a function that starts an editor over a site and gives a browser that has been let in."""
    running: list[tuple[Editor, threading.Thread]] = []

    def start(root: Path, code: str = "", *, let_in: bool = True) -> Browser:
        editor = Editor(Wanted(root=root, code=code))
        thread = threading.Thread(target=editor.serve, daemon=True)
        thread.start()
        running.append((editor, thread))
        browser = Browser(editor)
        if let_in:
            browser.enter()
        return browser

    yield start
    for editor, thread in running:
        editor.end()
        thread.join(timeout=20)
