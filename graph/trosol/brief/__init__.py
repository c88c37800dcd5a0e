"""A brief: some findings on a page, each with its answer, how firm it is, its evidence, what speaks against it, and the way back."""

from trosol.brief.brief_writers import NEEDS, WRITERS, write
from trosol.brief.compose import brief
from trosol.brief.document import Brief, DocumentRow, Part, Proof
from trosol.brief.pdf import drawn, may_lack_letters, undrawn_words
from trosol.brief.sections import PARTS, Section, wishes

__all__ = [
    "NEEDS",
    "PARTS",
    "WRITERS",
    "Brief",
    "DocumentRow",
    "Part",
    "Proof",
    "Section",
    "brief",
    "drawn",
    "may_lack_letters",
    "undrawn_words",
    "wishes",
    "write",
]
