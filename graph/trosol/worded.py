"""Sentences that know how they were made: plain English text, and the message, names and numbers that it was filled from.

A finding is worked out once for everybody and kept; who reads it may want another language. So its sentences are text as everywhere
(they compare, print and save as such), and :func:`in_language` tells them anew in another language, with the names that things have there.

>>> said = worded("{number} claims on {name}.", number=3, name=reference("entity", "risk", "Risk"))
>>> said
'3 claims on Risk.'
>>> in_language(said, "cy", lambda kind, key, language: "Risg").endswith("Risg.")
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from trosol.language import counted_in, say_in

__all__ = [
    "Resolve",
    "Worded",
    "capital",
    "counted_words",
    "in_language",
    "joined",
    "listed_words",
    "reference",
    "worded",
]

Resolve = Callable[[str, str, str], str]
"""What something is called: by its kind (``entity``, ``claim``, ``class``, ``kind``), its key and a language."""

_Node = Any
"""A text, or a tuple that begins with what it is."""


class Worded(str):
    """English text with how it was made, which is plain tuples and texts."""

    __slots__ = ("how",)
    how: tuple[_Node, ...]

    def __new__(cls, how: tuple[_Node, ...]) -> Worded:
        """Text of what it is made of."""
        made = super().__new__(cls, _told(how, "en", None))
        made.how = how
        return made

    def __reduce__(self) -> tuple[type[Worded], tuple[tuple[_Node, ...]]]:
        """So that it is the same in another process."""
        return Worded, (self.how,)


def worded(text: str, /, **values: object) -> Worded:
    """A message with its ``{values}`` filled in; these may be worded themselves."""
    return Worded(("say", text, tuple((name, _node(value)) for name, value in values.items())))


def reference(kind: str, key: str, text: str) -> Worded:
    """The name of something, which may have another one in another language."""
    return Worded(("of", kind, key, text))


def listed_words(names: Iterable[str], most: int | None = 6) -> Worded:
    """Names as people list them; beyond ``most`` the rest are counted (None: all are named).

    >>> listed_words(["a", "b", "c"]), listed_words(["a", "b", "c"], most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    return Worded(("list", tuple(map(_node, names)), most))


def counted_words(number: int, one: str, many: str = "", *, none: bool = True) -> Worded:
    """A count with its noun. ``none``: nought is *no claim*, and not *0 claims*.

    >>> counted_words(1, "claim"), counted_words(2, "claim"), counted_words(0, "claim"), counted_words(0, "claim", none=False)
    ('1 claim', '2 claims', 'no claim', '0 claims')
    """
    return Worded(("count", number, one, many, none))


def joined(parts: Iterable[str], between: str = " ") -> Worded:
    """Sentences after each other; blank ones are left out."""
    return Worded(("join", tuple(_node(part) for part in parts if part), between))


def capital(text: str) -> Worded:
    """The same with a capital letter."""
    return Worded(("capital", _node(text)))


def in_language(text: str, language: str, resolve: Resolve) -> str:
    """The text in another language; one of which nobody knows how it was made stays as it is."""
    return _told(text.how, language, resolve) if isinstance(text, Worded) and language != "en" else str(text)


def _node(value: object) -> _Node:
    return value.how if isinstance(value, Worded) else str(value)


def _told(node: _Node, language: str, resolve: Resolve | None) -> str:
    if isinstance(node, str):
        return node
    what, *rest = node
    if what == "say":
        text, values = rest
        return say_in(language, text, **{name: _told(value, language, resolve) for name, value in values})
    if what == "of":
        kind, key, text = rest
        return str(text) if resolve is None else resolve(kind, key, language)
    if what == "list":
        return _listed([_told(each, language, resolve) for each in rest[0]], rest[1], language)
    if what == "count":
        number, one, many, none = rest
        return f"no {one}" if none and not number and language == "en" else counted_in(language, number, one, many)
    if what == "join":
        return str(rest[1]).join(_told(each, language, resolve) for each in rest[0])
    text = _told(rest[0], language, resolve)
    return text[:1].upper() + text[1:]


def _listed(names: list[str], most: int | None, language: str) -> str:
    if most is not None and len(names) > most:
        return say_in(language, "{names} and {number} more", names=", ".join(names[:most]), number=len(names) - most)
    if len(names) < 2:
        return "".join(names)
    return say_in(language, "{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
