"""Sentences with blanks, ``{name}``, that come with data: nothing in them is run, looked up or formatted.

``str.format`` reads attributes, makes texts of any width and fails on a lone brace. A template knows its own blanks and nothing
else, and what is put into one blank is never looked through for another.
"""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False  # loaded by commands that answer faster than typing loads
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LONGEST_VALUE", "Template", "TemplateError", "fill_message", "template"]

LONGEST_VALUE = 2000
"""Characters of what fills a blank; more is cut, and ends in an ellipsis. A cell may be fifty times as long."""

_PARTS = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class TemplateError(ValueError):
    """A sentence that does not have the blanks it should; the text says what is wrong with it."""


class Template:
    """A sentence with blanks, read once.

    >>> Template("Who funds {place}?", ["place"]).fill({"place": "{place} or {other}"})
    'Who funds {place} or {other}?'
    >>> Template("{place.x}", ["place"])
    Traceback (most recent call last):
    ...
    trosol.templates.TemplateError: a brace belongs to no blank
    """

    __slots__ = ("_parts",)

    def __init__(self, text: str, blanks: Iterable[str]) -> None:
        """Read it. Raises :class:`TemplateError` unless each of ``blanks`` stands in it once, and no other brace does."""
        known = list(blanks)
        parts = _PARTS.split(text)
        named = parts[1::2]
        if any("{" in part or "}" in part for part in parts[::2]):
            raise TemplateError("a brace belongs to no blank")
        for name in named:
            if name not in known:
                raise TemplateError(f"{{{name}}} is no blank of it")
        for name in known:
            if named.count(name) != 1:
                raise TemplateError(f"{{{name}}} stands in it {named.count(name)} times, and has to once")
        self._parts = tuple(parts)

    @property
    def words(self) -> str:
        """The sentence without its blanks."""
        return " ".join(self._parts[::2])

    def fill(self, values: Mapping[str, str], most: int = LONGEST_VALUE) -> str:
        """The sentence with its blanks filled; each value is cut to ``most`` characters."""
        parts = list(self._parts)
        for place in range(1, len(parts), 2):
            value = values[parts[place]]
            parts[place] = value if len(value) <= most else value[: most - 1] + "…"
        return "".join(parts)


@lru_cache(maxsize=4096)
def template(text: str, blanks: tuple[str, ...]) -> Template:
    """The template of a text, read once and remembered. Raises :class:`TemplateError`."""
    return Template(text, blanks)


def fill_message(text: str, values: Mapping[str, object]) -> str:
    """A message of the program with its blanks filled: those that have a value, wherever they stand; all else stays.

    >>> fill_message("{shown} of {total}: {", {"shown": 3, "total": "{shown}"})
    '3 of {shown}: {'
    """
    return _PARTS.sub(lambda found: str(values[found[1]]) if found[1] in values else found[0], text)
