"""An answer is seen early: at most 250 words stand before the first table or picture of each screen. (Streamlit AppTest, no browser.)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from picked import few_first
from screens import SCREENS, open_screen

MOST = 250
SHOWS = {"vega_lite_chart", "bidi_component", "metric", "dataframe", "table"}
WORDS = {"title", "header", "subheader", "markdown", "caption", "text", "info", "warning", "error", "button", "expander"}
FOLDED = {"popover", "expander", "sidebar", "event"}
"""What is closed until somebody opens it."""

LATER = ("brief",)
"""Shown as they were; what they become is another matter."""

VIEWS = [
    *((screen, {}) for screen in SCREENS if screen not in LATER),
    ("priorities", {"kind": "challenge-areas"}),
    ("priorities", {"view": "sets"}),
    ("priorities", {"view": "drives"}),
    ("evidence", {"view": "voices"}),
    ("gatekeepers", {"view": "centrality"}),
    ("scenarios", {"push": "action-embed~plus"}),
    ("entity", {"entity": "commissioners"}),
]


def seen(block: Any) -> Iterator[Any]:
    """What stands open on a page, in its order."""
    for child in getattr(block, "children", {}).values():
        if child.type in FOLDED:
            if child.type == "expander":
                yield child
            continue
        yield child
        yield from seen(child)


def words_before(app: Any) -> int:
    """How many words stand before the first table or picture; all, where there is none."""
    number = 0
    for part in seen(app._tree):
        body = getattr(getattr(part, "proto", None), "body", "")
        drawn = part.type == "html" and ("<table" in str(body) or ("trosol-bar" in str(body) and "<i" in str(body)))
        picture = part.type in SHOWS and getattr(part.proto, "component_name", "") not in ("trosol_page", "trosol_library")
        if drawn or picture or str(getattr(part, "key", "") or "").startswith(("cell~", "gate-row~")):
            return number
        if part.type in WORDS:
            number += len(re.findall(r"\w+", str(getattr(part, "value", "") or getattr(part, "label", "") or "")))
    return number


@pytest.mark.parametrize(
    ("screen", "query"),
    few_first(VIEWS, VIEWS[::4]),
    ids=lambda value: value if isinstance(value, str) else "-".join(value.values()),
)
def test_an_answer_is_seen_before_a_wall_of_text(screen: str, query: dict[str, str]) -> None:
    assert words_before(open_screen(screen, **query)) <= MOST


def test_a_wall_of_text_is_seen() -> None:
    from streamlit.testing.v1 import AppTest

    wall = "import streamlit as st\nst.markdown('word ' * 300)\nst.html('<table><tr><td>x</td></tr></table>')"
    assert words_before(AppTest.from_string(wall).run()) == 300
    folded = "import streamlit as st\nwith st.expander('More'):\n    st.markdown('word ' * 300)"
    assert words_before(AppTest.from_string(folded).run()) == 1
