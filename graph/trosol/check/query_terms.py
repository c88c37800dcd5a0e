"""The terms of queries by number: those of columns, and behind them those that only queries have."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trosol.check.numbered_columns import Columns
from trosol.check.solution_tables import NOTHING
from trosol.rdf.claim_pattern import literal, tagged
from trosol.rdf.engine import Cell, Literal, Store, from_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TermNumbers", "term_of"]


class TermNumbers:
    """Numbers of terms, and terms of numbers."""

    def __init__(self, columns: Columns) -> None:
        """Begin with the terms of columns."""
        self.columns = columns
        self._further: dict[str, int] = {}
        self._terms: list[str] = []

    def number(self, text: str) -> int:
        """The number of a term."""
        found = self.columns.number.get(text)
        if found is None and (found := self._further.get(text)) is None:
            found = self._further[text] = len(self.columns.terms) + len(self._terms)
            self._terms.append(text)
        return found

    def text(self, number: int) -> str:
        """The term of a number, as N-Triples write it."""
        known = len(self.columns.terms)
        return self.columns.terms[number] if number < known else self._terms[number - known]

    def values(self, numbers: set[int]) -> dict[int, str | None]:
        """The text of the value of each term; of a number as the engine writes it."""
        found: dict[int, str | None] = {NOTHING: None}
        typed = dict[int, str]()
        for number in numbers - {NOTHING}:
            text = self.text(number)
            found[number] = _value(text)
            if _is_typed(text):
                typed[number] = text
        lines = [f"<r:{number}> <v:v> {text} ." for number, text in typed.items()]
        for row, value in Store.of_lines("\n".join(lines).encode()).select("SELECT * { ?row <v:v> ?v }").rows if lines else ():
            found[int(str(row)[2:])] = value
        return found

    @cached_property
    def typed(self) -> NDArray[np.bool_]:
        """For each term of the columns, whether it is a literal with a type."""
        terms = self.columns.terms
        return np.fromiter(map(_is_typed, terms), bool, len(terms))


def _is_typed(text: str) -> bool:
    return text[-1] == ">" and text[0] == '"'


def _value(text: str) -> str:
    if text[0] != '"':
        return text[1:-1] if text[0] == "<" else text[2:]
    if text[-1] == '"' and "\\" not in text:
        return text[1:-1]
    (triple,) = from_lines(f"<x:s> <x:p> {text} .\n".encode())
    assert isinstance(triple.object, Literal)
    return triple.object.value


def term_of(cell: Cell) -> str | None:
    """A term that the engine worked out, as N-Triples write it; None where there is none.

    >>> term_of(["literal", "a", "en", ""]), term_of(["uri", "x:a", "", ""]), term_of(None)
    ('"a"@en', '<x:a>', None)
    """
    if cell is None:
        return None
    kind, value, language, datatype = cell
    if kind == "literal":
        return tagged(value, language) if language else literal(value, datatype)
    return f"<{value}>" if kind == "uri" else f"_:{value}"
