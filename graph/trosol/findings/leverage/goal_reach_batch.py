"""Which goals each push helps, counted again and again: with some of the arrows only, or with a few of them otherwise.

The same ways and signs as in :mod:`trosol.findings.leverage.goal_reach`, for many pushes at once: for each thing, the goals that some way
raises, lowers, or reaches with unknown sign are kept as bits, and whatever acts on it takes them over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from trosol.findings.leverage.goal_reach import Field

__all__ = ["Helped", "Masks", "goals_helped", "verdicts"]

Masks = tuple[int, int, int]
"""Goals, as bits, that some way raises, lowers, or reaches with unknown sign."""

_NONE: Masks = (0, 0, 0)

_Next = list[list[tuple[int, int]]]
"""For each number, the numbers that it acts on, with signs."""


def verdicts(found: Masks, own: int, desired: int, unwanted: int) -> dict[str, int]:
    """The goals that are helped, hurt, both, or reached without anybody saying which way, as bits; ``own`` is left out.

    ``desired`` and ``unwanted``: goals of which more, or less, is wanted; a goal in neither has only unknown effects.

    >>> verdicts((0b11, 0b10, 0b100), 0, 0b111, 0)
    {'helps': 1, 'hurts': 0, 'both': 2, 'unknown': 4}
    """
    up, down, unknown = (mask & ~own for mask in found)
    helped = (up & desired) | (down & unwanted)
    hurt = (down & desired) | (up & unwanted)
    return {
        "helps": helped & ~hurt,
        "hurts": hurt & ~helped,
        "both": helped & hurt,
        "unknown": (up | down | unknown) & ~helped & ~hurt,
    }


class Helped:
    """The goals that each of some things helps in a network, as bits; and how that differs where arrows do.

    Things are numbered so that what lies near the goals comes first: then nearly every mask is right at the first try, and
    only loops are gone round again.
    """

    def __init__(self, field: Field, ways: nx.DiGraph, keys: Iterable[str]) -> None:
        """Read ``ways`` once; the sign of an arrow is the one it has there."""
        number = {key: i for i, key in enumerate(nx.dfs_postorder_nodes(ways))}
        bits = {goal: 1 << i for i, goal in enumerate(field.goals)}
        self._number = number
        self._keys = [(key, number.get(key), bits.get(key, 0)) for key in keys]
        self._own = [bits.get(key, 0) for key in number]
        self._desired = sum(bit for goal, bit in bits.items() if field.wanted[goal] > 0)
        self._unwanted = sum(bit for goal, bit in bits.items() if field.wanted[goal] < 0)
        self._arrows = [(number[a], number[b], sign) for a, b, sign in ways.edges(data="sign")]
        self._after = self._next(self._arrows)
        self._before: list[list[int]] = [[] for _ in number]
        for a, b, _ in self._arrows:
            self._before[b].append(a)
        self._masks = self._filled([_NONE] * len(number), range(len(number)), self._after)
        self._base = self._read(self._masks)

    def whole(self) -> dict[str, int]:
        """With all arrows."""
        return dict(self._base)

    def left(self, kept: Sequence[Any]) -> dict[str, int]:
        """With those arrows of ``ways.edges`` for which ``kept`` says so, in that order."""
        after = self._next([arrow for arrow, there in zip(self._arrows, kept, strict=True) if there])
        return self._read(self._filled([_NONE] * len(after), range(len(after)), after))

    def otherwise(self, arrows: Mapping[tuple[str, str], int | None]) -> dict[str, int]:
        """With some arrows of another sign, or gone where that is None. Only what leads to them is looked at anew."""
        new = {(self._number[a], self._number[b]): sign for (a, b), sign in arrows.items()}
        behind = self._behind({a for a, _ in new})
        after = list(self._after)
        for a in {a for a, _ in new}:
            signs = [(b, new.get((a, b), sign)) for b, sign in after[a]]
            after[a] = [(b, sign) for b, sign in signs if sign is not None]
        masks = list(self._masks)
        for i in behind:
            masks[i] = _NONE
        touched = [line for line in self._keys if line[1] in behind]
        return {**self._base, **self._read(self._filled(masks, sorted(behind), after), touched)}

    def _next(self, arrows: Iterable[tuple[int, int, int]]) -> _Next:
        after: _Next = [[] for _ in self._number]
        for a, b, sign in arrows:
            after[a].append((b, sign))
        return after

    def _behind(self, ends: Collection[int]) -> set[int]:
        """The ends and all from which some way leads to one of them."""
        seen, waiting = set(ends), list(ends)
        while waiting:
            for a in self._before[waiting.pop()]:
                if a not in seen:
                    seen.add(a)
                    waiting.append(a)
        return seen

    def _filled(self, masks: list[Masks], open_: Iterable[int], after: _Next) -> list[Masks]:
        """The least masks that agree with one another; only the open ones are filled, which begin empty, in order."""
        own, before = self._own, self._before
        todo = bytearray(len(masks))
        order = [i for i in open_ if after[i]]
        for i in order:
            todo[i] = 1
        able = bytes(todo)
        again = True
        while again:
            again = False
            for i in order:
                if not todo[i]:
                    continue
                todo[i] = 0
                up, down, unknown = old = masks[i]
                for b, sign in after[i]:
                    more, less, unsure = masks[b]
                    more |= own[b]
                    if sign > 0:
                        up |= more
                        down |= less
                    elif sign < 0:
                        up |= less
                        down |= more
                    else:
                        unsure |= more | less
                    unknown |= unsure
                if (up, down, unknown) != old:
                    masks[i] = (up, down, unknown)
                    for a in before[i]:
                        if able[a]:
                            todo[a] = 1
                            again = again or a <= i
        return masks

    def _read(self, masks: list[Masks], keys: Iterable[tuple[str, int | None, int]] | None = None) -> dict[str, int]:
        return {
            key: 0 if i is None else verdicts(masks[i], bit, self._desired, self._unwanted)["helps"]
            for key, i, bit in (self._keys if keys is None else keys)
        }


def goals_helped(field: Field, keys: Iterable[str]) -> dict[str, float]:
    """How many goals each of the keys helps in the network as it is: what leverage ranks by, without drawing anything anew."""
    return {key: float(goals.bit_count()) for key, goals in Helped(field, field.graph, keys).whole().items()}
