"""How many words the first page has, and what is done so that it has no more than fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["MOST_WORDS", "clipped", "words_in"]

MOST_WORDS = 450
"""Words on the first page, at most."""

_WORD = re.compile(r"\w[\w’'.–-]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ“])")


def words_in(texts: Iterable[str]) -> int:
    """Words and numbers of texts.

    >>> words_in(["Ease metrics first: 3.7 of 20 goals.", "“often”"])
    8
    """
    return sum(len(_WORD.findall(text)) for text in texts)


def clipped(text: str, most: int) -> str:
    """As many whole sentences as have ``most`` words; of a first sentence that is longer its beginning, with a mark.

    >>> clipped("One two. Three four.", 3), clipped("One two three four.", 3)
    ('One two.', 'One two three …')
    """
    kept: list[str] = []
    for sentence in _SENTENCE.split(text):
        if words_in([*kept, sentence]) > most:
            break
        kept.append(sentence)
    return " ".join(kept) if kept else _begun(text.split(), most)


def _begun(parts: Sequence[str], most: int) -> str:
    shown = list(parts)
    while words_in(shown) > most:
        shown.pop()
    return " ".join(shown) if len(shown) == len(parts) else f"{' '.join(shown)} …"
