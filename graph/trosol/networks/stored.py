"""A network straight from a store: its links and the things they join are asked for, page by page, and nothing else.

What comes are the same records as of a whole reading, only fewer, and the same projection makes the network of them. So texts, evidence,
sources and observations stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trosol.errors import Problem, TrosolError, shorten
from trosol.model.ontology import Ontology
from trosol.model.records import Claim, Dataset, Entity, Properties, Records
from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.rdf.claim_pattern import record_iri
from trosol.rdf.engine import Literal, Node, Triple, parts
from trosol.rdf.iris import OWL, RDF, RDFS, SHACL, SKOS, TRO, local_name
from trosol.read.ontology_reader import Vocabulary, split_terms, with_own_terms
from trosol.store.snapshot import Snapshot
from trosol.triplestore import Stored, Wire
from trosol.triplestore.named_graphs import pattern
from trosol.triplestore.paged_triples import Mark, in_one_state, read_once

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["stored_links", "stored_network"]

_CODED = ("strength", "stance", "mode", "confidence")
_OF_CLAIMS = tuple(TRO + name for name in ("claimSubject", "claimPredicate", "claimObject", "voice", *_CODED))
_STATUS = TRO + "transcriptionStatus"
_MAY_BE_CODED = (TRO + "frame", TRO + "hedge")
_OF_ENTITIES = (RDF + "type", RDFS + "label", _STATUS, TRO + "desirability")
_DECLARING = " || ".join(
    [*(f'STRSTARTS(STR(?k), "{space}")' for space in (OWL, SKOS, SHACL, TRO + "Network")), 'STRENDS(STR(?k), "Network")']
)


def stored_network(
    wire: Wire,
    stored: Stored,
    name: str,
    lens: Lens | None = None,
    *,
    starts: Iterable[str] = (),
    goals: Iterable[str] = (),
) -> nx.DiGraph:
    """A declared network of an ecosystem in a store, as :func:`trosol.networks.network` makes it of the whole of it.

    Node for node and edge for edge it is the same; only ``snapshot`` among the graph's own attributes is empty, for what was not read
    has no hash. Raises as that function does, and :class:`TrosolError` where the store cannot be asked.
    """
    lens = lens or Lens()
    graph = network(stored_links(wire, stored, name, lens), name, lens, starts=starts, goals=goals)
    graph.graph["snapshot"] = ""
    return graph


def stored_links(wire: Wire, stored: Stored, name: str | None = None, lens: Lens | None = None) -> Snapshot:
    """What the network ``name`` is made of under a lens, or what every network is made of: claims and entities without their texts.

    The snapshot is good for networks and for nothing else: no claim in it has evidence. Raises :class:`TrosolError` where the store
    cannot be asked, or changes all the time.
    """

    def read(_before: Mark) -> tuple[Vocabulary, list[Triple]] | None:
        vocabulary = _vocabulary(wire, stored)
        if vocabulary is None:
            return None
        triples = read_once(wire, _links(stored, vocabulary.ontology, name, lens or Lens()))
        return None if triples is None else (vocabulary, triples)

    (vocabulary, triples), _ = in_one_state(wire, pattern(stored.graph), read)
    return _snapshot(stored, vocabulary, triples, whole=_is_whole(vocabulary.ontology, name))


def _vocabulary(wire: Wire, stored: Stored) -> Vocabulary | None:
    """The shipped ontology, and the terms of the ecosystem's own that lie beside its data."""
    declared = f"{pattern(stored.graph, '?s a ?k . ?s ?p ?o')} FILTER({_DECLARING})"
    inside = f"{pattern(stored.graph)} FILTER(isBlank(?s))"
    triples = read_once(wire, _each_once(declared, inside))
    return None if triples is None else with_own_terms(split_terms(triples)[0], stored.place)


def _links(stored: Stored, ontology: Ontology, name: str | None, lens: Lens) -> str:
    declared = ontology.network(name) if name else None
    relations: set[str] = set()
    classes: set[str] = set()
    if declared is not None and not _is_whole(ontology, name):
        based = ontology.networks.get(declared.based_on or "", declared)
        relations = set().union(*(ontology.below(edge) for edge in based.edges))
        relations |= ontology.for_purpose("horizon") | ontology.for_purpose("part") if lens.horizon else set()
        roots = (*based.nodes, *based.left, *based.right)
        classes = {iri for iri in ontology.classes if ontology.is_a(iri, roots)}
    claims = f"?s <{TRO}claimPredicate> ?k . ?s ?p ?o"
    parts_ = [
        f"{pattern(stored.graph, claims)} {_one_of('p', (*_OF_CLAIMS, *_MAY_BE_CODED))} {_one_of('k', _still(ontology, relations))}",
        f"{pattern(stored.graph, _entities(classes))} {_one_of('p', (*_OF_ENTITIES, *_framing(ontology)))} "
        f"{_one_of('k', _still(ontology, classes))}",
    ]
    if lens.voice is not None:
        # Whether that voice is known at all may be told by claims that are in no network.
        voice = f"?s <{TRO}voice> <{record_iri(stored.iri, 'entities', lens.voice)}> . ?s ?p ?o"
        parts_.append(f"{pattern(stored.graph, voice)} {_one_of('p', _OF_CLAIMS)}")
    return _each_once(*parts_)


def _framing(ontology: Ontology) -> tuple[str, ...]:
    """Properties of entities by whose values a claim about them may be of the study."""
    frame = ontology.inherited(TRO + "frame", TRO + "valuesFrom")
    return tuple(
        iri
        for iri, term in ontology.properties.items()
        if term.notes.get(TRO + "valuesFrom", (frame,)) != (frame,)
        and any(ontology.implied_frame(concept.iri) for concept in ontology.values_of(iri))
    )


def _is_whole(ontology: Ontology, name: str | None) -> bool:
    """Whether every claim takes part, whatever its relation."""
    declared = ontology.network(name) if name else None
    return declared is None or local_name(declared.kind) == "VoiceNetwork"


def _entities(classes: Iterable[str]) -> str:
    return f"?s <{_STATUS}> ?status . ?s a ?k . ?s ?p ?o" if classes else f"?s <{_STATUS}> ?k . ?s ?p ?o"


def _each_once(*groups: str) -> str:
    return f"{{ SELECT DISTINCT ?s ?p ?o {{ {' UNION '.join(f'{{ {group} }}' for group in groups)} }} }}"


def _one_of(variable: str, iris: Iterable[str]) -> str:
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))
    return f"VALUES ?{variable} {{ {listed} }}" if listed else ""


def _still(ontology: Ontology, iris: set[str]) -> set[str]:
    """The terms and those that they took the place of: older data may still be written in them."""
    terms = (*ontology.classes.values(), *ontology.properties.values()) if iris else ()
    return iris | {term.iri for term in terms if ontology.in_force(term).iri in iris}


def _snapshot(stored: Stored, vocabulary: Vocabulary, triples: Iterable[Triple], *, whole: bool) -> Snapshot:
    facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in map(parts, triples):
        facts[subject.value][predicate.value].append(value)
    ontology, base = vocabulary.ontology, stored.iri
    claims = [_claim(base, iri, said, ontology) for iri, said in facts.items() if _OF_CLAIMS[0] in said]
    entities = [_entity(base, iri, said, ontology) for iri, said in facts.items() if _OF_CLAIMS[0] not in said]
    known = {row.id for row in entities}
    for row in claims if whole else ():
        if missing := {row.subject, row.object, *row.voices} - known:
            raise _unsound(f"the claim '{shorten(row.id)}' is about '{shorten(min(missing))}', which is not there")
    # What an ecosystem is called and may be used for takes no part in networks; a licence has to be some address.
    dataset = Dataset(
        name=stored.name,
        iri=stored.iri,
        title=(),
        description=(),
        version="",
        licence=stored.iri,
        language="en",
        created="",
        publisher="",
        credit="",
    )
    records = Records(
        dataset,
        entities={row.id: row for row in sorted(entities, key=lambda row: row.id)},
        claims={row.id: row for row in sorted(claims, key=lambda row: row.id)},
        evidence={},
        sources={},
        observations={},
    )
    return Snapshot(records, vocabulary)


def _claim(base: str, iri: str, said: Mapping[str, list[Node]], ontology: Ontology) -> Claim:
    coded = {name: _notation(ontology, TRO + name, _one(iri, said, TRO + name)) for name in _CODED}
    ends = [_one(iri, said, TRO + name) for name in ("claimSubject", "claimPredicate", "claimObject")]
    return Claim(
        id=_key(base, "claims", iri),
        subject=_key(base, "entities", ends[0]),
        predicate=_in_force(ontology, ends[1]),
        object=_key(base, "entities", ends[2]),
        voices=tuple(sorted(_key(base, "entities", node.value) for node in said.get(TRO + "voice", ()))),
        coder="",
        rationale="",
        evidence=(),
        strength=coded["strength"],
        stance=coded["stance"],
        mode=coded["mode"],
        confidence=coded["confidence"],
        properties=_properties((TRO + "hedge",), said),
        frame=_at_most_one(ontology, TRO + "frame", iri, said),
    )


def _entity(base: str, iri: str, said: Mapping[str, list[Node]], ontology: Ontology) -> Entity:
    labels = [(node.language or "en", node.value) for node in said.get(RDFS + "label", ()) if isinstance(node, Literal)]
    return Entity(
        id=_key(base, "entities", iri),
        type=_in_force(ontology, _one(iri, said, RDF + "type")),
        labels=tuple(sorted(labels)),
        status=_notation(ontology, _STATUS, _one(iri, said, _STATUS)),
        properties=_properties(_framing(ontology), said),
        desirability=_at_most_one(ontology, TRO + "desirability", iri, said),
    )


def _properties(of: Iterable[str], said: Mapping[str, list[Node]]) -> Properties:
    return tuple(sorted((prop, tuple(sorted(node.value for node in said[prop]))) for prop in of if said.get(prop)))


def _at_most_one(ontology: Ontology, prop: str, iri: str, said: Mapping[str, list[Node]]) -> str:
    return _notation(ontology, prop, _one(iri, said, prop)) if said.get(prop) else ""


def _one(iri: str, said: Mapping[str, list[Node]], predicate: str) -> str:
    nodes = said.get(predicate, ())
    if len(nodes) == 1:
        return nodes[0].value
    raise _unsound(f"<{shorten(iri)}> has {len(nodes)} values of '{local_name(predicate)}', where it needs one")


def _unsound(what: str) -> TrosolError:
    return TrosolError(
        Problem(
            "store-unsound",
            f"The ecosystem in the store cannot be read: {what}.",
            "Run `trosol check` on it there, which names everything that is wrong.",
        )
    )


def _in_force(ontology: Ontology, iri: str) -> str:
    term = ontology.term(iri)
    return ontology.in_force(term).iri if term else iri


def _notation(ontology: Ontology, prop: str, iri: str) -> str:
    for concept in ontology.values_of(prop):
        if concept.iri == iri:
            return concept.notation
    raise _unsound(f"'{shorten(iri)}' is no value of '{local_name(prop)}'")


def _key(base: str, table: str, iri: str) -> str:
    return unquote(iri.removeprefix(record_iri(base, table, "")))
