"""The claims as one graph for network tools: a node for each entity, an edge for each claim."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from trosol.model.records import Entity, in_language
from trosol.networks.projection import claim_sign
from trosol.rdf.iris import local_name
from trosol.read.columns import LIST_MARK
from trosol.store.snapshot import Snapshot
from trosol.views.tables.entity_view import find_entity
from trosol.views.tables.statements import place_of, sentence

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["claims_graph", "gexf", "graphml"]

_SIGN_WORDS = {1: "positive", -1: "negative", None: "unknown"}


def claims_graph(snapshot: Snapshot, around: str | None = None, steps: int = 1) -> nx.MultiDiGraph:
    """Every entity and every claim, negated and hypothetical ones too, with plain text attributes.

    With ``around`` (an id) only what that many ``steps`` along claims, in any direction, lead to. Raises :class:`WrongUse` for an id
    that is not there.

    What network tools cannot hold (lists) is joined with `` | ``; what is not known is left out.
    """
    import networkx as nx

    dataset = snapshot.records.dataset
    graph = nx.MultiDiGraph(name=in_language(dataset.title) or dataset.name, snapshot=snapshot.digest, licence=dataset.licence)
    for key, entity in snapshot.records.entities.items():
        attributes = {
            "label": entity.label(),
            "type": local_name(entity.type),
            "role": local_name(snapshot.role(key)),
            "desirability": snapshot.desirability(entity.id),
            "status": entity.status,
            "description": entity.description(),
            "colour": snapshot.ontology.colour(entity.type),
            **{f"label_{tag}": text for tag, text in entity.labels if tag != dataset.language},
            **_other_names(entity, dataset.language),
        }
        graph.add_node(key, **{name: value for name, value in attributes.items() if value})
    for key, claim in snapshot.records.claims.items():
        attributes = {
            "id": key,
            "label": local_name(claim.predicate),
            "sentence": sentence(snapshot, claim),
            "sign": _SIGN_WORDS[claim_sign(snapshot, claim)] if snapshot.ontology.sign(claim.predicate) else "",
            "stance": claim.stance,
            "mode": claim.mode,
            "strength": claim.strength,
            "confidence": claim.confidence,
            "voices": " | ".join(claim.voices),
            "evidence": " | ".join(place_of(snapshot, piece) for piece in claim.evidence),
            "description": "\n".join(dict.fromkeys(snapshot.records.evidence[piece].paraphrase for piece in claim.evidence)),
        }
        graph.add_edge(claim.subject, claim.object, key=key, **{name: value for name, value in attributes.items() if value})
    if around is None:
        return graph
    centre = find_entity(snapshot, around)
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), centre, cutoff=steps)
    graph.remove_nodes_from([key for key in graph if key not in near])
    return graph


def _other_names(entity: Entity, language: str) -> dict[str, str]:
    """Other names by column, as the tables write them."""
    found: dict[str, list[str]] = {}
    for tag, text in entity.alternatives:
        found.setdefault("altLabel" if tag == language else f"altLabel_{tag}", []).append(text)
    return {column: LIST_MARK.join(texts) for column, texts in found.items()}


def graphml(graph: nx.Graph) -> bytes:
    """GraphML, as yEd, Cytoscape and igraph read it."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(graph, out, named_key_ids=True)
    return out.getvalue() + b"\n"


def gexf(snapshot: Snapshot, graph: nx.Graph) -> bytes:
    """GEXF 1.2 as Gephi reads it; dated by the data set, not by the clock."""
    from networkx.readwrite.gexf import GEXFWriter

    for _, given in graph.nodes(data=True):  # Gephi draws by viz, not by attributes
        if colour := given.get("colour"):
            given["viz"] = {"color": dict(zip("rgb", bytes.fromhex(colour.removeprefix("#")), strict=True))}
    if graph.is_multigraph():
        for _, _, key, attributes in graph.edges(keys=True, data=True):
            attributes["id"] = key
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter():
        if meta.tag.endswith("meta"):
            meta.set("lastmodifieddate", snapshot.records.dataset.created or "1970-01-01")
        if meta.tag.endswith("creator"):  # networkx would name its version, and the bytes would follow it
            meta.text = "Trosol"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue() + b"\n"
