"""Sides of something that people ask for without naming a relation: what is against it, what helps, what it does, why it is so.

*Barriers to X*, *ideas for X*, *impact of X*, *reasons for X* and *what can X do* each ask for a family of links. Which relations
those are is read off the ontology: their sign, the end that acts, whether they are aimed at somebody, what is desirable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.questions.about import reads_of
from trosol.questions.answering import ANSWERED, NOT_RANKED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import footing, hedge_of, listing, sentence_of
from trosol.questions.known_names import alternatives, who
from trosol.store.snapshot import Snapshot

__all__ = [
    "AGAINST",
    "BESIDE",
    "CAUSE",
    "DOES",
    "EFFECT",
    "HELP",
    "NEED",
    "AspectAsk",
    "aspect_claims",
    "aspect_question",
    "aspect_reply",
    "is_actor",
    "only_held",
]

AGAINST, HELP, EFFECT, CAUSE, DOES, NEED = "against", "help", "effect", "cause", "does", "need"
BESIDE = "beside"
"""Said where nothing speaks of what a side is narrowed to, and all of that side is told."""
_SENTENCES = 3
"""So many relations are told in the first line."""


@dataclass(frozen=True, slots=True)
class AspectAsk:
    """One side of some entities; ``by``: only what these are linked to; ``unranked``: it is asked what comes first among it.

    ``on``: what it is narrowed to besides, as in *the impact of targets on staff*; where nothing speaks of that, all is told, and it is said.
    """

    aspect: str
    keys: tuple[str, ...]
    by: tuple[str, ...] = ()
    unranked: bool = False
    on: tuple[str, ...] = ()


def aspect_claims(snapshot: Snapshot, ask: AspectAsk) -> tuple[tuple[Claim, ...], str]:
    """The claims, firmest first; and ``parts`` or ``whole`` where these stand in for what was named, else empty."""
    found = _ordered(snapshot, ask.keys, _claims(snapshot, ask.aspect, ask.keys))
    if ask.by:
        return tuple(claim for claim in found if _involves(snapshot, claim, ask.keys, ask.by)), ""
    if ask.on:
        narrow = tuple(claim for claim in found if _speaks_of(snapshot, claim, ask.keys, ask.on))
        return (narrow, "") if narrow else (found, BESIDE) if found else aspect_claims(snapshot, replace(ask, on=()))
    if found:
        return found, ""
    near = snapshot.ontology.for_purpose("part") | snapshot.ontology.for_purpose("grouping")
    for which in ("parts", "whole"):
        keys = tuple(
            dict.fromkeys(
                claim.subject if which == "parts" else claim.object
                for key in ask.keys
                for claim in snapshot.claims_of(key)
                if claim.predicate in near
                and claim.stance != "negates"
                and (claim.object if which == "parts" else claim.subject) == key
            )
        )
        found = _ordered(snapshot, keys, (c for c in _claims(snapshot, ask.aspect, keys) if not _within(c, ask.keys)))
        if found:
            return found, which
    return (), ""


def _involves(snapshot: Snapshot, claim: Claim, keys: Sequence[str], by: Sequence[str]) -> bool:
    other = claim.object if claim.subject in keys else claim.subject
    return other in by or any(end in by for near in snapshot.claims_of(other) for end in (near.subject, near.object))


def _speaks_of(snapshot: Snapshot, claim: Claim, keys: Sequence[str], on: Sequence[str]) -> bool:
    """Whether the other end is one of these, or belongs to one: what both act on is no link between them."""
    other = claim.object if claim.subject in keys else claim.subject
    near = (each for each in snapshot.claims_of(other) if snapshot.ontology.sign(each.predicate) is None)
    return other in on or any(end in on for each in near for end in (each.subject, each.object))


def only_held(snapshot: Snapshot, key: str) -> bool:
    """Whether no more is told of it than that somebody holds its gate, and what is missing: it stands for what the source does not name."""
    gating = snapshot.ontology.for_purpose("gatekeeping")
    claims = snapshot.claims_of(key)
    others = (claim for claim in claims if claim.predicate not in gating)
    ends = (claim.object if claim.subject == key else claim.subject for claim in others)
    return any(claim.predicate in gating for claim in claims) and all(
        snapshot.entity(end).status == "notTranscribed" for end in ends
    )


def _within(claim: Claim, keys: Sequence[str]) -> bool:
    return claim.subject in keys or claim.object in keys


def is_actor(snapshot: Snapshot, key: str) -> bool:
    """Whether it is somebody."""
    return snapshot.ontology.is_a(snapshot.entity(key).type, who(snapshot))


def _claims(snapshot: Snapshot, aspect: str, keys: Sequence[str]) -> Iterator[Claim]:
    for key in keys:
        for claim in snapshot.claims_of(key):
            if claim.stance != "negates" and _belongs(snapshot, aspect, key, claim):
                yield claim


def _belongs(snapshot: Snapshot, aspect: str, key: str, claim: Claim) -> bool:
    ontology = snapshot.ontology
    sign = ontology.sign(claim.predicate)
    other = claim.object if claim.subject == key else claim.subject
    acting = (claim.object if ontology.acts_from_object(claim.predicate) else claim.subject) == key
    if aspect == EFFECT:
        return sign is not None and acting
    if aspect == CAUSE:
        return sign in ("positive", "unknown") and not acting
    if aspect == AGAINST:
        has_it = sign is None and claim.object == key and snapshot.wanted(other) < 0
        return has_it or (sign == "negative" and not acting)
    if aspect == HELP:
        unwanted = snapshot.wanted(key) < 0
        aimed = claim.predicate in ontology.for_purpose("aimed") and claim.object == key and is_actor(snapshot, key)
        signs = ("negative", "towardsDesirable") if unwanted else ("positive", "towardsDesirable")
        return aimed or (sign in signs and not acting)
    if aspect == NEED:
        met = claim.predicate in _felt(snapshot) and claim.object == key and snapshot.wanted(other) < 0
        served = claim.predicate in ontology.for_purpose("aimed") and claim.object == key
        return met or served or (sign == "positive" and ontology.acts_from_object(claim.predicate) and claim.subject == key)
    belongs = ontology.for_purpose("part") | ontology.for_purpose("grouping")
    asked_to = claim.predicate in ontology.for_purpose("aimed") and claim.object == key
    return asked_to or (claim.subject == key and claim.predicate not in belongs and not _of_the_study(snapshot, claim))


@lru_cache(maxsize=8)
def _felt(snapshot: Snapshot) -> frozenset[str]:
    """Relations by which somebody meets something, as the ontology names them."""
    properties = snapshot.ontology.properties
    return snapshot.ontology.below(*(iri for iri, term in properties.items() if "is felt by" in alternatives(term)))


def _of_the_study(snapshot: Snapshot, claim: Claim) -> bool:
    return snapshot.ontology.implied_frame(claim.predicate) == "study" or claim.frame == "study"


def _ordered(snapshot: Snapshot, keys: Sequence[str], claims: Iterator[Claim]) -> tuple[Claim, ...]:
    def place(claim: Claim) -> tuple[object, ...]:
        other = claim.object if claim.subject in keys else claim.subject
        return (
            snapshot.ontology.sign(claim.predicate) is None,
            only_held(snapshot, other),
            claim.mode != "stated",
            claim.stance == "hypothesises",
            -len(snapshot.claims_of(other)),
            claim.id,
        )

    return tuple(sorted(dict.fromkeys(claims), key=place))


def aspect_reply(snapshot: Snapshot, ask: AspectAsk, language: str = "en") -> Reply:
    """What each relation says as a sentence, then every link as a row."""
    claims, which = aspect_claims(snapshot, ask)
    names = listing([snapshot.entity(key).label(language) for key in ask.keys], language)
    rows = []
    for claim in claims:
        own = next((end for end in (claim.subject, claim.object) if end in ask.keys), claim.object)
        other = claim.object if claim.subject == own else claim.subject
        link = reads_of(snapshot, claim, "" if which or len(ask.keys) > 1 else own, language)
        rows.append(AnswerRow(other, snapshot.entity(other).label(language), (("link", link),), (claim.id,)))
    headline = _headline(snapshot, claims, language)
    if which == BESIDE:
        narrowed = listing([snapshot.entity(key).label(language) for key in ask.on], language)
        headline = f"{say_in(language, 'None of this is recorded of {name} in particular.', name=narrowed)} {headline}"
    elif which:
        text = (
            "This is recorded of the parts of {name}, not of it as a whole."
            if which == "parts"
            else "This is recorded of what {name} is part of, not of it alone."
        )
        headline = f"{headline} {say_in(language, text, name=names)}"
    status = ANSWERED if rows else NOT_STATED
    if rows and ask.unranked:
        status = NOT_RANKED
        headline = say_in(language, "No order: the source does not rank these. {first}", first=headline)
    query = form_query(snapshot, Form(outward=None, others=ask.keys))
    keys = [claim.id for claim in claims]
    understood = aspect_question(snapshot, ask, language)
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "map", language)


def _headline(snapshot: Snapshot, claims: Sequence[Claim], language: str) -> str:
    """The relations of which most is said, each as one sentence."""
    if not claims:
        return say_in(language, "Not stated: the source does not say. That is not a no.")
    groups: dict[tuple[str, str, bool], list[Claim]] = {}
    ends = [{claim.subject for claim in claims}, {claim.object for claim in claims}]
    by_subject = len(ends[0]) <= len(ends[1])
    for claim in claims:
        fixed = claim.subject if by_subject else claim.object
        groups.setdefault((claim.predicate, fixed, by_subject), []).append(claim)
    told = sorted(groups.values(), key=lambda group: (claims.index(group[0]) > _SENTENCES, -len(group), claims.index(group[0])))
    texts = []
    for group in told[:_SENTENCES]:
        hedges = {claim.object if by_subject else claim.subject: hedge_of([claim]) for claim in group}
        subjects = list(dict.fromkeys(claim.subject for claim in group))
        objects = list(dict.fromkeys(claim.object for claim in group))
        texts.append(sentence_of(snapshot, group[0].predicate, subjects, objects, language, hedges))
    shown = [claim for group in told[:_SENTENCES] for claim in group]
    return "; ".join(texts) + footing(snapshot, shown, language)


def aspect_question(snapshot: Snapshot, ask: AspectAsk, language: str = "en") -> str:
    """The question in plain words."""
    name = f"“{listing([snapshot.entity(key).label(language) for key in ask.keys], language)}”"
    if ask.aspect == AGAINST:
        question = say_in(language, "What is a problem for {name}?", name=name)
    elif ask.aspect == HELP:
        question = say_in(language, "What helps with {name}?", name=name)
    elif ask.aspect == EFFECT:
        question = say_in(language, "What does {name} lead to?", name=name)
    elif ask.aspect == CAUSE:
        question = say_in(language, "What is behind {name}?", name=name)
    elif ask.aspect == NEED:
        question = say_in(language, "What does {name} need, and what weighs on it?", name=name)
    else:
        question = say_in(language, "What does {name} do, hold, and what is it asked to do?", name=name)
    if ask.on:
        on = listing([snapshot.entity(key).label(language) for key in ask.on], language)
        return say_in(language, "{question} For {name}.", question=question, name=f"“{on}”")
    if not ask.by:
        return question
    by = listing([snapshot.entity(key).label(language) for key in ask.by], language)
    return say_in(language, "{question} By {name}.", question=question, name=f"“{by}”")
