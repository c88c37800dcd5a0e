"""Triples as columns of whole numbers: what shapes are evaluated on, without an object for each triple."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trosol.rdf.iris import RDF, RDFS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

__all__ = ["Columns", "Values"]

_TYPE, _BELOW = f"<{RDF}type>", f"<{RDFS}subClassOf>"


class Values(NamedTuple):
    """The values of some nodes: ``owner`` counts through the nodes, ``term`` has the number of a value; each pair once."""

    owner: Numbers
    term: Numbers


class Columns:
    """All triples of some N-Triples lines. A term is known by its text as N-Triples write it, and has a number.

    ``terms``: the text of each number. No line stands twice.
    """

    def __init__(self, lines: Iterable[str], beside: Columns | None = None) -> None:
        """Number all terms; lines of one subject that follow one another cost least. ``beside``: columns that these lines are added to."""
        self.number: dict[str, int] = {} if beside is None else dict(beside.number)
        number = self.number
        columns: dict[str, tuple[array[int], array[int]]] = {}
        begin, place = "\n", -1
        for line in lines:
            if not line.startswith(begin):
                begin = line[: line.index(" ") + 1]
                place = number.setdefault(begin[:-1], len(number))
            predicate, _, what = line[len(begin) : -2].partition(" ")
            if beside is not None and beside.says(begin[:-1], predicate, what):
                continue
            column = columns.get(predicate)
            if column is None:
                column = columns[predicate] = (array("q"), array("q"))
            column[0].append(place)
            column[1].append(number.setdefault(what, len(number)))
        self.terms = list(number)
        self._columns = {key: (_numbers(subjects), _numbers(objects)) for key, (subjects, objects) in columns.items()}
        for key, ends in beside._columns.items() if beside is not None else ():
            more = self._columns.get(key)
            self._columns[key] = ends if more is None else (np.append(ends[0], more[0]), np.append(ends[1], more[1]))
        self._sorted: dict[tuple[str, bool], tuple[Numbers, Numbers]] = {}
        self._members: dict[str, NDArray[np.bool_]] = {}

    def says(self, who: str, predicate: str, what: str) -> bool:
        """Whether a triple is among these."""
        one, other = self.number.get(who), self.number.get(what)
        if one is None or other is None or predicate not in self._columns:
            return False
        subjects, objects = self._columns[predicate]
        return bool(((subjects == one) & (objects == other)).any())

    @property
    def predicates(self) -> Iterable[str]:
        """All predicates."""
        return self._columns.keys()

    def pairs(self, predicate: str) -> tuple[Numbers, Numbers]:
        """Subjects and objects of a predicate, side by side."""
        return self._columns.get(predicate, (np.zeros(0, dtype=np.int64),) * 2)

    def ends(self, predicate: str, *, objects: bool) -> Numbers:
        """Different subjects (or objects) of a predicate, sorted."""
        column = self._columns.get(predicate)
        return np.zeros(0, dtype=np.int64) if column is None else np.unique(column[1 if objects else 0])

    def values(self, nodes: Numbers, predicate: str, *, inverse: bool = False) -> Values:
        """What the nodes have by a predicate; ``inverse``: what has the nodes by it."""
        key = (predicate, inverse)
        if key not in self._sorted:
            subjects, objects = self._columns.get(predicate, (np.zeros(0, dtype=np.int64),) * 2)
            one, other = (objects, subjects) if inverse else (subjects, objects)
            order = np.argsort(one, kind="stable")
            self._sorted[key] = (one[order], other[order])
        one, other = self._sorted[key]
        begin, end = np.searchsorted(one, nodes, "left"), np.searchsorted(one, nodes, "right")
        many = end - begin
        owner = np.repeat(np.arange(len(nodes)), many)
        place = np.arange(len(owner)) + np.repeat(begin - (np.cumsum(many) - many), many)
        return Values(owner, other[place])

    def places(self, iris: Iterable[str]) -> NDArray[np.bool_]:
        """For each term, whether it is one of these IRIs."""
        found = np.zeros(len(self.terms), dtype=bool)
        found[[self.number[line] for iri in iris if (line := f"<{iri}>") in self.number]] = True
        return found

    def beside(
        self, there: NDArray[np.bool_], predicates: Iterable[str] | None = None, *, inverse: bool = False
    ) -> NDArray[np.bool_]:
        """For each term that is no literal, whether one of those there has it by one of the predicates (None: by any); ``inverse``: or it has one."""
        found = np.zeros(len(self.terms), dtype=bool)
        for predicate in self._columns if predicates is None else self._columns.keys() & set(predicates):
            subjects, objects = self._columns[predicate]
            if inverse:
                found[subjects[there[objects]]] = True
            else:
                found[objects[there[subjects]]] = True
        return found & ~self.literals

    def members(self, of: str) -> NDArray[np.bool_]:
        """For each term, whether it is of this class or of one below it."""
        if of not in self._members:
            found = np.zeros(len(self.terms), dtype=bool)
            typed = self._columns.get(_TYPE)
            if typed is not None:
                found[typed[0][np.isin(typed[1], self._below(of))]] = True
            self._members[of] = found
        return self._members[of]

    def _below(self, of: str) -> Numbers:
        own = self.number.get(of)
        if own is None:
            return np.zeros(0, dtype=np.int64)
        seen, waiting = {own}, [own]
        while waiting:
            more = self._narrower.get(waiting.pop(), set()) - seen
            seen |= more
            waiting += more
        return np.array(sorted(seen), dtype=np.int64)

    @cached_property
    def _narrower(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        below, above = self._columns.get(_BELOW, (_numbers(array("q")),) * 2)
        for one, other in zip(below.tolist(), above.tolist(), strict=True):
            found.setdefault(other, set()).add(one)
        return found

    @cached_property
    def iris(self) -> NDArray[np.bool_]:
        """For each term, whether it is an IRI."""
        return np.fromiter((term[0] == "<" for term in self.terms), bool, len(self.terms))

    @cached_property
    def literals(self) -> NDArray[np.bool_]:
        """For each term, whether it is a literal."""
        return np.fromiter((term[0] == '"' for term in self.terms), bool, len(self.terms))


def _numbers(values: array[int]) -> Numbers:
    return np.frombuffer(values, dtype=np.int64) if values else np.zeros(0, dtype=np.int64)
