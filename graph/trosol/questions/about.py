"""What is recorded about something: what it is, its parts, its figures, then its claims by relation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, NOT_TRANSCRIBED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query, members
from trosol.questions.headlines import listing
from trosol.questions.known_names import alternatives
from trosol.questions.wording import words_of
from trosol.rdf.iris import TRO
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot

__all__ = ["About", "Between", "about_reply", "between", "between_reply", "reads_of"]


@dataclass(frozen=True, slots=True)
class About:
    """What is recorded about ``keys``; ``containing``: only of what speaks of these stems."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """How two entities are linked: straight, or through one that is linked to both."""

    one: str
    other: str


@lru_cache(maxsize=1024)
def definition_of(snapshot: Snapshot, key: str) -> str:
    """The entity that defines another one: it has parts of a class of definitions, and the other's name in its own; or empty."""
    part = snapshot.ontology.for_purpose("part")
    defining = tuple(iri for iri, term in snapshot.ontology.classes.items() if "definition" in alternatives(term))
    wholes = {
        claim.object
        for member in (members(snapshot, defining) if defining else ())
        for claim in snapshot.claims_of(member)
        if claim.subject == member and claim.predicate in part
    }
    entity = snapshot.entity(key)
    names = {word.stem for word in words_of(entity.label())[:1] if not word.little}
    for whole in sorted(wholes - {key}):
        if names & {word.stem for word in words_of(snapshot.entity(whole).label())}:
            return whole
    return ""


def about_reply(snapshot: Snapshot, ask: About, language: str = "en") -> Reply:
    """The description first; several entities are told one after the other, each with its links."""
    names = listing([snapshot.entity(key).label(language) for key in ask.keys], language)
    headline = " ".join(_told(snapshot, key, language) for key in ask.keys)
    rows: list[AnswerRow] = []
    claims: list[str] = []
    for key in ask.keys:
        for claim in _in_order(snapshot, key):
            other = claim.object if claim.subject == key else claim.subject
            further = [("link", reads_of(snapshot, claim, key, language))]
            if len(ask.keys) > 1:
                further.insert(0, ("of", snapshot.entity(key).label(language)))
            rows.append(AnswerRow(other, snapshot.entity(other).label(language), tuple(further), (claim.id,)))
            claims.append(claim.id)
    if len(ask.keys) > 1:
        rows = _in_turn(rows)
    query = form_query(snapshot, Form(outward=None, others=ask.keys))
    understood = say_in(language, "What is recorded about {name}?", name=f"“{names}”")
    status = ANSWERED if rows or any(snapshot.entity(key).descriptions for key in ask.keys) else NOT_STATED
    gaps: list[tuple[str, str]] = []
    if all(snapshot.entity(key).status == "notTranscribed" for key in ask.keys):
        status = NOT_TRANSCRIBED
        gaps = [(key, snapshot.entity(key).label(language)) for key in ask.keys]
    return made_reply(snapshot, "", understood, status, rows, claims, query, headline, "map", language, gaps)


def _told(snapshot: Snapshot, key: str, language: str) -> str:
    entity = snapshot.entity(key)
    label, kind = entity.label(language), snapshot.ontology.classes[entity.type].label(language)
    described = entity.description(language)
    first = (
        f"{label}: {described}" if described else say_in(language, "{name}: recorded as {kind}.", name=label, kind=kind.lower())
    )
    parts = [claim.subject for claim in snapshot.claims_of(key) if claim.object == key and _is_part(snapshot, claim)]
    if parts:
        names = listing([snapshot.entity(part).label(language) for part in parts], language, 8)
        first += " " + say_in(language, "It has {number}: {names}.", number=counted_in(language, len(parts), "part"), names=names)
    return first


def _is_part(snapshot: Snapshot, claim: Claim) -> bool:
    return claim.predicate in snapshot.ontology.for_purpose("part") and claim.stance != "negates"


def _in_order(snapshot: Snapshot, key: str) -> list[Claim]:
    """Claims of an entity: parts first, then what acts on it or it acts on, stated before inferred, by relation."""
    ontology, claims = snapshot.ontology, snapshot.claims_of(key)
    number = Counter(claim.predicate for claim in claims)

    def place(claim: Claim) -> tuple[object, ...]:
        return (
            not (claim.object == key and _is_part(snapshot, claim)),
            claim.stance == "negates",
            ontology.sign(claim.predicate) is None,
            claim.mode != "stated",
            -number[claim.predicate],
            claim.predicate,
            claim.id,
        )

    return sorted(claims, key=place)


def _in_turn(rows: list[AnswerRow]) -> list[AnswerRow]:
    """Rows of several entities, one of each in turn."""
    by_name: dict[str, list[AnswerRow]] = {}
    for row in rows:
        by_name.setdefault(dict(row.further)["of"], []).append(row)
    most = max(map(len, by_name.values()), default=0)
    return [each[place] for place in range(most) for each in by_name.values() if place < len(each)]


def reads_of(snapshot: Snapshot, claim: Claim, key: str, language: str) -> str:
    """The claim as a sentence, with an ellipsis for what it is about."""
    ends = [("…" if end == key else snapshot.entity(end).label(language)) for end in (claim.subject, claim.object)]
    text = relation_sentence(snapshot.ontology.properties[claim.predicate], ends[0], ends[1], language)
    if hedge := next(iter(claim.property(TRO + "hedge")), ""):
        text += f" (“{hedge}”)"
    if claim.stance == "negates":
        return say_in(language, "denied: {text}", text=text)
    return say_in(language, "possibly: {text}", text=text) if claim.stance == "hypothesises" else text


def between(snapshot: Snapshot, ask: Between) -> tuple[list[Claim], dict[str, list[Claim]]]:
    """Claims from one to the other, and those by which a third entity is linked to both, by that entity."""
    straight = [claim for claim in snapshot.claims_of(ask.one) if ask.other in (claim.subject, claim.object)]
    near: list[dict[str, list[Claim]]] = []
    for key in (ask.one, ask.other):
        ends: dict[str, list[Claim]] = {}
        for claim in snapshot.claims_of(key):
            ends.setdefault(claim.object if claim.subject == key else claim.subject, []).append(claim)
        near.append(ends)
    shared = {key: [*near[0][key], *near[1][key]] for key in near[0] if key in near[1] and key not in (ask.one, ask.other)}
    return straight, shared


def between_reply(snapshot: Snapshot, ask: Between, language: str = "en") -> Reply:
    """Straight links first, then what is linked to both."""
    straight, shared = between(snapshot, ask)
    one, other = (snapshot.entity(key).label(language) for key in (ask.one, ask.other))
    rows = [
        AnswerRow(
            claim.object,
            snapshot.entity(claim.object).label(language),
            (("link", reads_of(snapshot, claim, "", language)),),
            (claim.id,),
        )
        for claim in straight
    ]
    for key, claims in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])):
        links = "; ".join(dict.fromkeys(reads_of(snapshot, claim, key, language) for claim in claims))
        rows.append(AnswerRow(key, snapshot.entity(key).label(language), (("link", links),), tuple(c.id for c in claims)))
    if straight:
        headline = "; ".join(reads_of(snapshot, claim, "", language) for claim in straight[:3]) + "."
    elif shared:
        names = listing([row.label for row in rows], language)
        headline = say_in(
            language, "{names}: linked to both {one} and {other}; no straight link is stated.", names=names, one=one, other=other
        )
    else:
        headline = say_in(language, "Not stated: no link between {one} and {other} is recorded.", one=one, other=other)
    keys = (ask.one, ask.other)
    claims_of_all = [claim for row in rows for claim in row.claims]
    understood = say_in(language, "How are {one} and {other} linked?", one=f"“{one}”", other=f"“{other}”")
    query = form_query(snapshot, Form(outward=None, others=keys))
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, claims_of_all, query, headline, "pathways", language)
