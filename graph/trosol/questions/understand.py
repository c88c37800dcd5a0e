"""A question typed in plain words, understood without any model: by the library's ways to say things and the data's names.

What is not understood is said so, with the nearest questions to choose from; nothing is guessed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from typing import Any

from trosol.questions.catalogue import Question
from trosol.questions.mentions import Mention, fitting, known_words, mentions
from trosol.questions.tokens import STOP, Telling, stems
from trosol.store.snapshot import Snapshot

__all__ = ["SURE", "Reading", "understand"]

SURE = 0.56
"""From this score on a question counts as understood. Set on the questions' own ways to say things, not on the held-out list."""

_LEAST = 0.45
"""A name that is sure does not make the question sure: with less than this of its words alike it is offered, not answered.

Set by leaving out one of the ways to say a question at a time and asking in just those words.
"""
_BLANK = "blank"
_MOST_MENTIONS = 14
_NEAR, _SHORT = 76.0, 4
"""How alike a word must be to a known one to be taken for it misspelt, and the length up to which words never are.

Set on the questions' own ways to say things with typos put in, not on the held-out list."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what was typed: a question of the library with its blanks filled; ``score`` 0 to 1."""

    question: Question
    values: dict[str, str] = field(hash=False)
    score: float = 0.0

    def title(self, snapshot: Snapshot, language: str = "en") -> str:
        """The question with its blanks filled."""
        return self.question.title(language).format(**{k: snapshot.entity(v).label(language) for k, v in self.values.items()})

    def to_json(self, snapshot: Snapshot, language: str = "en") -> dict[str, Any]:
        """Plain values."""
        return {
            "question": self.question.name,
            "understood_as": self.title(snapshot, language),
            "values": dict(self.values),
            "score": round(self.score, 3),
        }


def understand(text: str, snapshot: Snapshot, questions: Sequence[Question], most: int = 5) -> tuple[Reading, ...]:
    """Ways to understand a text, best first; those with a score of :data:`SURE` or more count as understood."""
    words = stems(text[:500])
    if not words:
        return ()
    ways = [(question, _way(way)) for question in questions for way in question.ways()]
    telling = Telling(stem for _, stem in ways)
    words = _spelt(words, frozenset(stem for _, way in ways for stem in way), known_words(snapshot))
    named = mentions(snapshot, words)
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for question, way in ways:
        for values, used, sure in _fillings(question, snapshot, named):
            rest = [word for place, word in enumerate(words) if place not in used]
            alike = telling.alike(rest, [word for word in way if word != _BLANK])
            score = alike if not question.parameters else 0.62 * alike + 0.38 * sure if alike > 0 else 0.0
            if alike < _LEAST:
                score = min(score, SURE - 0.01)
            key = (question.name, tuple(sorted(values.items())))
            if score > 0 and (key not in best or best[key].score < score):
                best[key] = Reading(question, values, score)
    # Of questions that fit alike, the one that can be asked of fewer things says more about what was typed.
    breadth = {question.name: sum(len(fitting(snapshot, p.classes)) for p in question.parameters) for question in questions}
    ranked = sorted(best.values(), key=lambda r: (-r.score, breadth[r.question.name], r.question.name, tuple(r.values.items())))
    return tuple(ranked[:most])


def _spelt(words: Sequence[str], asked: frozenset[str], named: frozenset[str]) -> tuple[str, ...]:
    """Words that nobody knows, read as the nearest one of the ways to ask; misspelt names are found by their whole labels."""
    from rapidfuzz import fuzz, process

    unknown = [word for word in dict.fromkeys(words) if len(word) > _SHORT and word not in asked | named | STOP]
    known = sorted(word for word in asked if len(word) >= _SHORT)
    instead = {}
    for word in unknown:
        near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        # A name that is as near is left to the names.
        if near and not process.extractOne(word, sorted(named), scorer=fuzz.ratio, score_cutoff=near[1] + 1e-6):
            instead[word] = near[0]
    return tuple(instead.get(word, word) for word in words)


def _way(text: str) -> tuple[str, ...]:
    return stems(re.sub(r"\{\w+\}", f" {_BLANK} ", text))


def _fillings(
    question: Question, snapshot: Snapshot, named: Sequence[Mention]
) -> list[tuple[dict[str, str], frozenset[int], float]]:
    """Ways to fill the blanks with what is mentioned: values, places of the words used, and how sure the names are."""
    if not question.parameters:
        return [({}, frozenset(), 0.0)]
    fits = [
        [m for m in named if snapshot.ontology.is_a(snapshot.entity(m.id).type, p.classes)][:_MOST_MENTIONS]
        for p in question.parameters
    ]
    if len(question.parameters) == 1:
        name = question.parameters[0].name
        return [({name: m.id}, frozenset(range(m.start, m.end)), m.score) for m in fits[0]]
    found = []
    pool = list(dict.fromkeys(m for fit in fits for m in fit))[:_MOST_MENTIONS]
    for chosen in permutations(pool, len(question.parameters)):
        if any(m not in fit for m, fit in zip(chosen, fits, strict=True)) or _overlap(chosen):
            continue
        # Blanks are filled in the order in which things are mentioned.
        in_order = all(a.start < b.start for a, b in pairwise(chosen))
        sure = sum(m.score for m in chosen) / len(chosen) - (0 if in_order else 0.05)
        values = {p.name: m.id for p, m in zip(question.parameters, chosen, strict=True)}
        found.append((values, frozenset(place for m in chosen for place in range(m.start, m.end)), sure))
    return found


def _overlap(chosen: Sequence[Mention]) -> bool:
    places = [place for m in chosen for place in range(m.start, m.end)]
    return len(places) != len(set(places)) or len({m.id for m in chosen}) != len(chosen)
