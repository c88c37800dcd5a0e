"""Compare two snapshots or ecosystems: what is said differently, and which tiers are others because of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trosol.findings.cache import Through, straight
from trosol.findings.comparison.changed_records import ChangedRecords, facts_between
from trosol.findings.comparison.comparison_sentences import change_sentence, tiers_changed_sentence
from trosol.findings.comparison.shared_meaning import shared_meaning, unrelated_sentence
from trosol.findings.comparison.tier_changes import TierChange, tier_changes
from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gatekeepers import gatekeepers
from trosol.findings.leverage.leverage import leverage
from trosol.findings.leverage.leverage_result import Leverage
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, WithProvenance
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows
from trosol.worded import joined, listed_words, worded

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(WithProvenance):
    """What changed in facts and in tiers. ``notes``: what the comparison cannot tell; ``about.not_enough``: why there is none."""

    _table = "changes"

    facts: ChangedRecords
    changes: Rows[TierChange]
    notes: tuple[str, ...]
    sentence: str
    other_snapshot: str
    about: Provenance = field(metadata=as_json(inline=True))

    def to_json(self) -> dict[str, Any]:
        """Plain values, what people read first of all first."""
        own: dict[str, Any] = {"sentence": self.sentence, "notes": list(self.notes), "facts": self.facts.to_json()}
        further = {"changes": [change.to_json() for change in self.changes], "other_snapshot": self.other_snapshot}
        return {**own, **further, **self.about.to_json()}


def compare(
    before: Snapshot,
    after: Snapshot,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    through: Through = straight,
) -> Comparison:
    """Hold two snapshots beside each other: rows by id, then the tiers of each table of leverage and of the gate cards.

    **Reads as**: Embed falls from tier A to B among action areas; responsible: one claim removed.

    **How**: rows are compared by id. Both leverage and the gate cards are worked out on each side, from the same seed. A row whose tier
    differs is told with the claims that its score rests on and that were added, removed or changed; where there are none, with those of
    the others in its table. ``draws``, ``worlds``: as for leverage; ``through``: how the findings of both sides are got.

    **Trap**: the same id is taken for the same entity. Two ecosystems that have almost no entity in common are not compared. A tier that
    differs for a row on the line may differ by chance; such rows are left out where no claim explains them.
    """
    lens = lens or Lens()
    lens.check(before)
    lens.check(after)
    shared = shared_meaning(before, after)
    unrelated = unrelated_sentence(before, after, shared)
    if unrelated:
        about = Provenance(lens, "", 0, 0, seed, before.digest, not_enough=unrelated)
        return Comparison(ChangedRecords.none(), Rows((), TierChange), (), unrelated, after.digest, about)
    facts = facts_between(before, after)
    old = _worked_out(before, lens, draws, worlds, seed, through)
    same = before.digest == after.digest
    new = old if same else _worked_out(after, lens, draws, worlds, seed, through)
    changes = [] if same else list(tier_changes(old, new, facts))
    sides = (after, before)

    def label(key: str) -> str:
        return next((side.entity(key).label() for side in sides if key in side.records.entities), key)

    told = [replace(change, sentence=change_sentence(change, label, change.table_label.lower())) for change in changes]
    about = replace(old[0].about, not_enough="", note="")
    notes = _notes(before, after, shared.other, (old[0], new[0]))
    return Comparison(facts, Rows(told, TierChange), notes, _summary(facts, told, same), after.digest, about)


def _worked_out(
    snapshot: Snapshot, lens: Lens, draws: int, worlds: int, seed: int, through: Through
) -> tuple[Leverage, Gatekeepers]:
    return (
        through(snapshot, leverage, lens, draws=draws, worlds=worlds, seed=seed),
        through(snapshot, gatekeepers, lens, draws=draws, worlds=worlds, seed=seed),
    )


def _notes(before: Snapshot, after: Snapshot, other: Sequence[str], sides: tuple[Leverage, Leverage]) -> tuple[str, ...]:
    notes = []
    if before.name != after.name:
        notes.append(
            worded(
                "These are two ecosystems, {first} and {second}: the same id is taken for the same entity.",
                first=before.name,
                second=after.name,
            )
        )
    if other:
        notes.append(
            worded(
                "Of the ids, {number} stand for something else in each of the two: {ids}.",
                number=len(other),
                ids=listed_words(other, 4),
            )
        )
    if sides[0].not_enough:
        notes.append(worded("Leverage cannot be compared. In the first of the two: {why}", why=sides[0].not_enough))
    if sides[1].not_enough:
        notes.append(worded("Leverage cannot be compared. In the second of the two: {why}", why=sides[1].not_enough))
    return tuple(notes)


def _summary(facts: ChangedRecords, changes: Sequence[TierChange], same: bool) -> str:
    if same:
        return worded("Nothing changed: both say the same, and so give the same answers.")
    return joined((facts.sentence, tiers_changed_sentence(changes)))
