"""Entities, findings and questions as JSON, each door described in ``/openapi.json``."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, TrosolError, WrongUse, shorten
from trosol.rdf.iris import local_name
from trosol.serve.finding_routes import Language, add_findings
from trosol.serve.findings import Findings
from trosol.serve.parameters import only_known
from trosol.serve.problem_details import REFUSALS
from trosol.serve.source_routes import add_sources
from trosol.views.tables.statements import statement
from trosol.workers.lanes import QUICK, Busy, Lanes

__all__ = ["MAX_ASKED_AT_ONCE", "routes"]

MAX_ASKED_AT_ONCE = 4
"""Questions in plain words that are answered at once."""

_PATIENCE = 8.0
_ASKING = ThreadPoolExecutor(MAX_ASKED_AT_ONCE, "asking")
"""Threads of their own, so that the other doors do not wait for them."""

Pair = Annotated[str, Field(pattern="^[^=]+=[^=]+$", max_length=400)]


class About(BaseModel):
    """An ecosystem as a whole."""

    name: str
    title: dict[str, str]
    version: str
    licence: str
    credit: str
    invented: bool
    snapshot: str = Field(description="Hash of the content: the same content has the same")
    counts: dict[str, int]


class Listed(BaseModel):
    """One thing in a list."""

    id: str
    iri: str
    label: str
    type: str
    type_label: str
    description: str
    claims: int = Field(description="How many claims are about it")


class Listing(BaseModel):
    """A part of a list: ``total`` things in all, ``offset`` left out before."""

    total: int
    offset: int
    entities: list[Listed]


class Near(BaseModel):
    """A thing some steps away, and the claims of the last step."""

    id: str
    label: str
    type: str
    type_label: str
    steps: int
    claims: list[str]


class Asking(BaseModel):
    """A question of the library."""

    name: str
    question: str
    titles: dict[str, str]
    audience: str
    parameters: list[dict[str, Any]]
    see: str


class Answered(BaseModel):
    """What a question gave: ``headline`` is the answer as a sentence, ``confidence`` how often such a reading is right (0 to 1).

    ``status``: answered; none, notStated, notTranscribed, notRanked (the source gives no order); unsure (``readings`` says what it
    perhaps means, each with its first answers); notUnderstood (``nearest`` and ``passages`` say what stands nearest by its words).
    """

    question: str
    understood_as: str | None
    status: Literal["answered", "none", "notStated", "notTranscribed", "notRanked", "unsure", "notUnderstood"]
    headline: str
    answer: list[dict[str, Any]]
    gaps: list[dict[str, str]]
    claims: list[str]
    voices: list[str]
    query: str
    sentence: str
    see: str
    cut: bool
    snapshot: str
    confidence: float
    readings: list[dict[str, Any]]
    alternatives: list[dict[str, Any]]
    nearest: list[dict[str, Any]]
    passages: list[dict[str, str]]


def routes(ecosystem: Ecosystem, findings: Findings, *, local: bool = True) -> APIRouter:
    """Everything under ``/api``. ``local``: whether the server answers to nobody but this machine."""
    router = APIRouter(prefix="/api", responses=REFUSALS, dependencies=[Depends(only_known)])
    _add_entities(router, ecosystem)
    _add_questions(router, ecosystem)
    add_sources(router, ecosystem, local=local)
    add_findings(router, ecosystem, findings)
    return router


def _add_entities(router: APIRouter, ecosystem: Ecosystem) -> None:
    snapshot = ecosystem.snapshot
    records = snapshot.records

    @router.get("/ecosystem")
    def about() -> About:
        """What this ecosystem is, and how much it holds."""
        dataset = ecosystem.dataset
        counts = {
            "entities": len(records.entities),
            "claims": len(records.claims),
            "evidence": len(records.evidence),
            "sources": len(records.sources),
        }
        return About(
            name=dataset.name,
            title=dict(dataset.title),
            version=dataset.version,
            licence=dataset.licence,
            credit=dataset.credit,
            invented=dataset.invented,
            snapshot=ecosystem.digest,
            counts=counts,
        )

    @router.get("/entities")
    def entities(
        text: Annotated[str, Query(max_length=200, description="What it is called, roughly; best first")] = "",
        type: Annotated[str, Query(max_length=200, description="Local name of a class; subclasses count")] = "",
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        lang: Language = "en",
    ) -> Listing:
        """Things, by text and kind."""
        kinds = _kinds(type)
        found = ecosystem.find(text, len(records.entities), lang) if text.strip() else None
        keys = [each.id for each in found] if found is not None else list(records.entities)
        keys = [key for key in keys if not kinds or snapshot.ontology.is_a(snapshot.entity(key).type, kinds)]
        return Listing(total=len(keys), offset=offset, entities=[_listed(key, lang) for key in keys[offset : offset + limit]])

    @router.get("/entities/{key}")
    def entity(key: str, lang: Language = "en") -> dict[str, Any]:
        """One thing: what it is, every claim about it, evidence and voices."""
        return ecosystem.describe(key, lang).to_json()

    @router.get("/entities/{key}/neighbours")
    def neighbours(key: str, steps: Annotated[int, Query(ge=1, le=4)] = 1, lang: Language = "en") -> list[Near]:
        """What stands around it, nearest first, with the claims between."""
        return [Near(**each.to_json()) for each in ecosystem.neighbours(key, steps, lang)]

    @router.get("/claims/{key}")
    def claim(key: str, lang: Language = "en") -> dict[str, Any]:
        """One claim: sentence, mode, hedge, voices, evidence."""
        if key not in records.claims:
            raise WrongUse(
                Problem("claim-unknown", f"There is no claim '{shorten(key)}'.", "Take an id from an entity or a finding.")
            )
        return statement(snapshot, records.claims[key], lang).to_json()

    def _kinds(name: str) -> tuple[str, ...]:
        if not name:
            return ()
        kinds = tuple(iri for iri in snapshot.ontology.classes if local_name(iri) == name)
        if not kinds:
            raise WrongUse(Problem("class-unknown", f"There is no class '{shorten(name)}'.", "See /ontology for their names."))
        return kinds

    def _listed(key: str, lang: str) -> Listed:
        one = snapshot.entity(key)
        return Listed(
            id=key,
            iri=snapshot.iri("entities", key),
            label=one.label(lang),
            type=local_name(one.type),
            type_label=snapshot.ontology.classes[one.type].label(lang),
            description=one.description(lang),
            claims=len(snapshot.claims_of(key)),
        )


def _add_questions(router: APIRouter, ecosystem: Ecosystem) -> None:
    @router.get("/questions")
    def questions(lang: Language = "en") -> list[Asking]:
        """Questions that can be asked by name."""
        return [Asking(**each.to_json(lang)) for each in ecosystem.questions]

    lanes = Lanes(MAX_ASKED_AT_ONCE)

    @router.get("/ask", response_model=Answered)
    async def ask(
        request: Request,
        question: Annotated[str, Query(min_length=1, max_length=500, description="In plain words, or the name of a question")],
        fill: Annotated[list[Pair], Query(max_length=10, alias="with", description="BLANK=ID, for a named question")] = [],  # noqa: B006
        lang: Language = "en",
        after: Annotated[
            str, Query(max_length=500, description="The question before, at whose answer “they” and “it” point")
        ] = "",
    ) -> Any:
        """Ask; the answer names its claims, or says that the source is silent."""
        values = dict(pair.split("=") for pair in fill)
        try:
            async with lanes.turn(QUICK, _PATIENCE, request.client.host if request.client else ""):
                asked = partial(ecosystem.ask, question, lang, values, after=after)
                made = asyncio.get_running_loop().run_in_executor(_ASKING, asked)
                return Answered(**(await made).to_json())
        except Busy:
            raise TrosolError(Problem("server-busy", "Other questions are still being answered.", "Ask again soon.")) from None
