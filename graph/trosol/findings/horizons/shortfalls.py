"""What leads nowhere: goals that no action leads to."""

from __future__ import annotations

from collections.abc import Iterable

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.leverage.gaps import Shortfall
from trosol.findings.paths.shortest_signs import edges_from, edges_into, leading_to
from trosol.findings.result import voices_of
from trosol.findings.text import quoted
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.worded import joined, listed_words, worded

__all__ = ["stranded_goals"]


def stranded_goals(snapshot: Snapshot, lens: Lens, net: InfluenceWorlds, actions: Iterable[str]) -> list[Shortfall]:
    """Goals that no path leads to from any of the actions."""
    reached = _reached(net, [net.number[key] for key in actions if key in net.number])
    entering, found = edges_into(net), []
    for goal in net.goals:
        node = net.number[goal.id]
        if node in reached:
            continue
        behind = sorted(net.keys[each] for each in leading_to(net, node, entering).before if each != node)
        name = quoted(snapshot, goal.id)
        text = worded("Nothing at all is claimed to act on {goal}. What would?", goal=name)
        if behind:
            names = listed_words([quoted(snapshot, key) for key in behind], 3)
            text = worded("No action leads to {goal}; what does: {names}.", goal=name, names=names)
        found.append(_shortfall(snapshot, lens, goal.id, text))
    return sorted(found, key=lambda row: (row.label, row.id))


def _reached(net: InfluenceWorlds, starts: list[int]) -> set[int]:
    """Nodes that paths from the starts lead to; a start itself only if another one leads to it."""
    leaving, target, first = edges_from(net), net.signed.target.tolist(), net.signed.only_first.tolist()
    found: set[int] = set()
    waiting = [target[edge] for start in starts for edge in leaving[start]]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(target[edge] for edge in leaving[node] if not first[edge])
    return found


def _shortfall(snapshot: Snapshot, lens: Lens, key: str, text: str) -> Shortfall:
    if narrowed := lens != Lens():
        text = joined((text, worded("Other claims, which do not count under these filters, may say otherwise.")))
    counts = {claim.id for claim in lens.claims(snapshot)} if narrowed else None
    ids = tuple(c.id for c in snapshot.claims_of(key) if c.stance != "negates" and (counts is None or c.id in counts))
    return Shortfall(key, snapshot.entity(key).label(), ids, voices_of(snapshot, ids), text)
