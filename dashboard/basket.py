"""The brief basket: what somebody put aside on any screen, to be told in a brief.

It lives in the address: ``parts`` of a brief, joined by dots; ``items``, ids of entities and claims, joined by commas; and ``plans``, parts that
say what they are of (a scenario, paths from one item to another, a choice of challenges), joined by bars. An empty basket is the usual
brief, of which nothing stands in the address; ``parts=none`` is one from which everything was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

import session
from trosol.brief.methods import heading
from trosol.brief.section_names import section_names
from trosol.brief.sections import PARTS, known_items, wishes
from url_state import PLAN, recall, recall_many, remember
from widget_keys import key_of
from words import _, language

__all__ = [
    "USUAL",
    "entry_name",
    "fill",
    "in_basket",
    "is_emptied",
    "plan_entry",
    "put_aside",
    "put_or_take",
    "taken_from_old_addresses",
]

USUAL = ("leverage", "gatekeepers")
"""What a brief is of where nothing was put aside."""

_NAMED = ("scenario", "pathways")
"""Parts that are nothing without what they are of."""

_NONE = "none"


def in_basket() -> list[str]:
    """What was put aside: parts, then items by id, then scenarios and paths, each in the order in which that was done."""
    return [*_parts(), *_items(), *_plans()]


def _parts() -> list[str]:
    return recall_many("parts", [part for part in PARTS if part not in _NAMED])


def _items() -> list[str]:
    """Items of this ecosystem."""
    return list(known_items(session.snapshot(), filter(None, recall("items").split(","))))


def _plans() -> list[str]:
    return list(known_items(session.snapshot(), filter(None, recall("plans").split("|"))))


def fill(entries: Sequence[str]) -> None:
    """Make this what is in the basket."""
    records = session.snapshot().records
    parts = [each for each in entries if each in PARTS]
    items = [each for each in entries if each in records.entities or each in records.claims]
    plans = [each for each in entries if each not in parts and each not in items]
    remember("parts", ".".join(parts) if entries else _NONE)
    remember("items", ",".join(items))
    remember("plans", "|".join(plans))


def is_emptied() -> bool:
    """Whether everything was taken out, so that not even the usual brief is wanted."""
    return recall("parts") == _NONE and not in_basket()


def plan_entry(does: Mapping[str, str]) -> str:
    """The scenario that the words of an address ask for, as a part of a brief; empty where it does nothing."""
    entities = session.snapshot().records.entities
    steps = []
    for part in filter(None, does.get("push", "").split(".")):
        key, _sep, way = part.partition("~")
        steps += [f"{key}={'-' if way == 'minus' else '+'}"] if key in entities else []
    steps += [f"{key}=0" for key in does.get("remove", "").split(".") if key in entities]
    steps += [f"{gate.replace('~', ':')}=open" for gate in does.get("open", "").split(".") if gate]
    entry = f"scenario:{','.join(dict.fromkeys(steps))}"
    return next(iter(known_items(session.snapshot(), [entry])), "")


def entry_name(entry: str) -> str:
    """What is put aside, by its name."""
    snapshot = session.snapshot()
    if entry in snapshot.records.entities:
        return snapshot.entity(entry).label(language())
    if entry in snapshot.records.claims:
        return _("Claim {id}", id=entry)
    (wish,) = wishes(snapshot, [entry])
    return f"{heading(language(), wish.name)} {section_names(snapshot, wish, language())}".strip()


def taken_from_old_addresses() -> None:
    """Earlier addresses named a scenario, paths and a choice of challenges as parts, and said elsewhere what they are of."""
    old = recall("parts").split(".")
    entries = []
    if "scenario" in old:
        entries.append(plan_entry({key: recall(key) for key in PLAN}))
    if "pathways" in old:
        entries.append(f"pathways:{recall('from')}:{recall('to')}")
    more = [each for each in known_items(session.snapshot(), filter(None, entries)) if each not in in_basket()]
    if more or set(_NAMED) & set(old):
        fill([*in_basket(), *more] if in_basket() or more else list(USUAL))


def put_or_take(what: str) -> None:
    """Put something into the basket, or take it out where it is there, and nothing else."""
    held = in_basket()
    left = [each for each in held if each != what]
    fill(left if what in held else [*held, what])
    if not in_basket():
        remember("parts", "")


def put_aside(what: str, *where: str, label: str = "", short: bool = False) -> None:
    """A button that puts something into the basket, or takes it out; it does this to nothing else.

    ``what``: a part, an id, or a part with what it is of. ``where``: its place on the screen; ``label``: what adding it is called there; ``short``: as an icon.
    """
    inside = what in in_basket()

    says = _("In the brief") if inside else label or _("Add to brief")
    st.button(
        _("Brief") if short else says,
        key=key_of("basket", what, *where),
        icon=":material/check:" if inside else ":material/add:",
        type="tertiary",
        help=f"{says}: {entry_name(what)}" if short else None,
        on_click=put_or_take,
        args=(what,),
    )
