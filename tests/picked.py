"""Of many alike, a few for the run that people wait for; the others are marked ``exhaustive``, and continuous integration runs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

__all__ = ["few_first"]


def few_first(values: Iterable[Any], first: Sequence[Any]) -> list[Any]:
    """All of them as parameters (a tuple is one value for each name). Raises ValueError where one of the first is none of them."""
    every = list(values)
    if unknown := [each for each in first if each not in every]:
        raise ValueError(f"not among them: {unknown}")
    values_of = [each if isinstance(each, tuple) else (each,) for each in every]
    return [
        each if each in first else pytest.param(*values, marks=pytest.mark.exhaustive)
        for each, values in zip(every, values_of, strict=True)
    ]
