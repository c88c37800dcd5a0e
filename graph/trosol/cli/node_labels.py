"""What the nodes of a network file are called, beside their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["Labels"]


class Labels:
    """Labels by node id; a node whose label is its id, or that has none, is not among them.

    >>> named = Labels({"n0": "Ann", "n1": "Ben", "n2": "Ben"})
    >>> named.node("Ann"), named.node("Ben"), named.shown("n0"), named.shown("n1")
    ('n0', 'Ben', 'Ann', 'Ben (n1)')
    """

    def __init__(self, by_node: Mapping[str, str]) -> None:
        self.by_node = dict(by_node)
        self._number = Counter(self.by_node.values())
        self._nodes = {label: node for node, label in self.by_node.items()}

    @classmethod
    def of(cls, graph: Any) -> Labels:
        """The labels of a networkx graph, as GraphML and GEXF give them."""
        said = ((str(node), str(label or "").strip()) for node, label in graph.nodes(data="label"))
        return cls({node: label for node, label in said if label not in ("", node)})

    def node(self, text: str) -> str:
        """The id that a text stands for: an id, or the label of one node alone; else the text, for the measure to refuse."""
        return self._nodes[text] if text not in self.by_node and self._number[text] == 1 else text

    def nodes(self, texts: Iterable[str] | None) -> list[str] | None:
        """The ids that texts stand for; None for none."""
        return None if texts is None else [self.node(text) for text in texts]

    def shown(self, node: str) -> str:
        """What to show for an id: the label, with the id where others have the same; the text itself if it is no id."""
        label = self.by_node.get(node)
        if label is None:
            return node
        return label if self._number[label] == 1 else f"{label} ({node})"
