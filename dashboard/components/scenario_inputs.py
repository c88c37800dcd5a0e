"""What to strengthen, weaken, open and remove: the scenario of the session, and those that were kept by name. All of it is in the address.

``push=ID~plus.ID~minus``, ``open=ACTOR~GATE`` and ``remove=ID.ID`` are the one being tried; ``kept`` holds others, as
``NAME!PUSH!OPEN!REMOVE`` with ``|`` between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

import session
from trosol.findings.gate_claims import actor_claims
from trosol.findings.influence_worlds import gate_claims
from trosol.networks.lens import Lens
from url_state import PLAN, recall, remember
from words import _, language

__all__ = ["Choice", "Kept", "from_url", "gates_from_url", "held_gates", "keep", "kept", "plan", "push_view", "put_plan"]

Choice = tuple[tuple[tuple[str, float], ...], tuple[str, ...], tuple[str, ...]]
"""Pushes, gates that are opened, what is removed."""

_MOST = 6
_MOST_OPENED = 16
_MOST_KEPT = 5
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """A scenario with its name, as the address holds it: see :data:`url_state.PLAN`."""

    name: str
    push: str
    opened: str
    remove: str

    @property
    def plan(self) -> dict[str, str]:
        """What it does, as the address holds it."""
        return {"push": self.push, "open": self.opened, "remove": self.remove}


def kept() -> list[Kept]:
    """The scenarios that the address keeps, each name once."""
    found: dict[str, Kept] = {}
    for each in recall("kept").split("|"):
        parts = each.split("!")
        if len(parts) == 4 and parts[0].strip() and any(parts[1:]):
            found.setdefault(parts[0].strip()[:_LONGEST], Kept(parts[0].strip()[:_LONGEST], *parts[1:]))
    return list(found.values())[:_MOST_KEPT]


def keep(name: str, does: Mapping[str, str] | None) -> None:
    """Keep a scenario under a name, in the place of one that has it; ``does``: None lets go of it."""
    name = name.replace("|", " ").replace("!", " ").strip()[:_LONGEST]
    others = [each for each in kept() if each.name != name]
    if does is not None and name:
        others = [*others, Kept(name, *(does.get(key, "") for key in PLAN))][-_MOST_KEPT:]
    remember("kept", "|".join(f"{each.name}!{each.push}!{each.opened}!{each.remove}" for each in others))


def put_plan(does: Mapping[str, str]) -> None:
    """Make this the scenario that is being tried."""
    for key in PLAN:
        remember(key, does.get(key, ""))


def held_gates() -> list[str]:
    """Gates that some claim names, as ``ACTOR:GATE``, in order of label."""
    snapshot = session.snapshot()
    entities = snapshot.records.entities
    pairs = gate_claims(snapshot, Lens(include_hypothetical=True))
    return [f"{a}:{b}" for a, b in sorted(pairs, key=lambda pair: [entities[key].label(language()).casefold() for key in pair])]


def _attributed() -> list[str]:
    """Difficulties that some claim attributes to somebody, as ``ACTOR:DIFFICULTY``, in order of label."""
    snapshot = session.snapshot()
    claimed = session.shown("actor-claims", make=lambda: actor_claims(snapshot, Lens(include_hypothetical=True)))
    found = {f"{actor}:{block.entity}" for actor, own in claimed.items() for block in own.blocks if block.pushed < 0}

    def names(pair: str) -> list[str]:
        return [snapshot.entity(key).label(language()).casefold() for key in pair.split(":")]

    return sorted(found - set(held_gates()), key=names)


def plan(does: Mapping[str, str], offered: Sequence[str]) -> Choice:
    """What the words of an address ask for, without what is not offered."""
    raised, lowered = _pushes(does.get("push", ""), offered)
    gone = [key for key in dict.fromkeys(does.get("remove", "").split(".")) if key in offered and key not in (*raised, *lowered)]
    pushes = tuple(sorted([*((each, 1.0) for each in raised[:_MOST]), *((each, -1.0) for each in lowered[:_MOST])]))
    return pushes, tuple(sorted(_gates(does.get("open", ""), [*held_gates(), *_attributed()]))), tuple(sorted(gone[:_MOST]))


def push_view(offered: Sequence[str]) -> Choice:
    """Boxes for the scenario that is being tried: they show what the address says, and write there."""
    entities = session.snapshot().records.entities
    does = {key: recall(key) for key in PLAN}
    pushes, opened, gone = plan(does, offered)
    raised, lowered = ([key for key, way in pushes if way == sign] for sign in (1.0, -1.0))
    gates = held_gates()
    held = [*gates, *_attributed()]
    shown = {"up": raised, "down": lowered, "gone": list(gone), "opened": list(opened)}
    titles = {"up": _("Strengthen"), "down": _("Weaken or ease"), "gone": _("Remove")}

    def changed() -> None:
        up, down, away, gates = (st.session_state.get(key, []) for key in shown)
        remember("push", ".".join([*(f"{each}~plus" for each in up), *(f"{each}~minus" for each in down)]))
        remember("remove", ".".join(away))
        remember("open", ".".join(gate.replace(":", "~") for gate in gates))

    for key, values in shown.items():
        st.session_state[key] = values

    def gate(each: str) -> str:
        actor, _sep, what = each.partition(":")
        told = {"actor": entities[actor].label(language()), "gate": entities[what].label(language())}
        return _("{actor}: {gate}", **told) if each in gates else _("{actor}, ease: {gate}", **told)

    places = st.columns(4 if held else 3, vertical_alignment="bottom")
    for place, (key, title) in zip(places, titles.items(), strict=False):
        taken = {each for other in ("up", "down", "gone") if other != key for each in shown[other]}
        place.multiselect(
            title,
            [each for each in offered if each not in taken],
            format_func=lambda each: entities[each].label(language()),
            placeholder=_("Type a few letters"),
            key=key,
            max_selections=_MOST,
            on_change=changed,
        )
    if held:
        places[3].multiselect(
            _("Open a gate, or ease what is attributed"),
            held,
            format_func=gate,
            placeholder=_("Whose gate, to what?"),
            key="opened",
            max_selections=_MOST_OPENED,
            on_change=changed,
            help=_(
                "Opening a gate raises what its actor holds back, easing lowers a difficulty that is attributed to them; both count where the claim that says so holds. It is not the same as strengthening the actor."
            ),
        )
    return pushes, opened, gone


def gates_from_url(key: str, held: Sequence[str]) -> list[str]:
    """The gates that the URL wants open: ``ACTOR~GATE``, or ``ACTOR`` for all gates that it holds."""
    return _gates(recall(key), held)


def _gates(text: str, held: Sequence[str]) -> list[str]:
    found: list[str] = []
    for part in filter(None, text.split(".")):
        actor, _sep, what = part.partition("~")
        every = [gate for gate in held_gates() if not what and gate.startswith(f"{actor}:")]
        found += [gate for gate in (*every, f"{actor}:{what}") if gate in held]
    return list(dict.fromkeys(found))[:_MOST_OPENED]


def from_url(key: str, offered: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the URL wants strengthened and weakened, each once, without what is not offered."""
    return _pushes(recall(key), offered)


def _pushes(text: str, offered: Sequence[str]) -> tuple[list[str], list[str]]:
    raised: list[str] = []
    lowered: list[str] = []
    for part in text.split("."):
        name, _sep, way = part.partition("~")
        if name in offered and name not in (*raised, *lowered):
            (lowered if way == "minus" else raised).append(name)
    return raised, lowered
