"""Diagrams of draw.io (diagrams.net): shapes as items, lines between them as ties, what lies in a container as part of it.

Form: https://www.drawio.com/doc/faq/drawio-file-format. A page may be packed (deflate in base 64); it is unpacked within bounds.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from trosol.errors import Where
from trosol.imports.drawn_map import ARROWS, Drawing, unreadable
from trosol.imports.graphml import INSIDE
from trosol.imports.map_attributes import KINDS, DrawingBuilder, plain_text, said_of
from trosol.imports.xml_tree import Element, tree

__all__ = ["from_drawio"]

_MOST = 64 * 1024 * 1024
"""Bytes that a packed page may stand for."""
_WRAPPERS = ("object", "UserObject")
_OWN = frozenset(["id", "label", "placeholders", "link", "tooltip", "tags"])
_KINDS = tuple(kind for kind in KINDS if kind not in ("group", "grp"))


def from_drawio(content: bytes, name: str) -> Drawing:
    """The map of a ``.drawio`` file: its first page. Raises :class:`TrosolError`."""
    root = tree(content, name, "draw.io")
    pages = list(root.all("diagram")) if root.name == "mxfile" else [root]
    drawn = [page for page in pages if page.name == "mxGraphModel" or page.first("mxGraphModel") is not None or page.text.strip()]
    model = next((found for page in drawn if (found := _model(page, name)) is not None), None)
    if root.name not in ("mxfile", "mxGraphModel") or model is None:
        raise unreadable(name, "draw.io", "it has no page in it")
    return _Page(model, name).read(str(drawn[0].said.get("name", "")) if len(pages) > 1 else "", len(drawn) - 1)


def _model(page: Element, name: str) -> Element | None:
    """The drawing of a page, unpacked where it is packed."""
    if page.name == "mxGraphModel":
        return page
    inside = page.first("mxGraphModel")
    packed = "".join(page.text.split())
    if inside is not None or not packed:
        return inside
    try:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        text = unpacking.decompress(base64.b64decode(packed, validate=True), _MOST)
        if unpacking.unconsumed_tail:
            raise unreadable(name, "draw.io", f"a page stands for more than {_MOST:,} bytes")
        plain = unquote(text.decode("utf-8"), errors="strict")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise unreadable(name, "draw.io", "a page is neither plain nor packed as draw.io packs it") from None
    found = tree(plain.encode(), name, "draw.io")
    return found if found.name == "mxGraphModel" else None


class _Page:
    def __init__(self, model: Element, name: str) -> None:
        self.name = name
        self.builder = DrawingBuilder(name, "a diagram of draw.io")
        self.cells = {key: (said, style, cell) for key, said, style, cell in _cells(model)}
        self.parents = {cell.said.get("parent", "") for _, _, cell in self.cells.values()}
        self.boxes: dict[str, str] = {}

    def read(self, title: str, further: int) -> Drawing:
        self.builder.title = title
        if further:
            self.builder.notes["further page of the file: only the first is read"] += further
        edges = {key for key, (_, _, cell) in self.cells.items() if cell.said.get("edge") == "1"}
        labels: dict[str, list[str]] = {}
        items: dict[str, str] = {}
        for key, (said, style, cell) in self.cells.items():
            if cell.said.get("vertex") != "1":
                continue
            label = " ".join(plain_text(said.get("label", "")).split())
            if cell.said.get("parent") in edges:  # what stands on a line
                labels.setdefault(cell.said["parent"], []).append(label)
            elif label:
                items[key] = label
            elif "group" not in style:
                self.builder.notes["shape without a text"] += 1
        for number, (key, label) in enumerate(items.items(), 1):
            self._item(key, label, number, items)
        for number, key in enumerate((k for k in self.cells if k in edges), 1):
            self._tie(key, labels.get(key, []), number, items)
        return self.builder.made()

    def _item(self, key: str, label: str, number: int, items: Mapping[str, str]) -> None:
        said, style, cell = self.cells[key]
        where = Where(self.name, None, f"shape {number}")
        about = {name: text for name, text in said.items() if name not in _OWN}
        if said.get("tooltip"):
            about.setdefault("description", said["tooltip"])
        about |= {"label": label, "colour": style.get("fillColor", ""), "shape": style.get("shape", "") or next(iter(style), "")}
        box = self._box(cell, items)
        if box:
            about.setdefault("group", items[box])
        boxed = "swimlane" in style and key in self.parents
        self.builder.thing(key, said_of(about), where, lasting=True, box=boxed, kind_names=_KINDS)
        if box:
            self.builder.tie((key, box), {}, where, kind=INSIDE, inside=True)

    def _box(self, cell: Element, items: Mapping[str, str]) -> str:
        """The nearest item that a shape lies in; groups and layers are none."""
        way, at = dict[str, None](), cell.said.get("parent", "")
        while at in self.cells and at not in way and at not in items and at not in self.boxes:
            way[at] = None
            at = self.cells[at][2].said.get("parent", "")
        box = at if at in items else self.boxes.get(at, "")
        self.boxes.update(dict.fromkeys(way, box))
        return box

    def _tie(self, key: str, labels: list[str], number: int, items: Mapping[str, str]) -> None:
        said, style, cell = self.cells[key]
        ends = cell.said.get("source", ""), cell.said.get("target", "")
        if not all(end in items for end in ends):
            self.builder.notes["line that does not join two items with a text"] += 1
            return
        texts = [text for text in (" ".join(plain_text(said.get("label", "")).split()), *labels) if text]
        about = {name: text for name, text in said.items() if name not in _OWN}
        about |= {"label": texts[0] if texts else "", "note": "; ".join(texts[1:])}
        about |= {"colour": style.get("strokeColor", ""), "line": "dashed" if style.get("dashed") == "1" else ""}
        heads = style.get("startArrow", "none") != "none", style.get("endArrow", "classic") != "none"
        where = Where(self.name, None, f"line {number}")
        self.builder.tie(ends, said_of(about), where, direction=ARROWS[heads], key=key)


def _cells(model: Element) -> Iterator[tuple[str, dict[str, str], dict[str, str], Element]]:
    """Each cell with its id, what is said of it, its style, and itself."""
    root = model.first("root")
    for one in root.inside if root is not None else ():
        cell = one.first("mxCell") if one.name in _WRAPPERS else one
        if cell is None or cell.name != "mxCell":
            continue
        said = dict(one.said) if one.name in _WRAPPERS else {"label": cell.said.get("value", "")}
        yield one.said.get("id", "") or cell.said.get("id", ""), said, _style(cell.said.get("style", "")), cell


def _style(text: str) -> dict[str, str]:
    """A style by its parts; a part without a value is a name of its own ("ellipse")."""
    parts = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}
