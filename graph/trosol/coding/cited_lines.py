"""Which claims rest on which lines of a source."""

from __future__ import annotations

from collections.abc import Mapping

from trosol.coding.numbered_text import SourceText
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["cited_lines"]


def cited_lines(snapshot: Snapshot, source: SourceText, name: str = "") -> Mapping[int, tuple[str, ...]]:
    """Ids of the claims that cite each line, in order.

    Evidence counts that is of the source called ``name``, or of one whose recorded hash (``textSha256``) is that of the text.
    """
    records = snapshot.records
    ours = {
        key
        for key, each in records.sources.items()
        if key == name or source.sha256 in dict(each.properties).get(TRO + "textSha256", ())
    }
    found: dict[int, dict[str, None]] = {}
    for key, claim in records.claims.items():
        for piece in (records.evidence.get(each) for each in claim.evidence):
            if piece is None or piece.source not in ours:
                continue
            first, last = piece.line_range() or (1, 0)
            for line in range(first, min(last, len(source.lines)) + 1):
                found.setdefault(line, {})[key] = None
    return {line: tuple(claims) for line, claims in sorted(found.items())}
