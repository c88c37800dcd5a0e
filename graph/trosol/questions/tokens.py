"""Words of a question made comparable: no capitals, no accents, no endings; and how telling each word is."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from trosol.store.disk_cache import shelf

__all__ = ["STOP", "Telling", "folded", "keep_stems", "stems"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LITTLE = """
a an the of to in on at by for from with and or is are was were be been do does did that which what who whom whose this these those
it its as their there them they we us our us you your i me my any some please tell show list give about can could would should have has
had if so y yr a'r i'r o'r yn o ar am gan i pa beth pwy sy sydd mae oes ydy yw a ac â
"""
STOP = frozenset(_LITTLE.split())
"""Words that say little about what is asked."""


def folded(text: str) -> str:
    """Text without capitals and accents.

    >>> folded("Tŷ Gŵyr")
    'ty gwyr'
    """
    if text.isascii():
        return text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_kept: dict[str, str] = {}
"""Stems worked out before, in this process or, by :func:`remember`, in an earlier one."""
_MOST_KEPT = 100_000
_KEY, _WORTH = "stemsofenglish1", 0
"""Where stems are kept on disk, and so many new ones are worth writing down."""
_read: list[int] = []
"""How many stems were known when the disk was last read or written."""


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    # Only when needed: it takes a tenth of a second to load.
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


def _stem(word: str) -> str:
    found = _kept.get(word)
    if found is None and not _read:
        _read.append(_from_disk())
        found = _kept.get(word)
    if found is None:
        found = str(_stemmer()(word))
        if len(_kept) < _MOST_KEPT:
            _kept[word] = found
    return found


def _from_disk() -> int:
    """Take the stems that were worked out in an earlier process; how many there are now."""
    kept = shelf()
    try:
        found = json.loads((kept.get(_KEY) if kept else None) or "{}")
    except ValueError:
        found = {}
    if isinstance(found, dict):
        _kept.update({word: stem for word, stem in list(found.items())[:_MOST_KEPT] if isinstance(stem, str)})
    return len(_kept)


def keep_stems() -> None:
    """Write down what was worked out, if there is much of it, so that another process need not load the stemmers."""
    if _read and len(_kept) > _read[-1] + _WORTH and (kept := shelf()):
        kept.put(_KEY, json.dumps(_kept, ensure_ascii=False, sort_keys=True))
        _read.append(len(_kept))


def stems(text: str) -> tuple[str, ...]:
    """Stems of all words, in order.

    >>> stems("Which actions address carers' needs?")
    ('which', 'action', 'address', 'carer', 'need')
    """
    return tuple(_stem(word.split("'")[0]) for word in _WORD.findall(folded(text).replace("’", "'")))


class Telling:
    """How telling a word is: the rarer among the ways to ask, the more."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        """Count in how many texts each stem stands."""
        found = [set(text) for text in texts]
        self._number = len(found) or 1
        self._counts = Counter(stem for text in found for stem in text)
        self._weights: dict[str, float] = {}
        self._totals: dict[frozenset[str], float] = {}

    def weight(self, stem: str) -> float:
        """Weight of a stem; that of words that say little is small, that of unknown ones as large as of one seen once."""
        if stem not in self._weights:
            weight = math.log(1 + self._number / max(1, self._counts[stem]))
            self._weights[stem] = 0.15 * weight if stem in _stop_stems() else weight
        return self._weights[stem]

    def _total(self, text: frozenset[str]) -> float:
        if text not in self._totals:
            self._totals[text] = math.fsum(map(self.weight, text))  # the same in whichever order a set comes
        return self._totals[text]

    def alike(self, asked: frozenset[str], way: frozenset[str]) -> float:
        """Share of weight that two sets of stems have in common, 0 to 1 (weighted Dice)."""
        total = self._total(asked) + self._total(way)
        return 2 * math.fsum(map(self.weight, asked & way)) / total if total else 0.0


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    # Only when needed: the stemmers take a tenth of a second to load.
    return frozenset(stem for word in STOP for stem in stems(word))
