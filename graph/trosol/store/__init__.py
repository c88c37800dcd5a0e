"""The snapshot: an ecosystem as loaded, immutable, with a content hash; and the atomic way to write a file."""

from trosol.store.snapshot import Snapshot

__all__ = ["Snapshot"]
