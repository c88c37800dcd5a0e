"""The declared networks with their sizes, for lists and menus."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.model.records import in_language
from trosol.networks.projection import network
from trosol.plain import ToJson
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot

__all__ = ["NetworkSize", "describe_networks"]


@dataclass(frozen=True, slots=True)
class NetworkSize(ToJson):
    """A network: how it reads, and how large it is (None for one that needs a start and a goal first)."""

    name: str
    label: str
    reads: str
    nodes: int | None
    tied: int | None
    edges: int | None
    claims: int | None


def describe_networks(snapshot: Snapshot, language: str = "en") -> tuple[NetworkSize, ...]:
    """All networks of the ontology, by name."""
    found = []
    for declared in sorted(snapshot.ontology.networks.values(), key=lambda n: n.name):
        label = in_language(declared.labels, language) or declared.name
        reads = in_language(declared.reads, language) or ""
        if local_name(declared.kind) == "PathNetwork":
            found.append(NetworkSize(declared.name, label, reads, None, None, None, None))
            continue
        graph = network(snapshot, declared.name)
        claims = {claim for _, _, keys in graph.edges(data="claims") for claim in keys}
        tied = sum(1 for _, degree in graph.degree() if degree)
        found.append(NetworkSize(declared.name, label, reads, len(graph), tied, graph.number_of_edges(), len(claims)))
    return tuple(found)
