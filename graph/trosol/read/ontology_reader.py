"""RDF files to an :class:`~trosol.model.Ontology`: the shipped modules, and those in an ecosystem's ``modules`` folder."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.folder import Folder
from trosol.model.ontology import CLASS, DATA, NOTE, OBJECT, Concept, Network, Ontology, Term
from trosol.model.records import Texts, in_language
from trosol.rdf.blanks import alike
from trosol.rdf.engine import Iri, Literal, Node, Triple, alike_problem, parse_shipped, parts, sorted_lines
from trosol.rdf.iris import DCTERMS, OWL, RDF, RDFS, SHACL, SKOS, TRO, local_name
from trosol.read.foreign_terms import completed, equals_below
from trosol.read.import_catalogue import read_catalogue
from trosol.read.module_forms import is_module, module_triples
from trosol.resources import ontology_dir

__all__ = [
    "MAX_ANCESTORS",
    "MAX_MODULE",
    "MAX_MODULES",
    "MAX_STEPS",
    "Vocabulary",
    "read_ontology",
    "split_terms",
    "with_own_terms",
]

_KINDS = {
    OWL + "Class": CLASS,
    OWL + "ObjectProperty": OBJECT,
    OWL + "DatatypeProperty": DATA,
    OWL + "AnnotationProperty": NOTE,
}
_TYPE, _IMPORTS = RDF + "type", OWL + "imports"
_INVERSE, _BELOW = OWL + "inverseOf", RDFS + "subPropertyOf"
MAX_MODULE = 16 * 1024 * 1024
"""Bytes of a module."""

MAX_MODULES = 64 * 1024 * 1024
"""Bytes of all modules of an ecosystem together."""

MAX_ANCESTORS = 200
"""Terms above a term."""

MAX_STEPS = 2_000_000
"""Steps from a term to one right above it, and on to the top, counted for all terms together."""


@dataclass(frozen=True)
class Vocabulary:
    """An ontology, the triples it was read from, and the triples of the ecosystem's own modules alone."""

    ontology: Ontology
    triples: tuple[Triple, ...]
    own: tuple[Triple, ...] = ()


_MOST_CHANGED = 20


def read_ontology(folder: Folder | None = None, further: Mapping[str, bytes] | None = None) -> Vocabulary:
    """Read the shipped ontology and, on top of it, every module (Turtle, RDF/XML, JSON-LD) in ``modules`` of an ecosystem's folder.

    ``further``: modules by name (``modules/x.ttl``), read as if it lay there, too.

    Imports are resolved through the local catalogue and among the modules themselves; one that neither knows is a
    problem, never a download. Raises :class:`TrosolError` with all problems.
    """
    shipped = _shipped(ontology_dir())
    files: list[tuple[str, Folder | bytes]] = []
    if folder is not None:
        files = [(name, folder) for name in folder.names("modules") if is_module(name) and name not in (further or {})]
    files += sorted((further or {}).items())
    if not files:
        return _plain(ontology_dir())
    own = _own_modules(files, shipped)
    ontology = _build((*shipped, *own), shipped)
    problems = [*_changed(own, shipped), *_too_deep(ontology)]
    if problems:
        raise TrosolError(problems)
    return Vocabulary(ontology, (*shipped, *own), own)


def split_terms(triples: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Part the triples of a file into those that declare terms of an ecosystem's own, and those of its data.

    A subject declares a term if its type is one of OWL (but for individuals), SKOS or SHACL, or a kind of network; blank nodes go with the term that
    leads to them.
    """
    rows = list(triples)
    own = {
        str(t.subject)
        for t in rows
        if t.predicate.value == _TYPE
        and isinstance(t.object, Iri)
        and t.object.value.startswith((OWL, SKOS, SHACL, TRO + "Network"))
        and t.object.value != OWL + "NamedIndividual"
    }
    own |= {str(t.subject) for t in rows if t.predicate.value == _TYPE and str(t.object).endswith("Network>")}
    while more := {str(t.object) for t in rows if str(t.subject) in own and str(t.object).startswith("_:")} - own:
        own |= more
    return [t for t in rows if str(t.subject) in own], [t for t in rows if str(t.subject) not in own]


def with_own_terms(own: list[Triple], file: str) -> Vocabulary:
    """The shipped ontology with terms that came in the same file as the data."""
    shipped = _shipped(ontology_dir())
    if not own:
        return _plain(ontology_dir())
    own = completed(own)
    own += equals_below(own)
    ontology = _build((*shipped, *own), shipped)
    catalogue = read_catalogue(ontology_dir() / "catalog-v001.xml")
    problems = [_unknown_import(iri, file) for iri in _imports(own) if iri not in catalogue]
    problems += [alike_problem(Where(file))] if alike(own) else []
    problems += [*_changed(own, shipped), *_too_deep(ontology)]
    if problems:
        raise TrosolError(problems)
    return Vocabulary(ontology, (*shipped, *own), tuple(own))


@lru_cache(maxsize=4)
def _plain(folder: Path) -> Vocabulary:
    """The shipped ontology as it is, built once: nothing in it ever changes."""
    shipped = _shipped(folder)
    return Vocabulary(_build(shipped), shipped)


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> tuple[Triple, ...]:
    """Triples of the root ontology and of everything that it imports, each file once."""
    catalogue = read_catalogue(folder / "catalog-v001.xml")
    triples: list[Triple] = []
    waiting, seen = [folder / "trosol.ttl"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        found = parse_shipped(path.read_bytes(), where=path.name)
        triples.extend(found)
        for iri in _imports(found):
            if iri not in catalogue:
                raise TrosolError(_unknown_import(iri, path.name))
            waiting.append(catalogue[iri])
    return tuple(triples)


def _imports(triples: Iterable[Triple]) -> list[str]:
    return [t.object.value for t in triples if t.predicate.value == _IMPORTS and isinstance(t.object, Iri)]


def _unknown_import(iri: str, file: str) -> Problem:
    return Problem(
        "import-unknown",
        f"The file imports <{shorten(iri)}>, which is not in the catalogue. Trosol never fetches imports.",
        "Put the imported ontology into the modules folder, or delete the import.",
        Where(file),
    )


def _own_modules(files: list[tuple[str, Folder | bytes]], shipped: tuple[Triple, ...]) -> tuple[Triple, ...]:
    known = {t.subject.value for t in shipped if isinstance(t.subject, Iri) and t.predicate.value == _TYPE}
    own: list[Triple] = []
    imports: list[tuple[str, str]] = []
    problems: list[Problem] = []
    size = 0
    for name, file in files:
        try:
            if isinstance(file, bytes) and len(file) > MAX_MODULE:
                raise TrosolError(Problem("file-too-large", "The module is larger than 16 MiB.", "Split it.", Where(name)))
            content = file if isinstance(file, bytes) else file.content(name, MAX_MODULE) or b""
            size += len(content)
            if size > MAX_MODULES:
                raise TrosolError(_too_large(name))
            found = completed(module_triples(content, name))
            if alike(found):
                raise TrosolError(alike_problem(Where(name)))
        except TrosolError as error:
            problems.extend(error.problems)
            continue
        own.extend(found)
        imports.extend((iri, name) for iri in _imports(found))
    own += equals_below(own)
    known |= {t.subject.value for t in own if isinstance(t.subject, Iri) and t.predicate.value == _TYPE}
    catalogue = read_catalogue(ontology_dir() / "catalog-v001.xml")
    problems.extend(_unknown_import(iri, name) for iri, name in imports if iri not in known and iri not in catalogue)
    if problems:
        raise TrosolError(problems)
    return tuple(own)


def _too_large(name: str) -> Problem:
    text = f"The modules up to this one are larger than {MAX_MODULES // 1024**2} MiB together."
    return Problem("file-too-large", text, "Take out what the ecosystem does not use.", Where(name))


_SAID = (*(RDFS + name for name in ("label", "comment", "seeAlso")), SKOS, DCTERMS)
"""What may be said of a term by anybody: how it is called, what it means in other words, and where to read on."""

_NEVER = tuple(DCTERMS + name for name in ("isReplacedBy", "replaces"))


def _changed(own: Iterable[Triple], shipped: tuple[Triple, ...]) -> list[Problem]:
    """Statements of a module about a term that comes with Trosol, by which all who use it would be answered otherwise."""
    there = set(shipped)
    terms = {t.subject.value for t in shipped if isinstance(t.subject, Iri) and t.subject.value.startswith(TRO)}
    found: dict[tuple[str, str], None] = {}
    for triple in own:
        who, what = triple.subject, triple.predicate.value
        if isinstance(who, Iri) and who.value in terms and triple not in there and (what in _NEVER or not what.startswith(_SAID)):
            found[who.value, what] = None
    return [
        Problem(
            "term-changed",
            f"A module says of <{shorten(term)}>, which comes with Trosol, what its {local_name(what)} is.",
            "Make a term of your own below it, and say it of that one.",
            Where("modules"),
            subject=term,
        )
        for term, what in list(found)[:_MOST_CHANGED]
    ]


def _too_deep(ontology: Ontology) -> list[Problem]:
    """Terms that stand below more others than can be followed."""
    terms = (*ontology.classes.values(), *ontology.properties.values())
    steps = 0
    for term in terms:
        line = ontology.line(term.iri)
        steps += sum(len(above.parents) for iri in line if (above := ontology.term(iri)))
        if len(line) > MAX_ANCESTORS or steps > MAX_STEPS:
            what = f"<{shorten(term.iri)}> stands below more than {MAX_ANCESTORS} others."
            if len(line) <= MAX_ANCESTORS:
                what = f"There are more than {MAX_STEPS:,} steps from the terms up to the top (counted as far as <{shorten(term.iri)}>)."
            return [Problem("hierarchy-deep", what, "Leave out steps between.", Where("modules"), subject=term.iri)]
    return []


def _build(triples: tuple[Triple, ...], shipped: tuple[Triple, ...] = ()) -> Ontology:
    by_subject: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    blank: list[tuple[str, str, Node]] = []
    for subject, predicate, value in map(parts, triples):
        if isinstance(subject, Iri):
            by_subject[subject.value][predicate.value].append(value)
        elif predicate.value in (_INVERSE, _BELOW):
            blank.append((str(subject), predicate.value, value))
    _over(by_subject, blank)
    kinds = {iri: {n.value for n in facts.get(_TYPE, ()) if isinstance(n, Iri)} for iri, facts in by_subject.items()}
    terms = [_term(iri, kind, by_subject[iri]) for iri, types in kinds.items() for t, kind in _KINDS.items() if t in types]
    concepts = {iri: _concept(iri, by_subject[iri]) for iri, types in kinds.items() if SKOS + "Concept" in types}
    network_kinds = {TRO + "Network"}
    classes = {t.iri: t for t in terms if t.kind == CLASS}
    network_kinds |= {c.iri for c in classes.values() if TRO + "Network" in c.parents}
    networks = {
        iri: _network(iri, sorted(types & network_kinds), by_subject[iri])
        for iri, types in kinds.items()
        if types & network_kinds
    }
    return Ontology(
        classes={k: classes[k] for k in sorted(classes)},
        properties={t.iri: t for t in sorted((t for t in terms if t.kind != CLASS), key=lambda t: t.iri)},
        concepts={k: concepts[k] for k in sorted(concepts)},
        networks={k: networks[k] for k in sorted(networks)},
        digest=_digest(triples),
        meta=TRO,
        shipped=frozenset(triple.subject.value for triple in shipped if isinstance(triple.subject, Iri)),
    )


def _over(by_subject: dict[str, dict[str, list[Node]]], blank: list[tuple[str, str, Node]]) -> None:
    """Read "below the inverse of" and "its inverse is below", which take a node without a name, as what they come to: the other end."""
    inverse = {node: value for node, what, value in blank if what == _INVERSE and isinstance(value, Iri)}
    for facts in list(by_subject.values()) if inverse else ():
        found = [inverse[str(node)] for node in facts.get(_BELOW, ()) if str(node) in inverse]
        if found:
            facts[_INVERSE] += found
    for node, what, value in blank:
        if what == _BELOW and node in inverse and isinstance(value, Iri):
            by_subject[inverse[node].value][_INVERSE].append(value)


def _digest(triples: tuple[Triple, ...]) -> str:
    """SHA-256 over the named triples, sorted; blank nodes (lists, disjointness) count by what they say, not their name."""
    lines = (
        line if "_:" not in line else " ".join(w if not w.startswith("_:") else "_:" for w in line.split(" "))
        for line in map(bytes.decode, sorted_lines(triples))
    )
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _texts(nodes: Iterable[Node]) -> Texts:
    return tuple(sorted((n.language or "en", n.value) for n in nodes if isinstance(n, Literal)))


def _iris(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(n.value for n in nodes if isinstance(n, Iri)))


def _text(nodes: Iterable[Node]) -> str:
    return dict(_texts(nodes)).get("en", "")


def _notes(facts: Mapping[str, list[Node]]) -> dict[str, tuple[str, ...]]:
    """Annotations of Trosol's own by IRI, values as text, sorted."""
    return {
        p: tuple(sorted(n.value for n in nodes if isinstance(n, (Iri, Literal))))
        for p, nodes in facts.items()
        if p.startswith(TRO)
    }


def _term(iri: str, kind: str, facts: Mapping[str, list[Node]]) -> Term:
    parents = facts.get(RDFS + ("subClassOf" if kind == CLASS else "subPropertyOf"), ())
    types = _iris(facts.get(_TYPE, ()))
    replaced = _iris(facts.get(DCTERMS + "isReplacedBy", ()))
    return Term(
        iri=iri,
        name=local_name(iri),
        kind=kind,
        labels=_texts(facts.get(RDFS + "label", ())),
        definition=in_language(_texts(facts.get(SKOS + "definition", ()))) or "",
        parents=_iris(parents),
        module=next(iter(_iris(facts.get(RDFS + "isDefinedBy", ()))), ""),
        deprecated=any(n.value == "true" for n in facts.get(OWL + "deprecated", ()) if isinstance(n, Literal)),
        replaced_by=replaced[0] if replaced else None,
        symmetric=OWL + "SymmetricProperty" in types,
        range=next(iter(_iris(facts.get(RDFS + "range", ()))), None),
        domain=next(iter(_iris(facts.get(RDFS + "domain", ()))), None),
        notes=_notes(facts),
        texts={p: _texts(nodes) for p, nodes in facts.items() if any(isinstance(n, Literal) and n.language for n in nodes)},
        alternatives=_texts(facts.get(SKOS + "altLabel", ())),
        inverses=_iris(facts.get(_INVERSE, ())),
    )


def _concept(iri: str, facts: Mapping[str, list[Node]]) -> Concept:
    notation = [n.value for n in facts.get(SKOS + "notation", ()) if isinstance(n, Literal)]
    return Concept(
        iri=iri,
        scheme=next(iter(_iris(facts.get(SKOS + "inScheme", ()))), ""),
        notation=min(notation) if notation else local_name(iri),
        labels=_texts(facts.get(SKOS + "prefLabel", ())),
        definition=_text(facts.get(SKOS + "definition", ())),
        notes=_notes(facts),
        alternatives=_texts(facts.get(SKOS + "altLabel", ())),
    )


def _network(iri: str, kinds: list[str], facts: Mapping[str, list[Node]]) -> Network:
    def flag(name: str, default: bool) -> bool:
        values = [n.value for n in facts.get(TRO + name, ()) if isinstance(n, Literal)]
        return values[0] == "true" if values else default

    notation = [n.value for n in facts.get(SKOS + "notation", ()) if isinstance(n, Literal)]
    based = _iris(facts.get(TRO + "basedOnNetwork", ()))
    return Network(
        iri=iri,
        name=min(notation) if notation else local_name(iri),
        kind=kinds[0],
        labels=_texts(facts.get(RDFS + "label", ())),
        reads=_texts(facts.get(TRO + "readsAs", ())),
        nodes=_iris(facts.get(TRO + "nodeClass", ())),
        left=_iris(facts.get(TRO + "leftClass", ())),
        right=_iris(facts.get(TRO + "rightClass", ())),
        edges=_iris(facts.get(TRO + "edgeProperty", ())),
        excludes=_iris(facts.get(TRO + "excludesClass", ())),
        starts=_iris(facts.get(TRO + "startClass", ())),
        goals=_iris(facts.get(TRO + "goalClass", ())),
        based_on=based[0] if based else None,
        directed=flag("directed", True),
        ranked=flag("ranked", True),
    )
