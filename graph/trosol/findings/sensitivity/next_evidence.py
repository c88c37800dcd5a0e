"""Next evidence: which claim, passage or gap would change which tier, and so whom to ask what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trosol.findings.cache import Through, straight
from trosol.findings.gatekeepers.gatekeepers import gatekeepers
from trosol.findings.leverage.group_removals import drawn_rows
from trosol.findings.leverage.leverage import leverage
from trosol.findings.result import DRAWS, SEED, WORLDS, Provenance, WithProvenance
from trosol.findings.sensitivity.open_gaps import gates_without_excluded, not_coded_onward, unsigned_links
from trosol.findings.sensitivity.question import OpenQuestion
from trosol.findings.sensitivity.question_sentences import asked_sentence, questions_sentence, why_sentence
from trosol.findings.sensitivity.weak_points import hinge_questions, passage_questions, removed
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

__all__ = ["NextEvidence", "next_evidence"]


@dataclass(frozen=True, slots=True, repr=False)
class NextEvidence(WithProvenance):
    """What to find out next: one question each, those that could move most tiers first. ``sentence`` sums it up."""

    _table = "asks"

    asks: Rows[OpenQuestion]
    sentence: str
    about: Provenance = field(metadata=as_json(inline=True))

    def of(self, kind: str) -> tuple[OpenQuestion, ...]:
        """The questions of one kind (:data:`trosol.findings.sensitivity.question.KINDS`), in order."""
        return tuple(ask for ask in self.asks if ask.kind == kind)


def next_evidence(
    snapshot: Snapshot,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    through: Through = straight,
) -> NextEvidence:
    """Say which single claims and passages tiers hang on, and what nobody says, each as a question to ask of somebody.

    **Reads as**: removing this claim changes three tiers; ask these people whether it is so.

    **How**: *hinges*: claims without which a row of leverage or a gate card would be in another tier. *Passages*: places in a source
    without which one would, or that alone hold up a first row or a card. *Signs*: links on paths to goals of which it is not recorded
    whether they help or hinder, and the tiers that either answer would move. *Onward*: actions from which no claim leads to a goal. *Kept
    out*: named gates of which nobody says whom they keep out. ``draws``, ``worlds``: as for leverage; ``through``: how leverage and the
    gate cards are got.

    **Trap**: this says what would matter if it were so, not how likely it is. A passage on which much rests is not thereby doubtful.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    levers = through(snapshot, leverage, lens, draws=draws, worlds=worlds, seed=seed)
    gates = through(snapshot, gatekeepers, lens, draws=draws, worlds=worlds, seed=seed)
    if levers.not_enough and gates.not_enough:
        reason = f"{levers.not_enough} {gates.not_enough}"
        return NextEvidence(Rows((), OpenQuestion), reason, replace(levers.about, not_enough=reason, note=""))
    drawn = drawn_rows(snapshot, levers)
    less = removed(snapshot, levers, gates, drawn)
    found = [
        *hinge_questions(snapshot, levers, less),
        *passage_questions(snapshot, levers, gates, less),
        *unsigned_links(snapshot, levers, drawn),
        *not_coded_onward(snapshot, levers),
        *gates_without_excluded(snapshot, gates),
    ]
    asks = sorted(_told(snapshot, found), key=lambda ask: ask.order)
    return NextEvidence(Rows(asks, OpenQuestion), questions_sentence(asks), replace(levers.about, not_enough="", note=""))


def _told(snapshot: Snapshot, asks: Iterable[OpenQuestion]) -> list[OpenQuestion]:
    return [replace(ask, sentence=why_sentence(snapshot, ask), question=asked_sentence(snapshot, ask)) for ask in asks]
