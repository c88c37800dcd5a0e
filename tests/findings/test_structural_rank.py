"""Gatekeepers: naming and placing stay apart, no rank without band, claims, voices and a sentence, and nothing is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import rows_plus, tiny
from trosol.ecosystem import Ecosystem
from trosol.findings.gatekeepers.structural_rank import gate_rankings as gatekeepers
from trosol.networks.lens import Lens

CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def test_wales_names_whom_the_report_names(wales: Ecosystem) -> None:
    """Page 22: commissioners and middle managers; page 33: leaders and managers as critical gatekeepers."""
    found = gatekeepers(wales.snapshot, resamples=200)
    assert {row.id for row in found.named.ranking} == {"commissioners", "middle-managers", "leaders", "managers"}
    sentences = {row.id: row.sentence for row in found.named.ranking}
    assert "“often”" in sentences["commissioners"] and "“often”" in sentences["middle-managers"]


def test_every_rank_has_a_band_claims_voices_and_a_sentence(wales: Ecosystem) -> None:
    found = gatekeepers(wales.snapshot, resamples=200)
    for ranking in (found.named, found.placed):
        assert ranking.ranking
        for row in ranking.ranking:
            assert row.band[0] <= row.rank <= row.band[1]
            assert 0 <= row.p_top <= 1
            assert row.claims and set(row.claims) <= set(wales.snapshot.records.claims)
            assert row.voices and row.sentence


def test_each_named_one_that_is_not_placed_asks_a_question(wales: Ecosystem) -> None:
    found = gatekeepers(wales.snapshot, resamples=200)
    asked = {line.id for line in found.disagreements}
    assert {row.id for row in found.named.ranking} <= asked
    assert all(line.question.endswith("?") for line in found.disagreements)


def test_placing_is_betweenness_of_the_undirected_ties(wales: Ecosystem) -> None:
    import networkx as nx

    ties = wales.network("actors").to_undirected()
    ties.remove_nodes_from([n for n in list(ties) if ties.degree(n) == 0])
    plain = nx.betweenness_centrality(ties, normalized=False)
    found = gatekeepers(wales.snapshot, resamples=50)
    assert {row.id: row.score for row in found.placed.ranking} == pytest.approx(plain)


def test_the_same_seed_gives_the_same_bands_and_another_seed_the_same_ranks(wales: Ecosystem) -> None:
    first, second = (gatekeepers(wales.snapshot, resamples=100, seed=5).to_json() for _ in range(2))
    assert first == second
    other = gatekeepers(wales.snapshot, resamples=100, seed=6)
    assert [r.rank for r in other.placed.ranking] == [r["rank"] for r in first["placed"]["ranking"]]


def test_json_has_the_agreed_fields(wales: Ecosystem) -> None:
    value = gatekeepers(wales.snapshot, resamples=20).to_json()
    assert set(value) == {"named", "placed", "disagreements"}
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot"} <= set(value["placed"])
    assert {"id", "label", "rank", "band", "p_top", "claims", "voices", "sentence"} <= set(value["placed"]["ranking"][0])


def test_too_few_ties_give_a_reason_and_no_numbers(tmp_path: Path) -> None:
    found = gatekeepers(Ecosystem.load(tiny(tmp_path)).snapshot, resamples=10)
    assert not found.placed.ranking and "Not enough evidence, because only 1 tie" in found.placed.not_enough
    assert not found.named.ranking and found.named.not_enough


def test_a_lens_changes_what_counts(wales: Ecosystem) -> None:
    stated = gatekeepers(wales.snapshot, Lens(stated_only=True), resamples=50)
    claims = wales.snapshot.records.claims
    for ranking in (stated.named, stated.placed):
        assert all(claims[key].mode == "stated" for row in ranking.ranking for key in row.claims)


def test_ties_stay_ties(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "nurses", "gatekeeps", "care", *CLAIM)
    claims.append(["c6", "managers", "gatekeeps", "care", *CLAIM])
    named = gatekeepers(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, resamples=50).named
    assert [row.rank for row in named.ranking] == [1, 1]
    assert "no order" in named.note
