"""Possible worlds: every world of small signed networks, held against paths that are written down one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from properties.small_networks import examples
from trosol.measures.influence.possible_worlds import Goals, SignedEdges, Start, Verdicts, WorldBits, draw_worlds, reached_goals

Edge = tuple[int, int, int, bool, bool]
"""Source, target, sign, whether it is only first, whether it is only a condition."""

NODES = 5
VERDICTS = ("helps", "hurts", "contested", "not_stated")


def arrays(edges: list[Edge], nodes: int = NODES) -> SignedEdges:
    source, target, sign, first, inert = np.array(edges, dtype=np.int32).reshape(-1, 5).T
    return SignedEdges(nodes, source, target, sign.astype(np.int8), first.astype(bool), inert.astype(bool))


def all_worlds(edges: int) -> WorldBits:
    """Each of the 2^edges worlds once, in as many words as that takes."""
    words = max(1, 2**edges // 64)
    held = np.zeros((edges, words * 64), dtype=bool)
    for number in range(2**edges):
        for edge in range(edges):
            held[edge, number] = number >> edge & 1
    return WorldBits(np.packbits(held, axis=1, bitorder="little").view(np.uint64), 1)


def world(bits: Any, number: int) -> bool:
    return bool(int(bits[number // 64]) >> (number % 64) & 1)


def shown(found: Verdicts | None, lane: int, number: int) -> list[str]:
    """The verdicts that hold in one world: never more than one."""
    return (
        []
        if found is None
        else [name for name in VERDICTS if (bits := getattr(found, name)) is not None and world(bits[lane], number)]
    )


def paths(edges: list[Edge], held: list[bool], start: int, goal: int) -> Iterator[tuple[int, int]]:
    """Length and sign of every path of one world that visits no node twice."""

    def on(here: int, seen: tuple[int, ...], sign: int) -> Iterator[tuple[int, int]]:
        for (a, b, s, first, inert), there in zip(edges, held, strict=True):
            if a != here or not there or inert or (first and len(seen) > 1) or b in seen:
                continue
            if b == goal:
                yield len(seen), sign * s
            else:
                yield from on(b, (*seen, b), sign * s)

    if start != goal:
        yield from on(start, (start,), 1)


def by_paths(edges: list[Edge], held: list[bool], start: Start, goal: int, wanted: int) -> str | None:
    """The verdict of one start in one world."""
    if start.condition >= 0 and not held[start.condition]:
        return None
    told = list(paths(edges, held, start.node, goal))
    if not told:
        return None
    least = min(length for length, _ in told)
    ways = {sign * start.pushed * wanted for length, sign in told if length == least} - {0}
    return "contested" if len(ways) == 2 else {1: "helps", -1: "hurts"}[ways.pop()] if ways else "not_stated"


def union(told: list[str | None]) -> str | None:
    """The verdict of several starts in one world."""
    if "helps" in told and "hurts" in told:
        return "contested"
    return next((each for each in ("helps", "hurts", "contested", "not_stated") if each in told), None)


EDGES = st.lists(
    st.tuples(
        st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.sampled_from([1, 1, -1, 0]), st.booleans(), st.just(False)
    ),
    min_size=1,
    max_size=7,
)
LOOP: list[Edge] = [(0, 1, 1, False, False), (1, 2, -1, False, False), (2, 0, 1, False, False), (1, 3, 1, False, False)]
PARALLEL: list[Edge] = [(0, 1, 1, False, False), (0, 1, -1, False, False), (1, 2, 0, False, False), (0, 2, 1, True, False)]
BOTH_KINDS: list[Edge] = [(0, 1, 1, True, False), (1, 2, 1, True, False), (1, 3, 1, False, False), (3, 2, -1, False, False)]


@given(EDGES, st.lists(st.sampled_from([1, -1, 0]), min_size=NODES, max_size=NODES), st.data())
@examples(40)
@example(LOOP, [1, 1, 1, -1, 1], None)
@example(PARALLEL, [1, 1, 1, 1, 1], None)
@example(BOTH_KINDS, [1, 1, 1, 1, 1], None)
def test_each_world_agrees_with_its_paths(edges: list[Edge], wanted: list[int], data: st.DataObject | None) -> None:
    conditions: list[Edge] = [(0, 0, 0, False, True)]
    edges = [*edges, *conditions]
    worlds, goals = all_worlds(len(edges)), Goals(tuple(range(NODES)), tuple(wanted))
    alone = [[Start(node)] for node in range(NODES)]
    if data is None:
        more = [[Start(0, 1), Start(1, -1, len(edges) - 1)]]
    else:
        member = st.builds(Start, st.integers(0, NODES - 1), st.sampled_from([1, -1]), st.sampled_from([-1, len(edges) - 1]))
        more = data.draw(st.lists(st.lists(member, min_size=1, max_size=3), max_size=2))
    seen = set()
    for turn in reached_goals(arrays(edges), worlds, goals):
        for starts in (*alone, *more):
            found = turn.of(starts, worlds)
            for lane, goal in enumerate(turn.goals):
                seen.add(goal)
                for number in range(2 ** len(edges)):
                    held = [bool(number >> edge & 1) for edge in range(len(edges))]
                    expected = union([by_paths(edges, held, each, goal, wanted[goal]) for each in starts])
                    assert shown(found, lane, number) == ([expected] if expected else []), (goal, starts, held)
    assert seen == set(range(NODES))


@given(EDGES)
@examples(25)
@example(LOOP)
@example(BOTH_KINDS)
def test_every_walk_agrees_with_the_closure_of_signed_steps(edges: list[Edge]) -> None:
    worlds, goals = all_worlds(len(edges)), Goals(tuple(range(NODES)), (1,) * NODES)
    for turn in reached_goals(arrays(edges), worlds, goals, every_walk=True):
        for start, number in product(range(NODES), range(2 ** len(edges))):
            found = turn.of([Start(start)], worlds)
            held = [each for i, each in enumerate(edges) if number >> i & 1 and each[0] != each[1]]
            for lane, goal in enumerate(turn.goals):
                reached = {(b, s) for a, b, s, _, _ in held if a == start and start != goal}
                while (
                    more := {
                        (b, sign * s)
                        for at, sign in reached
                        for a, b, s, first, _ in held
                        if a == at and not first and at != goal
                    }
                    - reached
                ):
                    reached |= more
                signs = {sign for node, sign in reached if node == goal}
                expected = (
                    "contested" if {1, -1} <= signs else "helps" if 1 in signs else "hurts" if -1 in signs else "not_stated"
                )
                assert shown(found, lane, number) == ([expected] if signs else []), (start, goal, held)


def test_worlds_are_drawn_as_often_as_they_should_be_and_nested() -> None:
    """Within four standard errors; an edge of a higher probability holds wherever it would with a lower one."""
    tables = [np.array([[0.9, 0.1, 0.5], [0.3, 0.1, 1.0]]), np.array([[0.8, 0.0, 0.5], [0.3, 0.2, 0.0]])]
    one, other = draw_worlds(tables, 65536, np.random.default_rng(3))
    for drawn, table in zip((one, other), tables, strict=True):
        assert np.abs(drawn.count(drawn.bits) / 65536 - table.T).max() < 4 * 0.5 / 256
    assert not (other.bits[0, : other.words] & ~one.bits[0, : one.words]).any()
    assert not (one.bits[1] & ~one.bits[1] & other.bits[1]).any()
    assert one.bits[1, 1024:].tolist() != one.bits[1, :1024].tolist()
    (shared,) = draw_worlds([np.array([[0.4], [0.4], [0.6]])], 640, np.random.default_rng(3), coupled=True)
    first, second, third = shared.bits[0].reshape(3, 10)
    assert (first == second).all() and not (first & ~third).any() and (third & ~first).any()


@pytest.mark.parametrize("lanes", [1, 3, 200])
def test_goals_that_share_a_row_are_answered_as_alone(lanes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    edges: list[Edge] = [
        (int(a), int(b), int(s), bool(f), False)
        for a, b, s, f in zip(
            rng.integers(0, 30, 90), rng.integers(0, 30, 90), rng.choice([1, -1, 0], 90), rng.random(90) < 0.2, strict=True
        )
    ]
    (worlds,) = draw_worlds([np.full((2, 90), 0.6)], 128, rng)
    goals = Goals(tuple(range(12)), (1, -1, 0) * 4)
    from trosol.measures.influence import possible_worlds

    def counts() -> dict[tuple[int, int], list[list[int]]]:
        made = {}
        for turn in reached_goals(arrays(edges, 30), worlds, goals):
            for start in range(30):
                found = turn.of([Start(start)], worlds)
                for lane, goal in enumerate(turn.goals):
                    told = [None] * 4 if found is None else found
                    made[start, goal] = [[0, 0] if each is None else worlds.count(each[lane]).tolist() for each in told]
        return made

    expected = counts()
    monkeypatch.setattr(possible_worlds, "_ROW_WORDS", lanes * 4)
    assert counts() == expected
    assert sum(map(len, expected.values())) > 12 * 30
