"""Networks that findings share: built once for each lens, changed by nobody, let go of in time."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path
from weakref import WeakKeyDictionary

import networkx as nx
import pytest

from builders import tiny
from trosol.ecosystem import Ecosystem
from trosol.networks import Lens, network, shared
from trosol.store.snapshot import Snapshot


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str, Lens]]:
    """How often each network was built from here on."""
    counted: Counter[tuple[str, str, Lens]] = Counter()

    def counting(snapshot: Snapshot, name: str, lens: Lens) -> nx.DiGraph:
        counted[snapshot.digest, name, lens] += 1
        return network(snapshot, name, lens)

    monkeypatch.setattr(shared, "network", counting)
    monkeypatch.setattr(shared, "_KEPT", WeakKeyDictionary())
    return counted


def content(graph: nx.DiGraph) -> object:
    return graph.graph, list(graph.nodes.items()), list(graph.edges.items())


@pytest.mark.exhaustive
def test_a_report_builds_each_network_once_for_each_lens_and_changes_none(
    wales: Ecosystem, built: Counter[tuple[str, str, Lens]]
) -> None:
    wales.report(draws=20)
    assert set(built.values()) == {1}
    assert {(name, lens) for _, name, lens in built} >= {("influence", Lens())}
    assert len({lens for _, _, lens in built}) == 1 + len(wales.voices(draws=20).voices)
    (kept,) = shared._KEPT.values()
    for (name, lens, without), graph in kept.items():
        fresh = network(wales.snapshot, name, lens)
        fresh.remove_nodes_from([key for key in fresh if wales.ontology.is_a(wales.snapshot.entity(key).type, without)])
        assert content(graph) == content(fresh)


def test_what_is_shared_cannot_be_changed_and_what_is_asked_for_by_itself_can(wales: Ecosystem) -> None:
    graph = shared.shared_network(wales.snapshot, "actors", Lens())
    assert shared.shared_network(wales.snapshot, "actors", Lens()) is graph
    with pytest.raises(nx.NetworkXError):
        graph.remove_node(next(iter(graph)))
    own = wales.network("actors")
    own.clear()
    assert len(wales.network("actors")) == len(graph) > 0


def test_those_asked_for_last_stay_and_none_outlives_its_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Counter[tuple[str, str, Lens]]
) -> None:
    monkeypatch.setattr(shared, "_MOST", 1)
    snapshot = Ecosystem.load(tiny(tmp_path)).snapshot
    for name in ("actors", "influence", "influence", "actors"):
        shared.shared_network(snapshot, name, Lens())
        assert [key[0] for key in shared._KEPT[snapshot]] == [name]
    assert built[snapshot.digest, "actors", Lens()] == 2 and built[snapshot.digest, "influence", Lens()] == 1
    del snapshot
    gc.collect()
    assert not shared._KEPT
