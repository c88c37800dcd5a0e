"""Sessions whose page is gone: a few are kept for a minute, in case the line was only broken; the others are closed at once.

Streamlit forgets them without closing them, and only when the next one ends: each goes on holding three descriptors, its files and
its pictures. This has the methods of its ``SessionStorage``.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

__all__ = ["MAX_ENDED", "EndedSessions"]

MAX_ENDED = 20
"""Sessions that are kept after their page is gone."""


class EndedSessions:
    """Sessions by id, the oldest first."""

    def __init__(self, maxsize: int = MAX_ENDED, ttl_seconds: int = 60) -> None:
        self._most = min(maxsize, MAX_ENDED)
        self._seconds = ttl_seconds
        self._kept: dict[str, Any] = {}

    def get(self, session_id: str) -> Any:
        """What is kept of a session; None where nothing is."""
        return self._kept.get(session_id)

    def save(self, session_info: Any) -> None:
        """Keep a session for a while; close the oldest where there are too many."""
        key = session_info.session.id
        self._kept.pop(key, None)
        self._kept[key] = session_info
        while len(self._kept) > self._most:
            self._close(next(iter(self._kept)), None)
        with suppress(RuntimeError):  # no loop runs: it is closed when others end
            asyncio.get_running_loop().call_later(self._seconds, self._close, key, session_info)

    def delete(self, session_id: str) -> None:
        """Keep it no longer, because its page is back or because it was closed."""
        del self._kept[session_id]

    def list(self) -> list[Any]:
        """All that are kept."""
        return list(self._kept.values())

    def _close(self, key: str, wanted: Any) -> None:
        """Close a session. ``wanted``: only if this is what is still kept of it."""
        found = self._kept.get(key)
        if found is not None and wanted in (None, found):
            del self._kept[key]
            found.session.shutdown()
