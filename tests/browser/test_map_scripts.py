"""What the map's scripts work out, run in an empty page: places, what a view shows, paths, undo, and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from browsing import EVIL
from picked import few_first
from trosol.ecosystem import Ecosystem
from trosol.views.downloads import csv_text
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.maps.explorer_page import explorer_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FOLDER = files("trosol.views") / "assets" / "explorer"
PLAIN = ("store", "layouts", "look", "state", "pixels", "save", "print")
FRESH = "Object.assign(Trosol.state.fresh({}), %s)"


@pytest.fixture(scope="module")
def scripts(browser: Browser, wales: Ecosystem) -> Iterator[Page]:
    page = browser.new_page()
    for name in PLAIN:
        page.evaluate(f"() => {{ {(FOLDER / f'{name}.js').read_text(encoding='utf-8')} }}")
    members = {n: [c for _a, _b, found in wales.network(n).edges(data="claims") for c in found] for n in ("influence", "actors")}
    text = explorer_json(explorer_data(wales.snapshot, MapFilter(), members))
    page.evaluate("text => { window.store = Trosol.store(JSON.parse(text)); }", text)
    yield page
    page.close()


def view(page: Page, **state: Any) -> dict[str, Any]:
    code = """state => { const v = store.view(Object.assign(Trosol.state.fresh({}), state));
      return { items: v.items.map(i => i.id), total: v.total, path: v.path && v.path.far, along: v.path && v.path.along,
        links: v.links.map(l => [store.items[l.s].id, store.items[l.t].id, l.gate, l.directed]), hidden: Array.from(v.hidden.values()), ofKind: Array.from(v.ofKind.values()) }; }"""
    found: dict[str, Any] = page.evaluate(code, state)
    return found


@pytest.mark.parametrize("layout", ["lanes", "layered", "force", "circular", "star"])
def test_boxes_do_not_overlap_and_stand_where_they_stood(scripts: Page, layout: str) -> None:
    code = """name => { const make = () => Array.from({ length: 60 }, (_, i) => ({ id: "n" + i * 7 % 60, w: 120 + i % 5 * 20, h: 30 + i % 3 * 17, lane: i % 4 }));
      const edges = Array.from({ length: 90 }, (_, i) => ["n" + i * 11 % 60, "n" + i * i % 60]);
      const run = nodes => Array.from((name === "star" ? Trosol.layouts.star(nodes, "n0", 1.6) : name === "lanes" ? Trosol.layouts.lanes(nodes, edges, {}) : Trosol.layouts[name](nodes, edges)).places);
      return [make(), run(make()), run(make().reverse())]; }"""
    nodes, first, second = scripts.evaluate(code, layout)
    assert dict(first) == {key: pytest.approx(at) for key, at in second}
    size = {n["id"]: (n["w"], n["h"]) for n in nodes}
    places = [(key, *at) for key, at in first]
    assert len(places) == 60
    for i, (a, x, y) in enumerate(places):
        for b, u, v in places[i + 1 :]:
            across, down = (size[a][0] + size[b][0]) / 2, (size[a][1] + size[b][1]) / 2
            assert abs(x - u) >= across - 1 or abs(y - v) >= down - 1, (a, b)


def test_around_shows_all_neighbours_and_the_focus_stays(scripts: Page, wales: Ecosystem) -> None:
    found = view(scripts, mode="around", focus="commissioners", steps=1)
    near = {end for c in wales.snapshot.claims_of("commissioners") for end in (c.subject, c.object)}
    assert set(found["items"]) <= near and "commissioners" in found["items"]
    assert len(found["items"]) == found["total"]
    assert any(gate for _a, _b, gate, _d in found["links"])
    kinds = scripts.evaluate("store.kindAt")
    alone = view(scripts, mode="around", focus="commissioners", steps=1, hide=kinds)
    assert alone["items"] == ["commissioners"] and sum(alone["hidden"]) == found["total"] - 1
    two = view(scripts, mode="around", focus="commissioners", steps=2)
    assert set(found["items"]) <= set(two["items"]) and len(two["items"]) == 60 < two["total"]


def test_only_barriers_leaves_the_focus_with_the_barriers_beside_it(scripts: Page) -> None:
    hide = [kind for kind in scripts.evaluate("store.kindAt") if kind != "Barrier"]
    found = view(scripts, mode="around", focus="commissioners", steps=1, hide=hide)
    assert len(found["items"]) > 1 and "commissioners" in found["items"]


def test_expanding_only_adds(scripts: Page) -> None:
    before = view(scripts, mode="around", focus="commissioners", steps=1)
    after = view(scripts, mode="around", focus="commissioners", steps=1, open=["action-embed"])
    assert set(before["items"]) < set(after["items"])


def test_paths_are_the_shortest_there_are(scripts: Page, wales: Ecosystem) -> None:
    every = view(scripts, mode="network", network="all", dots=True)
    graph = nx.DiGraph()
    for a, b, _gate, directed in every["links"]:
        graph.add_edges_from([(a, b)] if directed else [(a, b), (b, a)])
    ways = set()
    for a, b in (
        ("commissioners", "innovation-in-social-care"),
        ("action-embed", "challenge-risk"),
        ("challenge-risk", "action-embed"),
    ):
        found = view(scripts, mode="path", focus=a, other=b)
        ways.add(found["along"])
        told = graph if found["along"] else graph.to_undirected()
        assert found["along"] == nx.has_path(graph, a, b)
        assert found["path"] == nx.shortest_path_length(told, a, b)
        assert set(found["items"]) == {key for way in nx.all_shortest_paths(told, a, b) for key in way}
    assert ways


def test_a_whole_network_is_the_declared_one(scripts: Page, wales: Ecosystem) -> None:
    found = view(scripts, mode="network", network="actors", dots=True)
    graph = wales.network("actors")
    assert set(found["items"]) == {key for key in graph if graph.degree(key)}
    boxes = view(scripts, mode="network", network="influence")
    assert len(boxes["items"]) == 60 < boxes["total"] == sum(boxes["ofKind"])


def test_undo_and_redo_go_through_changes_and_not_through_choices(scripts: Page) -> None:
    code = """() => { const h = Trosol.state.history(Trosol.state.fresh({ entity: "a" }));
      h.set({ steps: 2 }); h.set({ entity: "b" }, true); h.set({ layout: "force" }); const out = [];
      h.undo(); out.push([h.now().steps, h.now().layout, h.now().entity]); h.undo(); out.push([h.now().steps, h.now().layout]);
      h.redo(); out.push([h.now().steps, h.now().layout]); out.push(h.can()); h.set({ dots: true }); out.push(h.can()); return out; }"""
    assert scripts.evaluate(code) == [[2, "auto", "b"], [1, "auto"], [2, "auto"], [True, True], [True, False]]


def test_a_state_comes_back_from_its_address(scripts: Page) -> None:
    code = """state => { const told = Trosol.state.address(Object.assign(Trosol.state.fresh({}), state)); return [told, Trosol.state.address(Trosol.state.fresh(told))]; }"""
    told, again = scripts.evaluate(
        code,
        {
            "mode": "path",
            "entity": "a",
            "focus": "b",
            "other": "c",
            "hide": ["X"],
            "open": ["b", "c"],
            "dots": True,
            "size": "degree",
        },
    )
    assert told == again and told["hide"] == "X" and told["open"] == "b.c"
    assert scripts.evaluate("Trosol.state.fresh({ mode: 'x', layout: 'y', steps: '99' }).steps") == 3


CELLS = ["=1+1", "+x", "-x", "@x", "\t=1", "fine", "it's", 'say "no"', "a;=1", "'=1", "\uff1d1", "x\r\n=2", " =1", EVIL]


def test_cells_are_as_inert_as_those_of_the_server(scripts: Page) -> None:
    found = scripts.evaluate("rows => Trosol.save.csv(rows)", [[cell] for cell in CELLS])
    wanted = csv_text([CELLS[0]], [[cell] for cell in CELLS[1:]])
    import csv
    import io

    assert list(csv.reader(io.StringIO(found.lstrip("\ufeff")))) == list(csv.reader(io.StringIO(wanted.lstrip("\ufeff"))))


def test_a_network_with_hostile_names_can_be_read_by_others(scripts: Page) -> None:
    code = """name => Trosol.save.graphml([{ id: "a", values: { label: name, score: 0.5 } }, { id: "b", values: { label: "B", score: null } }],
      [{ from: "a", to: "b", directed: true, values: { relation: name } }])"""
    graph = nx.parse_graphml(scripts.evaluate(code, EVIL + "\u0000\u0008\ufffe]]>"))
    assert graph.nodes["a"] == {"label": EVIL + "]]>", "score": 0.5} and "score" not in graph.nodes["b"]
    assert graph.edges["a", "b"]["relation"] == EVIL + "]]>"


def scene_of(name: str) -> dict[str, Any]:
    return {
        "title": name, "says": name, "box": {"x": 0, "y": 0, "w": 300, "h": 100}, "dots": False, "heads": [{"x": 1, "y": 1, "label": name}],
        "rows": [{"id": k, "label": name, "text": name, "x": i * 200, "y": 0, "w": 90, "h": 30, "font": 14, "fill": "#123456", "ink": "#ffffff", "rim": "#123456"} for i, k in enumerate("ab")],
        "links": [{"from": "a", "to": "b", "label": name, "named": True, "colour": "#123456", "sign": -1, "directed": True}],
        "legend": [{"fill": "#123456", "label": name}, {"line": "#123456", "label": name, "directed": True, "gate": True}], "foot": [name],
    }  # fmt: skip


def test_a_picture_with_hostile_names_is_a_picture(scripts: Page) -> None:
    scene = scene_of(EVIL)
    text = scripts.evaluate("scene => Trosol.save.svg(scene).text", scene)
    tags = {part.tag.rpartition("}")[2] for part in ElementTree.fromstring(text).iter()}
    assert tags <= {"svg", "title", "rect", "text", "g", "path", "circle"}
    assert not any(
        name.startswith("on") or "href" in name for part in ElementTree.fromstring(text).iter() for name in part.attrib
    )
    json.dumps(text)


PRINTED = """scene => new Promise(done => Trosol.print(Trosol.save.svg(scene), scene.title, blob => blob.arrayBuffer().then(b => done(Array.from(new Uint8Array(b))))))"""


NAMED = [(f"Caf\u00e9 (1\\) \u2013 {EVIL}", True), ("T\u0175r \u6797 " + EVIL, False)]


@pytest.mark.parametrize(("name", "words"), few_first(NAMED, NAMED[:1]))
def test_a_pdf_says_what_the_picture_says(scripts: Page, name: str, words: bool) -> None:
    content = bytes(scripts.evaluate(PRINTED, scene_of(name)))
    assert content.startswith(b"%PDF-1.5") and content.endswith(b"%%EOF\n")
    at = int(content.rsplit(b"startxref", 1)[1].split()[0])
    places = [int(line.split()[0]) for line in content[at:].splitlines()[3:] if line.endswith(b" n ")]
    assert len(places) == (7 if words else 8)
    assert all(content[place:].startswith(f"{number} 0 obj".encode()) for number, place in enumerate(places, 1))
    assert name.encode("utf-16-be").hex().encode() in content.split(b"/Title <feff")[1].split(b">")[0]
    assert b"/JavaScript" not in content and b"/URI" not in content
    if words:
        first = " ".join(name.split())[:12].encode("cp1252").hex().encode()
        assert content.count(first) >= 5  # title, lane, both items, legend, foot
    else:
        assert b"/DCTDecode" in content


def test_pixels_of_lines_and_dots(scripts: Page) -> None:
    code = """() => { const p = Trosol.pixels(), image = new ImageData(40, 20), at = (x, y) => image.data[4 * (y * 40 + x)];
      p.size(40, 20, image.data.buffer); p.clear(p.packed("#ffffff")); const steps = [p.line(-500, 10, 500, 10, p.packed("#000000"), false, false), p.line(0, -50, 40, -9, 0, true, true)];
      p.dot(20, 5, 3, p.packed("#102030")); p.dot(-90, 5, 3, p.packed("#000000"));
      return [steps, at(2, 10), at(37, 10), at(5, 11), Array.from(image.data.slice(4 * (5 * 40 + 20), 4 * (5 * 40 + 20) + 4)), at(20, 9), at(25, 5)]; }"""
    steps, left, right, below, dot, rim, beside = scripts.evaluate(code)
    assert 30 <= steps[0] <= 40 and steps[1] == 0  # only what lies inside is drawn
    assert (left, right, below) == (0, 0, 255) and dot == [16, 32, 48, 255] and rim == beside == 255
