"""The one form in which the guided builder, the library and typed text ask of claims: what is looked for, by which links, to what.

A form answers itself from the records, and prints itself as a plain sentence and as SPARQL. Nothing in it names a class or a
relation of an ecosystem: it holds what the ontology and the records offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.plain import ToJson, as_json
from trosol.questions.wording import words_of
from trosol.rdf.iris import RDFS, SKOS, TRO
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot

__all__ = ["COUNT", "EACH", "LIST", "Form", "Hit", "acting", "form_query", "form_sentence", "hits", "kinds_label", "members"]

LIST, COUNT, EACH = "list", "count", "each"
_NAMED = 6
"""So many of those that answers must be among are named."""
_VALUES = "  VALUES ?{name} {{ {values} }}"


@dataclass(frozen=True, slots=True)
class Form(ToJson):
    """What is asked of claims.

    ``kinds``: class IRIs, one of which what is looked for must be. ``relations``: property IRIs, sub-properties count; none means
    any. ``outward``: whether what is looked for is the subject of the claim; None: either end. ``others``: ids, one of which stands
    at the other end, or ``other_kinds``, class IRIs. ``containing``: stems that the name or description of what is looked for
    has. ``voice``: only what this group said. ``denied``: what is said not to be so. ``operator``: list, count, or each (the answers
    under each thing at the other end). ``parts``: what is part of ``others`` stands for them, too. ``among``: ids, of which
    every answer must be one.
    """

    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    outward: bool | None = True
    others: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    containing: tuple[str, ...] = ()
    voice: str = ""
    stated_only: bool = False
    denied: bool = False
    operator: str = LIST
    parts: bool = False
    among: tuple[str, ...] = ()
    spoken: tuple[str, ...] = field(default=(), compare=False, metadata=as_json(never=True))
    """``containing`` as it was typed: a stem is no word."""

    @property
    def linked(self) -> bool:
        """Whether it asks for links, and not just for members of a class."""
        return bool(self.relations or self.others or self.other_kinds or self.voice or self.stated_only or self.denied)


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer: the entity, what stands at the other end (empty for a member of a class), and the claim (None for a member)."""

    key: str
    other: str = ""
    claim: Claim | None = None


def acting(snapshot: Snapshot, relations: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Relations with everything below them, and those that say the same with their ends turned round.

    Where a relation covers influence of any sign, what another one *depends on* acts on it, too.
    """
    ontology = snapshot.ontology
    straight = ontology.below(*relations)
    turned: frozenset[str] = frozenset()
    for iri in relations:
        declared = TRO + "sign" in ontology.properties[iri].notes and ontology.sign(iri) == "unknown"
        if declared:
            wanted = not ontology.acts_from_object(iri)
            turned |= frozenset(p for p in ontology.properties if ontology.sign(p) and ontology.acts_from_object(p) == wanted)
    return straight, turned - straight


@lru_cache(maxsize=4096)
def hits(snapshot: Snapshot, form: Form) -> tuple[Hit, ...]:
    """What answers a form, in the order of the records."""
    if not form.linked:
        found = (key for key in members(snapshot, form.kinds) if not form.among or key in form.among)
        return tuple(Hit(key) for key in found if _contains(snapshot, key, form.containing))
    return tuple(dict.fromkeys(_hits(snapshot, form)))


def _hits(snapshot: Snapshot, form: Form) -> Iterator[Hit]:
    ontology, below = snapshot.ontology, snapshot.ontology.below
    straight, turned = acting(snapshot, form.relations) if form.relations else (None, frozenset[str]())
    kinds, other_kinds = below(*form.kinds), below(*form.other_kinds)
    named = with_parts(snapshot, form.others) if form.parts else form.others
    others = frozenset(named)
    claims = (claim for key in named for claim in snapshot.claims_of(key)) if others else snapshot.records.claims.values()
    for claim in claims:
        if (claim.stance == "negates") != form.denied or (form.stated_only and claim.mode != "stated"):
            continue
        if form.voice and form.voice not in claim.voices:
            continue
        forward = straight is None or claim.predicate in straight
        if not forward and claim.predicate not in turned:
            continue
        both = form.outward is None or ontology.properties[claim.predicate].symmetric
        outward = form.outward if forward or form.outward is None else not form.outward
        for key, other, is_subject in ((claim.subject, claim.object, True), (claim.object, claim.subject, False)):
            if not both and outward != is_subject:
                continue
            if (others and other not in others) or key in others:
                continue
            if form.among and (key not in form.among or (not others and both and other not in form.among)):
                continue
            if form.kinds and snapshot.entity(key).type not in kinds:
                continue
            if form.other_kinds and snapshot.entity(other).type not in other_kinds:
                continue
            if _contains(snapshot, key, form.containing):
                yield Hit(key, other, claim)


def members(snapshot: Snapshot, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the entities of some classes (subclasses count; none: all), in the order of the records."""
    below = snapshot.ontology.below(*kinds)
    return tuple(key for key, entity in snapshot.records.entities.items() if not kinds or entity.type in below)


def with_parts(snapshot: Snapshot, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The entities, and all that is part of them, however far down."""
    part = snapshot.ontology.for_purpose("part")
    seen = dict.fromkeys(keys)
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        for claim in snapshot.claims_of(key):
            if claim.object == key and claim.predicate in part and claim.stance != "negates" and claim.subject not in seen:
                seen[claim.subject] = None
                waiting.append(claim.subject)
    return tuple(seen)


def _contains(snapshot: Snapshot, key: str, stems: tuple[str, ...]) -> bool:
    return not stems or frozenset(stems) <= _stems_of(snapshot, key)


@lru_cache(maxsize=20_000)
def _stems_of(snapshot: Snapshot, key: str) -> frozenset[str]:
    entity = snapshot.entity(key)
    texts = (*(text for _, text in entity.labels), *(text for _, text in entity.descriptions))
    return frozenset(word.stem for text in texts for word in words_of(text))


def kinds_label(snapshot: Snapshot, kinds: tuple[str, ...], language: str = "en") -> str:
    """Names of some classes, in small letters: *challenge area or barrier*."""
    labels = [snapshot.ontology.classes[iri].label(language) for iri in kinds]
    return say_in(language, " or ").join(label[:1].lower() + label[1:] for label in labels)


def form_sentence(snapshot: Snapshot, form: Form, language: str = "en") -> str:
    """The question in words, from the phrase that the ontology gives its relation."""
    kind = kinds_label(snapshot, form.kinds, language)
    sought = say_in(language, "which {kind}", kind=kind) if kind else say_in(language, "what")
    names = [f"“{snapshot.entity(key).label(language)}”" for key in form.others]
    other = (
        say_in(language, " or ").join(names)
        if names
        else say_in(language, "any {kind}", kind=kinds_label(snapshot, form.other_kinds, language))
        if form.other_kinds
        else say_in(language, "anything")
    )
    if names and form.parts:
        other = say_in(language, "{name} or a part of it", name=other)
    if form.relations:
        term = snapshot.ontology.properties[form.relations[0]]
        text = relation_sentence(term, *((sought, other) if form.outward is not False else (other, sought)), language)
    elif form.others or form.other_kinds:
        text = say_in(language, "{sought} is linked to {other}", sought=sought, other=other)
    else:
        text = say_in(language, "{sought} is there", sought=sought)
    if form.containing:
        text = say_in(language, "{text}, where it speaks of “{words}”", text=text, words=" ".join(form.spoken or form.containing))
    if form.voice:
        text = say_in(language, "{text}, as {voice} said", text=text, voice=snapshot.entity(form.voice).label(language))
    if form.stated_only:
        text = say_in(language, "{text}, stated by the text", text=text)
    if form.denied:
        text = say_in(language, "{text}, as is denied", text=text)
    if form.among:
        names = [snapshot.entity(key).label(language) for key in form.among[:_NAMED]]
        more = say_in(language, " and more") if len(form.among) > _NAMED else ""
        text = say_in(language, "{text}, among {names}", text=text, names=", ".join(names) + more)
    if form.operator == COUNT:
        text = say_in(language, "how many: {text}", text=text)
    return text[:1].upper() + text[1:] + "?"


def form_query(snapshot: Snapshot, form: Form) -> str:
    """The form as SPARQL, for those who want to see or change it."""
    lines = []
    if form.kinds:
        lines += [_VALUES.format(name="kind", values=_iris(form.kinds)), "  ?answer a/rdfs:subClassOf* ?kind ."]
    if form.linked:
        lines += _links(snapshot, form)
    if form.among:
        iris = _iris(tuple(snapshot.iri("entities", key) for key in form.among))
        lines.append(_VALUES.format(name="answer", values=iris))
    for stem in form.containing:
        lines += [
            "  ?answer skos:prefLabel|dcterms:description ?text .",
            f'  FILTER(CONTAINS(LCASE(STR(?text)), "{stem}"))',
        ]
    body = "\n".join(lines)
    columns = "DISTINCT ?answer ?claim" if form.linked else "DISTINCT ?answer"
    if form.operator == COUNT:
        columns, body = "(COUNT(DISTINCT ?entity) AS ?answer)", body.replace("?answer", "?entity")
    prefixes = f"PREFIX tro: <{TRO}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <{SKOS}>\nPREFIX dcterms: <http://purl.org/dc/terms/>\n"
    return f"{prefixes}\nSELECT {columns} WHERE {{\n{body}\n}}\n"


def _links(snapshot: Snapshot, form: Form) -> list[str]:
    straight, turned = acting(snapshot, form.relations) if form.relations else (frozenset[str](), frozenset[str]())
    directions = [form.outward] if form.outward is not None else [True, False]
    mirrored = [iri for iri in straight if snapshot.ontology.properties[iri].symmetric]
    branches = []
    for outward in directions:
        branches.append(_branch(form.relations, outward))
        if mirrored and form.outward is not None:
            branches.append(_branch(tuple(sorted(mirrored)), not outward, exactly=True))
        if turned:
            branches.append(_branch(tuple(sorted(turned)), not outward, exactly=True))
    lines = ["  " + " UNION ".join(f"{{ {branch} }}" for branch in branches)]
    lines.append("  ?claim tro:stance/skos:notation ?stance .")
    lines.append(f'  FILTER(?stance {"=" if form.denied else "!="} "negates")')
    if form.others:
        iris = _iris(tuple(snapshot.iri("entities", key) for key in form.others))
        lines.append(_VALUES.format(name="whole" if form.parts else "other", values=iris))
    if form.others and form.parts:
        part = "|".join(f"<{iri}>" for iri in sorted(snapshot.ontology.for_purpose("part")))
        lines.append(f"  ?other ({part})* ?whole .")
    if form.other_kinds:
        lines += [_VALUES.format(name="otherKind", values=_iris(form.other_kinds)), "  ?other a/rdfs:subClassOf* ?otherKind ."]
    if form.voice:
        lines.append(f"  ?claim tro:voice <{snapshot.iri('entities', form.voice)}> .")
    if form.stated_only:
        lines.append('  ?claim tro:mode/skos:notation "stated" .')
    return lines


def _branch(relations: tuple[str, ...], outward: bool, exactly: bool = False) -> str:
    ends = ("claimSubject", "claimObject") if outward else ("claimObject", "claimSubject")
    link = f"?claim tro:{ends[0]} ?answer ; tro:{ends[1]} ?other ; tro:claimPredicate ?relation ."
    if not relations:
        return link
    name = "?relation" if exactly else "?above"
    above = "" if exactly else " ?relation rdfs:subPropertyOf* ?above ."
    return f"VALUES {name} {{ {_iris(relations)} }} {link}{above}"


def _iris(iris: tuple[str, ...]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
