"""Before every route of the dashboard: it answers to its own names, to its own pages and to whoever opens it, and to nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from trosol.errors import TrosolError
from trosol.web.embedding import EMBED, Embedding
from trosol.web.hosts import Own

__all__ = ["MAX_EMBEDDED", "MAX_SESSIONS", "MAX_UPLOADS_HELD", "Guard"]

MAX_SESSIONS = 60
"""Pages that may be open at once; whoever opens one more is told so."""
MAX_EMBEDDED = 8
"""Embedded views that are made at once; whoever asks for one more is told so."""
MAX_UPLOADS_HELD = 200_000_000
"""Bytes of uploads that all open pages hold between them."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_UPLOAD = "/_stcore/upload_file/"
_STREAM = "/_stcore/stream"
_CORE = ("/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/")
_PARTS = ("_stcore", "media", "static", "component", "app", "auth", "oauth2callback")
_SERVED = ("media", "static")
_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Trosol</title>"
    "<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}}</style>"
    "<h1>Trosol</h1><p>{says}</p>"
)


@dataclass(frozen=True)
class GuardRefusal:
    """A status, and why, in words that name nothing of what was sent."""

    status: int
    says: str


_HOST = GuardRefusal(
    403, "The dashboard does not answer under this name. Behind a proxy, start it with --name and the name that people type."
)
_STRANGER = GuardRefusal(403, "Only the dashboard's own pages may ask this.")
_FULL = GuardRefusal(
    503, "As many pages are open as the dashboard can serve at once. Please try again in a minute, or close one of yours."
)
_HELD = GuardRefusal(
    503, "The files that are open here fill the place there is. Please close a page that holds some, and try again."
)
_LENGTH = GuardRefusal(411, "An upload has to say its length.")
_NOT_HERE = GuardRefusal(404, "There is nothing here.")
_NO_SCREEN = GuardRefusal(404, "There is no screen of this name. <a href='/'>All screens are on the overview.</a>")
_TWICE = GuardRefusal(400, "The request says in two ways how long it is.")
_NO_EMBED = GuardRefusal(
    403,
    "No page of others may show this map. Start the dashboard with --embed and the address of the page that may, e.g. --embed https://intranet.example.",
)
_NO_MAP = GuardRefusal(
    500, "The map cannot be shown as its files are now. Whoever started the dashboard sees there what needs mending."
)
_METHOD = GuardRefusal(405, "This is not done here.")


@dataclass
class Guard:
    """An ASGI application around another.

    ``told``: headers of every answer; ``held``: bytes of uploads that are held now; ``pages``: paths that there are besides
    Streamlit's own (None: any); ``embedding``: what pages of others may frame (None: nothing).
    """

    app: Application
    own: Own
    told: Mapping[bytes, bytes]
    held: Callable[[], int] = lambda: 0
    pages: frozenset[str] | None = None
    embedding: Embedding | None = None
    sessions: int = field(default=0, init=False)
    embedded: int = field(default=0, init=False)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Refuse, or let through with the headers that every answer has."""
        kind = scope["type"]
        if kind not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await self._refuse(refusal, scope, send)
        elif kind == "http" and scope["path"] == EMBED:
            await self._embed(scope, send)
        elif kind == "http":
            await self.app(scope, receive, telling(send, self.told))
        else:
            self.sessions += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.sessions -= 1

    def _refusal(self, scope: Message) -> GuardRefusal | None:
        said = _said(scope)
        if not own_host(said, self.own):
            return _HOST
        if not own_origin(said, self.own):
            return _STRANGER
        if "content-length" in said and "transfer-encoding" in said:
            return _TWICE  # where the request ends could be read in two ways
        path = str(scope["path"])
        if scope["type"] == "websocket":
            return self._refusal_of_socket(path, "origin" in said)
        if path == EMBED:
            return self._refusal_of_embedding(scope["method"], said)
        part = path.split("/")[1]
        if not (own_page(said) or _opened(scope, said, part)):
            return _STRANGER
        return self._refusal_of_request(scope["method"], path, part, said)

    def _refusal_of_socket(self, path: str, has_origin: bool) -> GuardRefusal | None:
        # Browsers always say where a page is from. Without it nothing could be compared: it is not let in by leaving it out.
        if path != _STREAM or not has_origin:
            return _STRANGER
        return _FULL if self.sessions >= MAX_SESSIONS else None

    def _refusal_of_request(self, method: str, path: str, part: str, said: Mapping[str, list[str]]) -> GuardRefusal | None:
        if path.startswith(_UPLOAD):
            return self._refusal_of_upload(method, said)
        if method not in ("GET", "HEAD"):
            return _METHOD
        if part in _PARTS and part not in _SERVED and not path.startswith(_CORE):
            return _NOT_HERE
        if part not in _PARTS and self.pages is not None and (path.rstrip("/") or "/") not in self.pages:
            return _NO_SCREEN
        return _FULL if part not in _PARTS and "." not in path and self.sessions >= MAX_SESSIONS else None

    def _refusal_of_embedding(self, method: str, said: Mapping[str, list[str]]) -> GuardRefusal | None:
        if self.embedding is None:
            return _NO_EMBED
        if method not in ("GET", "HEAD"):
            return _METHOD
        # A page of others may show it in a frame, and people open it: it may not be read, nor run as anything else.
        if self.embedded >= MAX_EMBEDDED:
            return _FULL
        shown = said.get("sec-fetch-dest", ["document"]) in (["iframe"], ["frame"], ["document"])
        return None if own_page(said) or (shown and said.get("sec-fetch-mode") == ["navigate"]) else _STRANGER

    async def _embed(self, scope: Message, send: Send) -> None:
        assert self.embedding is not None
        self.embedded += 1
        try:
            page = await asyncio.to_thread(self.embedding.page, bytes(scope.get("query_string", b"")).decode("latin-1"))
        except (TrosolError, OSError):
            await self._refuse(_NO_MAP, scope, send)
            return
        finally:
            self.embedded -= 1
        answer = [*self.embedding.told.items(), (b"content-length", str(len(page)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": answer})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page})

    def _refusal_of_upload(self, method: str, said: Mapping[str, list[str]]) -> GuardRefusal | None:
        if method not in ("PUT", "DELETE"):
            return _METHOD
        if "origin" not in said:
            return _STRANGER
        if method == "DELETE":
            return None
        length = said.get("content-length", [])
        if len(length) != 1 or not length[0].isdecimal():
            return _LENGTH
        return _HELD if self.held() + int(length[0]) > MAX_UPLOADS_HELD else None

    async def _refuse(self, refusal: GuardRefusal, scope: Message, send: Send) -> None:
        page = _PAGE.format(says=refusal.says).encode()
        answer = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(page)).encode())]
        answer += [(b"cache-control", b"no-store"), *self.told.items()]
        if refusal is _TWICE:
            answer.append((b"connection", b"close"))
        if refusal.status == 503:
            answer.append((b"retry-after", b"60"))
        prefix = ""
        if scope["type"] == "websocket":
            if "websocket.http.response" not in scope.get("extensions", {}):
                await send({"type": "websocket.close", "code": 1008})
                return
            prefix = "websocket."
        await send({"type": f"{prefix}http.response.start", "status": refusal.status, "headers": answer})
        body = b"" if scope.get("method") == "HEAD" else page
        await send({"type": f"{prefix}http.response.body", "body": body})


def _said(scope: Message) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        said.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return said


def own_host(said: Mapping[str, list[str]], own: Own) -> bool:
    """Whether a request names the dashboard by one of its names, once."""
    hosts = said.get("host", [])
    return len(hosts) == 1 and hosts[0].lower() in own.hosts


def own_origin(said: Mapping[str, list[str]], own: Own) -> bool:
    """Whether the page that asks, where it is told, is one of the dashboard's own; ``null`` and the like are not."""
    origins = said.get("origin", [])
    return len(origins) <= 1 and all(origin in own.origins for origin in origins)


def own_page(said: Mapping[str, list[str]]) -> bool:
    """Whether the browser says that a page of the dashboard asks, or its user. Programs, and old browsers, say nothing."""
    return said.get("sec-fetch-site", ["none"]) in (["none"], ["same-origin"])


def telling(send: Send, told: Mapping[bytes, bytes]) -> Send:
    """A way to send that adds the headers of every answer, and leaves out what would let pages of others read it."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value)
                for name, value in message.get("headers", ())
                if name.lower() not in told and not name.lower().startswith(b"access-control-")
            ]
            message = {**message, "headers": [*kept, *told.items()]}
        await send(message)

    return tell


def _opened(scope: Message, said: Mapping[str, list[str]], part: str) -> bool:
    """Whether somebody followed a link from elsewhere to one of the pages, in a window of its own."""
    return (
        scope["method"] == "GET"
        and said.get("sec-fetch-mode") == ["navigate"]
        and said.get("sec-fetch-dest") == ["document"]
        and part not in _PARTS
    )
