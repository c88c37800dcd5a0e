"""A question typed in plain words, understood without any model: by the library's ways to say things and the data's names.

What is not understood is said so, with the nearest questions to choose from; nothing is guessed in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from trosol.questions.catalogue import MAX_WAYS, Question
from trosol.questions.mentions import Mention, fitting, known_words, mentions
from trosol.questions.tokens import STOP, Telling, stems
from trosol.store.snapshot import Snapshot

__all__ = ["BUDGET", "SURE", "Understanding", "Work", "understand"]

SURE = 0.56
"""From this score on a question counts as understood. Set on the questions' own ways to say things, not on the held-out list."""

_LEAST = 0.45
"""A name that is sure does not make the question sure: with less than this of its words alike it is offered, not answered.

Set by leaving out one of the ways to say a question at a time and asking in just those words.
"""
_MOST_MENTIONS = 14
_BEAM = _MOST_MENTIONS * (_MOST_MENTIONS - 1)
"""So many of the best partly filled questions are filled further: of a question with two blanks, every way to fill it."""

BUDGET = 200_000
"""Steps for one text over all questions together: to fill a blank once more, or to hold one filling against one way to ask.

Questions share it alike, so that none of an ecosystem's own takes it from others; those that come with Trosol stay far below it.
"""
_UNKNOWN = 24
"""So many words that nobody knows are held against known ones."""
_NEAR, _SHORT = 76.0, 4
"""How alike a word must be to a known one to be taken for it misspelt, and the length up to which words never are.

Set on the questions' own ways to say things with typos put in, not on the held-out list."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """One way to understand what was typed: a question of the library with its blanks filled; ``score`` 0 to 1."""

    question: Question
    values: dict[str, str] = field(hash=False)
    score: float = 0.0

    def title(self, snapshot: Snapshot, language: str = "en") -> str:
        """The question with its blanks filled."""
        return self.question.filled({k: snapshot.entity(v).label(language) for k, v in self.values.items()}, language)

    def to_json(self, snapshot: Snapshot, language: str = "en") -> dict[str, Any]:
        """Plain values."""
        return {
            "question": self.question.name,
            "understood_as": self.title(snapshot, language),
            "values": dict(self.values),
            "score": round(self.score, 3),
        }


@dataclass
class Work:
    """Counts what matching a text takes, in steps."""

    steps: int = 0


def understand(
    text: str, snapshot: Snapshot, questions: Sequence[Question], most: int = 5, work: Work | None = None
) -> tuple[Understanding, ...]:
    """Ways to understand a text, best first; those with a score of :data:`SURE` or more count as understood.

    ``work``: where to count the steps, which are never more than :data:`BUDGET`.
    """
    work = work or Work()
    words = stems(text[:500])
    if not words:
        return ()
    ways = [(question, tuple(frozenset(stems(wording)) for wording in question.wordings())) for question in questions]
    telling = Telling(way for _, of_one in ways for way in of_one)
    words = _spelt(words, frozenset(stem for _, of_one in ways for way in of_one for stem in way), known_words(snapshot))
    named = mentions(snapshot, words)
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Understanding] = {}
    # The first blank, and one filling of each question, are always looked at.
    share = max(0, BUDGET // max(1, len(ways)) - _MOST_MENTIONS - MAX_WAYS)
    for question, of_one in ways:
        fillings = _fillings(question, snapshot, named, share // 2, work)
        for values, used, sure in fillings[: max(1, share // 2 // len(of_one))]:
            rest = frozenset(word for place, word in enumerate(words) if place not in used)
            work.steps += len(of_one)
            alike = max(telling.alike(rest, way) for way in of_one)
            score = alike if not question.parameters else 0.62 * alike + 0.38 * sure if alike > 0 else 0.0
            if alike < _LEAST:
                score = min(score, SURE - 0.01)
            key = (question.name, tuple(sorted(values.items())))
            if score > 0 and (key not in best or best[key].score < score):
                best[key] = Understanding(question, values, score)
    # Of questions that fit alike, the one that can be asked of fewer things says more about what was typed.
    breadth = {question.name: sum(len(fitting(snapshot, p.classes)) for p in question.parameters) for question in questions}
    ranked = sorted(best.values(), key=lambda r: (-r.score, breadth[r.question.name], r.question.name, tuple(r.values.items())))
    return tuple(ranked[:most])


def _spelt(words: Sequence[str], asked: frozenset[str], named: frozenset[str]) -> tuple[str, ...]:
    """Words that nobody knows, read as the nearest one of the ways to ask; misspelt names are found by their whole labels."""
    from rapidfuzz import fuzz, process

    everything = asked | named | STOP
    unknown = [word for word in dict.fromkeys(words) if len(word) > _SHORT and word not in everything][:_UNKNOWN]
    known = sorted(word for word in asked if len(word) >= _SHORT)
    names = sorted(named) if unknown else []
    instead = {}
    for word in unknown:
        near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        # A name that is as near is left to the names.
        if near and not process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=near[1] + 1e-6):
            instead[word] = near[0]
    return tuple(instead.get(word, word) for word in words)


def _fillings(
    question: Question, snapshot: Snapshot, named: Sequence[Mention], steps: int, work: Work
) -> list[tuple[dict[str, str], frozenset[int], float]]:
    """Ways to fill the blanks with what is mentioned: values, places of the words used, and how sure the names are; surest first.

    One blank after the other is filled, and only the surest of what is partly filled goes on: the work grows with the number of
    blanks, not with that of all ways to fill them. ``steps``: how many times a blank may be filled.
    """
    if not question.parameters:
        return [({}, frozenset(), 0.0)]
    fits = [
        [m for m in named if snapshot.ontology.is_a(snapshot.entity(m.id).type, p.classes)][:_MOST_MENTIONS]
        for p in question.parameters
    ]
    # What all blanks but the last are filled with costs a step for each thing that the next one may be filled with.
    width = max(1, min(_BEAM, steps // _MOST_MENTIONS // max(1, len(fits) - 1)))
    beam: list[tuple[Mention, ...]] = [()]
    for number, fit in enumerate(fits, 1):
        work.steps += len(beam) * len(fit)
        beam = sorted(
            ((*chosen, mention) for chosen in beam for mention in fit if not _overlap(chosen, mention)),
            key=lambda chosen: -_sure(chosen),
        )[: width if number < len(fits) else _BEAM]
    return [
        (
            {p.name: m.id for p, m in zip(question.parameters, chosen, strict=True)},
            frozenset(place for m in chosen for place in range(m.start, m.end)),
            _sure(chosen),
        )
        for chosen in beam
    ]


def _sure(chosen: Sequence[Mention]) -> float:
    # Blanks are filled in the order in which things are mentioned.
    in_order = all(a.start < b.start for a, b in pairwise(chosen))
    return sum(m.score for m in chosen) / len(chosen) - (0 if in_order else 0.05)


def _overlap(chosen: Sequence[Mention], further: Mention) -> bool:
    return any(m.id == further.id or (m.start < further.end and further.start < m.end) for m in chosen)
