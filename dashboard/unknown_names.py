"""Names in the address that name nothing here: a link may come from another ecosystem, from an earlier state of this one, or be misspelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

import session
from session import snapshot
from trosol.networks.lens import horizon_members, voices
from trosol.resources import shipped_ecosystems
from trosol.views.plain_words import plain
from url_state import PLAN, recall, remember
from widget_keys import key_of
from words import _

__all__ = ["say_unknown", "trying", "unknown"]

_EVERYWHERE = ("ecosystem", "entity", "voice", "horizon", "goals", *PLAN)
_ON: Mapping[str, tuple[str, ...]] = {
    "map": ("focus", "other", "expanded", "added"),
    "gatekeepers": ("from", "to"),
    "compare": ("revision",),
    "": ("cell",),
}
"""Of a screen alone."""
_WHOLE = ("ecosystem", "revision")
"""Whose value is one name, whatever stands in it."""
_SHOWN, _LONGEST = 3, 60


def _named(key: str) -> list[list[str]]:
    """Names in the parts of a value of the address: ``ID~plus.ID~minus``, ``ACTOR~GATE.ACTOR``, ``ROW~COLUMN``, or one alone."""
    if key in _WHOLE:
        return [[recall(key)]] if recall(key) else []
    parts = [[each for each in part.split("~") if each] for part in recall(key).split(".")]
    return [part[:1] if key == "push" else part for part in parts if part]


def _known(key: str) -> Sequence[str] | Mapping[str, object]:
    """What may stand there."""
    if key == "ecosystem":
        return (*shipped_ecosystems(), session.started_with())
    if key == "revision":
        return [each.name for each in session.earlier_states()]
    if key == "voice":
        return voices(snapshot())
    if key == "horizon":
        return horizon_members(snapshot())
    if key == "goals":
        return [goal.id for goal in snapshot().goals]
    return snapshot().records.entities


def _told(key: str, name: str) -> str:
    """That it is not here, by what it should have been."""
    if key == "ecosystem":
        return _("There is no ecosystem named {name} here.", name=name)
    if key == "revision":
        return _("There is no earlier state named {name} here.", name=name)
    if key == "voice":
        return _("There is no voice with id {name} here, so that all voices count.", name=name)
    if key == "horizon":
        return _("There is no horizon with id {name} here, so that all horizons count.", name=name)
    if key == "goals":
        return _("There is no goal with id {name} here.", name=name)
    return _("There is no item with id {id} here.", id=name)


def unknown(screen: str) -> dict[str, list[str]]:
    """Those that are nothing in this ecosystem, by the name of what they stand for in the address."""
    found = {}
    for key in (*_EVERYWHERE, *_ON.get(screen, ())):
        if recall(key):
            known = _known(key)
            found[key] = [each for part in _named(key) for each in part if each not in known]
    return {key: names for key, names in found.items() if names}


def trying() -> list[str]:
    """Items that the scenario of the address is of: empty where it names nothing that is here."""
    entities = snapshot().records.entities
    return [each for key in PLAN for part in _named(key) if all(each in entities for each in part) for each in part]


def say_unknown(screen: str) -> None:
    """Say which they are, with a way to take them out of the address."""
    found = unknown(screen)
    if not found:
        return
    told = list(dict.fromkeys(_told(key, plain(each[:_LONGEST])) for key, names in found.items() for each in names))
    st.markdown(f":material/help: {' '.join(told[:_SHOWN])}{' …' if len(told) > _SHOWN else ''}")
    st.button(
        _("Take it out of the address"),
        key=key_of("off", "unknown", ""),
        icon=":material/close:",
        type="tertiary",
        on_click=_take_out,
        args=(found,),
    )


def _take_out(found: Mapping[str, Sequence[str]]) -> None:
    for key, names in found.items():
        kept = [] if key in _WHOLE else [part for part in recall(key).split(".") if not set(part.split("~")) & set(names)]
        remember(key, ".".join(kept))
