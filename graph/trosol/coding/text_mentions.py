"""Entities that a passage may speak of: by their names, inflected or in part, by their descriptions, and by what was spoken of just before."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from trosol.coding.numbered_text import Passage, SourceText
from trosol.questions.known_names import vocabulary
from trosol.questions.tokens import STOP, stems
from trosol.store.snapshot import Snapshot

__all__ = ["Mentioned", "TextMentions", "spoken_words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LEAST_SHARE, _LITTLE = 0.3, 0.15
_SURE, _SPENT = 0.45, 0.5
_SPAN = 12
_FADING, _FAINT, _BACK = 0.9, 0.08, 30


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity that a passage may speak of.

    ``score``: log-odds, larger is surer. ``words``: those of the passage (or of its heading or lead) that name it, in order; empty where only the run of the text suggests it. ``start``: place of the first of these words among the
    words of the passage, -1 if it is not named there. ``named``: how fully the passage names it, 0 to 1.
    """

    id: str
    score: float
    words: str
    start: int
    named: float


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    weight: float
    total: float
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    score: float
    stems: frozenset[str]


class TextMentions:
    """The names and descriptions of an ecosystem, made ready to be found in one source."""

    def __init__(self, snapshot: Snapshot, source: SourceText) -> None:
        """Weigh every word by how rare it is in the source."""
        self._source = source
        self._line_stems = [stems(line) for line in source.lines]
        counts = Counter(stem for line in self._line_stems for stem in set(line))
        self._rare = {stem: math.log(1 + len(source.lines) / (1 + n)) for stem, n in counts.items()}
        self._unseen = math.log(1 + len(source.lines))
        self._names: list[_Name] = []
        self._holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._told: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._read(snapshot)
        self._by_line: dict[int, Mapping[str, _Hit]] = {}
        self._by_text: dict[str, Mapping[str, _Hit]] = {}
        self._often = self._counted()

    def _weight(self, stem: str) -> float:
        return self._rare.get(stem, self._unseen) * (_LITTLE if stem in _little() else 1.0)

    def _read(self, snapshot: Snapshot) -> None:
        for name in vocabulary(snapshot).entities:
            own = frozenset(word.stem for word in name.words)
            total = math.fsum(sorted(map(self._weight, own)))
            if total:
                for stem in own:
                    self._holding[stem].append((len(self._names), self._weight(stem) / total))
                self._names.append(_Name(name.key, name.weight, total, own))
        for key, entity in snapshot.records.entities.items():
            own = frozenset(stem for _, text in entity.descriptions for stem in stems(text)) - _little()
            total = math.fsum(sorted(map(self._weight, own)))
            for stem in own if total else ():
                self._told[stem].append((key, self._weight(stem) / total))

    def _counted(self) -> Counter[str]:
        often: Counter[str] = Counter()
        for number in range(len(self._line_stems)):
            often.update(key for key, hit in self._line(number).items() if hit.score > _SURE)
        return often

    def _line(self, number: int) -> Mapping[str, _Hit]:
        if number not in self._by_line:
            self._by_line[number] = self._named(self._line_stems[number])
        return self._by_line[number]

    def _around(self, text: str) -> Mapping[str, _Hit]:
        """What a heading or a lead names; many passages have the same one."""
        if text not in self._by_text:
            self._by_text[text] = self._named(stems(text))
        return self._by_text[text]

    def _named(self, words: Sequence[str]) -> Mapping[str, _Hit]:
        """How fully some words name each entity; a word that a surer name explains counts less for others."""
        bag = frozenset(words)
        shares: dict[int, float] = defaultdict(float)
        for stem in sorted(bag):
            for number, share in self._holding.get(stem, ()):
                shares[number] += share
        places: dict[str, list[int]] = defaultdict(list)
        for place, stem in enumerate(words):
            places[stem].append(place)
        best: dict[str, _Hit] = {}
        for number, share in shares.items():
            if share < _LEAST_SHARE:
                continue
            name = self._names[number]
            hit = name.stems & bag
            full = name.weight * share * share * min(1.0, 0.5 + name.total / 12)
            score = full * (0.55 + 0.45 * _nearness(hit, places))
            if name.key not in best or score > best[name.key].score:
                best[name.key] = _Hit(score, hit)
        return self._without_explained(best)

    def _without_explained(self, best: Mapping[str, _Hit]) -> Mapping[str, _Hit]:
        spent: set[str] = set()
        found = {}
        for key, hit in sorted(best.items(), key=lambda each: (-each[1].score, each[0])):
            weights = {stem: self._weight(stem) for stem in sorted(hit.stems)}
            explained = math.fsum(w for stem, w in weights.items() if stem in spent) / (math.fsum(weights.values()) or 1.0)
            found[key] = _Hit(hit.score * (1 - _SPENT * explained), hit.stems)
            if hit.score > _SURE:
                spent |= hit.stems
        return MappingProxyType(found)

    def _described(self, words: Iterable[str]) -> Mapping[str, float]:
        shares: dict[str, float] = defaultdict(float)
        for stem in sorted(set(words)):
            for key, share in self._told.get(stem, ()):
                shares[key] += share
        return shares

    def _before(self, first: int) -> Mapping[str, float]:
        """What was spoken of above a line, the nearer the more."""
        found: dict[str, float] = {}
        for back, number in enumerate(range(first - 2, max(-1, first - 2 - _BACK), -1)):
            for key, hit in self._line(number).items():
                score = hit.score * _FADING**back
                if score > max(_FAINT, found.get(key, 0.0)):
                    found[key] = score
        return found

    def features(self, passage: Passage) -> dict[str, tuple[float, ...]]:
        """What speaks for each entity in a passage; see ``WEIGHTS`` for what each number is."""
        words = [stem for line in range(passage.first - 1, passage.last) for stem in self._line_stems[line]]
        named, told = self._named(words), self._described(words)
        head, lead = self._around(passage.heading), self._around(passage.lead)
        before = self._before(passage.first)
        after = self._line(passage.last) if passage.last < len(self._line_stems) else {}
        lines = [self._line(number) for number in range(passage.first - 1, passage.last)]
        common = [key for key, _ in self._often.most_common(8)]
        keys = {*named, *common, *(k for k, v in told.items() if v > 0.25)}
        keys |= {k for each in (head, lead) for k, hit in each.items() if hit.score > 0.4} | {
            k for k, v in before.items() if v > 0.4
        }
        rank = {key: at for at, key in enumerate(sorted(named, key=lambda k: (-named[k].score, k)))}
        short = float(len(words) < 8)
        none = _Hit(0.0, frozenset())
        found: dict[str, tuple[float, ...]] = {}
        for key in keys:
            here = named.get(key, none).score
            found[key] = (
                here,
                here * here,
                max(line.get(key, none).score for line in lines),
                float(here > 0.8),
                told.get(key, 0.0),
                lead.get(key, none).score,
                head.get(key, none).score,
                before.get(key, 0.0),
                after.get(key, none).score,
                math.log1p(self._often[key]),
                1 / (1 + rank.get(key, 50)),
                short,
                here * short,
                math.log1p(len(keys)),
            )
        return found

    def leading(self, passage: Passage, least: float) -> frozenset[str]:
        """Entities that the heading or the lead of a passage names at least so fully."""
        around = (self._around(text) for text in (passage.lead, passage.heading))
        return frozenset(key for each in around for key, hit in each.items() if hit.score > least)

    def mentioned(self, passage: Passage) -> tuple[Mentioned, ...]:
        """Entities that a passage may speak of, surest first; ties by id."""
        words = [stem for line in range(passage.first - 1, passage.last) for stem in self._line_stems[line]]
        named = self._named(words)
        around = [self._around(text) for text in (passage.lead, passage.heading)]
        found = []
        for key, numbers in self.features(passage).items():
            hit = named.get(key)
            said, start = _spoken(passage.text, hit.stems) if hit else ("", -1)
            if not hit:
                texts = (passage.lead, passage.heading)
                said = next(
                    (_spoken(text, each[key].stems)[0] for text, each in zip(texts, around, strict=True) if key in each), ""
                )
            score = BASE + math.fsum(w * x for w, x in zip(WEIGHTS.values(), numbers, strict=True))
            found.append(Mentioned(key, round(score, 4), said, start, round(hit.score if hit else 0.0, 4)))
        return tuple(sorted(found, key=lambda each: (-each.score, each.id)))


BASE = -0.38
WEIGHTS = MappingProxyType(
    {
        "named in the passage": 3.11,
        "named, squared": 1.632,
        "named in one line of it": 0.721,
        "named in full": -1.259,
        "words of its description": 4.63,
        "named in the lead": 0.48,
        "named in the heading": 2.086,
        "spoken of before": 2.542,
        "spoken of after": 2.622,
        "how often the source names it": -0.284,
        "first among the names": 0.196,
        "short passage": 0.262,
        "named in a short passage": -0.454,
        "how many may be meant": -0.895,
    }
)
"""Log-odds of each feature: a logistic regression on the Welsh coding, checked on headings that were left out and on a second source."""


def _nearness(hit: frozenset[str], places: Mapping[str, Sequence[int]]) -> float:
    """How near together the words of a name stand: 1 side by side, towards 0 scattered."""
    if len(hit) < 2:
        return 1.0
    marks = sorted((place, stem) for stem in hit for place in places[stem])
    counts: Counter[str] = Counter()
    shortest, left = _SPAN, 0
    for place, stem in marks:
        counts[stem] += 1
        while len(counts) == len(hit):
            begin, first = marks[left]
            shortest = min(shortest, place - begin + 1)
            counts[first] -= 1
            if not counts[first]:
                del counts[first]
            left += 1
    return len(hit) / max(shortest, len(hit))


def spoken_words(text: str) -> list[str]:
    """The words of a text as they stand there."""
    return _WORD.findall(text)


def _spoken(text: str, wanted: frozenset[str]) -> tuple[str, int]:
    """The words of a text whose stems are wanted, in order, each once, and the place of the first."""
    said: dict[str, str] = {}
    start = -1
    for place, word in enumerate(spoken_words(text)):
        stem = (stems(word) or ("",))[0]
        if stem in wanted and stem not in said:
            said[stem] = word
            start = place if start < 0 else start
    return " ".join(said.values()), start


@lru_cache(maxsize=1)
def _little() -> frozenset[str]:
    return frozenset(stem for word in STOP for stem in stems(word))
