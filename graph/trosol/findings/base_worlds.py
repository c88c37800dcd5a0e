"""The worlds that probabilities are counted in: the same for an edge whoever asks, so that two findings cannot disagree.

**How**: each edge has random numbers of its own, from the seed and from what makes the edge: its ends and its claims. A network with
something removed, or with a gate opened, is therefore compared with the whole in the same worlds, and what differs is not chance.

Draws of weights and passages are the same for whoever asks too, and an edge has the same worlds in each of them: the range of a score
is one range, on whichever screen it stands.

**Trap**: a seed is one draw of worlds; a share of 65,536 worlds is off by about .002.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from math import ceil

import numpy as np

from trosol.findings.influence_worlds import InfluenceWorlds
from trosol.findings.weight_draws import ClaimDraws, draw_claims
from trosol.measures.influence.possible_worlds import WorldBits, draw_worlds
from trosol.store.snapshot import Snapshot

__all__ = ["BASE_WORLDS", "DIGITS", "base_count", "base_worlds", "claim_draws", "drawn_worlds", "fitting_worlds"]

BASE_WORLDS = 65_536
"""Worlds of a probability itself."""

DIGITS = 10
"""Binary digits of probabilities of draws and removals, which differ by far more than the thousandth that this rounds to."""

_BUDGET = 240_000_000
"""Edges × goals × words of worlds that one walk may cost: the 400 draws of 1,024 worlds of a network of 500 edges and 75 goals."""

_LEAST = 64

_OF_BASE = 0.3
"""The share of the time for one walk that the worlds of probabilities themselves may take."""

_HELD_BYTES = 64_000_000
"""The largest table of drawn weights that is held; a larger one is made anew."""

_DRAWN = 1
"""Tells the random numbers of draws from those of the base, which are of the same edges."""


def fitting_worlds(net: InfluenceWorlds, draws: int, worlds: int, share: float = 1.0, least: float = 0.15) -> tuple[int, int]:
    """Draws and worlds that a network of this size has time for: as asked, or fewer worlds, and then fewer draws.

    Never fewer than 64 worlds, and never fewer draws than the share ``least`` of them. ``share``: of the time for one walk.
    """
    most = share * _BUDGET / max(1, len(net.claims) * len(net.goals)) * 64
    if draws * worlds <= most:
        return draws, worlds
    fewer = max(min(worlds, _LEAST), int(most / draws) // 64 * 64)
    return min(draws, max(ceil(draws * least), int(most / fewer))), fewer


def base_count(net: InfluenceWorlds) -> int:
    """How many worlds a probability of this network is counted in."""
    return fitting_worlds(net, 1, BASE_WORLDS, _OF_BASE)[1]


def base_worlds(snapshot: Snapshot, net: InfluenceWorlds, worlds: int, seed: int) -> WorldBits:
    """In which of so many worlds each edge holds, by the weights of the ecosystem."""
    table = net.probabilities(snapshot.claim_weights[None])
    streams = [np.random.default_rng([seed, number]) for number in _edge_numbers(snapshot, net)]
    (drawn,) = draw_worlds([table], worlds, streams) if streams else (_no_edges(worlds, 1),)
    return drawn


def claim_draws(snapshot: Snapshot, draws: int, seed: int) -> ClaimDraws:
    """So many draws of the weights of all claims: the same for every finding that has this seed and takes as many.

    The last two are held, where they are not large.
    """
    size = len(ClaimDraws._fields) * draws * len(snapshot.records.claims) * np.dtype(np.float64).itemsize
    return _held_draws(snapshot, draws, seed) if size <= _HELD_BYTES else _made_draws(snapshot, draws, seed)


def _made_draws(snapshot: Snapshot, draws: int, seed: int) -> ClaimDraws:
    return draw_claims(snapshot, draws, np.random.default_rng(np.random.SeedSequence(seed).spawn(2)[1]))


_held_draws = lru_cache(maxsize=2)(_made_draws)


def drawn_worlds(
    snapshot: Snapshot, net: InfluenceWorlds, draws: int, worlds: int, seed: int, names: tuple[str, ...] = ("joint",)
) -> tuple[WorldBits, ...]:
    """In which of so many worlds of each draw an edge holds. ``names``: of the weights drawn, see :class:`ClaimDraws`; all share their worlds."""
    if not net.claims:
        return tuple(_no_edges(worlds, draws) for _name in names)
    drawn = claim_draws(snapshot, draws, seed)
    streams = [np.random.default_rng([seed, number, _DRAWN]) for number in _edge_numbers(snapshot, net)]
    return draw_worlds([net.probabilities(getattr(drawn, name)) for name in names], worlds, streams, digits=DIGITS)


def _no_edges(worlds: int, blocks: int) -> WorldBits:
    return WorldBits(np.zeros((0, blocks * -(-worlds // 64)), np.uint64), blocks)


def _edge_numbers(snapshot: Snapshot, net: InfluenceWorlds) -> list[int]:
    """A number of 64 bits for each edge, from its ends and its claims; of a condition, from its claims alone."""
    ids, signed = snapshot.coded.claims, net.signed
    found = []
    for edge, groups in enumerate(net.claims):
        ends = [] if signed.inert[edge] else [net.keys[signed.source[edge]], net.keys[signed.target[edge]]]
        said = "\0".join([*ends, "", *sorted(ids[claim] for group in groups for claim in group)])
        found.append(int.from_bytes(hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()))
    return found
