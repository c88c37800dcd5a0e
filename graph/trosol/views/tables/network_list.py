"""The declared networks with their sizes, for lists and menus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trosol.model.records import in_language
from trosol.networks.lens import Lens
from trosol.networks.projection import network, network_names
from trosol.rdf.iris import local_name
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow, html_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["NetworkNames", "NetworkSize", "describe_networks"]


@dataclass(frozen=True, slots=True, repr=False)
class NetworkSize(TableRow):
    """A network: how it reads, and how large it is (None for one that needs a start and a goal first).

    ``study_entities``, ``study_claims``: ids of what belongs to the study that the data come from, and so is there only under a lens
    that has the study too.
    """

    name: str
    label: str
    reads: str
    nodes: int | None
    tied: int | None
    edges: int | None
    claims: int | None
    study_entities: tuple[str, ...] = ()
    study_claims: tuple[str, ...] = ()


def describe_networks(snapshot: Snapshot, language: str = "en", lens: Lens | None = None) -> Rows[NetworkSize]:
    """All networks of the ontology, by name, under a lens; what belongs to the study is told whether the lens has it or not."""
    found = []
    lens = lens or Lens()
    for declared in sorted(snapshot.ontology.networks.values(), key=lambda n: n.name):
        label = in_language(declared.labels, language) or declared.name
        reads = in_language(declared.reads, language) or ""
        if local_name(declared.kind) == "PathNetwork":
            found.append(NetworkSize(declared.name, label, reads, None, None, None, None))
            continue
        system, both = (network(snapshot, declared.name, replace(lens, with_study=study)) for study in (False, True))
        graph = both if lens.with_study else system
        tied = sum(1 for _, degree in graph.degree() if degree)
        found.append(
            NetworkSize(
                name=declared.name,
                label=label,
                reads=reads,
                nodes=len(graph),
                tied=tied,
                edges=graph.number_of_edges(),
                claims=len(_claims(graph)),
                study_entities=tuple(sorted(set(both) - set(system))),
                study_claims=tuple(sorted(_claims(both) - _claims(system))),
            )
        )
    return Rows(found, NetworkSize)


def _claims(graph: nx.DiGraph) -> set[str]:
    return {claim for _, _, keys in graph.edges(data="claims") for claim in keys}


class NetworkNames(tuple[str, ...]):
    """Names of the networks; with their sizes, as a table."""

    snapshot: Snapshot

    def __new__(cls, snapshot: Snapshot) -> NetworkNames:
        """Those that the ontology declares."""
        made = super().__new__(cls, network_names(snapshot))
        made.snapshot = snapshot
        return made

    def to_frame(self) -> pd.DataFrame:
        """One row each, by name: nodes, edges, and how it reads. No numbers for a network that needs a start and a goal first."""
        import pandas as pd

        return pd.DataFrame.from_records(self._cells(), index="name").astype({"nodes": "Int64", "edges": "Int64"})

    def _repr_html_(self) -> str:
        """The same in a notebook."""
        return html_of(self._cells())

    def _cells(self) -> list[dict[str, str | int | None]]:
        return [
            {"name": each.name, "nodes": each.nodes, "edges": each.edges, "reads as": each.reads}
            for each in describe_networks(self.snapshot)
        ]
