"""Parts of Trosol that need packages of their own: say which, instead of failing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trosol.errors import Problem, WrongUse

__all__ = ["needs_extra"]


@contextmanager
def needs_extra(name: str) -> Iterator[None]:
    """Turn a missing package into a sentence about the extra that brings it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("trosol"):
            raise
        raise WrongUse(
            Problem(
                "extra-missing", f"The package '{error.name}' is not installed.", f'Install it with: pip install "trosol[{name}]"'
            )
        ) from None
