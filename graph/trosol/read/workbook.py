"""A workbook (.xlsx) to the same tables as CSV: one sheet per table, and one called ``dataset``.

A workbook is a ZIP of XML and can lie about its size, so limits are checked before anything is unpacked, and document
types (entity bombs) are refused. Cells are taken as text; a number keeps the digits a person sees.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.content import content_of
from trosol.files.markup import declares_type
from trosol.read.columns import GUIDE, NEWER, OWN_TERMS, TABLES
from trosol.read.tables import MAX_CELL, MAX_COLUMNS, Table, tabulate, too_many

__all__ = ["MAX_CELLS", "MAX_UNZIPPED", "check_zip", "read_workbook", "sheet_table"]

T = TypeVar("T")

MAX_UNZIPPED = 512 * 1024 * 1024
MAX_RATIO = 200
MAX_CELLS = 20_000_000
_EMPTY_ROW = 20
"""What a row counts at least, so that rows that are not there cost something, too."""


def read_workbook(path: Path) -> tuple[dict[str, Any], Mapping[str, Table], dict[str, bytes], list[Problem]]:
    """Read dataset values, tables and own terms from a workbook; sheets of other names are reported, never ignored.

    Own terms are Turtle by the name of the file that they would stand in; most workbooks carry none.
    """

    def read(book: Any) -> tuple[dict[str, Any], Mapping[str, Table], dict[str, bytes], list[Problem]]:
        values, tables, problems = _sheets(book, path.name)
        return values, tables, _own_terms(book, path.name), problems

    return _opened(path, read)


def _own_terms(book: Any, name: str) -> dict[str, bytes]:
    found: dict[str, str] = {}
    for sheet in book.worksheets:
        if sheet.title == OWN_TERMS:
            for cells in sheet.iter_rows(min_row=2, max_row=100_000, max_col=2, values_only=True):
                file, text = (_text(cell) for cell in (*cells, None)[:2])
                if file:
                    found[file] = found.get(file, "") + text
    return {f"{name}!{OWN_TERMS}/{file}": text.encode() for file, text in found.items()}


def _opened(path: Path, read: Callable[[Any], T]) -> T:
    name = path.name
    content = content_of(path)
    check_zip(content, name)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise _unreadable(name, error) from None
    try:
        return read(book)
    except TrosolError:
        raise
    except Exception as error:
        raise _unreadable(name, error) from None
    finally:
        book.close()


def _unreadable(name: str, error: Exception) -> TrosolError:
    return TrosolError(
        Problem(
            "workbook-unreadable",
            f"The workbook cannot be read ({type(error).__name__}).",
            "Open it in a spreadsheet program and save it again as .xlsx.",
            Where(name),
        )
    )


def check_zip(content: bytes, name: str) -> None:
    """Refuse what unpacks to too much, or whose XML declares a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if total > MAX_UNZIPPED or (total > 16 * 1024 * 1024 and total > MAX_RATIO * max(1, len(content))):
                raise TrosolError(
                    Problem(
                        "file-too-large", "The workbook unpacks to far too much.", "Delete empty formatted cells.", Where(name)
                    )
                )
            for entry in entries:
                if entry.is_dir() or entry.filename.lower().endswith((".png", ".jpg", ".jpeg", ".emf", ".wmf", ".bin")):
                    continue
                with archive.open(entry) as part:
                    if declares_type(iter(partial(part.read, 1 << 16), b"")):
                        raise TrosolError(
                            Problem(
                                "workbook-unreadable", "The workbook declares a document type.", "Save it again.", Where(name)
                            )
                        )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _unreadable(name, error) from None


def _sheets(book: Any, name: str) -> tuple[dict[str, Any], Mapping[str, Table], list[Problem]]:
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    dataset: dict[str, Any] = {}
    for sheet in book.worksheets:
        file = f"{name}!{sheet.title}"
        if sheet.sheet_state != "visible" or sheet.title in (GUIDE, OWN_TERMS):
            continue
        if sheet.title == "dataset":
            dataset = _dataset(sheet)
        elif sheet.title in TABLES:
            table, found = sheet_table(sheet, file)
            problems.extend(found)
            if table:
                tables[sheet.title] = table
        else:
            problems.append(
                Problem(
                    "sheet-unknown",
                    f"The sheet '{shorten(sheet.title)}' is no table of an ecosystem.",
                    f"Call it one of {', '.join(TABLES)} or dataset, hide it, or delete it. {NEWER}",
                    Where(file),
                )
            )
    if not dataset:
        problems.append(Problem("file-missing", "The workbook has no sheet 'dataset'.", "Add one: key, value.", Where(name)))
    return dataset, tables, problems


def _dataset(sheet: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for cells in sheet.iter_rows(max_col=2, max_row=1000, values_only=True):
        key, value = (_text(cell) for cell in (*cells, None)[:2])
        if key and key != "key" and value:
            if key in ("title", "description") or key.startswith(("title_", "description_")):
                base, _, tag = key.partition("_")
                values.setdefault(base, {})[tag or ""] = value
            else:
                values[key] = {"true": True, "false": False}.get(value, value) if key == "invented" else value
    for key in ("title", "description"):
        if key in values:
            values[key] = {tag or values.get("language", "en"): text for tag, text in values[key].items()}
    return values


def sheet_table(sheet: Any, file: str) -> tuple[Table | None, list[Problem]]:
    """Rows of a sheet as text, with their numbers; no table where it is empty or too large."""
    numbered: list[tuple[int, list[str]]] = []
    cells_read = 0
    sheet.reset_dimensions()  # what the sheet says of its own size cuts off what lies beyond
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells_read += max(len(cells), _EMPTY_ROW)
        if cells_read > MAX_CELLS:
            limit = Problem("file-too-large", f"The sheet has more than {MAX_CELLS:,} cells.", "Split it.", Where(file))
            return None, [limit]
        far = next((at for at in range(len(cells) - 1, MAX_COLUMNS - 1, -1) if cells[at] not in (None, "")), None)
        if far is not None:
            return None, [replace(too_many(file, f"{MAX_COLUMNS} columns"), where=Where(file, number))]
        texts = [_text(cell) for cell in cells[:MAX_COLUMNS]]
        long = next((i for i, text in enumerate(texts) if len(text) > MAX_CELL), None)
        if long is not None:
            return None, [
                Problem("cell-too-long", f"A cell has more than {MAX_CELL} characters.", "Shorten it.", Where(file, number))
            ]
        if numbered or any(texts):
            short = len(numbered[0][1]) - len(texts) if numbered else 0
            numbered.append((number, texts + [""] * short))
    if not numbered:
        return None, [Problem("file-empty", "The sheet is empty.", "Give it at least a header row.", Where(file, 1))]
    return tabulate(file, numbered)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    # So a workbook writes a carriage return, which its XML would lose.
    return str(cell).replace("_x000D_", "\r")
