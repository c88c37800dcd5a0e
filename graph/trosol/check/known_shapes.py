"""Shapes as they are evaluated: what is common in SHACL Core, read off their triples; whatever else they say is marked as unknown.

Source of the terms: https://www.w3.org/TR/shacl/.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trosol.rdf.engine import Iri, Literal, Node, Triple, as_line, parts
from trosol.rdf.iris import OWL, RDF, RDFS

__all__ = ["SH", "KnownShapes", "Path"]

SH = "http://www.w3.org/ns/shacl#"
_SILENT = frozenset(
    SH + name for name in ("name", "description", "message", "severity", "order", "group", "defaultValue", "flags")
)
_NESTED = frozenset({SH + "property", SH + "node", SH + "not"})
_LISTS = frozenset({SH + "and", SH + "or", SH + "xone"})
_TARGETS = frozenset(SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_CLASSES = frozenset({RDFS + "Class", OWL + "Class"})
_DEEP = 30


@dataclass(frozen=True, slots=True)
class Path:
    """One step: a predicate, as N-Triples write it, forwards or backwards."""

    predicate: str
    inverse: bool


@dataclass(slots=True)
class Shape:
    """One shape: its path where it is of properties, and its constraints by name, each with its values.

    ``unknown``: whether it says something that is not evaluated here.
    """

    path: Path | None = None
    constraints: list[tuple[str, list[Node]]] = field(default_factory=list)
    nested: list[tuple[str, list[Node]]] = field(default_factory=list)
    unknown: bool = False
    off: bool = False


class KnownShapes:
    """All shapes of some triples, by node. ``targets``: for each shape that has some, pairs of the kind of target and its value."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Read the triples."""
        self._said: dict[str, dict[str, list[Node]]] = {}
        for who, predicate, what in map(parts, triples):
            self._said.setdefault(str(who), {}).setdefault(predicate.value, []).append(what)
        self.shapes: dict[str, Shape] = {}
        self.targets: dict[str, list[tuple[str, Node]]] = {}
        self.odd_target = False
        """Whether some shape may aim at nodes in another way than is read here."""
        for key, said in self._said.items():
            types = {node.value for node in said.get(RDF + "type", ()) if isinstance(node, Iri)}
            if types & _CLASSES and (types & {SH + "NodeShape", SH + "PropertyShape"} or any(p.startswith(SH) for p in said)):
                self.odd_target = True
            aimed = [(kind, node) for kind in sorted(_TARGETS & said.keys()) for node in said[kind]]
            if SH + "target" in said or any(not isinstance(node, Iri) for _, node in aimed):
                self.odd_target = True
            if aimed:
                self.targets[key] = aimed

    def shape(self, node: Node | str) -> Shape:
        """The shape at a node."""
        key = str(node)
        if key not in self.shapes:
            self.shapes[key] = self._read(self._said.get(key, {}))
        return self.shapes[key]

    def _read(self, said: dict[str, list[Node]]) -> Shape:
        found = Shape()
        for predicate, values in said.items():
            name = predicate.removeprefix(SH)
            if name == predicate or predicate in _SILENT or predicate in _TARGETS:
                continue
            if name == "path":
                found.path = self._path(values)
                found.unknown |= found.path is None
            elif name == "deactivated":
                found.off = any(node.value == "true" for node in values)
            elif predicate in _NESTED:
                found.nested += [(name, [node]) for node in values]
                # A shape of properties without a path is none: pySHACL says so.
                found.unknown |= name == "property" and any(SH + "path" not in self._said.get(str(node), {}) for node in values)
            elif predicate in _LISTS or name in ("in", "languageIn"):
                for node in values:
                    members = self._members(node)
                    found.unknown |= members is None
                    (found.nested if predicate in _LISTS else found.constraints).append((name, members or []))
            elif name == "pattern":
                flags = [node.value for node in said.get(SH + "flags", [])]
                found.unknown |= len(values) > 1 or len(flags) > 1
                found.constraints.append((name, [*values[:1], Literal(flags[0] if flags else "")]))
            else:
                found.constraints += [(name, [node]) for node in values]
        return found

    def _path(self, values: list[Node]) -> Path | None:
        if len(values) != 1:
            return None
        (node,) = values
        if isinstance(node, Iri):
            return Path(as_line(node), False)
        said = self._said.get(str(node), {})
        back = said.get(SH + "inversePath", [])
        if len(said) == 1 and len(back) == 1 and isinstance(back[0], Iri):
            return Path(as_line(back[0]), True)
        return None

    def _members(self, node: Node) -> list[Node] | None:
        """What stands in an RDF list; None where it is none, or longer than a thousand."""
        found: list[Node] = []
        while not (isinstance(node, Iri) and node.value == RDF + "nil"):
            said = self._said.get(str(node), {})
            first, rest = said.get(RDF + "first", []), said.get(RDF + "rest", [])
            if len(first) != 1 or len(rest) != 1 or len(found) > 1000:
                return None
            found.append(first[0])
            node = rest[0]
        return found

    def reach(self) -> tuple[int, int] | None:
        """How many steps from a node that shapes aim at what they say can lead, and up to which step backwards; None where nobody knows.

        The class of the last node counts as a step.
        """
        every = [self._reach(key, 0) for key in self.targets]
        aimed = any(kind == SH + "targetObjectsOf" for pairs in self.targets.values() for kind, _ in pairs)
        found = [each for each in every if each is not None]
        if len(found) < len(every):
            return None
        return max((steps for steps, _ in found), default=0), max((back for _, back in found), default=0) or int(aimed)

    def _reach(self, node: Node | str, deep: int) -> tuple[int, int] | None:
        shape = self.shape(node)
        if shape.unknown or deep > _DEEP:
            return None
        own = int(shape.path is not None)
        most, back = own + 1, int(shape.path is not None and shape.path.inverse)
        for each in (member for _, members in shape.nested for member in members):
            more = self._reach(each, deep + 1)
            if more is None:
                return None
            most, back = max(most, own + more[0]), max(back, own + more[1] if more[1] else 0)
        return most, back

    def backwards(self) -> frozenset[str]:
        """Predicates, as N-Triples write them, that some shape follows backwards, or whose objects it aims at."""
        found = {as_line(node) for said in self._said.values() for node in said.get(SH + "inversePath", ())}
        aimed = {as_line(node) for pairs in self.targets.values() for kind, node in pairs if kind == SH + "targetObjectsOf"}
        return frozenset(found | aimed)
