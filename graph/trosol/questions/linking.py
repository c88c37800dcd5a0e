"""What the words of a question name: entities, classes and relations, each with the places of its words and how sure it is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trosol.questions.known_names import Name, Phrase, Vocabulary, vocabulary
from trosol.questions.wording import Word, base
from trosol.store.snapshot import Snapshot

__all__ = ["Link", "Linked", "link"]

_MOST_ENTITIES, _MOST_KINDS, _MOST_RELATIONS = 14, 6, 16
_LEAST = 0.42
"""Share of a name's telling words that a question has to have."""
_HEAD = 0.68
_IN_TURN = 0.88
"""What is left where the words of a name stand in another order: *risk aversion causes* is not *causes of risk aversion*."""
_OF_TWO = 0.94
"""The same of a name of two words, both of which stand there: *what makes bales wet*."""
_AGENT = ("er", "or", "ers", "ors")
_LIGHT_WORDS = """
do say come go get take make have give put set look work stand lie deal call ask sit rest hang is show sound come hand keep
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Stems of verbs that say little without their preposition: *come* is not *come from*."""
_ENGLISH_ASKING = frozenset(["what", "who", "whom", "whose", "which", "where", "when", "why", "how"])
"""A question that begins so is asked in English: a verb of another language is a name that nobody knows."""
_GAP = 9
"""Words between the first and the last of a relation's phrase: *holds … back*."""

_TURNING = frozenset(
    ["not", "no", "never", "without", "lack", "lacking", "absence", "gap", "shortage", "ddim", "heb", "diffyg", "bwlch"]
)
_TURNED = 0.6
"""Without such a word of its name something is named by its opposite: *commissioners trusted* is no *commissioner trust gap*."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words at ``places`` name ``key`` (an id or IRI), ``sure`` 0 to 1; ``outward``, of a relation: see :class:`Phrase`."""

    key: str
    places: frozenset[int]
    sure: float
    outward: bool = True

    @property
    def start(self) -> int:
        """Place of the first word."""
        return min(self.places)

    @property
    def end(self) -> int:
        """Place after the last word."""
        return max(self.places) + 1


@dataclass(frozen=True, slots=True)
class Linked:
    """All that the words of a question name, surest first."""

    entities: tuple[Link, ...]
    kinds: tuple[Link, ...]
    relations: tuple[Link, ...]


def link(snapshot: Snapshot, words: Sequence[Word]) -> Linked:
    """Find what is named."""
    known = vocabulary(snapshot)
    return Linked(
        _best(_entities(snapshot, known, words), _MOST_ENTITIES),
        _best(_kinds(known, words), _MOST_KINDS),
        _best(_relations(known, words), _MOST_RELATIONS),
    )


def _best(links: Iterable[Link], most: int) -> tuple[Link, ...]:
    best: dict[tuple[str, frozenset[int], bool], Link] = {}
    for each in links:
        place = (each.key, each.places, each.outward)
        if place not in best or best[place].sure < each.sure:
            best[place] = each
    ranked = sorted(best.values(), key=lambda each: (-each.sure * (1 + 0.1 * len(each.places)), each.start, each.key))
    return tuple(ranked[:most])


def alike(asked: Word, named: Word) -> float:
    """How surely a word of a question is a word of a name: the same, another number, another ending, 0 for another word.

    Who does a thing and the thing done are not the same: *innovators* is no other form of *innovation*.
    """
    if asked.text == named.text:
        return asked.sure
    if asked.root == named.root:
        return 0.98 * asked.sure
    if asked.stem != named.stem:
        return 0.0
    if base(asked.text) == base(named.text):
        return 0.95 * asked.sure
    agents = [word.root.endswith(_AGENT) and len(word.root) > 5 for word in (asked, named)]
    return (0.55 if agents[0] != agents[1] else 0.8) * asked.sure


def _entities(snapshot: Snapshot, known: Vocabulary, words: Sequence[Word]) -> Iterator[Link]:
    candidates: dict[int, None] = {}
    for word in words:
        candidates.update(dict.fromkeys(known.with_stem.get(word.stem, ())))
    told = {key: len(snapshot.claims_of(key)) for key in {known.entities[number].key for number in candidates}}
    most = math.log1p(max(told.values(), default=1) or 1)
    for number in candidates:
        name = known.entities[number]
        for places, share in _runs(known, name, words):
            if share >= _LEAST:
                salient = math.log1p(told[name.key]) / most
                partly = 0.9 * share + 0.12 * (salient - 1)
                sure = name.weight * share + 0.04 * (salient - 1) if share > 0.97 else name.weight * partly
                yield Link(name.key, places, max(0.0, min(1.0, sure)))


def _runs(known: Vocabulary, name: Name, words: Sequence[Word]) -> Iterator[tuple[frozenset[int], float]]:
    """Places where words of a name stand together, and what share of the name they are."""
    matched: dict[int, tuple[int, float]] = {}
    for place, word in enumerate(words):
        scores = [(alike(word, named), -number) for number, named in enumerate(name.words)]
        score, number = max(scores, default=(0.0, 0))
        if score > 0:
            matched[place] = (-number, score)
    if all(words[place].little for place in matched) and not all(word.little for word in name.words):
        return
    total = sum(known.weight(word) for word in name.words)
    runs: list[list[int]] = []
    for place in matched:
        near = runs and all(words[between].little for between in range(runs[-1][-1] + 1, place)) and place - runs[-1][-1] <= 3
        again = runs and any(matched[other][0] == matched[place][0] for other in runs[-1])
        if near and not again:
            runs[-1].append(place)
        else:
            runs.append([place])
    together = {which for which, _ in matched.values()}
    within = [{matched[place][0] for place in run} for run in runs]
    if len(runs) > 1 and all(part < together for part in within) and len(together) == len(matched):
        runs.append(list(matched))
    for number, run in enumerate(runs):
        apart = 0.93 if number and len(run) == len(matched) > 1 else 1.0
        turned = any(matched[a][0] > matched[b][0] for a, b in pairwise(run))
        apart *= (_OF_TWO if len(run) == len(name.words) == 2 else _IN_TURN) if turned else 1.0
        best: dict[int, float] = defaultdict(float)
        for place in run:
            which, score = matched[place]
            best[which] = max(best[which], score)
        share = sum(known.weight(name.words[which]) * score for which, score in best.items()) / total if total else 0.0
        if share < _HEAD and name.head in best:
            # What it is, without the words that say which.
            share = max(share, (_HEAD + 0.2 * share) * min(best.values()))
        if any(word.text in _TURNING and which not in best for which, word in enumerate(name.words)):
            share *= _TURNED
        places = [place for place in run if not words[place].little] or run
        yield (frozenset(places) if number and apart < 1 else frozenset(range(min(places), max(places) + 1))), share * apart


def _kinds(known: Vocabulary, words: Sequence[Word]) -> Iterator[Link]:
    for name in known.classes:
        for places, sure in _in_order(name.words, words, gap=2):
            between = [place for place in range(min(places), max(places)) if place not in places]
            if all(words[place].little for place in between):
                yield Link(name.key, places | frozenset(between), sure * name.weight)


def _relations(known: Vocabulary, words: Sequence[Word]) -> Iterator[Link]:
    english = bool(words) and words[0].text in _ENGLISH_ASKING
    for phrase in known.phrases:
        if english and phrase.language not in ("", "en"):
            continue
        for places, sure in _in_order(phrase.needed, words, gap=_GAP):
            small = _small(phrase, words, places)
            bonus = 0.03 * len(small)
            if phrase.small and not small:
                light = len(phrase.needed) == 1 and phrase.needed[0].stem in _LIGHT
                bonus = -0.4 if light else -0.03
            likely = sure if sure >= 0.9 else sure * sure
            yield Link(phrase.relation, places | small, min(1.0, likely * phrase.weight + bonus), phrase.outward)


def _small(phrase: Phrase, words: Sequence[Word], places: frozenset[int]) -> frozenset[int]:
    """Places of the small words of a phrase that stand just before, within or after it."""
    around = range(max(0, min(places) - 1), min(len(words), max(places) + 3))
    return frozenset(place for place in around if place not in places and words[place].text in phrase.small)


def _in_order(needed: Sequence[Word], words: Sequence[Word], gap: int) -> Iterator[tuple[frozenset[int], float]]:
    """Places where all words stand in this order, with at most ``gap`` places from one to the next."""
    for start, word in enumerate(words):
        first = alike(word, needed[0])
        if first < 0.79:
            continue
        places, scores = [start], [first]
        for named in needed[1:]:
            following = range(places[-1] + 1, min(len(words), places[-1] + 1 + gap))
            score, place = max(((alike(words[at], named), -at) for at in following), default=(0.0, 0))
            if score < 0.79:
                break
            places.append(-place)
            scores.append(score)
        else:
            if all(b > a for a, b in pairwise(places)):
                yield frozenset(places), sum(scores) / len(scores)
