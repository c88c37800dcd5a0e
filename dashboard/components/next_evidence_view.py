"""Next evidence: which claim, passage or gap would change which tier, and whom to ask what."""

from __future__ import annotations

import streamlit as st

import session
from screen_parts import claims, not_enough, or_wider, table
from trosol.findings.sensitivity.question import OpenQuestion
from trosol.findings.sensitivity.question_sentences import asked_sentence, questions_sentence, why_sentence
from trosol.views.plain_words import plain
from words import _, counted, language

_FIRST = 7
"""Questions that stand open; the rest are in tables."""

__all__ = ["next_evidence_view"]


def whom(ask: OpenQuestion) -> str:
    """Whom to ask, in words."""
    return ", ".join(session.snapshot().entity(key).label(language()) for key in ask.whom)


def next_evidence_view() -> None:
    """Show it."""
    snapshot = session.snapshot()
    found = session.finding("next_evidence")
    if found.not_enough:
        not_enough(found.not_enough, or_wider())
    else:
        first = asked_sentence(session.snapshot(), found.asks[0], language()) if found.asks else ""
        st.markdown(f"**{plain(questions_sentence(found.asks, language(), first))}**")
        st.markdown(_("This says what would matter if it were so, not how likely it is."))
        for number, ask in enumerate(found.asks[:_FIRST]):
            with st.expander(plain(asked_sentence(snapshot, ask, language()))):
                st.markdown(plain(why_sentence(snapshot, ask, language())))
                if ask.claims:
                    claims(f"ask-{number}", ask.claims)
        groups = (
            ("hinge", _("Claims to confirm"), _("Removing any of these claims changes a result.")),
            ("passage", _("Passages to back up"), _("Losing any of these passages changes a result, or it holds one up alone.")),
            ("sign", _("Links without a direction"), _("Whether they help or hinder is not recorded.")),
            ("onward", _("Actions that lead nowhere yet"), _("No claim leads on from these to a goal.")),
            ("kept_out", _("Gates without those kept out"), _("Somebody is said to hold the gate; who is kept out is not said.")),
        )
        for kind, title, says in groups:
            asks = found.of(kind)
            st.subheader(f"{title} ({len(asks)})")
            st.markdown(says if asks else _("None."))
            if asks:
                with st.expander(_("All {number} as a table", number=len(asks))):
                    table(
                        f"asks-{kind}",
                        [_("What to ask"), _("Whom"), _("Why"), _("Tiers that could change"), _("Claims")],
                        [
                            (
                                asked_sentence(snapshot, ask, language()),
                                whom(ask),
                                why_sentence(snapshot, ask, language()),
                                len(ask.moves),
                                ", ".join(ask.claims),
                            )
                            for ask in asks
                        ],
                        says=title,
                        size=8,
                    )
        st.markdown(_("{number} in all, those that could change most tiers first.", number=counted(len(found.asks), "question")))
