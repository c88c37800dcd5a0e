"""Charts as Vega-Lite: one description for the screen, for SVG and PNG, and for a brief. Nothing is loaded from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from trosol.extras import needs_extra
from trosol.findings.result import Ranked, Ranking
from trosol.findings.whole_ties import whole_ties
from trosol.language import say_in
from trosol.views.charts.caption import Caption, captioned
from trosol.views.charts.palette import GRID, INK, PAGE, PALE, TEAL

__all__ = ["MOST_BANDS", "PICK", "STEP", "bands", "first_ranked", "labelled", "marks", "names_axis", "pdf", "png", "svg"]

MOST_BANDS = 15
"""Bands that one picture shows; more where several tie for the last place, up to twice as many."""
STEP = 44
"""Height of a row in pixels: a name and its bar."""
PICK = "picked"
"""Name of the selection in charts whose marks can be clicked."""


def labelled(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart with the house's fonts and colours. Its data stand in its layers: Streamlit would make Arrow of those at its top."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": PAGE,
        "padding": {"left": 10, "right": 10, "top": 10, "bottom": 10},
        "config": {
            "font": "system-ui, sans-serif",
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK, "gridColor": GRID},
            "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK},
            "view": {"stroke": None},
        },
        **spec,
    }


def first_ranked(ranking: Ranking, most: int = MOST_BANDS) -> Sequence[Ranked]:
    """The rows that have a band in the picture: some fifteen, and those that tie with the last of them."""
    return whole_ties(ranking.ranking, most, lambda row: row.rank, 2 * most) or ranking.ranking[:most]


def bands(ranking: Ranking, language: str = "en", most: int = MOST_BANDS) -> dict[str, Any]:
    """Rank bands as bands: a bar from the lowest to the highest rank, a dot at the rank, a word on how firm it is."""
    shown = first_ranked(ranking, most)
    rows = [
        {
            "id": row.id,
            "name": row.label,
            "rank": row.rank,
            "low": row.band[0] - 0.3,
            "high": row.band[1] + 0.3,
            "band": f"{row.band[0]}–{row.band[1]}",
            "top": f"{row.p_top:.0%}",
            "claims": len(row.claims),
        }
        for row in shown
    ]
    last = max((row.band[1] for row in shown), default=1)
    axis = {"title": say_in(language, "Rank (1 is first)"), "tickMinStep": 1, "format": "d", "orient": "top"}
    x = {"type": "quantitative", "scale": {"domain": [0.5, last + 0.5], "nice": False, "zero": False}, "axis": axis}
    y = names_axis()
    tooltip = [
        {"field": "name", "title": say_in(language, "Who or what")},
        {"field": "rank", "title": say_in(language, "Rank")},
        {"field": "band", "title": say_in(language, "Band")},
        {"field": "top", "title": say_in(language, "In top {k}", k=ranking.k)},
        {"field": "claims", "title": say_in(language, "Claims")},
    ]
    data = {"values": rows}
    return labelled(
        {
            "height": {"step": STEP},
            "layer": [
                {
                    "data": data,
                    "mark": {"type": "bar", "height": 12, "yOffset": 9, "cornerRadius": 6, "color": PALE},
                    "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y, "tooltip": tooltip},
                },
                {
                    "data": data,
                    "mark": {"type": "point", "filled": True, "size": 110, "yOffset": 9, "color": TEAL, "opacity": 1},
                    "encoding": {"x": {"field": "rank", **x}, "y": y, "tooltip": tooltip},
                },
            ],
        }
    )


def names_axis() -> dict[str, Any]:
    """The axis of names: each stands above its bar, so that it has the whole width also on a telephone."""
    axis = {
        "title": None,
        "labelLimit": 320,
        "ticks": False,
        "domain": False,
        "labelAlign": "left",
        "labelBaseline": "middle",
        "labelPadding": -2,
        "labelOffset": -13,
        "zindex": 1,
    }
    return {"field": "name", "type": "nominal", "sort": None, "axis": axis}


def svg(spec: dict[str, Any], width: int = 760, caption: Caption | None = None) -> str:
    """The chart as SVG; the same bytes for the same chart."""
    with needs_extra("pictures"):
        import vl_convert

    return str(vl_convert.vegalite_to_svg(_sized(spec, width, caption), allowed_base_urls=[]))


def png(spec: dict[str, Any], width: int = 760, caption: Caption | None = None) -> bytes:
    """The chart as PNG at twice the size, for slides."""
    with needs_extra("pictures"):
        import vl_convert

    return bytes(vl_convert.vegalite_to_png(_sized(spec, width, caption), scale=2, allowed_base_urls=[]))


def pdf(spec: dict[str, Any], width: int = 760, caption: Caption | None = None) -> bytes:
    """The chart as a page of PDF, for print."""
    with needs_extra("pictures"):
        import vl_convert

    return bytes(vl_convert.vegalite_to_pdf(_sized(spec, width, caption), allowed_base_urls=[]))


def _sized(spec: dict[str, Any], width: int, caption: Caption | None) -> str:
    return json.dumps({"width": width, **spec} if caption is None else captioned(spec, caption, width))


def marks(spec: dict[str, Any]) -> tuple[list[str], list[list[object]]]:
    """What a chart shows as a table: the rows of its fullest layer, with what a pointer would be told of each.

    >>> marks({"layer": [{"data": {"values": [{"n": "A", "s": 2.0}]}, "encoding": {"tooltip": [{"field": "s", "title": "Score"}]}}]})
    (['Score'], [[2.0]])
    """
    layers = [layer for layer in spec.get("layer", ()) if layer.get("encoding", {}).get("tooltip")]
    fullest = max(layers, key=lambda layer: len(layer["data"]["values"]), default=None)
    if fullest is None:
        return [], []
    told = fullest["encoding"]["tooltip"]
    return [each["title"] for each in told], [[row.get(each["field"]) for each in told] for row in fullest["data"]["values"]]
