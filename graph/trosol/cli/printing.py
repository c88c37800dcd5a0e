"""The one place through which everything goes that the command line prints: names from data cannot steer a terminal.

Control characters (but line ends and tabs), marks that turn the direction of writing, line and paragraph separators, characters
without width that hide, and halves of letters are shown as escapes (``\\x1b``, ``\\u202e``), wherever the text came from: a label, a
file's name, an argument, a warning or a traceback of another library. What programs read (``export``, ``query --format``) keeps its
bytes when it goes to a file or a pipe, and is shown like everything else when it goes to a terminal.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress

TYPE_CHECKING = False  # typing is for those who need it: a warm command takes less time
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

__all__ = ["Printed", "in_json", "print_exactly", "printing", "visible"]

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every character that steers a terminal, or hides, as an escape.

    >>> print(visible("a\\x1b[31m \\u202eb"))
    a\\x1b[31m \\u202eb
    """
    return _HIDDEN.sub(lambda found: _escape(found[0]), text)


def in_json(text: str) -> str:
    """JSON with the same characters as JSON escapes them: it reads the same, and goes through :func:`visible` unchanged.

    >>> print(in_json('"a\\x9b\\u202e"'))
    "a\\u009b\\u202e"
    """
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escape(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"


class Printed:
    """A stream that shows what it is given. What cannot be written is told once, as a problem; after that it is dropped."""

    def __init__(self, stream: Any, *, results: bool) -> None:
        """``results``: whether what is lost matters (standard output), or there is nowhere to say so (standard error)."""
        self._stream, self._results, self._lost = stream, results, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def isatty(self) -> bool:
        """Never: no library is to colour what it prints here."""
        return False

    @property
    def terminal(self) -> Any:
        """The stream itself, if a person watches it."""
        return self._stream if self._stream is not None and self._stream.isatty() else None

    def write(self, text: str) -> int:
        """Write it, shown."""
        shown = visible(text)

        def put() -> None:
            try:
                self._stream.write(shown)
            except UnicodeEncodeError:
                encoding = self._stream.encoding
                self._stream.write(shown.encode(encoding, "backslashreplace").decode(encoding))

        self._try(put)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write them, shown."""
        for line in lines:
            self.write(line)

    def write_bytes(self, content: bytes) -> None:
        """Write what a program reads: as it is, but shown where a person watches."""
        if self._stream is not None and self._stream.isatty():
            self.write(content.decode("utf-8", "backslashreplace"))
            return

        def put() -> None:
            self._stream.flush()
            self._stream.buffer.write(content)
            self._stream.buffer.flush()

        self._try(put)

    def flush(self) -> None:
        """Flush it; what only now turns out not to be written is told."""

        def put() -> None:
            self._stream.flush()

        self._try(put)

    def _try(self, put: Any) -> None:
        if self._lost or (self._stream is None and not self._results):
            return
        try:
            if self._stream is None:
                raise OSError("standard output is closed")
            put()
        except (OSError, ValueError) as error:
            if isinstance(error, ValueError) and not getattr(self._stream, "closed", False):
                raise
            self._give_up()
            if not self._results:
                return
            if isinstance(error, BrokenPipeError):
                raise
            from trosol.errors import Problem, TrosolError

            reason = getattr(error, "strerror", None) or str(error)
            problem = Problem(
                "output-unwritable", f"The result cannot be written: {reason}.", "Make room, or write it somewhere else."
            )
            raise TrosolError(problem) from None

    def _give_up(self) -> None:
        """Drop what is still to come, also what is flushed when the program ends."""
        self._lost = True
        with suppress(OSError, ValueError, AttributeError):
            place, nowhere = self._stream.fileno(), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, place)
            os.close(nowhere)


def print_exactly(content: bytes) -> None:
    """Print what a program reads to standard output: its bytes, or where a person watches, the text shown."""
    stream = sys.stdout
    printed = stream if isinstance(stream, Printed) else Printed(stream, results=True)
    printed.write_bytes(content)


@contextmanager
def printing(*, for_good: bool) -> Iterator[None]:
    """Let everything that is printed go through here; ``for_good``: also what is printed as the program ends."""
    before = sys.stdout, sys.stderr
    if for_good:
        _hold_streams()
    if not isinstance(sys.stdout, Printed):
        sys.stdout = Printed(sys.stdout, results=True)
    if not isinstance(sys.stderr, Printed):
        sys.stderr = Printed(sys.stderr, results=False)
    try:
        yield
    finally:
        if not for_good:
            sys.stdout, sys.stderr = before


def _hold_streams() -> None:
    """Where a program is started without them, no file that is opened later takes the number of standard output or error."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
