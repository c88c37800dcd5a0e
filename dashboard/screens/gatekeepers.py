"""Gatekeepers: who the source names, beside who the ties place between others, and what their disagreement asks."""

import streamlit as st

import shell
from parts import head, next_step, ranking
from state import go
from trosol.views.words import plain
from words import _, counted

head(
    _("Gatekeepers"),
    _(
        "Two different questions, side by side. **Named:** who does the source call a gatekeeper, or say controls the way to something? "
        "**Placed:** who stands between others in the ties between actors that the source tells of?"
    ),
)
found = shell.finding("gatekeepers")
named, placed = st.columns(2, gap="large")
with named:
    st.subheader(_("Named by the source"))
    ranking("named", found.named, _("Claims naming"))
with placed:
    st.subheader(_("Placed by the ties"))
    ranking("placed", found.placed, _("Betweenness"))
st.markdown(
    _(
        "*Betweenness* is the number of shortest ways between other actors that lead through this one. "
        "Few ties are told of, so one missing interview can change much."
    )
)

st.subheader(_("Where the two differ, and what that asks"))
columns = st.columns(2)
for place, line in enumerate(found.disagreements):
    with columns[place % 2], st.container(border=True):
        st.markdown(f"**{plain(line.label)}** · {plain(line.kind)}  \n{plain(line.question)}")
        if st.button(
            _("Evidence for {name}", name=plain(line.label)),
            key=f"go-{line.id}",
            type="tertiary",
            icon=":material/arrow_forward:",
        ):
            shell.select(line.id)
            go("entity")
st.markdown(f"{counted(len(found.named.ranking), 'actor')} · {counted(len(found.placed.ranking), 'actor')}")
key = shell.selected()
next_step(
    _("By which ways does {name} reach the goals?", name=shell.label(key))
    if key
    else _("By which ways do people reach the goals?"),
    _("See the pathways"),
    "pathways",
)
