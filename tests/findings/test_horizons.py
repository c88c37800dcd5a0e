"""Horizons: lanes as coded, bridges that can be traced, and gaps that are said and not filled."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise, product
from math import prod
from pathlib import Path

import networkx as nx
import pytest

from builders import TABLES, tiny
from trosol.cli import horizons as verb
from trosol.ecosystem import Ecosystem
from trosol.findings.horizons.horizons import Horizons, horizons
from trosol.findings.influence_worlds import influence_worlds
from trosol.findings.paths.neighbourhood import reached_by
from trosol.findings.paths.signed_paths import path_graph
from trosol.findings.portfolio.portfolio import portfolio
from trosol.networks.lens import Lens, horizon_members

STATED = 0.9
"""What a stated claim weighs."""
SCHEME = "https://w3id.org/trosol/schemes/three-horizons/"


def claim(key: str, subject: str, predicate: str, target: str) -> list[str]:
    return [key, subject, predicate, target, "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""]


def laid_out(folder: Path, *claims: list[str], concepts: bool = True, entities: Sequence[Sequence[str]] = ()) -> Ecosystem:
    """Paper is in the first horizon, the form in the second, care in the third; ids run against the order."""
    rows = [[*row, ""] for row in TABLES["entities"]]
    rows[0][-1] = "concept"
    for key, notation in (("z-now", "H1"), ("m-next", "H2"), ("a-then", "H3")):
        rows.append([key, "Horizon", key, "A horizon.", "transcribed", "e1", SCHEME + notation if concepts else ""])
    rows += [[key, kind, key, f"About {key}.", "transcribed", "e1", ""] for key, kind in entities]
    added = [
        claim("h1", "paper", "inHorizon", "z-now"),
        claim("h2", "form", "inHorizon", "m-next"),
        claim("h3", "care", "inHorizon", "a-then"),
        claim("h4", "vision-1", "inHorizon", "a-then"),
        *claims,
    ]
    return Ecosystem.load(tiny(folder, entities=rows, claims=[*TABLES["claims"], *added]))


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> Horizons:
    return horizons(wales.snapshot)


def test_lanes_stand_in_the_order_of_their_concepts(tmp_path: Path) -> None:
    assert [lane.id for lane in horizons(laid_out(tmp_path / "a").snapshot).lanes] == ["z-now", "m-next", "a-then"]
    bare = horizons(laid_out(tmp_path / "b", concepts=False).snapshot)
    assert [lane.notation for lane in bare.lanes] == ["", "", ""] and "it stands last" in bare.note


def test_bridges_carry_sign_and_claims_and_pass_no_other_member(tmp_path: Path) -> None:
    found = horizons(laid_out(tmp_path).snapshot)
    ways = {(b.source_horizon, b.target_horizon): b for b in (*found.bridges, *found.backward)}
    assert ways["z-now", "a-then"].way == ("paper", "care")
    assert ways["z-now", "a-then"].sign == -1 and ways["z-now", "a-then"].claims == ("c1",)
    assert ways["m-next", "a-then"].way == ("form", "paper", "care") and ways["m-next", "a-then"].sign == 1
    assert [b.way for b in found.backward] == [("form", "paper")]
    assert len(found.gaps) == 1 and "from z-now to m-next" in found.gaps[0]


def test_unknown_sign_stays_unknown(tmp_path: Path) -> None:
    found = horizons(laid_out(tmp_path, claim("h9", "paper", "influences", "form")).snapshot)
    bridge = next(b for b in found.bridges if b.way == ("paper", "form"))
    assert (bridge.sign, bridge.effect, bridge.raises, bridge.lowers) == (None, "not stated", 0.0, 0.0)
    assert bridge.not_stated == pytest.approx(STATED, abs=0.02)


@pytest.mark.parametrize(("one", "other"), [("enables", "stifles"), ("stifles", "enables")])
def test_a_bridge_has_the_signs_of_all_its_shortest_paths_whatever_their_ids(tmp_path: Path, one: str, other: str) -> None:
    """paper → m1 → form raises, paper → m2 → form lowers: both, whichever of the two has the smaller id."""
    rows = [["m1", "Outcome"], ["m2", "Outcome"]]
    more = [claim("h5", "paper", "enables", "m1"), claim("h6", "paper", "enables", "m2")]
    more += [claim("h7", "m1", one, "form"), claim("h8", "m2", other, "form")]
    found = horizons(laid_out(tmp_path, *more, entities=rows).snapshot)
    bridge = next(b for b in found.bridges if (b.way[0], b.way[-1]) == ("paper", "form"))
    assert (bridge.sign, bridge.effect, bridge.claims) == (None, "both", ("h5", "h6", "h7", "h8")) and bridge.links == 4
    path = STATED * STATED
    assert bridge.both == pytest.approx(path * path, abs=0.03)
    assert bridge.raises == pytest.approx(path * (1 - path), abs=0.03)
    assert bridge.lowers == pytest.approx(path * (1 - path), abs=0.03)


def test_a_known_sign_decides_beside_an_unknown_one(tmp_path: Path) -> None:
    more = [claim("h5", "paper", "enables", "m1"), claim("h6", "paper", "influences", "m2")]
    more += [claim("h7", "m1", "enables", "form"), claim("h8", "m2", "enables", "form")]
    found = horizons(laid_out(tmp_path, *more, entities=[["m1", "Outcome"], ["m2", "Outcome"]]).snapshot)
    bridge = next(b for b in found.bridges if b.way[-1] == "form")
    assert (bridge.way, bridge.effect, bridge.sign) == (("paper", "m1", "form"), "raises", 1)


def test_a_destination_is_no_gate(tmp_path: Path) -> None:
    """Two bridges that end at the same item, straight: nothing lies between, so nothing is on all of them."""
    more = [claim("h5", "rota", "inHorizon", "z-now"), claim("h6", "rota", "enables", "care")]
    found = horizons(laid_out(tmp_path, *more, entities=[["rota", "KeyArea"]]).snapshot)
    join = next(each for each in found.joins if (each.source_horizon, each.target_horizon) == ("z-now", "a-then"))
    assert (join.bridges, join.raises, join.lowers, join.common, join.busiest) == (2, 1, 1, (), ())


def test_chains_lead_through_three_horizons_and_hold_where_both_bridges_do(tmp_path: Path) -> None:
    found = horizons(laid_out(tmp_path, claim("h5", "paper", "enables", "form"), claim("h6", "form", "enables", "care")).snapshot)
    (chain,) = found.chains
    assert (chain.horizons, chain.way, chain.effect) == (("z-now", "m-next", "a-then"), ("paper", "form", "care"), "raises")
    # The form reaches care by h6, or by way of paper (c2, and c1, which is hedged).
    onward = 1 - (1 - STATED) * (1 - STATED * STATED * 0.85)
    assert chain.share == pytest.approx(STATED * onward, abs=0.02) and set(chain.claims) >= {"h5", "h6"}


def test_what_is_claimed_the_other_way_round_is_listed_apart(tmp_path: Path) -> None:
    found = horizons(laid_out(tmp_path).snapshot)
    assert all((b.source_horizon, b.target_horizon) == ("m-next", "z-now") for b in found.backward) and found.backward
    assert not any((b.source_horizon, b.target_horizon) == ("z-now", "m-next") for b in found.bridges)


def test_parts_belong_to_the_horizon_of_the_whole_and_shared_ones_are_named(tmp_path: Path) -> None:
    eco = laid_out(tmp_path, claim("h8", "nurses", "partOf", "form"), claim("h9", "nurses", "inHorizon", "z-now"))
    found = horizons(eco.snapshot)
    assert found.shared == (("nurses", ("z-now", "m-next")),)
    members = {(lane.id, m.id): m for lane in found.lanes for m in lane.members}
    assert not members["m-next", "nurses"].said and members["m-next", "nurses"].claims == ("h8",)
    assert members["z-now", "nurses"].said and members["z-now", "nurses"].claims == ("h9",)


def test_without_horizons_it_says_so_and_still_finds_what_is_left_open(tmp_path: Path) -> None:
    cut = [row for row in TABLES["claims"] if row[0] != "c2"]
    found = horizons(Ecosystem.load(tiny(tmp_path, claims=cut)).snapshot)
    assert "no claim puts anything in a horizon" in found.not_enough and not found.lanes and not found.bridges
    assert [row.id for row in found.stranded] == ["care"] and [row.id for row in found.trapped] == ["paper"]


def test_wales_lanes_hold_what_is_coded_and_name_the_placeholders(wales: Ecosystem, found: Horizons) -> None:
    held = horizon_members(wales.snapshot)
    assert [lane.notation for lane in found.lanes] == ["H1", "H2", "H3"]
    assert {lane.id: frozenset(m.id for m in lane.members) for lane in found.lanes} == held
    assert all(m.claims for lane in found.lanes for m in lane.members)
    visions = {key for key, e in wales.snapshot.records.entities.items() if e.type.endswith("/Vision")}
    assert len(visions) == 10 and visions <= {m.id for m in found.placeholders}
    assert not visions & {key for b in found.bridges for key in b.way}


def test_wales_bridges_are_shortest_paths_of_influence(wales: Ecosystem, found: Horizons) -> None:
    net = influence_worlds(wales.snapshot, Lens())
    held = horizon_members(wales.snapshot)
    assert found.bridges
    for bridge in (*found.bridges, *found.backward):
        banks = held[bridge.source_horizon] | held[bridge.target_horizon]
        assert bridge.way[0] in held[bridge.source_horizon] and bridge.way[-1] in held[bridge.target_horizon]
        assert not banks & set(bridge.way[1:-1])
        graph = path_graph(net, net.number[bridge.way[0]])
        inner = graph.subgraph((set(graph) - banks) | {bridge.way[0], bridge.way[-1]})
        every = list(nx.all_shortest_paths(inner, bridge.way[0], bridge.way[-1]))
        assert list(bridge.way) in every
        edges = {edge for path in every for a, b in pairwise(path) for edge in graph.edges[a, b]["edges"]}
        ids = wales.snapshot.coded.claims
        assert set(bridge.claims) == {ids[claim] for edge in edges for group in net.claims[edge] for claim in group}
        signs = {
            prod(int(net.signed.sign[edge]) for edge in some)
            for path in every
            for some in product(*(graph.edges[a, b]["edges"] for a, b in pairwise(path)))
        } - {0}
        assert bridge.effect == {(1,): "raises", (-1,): "lowers", (-1, 1): "both", (): "not stated"}[tuple(sorted(signs))]
        assert 0 < bridge.share <= 1


def test_trapped_challenges_are_those_that_no_portfolio_addresses(wales: Ecosystem, found: Horizons) -> None:
    told = portfolio(wales.snapshot, resamples=20)
    assert {row.id for row in found.trapped} == set(told.unaddressed) and dict(found.trapped_parts) == dict(told.under)


def test_wales_stranded_goals_have_no_action_behind_them(wales: Ecosystem, found: Horizons) -> None:
    declared = wales.snapshot.ontology.network("challenge-action")
    assert declared and found.stranded
    for row in found.stranded:
        for other in reached_by(wales.snapshot, row.id).found:
            assert not wales.snapshot.ontology.is_a(wales.snapshot.entity(other.id).type, declared.right)


def test_a_lens_bears_upon_ways(wales: Ecosystem) -> None:
    claims = wales.snapshot.records.claims
    stated = horizons(wales.snapshot, Lens(stated_only=True))
    assert all(claims[key].mode == "stated" for bridge in stated.bridges for key in bridge.claims)


def test_json_is_the_same_every_time(wales: Ecosystem, found: Horizons) -> None:
    value = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert horizons(wales.snapshot).to_json() == value
    assert {"lanes", "bridges", "stranded", "trapped", "shared", "placeholders", "outside", "lens", "snapshot"} <= set(value)


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_speaks_plainly(capsys: pytest.CaptureFixture[str], tmp_path: Path, as_json: bool) -> None:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    for folder, expected in (("wales-social-care-2022", "Stranded goals"), (str(tiny(tmp_path)), "Not enough evidence")):
        options = parser.parse_args([folder])
        options.json = as_json
        assert verb.run(options) == 0
        out = capsys.readouterr().out
        assert "lanes" in json.loads(out) if as_json else expected in out
