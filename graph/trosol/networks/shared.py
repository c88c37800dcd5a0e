"""Networks that several findings ask for: each built once for each lens, and shared by whoever asks."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from weakref import WeakKeyDictionary

import networkx as nx

from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.store.snapshot import Snapshot

__all__ = ["shared_network"]

_MOST = 100_000
"""Nodes and edges that all networks kept may have together, some 100 MB; the last one is kept however large it is."""

_Kept = OrderedDict[tuple[str, Lens, tuple[str, ...]], nx.DiGraph]
_KEPT: WeakKeyDictionary[Snapshot, _Kept] = WeakKeyDictionary()
_LOCK = RLock()


def shared_network(snapshot: Snapshot, name: str, lens: Lens, without: tuple[str, ...] = ()) -> nx.DiGraph:
    """As :func:`trosol.networks.network`, but frozen: the same graph for everybody who asks. Who wants to change it takes a part or a copy.

    ``without``: classes whose entities are left out. Kept as long as the snapshot is, those asked for last first. Raises as
    :func:`trosol.networks.network` does.
    """
    asked = (name, lens, without)
    with _LOCK:
        kept = _KEPT.setdefault(snapshot, OrderedDict())
        if asked in kept:
            kept.move_to_end(asked)
            return kept[asked]
    made = network(snapshot, name, lens)
    if without:
        made.remove_nodes_from([key for key in made if snapshot.ontology.is_a(snapshot.entity(key).type, without)])
    nx.freeze(made)
    with _LOCK:
        kept[asked] = made
        _make_room(kept)
    return made


def _make_room(mine: _Kept) -> None:
    """Let go of networks of other snapshots, then of those of this one that were not asked for longest."""
    others = [kept for kept in _KEPT.values() if kept is not mine]
    size = sum(len(graph) + graph.number_of_edges() for kept in (*others, mine) for graph in kept.values())
    for kept in (*others, mine):
        while size > _MOST and len(kept) > (kept is mine):
            _, gone = kept.popitem(last=False)
            size -= len(gone) + gone.number_of_edges()
