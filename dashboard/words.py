"""Words of the screens in the language of this session. Text from data goes through ``plain`` before it is put in."""

from __future__ import annotations

from trosol.language import LANGUAGES, counted_in, say_in
from url_state import once_a_run, recall

__all__ = ["_", "counted", "language", "other_language"]


def language() -> str:
    """Language of this session: of the URL, else English."""
    return once_a_run("language", _chosen)


def _chosen() -> str:
    wanted = recall("lang", "en")
    return wanted if wanted in LANGUAGES else "en"


def other_language() -> str:
    """The language that the switch offers."""
    return next(key for key in LANGUAGES if key != language())


def _(text: str, **values: object) -> str:
    """A message in the language of this session."""
    return say_in(language(), text, **values)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun in the language of this session."""
    return counted_in(language(), number, one, many)
