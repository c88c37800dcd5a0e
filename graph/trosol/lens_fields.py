"""The fields of a lens, once for every program that asks for one: command line, HTTP, assistants and screens."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CONFIDENCES", "LENS_FIELDS", "LensField", "lens_field"]

CONFIDENCES = ("high", "medium", "low")
"""How sure the coder of a claim was, firmest first."""


class LensField(NamedTuple):
    """One field. Named tuples load faster than dataclasses, and the command line reads this before anything else.

    ``name``: of :class:`trosol.networks.Lens`, and of the parameter over HTTP and of assistants. ``address``: of the same in the
    address of a screen. ``help``: what it does. ``default``: False for a switch, None for an id, else one of ``choices``.
    """

    name: str
    address: str
    help: str
    default: str | bool | None
    choices: tuple[str, ...] = ()

    @property
    def flag(self) -> str:
        """The option on the command line.

        >>> lens_field("stated_only").flag
        '--stated-only'
        """
        return "--" + self.name.replace("_", "-")

    @property
    def sentence(self) -> str:
        """What it does, as the beginning of a sentence."""
        return self.help[0].upper() + self.help[1:]


LENS_FIELDS = (
    LensField("voice", "voice", "only what this group said", None),
    LensField("stated_only", "claims", "leave out what the coder inferred", False),
    LensField("horizon", "horizon", "only claims with an end in this horizon", None),
    LensField("min_confidence", "confidence", "least confidence of the coder", "low", CONFIDENCES),
    LensField("include_hypothetical", "unreal", "also bodies that do not exist yet, and placeholders", False),
    LensField("with_study", "study", "also the study that the data come from, and those who carried it out", False),
)
"""In the order in which they are shown; a test holds them beside the fields of the lens."""


def lens_field(name: str) -> LensField:
    """The field of this name."""
    return next(field for field in LENS_FIELDS if field.name == name)
