"""Text as people see it: its lines as editors number them, and what in it shows nothing."""

from __future__ import annotations

import re

__all__ = ["numbered_lines", "without_unseen"]

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)


def without_unseen(text: str) -> str:
    """Text without the signs that show nothing: controls, hyphens that only allow a break, marks without width, and what turns the direction of letters.

    >>> without_unseen("inno\u00advation \u202enow")
    'innovation now'
    """
    return _UNSEEN.sub("", text)


def numbered_lines(text: str) -> list[str]:
    """The lines of a source as every editor numbers them: no form feed or other separator ends one."""
    return text.replace("\r\n", "\n").split("\n")
