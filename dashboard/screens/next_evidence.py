"""Next evidence: which claim, confirmed or fallen, and which tie, told or not, would change an answer; and whom to ask what."""

import streamlit as st

import session
from screen_parts import claims, english, head, next_step, not_enough, table
from trosol.views.plain_words import plain
from words import _, counted

head(
    _("Next evidence"),
    _("Before the next interview: which missing or single-sourced claim would change an answer, and what should one ask whom?"),
)
found = session.finding("next_evidence")
if found.not_enough:
    not_enough(found.not_enough, _("Take the lens off, or choose a wider one."))
else:
    with english():
        st.markdown(f"**{plain(found.sentence)}**")
        if found.searched:
            st.markdown(plain(found.searched))
    st.markdown(_("This says what would matter if it were so, not how likely it is."))
    which = {
        "named": _("who is named a gatekeeper"),
        "placed": _("who is placed between others"),
        "levers": _("what reaches the goals"),
    }
    groups = (
        (_("Claims to confirm"), _("If one of these fell, an answer would be another."), found.confirm, "confirm"),
        (_("Ties to ask for"), _("Nobody told of these. If somebody did, the order would change."), found.add, "add"),
        (
            _("Named, but not placed"),
            _("The source calls them gatekeepers, and tells of no ties that would make them so."),
            found.named,
            "named",
        ),
        (
            _("The weakest that carry most"),
            _("Inferred, or on one piece of evidence, and behind the first places."),
            found.weakest,
            "weakest",
        ),
    )
    for title, says, rows, box in groups:
        st.subheader(f"{title} ({len(rows)})")
        st.markdown(says)
        with english():
            for number, ask in enumerate(rows[:6]):
                with st.expander(plain(ask.question)):
                    st.markdown(plain(ask.sentence))
                    st.markdown(f"{_('Would change')}: {which.get(ask.ranking, ask.ranking)}")
                    if ask.claims:
                        claims(f"{box}-{number}", ask.claims)
        if rows:
            with st.expander(_("All {number} as a table", number=len(rows))):
                table(
                    f"asks-{box}",
                    [_("What to ask"), _("Why"), _("Would change"), _("Claims")],
                    [(a.question, a.sentence, which.get(a.ranking, a.ranking), ", ".join(a.claims)) for a in rows],
                    says=title,
                    size=8,
                )
    st.markdown(_("Looked at: {number} in all.", number=counted(sum(number for _kind, number in found.tried), "possible change")))
next_step(_("You have done the interview: how does it get in here?"), _("Add it"), "extend")
