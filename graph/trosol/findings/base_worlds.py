"""The worlds that probabilities are counted in: the same for an edge whoever asks, so that two findings cannot disagree.

**How**: each edge has random numbers of its own, from the seed and from what makes the edge: its ends and its claims. A network with
something removed, or with a gate opened, is therefore compared with the whole in the same worlds, and what differs is not chance.

**Trap**: a seed is one draw of worlds; a share of 65,536 worlds is off by about .002.
"""

from __future__ import annotations

import hashlib
from math import ceil

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.measures.influence.possible_worlds import WorldBits, draw_worlds
from trosol.store.snapshot import Snapshot

__all__ = ["BASE_WORLDS", "DIGITS", "base_worlds", "fitting_worlds"]

BASE_WORLDS = 65_536
"""Worlds of a probability itself."""

DIGITS = 10
"""Binary digits of probabilities of draws and removals, which differ by far more than the thousandth that this rounds to."""

_BUDGET = 240_000_000
"""Edges × goals × words of worlds that one walk may cost: the 400 draws of 1,024 worlds of a network of 500 edges and 75 goals."""

_LEAST = 64


def fitting_worlds(net: InfluenceWorlds, draws: int, worlds: int, share: float = 1.0, least: float = 0.15) -> tuple[int, int]:
    """Draws and worlds that a network of this size has time for: as asked, or fewer worlds, and then fewer draws.

    Never fewer than 64 worlds, and never fewer draws than the share ``least`` of them. ``share``: of the time for one walk.
    """
    most = share * _BUDGET / max(1, len(net.claims) * len(net.goals)) * 64
    if draws * worlds <= most:
        return draws, worlds
    fewer = max(min(worlds, _LEAST), int(most / draws) // 64 * 64)
    return min(draws, max(ceil(draws * least), int(most / fewer))), fewer


def base_worlds(snapshot: Snapshot, net: InfluenceWorlds, worlds: int, seed: int) -> WorldBits:
    """In which of so many worlds each edge holds, by the weights of the ecosystem."""
    table = net.probabilities(snapshot.claim_weights[None])
    streams = [np.random.default_rng([seed, number]) for number in _edge_numbers(snapshot, net)]
    (drawn,) = draw_worlds([table], worlds, streams) if streams else (WorldBits(np.zeros((0, -(-worlds // 64)), np.uint64), 1),)
    return drawn


def _edge_numbers(snapshot: Snapshot, net: InfluenceWorlds) -> list[int]:
    """A number of 64 bits for each edge, from its ends and its claims; of a condition, from its claims alone."""
    ids, signed = snapshot.coded.claims, net.signed
    found = []
    for edge, groups in enumerate(net.claims):
        ends = [] if signed.inert[edge] else [net.keys[signed.source[edge]], net.keys[signed.target[edge]]]
        said = "\0".join([*ends, "", *sorted(ids[claim] for group in groups for claim in group)])
        found.append(int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()))
    return found
