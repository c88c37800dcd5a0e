"""What stands nearest to words that were not understood: entities and claims whose names and descriptions are most like them.

Likeness is that of words without their endings (BM25) and of parts of words of four letters, so that other forms, compounds and
typing errors count. Nothing is concluded from it: it says where to look, and what can be asked there.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trosol.questions.aspects import AGAINST, CAUSE, DOES, EFFECT, HELP, AspectAsk, aspect_claims, aspect_question
from trosol.questions.headlines import sentence_of
from trosol.questions.known_names import alternatives
from trosol.questions.wording import LITTLE, TELLING_NOTHING, Word, words_of
from trosol.store.snapshot import Snapshot

__all__ = ["NearClaim", "NearEntity", "Nearest", "nearest", "recorded_stems"]

_K, _B = 1.2, 0.75
_LETTERS = 4
_SHOWN = 3
_LEAST = 0.45
"""Share of the weight of a question's words that the nearest text has to have, so that what is about something else finds nothing."""

_NEAR = 0.4
"""What is so much less near than the nearest is not shown."""


@dataclass(frozen=True, slots=True)
class NearEntity:
    """An entity near to what was typed, what is recorded of it, and questions of it that have an answer."""

    id: str
    label: str
    says: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearClaim:
    """A claim near to what was typed, as a sentence."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """Entities and claims, nearest first."""

    entities: tuple[NearEntity, ...] = ()
    claims: tuple[NearClaim, ...] = ()


class _Index:
    """Texts by their terms, each with its length."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.inverted: Mapping[str, list[tuple[int, int]]] = defaultdict(list)
        for number, terms in enumerate(texts):
            for term, count in Counter(terms).items():
                self.inverted[term].append((number, count))
        self.lengths = [len(terms) for terms in texts]
        self.average = sum(self.lengths) / max(1, len(texts)) or 1.0

    def rarity(self, term: str) -> float:
        number, has = len(self.lengths), len(self.inverted[term]) if term in self.inverted else 0
        return math.log(1 + (number - has + 0.5) / (has + 0.5))

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(terms):
            if term in self.inverted:
                weight = self.rarity(term)
                for number, count in self.inverted[term]:
                    long = 1 - _B + _B * self.lengths[number] / self.average
                    found[number] += weight * count * (_K + 1) / (count + _K * long)
        return found


def _stems(words: Iterable[Word]) -> list[str]:
    return [word.stem for word in words if word.text not in LITTLE]


def _parts(words: Iterable[Word]) -> list[str]:
    whole = (f"^{word.text}$" for word in words if word.text not in LITTLE)
    return [text[at : at + _LETTERS] for text in whole for at in range(max(1, len(text) - _LETTERS + 1))]


_TERMS: tuple[Callable[[Iterable[Word]], list[str]], ...] = (_stems, _parts)


@lru_cache(maxsize=4)
def _indexed(snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[_Index, ...]]:
    """Ids of entities, then of claims, and their texts by words and by parts of words."""
    records = snapshot.records
    texts = [_of_entity(snapshot, key) for key in records.entities]
    texts += [
        " ; ".join((sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object]), claim.rationale))
        for claim in records.claims.values()
    ]
    texts = [
        " ; ".join((text, *_paraphrases(snapshot, key)))
        for text, key in zip(texts, (*records.entities, *records.claims), strict=True)
    ]
    words = [words_of(text) for text in texts]
    return (*records.entities, *records.claims), tuple(_Index([terms(each) for each in words]) for terms in _TERMS)


@lru_cache(maxsize=4)
def recorded_stems(snapshot: Snapshot) -> frozenset[str]:
    """Stems of all words that are recorded: in names, descriptions, claims and paraphrases."""
    return frozenset(_indexed(snapshot)[1][0].inverted)


def _of_entity(snapshot: Snapshot, key: str) -> str:
    entity = snapshot.entity(key)
    return " ; ".join((entity.label(), *(text for _, text in entity.labels), *alternatives(entity), entity.description()))


def _paraphrases(snapshot: Snapshot, key: str) -> Iterator[str]:
    claim = snapshot.records.claims.get(key)
    if claim:
        yield from (piece.paraphrase for piece in snapshot.evidence_of(claim) if piece.paraphrase)


def nearest(snapshot: Snapshot, words: Sequence[Word], language: str = "en") -> Nearest:
    """The nearest entities and claims; none where no text has enough of the words."""
    keys, indices = _indexed(snapshot)
    asked = [word for word in words if not word.little and word.stem not in TELLING_NOTHING]
    total = sum(indices[0].rarity(word.stem) for word in asked)
    if not asked or not total:
        return Nearest()
    found: dict[int, float] = defaultdict(float)
    for terms, index in zip(_TERMS, indices, strict=True):
        scores = index.scores(terms(asked))
        most = max(scores.values(), default=1.0)
        for number, score in scores.items():
            found[number] += score / most
    ranked = [number for number, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]
    stems = [_of(indices[0], number, asked) for number in ranked[: 4 * _SHOWN]]
    enough = [number for number, share in zip(ranked, stems, strict=False) if share >= _LEAST * total]
    if not enough:
        return Nearest()
    near = [number for number in ranked if found[number] >= _NEAR * found[ranked[0]]]
    entities = [keys[number] for number in near if number < len(snapshot.records.entities)][:_SHOWN]
    claims = [keys[number] for number in near if number >= len(snapshot.records.entities)][:_SHOWN]
    return Nearest(
        tuple(_near_entity(snapshot, key, language) for key in entities),
        tuple(_near_claim(snapshot, key, language) for key in claims),
    )


def _of(index: _Index, number: int, asked: Sequence[Word]) -> float:
    """Weight of those of the words that a text has."""
    return sum(
        index.rarity(word.stem)
        for word in asked
        if word.stem in index.inverted and any(text == number for text, _ in index.inverted[word.stem])
    )


def _near_entity(snapshot: Snapshot, key: str, language: str) -> NearEntity:
    entity = snapshot.entity(key)
    sides = (AspectAsk(aspect, (key,)) for aspect in (AGAINST, HELP, EFFECT, CAUSE, DOES))
    asks = [
        aspect_question(snapshot, side, language)
        for side in sides
        if aspect_claims(snapshot, side)[0] and not aspect_claims(snapshot, side)[1]
    ]
    return NearEntity(key, entity.label(language), entity.description(language), tuple(asks[:_SHOWN]))


def _near_claim(snapshot: Snapshot, key: str, language: str) -> NearClaim:
    claim = snapshot.records.claims[key]
    return NearClaim(key, sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language))
