"""Rows of an ecosystem's folder added, changed or taken out together: made from what is there now, checked whole, written whole or not at all.

Two people may work on one folder: where somebody else wrote meanwhile, the edit is made again from what is there then, and nobody's rows are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trosol.coding.decisions import DECISIONS, Decision, with_decisions
from trosol.errors import Problem, TrosolError
from trosol.files import Folder, open_folder, write_together
from trosol.imports.import_run import checked_rows
from trosol.imports.item_rows import Incoming
from trosol.imports.merge import merge
from trosol.read.columns import TABLES
from trosol.read.sources import Reading, read_ecosystem, read_tables
from trosol.read.tables import to_csv

__all__ = ["FolderEdit", "edit_folder", "problems_of"]

_TRIES = 8


@dataclass(frozen=True)
class FolderEdit:
    """What is to be written. ``what``: one line for the journal. ``rows``: cells by column, of each table; a known id says something else from now on.

    ``without``: ids of rows to take out; ``decisions``: lines for the record of decisions.
    """

    what: str
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    without: Mapping[str, Collection[str]] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()


def edit_folder(into: Path, make: Callable[[Reading], FolderEdit]) -> FolderEdit:
    """Write what ``make`` makes of the folder as it is; called again where somebody else wrote meanwhile.

    Raises :class:`TrosolError` with all that is wrong; then nothing is written.
    """
    for attempt in range(_TRIES):
        edit, files, seen, problems = _prepared(into, make)
        if problems:
            raise TrosolError(problems)
        if not files:
            break
        try:
            write_together(into, edit.what, files, seen=seen)
        except TrosolError as error:
            if attempt + 1 == _TRIES or any(problem.code != "changed-meanwhile" for problem in error.problems):
                raise
        else:
            break
    return edit


def problems_of(into: Path, make: Callable[[Reading], FolderEdit]) -> tuple[Problem, ...]:
    """What would stand in the way; nothing is written."""
    try:
        return tuple(_prepared(into, make)[3])
    except TrosolError as error:
        return tuple(error.problems)


def _prepared(
    into: Path, make: Callable[[Reading], FolderEdit]
) -> tuple[FolderEdit, dict[str, bytes | None], dict[str, str | None], list[Problem]]:
    inside = open_folder(into)
    names = [*(f"{table}.csv" for table in TABLES), "dataset.toml", DECISIONS]
    seen = {name: inside.digest(name) for name in names}
    before = read_ecosystem(into)
    there, _ = read_tables(inside)
    edit = make(before)
    coming = {table: [Incoming(cells, None) for cells in rows] for table, rows in edit.rows.items()}
    merged = merge(there, coming, replace=True, without=edit.without)
    problems = list(merged.problems)
    if not problems:
        problems, _ = checked_rows(merged, before.vocabulary, before, into, unfinished=False)
    files: dict[str, bytes | None] = {}
    for table, content in merged.tables.items():
        if content is not there.get(table):
            files[f"{table}.csv"] = to_csv(content.header, (row.cells for row in content.rows))
    if edit.decisions:
        files[DECISIONS] = with_decisions(_text(inside), edit.decisions).encode()
    return edit, files, seen, sorted(problems, key=Problem.sort_key)


def _text(folder: Folder) -> str:
    content = folder.content(DECISIONS)
    return content.decode("utf-8", "replace") if content is not None else ""
