"""Parameters that an address does not have are refused: left out in silence, the answer would be to another question."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["only_known"]


def _parameters(of: Dependant) -> Iterator[str]:
    yield from (each.alias for each in of.query_params)
    for each in of.dependencies:
        yield from _parameters(each)


def only_known(request: Request) -> None:
    """Raises :class:`WrongUse` for a parameter that the address does not have: left out in silence, the answer would be to another question."""
    known = set(_parameters(request.scope["route"].dependant))
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise WrongUse(
            Problem(
                "request-value",
                f"'{shorten(unknown[0])}' is no parameter of this address.",
                f"It takes: {', '.join(sorted(known)) or 'none'}.",
            )
        )
