"""*The most important*, *the best*: where the source gives no order, that is said, with what it names and what structure says."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.language import counted_in, say_in
from trosol.questions.answering import NOT_RANKED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query, kinds_label, members
from trosol.questions.headlines import listing
from trosol.store.snapshot import Snapshot

__all__ = ["EVALUATING", "Unranked", "unranked_reply"]

_EVALUATING_WORDS = """
import matter signific serious urgent power effect crucial critic valuabl innov pwysic strong influenti
"""
EVALUATING = frozenset(_EVALUATING_WORDS.split())
"""Stems of what people ask of a superlative that no figure tells."""


@dataclass(frozen=True, slots=True)
class Unranked:
    """Which of some classes, or of what one entity stands for, comes first."""

    kinds: tuple[str, ...] = ()
    key: str = ""


def _of(snapshot: Snapshot, ask: Unranked) -> tuple[str, ...]:
    if ask.kinds:
        return members(snapshot, ask.kinds)
    belongs = snapshot.ontology.for_purpose("part") | snapshot.ontology.for_purpose("grouping")
    claims = snapshot.claims_of(ask.key)
    return tuple(claim.subject for claim in claims if claim.object == ask.key and claim.predicate in belongs)


def unranked_reply(snapshot: Snapshot, ask: Unranked, language: str = "en") -> Reply:
    """That there is no order; the members, those first of which most is recorded."""
    keys = sorted(_of(snapshot, ask), key=lambda key: (-len(snapshot.claims_of(key)), key))
    query = form_query(snapshot, Form(kinds=ask.kinds, others=(ask.key,) if ask.key else ()))
    name = kinds_label(snapshot, ask.kinds, language) if ask.kinds else snapshot.entity(ask.key).label(language)
    understood = say_in(language, "Which of these comes first: {name}?", name=name)
    if not keys:
        headline = say_in(language, "Not stated: the source names no single one of {name}, and compares none.", name=name)
        return made_reply(snapshot, "", understood, NOT_STATED, (), (), query, headline, "", language)
    rows = [
        AnswerRow(
            key,
            snapshot.entity(key).label(language),
            (("recorded", counted_in(language, len(snapshot.claims_of(key)), "claim")),),
            (),
        )
        for key in keys
    ]
    names = listing([row.label for row in rows], language)
    text = "No order: the source does not rank its {number} ({names}). Structure says only of which most is recorded: {first}."
    many = counted_in(language, len(rows), name, f"{name}s") if ask.kinds else counted_in(language, len(rows), "part")
    headline = say_in(language, text, number=many, names=names, first=rows[0].label)
    return made_reply(snapshot, "", understood, NOT_RANKED, rows, (), query, headline, "leverage", language)
