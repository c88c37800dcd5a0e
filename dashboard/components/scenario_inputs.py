"""What to strengthen, weaken, open and remove, kept in the URL as ``push=ID~plus.ID~minus``, ``open=ACTOR~GATE`` and ``remove=ID.ID``."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import session
from trosol.findings.influence_worlds import gate_claims
from trosol.networks.lens import Lens
from url_state import recall, remember
from words import _, language

__all__ = ["Choice", "from_url", "gates_from_url", "held_gates", "push_view"]

Choice = tuple[tuple[tuple[str, float], ...], tuple[str, ...], tuple[str, ...]]
"""Pushes, gates that are opened, what is removed."""

_MOST = 6


def held_gates() -> list[str]:
    """Gates that some claim names, as ``ACTOR:GATE``, in order of label."""
    snapshot = session.snapshot()
    entities = snapshot.records.entities
    pairs = gate_claims(snapshot, Lens(include_hypothetical=True))
    return [f"{a}:{b}" for a, b in sorted(pairs, key=lambda pair: [entities[key].label(language()).casefold() for key in pair])]


def push_view(title: str, end: str, offered: Sequence[str]) -> Choice:
    """Boxes for one scenario. ``end`` tells its keys from those of the other one."""
    entities = session.snapshot().records.entities
    raised, lowered = from_url(f"push{end}", offered)
    gone = [key for key in recall(f"remove{end}").split(".") if key in offered]
    given = {f"up{end}": raised, f"down{end}": lowered, f"gone{end}": gone}
    titles = {f"up{end}": _("Strengthen"), f"down{end}": _("Weaken or ease"), f"gone{end}": _("Remove")}
    chosen: dict[str, list[str]] = {}
    with st.container(border=True):
        st.markdown(f"**{title}**")
        opened = _gates(end)
        for key, values in given.items():
            if key not in st.session_state:
                st.session_state[key] = values
            taken = {each for other in given if other != key for each in chosen.get(other, ())}
            st.session_state[key] = [each for each in st.session_state[key] if each not in taken]
            chosen[key] = st.multiselect(
                titles[key],
                [each for each in offered if each not in taken],
                format_func=lambda each: entities[each].label(language()),
                placeholder=_("Type a few letters"),
                key=key,
                max_selections=_MOST,
            )
    up, down, away = chosen.values()
    remember(f"push{end}", ".".join([*(f"{each}~plus" for each in up), *(f"{each}~minus" for each in down)]))
    remember(f"remove{end}", ".".join(away))
    pushes = tuple(sorted([*((each, 1.0) for each in up), *((each, -1.0) for each in down)]))
    return pushes, tuple(sorted(opened)), tuple(sorted(away))


def _gates(end: str) -> list[str]:
    """The box for gates; none where no claim names one."""
    entities, held = session.snapshot().records.entities, held_gates()
    if not held:
        return []
    key = f"opened{end}"
    if key not in st.session_state:
        st.session_state[key] = gates_from_url(f"open{end}", held)

    def named(gate: str) -> str:
        actor, _sep, what = gate.partition(":")
        return _("{actor}: {gate}", actor=entities[actor].label(language()), gate=entities[what].label(language()))

    opened = st.multiselect(
        _("Open a gate"),
        held,
        format_func=named,
        placeholder=_("Whose gate, to what?"),
        key=key,
        max_selections=_MOST,
        help=_("Opening a gate raises what its actor holds back. It is not the same as strengthening the actor."),
    )
    remember(f"open{end}", ".".join(gate.replace(":", "~") for gate in opened))
    return opened


def gates_from_url(key: str, held: Sequence[str]) -> list[str]:
    """The gates that the URL wants open: ``ACTOR~GATE``, or ``ACTOR`` for all that it holds."""
    found: list[str] = []
    for part in filter(None, recall(key).split(".")):
        actor, _sep, what = part.partition("~")
        found += [gate for gate in held if gate in (f"{actor}:{what}",) or (not what and gate.startswith(f"{actor}:"))]
    return list(dict.fromkeys(found))[:_MOST]


def from_url(key: str, offered: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the URL wants strengthened and weakened, each once, without what is not offered."""
    raised: list[str] = []
    lowered: list[str] = []
    for part in recall(key).split("."):
        name, _sep, way = part.partition("~")
        if name in offered and name not in (*raised, *lowered):
            (lowered if way == "minus" else raised).append(name)
    return raised, lowered
