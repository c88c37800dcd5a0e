"""Ids in the address that name nothing here: a link may come from another ecosystem, from an earlier state of this one, or be misspelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from session import snapshot
from trosol.views.plain_words import plain
from url_state import PLAN, recall, remember
from widget_keys import key_of
from words import _

__all__ = ["say_unknown", "trying", "unknown"]

_EVERYWHERE = ("entity", *PLAN)
_ON: Mapping[str, tuple[str, ...]] = {
    "map": ("focus", "other", "expanded", "added"),
    "gatekeepers": ("from", "to"),
    "": ("cell",),
}
"""Of a screen alone."""
_SHOWN, _LONGEST = 3, 60


def _named(key: str) -> list[list[str]]:
    """Ids that the parts of a value of the address name: ``ID~plus.ID~minus``, ``ACTOR~GATE.ACTOR``, ``ROW~COLUMN``, or one alone."""
    parts = [[each for each in part.split("~") if each] for part in recall(key).split(".")]
    return [part[:1] if key == "push" else part for part in parts if part]


def unknown(screen: str) -> dict[str, list[str]]:
    """Those that are no item of this ecosystem, by their name in the address."""
    entities = snapshot().records.entities
    keys = (*_EVERYWHERE, *_ON.get(screen, ()))
    found = {key: [each for part in _named(key) for each in part if each not in entities] for key in keys}
    return {key: ids for key, ids in found.items() if ids}


def trying() -> list[str]:
    """Items that the scenario of the address is of: empty where it names nothing that is here."""
    entities = snapshot().records.entities
    return [each for key in PLAN for part in _named(key) if all(each in entities for each in part) for each in part]


def say_unknown(screen: str) -> None:
    """Say which they are, with a way to take them out of the address."""
    found = unknown(screen)
    if not found:
        return
    ids = list(dict.fromkeys(each for every in found.values() for each in every))
    told = [_("There is no item with id {id} here.", id=plain(each[:_LONGEST])) for each in ids[:_SHOWN]]
    st.markdown(f":material/help: {' '.join(told)}{' …' if len(ids) > _SHOWN else ''}")
    st.button(
        _("Take it out of the address"),
        key=key_of("off", "unknown", ""),
        icon=":material/close:",
        type="tertiary",
        on_click=_take_out,
        args=(found,),
    )


def _take_out(found: Mapping[str, Sequence[str]]) -> None:
    for key, ids in found.items():
        kept = [part for part in recall(key).split(".") if not set(part.split("~")) & set(ids)]
        remember(key, ".".join(kept))
