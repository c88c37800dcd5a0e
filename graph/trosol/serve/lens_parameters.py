"""The lens as parameters of an address: each of its fields, under its own name."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from trosol.lens_fields import LENS_FIELDS, LensField

__all__ = ["LensOptions"]


def _parameter(field: LensField) -> Parameter:
    about = field.sentence
    if field.choices:
        kind: Any = Annotated[Literal[field.choices], Query(description=about)]
    elif field.default is None:
        kind = Annotated[str | None, Query(max_length=300, description=about)]
    else:
        kind = Annotated[bool, Query(description=about)]
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=kind)


def _options(**options: Any) -> dict[str, Any]:
    return options


# FastAPI reads what an address takes off the signature.
_options.__signature__ = Signature([_parameter(field) for field in LENS_FIELDS])  # type: ignore[attr-defined]

LensOptions = Annotated[dict[str, Any], Depends(_options)]
"""What a finding is asked under, by the names of the fields of :class:`trosol.networks.Lens`."""
