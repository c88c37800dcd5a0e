"""The application: every door of an ecosystem, and what stands before all of them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from trosol import __version__
from trosol.ecosystem import Ecosystem
from trosol.model.records import in_language
from trosol.serve import api, linked_data, sparql
from trosol.serve.findings import Findings
from trosol.serve.html_pages import Pages
from trosol.serve.http_answers import Manners
from trosol.serve.problem_details import HEADERS, answer_refusals
from trosol.serve.strangers import Strangers

__all__ = ["Access", "application"]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: names under which the server answers, and origins whose pages may read from it (none unless asked)."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    origins: tuple[str, ...] = ()


def application(ecosystem: Ecosystem, access: Access | None = None, findings: Findings | None = None) -> FastAPI:
    """An ASGI application that answers questions about one ecosystem, and changes nothing; ``findings``: who works them out."""
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
    local = set(access.hosts) <= set(Access().hosts)
    app.include_router(api.routes(ecosystem, findings or Findings(ecosystem), local=local))
    app.include_router(sparql.routes(ecosystem, pages))
    app.include_router(linked_data.routes(ecosystem, pages))

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

    headers = {key: value for key, value in HEADERS.items() if not (access.origins and key.startswith("cross-origin"))}
    app.add_middleware(Manners, digest=ecosystem.digest, headers=headers)
    if access.origins:
        app.add_middleware(CORSMiddleware, allow_origins=list(access.origins), allow_methods=["GET", "POST"], max_age=600)
    app.add_middleware(Strangers, hosts=access.hosts, origins=access.origins, headers=headers)
    return app
