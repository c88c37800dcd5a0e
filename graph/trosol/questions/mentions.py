"""Things that a question mentions: labels found in its words, with typos, endings and missing accents forgiven."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from trosol.questions.tokens import STOP, stems
from trosol.store.snapshot import Snapshot

__all__ = ["Mention", "fitting", "known_words", "mentions"]

_LONGEST = 8
_NEAR = 86.0
_SHORT = 5


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
        total = len(self.texts)
        self.weights = {word: float(np.log(1 + total / len(places))) for word, places in self.with_word.items()}


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
    windows = [(a, b) for a in range(len(words)) for b in range(a + 1, min(len(words), a + _LONGEST) + 1)]
    texts = [" ".join(words[a:b]) for a, b in windows]
    ratios: npt.NDArray[np.float32] = process.cdist(texts, names.texts, scorer=fuzz.ratio, score_cutoff=_NEAR, dtype=np.float32)
    best: dict[tuple[str, int, int], float] = {}

    def keep(number: int, window: tuple[int, int], score: float) -> None:
        for key in names.owners[number]:
            place = (key, *window)
            best[place] = max(best.get(place, 0.0), score)

    for row, column in zip(*np.nonzero(ratios), strict=True):
        text, ratio = texts[row], float(ratios[row, column]) / 100
        # A typo in a short word makes another word.
        if ratio == 1 or len(text) > _SHORT:
            keep(int(column), windows[row], ratio if ratio == 1 else ratio - 0.05)
    for window in windows:
        inside = {word for word in words[window[0] : window[1]] if word not in STOP}
        if not inside or len(inside) != len({*words[window[0] : window[1]]}):
            continue
        places = [set(names.with_word.get(word, ())) for word in inside]
        for number in set.intersection(*places):
            own = names.words[number]
            share = sum(names.weights[w] for w in inside) / sum(names.weights[w] for w in set(own))
            if share < 1:
                keep(number, window, 0.35 + 0.5 * share)
    # Longer and surer mentions first; of the same words and score, by id.
    found = [Mention(key, a, b, round(score, 4)) for (key, a, b), score in best.items()]
    return tuple(sorted(found, key=lambda m: (-m.score * (1 + 0.1 * (m.end - m.start)), m.start, m.id))[:most])
