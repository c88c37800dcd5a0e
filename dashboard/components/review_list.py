"""What is left to look at in a source: disagreements to settle, passages nobody coded, claims on one piece of evidence, names that may be one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

import session
from components.coding_drafts import told
from components.coding_state import WINDOW, OpenSource, choose_lines, suggestion_at
from screen_parts import show_statement
from trosol.coding.review_queue import Disagreement, ReviewQueue, near_pairs, review_queue
from trosol.coding.revising import keep_claim
from trosol.imports import join_entities
from trosol.views.plain_words import plain
from trosol.views.tables.statements import sentence, statement
from url_state import remember
from widget_keys import key_of, place
from words import _, counted, language

__all__ = ["review_list"]

_MOST = 12


def review_list(source: OpenSource, start: int, into: Path | None) -> None:
    """The whole queue; suggestions for the lines that the page shows, from ``start`` on."""
    found = _queue(source, start)
    st.markdown(
        _(
            "{coded} of {passages} passages are coded; {drafts} of the lines shown have drafts.",
            coded=found.coded,
            passages=found.passages,
            drafts=counted(len(found.drafts), "passage"),
        )
    )
    st.subheader(_("Disagreements"))
    if not found.disagreements:
        st.markdown(_("No two coders say different things of the same lines."))
    for each in found.disagreements[:_MOST]:
        _disagreement(each, into)
    st.subheader(_("Passages nobody coded"))
    _places([(first, last, source.text.lines[first - 1].lstrip("# ")) for first, last in found.uncoded], "uncoded")
    st.subheader(_("Claims on one piece of evidence"))
    snapshot = session.snapshot()
    rows = []
    for key in found.single:
        claim = snapshot.records.claims[key]
        first, last = snapshot.records.evidence[claim.evidence[0]].line_range() or (1, 1)
        rows.append((first, last, sentence(snapshot, claim, language())))
    _places(rows, "single")
    _merging(into)


def _queue(source: OpenSource, start: int) -> ReviewQueue:
    snapshot = session.snapshot()
    last = min(len(source.text.lines), start + WINDOW - 1)

    def look() -> ReviewQueue:
        passages = source.text.passages()
        shown = [p for p in passages if start <= p.first <= last]
        open_ = [p for p in shown if not any(line in source.cited for line in range(p.first, p.last + 1))]
        suggestions = [each for p in open_[:60] for each in suggestion_at(source, p.first, p.last)]
        return review_queue(snapshot, source.text, source.name, suggestions, source.decisions, passages)

    found: ReviewQueue = session.shown("review", source.text.sha256, source.decisions, start, make=look)
    return found


def _places(rows: list[tuple[int, int, str]], name: str) -> None:
    """Places in the source, each a step away; the first few, and how many more."""
    if not rows:
        st.markdown(_("None."))
    for first, last, words in rows[:_MOST]:
        said = f"{first}-{last}" if last > first else str(first)
        label = f"{said} · {plain(words.strip()[:90])}"
        if st.button(label, key=key_of("go", name, said, words[:20]), type="tertiary", icon=":material/arrow_forward:"):
            choose_lines(said)
            remember("from", str(max(1, first - 20)))
            remember("view", "")
            st.session_state["view"] = "code"
            st.rerun()
    if len(rows) > _MOST:
        st.markdown(_("… and {number} more", number=len(rows) - _MOST))


def _disagreement(each: Disagreement, into: Path | None) -> None:
    snapshot = session.snapshot()
    claims = [snapshot.records.claims[key] for key in each.claims]
    first, last = each.lines
    lines = f"{first}-{last}" if last > first else str(first)
    with st.container(border=True):
        st.markdown(
            f"**{_('Lines {lines}: they differ in {columns}', lines=lines, columns=', '.join(_(name) for name in each.differ))}**"
        )
        for claim in claims:
            st.markdown(f"*{plain(claim.coder)}*")
            show_statement(statement(snapshot, claim, language()), place("review", claim.id))
        if into is None:
            return
        why = st.text_input(_("Why this one"), key=key_of("settle", *each.claims))
        with st.container(horizontal=True):
            for kept in claims:
                others = [claim for claim in claims if claim is not kept]
                label = _("Keep {claim}", claim=kept.id)
                if st.button(label, key=key_of("keep", kept.id, *each.claims), disabled=not why.strip(), icon=":material/check:"):
                    told(partial(keep_claim, into, kept, others, why))


def _merging(into: Path | None) -> None:
    """Entities that are called nearly alike, to be made one."""
    snapshot = session.snapshot()
    pairs = session.shown("near-pairs", make=lambda: near_pairs(snapshot))
    st.subheader(_("Items that may be one"))
    if not pairs:
        st.markdown(_("None."))
    for one, other in pairs[:_MOST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{session.label(one)} (`{one}`) · {session.label(other)} (`{other}`)")
            if into is not None and st.button(
                _("Make them one: keep {id}", id=one), key=key_of("merge", one, other), icon=":material/merge:"
            ):
                told(partial(join_entities, into, one, other))
