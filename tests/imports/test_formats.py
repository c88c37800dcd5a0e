"""Each program's file as that program writes it: names, kinds, directions, signs; what is not brought is named."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from conftest import ROOT
from imports.maps import ORGANISATIONS, YED, brought, gexf, kumu, new_folder, records_of, said, yed_edge
from trosol import Ecosystem
from trosol.errors import TrosolError
from trosol.export import export
from trosol.imports import ENDINGS, Meanings, propose
from trosol.imports.lz_text import unpacked

PACKED = (
    "\u1be1\u084d\u412c\u0100\u1524\u5825\u603b\u016c\u2037\u0426\u0940\u7b24\u00d1\u002d\u0420\u76d8\u0151\u2053"
    "\u4321\u5ac1\u64c3\u0830\u4929\u0421\u0c72\u2ae0\u2cbc\u129e\u5221\u6620\u4e71\u2d46\u7025\u3960\u0081\u002b"
    "\u7644\u62f3\u1ba7\u177e\u7eb8\u0064\u015c\u2844\u3a6e\u4ceb\u10d9\u2560\u2ec9\u0a6a\u31d4\u0c56\u5820\u7890"
    "\u0350\u4de6\u0aee\u6540\u2302\u59d5\u24da\u3e60\u6520\u0dee\u036a\u77d5\u10f0\u10ad\u2894\u7470\u0555\u0354"
    "\u0d84\u50e3\u6618\u1420\u325c\u28ec\u005c\u426c\u2126\u27a8\u4041\u6190\u64ca\u3530\u13ab\u5745\u23f4\u0020"
    "\u0020"
)
"""A map of PRSM, packed by lz-string itself."""
NODES = [{"id": "a", "label": "Mill"}, {"id": "b", "label": "Dyer"}]
SAME = {
    "cytoscape.json": json.dumps(
        {
            "elements": {
                "nodes": [{"data": {"id": n["id"], "name": n["label"]}} for n in NODES],
                "edges": [{"data": {"id": "e", "source": "a", "target": "b", "interaction": "advises"}}],
            }
        }
    ),
    "flat.cyjs": json.dumps(
        {
            "elements": [
                *({"data": {"id": n["id"], "name": n["label"]}} for n in NODES),
                {"data": {"source": "a", "target": "b", "label": "advises"}},
            ]
        }
    ),
    "nodelink.json": json.dumps(
        {"directed": True, "nodes": NODES, "links": [{"source": "a", "target": "b", "relation": "advises"}]}
    ),
    "vis.json": json.dumps({"nodes": NODES, "edges": [{"from": "a", "to": "b", "label": "advises", "arrows": "to"}]}),
    "map.prsm": json.dumps(
        {
            "mapTitle": "Cloth",
            "nodes": [{**n, "grp": "group0"} for n in NODES],
            "edges": [{"id": "x", "from": "a", "to": "b", "grp": "edge0", "arrows": {"to": {"enabled": True}}}],
            "styles": {"nodes": {"group0": {"groupLabel": "Organisation"}}, "edges": {"edge0": {"groupLabel": "advises"}}},
        }
    ),
    "packed.prsm": PACKED,
    "apoc.csv": '"_id","_labels","name","_start","_end","_type"\n"0",":Organisation","Mill",,,\n"1",":Organisation","Dyer",,,\n,,,"0","1","advises"\n',
    "apoc.json": "\n".join(
        json.dumps(one)
        for one in (
            {"type": "node", "id": "0", "labels": ["Organisation"], "properties": {"name": "Mill"}},
            {"type": "node", "id": "1", "labels": ["Organisation"], "properties": {"name": "Dyer"}},
            {"id": "5", "type": "relationship", "label": "advises", "start": {"id": "0"}, "end": {"id": "1"}},
        )
    ),
    "wide.csv": "Name,Type,Advises\nMill,Organisation,Dyer\nDyer,Organisation,\n",
    "map.gml": 'graph [\n directed 1\n node [ id 1 label "Mill" ]\n node [ id 2 label "Dyer" ]\n edge [ source 1 target 2 label "advises" ]\n]',
    "map.net": '*Vertices 2\n1 "Mill" 0.1 0.2 ellipse\n2 "Dyer"\n*Arcs :1 "advises"\n1 2 1\n',
    "matrix.csv": ",Mill,Dyer\nMill,0,advises\nDyer,0,0\n",
    "semicolons.csv": "From;To;Type\nMill;Dyer;advises\n",
    "tabs.tsv": "From\tTo\tType\nMill\tDyer\tadvises\n",
    "titled.csv": "Map of the cloth trade,,\n,,\nFrom,To,Type\nMill,Dyer,advises\n",
    "causal.csv": "from_label,to_label,quote,relation\nMill,Dyer,They told them how.,advises\n",
    "kumu.json": kumu([("c", "e1", "e2", "advises")], {"e1": "Mill", "e2": "Dyer"}),
    "gephi.gexf": gexf('<edge id="0" source="0" target="1" kind="advises" label="x"/>'),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_tie_in_every_form(tmp_path: Path, name: str) -> None:
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / name, SAME[name])
    assert said(folder) == {("Mill", "advises", "Dyer")}


def test_a_matrix_of_ucinet(tmp_path: Path) -> None:
    text = "DL N=3 FORMAT=FULLMATRIX\nLABELS:\nMill,Dyer,Shop\nDATA:\n0 1 0\n1 0 1\n0 1 0\n"
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "m.dl", text)
    assert said(folder) == {("Mill", "worksWith", "Dyer"), ("Dyer", "worksWith", "Shop")}


def test_yed_says_by_its_arrowheads_which_way_a_tie_runs(tmp_path: Path) -> None:
    edges = [
        yed_edge("e0", ("n0", "n1"), ("none", "delta"), "advises", "weekly"),
        yed_edge("e1", ("n0", "n2"), ("standard", "none"), "regulates"),
        yed_edge("e2", ("n1", "n2"), ("standard", "standard"), "directs"),
        yed_edge("e3", ("n1", "n2::n0"), ("none", "none"), "works with"),
    ]
    folder = new_folder(tmp_path)
    brought(
        folder,
        tmp_path / "m.graphml",
        YED % "".join(edges),
        Meanings(**{**vars(ORGANISATIONS), "types": {"(none)": "Organisation", "plant": "Organisation"}}),
    )
    assert said(folder) == {
        ("Mill", "advises", "Dyer"),
        ("Guild", "regulates", "Mill"),
        ("Dyer", "directs", "Guild"),
        ("Guild", "directs", "Dyer"),
        ("Dyer", "worksWith", "Master"),
        ("Master", "partOf", "Guild"),
    }
    assert any("weekly" in piece.paraphrase for piece in records_of(folder).evidence.values())


def test_a_group_may_be_the_kind_of_what_is_in_it(tmp_path: Path) -> None:
    meanings = Meanings(
        voice="W", voice_type="Voice", types={"Guild": "ActorRole", "(none)": "Organisation"}, columns={"type": "group"}
    )
    folder = new_folder(tmp_path)
    found = brought(
        folder, tmp_path / "m.graphml", YED % yed_edge("e", ("n0", "n2::n0"), ("none", "standard"), "advises"), meanings
    )
    kinds = {e.label(): e.type.rpartition("/")[2] for e in records_of(folder).entities.values()}
    assert kinds["Master"] == "ActorRole"
    assert "Guild" not in kinds
    assert any("group that is the kind" in note for note in found.left_out)


def test_labels_of_neo4j_are_kinds_and_the_second_is_told(tmp_path: Path) -> None:
    text = (
        '<graphml><key id="name" for="node" attr.name="name"/><key id="labels" for="node" attr.name="labels"/><graph edgedefault="directed">'
        '<node id="n0" labels=":Organisation:Public"><data key="labels">:Organisation:Public</data><data key="name">Mill</data></node>'
        '<node id="n1" labels=":Organisation"><data key="name">Dyer</data></node>'
        '<edge id="e0" source="n0" target="n1" label="WORKS_WITH"><data key="label">WORKS_WITH</data></edge></graph></graphml>'
    )
    folder = new_folder(tmp_path)
    found = brought(folder, tmp_path / "m.graphml", text)
    assert said(folder) == {("Mill", "worksWith", "Dyer")}
    assert any("further labels (1)" in note for note in found.left_out)


@pytest.mark.parametrize(
    "namespace", ["http://www.gexf.net/1.1draft", "http://www.gexf.net/1.2draft", "http://gexf.net/1.4", "urn:x"]
)
def test_gexf_of_any_namespace_with_mixed_directions(tmp_path: Path, namespace: str) -> None:
    edges = (
        '<edge id="0" source="0" target="1" label="advises"/><edge id="1" source="1" target="2" type="mutual" label="advises"/>'
        '<edge id="1" source="2" target="0" type="undirected" label="works with"/>'
    )
    folder = new_folder(tmp_path)
    found = brought(folder, tmp_path / "m.gexf", gexf(edges, namespace))
    assert said(folder) == {
        ("Mill", "advises", "Dyer"),
        ("Dyer", "advises", "Shop"),
        ("Shop", "advises", "Dyer"),
        ("Shop", "worksWith", "Mill"),
    }
    assert any("id of another" in note for note in found.left_out)


def test_a_workbook_with_a_title_several_ends_ignored_sheets_and_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    items = book.active
    items.title = "Organisations"
    for row in (["Our map"], ["Label", "Type"], ["Mill ", "Organisation"], ["DYER", "Organisation"], ["Shop", "Organisation"]):
        items.append(row)
    ties = book.create_sheet("Links")
    for row in (
        ["From", "To", "Type"],
        ["mill", "Dyer|Shop", "advises"],
        ["Shop", "Mill", "regulates"],
        ["", "Dyer", "regulates"],
    ):
        ties.append(row)
    ties.merge_cells("A3:A4")
    book.create_sheet("Notes (ignore)").append(["From", "To"])
    book.save(tmp_path / "m.xlsx")
    folder = new_folder(tmp_path)
    found = propose([tmp_path / "m.xlsx"], folder, mapping=ORGANISATIONS)
    assert found.problems == ()
    found.write()
    assert said(folder) == {
        ("Mill", "advises", "DYER"),
        ("Mill", "advises", "Shop"),
        ("Shop", "regulates", "Mill"),
        ("Shop", "regulates", "DYER"),
    }
    assert any("(ignore)" in note for note in found.left_out)


def test_windows_letters_and_numbers_that_are_ids(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_bytes("Id;Label\n1;M\xfchle\n2;F\xe4rber\n".encode("latin-1"))
    (tmp_path / "edges.csv").write_bytes(b"Source;Target;Label\n1.0;2.0;advises\n")
    folder = new_folder(tmp_path)
    found = propose([tmp_path / "nodes.csv", tmp_path / "edges.csv"], folder, mapping=ORGANISATIONS)
    assert found.problems == ()
    assert any("Windows-1252" in note for note in found.read_as)
    found.write()
    assert said(folder) == {("Mühle", "advises", "Färber")}


def test_a_name_that_two_items_have_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Label,Type\nHub,Organisation\nhub,Sector\nMill,Organisation\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("From,To,Type\nHUB,Mill,advises\n", encoding="utf-8")
    found = propose([tmp_path / "n.csv", tmp_path / "t.csv"], new_folder(tmp_path), mapping=ORGANISATIONS)
    assert [problem.code for problem in found.problems] == ["import-end-ambiguous"]


def test_names_that_look_alike_are_told(tmp_path: Path) -> None:
    text = "Label,Type\nCity Council,Organisation\nThe city-councils,Organisation\n"
    found = brought(new_folder(tmp_path), tmp_path / "n.csv", text)
    assert any("city-councils" in note for note in found.read_as)


def test_a_long_text_is_cut_and_kept_whole(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(90))
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "m.json", kumu([("c", "e1", "e2", "advises")], description=f"<p>{words}</p>"))
    (piece,) = [piece for piece in records_of(folder).evidence.values() if piece.section == "Ties"]
    assert len(piece.paraphrase.split()) <= 60
    assert any(words in value for _, values in piece.properties for value in values)


def test_what_an_rdf_file_only_points_at_is_told_or_brought(tmp_path: Path) -> None:
    text = (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix tro: <https://w3id.org/trosol/ontology/> . @prefix x: <http://example.org/> .\n"
        'x:c a tro:ChallengeArea ; rdfs:label "Fraud", "Swindle" ; x:hasSponsor x:fund ; rdfs:seeAlso x:page .'
    )
    folder = new_folder(tmp_path)
    found = brought(folder, tmp_path / "m.ttl", text)
    assert any(note.startswith("1 × hasSponsor") for note in found.left_out)
    assert any("seeAlso" in note for note in found.left_out)
    (entity,) = records_of(folder).entities.values()
    assert {entity.label(), *(name for _, name in entity.alternatives)} == {"Fraud", "Swindle"}
    more = Meanings(**{**vars(ORGANISATIONS), "undescribed": "bring", "relations": {"hasSponsor": "^providesFunding"}})
    brought(folder, tmp_path / "m.ttl", text, more)
    assert said(folder) == {("fund", "providesFunding", "Fraud")}


def test_a_class_beside_an_individual_comes_along(tmp_path: Path) -> None:
    text = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix tro: <https://w3id.org/trosol/ontology/> . @prefix x: <http://example.org/> .\n"
        'x:Funder a owl:Class ; rdfs:subClassOf tro:Organisation ; rdfs:label "Funder"@en ; rdfs:comment "Gives money."@en .\n'
        'x:Loose a owl:Class ; rdfs:label "Loose"@en . x:f a x:Funder ; rdfs:label "A fund" .'
    )
    folder = new_folder(tmp_path)
    found = brought(folder, tmp_path / "m.ttl", text, Meanings())
    assert found.whole == ("modules/m.ttl",)
    assert any("Loose" in note for note in found.left_out)
    (entity,) = records_of(folder).entities.values()
    assert entity.type == "http://example.org/Funder"


GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">%s</graph></graphml>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("itself.json", kumu([("c", "e1", "e1", "advises")]), "1 × tie from an item to itself"),
        ("blank.json", kumu([], {"e1": "  "}), "1 × item without a name: its id is what it is called"),
        ("hyper.graphml", GRAPHML % '<hyperedge><endpoint node="a"/></hyperedge>', "1 × tie of more than two ends (hyperedge)"),
    ],
)
def test_what_stops_no_import_is_told(tmp_path: Path, name: str, content: str, told: str) -> None:
    found = brought(new_folder(tmp_path), tmp_path / name, content)
    assert not found.problems
    assert any(note.startswith(told) for note in found.left_out)


def test_several_ends_in_one_cell_with_blanks_around_them(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "a.csv", "From,To,Type\n Mill ; ; Shop|,Dyer,advises\n")
    assert said(folder) == {("Mill", "advises", "Dyer"), ("Shop", "advises", "Dyer")}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.owl", b"Prefix(:=<http://x/>)\nOntology(<http://x>)", "functional"),
        ("a.ttl", b"# said\nPrefix: : <http://x/>\nOntology: <http://x>", "Manchester"),
        ("a.csv", b"one,two\n1,2\n", "one, two"),
        ("a.json", b'{"some": 1}', "some"),
        ("a.gml", b"graph [ node [ id 1", "bracket"),
        ("a.net", b"hello", "Vertices"),
        ("a.dl", b"dl n=2\ndata:\n0 1", "cells"),
        ("a.prsm", b'{"compressed": true, "nodes": "abc"}', "packed"),
        ("a.prsm", "\u0230\u7fff not packed".encode(), "neither JSON nor packed"),
    ],
)
def test_a_refusal_says_what_was_found(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TrosolError) as error:
        propose([tmp_path / name], new_folder(tmp_path))
    assert says in " ".join(problem.message for problem in error.value.problems)


@pytest.mark.parametrize("form", ["kumu", "cytoscape", "graphml", "gexf"])
def test_a_map_that_went_out_comes_back(tmp_path: Path, form: str) -> None:
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "m.json", kumu([("c1", "e1", "e2", "advises"), ("c2", "e2", "e3", "directs")]))
    endings = {"kumu": ".json", "cytoscape": ".cyjs", "graphml": ".graphml", "gexf": ".gexf"}
    (tmp_path / "again").mkdir()
    again = new_folder(tmp_path / "again")
    out = export(Ecosystem.load(folder).snapshot, form)
    brought(again, tmp_path / f"out{endings[form]}", out)
    assert said(again) == said(folder)
    assert {e.type for e in records_of(again).entities.values()} == {e.type for e in records_of(folder).entities.values()}


def test_the_document_names_every_form_that_is_read() -> None:
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    table = text[text.index("## What is read") : text.index("## The mapping")]
    assert [ending for ending in ENDINGS if f"`{ending}`" not in table] == []


def test_several_kinds_and_several_words(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    text = json.loads(kumu([("c", "e1", "e2", "x")], {"e1": "Mill", "e2": "Dyer"}))
    text["elements"][0]["attributes"]["element type"] = ["Organisation", "Sector"]
    text["connections"][0]["attributes"]["connection type"] = ["advises", "directs"]
    found = brought(folder, tmp_path / "m.json", json.dumps(text))
    assert said(folder) == {("Mill", "advises", "Dyer"), ("Mill", "directs", "Dyer")}
    assert any("further types (1)" in note for note in found.left_out)
    assert brought(folder, tmp_path / "m.json", json.dumps(text)).nothing


def test_tables_for_the_importer_of_neo4j(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    (tmp_path / "n.csv").write_text(
        "orgId:ID,name,size:int,:LABEL\n1,Mill,4,Organisation\n2,Dyer,,Organisation\n", encoding="utf-8"
    )
    (tmp_path / "r.csv").write_text(":START_ID,:END_ID,:TYPE\n1,2,advises\n", encoding="utf-8")
    propose([tmp_path / "n.csv", tmp_path / "r.csv"], folder, mapping=ORGANISATIONS).write()
    assert said(folder) == {("Mill", "advises", "Dyer")}


def test_a_map_of_prsm_as_it_saves_it(tmp_path: Path) -> None:
    """Notes in pieces, labels broken into lines, attributes under numbers, a style that nobody named."""
    made = {
        "mapTitle": "Cloth",
        "attributeTitles": {"att1": "Description"},
        "nodes": [
            {"id": "a", "label": "Old\nmill", "grp": "group0", "note": {"ops": [{"insert": "By the "}, {"insert": "river\n"}]}},
            {"id": "b", "label": "Dyer", "grp": "group1", "att1": "Blue."},
        ],
        "edges": [{"id": "e", "from": "a", "to": "b", "grp": "edge0", "label": "advises"}],
        "styles": {"nodes": {"group0": {"groupLabel": "Sector"}, "group1": {"groupLabel": "Sample"}}, "edges": {}},
    }
    folder = new_folder(tmp_path)
    brought(folder, tmp_path / "m.prsm", json.dumps(made))
    entities = {e.label(): (e.type.rpartition("/")[2], e.description()) for e in records_of(folder).entities.values()}
    assert entities["Old mill"] == ("Sector", "By the river")
    assert entities["Dyer"] == ("Organisation", "Blue.")
    assert said(folder) == {("Old mill", "advises", "Dyer")}  # an arrow is what PRSM draws where nothing is said


@pytest.mark.parametrize(("packed", "plain"), [("\u02e2\u4c2d\u4c3e\u6024\u50bb\u4a60 ", "hello hello hello")])
def test_text_as_lz_string_packs_it(packed: str, plain: str) -> None:
    assert unpacked(packed) == plain
    with pytest.raises(ValueError):
        unpacked(packed[:3])
