"""Which relation may hold between two entities of a passage, and which way.

It is read off its phrases, off what the ontology lets it join, and off how such entities are related elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import mul
from types import MappingProxyType

from trosol.coding.text_mentions import Mentioned, spoken_words
from trosol.model.ontology import Ontology
from trosol.model.records import Records
from trosol.questions.known_names import Phrase, phrase, vocabulary
from trosol.questions.tokens import folded
from trosol.questions.wording import verb_stem
from trosol.rdf.iris import SKOS
from trosol.store.snapshot import Snapshot

__all__ = ["WEIGHTS", "Cues", "RelationReading", "RelationReadings"]

BASE = -4.5
WEIGHTS = MappingProxyType(
    {
        "a phrase of it stands there": 2.37,
        "and between its ends, in order": 2.39,
        "a phrase of it stands in the lead": 1.67,
        "how such kinds are related elsewhere": 0.55,
        "how such subjects are related elsewhere": -0.11,
        "how common it is elsewhere": -0.18,
        "how narrow its subjects are": 0.6,
        "how narrow its objects are": 0.8,
        "subject before object": 0.4,
        "object named": 0.53,
        "its sign": 0.13,
        "a phrase of the other sign stands there": -0.61,
        "its sign, and both ends as good or as bad": 2.35,
        "its sign, and ends alike in that": -1.35,
        "its sign, and how good its subject is": 0.55,
        "no phrase of any stands there, and it is wide": -1.13,
        "no phrase of any stands there, and it has a sign": -0.98,
        "a phrase of a narrower relation stands there": -2.55,
        "part of what leads up to it": 2.27,
        "it is about parts": 1.97,
        "about parts, in few words": 1.87,
        "narrow, and its object leads up to it": 1.36,
    }
)
"""Weight of each feature: a choice among relations (multinomial logit) fitted on the Welsh coding, with the second ecosystem as *elsewhere*."""
_ELSEWHERE = 3.0
_WEIGHTS = tuple(WEIGHTS.values())
_NAMED, _FEW_WORDS = 0.4, 8
_HIDDEN = 0.9


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
    what leads up to it; ``size``: how many words the passage has. ``worth``: that of the best standing phrase, by relation; ``signed``: of the
    best one of a relation that helps (1) or hinders (-1).
    """

    standing: Mapping[str, tuple[tuple[float, int, bool], ...]]
    leading: Mapping[str, float]
    size: int
    worth: Mapping[str, float]
    signed: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A phrase of a relation: the stems it needs, small words it may have, and how rare the stems are among all phrases."""

    relation: str
    needed: frozenset[str]
    first: str
    long: bool
    small: frozenset[str]
    outward: bool
    rare: float


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
                    self.joined[roles[0], "", claim.predicate] += weight  # type: ignore[assignment]
                    self.pairs[roles[0], ""] += weight  # type: ignore[assignment]
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
        for each in vocabulary(snapshot).phrases:
            self._phrases[each.relation].append(each)
        self._relations = tuple(sorted(iri for iri in self._phrases if not ontology.properties[iri].deprecated))
        for iri in self._relations:
            for language, text in ontology.properties[iri].texts.get(SKOS + "hiddenLabel", ()):
                self._phrases[iri] += phrase(iri, text, _HIDDEN, language)
        self._often = Counter(word.stem for iri in self._relations for each in self._phrases[iri] for word in each.needed)
        self._seen = _Elsewhere([(snapshot.records, ontology, 1.0), *((records, other, 0.5) for records, other in elsewhere)])
        self._sought = tuple(self._looked_for(each) for iri in self._relations for each in self._phrases[iri])
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self._logs: dict[tuple[str, str, str], tuple[float, float, float]] = {}
        self._parts = ontology.for_purpose("part")
        signs = {"positive": 1, "negative": -1}
        self._signs = {iri: signs.get(ontology.sign(iri) or "", 0) for iri in self._relations}
        worth = {"desirable": 1, "undesirable": -1}
        self._good = {key: worth.get(ontology.desirability(each.type), 0) for key, each in self._entities.items()}
        self._below = {
            iri: [each for each in self._relations if each != iri and each in ontology.below(iri)] for iri in self._relations
        }
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

    def _looked_for(self, of: Phrase) -> _Sought:
        needed = [word.stem for word in of.needed]
        rare = of.weight * sum(1 / math.sqrt(self._often[stem]) for stem in needed) / len(needed)
        return _Sought(of.relation, frozenset(needed), needed[0], len(needed) > 1, frozenset(of.small), of.outward, rare)

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
            for relation in usual:
                numbers = self.features(cues, relation, first, second, leading)
                score = BASE + sum(map(mul, _WEIGHTS, numbers))
                found.append(RelationReading(first.id, relation, second.id, round(score, 4)))
        found.sort(key=lambda each: (-each.score, each.subject, each.relation))
        return tuple(found[:most])

    def cues(self, text: str, lead_text: str, start: int = 0) -> Cues:
        """The phrases of relations that stand in a text whose first word has the place ``start``, or in what leads up to it."""
        words = _verbs(text)
        places: dict[str, int] = {}
        for place, stem in enumerate(words, start):
            places.setdefault(stem, place)
        here = places.keys()
        around = here | set(_verbs(lead_text))
        standing: dict[str, list[tuple[float, int, bool]]] = {}
        leading: dict[str, float] = {}
        for each in self._sought:
            if each.needed <= here:
                worth = each.rare * (1 if each.small <= here else 0.7) * (1 if each.long else 0.8)
                standing.setdefault(each.relation, []).append((worth, places[each.first], each.outward))
            elif each.needed <= around:
                leading[each.relation] = max(leading.get(each.relation, 0.0), each.rare)
        worth_of = {relation: max(worth for worth, _, _ in each) for relation, each in standing.items()}
        signed: dict[int, list[tuple[float, str]]] = {1: [], -1: []}
        for relation, worth in worth_of.items():
            if self._signs[relation]:
                signed[self._signs[relation]].append((worth, relation))
        best = {sign: max(each, default=(0.0, ""))[0] for sign, each in signed.items()}
        return Cues({relation: tuple(each) for relation, each in standing.items()}, leading, len(words), worth_of, best)

    def features(
        self, cues: Cues, relation: str, subject: Mentioned, object_: Mentioned, leading: frozenset[str]
    ) -> tuple[float, ...]:
        """What speaks for a relation between two entities and against it, in the order of :data:`WEIGHTS`."""
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
        sign = self._signs[relation]
        quiet = float(not cues.standing)
        good = (self._good[subject.id], self._good[object_.id])
        return (
            cue,
            cue * order,
            cues.leading.get(relation, 0.0),
            *self._usually(roles, relation),
            *narrow,
            float(0 <= subject.start < object_.start),
            float(object_.named > 0.5),
            float(sign),
            cues.signed[-sign] if sign else 0.0,
            sign * good[0] * good[1],
            sign * float(good[0] == good[1] != 0),
            sign * good[0],
            quiet * (not narrow[0] and not narrow[1]),
            quiet * abs(sign),
            max((cues.worth.get(each, 0.0) for each in self._below[relation]), default=0.0) if quiet < 1 else 0.0,
            part * (object_.id in leading) * (subject.named > _NAMED),
            part,
            part * (cues.size < _FEW_WORDS) * silent,
            float(narrow[1] > 1) * (object_.id in leading),
        )

    def _usually(self, roles: tuple[str, str], relation: str) -> tuple[float, float, float]:
        """How such kinds, and such subjects, are related in claims coded before, and how common the relation is there."""
        key = (*roles, relation)
        if key not in self._logs:
            seen = (self._seen.likely(roles, relation), self._seen.likely((roles[0], ""), relation), self._seen.common(relation))
            self._logs[key] = (math.log(seen[0]), math.log(seen[1]), math.log(seen[2]))
        return self._logs[key]


def _verbs(text: str) -> list[str]:
    """The stems of all words, of irregular verbs too."""
    return [verb_stem(word.split("'")[0]) for word in spoken_words(folded(text).replace("’", "'"))]
