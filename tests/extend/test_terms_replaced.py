"""A term that is no longer used: its successor is read in its place, said aloud, and can be written into the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import rows_with, tiny
from conftest import ROOT
from trosol import Ecosystem
from trosol.check import check
from trosol.cli.main import main
from trosol.files import Folder
from trosol.model.ontology import CLASS
from trosol.rdf.iris import ROOT_CLASS, ROOT_RELATION
from trosol.read.ontology_reader import read_ontology

MODULE = """\
@prefix own: <https://w3id.org/trosol/tiny/ontology/> .
@prefix tro: <https://w3id.org/trosol/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

own:Paperwork a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Paperwork"@en , "Gwaith papur"@cy ;
    skos:definition "Forms."@en ; owl:deprecated true ; dcterms:isReplacedBy own:Forms ; skos:changeNote "2026-02-01: renamed"@en .
own:Forms a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Forms (old)"@en , "Ffurflenni (hen)"@cy ;
    skos:definition "Forms."@en ; owl:deprecated true ; dcterms:isReplacedBy tro:Friction ; skos:changeNote "2026-03-01: not needed"@en .
own:hampers a owl:ObjectProperty ; rdfs:subPropertyOf tro:stifles ; rdfs:label "hampers"@en , "yn llesteirio'n hen"@cy ;
    skos:definition "Hampers."@en ; tro:reads "{subject} hampers {object}"@en , "mae {subject} yn llesteirio {object}"@cy ;
    owl:deprecated true ; dcterms:isReplacedBy tro:stifles .
own:Gone a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Gone"@en , "Wedi mynd"@cy ; skos:definition "No successor."@en ;
    owl:deprecated true .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entities = rows_with("entities", 3, "type", "Paperwork")
    made = tiny(tmp_path / "tiny", entities=entities, claims=rows_with("claims", 1, "predicate", "hampers"))
    (made / "modules").mkdir()
    (made / "modules" / "old.ttl").write_text(MODULE, encoding="utf-8")
    return made


def test_the_successor_is_read_in_its_place_however_often_it_changed(folder: Path) -> None:
    records = Ecosystem.load(folder).snapshot.records
    assert records.entities["paper"].type.endswith("/ontology/Friction")
    assert records.claims["c1"].predicate.endswith("/ontology/stifles")


def test_the_check_says_so_with_its_place_and_since_when(folder: Path) -> None:
    found = {p.where.file: p for p in check(folder).problems if p.code == "term-replaced" and p.where}
    assert set(found) == {"entities.csv", "claims.csv"}
    problem = found["entities.csv"]
    assert (problem.where.row, problem.where.column, problem.severity) == (4, "type", "info")  # type: ignore[union-attr]
    assert "2026-02-01" in problem.message
    assert "'Friction'" in problem.message


def test_what_has_no_successor_stays_and_is_warned_of(folder: Path) -> None:
    tiny(folder, entities=rows_with("entities", 3, "type", "Gone"))
    assert Ecosystem.load(folder).snapshot.entity("paper").type.endswith("Gone")
    assert "class-deprecated" in {problem.code for problem in check(folder).problems}


def test_mend_writes_the_new_names_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.csv")}
    digest = Ecosystem.load(folder).digest
    assert main(["mend", str(folder), "--preview"]) == 0
    assert before == {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.csv")}
    capsys.readouterr()
    assert main(["mend", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == ["claims.csv", "entities.csv"]
    after = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.csv")}
    assert after["entities.csv"] == before["entities.csv"].replace("Paperwork", "Friction")
    assert after["claims.csv"] == before["claims.csv"].replace("hampers", "stifles")
    assert Ecosystem.load(folder).digest == digest
    assert not [problem for problem in check(folder).problems if problem.code == "term-replaced"]
    assert main(["undo", str(folder)]) == 0
    assert before == {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.csv")}


def test_a_circle_of_successors_ends(folder: Path) -> None:
    circle = MODULE.replace("dcterms:isReplacedBy tro:Friction", "dcterms:isReplacedBy own:Paperwork")
    (folder / "modules" / "old.ttl").write_text(circle, encoding="utf-8")
    assert Ecosystem.load(folder).snapshot.entity("paper").type.endswith("Paperwork")


@pytest.mark.parametrize("modules", [None, *sorted((ROOT / "data").glob("*/modules"))], ids=str)
def test_every_deprecated_term_that_is_shipped_has_a_successor_in_use(modules: Path | None) -> None:
    ontology = read_ontology(Folder(modules.parent) if modules else None).ontology
    for term in (*ontology.classes.values(), *ontology.properties.values()):
        root = ROOT_CLASS if term.kind == CLASS else ROOT_RELATION
        if term.deprecated and ontology.is_a(term.iri, (root,)):
            assert not ontology.in_force(term).deprecated, term.iri
