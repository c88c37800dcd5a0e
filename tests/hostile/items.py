"""What an item of the corpus is: something hostile, the doors that take it, and how it may end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ACCEPTED", "EITHER", "REFUSED", "Item", "Traps"]

REFUSED, ACCEPTED, EITHER = "refused", "accepted", "either"


@dataclass(frozen=True)
class Traps:
    """What an item must not reach: a server that counts who calls, and a file that nobody may read."""

    port: int
    canary: str
    token: str


Content = str | bytes | Callable[[Traps], bytes]


@dataclass(frozen=True)
class Item:
    """Something hostile. ``doors``: those that it is brought to. ``ends``: how each of them may answer; None: by name of the door.

    In texts ``@PORT@`` and ``@CANARY@`` stand for the traps. ``code``: an error code that has to be among those told; ``untold``: a
    text that must not be told. ``seconds``: the longest it takes at any door on a quiet machine; after some times as long it is stopped and counts as a fault;
    ``processor``: the most seconds of the processor that the process with the door may spend itself.
    """

    name: str
    doors: tuple[str, ...]
    ends: str = REFUSED
    code: str = ""
    files: Mapping[str, Content] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 20.0
    processor: float = 20.0
    place: bool = True
    untold: str = ""

    def contents(self, traps: Traps) -> dict[str, bytes]:
        """Its files, by name, with the traps in them."""
        return {name.replace("@CANARY@", traps.canary): filled(content, traps) for name, content in self.files.items()}


def filled(content: Content, traps: Traps) -> bytes:
    """The bytes of a content, with the traps in it."""
    if callable(content):
        return content(traps)
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return raw.replace(b"@PORT@", str(traps.port).encode()).replace(b"@CANARY@", traps.canary.encode())
