"""Classes and relations of other people's ontologies, hung below those of Trosol that mean the same or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from trosol.imports.mapping import TURNED
from trosol.imports.meaning import meaning_of
from trosol.model.ontology import CLASS, OBJECT, Ontology
from trosol.rdf.engine import Iri, Literal, Triple, parts
from trosol.rdf.iris import OWL, RDF, RDFS, ROOT_CLASS, ROOT_RELATION, TRO, local_name

__all__ = ["aligned"]

_MOST = 2000


def aligned(own: Sequence[Triple], ontology: Ontology) -> tuple[list[Triple], list[str]]:
    """Triples that hang the topmost foreign terms below ours, by what they are called; and each of them in words.

    A term that stands below one of ours already is left where it is, and so is one that one of ours stands below.
    """
    kinds: dict[str, str] = {}
    above: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, list[str]] = defaultdict(list)
    for who, what, value in map(parts, own):
        if not isinstance(who, Iri):
            continue
        if what.value == RDF + "type" and isinstance(value, Iri) and value.value in (OWL + "Class", OWL + "ObjectProperty"):
            kinds[who.value] = CLASS if value.value == OWL + "Class" else OBJECT
        elif what.value in (RDFS + "subClassOf", RDFS + "subPropertyOf") and isinstance(value, Iri):
            above[who.value].add(value.value)
        elif what.value == RDFS + "label" and isinstance(value, Literal) and (value.language or "en").startswith("en"):
            labels[who.value].append(value.value)
    triples, said = [], []
    for iri in sorted(kinds)[:_MOST]:
        parents = above[iri]
        if iri.startswith(TRO) or any(parent in kinds or parent.startswith(TRO) for parent in parents):
            continue
        kind = kinds[iri]
        root = ROOT_CLASS if kind == CLASS else ROOT_RELATION
        if ontology.is_a(iri, (root,)):
            continue
        name = next(
            (n for text in (iri, *labels[iri]) if (n := meaning_of(text, "type" if kind == CLASS else "relation", ontology)[0])),
            "",
        )
        terms = ontology.named(name, (kind,)) if name and not name.startswith(TURNED) else ()
        if len(terms) == 1 and not ontology.is_a(terms[0].iri, (iri,)):
            predicate = RDFS + ("subClassOf" if kind == CLASS else "subPropertyOf")
            triples.append(Triple(Iri(iri), Iri(predicate), Iri(terms[0].iri)))
            said.append(f"{local_name(iri)} below {terms[0].name}")
    return triples, said
