"""Gatekeepers: named beside placed, doors between groups, gates on the way to a goal, and who matters most together."""

import streamlit as st

import selection
import session
from components.centrality_explorer import centrality_view
from components.gate_analyses import doors_view, gates_view, together_view
from screen_parts import english, head, how_to_read, next_step, ranking
from trosol.views.plain_words import plain
from url_state import go, remember, segments
from widget_keys import key_of
from words import _, counted

head(
    _("Gatekeepers"),
    _(
        "Being called a gatekeeper and standing at a gate are two different things. Both are shown, and where they differ there is a question to ask."
    ),
)
names = {
    "sides": _("Named and placed"),
    "doors": _("At the doors of groups"),
    "gates": _("On the way to a goal"),
    "together": _("Who matters together"),
    "centrality": _("Centrality"),
}
view = segments(_("What do you want to see?"), names, key="view", default="sides")
remember("view", view if view != "sides" else "")


def sides() -> None:
    """Whom the source names beside who stands between others."""
    st.markdown(
        _(
            "**Named:** who does the source call a gatekeeper, or say controls the way to something? "
            "**Placed:** who stands between others in the ties between actors that the source tells of?"
        )
    )
    found = session.finding("gatekeepers")
    ranked = [each for each in (found.named, found.placed) if not each.not_enough]
    if ranked:
        how_to_read(ranked[0])
    named, placed = st.columns(2, gap="large")
    with named:
        st.subheader(_("Named by the source"))
        ranking("named", found.named, _("Claims naming"), explained=True)
    with placed:
        st.subheader(_("Placed by the ties"))
        ranking("placed", found.placed, _("Betweenness"), explained=True)
    st.markdown(
        _(
            "*Betweenness* is the number of shortest ways between other actors that lead through this one. "
            "Few ties are told of, so one missing interview can change much."
        )
    )
    st.subheader(_("Where the two differ, and what that asks"))
    columns = st.columns(2)
    with english():
        for place, line in enumerate(found.disagreements):
            with columns[place % 2], st.container(border=True):
                st.markdown(f"**{plain(line.label)}** · {plain(line.kind)}  \n{plain(line.question)}")
                if st.button(
                    _("Evidence for {name}", name=plain(line.label)),
                    key=key_of("differ", line.id),
                    type="tertiary",
                    icon=":material/arrow_forward:",
                ):
                    selection.select(line.id)
                    go("entity")
    st.markdown(
        _(
            "{named} named, {placed} with ties.",
            named=counted(len(found.named.ranking), "actor"),
            placed=counted(len(found.placed.ranking), "actor"),
        )
    )


{"sides": sides, "doors": doors_view, "gates": gates_view, "together": together_view, "centrality": centrality_view}[view]()
key = selection.selected()
next_step(
    _("By which ways does {name} reach the goals?", name=session.label(key))
    if key
    else _("By which ways do people reach the goals?"),
    _("See the pathways"),
    "pathways",
)
