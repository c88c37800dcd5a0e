"""Screens that became part of another one: an address that somebody kept still leads where its content is now."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MOVED", "moved"]

MOVED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "home": ("overview", {}),
    "leverage": ("priorities", {}),
    "portfolio": ("priorities", {"view": "sets"}),
    "matrix": ("overview", {}),
    "scenario": ("scenarios", {}),
    "voices": ("evidence", {"view": "voices"}),
    "next_evidence": ("evidence", {"view": "next"}),
    "pathways": ("map", {"view": "path"}),
    "horizons": ("map", {"view": "horizons"}),
}
"""By the old name of a screen: the screen it is part of now, and what chooses it there."""

_RENAMED: Mapping[str, Mapping[str, str]] = {
    "portfolio": {"kind": "challenges"},
    "pathways": {"from": "focus", "to": "other"},
}
"""What an old screen called a choice, and its successor."""


def moved(screen: str, asked: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Where an address leads: the screen, and what it asks for there.

    >>> moved("pathways", {"from": "a", "to": "b"})
    ('map', {'view': 'path', 'focus': 'a', 'other': 'b'})
    >>> moved("map", {"from": "a"})
    ('map', {'from': 'a'})
    """
    page, usual = MOVED.get(screen, (screen, {}))
    names = _RENAMED.get(screen, {})
    return page, {**usual, **{names.get(key, key): value for key, value in asked.items()}}
