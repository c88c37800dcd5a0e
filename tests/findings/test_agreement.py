"""The same thing asked of two findings has the same answer, and both have that of networks written down path by path, world by world."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.findings.gatekeepers.gatekeepers import gatekeepers
from trosol.findings.influence_worlds import gate_claims
from trosol.findings.leverage.leverage import leverage
from trosol.findings.paths.neighbourhood import reached_by, reaches
from trosol.findings.paths.pathways import pathways
from trosol.findings.portfolio.matrix import matrix
from trosol.findings.portfolio.portfolio import portfolio
from trosol.findings.scenario.scenario import scenario
from trosol.networks.lens import Lens

FEW: dict[str, Any] = {"draws": 20, "worlds": 64}
STATED = 0.9
NODES = ("form", "paper", "care", "rest", "rota")
RELATIONS = {"enables": 1, "stifles": -1, "influences": 0}
Edge = tuple[str, str, str]


def test_what_addresses_a_challenge_is_the_same_in_matrix_portfolio_and_question(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    found = matrix(snapshot, rows="challenge-areas", columns="action")
    kinds = {column.id: column.kind for column in found.columns}
    assert found.says == "addresses" and found.cells
    for row in found.rows[::3]:
        by_matrix = {cell.column: cell.claims for cell in found.cells if cell.row == row.id and cell.claims}
        told = portfolio(snapshot, wanted=[row.id], resamples=20)
        by_portfolio = {each.id: each.claims for each in told.ranking.ranking if each.id in kinds}
        assert by_portfolio == by_matrix or (told.not_enough and len(by_matrix) < 2)
        asked = wales.ask("which-actions-address", values={"challenge": row.id})
        by_question = {each["id"]: set(each["claims"]) for each in asked.to_json()["answer"] if each["id"] in kinds}
        # The question rolls up the parts of the challenge, the matrix those of the action too.
        assert all(claims <= set(by_matrix[key]) for key, claims in by_question.items())
        assert {key for ids in by_question.values() for key in ids} == {key for ids in by_matrix.values() for key in ids}


def test_a_kind_of_candidates_is_a_kind_of_columns(wales: Ecosystem) -> None:
    told = portfolio(wales.snapshot, kind="challenge-areas", among="action-areas", resamples=20)
    found = matrix(wales.snapshot, rows="challenge-areas", columns="action-areas")
    by_matrix = {column.id: column.filled for column in found.columns if column.filled}
    assert {row.id: row.score for row in told.ranking.ranking} == by_matrix
    assert set(told.beyond) == {row.id for row in found.rows if not row.filled}


def test_what_a_push_does_is_the_same_in_leverage_scenario_pathways_and_on_the_map(wales: Ecosystem) -> None:
    """Of whatever has no parts: pathways ask of one entity alone."""
    snapshot = wales.snapshot
    told = leverage(snapshot, draws=20, worlds=64)
    rows = [row for table in told.kinds for row in table.ranking if not row.parts and row.score > 0][::27]
    assert len(rows) > 2
    for row in rows:
        found = scenario(snapshot, {row.id: row.pushed}, **FEW)
        assert [found.score, *found.interval] == pytest.approx([row.score, *row.interval], abs=1e-9)
        near = {each.id: each for each in reaches(snapshot, row.id).found}
        for each in found.goals[:3]:
            pair = pathways(snapshot, row.id, each.id)
            way = row.pushed * each.wanted
            more, less = (pair.effect.raises, pair.effect.lowers) if way > 0 else (pair.effect.lowers, pair.effect.raises)
            assert (each.helps, each.hurts, each.contested) == pytest.approx((more, less, pair.effect.both), abs=1e-9)
            assert each.id in near and near[each.id].steps == each.steps == pair.steps
            assert row.id in {other.id for other in reached_by(snapshot, each.id).found}
            shortest = {path.sign or 0 for path in pair.routes if path.role == "shortest"} - {0}
            assert near[each.id].verdict == {(1,): "helps", (-1,): "hurts", (): "unknown"}.get(tuple(sorted(shortest)), "both")


def test_who_blocks_is_the_same_in_pathways_and_in_the_claims_of_gates(wales: Ecosystem) -> None:
    for (actor, gate), claims in one_or_more(gate_claims(wales.snapshot, Lens()).items()):
        found = pathways(wales.snapshot, actor, gate)
        own = next(block for block in found.blocks if (block.actor, block.gate) == (actor, gate))
        assert own.itself and own.claims == tuple(sorted(claims))
        opened = scenario(wales.snapshot, opened=[f"{actor}:{gate}"], **FEW)
        assert opened.gates == (f"{actor}:{gate}",)
        if (there := opened[gate]) is not None:
            assert set(claims) & set(there.claims)


@pytest.mark.parametrize("budget", [240_000_000, 400_000])
def test_a_range_is_one_range_in_leverage_scenario_and_on_gate_cards(
    budget: int, wales: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wholes too; and where a network is too large for the draws that were asked for, all take as many fewer."""
    monkeypatch.setattr("trosol.findings.base_worlds._BUDGET", budget)
    snapshot = wales.snapshot
    asked: dict[str, Any] = {"draws": 40, "worlds": 128}
    told, gates = leverage(snapshot, kinds=["action-areas"], **asked), gatekeepers(snapshot, **asked)
    assert (told.about.draws, told.about.worlds) == (gates.about.draws, gates.about.worlds)
    assert ((told.about.draws, told.about.worlds) == (40, 128)) == (budget > 400_000)
    for row in told.rows[:2]:
        found = scenario(snapshot, {row.id: row.pushed}, **asked)
        assert row.parts and found.interval == pytest.approx(row.interval, abs=1e-9)
    for card in [card for card in gates.cards if {block.opens for block in card.blocks} == {1, -1}][:2]:
        found = scenario(snapshot, opened=[f"{card.id}:{block.id}" for block in card.blocks], **asked)
        assert [found.score, *found.interval] == pytest.approx([card.weight, *card.interval], abs=1e-9)


def ecosystem(folder: Path, edges: list[Edge]) -> Ecosystem:
    """Only these claims, each in a passage of its own; rest and care are goals."""
    evidence = [
        TABLES["evidence"][0],
        *([f"p{at}", "talk", "Opening", "1", f"{9 * at + 1}", "too", "Said.", "authorText"] for at in range(9)),
    ]
    entities = [TABLES["entities"][0], *([*row[:5], "p0"] for row in TABLES["entities"][1:6])]
    entities += [
        [key, kind, key, f"About {key}.", "transcribed", "p0"] for key, kind in (("rest", "Outcome"), ("rota", "KeyArea"))
    ]
    tail = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "")
    claims = [[f"k{at}", *edge, *tail, f"p{at}", ""] for at, edge in enumerate(edges)]
    return Ecosystem.load(
        tiny(folder, evidence=evidence, entities=entities, claims=[TABLES["claims"][0], *claims], observations=None)
    )


def simple_paths(edges: list[Edge], start: str, goal: str) -> Iterator[list[int]]:
    """Every path that visits nothing twice, as numbers of claims."""

    def on(here: str, seen: tuple[str, ...], taken: list[int]) -> Iterator[list[int]]:
        for at, (a, relation, b) in enumerate(edges):
            if a == here and b not in seen and relation:
                if b == goal:
                    yield [*taken, at]
                else:
                    yield from on(b, (*seen, b), [*taken, at])

    yield from on(start, (start,), [])


def verdict(edges: list[Edge], paths: list[list[int]], held: tuple[bool, ...], way: int) -> str | None:
    """What one push does in one world."""
    left = [path for path in paths if all(held[at] for at in path)]
    if not left:
        return None
    least = min(map(len, left))
    signs = set()
    for path in left:
        if len(path) == least:
            sign = way
            for at in path:
                sign *= RELATIONS[edges[at][1]]
            signs.add(sign)
    known = signs - {0}
    return "contested" if len(known) == 2 else {1: "helps", -1: "hurts"}[known.pop()] if known else "not_stated"


EDGES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(tuple(RELATIONS)), st.sampled_from(NODES)).filter(lambda e: e[0] != e[2]),
    min_size=2,
    max_size=6,
    unique=True,
)


@given(EDGES, st.lists(st.tuples(st.sampled_from(("form", "rota", "paper")), st.sampled_from((1, -1))), min_size=1, max_size=2))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_a_scenario_is_every_world_and_every_path_written_down(
    tmp_path_factory: pytest.TempPathFactory, edges: list[Edge], pushes: list[tuple[str, int]]
) -> None:
    eco = ecosystem(tmp_path_factory.mktemp("worlds"), edges)
    forces = dict(pushes)
    found = scenario(eco.snapshot, forces, **FEW)
    for goal in ("care", "rest"):
        total = dict.fromkeys(("helps", "hurts", "contested", "not_stated"), 0.0)
        every = {start: list(simple_paths(edges, start, goal)) for start in forces}
        for held in product((True, False), repeat=len(edges)):
            told = [verdict(edges, every[start], held, way) for start, way in forces.items()]
            p = STATED ** sum(held) * (1 - STATED) ** (len(held) - sum(held))
            if "helps" in told and "hurts" in told:
                total["contested"] += p
            else:
                name = next((each for each in total if each in told), None)
                if name:
                    total[name] += p
        row = found[goal]
        seen = {name: getattr(row, name) if row else 0.0 for name in total}
        assert seen == pytest.approx(total, abs=0.012)
