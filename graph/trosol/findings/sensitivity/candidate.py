"""One thing worth finding out: which answer it could change, how, and the question to ask in an interview."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trosol.findings.comparison.rank_shift import RankShift
from trosol.findings.text import claim_sentence, counted, listed
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["ADD", "CONFIRM", "NAMED", "Candidate", "confirm", "effect", "name"]

CONFIRM, ADD, NAMED = "confirm", "add", "named"
"""A claim to confirm; a tie to ask for; someone who is named, and whose ties are to be asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class Candidate(TableRow):
    """What to find out.

    ``ranking``: the ranking that it could change, ``named``, ``placed`` or ``levers``. ``ties``: what would have to be true, where it is
    about ties that nobody told of. ``carries``: the share of what puts the first k where they are that hangs on the claim.
    ``same``: how many others would change it just as much (``add`` and ``named``). ``claims``: the claim in question, or those of
    the ties that the actors in question have. ``evidence``: what the claim rests on, or where the source speaks of both.
    """

    kind: str
    ranking: str
    about: tuple[str, ...]
    ties: tuple[tuple[str, str], ...]
    change: RankShift
    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    mode: str
    carries: float = field(metadata=as_json(digits=3))
    same: int
    sentence: str
    question: str

    @property
    def order(self) -> tuple[Any, ...]:
        """What changes most comes first; then what carries more, what the source comes nearer to saying, and ids."""
        size, shift = self.change.size
        return (
            -size,
            -shift,
            -round(self.carries, 9),
            -len(self.evidence) if self.ties else 0,
            self.kind,
            self.about,
            self.claims,
        )


def name(snapshot: Snapshot, key: str) -> str:
    """The label of an entity, in quotes."""
    return f"“{snapshot.entity(key).label()}”"


def effect(snapshot: Snapshot, change: RankShift, k: int, what: str = "") -> str:
    """What would change, in words; ``what``: the first k of what, where that is not plain."""
    first = f"the first {k} {what}".rstrip()
    if not change:
        return f"{first} would stay as they are"
    parts = []
    if change.enters:
        parts.append(f"{listed([name(snapshot, key) for key in change.enters])} would come among {first}")
    if change.leaves:
        parts.append(f"{listed([name(snapshot, key) for key in change.leaves])} would drop out of {'them' if parts else first}")
    others = [move for move in change.moves if move.id not in (*change.enters, *change.leaves)]
    if others:
        moved = [f"“{move.label}” from {move.before} to {move.after}" for move in others]
        parts.append(f"{listed(moved, 3)} would {'also ' if parts else ''}change {'place' if len(others) == 1 else 'places'}")
    return " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and {parts[2]}"


def confirm(snapshot: Snapshot, key: str, ranking: str, change: RankShift, carries: float, k: int) -> Candidate:
    """A claim that is there: what would be different without it."""
    claim = snapshot.records.claims[key]
    number = len(claim.evidence)
    basis = "inferred by the coder" if claim.mode == "inferred" else "stated in the source"
    said = claim_sentence(snapshot, claim)
    what = "levers" if ranking == "levers" else ""
    text = (
        f"Without the claim that {said} ({basis}, on {counted(number, 'piece')} of evidence), {effect(snapshot, change, k, what)}"
    )
    text += f"; {carries:.0%} of what puts the first {k} there hangs on it." if ranking != "named" and carries else "."
    who = listed([snapshot.entity(voice).label() for voice in claim.voices]) or "anyone"
    ask = (
        f"Nobody says this in so many words. Is it so that {said}?"
        if claim.mode == "inferred"
        else f"So far this is the word of {who}. Would others also say that {said}, and can they give an example?"
    )
    return Candidate(
        kind=CONFIRM,
        ranking=ranking,
        about=(claim.subject, claim.object),
        ties=(),
        change=change,
        claims=(key,),
        evidence=claim.evidence,
        mode=claim.mode,
        carries=carries,
        same=0,
        sentence=text,
        question=ask,
    )
