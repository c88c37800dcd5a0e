"""Which formats there are, and the one call that writes any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from trosol.errors import Problem, WrongUse, shorten
from trosol.store.snapshot import Snapshot

__all__ = ["FORMATS", "Format", "export"]


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
    "xlsx": Format(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel, LibreOffice; read back by Trosol"
    ),
    "parquet": Format(
        ".zip", "application/zip", "pandas, DuckDB, R arrow, Spark: tables, and nodes and edges of each network, a file each"
    ),
}


def export(snapshot: Snapshot, format_name: str, *, with_ontology: bool = False) -> bytes:
    """The snapshot in one of :data:`FORMATS`, as bytes.

    ``with_ontology`` adds the ontology's own triples to the RDF formats. Raises :class:`WrongUse` for an unknown format.
    """
    from trosol.export import claims, graphs, parquet, rdf, records, workbook

    writers: dict[str, Callable[[], bytes]] = {
        **{name: partial(rdf.write, snapshot, name, with_ontology) for name in ("turtle", "jsonld", "ntriples", "trig")},
        "nanopub": partial(claims.nanopublications, snapshot),
        "rdf12": partial(claims.reifiers, snapshot),
        "owl": partial(claims.owl_axioms, snapshot),
        "graphml": partial(graphs.graphml, snapshot),
        "gexf": partial(graphs.gexf, snapshot),
        "json": partial(records.to_json, snapshot),
        "xlsx": partial(workbook.to_workbook, snapshot),
        "parquet": partial(parquet.to_archive, snapshot),
    }
    if format_name not in writers:
        raise WrongUse(
            Problem("format-unknown", f"There is no format '{shorten(format_name)}'.", f"Use one of: {', '.join(FORMATS)}.")
        )
    return writers[format_name]()
