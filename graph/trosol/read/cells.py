"""One cell to one value: what each kind of cell accepts, and what to say when it does not.

Every reader returns the value, or None after it has filed a :class:`~trosol.errors.Problem`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from trosol.errors import INFO, Problem, Where, shorten
from trosol.model.ontology import CLASS, DATA, NOTE, OBJECT, Ontology, Term
from trosol.model.records import in_language
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION, SKOS, XSD
from trosol.read.columns import LIST_MARK, Cell, Column

__all__ = ["ID_PATTERN", "MAX_COMPARED", "MAX_ID", "CellReader"]

MAX_ID = 200
"""Letters of an id."""

ID_PATTERN = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._-]{{0,{MAX_ID - 2}}}[A-Za-z0-9])?")
"""Ids: letters a to z, digits, dot, dash, underscore; neither end is punctuation. The shapes say the same.

Ids become addresses, names in other programs and keys that people compare by eye. Letters of other scripts look alike, come composed
and decomposed, and fold differently from one program to the next; names in every script are what labels are for.
"""

MAX_COMPARED = 100_000
"""Names compared with mistaken ones, to say what was probably meant."""

_TERMS_COMPARED = 300
_LINES = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")
_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")


@dataclass
class CellReader:
    """Reads cells against an ontology and the ids that the tables hold; ``problems`` gathers what is wrong."""

    ontology: Ontology
    ids: Mapping[str, Collection[str]]
    problems: list[Problem] = field(default_factory=list)
    compared: int = 0

    def file(self, code: str, message: str, remedy: str, where: Where) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, remedy, where))

    def _may_compare(self, names: int) -> bool:
        """Whether the nearest of so many names is still looked for: past the first mistakes it would take longer than reading."""
        self.compared += names
        return self.compared <= MAX_COMPARED

    def read(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        """Values of a cell: none for a blank one, one for most kinds, several for lists of ids."""
        if not text.strip():
            if column.required:
                self.file("cell-missing", f"'{column.name}' is blank.", f"Fill it in: {column.help}", where)
                return None
            return ()
        return self._readers[column.cell](column, text, where)

    @cached_property
    def _readers(self) -> dict[Cell, Callable[[Column, str, Where], tuple[str, ...] | None]]:
        return {
            Cell.ID: self._id,
            Cell.CLASS: self._class,
            Cell.RELATION: self._relation,
            Cell.TEXT: lambda _column, text, _where: (text,),
            Cell.LANGUAGE: lambda _column, text, _where: (text,),
            Cell.LANGUAGES: lambda _column, text, _where: tuple(sorted({part.strip() for part in text.split(LIST_MARK)} - {""})),
            Cell.REFERENCE: self._reference,
            Cell.REFERENCES: self._references,
            Cell.VALUE: self._value,
            Cell.LINES: self._lines,
            Cell.NUMBER: self._number,
            Cell.PROPERTY: self._property,
        }

    def _id(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        if not ID_PATTERN.fullmatch(text):
            self.file(
                "id-bad",
                f"'{shorten(text)}' cannot be an id.",
                "Use letters from a to z, digits, dots, dashes and underscores only, starting and ending with a letter or digit; "
                "a name in any script belongs into the label.",
                where,
            )
            return None
        return (text,)

    def _class(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        return self._term(text.strip(), CLASS, ROOT_CLASS, "type", where)

    def _relation(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        return self._term(text.strip(), OBJECT, ROOT_RELATION, "predicate", where)

    def _term(self, text: str, kind: str, root: str, what: str, where: Where) -> tuple[str, ...] | None:
        found = [
            term
            for term in self.ontology.named(text, (kind,))
            if self.ontology.is_a(term.iri, (root,)) or (kind == OBJECT and self.ontology.by_inverse(term.iri, root))
        ]
        if len(found) == 1:
            return (self._current(found[0], what, where).iri,)
        if found:
            choices = " or ".join(term.iri for term in found)
            self.file(
                "term-ambiguous", f"'{shorten(text)}' names more than one {what}.", f"Write the full IRI: {choices}.", where
            )
            return None
        near = self.ontology.like(text[:100], root) if self._may_compare(_TERMS_COMPARED) else []
        hint = f"Did you mean {_or(near)}?" if near else "No known one looks like it."
        self.file(
            f"{what}-unknown",
            f"The ontology has no {what} '{shorten(text)}'.",
            f"{hint} To add one, put a Turtle file in the ecosystem's modules folder.",
            where,
        )
        return None

    def _current(self, term: Term, what: str, where: Where) -> Term:
        """The term, or what stands in its place where it is no longer used: said with a remark, never in silence."""
        new = self.ontology.in_force(term)
        if new is not term:
            since = in_language(term.texts.get(SKOS + "changeNote", ())) or ""
            self.problems.append(
                Problem(
                    "term-replaced",
                    f"The {what} '{term.name}' is no longer used{f' ({since})' if since else ''}; it was read as '{new.name}'.",
                    "`trosol mend FOLDER` writes the new name into the tables.",
                    where,
                    INFO,
                    term.iri,
                )
            )
        return new

    def _reference(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        wanted = text.strip()
        known = self.ids[column.table]
        if wanted in known:
            return (wanted,)
        near = get_close_matches(wanted[:100], list(known), n=3, cutoff=0.6) if self._may_compare(len(known)) else []
        hint = f"Did you mean {_or(near)}? Otherwise add" if near else "Add"
        self.file(
            "reference-dangling",
            f"'{shorten(wanted)}' is no id of {column.table}.",
            f"{hint} a row with that id to {column.table}.",
            where,
        )
        return None

    def _references(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        parts = [part.strip() for part in text.split(LIST_MARK) if part.strip()]
        read = [self._reference(column, part, where) for part in parts]
        if not parts or None in read:
            if not parts:
                self.file("cell-missing", f"'{column.name}' holds no id.", f"Fill it in: {column.help}", where)
            return None
        return tuple(sorted(set(parts)))

    def _value(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        notations = [concept.notation for concept in self.ontology.values_of(column.iri)]
        if text.strip() in notations:
            return (text.strip(),)
        self.file(
            "value-unknown",
            f"'{shorten(text)}' is not a value of '{column.name}'.",
            f"Use {_or(notations)}.",
            where,
        )
        return None

    def _lines(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        match = _LINES.fullmatch(text.strip())
        if match and (match[2] is None or int(match[1]) <= int(match[2])):
            return (match[1] if match[2] in (None, match[1]) else f"{match[1]}-{match[2]}",)
        self.file(
            "lines-bad",
            f"'{shorten(text)}' is no line number or range of lines.",
            "Write a number such as 12, or first-last such as 12-15.",
            where,
        )
        return None

    def _number(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        if _NUMBER.fullmatch(text.strip()) or _DATE.fullmatch(text.strip()):
            return (text.strip(),)
        self.file(
            "number-bad",
            f"'{shorten(text)}' in '{column.name}' is neither a number nor a date.",
            "Write digits with a decimal point and no thousands mark, or year-month-day; units go in the unit column.",
            where,
        )
        return None

    def _property(self, column: Column, text: str, where: Where) -> tuple[str, ...] | None:
        term = self.ontology.properties[column.iri]
        if term.kind in (DATA, NOTE):
            return self._typed(term, text, where)
        parts = [part.strip() for part in text.split(LIST_MARK) if part.strip()]
        values = [self._thing(term, part, where) for part in parts]
        return None if None in values else tuple(sorted({value for value in values if value}))

    def _typed(self, term: Term, text: str, where: Where) -> tuple[str, ...] | None:
        if term.range in (XSD + "decimal", XSD + "integer", XSD + "double"):
            return self._number(Column(term.name, Cell.NUMBER), text, where)
        return (text,)

    def _thing(self, term: Term, text: str, where: Where) -> str | None:
        listed = {concept.notation: concept.iri for concept in self.ontology.values_of(term.iri)}
        if listed:
            if text in listed:
                return listed[text]
            self.file("value-unknown", f"'{shorten(text)}' is not a value of '{term.name}'.", f"Use {_or(listed)}.", where)
            return None
        if term.range == SKOS + "Concept":
            return self._concept(text, where)
        found = self._reference(Column(term.name, Cell.REFERENCE, term.iri, table="entities"), text, where)
        return found[0] if found else None

    def _concept(self, text: str, where: Where) -> str | None:
        if text in self.ontology.concepts:
            return text
        self.file(
            "concept-unknown",
            f"No scheme has the concept '{shorten(text)}'.",
            "Write the full IRI of a concept, as in the files of the schemes folder.",
            where,
        )
        return None


def _or(names: Iterable[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1] if quoted else "nothing"
