"""Findings over HTTP: one address each, under any lens."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten
from trosol.serve.findings import AskerGone, Findings, unless_gone
from trosol.serve.lens_parameters import LensOptions

__all__ = ["Door", "Language", "Result", "add_findings"]

Name = Annotated[str, Field(max_length=300)]
Language = Annotated[Literal["en", "cy"], Query(description="Language of labels, where there is one")]
Key = Annotated[str, Query(max_length=300, description="Id or exact label of a thing")]
Resamples = Annotated[int, Query(ge=1, le=1000, description="How often claims are drawn anew")]
Draws = Annotated[int, Query(ge=20, le=1000, description="Draws of weights and passages for the tiers")]
Worlds = Annotated[int, Query(ge=64, le=8192, description="In how many possible worlds each time")]
GoalKeys = Annotated[tuple[Key, ...], Query(max_length=100, description="What counts as a goal; by default the ecosystem's own")]
Seed = Annotated[int, Query(ge=0, le=2**31 - 1, description="Where drawing starts")]


class Result(BaseModel):
    """A finding: its name and its result, whose ``snapshot``, ``lens``, ``seed`` say what it rests on."""

    finding: str
    snapshot: str
    result: dict[str, Any]


class Door(BaseModel):
    """Where a finding is."""

    name: str
    address: str
    says: str


_DOORS = {
    "gatekeepers": "Who is named a gatekeeper, what each blocks, by rule or in practice, and how much lies behind it.",
    "centrality": "Who or what is central in a network, by each measure, and the network as a whole.",
    "leverage": "What would help the goals most, kind by kind, in tiers.",
    "horizons": "What lies in each horizon, what leads on, what is stranded.",
    "pathways": "Which paths lead from one item to another, and who holds a gate.",
    "scenario": "What is helped and what is hurt if something is strengthened, opened or removed.",
    "portfolio": "Which few actions together address most challenges.",
    "matrix": "Which action is claimed to address which challenge.",
    "voices": "What each voice alone would say, and how far the whole rests on it.",
    "next-evidence": "Which claim, passage or gap would change which tier, and whom to ask what.",
}


Opened = Annotated[list[str], Query(max_length=20, alias="open", description="ACTOR or ACTOR:GATE: an open gate")]


def add_findings(router: APIRouter, ecosystem: Ecosystem, works: Findings) -> None:
    """Add the addresses of all findings. ``works``: where they are worked out."""

    async def result(request: Request, name: str, *first: Any, **options: Any) -> Response:
        peer = request.client.host if request.client else ""
        made = works.of(name.replace("-", "_"), list(first), options, peer)
        try:
            found = await unless_gone(request.receive, made)
        except AskerGone:
            return Response(status_code=HTTPStatus.NO_CONTENT)  # nobody is there to read it
        head = json.dumps({"finding": name, "snapshot": ecosystem.digest, "result": None}).encode()
        return Response(head.removesuffix(b"null}") + found + b"}", media_type="application/json")

    @router.get("/findings")
    def findings() -> list[Door]:
        """Which findings there are."""
        return [Door(name=name, address=f"/api/findings/{name}", says=says) for name, says in _DOORS.items()]

    @router.get("/findings/gatekeepers", response_model=Result)
    async def gatekeepers(
        request: Request,
        lens: LensOptions,
        goal: GoalKeys = (),
        draws: Draws = 400,
        worlds: Worlds = 1024,
        seed: Seed = 2022,
    ) -> Response:
        """Who is named a gatekeeper, what each blocks, by rule or in practice, and how much lies behind it."""
        return await result(request, "gatekeepers", goals=list(goal), draws=draws, worlds=worlds, seed=seed, **lens)

    @router.get("/findings/centrality", response_model=Result)
    async def centrality(
        request: Request,
        lens: LensOptions,
        network: Annotated[str, Query(max_length=200, description="Name of a declared network")],
        measure: Annotated[list[Name], Query(max_length=20, description="Only these measures; all if none is named")] = [],  # noqa: B006
        weight: Annotated[Literal["none", "claims", "firmness"], Query(description="What makes a link strong")] = "none",
        direction: Annotated[
            Literal["in", "out", "all"], Query(description="Score what is acted on, what acts, or ignore it")
        ] = "in",
        kind: Annotated[list[Name], Query(max_length=20, description="Only items of these classes, by local name")] = [],  # noqa: B006
        recompute: Annotated[bool, Query(description="With kind: as if there were no others")] = False,
        start: Annotated[list[Name], Query(max_length=20, description="Ids, for a path network")] = [],  # noqa: B006
        goal: Annotated[list[Name], Query(max_length=20, description="Ids, for a path network")] = [],  # noqa: B006
    ) -> Response:
        """Who or what is central in a network, by each measure, and the network as a whole."""
        options = {
            "measures": tuple(measure),
            "weight": weight,
            "direction": direction,
            "kinds": tuple(kind),
            "recompute": recompute,
            "starts": tuple(start),
            "goals": tuple(goal),
            **lens,
        }
        return await result(request, "centrality", network, **options)

    @router.get("/findings/leverage", response_model=Result)
    async def leverage(
        request: Request,
        lens: LensOptions,
        kind: Annotated[list[str], Query(max_length=30, description="Only these tables, by the name of their kind")] = [],  # noqa: B006
        goal: Annotated[list[str], Query(max_length=200, description="What counts as a goal, by id")] = [],  # noqa: B006
        opened: Opened = [],  # noqa: B006
        draws: Annotated[int, Query(ge=20, le=1000, description="Draws of weights and passages")] = 400,
        worlds: Annotated[int, Query(ge=64, le=4096, description="Possible worlds in each draw")] = 1024,
        seed: Seed = 2022,
    ) -> Response:
        """What would help the goals most, kind by kind, in tiers, and what must be true for it."""
        options = {"kinds": tuple(kind), "goals": tuple(goal), "opened": tuple(opened)}
        return await result(request, "leverage", **options, draws=draws, worlds=worlds, seed=seed, **lens)

    @router.get("/findings/horizons", response_model=Result)
    async def horizons(request: Request, lens: LensOptions, seed: Seed = 2022) -> Response:
        """Three Horizons: what lies in each, what leads on, what is stranded or trapped."""
        return await result(request, "horizons", seed=seed, **lens)

    @router.get("/findings/pathways", response_model=Result)
    async def pathways(
        request: Request,
        lens: LensOptions,
        start: Key,
        goal: Key,
        opened: Opened = [],  # noqa: B006
        most: Annotated[int, Query(ge=1, le=100, description="How many paths at most")] = 20,
        longest: Annotated[int, Query(ge=1, le=10, description="Of how many steps at most")] = 8,
        seed: Seed = 2022,
    ) -> Response:
        """Which paths lead from one item to another, with sign and probability, who records them, and who holds a gate."""
        options = {"opened": tuple(opened), "most": most, "longest": longest, "seed": seed, **lens}
        return await result(request, "pathways", start, goal, **options)

    @router.get("/findings/scenario", response_model=Result)
    async def scenario(
        request: Request,
        lens: LensOptions,
        push: Annotated[list[str], Query(max_length=20, description="ID=+ strengthens, ID=- weakens")] = [],  # noqa: B006
        opened: Opened = [],  # noqa: B006
        remove: Annotated[list[str], Query(max_length=20, description="Ids that are removed")] = [],  # noqa: B006
        goal: Annotated[list[str], Query(max_length=200, description="What counts as a goal, by id")] = [],  # noqa: B006
        draws: Annotated[int, Query(ge=20, le=1000, description="Draws of weights and passages")] = 400,
        worlds: Annotated[int, Query(ge=64, le=4096, description="Possible worlds in each draw")] = 1024,
        seed: Seed = 2022,
    ) -> Response:
        """What is helped and what is hurt if something is strengthened, weakened, opened or removed."""
        pushes = dict(map(_push, push))
        options = {"opened": tuple(sorted(set(opened))), "removed": tuple(sorted(set(remove))), "goals": tuple(goal)}
        return await result(request, "scenario", pushes, **options, draws=draws, worlds=worlds, seed=seed, **lens)

    @router.get("/findings/portfolio", response_model=Result)
    async def portfolio(
        request: Request,
        lens: LensOptions,
        k: Annotated[int, Query(ge=1, le=8, description="How many actions at most")] = 3,
        wanted: Annotated[list[str], Query(max_length=50, description="Only these challenges, by id")] = [],  # noqa: B006
        kind: Annotated[str, Query(max_length=100, description="All challenges of this kind")] = "",
        among: Annotated[str, Query(max_length=100, description="Only actions of this kind")] = "",
        budget: Annotated[float | None, Query(ge=0, le=1e15, description="Also the best for this sum")] = None,
        resamples: Resamples = 1000,
        seed: Seed = 2022,
    ) -> Response:
        """Which few actions together address most challenges, and what stays open."""
        options = {"k": k, "wanted": tuple(wanted), "kind": kind, "among": among, "budget": budget}
        return await result(request, "portfolio", **options, resamples=resamples, seed=seed, **lens)

    @router.get("/findings/matrix", response_model=Result)
    async def matrix(
        request: Request,
        lens: LensOptions,
        rows: Annotated[str, Query(max_length=100, description="Kind in rows, or a group of kinds")] = "",
        columns: Annotated[str, Query(max_length=100, description="Kind in columns, or a group of kinds")] = "",
    ) -> Response:
        """Which action is claimed to address which challenge, cell by cell, or what ties any two kinds."""
        return await result(request, "matrix", rows=rows, columns=columns, **lens)

    @router.get("/findings/voices", response_model=Result)
    async def voices(
        request: Request, lens: LensOptions, draws: Draws = 400, worlds: Worlds = 1024, seed: Seed = 2022
    ) -> Response:
        """What each voice alone would say, how far the whole rests on it, and where voices differ."""
        return await result(request, "voices", draws=draws, worlds=worlds, seed=seed, **lens)

    @router.get("/findings/next-evidence", response_model=Result)
    async def next_evidence(
        request: Request, lens: LensOptions, draws: Draws = 400, worlds: Worlds = 1024, seed: Seed = 2022
    ) -> Response:
        """Which claim, passage or gap would change which tier, and what to ask whom."""
        return await result(request, "next-evidence", draws=draws, worlds=worlds, seed=seed, **lens)


def _push(text: str) -> tuple[str, float]:
    key, _equals, way = text.rpartition("=")
    # In an address, a bare + means a blank.
    if not key or way not in ("+", " ", "-"):
        raise WrongUse(Problem("push-bad", f"'{shorten(text)}' says no push.", "Write ID=+ (as %2B in an address) or ID=-."))
    return key, -1.0 if way == "-" else 1.0
