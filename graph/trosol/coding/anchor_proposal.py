"""A few words of some lines by which a reader finds them again: at most six, in a row, and as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trosol.check.anchors import MAX_WORDS
from trosol.files.plain_lines import without_unseen
from trosol.questions.tokens import STOP, folded

__all__ = ["proposed_anchor"]

_MARK = re.compile(r"^(?:#{1,6}|[•●▪◦○*–—-]|\[page [^\]]*\])$")


def proposed_anchor(lines: Iterable[str], words: Iterable[str] = ()) -> str:
    """The words in a row that hold most of ``words``, and say something; empty where the lines have none.

    >>> proposed_anchor(["- Metrics often stifle the trust that teams need,", "they said."], ["Metrics", "trust"])
    'Metrics often stifle the trust that'
    """
    wanted = {folded(word).strip(".,;:!?") for each in words for word in each.split()}
    best, found = -1.0, ""
    for line in lines:
        said = without_unseen(line).split()
        while said and _MARK.match(said[0]):
            said = said[1:]
        for start in range(max(1, len(said) - MAX_WORDS + 1)):
            window = said[start : start + MAX_WORDS]
            plain = [folded(word).strip(".,;:!?") for word in window]
            worth = 3.0 * len(wanted.intersection(plain)) + 0.2 * sum(word not in STOP for word in plain)
            worth += 0.3 * bool(plain and plain[0] in wanted) + 0.1 * bool(plain and plain[0] not in STOP)
            if window and worth > best:
                best, found = worth, " ".join(window)
    return found.strip(" ,;:")
