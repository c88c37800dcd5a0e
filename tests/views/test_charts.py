"""Charts: length is the score and the line its range, what stands out has its name, and what leaves the screen says what it is."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from math import dist
from typing import Any

import pytest

from trosol.ecosystem import Ecosystem
from trosol.findings.leverage.influence_dependence import Position
from trosol.findings.portfolio.matrix import INFERRED, STATED, matrix
from trosol.rdf.iris import TRO
from trosol.views.charts import palette, vega_lite
from trosol.views.charts.bars import ScoreBar, bars, legend_of_bars
from trosol.views.charts.caption import Caption, captioned
from trosol.views.charts.dot_labels import dot_labels
from trosol.views.charts.heatmap import heatmap
from trosol.views.charts.palette import DARK, DOWN, MIXED, OPEN, SIGNS, UP, for_dark_pages
from trosol.views.charts.quadrant import quadrant
from trosol.views.charts.scatter import scatter
from trosol.views.downloads import csv_text, workbook

BARS = [ScoreBar("a", "Alpha", 3.5, 2.0, 5.0, "A", 1.5), ScoreBar("b", "Beta", 1.25, 0.5, 2.0, "B", 1.0)]
TOLD = Caption("A title", "What it means", "only what is stated", "Where it is from", "2026-11-22")
# How colours look to readers without red or green cones. Source: Machado, Oliveira & Fernandes 2009, severity 1.
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
APART = 0.09
"""Distance in OKLab: about 0.02 is just noticeable side by side, 0.1 is told from afar."""


def layers(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def oklab(colour: str, seen: tuple[tuple[float, ...], ...]) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (min(1, max(0, sum(m * each for m, each in zip(row, linear, strict=True)))) for row in seen)
    cones = (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    )
    a, b, c = (each ** (1 / 3) for each in cones)
    return [
        0.2104542553 * a + 0.7936177850 * b - 0.0040720468 * c,
        1.9779984951 * a - 2.4285922050 * b + 0.4505937099 * c,
        0.0259040371 * a + 0.7827717662 * b - 0.8086757660 * c,
    ]


def apart(one: str, other: str, seen: str) -> float:
    return dist(oklab(one, SEEN[seen]), oklab(other, SEEN[seen]))


@pytest.mark.parametrize("seen", SEEN)
def test_what_helps_hurts_does_both_or_is_not_stated_is_told_apart_and_none_is_a_barrier(seen: str, wales: Ecosystem) -> None:
    barrier = next(each.notes[TRO + "colour"][0] for each in wales.snapshot.ontology.classes.values() if each.name == "Barrier")
    for one, other in itertools.combinations((UP, DOWN, OPEN, MIXED, str(getattr(barrier, "value", barrier))), 2):
        assert apart(one, other, seen) >= APART, (one, other)
    for one, other in itertools.combinations((DARK[UP], DARK[DOWN], DARK[OPEN], DARK[MIXED]), 2):
        assert apart(one, other, seen) >= APART, (one, other)


def test_maps_and_charts_have_one_scale_of_signs() -> None:
    assert {1: UP, -1: DOWN, 0: OPEN} == SIGNS


def test_a_bar_is_as_long_as_its_score_and_its_line_as_its_range() -> None:
    spec = bars(BARS)
    length, line = layers(spec, "bar")[0], layers(spec, "rule")[-1]
    assert length["encoding"]["x"]["field"] == "score"
    assert length["encoding"]["x"]["scale"]["domain"][0] == 0
    assert (line["encoding"]["x"]["field"], line["encoding"]["x2"]["field"]) == ("low", "high")
    assert [(row["score"], row["low"], row["high"]) for row in length["data"]["values"]] == [(3.5, 2.0, 5.0), (1.25, 0.5, 2.0)]
    assert length["encoding"]["x"]["scale"]["domain"][1] > 5.0


def test_values_stand_on_bars_and_tiers_beside_names() -> None:
    text = layers(bars(BARS), "text")[0]
    assert [row["value"] for row in text["data"]["values"]] == ["3.5  (2.0–5.0)", "1.2  (0.5–2.0)"]
    assert [row["name"] for row in text["data"]["values"]] == ["A  Alpha", "B  Beta"]
    assert len({row[palette.COLOUR] for row in text["data"]["values"]}) == 2
    assert layers(bars([ScoreBar("a", "Alpha", 0.5, 0.25, 0.75)], percent=True), "text")[0]["data"]["values"][0][
        "value"
    ].startswith("50%")
    assert len(legend_of_bars([ScoreBar("a", "Alpha", 1, 0, 2)])) < len(legend_of_bars(BARS))


def dots(number: int) -> list[tuple[str, str, str, float, float]]:
    crowd = [(f"c{at}", f"Crowd {at}", "kind", 1.0 + at % 5, 1.0 + at % 7) for at in range(number)]
    return [*crowd, ("far", "Far out", "kind", 60.0, 2.0), ("high", "High up", "kind", 2.0, 80.0)]


def test_what_stands_out_of_a_crowd_is_named_and_the_crowd_is_not() -> None:
    spec = scatter(dots(200), "Links", "Betweenness")
    named = {row["id"] for layer in layers(spec, "text") for row in layer["data"]["values"]}
    assert {"far", "high"} <= named
    assert len(named) <= 12


def test_names_do_not_cover_each_other() -> None:
    places = [(f"d{at}", f"A name of some length {at}", 0.5 + at * 0.002, 0.5 + at * 0.004) for at in range(60)]
    shown = {label.id: label for label in dot_labels(places)}
    boxes = []
    for key, name, x, y in places:
        if key in shown:
            left = x * 660 + 12 if shown[key].right else x * 660 - 12 - len(name) * 6.4
            boxes.append((left, left + len(name) * 6.4, y * 420))
    assert len(boxes) > 1
    assert all(a[1] <= b[0] or b[1] <= a[0] or abs(a[2] - b[2]) >= 15 for a, b in itertools.combinations(boxes, 2))


def test_names_are_the_same_whatever_order_dots_come_in() -> None:
    places = [(f"d{at}", f"Name {at}", (at * 37 % 100) / 100, (at * 61 % 100) / 100) for at in range(80)]
    assert {label.id for label in dot_labels(places)} == {label.id for label in dot_labels(places[::-1])}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_few_dots_or_none_are_a_picture_too(number: int) -> None:
    assert scatter(dots(0)[:number], "x", "y")["layer"]
    assert quadrant([Position(f"p{at}", f"P{at}", at, 1, 0.0, 0.0, "driver", "driver", ()) for at in range(number)])["layer"]


def test_a_cell_says_by_sign_and_by_colour_what_it_rests_on(wales: Ecosystem) -> None:
    found = matrix(wales.snapshot)
    names = {each.id: each.label for each in (*found.rows, *found.columns)}
    spec = heatmap(found, names)
    square = layers(spec, "rect")[0]
    rows = square["data"]["values"]
    assert len(rows) == len(found.rows) * len(found.columns)
    held = {(names[cell.row], names[cell.column]): cell for cell in found.cells}
    for row in rows:
        cell = held.get((row["row"], row["column"]))
        sign = {STATED: "●", INFERRED: "○"}.get(cell.status, "–") if cell else "–"
        assert row["sign"].startswith(sign) and row["status"].startswith(sign)
        assert row["claims"] == (len(cell.claims) if cell else 0)
    assert square["encoding"]["color"]["legend"] and len(square["encoding"]["color"]["scale"]["range"]) == 3
    assert sum(len(layer["data"]["values"]) for layer in layers(spec, "text")) == len(rows)


def test_any_two_kinds_make_a_picture_and_empty_columns_take_no_room(wales: Ecosystem) -> None:
    found = matrix(wales.snapshot, rows="challenge-areas", columns="suggested-changes")
    spec = heatmap(found, {each.id: each.label for each in (*found.rows, *found.columns)})
    assert len({row["column"] for row in layers(spec, "rect")[0]["data"]["values"]}) == sum(
        each.filled > 0 for each in found.columns
    )
    assert layers(spec, "rect")[0]["encoding"]["x"]["axis"]["title"]


def test_a_picture_that_is_saved_carries_title_legend_filters_source_and_date() -> None:
    svg = vega_lite.svg(bars(BARS), 700, TOLD)
    for text in ("A title", "What it means", "only what is stated", "Where it is from", "2026-11-22", "Alpha", "3.5"):
        assert text in svg
    assert "A title" not in vega_lite.svg(bars(BARS), 700)


def test_it_is_drawn_as_png_svg_and_pdf_light_and_dark() -> None:
    for spec in (bars(BARS), for_dark_pages(bars(BARS))):
        assert vega_lite.png(spec, 400, TOLD).startswith(b"\x89PNG")
    assert vega_lite.pdf(bars(BARS), 400, TOLD).startswith(b"%PDF")
    assert vega_lite.svg(bars(BARS), 400, TOLD) == vega_lite.svg(bars(BARS), 400, TOLD)


def test_the_longest_source_is_broken_into_lines_of_the_pictures_width() -> None:
    long = Caption("t " * 200, source="word " * 200)
    spec = json.loads(json.dumps(captioned(bars(BARS), long, 700)))
    assert all(len(line) <= 125 for line in (*spec["title"]["text"], *spec["vconcat"][0]["title"]["text"]))


def cells(spec: dict[str, Any], notes: list[tuple[str, str]]) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(csv_text(*vega_lite.marks(spec), notes).removeprefix("\ufeff")))


def test_its_figures_are_saved_with_the_same_words() -> None:
    rows = list(cells(bars(BARS), TOLD.parts()))
    assert rows[1][:2] == ["A  Alpha", "3.5"]
    assert rows[rows.index([]) + 1 :] == [[name, text] for name, text in TOLD.parts()]
    assert {text for _, text in TOLD.parts()} == {TOLD.title, TOLD.legend, TOLD.filters, TOLD.source, TOLD.date}


def test_a_formula_in_a_note_is_none() -> None:
    text = csv_text(["a"], [["b"]], [("Source", "=1+1")])
    assert "'=1+1" in text
    assert workbook("t", ["a"], [["b"]], [("Source", "=1+1")]).startswith(b"PK")
