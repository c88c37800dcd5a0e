"""Gates: what every way passes, in order; how few block it; what else could open it; and how firm that is."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import gates_between, pathways
from trosol.findings.paths.cut_nodes import firmnesses
from trosol.measures import gates, resampler
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

TIE = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
KINDS = {"nurses": "ActorRole", "managers": "ActorRole", "form": "KeyArea", "other": "KeyArea"}
KINDS |= dict.fromkeys(("gate", "left", "right", "last"), "Condition") | {"care": "Outcome", "pay": "Outcome"}
WAY = (("nurses", "gate"), ("gate", "left"), ("gate", "right"), ("left", "last"), ("right", "last"), ("last", "care"))


def ecosystem(folder: Path, ties: tuple[tuple[str, str], ...], **cells: tuple[str, ...]) -> Snapshot:
    """Things that influence each other; ``cells`` gives other cells to the claim of that number."""
    entities = [TABLES["entities"][0]]
    entities += [[key, kind, key.capitalize(), "Made up.", "transcribed", "e1"] for key, kind in KINDS.items()]
    rows = [TABLES["claims"][0]]
    rows += [[f"t{n}", a, "influences", b, *cells.get(f"t{n}", TIE)] for n, (a, b) in enumerate(ties, 1)]
    folder = tiny(folder, entities=[list(row) for row in entities], claims=[list(row) for row in rows])
    return Ecosystem.load(folder).snapshot


def test_gates_come_in_the_order_in_which_they_are_passed(tmp_path: Path) -> None:
    """Two ways part after the first gate and join before the last."""
    found = gates_between(ecosystem(tmp_path, WAY), ["nurses"], ["care"], resamples=200).together
    assert found is not None
    assert [each.id for each in found.gates] == ["gate", "last"]
    assert found.cut == ("gate",) and found.cut_near_goal == ("last",) and found.disjoint_routes == 1
    assert found.gates[0].claims == ("t1", "t2", "t3") and found.gates[0].voices == ("nurses",)
    assert "“Gate”, then “Last”" in found.sentence
    assert found.route is not None and found.route.nodes[0] == "nurses" and found.route.nodes[-1] == "care"
    assert set(found.route.claims) in ({"t1", "t2", "t4", "t6"}, {"t1", "t3", "t5", "t6"})


def test_no_common_gate_is_said_with_the_size_of_the_cut(tmp_path: Path) -> None:
    ties = (("nurses", "left"), ("nurses", "right"), ("left", "care"), ("right", "care"))
    found = gates_between(ecosystem(tmp_path, ties), ["nurses"], ["care"], resamples=50).together
    assert found is not None and not found.gates
    assert found.cut == ("left", "right") and found.disjoint_routes == 2
    assert "No one item is on every path" in found.sentence and "It would take 2 to block every path" in found.sentence


def test_what_acts_directly_cannot_be_blocked(tmp_path: Path) -> None:
    found = gates_between(ecosystem(tmp_path, (("nurses", "care"), ("nurses", "left"), ("left", "care"))), ["nurses"], ["care"])
    assert found.together is not None and found.together.cut is None and not found.together.gates
    assert "directly" in found.together.sentence


def test_what_else_could_open_the_way_is_a_thing_to_push_that_need_not_pass_the_gate(tmp_path: Path) -> None:
    """The form acts beyond the first gate but before the last; the other acts before both; pay is no thing to push."""
    ties = (*WAY, ("form", "left"), ("other", "gate"), ("pay", "right"))
    found = gates_between(ecosystem(tmp_path, ties), ["nurses"], ["care"], resamples=10).together
    assert found is not None
    assert [(each.gate, each.id, each.onto, each.claims) for each in found.alternatives] == [("gate", "form", "left", ("t7",))]
    beyond = gates_between(ecosystem(tmp_path / "b", (*WAY, ("form", "care"))), ["nurses"], ["care"], resamples=10).together
    assert beyond is not None
    assert [(each.gate, each.id) for each in beyond.alternatives] == [("gate", "form"), ("last", "form")]


def test_several_starts_and_goals_and_each_goal_alone(tmp_path: Path) -> None:
    """Managers come in beside the gate, so the two together have only the last one in common; pay has no gate at all."""
    ties = (*WAY, ("managers", "left"), ("managers", "pay"))
    found = gates_between(ecosystem(tmp_path, ties), ["nurses", "managers"], ["care", "pay"], resamples=10)
    assert found.together is not None and not found.together.gates
    assert {each.goals: [gate.id for gate in each.gates] for each in found.each} == {("care",): ["last"], ("pay",): []}


def test_kept_is_the_share_of_draws_with_a_way_and_that_gate(tmp_path: Path) -> None:
    """Two claims in a row: a way is left where both are drawn: 1 − 2 (1/2)² = one half."""
    found = gates_between(
        ecosystem(tmp_path, (("nurses", "gate"), ("gate", "care"))), ["nurses"], ["care"], resamples=4000
    ).together
    assert found is not None
    assert found.kept == pytest.approx(0.5, abs=0.04) and found.gates[0].kept == found.kept


def test_questions_put_together_have_the_answers_that_each_has_alone(wales: Ecosystem) -> None:
    graph = wales.network("influence")
    asked = [(("innovators",), ("more-viable-future",)), (("enablers",), ("innovation-status-quo",))]
    found = firmnesses(graph, [(graph, *ends) for ends in asked], 25, 3)
    for ends, (kept, held) in one_or_more(zip(asked, found, strict=True)):
        draw, chance = resampler(graph), np.random.default_rng(3)
        plain = [gates(draw(chance), *ends) for _ in range(25)]
        assert kept == sum(each.reachable for each in plain) / 25
        assert held == {key: sum(key in each.dominators for each in plain) / 25 for key in held}
        assert set(held) == {key for each in plain for key in each.dominators}


def test_every_gate_of_wales_cuts_the_way_when_it_is_taken_out(wales: Ecosystem) -> None:
    graph = wales.network("influence")
    found = gates_between(wales.snapshot, resamples=5)
    assert found.together is not None and found.each
    for passage in (found.together, *found.each):
        for each in passage.gates:
            without = graph.subgraph(set(graph) - {each.id})
            assert not any(nx.has_path(without, a, b) for a in passage.starts for b in passage.goals)
            assert each.claims and each.sentence
        assert passage.route is not None and passage.route.claims


def test_left_to_itself_it_begins_with_the_groups_that_speak(wales: Ecosystem) -> None:
    """The report's audiences are actors and speakers; its authors are no actors of the ecosystem and begin no way."""
    found = gates_between(wales.snapshot, resamples=5)
    assert found.together is not None and not found.chosen
    assert set(found.together.starts) <= {"innovators", "enablers", "stakeholders"}
    aims = [key for key in found.together.goals if wales.snapshot.entity(key).type.endswith("Aim")]
    assert found.together.goals and not aims


def test_gates_and_pathways_agree(wales: Ecosystem) -> None:
    """Where no path passes an actor: pathways take none that does."""
    start, goal = "rec-three-horizons", "more-viable-future"
    one = gates_between(wales.snapshot, [start], [goal], resamples=5, seed=4).together
    other = pathways(wales.snapshot, start, goal)
    assert one is not None
    assert [each.id for each in one.gates] == [each.id for each in other.gates if each.always]
    assert (one.cut, one.disjoint_routes) == (other.cut, other.disjoint_routes)


def test_where_nothing_leads_there_it_says_so(tmp_path: Path) -> None:
    snapshot = ecosystem(tmp_path, (("nurses", "gate"), ("form", "care")))
    found = gates_between(snapshot, ["nurses"], ["care"], resamples=5).together
    assert found is not None and not found.reachable and found.route is None
    assert found.sentence == "No claim that counts here leads from “Nurses” on to “Care”."
    assert gates_between(snapshot, resamples=5).not_enough.startswith("Not enough evidence, because no group that speaks")
    assert "leads from “Nurses” on to any goal" in gates_between(snapshot, ["nurses"], resamples=5).not_enough


def test_unknown_names_and_a_start_that_is_a_goal_are_refused(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse) as caught:
        gates_between(wales.snapshot, ["nobody-at-all"])
    assert caught.value.problems[0].code == "entity-unknown"
    with pytest.raises(WrongUse) as caught:
        gates_between(wales.snapshot, ["innovators"], ["innovators"])
    assert caught.value.problems[0].code == "gates-overlap"


def test_what_is_not_in_the_network_gives_a_reason(wales: Ecosystem) -> None:
    """The authors are heard in the report but act on nothing in the ecosystem."""
    found = gates_between(wales.snapshot, ["report-authors"], resamples=5)
    assert found.together is None and found.not_enough.startswith("Not enough evidence, because")


def test_a_lens_counts_only_what_it_lets_through(wales: Ecosystem) -> None:
    found = gates_between(wales.snapshot, lens=Lens(stated_only=True), resamples=5)
    claims = wales.snapshot.records.claims
    parts = (found.together, *found.each) if found.together else ()
    assert all(claims[key].mode == "stated" for part in parts for key in part.claims)
