"""Which relation may hold between two entities of a passage, and which way.

It is read off its phrases, off what the ontology lets it join, and off how such entities are related elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trosol.coding.text_mentions import Mentioned
from trosol.model.ontology import Ontology
from trosol.model.records import Records
from trosol.questions.known_names import Phrase, vocabulary
from trosol.questions.tokens import stems
from trosol.store.snapshot import Snapshot

__all__ = ["Cues", "RelationReading", "RelationReadings"]

BASE = -2.983
WEIGHTS = MappingProxyType(
    {
        "a phrase of it stands there": 1.63,
        "and between its ends, in order": 1.78,
        "a phrase of it stands in the lead": 1.05,
        "how such kinds are related elsewhere": 0.47,
        "how common it is elsewhere": -0.06,
        "how narrow its subjects are": 0.2,
        "how narrow its objects are": 0.54,
        "subject before object": 0.39,
        "subject named": -0.12,
        "object named": 0.17,
        "object not named": 0.19,
        "it has a sign": -0.57,
        "part of what leads up to it": 1.43,
        "whole of what leads up to it": -2.76,
        "it is about parts": 1.69,
        "about parts, in few words": 1.38,
        "narrow, and its object leads up to it": 0.73,
    }
)
"""Log-odds of each feature: a logistic regression on the Welsh coding, with the second ecosystem as *elsewhere*."""
_ELSEWHERE = 3.0
_WEIGHTS = tuple(WEIGHTS.values())
_NAMED, _FEW_WORDS = 0.4, 8
_USUAL = 8


@dataclass(frozen=True, slots=True)
class RelationReading:
    """``subject`` – ``relation`` (an IRI) – ``object``; ``score``: log-odds, larger is surer."""

    subject: str
    relation: str
    object: str
    score: float


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases of relations in a passage, by relation.

    ``standing``: those that stand in it (worth, place among its words, whether its subject comes first); ``leading``: the worth of those in
    what leads up to it; ``size``: how many words the passage has.
    """

    standing: Mapping[str, tuple[tuple[float, int, bool], ...]]
    leading: Mapping[str, float]
    size: int


class _Elsewhere:
    """How entities of two roles are related in claims that were coded before."""

    def __init__(self, coded: Iterable[tuple[Records, Ontology, float]]) -> None:
        self.joined: Counter[tuple[str, str, str]] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.relations: Counter[str] = Counter()
        for records, ontology, weight in coded:
            for claim in records.claims.values():
                ends = [records.entities.get(key) for key in (claim.subject, claim.object)]
                if ends[0] and ends[1]:
                    roles = tuple(ontology.role(end.type) or end.type for end in ends if end)
                    self.joined[roles[0], roles[1], claim.predicate] += weight  # type: ignore[assignment]
                    self.pairs[roles[0], roles[1]] += weight  # type: ignore[assignment]
                    self.relations[claim.predicate] += weight  # type: ignore[assignment]
        self.total = sum(self.relations.values())

    def common(self, relation: str) -> float:
        return (self.relations[relation] + 0.3) / (self.total + 20)

    def likely(self, roles: tuple[str, str], relation: str) -> float:
        seen = self.joined[(*roles, relation)] + _ELSEWHERE * self.common(relation)
        return seen / (self.pairs[roles] + _ELSEWHERE)


class RelationReadings:
    """The relations of an ecosystem, made ready to be read out of passages.

    ``elsewhere``: records and ontologies of other ecosystems, from which it is learnt how kinds are related; the claims of this one count most.
    """

    def __init__(self, snapshot: Snapshot, elsewhere: Iterable[tuple[Records, Ontology]] = ()) -> None:
        """Collect phrases, domains and ranges."""
        ontology = snapshot.ontology
        self._ontology, self._entities = ontology, snapshot.records.entities
        self._roles = {key: ontology.role(each.type) or each.type for key, each in self._entities.items()}
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        words = vocabulary(snapshot)
        for phrase in words.phrases:
            self._phrases[phrase.relation].append(phrase)
        self._relations = tuple(sorted(iri for iri in self._phrases if not ontology.properties[iri].deprecated))
        self._often = Counter(word.stem for phrase in words.phrases for word in phrase.needed)
        self._seen = _Elsewhere([(snapshot.records, ontology, 1.0), *((records, other, 0.5) for records, other in elsewhere)])
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self._parts = ontology.for_purpose("part")
        kinds = sorted({each.type for each in self._entities.values()})
        above = {kind: frozenset(ontology.line(kind)) for kind in kinds}
        counts = Counter(each.type for each in self._entities.values())
        total = max(1, len(self._entities))
        self._domains = {iri: (ontology.properties[iri].domain, ontology.properties[iri].range) for iri in self._relations}
        self._narrow: dict[str, tuple[float, float]] = {}
        for iri in self._relations:
            term = ontology.properties[iri]
            ends = [frozenset(k for k in kinds if root in above[k]) if root else None for root in (term.domain, term.range)]
            shares = [1.0 if end is None else sum(counts[kind] for kind in end) / total for end in ends]
            self._narrow[iri] = (-math.log(max(shares[0], 1e-3)), -math.log(max(shares[1], 1e-3)))

    def _usual(self, subject: str, object_: str) -> tuple[str, ...]:
        """Relations that may join two classes, those that most often join their like first."""
        key = (subject, object_)
        if key not in self._kept:
            roles = (self._ontology.role(subject) or subject, self._ontology.role(object_) or object_)
            fits = [
                relation
                for relation, (first, second) in self._domains.items()
                if self._is_one(subject, first) and self._is_one(object_, second)
            ]
            worth = {relation: math.log(self._seen.likely(roles, relation)) + sum(self._narrow[relation]) for relation in fits}
            self._kept[key] = tuple(sorted(fits, key=lambda relation: (-worth[relation], relation)))
        return self._kept[key]

    def fitting(self, subject: str, object_: str) -> tuple[str, ...]:
        """Relations that may join two classes, likeliest first; an empty class is any."""
        if subject and object_:
            return self._usual(subject, object_)
        fits = [
            relation
            for relation, (first, second) in self._domains.items()
            if self._is_one(subject, first) and self._is_one(object_, second)
        ]
        return tuple(sorted(fits, key=lambda relation: (-self._seen.relations[relation], relation)))

    def _is_one(self, kind: str, root: str | None) -> bool:
        return not kind or root is None or root in self._ontology.line(kind)

    def readings(
        self, cues: Cues, pair: tuple[Mentioned, Mentioned], leading: frozenset[str], most: int = 3
    ) -> tuple[RelationReading, ...]:
        """The likeliest relations between two entities of a passage, both ways, at most ``most``; ties by id and IRI.

        ``leading``: entities that the heading or the lead of the passage names.
        """
        found = []
        for first, second in (pair, pair[::-1]):
            usual = self._usual(self._entities[first.id].type, self._entities[second.id].type)
            for place, relation in enumerate(usual):
                if place < _USUAL or relation in cues.standing or relation in cues.leading:
                    numbers = self._features(cues, relation, first, second, leading)
                    score = BASE + math.fsum(w * x for w, x in zip(_WEIGHTS, numbers, strict=True))
                    found.append(RelationReading(first.id, relation, second.id, round(score, 4)))
        found.sort(key=lambda each: (-each.score, each.subject, each.relation))
        return tuple(found[:most])

    def cues(self, text: str, lead_text: str, start: int = 0) -> Cues:
        """The phrases of relations that stand in a text whose first word has the place ``start``, or in what leads up to it."""
        words = stems(text)
        places: dict[str, int] = {}
        for place, stem in enumerate(words, start):
            places.setdefault(stem, place)
        lead = frozenset(stems(lead_text))
        standing: dict[str, list[tuple[float, int, bool]]] = {}
        leading: dict[str, float] = {}
        for relation in self._relations:
            for phrase in self._phrases[relation]:
                needed = [word.stem for word in phrase.needed]
                rare = phrase.weight * sum(1 / math.sqrt(self._often[stem]) for stem in needed) / len(needed)
                if all(stem in places for stem in needed):
                    worth = rare * (1 if all(word in places for word in phrase.small) else 0.7) * (1 if len(needed) > 1 else 0.8)
                    standing.setdefault(relation, []).append((worth, places[needed[0]], phrase.outward))
                elif all(stem in lead or stem in places for stem in needed):
                    leading[relation] = max(leading.get(relation, 0.0), rare)
        return Cues({relation: tuple(each) for relation, each in standing.items()}, leading, len(words))

    def _features(
        self, cues: Cues, relation: str, subject: Mentioned, object_: Mentioned, leading: frozenset[str]
    ) -> tuple[float, ...]:
        cue = order = 0.0
        for worth, at, outward in cues.standing.get(relation, ()):
            before, after = (subject.start, object_.start) if outward else (object_.start, subject.start)
            fits = 0.5 * (before < 0 or before <= at) + 0.5 * (after < 0 or after >= at)
            if worth * (0.5 + fits) > cue * (0.5 + order):
                cue, order = worth, fits
        roles = (self._roles[subject.id], self._roles[object_.id])
        part = float(relation in self._parts)
        # A list says by standing there that its items are parts; a sentence that says something else does not.
        silent = float(cue > 0 or not cues.standing)
        narrow = self._narrow[relation]
        return (
            cue,
            cue * order,
            cues.leading.get(relation, 0.0),
            math.log(self._seen.likely(roles, relation)),
            math.log(self._seen.common(relation)),
            narrow[0],
            narrow[1],
            float(0 <= subject.start < object_.start),
            float(subject.named > 0.5),
            float(object_.named > 0.5),
            float(object_.start < 0),
            float(self._ontology.sign(relation) is not None),
            part * (object_.id in leading) * (subject.named > _NAMED),
            part * (subject.id in leading),
            part,
            part * (cues.size < _FEW_WORDS) * silent,
            float(narrow[1] > 1) * (object_.id in leading),
        )
