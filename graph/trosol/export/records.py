"""The records themselves: as JSON for programs, and as the workbook that Trosol reads back."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from trosol.errors import Problem, TrosolError, Where
from trosol.model.records import in_language
from trosol.rdf.names import local_name
from trosol.read.columns import TABLES
from trosol.store.snapshot import Snapshot
from trosol.views.statements import statement
from trosol.views.tables import dataset_cells, table_cells

__all__ = ["to_json", "to_workbook"]

EXCEL_CELL = 32_767
"""Most characters that a cell of a workbook can hold."""


def to_json(snapshot: Snapshot) -> bytes:
    """Everything in one JSON object; each claim carries its sentence and its evidence."""
    records = snapshot.records
    value: dict[str, Any] = {"snapshot": snapshot.digest, "dataset": dict(dataset_cells(snapshot))}
    for table in TABLES:
        header, rows = table_cells(snapshot, table)
        value[table] = [{k: v for k, v in zip(header, row, strict=True) if v} for row in rows]
    for row in value["entities"]:
        row["role"] = local_name(snapshot.role(row["id"]))
    for row in value["claims"]:
        line = statement(snapshot, records.claims[row["id"]])
        row["sentence"] = line.sentence
        row["voices"] = list(line.voices)
        row["evidence"] = [{"id": p.id, "place": p.place, "anchor": p.anchor, "paraphrase": p.paraphrase} for p in line.evidence]
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def to_workbook(snapshot: Snapshot) -> bytes:
    """A workbook with a sheet per table, every cell text; nothing in it can run as a formula.

    Raises :class:`TrosolError` when a text is longer than a workbook can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    dataset = snapshot.records.dataset
    day = datetime.fromisoformat(dataset.created or "1980-01-01")
    book.set_properties({"title": in_language(dataset.title) or "", "comments": f"Snapshot {snapshot.digest}", "created": day})
    head = book.add_format({"bold": True, "bg_color": "#0B3D3A", "font_color": "#FFFFFF"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    _sheet(book, "dataset", ("key", "value"), dataset_cells(snapshot), head, text)
    for table in TABLES:
        header, rows = table_cells(snapshot, table)
        _sheet(book, table, header, rows, head, text)
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, header: Any, rows: Any, head: Any, text: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, head)
        longest = max((len(row[column]) for row in rows), default=0)
        sheet.set_column(column, column, min(60, max(len(title), longest) + 2), text)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if len(cell) > EXCEL_CELL:
                where = Where(name, number + 1, header[column])
                raise TrosolError(
                    Problem(
                        "cell-too-long", f"A workbook cell holds at most {EXCEL_CELL} characters.", "Export as Turtle.", where
                    )
                )
            if cell:
                sheet.write_string(number, column, cell, text)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
