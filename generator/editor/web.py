"""One request to the editor: what was asked and sent, and the ways to answer it."""

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from generator.editor.files import ChangedMeanwhileError, Edit, as_edits
from generator.editor.form_data import START, one
from generator.editor.guard import ELSEWHERE, Keys
from generator.editor.history import Saved
from generator.editor.views import Views
from generator.editor.workspace import State, Workspace
from generator.problems import ContentError, Problem
from generator.system.disk import file_names
from generator.text.cleaning import is_control

FORM_WORD = "form-word"
"""The name of the field that holds the word of this editor's forms."""

OWN = f"{START}."
"""How fields begin that stand in an author's text: what cannot be seen in them is told, and not taken out."""

MOST_FIELDS = 5_000
LARGEST_FIELD = 3 * 1024 * 1024


@dataclass(frozen=True)
class Desktop:
    """What every request works with."""

    work: Workspace
    views: Views
    keys: Keys


@dataclass(frozen=True)
class Ask:
    """A request: the way to what is asked, its query, and the fields and files that were sent with it."""

    desktop: Desktop
    way: Mapping[str, str]
    query: Mapping[str, str]
    data: Mapping[str, tuple[str, ...]]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    path: str = "/"

    @property
    def work(self) -> Workspace:
        """What is worked on."""
        return self.desktop.work

    @property
    def state(self) -> State:
        """The content as it stands."""
        return self.work.state()

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self.work.wanted.root

    def sent(self, name: str) -> str:
        """Return the text of a field."""
        return one(self.data, name)

    @property
    def here(self) -> str:
        """The address of this page, with its query but for what was just saved."""
        return self._address("saved")

    @property
    def form(self) -> str:
        """The address of this form, wherever the person came from: what is half done is kept by it."""
        return self._address("saved", "back")

    def _address(self, *without: str) -> str:
        query = urlencode({key: value for key, value in self.query.items() if key not in without}, safe="/")
        return quote(self.path) + (f"?{query}" if query else "")

    @property
    def back(self) -> str:
        """Where the person came from, and goes back to."""
        return self.back_or("/")

    def back_or(self, usual: str) -> str:
        """Return where the person came from, or where most people go on from here."""
        given = self.sent("back") or self.query.get("back", "")
        return inside(given) if given else usual

    def page(self, name: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
        """Return a page, with what stands on every one."""
        number = "" if self.data else self.query.get("saved", "")  # a page that answers a form tells of that alone
        saved = self.work.history.of(int(number)) if number.isascii() and number.isdigit() else None
        shared = {
            "form_word": self.desktop.keys.form,
            "saved": saved,
            "code": self.work.wanted.code,
            "here": self.here,
            "back": self.back,
            "name": edition_name(self.work),
            "trust": trust_name(self.work),
        }
        return HTMLResponse(self.desktop.views.page(name, shared | values), status_code=int(status))

    def wrong(self, problems: Sequence[Problem], title: str = "This cannot be done") -> Response:
        """Return a page that says what is wrong."""
        return self.page("wrong", HTTPStatus.UNPROCESSABLE_ENTITY, problems=problems, title=title)

    def save(self, what: str, edits: Sequence[Edit], back: str, form: str = "") -> Response:
        """Write files, remember the change, and go back to where the person came from.

        Raises:
            ContentError: A file is not the editor's to write.
            ChangedMeanwhileError: A file changed since it was read.
        """
        real = [each for each in edits if each.before != each.after]
        if form:
            self.work.history.forget(form)
        if not real:
            return self.go(back)
        self.work.ground.write(real)
        return self.go(back, self.remember(what, back, real))

    def watched(self, what: str, back: str, act: Callable[[], object]) -> Response:
        """Let something write in the folder of what is edited, remember what it wrote, and go back.

        Raises:
            ContentError: It cannot be done; then nothing is written.
        """
        folder = self.work.folder
        self.work.ground.refuse(folder / "trust.yml")
        before = list(_files(folder))
        act()
        edits = as_edits(before, _files(folder))
        return self.go(back, self.remember(what, back, edits) if edits else None)

    def remember(self, what: str, address: str, edits: Sequence[Edit]) -> Saved:
        """Remember a change that was written."""
        return self.work.history.keep(what, address, edits, datetime.now().astimezone())

    def go(self, address: str, saved: Saved | None = None) -> Response:
        """Return the way to another page."""
        target = inside(address)
        if saved:
            path, sharp, anchor = target.partition("#")
            target = f"{path}{'&' if '?' in path else '?'}saved={saved.number}{sharp}{anchor}"
        return RedirectResponse(target, status_code=int(HTTPStatus.SEE_OTHER))


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Return the files of a folder with their bytes; links are not followed."""
    for name in file_names(folder):
        path = folder / name
        if not path.is_symlink():
            yield path, path.read_bytes()


def edition_name(work: Workspace) -> str:
    """Return what the edition is called that is edited."""
    return trust_name(work) or ("the national edition" if not work.wanted.code else work.wanted.code)


def trust_name(work: Workspace) -> str:
    """Return the name of the trust that is edited, or nothing."""
    trust = work.state().trust
    return trust.trust.name if trust else ""


def inside(address: str) -> str:
    """Return an address of the editor itself; its beginning for any other."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else "/"


def seal(value: Any) -> str:
    """Return what tells a value from any other, short enough for a form."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


Handler = Callable[[Ask], Response]


def answering(desktop: Desktop, handler: Handler) -> Callable[[Request], Any]:
    """Return what Starlette calls for a request: it reads what was sent, and lets one request work at a time."""

    async def answer(request: Request) -> Response:
        data, files = await _sent(request)
        if request.method == "POST" and not desktop.keys.is_form(one(data, FORM_WORD)):
            raise HTTPException(int(HTTPStatus.FORBIDDEN), ELSEWHERE)
        way = {name: str(value) for name, value in request.path_params.items()}
        ask = Ask(desktop, way, dict(request.query_params), data, files, request.url.path)
        return await run_in_threadpool(_answered, ask, handler)

    return answer


def _answered(ask: Ask, handler: Handler) -> Response:
    with ask.work.lock:
        try:
            return handler(ask)
        except ContentError as exc:
            return ask.wrong(exc.problems)
        except ChangedMeanwhileError as exc:
            return _meanwhile(ask, exc)
        except Exception as exc:  # noqa: BLE001 - a person who writes content can do nothing with a traceback
            return _unforeseen(ask, exc)


def _meanwhile(ask: Ask, exc: ChangedMeanwhileError) -> Response:
    texts = [(raw or b"").decode("utf-8", "replace") for raw in (exc.found, exc.edit.after)]
    shown = ask.work.ground.shown(exc.edit.path)
    return ask.page("meanwhile", HTTPStatus.CONFLICT, shown=shown, theirs=texts[0], ours=texts[1])


def _unforeseen(ask: Ask, exc: Exception) -> Response:
    """Say that the program went wrong; where it did is for those who mend it."""
    last = traceback.extract_tb(exc.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    said = f"The editor itself went wrong, not what you wrote ({type(exc).__name__} in {where}). Please report it."
    html = ask.desktop.views.page("plain", {"said": said, "code": ask.work.wanted.code, "name": ""})
    return HTMLResponse(html, status_code=int(HTTPStatus.INTERNAL_SERVER_ERROR))


def _seen(text: str) -> str:
    """Return a text without the characters that nobody can see and that give orders to machines."""
    return "".join(each for each in text if not is_control(each))


async def _sent(request: Request) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, bytes]]]:
    if request.method != "POST":
        return {}, {}
    data: dict[str, tuple[str, ...]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    async with request.form(max_files=5, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as form:
        for name, given in form.multi_items():
            if isinstance(given, UploadFile):
                files[name] = (given.filename or "", await given.read())
            else:
                text = given.replace("\r\n", "\n")  # browsers end the lines of a text as no file of ours does
                data[name] = (*data.get(name, ()), text if name.startswith(OWN) else _seen(text))
    return data, files
