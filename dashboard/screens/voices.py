"""Voices: whose evidence is this, what would each group's word alone say, and where do groups differ?"""

import streamlit as st

import session
from screen_parts import claims, english, head, next_step, not_enough, ranking, table
from trosol.views.plain_words import plain
from url_state import remember, start_from_url
from words import _, counted, language

head(
    _("Voices"),
    _(
        "Whose evidence carries which answer, what would one group’s word alone tell us, and where do groups say different things?"
    ),
)
snapshot = session.snapshot()
entities = snapshot.records.entities
found = session.finding("voices_compared")
if found.not_enough:
    not_enough(found.not_enough, _("Take the lens off, or choose a wider one."))
else:
    with english():
        st.markdown(plain(found.sentence))
        for line in found.carried:
            st.markdown(f"- {plain(line.sentence)}")

    st.subheader(_("Who speaks of what"))
    roles = list(dict.fromkeys(role for voice in found.voices for role, _number in voice.speaks_of))
    counts = [
        (_("Claims"), [len(v.claims) for v in found.voices]),
        (_("Stated"), [v.stated for v in found.voices]),
        (_("Inferred by a coder"), [v.inferred for v in found.voices]),
        (_("Alone"), [v.alone for v in found.voices]),
        *((_("Things: {kind}", kind=role), [dict(v.speaks_of).get(role, 0) for v in found.voices]) for role in roles),
    ]
    table(
        "voices",
        [_("How many"), *(entities[v.id].label(language()) for v in found.voices)],
        [(name, *numbers) for name, numbers in counts],
        says=_("Voices, their claims, and how many things of each kind they speak of"),
    )

    st.subheader(_("One group’s word alone"))
    keys = [v.id for v in found.voices]
    start_from_url("alone", keys[0], keys)
    key = st.selectbox(_("Which group?"), keys, format_func=lambda each: entities[each].label(language()), key="alone", width=360)
    remember("alone", key if key != keys[0] else "")
    voice = next(v for v in found.voices if v.id == key)
    with english():
        st.markdown(plain(voice.sentence))
        if voice.asks:
            st.info(plain(voice.asks), icon=":material/record_voice_over:")
    sides = st.tabs([_("Named by this group"), _("Placed by the ties it tells of"), _("What reaches the goals, on its word")])
    with sides[0]:
        ranking(f"named-{key}", voice.rankings.named, _("Claims naming"))
    with sides[1]:
        ranking(f"placed-{key}", voice.rankings.placed, _("Betweenness"))
    with sides[2]:
        ranking(f"levers-{key}", voice.levers, _("Goals helped"))
    if voice.only:
        with st.expander(_("Only this group speaks of {number}", number=counted(len(voice.only), "thing"))):
            st.markdown(", ".join(plain(entities[each].label(language())) for each in voice.only[:100]))

    st.subheader(_("Where groups differ"))
    if not found.differing:
        st.markdown(_("Nowhere do two groups say different things of the same two things. Each was asked about its own."))
    with english():
        for number, line in enumerate(found.differing):
            with st.expander(plain(line.sentence)):
                claims(f"differing-{number}", line.claims)
next_step(_("Through one group’s eyes: what reaches the goals?"), _("See the leverage"), "leverage")
