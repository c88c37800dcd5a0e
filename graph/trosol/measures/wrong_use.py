"""How measures refuse: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from difflib import get_close_matches
from inspect import signature
from typing import Any

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["between", "nearest", "one_of", "takes", "wrong"]


def wrong(code: str, message: str, remedy: str) -> WrongUse:
    """Make the error to raise; ``code`` is a heading in ``docs/errors.md``.

    >>> print(wrong("graph-empty", "The graph has no nodes.", "Give it at least one."))
    error: The graph has no nodes. Give it at least one. [graph-empty]
    """
    return WrongUse(Problem(code, message, remedy))


def nearest(name: Hashable, names: Iterable[Hashable]) -> str:
    """Say which names look most like an unknown one.

    >>> nearest("comissioner", ["commissioner", "carer"])
    "Did you mean 'commissioner'?"
    >>> nearest("x", ["commissioner", "carer"])
    "Use one of: 'carer', 'commissioner'."
    >>> nearest("x", [])
    'There are none to choose from.'
    """
    known = sorted({str(each) for each in names})
    if not known:
        return "There are none to choose from."
    close = get_close_matches(str(name), known, n=3)
    if close:
        return f"Did you mean {' or '.join(repr(shorten(each)) for each in close)}?"
    some = ", ".join(repr(shorten(each)) for each in known[:5])
    return f"Use one of: {some}{', …' if len(known) > 5 else ''}."


def one_of(what: str, value: object, allowed: Iterable[str]) -> None:
    """Refuse a word that is not among those allowed.

    >>> one_of("direction", "in", ("in", "out"))
    """
    words = tuple(allowed)
    if value not in words:
        raise wrong("measure-option", f"{value!r} is no {what}.", f"Use one of: {', '.join(words)}.")


def between(what: str, value: float, low: float, high: float) -> None:
    """Refuse a number outside ``low`` to ``high``.

    >>> between("k", 2, 1, 3)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise wrong("measure-range", f"{what} is {value!r}.", f"Give a number from {low:,} to {high:,}.")


def takes(measure: Callable[..., Any], option: str) -> bool:
    """Whether a function has a parameter of this name.

    >>> takes(between, "low"), takes(between, "weight")
    (True, False)
    """
    return option in signature(measure).parameters
