"""The brief basket: what somebody put aside on any screen, to be told in a brief. It lives in the address: parts of a brief, and items."""

from __future__ import annotations

import streamlit as st

import session
from trosol.brief.sections import PARTS
from url_state import recall, recall_many, remember
from widget_keys import key_of
from words import _

__all__ = ["in_basket", "put_aside", "put_or_take"]


def in_basket() -> list[str]:
    """What was put aside: parts, then items by id, each in the order in which that was done."""
    return [*recall_many("parts", PARTS), *_items()]


def _items() -> list[str]:
    """Items of this ecosystem; the brief takes them joined by commas."""
    known = session.snapshot().records.entities
    return list(dict.fromkeys(key for key in recall("items").split(",") if key in known))


def put_or_take(what: str) -> None:
    """Put a part or an item into the basket, or take it out where it is there."""
    key, between = ("parts", ".") if what in PARTS else ("items", ",")
    held = recall_many("parts", PARTS) if what in PARTS else _items()
    remember(key, between.join([each for each in held if each != what] if what in held else [*held, what]))


def put_aside(what: str, *where: str, short: bool = False) -> None:
    """A button that puts a part or an item into the basket, or takes it out. ``where``: its place on the screen; ``short``: as an icon."""
    inside = what in in_basket()
    says = _("In the brief") if inside else _("Add to brief")
    st.button(
        _("Brief") if short else says,
        key=key_of("basket", what, *where),
        icon=":material/check:" if inside else ":material/add:",
        type="tertiary",
        help=says if short else None,
        on_click=put_or_take,
        args=(what,),
    )
