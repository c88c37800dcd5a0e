"""Maps in GEXF, as Gephi has written them from 0.7 to today: whatever the namespace, ``kind``, mixed directions, nested nodes.

Standard: https://gexf.net/schema.html.
"""

from __future__ import annotations

from collections.abc import Iterable

from trosol.errors import Where
from trosol.imports.drawn_map import Drawing, unreadable
from trosol.imports.graphml import INSIDE
from trosol.imports.map_attributes import TIE_KINDS, DrawingBuilder, direction_of, said_of
from trosol.imports.xml_tree import Element, tree

__all__ = ["from_gexf"]

_DEFAULTS = {"directed": "directed", "mutual": "mutual"}


def from_gexf(content: bytes, name: str) -> Drawing:
    """The map of a ``.gexf`` file. Raises :class:`TrosolError`."""
    root = tree(content, name, "GEXF")
    graph = root.first("graph")
    if root.name != "gexf" or graph is None:
        raise unreadable(name, "GEXF", "it has no graph in it")
    return _Gexf(name).read(root, graph)


class _Gexf:
    def __init__(self, name: str) -> None:
        self.name = name
        self.builder = DrawingBuilder(name, "a GEXF file")
        self.titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self.defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}

    def read(self, root: Element, graph: Element) -> Drawing:
        description = root.first("meta", "description")
        if description is not None and 0 < len(description.text.strip()) < 200:
            self.builder.title = " ".join(description.text.split())
        for attributes in graph.all("attributes"):
            part = attributes.said.get("class", "node")
            for one in attributes.all("attribute"):
                key = one.said.get("id", "")
                self.titles.setdefault(part, {})[key] = one.said.get("title", key)
                usual = one.first("default")
                if usual is not None and usual.text.strip():
                    self.defaults.setdefault(part, {})[self.titles[part][key]] = usual.text.strip()
        nested: list[tuple[Iterable[Element], str]] = [(nodes.all("node"), "") for nodes in graph.all("nodes")]
        number = 0
        while nested:
            nodes, box = nested.pop(0)
            for node in nodes:
                number += 1
                where = Where(self.name, None, f"node {number}")
                inner = [one for one in node.inside if one.name == "nodes"]
                said = self._said(node, "node")
                said["label"] = node.said.get("label", "") or said.get("label", "")
                key = self.builder.thing(node.said.get("id", ""), said, where, lasting=True, box=bool(inner))
                if box or node.said.get("pid"):
                    self.builder.tie((key, box or node.said["pid"]), {}, where, kind=INSIDE, inside=True)
                nested.extend((one.all("node"), key) for one in inner)
        default = graph.said.get("defaultedgetype", "undirected")
        every = [edge for edges in graph.all("edges") for edge in edges.all("edge")]
        every += [
            edge for node in graph.below() if node.name == "node" for part in node.all("edges") for edge in part.all("edge")
        ]
        for at, edge in enumerate(every, 1):
            self._edge(edge, default, at)
        return self.builder.made()

    def _edge(self, edge: Element, default: str, number: int) -> None:
        said = self._said(edge, "edge")
        if edge.said.get("label"):
            said["label"] = edge.said["label"]
        ends = edge.said.get("source", ""), edge.said.get("target", "")
        direction = direction_of(edge.said.get("type", "") or default) or direction_of("undirected")
        kind = edge.said.get("kind", "").strip()
        where = Where(self.name, None, f"edge {number}")
        self.builder.tie(ends, said, where, direction=direction, key=edge.said.get("id", ""), kind=kind, kind_names=TIE_KINDS)

    def _said(self, item: Element, part: str) -> dict[str, str]:
        found = dict(self.defaults[part])
        own: dict[str, list[str]] = {}
        for values in item.all("attvalues"):
            for one in values.all("attvalue"):
                key = one.said.get("for", one.said.get("id", ""))
                own.setdefault(self.titles[part].get(key, key), []).append(one.said.get("value", ""))
                if {"start", "end", "startopen", "endopen"} & one.said.keys():
                    self.builder.notes["time for which a value holds; of several values, the first tells the kind"] += 1
        found.update({title: "; ".join(dict.fromkeys(filter(None, texts))) for title, texts in own.items()})
        for looks in item.inside:
            if looks.name == "color":
                found["colour"] = looks.said.get("hex") or ",".join(looks.said.get(c, "") for c in "rgb")
            elif looks.name in ("shape", "size", "thickness"):
                found[looks.name] = looks.said.get("value", "")
            elif looks.name == "position":
                found.setdefault("position", " ".join(looks.said.values()))
            elif looks.name == "spells":
                self.builder.notes["time in which it holds (spells)"] += 1
        known = ("id", "label", "source", "target", "type", "kind", "pid")
        found.update({key: value for key, value in item.said.items() if key not in known})
        return said_of(found)
