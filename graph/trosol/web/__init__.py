"""What stands between the dashboard and whoever talks to it: settings that nobody else can change, and a guard before every route."""

from __future__ import annotations

from trosol.web.embedding import Embedding, embed_headers, embed_origins
from trosol.web.guard import MAX_EMBEDDED, MAX_SESSIONS, MAX_UPLOADS_HELD, Guard
from trosol.web.hosts import Own
from trosol.web.policy import headers, inline_scripts
from trosol.web.sessions import MAX_ENDED, EndedSessions
from trosol.web.settings import ADDRESS, LEFT, MAX_MESSAGE, decided, settings

__all__ = [
    "ADDRESS",
    "LEFT",
    "MAX_EMBEDDED",
    "MAX_ENDED",
    "MAX_MESSAGE",
    "MAX_SESSIONS",
    "MAX_UPLOADS_HELD",
    "Embedding",
    "EndedSessions",
    "Guard",
    "Own",
    "decided",
    "embed_headers",
    "embed_origins",
    "headers",
    "inline_scripts",
    "settings",
]
