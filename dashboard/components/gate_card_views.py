"""What is claimed of gates, on screen: one matrix without ranks, and a card for each actor with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

import selection
import session
from basket import put_aside
from screen_parts import claims, table
from trosol.findings.gatekeepers.gate_sentences import card_sentence
from trosol.findings.text import listed_in
from trosol.views.plain_words import plain
from url_state import go
from widget_keys import key_of
from words import _, counted, language

if TYPE_CHECKING:
    from trosol.findings import Gatekeepers
    from trosol.findings.gatekeepers.gate_cards import Blocked, GateCard

__all__ = ["gate_card", "gate_rows", "matrix", "opens"]


_WIDTHS = [2.6, 1.5, 1.2, 1.0, 1.6, 1.3]


def gate_rows(result: Gatekeepers, chosen: str) -> None:
    """What is claimed of each role, a row each; choosing one opens its card. ``chosen``: whose card is open."""
    names = {card.id: card for card in result.cards}
    with st.container(key="gate-heads", gap=None):
        heads = (_("Who"), _("Named"), _("Blocks"), _("By rule"), _("Actions aimed at them"), _("Against"))
        for place, head in zip(st.columns(_WIDTHS, gap="small", vertical_alignment="bottom"), heads, strict=True):
            place.markdown(f"**{head}**")
    with st.container(key="gate-rows", gap=None):
        for row in (each for each in result.matrix if each.id in names):
            places = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
            with places[0]:
                st.button(
                    session.label(row.id),
                    key=key_of("gate-row", row.id),
                    type="tertiary",
                    icon=":material/arrow_drop_down:" if row.id == chosen else ":material/arrow_right:",
                    on_click=selection.open_below,
                    args=(row.id, "card"),
                )
            hedges = ", ".join(f"“{each}”" for each in names[row.id].hedges)
            places[1].markdown(plain(hedges) or (_("yes") if row.named else "–"))
            for place, part in zip(places[2:], (row.blocks, row.by_rule, row.aimed_at, row.against), strict=True):
                place.markdown(str(len(part)) if part else "–")


def matrix(result: Gatekeepers) -> None:
    """How many claims say what of whom; nobody is ranked."""
    columns = [_("Who"), _("Named"), _("Blocks"), _("Formal say"), _("Actions aimed at them"), _("Against")]
    rows = [
        (_label(row.id), *(len(part) for part in (row.named, row.blocks, row.by_rule, row.aimed_at, row.against)))
        for row in result.matrix
    ]
    st.markdown(_("How many claims say what. Nobody is ranked here."))
    table("gate-matrix", columns, rows, says=_("Claims on gates by actor and by what they say"))


def gate_card(card: GateCard) -> None:
    """One actor: what was said, what they block and what acts on it, who has a say over them, what speaks against it."""
    with st.container(border=True):
        tier = f" · {_('tier {letter}', letter=card.tier)}" if card.tier else ""
        mark = f" · {_('borderline')}" if card.borderline and card.tier else ""
        st.markdown(f"#### {session.label(card.id)}{tier}{mark}")
        st.markdown(plain(card_sentence(card, session.goal_total(), _label, language(), listing=False)))
        for block in card.blocks:
            st.markdown(f"- {_block(block)}")
        for words, ids in ((_("Formal say over others"), card.by_rule), (_("Others have a say over them"), card.say_over)):
            if ids:
                st.markdown(f"- {words}: {counted(len(ids), 'claim')}")
        if not card.aimed_at:
            st.markdown(f"- {_('No action is aimed at them.')}")
        with st.container(horizontal=True):
            put_aside(card.id, "gate")
            if st.button(
                _("Evidence for {name}", name=session.label(card.id)),
                key=key_of("gate", card.id),
                type="tertiary",
                icon=":material/arrow_forward:",
            ):
                selection.select(card.id)
                go("entity")
            if card.blocks and st.button(
                _("What if all of it were opened and eased?"),
                key=key_of("open", card.id),
                type="tertiary",
                icon=":material/lock_open:",
                help=_("The scenario of this very card: its figure is the same. There, take out what is not to be tried."),
            ):
                go(
                    "scenarios",
                    open=opens(card),
                    push="",
                    remove="",
                )
        with st.expander(_("Claims behind this card")):
            claims(f"gate-{card.id}", (*card.named, *card.by_practice, *card.by_rule, *card.say_over), _("What it rests on"))
            if card.against:
                claims(f"gate-against-{card.id}", card.against, _("What speaks against it"))


def opens(card: GateCard) -> str:
    """The scenario of a card, as the address has it: all its gates opened, all its difficulties eased."""
    return ".".join(dict.fromkeys(f"{card.id}~{block.id}" for block in card.blocks))


def _block(block: Blocked) -> str:
    what = _("gate") if block.opens > 0 else _("difficulty")
    acts = (
        _("actions on it: {names}", names=plain(listed_in([_label(key) for key in block.opened_by], language())))
        if block.opened_by
        else _("no action on it is recorded")
    )
    reading = "" if block.stated else f" ({_('a reading')})"
    return f"{what}: **{session.label(block.id)}**{reading}; {acts}"


def _label(key: str) -> str:
    return session.snapshot().entity(key).label(language())
