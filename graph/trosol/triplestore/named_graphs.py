"""Which ecosystems a store holds, and in which graph each of them lies."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.plain import ToJson
from trosol.rdf.engine import Iri
from trosol.rdf.iris import DCAT, DCTERMS, TRO
from trosol.triplestore.store_answers import rows, text_of
from trosol.triplestore.wire import Wire

__all__ = ["SCRATCH", "Stored", "ecosystems", "find", "pattern"]

SCRATCH = "#scratch-"
"""What the names of graphs have in common that a writer fills before they take another one's place."""

_ABOUT = f"?iri a <{DCAT}Dataset> ; <{DCTERMS}identifier> ?name ; <{TRO}invented> ?invented ."
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Stored(ToJson):
    """An ecosystem in a store: its short name, its IRI, and the graph that it lies in (None: the one without a name)."""

    name: str
    iri: str
    graph: str | None

    @property
    def place(self) -> str:
        """What to call the place in messages."""
        return f"<{self.graph}>" if self.graph else "the store's default graph"


def pattern(graph: str | None, inside: str = "?s ?p ?o") -> str:
    """The group that matches ``inside`` in a graph."""
    return f"GRAPH <{graph}> {{ {inside} }}" if graph else inside


def ecosystems(wire: Wire) -> tuple[Stored, ...]:
    """Every ecosystem that the store holds, by name. Those that a writer has not finished are left out."""
    where = f'GRAPH ?g {{ {_ABOUT} }} FILTER(!CONTAINS(STR(?g), "{SCRATCH}"))'
    named = wire.ask(f"SELECT DISTINCT ?g ?iri ?name {{ {where} }} LIMIT {_MOST}")
    found = {
        Stored(text_of(name), iri.value, graph.value)
        for graph, iri, name in rows(named, ("g", "iri", "name"))
        if isinstance(graph, Iri) and isinstance(iri, Iri)
    }
    # Some stores answer with all graphs at once where none is named: what lies in one of its own is known already.
    known = {each.iri for each in found}
    bare = wire.ask(f"SELECT DISTINCT ?iri ?name {{ {_ABOUT} }} LIMIT {_MOST}")
    found |= {
        Stored(text_of(name), iri.value, None)
        for iri, name in rows(bare, ("iri", "name"))
        if isinstance(iri, Iri) and iri.value not in known
    }
    return tuple(sorted(found, key=lambda each: (each.name, each.iri, each.graph or "")))


def only(wire: Wire) -> Stored:
    """The one ecosystem that the store holds. Raises :class:`WrongUse` where there is none, or more than one."""
    there = ecosystems(wire)
    if len(there) == 1:
        return there[0]
    names = ", ".join(dict.fromkeys(shorten(each.name) for each in there[:20])) or "none"
    raise WrongUse(
        Problem("store-ecosystem-unnamed", f"The store holds {len(there)} ecosystems.", f"Say which one. It has: {names}.")
    )


def find(wire: Wire, wanted: str) -> Stored:
    """The ecosystem with this name, IRI or graph. Raises :class:`WrongUse` where there is none, or more than one."""
    there = ecosystems(wire)
    found = [each for each in there if wanted in (each.name, each.iri, each.graph)]
    # A copy in another graph stands back behind the graph that bears the ecosystem's own name.
    found = [each for each in found if each.graph in (each.iri, wanted)] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUse(
            Problem(
                "store-ecosystem-twice",
                f"The store holds '{shorten(wanted)}' {len(found)} times: {', '.join(each.place for each in found[:5])}.",
                "Give the IRI of the graph in place of the name.",
            )
        )
    names = ", ".join(dict.fromkeys(shorten(each.name) for each in there[:20])) or "none"
    raise WrongUse(
        Problem(
            "store-ecosystem-unknown",
            f"The store at {wire.address} holds no ecosystem '{shorten(wanted)}'. It holds: {names}.",
            "Name one of those, or write yours there with `trosol store put`. A file or folder is named with a slash, e.g. ./my-region.",
        )
    )
