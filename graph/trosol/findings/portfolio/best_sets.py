"""The best sets of one, two, three …: what each covers, what it leaves, and what one more adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trosol.findings.portfolio.coverage import SetCoverage
from trosol.findings.text import quoted
from trosol.measures.set_cover import best_covers
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow
from trosol.worded import counted_words, joined, listed_words, worded

__all__ = ["BestSet", "BestSetStep", "best_set", "best_steps", "cost_of"]

_SHOWN = 50


@dataclass(frozen=True, slots=True, repr=False)
class BestSet(TableRow):
    """One best set: its members, what it covers (``stated``: how many of these need no inferred claim) and what it leaves.

    ``by_part``: what it covers only by a part, with these parts. ``cost``: of all members; None where one is not coded.
    """

    members: tuple[str, ...]
    covered: tuple[str, ...]
    by_part: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata=as_json(made=dict))
    uncovered: tuple[str, ...]
    stated: int
    cost: float | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class BestSetStep(TableRow):
    """The best that so many can do.

    ``gain``: how many more it covers than the best with one member fewer. ``number``: how many sets tie; ``sets`` are these, the first
    50 of them in id order if there are more. ``always``: who is in every one of them. ``exact``: no better set exists (else: none was
    seen).
    """

    size: int
    covered: int
    gain: int
    number: int
    sets: Rows[BestSet]
    always: tuple[str, ...]
    exact: bool
    sentence: str


def best_steps(snapshot: Snapshot, coverage: SetCoverage, k: int, costs: Mapping[str, float]) -> tuple[BestSetStep, ...]:
    """Best sets of 1, 2 … k; ends when one more adds nothing."""
    sets = coverage.sets
    steps: list[BestSetStep] = []
    for size in range(1, min(k, len(sets)) + 1):
        best, covered, exact = best_covers(sets, size, coverage.wanted)
        before = steps[-1].covered if steps else 0
        if covered == before:
            break
        every = [tuple(str(key) for key in members) for members in best]
        shown = tuple(best_set(snapshot, coverage, members, costs) for members in every[:_SHOWN])
        always = tuple(sorted(set(every[0]).intersection(*every)))
        text = _step_sentence(snapshot, coverage, shown, len(every), covered, covered - before, always)
        steps.append(
            BestSetStep(
                size=size,
                covered=covered,
                gain=covered - before,
                number=len(every),
                sets=Rows(shown),
                always=always,
                exact=exact,
                sentence=text,
            )
        )
    return tuple(steps)


def best_set(snapshot: Snapshot, coverage: SetCoverage, members: tuple[str, ...], costs: Mapping[str, float]) -> BestSet:
    """What these members cover between them."""
    sets = coverage.sets
    covered = tuple(sorted({key for member in members for key in sets[member]}))
    stated = sum(any(coverage.is_stated(snapshot, member, key) for member in members) for key in covered)
    left = tuple(key for key in coverage.wanted if key not in covered)
    by_part = tuple((key, parts) for key in covered if (parts := coverage.through(members, key)))
    return BestSet(members, covered, by_part, left, stated, cost_of(members, costs), coverage.claims(members))


def cost_of(members: tuple[str, ...], costs: Mapping[str, float]) -> float | None:
    """What they cost together; None where one is not coded."""
    return sum(costs[key] for key in members) if all(key in costs for key in members) else None


def _step_sentence(
    snapshot: Snapshot,
    coverage: SetCoverage,
    sets: tuple[BestSet, ...],
    number: int,
    covered: int,
    gain: int,
    always: tuple[str, ...],
) -> str:
    size, first = len(sets[0].members), sets[0]
    names = listed_words([quoted(snapshot, key) for key in first.members])
    share = worded("{covered} of {total}", covered=covered, total=len(coverage.wanted))
    if size > 1:
        best = worded("the best one") if size == 2 else worded("the best {number}", number=size - 1)
        share = worded("{share}, {gain} more than {best}", share=share, gain=gain, best=best)
    soft = covered - first.stated
    firm = [
        worded("of these {number} by inference only", number=soft) if soft else worded("all of these are stated in the source"),
        worded("{number} only by a part", number=len(first.by_part)) if first.by_part else "",
    ]
    tail = joined(firm, "; ")
    if number == 1:
        return worded("Addressed by {names}: {share}; {tail}.", names=names, share=share, tail=tail)
    values = {"sets": counted_words(number, "set"), "size": size, "share": share, "names": names, "tail": tail}
    if always:
        core = listed_words([quoted(snapshot, key) for key in always])
        return worded(
            "{sets} of {size} tie, all with {core}: each addresses {share}. One is {names}; {tail}.", core=core, **values
        )
    return worded("{sets} of {size} tie: each addresses {share}. One is {names}; {tail}.", **values)
