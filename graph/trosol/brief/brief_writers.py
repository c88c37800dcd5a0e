"""A brief as a file: HTML (one file, no script, nothing fetched), PDF (tagged, PDF/UA-1), Word, PowerPoint, Markdown, JSON; all from its blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

from trosol.brief.blocks import Block, blocks
from trosol.brief.document import Brief
from trosol.brief.pdf import drawn
from trosol.brief.pictures import alt_text, chart_svg
from trosol.brief.slides import slides
from trosol.brief.word import word
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["NEEDS", "WITH_CHART", "WRITERS", "write"]


def write(brief: Brief, form: str) -> bytes:
    """The brief in one of :data:`WRITERS`. Raises :class:`WrongUse` for another."""
    writer = WRITERS.get(form.lower())
    if writer is None:
        raise WrongUse(
            Problem("format-unknown", f"A brief is not written as '{shorten(form)}'.", f"Use one of: {', '.join(WRITERS)}.")
        )
    return writer(brief)


def _asset(name: str) -> str:
    return files("trosol.brief").joinpath("assets", name).read_text(encoding="utf-8")


def _html(brief: Brief) -> bytes:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(_asset("brief.html"))
    picture = Markup(chart_svg(brief))
    alt = alt_text(brief.chart) if brief.chart else ""
    return page.render(brief=brief, blocks=blocks(brief), picture=picture, alt=alt).encode("utf-8")


def _pdf(brief: Brief) -> bytes:
    return drawn(brief)[0]


def _markdown(brief: Brief) -> bytes:
    return "\n".join(_lines(brief)).encode("utf-8")


def _lines(brief: Brief) -> Iterator[str]:
    from trosol.views.plain_words import plain

    heads = {"title": "#", "heading": "##", "subheading": "###"}
    number = 0
    for block in blocks(brief):
        if block.kind in heads:
            yield from (f"{heads[block.kind]} {plain(block.text)}", "")
        elif block.kind == "finding":
            number += 1
            yield from (f"{number}. **{plain(block.text)}**", *(f"   {line}" for line in _points(block)), "")
        elif block.kind == "advice":
            yield from (*(f"- **{plain(item)}**" for item in block.items), "")
        elif block.kind == "list":
            yield from (*_points(block), "")
        elif block.kind == "table":
            rows = ([plain(cell) for cell in row] for row in block.rows)
            yield from (*(f"| {' | '.join(row)} |" for row in (block.heads, ["---"] * len(block.heads), *rows)), "")
        elif block.kind == "command":
            yield from (f"{plain(block.text)}: `{block.items[0]}`", "")
        elif block.kind == "break":
            yield from ("---", "")
        elif block.kind in ("about", "text", "method", "small"):
            yield from (plain(block.text), "")


def _points(block: Block) -> Iterator[str]:
    from trosol.views.plain_words import plain

    for at, item in enumerate(block.items):
        yield f"- {plain(item)}" + (f" `{block.marks[at]}`" if at < len(block.marks) else "")


def _json(brief: Brief) -> bytes:
    return (json.dumps(brief.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


NEEDS = {"pdf": "pdf", "docx": "word", "pptx": "slides"}
"""The extra that a form needs. The chart in it is drawn where the extra ``pictures`` is installed too."""

WITH_CHART = ("html", "pdf", "docx", "pptx")
"""The forms that hold the chart as a picture."""

WRITERS: Mapping[str, Callable[[Brief], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": word,
    "pptx": slides,
    "md": _markdown,
    "json": _json,
}
"""Every form that a brief can be written in, by the ending of its file."""
