"""What a measure of nodes gives: one number each, raw and normalised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from trosol.measures.graph_view import Node, name_of
from trosol.measures.ranks import neat, ranks, ranks_between
from trosol.measures.wrong_use import nearest, wrong

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UNDEFINED", "Index", "Scores", "jsonable", "scores"]

UNDEFINED = nan
"""What cannot be said about a node; never 0, which says something."""


def jsonable(value: float | None) -> float | None:
    """A number for JSON, which has no NaN.

    >>> jsonable(float("nan")), jsonable(2.0)
    (None, 2.0)
    """
    return None if value is None or isnan(value) else value


@dataclass(frozen=True, slots=True)
class Scores:
    """One number for each node, twice: ``raw`` as counted, ``normalised`` for comparing networks of different size.

    ``raw_is`` and ``normalised_is`` say in words what the two are. Undefined is NaN. Numbers are rounded to twelve
    significant digits, so that nodes in the same position have the same number. ``apart``: where they are estimated, one
    node counts as above another only if their raw scores are further apart than this, for the error may have turned them round.
    """

    measure: str
    raw: Mapping[Node, float]
    normalised: Mapping[Node, float]
    raw_is: str
    normalised_is: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    apart: float = 0.0

    def __getitem__(self, node: Node) -> float:
        """The raw score of a node."""
        if node not in self.raw:
            raise wrong("node-unknown", f"'{name_of(node)}' has no {self.measure}.", nearest(node, self.raw))
        return self.raw[node]

    def __len__(self) -> int:
        """How many nodes have a score or an undefined one."""
        return len(self.raw)

    def ranks(self) -> dict[Node, int | None]:
        """Rank from the highest down, one more than are above; equals share the best place, an undefined one has none."""
        values = list(self.raw.values())
        places = (ranks_between(values, self.apart)[0] if self.apart else ranks(values)).tolist()
        return {node: None if isnan(self.raw[node]) else place for node, place in zip(self.raw, places, strict=True)}

    def top(self, k: int) -> tuple[Node, ...]:
        """The nodes ranked k or better, best first; with ties there may be more than k."""
        places = {node: place for node, place in self.ranks().items() if place is not None and place <= k}
        return tuple(sorted(places, key=lambda node: places[node]))

    def to_frame(self, normalised: bool = False) -> pd.DataFrame:
        """A DataFrame by node with one column named after the measure (``<measure>_normalised`` for the normalised one)."""
        import pandas as pd

        name, values = (f"{self.measure}_normalised", self.normalised) if normalised else (self.measure, self.raw)
        return pd.DataFrame({name: list(values.values())}, index=pd.Index(list(values), name="node", tupleize_cols=False))

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure``, ``parameters``, ``scores`` (raw), ``normalised``, and what the two are."""
        return {
            "measure": self.measure,
            "parameters": dict(self.parameters),
            "scores": {name_of(node): jsonable(value) for node, value in self.raw.items()},
            "normalised": {name_of(node): jsonable(value) for node, value in self.normalised.items()},
            "raw_is": self.raw_is,
            "normalised_is": self.normalised_is,
        }


@dataclass(frozen=True, slots=True)
class Index:
    """One number for a whole network; NaN where it is undefined. ``value_is`` says in words what it is."""

    measure: str
    value: float
    value_is: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __float__(self) -> float:
        """The number."""
        return self.value

    def to_json(self) -> dict[str, Any]:
        """Plain values: ``measure``, ``parameters``, ``value`` and what it is."""
        return {
            "measure": self.measure,
            "parameters": dict(self.parameters),
            "value": jsonable(self.value),
            "value_is": self.value_is,
        }


def scores(
    measure: str,
    nodes: Iterable[Node],
    raw: Iterable[float],
    normalised: Iterable[float],
    raw_is: str,
    normalised_is: str,
    **parameters: Any,
) -> Scores:
    """Put numbers in node order into :class:`Scores`.

    >>> made = scores("degree", ["a", "b"], [1, float("nan")], [0.5, float("nan")], "ties", "share of possible ties")
    >>> made["a"], made.ranks(), made.to_json()["scores"]
    (1.0, {'a': 1, 'b': None}, {'a': 1.0, 'b': None})
    """
    keys = tuple(nodes)
    first, second = dict(zip(keys, neat(raw), strict=True)), dict(zip(keys, neat(normalised), strict=True))
    return Scores(measure, first, second, raw_is, normalised_is, parameters)
