"""The snapshot: an ecosystem as loaded, immutable, with a content hash; and the shelf of what was worked out before."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to load than the shelf
if TYPE_CHECKING:
    from typing import Any

    from trosol.store.snapshot import Snapshot

__all__ = ["Snapshot"]


def __getattr__(name: str) -> Any:
    """Load the snapshot's module, and with it the engine, only where one is wanted: the shelf needs neither."""
    if name != "Snapshot":
        raise AttributeError(f"module 'trosol.store' has no attribute {name!r}")
    from trosol.store.snapshot import Snapshot

    return Snapshot
