"""*Is it the problem?*: what is recorded against something, and what is denied; never a flat no because of its class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.questions.about import reads_of
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.aspects import only_held
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, form_query
from trosol.questions.headlines import footing, hedge_of, listing, sentence_of
from trosol.questions.known_names import alternatives
from trosol.store.snapshot import Snapshot

__all__ = ["Blame", "blame_claims", "blame_reply"]

_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Blame:
    """Whether ``keys`` are, or are part of, what stands in the way; ``why``: that they are is taken for granted, and asked is how."""

    keys: tuple[str, ...]
    why: bool = False


@lru_cache(maxsize=8)
def _blaming(snapshot: Snapshot) -> frozenset[str]:
    """Relations by which something unwanted is put down to somebody, as the ontology names them."""
    properties = snapshot.ontology.properties
    return snapshot.ontology.below(*(iri for iri, term in properties.items() if "is blamed on" in alternatives(term)))


def _against(snapshot: Snapshot, keys: tuple[str, ...]) -> tuple[list[Claim], list[Claim]]:
    ontology = snapshot.ontology
    gating = ontology.for_purpose("gatekeeping")
    found: tuple[list[Claim], list[Claim]] = ([], [])
    for key in keys:
        for claim in snapshot.claims_of(key):
            acting = (claim.object if ontology.acts_from_object(claim.predicate) else claim.subject) == key
            other = claim.object if claim.subject == key else claim.subject
            harms = acting and ontology.sign(claim.predicate) == "negative" and snapshot.wanted(other) >= 0
            adds = acting and ontology.sign(claim.predicate) == "positive" and snapshot.wanted(other) < 0
            gates = acting and claim.predicate in gating
            blamed = claim.predicate in _blaming(snapshot) and claim.object == key and snapshot.wanted(other) < 0
            if harms or adds or gates or blamed:
                found[claim.stance == "negates"].append(claim)
    return found


def blame_claims(snapshot: Snapshot, ask: Blame) -> tuple[list[Claim], list[Claim], bool]:
    """Claims against it, claims that deny such, and whether they are of its parts or members and not of it alone."""
    claims, denied = _against(snapshot, ask.keys)
    if claims or denied:
        return claims, denied, False
    near = snapshot.ontology.for_purpose("part") | snapshot.ontology.for_purpose("grouping")
    parts = tuple(
        dict.fromkeys(
            claim.subject
            for key in ask.keys
            for claim in snapshot.claims_of(key)
            if claim.object == key and claim.predicate in near and claim.stance != "negates"
        )
    )
    return (*_against(snapshot, parts), True)


def blame_reply(snapshot: Snapshot, ask: Blame, language: str = "en") -> Reply:
    """What is said against it first, what is denied after that; that it is *the* problem is said of nothing."""
    claims, denied, of_parts = blame_claims(snapshot, ask)
    gating = snapshot.ontology.for_purpose("gatekeeping")

    def place(claim: Claim) -> tuple[object, ...]:
        other = claim.object if claim.subject in ask.keys else claim.subject
        firm = (claim.mode != "stated", claim.stance == "hypothesises", claim.id)
        return (only_held(snapshot, other), claim.predicate not in gating, *firm)

    claims.sort(key=place)
    name = listing([snapshot.entity(key).label(language) for key in ask.keys], language)
    rows = [
        AnswerRow(
            claim.object if claim.subject in ask.keys else claim.subject,
            snapshot.entity(claim.object if claim.subject in ask.keys else claim.subject).label(language),
            (("link", reads_of(snapshot, claim, "", language)),),
            (claim.id,),
        )
        for claim in (*claims, *denied)
    ]
    if claims:
        said = _sentences(snapshot, claims, language)
        own = [snapshot.entity(key) for key in ask.keys]
        if ask.why:
            headline = said
        elif not of_parts and all(snapshot.wanted(key) < 0 for key in ask.keys):
            kind = snapshot.ontology.classes[own[0].type].label(language).lower()
            headline = say_in(language, "Yes: {name} is recorded as {kind}. {said}", name=name, kind=kind, said=said)
        else:
            headline = say_in(language, "In part: {said} Nobody says that this alone is the problem.", said=said)
        if of_parts:
            headline += " " + say_in(language, "This is recorded of the parts of {name}, not of it as a whole.", name=name)
        if denied:
            headline += " " + say_in(language, "Denied: {said}", said=_sentences(snapshot, denied, language))
    elif denied:
        headline = say_in(language, "No: the source denies that {sentence}", sentence=_sentences(snapshot, denied, language))
    else:
        headline = say_in(language, "Not stated: nothing is recorded against {name}. That is not a no.", name=name)
    keys = [claim.id for claim in (*claims, *denied)]
    understood = (
        say_in(language, "What is recorded against {name}?", name=f"“{name}”")
        if ask.why
        else say_in(language, "Does {name} stand in the way?", name=f"“{name}”")
    )
    query = form_query(snapshot, Form(outward=None, others=ask.keys))
    status = ANSWERED if keys else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, query, headline, "map", language)


def _sentences(snapshot: Snapshot, claims: list[Claim], language: str) -> str:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.predicate, claim.subject), []).append(claim)
    told = list(groups.values())[:_SENTENCES]
    shown = [claim for group in told for claim in group]
    texts = [
        sentence_of(
            snapshot,
            group[0].predicate,
            [group[0].subject],
            list(dict.fromkeys(claim.object for claim in group)),
            language,
            {} if hedge_of(shown) else {group[0].subject: hedge_of(group)},
        )
        for group in told
    ]
    return "; ".join(texts) + footing(snapshot, shown, language)
