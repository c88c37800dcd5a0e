"""Files of other programs in which something is of another type than its program would write, or there is very much of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from trosol import Ecosystem
from trosol.errors import TrosolError
from trosol.imports import file_kinds, ties_as_items
from trosol.imports.file_kinds import FileContent, look_into
from trosol.imports.ties_as_items import with_ties_of_items

FORMS: dict[str, Any] = {
    "canvas.canvas": {
        "nodes": [
            {"id": "g", "type": "group", "label": "G", "x": 0, "y": 0, "width": 9, "height": 9},
            {"id": "a", "type": "text", "text": "A", "x": 1, "y": 1, "width": 2, "height": 2, "color": "1"},
        ],
        "edges": [{"id": "e", "fromNode": "a", "toNode": "g", "fromEnd": "none", "toEnd": "arrow", "label": "l"}],
    },
    "networkx.json": {
        "directed": True,
        "graph": {"name": "n"},
        "nodes": [{"id": "a", "type": "T"}, {"id": "b", "color": {"background": "red"}}],
        "links": [{"source": "a", "target": "b", "type": "t", "arrows": "to", "directed": True, "id": "e"}],
    },
    "prsm.json": {
        "mapTitle": "m",
        "styles": {"nodes": {"g": {"groupLabel": "G"}}, "edges": {"base": {"arrows": {"to": True}}}},
        "attributeTitles": {"1": "cost"},
        "nodes": [{"id": "a", "label": "A", "grp": "g", "note": {"ops": [{"insert": "x"}]}}, {"id": "b", "label": "B"}],
        "edges": [{"from": "a", "to": "b", "grp": "edge0", "label": "l"}],
    },
    "cytoscape.cyjs": {
        "data": {"name": "n"},
        "elements": {
            "nodes": [
                {"data": {"id": "a", "name": "A", "parent": "b"}, "classes": ["c"], "position": {"x": 1}},
                {"data": {"id": "b"}},
            ],
            "edges": [{"data": {"source": "a", "target": "b", "id": "e", "directed": True}}],
        },
    },
    "exchange.cx": [
        {"CXVersion": "2.0"},
        {"attributeDeclarations": [{"nodes": {"name": {"a": "n", "v": "x"}}, "edges": {"interaction": {"a": "i"}}}]},
        {"networkAttributes": [{"n": "name", "v": "T"}]},
        {"nodes": [{"@id": 1, "n": "A", "v": {"n": "A"}, "x": 1, "y": 2}, {"id": 2, "v": {"n": "B"}}]},
        {"nodeAttributes": [{"po": [1], "n": "type", "v": "T"}]},
        {"edges": [{"id": 3, "s": 1, "t": 2, "i": "t", "v": {"i": "t"}}]},
    ],
    "apoc.json": [
        {"type": "node", "id": "1", "labels": ["P"], "properties": {"name": "A"}},
        {"type": "node", "id": "2", "labels": ["P"], "properties": {"name": "B"}},
        {"type": "relationship", "id": "3", "label": "KNOWS", "start": {"id": "1"}, "end": {"id": "2"}, "properties": {"w": 1}},
    ],
    "records.json": [
        {
            "_fields": [
                {"identity": {"low": 1}, "labels": ["P"], "properties": {"name": "A"}},
                {"segments": [{"start": {"identity": 2, "labels": ["P"], "properties": {"name": "B"}}}]},
                {"identity": 3, "start": 1, "end": 2, "type": "KNOWS", "properties": {}},
            ]
        }
    ],
    "kumu.json": {
        "name": "k",
        "elements": [{"_id": "elem-a", "attributes": {"label": "A"}}, {"_id": "elem-b", "attributes": {"label": "B"}}],
        "connections": [{"_id": "conn-c", "from": "elem-a", "to": "elem-b", "direction": "mutual", "attributes": {"type": "t"}}],
        "maps": [
            {
                "defaultPerspective": "v",
                "elements": [{"element": "elem-a", "style": {"color": "red"}}, {"element": "elem-b"}],
                "connections": [{"connection": "conn-c"}],
            }
        ],
        "perspectives": [{"_id": "v", "style": "#elem-a { color: red; }"}, {"_id": "w", "style": "@settings { x: y }"}],
        "loops": [],
    },
    "loopy.loopy": [[[1, 10, 10, 1, "A", 0], [2, 10, 10, 1, "B", 1]], [[1, 2, 50, 1, 0]], [[1, 1, "note"]], 2],
    "graph.json": {
        "graph": {
            "label": "L",
            "nodes": {"a": {"label": "A", "metadata": {"k": 1}}, "b": {"label": "B"}},
            "edges": [{"source": "a", "target": "b", "relation": "r", "metadata": {"k": 1}}],
        }
    },
    "adjacency.json": {"directed": False, "nodes": [{"id": "a"}, {"id": "b"}], "adjacency": [[{"id": "b", "key": 0}], []]},
    "rows.json": [{"from": "a", "to": "b", "type": "t"}, {"from": "b", "to": "a", "type": "t"}],
}
WRONG: tuple[Any, ...] = (
    None,
    True,
    5,
    -1.5,
    10**400,
    "x",
    [],
    ["x"],
    [["x"]],
    [5],
    [None],
    {},
    {"x": 1},
    {"x": ["x"]},
    [{"x": {}}],
)

FEW: tuple[Any, ...] = (["x"], 5)


def _places(found: Any) -> Iterator[tuple[Any, Any]]:
    """Each place of a value: what it is in, and its key or number there."""
    for key, value in list(found.items() if isinstance(found, dict) else enumerate(found)):
        yield found, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _look(path: Path, content: str, wales: Ecosystem) -> FileContent:
    path.write_text(content)
    return look_into([path], wales.ontology, wales.snapshot.records.dataset)


@pytest.mark.parametrize("values", [FEW, pytest.param(WRONG, marks=pytest.mark.exhaustive)], ids=["few", "all"])
@pytest.mark.parametrize("name", FORMS)
def test_a_value_of_another_type_is_read_or_refused(name: str, values: tuple[Any, ...], tmp_path: Path, wales: Ecosystem) -> None:
    found = json.loads(json.dumps(FORMS[name]))
    assert _look(tmp_path / name, json.dumps(found), wales).drawing
    for within, key in list(_places(found)):
        right = within[key]
        for wrong in values:
            within[key] = wrong
            try:
                _look(tmp_path / name, json.dumps(found), wales)
            except TrosolError as error:
                assert error.__cause__ is None, (key, wrong)  # the reader itself saw it
        within[key] = right


def test_types_in_a_list_are_read(tmp_path: Path, wales: Ecosystem) -> None:
    text = json.dumps({"directed": True, "nodes": [{"id": "a", "type": ["P", "Q"]}, {"id": "b"}], "links": []})
    drawing = _look(tmp_path / "n.json", text, wales).drawing
    assert drawing is not None and [thing.kind for thing in drawing.things] == ["P", ""]


@pytest.mark.parametrize("surprise", [TypeError, KeyError, ValueError, AttributeError, IndexError, OverflowError, RecursionError])
def test_what_surprises_a_reader_is_a_file_that_cannot_be_read(
    surprise: type[Exception], tmp_path: Path, wales: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprised(*_: object) -> None:
        raise surprise("odd")

    monkeypatch.setitem(file_kinds._READERS, ".gml", surprised)
    with pytest.raises(TrosolError) as error:
        _look(tmp_path / "a.gml", "graph []", wales)
    assert [problem.code for problem in error.value.problems] == ["import-unreadable"]


def test_deep_nesting_is_read_or_refused(tmp_path: Path, wales: Ecosystem) -> None:
    for depth in (900, 960, 980, 985, 990, 2000, 100_000):
        for opens, closes in (("[", "]"), ('{"a":', "}")):
            deep = opens * depth + "1" + closes * depth
            try:
                _look(tmp_path / "n.json", f'{{"nodes": [{{"id": "a", "x": {deep}}}], "links": []}}', wales)
            except TrosolError as error:
                assert [problem.code for problem in error.problems] == ["import-unreadable"]


@pytest.mark.parametrize(
    ("header", "kept"),
    [("Von,Nach,Art,type", "art"), ("Von,Nach,Art,Type", "art"), ("Von,Nach,Type,Art", "art"), ("From,To,Type,type", "type (2)")],
)
def test_no_column_is_lost_to_another_of_its_name(header: str, kept: str, tmp_path: Path, wales: Ecosystem) -> None:
    cells = {"Type": "is", "type": "is", "Art": "was"} if kept == "art" else {"Type": "is", "type": "was"}
    row = ",".join(cells.get(column, column) for column in header.split(","))
    found = _look(tmp_path / "t.csv", f"{header}\n{row}\n", wales)
    assert found.drawing is not None
    (tie,) = found.drawing.ties
    assert (tie.kind, tie.also) == ("is", {kept: "was"})
    assert any("Art" in remark for remark in found.remarks) == (kept == "art")


MODEL = """\
Stock= INTEG (a*b - c - d/e + f - (g) + -h - i*-j + k - k, 10)
	~	u
	~	see [x|y] |
{}"""


def test_a_factor_has_no_sign_and_a_bar_in_a_comment_makes_no_item(tmp_path: Path, wales: Ecosystem) -> None:
    names = "abcdefghijk"
    text = MODEL.format("".join(f'{name}= 1 ~ u ~ |\n"p|{name}" = {name} ~ ~ |\n' for name in names))
    drawing = _look(tmp_path / "m.mdl", text, wales).drawing
    assert drawing is not None
    assert {thing.label for thing in drawing.things} == {"Stock", *names, *(f"p|{name}" for name in names)}
    assert drawing.things[0].description == "see [x|y]"
    signs = {tie.source: tie.kind for tie in drawing.ties if tie.target == "stock"}
    assert signs == {**dict.fromkeys("abdegijk", ""), "c": "-", "f": "+", "h": "-"}


def _cells(number: int, style: str, chained: str) -> str:
    cells = "".join(
        f'<mxCell id="{n}" value="{chained or n}" style="{style}" vertex="1" parent="{n - 1 if not chained else n}"/>'
        for n in range(1, number + 1)
    )
    return f"<mxGraphModel><root>{cells}</root></mxGraphModel>"


def _chain(number: int) -> str:
    """Groups without a name, each in the one before, and items in the last of them."""
    groups = "".join(f'<mxCell id="g{n}" style="group" vertex="1" parent="g{n - 1}"/>' for n in range(number))
    items = "".join(f'<mxCell id="{n}" value="{n}" vertex="1" parent="g{number - 1}"/>' for n in range(number))
    return f"<mxGraphModel><root>{groups}{items}</root></mxGraphModel>"


def _groups(number: int) -> str:
    box = {"type": "group", "label": "g", "x": 0, "y": 0, "width": 9, "height": 9}
    card = {"type": "text", "text": "t", "x": 50, "y": 50, "width": 1, "height": 1}
    return json.dumps({"nodes": [{**one, "id": f"{one['type']}{n}"} for n in range(number) for one in (box, card)], "edges": []})


def _declared(number: int) -> str:
    columns = {f"c{n}": {"v": 1} for n in range(number)}
    nodes = [{"id": n} for n in range(number)]
    return json.dumps([{"CXVersion": "2.0"}, {"attributeDeclarations": [{"nodes": columns}]}, {"nodes": nodes}])


def _views(number: int) -> str:
    return json.dumps(
        {
            "elements": [{"_id": "elem-a", "label": "A"}],
            "maps": [{"defaultPerspective": "v"}] * number,
            "perspectives": [{"_id": f"v{n}", "style": ""} for n in range(number)],
        }
    )


def _members(number: int) -> str:
    top = "@prefix org: <http://www.w3.org/ns/org#> . @prefix ex: <http://example.org/> .\n"
    ends = (f"org:member ex:m{n} ; org:organization ex:o{n}" for n in range(number))
    return f"{top}ex:x a org:Membership ; {' ; '.join(ends)} ."


LARGE: dict[str, tuple[int, Any]] = {
    "stars.mdl": (30_000, lambda n: "a = b\n~\n~\n|\n" + "*" * n),
    "brackets.mdl": (30_000, lambda n: "a = b" + "[" * n + "\n~\n~\n|\n"),
    "signs.mdl": (30_000, lambda n: "a = A FUNCTION OF(" + "+," * n + "b)\n~\n~\n|\n"),
    "swimlanes.drawio": (3_000, lambda n: _cells(n, "swimlane", "x")),
    "chain.drawio": (1_500, _chain),
    "groups.canvas": (2_200, _groups),
    "declared.cx2": (1_500, _declared),
    "views.json": (1_500, _views),
    "rows.json": (8_000, lambda n: json.dumps([{f"c{k % 199}": "x"} for k in range(2 * n)])),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", LARGE)
def test_work_grows_as_the_file_does(name: str, tmp_path: Path, wales: Ecosystem) -> None:
    number, made = LARGE[name]
    path = tmp_path / name
    took = []
    for times in (1, 4):
        path.write_text(made(number * times))
        began = process_time()
        with suppress(TrosolError):
            look_into([path], wales.ontology, wales.snapshot.records.dataset)
        took.append(process_time() - began)
    assert took[1] < 9 * took[0] + 0.5  # four times as much; what grows with its square takes sixteen times as long


def test_an_item_that_names_very_many_at_both_ends_is_told(
    tmp_path: Path, wales: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties_as_items, "_AT_MOST", 8)
    for number, brought in ((3, 9), (4, 0)):
        drawing = _look(tmp_path / "m.ttl", _members(number), wales).drawing
        assert drawing is not None
        read = with_ties_of_items(drawing)
        assert len(read.ties) == brought
        assert any("too many at both ends" in note for note in read.notes) == (not brought)


def test_pages_beside_the_first_are_counted_and_not_unpacked(tmp_path: Path, wales: Ecosystem) -> None:
    page = '<mxGraphModel><root><mxCell id="1" value="A" vertex="1"/></root></mxGraphModel>'
    text = f"<mxfile><diagram>{page}</diagram>{'<diagram>no base 64!</diagram>' * 3}<diagram/></mxfile>"
    drawing = _look(tmp_path / "p.drawio", text, wales).drawing
    assert drawing is not None
    assert drawing.notes == ("3 × further page of the file: only the first is read",)
