"""The snapshot: an ecosystem as loaded, immutable, with a content hash."""

from trosol.store.snapshot import Snapshot

__all__ = ["Snapshot"]
