"""Working with files without fear: one file exactly old or new, several together with the way back, and no folder's word taken for it."""

from trosol.files.entries import Entry, history, state
from trosol.files.folder import Folder
from trosol.files.journal import held, settle, undo, undoable, write_together
from trosol.files.promise import open_folder, undisturbed

__all__ = [
    "Entry",
    "Folder",
    "held",
    "history",
    "open_folder",
    "settle",
    "state",
    "undisturbed",
    "undo",
    "undoable",
    "write_together",
]
