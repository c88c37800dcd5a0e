"""What somebody may be about to ask: questions of the library with their blanks filled, while they type.

Blanks are filled with things of the ecosystem for which the question has an answer, so that no suggestion leads nowhere.
Typos, missing accents and a last word that is not yet whole are forgiven; every language of titles and labels is understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from trosol.errors import TrosolError
from trosol.plain import ToJson, as_json
from trosol.questions.catalogue import Question
from trosol.questions.mentions import fitting
from trosol.questions.tokens import STOP, folded, stems
from trosol.sparql.query_pool import Pool, pool_of
from trosol.store.snapshot import Snapshot

__all__ = ["Suggestion", "answerable", "answered_with", "offered", "suggest"]

_LEAST = 0.5
"""Share of what was typed that a suggestion must account for."""
_OF_ONE = 3
"""So many suggestions of one question at most, to leave room for others."""
_TRIED = 1600
"""So many ways to fill the blanks of a question with several are tried: with the 40 best-fitting things for each of two blanks,
11 of three, 6 of four."""
_NEAR, _SHORT, _STOPPED = 82.0, 4, 0.15
_LONGEST, _MOST_WORDS = 300, 60
_WORD = re.compile(r"[^\W_]+")
_SELECT, _WHERE = re.compile(r"\bSELECT\b", re.IGNORECASE), re.compile(r"\bWHERE\b", re.IGNORECASE)
_GROUPS = re.compile(r"\b(GROUP\s+BY|HAVING|LIMIT|OFFSET)\b", re.IGNORECASE)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suggestion(ToJson):
    """A question with its blanks filled: its name, what fills them (blank to id), how it reads; ``score`` 0 to 1."""

    question: str
    values: dict[str, str] = field(hash=False)
    text: str = ""
    score: float = field(default=0.0, metadata=as_json(digits=3))


def suggest(
    library: Sequence[Question],
    snapshot: Snapshot,
    text: str,
    language: str = "en",
    limit: int = 8,
    pool: Pool | None = None,
) -> tuple[Suggestion, ...]:
    """Questions that go with what was typed so far, best first; for nothing typed, those without blanks first.

    The first call for a question asks which things have an answer to it (some milliseconds); later ones remember.
    """
    typed = _Typed(text)
    if not typed.words:
        blank = [question for question in library if not question.parameters and not text.strip()]
        return tuple(Suggestion(question.name, {}, question.title(language), 1.0) for question in blank[:limit])
    found = [(question, _fillings(question, snapshot, typed)) for question in library]
    # Of questions that fit alike, those that can be asked of fewer things say more about what was typed.
    found.sort(key=lambda each: (-each[1].best, each[1].breadth, each[0].name))
    made: list[Suggestion] = []
    for question, raw in found:
        # Nothing of this question, nor of those after it, can come before what is there.
        if raw.best < _LEAST or (len(made) >= limit and made[limit - 1].score > raw.best):
            break
        made += _of_one(question, raw, snapshot, language, pool or pool_of(snapshot))
        made.sort(key=lambda one: -one.score)
    return tuple(made[:limit])


def offered(
    library: Sequence[Question], snapshot: Snapshot, language: str = "en", most: int = 300, pool: Pool | None = None
) -> tuple[Suggestion, ...]:
    """Every question that has an answer, to choose from while typing: those without blanks, then those with one, filled.

    Questions that more than ``most`` things can fill say little about any of them, and are left to whoever types them.
    """
    made = [Suggestion(question.name, {}, question.title(language), 1.0) for question in library if not question.parameters]
    for question in library:
        keys = answerable(question, snapshot, pool) if len(question.parameters) == 1 else None
        if keys is None or len(keys) > most:
            continue
        name = question.parameters[0].name
        filled = [
            Suggestion(question.name, {name: key}, question.filled({name: snapshot.entity(key).label(language)}, language), 1.0)
            for key in keys
        ]
        made += sorted(filled, key=lambda one: (one.text.casefold(), *one.values.values()))
    return tuple(made)


def answered_with(question: Question, snapshot: Snapshot, pool: Pool | None = None) -> frozenset[tuple[str, ...]] | None:
    """Ids, one for each blank, with which a question has an answer; an empty id stands for anything. None where that cannot be told."""
    return _answered(snapshot, question, pool or pool_of(snapshot)) if question.parameters else None


def answerable(question: Question, snapshot: Snapshot, pool: Pool | None = None) -> frozenset[str] | None:
    """Ids with which the one blank of a question has an answer; None where that cannot be told."""
    answered = _answered(snapshot, question, pool or pool_of(snapshot)) if len(question.parameters) == 1 else None
    if answered is None or ("",) in answered:
        return None
    fits = frozenset(fitting(snapshot, question.parameters[0].classes))
    return frozenset(key for (key,) in answered if key in fits)


def _of_one(question: Question, raw: _Fillings, snapshot: Snapshot, language: str, pool: Pool) -> list[Suggestion]:
    made: list[Suggestion] = []
    answered = _answered(snapshot, question, pool) if question.parameters else None
    seen: set[frozenset[str]] = set()
    for keys, score in raw.choices:
        if score < _LEAST or len(made) >= _OF_ONE:
            break
        # The same things the other way round are the same suggestion.
        if frozenset(keys) in seen or (answered is not None and not _has(answered, keys)):
            continue
        seen.add(frozenset(keys))
        values = {parameter.name: key for parameter, key in zip(question.parameters, keys, strict=True)}
        names = {name: snapshot.entity(key).label(language) for name, key in values.items()}
        made.append(Suggestion(question.name, values, question.filled(names, language), score))
    return made


class _Typed:
    """What was typed: its words without capitals and accents, how much each says, and which is perhaps not yet whole."""

    def __init__(self, text: str) -> None:
        flat = folded(text[:_LONGEST])
        words = tuple(_WORD.findall(flat))
        self.words = words[:_MOST_WORDS]
        self.unfinished = bool(words) and words == self.words and flat[-1:].isalnum()
        weights = [_STOPPED if word in STOP else 1.0 for word in self.words]
        if self.unfinished and len(self.words[-1]) == 1:
            weights[-1] = _STOPPED
        self.weights: Floats = np.array(weights or [1.0])

    def against(self, names: _Words) -> Floats:
        """How alike each word typed is to each name's nearest word: one row for each name, one column for each word."""
        from rapidfuzz import fuzz, process

        if not self.words:
            return np.ones((len(names.members), 1))
        near = process.cdist(self.words, names.words, scorer=fuzz.ratio, dtype=np.float64)
        alike = np.where(near >= _NEAR, 0.9 * near / 100, 0.0)
        for place, word in enumerate(self.words):
            if len(word) < _SHORT:
                alike[place] = 0.0
            for number in names.by_stem.get(_stem(word), ()):
                alike[place, number] = 1.0
            if self.unfinished and place == len(self.words) - 1:
                for number, known in enumerate(names.words):
                    if known.startswith(word):
                        alike[place, number] = max(alike[place, number], 0.75 + 0.25 * len(word) / len(known))
                    elif len(word) > _SHORT and fuzz.ratio(word, known[: len(word)]) >= _NEAR:
                        alike[place, number] = max(alike[place, number], 0.7)
        return np.array([alike[:, list(member)].max(axis=1) if member else np.zeros(len(self.words)) for member in names.members])


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    found = stems(word)
    return found[0] if found else word


class _Words:
    """Texts as sets of words out of one list, so that each word is compared but once."""

    def __init__(self, texts: Sequence[str]) -> None:
        split = [tuple(dict.fromkeys(_WORD.findall(folded(text)))) for text in texts]
        self.words = sorted({word for words in split for word in words})
        place = {word: number for number, word in enumerate(self.words)}
        self.members = [tuple(place[word] for word in words) for words in split]
        self.by_stem: dict[str, list[int]] = {}
        for word, number in place.items():
            self.by_stem.setdefault(_stem(word), []).append(number)
        weights = np.array([_STOPPED if word in STOP else 1.0 for word in self.words] or [1.0])
        self.sizes: Floats = np.array([weights[list(member)].sum() if member else 1.0 for member in self.members])


class _Things:
    """Entities by every name they have, and how often claims speak of each."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.keys = sorted(snapshot.records.entities)
        named = [
            (number, label)
            for number, key in enumerate(self.keys)
            for label in (*(label for _, label in snapshot.entity(key).labels), key.replace("-", " "))
        ]
        self.owner = np.array([number for number, _ in named])
        self.words = _Words([label for _, label in named])
        self.told: Floats = np.array([float(len(snapshot.claims_of(key))) for key in self.keys])


@lru_cache(maxsize=4)
def _things(snapshot: Snapshot) -> _Things:
    return _Things(snapshot)


@lru_cache(maxsize=512)
def _ways(question: Question) -> _Words:
    return _Words(question.wordings())


@lru_cache(maxsize=512)
def _fitting(snapshot: Snapshot, classes: tuple[str, ...]) -> npt.NDArray[np.int64]:
    fits = frozenset(fitting(snapshot, classes))
    return np.array([number for number, key in enumerate(_things(snapshot).keys) if key in fits], dtype=np.int64)


@dataclass(frozen=True)
class _Fillings:
    """Ways to fill the blanks of a question, best first, each with its score.

    ``best``: the score of the first. ``breadth``: how many things may fill its blanks.
    """

    best: float
    choices: tuple[tuple[tuple[str, ...], float], ...]
    breadth: int = 0


def _fillings(question: Question, snapshot: Snapshot, typed: _Typed) -> _Fillings:
    ways = _ways(question)
    of_ways = typed.against(ways)
    if not question.parameters:
        score = float(_score(typed, of_ways, of_ways @ typed.weights, ways.sizes).max())
        return _Fillings(score, (((), score),))
    things, (of_things, whole) = _things(snapshot), _named(snapshot, typed)
    blanks = [_fitting(snapshot, parameter.classes) for parameter in question.parameters]
    if any(not len(blank) for blank in blanks):
        return _Fillings(0.0, ())
    # The best way to say it need not be the same for every filling; with few words it hardly matters, so one is taken.
    way = int(np.argmax(of_ways @ typed.weights + 1e-6 / ways.sizes))
    named = of_things @ typed.weights
    if len(blanks) == 1:
        sets: list[tuple[int, ...]] = [(int(number),) for number in blanks[0]]
    else:
        each_of = int(_TRIED ** (1 / len(blanks)) + 1e-9)
        best = [blank[np.lexsort((-things.told[blank], -named[blank]))][:each_of] for blank in blanks]
        sets = [tuple(map(int, each)) for each in product(*best) if len(set(map(int, each))) == len(each)]
    if not sets:
        return _Fillings(0.0, ())
    numbers = np.array(sets)
    explained = np.maximum(of_ways[way], of_things[numbers].max(axis=1)) @ typed.weights / typed.weights.sum()
    said = min(1.0, float(of_ways[way] @ typed.weights) / ways.sizes[way])
    scores = np.round(0.72 * explained + 0.14 * said + 0.14 * whole[numbers].mean(axis=1), 4)
    # Of alike ones first those in the order in which they are named, then those of which most is told.
    places = of_things.argmax(axis=1)[numbers]
    swapped = (np.diff(places, axis=1) < 0).any(axis=1)
    order = np.lexsort((-things.told[numbers].sum(axis=1), swapped, -scores))
    choices = tuple((tuple(things.keys[n] for n in sets[place]), float(scores[place])) for place in order)
    return _Fillings(choices[0][1], choices, sum(map(len, blanks)))


def _score(typed: _Typed, alike: Floats, said: Floats, sizes: Floats) -> Floats:
    explained: Floats = (alike @ typed.weights) / typed.weights.sum()
    return 0.72 * explained + 0.28 * np.minimum(1.0, said / sizes)


@lru_cache(maxsize=4)
def _last_named(snapshot: Snapshot, words: tuple[str, ...], unfinished: bool) -> tuple[Floats, Floats]:
    typed = _Typed(" ".join(words) + ("" if unfinished else " "))
    things = _things(snapshot)
    alike = typed.against(things.words)
    of_things = np.zeros((len(things.keys), alike.shape[1]))
    np.maximum.at(of_things, things.owner, alike)
    whole = np.zeros(len(things.keys))
    np.maximum.at(whole, things.owner, np.minimum(1.0, (alike @ typed.weights) / things.words.sizes))
    return of_things, whole


def _named(snapshot: Snapshot, typed: _Typed) -> tuple[Floats, Floats]:
    """For each thing: how alike each word typed is to its names (a row each), and how much of a name was typed."""
    return _last_named(snapshot, typed.words, typed.unfinished)


OPEN_SECONDS = 20.0
"""Seconds that questions with their blanks left open may take of the workers, all those of an ecosystem together, as the workers
count them. Those that come with Trosol take a fraction of one; past it, what has no answer is suggested too."""
_COST: dict[str, float] = {}


def _spend(snapshot: Snapshot, seconds: float) -> None:
    while len(_COST) >= _MOST:
        _COST.pop(next(iter(_COST)))
    _COST[snapshot.digest] = _COST.get(snapshot.digest, 0.0) + seconds


_ANSWERED: dict[tuple[str, str], frozenset[tuple[str, ...]] | None] = {}
_MOST = 1000


def _answered(snapshot: Snapshot, question: Question, pool: Pool) -> frozenset[tuple[str, ...]] | None:
    """What the blanks can be filled with so that there is an answer; an empty text stands for anything.

    Asked with the blanks left open, once. None where that cannot be told.
    """
    place = (snapshot.digest, question.query)
    if place not in _ANSWERED:
        if _COST.get(snapshot.digest, 0.0) > OPEN_SECONDS:
            return None
        while len(_ANSWERED) >= _MOST:
            _ANSWERED.pop(next(iter(_ANSWERED)))
        _ANSWERED[place] = _ask_open(snapshot, question, pool)
    return _ANSWERED[place]


def _ask_open(snapshot: Snapshot, question: Question, pool: Pool) -> frozenset[tuple[str, ...]] | None:
    body = "\n".join(line for line in question.query.splitlines() if not line.lstrip().startswith("#"))
    select = _SELECT.search(body)
    where = _WHERE.search(body, select.end()) if select else None
    if not select or not where or _GROUPS.search(body):
        return None
    names = [parameter.name for parameter in question.parameters]
    query = f"{body[: select.start()]}SELECT DISTINCT {' '.join(f'?{name}' for name in names)} WHERE{body[where.end() :]}"
    try:
        answer = pool.run(query)
    except TrosolError:
        # How long it took is not told; it was the whole time at worst.
        _spend(snapshot, pool.limits.seconds)
        return None
    _spend(snapshot, answer.seconds)
    if answer.cut:
        return None
    keys = {snapshot.iri("entities", key): key for key in snapshot.records.entities}
    return frozenset(tuple("" if cell is None else keys.get(cell.value, "?") for cell in row) for row in answer.rows)


def _has(answered: frozenset[tuple[str, ...]], keys: tuple[str, ...]) -> bool:
    return any(each in answered for each in product(*((key, "") for key in keys)))
