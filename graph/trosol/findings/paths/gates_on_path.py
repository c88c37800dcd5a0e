"""Who is said to hold a gate between two entities, the start itself included."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from trosol.findings.influence_worlds import gate_claims
from trosol.findings.paths.pathway_sentences import held_sentence
from trosol.findings.result import hedges_of, voices_of
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import TableRow

__all__ = ["HeldGate", "held_gates"]


@dataclass(frozen=True, slots=True, repr=False)
class HeldGate(TableRow):
    """An actor that is said to block something on the way. ``itself``: it is the start. ``opened``: the gate is open here."""

    actor: str
    actor_label: str
    gate: str
    gate_label: str
    itself: bool
    opened: bool
    claims: tuple[str, ...]
    hedges: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


def held_gates(
    snapshot: Snapshot, lens: Lens, start: str, goal: str, ahead: Set[str], behind: Set[str], opened: tuple[str, ...]
) -> list[HeldGate]:
    """Gates on the way, those of the start first. ``ahead``: ids that the start leads to; ``behind``: ids that lead to the goal."""
    found = []
    for (actor, gate), claims in sorted(gate_claims(snapshot, lens).items()):
        on_the_way = gate == goal or (gate in behind and (gate in ahead or actor == start))
        if not on_the_way or gate == start:
            continue
        is_open = any(text in (actor, f"{actor}:{gate}") for text in opened)
        found.append(
            HeldGate(
                actor=actor,
                actor_label=snapshot.entity(actor).label(),
                gate=gate,
                gate_label=snapshot.entity(gate).label(),
                itself=actor == start,
                opened=is_open,
                claims=tuple(sorted(claims)),
                hedges=hedges_of(snapshot, claims),
                voices=voices_of(snapshot, claims),
                sentence="",
            )
        )
    found.sort(key=lambda each: (not each.itself, each.actor_label, each.gate_label, each.actor, each.gate))
    return [replace(each, sentence=held_sentence(snapshot, each)) for each in found]
