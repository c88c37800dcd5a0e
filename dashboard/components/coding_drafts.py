"""Beside the text: what is coded at the chosen lines, and what they may say, as drafts that go into the form or are refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

import session
from components.coding_state import OpenSource, draft, put_draft, suggestion_at
from trosol.coding import SuggestedClaim, SuggestedEntity
from trosol.coding.review_queue import not_refused
from trosol.coding.revising import refuse_claims, refuse_suggestion
from trosol.errors import TrosolError
from trosol.model.records import Claim
from trosol.rdf.iris import TRO, local_name
from trosol.rdf.relation_sentence import relation_sentence
from trosol.views.plain_words import plain
from trosol.views.tables.statements import sentence
from widget_keys import key_of
from words import _, language

__all__ = ["coded_here", "drafts_here", "entities_here", "take", "told"]

MOST_DRAFTS = 5
_STYLE = (
    "<style>.st-key-drafts .stButton button {border: 1px dashed currentColor !important; min-height: 2.1rem; padding: .1rem .6rem;}"
    ".st-key-drafts .stButton button > div {justify-content: flex-start; text-align: start;}"
    ":is(.st-key-drafts, .st-key-coded-here) > * {flex-wrap: nowrap !important;}"
    ":is(.st-key-drafts, .st-key-coded-here) [data-testid=stPopover] {flex: 0 0 auto;}"
    ".st-key-drafts .stButton {min-width: 0;}</style>"
)


def coded_here(source: OpenSource, lines: tuple[int, int], into: Path | None) -> None:
    """The claims that cite these lines, each to be changed or refused."""
    st.html(_STYLE)
    snapshot = session.snapshot()
    first, last = lines
    keys = list(dict.fromkeys(key for line in range(first, last + 1) for key in source.cited.get(line, ())))
    if not keys:
        st.markdown(_("Nothing is coded in these lines."))
        return
    st.markdown(f"**{_('Coded here')}**")
    with st.container(key="coded-here", gap=None):
        for key in keys:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                claim = snapshot.records.claims[key]
                st.markdown(f"{plain(sentence(snapshot, claim, language()))} · {_(claim.mode)} · `{key}`", width="stretch")
                if into is not None:
                    _edits(source, claim, into)


def _edits(source: OpenSource, claim: Claim, into: Path) -> None:
    """Two small buttons: change it, or take it out with a reason."""
    key = claim.id
    if st.button("", key=key_of("change", key), type="tertiary", icon=":material/edit:", help=_("Change {claim}", claim=key)):
        put_draft(
            change=key,
            subject=claim.subject,
            object=claim.object,
            relation=local_name(claim.predicate),
            voices=claim.voices,
            mode=claim.mode,
            stance=claim.stance,
            strength=claim.strength,
            confidence=claim.confidence,
            rationale=claim.rationale,
            hedge=next(iter(claim.property(TRO + "hedge")), ""),
            **_passage_of(source, key),
        )
        st.rerun()
    with st.popover("", icon=":material/close:", type="tertiary", help=_("Refuse {claim}", claim=key)):
        why = st.text_input(_("Why {claim} is refused", claim=key), key=key_of("why", key))
        if st.button(_("Take {claim} out", claim=key), key=key_of("refuse", key), disabled=not why.strip()):
            told(partial(refuse_claims, into, [claim], why))


def _passage_of(source: OpenSource, key: str) -> dict[str, str]:
    """Anchor, paraphrase and speaker of a claim's passage in this source."""
    records = session.snapshot().records
    for piece in (records.evidence[each] for each in records.claims[key].evidence):
        if piece.source == source.name:
            return {"anchor": piece.anchor, "paraphrase": piece.paraphrase, "speaker": piece.speaker}
    return {}


def told(act: Callable[[], object]) -> None:
    """Do it and draw the screen anew; where it cannot be done, say why."""
    before = session.ecosystem().snapshot
    try:
        act()
    except TrosolError as error:
        for problem in error.problems:
            st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
        return
    st.session_state["coding-before"] = before
    st.rerun()


def drafts(source: OpenSource, lines: tuple[int, int]) -> tuple[SuggestedClaim, ...]:
    """The likeliest claims that the lines may make, without those that are coded or were refused."""
    found = [c for each in suggestion_at(source, *lines) for c in not_refused(each, source.name, source.decisions)]
    claims = session.snapshot().records.claims
    here = {key for line in range(lines[0], lines[1] + 1) for key in source.cited.get(line, ())}
    coded = {frozenset((claims[key].subject, claims[key].object)) for key in here}
    best: dict[frozenset[str], SuggestedClaim] = {}
    for claim in sorted(found, key=lambda each: -each.score):
        pair = frozenset((claim.subject, claim.object))
        if pair not in coded:
            best.setdefault(pair, claim)
    return tuple(best.values())[:MOST_DRAFTS]


def entities_here(source: OpenSource, lines: tuple[int, int]) -> tuple[SuggestedEntity, ...]:
    """Entities that the lines seem to speak of, likeliest first."""
    found = {each.id: each for part in suggestion_at(source, *lines) for each in reversed(part.entities)}
    order = [each.id for part in suggestion_at(source, *lines) for each in part.entities]
    return tuple(found[key] for key in dict.fromkeys(order))


def take(claim: SuggestedClaim) -> None:
    """Put a suggestion into the form."""
    put_draft(
        subject=claim.subject,
        object=claim.object,
        relation=claim.predicate,
        hedge=claim.hedge,
        voices=claim.voices or tuple(draft().get("voices", ())),
        stance="negates" if claim.negated else "reports",
    )


def drafts_here(source: OpenSource, lines: tuple[int, int], into: Path | None) -> None:
    """What the lines may say: dashed, saved only when somebody saves it."""
    found = drafts(source, lines)
    if not found:
        st.markdown(_("Nothing is suggested for these lines."))
        return
    st.markdown(f"**{_('May say')}** · {_('drafts; a number takes one into the form')}")
    with st.container(key="drafts", gap="small"):
        for number, claim in enumerate(found, 1):
            words = f"{number} · {plain(_sentence(claim))}" + (f" (“{plain(claim.hedge)}”)" if claim.hedge else "")
            with st.container(horizontal=True, gap="small"):
                if st.button(words, key=key_of("draft", number), disabled=into is None, width="stretch"):
                    take(claim)
                    st.rerun()
                if into is not None:
                    _refuse(source, lines, claim, number, into)


def _sentence(claim: SuggestedClaim) -> str:
    snapshot = session.snapshot()
    subject, target = (snapshot.entity(key).label(language()) for key in (claim.subject, claim.object))
    text = relation_sentence(snapshot.ontology.properties[claim.relation], subject, target, language())
    return _("not: {sentence}", sentence=text) if claim.negated else text


def _refuse(source: OpenSource, lines: Sequence[int], claim: SuggestedClaim, number: int, into: Path) -> None:
    place = f"{lines[0]}-{lines[1]}" if lines[1] > lines[0] else str(lines[0])
    with st.popover("", icon=":material/close:", type="tertiary", help=_("Refuse draft {number}", number=number)):
        why = st.text_input(_("Why draft {number} is refused", number=number), key=key_of("why-draft", number, *lines))
        if st.button(_("Refuse draft {number}", number=number), key=key_of("refuse-draft", number), disabled=not why.strip()):
            said = (claim.subject, claim.predicate, claim.object)
            told(partial(refuse_suggestion, into, source.name, place, said, why))
