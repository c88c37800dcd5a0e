"""Answers as they leave: HEAD for every GET, a tag from the content, headers that keep browsers careful; and those given lately again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trosol import __version__

__all__ = ["Manners"]

_ASKED_ANEW = ("/health",)
_MOST_BYTES, _LARGEST = 32_000_000, 2_000_000


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class _Lately:
    """Answers given lately, by their tag; 32 MB of them at most, the longest unused go first."""

    def __init__(self) -> None:
        self._given: OrderedDict[str, _Given] = OrderedDict()
        self._size = 0

    def get(self, tag: str) -> _Given | None:
        """The answer, if it is still there."""
        found = self._given.get(tag)
        if found is not None:
            self._given.move_to_end(tag)
        return found

    def put(self, tag: str, given: _Given) -> None:
        """Keep one, and let others go."""
        if tag in self._given or len(given.body) > _LARGEST:
            return
        self._given[tag] = given
        self._size += len(given.body)
        while self._size > _MOST_BYTES:
            _, old = self._given.popitem(last=False)
            self._size -= len(old.body)


class Manners:
    """Wraps an application whose answers depend on nothing but the content, the program, the address and what is accepted.

    So the tag is known before any work, and neither a client that has the answer already nor one that asks what another one asked
    costs any.
    """

    def __init__(self, app: ASGIApp, digest: str, headers: Mapping[str, str]) -> None:
        """``digest``: hash of the content; ``headers``: of every answer."""
        self._app, self._digest, self._headers = app, digest, headers
        self._lately = _Lately()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        given: dict[str, str] = {}
        for name, value in scope["headers"]:
            # A field that comes more than once is one list.
            given[name.decode("latin-1")] = ", ".join(filter(None, (given.get(name.decode("latin-1")), value.decode("latin-1"))))
        tag = self._tag(scope, given) if scope["method"] in ("GET", "HEAD") and scope["path"] not in _ASKED_ANEW else ""
        if tag and tag in [each.strip().removeprefix("W/") for each in given.get("if-none-match", "").split(",")]:
            await Response(status_code=304, headers={"etag": tag, "vary": "Accept", **self._headers})(scope, receive, send)
            return
        lately = self._lately.get(tag)
        if lately is not None:
            await send({"type": "http.response.start", "status": 200, "headers": list(lately.headers)})
            await send({"type": "http.response.body", "body": b"" if head else lately.body})
            return
        begun: list[tuple[bytes, bytes]] = []
        parts: list[bytes] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._dressed(message, tag)}
                if message["status"] == 200 and tag:
                    begun.extend(message["headers"])
            else:
                if begun:
                    parts.append(message.get("body", b""))
                if sum(map(len, parts)) > _LARGEST:
                    begun.clear()  # too long to be kept
                    parts.clear()
                if begun and not message.get("more_body", False):
                    self._lately.put(tag, _Given(tuple(begun), b"".join(parts)))
                if head:
                    message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if head else scope, receive, answer)

    def _dressed(self, message: Message, tag: str) -> list[tuple[bytes, bytes]]:
        own = {**self._headers, "vary": "Accept"}
        if message["status"] == 200 and tag:
            own |= {"etag": tag, "cache-control": "no-cache"}
        elif not tag or message["status"] >= 500:
            own["cache-control"] = "no-store"
        kept = [(name, value) for name, value in message["headers"] if name.decode("latin-1").lower() not in own]
        return [*kept, *((name.encode(), value.encode()) for name, value in own.items())]

    def _tag(self, scope: Scope, given: dict[str, str]) -> str:
        asked = "\n".join(
            (self._digest, __version__, scope["path"], scope["query_string"].decode("latin-1"), given.get("accept", ""))
        )
        # Where the answer names its own address, that is part of it.
        asked += "\n" + given.get("host", "") + "\n" + scope.get("scheme", "")
        return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'
