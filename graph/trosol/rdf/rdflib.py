"""Triples of the engine to an rdflib graph, for pySHACL and for people who know rdflib. The only module that builds one."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import rdflib

from trosol.rdf.engine import Iri, Literal, Node, Triple, parts
from trosol.rdf.iris import PREFIXES

__all__ = ["to_graph"]

# It would print a traceback for each literal whose text is not of its type; that text is kept, and shapes tell of it.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


def to_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """A new rdflib graph in memory with the same triples; literals keep their text, valid or not."""
    graph = rdflib.Graph(bind_namespaces="core")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    known: dict[Node, rdflib.term.Node] = {}

    def term(node: Node) -> rdflib.term.Node:
        found = known.get(node)
        if found is None:
            found = known[node] = _term(node)
        return found

    graph.addN((term(s), rdflib.URIRef(p.value), term(o), graph) for s, p, o in map(parts, triples))
    return graph


def _term(node: Node) -> rdflib.term.Node:
    if isinstance(node, Iri):
        return rdflib.URIRef(node.value)
    if isinstance(node, Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        datatype = rdflib.URIRef(node.datatype.value)
        return rdflib.Literal(node.value, datatype=datatype if datatype != rdflib.XSD.string else None, normalize=False)
    return rdflib.BNode(node.value)
