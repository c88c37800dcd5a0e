"""What the findings rest on, and what they do not cover: claims and passages, goals that nothing helps, actions that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trosol.findings.inventory import inventory
from trosol.findings.leverage.leverage_result import Leverage
from trosol.language import counted_in, say_in
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["Coverage", "coverage_of", "coverage_sentence"]


@dataclass(frozen=True, slots=True, repr=False)
class Coverage(TableRow):
    """How much there is to go on, under the lens.

    ``hedged``: claims with a qualifying word. ``passages``: places in the source that overlap with no other. ``goals_helped``: goals that
    something here would help; ``goals_unhelped``: ids of the others. ``not_coded_onward``: ids of what no claim leads on from to a goal.
    """

    claims: int
    stated: int
    hedged: int
    voices: int
    sources: int
    passages: int
    goals: int
    goals_helped: int
    goals_unhelped: tuple[str, ...]
    not_coded_onward: tuple[str, ...]
    sentence: str


def coverage_of(snapshot: Snapshot, levers: Leverage) -> Coverage:
    """Count what the claims of a lens cover."""
    held = inventory(snapshot, levers.about.lens)
    claims = [snapshot.records.claims[key] for key in held.counting]
    pieces = [snapshot.records.evidence[key] for claim in claims for key in claim.evidence]
    helped = {goal for table in levers.kinds for row in (*table.ranking, *table.folded) for goal, _ in row.helps}
    made = Coverage(
        claims=len(claims),
        stated=held.stated,
        hedged=held.hedged,
        voices=len({voice for claim in claims for voice in claim.voices}),
        sources=len({piece.source for piece in pieces}),
        passages=len({passage for claim in claims for passage in snapshot.passages.get(claim.id, ())}),
        goals=len(levers.goals),
        goals_helped=sum(goal.id in helped for goal in levers.goals),
        goals_unhelped=tuple(goal.id for goal in levers.goals if goal.id not in helped),
        not_coded_onward=tuple(key for table in levers.kinds if table.group != "actor" for key in table.not_coded_onward),
        sentence="",
    )
    return replace(made, sentence=coverage_sentence(made))


def coverage_sentence(found: Coverage, language: str = "en") -> str:
    """What there is to go on, in words."""
    return " ".join(
        (
            say_in(
                language,
                "What counts: {claims} ({stated} stated, {hedged} hedged), from {passages} of {sources}.",
                claims=counted_in(language, found.claims, "claim"),
                stated=f"{found.stated:,}",
                hedged=f"{found.hedged:,}",
                passages=counted_in(language, found.passages, "passage"),
                sources=counted_in(language, found.sources, "source"),
            ),
            say_in(
                language,
                "Something here would help {helped} of {goals}; without a claim that leads on to a goal: {number}.",
                helped=found.goals_helped,
                goals=counted_in(language, found.goals, "goal"),
                number=counted_in(language, len(found.not_coded_onward), "item"),
            ),
        )
    )
