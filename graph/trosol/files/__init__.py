"""Writing to disk without fear: one file exactly old or new, several files together, and the way back."""

from trosol.files.journal import Entry, fingerprint, held, history, settle, state, undo, undoable, write_together

__all__ = ["Entry", "fingerprint", "held", "history", "settle", "state", "undo", "undoable", "write_together"]
