"""What is typed in a notebook: names to complete, results that fit on one line, and a data frame of everything."""

from __future__ import annotations

import inspect
import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import trosol
from trosol import findings
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.cache import kept
from trosol.networks.lens import LensFields
from trosol.table import Rows

FEW: dict[str, Any] = {"draws": 20, "worlds": 64}
METHODS = (
    "gatekeepers",
    "centrality",
    "leverage",
    "horizons",
    "pathways",
    "scenario",
    "portfolio",
    "matrix",
    "voices",
    "next_evidence",
    "report",
)
LENS = {"lens", "narrowed"}


@pytest.fixture(scope="module")
def small() -> Ecosystem:
    return trosol.load("circular-textiles-vellana")


@pytest.fixture(scope="module")
def results(small: Ecosystem) -> dict[str, Any]:
    start, goal = "joint-uniform-order", "vision-fibre-stays"
    report = small.report(**FEW)
    return {
        "gatekeepers": small.gatekeepers(draws=20),
        "roles": findings.brokers(small.snapshot, by="kind", resamples=20),
        "gates": findings.gates_between(small.snapshot, [start], [goal], resamples=20),
        "sets": findings.key_sets(small.snapshot, k=2, resamples=20),
        "centrality": small.centrality("influence"),
        "leverage": report.leverage,
        "prompts": report.leverage.prompts,
        "horizons": report.horizons,
        "pathways": small.pathways(start, goal),
        "scenario": small.scenario({start: 1.0}, everything=True, draws=20),
        "portfolio": report.portfolio,
        "matrix": small.matrix(),
        "voices": report.voices,
        "next_evidence": report.next_evidence,
        "report": report,
        "compare": findings.compare(small.snapshot, small.snapshot, **FEW),
        "describe": small.describe(start),
        "ask": small.ask("what are the visions?"),
        "query": small.query("SELECT ?s { ?s a tro:Claim }"),
        "find": small.find("uniform"),
        "neighbours": small.neighbours(start),
        "table": report.leverage.kinds[0],
    }


RESULTS = (
    *(
        "gatekeepers",
        "roles",
        "gates",
        "sets",
        "centrality",
        "leverage",
        "prompts",
        "horizons",
        "pathways",
        "scenario",
        "portfolio",
        "matrix",
    ),
    *("voices", "next_evidence", "report", "compare", "describe", "ask", "query", "find", "neighbours", "table"),
)


def test_the_public_names_are_there_to_complete() -> None:
    assert set(trosol.__all__) <= set(dir(trosol))
    assert {name for name in dir(trosol) if not name.startswith("_")} == {
        "Ecosystem", "Lens", "Problem", "TrosolError", "WrongUse", "load",
    }  # fmt: skip
    assert all(getattr(trosol, name) is not None for name in trosol.__all__)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_takes_what_its_finding_takes(name: str) -> None:
    method = inspect.signature(getattr(Ecosystem, name)).parameters
    finding = inspect.signature(getattr(findings, "voices_compared" if name == "voices" else name)).parameters
    own = {key: each.default for key, each in method.items() if key not in {"self", *LENS}}
    if name == "leverage":
        assert own.pop("k") is None  # how many rows are shown, which is no question to the finding
    assert own == {key: each.default for key, each in finding.items() if key not in {"snapshot", "lens", "through"}}
    assert set(method) >= LENS


def test_the_keywords_of_a_lens_are_its_fields() -> None:
    assert list(LensFields.__annotations__) == list(trosol.Lens.__dataclass_fields__)


def test_a_lens_is_given_whole_or_by_its_fields(small: Ecosystem) -> None:
    whole = small.leverage(lens=trosol.Lens(stated_only=True), draws=20)
    assert whole == small.leverage(stated_only=True, draws=20)
    assert whole.about.lens == trosol.Lens(stated_only=True)
    both = small.leverage(lens=trosol.Lens(stated_only=True), min_confidence="high", draws=20)
    assert both.about.lens == trosol.Lens(stated_only=True, min_confidence="high")
    assert set(small.network("influence", stated_only=True).edges) < set(small.network("influence").edges)
    with pytest.raises(TypeError, match="stated"):
        odd: Any = {"stated": True}
        small.leverage(**odd)


def test_the_first_rows_of_each_table_and_what_each_does_to_each_goal(small: Ecosystem) -> None:
    whole, first = small.leverage(draws=20), small.leverage(k=1, draws=20)
    assert [table.kind for table in first.kinds] == [table.kind for table in whole.kinds]
    for short, table in zip(first.kinds, whole.kinds, strict=True):
        assert short.ranking == tuple(
            row for row in table.ranking if row.score == table.ranking[0].score or row is table.ranking[0]
        )
    assert small.leverage(k=10_000, draws=20) == whole
    with pytest.raises(ValueError, match="k is 0"):
        small.leverage(k=0, draws=20)
    effects = whole.effects.to_frame()
    assert list(effects.columns) == ["kind", "id", "label", "goal", "goal_label", "helps", "hurts", "contested", "not_stated"]
    for row in whole.rows:
        told = {each.goal: each.helps for each in whole.effects if each.id == row.id and each.helps}
        assert told == dict(row.helps)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_fits_on_one_line_and_is_a_table(name: str, results: dict[str, Any]) -> None:
    found = results[name]
    assert "\n" not in repr(found) and len(repr(found)) < 120
    frame = found.to_frame()
    assert isinstance(frame, pd.DataFrame) and len(frame.columns)
    assert found._repr_html_().startswith("<")


def test_a_result_says_how_much_of_it_there_is(results: dict[str, Any], small: Ecosystem) -> None:
    levers = results["leverage"]
    assert repr(levers) == f"Leverage({len(levers.rows)} rows, snapshot {small.digest[:5]}…)"


def test_rows_are_a_tuple_and_a_table(results: dict[str, Any]) -> None:
    rows = results["leverage"].rows
    assert isinstance(rows, Rows) and rows == tuple(rows) and hash(rows) == hash(tuple(rows))
    again = pickle.loads(pickle.dumps(rows))
    assert again == rows and again.kind is rows.kind
    frame = rows.to_frame()
    assert list(frame.index) == [each.id for each in rows]
    assert all(isinstance(each, list) for each in frame["claims"])
    assert list(results["table"].to_frame().index) == [each.id for each in results["table"].ranking]


def test_a_table_of_nothing_has_its_columns(small: Ecosystem) -> None:
    none = small.pathways("vision-fibre-stays", "joint-uniform-order")
    assert none.routes == ()
    assert {"nodes", "sign", "claims"} <= set(none.to_frame().columns)
    assert {"id", "share"} <= set(none.gates.to_frame().reset_index().columns)


def test_rows_come_back_from_disk_as_rows(small: Ecosystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path))
    first, again = (kept(small.snapshot, findings.leverage, draws=20) for _ in range(2))
    assert first is not again and first == again
    assert isinstance(again.kinds, Rows) and isinstance(again.kinds[0].ranking, Rows)
    pd.testing.assert_frame_equal(first.positions.to_frame(), again.positions.to_frame())
    assert json.dumps(again.to_json()) == json.dumps(first.to_json())


def test_networks_are_their_names_and_a_table(small: Ecosystem) -> None:
    assert small.networks == tuple(small.networks) and "influence" in small.networks
    frame = small.networks.to_frame()
    assert list(frame.index) == list(small.networks)
    graph = small.network("influence")
    assert [frame.at["influence", each] for each in ("nodes", "edges")] == [len(graph), graph.number_of_edges()]
    assert frame["nodes"].isna()["path-to-goal"]


def test_columns_of_several_values_hold_lists(small: Ecosystem) -> None:
    claims = small.snapshot.records.claims
    assert small.claims["evidence"].to_dict() == {key: list(each.evidence) for key, each in claims.items()}
    assert small.claims["voices"].to_dict() == {key: list(each.voices) for key, each in claims.items()}
    assert set(small.claims.explode("evidence")["evidence"].dropna()) <= set(small.evidence.index)
    assert small.claims["subject"].to_dict() == {key: each.subject for key, each in claims.items()}


def test_what_a_query_gives_is_typed(small: Ecosystem) -> None:
    found = small.query('SELECT (1 AS ?a) (1.5 AS ?b) (true AS ?c) ("x"@en AS ?d) ?e { } LIMIT 1').to_frame()
    assert found.iloc[0, :4].tolist() == [1, 1.5, True, "x"]
    assert found["e"].isna().all()
    assert small.query("ASK { ?s ?p ?o }").to_frame()["answer"].tolist() == [True]
    triples = small.query("CONSTRUCT { ?s a tro:Claim } WHERE { ?s a tro:Claim } LIMIT 2").to_frame()
    assert list(triples.columns) == ["subject", "predicate", "object"] and len(triples) == 2
    assert list(small.query("SELECT ?x { ?x a tro:None }").to_frame().columns) == ["x"]


def test_the_ending_says_the_format(small: Ecosystem, tmp_path: Path) -> None:
    assert small.export(tmp_path / "it.ttl") == tmp_path / "it.ttl"
    assert trosol.load(tmp_path / "it.ttl").digest == small.digest
    small.export(tmp_path / "near.GRAPHML", around="joint-uniform-order")
    assert b"graphml" in (tmp_path / "near.GRAPHML").read_bytes()
    small.export(tmp_path / "it.txt", format="json")
    assert json.loads((tmp_path / "it.txt").read_text(encoding="utf-8"))
    with pytest.raises(WrongUse) as refused:
        small.export(tmp_path / "it.odt")
    assert refused.value.problems[0].code == "format-unknown"
