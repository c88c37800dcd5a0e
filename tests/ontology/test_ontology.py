"""The ontology is tested like software: every term documented, every shape proved both ways, every import local."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from conftest import ROOT
from one_or_more import one_or_more
from picked import few_first
from trosol.check.queries import read_queries
from trosol.check.shapes import SH, read_shapes, validate
from trosol.rdf.engine import Store, parse
from trosol.rdf.iris import TRO
from trosol.read.import_catalogue import read_catalogue
from trosol.read.ontology_reader import read_ontology

FOLDER = ROOT / "ontology"
FILES = sorted(p for p in FOLDER.rglob("*.ttl") if "examples" not in p.parts)
NAMESPACE = rdflib.Namespace(TRO)
DCTERMS_SOURCE = rdflib.URIRef("http://purl.org/dc/terms/source")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    found = rdflib.Graph()
    for path in FILES:
        found.parse(path)
    return found


def terms(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, SKOS.Concept)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if str(s).startswith("https://w3id.org/trosol/")}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_each_file_parses_in_both_engines_to_the_same_number_of_triples(path: Path) -> None:
    assert len(rdflib.Graph().parse(path)) == len(parse(path.read_bytes(), where=path.name))


def test_every_term_is_documented(graph: rdflib.Graph) -> None:
    lacking = []
    for term in terms(graph):
        labels = {*graph.objects(term, RDFS.label), *graph.objects(term, SKOS.prefLabel)}
        languages = [label.language for label in labels if isinstance(label, rdflib.Literal)]
        definitions = [d for d in graph.objects(term, SKOS.definition) if isinstance(d, rdflib.Literal) and d.language == "en"]
        if (
            languages.count("en") != 1
            or languages.count("cy") != 1
            or len(definitions) != 1
            or not list(graph.objects(term, SKOS.example))
            or not list(graph.objects(term, DCTERMS_SOURCE))
            or not any(re.match(r"\d{4}-\d{2}-\d{2}", str(note)) for note in graph.objects(term, SKOS.changeNote))
        ):
            lacking.append(str(term))
    assert not lacking, lacking


def test_nothing_is_both_a_class_or_property_and_an_individual(graph: rdflib.Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    extra = {
        OWL.SymmetricProperty,
        OWL.TransitiveProperty,
        OWL.FunctionalProperty,
        RDF.Property,
        RDFS.Class,
        OWL.InverseFunctionalProperty,
    }
    for term in one_or_more(terms(graph)):
        types = set(graph.objects(term, RDF.type))
        if types & kinds:
            assert len(types & kinds) == 1, term
            assert not types - kinds - extra, (term, types)


def test_every_class_of_an_ecosystem_has_one_role_and_a_place_on_the_map() -> None:
    ontology = read_ontology().ontology
    for iri in one_or_more(ontology.below(TRO + "Entity") - {TRO + "Entity"}):
        assert ontology.role(iri), iri
        assert ontology.inherited(iri, TRO + "colour"), iri
        assert ontology.inherited(iri, TRO + "lane"), iri


def test_every_influence_has_a_sign_and_every_relation_a_sentence(graph: rdflib.Graph) -> None:
    ontology = read_ontology().ontology
    for root in ("influences", "influencedBy"):
        for iri in ontology.below(TRO + root):
            assert ontology.sign(iri) in ("positive", "negative", "towardsDesirable", "unknown"), iri
    for iri in one_or_more(ontology.below(TRO + "relatesTo")):
        texts = dict(ontology.properties[iri].texts[TRO + "reads"])
        assert all("{subject}" in texts[tag] and "{object}" in texts[tag] for tag in ("en", "cy")), iri


def test_gatekeeping_has_no_sign_and_dependence_is_positive() -> None:
    """A gate lets in as well as out; what holds only so far as something is there grows with it."""
    ontology = read_ontology().ontology
    assert ontology.sign(TRO + "gatekeeps") == "unknown"
    assert ontology.sign(TRO + "dependsOn") == "positive"
    assert ontology.sign(TRO + "influencedBy") == "unknown"
    assert ontology.acts_from_object(TRO + "dependsOn")


def test_what_relations_are_for() -> None:
    """The purposes that findings ask for, and no relation that serves one by accident of its place in the tree."""
    ontology = read_ontology().ontology
    found = {
        purpose: {ontology.properties[iri].name for iri in ontology.for_purpose(purpose)}
        for purpose in ("gatekeeping", "gate", "friction", "holding", "control", "aimed", "opposite")
    }
    assert found == {
        "gatekeeping": {"gatekeeps"},
        "gate": {"gatekeeps", "stifles"},
        "friction": {"attributedTo"},
        "holding": {"holds"},
        "control": {"commissions", "commissionsFrom", "directs", "mandates", "providesFunding", "regulates"},
        "aimed": {"directedAt", "targets"},
        "opposite": {"oppositeOf"},
    }
    assert {ontology.properties[iri].name for iri in ontology.below(TRO + "relatesTo") if ontology.only_first(iri)} == {
        "supports"
    }


def test_kinds_that_are_ranked_and_which_way_each_is_pushed() -> None:
    ontology = read_ontology().ontology
    assert {kind.name: (kind.group, kind.pushed) for kind in ontology.kinds} == {
        "action-areas": ("action", 1),
        "key-areas": ("action", 1),
        "recommendations": ("action", 1),
        "levers": ("action", 1),
        "suggested-changes": ("action", 1),
        "work-types": ("action", 1),
        "programmes": ("action", 1),
        "practices": ("practice", 0),
        "challenge-areas": ("difficulty", -1),
        "difficulties": ("difficulty", -1),
        "enablers": ("enabler", 1),
        "drivers": ("driver", 0),
        "actors": ("actor", 1),
    }
    assert [kind.order for kind in ontology.kinds] == sorted(kind.order for kind in ontology.kinds)
    assert all(kind.label("en") != kind.label("cy") for kind in ontology.kinds)
    kinds = {name: ontology.kind(TRO + name) for name in ("Lever", "Asset", "RequirementBurden", "Organisation", "Region")}
    assert {name: kind and kind.name for name, kind in kinds.items()} == {
        "Lever": "levers",
        "Asset": "enablers",
        "RequirementBurden": "difficulties",
        "Organisation": "actors",
        "Region": None,
    }


def test_networks_are_declared_and_explained() -> None:
    ontology = read_ontology().ontology
    assert {n.name for n in ontology.networks.values()} == {"influence", "actors", "challenge-action", "path-to-goal", "voices"}
    assert all(dict(n.reads).get("en") and dict(n.reads).get("cy") for n in ontology.networks.values())


def test_schemes_stand_alone() -> None:
    for name in ("three-horizons", "motivation-types", "work-types", "leverage-points", "water-of-systems-change"):
        alone = rdflib.Graph().parse(FOLDER / "schemes" / f"{name}.ttl")
        concepts = set(alone.subjects(RDF.type, SKOS.Concept))
        assert concepts
        assert all(list(alone.objects(c, SKOS.inScheme)) and list(alone.objects(c, SKOS.prefLabel)) for c in concepts)
        assert not list(alone.objects(None, OWL.imports))


def test_twelve_leverage_points_four_realms_and_six_conditions() -> None:
    """Meadows 1999; Abson et al. 2017; Kania, Kramer and Senge 2018."""
    points = rdflib.Graph().parse(FOLDER / "schemes" / "leverage-points.ttl")
    notations = sorted(str(n) for c in points.subjects(RDF.type, SKOS.Concept) for n in points.objects(c, SKOS.notation))
    assert {str(n) for n in range(1, 13)} <= set(notations)
    assert {"parameters", "feedbacks", "design", "intent"} <= set(notations)
    water = rdflib.Graph().parse(FOLDER / "schemes" / "water-of-systems-change.ttl")
    leaves = [c for c in water.subjects(RDF.type, SKOS.Concept) if not list(water.subjects(SKOS.broader, c))]
    assert len(leaves) == 6


def test_every_import_is_in_the_local_catalogue(graph: rdflib.Graph) -> None:
    catalogue = read_catalogue(FOLDER / "catalog-v001.xml")
    for target in one_or_more(graph.objects(None, OWL.imports)):
        assert catalogue[str(target)].is_file(), target


def test_every_module_carries_version_licence_and_prefix(graph: rdflib.Graph) -> None:
    licence = rdflib.URIRef("http://purl.org/dc/terms/license")
    for module in one_or_more(graph.subjects(RDF.type, OWL.Ontology)):
        assert list(graph.objects(module, OWL.versionIRI)), module
        assert rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/") in set(graph.objects(module, licence)), module


def header(path: Path, key: str) -> str:
    found = re.search(rf"^# {key}: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""


EXAMPLES = sorted((FOLDER / "examples").rglob("*.ttl"))


@pytest.mark.parametrize("path", few_first(EXAMPLES, EXAMPLES[::4]), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_each_example_is_judged_as_it_says(path: Path) -> None:
    """A valid example has no problem; an invalid one has exactly those that its header announces."""
    vocabulary = read_ontology()
    data = parse(path.read_bytes(), where=path.name)
    expected = header(path, "Expect")
    wanted = 0 if expected == "valid" else int(re.match(r"(\d+)", expected)[1])  # type: ignore[index]
    assert (path.parent.name == "valid") == (wanted == 0)
    if query_name := header(path, "Check"):
        query = next(q for q in read_queries(FOLDER / "checks") if query_name.removesuffix(".rq") == q.name)
        found = len(Store((*vocabulary.triples, *data)).select(query.text).rows)
        before = len(Store(vocabulary.triples).select(query.text).rows)
        assert found - before == wanted
    else:
        results = validate([*data, *vocabulary.triples], read_shapes(FOLDER / "shapes"))
        about = {str(t.subject.value) for t in data if hasattr(t.subject, "value")}
        assert len([r for r in results if r[0] in about]) == wanted, results


def test_every_shape_and_every_check_has_a_valid_and_an_invalid_example() -> None:
    shapes = {
        t.subject.value.rpartition("/")[2]
        for t in read_shapes(FOLDER / "shapes")
        if t.predicate.value == str(RDF.type)
        and str(getattr(t.object, "value", "")) == SH + "NodeShape"
        and hasattr(t.subject, "value")
        and str(t.subject).startswith("<")
    }
    shown = {kind: {header(p, "Shape") for p in EXAMPLES if p.parent.name == kind} for kind in ("valid", "invalid")}
    checks = {q.name for q in read_queries(FOLDER / "checks")}
    for kind in ("valid", "invalid"):
        assert checks == {
            header(p, "Check").removesuffix(".rq") for p in EXAMPLES if p.parent.name == kind and header(p, "Check")
        }
        assert not {s for s in shapes if not any(s == given or given.endswith(s) for given in shown[kind])}, kind


@pytest.mark.exhaustive
@pytest.mark.parametrize("each", few_first([1, 9], [9]))
def test_checks_run_in_rdflib_too_and_give_the_same_number(each: int) -> None:
    vocabulary = read_ontology()
    store = Store(vocabulary.triples)
    from trosol.rdf.rdflib import to_graph

    same = to_graph(vocabulary.triples)
    for query in one_or_more(read_queries(FOLDER / "checks")[::each]):
        assert len(store.select(query.text).rows) == len(list(same.query(query.text))), query.name


def test_no_list_of_classes_or_relations_stands_in_code() -> None:
    """Names of classes and relations that an ecosystem uses occur in no Python file of the package or the dashboard."""
    ontology = read_ontology().ontology
    terms = [ontology.term(iri) for root in ("Entity", "relatesTo") for iri in ontology.below(TRO + root)]
    assert None not in terms
    names = {term.name for term in terms if term} - {
        "Entity",
        "relatesTo",
    }
    any_of = "|".join(sorted(map(re.escape, names)))
    said = re.compile(rf'TRO \+ "({any_of})"|ontology/({any_of})\b|["\']({any_of})["\'] (?:in|==)')
    assert said.search('TRO + "Barrier"') and said.search("'Barrier' in kinds")
    found = []
    for folder in ("graph", "dashboard"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            code = re.sub(r'"""(?:.|\n)*?"""', "", text)
            found += [(path.name, *match.groups()) for match in said.finditer(code)]
    assert not found, found
