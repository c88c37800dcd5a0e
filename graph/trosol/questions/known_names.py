"""All names that a question may use: those of entities and classes, and the phrases of relations, made ready for looking up.

Names come from labels and alternative labels, in every language; relations also from the sentence by which they are read aloud.
An alternative label of a relation may say with ``{subject}`` and ``{object}`` which end stands where; without, the subject is first.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from trosol.model.ontology import Term
from trosol.model.records import Entity
from trosol.questions.wording import PREPOSITIONS, Word, words_of
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["Name", "Phrase", "Vocabulary", "alternatives", "phrase", "title_roots", "title_stems", "vocabulary", "who"]

_ASIDE = re.compile(r"\(([^()]*)\)")
_BEFORE = re.compile(r"^(?:[A-Z]\d{1,2}\s+|[^:]{1,24}:\s+)")
_END = re.compile(r"\{(subject|object)\}")
_HEAD_ENDS = re.compile(r"\b(?:of|in|on|at|for|from|to|with|into|between|that|which|who|as|by|and)\b|[(,:]")
_COPULA_WORDS = """
is are was were be been a an the y yr yn sy mae ydy yw
"""
_COPULA = frozenset(_COPULA_WORDS.split())
_HAVING = frozenset(["has", "have", "had", "it", "its"])
_DENYING = frozenset(["not", "no", "without"])
_FEW = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity or class: the words that tell, and how sure it names it (an alternative label a little less).

    ``head``: which of the words says what it is (*Workforce* in *Social care workforce in Wales*), the others say which.
    """

    key: str
    words: tuple[Word, ...]
    weight: float = 1.0
    head: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a relation: the words it needs, small ones it may have; ``outward``: whether its own subject is the claim's."""

    relation: str
    needed: tuple[Word, ...]
    small: tuple[str, ...]
    outward: bool
    weight: float = 1.0
    language: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Names of entities and classes, phrases of relations; ``known``: every word of them, with how often it stands there."""

    entities: tuple[Name, ...]
    classes: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    known: Counter[str]
    with_stem: dict[str, tuple[int, ...]] = field(default_factory=dict)
    telling: dict[str, float] = field(default_factory=dict)

    def weight(self, word: Word) -> float:
        """How telling a word of an entity's name is: the rarer, the more."""
        return self.telling.get(word.stem, 1.0) * (0.15 if word.little else 1.0)


def alternatives(of: Term | Entity) -> Iterator[str]:
    """Alternative labels, in every language."""
    yield from (text for _, text in of.alternatives)


def who(snapshot: Snapshot) -> tuple[str, ...]:
    """Classes of those who are asked for by *who*, as the ontology names them."""
    return tuple(iri for iri, term in snapshot.ontology.classes.items() if "who" in alternatives(term))


@lru_cache(maxsize=8)
def title_stems(snapshot: Snapshot) -> frozenset[str]:
    """Stems of the words of an ecosystem's title: what all of it is about."""
    return frozenset(word.stem for _, text in snapshot.records.dataset.title for word in words_of(text) if not word.little)


@lru_cache(maxsize=4)
def title_roots(snapshot: Snapshot) -> frozenset[str]:
    """Words of an ecosystem's title, but for the endings of plurals."""
    return frozenset(word.root for _, text in snapshot.records.dataset.title for word in words_of(text))


@lru_cache(maxsize=4)
def vocabulary(snapshot: Snapshot) -> Vocabulary:
    """The names of an ecosystem. Made once for each snapshot."""
    return _vocabulary(snapshot)


def _vocabulary(snapshot: Snapshot) -> Vocabulary:
    entities = tuple(dict.fromkeys(_entity_names(snapshot)))
    classes = tuple(dict.fromkeys(_class_names(snapshot)))
    phrases = tuple(dict.fromkeys(each for term in snapshot.ontology.properties.values() for each in _phrases(snapshot, term)))
    known = Counter(word.text for name in (*entities, *classes) for word in name.words)
    known.update(word.text for phrase in phrases for word in phrase.needed)
    for each in snapshot.records.observations.values():
        known.update(word.text for text in (each.measure.replace("_", " "), each.unit) for word in words_of(text))
    places: dict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(entities):
        for word in name.words:
            places[word.stem].add(number)
    total = len(snapshot.records.entities) or 1
    owners = {stem: len({entities[number].key for number in numbers}) for stem, numbers in places.items()}
    telling = {stem: 0.25 + math.log(1 + total / number) / math.log(1 + total) for stem, number in owners.items()}
    return Vocabulary(entities, classes, phrases, known, {stem: tuple(sorted(n)) for stem, n in places.items()}, telling)


def _entity_names(snapshot: Snapshot) -> Iterator[Name]:
    for key, entity in snapshot.records.entities.items():
        texts = [(text, 1.0) for _, text in entity.labels] + [(text, 1.0) for text in alternatives(entity)]
        for text, weight in texts:
            for variant, less in _variants(text):
                yield from _name(key, variant, weight * less, whole=variant == text)
        yield from _name(key, key.replace("-", " "), 0.9)


def _variants(text: str) -> Iterator[tuple[str, float]]:
    """A label; without what stands in brackets or before a colon; what stands in brackets; and its initials."""
    yield text, 1.0
    bare = _ASIDE.sub(" ", text).strip()
    if bare != text:
        yield bare, 0.99
        yield from ((aside, 0.9) for aside in _ASIDE.findall(text) if len(aside.split()) <= _FEW)
    if (short := _BEFORE.sub("", bare)) != bare:
        yield short, 0.97
    capitals = [word for word in bare.split() if word[:1].isupper()]
    if len(capitals) >= _FEW and len(capitals) == len(bare.split()):
        yield "".join(word[0] for word in capitals), 0.95


def _name(key: str, text: str, weight: float, whole: bool = True) -> Iterator[Name]:
    words = words_of(text)
    telling = tuple(word for word in words if not word.little or word.text in _DENYING) or (words if whole else ())
    if telling:
        before = _HEAD_ENDS.split(text, maxsplit=1)[0]
        first = words if len(before) == len(text) else words_of(before) or words
        heads = [word for word in first if word in telling]
        yield Name(key, telling, weight, telling.index(heads[-1]) if heads else 0)


def _class_names(snapshot: Snapshot) -> Iterator[Name]:
    for iri, term in snapshot.ontology.classes.items():
        if term.deprecated:
            continue
        for text, weight in (*((text, 1.0) for _, text in term.labels), *((text, 0.96) for text in alternatives(term))):
            words = words_of(text)
            if words and (len(words) == 1 or any(not word.little for word in words)):
                yield Name(iri, tuple(word for word in words if word.text not in PREPOSITIONS) or words, weight)


def _phrases(snapshot: Snapshot, term: Term) -> Iterator[Phrase]:
    if term.kind != "object property" or term.deprecated or term.iri not in snapshot.ontology.below(*_roots(snapshot)):
        return
    reads = [(language, text, 1.0) for language, text in term.texts.get(TRO + "reads", ())]
    labels = [(language, text, 1.0) for language, text in term.labels]
    for language, text, weight in (*reads, *labels, *((language, text, 0.97) for language, text in term.alternatives)):
        yield from phrase(term.iri, text, weight, language)


def phrase(relation: str, text: str, weight: float, language: str) -> Iterator[Phrase]:
    """What a text says a relation with, where it has any words: ``{subject}`` and ``{object}`` stand for its ends."""
    ends = [match[1] for match in _END.finditer(text)]
    words = words_of(_END.sub(" ", text))
    telling = [word for word in words if word.text not in _COPULA]
    needed = tuple(word for word in telling if word.text not in PREPOSITIONS)
    needed = tuple(word for word in needed if word.text not in _HAVING) or needed
    if not needed:
        needed = tuple(telling[:1])
    if needed:
        small = tuple(word.text for word in telling if word.text in PREPOSITIONS)
        sure = weight if any(word.text not in PREPOSITIONS for word in needed) else weight * 0.75
        yield Phrase(relation, needed, small, ends[:1] != ["object"], sure, language)


def _roots(snapshot: Snapshot) -> Iterable[str]:
    """Relations of claims: all but those by which claims, evidence and figures are put together. Where nothing is claimed yet, those of networks."""
    used = {claim.predicate for claim in snapshot.records.claims.values()} | snapshot.ontology.analysed
    return {snapshot.ontology.line(iri)[-1] for iri in used if snapshot.ontology.line(iri)}
