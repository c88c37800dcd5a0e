"""Messages between the program and a worker: a line with two lengths, that many bytes of JSON, that many bytes of content."""

from __future__ import annotations

import json
from typing import IO, Any

__all__ = ["Message", "TooLarge", "read", "write"]

Message = tuple[dict[str, Any], bytes]


class TooLarge(ValueError):
    """A message is larger than its reader takes."""


def read(pipe: IO[bytes], most: int | None = None) -> Message | None:
    """The next message, None at the end. Raises ValueError for what is none, :class:`TooLarge` beyond ``most`` bytes."""
    line = pipe.readline(64)
    if not line.strip():
        return None
    values, content = (int(part) for part in line.split())
    if most is not None and values + content > most:
        raise TooLarge
    found = json.loads(pipe.read(values))
    body = pipe.read(content)
    if len(body) < content:
        return None
    return found, body


def write(pipe: IO[bytes], values: dict[str, Any], content: bytes = b"") -> None:
    """Write a message. Raises OSError where nobody reads."""
    said = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
    pipe.write(f"{len(said)} {len(content)}\n".encode() + said)
    pipe.write(content)
    pipe.flush()
