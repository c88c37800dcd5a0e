"""Voices: whose evidence is this, what would each group's word alone say, and where do groups differ?"""

from __future__ import annotations

import streamlit as st

import session
from screen_parts import claims, not_enough, or_wider, table
from trosol.findings import Voices
from trosol.findings.voices.voice_sentences import asks_of, carried_sentence, summary_sentence, voice_sentence, word_sentence
from trosol.views.plain_words import plain
from url_state import choose_one
from words import _, counted, language

__all__ = ["voices_view"]


def label(key: str) -> str:
    """The label of an entity, in the language of the reader."""
    return session.snapshot().entity(key).label(language())


def who_speaks(found: Voices) -> None:
    """How many claims, and of what."""
    st.subheader(_("Who speaks of what"))
    roles = list(dict.fromkeys(role for voice in found.voices for role, _number in voice.speaks_of))
    counts = [
        (_("Claims"), [len(v.claims) for v in found.voices]),
        (_("Stated"), [v.stated for v in found.voices]),
        (_("Inferred by a coder"), [v.inferred for v in found.voices]),
        (_("Alone"), [v.alone for v in found.voices]),
        *((_("Items: {kind}", kind=role), [dict(v.speaks_of).get(role, 0) for v in found.voices]) for role in roles),
    ]
    table(
        "voices",
        [_("How many"), *(label(v.id) for v in found.voices)],
        [(name, *numbers) for name, numbers in counts],
        says=_("Voices, their claims, and how many items of each kind they speak of"),
    )


def one_alone(found: Voices) -> None:
    """What one group says by itself, and what would go without it."""
    st.subheader(_("One group’s word alone"))
    keys = [v.id for v in found.voices]
    key = choose_one(_("Which group?"), {each: label(each) for each in keys}, "alone", default=keys[0], width=360)
    voice = next(v for v in found.voices if v.id == key)
    st.markdown(plain(voice_sentence(voice, label, language())))
    if asks := asks_of(voice, label, language()):
        st.info(plain(asks), icon=":material/record_voice_over:")
    kinds = {kind.name: kind.label(language()) for kind in session.snapshot().ontology.kinds}
    sides = st.tabs([_("At gates"), _("What would help the goals"), _("What rests on it alone")])
    with sides[0]:
        if voice.gates:
            rows = [(label(g.id), len(g.named), len(g.blocks), len(g.against)) for g in voice.gates]
            heads = [_("Who"), _("Named"), _("Blocks attributed"), _("Against")]
            table(f"gates-{key}", heads, rows, says=_("Claims of one group on who is at a gate"))
        else:
            st.markdown(_("This group names nobody at a gate, and attributes no difficulty to anybody."))
    with sides[1]:
        if voice.not_enough:
            not_enough(session.said(voice.not_enough))
        st.markdown("\n".join(f"- {plain(word_sentence(each, kinds[each.kind], label, language()))}" for each in voice.tables))
    with sides[2]:
        st.markdown(_("The first of each table, and what goes without the claims that nobody else made."))
        if voice.reliance:
            table(
                f"reliance-{key}",
                [_("Who or what"), _("Table"), _("Lost"), _("Another tier")],
                [
                    (label(each.id), kinds[each.kind], f"{each.lost:.0%}", _("yes") if each.tier_changes else _("no"))
                    for each in voice.reliance
                ],
                says=_("What rests on one group alone"),
            )
        else:
            st.markdown(_("None."))
    if voice.only:
        with st.expander(_("Only this group speaks of {number}", number=counted(len(voice.only), "item"))):
            st.markdown(", ".join(plain(label(each)) for each in voice.only[:100]))


def where_groups_differ(found: Voices) -> None:
    """Claims of different groups on the same two entities that disagree."""
    st.subheader(_("Where groups differ"))
    if not found.differing:
        st.markdown(_("Nowhere do two groups say different things of the same two items. Each was asked about its own."))
    for number, line in enumerate(found.differing):
        with st.expander(plain(session.said(line.sentence))):
            claims(f"differing-{number}", line.claims)


def voices_view() -> None:
    """Show it."""
    found: Voices = session.finding("voices_compared")
    if found.not_enough:
        not_enough(session.said(found.not_enough), or_wider())
    else:
        names = {kind.name: kind.label(language()) for kind in session.snapshot().ontology.kinds}
        st.markdown(f"**{plain(summary_sentence(found.voices, found.differing, label, language()))}**")
        with st.expander(_("Whose claims the first of each table rest on")):
            st.markdown(
                "\n".join(
                    f"- {plain(carried_sentence(line, names.get(line.kind, ''), label, language()))}" for line in found.carried
                )
            )
        who_speaks(found)
        one_alone(found)
        where_groups_differ(found)
