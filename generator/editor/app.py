"""The editor as a web application: which address leads to what, and the server on this machine alone."""

import mimetypes
import os
import socket
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.colours import site_colours
from generator.editor import elements, home, programme, records, review, trust_forms, values, whole, word_pages
from generator.editor.guard import ENTER, Guard, Keys
from generator.editor.views import Views
from generator.editor.web import Desktop, Handler, answering
from generator.editor.workspace import Wanted, Workspace
from generator.text.letters import house_fonts

HOST = "127.0.0.1"

BOTH = ("GET", "POST")

ROUTES: Sequence[tuple[str, Handler, Sequence[str]]] = (
    ("/", home.home, ("GET",)),
    ("/documents", home.documents, ("GET",)),
    ("/document/{document:path}", home.document, ("GET",)),
    ("/see/{audience}/", home.see, ("GET",)),
    ("/see/{audience}/{path:path}", home.see, ("GET",)),
    ("/saved", home.saved, ("GET",)),
    ("/saved/{number:int}/undo", home.undo, ("POST",)),
    ("/mend/{path:path}", home.mend, BOTH),
    ("/edit/change/{document:path}", elements.change, BOTH),
    ("/edit/add/{document:path}", elements.add, BOTH),
    ("/edit/note/{document:path}", elements.note, BOTH),
    ("/edit/out/{document:path}", elements.take_out, BOTH),
    ("/edit/whole/{document:path}", whole.whole, BOTH),
    ("/edit/back/{document:path}", elements.put_back, BOTH),
    ("/edit/move/{document:path}", elements.move, ("POST",)),
    ("/preview", elements.preview, ("POST",)),
    ("/begin", trust_forms.begin, BOTH),
    ("/trust", trust_forms.trust, BOTH),
    ("/trust/dates", trust_forms.dates, ("POST",)),
    ("/new", trust_forms.new, BOTH),
    ("/send", review.page, BOTH),
    ("/paste", word_pages.paste, ("POST",)),
    ("/import", word_pages.bring, BOTH),
    ("/timetable", programme.show, ("GET",)),
    ("/timetable/move/{document:path}", programme.move, BOTH),
    ("/values", values.values, BOTH),
    ("/approvals", records.approvals, BOTH),
    ("/contacts", records.confirmations, BOTH),
    ("/stale", records.stale, BOTH),
)
"""Every address of the editor, what answers there, and how it can be asked."""


def application(desktop: Desktop) -> Starlette:
    """Return the editor as an application, without what guards it."""
    routes = [Route(path, answering(desktop, handler), methods=list(how)) for path, handler, how in ROUTES]
    routes.append(Route("/static/{path:path}", _static(desktop.work.wanted.root), methods=["GET"]))
    return Starlette(routes=routes, exception_handlers={HTTPException: _said(desktop)})


def guarded(desktop: Desktop, port: int) -> Guard:
    """Return the editor with what guards it, for an address of this machine."""
    hosts = [f"{HOST}:{port}", f"localhost:{port}"]
    origins = [f"http://{each}" for each in hosts]
    if forwarded := forwarded_host(port):
        hosts.append(forwarded)
        origins.append(f"https://{forwarded}")
    return Guard(application(desktop), desktop.keys, hosts, origins)


def forwarded_host(port: int) -> str:
    """Return the name under which a codespace forwards a port to its owner, or nothing anywhere else."""
    names = ("CODESPACES", "CODESPACE_NAME", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN")
    is_one, name, domain = (os.environ.get(each, "") for each in names)
    return f"{name}-{port}.{domain}" if is_one == "true" and name and domain else ""


class Editor:
    """Listens on this machine, and gives the address with which one browser gets in."""

    def __init__(self, wanted: Wanted, port: int = 0) -> None:
        """Listen at once, at a port or at any that is free.

        Raises:
            OSError: Nobody can listen there.
        """
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self.work = Workspace(wanted)
        keys = Keys(self.port)
        app = guarded(Desktop(work=self.work, views=Views(wanted.root), keys=keys), self.port)
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        where = forwarded_host(self.port)
        start = f"https://{where}" if where else f"http://{HOST}:{self.port}"
        self.address = f"{start}{ENTER}?word={keys.word}"

    def serve(self) -> None:
        """Answer until somebody asks to end."""
        self._server.run(sockets=[self._socket])
        self._socket.close()

    def end(self) -> None:
        """Ask it to end, from another thread."""
        self._server.should_exit = True


def _static(root: Path) -> Callable[[Request], Response]:
    """Return what gives out style sheets, scripts and letters: those that are listed, and no path."""
    own, site = root / "templates" / "editor" / "static", root / "templates" / "site" / "static"
    files = {path.name: path for path in sorted(own.iterdir()) if path.is_file()}
    files |= {f"stylesheets/{path.name}": path for path in sorted((site / "stylesheets").iterdir())}
    files["favicon.svg"] = site / "images" / "favicon.svg"
    files |= {f"{name.removesuffix('.ttf')}.woff2": path for name, path in house_fonts().items()}

    def give(request: Request) -> Response:
        name = request.path_params["path"]
        if name == "colours.css":
            return Response(site_colours(), media_type="text/css")
        if name not in files:
            return Response("There is nothing here.\n", status_code=int(HTTPStatus.NOT_FOUND), media_type="text/plain")
        kind = "font/ttf" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
        return Response(files[name].read_bytes(), media_type=kind or "text/plain")

    return give


def _said(desktop: Desktop) -> Callable[[Request, Exception], Response]:
    def say(_: Request, exc: Exception) -> Response:
        status = exc.status_code if isinstance(exc, HTTPException) else 500
        words = {404: "There is nothing at this address.", 405: "This address cannot be asked like this."}
        said = words.get(status, str(getattr(exc, "detail", "")))
        return _plain_page(desktop, said, status)

    return say


def _plain_page(desktop: Desktop, said: str, status: int) -> Response:
    html = desktop.views.page("plain", {"said": said, "code": desktop.work.wanted.code, "name": ""})
    return Response(html, status_code=status, media_type="text/html")
