"""A question put together step by step from what the ontology offers and the data answer: kind, relation, other end, filters.

Every step offers only what has answers, so that no choice leads nowhere. A class or relation that somebody adds to the
ontology and uses in the data appears here by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from trosol.errors import Problem, WrongUse, shorten
from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.plain import ToJson
from trosol.questions.answering import Reply, reply_of
from trosol.questions.catalogue import NONE
from trosol.rdf.iris import RDFS, TRO
from trosol.rdf.relation_sentence import relation_sentence
from trosol.sparql.query_pool import Pool, pool_of
from trosol.store.snapshot import Snapshot

__all__ = ["Built", "Choice", "ask_built", "built_query", "built_sentence", "kinds", "others", "relations"]


@dataclass(frozen=True, slots=True)
class Built(ToJson):
    """A question as far as it is put together.

    ``kind``: class IRI of what is looked for. ``relation``: property IRI; ``outward``: whether what is looked for is its
    subject. ``other``: id of the entity at the other end, or ``other_kind``, a class IRI; neither means anything.
    ``voice``: only what this group said; ``stated_only``: leave out what a coder inferred; ``count``: only how many.
    """

    kind: str
    relation: str = ""
    outward: bool = True
    other: str = ""
    other_kind: str = ""
    voice: str = ""
    stated_only: bool = False
    count: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a step offers: ``key`` (an IRI or id), its label, how many things it leads to, and for relations which way."""

    key: str
    label: str
    number: int
    outward: bool = True


def _is(snapshot: Snapshot, entity: str, kind: str) -> bool:
    return not kind or snapshot.entity(entity).type in snapshot.ontology.below(kind)


def _claims(snapshot: Snapshot, built: Built) -> Iterator[tuple[Claim, str, str]]:
    """Claims that count, with the end that is looked for and the other one; negated ones tell of no link."""
    below = snapshot.ontology.below(built.relation) if built.relation else None
    for claim in snapshot.records.claims.values():
        if claim.stance == "negates" or (built.stated_only and claim.mode != "stated"):
            continue
        if (built.voice and built.voice not in claim.voices) or (below is not None and claim.predicate not in below):
            continue
        found, other = (claim.subject, claim.object) if built.outward else (claim.object, claim.subject)
        if _is(snapshot, found, built.kind) and _is(snapshot, other, built.other_kind) and built.other in ("", other):
            yield claim, found, other


def kinds(snapshot: Snapshot, language: str = "en") -> tuple[Choice, ...]:
    """Classes that have members here, with their number; by label."""
    ontology = snapshot.ontology
    counted: Counter[str] = Counter()
    for entity in snapshot.records.entities.values():
        counted.update(iri for iri in ontology.classes if entity.type in ontology.below(iri))
    return _sorted(Choice(iri, ontology.classes[iri].label(language), number) for iri, number in counted.items())


def relations(snapshot: Snapshot, built: Built, language: str = "en") -> tuple[Choice, ...]:
    """Relations by which things of the chosen kind hang together with others, both ways, with the number of such things."""
    ontology = snapshot.ontology
    found = []
    for outward in (True, False):
        ends: dict[str, set[str]] = {}
        for claim, end, _ in _claims(snapshot, replace(built, relation="", outward=outward, other="", other_kind="")):
            for iri in ontology.properties:
                if claim.predicate in ontology.below(iri):
                    ends.setdefault(iri, set()).add(end)
        found += [Choice(iri, _phrase(snapshot, iri, outward, language), len(keys), outward) for iri, keys in ends.items()]
    return _sorted(found)


def others(snapshot: Snapshot, built: Built, language: str = "en") -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Kinds, and single things, that stand at the other end of the chosen relation, with how many things each leads to."""
    ontology = snapshot.ontology
    by_kind: dict[str, set[str]] = {}
    by_thing: dict[str, set[str]] = {}
    for _, end, other in _claims(snapshot, replace(built, other="", other_kind="")):
        by_thing.setdefault(other, set()).add(end)
        for iri in ontology.classes:
            if _is(snapshot, other, iri):
                by_kind.setdefault(iri, set()).add(end)
    return (
        _sorted(Choice(iri, ontology.classes[iri].label(language), len(ends)) for iri, ends in by_kind.items()),
        _sorted(Choice(key, snapshot.entity(key).label(language), len(ends)) for key, ends in by_thing.items()),
    )


def _sorted(choices: Any) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: (choice.label.casefold(), choice.key, not choice.outward)))


def _phrase(snapshot: Snapshot, relation: str, outward: bool, language: str) -> str:
    term = snapshot.ontology.properties[relation]
    return relation_sentence(term, *(("?", "…") if outward else ("…", "?")), language)


def built_sentence(snapshot: Snapshot, built: Built, language: str = "en") -> str:
    """The question in words, from the phrase that the ontology gives its relation."""
    from trosol.language import say_in

    ontology = snapshot.ontology
    kind = say_in(language, "which {kind}", kind=f"“{ontology.classes[built.kind].label(language)}”")
    if not built.relation:
        text = say_in(language, "{kind} is there", kind=kind)
    else:
        term = ontology.properties[built.relation]
        other = (
            f"“{snapshot.entity(built.other).label(language)}”"
            if built.other
            else say_in(language, "any {kind}", kind=f"“{ontology.classes[built.other_kind].label(language)}”")
            if built.other_kind
            else say_in(language, "anything")
        )
        text = relation_sentence(term, *((kind, other) if built.outward else (other, kind)), language)
    if built.voice:
        text = say_in(language, "{text}, as {voice} said", text=text, voice=snapshot.entity(built.voice).label(language))
    if built.stated_only:
        text = say_in(language, "{text}, stated by the text", text=text)
    if built.count:
        text = say_in(language, "how many: {text}", text=text)
    return text[:1].upper() + text[1:] + "?"


def built_query(snapshot: Snapshot, built: Built) -> str:
    """The question as SPARQL. Raises :class:`WrongUse` for a part that this ecosystem does not have."""
    _check(snapshot, built)
    lines = [f"  ?answer a/rdfs:subClassOf* <{built.kind}> ."]
    if built.relation or built.voice or built.stated_only:
        ends = ("claimSubject", "claimObject") if built.outward else ("claimObject", "claimSubject")
        lines.append(
            f"  ?claim tro:{ends[0]} ?answer ; tro:claimPredicate ?relation ; tro:{ends[1]} ?other ; tro:stance ?stance ."
        )
        if built.relation:
            lines.append(f"  ?relation rdfs:subPropertyOf* <{built.relation}> .")
        if built.other:
            lines.append(f"  FILTER(?other = <{snapshot.iri('entities', built.other)}>)")
        if built.other_kind:
            lines.append(f"  ?other a/rdfs:subClassOf* <{built.other_kind}> .")
        if built.voice:
            lines.append(f"  ?claim tro:voice <{snapshot.iri('entities', built.voice)}> .")
        if built.stated_only:
            lines.append('  ?claim tro:mode/skos:notation "stated" .')
        lines.append('  FILTER NOT EXISTS { ?stance skos:notation "negates" }')
    columns = (
        "(COUNT(DISTINCT ?thing) AS ?answer)"
        if built.count
        else "DISTINCT ?answer ?claim"
        if len(lines) > 1
        else "DISTINCT ?answer"
    )
    body = "\n".join(lines)
    if built.count:
        body = body.replace("?answer", "?thing")
    prefixes = f"PREFIX tro: <{TRO}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    return f"{prefixes}\nSELECT {columns} WHERE {{\n{body}\n}}\n"


def _check(snapshot: Snapshot, built: Built) -> None:
    ontology, entities = snapshot.ontology, snapshot.records.entities
    for what, value, known in (
        ("class", built.kind, ontology.classes),
        ("relation", built.relation, ontology.properties),
        ("class", built.other_kind, ontology.classes),
        ("thing", built.other, entities),
        ("voice", built.voice, entities),
    ):
        if value and value not in known:
            raise WrongUse(Problem("question-blank", f"'{shorten(value)}' is no {what} here.", "Choose among what is offered."))


def ask_built(snapshot: Snapshot, built: Built, language: str = "en", pool: Pool | None = None) -> Reply:
    """Ask it."""
    reply = _reply(snapshot, built, language, pool)
    empty = not reply.rows or (built.count and all(row.label == "0" for row in reply.rows))
    if not empty:
        return reply
    return replace(reply, sentence=" ".join([reply.sentence, *_narrowing(snapshot, built, language, pool)]))


def _reply(snapshot: Snapshot, built: Built, language: str, pool: Pool | None) -> Reply:
    query = built_query(snapshot, built)
    answer = (pool or pool_of(snapshot)).run(query)
    return reply_of(answer, snapshot, "", built_sentence(snapshot, built, language), query, NONE, "", language)


def _narrowing(snapshot: Snapshot, built: Built, language: str, pool: Pool | None) -> Iterator[str]:
    """For each part that narrows the question: what there would be without it."""
    wider = (
        (built.voice, replace(built, voice="", count=False), say_in(language, "the choice of one voice")),
        (built.stated_only, replace(built, stated_only=False, count=False), say_in(language, "leaving out what is inferred")),
        (built.other, replace(built, other="", count=False), say_in(language, "the thing at the other end")),
        (built.other_kind, replace(built, other_kind="", count=False), say_in(language, "the kind at the other end")),
    )
    for narrowed, without, part in wider:
        if narrowed and (rows := _reply(snapshot, without, language, pool).rows):
            number = counted_in(language, len(rows), "answer")
            yield say_in(language, "Without {part} there would be {number}.", part=part, number=number)
