"""What programs read stays the same, key by key: names, their order, and the types of what is under them, nested.

A key that is new, gone or moved shows here. Where that is meant: ``python tests/findings/test_json_keys.py`` writes the record anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trosol.check import check
from trosol.coders import compare_codings
from trosol.diff import differences
from trosol.ecosystem import Ecosystem
from trosol.findings import (
    brokers,
    compare_scenarios,
    firmest,
    gatekeepers,
    gates_between,
    key_sets,
    leverage,
    next_evidence,
    report,
    scenario,
)
from trosol.networks.lens import Lens
from trosol.questions import Built, suggest
from trosol.views.maps.map_view import focus_map
from trosol.views.tables.network_list import describe_networks

RECORD = Path(__file__).with_name("json_keys.json")
BY_ID = (
    "member",
    "labels",
    "pushes",
    "in_best",
    "lost",
    "parts",
    "by_part",
    "under",
    "trapped_parts",
    "costs",
    "efforts",
    "weights",
    "drawn",
    "helps",
    "hurts",
    "contested",
    "not_stated",
    "tried",
    "titles",
    "values",
    "counts",
    "columns",
    "scores",
    "means",
    "left_out",
)
"""Keys under which a mapping has keys of the data, not of the form."""
FEW: dict[str, Any] = {"resamples": 20}
DRAWN: dict[str, Any] = {"draws": 20, "worlds": 64}


COSTLY = ("report", "next-evidence", "diff", "check")
"""Results that take a second and more: the usual run leaves them out."""


def results(costly: bool = True) -> Iterator[tuple[str, Any]]:
    """One of every kind, of the small shipped ecosystem; of the Welsh one what the small one has not. ``costly``: also of :data:`COSTLY`."""

    small, wales = (Ecosystem.load(name) for name in ("circular-textiles-vellana", "wales-social-care-2022"))
    here, there = small.snapshot, wales.snapshot
    start, goal = "joint-uniform-order", "vision-fibre-stays"
    yield "lens", Lens()
    if costly:
        yield "report", report(here, **DRAWN)
    yield "firmest", firmest(here, **DRAWN)
    yield "gatekeepers", gatekeepers(here, draws=20)
    yield "brokers", brokers(here, by="kind", **FEW)
    yield "key-sets", key_sets(here, k=2, **FEW)
    yield "leverage", leverage(there, **DRAWN)
    yield "centrality", small.centrality("influence")
    yield "compare-centrality", small.compare_centrality("influence", other=Lens(stated_only=True))
    yield "gates", gates_between(there, ["action-embed"], ["innovation-in-social-care"], **FEW)
    if costly:
        yield "next-evidence", next_evidence(there, **DRAWN)
    yield "pathways", small.pathways(start, goal)
    yield "pathways", small.pathways(goal, start)
    pushed, taken = (scenario(here, {start: 1.0}, gone, draws=20) for gone in ((), (goal,)))
    yield "scenario", pushed
    yield "scenario", scenario(there, {"action-embed": 1.0}, opened=["commissioners"], everything=True, draws=20)
    yield "horizons", small.horizons()
    yield "portfolio", small.portfolio(budget=1.0, resamples=20)
    yield "matrix", wales.matrix()
    yield "compare-scenarios", compare_scenarios(pushed, taken)
    if costly:
        yield "diff", differences(small, wales, **DRAWN)
    yield "agree", compare_codings(small, wales, resamples=20)
    if costly:
        yield "check", check("wales-social-care-2022")
    yield "ask", small.ask("which actions address risk?")
    yield "ask", small.ask("xyzzy")
    yield "question", small.questions[0]
    yield "suggestion", suggest(small.questions, here, "which")[0]
    yield "built", Built("x")
    yield "entity", small.describe(start)
    yield "found", small.find("uniform")[0]
    yield "neighbour", small.neighbours(start)[0]
    yield "network", describe_networks(here)[0]
    yield "map", focus_map(here, start)
    yield "query", small.query("SELECT ?s WHERE { ?s a ?o } LIMIT 1")


def shape(value: Any, name: str = "") -> Any:
    """Types by key. What a list or a mapping by id holds is one type, together."""
    if isinstance(value, dict) and name in BY_ID:
        return {"*": together([shape(each) for each in value.values()])}
    if isinstance(value, dict):
        return {key: shape(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [together([shape(each) for each in value])]
    return "number" if isinstance(value, float) else type(value).__name__


def together(shapes: list[Any]) -> Any:
    """One type for several."""
    if not shapes:
        return "?"
    forms = [each for each in shapes if isinstance(each, dict)]
    lists = [each[0] for each in shapes if isinstance(each, list)]
    if forms:
        keys = dict.fromkeys(key for each in forms for key in each)
        return {key: together([each[key] for each in forms if key in each]) for key in keys}
    if lists:
        return [together([each for each in lists if each != "?"] or ["?"])]
    names = {part for each in shapes for part in each.split(" or ")}
    return " or ".join(sorted(names - {"?"} or names))


def shapes(costly: bool = True) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for name, made in results(costly):
        found.setdefault(name, []).append(shape(json.loads(json.dumps(made.to_json()))))
    return {name: together(each) for name, each in found.items()}


def text() -> str:
    """The record: a line for each key of a result, with all that is under it."""
    results = []
    for name, keys in shapes().items():
        lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(under)}" for key, under in keys.items())
        results.append(f" {json.dumps(name)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(results) + "\n}\n"


RECORDED: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}


@pytest.fixture(scope="module")
def today() -> dict[str, Any]:
    return shapes(costly=False)


@pytest.mark.parametrize("name", [name for name in RECORDED if name not in COSTLY])
def test_the_keys_are_those_on_record(name: str, today: dict[str, Any]) -> None:
    assert json.dumps(today[name], indent=1) == json.dumps(RECORDED[name], indent=1)


def test_every_kind_is_on_record(today: dict[str, Any]) -> None:
    assert [name for name in RECORDED if name not in COSTLY] == list(today)


@pytest.mark.exhaustive
def test_keys_of_all_results_are_those_on_record() -> None:
    assert json.dumps(shapes(), indent=1) == json.dumps(RECORDED, indent=1)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    RECORD.write_text(text(), encoding="utf-8")
    sys.exit(0)
