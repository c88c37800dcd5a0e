"""Claims changed, refused or settled by a coder, each with a reason that goes into the record of decisions; undone by ``trosol undo``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from trosol.coding.adding import NewClaim, evidence_row, next_id, proved
from trosol.coding.decisions import CHANGED, KEPT, REFUSED, Decision
from trosol.coding.folder_edit import FolderEdit, edit_folder, problems_of
from trosol.coding.numbered_text import lines_asked
from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.model.records import Claim, Evidence
from trosol.rdf.iris import TRO, local_name
from trosol.read.columns import LIST_MARK
from trosol.read.sources import Reading

__all__ = ["change_claim", "change_problems", "keep_claim", "refuse_claims", "refuse_suggestion"]


def refuse_claims(into: Path, seen: Sequence[Claim], why: str) -> None:
    """Take claims out, with evidence and entities of theirs that nothing else rests on; ``seen``: as the coder saw them. Raises :class:`TrosolError`."""
    edit_folder(into, partial(_without, seen, _reason(why), ()))


def keep_claim(into: Path, kept: Claim, others: Sequence[Claim], why: str) -> None:
    """Settle a disagreement: one claim stays, the others go. Raises :class:`TrosolError`."""
    edit_folder(into, partial(_without, others, _reason(why), (kept,)))


def refuse_suggestion(into: Path, source: str, lines: str, said: tuple[str, str, str], why: str) -> None:
    """Write down that a suggestion (subject, name of the relation, object) is not made at these lines again. Raises :class:`TrosolError`."""
    decision = Decision(REFUSED, source, lines, *said, why=_reason(why))
    edit_folder(into, lambda _before: FolderEdit(f"refused at {source} {lines}: {' '.join(said)}", decisions=(decision,)))


def change_claim(into: Path, seen: Claim, new: NewClaim, why: str) -> None:
    """Let a claim say something else, on the passage that is given. Raises :class:`TrosolError`; then nothing is written."""
    page = proved(into, new.source, new.lines, new.anchor)
    edit_folder(into, partial(_changed, seen, new, page, _reason(why)))


def change_problems(into: Path, seen: Claim, new: NewClaim) -> tuple[Problem, ...]:
    """All that stands in the way of such a change; nothing is written."""
    try:
        page = proved(into, new.source, new.lines, new.anchor)
    except TrosolError as error:
        return tuple(error.problems)
    return problems_of(into, partial(_changed, seen, new, page, "tried"))


def _reason(why: str) -> str:
    if not why.strip():
        raise WrongUse(Problem("reason-missing", "A decision needs a reason.", "Say in a few words why.", Where("why")))
    return why.strip()


def _as_seen(before: Reading, seen: Claim) -> Claim:
    """The claim as it is now; refused where somebody else changed it or took it out since."""
    now = before.records.claims.get(seen.id)
    if now != seen:
        raise TrosolError(
            Problem(
                "changed-meanwhile",
                f"Somebody else changed claim {shorten(seen.id)} meanwhile. Nothing was written.",
                "Look at it again: it is shown as it is now.",
                Where("claims.csv"),
            )
        )
    return now


def _without(seen: Sequence[Claim], why: str, kept: Sequence[Claim], before: Reading) -> FolderEdit:
    records = before.records
    for each in (*seen, *kept):
        _as_seen(before, each)
    gone = {each.id for each in seen}
    still = {piece for key, claim in records.claims.items() if key not in gone for piece in claim.evidence}
    still |= {piece for entity in records.entities.values() for piece in entity.evidence}
    still |= {piece for each in records.observations.values() for piece in each.evidence}
    pieces = {piece for each in seen for piece in each.evidence} - still
    decisions = [_decision(REFUSED, each, before, why) for each in seen] + [_decision(KEPT, each, before, why) for each in kept]
    what = f"kept {kept[0].id}, refused {', '.join(sorted(gone))}" if kept else f"refused {', '.join(sorted(gone))}"
    without = {"claims": gone, **({"evidence": pieces} if pieces else {})}
    return FolderEdit(what, without=without, decisions=decisions)


def _decision(what: str, claim: Claim, before: Reading, why: str) -> Decision:
    piece = before.records.evidence.get(claim.evidence[0]) if claim.evidence else None
    return Decision(
        decision=what,
        source=piece.source if piece else "",
        lines=piece.lines if piece else "",
        subject=claim.subject,
        relation=local_name(claim.predicate),
        object=claim.object,
        claim=claim.id,
        why=why,
    )


def _piece_at(seen: Claim, new: NewClaim, before: Reading) -> Evidence | None:
    """The piece of evidence that a change is about: the one at these lines, or the only one."""
    first, last = lines_asked(new.lines)
    pieces = [before.records.evidence[key] for key in seen.evidence]
    for piece in pieces:
        begin, end = piece.line_range() or (1, 0)
        if piece.source == new.source and begin <= last and end >= first:
            return piece
    return pieces[0] if len(pieces) == 1 else None


def _changed(seen: Claim, new: NewClaim, page: Mapping[str, str], why: str, before: Reading) -> FolderEdit:
    records = before.records
    _as_seen(before, seen)
    mine = _piece_at(seen, new, before)
    shared = mine is None or any(mine.id in c.evidence for key, c in records.claims.items() if key != seen.id)
    shared = shared or any(mine and mine.id in entity.evidence for entity in records.entities.values())
    # Evidence that others rest on stays as it is; then the claim gets a piece of its own.
    piece = next_id(records.evidence, "e") if shared or mine is None else mine.id
    evidence = evidence_row(new, piece, page)
    first = mine.id if mine else ""
    hedge = {"hedge": ""} if seen.property(TRO + "hedge") else {}
    row = {
        "id": seen.id,
        "rationale": "",
        **hedge,
        "subject": new.subject,
        "predicate": new.predicate,
        "object": new.object,
        "evidence": LIST_MARK.join([piece, *(each for each in seen.evidence if each != first)]),
        **(new.columns or {}),
    }
    entities = [
        {"id": e.id, "type": e.type, "label": e.label, "description": e.description, "status": "transcribed", "evidence": piece}
        for e in new.entities
    ]
    rows = {**({"entities": entities} if entities else {}), "evidence": [evidence], "claims": [row]}
    said = {"subject": new.subject, "relation": new.predicate, "object": new.object}
    decision = Decision(decision=CHANGED, source=new.source, lines=new.lines, **said, claim=seen.id, why=why)
    return FolderEdit(f"changed {seen.id}: {new.subject} {new.predicate} {new.object}", rows, decisions=(decision,))
