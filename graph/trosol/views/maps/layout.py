"""Places for boxes in lanes: fixed, the same every time, with few crossings and no overlap.

Nodes of a lane stand under one another in the order that lies nearest to their neighbours (barycentre sweeps, Sugiyama
et al. 1981). A lane with too many boxes is broken into several columns side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from trosol.networks.subnetwork import part_of
from trosol.views.maps.picture import LANE_WIDTH

__all__ = ["LABEL_CHARACTERS", "free_layout", "lane_layout", "wrapped"]

LABEL_CHARACTERS = 24
_LINE, _PADDING, _GAP, _HEAD = 16, 14, 14, 46
_SWEEPS = 6
_WIDE, _HIGH, _ABREAST, _PUSHES = 0.62, 0.36, 7, 600


def wrapped(label: str, most_rows: int = 3) -> list[str]:
    """A label as the rows of its box, the last one cut where there is more.

    >>> wrapped("Embed innovation into practice and contracts")
    ['Embed innovation into', 'practice and contracts']
    """
    rows = wrap(label, LABEL_CHARACTERS, break_long_words=True) or [""]
    if len(rows) > most_rows:
        rows = [*rows[: most_rows - 1], rows[most_rows - 1][: LABEL_CHARACTERS - 1] + "…"]
    return rows


def lane_layout(
    lanes: Sequence[Sequence[str]],
    rows: Mapping[str, int],
    edges: Sequence[tuple[str, str]],
    *,
    most_in_column: int = 18,
) -> tuple[dict[str, tuple[float, float]], list[float], int, int]:
    """Positions of all nodes.

    ``lanes``: node ids per lane, left to right. ``rows``: text rows of each node's label. ``edges``: pairs of ids.
    Returns position by id (middle of the box, pixels), the x of each lane's heading, width and height of the whole.
    """
    ordered = _order(lanes, edges)
    places: dict[str, tuple[float, float]] = {}
    heads: list[float] = []
    x, bottom = LANE_WIDTH / 2, 0.0
    for lane in ordered:
        columns = _columns(lane, most_in_column)
        heads.append(x + LANE_WIDTH * (len(columns) - 1) / 2)
        for column in columns:
            y = float(_HEAD)
            for key in column:
                height = rows[key] * _LINE + _PADDING
                places[key] = (x, y + height / 2)
                y += height + _GAP
            bottom = max(bottom, y)
            x += LANE_WIDTH
    for lane in ordered:
        for column in _columns(lane, most_in_column):
            _centre(column, places, rows, bottom)
    return places, heads, int(x - LANE_WIDTH / 2), int(bottom)


def free_layout(
    rows: Mapping[str, int], edges: Sequence[tuple[str, str]], centre: str | None = None
) -> tuple[dict[str, tuple[float, float]], list[float], int, int]:
    """Places where what is linked stands close, the same every time (Kamada and Kawai 1989), without overlap.

    Arguments and result as in :func:`lane_layout`; there are no headings. ``centre`` stays in the middle.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(rows))
    graph.add_edges_from(sorted(edges))
    if not graph:
        return {}, [], LANE_WIDTH, LANE_WIDTH
    side = float(LANE_WIDTH * _ABREAST)
    places: dict[str, list[float]] = {}
    right = bottom = 0.0
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    for part in parts:
        spot = _settled(nx, part_of(graph, part), centre)
        wide = max(place[0] for place in spot.values())
        if part is not parts[0] and right + wide > side:  # the largest on top, the others in rows below it
            right, bottom = 0.0, max(place[1] for place in places.values()) + LANE_WIDTH / 2
        places.update({key: [x + right, y + bottom] for key, (x, y) in spot.items()})
        right = side if part is parts[0] else right + wide + LANE_WIDTH
        side = max(side, wide)
    _apart(places, rows)
    left, top = (min(place[i] for place in places.values()) for i in (0, 1))
    shift = (LANE_WIDTH / 2 - left, _HEAD + _LINE - top)
    placed = {key: (round(x + shift[0], 1), round(y + shift[1], 1)) for key, (x, y) in places.items()}
    width, height = (int(max(place[i] for place in placed.values()) + LANE_WIDTH / 2) for i in (0, 1))
    return placed, [], width, height


def _settled(nx: Any, part: Any, centre: str | None) -> dict[str, tuple[float, float]]:
    """Places of one connected part, its corner at nought: far apart in steps is far apart on the map."""
    if len(part) == 1:
        return dict.fromkeys(part, (0.0, 0.0))
    start = nx.circular_layout(part) if centre not in part else {**nx.circular_layout(part), centre: (0.0, 0.0)}
    found = nx.kamada_kawai_layout(part, pos=start)
    across, down = LANE_WIDTH * _WIDE * len(part) ** 0.5, LANE_WIDTH * _HIGH * len(part) ** 0.5
    least = [min(float(place[i]) for place in found.values()) for i in (0, 1)]
    return {key: ((float(x) - least[0]) * across, (float(y) - least[1]) * down) for key, (x, y) in sorted(found.items())}


def _apart(places: dict[str, list[float]], rows: Mapping[str, int]) -> None:
    """Push boxes off each other, by the shorter way, until none overlap."""
    keys = sorted(places)
    for _ in range(_PUSHES):
        moved = False
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                across, down = places[b][0] - places[a][0], places[b][1] - places[a][1]
                over_x = LANE_WIDTH - abs(across)
                over_y = (rows[a] + rows[b]) * _LINE / 2 + _PADDING + _GAP - abs(down)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, over, way = (0, over_x, across) if over_x < over_y else (1, over_y, down)
                push = (over / 2 + 0.5) * (1 if way >= 0 else -1)
                places[a][axis] -= push
                places[b][axis] += push
        if not moved:
            return


def _columns(lane: Sequence[str], most: int) -> list[Sequence[str]]:
    count = max(1, -(-len(lane) // most))
    size = -(-len(lane) // count) if lane else 0
    return [lane[i * size : (i + 1) * size] for i in range(count)] if lane else [()]


def _centre(column: Sequence[str], places: dict[str, tuple[float, float]], rows: Mapping[str, int], bottom: float) -> None:
    """Move a short column to the middle of the height."""
    if not column:
        return
    last = column[-1]
    end = places[last][1] + (rows[last] * _LINE + _PADDING) / 2 + _GAP
    shift = (bottom - end) / 2
    for key in column:
        places[key] = (places[key][0], round(places[key][1] + shift, 1))


def _order(lanes: Sequence[Sequence[str]], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    ordered = [list(lane) for lane in lanes]
    neighbours: dict[str, list[str]] = {key: [] for lane in ordered for key in lane}
    for source, target in edges:
        neighbours[source].append(target)
        neighbours[target].append(source)
    for sweep in range(_SWEEPS):
        place = {key: i / max(1, len(lane)) for lane in ordered for i, key in enumerate(lane)}
        for lane in ordered if sweep % 2 == 0 else reversed(ordered):
            own = set(lane)

            def middle(key: str, own: set[str] = own, place: Mapping[str, float] = place) -> tuple[float, str]:
                others = [place[n] for n in neighbours[key] if n not in own] or [place[n] for n in neighbours[key]]
                return (round(sum(others) / len(others), 9) if others else place[key], key)

            lane.sort(key=middle)
            place.update({key: i / max(1, len(lane)) for i, key in enumerate(lane)})
    return ordered
