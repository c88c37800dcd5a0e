"""One kind of thing that can be pushed: its tiers in a sentence, scores with intervals, sentences, and the table with all rows."""

from __future__ import annotations

import streamlit as st

import selection
import session
from screen_parts import chart, claims, table
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable
from trosol.findings.leverage.sentences import in_figures, row_sentence, tiers_sentence
from trosol.views.charts.bars import bars, legend_of_bars
from trosol.views.charts.score_intervals import score_bars
from trosol.views.charts.vega_lite import MOST_BANDS
from trosol.views.plain_words import plain
from url_state import go
from widget_keys import key_of, place
from words import _, counted, language

__all__ = ["goal_total", "leverage_table", "shown_first"]

_SENTENCES = 5


def goal_total(found: Leverage) -> float:
    """The weight of all goals: families count as one."""
    return sum(goal.weight for goal in found.goals)


def shown_first(found: LeverageTable, most: int = _SENTENCES) -> list[LeverageRow]:
    """The first rows, and those of the same score as the last of them."""
    rows = [row for row in found.ranking if row.score > 0]
    return [row for row in rows if len(rows) <= most or row.score >= rows[most - 1].score]


def leverage_table(found: Leverage, one: LeverageTable) -> None:
    """Show one table."""
    entities = session.snapshot().records.entities

    def label(key: str) -> str:
        return entities[key].label(language())

    st.markdown(f"**{plain(tiers_sentence(one, label, language()))}**")
    helping = [row for row in one.ranking if row.score > 0]
    if helping:
        says = _("Goals helped on average by the first {number}", number=min(len(helping), MOST_BANDS))
        rows = score_bars(helping, [label(row.id) for row in helping])
        legend = legend_of_bars(rows, language())
        st.markdown(legend)
        chart(f"scores-{one.kind}", bars(rows, language=language()), says=says, legend=legend)
    where = place("leverage", one.kind)
    for row in shown_first(one):
        with st.container(border=True):
            mark = f"**{row.tier}{'*' if row.borderline else ''}** · " if row.tier else ""
            st.markdown(mark + plain(row_sentence(row, goal_total(found), label, language())))
            if st.button(
                _("Evidence for {name}", name=plain(label(row.id))),
                key=key_of(*where, row.id),
                type="tertiary",
                icon=":material/arrow_forward:",
            ):
                selection.select(row.id)
                go("entity")
            with st.expander(_("The claims behind it, the one that costs most first: {number}", number=len(row.claims))):
                claims(f"lever-{row.id}", row.claims)
    if helping:
        with st.expander(_("All {number} as a table", number=len(one.ranking))):
            _whole(one)
    _apart(one)


def _whole(one: LeverageTable) -> None:
    entities = session.snapshot().records.entities
    heads = [
        _("Who or what"),
        _("Tier"),
        _("Other weights"),
        _("Single passages"),
        _("Goals helped"),
        _("Range"),
        _("At three claims"),
    ]
    heads += [
        _("Own share"),
        _("Without its busiest link"),
        _("Longer paths disagree"),
        _("Ranks in nine of ten draws"),
        _("Claims"),
    ]
    rows = [
        (
            entities[row.id].label(language()),
            f"{row.tier or '–'}{'*' if row.borderline and row.tier else ''}",
            row.tier_weights or "–",
            row.tier_evidence or "–",
            f"{row.score:.2f}",
            _("{low} to {high}", low=f"{row.interval[0]:.1f}", high=f"{row.interval[1]:.1f}"),
            f"{row.score_equal_claims:.1f}"
            if row.claims_leaving > 3
            else _("{score} (three or fewer)", score=in_figures(row.score)),
            f"{row.own_share:.2f}",
            f"{row.without_hub.score:.1f}" if row.without_hub else "–",
            f"{row.told_otherwise:.0%}",
            _("{low} to {high}", low=row.rank_interval[0], high=row.rank_interval[1]),
            len(row.claims),
        )
        for row in one.ranking
    ]
    table(f"leverage-{one.kind}", heads, rows, says=_("Goals helped, with tiers"))
    st.markdown(
        _(
            "A tier holds what cannot be told apart: one row beats another if it is larger in at least nine of ten draws of weights and passages. * lies close to that line. It is a test of how stable the order is, not of what another report would say."
        )
    )


def _apart(one: LeverageTable) -> None:
    entities = session.snapshot().records.entities
    if one.folded:
        with st.expander(_("Folded under another row, for all they help goes through it: {number}", number=len(one.folded))):
            for row in one.folded:
                under = entities[row.under].label(language()) if row.under else ""
                st.markdown(f"- {plain(row.label)} → {plain(under)}")
    if one.not_coded_onward:
        with st.expander(_("Not coded onward: {number}", number=counted(len(one.not_coded_onward), "item"))):
            st.markdown(_("No claim leads from these to a goal. That may be because nobody was asked."))
            st.markdown(", ".join(plain(entities[key].label(language())) for key in one.not_coded_onward))
