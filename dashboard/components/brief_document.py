"""A brief on the screen: the blocks of its files, in a shape that fits a telephone as well; the annex folded away."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import dropwhile, islice

import streamlit as st

from trosol.brief import Brief, blocks, first_page
from trosol.brief.blocks import Block
from trosol.brief.brief_words import words_of
from trosol.brief.pictures import alt_text, chart_spec
from trosol.views.charts.palette import for_dark_pages
from trosol.views.plain_words import plain
from trosol.views.tables.html_table import html_table

__all__ = ["brief_view"]


def brief_view(page: Brief) -> None:
    """Show it."""
    with st.container(border=True):
        _shown(page, first_page(page))
    annex = islice(dropwhile(lambda block: block.kind != "break", blocks(page)), 1, None)
    with st.expander(words_of(page).annex):
        _shown(page, annex)


def _shown(page: Brief, pieces: Iterable[Block]) -> None:
    number = 0
    for block in pieces:
        number += block.kind == "finding"
        _block(page, block, number)


def _block(page: Brief, block: Block, number: int) -> None:
    if block.kind in ("title", "heading", "subheading"):
        _heading({"title": 2, "heading": 3, "subheading": 4}[block.kind], block.text)
    elif block.kind == "advice":
        st.markdown("\n".join(f"- **{plain(item)}**" for item in block.items))
    elif block.kind == "finding":
        st.markdown(f"**{number}\\. {plain(block.text)}**\n\n{_points(block)}")
    elif block.kind == "list":
        st.markdown(_points(block))
    elif block.kind == "chart" and page.chart:
        _heading(3, block.text)
        spec = chart_spec(page.chart, page.language)
        shown = for_dark_pages(spec) if st.context.theme.type == "dark" else spec
        st.vega_lite_chart(spec=shown, theme=None, width="stretch", key="brief-chart", alt=alt_text(page.chart))
        st.markdown(plain(block.items[0]))
    elif block.kind == "table":
        st.html(html_table(block.heads, block.rows, says=" · ".join(block.heads)))
    elif block.kind == "command":
        st.markdown(f"{plain(block.text)}: `{block.items[0]}`")
    elif block.text:
        st.markdown(plain(block.text))


def _heading(level: int, text: str) -> None:
    """A heading without an anchor: the same one may stand on the page twice."""
    st.html(f"<h{level}>{escape(text)}</h{level}>")


def _points(block: Block) -> str:
    return "\n".join(
        f"- {plain(item)}" + (f" `{block.marks[at]}`" if at < len(block.marks) else "") for at, item in enumerate(block.items)
    )
