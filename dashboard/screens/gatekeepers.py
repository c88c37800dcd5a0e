"""Gatekeepers: who is named, what they block and what would open it; then structure: group boundaries, cut nodes and key players."""

import streamlit as st

import session
from basket import put_aside
from components.centrality_explorer import centrality_view
from components.gate_analyses import doors_view, gates_view, together_view
from components.gate_card_views import gate_card, gate_rows, matrix
from into_view import opened_here
from screen_parts import head, next_step, not_enough, or_wider
from selection import selected
from trosol.findings.gatekeepers.gate_sentences import gate_tiers_sentence
from trosol.findings.text import goals_counted
from trosol.views.plain_words import plain
from url_state import choose_one
from words import _, counted, language

head(
    _("Gatekeepers"),
    _("Who is said to hold a gate, what they are said to block, by rule or in practice, and what would open it."),
)
names = {
    "cards": _("Who and what"),
    "centrality": _("The network"),
    "doors": _("Brokerage"),
    "gates": _("Cut nodes"),
    "together": _("Key players"),
}
view = choose_one(_("View"), names, "view", default="cards", few=True, label_visibility="collapsed")


def cards() -> None:
    """The matrix and a card for each role."""
    result = session.of_goals("gatekeepers")
    if result.not_enough:
        not_enough(_("Nobody is named a gatekeeper here, and nothing that is blocked is attributed to anybody."), or_wider())
        return
    st.markdown(f"**{plain(gate_tiers_sentence(result.cards, entity_label, language()))}**")
    names = [card.id for card in result.cards]
    chosen = (
        selected() if selected() in names else next((card.id for card in result.cards if card.named), names[0] if names else "")
    )
    gate_rows(result, chosen or "")
    put_aside("gatekeepers", "cards")
    if told := goals_counted(session.aims(), language()):
        st.caption(plain(told))
    st.caption(
        _(
            "Numbers are claims; nobody is ranked here. Rows stand by the tier on their cards, within a tier by name, so that the order there says nothing."
        )
    )
    for card in result.cards:
        if card.id == chosen:
            with st.container(key="opened-card"):
                opened_here("card")
                gate_card(card)
    st.caption(
        _(
            "*Tier*, on the cards: nobody shown here is reliably ahead of A, under other weights of claims and when single passages count for less. Within a tier the order is by name: a larger figure need not stand first."
        )
    )
    with st.expander(_("All {number}", number=counted(len(result.cards), "gate card"))):
        for card in result.cards:
            if card.id != chosen:
                gate_card(card)
    with st.expander(_("The same as a table, and downloads")):
        matrix(result)
    if result.aggregates:
        with st.expander(_("Whole sectors: nobody there can say no")):
            for card in result.aggregates:
                gate_card(card)


def entity_label(key: str) -> str:
    """The label of an entity, in the language of the reader."""
    return session.snapshot().entity(key).label(language())


{"cards": cards, "doors": doors_view, "gates": gates_view, "together": together_view, "centrality": centrality_view}[view]()
key = selected()
next_step(
    _("By which paths does {name} reach the goals?", name=session.label(key)) if key else _("What if a gate were opened?"),
    _("See the pathways") if key else _("Try a scenario"),
    "pathways" if key else "scenarios",
    **({"from": key, "question": "reaches"} if key else {}),
)
