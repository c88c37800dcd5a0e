"""Matrix: which action is claimed to address which challenge, cell by cell; or what ties any two kinds."""

import streamlit as st

import selection
import session
import url_state
from screen_parts import chart, claims, head, next_step, not_enough, table
from trosol.findings.portfolio.matrix import MatrixCell, sides
from trosol.findings.portfolio.matrix_sentences import cell_sentence, matrix_sentence
from trosol.views.charts.heatmap import heatmap
from trosol.views.plain_words import plain
from url_state import recall, remember
from widget_keys import key_of
from words import _, language

head(
    _("Matrix"),
    _("Which action is claimed to address which challenge: what is stated, what is inferred, and what does nobody claim?"),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
offered = list(sides(snapshot))
labels = {kind.name: kind.label(language()) for kind in snapshot.ontology.kinds}


def kind_name(key: str) -> str:
    """A kind by its label; a group of kinds by the labels of all."""
    members = [labels[kind.name] for kind in snapshot.ontology.kinds if kind.group == key]
    return labels.get(key) or _("All: {kinds}", kinds=", ".join(members[:3]) + (" …" if len(members) > 3 else ""))


def side(title: str, box: str) -> str:
    if box not in st.session_state:
        st.session_state[box] = recall(box) if recall(box) in offered else None
    chosen = st.selectbox(
        title, offered, index=None, format_func=lambda key: plain(kind_name(key)), placeholder=_("Usual choice"), key=box
    )
    remember(box, chosen or "")
    return chosen or ""


left, right = st.columns(2)
with left:
    rows = side(_("Rows"), "rows")
with right:
    columns = side(_("Columns"), "columns")
found = session.finding("matrix", rows=rows, columns=columns)
names = {each.id: entities[each.id].label(language()) for each in (*found.rows, *found.columns)}
held = {(each.row, each.column): each for each in found.cells}


def mark(cell: MatrixCell | None) -> str:
    """What a cell says in the table."""
    if cell is None:
        return "–"
    words = {"stated": _("stated"), "inferred": _("inferred"), "none": "–"}[cell.status]
    return f"{words} ({len(cell.claims)})" + (f" · {_('also against')}" if cell.against else "")


if found.not_enough:
    not_enough(found.not_enough, _("Choose other kinds, or clear the filters."))
else:
    st.markdown(f"**{plain(matrix_sentence(snapshot, found, language()))}**")
    legend = _(
        "● stated in the source, ○ inferred by the coder, – no claim was recorded, which is not that nothing is done; × a claim speaks against it. A number says how many claims."
    )
    chart(
        "matrix",
        heatmap(found, names, language()),
        says=_(
            "{rows} in rows, {columns} in columns; stated, inferred or no claim in each cell",
            rows=kind_name(found.row_kind),
            columns=kind_name(found.column_kind),
        ),
        legend=legend,
    )
    st.markdown(legend)
    shown = [each for each in found.columns if each.filled] or list(found.columns)
    with st.expander(_("The same as a table"), expanded=len(shown) <= 6):
        table(
            "matrix-table",
            [kind_name(found.row_kind), *(names[each.id] for each in shown)],
            [(names[row.id], *(mark(held.get((row.id, each.id))) for each in shown)) for row in found.rows],
            says=_("What addresses what"),
            size=20,
        )
    if len(shown) < len(found.columns):
        st.markdown(_("{number} more in columns that nothing ties to a row.", number=len(found.columns) - len(shown)))
    if found.cells:
        st.subheader(_("Read a cell with its claims"))
        at = st.selectbox(
            _("Which cell?"),
            range(len(found.cells)),
            format_func=lambda place: f"{names[found.cells[place].row]} × {names[found.cells[place].column]}",
        )
        cell = found.cells[at]
        st.markdown(plain(cell_sentence(snapshot, cell, language())))
        claims("cell", (*cell.claims, *cell.against))
        with st.container(horizontal=True):
            for key in (cell.row, cell.column):
                if st.button(
                    plain(names[key]), key=key_of("matrix", "open", key), type="tertiary", icon=":material/arrow_forward:"
                ):
                    selection.select(key)
                    url_state.go("entity")
next_step(_("Which few actions, between them, address most?"), _("See the portfolio"), "portfolio")
