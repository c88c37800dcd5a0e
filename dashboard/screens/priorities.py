"""Priorities: what would help the goals most, kind by kind; the best sets; who drives and is driven; and the three questions."""

from functools import partial

import streamlit as st

import selection
import session
import url_state
from basket import put_aside
from components.best_sets_view import best_sets_view
from components.priority_table import goal_total, kind_choice, priority_table
from into_view import opened_here
from screen_parts import chart, claims, head, next_step, not_enough, or_wider, show_statement, table
from trosol.findings.leverage.leverage_result import LeverageRow
from trosol.findings.leverage.sentences import in_figures, row_sentence
from trosol.findings.text import goals_counted
from trosol.views.charts.quadrant import quadrant, quadrant_name
from trosol.views.plain_words import plain
from trosol.views.tables.statements import statements_of
from url_state import choose_many, choose_one
from widget_keys import place
from words import _, counted, language

VIEWS = {
    "levers": _("What helps the goals"),
    "sets": _("Best sets"),
    "drives": _("What drives, what is driven"),
    "prompts": _("Three questions"),
}
head(_("Priorities"), _("What would help the goals most, by what is claimed, how sure is that, and who is in the way?"))
view = choose_one(_("View"), VIEWS, "view", default="levers", few=True, label_visibility="collapsed")
snapshot = session.snapshot()
entities = snapshot.records.entities
found = session.of_goals("leverage")


def levers() -> LeverageRow | None:
    """The goals, a kind to compare, and its table. Returns the row that is opened."""
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider())
        return None
    one, two, three = st.columns([4, 3, 2], vertical_alignment="bottom")
    with one:
        names = {goal.id: entities[goal.id].label(language()) for goal in snapshot.goals}
        choose_many(
            _("Goals"),
            names,
            "goals",
            placeholder=_(
                "All {total} goals ({ends})", total=in_figures(session.goal_total(), language()), ends=counted(len(names), "end")
            ),
        )
    with two:
        table_ = kind_choice(found)
    with three:
        put_aside(f"leverage:{table_.kind}", "priorities", label=_("Add this table to brief"))
    opened = priority_table(found, table_)
    if told := goals_counted(found.goals, language()):
        st.caption(plain(told))
    st.caption(_("Each claim holds with a weight that says how firmly it stands. No rank runs from one kind to another."))
    if found.absent_goals:
        st.caption(
            _(
                "Left out of the goals, because no claim of influence touches them or the source does not give their wording: {absent}.",
                absent=counted(len(found.absent_goals), "end"),
            )
        )
    if found.about.note:
        st.caption(plain(session.said(found.about.note)))
    return opened


def drives() -> None:
    """The quadrant, and the claims behind the dot that was picked."""
    if not found.positions:
        not_enough(
            _("Not enough evidence: too few links are left to say what drives what."),
            or_wider(),
        )
        return
    top = [row.id for each in found.kinds for row in each.first[:1]][:5]
    st.markdown(
        _(
            "Each dot is an item; higher up it acts on more, further right more acts on it. Numbered diamonds are the first of {k} tables. Choose a dot to read its evidence below.",
            k=len(top),
        )
    )
    chart(
        "quadrant",
        quadrant(found.positions, top, language()),
        says=_("Influence against dependence of {number}", number=counted(len(found.positions), "thing")),
        on_pick=partial(selection.open_below, panel="dot"),
    )
    st.markdown(" · ".join(f"**{n + 1}** {plain(entities[each].label(language()))}" for n, each in enumerate(top)))
    st.markdown(
        _(
            "It counts links that the source tells of; what is told at length has more. Signs are not looked at. Dashed lines are the means. After Godet (*MICMAC*)."
        )
    )
    with st.expander(_("All {number} as a table", number=len(found.positions))):
        table(
            "positions",
            [_("Who or what"), _("Links from it"), _("Links to it"), _("So it"), _("Counting longer ways, it"), _("Claims")],
            [
                (
                    entities[p.id].label(language()),
                    p.influence,
                    p.dependence,
                    quadrant_name(p.quadrant, language()),
                    quadrant_name(p.indirect_quadrant, language()),
                    len(p.claims),
                )
                for p in found.positions
            ],
            says=_("Influence and dependence"),
        )
    at = next((p for p in found.positions if p.id == selection.selected()), None)
    chosen = selection.pick_entity("priorities")
    at = next((p for p in found.positions if p.id == chosen), at)
    if at:
        with st.container(key="opened-dot"):
            opened_here("dot")
            st.subheader(plain(entities[at.id].label(language())))
        st.markdown(
            _(
                "It acts on {out} and is acted on by {into}: {where}.",
                out=counted(at.influence, "other thing"),
                into=counted(at.dependence, "other thing"),
                where=quadrant_name(at.quadrant, language()),
            )
        )
        row = found.row(at.id)
        if row:
            st.markdown(plain(row_sentence(row, goal_total(found), lambda each: entities[each].label(language()), language())))
        own = set(at.claims)
        where = place("list", "dot")
        for line in [each for each in statements_of(snapshot, at.id, language()) if each.claim in own][:6]:
            show_statement(line, where, at.id)
        if st.button(_("Read all the evidence"), icon=":material/article:"):
            url_state.go("entity")


def prompts() -> None:
    """What is missing, what must be true, where do we work?"""
    asked = found.prompts
    st.subheader(_("What is missing?"))
    groups = (
        (_("Goals that nothing reaches"), asked.unreached, "unreached"),
        (_("Goals that something reaches, and nothing is claimed to help"), asked.unhelped, "unhelped"),
        (_("Challenges that no action addresses"), asked.unaddressed, "unaddressed"),
        (_("Parts of a challenge that is addressed, not addressed themselves"), asked.under_addressed, "under"),
    )
    for title, rows, box in groups:
        with st.expander(f"{title}: {len(rows)}"):
            if not rows:
                st.markdown(_("None."))
            for row in rows[:12]:
                st.markdown(f"- {plain(session.said(row.sentence))}")
            if rows:
                table(
                    box,
                    [_("Who or what"), _("Claims"), _("What is missing")],
                    [
                        (session.snapshot().entity(row.id).label(language()), len(row.claims), session.said(row.sentence))
                        for row in rows
                    ],
                    says=title,
                    size=6,
                )
    st.subheader(_("What must be true?"))
    st.markdown(
        _("Weak claims that the first rows depend on: if one of them is wrong, fewer goals are helped or a tier is another.")
    )
    if not asked.must_be_true:
        st.markdown(_("No single weak claim carries any of the first rows. Two weak claims can still stand in for each other."))
    for number, row in enumerate(asked.must_be_true[:8]):
        with st.expander(plain(session.said(row.sentence))):
            claims(f"must-{number}", (row.claim,))
    st.subheader(_("Where do we work?"))
    st.markdown(_("Who is tied to the first actions by a claim, and so would have to be in the room."))
    for row in asked.where:
        with st.expander(plain(row.label)):
            st.markdown(plain(session.said(row.sentence)))
            if row.claims:
                claims(f"where-{row.id}", row.claims)


push = None
if view == "levers":
    push = levers()
else:
    {"sets": best_sets_view, "drives": drives, "prompts": prompts}[view]()
push = push or found.row(selection.selected() or "") or next((row for each in found.kinds for row in each.first), None)
next_step(
    (
        _("What would change if {name} were strengthened?", name=session.label(push.id))
        if push.pushed > 0
        else _("What would change if {name} were eased?", name=session.label(push.id))
    )
    if push
    else _("What would change if something were strengthened?"),
    _("Try it as a scenario"),
    "scenarios",
    **({"push": f"{push.id}~{'plus' if push.pushed > 0 else 'minus'}", "open": "", "remove": ""} if push else {}),
)
