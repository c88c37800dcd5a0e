"""Horizons: lanes as coded, bridges that can be traced, and gaps that are said and not filled."""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from builders import TABLES, tiny
from trosol.cli import horizons as verb
from trosol.ecosystem import Ecosystem
from trosol.findings.horizons.horizons import Horizons, horizons
from trosol.findings.leverage.goal_reach import field_of
from trosol.networks.lens import Lens, horizon_members

SCHEME = "https://w3id.org/trosol/schemes/three-horizons/"


def claim(key: str, subject: str, predicate: str, target: str) -> list[str]:
    return [key, subject, predicate, target, "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""]


def laid_out(folder: Path, *claims: list[str], concepts: bool = True) -> Ecosystem:
    """Paper is in the first horizon, the form in the second, care in the third; ids run against the order."""
    rows = [[*row, ""] for row in TABLES["entities"]]
    rows[0][-1] = "concept"
    for key, notation in (("z-now", "H1"), ("m-next", "H2"), ("a-then", "H3")):
        rows.append([key, "Horizon", key, "A horizon.", "transcribed", "e1", SCHEME + notation if concepts else ""])
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
    assert (bridge.sign, bridge.signs, bridge.other_path) == (None, (0,), ())


@pytest.mark.parametrize(("first", "second"), [("strengthens", "undermines"), ("undermines", "strengthens")])
def test_equally_short_paths_that_contradict_are_both_told_whatever_the_ids(tmp_path: Path, first: str, second: str) -> None:
    eco = laid_out(
        tmp_path,
        claim("h5", "form", "motivates", "managers"),
        claim("h6", "form", "motivates", "nurses"),
        claim("h7", "managers", first, "care"),
        claim("h8", "nurses", second, "care"),
    )
    bridge = next(b for b in horizons(eco.snapshot).bridges if (b.way[0], b.way[-1]) == ("form", "care"))
    assert (bridge.sign, bridge.signs) == (None, (1, -1))
    assert (bridge.way, bridge.other_path) == (("form", "managers", "care"), ("form", "nurses", "care"))
    assert set(bridge.claims) == {"h5", "h6", "h7", "h8"}


def test_a_path_of_unknown_sign_hides_no_known_one(tmp_path: Path) -> None:
    eco = laid_out(
        tmp_path, claim("h5", "form", "influences", "managers"), claim("h6", "managers", "strengthens", "care")
    )  # "managers" come before "paper"
    bridge = next(b for b in horizons(eco.snapshot).bridges if (b.way[0], b.way[-1]) == ("form", "care"))
    assert (bridge.sign, bridge.signs, bridge.way) == (1, (1, 0), ("form", "paper", "care"))


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


def test_wales_bridges_are_shortest_ways_of_influence(wales: Ecosystem, found: Horizons) -> None:
    graph = field_of(wales.snapshot, Lens()).graph
    held = horizon_members(wales.snapshot)
    assert found.bridges
    for bridge in (*found.bridges, *found.backward):
        banks = held[bridge.source_horizon] | held[bridge.target_horizon]
        assert bridge.way[0] in held[bridge.source_horizon] and bridge.way[-1] in held[bridge.target_horizon]
        assert not banks & set(bridge.way[1:-1])
        assert set(bridge.claims) == {c for a, b in pairwise(bridge.way) for c in graph.edges[a, b]["claims"]}
        inner = graph.subgraph((set(graph) - banks) | {bridge.way[0], bridge.way[-1]})
        assert len(bridge.way) - 1 == nx.shortest_path_length(inner, bridge.way[0], bridge.way[-1])
        signs = [graph.edges[a, b]["sign"] for a, b in pairwise(bridge.way)]
        assert (bridge.sign is None) == (0 in signs)


def test_wales_stranded_goals_have_no_action_behind_them(wales: Ecosystem, found: Horizons) -> None:
    field = field_of(wales.snapshot, Lens())
    declared = wales.snapshot.ontology.network("challenge-action")
    assert declared
    for row in found.stranded:
        behind = nx.ancestors(field.graph, row.id)
        assert not any(wales.snapshot.ontology.is_a(wales.snapshot.entity(key).type, declared.right) for key in behind)


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
