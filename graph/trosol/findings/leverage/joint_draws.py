"""The joint draws that leverage makes of all its rows, held for what is made of its result in the same process: they take long to make."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["JointDraws", "held_joint", "hold_joint"]

_MOST = 2
_HELD: dict[JointDraws, NDArray[np.float64]] = {}
_LOCK = Lock()


class JointDraws(NamedTuple):
    """All that they depend on; ``draws`` and ``worlds`` as they were made, not as they were asked for."""

    snapshot: Snapshot
    lens: Lens
    goals: tuple[str, ...]
    opened: tuple[str, ...]
    draws: int
    worlds: int
    seed: int


def hold_joint(asked: JointDraws, scores: NDArray[np.float64]) -> None:
    """Hold draws × rows, table after table, and let the oldest go."""
    with _LOCK:
        _HELD[asked] = scores
        while len(_HELD) > _MOST:
            del _HELD[next(iter(_HELD))]


def held_joint(asked: JointDraws) -> NDArray[np.float64] | None:
    """Draws × rows; None where they are not held."""
    with _LOCK:
        return _HELD.get(asked)
