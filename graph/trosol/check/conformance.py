"""Who conforms to shapes, for all nodes at once; where that is not certain, it says so, and another engine looks at the node.

**How**: each shape is evaluated on an array of nodes, and says of each: it surely conforms, it surely does not, or neither is known.
Unknown is always allowed: it only costs time. What is common in SHACL Core is known; what is not, such as a comparison of texts that are
no numbers, is not guessed at. The oracle is pySHACL, in ``tests/check/test_engines.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.check.known_shapes import SH, KnownShapes, Path
from trosol.check.numbered_columns import Columns, Values
from trosol.rdf.engine import Iri, Literal, Node, as_line, from_lines
from trosol.rdf.iris import XSD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trosol.check.known_shapes import Shape

    Numbers = NDArray[np.int64]
    Truth = NDArray[np.bool_]

__all__ = ["who_may_not_conform"]

_DEEP, _MOST = 30, 400_000_000
"""Shapes within shapes, and nodes that are looked at in all, before it gives up."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}").fullmatch
_DECIMAL = re.compile(r"[+-]?[0-9]{1,7}(\.[0-9]{1,7})?").fullmatch
_FLAGS = {"": 0, "i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE}
_LEXICAL = {
    XSD + "string": re.compile(r".*", re.DOTALL).fullmatch,
    XSD + "integer": _WHOLE,
    XSD + "decimal": _DECIMAL,
    XSD + "boolean": re.compile(r"true|false").fullmatch,
    XSD + "anyURI": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*").fullmatch,
}
_LEXICAL[XSD + "gYearMonth"] = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])").fullmatch
_LEXICAL[XSD + "date"] = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])").fullmatch
_NUMBERS = {XSD + "integer": _WHOLE, XSD + "decimal": _DECIMAL}


class _GivesUp(Exception):
    """It would take too long."""


class Verdict(NamedTuple):
    """For each node: it surely conforms; it surely does not."""

    sure: Truth
    wrong: Truth


def who_may_not_conform(columns: Columns, shapes: KnownShapes, *, patterns: bool = True) -> frozenset[str] | None:
    """IRIs of all nodes that do not conform, and of those of which that is not certain; None where it gives up.

    ``patterns``: whether regular expressions are run; nothing bounds how long one may take.
    """
    if shapes.odd_target:
        return None
    found, absent = set[int](), set[str]()
    work = _Evaluation(columns, shapes, patterns)
    try:
        for key in shapes.targets:
            nodes = work.aimed(key)
            found.update(nodes[~work.verdict(shapes.shape(key), nodes, 0).sure].tolist())
    except _GivesUp:
        return None
    for kind, node in (pair for pairs in shapes.targets.values() for pair in pairs):
        if kind == SH + "targetNode" and as_line(node) not in columns.number:
            absent.add(node.value)  # of which nothing is said, and that may be what is wrong
    return frozenset(absent) | frozenset(columns.terms[node][1:-1] for node in found if columns.terms[node][0] == "<")


class _Evaluation:
    """One run of shapes over data; what is asked of a term is worked out once."""

    def __init__(self, columns: Columns, shapes: KnownShapes, patterns: bool) -> None:
        self.columns, self.shapes, self.patterns = columns, shapes, patterns
        self.looked = 0
        self._literals: dict[int, Literal | None] = {}

    def aimed(self, key: str) -> Numbers:
        """The nodes that a shape aims at, sorted."""
        columns, found = self.columns, []
        for kind, node in self.shapes.targets[key]:
            line = as_line(node)
            if kind == SH + "targetClass":
                found.append(np.flatnonzero(columns.members(line)))
            elif kind == SH + "targetNode":
                found.append(np.array([columns.number[line]] if line in columns.number else [], dtype=np.int64))
            else:
                found.append(columns.ends(line, objects=kind == SH + "targetObjectsOf"))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def verdict(self, shape: Shape, nodes: Numbers, deep: int) -> Verdict:
        """What a shape says of each node."""
        self.looked += len(nodes) + 1000
        if deep > _DEEP or self.looked > _MOST:
            raise _GivesUp
        sure, wrong = np.ones(len(nodes), dtype=bool), np.zeros(len(nodes), dtype=bool)
        if shape.off or not len(nodes):
            return Verdict(sure, wrong)
        if shape.unknown:
            return Verdict(wrong, wrong.copy())
        values = self._values(shape.path, nodes)
        for name, given in shape.constraints:
            known = self._constraint(name, given, values, nodes)
            sure, wrong = sure & known.sure, wrong | known.wrong
        for name, members in shape.nested:
            known = _all_of(values, self._nested(name, members, values.term, deep + 1), len(nodes))
            sure, wrong = sure & known.sure, wrong | known.wrong
        return Verdict(sure, wrong)

    def _values(self, path: Path | None, nodes: Numbers) -> Values:
        if path is None:
            return Values(np.arange(len(nodes)), nodes)
        return self.columns.values(nodes, path.predicate, inverse=path.inverse)

    def _nested(self, name: str, members: list[Node], terms: Numbers, deep: int) -> Verdict:
        each = [self.verdict(self.shapes.shape(member), terms, deep) for member in members]
        if name == "not":
            return Verdict(each[0].wrong, each[0].sure)
        if not each:
            return Verdict(np.zeros(len(terms), dtype=bool), np.zeros(len(terms), dtype=bool))
        sure, wrong = np.stack([verdict.sure for verdict in each]), np.stack([verdict.wrong for verdict in each])
        if name == "or":
            return Verdict(np.any(sure, axis=0), np.all(wrong, axis=0))
        if name == "xone":
            known, one = np.all(sure | wrong, axis=0), np.count_nonzero(sure, axis=0) == 1
            return Verdict(known & one, known & ~one)
        return Verdict(np.all(sure, axis=0), np.any(wrong, axis=0))

    def _constraint(self, name: str, given: list[Node], values: Values, nodes: Numbers) -> Verdict:
        size = len(nodes)
        if name in ("minCount", "maxCount") and _WHOLE(given[0].value):
            many, bound = np.bincount(values.owner, minlength=size), int(given[0].value)
            met = many >= bound if name == "minCount" else many <= bound
            return Verdict(met, ~met)
        if name == "hasValue":
            line = as_line(given[0])
            there = np.zeros(size, dtype=bool)
            there[values.owner[values.term == self.columns.number.get(line, -1)]] = True
            return Verdict(there, ~there & isinstance(given[0], Iri))
        if name == "disjoint" and isinstance(given[0], Iri):
            return self._disjoint(as_line(given[0]), values, nodes)
        if name == "lessThanOrEquals" and isinstance(given[0], Iri):
            return self._in_order(as_line(given[0]), values, nodes)
        if name == "uniqueLang" and given[0].value == "true":
            return self._one_of_each_language(values, size)
        if name in _OF_VALUES:
            return _all_of(values, self._of_terms(name, given, values.term), size)
        nothing = np.zeros(size, dtype=bool)  # even a node without a value may fail what is not known
        return Verdict(nothing, nothing.copy())

    def _of_terms(self, name: str, given: list[Node], terms: Numbers) -> Verdict:
        """A constraint that looks at one value alone."""
        columns = self.columns
        if name == "class" and isinstance(given[0], Iri):
            met = columns.members(as_line(given[0]))[terms] & ~columns.literals[terms]
            return Verdict(met, ~met)
        if name == "in":
            known = [columns.number[line] for line in map(as_line, given) if line in columns.number]
            met = np.isin(terms, known)
            return Verdict(met, ~met & columns.iris[terms])
        if name == "nodeKind":
            parts = [(columns.iris, "IRI"), (columns.literals, "Literal")]
            if given[0].value in (SH + kind for _, kind in parts):
                met = next(column for column, kind in parts if given[0].value == SH + kind)[terms]
                return Verdict(met, ~met)
        test = self._test(name, given)
        if test is None:
            nothing = np.zeros(len(terms), dtype=bool)
            return Verdict(nothing, nothing.copy())
        different, place = np.unique(terms, return_inverse=True)
        said = np.array([_CODES[test(int(term))] for term in different], dtype=np.int8)[place]
        return Verdict(said == 1, said == -1)

    def _test(self, name: str, given: list[Node]) -> Callable[[int], bool | None] | None:
        """Of a term: whether it meets the constraint; None as an answer where that is not known, and where it never is."""
        wanted = given[0].value if given else ""
        if name == "pattern" and self.patterns and given[1].value in _FLAGS:
            try:
                search = re.compile(wanted, _FLAGS[given[1].value]).search
            except re.error:
                return None
            return lambda term: None if (text := self._text(term)) is None else bool(search(text))
        if name in ("minLength", "maxLength") and _WHOLE(wanted):
            low, high = (int(wanted), 10**15) if name == "minLength" else (0, int(wanted))
            return lambda term: None if (text := self._text(term)) is None else low <= len(text) <= high
        if name == "languageIn":
            return lambda term: self._spoken(term, [node.value.lower() for node in given])
        if name == "datatype" and wanted in _LEXICAL:
            return lambda term: (
                True
                if (literal := self._literal(term)) and literal.datatype.value == wanted and _LEXICAL[wanted](literal.value)
                else None
            )
        bound = _number(given[0]) if name in _COMPARED and given else None
        if bound is None:
            return None
        compare = _COMPARED[name]
        return lambda term: None if (number := _number(self._literal(term))) is None else compare(number, bound)

    def _spoken(self, term: int, languages: list[str]) -> bool | None:
        if self.columns.iris[term]:
            return False
        literal = self._literal(term)
        if literal is None:
            return None
        tag = (literal.language or "").lower()
        return any(tag == each or tag.startswith(f"{each}-") for each in languages) if tag else False

    def _disjoint(self, predicate: str, values: Values, nodes: Numbers) -> Verdict:
        other = self.columns.values(nodes, predicate)
        pairs = np.concatenate(
            [values.owner * len(self.columns.terms) + values.term, other.owner * len(self.columns.terms) + other.term]
        )
        _, first, many = np.unique(pairs, return_index=True, return_counts=True)
        owners = np.concatenate([values.owner, other.owner])
        wrong = np.zeros(len(nodes), dtype=bool)
        wrong[owners[first[many > 1]]] = True
        unsure = np.zeros(len(nodes), dtype=bool)
        unsure[values.owner[self.columns.literals[values.term]]] = True
        return Verdict(~wrong & ~unsure, wrong)

    def _in_order(self, predicate: str, values: Values, nodes: Numbers) -> Verdict:
        """Whether no value is above a value of the other predicate; known where all are numbers."""
        other = self.columns.values(nodes, predicate)
        highest, lowest = np.full(len(nodes), -np.inf), np.full(len(nodes), np.inf)
        np.maximum.at(highest, values.owner, self._as_numbers(values.term, np.inf))
        np.minimum.at(lowest, other.owner, self._as_numbers(other.term, -np.inf))
        sure = (highest <= lowest) | (np.bincount(values.owner, minlength=len(nodes)) == 0)
        return Verdict(sure | (np.bincount(other.owner, minlength=len(nodes)) == 0), np.zeros(len(nodes), dtype=bool))

    def _as_numbers(self, terms: Numbers, otherwise: float) -> NDArray[np.float64]:
        different, place = np.unique(terms, return_inverse=True)
        found = [_number(self._literal(term)) for term in different.tolist()]
        return np.array([otherwise if number is None else number for number in found], dtype=np.float64)[place]

    def _one_of_each_language(self, values: Values, size: int) -> Verdict:
        known: dict[str, int] = {"": 0}
        different, place = np.unique(values.term, return_inverse=True)
        tags = [known.setdefault(self._tag(term), len(known)) for term in different.tolist()]
        said = np.array(tags, dtype=np.int64)[place]
        pairs, many = np.unique((values.owner * len(known) + said)[said > 0], return_counts=True)
        wrong = np.zeros(size, dtype=bool)
        wrong[pairs[many > 1] // len(known)] = True
        return Verdict(~wrong, wrong)

    def _tag(self, term: int) -> str:
        literal = self._literal(term)
        return (literal.language or "").lower() if literal else ""

    def _text(self, term: int) -> str | None:
        """What a pattern is matched with; None for a blank node."""
        text = self.columns.terms[term]
        if text[0] == "<":
            return text[1:-1]
        literal = self._literal(term)
        return None if literal is None else literal.value

    def _literal(self, term: int) -> Literal | None:
        """The literal of a term; None where it is none."""
        if term not in self._literals:
            text = self.columns.terms[term]
            self._literals[term] = _read(text) if text[0] == '"' else None
        return self._literals[term]


_OF_VALUES = frozenset(
    {"class", "in", "nodeKind", "pattern", "minLength", "maxLength", "languageIn", "datatype"}
    | {"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"}
)
_CODES = {True: 1, False: -1, None: 0}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "minInclusive": lambda number, bound: number >= bound,
    "maxInclusive": lambda number, bound: number <= bound,
    "minExclusive": lambda number, bound: number > bound,
    "maxExclusive": lambda number, bound: number < bound,
}


def _read(text: str) -> Literal | None:
    if text[-1] == '"' and "\\" not in text:
        return Literal(text[1:-1])
    (triple,) = from_lines(f"<x:s> <x:p> {text} .\n".encode())
    return triple.object if isinstance(triple.object, Literal) else None


def _number(node: Node | None) -> float | None:
    """A number that is small enough to be compared exactly enough; None of anything else."""
    if not isinstance(node, Literal) or node.datatype.value not in _NUMBERS:
        return None
    return float(node.value) if _NUMBERS[node.datatype.value](node.value) else None


def _all_of(values: Values, each: Verdict, size: int) -> Verdict:
    """For each node, whether all its values are so."""
    sure = np.bincount(values.owner[~each.sure], minlength=size) == 0
    wrong = np.bincount(values.owner[each.wrong], minlength=size) > 0
    return Verdict(sure, wrong)
