"""Files as they come: odd encodings, other forms of JSON, markup in names, half rows, structures without names. Nothing is lost in silence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from imports.maps import new_folder, said
from trosol.errors import TrosolError
from trosol.imports import Meanings, Proposal, propose

NODES = {"a": "Mill", "b": "Dyer"}
ADVISES = {("Mill", "advises", "Dyer")}
BOTH_WAYS = {*ADVISES, ("Dyer", "advises", "Mill")}
HEAD = (
    "@prefix e: <http://example.org/x#> . @prefix tro: <https://w3id.org/trosol/ontology/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    'e:a a tro:Organisation ; rdfs:label "Mill" . e:b a tro:Organisation ; rdfs:label "Dyer" . e:c a tro:Organisation ; rdfs:label "Shop" .\n'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_folder(tmp_path_factory.mktemp("odd"))


def looked(folder: Path, path: Path, content: str | bytes) -> Proposal:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    meanings = Meanings(voice="W", voice_type="Voice")
    return propose([path], folder, mapping=meanings, replacing=True, unfinished=True, guessing=True)


def ties(found: Proposal, tmp_path: Path) -> set[tuple[str, str, str]]:
    """The claims that would be written, by name; nothing is written into the folder of the others."""
    place = new_folder(tmp_path)
    for name, content in found.files.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(content or b"")
    return said(place)


JSON = {
    "graph format": (
        {
            "graph": {
                "directed": True,
                "nodes": {key: {"label": label, "metadata": {"type": "Organisation"}} for key, label in NODES.items()},
                "edges": [{"source": "a", "target": "b", "relation": "advises"}],
                "hyperedges": [{"nodes": ["a", "b"]}],
            }
        },
        ADVISES,
        ["'hyperedges', a part of the file that is not read"],
    ),
    "one link without a direction": (
        {
            "directed": True,
            "nodes": [{"id": key, "label": label, "type": "Organisation"} for key, label in NODES.items()],
            "links": [{"source": "a", "target": "b", "relation": "advises", "directed": False}],
        },
        BOTH_WAYS,
        [],
    ),
    "graphology": (
        {
            "nodes": [{"key": key, "attributes": {"label": label, "type": "Organisation"}} for key, label in NODES.items()],
            "edges": [{"key": "e", "source": "a", "target": "b", "undirected": True, "attributes": {"label": "advises"}}],
        },
        BOTH_WAYS,
        [],
    ),
    "adjacency": (
        {
            "directed": False,
            "nodes": [{"id": key, "name": label, "type": "Organisation"} for key, label in NODES.items()],
            "adjacency": [[{"id": "b", "relation": "advises"}], [{"id": "a", "relation": "advises"}]],
        },
        BOTH_WAYS,
        [],
    ),
    "apoc": (
        {
            "nodes": [
                {"id": key, "labels": ["Organisation", "Big"], "properties": {"name": label}} for key, label in NODES.items()
            ],
            "relationships": [{"id": "5", "type": "ADVISES", "startNode": "a", "endNode": "b", "properties": {"since": 1}}],
        },
        ADVISES,
        ["further labels (2), since (1)"],
    ),
    "apoc as a list": (
        [
            *({"type": "node", "id": k, "labels": ["Organisation"], "properties": {"name": label}} for k, label in NODES.items()),
            {"type": "relationship", "id": "5", "label": "ADVISES", "start": {"id": "a"}, "end": {"id": "b"}},
        ],
        ADVISES,
        [],
    ),
    "places of D3": (
        {
            "nodes": [{"id": number, "label": label, "type": "Organisation"} for number, label in enumerate(NODES.values(), 1)],
            "links": [{"source": 0, "target": 1, "type": "advises"}],
        },
        ADVISES,
        [],
    ),
    "markup in names": (
        {
            "elements": [
                {"_id": "a", "attributes": {"label": "<b>Mill</b>", "element type": "Organisation"}},
                {"_id": "b", "attributes": {"label": "Dyer<br>", "element type": ["Organisation", "Voice"]}},
            ],
            "connections": [{"_id": "c", "from": "a", "to": "b", "attributes": {"connection type": "advises"}}],
        },
        ADVISES,
        ["further types (1)"],
    ),
}


@pytest.mark.parametrize("name", JSON)
def test_other_forms_of_json(folder: Path, tmp_path: Path, name: str) -> None:
    content, wanted, notes = JSON[name]
    found = looked(folder, tmp_path / "m.json", json.dumps(content))
    assert ties(found, tmp_path) == wanted
    assert all(any(note in line for line in found.left_out) for note in notes), found.left_out


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1252"])
def test_a_table_in_any_encoding(folder: Path, tmp_path: Path, encoding: str) -> None:
    found = looked(folder, tmp_path / "t.csv", "From,To,Type\nMühle,Café,advises\n".encode(encoding))
    assert {"muhle", "cafe"} <= set(found.added["entities"])


def test_half_rows_are_told_with_their_place(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Label", "Type"])
    for row in (["Mill", "Organisation"], [None, "Organisation"]):
        book.active.append(row)
    links = book.create_sheet("Links")
    for row in (["From", "To", "Type"], ["Mill", "Dyer", "advises"], ["Mill", None, "advises"], ["mill ", "Dyer", "advises"]):
        links.append(row)
    content = io.BytesIO()
    book.save(content)
    found = looked(folder, tmp_path / "b.xlsx", content.getvalue())
    assert ties(found, tmp_path) == ADVISES
    assert any("names none" in line and "!Sheet:3" in line for line in found.left_out)
    assert any("both ends" in line and "Links:3" in line for line in found.left_out)
    assert any("one claim rests on both" in line for line in found.read_as)


def test_a_workbook_in_which_nothing_is_shown(folder: Path, tmp_path: Path) -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    with pytest.raises(TrosolError) as error:
        looked(folder, tmp_path / "b.xlsx", content.getvalue())
    assert [problem.code for problem in error.value.problems] == ["import-unreadable"]


@pytest.mark.parametrize(
    ("text", "wanted", "note"),
    [
        ('e:a tro:advises e:b ; e:address [ e:city "X" ] .', ADVISES, "1 × address, which leads to something without a name"),
        ("e:a tro:advises ( e:b e:c ) .", {*ADVISES, ("Mill", "advises", "Shop")}, ""),
        ("e:a tro:advises e:b . [] a rdf:Statement ; rdf:subject e:a ; rdf:object e:c .", ADVISES, "statement about a tie"),
        ("e:a tro:advises e:b . [] a owl:Axiom ; owl:annotatedSource e:a .", ADVISES, "statement about a tie"),
        ('e:d rdfs:label "Weaver" ; tro:advises e:b .', {("Weaver", "advises", "Dyer")}, ""),
    ],
)
def test_structures_of_rdf(folder: Path, tmp_path: Path, text: str, wanted: set[tuple[str, str, str]], note: str) -> None:
    found = looked(folder, tmp_path / "m.ttl", HEAD + text)
    assert ties(found, tmp_path) == wanted
    assert not note or any(note in line for line in found.left_out), found.left_out


def test_what_has_no_type_is_told_where_it_is_not_brought(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.ttl"
    path.write_text(HEAD + 'e:d rdfs:label "Weaver" .', encoding="utf-8")
    found = propose([path], folder, mapping=Meanings(voice="W", voice_type="Voice"))
    assert any("no type is said (Weaver" in line for line in found.left_out)


def test_an_item_that_is_a_class_as_well_is_told(folder: Path, tmp_path: Path) -> None:
    text = (
        HEAD.split("e:a a", maxsplit=1)[0]
        + 'e:F a owl:Class ; rdfs:label "Funder" . e:X a owl:Class, e:F ; rdfs:label "X fund" .'
    )
    found = looked(folder, tmp_path / "p.ttl", text)
    assert any("a class, relation or concept as well" in line and "X fund" in line for line in found.left_out)


def test_rdf_xml_under_another_ending_is_read(folder: Path, tmp_path: Path) -> None:
    xml = (
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns:t='https://w3id.org/trosol/ontology/'><t:Organisation rdf:about='http://example.org/mill'/></rdf:RDF>"
    )
    assert looked(folder, tmp_path / "m.ttl", xml).added["entities"] == ("mill",)


def test_texts_and_values_of_graphml_and_gexf_stay(folder: Path, tmp_path: Path) -> None:
    graphml = (
        "<graphml><key id='k' for='node' attr.name='kind'/><graph edgedefault='directed'><node id='Mill'><data key='k'>Organisation</data>"
        "<data key='k'>Guild</data><desc>Spins wool.</desc></node></graph></graphml>"
    )
    found = looked(folder, tmp_path / "m.graphml", graphml)
    assert b"Spins wool." in (found.files["entities.csv"] or b"")
    assert any("further types (1)" in line for line in found.left_out)
    gexf = (
        "<gexf><graph><attributes class='node' mode='dynamic'><attribute id='0' title='role'/></attributes><nodes><node id='1' label='Mill'>"
        "<attvalues><attvalue for='0' value='Organisation' start='2010'/><attvalue for='0' value='Voice' start='2011'/></attvalues>"
        "</node></nodes></graph></gexf>"
    )
    found = looked(folder, tmp_path / "m.gexf", gexf)
    assert found.words["types"] == {"Organisation": "Organisation"}
    assert any("2 × time for which a value holds" in line for line in found.left_out)
