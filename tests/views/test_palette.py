"""Charts on dark pages: every colour has its counterpart, and names from data stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from trosol.ecosystem import Ecosystem
from trosol.findings import leverage, portfolio, scenario
from trosol.findings.portfolio.matrix import matrix
from trosol.views.charts import palette
from trosol.views.charts.heatmap import heatmap
from trosol.views.charts.palette import DARK, for_dark_pages
from trosol.views.charts.quadrant import quadrant
from trosol.views.charts.ranges import ranges
from trosol.views.charts.score_intervals import score_intervals
from trosol.views.charts.vega_lite import bands

PAGES = {"light": "#ffffff", "dark": DARK[palette.PAGE]}


def colours(spec: Any) -> set[str]:
    if isinstance(spec, dict):
        return set().union(*map(colours, spec.values())) if spec else set()
    if isinstance(spec, list | tuple):
        return set().union(*map(colours, spec)) if spec else set()
    return {spec} if isinstance(spec, str) and (spec in DARK or spec.startswith("#")) else set()


def light(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_no_chart_keeps_a_colour_of_light_pages(wales: Ecosystem) -> None:
    found = leverage(wales.snapshot, draws=20)
    rows = found.kinds[0].ranking
    ranked = portfolio(wales.snapshot, resamples=20).ranking
    what_if = scenario(wales.snapshot, {"action-embed": 1.0}, draws=20)
    held = matrix(wales.snapshot)
    for chart in (
        bands(ranked),
        heatmap(held, {each.id: each.label for each in (*held.rows, *held.columns)}),
        score_intervals(rows, [row.label for row in rows]),
        quadrant(found.positions),
        ranges(what_if.goals, [row.label for row in what_if.goals]),
    ):
        assert colours(chart) <= set(DARK)
        assert not colours(for_dark_pages(chart)) & set(DARK)


def test_a_name_that_is_a_colour_stays_a_name() -> None:
    rows = [{"name": palette.INK, palette.COLOUR: palette.UP}]
    told = for_dark_pages({"layer": [{"data": {"values": rows}}]})["layer"][0]["data"]["values"]
    assert told == [{"name": palette.INK, palette.COLOUR: DARK[palette.UP]}]


@pytest.mark.parametrize(
    ("name", "least"), [("INK", 4.5), ("TEAL", 3.0), ("UP", 3.0), ("DOWN", 3.0), ("OPEN", 3.0), ("MIXED", 3.0)]
)
def test_marks_are_seen_on_their_page(name: str, least: float) -> None:
    colour = getattr(palette, name)
    assert contrast(colour, PAGES["light"]) >= least
    assert contrast(DARK[colour], PAGES["dark"]) >= least
