"""Screens that became part of another one: an address that somebody kept still leads where its content is now."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MOVED"]

MOVED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "home": ("overview", {}),
    "leverage": ("priorities", {}),
    "portfolio": ("priorities", {"view": "sets"}),
    "matrix": ("overview", {}),
    "scenario": ("scenarios", {}),
    "voices": ("evidence", {"view": "voices"}),
    "next_evidence": ("evidence", {"view": "next"}),
}
"""By the old name of a screen: the screen it is part of now, and what chooses it there."""
