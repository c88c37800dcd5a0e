"""Brokers: roles between stated groups, one real case each, nobody put into a group that no claim puts them into."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from builders import TABLES, tiny
from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import brokers
from trosol.findings.gatekeepers.partition import groupings_of, sort_into_groups
from trosol.findings.resampled_ties import ties_drawn
from trosol.measures import brokerage, resampler
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

TIE = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def ecosystem(folder: Path, kinds: dict[str, str], claims: list[tuple[str, ...]]) -> Snapshot:
    """Actors with their classes, and claims as (subject, relation, object), or with all other cells."""
    entities = [
        TABLES["entities"][0],
        *([key, kind, key.capitalize(), "Made up.", "transcribed", "e1"] for key, kind in kinds.items()),
        *(row for row in TABLES["entities"][1:] if row[0] not in kinds),
    ]
    rows = [TABLES["claims"][0]]
    rows += [[f"t{number}", *claim[:3], *(claim[3:] or TIE)] for number, claim in enumerate(claims, 1)]
    return Ecosystem.load(tiny(folder, entities=[list(row) for row in entities], claims=[list(row) for row in rows])).snapshot


def door(folder: Path) -> Snapshot:
    """Two outside direct the guard, who directs three inside; the first of them directs the second."""
    kinds = {"north": "Sector", "south": "Sector", "guard": "Organisation"}
    kinds |= dict.fromkeys(("one", "two", "three"), "Organisation")
    ties = [("north", "guard"), ("south", "guard"), ("guard", "one"), ("guard", "two"), ("guard", "three"), ("one", "two")]
    return ecosystem(folder, kinds, [(a, "directs", b) for a, b in ties])


def test_the_guard_of_a_door_is_gatekeeper_for_each_pair_across_it(tmp_path: Path) -> None:
    """Two come from outside and three are inside: six open ways, all ABB."""
    found = brokers(door(tmp_path), resamples=100)
    assert [row.id for row in found.ranking] == ["guard"]
    guard = found.ranking[0]
    assert {name: count.observed for name, count in guard.roles.items()} == {
        "coordinator": 0, "itinerant": 0, "representative": 0, "gatekeeper": 6, "liaison": 0, "total": 6,
    }  # fmt: skip
    assert guard.score == 6 and guard.rank == 1 and guard.band[0] == 1
    assert guard.claims == ("t1", "t2", "t3", "t4", "t5")
    assert (
        "decides" not in guard.sentence
        and "placed to decide what from “Sector” gets into its own group, “Organisation”" in guard.sentence
    )


def test_expected_counts_are_those_of_the_formula(tmp_path: Path) -> None:
    """Gould and Fernandez 1989: gatekeeper q(N − Ni)(Ni − 1), q = d²(1 − d); here N = 6, Ni = 4, d = 6/30."""
    count = brokers(door(tmp_path), resamples=10).ranking[0].roles["gatekeeper"]
    assert count.expected == pytest.approx(0.04 * 0.8 * 2 * 3)
    assert count.z is not None and count.z > 0 and count.p is not None and 0 < count.p <= 1


def test_a_role_that_nobody_could_play_has_neither_z_nor_p(tmp_path: Path) -> None:
    """Between two others of its own group nobody can stand in a group of two."""
    kinds = {"x": "Sector", "y": "Sector", "a": "Organisation", "b": "Organisation", "c": "GovernanceGroup"}
    ties = [("a", "x"), ("b", "x"), ("x", "y"), ("x", "c"), ("c", "y")]
    found = brokers(ecosystem(tmp_path, kinds, [(s, "directs", o) for s, o in ties]), resamples=10)
    x = next(row for row in found.ranking if row.id == "x")
    assert x.roles["coordinator"].z is None and x.roles["coordinator"].p is None
    assert x.roles["total"].p is None, "the total is the same however groups are shuffled"


def test_the_example_is_a_real_open_case(wales: Ecosystem) -> None:
    graph = wales.network("actors")
    for row in one_or_more(brokers(wales.snapshot, resamples=20).ranking):
        a, b, c = row.example.nodes
        assert b == row.id and a != c and not graph.has_edge(a, c)
        assert set(row.example.claims) == {*graph.edges[a, b]["claims"], *graph.edges[b, c]["claims"]}
        assert row.roles[row.example.role].observed > 0
        assert set(row.example.claims) <= set(row.claims)


def test_a_door_comes_before_other_roles_in_the_example(wales: Ecosystem) -> None:
    for row in one_or_more(brokers(wales.snapshot, resamples=20).ranking):
        assert (row.example.role in ("gatekeeper", "representative")) == (row.score > 0)


def test_counts_are_those_of_the_measure(wales: Ecosystem) -> None:
    graph = wales.network("actors")
    graph.remove_nodes_from([key for key in list(graph) if not graph.degree(key)])
    plain = brokerage(graph, {key: wales.snapshot.entity(key).type for key in graph})
    found = {row.id: [count.observed for count in row.roles.values()] for row in brokers(wales.snapshot, resamples=5).ranking}
    assert found == {key: list(values) for key, values in plain.counts.items() if values[-1]}


def test_draws_are_those_of_the_plain_resampler(wales: Ecosystem) -> None:
    graph = wales.network("actors")
    ties, kept = ties_drawn(graph, 20, 7)
    draw, chance = resampler(graph), np.random.default_rng(7)
    for row in one_or_more(kept):
        assert {tie for tie, some in zip(ties, row, strict=True) if some} == set(draw(chance).edges)


def test_p_top_is_what_the_measure_gives_on_each_draw(wales: Ecosystem) -> None:
    """The fast count of doors in all draws, against brokerage made anew on each drawn network."""
    from trosol.measures import robustness

    graph = wales.network("actors")
    graph.remove_nodes_from([key for key in list(graph) if not graph.degree(key)])
    groups = {key: wales.snapshot.entity(key).type for key in graph}

    def doors(drawn: nx.DiGraph) -> dict[str, float]:
        return {str(key): row[2] + row[3] for key, row in brokerage(drawn, groups).counts.items()}

    plain = robustness(graph, doors, 5, 60, 11)
    for row in one_or_more(brokers(wales.snapshot, resamples=60, seed=11).ranking):
        assert row.p_top == pytest.approx(plain[row.id].p_top) and row.rank == plain[row.id].rank


def test_membership_is_stated_or_not_there(tmp_path: Path) -> None:
    """A member of a member is no member, a denied one neither; a part of a member is; two groups are no one group."""
    kinds = dict.fromkeys(("member", "below", "part", "denied", "both", "maybe"), "Organisation")
    kinds |= {"first": "TargetGroup", "second": "TargetGroup"}
    denied = ("unspecified", "negates", *TIE[2:])
    maybe = ("unspecified", "hypothesises", *TIE[2:])
    claims: list[tuple[str, ...]] = [
        ("member", "memberOf", "first"), ("below", "memberOf", "member"), ("part", "partOf", "member"),
        ("denied", "memberOf", "first", *denied), ("both", "memberOf", "first"), ("both", "memberOf", "second"),
        ("maybe", "memberOf", "second", *maybe),
    ]  # fmt: skip
    snapshot = ecosystem(tmp_path, kinds, claims)
    found = sort_into_groups(snapshot, kinds, "target-group", Lens())
    assert found.member == {"member": "first", "part": "first", "first": "first", "second": "second"}
    assert found.none == ("below", "denied", "maybe") and found.several == ("both",)
    assert sort_into_groups(snapshot, ["maybe"], "target-group", Lens(include_hypothetical=True)).member == {"maybe": "second"}


def test_a_voice_does_not_take_membership_away(wales: Ecosystem) -> None:
    """The report's authors say who is in which target group; asking what innovators said does not undo it."""
    found = sort_into_groups(wales.snapshot, ["commissioners"], "target-group", Lens(voice="innovators"))
    assert found.member == {"commissioners": "enablers"}


def test_groupings_come_from_the_ontology(wales: Ecosystem) -> None:
    assert {"kind", "target-group", "horizon"} <= set(groupings_of(wales.snapshot))
    assert {wales.snapshot.entity(key).id for key in ("innovators", "enablers", "stakeholders")} <= set(
        sort_into_groups(wales.snapshot, wales.snapshot.records.entities, "target-group", Lens()).member.values()
    )


def test_roles_by_target_group_where_members_are_stated(tmp_path: Path) -> None:
    kinds = dict.fromkeys(("a", "b", "guard", "c", "d", "stranger"), "Organisation") | {
        "out": "TargetGroup",
        "in": "TargetGroup",
    }
    ties = [("a", "guard"), ("b", "guard"), ("guard", "c"), ("guard", "d"), ("c", "d"), ("stranger", "guard")]
    claims: list[tuple[str, ...]] = [(s, "directs", o) for s, o in ties]
    claims += [(key, "memberOf", "out") for key in ("a", "b")] + [(key, "memberOf", "in") for key in ("guard", "c", "d")]
    found = brokers(ecosystem(tmp_path, kinds, claims), by="target-group", resamples=20)
    assert found.ranking[0].id == "guard" and found.ranking[0].roles["gatekeeper"].observed == 4
    assert found.ranking[0].roles["total"].observed == 4, "whoever has no stated group counts for nobody"
    assert found.left_out == ("stranger",) and "for 1 no target group is stated" in found.note


def test_wales_has_too_little_for_target_groups_and_horizons_and_says_so(wales: Ecosystem) -> None:
    """The report says of few actors with ties which audience they are in, and places none of them in a horizon."""
    for by in ("target-group", "horizon"):
        found = brokers(wales.snapshot, by=by, resamples=5)
        assert not found.ranking and found.not_enough.startswith("Not enough evidence, because")
        assert found.left_out


def test_one_kind_only_is_not_enough(tmp_path: Path) -> None:
    kinds = dict.fromkeys("abcdef", "Organisation")
    ties = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f")]
    found = brokers(ecosystem(tmp_path, kinds, [(s, "directs", o) for s, o in ties]), resamples=5)
    assert "all actors with ties are of one kind" in found.not_enough


def test_nobody_between_is_not_enough(tmp_path: Path) -> None:
    kinds = dict.fromkeys("abcde", "Sector") | {"hub": "Organisation"}
    found = brokers(ecosystem(tmp_path, kinds, [("hub", "directs", key) for key in "abcde"]), resamples=5)
    assert "nobody stands between" in found.not_enough


def test_an_unknown_grouping_is_refused_with_those_there_are(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse, match="target-group") as caught:
        brokers(wales.snapshot, by="shoe-size")
    assert caught.value.problems[0].code == "grouping-unknown"


def test_the_command_gives_further_parts_only_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["gatekeepers", "wales-social-care-2022", "--draws", "20", "--worlds", "64", "--resamples", "5", "--json"]
    assert main(few) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main([*few, "--by", "kind", "--from", "frontline-workforce", "--sets", "2"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert set(whole) == {*plain, "roles", "gates", "sets"}
    assert all(whole[name] == plain[name] for name in plain)
    ranking = whole["roles"]
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot"} <= set(ranking)
    assert {"id", "label", "rank", "band", "p_top", "claims", "voices", "sentence"} <= set(ranking["ranking"][0])
