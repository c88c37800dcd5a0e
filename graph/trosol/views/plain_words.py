"""Plain words: text from data made safe for Markdown, and numbers in words."""

from __future__ import annotations

import re

__all__ = ["count", "plain"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~^&@=])")


def plain(text: str) -> str:
    """Text from data as Markdown that shows just that text: no link, picture, colour, formula or HTML.

    >>> plain("[a](http://x) *b*")
    '\\\\[a\\\\]\\\\(http\\\\://x\\\\) \\\\*b\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "claim"), count(2, "claim"), count(0, "entity", "entities")
    ('1 claim', '2 claims', '0 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
