"""Maps of PRSM as it saves them: packed or plain, the kind in the style's name, notes as pieces of text, attributes under numbers.

The program: https://prsm.uk. A style that nobody named is called "Sample" there, and says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trosol.imports.drawn_map import unreadable
from trosol.imports.lz_text import unpacked

__all__ = ["is_prsm", "plain_prsm", "unpacked_prsm"]

_UNNAMED = frozenset(["sample", ""])
_SHOWN = frozenset(
    [
        "created",
        "modified",
        "nodeHidden",
        "edgeHidden",
        "hidden",
        "clusteredIn",
        "scaling",
        "font",
        "widthConstraint",
        "heightConstraint",
    ]
)


def unpacked_prsm(content: bytes, name: str) -> bytes:
    """The file as JSON; a packed one is unpacked. Raises :class:`TrosolError` for one that cannot be."""
    text = content.decode("utf-8-sig", errors="surrogatepass") if content[:1] not in (b"{", b"[") else ""
    if not text or text.lstrip()[:1] in ("{", "["):
        return content
    try:
        return unpacked(text).encode("utf-8", errors="replace")
    except ValueError as error:
        raise unreadable(name, "PRSM", f"it is neither JSON nor packed as PRSM packs its maps ({error})") from None


def is_prsm(found: Mapping[str, Any]) -> bool:
    """Whether JSON with nodes and edges is a map of PRSM."""
    styles = found.get("styles", found.get("samples"))
    return "mapTitle" in found or (isinstance(styles, Mapping) and isinstance(styles.get("nodes"), Mapping))


def plain_prsm(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same map with what PRSM says in its own way said plainly: kinds, notes, names of attributes, and arrows from the styles."""
    styles = found.get("styles", found.get("samples"))
    groups = {part: _mapping(_mapping(styles).get(part)) for part in ("nodes", "edges")}
    titles = {
        str(key): title
        for key, title in _mapping(found.get("attributeTitles")).items()
        if isinstance(title, str) and title != "*deleted*"
    }
    nodes = [_said(one, groups["nodes"], titles) for one in found["nodes"]]
    edges = []
    for one in found.get("edges", []):
        style = _mapping(groups["edges"].get(str(one.get("grp", "edge0"))))
        base = _mapping(groups["edges"].get("base"))
        arrows = one.get("arrows", style.get("arrows", base.get("arrows", {"to": {"enabled": True}})))
        edges.append({**_said(one, groups["edges"], titles), "arrows": arrows})
    styled = [edge for edge in edges if "grp" in edge]
    if 2 * sum(bool(edge.get("label")) for edge in styled) < len(styled):  # styles say what ties are, labels something besides
        edges = [_spoken(edge) for edge in edges]
    return {**found, "nodes": nodes, "edges": edges}


def _said(one: Mapping[str, Any], groups: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    made = {titles.get(key, key): value for key, value in one.items() if key not in _SHOWN and value not in ("", None)}
    label = str(_mapping(groups.get(str(one.get("grp", "")))).get("groupLabel") or "").strip()
    made.pop("grp", None)
    if label.casefold() not in _UNNAMED and label != made.get("type"):
        made["grp"] = " ".join(label.split())
    if isinstance(one.get("label"), str):
        made["label"] = " ".join(one["label"].split())  # broken into lines where it is drawn
    for note in ("note", "title"):
        if (text := _note(one.get(note))) is not None:
            made[note] = text
    return made


def _spoken(edge: dict[str, Any]) -> dict[str, Any]:
    """An edge whose style says what it is: what is written on it is a text."""
    if "grp" not in edge or not edge.get("label"):
        return edge
    text = "\n".join(str(part) for part in (edge.pop("label"), edge.get("note")) if part)
    return {**edge, "note": text}


def _note(note: Any) -> str | None:
    """The text of a note, which is kept as pieces; None where there is none of that form."""
    pieces = _mapping(note).get("ops")
    if not isinstance(pieces, list):
        return None
    return "".join(
        str(piece["insert"]) for piece in pieces if isinstance(piece, Mapping) and isinstance(piece.get("insert"), str)
    ).strip()


def _mapping(one: Any) -> Mapping[str, Any]:
    return one if isinstance(one, Mapping) else {}
