"""Words by which a source holds back, denies, or lets somebody else speak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trosol.questions.tokens import stems
from trosol.store.snapshot import Snapshot

__all__ = ["Wording", "sentences", "speakers_of", "voices_of", "wording"]

_HEDGES = """
could might may can would should potential potentially possible possibly perhaps maybe probably likely
want wants wanted wanting hope hopes hoped hoping wish wished desire desired desiring appetite aim aims aimed aiming
need needs needed needing ask asked called keen try tries trying tried
felt feel feels feeling seem seems seemed appear appears appeared sense suggest suggests suggested perceive perceived believe believed
think thought
often sometimes usually generally mostly largely typically frequently rarely occasionally many some several majority most few certain
particularly partly overall almost roughly relatively
gallai gallu efallai weithiau aml rhai llawer teimlo teimlai eisiau dylai dylid tueddu posibl
"""
"""Words for what may be, is wanted, is felt, or holds often or for some; in English and draft Welsh."""
_PHRASES = (
    "expressed interest", "expressed an interest", "role to play", "called for", "asked that", "asked for", "such as", "a lot of",
    "need to", "needs to", "can be", "tend to", "tends to", "in part", "to some extent", "as if", "at times", "yn aml", "o bosibl",
)  # fmt: skip
_DENYING = """
not no never none nor without neither cannot lack lacks lacking nid ni nad dim heb byth
"""
_NO = frozenset(_DENYING.split())
_NOT = re.compile(r"\b\w+n['’]t\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“”«»]|(?<!\w)[\"‘](?=\w)|^[ \t]*[\"“‘][ \t]*$", re.MULTILINE)
_SPEAK = re.compile(
    r"\b(?:participants?|respondents?|interviewees?|people|they|we heard|told us|many|others)\b[^.]{0,60}?"
    r"\b(?:said|say|told|felt|feel|thought|wanted|want|heard|shared|expressed|described|recognised|reported|mentioned|raised|asked|called|saw|spoke)\b"
    r"|\bwe heard\b|\bthere was (?:a|an) (?:\w+ )?(?:sense|feeling)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[^\W\d_a-z])")
_HEDGING = frozenset(_HEDGES.split())
_MOST = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """How something is said.

    ``hedge``: the words that hold back, in order and at most three; ``negated``: whether it is denied; ``speaks``: whether somebody else than
    the authors does.
    """

    hedge: str
    negated: bool
    speaks: bool


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, however its lines are broken.

    >>> sentences("They act\\nas gates. “No,” she said.")
    ('They act as gates.', '“No,” she said.')
    """
    return tuple(part for part in _ENDS.split(" ".join(text.split())) if part)


def wording(text: str) -> Wording:
    """How a sentence says what it says.

    >>> wording("Participants felt that managers often don't listen.")
    Wording(hedge='felt, often', negated=True, speaks=True)
    """
    low = text.casefold().replace("’", "'")
    found = {match.start(): phrase for phrase in _PHRASES if (match := re.search(rf"\b{re.escape(phrase)}\b", low))}
    taken = {place for start, phrase in found.items() for place in range(start, start + len(phrase))}
    for match in _WORD.finditer(low):
        if match[0] in _HEDGING and match.start() not in taken:
            found.setdefault(match.start(), match[0])
    words = set(_WORD.findall(low))
    said = dict.fromkeys(found[start] for start in sorted(found))
    return Wording(
        ", ".join(list(said)[:_MOST]), bool(words & _NO or _NOT.search(low)), bool(_QUOTED.search(text) or _SPEAK.search(text))
    )


def voices_of(speakers: Sequence[str], how: Wording, near: Iterable[str]) -> tuple[str, ...]:
    """Ids of those who may speak: where others than the authors do, the group named nearest that spoke before or the voice without a name.

    ``speakers``: of :func:`speakers_of`; ``near``: entities of the passage, surest first.
    """
    if not how.speaks:
        authors = [key for key in speakers if {"author", "report"} & set(stems(key.replace("-", " ")))]
        return tuple(authors[:1])
    named = [key for key in near if key in speakers]
    unnamed = [key for key in speakers if {"unspecifi", "particip"} & set(stems(key.replace("-", " ")))]
    return tuple((named or unnamed)[:1])


def speakers_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Entities that are voices: those that claims name as such, and those whose class says so."""
    counted: dict[str, int] = {}
    for claim in snapshot.records.claims.values():
        for voice in claim.voices:
            counted[voice] = counted.get(voice, 0) + 1
    voices = snapshot.ontology.classes_for("voice")
    for key, entity in snapshot.records.entities.items():
        if entity.type in voices:
            counted.setdefault(key, 0)
    return tuple(sorted(counted, key=lambda key: (-counted[key], key)))
