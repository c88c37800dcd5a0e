"""The application: every door of an ecosystem, and what stands before all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trosol import __version__
from trosol.ecosystem import Ecosystem
from trosol.model.records import in_language
from trosol.serve import api, linked, sparql
from trosol.serve.pages import Pages
from trosol.serve.refusals import answer_refusals

__all__ = ["Access", "application"]

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: names under which the server answers, and origins whose pages may read from it (none unless asked)."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    origins: tuple[str, ...] = ()


def application(ecosystem: Ecosystem, access: Access | None = None) -> FastAPI:
    """An ASGI application that answers questions about one ecosystem, and changes nothing."""
    access = access or Access()
    title = in_language(ecosystem.dataset.title, "en") or ecosystem.dataset.name
    app = FastAPI(
        title=f"Trosol: {title}",
        version=__version__,
        description="What an innovation ecosystem's claims say: each answer names its claims, or says that the source is silent.",
        docs_url=None,  # these pages load scripts from elsewhere
        redoc_url=None,
    )
    pages = Pages(ecosystem)
    answer_refusals(app)
    app.include_router(api.routes(ecosystem))
    app.include_router(sparql.routes(ecosystem, pages))
    app.include_router(linked.routes(ecosystem, pages))

    @app.get("/", include_in_schema=False)
    def start() -> Response:
        """What there is."""
        return pages.start()

    @app.get("/style.css", include_in_schema=False)
    def style() -> Response:
        """The style sheet."""
        return Response(pages.style, media_type="text/css")

    @app.get("/health")
    def health() -> dict[str, str]:
        """Whether it is well: asks for nothing but what it holds already."""
        return {"status": "ok", "ecosystem": ecosystem.dataset.name, "snapshot": ecosystem.digest, "version": __version__}

    app.add_middleware(_Manners, digest=ecosystem.digest, open_to_others=bool(access.origins))
    if access.origins:
        app.add_middleware(CORSMiddleware, allow_origins=list(access.origins), allow_methods=["GET", "POST"], max_age=600)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(access.hosts))
    return app


class _Manners:
    """HEAD for every GET, an ETag from the content's hash, and headers that keep browsers careful.

    An answer depends on nothing but the content, the program, the address and what is accepted; so the tag is known before
    any work, and a client that has the answer already costs none.
    """

    def __init__(self, app: ASGIApp, digest: str, open_to_others: bool) -> None:
        self._app, self._digest = app, digest
        self._headers = {key: value for key, value in _HEADERS.items() if not (open_to_others and key.startswith("cross-origin"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        given = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        tag = self._tag(scope, given) if scope["method"] in ("GET", "HEAD") and scope["path"] != "/health" else ""
        if tag and tag in [each.strip().removeprefix("W/") for each in given.get("if-none-match", "").split(",")]:
            await Response(status_code=304, headers={"etag": tag, "vary": "Accept", **self._headers})(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own: dict[str, Any] = dict(self._headers)
                if message["status"] == 200 and tag:
                    own |= {"etag": tag, "cache-control": "no-cache"}
                elif not tag or message["status"] >= 500:
                    own["cache-control"] = "no-store"
                own["vary"] = "Accept"
                kept = [(name, value) for name, value in message["headers"] if name.decode("latin-1").lower() not in own]
                message["headers"] = [*kept, *((name.encode(), value.encode()) for name, value in own.items())]
            elif head:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if head else scope, receive, answer)

    def _tag(self, scope: Scope, given: dict[str, str]) -> str:
        asked = "\n".join(
            (self._digest, __version__, scope["path"], scope["query_string"].decode("latin-1"), given.get("accept", ""))
        )
        # Where the answer names its own address, that is part of it.
        asked += "\n" + given.get("host", "")
        return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'
