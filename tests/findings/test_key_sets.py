"""Key sets: the best few together, all that tie, beside those that do most one by one, judged again in every resample."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import key_sets
from trosol.findings.gatekeepers import key_players as key_players_module
from trosol.findings.gatekeepers.set_values import set_values
from trosol.measures import key_players, resampler
from trosol.store.snapshot import Snapshot

TIE = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def actors(folder: Path, graph: nx.Graph) -> Snapshot:
    """An ecosystem whose actors are tied as the graph is, one claim a tie."""
    entities = [list(row) for row in TABLES["entities"]]
    entities += [[f"a{key}", "Organisation", f"Actor {key}", "Made up.", "transcribed", "e1"] for key in sorted(graph)]
    rows = [list(TABLES["claims"][0])]
    relation = "directs" if graph.is_directed() else "worksWith"
    rows += [[f"t{n}", f"a{a}", relation, f"a{b}", *TIE] for n, (a, b) in enumerate(sorted(graph.edges), 1)]
    return Ecosystem.load(tiny(folder, entities=entities, claims=rows)).snapshot


def of(snapshot: Snapshot, objective: str, size: int, resamples: int = 20) -> tuple[set[tuple[str, ...]], bool]:
    found = next(
        row for row in key_sets(snapshot, k=size, resamples=resamples).found if (row.objective, row.k) == (objective, size)
    )
    return {each.members for each in found.sets}, found.top_alone


def test_krackhardts_kite_the_best_pair_leaves_out_the_best_single(tmp_path: Path) -> None:
    """Krackhardt 1990; Borgatti 2006: one by one it is Heather (7), together it is Fernando and Garth (5, 6)."""
    snapshot = actors(tmp_path, nx.krackhardt_kite_graph())
    assert of(snapshot, "fragmentation", 1) == ({("a7",)}, True)
    assert of(snapshot, "fragmentation", 2) == ({("a5", "a6")}, False)
    pair = next(row for row in key_sets(snapshot, k=2, resamples=20).found if row.objective == "fragmentation" and row.k == 2)
    assert pair.alone[0] == "a7" and "not simply the top 2" in pair.sentence and "“Actor 7”" in pair.sentence


def test_all_sets_that_tie_are_given(tmp_path: Path) -> None:
    """A ring of six: taking any two opposite ones leaves two pieces of two; so does taking two that are one apart with 3 and 1.

    Opposite ones leave 2 + 2 in touch, 4 ordered pairs; the others 6: the three opposite pairs are best.
    """
    found, _ = of(actors(tmp_path, nx.cycle_graph(6)), "fragmentation", 2)
    assert found == {("a0", "a3"), ("a1", "a4"), ("a2", "a5")}


def test_reach_follows_the_arrows(tmp_path: Path) -> None:
    """One directs three, another two that the first does not: together they reach all seven."""
    graph = nx.DiGraph([(0, 1), (0, 2), (0, 3), (4, 5), (4, 6), (1, 2)])
    snapshot = actors(tmp_path, graph)
    assert of(snapshot, "reach", 1)[0] == {("a0",)} and of(snapshot, "reach", 2) == ({("a0", "a4")}, True)
    row = next(row for row in key_sets(snapshot, k=2, resamples=5).found if (row.objective, row.k) == ("reach", 2))
    assert row.score == 7 and "5 of 5 others" in row.sentence


def test_a_tie_for_the_last_place_does_not_make_any_two_the_top_two(tmp_path: Path) -> None:
    """Three hubs of 4, 3 and 3: the largest and either of the others are a top two, the two smaller ones are not."""
    graph = nx.DiGraph([(0, i) for i in range(3, 7)] + [(1, i) for i in range(7, 10)] + [(2, i) for i in range(10, 13)])
    snapshot = actors(tmp_path, graph)
    row = next(row for row in key_sets(snapshot, k=2, resamples=5).found if (row.objective, row.k) == ("reach", 2))
    assert {each.members for each in row.sets} == {("a0", "a1"), ("a0", "a2")} and row.top_alone
    assert row.alone == ("a0", "a1", "a2")


@pytest.mark.parametrize(("nodes", "sizes", "chance_of_tie"), [(9, (1, 2, 3), 0.2), (9, (2,), 0.9), (70, (1,), 0.03)])
def test_worth_of_every_set_in_every_draw_is_that_of_the_plain_definition(
    nodes: int, sizes: tuple[int, ...], chance_of_tie: float
) -> None:
    chance = np.random.default_rng(5)
    for _ in range(5):
        graph = nx.gnp_random_graph(nodes, chance_of_tie, seed=int(chance.integers(1000)), directed=True)
        graph.add_edge(0, 0)
        arrows = sorted(graph.edges)
        drawn = chance.random((4, len(arrows))) < 0.7
        for size in one_or_more(sizes):
            every = np.array(list(combinations(range(nodes), size)))
            worth = dict(set_values(arrows, drawn, every, nodes))
            for i, kept in one_or_more(enumerate(drawn)):
                left = nx.DiGraph()
                left.add_nodes_from(graph)
                left.add_edges_from(arrow for arrow, there in zip(arrows, kept, strict=True) if there)
                touching = [
                    sum(len(p) * (len(p) - 1) for p in nx.weakly_connected_components(left.subgraph(set(left) - set(gone))))
                    for gone in every.tolist()
                ]
                reached = [len(set(s).union(*(left.succ[v] for v in s))) for s in every.tolist()]
                assert (-worth["fragmentation"][:, i]).tolist() == touching
                assert worth["reach"][:, i].tolist() == reached


def test_kept_is_how_often_the_measure_still_finds_the_set(wales: Ecosystem) -> None:
    graph = wales.network("actors")
    graph.remove_nodes_from([key for key in list(graph) if not graph.degree(key)])
    found = key_sets(wales.snapshot, k=2, resamples=40, seed=9)
    for row in one_or_more(found.found):
        draw, chance = resampler(graph), np.random.default_rng(9)
        best = [set(key_players(draw(chance), row.k, row.objective).sets) for _ in range(40)]
        for each in one_or_more(row.sets):
            assert each.kept == pytest.approx(sum(each.members in sets for sets in best) / 40)


def test_sets_of_wales_are_those_of_the_measure_with_claims_and_doubt(wales: Ecosystem) -> None:
    graph = wales.network("actors")
    graph.remove_nodes_from([key for key in list(graph) if not graph.degree(key)])
    found = key_sets(wales.snapshot, resamples=10)
    assert {(row.objective, row.k) for row in found.found} == {(o, k) for o in ("fragmentation", "reach") for k in (1, 2, 3)}
    for row in found.found:
        plain = key_players(graph, row.k, row.objective)
        assert row.score == plain.score and row.exact == plain.exact and {each.members for each in row.sets} == set(plain.sets)
        assert all(each.claims and each.voices and each.kept is not None for each in row.sets)
        assert "of resamples" in row.sentence


def test_too_few_ties_give_a_reason_and_no_sets(tmp_path: Path) -> None:
    found = key_sets(Ecosystem.load(tiny(tmp_path)).snapshot, resamples=5)
    assert not found.found and "only 1 tie between actors" in found.not_enough


def test_too_many_sets_are_not_tried_again_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_players_module, "_MOST_STEPS", 10 * 10 * 10)
    found = key_sets(actors(tmp_path, nx.krackhardt_kite_graph()), k=2, resamples=10)
    assert {(row.k, row.sets[0].kept is None) for row in found.found} == {(1, False), (2, True)}
    assert "Sets of more than 1" in found.note
    assert all("of resamples" not in row.sentence for row in found.found if row.k == 2)


def test_a_size_that_makes_no_sense_is_refused(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse):
        key_sets(wales.snapshot, k=0)
