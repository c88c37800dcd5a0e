"""Things that a question mentions: labels found in its words, with typos, endings and missing accents forgiven."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from trosol.questions.tokens import STOP, stems
from trosol.store.snapshot import Snapshot

__all__ = ["COMPARED", "Mention", "fitting", "known_words", "mentions"]

_LONGEST = 8
_NEAR = 86.0
_SHORT = 5
COMPARED = 32_000_000
"""So many comparisons of some words of a question with a label, at most; of a longer question among more labels, its first words."""
_MOST_WORDS = 80
"""So many words of a question are looked through."""
_SHARED = 2000
"""A word that stands in more labels than these tells none from another, and only narrows what other words found."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words ``start`` to ``end`` of a question that name the entity ``id``; ``score`` 0 to 1."""

    id: str
    start: int
    end: int
    score: float


class _Names:
    """Labels of an ecosystem as stems, each with its entities."""

    def __init__(self, snapshot: Snapshot) -> None:
        found: dict[str, set[str]] = {}
        for key, entity in snapshot.records.entities.items():
            for text in (*(label for _, label in entity.labels), key.replace("-", " ")):
                found.setdefault(" ".join(stems(text)), set()).add(key)
        found.pop("", None)
        self.texts = sorted(found)
        self.owners = [sorted(found[text]) for text in self.texts]
        self.words = [tuple(word for word in text.split() if word not in STOP) or tuple(text.split()) for text in self.texts]
        self.with_word: dict[str, list[int]] = {}
        for number, words in enumerate(self.words):
            for word in set(words):
                self.with_word.setdefault(word, []).append(number)
        self.word_sets = [frozenset(words) for words in self.words]
        total = len(self.texts)
        self.weights = {word: math.log(1 + total / len(places)) for word, places in self.with_word.items()}

    def holding(self, words: Iterable[str]) -> list[int]:
        """Labels in which all of these words stand, among them one that is not in more than :data:`_SHARED` labels."""
        rarest = min((self.with_word.get(word, []) for word in words), key=len)
        if len(rarest) > _SHARED:
            return []
        return [number for number in rarest if self.word_sets[number].issuperset(words)]


@lru_cache(maxsize=4)
def _names(snapshot: Snapshot) -> _Names:
    return _Names(snapshot)


@lru_cache(maxsize=512)
def fitting(snapshot: Snapshot, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the things that are of one of these classes, in order."""
    entities = snapshot.records.entities
    return tuple(sorted(key for key, entity in entities.items() if snapshot.ontology.is_a(entity.type, classes)))


def known_words(snapshot: Snapshot) -> frozenset[str]:
    """Stems of all words that name something."""
    return frozenset(word for text in _names(snapshot).texts for word in text.split())


def mentions(snapshot: Snapshot, words: tuple[str, ...], most: int = 40) -> tuple[Mention, ...]:
    """Mentions in the stems of a question, best first: whole labels, nearly whole ones, and telling parts of labels."""
    from rapidfuzz import fuzz, process

    names = _names(snapshot)
    if not words or not names.texts:
        return ()
    words = words[:_MOST_WORDS]
    windows = [(a, b) for a in range(len(words)) for b in range(a + 1, min(len(words), a + _LONGEST) + 1)]
    windows = windows[: max(_LONGEST, COMPARED // len(names.texts))]
    best: dict[tuple[str, int, int], float] = {}

    def keep(number: int, window: tuple[int, int], score: float) -> None:
        for key in names.owners[number][:most]:
            place = (key, *window)
            best[place] = max(best.get(place, 0.0), score)

    for window in windows:
        text = " ".join(words[window[0] : window[1]])
        for _, percent, number in process.extract(text, names.texts, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_SHARED):
            # A typo in a short word makes another word.
            if percent == 100 or len(text) > _SHORT:
                keep(number, window, 1.0 if percent == 100 else percent / 100 - 0.05)
    for window in windows:
        inside = {word for word in words[window[0] : window[1]] if word not in STOP}
        if not inside or len(inside) != len({*words[window[0] : window[1]]}):
            continue
        for number in names.holding(inside):
            own = names.words[number]
            share = sum(names.weights[w] for w in inside) / sum(names.weights[w] for w in set(own))
            if share < 1:
                keep(number, window, 0.35 + 0.5 * share)
    # Longer and surer mentions first; of the same words and score, by id.
    found = [Mention(key, a, b, round(score, 4)) for (key, a, b), score in best.items()]
    return tuple(sorted(found, key=lambda m: (-m.score * (1 + 0.1 * (m.end - m.start)), m.start, m.id))[:most])
