"""What an edit changes: terms, rows, ranks and answers, for those who are to agree to it."""

from trosol.diff.differences import Differences, differences
from trosol.diff.markdown import to_markdown
from trosol.diff.revisions import EarlierState, opened, opened_at, revisions_of

__all__ = ["Differences", "EarlierState", "differences", "opened", "opened_at", "revisions_of", "to_markdown"]
