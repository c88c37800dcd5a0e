"""Warnings to whoever uses the library, through the standard logging; silent where nobody listens.

Logging is loaded with the first warning: most commands have none, and it takes longer to load than they take to answer.
"""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Talk", "listening"]

_begin: list[Callable[[], None]] = []


@contextmanager
def listening(begin: Callable[[], None]) -> Iterator[None]:
    """Let a program that shows warnings know before each of them: ``begin`` puts a handler there, if there is none yet."""
    _begin.append(begin)
    try:
        yield
    finally:
        _begin.pop()


class Talk:
    """The logger of a module, made when there is something to say.

    >>> Talk("trosol.store.disk_cache").warning("the kept result %s is damaged", "1.json")
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        """``name``: that of the module."""
        self._name = name

    def warning(self, text: str, *values: object) -> None:
        """Warn, with values put into the text as logging does it."""
        import logging

        for begin in _begin[-1:]:
            begin()
        whole = logging.getLogger("trosol")
        if not whole.handlers:
            whole.addHandler(logging.NullHandler())
        logging.getLogger(self._name).warning(text, *values)
