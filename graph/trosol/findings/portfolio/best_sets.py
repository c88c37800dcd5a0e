"""The best sets of one, two, three …: what each covers, what it leaves, and what one more adds."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.findings.portfolio.coverage import Touches
from trosol.findings.text import counted, listed
from trosol.measures import cover
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["BestSet", "BestSetStep", "best_steps"]

_SHOWN = 50


@dataclass(frozen=True, slots=True, repr=False)
class BestSet(TableRow):
    """One best set: its members, what it covers (``stated``: how many of these need no inferred claim) and what it leaves."""

    members: tuple[str, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    stated: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class BestSetStep(TableRow):
    """The best that so many can do.

    ``gain``: how many more it covers than the best with one member fewer. ``number``: how many sets do equally well; ``sets``
    are these, the first 50 of them in id order if there are more. ``always``: who is in every one of them. ``exact``: no
    better set exists (else: none was found).
    """

    size: int
    covered: int
    gain: int
    number: int
    sets: Rows[BestSet]
    always: tuple[str, ...]
    exact: bool
    sentence: str


def best_steps(snapshot: Snapshot, touched: Touches, k: int) -> tuple[BestSetStep, ...]:
    """Best sets of 1, 2 … k; ends when one more adds nothing."""
    sets = touched.sets
    steps: list[BestSetStep] = []
    for size in range(1, min(k, len(sets)) + 1):
        found = cover(sets, size, touched.wanted)
        before = steps[-1].covered if steps else 0
        if found.covered == before:
            break
        every = [tuple(str(key) for key in members) for members in found.sets]
        choices = tuple(_choice(snapshot, touched, members) for members in every[:_SHOWN])
        always = tuple(sorted(set(every[0]).intersection(*every)))
        text = _step_sentence(snapshot, touched, choices, len(every), found.covered, found.covered - before, always)
        steps.append(
            BestSetStep(
                size=size,
                covered=found.covered,
                gain=found.covered - before,
                number=len(every),
                sets=Rows(choices),
                always=always,
                exact=found.exact,
                sentence=text,
            )
        )
    return tuple(steps)


def _choice(snapshot: Snapshot, touched: Touches, members: tuple[str, ...]) -> BestSet:
    sets = touched.sets
    covered = tuple(sorted({thing for key in members for thing in sets[key]}))
    stated = sum(any(touched.is_stated(snapshot, key, thing) for key in members) for thing in covered)
    left = tuple(thing for thing in touched.wanted if thing not in covered)
    return BestSet(members, covered, left, stated, touched.claims(members))


def _step_sentence(
    snapshot: Snapshot, touched: Touches, sets: tuple[BestSet, ...], number: int, covered: int, gain: int, always: tuple[str, ...]
) -> str:
    size, first = len(sets[0].members), sets[0]
    names = listed([f"“{snapshot.entity(key).label()}”" for key in first.members])
    share = f"{covered} of {len(touched.wanted)}"
    adds = f", {gain} more than {size - 1} can" if size > 1 else ""
    soft = covered - first.stated
    firm = (
        f"; {soft} of these rest{'s' if soft == 1 else ''} on what the coder inferred"
        if soft
        else "; all of these are stated in the source"
    )
    if number == 1:
        return f"{names} touch{'es' if size == 1 else ''} {share}{adds}{firm}."
    core = f", all with {listed([f'“{snapshot.entity(key).label()}”' for key in always])}" if always else ""
    return f"{counted(number, 'set')} of {size} do equally well{core}, and touch {share}{adds}. One is {names}{firm}."
