"""Maps: the same every time, nothing overlaps, the table says what the picture says, and it admits what it leaves out."""

from __future__ import annotations

import pytest

from trosol.ecosystem import Ecosystem
from trosol.networks.lens import Lens
from trosol.views.filters import MapFilter
from trosol.views.maps.map_view import focus_map, network_map
from trosol.views.maps.picture import LANE_WIDTH, Picture
from trosol.views.maps.vis_network import standalone_page, vis_data


@pytest.fixture(params=["focus", "two steps", "horizon", "network"])
def picture(request: pytest.FixtureRequest, wales: Ecosystem) -> Picture:
    s = wales.snapshot
    return {
        "focus": lambda: focus_map(s, "challenge-requirements"),
        "two steps": lambda: focus_map(s, "commissioners", 2),
        "horizon": lambda: focus_map(s, "action-embed", 2, columns="horizon"),
        "network": lambda: network_map(s, s.records.claims.values(), "all"),
    }[request.param]()


def test_boxes_do_not_overlap(picture: Picture) -> None:
    boxes = [(n.x, n.y, n.rows * 16 + 14) for n in picture.nodes]
    assert len(boxes) > 1
    for i, (x, y, h) in enumerate(boxes):
        for other_x, other_y, other_h in boxes[i + 1 :]:
            assert abs(x - other_x) >= LANE_WIDTH - 1 or abs(y - other_y) >= (h + other_h) / 2


def test_the_same_picture_every_time(picture: Picture, wales: Ecosystem) -> None:
    assert len({n.id for n in picture.nodes}) == len(picture.nodes) == picture.shown <= picture.total
    again = Ecosystem.load("wales-social-care-2022").snapshot
    assert focus_map(again, "commissioners", 2) == focus_map(wales.snapshot, "commissioners", 2)


def test_every_edge_is_in_the_table_with_its_claims(picture: Picture, wales: Ecosystem) -> None:
    rows = picture.table()
    assert len(rows) == len(picture.edges)
    assert {claim for row in rows for claim in row[4].split(", ")} <= set(wales.snapshot.records.claims)


def test_what_is_left_out_is_counted(wales: Ecosystem) -> None:
    found = network_map(wales.snapshot, wales.snapshot.records.claims.values(), "all", most=10)
    assert found.shown == 10 < found.total


def test_placeholders_are_dashed_and_can_be_left_out(wales: Ecosystem) -> None:
    shown = {n.id: n.dashed for n in focus_map(wales.snapshot, "ten-visions").nodes}
    assert shown["vision-01"] is True
    without = focus_map(wales.snapshot, "ten-visions", chosen=MapFilter(lens=Lens()))
    assert "vision-01" not in {n.id for n in without.nodes}


def test_relations_narrow_and_take_in_what_is_below_them(wales: Ecosystem) -> None:
    found = focus_map(wales.snapshot, "commissioners", chosen=MapFilter(relations=("actorTie",)))
    below = wales.ontology.below("https://w3id.org/trosol/ontology/actorTie")
    used = {wales.snapshot.records.claims[c].predicate for e in found.edges for c in e.claims}
    assert used and used <= below


def test_vis_data_gives_each_box_its_place_and_no_physics(picture: Picture) -> None:
    data = vis_data(picture)
    assert data["options"]["physics"]["enabled"] is False
    boxes = [n for n in data["nodes"] if not str(n["id"]).startswith("lane:")]
    assert all(n["fixed"] and "x" in n and "y" in n for n in boxes)


def test_the_saved_page_names_nothing_outside(picture: Picture) -> None:
    page = standalone_page(picture, "A map")
    own = page.replace("https://visjs.github.io", "").split('<script type="application/json"')
    assert 'src="http' not in page and 'href="http' not in page
    assert "default-src 'none'" in own[0]
