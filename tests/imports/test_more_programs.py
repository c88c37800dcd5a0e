"""Files as one more program each would save them: what a person sees there is what the map says."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from trosol import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.imports import Meanings
from trosol.imports.actors_by_name import guess_with_actors
from trosol.imports.drawn_map import Drawing
from trosol.imports.file_kinds import FileContent, look_into

Read = Any


@pytest.fixture
def read(tmp_path: Path, wales: Ecosystem) -> Read:
    """Look into a file of that name."""

    def look(name: str, content: str | bytes | object) -> FileContent:
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return look_into([tmp_path / name], wales.ontology, wales.snapshot.records.dataset)

    return look


def ties(found: FileContent) -> list[tuple[str, str, str, str]]:
    drawing = found.drawing
    assert drawing is not None
    names = {thing.key: thing.label for thing in drawing.things}
    return [(names.get(tie.source, "?"), tie.kind, names.get(tie.target, "?"), tie.direction) for tie in drawing.ties]


def kinds(found: FileContent) -> dict[str, str]:
    assert found.drawing is not None
    return {thing.label: thing.kind for thing in found.drawing.things}


def drawing_of(found: FileContent) -> Drawing:
    assert found.drawing is not None
    return found.drawing


CELLS = """<root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="box" value="Szpitale" style="swimlane;" vertex="1" parent="1"/>
<mxCell id="2" value="Braki &lt;b&gt;kadrowe&lt;/b&gt;&lt;br&gt;na wsi" style="rounded=1;fillColor=#f8cecc;" vertex="1" parent="box"/>
<UserObject label="Kolejki" type="Problem" id="3"><mxCell style="ellipse;" vertex="1" parent="1"/></UserObject>
<mxCell id="4" value="" style="endArrow=classic;" edge="1" parent="1" source="2" target="3"/>
<mxCell id="5" value="zwiększa" style="edgeLabel;" vertex="1" connectable="0" parent="4"/>
<mxCell id="6" value="zmniejsza" style="startArrow=classic;endArrow=none;" edge="1" parent="1" source="3" target="2"/>
<mxCell id="7" value="loose" edge="1" parent="1" source="3"/>
<mxCell id="8" value="" style="shape=image;" vertex="1" parent="1"/></root>"""
DRAWN = {("Braki kadrowe na wsi", "zwiększa", "Kolejki", "one way"), ("Braki kadrowe na wsi", "zmniejsza", "Kolejki", "one way")}


def _packed(text: str) -> str:
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(pack.compress(quote(text).encode()) + pack.flush()).decode()


@pytest.mark.parametrize("form", ["plain", "packed", "bare"])
def test_drawio_as_it_is_drawn(read: Read, form: str) -> None:
    model = f"<mxGraphModel>{CELLS}</mxGraphModel>"
    inside = _packed(model) if form == "packed" else model
    text = (
        model
        if form == "bare"
        else f'<mxfile><diagram name="One">{inside}</diagram><diagram name="Two">{model}</diagram></mxfile>'
    )
    found = read("plan.xml" if form == "bare" else "plan.drawio", text)
    assert {tie for tie in ties(found) if tie[1] != "part of"} == DRAWN
    assert ("Braki kadrowe na wsi", "part of", "Szpitale", "one way") in ties(found)
    assert kinds(found)["Kolejki"] == "Problem"
    notes = " ".join(drawing_of(found).notes)
    assert "1 × line that does not join two items" in notes
    assert "1 × shape without a text" in notes
    assert ("further page" in notes) == (form != "bare")


def test_obsidian_reads_names_arrows_and_groups(read: Read) -> None:
    at = {"y": 1, "width": 5, "height": 5}
    nodes = [
        {"id": "g", "type": "group", "label": "Barriers", "x": 0, "y": 0, "width": 50, "height": 50},
        {"id": "a", "type": "text", "text": "# Biurokracja\n\nDługie formularze", "x": 1, **at},
        {"id": "b", "type": "file", "file": "Notes/Gmina Kraków.md", "x": 90, **at},
        {"id": "c", "type": "text", "text": "", "x": 80, **at},
    ]
    edges = [
        {"id": "1", "fromNode": "a", "toNode": "b", "label": "hamuje"},
        {"id": "2", "fromNode": "b", "toNode": "a", "fromEnd": "arrow", "toEnd": "none"},
        {"id": "3", "fromNode": "a", "toNode": "b", "toEnd": "none"},
    ]
    found = read("atlas.canvas", {"nodes": nodes, "edges": edges})
    town, forms = "Gmina Kraków", "Biurokracja"
    assert ties(found) == [
        (forms, "part of", "Barriers", "one way"),
        (forms, "hamuje", town, "one way"),
        (forms, "", town, "one way"),
        (forms, "", town, "no direction"),
    ]
    assert next(thing.description for thing in drawing_of(found).things if thing.label == forms) == "Długie formularze"
    assert drawing_of(found).notes == ("1 × card without a text",)


def test_cytoscape_exchange_in_both_versions(read: Read) -> None:
    two = [
        {"CXVersion": "2.0"},
        {
            "attributeDeclarations": [
                {"nodes": {"name": {"a": "n"}, "type": {"v": "Organisation"}}, "edges": {"interaction": {"a": "i"}}}
            ]
        },
        {"nodes": [{"id": 1, "v": {"n": "Ministère"}}, {"id": 2, "v": {"n": "Fonds", "type": "Funder"}}]},
        {"edges": [{"id": 1, "s": 2, "t": 1, "v": {"i": "finance"}}]},
        {"unknownPart": [{"a": 1}]},
    ]
    one = [
        {"numberVerification": [{"longNumber": 1}]},
        {"nodes": [{"@id": 1, "n": "Ministère"}, {"@id": 2, "n": "Fonds"}]},
        {"edges": [{"@id": 9, "s": 2, "t": 1, "i": "finance"}]},
        {"nodeAttributes": [{"po": 2, "n": "type", "v": "Funder"}, {"po": 1, "n": "type", "v": "Organisation"}]},
    ]
    for name, content in (("net.cx2", two), ("net.cx", one)):
        found = read(name, content)
        assert ties(found) == [("Fonds", "finance", "Ministère", "one way")]
        assert kinds(found) == {"Ministère": "Organisation", "Fonds": "Funder"}
    assert any("unknownPart" in note for note in drawing_of(read("net.cx2", two)).notes)


def test_loopy_has_signs(read: Read) -> None:
    circles = [[1, 0, 0, 0.5, "rabbits%2520%2526%2520co", 4], [2, 0, 0, 0.5, "foxes", 0]]
    found = read("link.json", [circles, [[1, 2, 9, 1, 0], [2, 1, 9, -1, 0]], [[0, 0, "note"]], 3])
    assert ties(found) == [("rabbits & co", "+", "foxes", "one way"), ("foxes", "-", "rabbits & co", "one way")]


MODEL = """{UTF-8}
Workload  = A FUNCTION OF( Staff,-"Digital tools, new" )
\t~\thours
\t~\tHow much there is to do~|
"Staff turnover"= A FUNCTION OF( Workload)
\t~\t~|
Staff= INTEG (
\thiring-leaving,
\t\t100)
\t~\tperson~|
hiring= MAX(0, gap/delay time)\\
\t + gap ~~|
leaving = Staff*"Staff turnover" ~~|
gap = target - Staff ~~|
target = 120 ~~|
delay time = 4 ~~|
********************************************************
\t.Control
********************************************************~
\t\tSimulation Control Parameters
\t|
FINAL TIME  = 100 ~~|
\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
10,1,Workload,300,200,40,20,8,3
10,2,"Staff turnover",500,200,40,20,8,3
1,3,1,2,0,0,83,0,0,64,0,-1--1--1,,1|(0,0)|
*View 2
10,1,gap,300,200,40,20,8,3
10,2,hiring,300,200,40,20,8,3
1,3,1,2,0,0,45,0,0,64,0,-1--1--1,,1|(0,0)|
"""


def test_vensim_takes_signs_from_lists_stocks_and_the_sketch(read: Read) -> None:
    found = read("model.mdl", MODEL)
    signs = {(start, end): word for start, word, end, _ in ties(found)}
    assert signs == {
        ("Staff", "Workload"): "",
        ("digital tools, new", "Workload"): "-",
        ("Workload", "Staff turnover"): "+",
        ("hiring", "Staff"): "+",
        ("leaving", "Staff"): "-",
        ("gap", "hiring"): "-",
        ("delay time", "hiring"): "",
        ("Staff", "leaving"): "",
        ("Staff turnover", "leaving"): "",
        ("target", "gap"): "",
        ("Staff", "gap"): "",
    }
    assert next(thing.description for thing in drawing_of(found).things if thing.label == "Workload") == "How much there is to do"


def _project(**more: Any) -> dict[str, Any]:
    labels = {"elem-a": "Urząd\nMiasta", "elem-b": "Spółdzielnia", "elem-c": "Stary pomysł"}
    return {
        "elements": [{"_id": key, "attributes": {"label": label, "Rola": f"rola {key[-1]}"}} for key, label in labels.items()],
        "connections": [
            {"_id": "conn-1", "from": "elem-a", "to": "elem-b", "direction": "directed", "attributes": {"connection type": "+"}},
            {"_id": "conn-2", "from": "elem-c", "to": "elem-b", "direction": "directed", "attributes": {"connection type": "-"}},
        ],
        "maps": [
            {
                "_id": "map-1",
                "elements": [{"element": key} for key in ("elem-a", "elem-b")],
                "connections": [{"connection": "conn-1"}],
            }
        ],
        **more,
    }


STYLE = '@settings {\n  element-color: categorize("Rola", bujumbra);\n}\nelement["x"="y"] {\n  size: 40;\n}\n#elem-b {\n  color: #00ff00;\n}'


def test_what_lies_in_the_trash_of_kumu_is_left_there(read: Read) -> None:
    found = read("project.json", _project())
    assert ties(found) == [("Urząd\nMiasta", "+", "Spółdzielnia", "one way")]
    assert any(note.startswith("2 × item or tie in Kumu's trash") for note in drawing_of(found).notes)


def test_maps_that_name_few_of_the_elements_take_nothing_away(read: Read) -> None:
    found = read("project.json", _project(maps=[{"elements": [{"element": "elem-a"}]}]))
    assert len(drawing_of(found).things) == 3


def test_what_colours_elements_in_kumu_tells_what_they_are(read: Read) -> None:
    found = read("project.json", _project(perspectives=[{"_id": "pers-1", "style": STYLE}]))
    assert kinds(found) == {"Urząd\nMiasta": "rola a", "Spółdzielnia": "rola b"}
    assert next(thing.also["colour"] for thing in drawing_of(found).things if thing.key == "elem-b") == "#00ff00"
    assert any(note.startswith("1 × decoration of a view") for note in drawing_of(found).notes)


def test_a_decoration_by_hand_in_kumu_is_an_attribute(read: Read) -> None:
    project = _project()
    project["maps"][0]["elements"][0]["style"] = {"color": "#ff0000", "size": 40}
    (first, _) = drawing_of(read("project.json", project)).things
    assert (first.also["colour"], first.also["size"]) == ("#ff0000", "40")


def test_a_style_of_prsm_says_what_a_tie_is_and_its_label_is_a_text(read: Read) -> None:
    styles = {"nodes": {}, "edges": {"edge1": {"groupLabel": "strengthens"}, "edge2": {"groupLabel": "weakens"}}}
    edges = [{"from": "1", "to": "2", "grp": "edge1"}, {"from": "2", "to": "1", "grp": "edge2", "label": "sehr"}]
    edges += [{"from": "1", "to": "2", "grp": "edge2"}]
    found = read(
        "map.prsm",
        {"mapTitle": "x", "nodes": [{"id": "1", "label": "A"}, {"id": "2", "label": "B"}], "edges": edges, "styles": styles},
    )
    assert [tie.kind for tie in drawing_of(found).ties] == ["strengthens", "weakens", "weakens"]
    assert drawing_of(found).ties[1].description == "sehr"


def test_a_factor_of_causal_map_may_have_a_semicolon_in_it(read: Read) -> None:
    found = read("links.csv", "from_label,to_label,quote\nHealth; sleep,Work,said so\n")
    assert ties(found) == [("Health; sleep", "", "Work", "one way")]


def test_programs_of_causes_are_read_as_such_whoever_acts_in_them(read: Read, wales: Ecosystem) -> None:
    rows = "Ministry of Water,Training\nTraining,Income\nParents,Income\nCouncil,Income\n"
    drawing = drawing_of(
        read("links.csv", f"from_label,to_label,quote\n{''.join(row + ',' + chr(10) for row in rows.splitlines())}")
    )
    _, guessed, _ = guess_with_actors(drawing, Meanings(), wales.ontology)
    assert guessed.meanings.types["(none)"] == "ContextFactor"
    assert guessed.meanings.relations["(none)"] == "influences"


@pytest.mark.parametrize(
    "header",
    ["Von;Nach;Art", "De;À;Type", "Desde;Hacia;Tipo", "Od;Do;Rodzaj", "O;I;Math", "Van;Naar;Soort", "Da;A;Tipo", "From;To;Type"],
)
def test_columns_may_be_called_in_other_languages(read: Read, header: str) -> None:
    found = read("ties.csv", f"Mapa współpracy\n{header}\nGmina Żory;Szkoła;funds\n")
    assert ties(found) == [("Gmina Żory", "funds", "Szkoła", "one way")]


def test_items_alone_with_their_columns_in_german(read: Read) -> None:
    found = read("dinge.csv", "Bezeichnung,Typ,Beschreibung\nAmt,Behörde,prüft\n")
    assert kinds(found) == {"Amt": "Behörde"}
    assert drawing_of(found).things[0].description == "prüft"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.drawio", "<mxfile><diagram>%%%</diagram></mxfile>", "neither plain nor packed"),
        ("a.drawio", "<mxfile/>", "no page"),
        ("a.drawio", '<!DOCTYPE x [<!ENTITY a "b">]><mxfile/>', "document type"),
        ("a.mdl", "hello", "no equations"),
        ("a.mdl", "~ | ~", "no equations"),
        ("a.xml", "<opml/>", "begins with opml"),
        ("a.canvas", {"nodes": [], "edges": []}, None),
        ("a.cx2", [{"CXVersion": "2.0"}, {"nodes": "x"}], "list of objects"),
        ("a.ofn", "Prefix(:=<http://x/>)\nOntology(<http://x>)", "functional"),
        ("a.vsdx", b"PK\x03\x04", "no file that can be imported"),
    ],
)
def test_what_is_none_of_these_is_refused_with_what_was_found(read: Read, name: str, content: object, says: str | None) -> None:
    if says is None:
        assert not drawing_of(read(name, content)).things
        return
    with pytest.raises((TrosolError, WrongUse)) as refused:
        read(name, content)
    assert says in " ".join(problem.message for problem in refused.value.problems)


def test_a_page_of_drawio_that_stands_for_too_much_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trosol.imports.drawio._MOST", 1000)
    text = f"<mxfile><diagram>{_packed('<mxGraphModel>' + ' ' * 5000 + '</mxGraphModel>')}</diagram></mxfile>"
    with pytest.raises(TrosolError) as refused:
        read("a.drawio", text)
    assert "stands for more than" in refused.value.problems[0].message


def test_an_answer_of_neo4j_as_its_browser_saves_it(read: Read) -> None:
    town = {
        "identity": {"low": 0, "high": 0},
        "labels": ["Organisation", "Public"],
        "properties": {"name": "Żory"},
        "elementId": "4:x:0",
    }
    fund = {"identity": {"low": 7, "high": 0}, "labels": ["Fund"], "properties": {"name": "Fundusz"}}
    pays = {"identity": 3, "start": 7, "end": 0, "type": "FUNDS", "properties": {"since": 2020}}
    rows = [
        {"keys": ["n", "r"], "length": 2, "_fields": [town, pays]},
        {"n": fund, "p": {"segments": [{"start": fund, "relationship": pays, "end": town}]}},
    ]
    found = read("records.json", rows)
    assert ties(found) == [("Fundusz", "FUNDS", "Żory", "one way")]
    assert kinds(found) == {"Fundusz": "Fund", "Żory": "Organisation"}


@pytest.mark.parametrize(("start", "end"), [("from", "to"), ("source", "target")])
def test_a_list_of_rows_in_json_is_a_table(read: Read, start: str, end: str) -> None:
    found = read("rows.json", [{start: "A", end: "B", "type": "funds"}, {start: "B", end: "C"}])
    assert ties(found) == [("A", "funds", "B", "one way"), ("B", "", "C", "one way")]
    assert kinds(read("items.json", [{"label": "Żory", "type": "Town"}])) == {"Żory": "Town"}
