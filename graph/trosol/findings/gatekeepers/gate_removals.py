"""What the weight of gates hangs on: sets of claims taken away, each in a block of worlds on the same random numbers.

**How**: as for the rows of leverage (:mod:`trosol.findings.leverage.group_removals`); of a tie that several claims of one passage make, the
next firmest stands in where the firmest is taken away. The tiers are those of the cards of roles, and of the aggregates apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from trosol.findings.base_worlds import DIGITS, drawn_worlds, fitting_worlds
from trosol.findings.gate_claims import actor_claims
from trosol.findings.gatekeepers.gate_cards import Gatekeepers
from trosol.findings.gatekeepers.gate_weight import GateField, gate_field
from trosol.findings.leverage.group_removals import GroupRemovals, claims_in, probabilities_without
from trosol.findings.leverage.removals import hinges
from trosol.measures.influence.possible_worlds import draw_worlds
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["AGGREGATES", "CARDS", "claims_behind_gates", "gate_removals"]

CARDS, AGGREGATES = "gatekeepers", "aggregates"
_WORLDS, _LEAST = 1024, 48
_SHARE = 0.4
"""Of the time for one walk of leverage."""


def claims_behind_gates(snapshot: Snapshot, gates: Gatekeepers, goals: Collection[str] = ()) -> tuple[str, ...]:
    """Ids of all claims that the weight of some card could rest on: those that tie, and those that lead on to a goal; sorted."""
    held = _field(snapshot, gates, goals)
    ids = snapshot.coded.claims
    own = {key for rows in held.ties for tie in rows for key in tie.claims}
    return tuple(sorted({*own, *(ids[claim] for claim in claims_in(held.net))}))


def gate_removals(
    snapshot: Snapshot, gates: Gatekeepers, sets: Sequence[Collection[str]], goals: Collection[str] = ()
) -> GroupRemovals:
    """Take away each set of claims (by id) from what the cards are made of. Of more sets than there is time for, the first are tried."""
    held, about = _field(snapshot, gates, goals), gates.about
    if not sets or not held.actors:
        return GroupRemovals((), np.zeros((0, 0)), ())
    net, number = held.net, {key: place for place, key in enumerate(snapshot.coded.claims)}
    blocks, worlds = fitting_worlds(net, 1 + len(sets), _WORLDS, _SHARE)
    draws, worlds_each = fitting_worlds(net, about.draws, about.worlds, _SHARE)
    sets = sets[: max(_LEAST, blocks - 1)]
    (drawn,) = drawn_worlds(snapshot, net, draws, worlds_each, about.seed)
    table = probabilities_without(net, snapshot.claim_weights, [[number[key] for key in keys] for keys in sets])
    _stand_in(snapshot, held, table, sets, number)
    (removed,) = draw_worlds([table], worlds, np.random.default_rng(about.seed), coupled=True, digits=DIGITS)
    weights = net.goal_weights
    scores = np.einsum("agd,g->da", held.helped(drawn), weights)
    found = np.einsum("agd,g->da", held.helped(removed), weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(found[0] > 0, found[1:] / found[0], 1.0)
    moved: list[list[tuple[str, str]]] = [[] for _ in sets]
    for name, cards in ((CARDS, gates.cards), (AGGREGATES, gates.aggregates)):
        places = [held.actors.index(card.id) for card in cards]
        for place, decisive in zip(places, hinges(scores[:, places], left[:, places]), strict=True):
            for each in decisive:
                moved[each].append((name, held.actors[place]))
    return GroupRemovals(held.actors, left, tuple(map(tuple, moved)))


def _field(snapshot: Snapshot, gates: Gatekeepers, goals: Collection[str]) -> GateField:
    claimed = actor_claims(snapshot, gates.about.lens)
    return gate_field(
        snapshot, gates.about.lens, {card.id: claimed[card.id] for card in (*gates.cards, *gates.aggregates)}, goals=goals
    )


def _stand_in(
    snapshot: Snapshot,
    held: GateField,
    table: NDArray[np.float64],
    sets: Sequence[Collection[str]],
    number: dict[str, int],
) -> None:
    """Where the firmest claim of a tie is taken away, the tie holds as the next firmest of its passage does."""
    for tie in {tie for rows in (*held.ties, *held.bare) for tie in rows if len(tie.claims) > 1}:
        edge = held.net.conditions[tie.claims[0]]
        for place, gone in enumerate(sets, start=1):
            if tie.claims[0] in gone:
                table[place, edge] = max(
                    (float(snapshot.claim_weights[number[key]]) for key in tie.claims if key not in gone), default=0.0
                )
