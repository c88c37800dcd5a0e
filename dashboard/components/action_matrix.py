"""Two kinds against each other: which action is claimed to address which challenge, cell by cell; a cell opens its evidence."""

from __future__ import annotations

import streamlit as st

import selection
import session
import url_state
from into_view import opened_here, opens
from screen_parts import chart, claims, not_enough, or_wider, table
from trosol.findings.portfolio.matrix import Matrix, MatrixCell, MatrixSide, sides
from trosol.findings.portfolio.matrix_sentences import cell_sentence, matrix_sentence
from trosol.views.charts.heatmap import heatmap
from trosol.views.plain_words import plain
from url_state import choose_one, recall, remember
from widget_keys import key_of
from words import _, language

__all__ = ["matrix_of_session", "matrix_view"]

_MOST_CELLS, _MOST_COLUMNS = 80, 10
"""As buttons; what has more is drawn."""

_MOST_IN_TABLE = 5_000
"""Cells that the table shows; of more, only rows that hold a claim."""

_MARKS = {"stated": "●", "inferred": "○", "none": "–"}


def matrix_of_session() -> Matrix:
    """The matrix of the kinds that the address names, by default challenges against actions."""
    offered = sides(session.snapshot())
    rows, columns = (recall(key) if recall(key) in offered else "" for key in ("rows", "columns"))
    found: Matrix = session.finding("matrix", rows=rows, columns=columns)
    return found


def matrix_view(found: Matrix) -> None:
    """Show it, with the cell that was chosen."""
    snapshot = session.snapshot()
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider(_("Choose other kinds.")))
        _kinds()
        return
    names = {each.id: session.snapshot().entity(each.id).label(language()) for each in (*found.rows, *found.columns)}
    held = {(each.row, each.column): each for each in found.cells}
    st.markdown(f"**{plain(matrix_sentence(snapshot, found, language()))}**")
    shown = [each for each in found.columns if each.filled] or list(found.columns)
    if not (found.stated or found.inferred) and len(shown) * len(found.rows) > _MOST_CELLS:  # a picture of nothing
        _pick_cell(found, names)  # claims may speak against it
        _cell(found, held, names)
        _kinds()
        return
    if len(shown) <= _MOST_COLUMNS and len(shown) * len(found.rows) <= _MOST_CELLS:
        _as_buttons(found, shown, held, names)
    else:
        picture = {"rows": kind_name(found.row_kind), "columns": kind_name(found.column_kind)}
        chart(
            "matrix",
            heatmap(found, names, language()),
            says=_("{rows} in rows, {columns} in columns; strong colour: stated, weak: inferred, grey: no claim", **picture),
            legend=_(
                "● stated in the source, ○ inferred by the coder, – no claim was recorded, which is not that nothing is done; × a claim speaks against it. A number says how many claims."
            ),
        )
        _pick_cell(found, names)
    st.caption(
        _(
            "● stated in the source, ○ inferred by a coder, – no claim recorded, which is not that nothing is done. Numbers are claims; choose one to read them."
        )
    )
    _cell(found, held, names)
    if len(shown) < len(found.columns):
        st.caption(_("{number} more in columns that nothing ties to a row.", number=len(found.columns) - len(shown)))
    left, right = st.columns([3, 2])
    with left, st.expander(_("Other kinds against each other")):
        _kinds()
    with right, st.expander(_("The same as a table, and downloads")):
        rows = found.rows if len(shown) * len(found.rows) <= _MOST_IN_TABLE else [row for row in found.rows if row.filled]
        if len(rows) < len(found.rows):
            st.caption(_("{number} more in rows that nothing ties to a column.", number=len(found.rows) - len(rows)))
        table(
            "matrix-table",
            [kind_name(found.row_kind), *(names[each.id] for each in shown)],
            [(names[row.id], *(_in_words(held.get((row.id, each.id))) for each in shown)) for row in rows],
            says=_("What addresses what"),
        )


def kind_name(key: str) -> str:
    """A kind by its label; a group of kinds by the labels of all."""
    kinds = session.snapshot().ontology.kinds
    labels = {kind.name: kind.label(language()) for kind in kinds}
    members = [labels[kind.name] for kind in kinds if kind.group == key]
    return labels.get(key) or _("All: {kinds}", kinds=", ".join(members[:3]) + (" …" if len(members) > 3 else ""))


def _kinds() -> None:
    """Which kinds stand against each other."""
    names = {key: plain(kind_name(key)) for key in sides(session.snapshot())}
    for title, key in ((_("Rows"), "rows"), (_("Columns"), "columns")):
        choose_one(title, names, key, placeholder=_("Usual choice"))


def _as_buttons(found: Matrix, shown: list[MatrixSide], held: dict[tuple[str, str], MatrixCell], names: dict[str, str]) -> None:
    widths = [1.5, *(1.0 for _each in shown)]
    with st.container(key="matrix-grid", gap=None):
        heads = st.columns(widths, vertical_alignment="bottom", gap="small")
        for place, each in zip(heads[1:], shown, strict=True):
            place.markdown(f"**{plain(names[each.id])}**")
        for row in found.rows:
            cells = st.columns(widths, vertical_alignment="center", gap="small")
            with cells[0]:
                _open(row.id, names[row.id])
            for place, each in zip(cells[1:], shown, strict=True):
                cell = held.get((row.id, each.id))
                if cell is None:
                    place.markdown(_MARKS["none"])
                elif place.button(
                    f"{_MARKS[cell.status]} {len(cell.claims)}" + (f" · {_('also against')}" if cell.against else ""),
                    key=key_of("cell", row.id, each.id),
                    help=f"{plain(names[row.id])} × {plain(names[each.id])}: {_in_words(cell)}",
                    width="stretch",
                ):
                    remember("cell", f"{row.id}~{each.id}")
                    opens("cell")


def _pick_cell(found: Matrix, names: dict[str, str]) -> None:
    cells = {f"{cell.row}~{cell.column}": f"{names[cell.row]} × {names[cell.column]}" for cell in found.cells}
    if cells:
        choose_one(_("Which cell?"), cells, "cell", placeholder=_("Choose one to read its claims"))


def _cell(found: Matrix, held: dict[tuple[str, str], MatrixCell], names: dict[str, str]) -> None:
    """The claims of the cell that the address names."""
    row, _sep, column = recall("cell").partition("~")
    cell = held.get((row, column))
    if cell is None:
        return
    with st.container(border=True, key="opened-cell"):
        opened_here("cell")
        st.markdown(f"**{plain(names[row])} × {plain(names[column])}**")
        st.markdown(plain(cell_sentence(session.snapshot(), cell, language())))
        with st.container(horizontal=True):
            for key in (row, column):
                _open(key, names[key], "of-cell")
            st.button(
                _("Close"), key="cell-close", icon=":material/close:", type="tertiary", on_click=remember, args=("cell", "")
            )
        claims("cell", (*cell.claims, *cell.against))


def _open(key: str, name: str, *where: str) -> None:
    if st.button(plain(name), key=key_of("matrix", "open", key, *where), type="tertiary"):
        selection.select(key)
        url_state.go("entity")


def _in_words(cell: MatrixCell | None) -> str:
    """What a cell says in the table."""
    if cell is None:
        return "–"
    words = {"stated": _("stated"), "inferred": _("inferred"), "none": "–"}[cell.status]
    return f"{words} ({len(cell.claims)})" + (f" · {_('also against')}" if cell.against else "")
