"""Two scenarios side by side: which goals one reaches and the other does not, and where the second turns what the first did.

**Reads as**: without this we lose that; or: this push does there what the other push undoes.

**How**: goal by goal. A goal is *lost* or *gained* if only the first or only the second reaches it; *turned* if it goes the
other way; *less sure* or *surer* if only one of the two gives it a direction; *less firm* or *firmer* if it goes the same
way but in fewer or more resamples of the claims, by more than one in ten.

**Trap**: *same* says that it goes the same way, not as far: how far is nothing that these claims can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trosol.findings.scenario.outcome import FALLS, NONE, RISES, Outcome
from trosol.findings.scenario.scenario import Scenario
from trosol.findings.text import counted, listed
from trosol.plain import as_json
from trosol.table import Result, Rows, TableRow

__all__ = ["KINDS", "GoalContrast", "ScenarioComparison", "compare_scenarios"]

KINDS = ("turned", "lost", "gained", "less sure", "surer", "less firm", "firmer", "same")
"""How a goal can differ between two scenarios, what matters most first."""

_FIRMNESS = 0.1


@dataclass(frozen=True, slots=True, repr=False)
class GoalContrast(TableRow):
    """One thing in both scenarios. ``first`` and ``second``: direction there; ``claims``: behind either."""

    id: str
    label: str
    kind: str
    first: str
    second: str
    kept_first: float | None = field(metadata=as_json(digits=3))
    kept_second: float | None = field(metadata=as_json(digits=3))
    wanted_first: bool | None
    wanted_second: bool | None
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class ScenarioComparison(Result):
    """Goal by goal, what differs; ``changes`` has what differs first."""

    _table = "changes"

    sentence: str
    changes: Rows[GoalContrast]


def compare_scenarios(first: Scenario, second: Scenario) -> ScenarioComparison:
    """Hold two scenarios side by side, at every goal that either reaches."""
    before, after = ({row.id: row for row in each.goals} for each in (first, second))
    changes = [
        _change(before.get(key), after.get(key), key in (*first.removed, *second.removed)) for key in sorted({*before, *after})
    ]
    changes.sort(key=lambda change: (KINDS.index(change.kind), change.label, change.id))
    counts = [(kind, sum(change.kind == kind for change in changes)) for kind in KINDS]
    said = [f"{number} {kind}" for kind, number in counts if number]
    same = f"At {counted(len(changes), 'goal')} that either reaches: {listed(said, len(KINDS))}."
    return ScenarioComparison(same if changes else "Neither reaches any goal that the claims tell of.", Rows(changes))


def _change(before: Outcome | None, after: Outcome | None, gone: bool) -> GoalContrast:
    row = after or before
    assert row is not None
    kind, text = _kind(before, after, gone)
    return GoalContrast(
        id=row.id,
        label=row.label,
        kind=kind,
        first=before.direction if before else NONE,
        second=after.direction if after else NONE,
        kept_first=before.kept if before else None,
        kept_second=after.kept if after else None,
        wanted_first=before.wanted if before else None,
        wanted_second=after.wanted if after else None,
        claims=tuple(sorted({claim for each in (before, after) if each for claim in each.claims})),
        voices=tuple(sorted({voice for each in (before, after) if each for voice in each.voices})),
        sentence=f"“{row.label}” {text}.",
    )


def _kind(before: Outcome | None, after: Outcome | None, gone: bool) -> tuple[str, str]:
    if after is None or before is None:
        row = before or after
        words = row.words if row else ""
        there, elsewhere = ("second", "first") if before is None else ("first", "second")
        taken = f", being itself taken away in the {elsewhere}" if gone else ""
        return ("gained" if before is None else "lost"), f"{words} in the {there} only{taken}"
    sure = [row.direction in (RISES, FALLS) for row in (before, after)]
    if all(sure) and before.direction != after.direction:
        return "turned", f"{before.words} in the first and {after.words} in the second"
    if sure[0] != sure[1]:
        return ("less sure" if sure[0] else "surer"), f"{before.words} in the first and {after.words} in the second"
    if before.kept is not None and after.kept is not None and abs(after.kept - before.kept) > _FIRMNESS:
        kind = "firmer" if after.kept > before.kept else "less firm"
        return (
            kind,
            f"{after.words} in both; {before.kept:.0%} of resamples of the claims bear the first out, {after.kept:.0%} the second",
        )
    return "same", f"{after.words} in both"
