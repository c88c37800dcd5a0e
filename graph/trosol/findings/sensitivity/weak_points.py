"""Claims and passages that tiers hang on: each as a question to those who could say more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gate_removals import claims_behind_gates, gate_removals
from trosol.findings.leverage.group_removals import Drawn, GroupRemovals, group_removals
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.sensitivity.question import HINGE, PASSAGE, OpenQuestion
from trosol.findings.sensitivity.whom_to_ask import others_than, places_of, those_who_said
from trosol.store.snapshot import Snapshot

__all__ = ["Removed", "hinge_questions", "passage_questions", "removed"]

_NOTHING = 1e-9
"""What is left of a score that rests on one passage alone."""

Moves = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Removed:
    """What was taken away and what that did: single claims from the cards, passages (with the claims that rest on nothing else) from both."""

    claims: tuple[str, ...]
    passages: tuple[tuple[str, ...], ...]
    rows: GroupRemovals
    cards: GroupRemovals


def removed(snapshot: Snapshot, levers: Leverage, gates: Gatekeepers, drawn: Drawn | None) -> Removed:
    """Take away each claim behind a card, and each passage with two claims or more behind a row or card."""
    behind = claims_behind_gates(snapshot, gates)
    passages = _passages(snapshot, levers, behind)
    cards = gate_removals(snapshot, gates, [*((key,) for key in behind), *passages])
    return Removed(behind, passages, group_removals(snapshot, levers, passages, drawn), cards)


def hinge_questions(snapshot: Snapshot, levers: Leverage, found: Removed) -> Iterator[OpenQuestion]:
    """A question for each claim without which some row or card would be in another tier, in id order."""
    moves: dict[str, list[tuple[str, str]]] = {}
    for table in levers.kinds:
        for row in table.ranking:
            for key in row.hinges:
                moves.setdefault(key, []).append((table.kind, row.id))
    for place, key in enumerate(found.claims):
        if moved := _moved(found.cards, place):
            moves.setdefault(key, []).extend(moved)
    for key in sorted(moves):
        claim = snapshot.records.claims[key]
        whom = those_who_said(snapshot, (key,)) if claim.mode == "inferred" else others_than(snapshot, (key,))
        yield OpenQuestion(
            kind=HINGE,
            about=(claim.subject, claim.object),
            claims=(key,),
            evidence=claim.evidence,
            places=places_of(snapshot, (key,)),
            mode=claim.mode,
            moves=tuple(moves[key]),
            alone=(),
            whom=whom,
            sentence="",
            question="",
        )


def passage_questions(snapshot: Snapshot, levers: Leverage, gates: Gatekeepers, found: Removed) -> Iterator[OpenQuestion]:
    """A question for each passage with two claims or more without which a tier would be another, or that alone holds up a result."""
    first = {row.id for table in levers.kinds for row in table.first}
    held = {card.id for card in gates.cards if card.weight > 0}
    for place, claims in enumerate(found.passages):
        at = len(found.claims) + place
        moves = (*_moved(found.rows, place), *_moved(found.cards, at))
        alone = (*_alone(found.rows, place, first), *_alone(found.cards, at, held))
        if moves or alone:
            ends = [end for key in claims for end in (snapshot.records.claims[key].subject, snapshot.records.claims[key].object)]
            yield OpenQuestion(
                kind=PASSAGE,
                about=tuple(dict.fromkeys(ends)),
                claims=claims,
                evidence=tuple(dict.fromkeys(each for key in claims for each in snapshot.records.claims[key].evidence)),
                places=places_of(snapshot, claims),
                mode="",
                moves=moves,
                alone=tuple(dict.fromkeys(alone)),
                whom=others_than(snapshot, claims),
                sentence="",
                question="",
            )


def _passages(snapshot: Snapshot, levers: Leverage, behind_cards: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Of each passage that alone holds up two claims or more behind some row or card, these claims; those with most first."""
    behind = {key for table in levers.kinds for row in table.ranking for key in row.claims} | set(behind_cards)
    found: dict[int, list[str]] = {}
    for key in sorted(behind):
        if len(own := snapshot.passages.get(key, ())) == 1:
            found.setdefault(own[0], []).append(key)
    several = [(passage, tuple(keys)) for passage, keys in found.items() if len(keys) > 1]
    return tuple(keys for _, keys in sorted(several, key=lambda item: (-len(item[1]), item[0])))


def _moved(found: GroupRemovals, place: int) -> Moves:
    return found.moved[place] if place < len(found.moved) else ()


def _alone(found: GroupRemovals, place: int, wanted: set[str]) -> tuple[str, ...]:
    if place >= len(found.moved):
        return ()
    return tuple(key for at, key in enumerate(found.rows) if key in wanted and found.left[place, at] <= _NOTHING)
