"""A module under names that nobody could have written into the code: it shows on every surface, with no Python.

The names are made anew for each run; a failure prints them.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
import shutil
import string
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient

from builders import rows_plus, tiny
from conftest import ROOT, WALES
from extend.test_begin import choices, sheets
from screens import open_screen, text_of
from trosol.check.check_run import check
from trosol.ecosystem import Ecosystem
from trosol.export import export
from trosol.imports import propose
from trosol.pages import make_site
from trosol.questions import Built, ask_built, check_questions
from trosol.questions.builder import built_sentence, kinds, relations
from trosol.serve import application
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.maps.map_view import focus_map, network_map
from trosol.views.tables.network_list import describe_networks
from trosol.views.tables.vocabulary import classes_table, relations_table

OWN = "https://example.org/own#"
VOICED = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")


def word(capital: bool = False) -> str:
    letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(9))
    return letters.capitalize() if capital else letters


@dataclass(frozen=True)
class Own:
    """An ecosystem with a class, a relation, a property with its own scheme, a shape, a network and a question of its own."""

    kind: str
    relation: str
    property: str
    value: str
    network: str
    question: str
    colour: str
    folder: Path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    folder = tmp_path_factory.mktemp("own")
    made = Own(word(True), word(), word(), word(), word(), f"{word()}-{word()}", f"#{secrets.token_hex(3)}", folder)
    entities = rows_plus("entities", "thing", made.kind, "The thing of its own", "A made-up thing.", "transcribed", "e1")
    entities = [[*row, made.property if n == 0 else made.value if row[0] == "thing" else ""] for n, row in enumerate(entities)]
    claims = rows_plus("claims", "c8", "thing", made.relation, "care", *VOICED)
    claims.append(["c9", "thing", made.relation, "form", *VOICED])
    tiny(folder, entities=entities, claims=claims)
    (folder / "modules").mkdir()
    (folder / "modules" / "own.ttl").write_text(_module(made), encoding="utf-8")
    (folder / "questions").mkdir()
    (folder / "questions" / f"{made.question}.rq").write_text(_question(made), encoding="utf-8")
    (folder / "questions" / "expected.csv").write_text(
        f"question,filled,status,answers,exact\n{made.question},goal=care,answered,thing,yes\n", encoding="utf-8"
    )
    return made


def _module(own: Own) -> str:
    return f"""
@prefix own: <{OWN}> . @prefix tro: <https://w3id.org/trosol/ontology/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
own:{own.kind} a owl:Class ; rdfs:subClassOf tro:Intervention ; rdfs:label "{own.kind} label"@en , "{own.kind} cy"@cy ;
  skos:definition "What {own.kind} means."@en ; tro:colour "{own.colour}" .
own:{own.relation} a owl:ObjectProperty ; rdfs:subPropertyOf tro:strengthens ; rdfs:label "{own.relation}s"@en , "{own.relation} cy"@cy ;
  skos:definition "What {own.relation} means."@en ; rdfs:domain own:{own.kind} ; rdfs:range tro:Entity ;
  tro:reads "{{subject}} {own.relation}s {{object}}"@en .
own:{own.property} a owl:DatatypeProperty ; rdfs:label "{own.property}"@en , "{own.property}"@cy ; skos:definition "How it is."@en ;
  tro:valuesFrom own:scheme .
own:scheme a skos:ConceptScheme ; skos:prefLabel "{own.property} values"@en , "gwerthoedd"@cy .
own:value a skos:Concept ; skos:inScheme own:scheme ; skos:notation "{own.value}" ; skos:prefLabel "{own.value} label"@en , "{own.value} cy"@cy ;
  skos:definition "It is {own.value}."@en .
own:{own.network} a tro:ClaimNetwork ; skos:notation "{own.network}" ; rdfs:label "{own.network} net"@en , "rhwydwaith"@cy ;
  skos:definition "Who {own.relation}s what."@en ; tro:readsAs "Who {own.relation}s what."@en ;
  tro:nodeClass tro:Entity ; tro:edgeProperty own:{own.relation} .
own:shape a sh:NodeShape ; sh:targetClass own:{own.kind} ;
  sh:property [ sh:path own:{own.property} ; sh:minCount 1 ; sh:message "Say its {own.property}."@en ] .
"""


def _question(own: Own) -> str:
    return f"""# Question: What {own.relation}s {{goal}}?
# Cwestiwn: Beth {own.relation} {{goal}}?
# Audience: leader
# Parameter: goal Outcome
# Silence: notStated
PREFIX own: <{OWN}>
PREFIX tro: <https://w3id.org/trosol/ontology/>
SELECT ?answer ?claim WHERE {{ ?claim tro:claimSubject ?answer ; tro:claimPredicate own:{own.relation} ; tro:claimObject $goal }}
"""


@pytest.fixture(scope="module")
def loaded(own: Own) -> Ecosystem:
    return Ecosystem.load(own.folder)


def test_it_is_read_and_checked_with_its_shape_and_its_question(own: Own, tmp_path: Path) -> None:
    report = check(own.folder, None, further={"questions": check_questions})
    assert report.clean, [str(problem) for problem in report.problems]
    assert "questions" in report.ran
    cells = (own.folder / "entities.csv").read_text(encoding="utf-8")
    (own.folder / "entities.csv").write_text(cells.replace(f",{own.value}", ","), encoding="utf-8")
    try:
        assert any(f"Say its {own.property}." in problem.message for problem in check(own.folder).problems)
    finally:
        (own.folder / "entities.csv").write_text(cells, encoding="utf-8")


def test_networks_and_findings_take_it_in(own: Own, loaded: Ecosystem) -> None:
    assert set(loaded.network(own.network).edges) == {("thing", "care"), ("thing", "form")}
    assert loaded.network("influence")["thing"]["care"]["sign"] == 1
    assert own.network in {each.name for each in describe_networks(loaded.snapshot)}
    assert loaded.pathways("thing", "care").routes[0].sign == 1
    assert loaded.scenario({"thing": 1.0}, draws=20)["care"] is not None


@pytest.mark.exhaustive
def test_a_ranking_takes_it_in(own: Own, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / WALES, tmp_path / "wales")
    before = Ecosystem.load(tmp_path / "wales")
    earlier = before.leverage(draws=20)
    goals = [goal.id for goal in earlier.goals if goal.id not in earlier.absent_goals][:5]
    shutil.copytree(own.folder / "modules", tmp_path / "wales" / "modules")
    _append(
        tmp_path / "wales" / "entities.csv", id="thing", type=own.kind, label="The thing", status="transcribed", evidence="e0001"
    )
    for number, goal in enumerate(goals):
        said = {
            "strength": "unspecified",
            "stance": "reports",
            "mode": "stated",
            "confidence": "high",
            "voices": "innovators",
            "coder": "coder-1",
        }
        row = {"id": f"own{number}", "subject": "thing", "predicate": own.relation, "object": goal, "evidence": "e0001"}
        _append(tmp_path / "wales" / "claims.csv", **said, **row)
    after = Ecosystem.load(tmp_path / "wales").leverage(draws=20)
    assert earlier.row("thing") is None
    thing = after.row("thing")
    assert thing is not None and thing.claims and set(goals) <= {goal for goal, _ in thing.helps}


def _append(path: Path, **cells: str) -> None:
    header = next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerow(cells)


def test_maps_show_its_colour_its_name_and_can_be_narrowed_to_it(own: Own, loaded: Ecosystem) -> None:
    snapshot = loaded.snapshot
    picture = focus_map(snapshot, "thing")
    assert next(node.colour for node in picture.nodes if node.id == "thing") == own.colour
    assert f"{own.kind} label" in {entry.label for entry in picture.legend}
    assert f"{own.kind} label" in {kind.label for kind in explorer_data(snapshot).kinds}
    narrowed = MapFilter(relations=(own.relation,))
    assert {claim.id for claim in narrowed.claims(snapshot)} == {"c8", "c9"}
    assert {edge.label for edge in network_map(snapshot, narrowed.claims(snapshot), "").edges} == {f"{own.relation}s"}


def test_questions_in_words_by_name_and_built(own: Own, loaded: Ecosystem) -> None:
    snapshot = loaded.snapshot
    asked = loaded.ask(f"what {own.relation}s good care?")
    assert asked.reply is not None
    assert own.relation in asked.reply.understood_as or asked.reply.question == own.question
    assert [(row.id, row.claims) for row in asked.reply.rows] == [("thing", ("c8",))]
    kind = next(choice for choice in kinds(snapshot) if choice.key == OWN + own.kind)
    assert kind.label == f"{own.kind} label"
    relation = next(each for each in relations(snapshot, Built(kind.key)) if each.key == OWN + own.relation)
    built = Built(kind.key, relation.key, relation.outward)
    assert own.relation in built_sentence(snapshot, built)
    assert [row.id for row in ask_built(snapshot, built).rows] == ["thing"]


def test_entity_pages_tables_and_vocabulary_speak_of_it(own: Own, loaded: Ecosystem) -> None:
    card = loaded.describe("thing")
    assert card.type_label == f"{own.kind} label"
    assert loaded.describe("thing", "cy").type_label == f"{own.kind} cy"
    assert (own.property, f"{own.value} label") in card.further
    assert f"The thing of its own {own.relation}s Good care" in {line.sentence for line in card.statements}
    assert any(own.kind in str(row) for row in classes_table(loaded.snapshot))
    assert any(own.relation in str(row) for row in relations_table(loaded.snapshot))


def test_the_workbook_offers_it(own: Own, loaded: Ecosystem, tmp_path: Path) -> None:
    book = sheets(export(loaded.snapshot, "xlsx"), tmp_path)
    assert own.kind in choices(book, "entities", "type")
    assert own.relation in choices(book, "claims", "predicate")
    assert choices(book, "entities", own.property) == [own.value]
    guide = "\n".join(str(cell.value) for row in book["guide"].iter_rows() for cell in row if cell.value)
    assert f"What {own.kind} means." in guide


@pytest.mark.parametrize("name", ["turtle", "jsonld", "ntriples", "trig", "graphml", "gexf", "json", "xlsx", "parquet"])
def test_every_export_holds_it(name: str, own: Own, loaded: Ecosystem, tmp_path: Path) -> None:
    content = export(loaded.snapshot, name)
    if name == "xlsx":
        assert own.kind in {cell.value for row in sheets(content, tmp_path)["entities"].iter_rows() for cell in row}
    elif name == "parquet":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            packed.extractall(tmp_path)
        folder = tmp_path / loaded.snapshot.name
        assert own.kind in set(pd.read_parquet(folder / "entities.parquet")["type"])
        edges = pd.read_parquet(folder / "networks" / own.network / "edges.parquet")
        assert {tuple(edge) for edge in edges[["source", "target"]].to_numpy()} == {("thing", "care"), ("thing", "form")}
    else:
        assert own.kind.encode() in content
        assert own.relation.encode() in content


def test_documentation_has_its_pages(own: Own, loaded: Ecosystem) -> None:
    site = make_site(loaded.snapshot, loaded.questions)
    for name in (f"class-{own.kind.casefold()}", f"relation-{own.relation}"):
        assert any(file.startswith(f"en/{name}-") for file in site.files), name
    assert any(own.network in file for file in site.files if file.startswith("en/network-"))
    (page,) = [content.decode() for file, content in site.files.items() if file.startswith(f"en/class-{own.kind.casefold()}-")]
    assert "The thing of its own" in page
    assert own.question in site.files["en/questions.html"].decode()


def test_maps_of_other_tools_can_speak_of_it(own: Own, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(own.folder, folder)
    (tmp_path / "things.csv").write_text(f"Label,Type\nAnother,{own.kind}\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text(f"From,To,Type\nAnother,Good care,{own.relation}\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('[types]\n"(none)" = "Outcome"\n', encoding="utf-8")
    found = propose([tmp_path / "things.csv", tmp_path / "ties.csv"], folder, mapping=mapping, voice="nurses", unfinished=True)
    assert not [problem for problem in found.problems if problem.code == "import-unmapped"]
    assert "another" in found.added["entities"]


def test_programs_are_told_of_it(own: Own, loaded: Ecosystem) -> None:
    client = TestClient(application(loaded), base_url="http://127.0.0.1")
    assert [each["id"] for each in client.get("/api/entities", params={"type": own.kind}).json()["entities"]] == ["thing"]
    assert own.relation in client.get("/ontology", headers={"accept": "text/html"}).text
    assert own.kind in client.get("/entity/thing", headers={"accept": "text/turtle"}).text
    assert own.question in {each["name"] for each in client.get("/api/questions").json()}
    query = f"PREFIX own: <{OWN}> SELECT ?t {{ ?t a own:{own.kind} }}"
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert [each["t"]["value"].rpartition("/")[2] for each in found] == ["thing"]


@pytest.fixture
def shown(own: Own, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(own.folder))
    yield own


@pytest.mark.exhaustive
def test_screens_show_it(shown: Own) -> None:
    entity = open_screen("entity", entity="thing")
    assert f"{shown.kind} label" in text_of(entity)
    assert f"{shown.relation}s" in text_of(entity)
    ask = open_screen("ask", way="choose", question=shown.question, **{"with-goal": "care"})
    assert f"What {shown.relation}s Good care?" in text_of(ask)
    build = open_screen("ask", way="build")
    assert any(f"{shown.kind} label" in str(box.options) for box in build.selectbox)
    shelf = next(part.proto for part in open_screen("map").get("bidi_component") if '"__trosolMap"' in part.proto.json)
    found = json.loads(json.loads(shelf.json)["text"])
    assert f"{shown.kind} label" in {kind["label"] for kind in found["kinds"]}
    assert f"{shown.relation}s" in {relation["label"] for relation in found["relations"]}
