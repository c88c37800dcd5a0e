"""Screens of the dashboard without a browser (Streamlit AppTest): open one, read what it says."""

from __future__ import annotations

import sys

from streamlit.testing.v1 import AppTest

from conftest import ROOT
from ports import HANG
from trosol.web.moved_screens import moved

sys.path.insert(0, str(ROOT / "dashboard"))

APP = str(ROOT / "dashboard" / "app.py")
SCREENS = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("*.py"))


def open_screen(screen: str, **query: str) -> AppTest:
    """A screen with its address; one that became part of another is looked for there, as an old address is."""
    screen, query = moved(screen, query)
    app = AppTest.from_file(APP, default_timeout=HANG)
    for key, value in query.items():
        app.query_params[key] = value
    if screen != "overview":
        app.switch_page(f"screens/{screen}.py")
    app.run()
    assert not app.exception, app.exception
    return app


def text_of(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.text, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts)


def labels(app: AppTest) -> list[str]:
    return [str(button.label) for button in app.button]


def tables(app: AppTest) -> str:
    """The tables of a screen as they reach the browser."""
    return "\n".join(part.proto.body for part in app.get("html") if "<table" in part.proto.body)


def in_url(app: AppTest, key: str) -> str:
    """What the address of the page holds for a key; empty if nothing."""
    value = app.query_params.get(key, "")
    return value if isinstance(value, str) else "".join(value)
