"""The first line of an answer: a sentence with number and verb in agreement, with the hedge and the footing of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.rdf.iris import TRO
from trosol.rdf.number_agreement import agreeing, is_plural
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot

__all__ = ["agreeing", "footing", "hedge_of", "is_plural", "listing", "sentence_of"]

SHOWN = 6
"""Names in a headline, at most; the rows have all."""


def listing(labels: Sequence[str], language: str = "en", most: int = SHOWN) -> str:
    """Names as people list them.

    >>> listing(["A", "B", "C"]), listing(list("ABCDE"), most=3)
    ('A, B and C', 'A, B, C and 2 more')
    """
    shown = list(labels[:most])
    more = len(labels) - len(shown)
    last = say_in(language, "{number} more", number=more) if more else shown.pop() if shown else ""
    return say_in(language, "{first} and {last}", first=", ".join(shown), last=last) if shown else last


def sentence_of(
    snapshot: Snapshot,
    relation: str,
    subjects: Sequence[str],
    objects: Sequence[str],
    language: str = "en",
    hedges: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """What a relation says of some entities on either side, as one sentence without a full stop; ``hedges``: after a name, by id."""
    term = snapshot.ontology.properties[relation]
    subject, target = (
        listing([_hedged(snapshot.entity(key).label(language), hedges.get(key, "")) for key in keys], language)
        if keys
        else say_in(language, "something")
        for keys in (subjects, objects)
    )
    text = relation_sentence(term, subject, target, language)
    if language != "en":
        return text
    return agreeing(text, subject, len(subjects) > 1 or (len(subjects) == 1 and is_plural(subject)))


def _hedged(label: str, hedge: str) -> str:
    return f"{label} (“{hedge}”)" if hedge else label


def hedge_of(claims: Iterable[Claim]) -> str:
    """The qualifying word that all of these claims have; empty where they have none, or not the same one."""
    hedges = {next(iter(claim.property(TRO + "hedge")), "") for claim in claims}
    return hedges.pop() if len(hedges) == 1 else ""


def footing(snapshot: Snapshot, claims: Sequence[Claim], language: str = "en") -> str:
    """What kind of claims these are, as the end of a sentence: hedged, inferred, only possible, or as the text states."""
    if not claims:
        return "."
    parts = []
    if hedge := hedge_of(claims):
        parts.append(say_in(language, "in the source’s word: “{hedge}”", hedge=hedge))
    inferred = sum(claim.mode != "stated" for claim in claims)
    if inferred == len(claims):
        parts.append(say_in(language, "inferred from the source, not stated"))
    elif inferred:
        number = counted_in(language, inferred, "link")
        parts.append(say_in(language, "{number} of {total} inferred", number=number, total=len(claims)))
    if all(claim.stance == "hypothesises" for claim in claims):
        parts.append(say_in(language, "offered as a possibility"))
    return f" ({'; '.join(parts)})." if parts else "."
