"""The chart of a brief as a picture, the same in every form; without the extra that draws it, its table in the annex has to do."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from trosol.brief.document import Brief, BriefChart
from trosol.extras import can_use
from trosol.views.charts import vega_lite
from trosol.views.charts.bars import bars

__all__ = ["alt_text", "chart_png", "chart_spec", "chart_svg"]

_WIDTH, _ROW = 700, 41
_FONT = "DejaVu Sans, Arial, sans-serif"


def chart_spec(chart: BriefChart, language: str) -> dict[str, Any]:
    """The chart as Vega-Lite."""
    spec = bars(chart.bars, chart.axis, language, percent=chart.percent)
    return {**spec, "height": {"step": _ROW}, "config": {**spec["config"], "font": _FONT}}


def alt_text(chart: BriefChart) -> str:
    """What the chart shows, for those who cannot see it."""
    told = (
        f"{bar.name} {bar.score:.0%} ({bar.low:.0%}–{bar.high:.0%})"
        if chart.percent
        else f"{bar.name} {bar.score:.1f} ({bar.low:.1f}–{bar.high:.1f})"
        for bar in chart.bars
    )
    return f"{chart.title}. {chart.axis}: {'; '.join(told)}."


def chart_svg(brief: Brief) -> str:
    """As SVG; blank where there is no chart, or nothing here draws it."""
    return _svg(brief.chart, brief.language) if brief.chart and can_use("pictures") else ""


def chart_png(brief: Brief) -> bytes:
    """As PNG; nothing where there is no chart, or nothing here draws it."""
    return _png(brief.chart, brief.language) if brief.chart and can_use("pictures") else b""


@lru_cache(maxsize=16)
def _svg(chart: BriefChart, language: str) -> str:
    return vega_lite.svg(chart_spec(chart, language), _WIDTH)


@lru_cache(maxsize=16)
def _png(chart: BriefChart, language: str) -> bytes:
    return vega_lite.png(chart_spec(chart, language), _WIDTH)
