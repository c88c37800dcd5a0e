"""Files of other programs in which something is of another type than its program would write, or there is very much of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trosol import Ecosystem
from trosol.errors import TrosolError
from trosol.imports import file_kinds
from trosol.imports.file_kinds import FileContent, look_into

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
