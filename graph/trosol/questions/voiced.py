"""What a group said: the claims that it voices, as sentences; where none is put in its mouth, that is said."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import footing, listing, sentence_of
from trosol.store.snapshot import Snapshot

__all__ = ["SAYING", "Voiced", "voiced", "voiced_reply", "voices_here"]

SAYING = frozenset(["say", "tell", "think", "dweud", "meddwl"])
"""Stems of verbs that ask what somebody said."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """What ``voice`` said; ``about``: ids, one of which must be an end."""

    voice: str
    about: tuple[str, ...] = ()


def voices_here(snapshot: Snapshot) -> frozenset[str]:
    """Ids of those that are said to have said something."""
    return frozenset(voice for claim in snapshot.records.claims.values() for voice in claim.voices)


def voiced(snapshot: Snapshot, ask: Voiced) -> tuple[Claim, ...]:
    """Claims with this voice, in order."""
    return tuple(
        claim
        for claim in snapshot.records.claims.values()
        if ask.voice in claim.voices and (not ask.about or claim.subject in ask.about or claim.object in ask.about)
    )


def voiced_reply(snapshot: Snapshot, ask: Voiced, language: str = "en") -> Reply:
    """The claims as sentences, those that the text states first."""
    claims = sorted(voiced(snapshot, ask), key=lambda claim: (claim.mode != "stated", claim.id))
    name = snapshot.entity(ask.voice).label(language)
    texts = [sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language) for claim in claims]
    rows = [AnswerRow("", text, (), (claim.id,)) for text, claim in zip(texts, claims, strict=True)]
    if claims:
        number = counted_in(language, len(claims), "claim")
        text = say_in(
            language, "{name}: {number}, first of all {first}", name=name, number=number, first=listing(texts[:2], language)
        )
        headline = text + footing(snapshot, claims[:2], language)
    else:
        headline = say_in(language, "Not stated: no claim is attributed to {name}.", name=name)
    about = listing([snapshot.entity(key).label(language) for key in ask.about], language)
    understood = say_in(language, "What did {name} say?", name=f"“{name}”")
    if about:
        understood = say_in(language, "What did {name} say about {about}?", name=f"“{name}”", about=f"“{about}”")
    query = form_query(snapshot, Form(outward=None, others=ask.about, voice=ask.voice))
    status = ANSWERED if claims else NOT_STATED
    keys = [claim.id for claim in claims]
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "voices", language)
