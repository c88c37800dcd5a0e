"""Loops of tests that cannot pass on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["one_or_more"]

T = TypeVar("T")


def one_or_more(values: Iterable[T]) -> Iterator[T]:
    """All of them, one after the other. Where there is none, nothing would be asserted: that is a failure."""
    none = True
    for value in values:
        none = False
        yield value
    assert not none, "there was nothing to look at"
