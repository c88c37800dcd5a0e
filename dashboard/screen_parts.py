"""Parts that every screen is made of: its head, tables with downloads, rankings, claims with evidence, and the way on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

import selection
import session
from lens_controls import filters_in_words, lens
from trosol.brief.commands import lens_words
from trosol.extras import can_use, command_for
from trosol.findings import Ranking
from trosol.findings.inventory import Inventory
from trosol.findings.whole_ties import shared_places
from trosol.views.charts import vega_lite
from trosol.views.charts.caption import Caption
from trosol.views.charts.palette import for_dark_pages
from trosol.views.downloads import csv_text, workbook
from trosol.views.plain_words import plain
from trosol.views.tables.html_table import html_table
from trosol.views.tables.statements import Statement, statement
from url_state import go, recall, remember
from widget_keys import Place, key_of, place
from words import _, counted, language

__all__ = [
    "band_words",
    "chart",
    "claims",
    "head",
    "how_to_read",
    "lacks",
    "left_out",
    "next_step",
    "not_enough",
    "or_wider",
    "ranking",
    "show_statement",
    "table",
]

_ROWS = 20
_CLAIMS = 8
_CARDS = 6
_LONG_REASON = 200


def head(title: str, what: str) -> None:
    """Title of a screen, and one plain sentence on what it answers."""
    st.title(title)
    st.markdown(what)


def left_out(held: Inventory) -> str:
    """How many of the recorded claims count, and why the others do not."""
    counting = len(held.counting)
    if counting == held.claims:
        return _("All {all} recorded claims count.", all=f"{held.claims:,}")
    values = {"counting": f"{counting:,}", "all": f"{held.claims:,}"}
    why = (
        _("Not those that are filtered out or deny something.")
        if filters_in_words(session.snapshot())
        else _("Not those about the study itself or that deny something.")
    )
    return f"{_('{counting} of the {all} recorded claims count in what follows.', **values)} {why}"


def not_enough(reason: str, try_this: str = "") -> None:
    """Say why there is no answer, and what to try; a long reason goes on below, in small letters."""
    first, stop, rest = reason.partition(". ")
    if len(reason) <= _LONG_REASON or not rest:
        first, stop, rest = reason, "", ""
    st.info(f"{plain(first + stop.strip())} {try_this}".strip(), icon=":material/info:")
    if rest:
        st.caption(plain(rest))


def or_wider(instead: str = "") -> str:
    """What to try where nothing is found: ``instead``, and where claims are filtered, to let more of them count."""
    filtered = bool(filters_in_words(session.snapshot()))
    return " ".join(each for each in (instead, _("Clear the filters, or choose wider ones.") if filtered else "") if each)


def pager(where: Place, rows: int, size: int) -> slice:
    """Which rows to show: a pager that remembers its page in the URL, where there are more rows than fit."""
    pages = max(1, -(-rows // size))
    if pages == 1:
        return slice(0, rows)
    key = key_of("page", *where)
    wanted = recall(key, "1")
    number = st.pagination(pages, default=min(pages, max(1, int(wanted))) if wanted.isdecimal() else 1, key=key)
    remember(key, str(number) if number > 1 else "")
    start = (number - 1) * size
    st.markdown(_("Rows {first} to {last} of {total}", first=start + 1, last=min(start + size, rows), total=rows))
    return slice(start, start + size)


def table(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, says: str, size: int = _ROWS, save: bool = True
) -> None:
    """A real HTML table, its first column the heads of its rows, with a pager and downloads of all its rows.

    ``name``: what it is called on the screen, and the name of the files. ``says``: what the table holds, for those who cannot see it.
    """
    where = place("table", name)
    st.html(html_table(columns, rows[pager(where, len(rows), size)], says=says))
    if save:
        downloads(where, columns, rows, says)


def caption(title: str, legend: str = "") -> Caption:
    """What a file says of itself when it leaves the screen."""
    snapshot = session.snapshot()
    dataset = snapshot.records.dataset
    counts = lens_words(snapshot, lens(snapshot), language())
    return Caption(title, legend, counts, dataset.credit or snapshot.name, dataset.created, language())


def downloads(where: Place, columns: Sequence[str], rows: Sequence[Sequence[object]], says: str = "") -> None:
    """The rows as CSV and as a workbook, with what they are. ``where``: the place of their table; ``says``: what it holds."""
    name = where[1]
    notes = caption(says or name).parts()
    with st.container(horizontal=True):
        st.download_button(
            _("Download as CSV"),
            lambda: csv_text(columns, rows, notes),
            f"trosol-{name}.csv",
            "text/csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=key_of(*where, "csv"),
        )
        st.download_button(
            _("Download as XLSX"),
            lambda: workbook(name, columns, rows, notes),
            f"trosol-{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=key_of(*where, "xlsx"),
        )


def chart(name: str, spec: dict[str, Any], *, says: str, legend: str = "", on_pick: Callable[[str], None] | None = None) -> None:
    """A Vega-Lite picture with downloads, which carry its title, legend, filters, source and date.

    ``says``: what it shows, in words. ``legend``: how to read it. ``on_pick``: called with the id of a mark clicked.
    """
    where = place("chart", name)
    shown = for_dark_pages(spec) if st.context.theme.type == "dark" else spec
    if on_pick is None:
        st.vega_lite_chart(spec=shown, theme=None, width="stretch", key=key_of(*where), alt=says)
    else:
        event: Any = st.vega_lite_chart(spec=shown, theme=None, width="stretch", key=key_of(*where), alt=says, on_select="rerun")
        picked = next((point.get("id") for point in event.selection.get(vega_lite.PICK, [])), None)
        before = key_of("picked", *where)
        if picked and st.session_state.get(before) != picked:
            st.session_state[before] = picked
            on_pick(str(picked))
    told = caption(says, legend)
    kinds: list[tuple[str, str, Callable[[], str | bytes]]] = []
    if not lacks("pictures", "PNG, SVG, PDF"):
        kinds += [
            ("PNG", "image/png", partial(vega_lite.png, spec, caption=told)),
            ("SVG", "image/svg+xml", partial(vega_lite.svg, spec, caption=told)),
            ("PDF", "application/pdf", partial(vega_lite.pdf, spec, caption=told)),
        ]
    kinds.append(("CSV", "text/csv", lambda: csv_text(*vega_lite.marks(spec), told.parts())))
    with st.container(horizontal=True):
        for kind, mime, made in kinds:
            st.download_button(
                _("Download as {kind}", kind=kind),
                made,
                f"trosol-{name}.{kind.lower()}",
                mime,
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
                key=key_of(*where, kind),
            )


def lacks(extra: str, kinds: str) -> bool:
    """Whether an extra is not installed; says then which files need it, and the command that brings it."""
    if can_use(extra):
        return False
    command = f"`{command_for(extra)}`"
    st.markdown(_("To save as {kinds}: run {command} once, then load this page again.", kinds=kinds, command=command))
    return True


def band_words(band: tuple[int, int]) -> str:
    """A rank band in words."""
    return str(band[0]) if band[0] == band[1] else _("{low} to {high}", low=band[0], high=band[1])


def how_to_read(found: Ranking) -> None:
    """What a band is, in words, before the picture that shows bands."""
    st.markdown(
        _(
            "**How to read this.** The *band* holds the rank in nine of ten cases when the claims are drawn anew at random "
            "({resamples} times, seed {seed}); *in top {k}* is how often it stays among the first {k}. "
            "A wide band means: do not lean on the order.",
            resamples=f"{found.resamples:,}",
            seed=found.seed,
            k=found.k,
        )
        + " "
        + _("In the picture the dot is the rank, and the bar is its band.")
    )


def ranking(name: str, found: Ranking, score: str, *, go_to: str = "entity", explained: bool = False) -> None:
    """A ranking: bands drawn as bands, the sentences of its top with a way to their evidence, and the table with all rows.

    ``score``: what it is ranked by, as the head of a column. ``explained``: :func:`how_to_read` stands above already.
    """
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider())
        return
    if not explained:
        how_to_read(found)
    says = _("Rank bands of the first {number}", number=len(vega_lite.first_ranked(found)))
    chart(name, vega_lite.bands(found, language()), says=says)
    if found.note:
        st.info(plain(session.said(found.note)), icon=":material/info:")
    where = place("ranking", name)
    first = [row for row in found.ranking if row.rank <= found.k]
    if len(first) > _CARDS:
        st.markdown(_("The first {number} of {all} that share the first {k} ranks:", number=_CARDS, all=len(first), k=found.k))
    for row in first[:_CARDS]:
        with st.container(border=True):
            told = _("Rank {band}.", band=band_words(row.band))
            st.markdown(f"**{told}** {plain(session.said(row.sentence))}")
            if st.button(
                _("Evidence for {name}", name=plain(row.label)),
                key=key_of(*where, row.id),
                type="tertiary",
                icon=":material/arrow_forward:",
            ):
                selection.select(row.id)
                go(go_to)
    with st.expander(_("All {number} as a table", number=len(found.ranking))):
        columns = [_("Rank"), _("Band"), _("In top {k}", k=found.k), _("Who or what"), _("Claims"), _("Voices"), score]
        rows = [
            (band_words(at), band_words(r.band), f"{r.p_top:.0%}", r.label, len(r.claims), len(r.voices), round(r.score, 3))
            for at, r in zip(shared_places([r.rank for r in found.ranking]), found.ranking, strict=True)
        ]
        table(name, columns, rows, says=_("Ranking with bands"))


def show_statement(line: Statement, where: Place, here: str | None = None) -> None:
    """A claim: its sentence, how firm it is, who said it, where it stands, and a way to the other end.

    ``where``: the place of the list that it stands in, which holds each claim once.
    """
    entities = session.snapshot().records.entities
    with st.container(border=True):
        st.markdown(f"**{plain(line.sentence)}**")
        mark = f":material/format_quote: {_('stated')}" if line.mode == "stated" else f":material/edit_note: {_('inferred')}"
        said = plain(", ".join(line.voice_labels))
        firmness = _("{level} confidence", level=_(line.confidence))
        st.markdown(f"{mark} · {firmness} · {_('said by {who}', who=said)} · `{line.claim}`")
        if line.rationale:
            st.markdown(f"{_('Why inferred')}: {plain(line.rationale)}")
        for piece in line.evidence:
            st.markdown(
                f"- {plain(piece.paraphrase or _('No paraphrase.'))}  \n"
                f"  {plain('; '.join(filter(None, (piece.speaker, piece.located))))} · `{piece.id}`"
            )
        ends = [end for end in (line.subject, line.object) if end != here]
        with st.container(horizontal=True):
            for end in dict.fromkeys(ends):
                if st.button(
                    plain(entities[end].label(language())),
                    key=key_of(*where, line.claim, end),
                    type="tertiary",
                    icon=":material/arrow_forward:",
                ):
                    selection.select(end)
                    go("entity")


def claims(name: str, ids: Sequence[str], title: str = "") -> None:
    """Claims by id with their evidence, a page at a time."""
    _claims(place("claims", name), tuple(dict.fromkeys(ids)), title)


@st.fragment
def _claims(where: Place, ids: Sequence[str], title: str) -> None:
    snapshot = session.snapshot()
    st.markdown(f"**{title or counted(len(ids), 'claim')}**")
    for key in ids[pager(where, len(ids), _CLAIMS)]:
        show_statement(statement(snapshot, snapshot.records.claims[key], language()), where)


def next_step(question: str, label: str, page: str, /, *, icon: str = ":material/arrow_forward:", **values: str) -> None:
    """The end of a screen: a question, and one click to where it is answered, with selection and lens carried along."""
    st.divider()
    st.markdown(f"**{_('Next')}:** {question}")
    if st.button(label, type="primary", icon=icon, key="next-step"):
        go(page, **values)
