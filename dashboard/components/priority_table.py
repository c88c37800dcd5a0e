"""A table of priorities: bars with values and ranges, tier, evidence, who is in the way, and one click to try a row."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

import selection
import session
from basket import put_aside
from into_view import opened_here
from screen_parts import claims, not_enough, or_wider, table
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable
from trosol.findings.leverage.sentences import in_figures, row_sentence, tiers_sentence
from trosol.findings.text import listed_in
from trosol.findings.whole_ties import whole_ties
from trosol.views.plain_words import plain
from trosol.views.tables.first_answers import table_answer
from trosol.views.tables.priority_rows import PriorityRow, priority_rows
from trosol.views.tables.strength import dots
from url_state import choose_one, go, recall, remember
from widget_keys import key_of
from words import _, counted, language

__all__ = ["goal_total", "kind_choice", "priority_table"]

_WIDTHS = [3.0, 3.8, 0.6, 0.9, 2.4, 1.8]
_FIRST = 12
_TIER_AT = 3
"""The column of the tier, from one; it and the two after it need their heads where columns stand below each other."""
_BLOCKERS = 2

_BARS = """<style>
.trosol-bar {position: relative; height: 1.5rem; margin-right: 2.6rem;}
.trosol-bar > i {position: absolute; inset-block: .2rem; left: 0; background: #9cc4bd; border-radius: 0 4px 4px 0;}
.trosol-bar > i.first {background: #0b5f59;}
.trosol-bar > u {position: absolute; top: calc(50% - 1px); height: 2px; background: #7a5d00;}
.trosol-bar > u::before, .trosol-bar > u::after {content: ""; position: absolute; top: -5px; height: 12px; width: 2px; background: #7a5d00;}
.trosol-bar > u::before {left: 0;} .trosol-bar > u::after {right: 0;}
.trosol-bar > b {position: absolute; left: calc(100% + .4rem); top: .1rem; font-weight: 600; font-variant-numeric: tabular-nums;}
.st-key-priority-heads p {font-weight: 600; font-size: .9rem;}
.st-key-priority-rows > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] {border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding-bottom: .2rem;}
@media (max-width: 1000px) { .st-key-priority-heads [data-testid="stColumn"]:nth-child(n+3) {display: none;} }
</style>"""
_HEAD = '@media (max-width: 1000px) {{ .st-key-priority-rows [data-testid="stColumn"]:nth-child({place}) p::before {{content: {head} ": ";}} }}'
"""The head of a column before each of its cells, where the columns stand below each other."""
_DARK = "<style>.trosol-bar > i {background: #4a827a;} .trosol-bar > i.first {background: #7fd6c9;} .trosol-bar > u, .trosol-bar > u::before, .trosol-bar > u::after {background: #e0c060;}</style>"


def goal_total(found: Leverage) -> float:
    """The weight of all goals: families count as one."""
    return sum(goal.weight for goal in found.goals)


def _label(key: str) -> str:
    return session.snapshot().entity(key).label(language())


def priority_table(found: Leverage, one: LeverageTable) -> LeverageRow | None:
    """Show one table, with what is behind the row that is selected, else the first; returns that row."""
    snapshot = session.snapshot()
    st.markdown(f"**{plain(table_answer(snapshot, one, goal_total(found), language()))}**")
    rows = priority_rows(snapshot, one, session.of_goals("gatekeepers"))
    if not rows:
        not_enough(_("None of these is claimed to help a goal."), or_wider(_("Choose another kind.")))
        _apart(one)
        return None
    scale = max(row.high for row in rows) or 1.0
    narrow = (
        _HEAD.format(place=place, head=json.dumps(head))
        for place, head in enumerate((_("Tier"), _("Evidence"), _("In the way")), _TIER_AT)
    )
    st.html(_BARS + (_DARK if st.context.theme.type == "dark" else "") + f"<style>{' '.join(narrow)}</style>")
    with st.container(key="priority-heads", gap=None):
        heads = (
            _("What"),
            _("Goals helped on average, of {total}", total=in_figures(goal_total(found))),
            _("Tier"),
            _("Evidence"),
            _("In the way"),
            "",
        )
        for place, head in zip(st.columns(_WIDTHS, gap="small", vertical_alignment="bottom"), heads, strict=True):
            place.markdown(plain(head))
    everything, first = recall("all") == "yes", whole_ties(rows, _FIRST, lambda row: row.score)
    with st.container(key="priority-rows", gap="xxsmall"):
        for row in rows if everything else first:
            _row(one, row, scale)
    if len(rows) > len(first):
        st.button(
            _("Show the first {number}", number=len(first)) if everything else _("Show all {number}", number=len(rows)),
            key="all-rows",
            type="tertiary",
            on_click=remember,
            args=("all", "" if everything else "yes"),
        )
    st.markdown(plain(tiers_sentence(one, _label, language())))
    st.caption(
        _(
            "Bar: goals helped on average; line: the middle nine tenths of draws of weights and passages. Rows stand by their bars. *Tier*: nothing in the table is reliably ahead of A, that is larger in nine of ten draws; rows of one letter, or without one, cannot be told apart, so the longer bar among them need not be the better. A longer bar can have the later letter where its line is wide; * borderline. *Evidence*, one dot each: mostly stated, three pieces, two voices. *In the way*: said to hold back something that the score rests on."
        )
    )
    opened = _behind(found, one)
    with st.expander(_("All {number} as a table", number=len(one.ranking))):
        _whole(one)
    _apart(one)
    return opened


def _row(one: LeverageTable, row: PriorityRow, scale: float) -> None:
    name, bar, tier, evidence, way, attempt = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    chosen = selection.selected() == row.id
    with name:
        st.button(
            plain(_label(row.id)),
            key=key_of("row", row.id),
            type="tertiary",
            icon=":material/arrow_drop_down:" if chosen else ":material/arrow_right:",
            on_click=selection.open_below,
            args=(row.id, "row"),
        )
    with bar:
        st.html(_bar(row, scale))
    tier.markdown((row.tier or "–") + plain("*" if row.borderline else ""))
    evidence.markdown(dots(row.strength))
    blockers = listed_in([_label(key) for key in row.blocked_by], language(), _BLOCKERS)
    way.markdown(plain(blockers) or "–")
    with attempt, st.container(horizontal=True, gap="xsmall"):
        put_aside(row.id, "row", short=True)
        if st.button(_("Try"), key=key_of("try", row.id), help=_("Try it as a scenario"), icon=":material/tune:"):
            selection.select(row.id)
            pushed = next(each.pushed for each in one.ranking if each.id == row.id)
            go("scenarios", push=f"{row.id}~{'plus' if pushed > 0 else 'minus'}", open="", remove="")


def _bar(row: PriorityRow, scale: float) -> str:
    says = _("{score} goals, range {low} to {high}", score=f"{row.score:.1f}", low=f"{row.low:.1f}", high=f"{row.high:.1f}")
    left, right = 100 * row.low / scale, 100 * (row.high - row.low) / scale
    first = ' class="first"' if row.tier in ("", "A") else ""
    return (
        f'<div class="trosol-bar" role="img" aria-label="{escape(says)}" title="{escape(says)}">'
        f'<i{first} style="width:{100 * row.score / scale:.1f}%"></i>'
        f'<u style="left:{left:.1f}%;width:{right:.1f}%"></u><b>{row.score:.1f}</b></div>'
    )


def _behind(found: Leverage, one: LeverageTable) -> LeverageRow:
    """What the selected row, else the first, does to which goal, and its claims."""
    rows = {row.id: row for row in (*one.ranking, *one.folded)}
    key = selection.selected() or ""
    row = rows.get(key) or one.ranking[0]
    with st.container(border=True, key="opened-row"):
        opened_here("row")
        st.markdown(f"**{plain(_label(row.id))}**")
        st.markdown(plain(row_sentence(row, goal_total(found), _label, language())))
        with st.container(horizontal=True):
            if st.button(_("Its page"), key="row-page", icon=":material/article:", type="tertiary"):
                selection.select(row.id)
                go("entity")
            if st.button(_("Its paths to the goals"), key="row-paths", icon=":material/route:", type="tertiary"):
                selection.select(row.id)
                most = max((*row.helps, *row.hurts), key=lambda pair: pair[1], default=("", 0.0))[0]
                go("pathways", **{"from": row.id, "to": most})
        left, right = st.columns(2, gap="large")
        with left:
            _effects(row)
        with right, st.expander(_("The claims behind it, the one that costs most first: {number}", number=len(row.claims))):
            claims(f"lever-{row.id}", row.claims)
    return row


def _effects(row: LeverageRow) -> None:
    """What it does to each goal."""
    words = {
        "helps": _("helps"),
        "hurts": _("hurts"),
        "contested": _("contested: the shortest paths disagree"),
        "not_stated": _("reaches it, direction not stated"),
    }
    shares = {(goal, effect): share for effect in words for goal, share in getattr(row, effect) if share >= 0.005}
    goals = sorted({goal for goal, _effect in shares}, key=lambda goal: -shares.get((goal, "helps"), 0.0))
    with st.expander(_("What it does to which goal: {number}", number=counted(len(goals), "end"))):
        table(
            "effects",
            [_("Goal"), *(word.capitalize() for word in words.values())],
            [(_label(goal), *(f"{shares.get((goal, effect), 0):.0%}" for effect in words)) for goal in goals],
            says=_("Effects on the goals, as shares of possible worlds"),
            size=10,
        )


def _whole(one: LeverageTable) -> None:
    heads = [_("Who or what"), _("Tier"), _("Other weights"), _("Single passages"), _("Goals helped"), _("Range")]
    heads += [_("At three claims"), _("Own share"), _("Without its busiest link"), _("Longer paths disagree")]
    heads += [_("Ranks in nine of ten draws"), _("Claims")]
    rows = [
        (
            _label(row.id),
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
            "A tier holds what cannot be told apart: one row is ahead of another if it is larger in at least nine of ten draws of weights and passages. * is borderline. It is a test of how stable the order is, not of what another report would say."
        )
    )


def _apart(one: LeverageTable) -> None:
    if one.folded:
        with st.expander(_("Folded under another row, for all they help goes through it: {number}", number=len(one.folded))):
            for row in one.folded:
                st.markdown(f"- {plain(_label(row.id))} → {plain(_label(row.under)) if row.under else ''}")
    if one.not_coded_onward:
        with st.expander(_("Not coded onward: {number}", number=counted(len(one.not_coded_onward), "item"))):
            st.markdown(_("No claim leads from these to a goal. That may be because nobody was asked."))
            st.markdown(", ".join(plain(_label(key)) for key in one.not_coded_onward))


def kind_choice(found: Leverage) -> LeverageTable:
    """The table of the kind that is chosen, the first by default."""
    labels = {kind.name: plain(kind.label(language())) for kind in session.snapshot().ontology.kinds}
    kinds = {each.kind: each for each in found.kinds}
    return kinds[choose_one(_("Compare"), {name: labels[name] for name in kinds}, "kind", default=next(iter(kinds)))]
