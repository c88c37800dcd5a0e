"""What a map is made of: nodes at fixed places, edges with their claims, lanes, a legend, and a table twin."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.language import say_in
from trosol.plain import ToJson

__all__ = ["LANE_WIDTH", "Edge", "Lane", "LegendEntry", "Node", "Picture"]

LANE_WIDTH = 200
"""Width of a lane in pixels at full size."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box on the map. ``x`` and ``y`` are its middle in pixels at full size."""

    id: str
    label: str
    title: str
    lane: str
    colour: str
    shape: str
    dashed: bool = False
    x: float = 0.0
    y: float = 0.0
    rows: int = 1
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line on the map: ``sign`` 1, -1, or 0 (unknown or none); dashed where every claim is inferred. ``gate``: a claim says who keeps a gate."""

    source: str
    target: str
    label: str
    title: str
    sign: int
    inferred: bool
    directed: bool
    claims: tuple[str, ...]
    weight: int = 1
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the map and its heading."""

    key: str
    label: str
    x: float


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a colour and shape stand for."""

    label: str
    colour: str
    shape: str
    count: int
    definition: str


@dataclass(frozen=True, slots=True)
class Picture(ToJson):
    """A whole map; ``shown`` of ``total`` things are on it, ``says`` is the sentence that explains it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lanes: tuple[Lane, ...]
    legend: tuple[LegendEntry, ...]
    width: int
    height: int
    shown: int
    total: int
    says: str
    centre: str | None = None

    def table(self, names: dict[str, str] | None = None, language: str = "en") -> list[tuple[str, str, str, str, str]]:
        """The same rows as the picture: from, relation, to, sign, claims."""
        labels = {node.id: " ".join(node.label.split()) for node in self.nodes} | (names or {})
        words = {1: say_in(language, "raises"), -1: say_in(language, "lowers"), 0: say_in(language, "not stated")}
        return [
            (labels[e.source], e.label, labels[e.target], words[e.sign], ", ".join(e.claims))
            for e in sorted(self.edges, key=lambda e: (labels[e.source], labels[e.target], e.label))
        ]
