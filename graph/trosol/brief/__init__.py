"""A brief: some findings on a page, each with its answer, how firm it is, its evidence, what speaks against it, and the way back."""

from trosol.brief.blocks import blocks, first_page, page_count
from trosol.brief.brief_writers import NEEDS, WITH_CHART, WRITERS, write
from trosol.brief.compose import brief
from trosol.brief.document import Brief, BriefChart, DocumentRow, KeyFinding, Part, Proof
from trosol.brief.pdf import drawn, may_lack_letters, undrawn_words
from trosol.brief.sections import PARTS, Section, known_items, parts_of, wishes

__all__ = [
    "NEEDS",
    "PARTS",
    "WITH_CHART",
    "WRITERS",
    "Brief",
    "BriefChart",
    "DocumentRow",
    "KeyFinding",
    "Part",
    "Proof",
    "Section",
    "blocks",
    "brief",
    "drawn",
    "first_page",
    "known_items",
    "may_lack_letters",
    "page_count",
    "parts_of",
    "undrawn_words",
    "wishes",
    "write",
]
