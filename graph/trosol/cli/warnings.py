"""What the library warns of, said as this program says things."""

from __future__ import annotations

import logging

from trosol.cli.output import say
from trosol.errors import shorten

__all__ = ["say_warnings"]


class _Talk(logging.Handler):
    """Warnings as this program says things, each once."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, unless it was said before."""
        text = record.getMessage()
        if text not in self._said:
            self._said.add(text)
            say(f"warning: {shorten(text, 300)}")


def say_warnings() -> None:
    """From now on say what the library warns of: a change finished for a killed writer, a disk that keeps nothing."""
    logger = logging.getLogger("trosol")
    if not any(isinstance(handler, _Talk) for handler in logger.handlers):
        logger.addHandler(_Talk(logging.WARNING))
