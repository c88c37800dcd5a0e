"""How many words the first page has, and what is done so that it has no more than fit."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["MOST_WORDS", "clipped", "first_sentence", "words_in"]

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
    ends = [found.end() for found in _WORD.finditer(text)]
    if len(ends) <= most:
        return text
    whole = [
        found.start()
        for found in _SENTENCE.finditer(text)
        if found.start() <= ends[most] - 1 and words_in([text[: found.start()]]) <= most
    ]
    return text[: whole[-1]] if whole else f"{text[: ends[most - 1]]} …"


def first_sentence(text: str) -> str:
    """The first sentence of several.

    >>> first_sentence("Start with metrics (challenge areas). Tier A; also otherwise.")
    'Start with metrics (challenge areas).'
    """
    return _SENTENCE.split(text)[0]
