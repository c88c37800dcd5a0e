"""Networks: what takes part, which way edges run, what sign they have, and that each edge keeps its claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import rows_plus, rows_with, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse

CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def test_influence_has_signed_edges_that_keep_their_claims(tmp_path: Path) -> None:
    graph = Ecosystem.load(tiny(tmp_path)).network("influence")
    assert graph["paper"]["care"]["sign"] == -1
    assert graph["paper"]["care"]["claims"] == ("c1",)
    assert graph["form"]["paper"]["sign"] == -1, "what addresses a barrier lowers it"


def test_negated_claims_make_no_edge(tmp_path: Path) -> None:
    assert not Ecosystem.load(tiny(tmp_path)).network("influence").has_edge("managers", "care")


def test_addressing_something_good_raises_it_and_something_unclear_stays_unknown(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "form", "addresses", "care", *CLAIM)
    assert Ecosystem.load(tiny(tmp_path, claims=claims)).network("influence")["form"]["care"]["sign"] == 1


def test_parallel_claims_become_one_edge_and_disagreeing_signs_become_unknown(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "enables", "care", *CLAIM)
    edge = Ecosystem.load(tiny(tmp_path, claims=claims)).network("influence")["paper"]["care"]
    assert edge["claims"] == ("c1", "c5")
    assert edge["weight"] == 2
    assert edge["sign"] == 0
    assert edge["signs"] == (-1, 1)


def test_depends_on_runs_from_object_to_subject(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "care", "dependsOn", "nurses", *CLAIM)
    graph = Ecosystem.load(tiny(tmp_path, claims=claims)).network("influence")
    assert graph.has_edge("nurses", "care") and not graph.has_edge("care", "nurses")
    assert graph["nurses"]["care"]["sign"] == 1


def test_a_gate_has_no_sign(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "managers", "gatekeeps", "care", *CLAIM)
    graph = Ecosystem.load(tiny(tmp_path, claims=claims)).network("influence")
    assert graph["managers"]["care"]["sign"] == 0, "unknown is never taken for positive"


def test_a_symmetric_tie_runs_both_ways_with_the_same_claim(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "nurses", "worksWith", "managers", *CLAIM)
    graph = Ecosystem.load(tiny(tmp_path, claims=claims)).network("actors")
    assert graph["nurses"]["managers"]["claims"] == ("c5",)
    assert "c5" in graph["managers"]["nurses"]["claims"]


def test_actors_are_all_there_tied_or_not_and_nothing_else(tmp_path: Path) -> None:
    assert set(Ecosystem.load(tiny(tmp_path)).network("actors")) == {"nurses", "managers"}


def test_lenses(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path))
    assert ecosystem.network("actors").number_of_edges() == 1
    assert ecosystem.network("actors", stated_only=True).number_of_edges() == 0
    assert ecosystem.network("actors", min_confidence="high").number_of_edges() == 0
    assert ecosystem.network("actors", voice="nurses").number_of_edges() == 1
    with pytest.raises(WrongUse, match="nurses"):
        ecosystem.network("actors", voice="doctors")


def test_placeholders_stay_out_unless_asked_for(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path))
    assert "vision-1" not in ecosystem.network("influence")
    assert "vision-1" in ecosystem.network("influence", include_hypothetical=True)


def test_a_path_network_keeps_what_lies_between(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path))
    assert set(ecosystem.network("path-to-goal", starts=["form"], goals=["care"])) == {"form", "paper", "care"}
    with pytest.raises(WrongUse, match="start"):
        ecosystem.network("path-to-goal")
    with pytest.raises(WrongUse, match="nobody"):
        ecosystem.network("path-to-goal", starts=["nobody"], goals=["care"])


def test_an_unknown_network_names_the_known_ones(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse, match="influence"):
        wales.network("influenza")


def test_voices_are_never_ranked(wales: Ecosystem) -> None:
    assert wales.network("voices").graph["ranked"] is False


def test_every_edge_of_every_network_leads_back_to_claims(wales: Ecosystem) -> None:
    known = wales.snapshot.records.claims
    for name in ("influence", "actors", "challenge-action", "voices"):
        graph = wales.network(name)
        assert graph.number_of_edges() > 0
        for _, _, claims in graph.edges(data="claims"):
            assert claims and set(claims) <= set(known)


def test_a_loaded_ecosystem_cannot_be_changed_through_what_it_hands_out(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path))
    before = ecosystem.digest
    ecosystem.network("influence").clear()
    ecosystem.graph.remove((None, None, None))
    changed = ecosystem.claims
    changed.loc["c1", "subject"] = "care"
    with pytest.raises(TypeError):
        ecosystem.snapshot.records.claims["c9"] = None  # type: ignore[index]
    with pytest.raises(AttributeError):
        ecosystem.snapshot.records.claims["c1"].subject = "care"  # type: ignore[misc]
    assert ecosystem.digest == before == Ecosystem.load(tmp_path).digest


def test_the_graph_is_rdf_with_plain_triples_but_none_for_a_negated_claim(tmp_path: Path) -> None:
    import rdflib

    ecosystem = Ecosystem.load(tiny(tmp_path))
    base = "https://w3id.org/trosol/tiny/entity/"
    stifles = rdflib.URIRef("https://w3id.org/trosol/ontology/stifles")
    assert (rdflib.URIRef(base + "paper"), stifles, rdflib.URIRef(base + "care")) in ecosystem.graph
    assert (rdflib.URIRef(base + "managers"), stifles, rdflib.URIRef(base + "care")) not in ecosystem.graph


def test_rows_with_strength_do_not_change_signs(tmp_path: Path) -> None:
    graph = Ecosystem.load(tiny(tmp_path, claims=rows_with("claims", 1, "strength", "strong"))).network("influence")
    assert graph["paper"]["care"]["sign"] == -1
