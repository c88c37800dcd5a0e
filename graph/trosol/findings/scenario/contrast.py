"""Two scenarios side by side: which goals one reaches and the other does not, and where they differ in how likely a goal is helped.

**Reads as**: without this we lose that; or: this push does there what the other push undoes.

**How**: goal by goal. A goal is *lost* or *gained* if only the first or only the second reaches it; *turned* if the likeliest effect is
to help in the one and to hurt in the other; *more likely* or *less likely* if the share of worlds that help it, less the share that hurt
it, differs by more than one in twenty. Both are counted in the same worlds, so that a difference is no chance of drawing.

**Trap**: *same* says that it is as likely, not that it goes as far: how far is nothing that these claims can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trosol.findings.scenario.outcome import Outcome
from trosol.findings.scenario.scenario import Scenario
from trosol.findings.scenario.scenario_sentences import in_worlds
from trosol.plain import as_json
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, reference, worded

__all__ = ["KINDS", "GoalContrast", "ScenarioComparison", "compare_scenarios"]

KINDS = ("turned", "lost", "gained", "less likely", "more likely", "same")
"""How a goal can differ between two scenarios, what matters most first."""

_DIFFERS = 0.05
_WORDS = {
    "helps": worded("helped"),
    "hurts": worded("hurt"),
    "contested": worded("both helped and hurt"),
    "not_stated": worded("acted on in a direction not stated"),
}


@dataclass(frozen=True, slots=True, repr=False)
class GoalContrast(TableRow):
    """One goal in both scenarios. ``first`` and ``second``: likeliest effect there, empty where no path leads to it."""

    id: str
    label: str
    kind: str
    first: str
    second: str
    helps_first: float = field(metadata=as_json(digits=3))
    helps_second: float = field(metadata=as_json(digits=3))
    hurts_first: float = field(metadata=as_json(digits=3))
    hurts_second: float = field(metadata=as_json(digits=3))
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class ScenarioComparison(Result):
    """Goal by goal, what differs; ``changes`` has what differs first. ``score_change``: weighted goals helped, second less first."""

    _table = "changes"

    sentence: str
    score_change: float = field(metadata=as_json(digits=3))
    changes: Rows[GoalContrast]


def compare_scenarios(first: Scenario, second: Scenario) -> ScenarioComparison:
    """Hold two scenarios side by side, at every goal that either reaches."""
    before, after = ({row.id: row for row in each.goals} for each in (first, second))
    gone = {*first.removed, *second.removed}
    changes = [_change(before.get(key), after.get(key), key in gone) for key in sorted({*before, *after})]
    changes.sort(key=lambda change: (KINDS.index(change.kind), change.label, change.id))
    kinds = {
        "turned": worded("turned"),
        "lost": worded("lost"),
        "gained": worded("gained"),
        "less likely": worded("in a smaller share of possible worlds"),
        "more likely": worded("in a larger share of possible worlds"),
        "same": worded("same"),
    }
    counts = [(kind, sum(change.kind == kind for change in changes)) for kind in KINDS]
    said = [joined((str(number), kinds[kind])) for kind, number in counts if number]
    change = second.score - first.score
    more = {"more": f"{abs(change):.1f}"}
    lead = (
        worded("The second helps as many goals on average.")
        if abs(change) < _DIFFERS
        else worded("The second helps {more} more goals on average.", **more)
        if change > 0
        else worded("The second helps {more} fewer goals on average.", **more)
    )
    ends = worded(
        "At {ends} that either reaches: {said}.", ends=counted_words(len(changes), "end"), said=listed_words(said, len(KINDS))
    )
    text = joined((lead, ends)) if changes else worded("Neither reaches any goal by what is claimed.")
    return ScenarioComparison(text, change, Rows(changes))


def _change(before: Outcome | None, after: Outcome | None, gone: bool) -> GoalContrast:
    row = after or before
    assert row is not None
    kind, text = _kind(before, after, gone)
    return GoalContrast(
        id=row.id,
        label=row.label,
        kind=kind,
        first=before.effect if before else "",
        second=after.effect if after else "",
        helps_first=before.helps if before else 0.0,
        helps_second=after.helps if after else 0.0,
        hurts_first=before.hurts if before else 0.0,
        hurts_second=after.hurts if after else 0.0,
        claims=tuple(sorted({claim for each in (before, after) if each for claim in each.claims})),
        voices=tuple(sorted({voice for each in (before, after) if each for voice in each.voices})),
        sentence=worded("“{name}”: {text}.", name=reference("entity", row.id, row.label), text=text),
    )


def _kind(before: Outcome | None, after: Outcome | None, gone: bool) -> tuple[str, Worded]:
    if after is None or before is None:
        row = before if after is None else after
        assert row is not None
        effect = {"effect": _WORDS[row.effect]}
        text = (
            worded("{effect} in the first only", **effect) if after is None else worded("{effect} in the second only", **effect)
        )
        said = joined((text, worded("it is itself removed in the other")), "; ") if gone else text
        return ("lost" if after is None else "gained"), said
    net = [row.helps - row.hurts for row in (before, after)]
    said = worded(
        "helped in {first} of worlds in the first and {second} in the second",
        first=in_worlds(before.helps),
        second=in_worlds(after.helps),
    )
    if before.hurts >= _DIFFERS or after.hurts >= _DIFFERS:
        hurt = worded("hurt in {first} and {second}", first=in_worlds(before.hurts), second=in_worlds(after.hurts))
        said = joined((said, hurt), "; ")
    if {before.effect, after.effect} == {"helps", "hurts"}:
        return "turned", said
    if abs(net[1] - net[0]) > _DIFFERS:
        return ("more likely" if net[1] > net[0] else "less likely"), said
    return "same", said
