"""A brief: some findings on a page, each with its answer, how firm it is, its evidence, what speaks against it, and the way back."""

from trosol.brief.content import Brief, Part, Proof, Row, brief
from trosol.brief.page import drawn, may_lack_letters, undrawn_words
from trosol.brief.parts import PARTS, Wish, wishes
from trosol.brief.writers import NEEDS, WRITERS, write

__all__ = [
    "NEEDS",
    "PARTS",
    "WRITERS",
    "Brief",
    "Part",
    "Proof",
    "Row",
    "Wish",
    "brief",
    "drawn",
    "may_lack_letters",
    "undrawn_words",
    "wishes",
    "write",
]
