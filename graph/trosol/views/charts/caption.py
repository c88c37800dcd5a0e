"""What a picture says of itself when it leaves the screen: title, legend, filters above it; source and date below."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from trosol.language import say_in
from trosol.views.charts.palette import INK

__all__ = ["Caption", "captioned"]

_LETTERS_A_PIXEL = 1 / 5.8
_SIZES = {"title": 16, "text": 12}


@dataclass(frozen=True, slots=True)
class Caption:
    """Blank parts are left out. ``legend``: what marks and colours mean; ``filters``: which claims count, in words."""

    title: str
    legend: str = ""
    filters: str = ""
    source: str = ""
    date: str = ""
    language: str = "en"

    def parts(self) -> list[tuple[str, str]]:
        """Each with its name, for a table that is saved beside the picture."""
        named = (
            (say_in(self.language, "Title"), self.title),
            (say_in(self.language, "How to read it"), self.legend),
            (say_in(self.language, "What counts"), self.filters),
            (say_in(self.language, "Source"), self.source),
            (say_in(self.language, "As of"), self.date),
        )
        return [(name, text) for name, text in named if text]

    def above(self, width: int) -> list[str]:
        """Lines under the title."""
        counts = say_in(self.language, "What counts")
        return [*_lines(self.legend, width), *_lines(f"{counts}: {self.filters}." if self.filters else "", width)]

    def below(self, width: int) -> list[str]:
        """Lines under the picture."""
        source = f"{say_in(self.language, 'Source')}: {self.source}" if self.source else ""
        return [
            *_lines(source, width),
            *_lines(say_in(self.language, "As of {date}", date=self.date) if self.date else "", width),
        ]


def captioned(spec: dict[str, Any], caption: Caption, width: int) -> dict[str, Any]:
    """The chart with its caption, ``width`` pixels wide where it does not say itself how wide it is."""
    frame = ("$schema", "background", "padding", "config")
    inner = {"width": width, **{key: value for key, value in spec.items() if key not in frame}}
    wide = max(width, inner["width"]) if isinstance(inner["width"], int) else width
    title = {
        "text": _lines(caption.title, round(wide * 0.8)),
        "anchor": "start",
        "frame": "bounds",
        "fontSize": _SIZES["title"],
        "color": INK,
        "offset": 14,
        "subtitle": caption.above(wide),
        "subtitleFontSize": _SIZES["text"],
        "subtitleColor": INK,
        "subtitlePadding": 6,
    }
    foot = {
        "text": caption.below(wide) or [""],
        "orient": "bottom",
        "anchor": "start",
        "frame": "bounds",
        "fontSize": _SIZES["text"] - 1,
        "fontWeight": "normal",
        "color": INK,
        "offset": 12,
    }
    return {**{key: spec[key] for key in frame if key in spec}, "title": title, "vconcat": [{**inner, "title": foot}]}


def _lines(text: str, width: int) -> list[str]:
    return wrap(" ".join(text.split()), max(24, int(width * _LETTERS_A_PIXEL))) if text else []
