"""What a passage of a source may say: entities, claims, hedges, negation and voices, as drafts that a person accepts or not.

Nothing is looked up anywhere but in the ecosystem and its ontology: names, descriptions, phrases of relations. The same passage and
the same ecosystem always give the same suggestions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from trosol.coding.numbered_text import Passage, SourceText
from trosol.coding.relation_readings import Cues, RelationReading, RelationReadings
from trosol.coding.text_mentions import Mentioned, TextMentions, spoken_words
from trosol.coding.wording_cues import Wording, sentences, speakers_of, voices_of, wording
from trosol.model.ontology import Ontology
from trosol.model.records import Records
from trosol.store.snapshot import Snapshot

__all__ = [
    "MOST_ENTITIES",
    "MOST_PAIRS",
    "SuggestedClaim",
    "SuggestedEntity",
    "Suggester",
    "Suggestion",
    "Suggestions",
    "suggest",
]

MOST_ENTITIES = 10
"""So many entities are suggested for a passage of five lines."""
MOST_PAIRS = 10
"""For so many pairs of them claims are suggested, each with at most three relations."""
_RELATIONS = 3
_LEADING = 0.35
_RELATED, _TOGETHER = 0.3, 0.5
"""What the log-odds of the likeliest relation, and one sentence that names both, add to those of the two entities. (Log-odds fitted on seven more features did no better on pages left out.)"""


@dataclass(frozen=True, slots=True)
class SuggestedEntity:
    """An entity that a passage may speak of; ``words``: those that name it, empty where it is only likely from what stands around."""

    id: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class SuggestedClaim:
    """A claim that a passage may make.

    ``predicate``: local name of the relation, ``relation`` its IRI. ``score``: 0 to 1, how likely compared with the others. ``hedge``: words that hold back, as they stand there. ``coded``: claims that say it already, wherever.
    """

    subject: str
    predicate: str
    object: str
    relation: str
    score: float
    hedge: str
    negated: bool
    voices: tuple[str, ...]
    coded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of a source with what they may say, likeliest first. ``hedge``: all words of the passage that hold back."""

    lines: tuple[int, int]
    page: str
    heading: str
    entities: tuple[SuggestedEntity, ...]
    claims: tuple[SuggestedClaim, ...]
    hedge: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Passages of a source in order, with what each may say; ``sha256``: of its text; ``snapshot``: hash of the ecosystem."""

    suggestions: tuple[Suggestion, ...]
    sha256: str
    snapshot: str

    def to_json(self) -> dict[str, Any]:
        """The suggestions as plain values."""
        return {
            "suggestions": [
                {
                    "lines": list(each.lines),
                    "page": each.page or None,
                    "heading": each.heading or None,
                    "hedge": each.hedge,
                    "entities": [{"id": e.id, "label": e.label, "words": e.words} for e in each.entities],
                    "claims": [
                        {
                            "subject": c.subject,
                            "predicate": c.predicate,
                            "object": c.object,
                            "score": c.score,
                            "hedge": c.hedge,
                            "negated": c.negated,
                            "voices": list(c.voices),
                            "coded": list(c.coded),
                        }
                        for c in each.claims
                    ],
                }
                for each in self.suggestions
            ],
            "textSha256": self.sha256,
            "snapshot": self.snapshot,
        }


class Suggester:
    """An ecosystem made ready to read one source, passage by passage."""

    def __init__(self, snapshot: Snapshot, source: SourceText, elsewhere: Iterable[tuple[Records, Ontology]] = ()) -> None:
        """Weigh names by the source, and learn from claims of this ecosystem, and of others ``elsewhere``, how kinds are related."""
        self.snapshot = snapshot
        self.entities = snapshot.records.entities
        self.mentions = TextMentions(snapshot, source)
        self.relations = RelationReadings(snapshot, elsewhere)
        self.speakers = speakers_of(snapshot)
        self.coded: dict[tuple[str, str, str], list[str]] = {}
        for key, claim in snapshot.records.claims.items():
            self.coded.setdefault((claim.subject, claim.predicate, claim.object), []).append(key)

    def pairs(self, passage: Passage, named: Sequence[Mentioned]) -> list[tuple[float, tuple[RelationReading, ...]]]:
        """Relations that may hold between two of some entities, likeliest pair first; ties by id."""
        leading = self.mentions.leading(passage, _LEADING)
        parts = self._parts(passage)
        whole = self.relations.cues(passage.text, passage.lead)
        found = []
        for first, second in combinations(named, 2):
            if not (first.words or second.words):
                continue
            shared = _shared(parts, first, second)
            readings = self.relations.readings(shared or whole, (first, second), leading, _RELATIONS)
            if readings:
                odds = first.score + second.score + _RELATED * readings[0].score + _TOGETHER * (shared is not None)
                found.append((_likely(odds), readings))
        found.sort(key=lambda each: (-each[0], each[1][0].subject, each[1][0].object))
        return found

    def _parts(self, passage: Passage) -> list[tuple[frozenset[str], Cues]]:
        """The sentences of a passage: the words of each, and the phrases of relations in it."""
        found, start = [], 0
        for text in sentences(passage.text):
            words = spoken_words(text)
            found.append((frozenset(words), self.relations.cues(text, passage.lead, start)))
            start += len(words)
        return found

    def relations_between(self, passages: Iterable[Passage], ends: tuple[str, str], types: Mapping[str, str]) -> tuple[str, ...]:
        """Relations (IRIs) that may join two ends, subject first, likeliest first by what the passages say; ``types``: classes of new ends.

        All relations while an end is open.
        """
        classes = [self.entities[key].type if key in self.entities else types.get(key, "") for key in ends]
        usual = self.relations.fitting(classes[0], classes[1])
        if not all(key in self.entities for key in ends):
            return self._by_phrases(usual, passages)
        read: dict[str, float] = {}
        for passage in passages:
            for reading in self.relations.readings(*self.around(passage, ends), 40):
                if reading.subject == ends[0]:
                    read[reading.relation] = max(read.get(reading.relation, -99.0), reading.score)
        return tuple(dict.fromkeys([*sorted(read, key=lambda iri: (-read[iri], iri)), *usual]))

    def _by_phrases(self, relations: Iterable[str], passages: Iterable[Passage]) -> tuple[str, ...]:
        """Relations whose phrases stand in the passages first: all that is known where an end is new."""
        worth: dict[str, float] = {}
        for passage in passages:
            for relation, found in self.relations.cues(passage.text, passage.lead).worth.items():
                worth[relation] = max(worth.get(relation, 0.0), found)
        return tuple(sorted(relations, key=lambda relation: -worth.get(relation, 0.0)))

    def around(self, passage: Passage, ends: tuple[str, str]) -> tuple[Cues, tuple[Mentioned, Mentioned], frozenset[str]]:
        """What a passage says of two entities: phrases of the sentence that names both or else of all, how it names them, what leads up to it."""
        said = {each.id: each for each in self.mentions.mentioned(passage)}
        first, second = (said.get(key, Mentioned(key, 0.0, "", -1, 0.0)) for key in ends)
        cues = _shared(self._parts(passage), first, second) or self.relations.cues(passage.text, passage.lead)
        return cues, (first, second), self.mentions.leading(passage, _LEADING)

    def read(self, passage: Passage) -> Suggestion:
        """What a passage may say."""
        named = self.mentions.mentioned(passage)[:MOST_ENTITIES]
        pairs = self.pairs(passage, named)
        said = {each.id: each for each in named}
        whole = wording(passage.text)
        parts = [(part, wording(part)) for part in sentences(passage.text)]
        # One relation of each pair comes before the second of any.
        claims = [
            self._claim(reading, round(worth * share, 4), _wording(parts, whole, said, reading), said)
            for worth, readings in pairs[:MOST_PAIRS]
            for share, reading in zip((1.0, 0.6, 0.4), readings, strict=False)
        ]
        claims.sort(key=lambda each: (-each.score, each.subject, each.object, each.predicate))
        return Suggestion(
            (passage.first, passage.last),
            passage.page,
            passage.heading,
            tuple(SuggestedEntity(each.id, self.entities[each.id].label(), each.words) for each in named),
            tuple(claims),
            whole.hedge,
        )

    def _claim(self, reading: RelationReading, score: float, how: Wording, said: Mapping[str, Mentioned]) -> SuggestedClaim:
        term = self.snapshot.ontology.term(reading.relation)
        return SuggestedClaim(
            subject=reading.subject,
            predicate=term.name if term else reading.relation,
            object=reading.object,
            relation=reading.relation,
            score=score,
            hedge=how.hedge,
            negated=how.negated,
            voices=voices_of(self.speakers, how, said),
            coded=tuple(self.coded.get((reading.subject, reading.relation, reading.object), ())),
        )


def suggest(
    snapshot: Snapshot,
    source: SourceText,
    lines: tuple[int, int] | None = None,
    elsewhere: Iterable[tuple[Records, Ontology]] = (),
) -> Suggestions:
    """Suggest entities and claims for the lines of a source, or for the whole of it.

    For each five lines at most :data:`MOST_ENTITIES` entities and claims about :data:`MOST_PAIRS` pairs of them, with at most three relations a
    pair. ``elsewhere``: other ecosystems in the same ontology, from which it is learnt how kinds are related while this one has few claims.
    Raises :class:`~trosol.errors.WrongUse` for lines that the source does not have.
    """
    passages = source.passages(*lines) if lines else source.passages()
    reader = Suggester(snapshot, source, elsewhere)
    return Suggestions(tuple(reader.read(each) for each in passages), source.sha256, snapshot.digest)


def _names(words: frozenset[str], entity: Mentioned) -> bool:
    """Whether most words that name an entity are among some words."""
    said = entity.words.split()
    return bool(said) and 2 * sum(word in words for word in said) > len(said)


def _shared(parts: Iterable[tuple[frozenset[str], Cues]], first: Mentioned, second: Mentioned) -> Cues | None:
    """What the sentence that names two entities says; None where no sentence names both."""
    return next((cues for words, cues in parts if _names(words, first) and _names(words, second)), None)


def _likely(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _wording(
    parts: list[tuple[str, Wording]], whole: Wording, said: Mapping[str, Mentioned], reading: RelationReading
) -> Wording:
    """The wording of the sentence that names most of both ends; of the whole passage where none names any or it says nothing."""
    wanted = [set(said[key].words.split()) for key in (reading.subject, reading.object) if key in said]
    counted = [sum(bool(words & set(text.split())) for words in wanted) for text, _ in parts]
    most = max(counted, default=0)
    best = next((how for count, (_, how) in zip(counted, parts, strict=True) if count == most and most), whole)
    return Wording(best.hedge or whole.hedge, best.negated, best.speaks or whole.speaks)
