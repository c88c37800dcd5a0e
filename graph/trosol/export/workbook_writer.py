"""The workbook that people fill in and Trosol reads back: a sheet per table, with drop-downs and notes from the ontology.

What may be chosen comes from the ontology and from the workbook's own ids, so that a new class or a new row can be chosen at
once. Every cell is text, and nothing in it can run as a formula. The header row is protected (without a password) in sheets
whose other cells are free.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trosol.errors import Problem, TrosolError, Where
from trosol.files.workbook_text import shown, units, write_text
from trosol.model.ontology import Ontology, Term
from trosol.model.records import in_language
from trosol.rdf.engine import serialise
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.read.columns import GUIDE, LIST_MARK, OWN_TERMS, TABLES, Cell, Column
from trosol.store.snapshot import Snapshot
from trosol.views.tables.record_tables import dataset_cells, table_cells

__all__ = ["to_workbook"]

EXCEL_CELL = 32_767
"""Most characters that a cell of a workbook can hold; those beyond the first 65,536 of Unicode count twice."""

_PIECE = 6_000
_LISTS = "lists"
_SPARE = 1000
"""Rows below the last one that have drop-downs."""
_NOTE = 900
_TITLE = 250
_FREE = dict.fromkeys(
    ("format_columns", "format_rows", "insert_rows", "insert_columns", "delete_rows", "sort", "autofilter", "objects"), True
)


def to_workbook(snapshot: Snapshot) -> bytes:
    """All tables, the data set's own values, and a guide. Of an ecosystem without rows it is a template to begin with.

    Raises :class:`TrosolError` when a text is longer than a workbook can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    dataset = snapshot.records.dataset
    day = datetime.fromisoformat(dataset.created or "1980-01-01")
    title = shown(in_language(dataset.title) or "")[:_TITLE]
    book.set_properties({"title": title, "comments": f"Snapshot {snapshot.digest}", "created": day})
    sheets = _Sheets(book, snapshot)
    sheets.add("dataset", ("key", "value"), dataset_cells(snapshot))
    for table in TABLES:
        sheets.add(table, *table_cells(snapshot, table))
    sheets.guide()
    sheets.own_terms()
    sheets.lists()
    book.close()
    return out.getvalue()


class _Sheets:
    """A workbook in the making. ``_choices``: lists to choose from, each in a column of a hidden sheet."""

    def __init__(self, book: Any, snapshot: Snapshot) -> None:
        self._book, self._snapshot, self._ontology = book, snapshot, snapshot.ontology
        self._head = book.add_format({"bold": True, "bg_color": "#0B3D3A", "font_color": "#FFFFFF", "locked": True})
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "locked": False})
        self._choices: dict[tuple[str, ...], int] = {}

    def add(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A sheet with its rows; further rows can be chosen and typed below."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.protect("", _FREE)
        known = {column.name: column for column in TABLES[name].columns} if name in TABLES else {}
        for place, title in enumerate(header):
            write_text(sheet, 0, place, title, self._head)
            longest = max((len(row[place]) for row in rows), default=0)
            sheet.set_column(place, place, min(60, max(len(title), longest, 10) + 2), self._text)
            column = known.get(title) or self._further(title)
            if name in TABLES and column is not None:
                sheet.write_comment(0, place, self._note(column), {"x_scale": 2.6, "y_scale": 2.2, "author": "Trosol"})
                self._choose(sheet, place, column, len(rows) + _SPARE)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if units(cell) > EXCEL_CELL or (cell and not write_text(sheet, number, place, cell, self._text)):
                    where = Where(name, number + 1, header[place])
                    raise TrosolError(
                        Problem(
                            "cell-too-long", f"A workbook cell holds at most {EXCEL_CELL} characters.", "Export as Turtle.", where
                        )
                    )
        if rows:
            sheet.autofilter(0, 0, len(rows), len(header) - 1)

    def guide(self) -> None:
        """A sheet that says how to fill in the others, and what each class and relation means."""
        sheet = self._book.add_worksheet(GUIDE)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 2, 100, self._book.add_format({"text_wrap": True, "valign": "top"}))
        lines: list[tuple[str, str, str]] = [
            (
                "How to fill this in",
                "",
                "One row for each thing, claim, piece of evidence. Rows may stand in any order. This sheet is not read.",
            ),
            ("", "ids", "Make up your own, e.g. c001; never change one, never use one again. Several in one cell: a;b"),
            (
                "",
                "evidence first",
                "A claim needs a piece of evidence, and that needs a source. What is in no source is not a claim.",
            ),
            (
                "",
                "stated or inferred",
                "stated only if the cited lines say that very thing; otherwise inferred, with a rationale.",
            ),
            ("", "check it", "trosol check FILE.xlsx says what is wrong, in which cell, and how to mend it."),
            ("", "", ""),
        ]
        for spec in TABLES.values():
            lines.append((f"Sheet {spec.name}", "", ""))
            lines += [("", column.name + (" (needed)" if column.required else ""), column.help) for column in spec.columns]
        for title, terms in (("Kinds of thing (type)", self._classes()), ("Relations (predicate)", self._relations())):
            lines += [("", "", ""), (title, "", "")]
            lines += [(term.name, term.label(), term.definition) for term in terms]
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                if text:
                    write_text(sheet, number, place, text[:_PIECE], self._head if place == 0 and not line[1] else None)

    def own_terms(self) -> None:
        """The hidden sheet of the ecosystem's own terms, in cells that a workbook can hold."""
        own = self._snapshot.vocabulary.own
        if not own:
            return
        sheet = self._book.add_worksheet(OWN_TERMS)
        text = serialise(own, "turtle").decode()
        for number, line in enumerate(
            [("file", "turtle"), *(("own.ttl", text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))]
        ):
            for place, cell in enumerate(line):
                write_text(sheet, number, place, cell)
        sheet.hide()

    def lists(self) -> None:
        """The hidden sheet of what can be chosen."""
        sheet = self._book.add_worksheet(_LISTS)
        for values, place in self._choices.items():
            for number, value in enumerate(values):
                write_text(sheet, number, place, value)
        sheet.hide()

    def _classes(self) -> list[Term]:
        return _usable(self._ontology, self._ontology.classes.values(), ROOT_CLASS)

    def _relations(self) -> list[Term]:
        return _usable(self._ontology, self._ontology.properties.values(), ROOT_RELATION)

    def _further(self, title: str) -> Column | None:
        """A column named after a property of the ontology."""
        found = [term for term in self._ontology.properties.values() if term.name == title]
        return Column(title, Cell.PROPERTY, found[0].iri, help=found[0].definition) if len(found) == 1 else None

    def _values(self, column: Column) -> tuple[str, ...]:
        if column.cell is Cell.CLASS:
            return tuple(term.name for term in self._classes())
        if column.cell is Cell.RELATION:
            return tuple(term.name for term in self._relations())
        if column.cell in (Cell.VALUE, Cell.PROPERTY):
            return tuple(concept.notation for concept in self._ontology.values_of(column.iri))
        return ()

    def _choose(self, sheet: Any, place: int, column: Column, last: int) -> None:
        """A drop-down for the cells of a column, where there is something to choose from."""
        if column.cell is Cell.REFERENCE:
            source = f"={column.table}!$A$2:$A${len(table_cells(self._snapshot, column.table)[1]) + _SPARE + 1}"
        elif values := self._values(column):
            letter = _letters(self._choices.setdefault(values, len(self._choices)))
            source = f"={_LISTS}!${letter}$1:${letter}${len(values)}"
        else:
            return
        # A fixed list is closed; ids, and properties that may take several values, may be typed before they are there.
        closed = column.cell not in (Cell.REFERENCE, Cell.PROPERTY)
        rule = {
            "validate": "list",
            "source": source,
            "error_type": "stop" if closed else "warning",
            "error_title": f"{column.name}"[:32],
            "error_message": ("Choose one of the list." if closed else "This is not in the list yet.") + " See the sheet guide.",
        }
        sheet.data_validation(1, place, last, place, rule)

    def _note(self, column: Column) -> str:
        needed = "Needed. " if column.required else "May be left blank. "
        several = f" Several with {LIST_MARK} between." if column.cell is Cell.REFERENCES else ""
        values = [
            f"{concept.notation}: {concept.definition or concept.label()}"
            for concept in (self._ontology.values_of(column.iri) if column.iri else ())
        ]
        text = f"{column.help} {needed}Holds {column.cell.value}.{several}"
        return shown("\n".join([text, *values])[:_NOTE])


def _usable(ontology: Ontology, terms: Any, root: str) -> list[Term]:
    inside = ontology.below(root)
    names = [term.name for term in terms]
    fits = [term for term in terms if term.iri in inside and term.iri != root and not term.deprecated]
    return sorted((term for term in fits if names.count(term.name) == 1), key=lambda term: term.name)


def _letters(place: int) -> str:
    """Name of a column: 0 is A, 26 is AA.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
