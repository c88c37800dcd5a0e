"""A network with its centrality scores, for Gephi, Cytoscape, yEd, igraph and spreadsheets."""

from __future__ import annotations

from trosol.errors import Problem, WrongUse, shorten
from trosol.export.claim_graph import gexf, graphml
from trosol.export.map_json import cytoscape, kumu
from trosol.export.prsm_map import prsm
from trosol.findings.centrality.centrality import Centrality, scored_graph
from trosol.store.snapshot import Snapshot
from trosol.views.downloads import csv_text

__all__ = ["ENDINGS", "scored_network"]

ENDINGS = (".graphml", ".gexf", ".json", ".cyjs", ".prsm", ".csv")
"""Of the files that are written: a network for yEd, Gephi, Kumu, Cytoscape and PRSM, and a table."""


def scored_network(snapshot: Snapshot, found: Centrality, ending: str) -> bytes:
    """The network with the scores on its nodes, or the scores as a table, by the ending of the file.

    The same scores give the same bytes. Raises :class:`WrongUse` for another ending.
    """
    if ending == ".graphml":
        return graphml(scored_graph(snapshot, found))
    if ending == ".gexf":
        return gexf(snapshot, scored_graph(snapshot, found))
    if ending == ".json":
        return kumu(scored_graph(snapshot, found))
    if ending == ".cyjs":
        return cytoscape(scored_graph(snapshot, found))
    if ending == ".prsm":
        return prsm(scored_graph(snapshot, found))
    if ending == ".csv":
        names = [note.name for note in found.measures]
        rows = [
            (node.id, node.label, node.kind, *("" if (v := found.scores[node.id][name]) is None else v for name in names))
            for node in found.nodes
        ]
        return csv_text(("id", "label", "kind", *names), rows).encode()
    raise WrongUse(
        Problem("format-unknown", f"Scores are not written as '{shorten(ending)}'.", f"End the file in {', '.join(ENDINGS)}.")
    )
