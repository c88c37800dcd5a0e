"""Which formats there are, and the one call that writes any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.errors import Problem, WrongUse, shorten
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DRAWN", "FORMATS", "Format", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: file ending, media type, what opens it."""

    ending: str
    media_type: str
    opens_in: str


FORMATS = {
    "turtle": Format(".ttl", "text/turtle", "Protégé, GraphDB, any RDF tool; read back by Trosol"),
    "jsonld": Format(".jsonld", "application/ld+json", "web developers, any RDF tool"),
    "ntriples": Format(".nt", "application/n-triples", "any RDF tool; read back by Trosol; one line per fact"),
    "trig": Format(".trig", "application/trig", "GraphDB, Jena, Oxigraph (named graph per ecosystem)"),
    "nanopub": Format(
        ".trig", "application/trig", "nanopublication networks: a claim, its origin and its publication, each a graph"
    ),
    "rdf12": Format(".ttl", "text/turtle;version=1.2", "RDF 1.2 stores (Oxigraph, Jena): each claim reifies its triple"),
    "owl": Format(".ttl", "text/turtle", "Protégé, owlready2, ROBOT: claims as annotations of the links"),
    "graphml": Format(".graphml", "application/graphml+xml", "yEd, Cytoscape, Gephi, R igraph"),
    "gexf": Format(".gexf", "application/gexf+xml", "Gephi"),
    "json": Format(".json", "application/json", "programs: every record, evidence beside its claim"),
    "kumu": Format(".json", "application/json", "Kumu: a map, read back by `trosol import` and `trosol open`"),
    "cytoscape": Format(
        ".cyjs", "application/json", "Cytoscape and Cytoscape.js, read back by `trosol import` and `trosol open`"
    ),
    "prsm": Format(
        ".prsm", "application/json", "PRSM: a style for each kind and sign, read back by `trosol import` and `trosol open`"
    ),
    "dot": Format(".dot", "text/vnd.graphviz", "Graphviz; best with --around"),
    "mermaid": Format(".mmd", "text/vnd.mermaid", "Markdown on code hosts and in wikis; best with --around"),
    "xlsx": Format(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel, LibreOffice; read back by Trosol"
    ),
    "parquet": Format(
        ".zip", "application/zip", "pandas, DuckDB, R arrow, Spark: tables, and nodes and edges of each network, a file each"
    ),
}


DRAWN = ("graphml", "gexf", "kumu", "cytoscape", "prsm", "dot", "mermaid")
"""Formats of one graph, which can also be of what is around one thing."""


def export(
    snapshot: Snapshot, format_name: str, *, with_ontology: bool = False, around: str | None = None, steps: int = 1
) -> bytes:
    """The snapshot in one of :data:`FORMATS`, as bytes.

    ``with_ontology`` adds the ontology's own triples to the RDF formats. ``around`` (id or label of an entity) and ``steps``: in one of
    :data:`DRAWN`, only what is that near to it. Raises :class:`WrongUse` for an unknown format or entity, and for part of a format that
    is always whole.
    """
    from trosol.export import claim_graph, claims, drawings, map_json, parquet, prsm_map, rdf, records_json, workbook_writer

    def graph() -> nx.MultiDiGraph:
        return claim_graph.claims_graph(snapshot, around, steps)

    writers: dict[str, Callable[[], bytes]] = {
        **{name: partial(rdf.write, snapshot, name, with_ontology) for name in ("turtle", "jsonld", "ntriples", "trig")},
        "nanopub": partial(claims.nanopublications, snapshot),
        "rdf12": partial(claims.reifiers, snapshot),
        "owl": partial(claims.owl_axioms, snapshot),
        "graphml": lambda: claim_graph.graphml(graph()),
        "gexf": lambda: claim_graph.gexf(snapshot, graph()),
        "kumu": lambda: map_json.kumu(graph()),
        "cytoscape": lambda: map_json.cytoscape(graph()),
        "prsm": lambda: prsm_map.prsm(graph()),
        "dot": lambda: drawings.dot(snapshot, graph()),
        "mermaid": lambda: drawings.mermaid(snapshot, graph()),
        "json": partial(records_json.to_json, snapshot),
        "xlsx": partial(workbook_writer.to_workbook, snapshot),
        "parquet": partial(parquet.to_archive, snapshot),
    }
    if format_name not in writers:
        raise WrongUse(
            Problem("format-unknown", f"There is no format '{shorten(format_name)}'.", f"Use one of: {', '.join(FORMATS)}.")
        )
    if around is not None and format_name not in DRAWN:
        raise WrongUse(
            Problem("format-whole", f"{format_name} always holds the whole.", f"Part of it: use one of {', '.join(DRAWN)}.")
        )
    return writers[format_name]()


def format_of(path: Path) -> str:
    """The format that a file's ending stands for, the first of several. Raises :class:`WrongUse` for one that stands for none."""
    ending = path.suffix.lower()
    found = next((name for name, each in FORMATS.items() if each.ending == ending), None)
    if found is None:
        endings = ", ".join(dict.fromkeys(each.ending for each in FORMATS.values()))
        raise WrongUse(
            Problem(
                "format-unknown",
                f"The ending of '{shorten(path.name)}' stands for no format.",
                f"Give it one of the endings {endings}, or name one of the formats {', '.join(FORMATS)}.",
            )
        )
    return found
