"""Who may ask the editor, and for how much: only the browser that was given the address, only from its own pages."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ENTER = "/enter"
"""Where the address that the terminal shows leads: the one-time word in it is changed for a cookie."""

LARGEST = 12 * 1024 * 1024
"""The most bytes of one request: a document for Word with pictures."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)

ENTERED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Opening the editor</title>
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0;url=/"></head><body><p><a href="/">Open the editor</a></p></body></html>"""

REFUSED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not from here</title></head>
<body><main><h1>This page cannot be opened like this</h1><p>{reason}</p></main></body></html>"""

AGAIN = (
    "The address of the editor works once, in one browser. Go to the terminal, stop the editor with Ctrl-C, and start "
    "it again. Nothing that you saved is lost, and half-finished forms are kept."
)
ELSEWHERE = "This request did not come from a page of the editor, so nothing was done."
TOO_MUCH = "This is more than the editor takes at once, so nothing was done."


class Keys:
    """What a browser must know: the word in the address, once, then a cookie, and a word in every form."""

    def __init__(self, port: int) -> None:
        """Make new ones, for an editor at a port: cookies do not tell ports apart, so their names do."""
        self.word = secrets.token_urlsafe(32)
        self.form = secrets.token_urlsafe(32)
        self.cookie = f"handbook-editor-{port}"
        self._session = secrets.token_urlsafe(32)
        self._is_used = False

    def enter(self, word: str) -> str:
        """Change the word for what the cookie holds; nothing for a wrong word, or for the right one a second time."""
        if self._is_used or not _same(word, self.word):
            return ""
        self._is_used = True
        return self._session

    def is_known(self, header: str) -> bool:
        """Say whether a browser that sends this header has been let in."""
        try:
            found = SimpleCookie(header).get(self.cookie)
        except CookieError:
            return False
        return found is not None and _same(found.value, self._session)

    def is_form(self, word: str) -> bool:
        """Say whether a form was made by this editor."""
        return _same(word, self.form)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


class TooMuchError(Exception):
    """Raised where a request is larger than is taken."""


class Guard:
    """Stands before the whole editor and lets through what may be asked."""

    def __init__(self, app: App, keys: Keys, hosts: Iterable[str], origins: Iterable[str]) -> None:
        """Guard an app that is reached under some names, from pages of some origins."""
        self.app, self.keys = app, keys
        self.hosts, self.origins = frozenset(hosts), frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            return
        heads: dict[str, str] = {}
        for name, value in scope["headers"]:
            heads.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
        if heads.get("host", "") not in self.hosts:
            await _say(send, HTTPStatus.FORBIDDEN, REFUSED.format(reason=ELSEWHERE))
        elif scope["path"] == ENTER:
            await self._enter(scope, send)
        elif not self.keys.is_known(heads.get("cookie", "")):
            await _say(send, HTTPStatus.FORBIDDEN, REFUSED.format(reason=AGAIN))
        elif not self._is_from_here(scope["method"], heads):
            await _say(send, HTTPStatus.FORBIDDEN, REFUSED.format(reason=ELSEWHERE))
        elif _length(heads) > LARGEST:
            await _say(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, REFUSED.format(reason=TOO_MUCH))
        else:
            await self._pass_on(scope, receive, send)

    async def _enter(self, scope: Scope, send: Send) -> None:
        word = parse_qs(scope["query_string"].decode("latin-1")).get("word", [""])[0]
        session = self.keys.enter(word)
        if not session:
            await _say(send, HTTPStatus.FORBIDDEN, REFUSED.format(reason=AGAIN))
            return
        cookie = f"{self.keys.cookie}={session}; Path=/; HttpOnly; SameSite=Strict"
        await _say(send, HTTPStatus.OK, ENTERED, (("set-cookie", cookie),))

    def _is_from_here(self, method: str, heads: dict[str, str]) -> bool:
        """Say whether a request comes from a page of the editor, or from nowhere and only looks."""
        if heads.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return False
        if method in ("GET", "HEAD"):
            return heads.get("origin", "") in ("", *self.origins)
        return method == "POST" and heads.get("origin", "") in self.origins

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0
        has_begun = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST:
                raise TooMuchError
            return message

        async def guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                own = {name.lower() for name, _ in message.get("headers", ())}
                added = [(one.encode(), two.encode()) for one, two in HEADERS if one.encode() not in own]
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        try:
            await self.app(scope, counted, guarded)
        except TooMuchError:
            if not has_begun:
                await _say(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, REFUSED.format(reason=TOO_MUCH))


def _length(heads: dict[str, str]) -> int:
    given = heads.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else LARGEST + 1


async def _say(send: Send, status: HTTPStatus, html: str, more: tuple[tuple[str, str], ...] = ()) -> None:
    body = html.encode()
    heads = (*HEADERS, ("content-type", "text/html; charset=utf-8"), ("content-length", str(len(body))), *more)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in heads]
    await send({"type": "http.response.start", "status": int(status), "headers": raw})
    await send({"type": "http.response.body", "body": body})
