"""Influence and dependence: what drives the map, and what is driven by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trosol.measures.graph_view import GREATEST, Node, Plain, name_of, plain
from trosol.measures.ranks import TOLERANCE, neat, ranks
from trosol.measures.wrong_use import between, wrong

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["QUADRANTS", "Micmac", "micmac"]

QUADRANTS = ("driver", "relay", "dependent", "autonomous")
"""Drives and is not driven; drives and is driven; is driven; neither."""

_COLUMNS = ("direct_influence", "direct_dependence", "indirect_influence", "indirect_dependence")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Micmac:
    """Influence and dependence of each node, direct and indirect, and the quadrant each puts it in.

    ``values`` has four numbers per node in the order of ``columns``. ``power``: the longest ways counted; ``settled``:
    whether the ranks had stopped changing there.
    """

    values: Mapping[Node, tuple[float, ...]]
    direct_quadrants: Mapping[Node, str]
    quadrants: Mapping[Node, str]
    power: int
    settled: bool
    weight: str | None
    columns: tuple[str, ...] = _COLUMNS

    def to_frame(self) -> pd.DataFrame:
        """A row per node: the four numbers, ``direct_quadrant`` and ``quadrant`` (the indirect one)."""
        import pandas as pd

        rows = [(*row, self.direct_quadrants[node], self.quadrants[node]) for node, row in self.values.items()]
        index = pd.Index(list(self.values), name="node", tupleize_cols=False)
        return pd.DataFrame(rows, index=index, columns=[*self.columns, "direct_quadrant", "quadrant"])

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``scores`` by node and column."""
        return {
            "measure": "micmac",
            "parameters": {"weight": self.weight, "power": self.power},
            "settled": self.settled,
            "scores": {
                name_of(node): {
                    **dict(zip(self.columns, row, strict=True)),
                    "direct_quadrant": self.direct_quadrants[node],
                    "quadrant": self.quadrants[node],
                }
                for node, row in self.values.items()
            },
        }


def micmac(graph: Any, power: int | None = None, weight: str | None = None) -> Micmac:
    """Count how much each node drives and is driven, in one step and over longer ways.

    **Reads as**: drives much, driven by little: there is a lever.

    **Formula**: with M the matrix of arrows, direct influence = row sums of M, direct dependence = column sums. Indirect =
    those of M² + … + M^p, p the first power from which on the ranks of both stay as they are (or ``power``). Godet takes M^p
    alone, which ranks the same where there are circles and is 0 where there are none. Quadrants are drawn at the means:
    driver, relay (both high), dependent, autonomous (both low).

    **Inputs**: any networkx graph; ``weight`` names the strength of an arrow.

    **Returns**: :class:`Micmac`. ``settled`` is false if the ranks still changed at p = 30.

    **Errors**: graph-empty, weight-wrong, weight-range, measure-range.

    **Trap**: it depends wholly on the boundary of the map: what acts from outside has no dependence in it.

    **Cost**: p · m. **Source**: Duperrin & Godet 1973 (MICMAC); Godet 1994, From Anticipation to Action.

    >>> import networkx as nx
    >>> found = micmac(nx.DiGraph([("a", "b"), ("b", "c"), ("b", "d")]))
    >>> found.values["a"], found.power, found.quadrants
    ((1.0, 0.0, 2.0, 0.0), 3, {'a': 'driver', 'b': 'autonomous', 'c': 'dependent', 'd': 'dependent'})
    """
    if power is not None:
        between("power", power, 2, 1000)
    view = plain(graph, weight)
    ways_out, ways_in = _onward(view, np.ones(len(view)))
    direct = (ways_out.tolist(), ways_in.tolist())
    influence, dependence = ways_out * 0, ways_in * 0
    settled, longest, earlier = False, 1, None
    for steps in range(2, (power or _LONGEST) + 1):
        longest = steps
        ways_out, ways_in = _onward(view, ways_out)[0], _onward(view, ways_in)[1]
        if max(ways_out.max(), ways_in.max()) > GREATEST:
            raise wrong(
                "measure-range",
                f"By power {steps} the paths, or their weights, have grown beyond {GREATEST:g}.",
                "Choose a lower power, or weights in another unit.",
            )
        influence, dependence = influence + ways_out, dependence + ways_in
        order = (ranks(influence).tolist(), ranks(dependence).tolist())
        settled = order == earlier
        if settled and power is None:
            break
        earlier = order
    indirect = (influence.tolist(), dependence.tolist())
    columns = [neat(each) for each in (*direct, *indirect)]
    return Micmac(
        dict(zip(view.nodes, zip(*columns, strict=True), strict=True)),
        dict(zip(view.nodes, _quadrants(*direct), strict=True)),
        dict(zip(view.nodes, _quadrants(*indirect), strict=True)),
        longest,
        settled,
        weight,
    )


def _onward(view: Plain, ways: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The matrix of arrows, and the same turned, times a number for each node: ways that are longer by one arrow at their start, at their end."""
    ends, sizes = view.every_arrow
    a, b = ends.T
    before: NDArray[np.float64] = np.bincount(a, sizes * ways[b], len(view)).astype(np.float64)
    after: NDArray[np.float64] = np.bincount(b, sizes * ways[a], len(view)).astype(np.float64)
    return before, after


def _quadrants(influence: list[float], dependence: list[float]) -> list[str]:
    """Above the mean is high; at the mean, or below, is low."""
    strong = _above(influence)
    driven = _above(dependence)
    names = {(True, False): "driver", (True, True): "relay", (False, True): "dependent", (False, False): "autonomous"}
    return [names[pair] for pair in zip(strong, driven, strict=True)]


def _above(values: list[float]) -> list[bool]:
    mean = sum(values) / len(values)
    return [value > mean * (1 + TOLERANCE) for value in values]
