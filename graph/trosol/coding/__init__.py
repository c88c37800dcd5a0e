"""From a source to claims: numbered text, and what its passages may say."""

from trosol.coding.cited_lines import cited_lines
from trosol.coding.numbered_text import Passage, SourceText, lines_asked
from trosol.coding.source_files import read_text, source_text
from trosol.coding.suggestions import SuggestedClaim, SuggestedEntity, Suggester, Suggestion, Suggestions, suggest

__all__ = [
    "Passage",
    "SourceText",
    "SuggestedClaim",
    "SuggestedEntity",
    "Suggester",
    "Suggestion",
    "Suggestions",
    "cited_lines",
    "lines_asked",
    "read_text",
    "source_text",
    "suggest",
]
