"""Maps in GraphML, as yEd, Cytoscape, igraph, Gephi and Neo4j write them.

yEd draws its own elements into the data of a node or edge: labels, arrowheads, shapes, groups
(https://yed.yworks.com/support/manual/). Standard: http://graphml.graphdrawing.org/specification.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from trosol.errors import Where
from trosol.imports.drawn_map import ARROWS, NONE, ONE, Drawing, unreadable
from trosol.imports.map_attributes import KINDS, DrawingBuilder, plain_text, said_of
from trosol.imports.xml_tree import Element, tree

__all__ = ["INSIDE", "from_graphml"]

INSIDE = "part of"
"""The word for: lies in that box. It is the name of a relation, so that nobody has to say what it means."""


def from_graphml(content: bytes, name: str) -> Drawing:
    """The map of a ``.graphml`` file. Raises :class:`TrosolError`."""
    root = tree(content, name, "GraphML")
    graph = root.first("graph")
    if root.name != "graphml" or graph is None:
        raise unreadable(name, "GraphML", "it has no graph in it")
    return _GraphML(root, name).read(graph)


class _GraphML:
    def __init__(self, root: Element, name: str) -> None:
        self.name = name
        self.keys = {key.said.get("id", ""): key for key in root.all("key")}
        self.builder = DrawingBuilder(name, "a GraphML file")
        graphs = sum(1 for _ in root.all("graph"))
        if graphs > 1:
            self.builder.notes["further graph of the file: only the first is read"] += graphs - 1

    def read(self, graph: Element) -> Drawing:
        title = next((value for key, value in self._said(graph).items() if key in ("name", "title", "description")), "")
        self.builder.title = title if len(title) < 200 else ""
        edges: list[tuple[Element, str]] = []
        waiting = [(graph, "", "")]
        number = 0
        while waiting:
            here, box, box_name = waiting.pop()
            for node in here.all("node"):
                number += 1
                key, label = self._node(node, number, box_name)
                if box:
                    where = Where(self.name, None, f"node {number}")
                    self.builder.tie((key, box), {}, where, kind=INSIDE, inside=True)
                waiting.extend((inner, key, label) for inner in node.all("graph"))
                if sum(1 for _ in node.all("port")):
                    self.builder.notes["port of an item"] += sum(1 for _ in node.all("port"))
            edges += [(edge, here.said.get("edgedefault", "directed")) for edge in here.all("edge")]
            if hyper := sum(1 for _ in here.all("hyperedge")):
                self.builder.notes["tie of more than two ends (hyperedge)"] += hyper
        for at, (edge, default) in enumerate(edges, 1):
            self._edge(edge, default, at)
        return self.builder.made()

    def _node(self, node: Element, number: int, box_name: str) -> tuple[str, str]:
        said = {key: value for key, value in said_of(node.said).items() if key not in ("id", "foldertype")}
        said.update(self._said(node))
        drawn = next(self._drawn(node), None)
        if drawn is not None:
            said.update({key: value for key, value in self._look(drawn).items() if value and key not in said})
        if box_name:
            said.setdefault("group", box_name)
        box = node.first("graph") is not None or "foldertype" in node.said
        names = _NODE_KINDS if box_name or drawn is not None else KINDS
        where = Where(self.name, None, f"node {number}")
        key = self.builder.thing(node.said.get("id", ""), said, where, lasting=True, box=box, kind_names=names)
        return key, self.builder.things[key].label

    def _edge(self, edge: Element, default: str, number: int) -> None:
        where = Where(self.name, None, f"edge {number}")
        ends = edge.said.get("source", ""), edge.said.get("target", "")
        said = {
            k: v
            for k, v in said_of(edge.said).items()
            if k not in ("id", "source", "target", "directed", "sourceport", "targetport")
        }
        said.update(self._said(edge))
        directed = edge.said.get("directed", "true" if default == "directed" else "false")
        direction = ONE if directed == "true" else NONE
        drawn = next(self._drawn(edge), None)
        if drawn is not None:
            texts = _labels(drawn, "EdgeLabel")
            if texts and not said.get("label"):
                said["label"] = texts.pop(0)
            if texts:
                said["note"] = "; ".join([*([said["note"]] if said.get("note") else []), *texts])
            if (line := drawn.first("LineStyle")) is not None:
                said.setdefault("colour", line.said.get("color", ""))
                said.setdefault("line", line.said.get("type", ""))
            if (arrows := drawn.first("Arrows")) is not None:
                direction = ARROWS[_heads(arrows.said.get("source", "none"), arrows.said.get("target", "none"))]
        said = {key: value for key, value in said.items() if value}
        self.builder.tie(ends, said, where, direction=direction, key=edge.said.get("id", ""))

    def _said(self, item: Element) -> dict[str, str]:
        """The data of an item by the names of its keys, with the defaults of those that are not there."""
        found: dict[str, str] = {}
        for data in item.all("data"):
            key = self.keys.get(data.said.get("key", ""))
            title = key.said.get("attr.name", "") if key is not None else ""
            title = title or data.said.get("key", "")
            if not data.inside and data.text.strip():
                found[title] = f"{found[title]}; {data.text.strip()}" if found.get(title) else data.text.strip()
        if (about := item.first("desc")) is not None and about.text.strip():
            found.setdefault("description", about.text.strip())
        kind = item.name
        for key in self.keys.values():
            default = key.first("default")
            if default is not None and key.said.get("for") in (kind, "all") and default.text.strip():
                found.setdefault(key.said.get("attr.name", ""), default.text.strip())
        return said_of(found)

    def _drawn(self, item: Element) -> Iterator[Element]:
        """YEd's own element of a node or edge; of a group, the one that is shown."""
        for data in item.all("data"):
            for one in data.inside:
                shown = one.first("Realizers")
                if shown is None or not shown.inside:
                    if any(part.name in ("NodeLabel", "EdgeLabel", "Arrows", "Fill", "Shape") for part in one.inside):
                        yield one
                    continue
                active = shown.said.get("active", "0")
                at = int(active) if active.isascii() and active.isdigit() and len(active) < 4 else 0
                yield shown.inside[at if at < len(shown.inside) else 0]

    def _look(self, drawn: Element) -> dict[str, str]:
        texts = _labels(drawn, "NodeLabel")
        found = {"label": texts[0] if texts else ""}
        if texts[1:]:
            found["note"] = "; ".join(texts[1:])
        if (shape := drawn.first("Shape")) is not None:
            found["shape"] = shape.said.get("type", "")
        if (fill := drawn.first("Fill")) is not None and fill.said.get("hasColor") != "false":
            found["colour"] = fill.said.get("color", "")
        if (place := drawn.first("Geometry")) is not None:
            found["position"] = " ".join(place.said.get(axis, "") for axis in "xy").strip()
        if drawn.said.get("configuration"):
            found["shape"] = found.get("shape") or drawn.said["configuration"]
        if (uml := drawn.first("UML")) is not None:
            found["stereotype"] = uml.said.get("stereotype", "")
            texts = [one.text.strip() for one in uml.inside if one.name in ("AttributeLabel", "MethodLabel") and one.text.strip()]
            if texts:
                found["note"] = "; ".join([*([found["note"]] if found.get("note") else []), *texts])
        return found


_NODE_KINDS = ("element type", "type", "class", "labels", "category", "kind", "role", "node type", "stereotype")
"""In yEd a group is a box in which items lie; only who says so (``[columns]``) makes a kind of it."""


_POINTED = frozenset(["standard", "delta", "white_delta", "plain", "short", "convex", "concave", "t_shape"])
"""Ends that point at something; circles, diamonds, dashes and feet say something else where the other end is one of these."""


def _heads(source: str, target: str) -> tuple[bool, bool]:
    """Whether there is a head at the source, and one at the target.

    >>> _heads("circle", "standard"), _heads("none", "diamond"), _heads("delta", "delta")
    ((False, True), (False, True), (True, True))
    """
    pointed = source in _POINTED, target in _POINTED
    return pointed if any(pointed) else (source not in ("none", "plain_line"), target not in ("none", "plain_line"))


def _labels(drawn: Element, name: str) -> list[str]:
    found = []
    for one in drawn.all(name):
        text = one.text.strip()
        if text.startswith("<html"):
            text = plain_text(text)
        if text and one.said.get("hasText") != "false":
            found.append(" ".join(text.split()))
    return found
