"""What can go into a brief, and how people name it: ``gatekeepers``, ``leverage:KIND``, ``pathways:FROM:TO``, ``scenario:ID=+,ID=-,ID=0,ACTOR=open``.

A basket holds these, and ids of entities and claims: :func:`parts_of` makes parts of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.store.snapshot import Snapshot

__all__ = ["ITEM", "PARTS", "Section", "known_items", "parts_of", "wishes"]

PARTS = ("gatekeepers", "leverage", "horizons", "portfolio", "voices", "next-evidence", "pathways", "scenario")
"""Findings that can be in a brief, in the order in which people work."""

ITEM = "item"
"""The part that is one entity or claim by itself: ``item:ID``."""

_OPEN = "open"
_PUSHES = {"+": 1.0, "-": -1.0, "0": 0.0}


@dataclass(frozen=True, slots=True)
class Section:
    """One part that is wanted.

    ``ends``: start and goal of pathways, or the one item; ``wanted``: of a portfolio; ``kind``: the one table of leverage; ``pushes`` and ``opened``: of a scenario, 0 removes.
    """

    name: str
    ends: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    pushes: tuple[tuple[str, float], ...] = ()
    opened: tuple[str, ...] = ()
    kind: str = ""

    @property
    def pushed(self) -> tuple[tuple[str, float], ...]:
        """What is pushed, and which way."""
        return tuple(pair for pair in self.pushes if pair[1])

    @property
    def removed(self) -> tuple[str, ...]:
        """What is removed."""
        return tuple(key for key, value in self.pushes if not value)


def parts_of(snapshot: Snapshot, basket: Iterable[str]) -> tuple[str, ...]:
    """The parts that a basket stands for, in its order, each once: whatever is chosen elsewhere goes into a brief by this.

    ``basket``: ids of entities and claims, and parts as in the module's description. Raises :class:`WrongUse` for what is none of them.
    """
    found = []
    for text in dict.fromkeys(filter(None, (each.strip() for each in basket))):
        part = f"{ITEM}:{text}" if text in snapshot.records.entities or text in snapshot.records.claims else text
        _wish(snapshot, part)
        found.append(part)
    return tuple(dict.fromkeys(found))


def known_items(snapshot: Snapshot, basket: Iterable[str]) -> tuple[str, ...]:
    """Those of a basket that this ecosystem has: an address may come from another one, or be misspelt."""
    found = []
    for text in dict.fromkeys(basket):
        try:
            if parts_of(snapshot, [text]):
                found.append(text)
        except WrongUse:
            continue
    return tuple(found)


def wishes(snapshot: Snapshot, texts: Iterable[str]) -> tuple[Section, ...]:
    """Read what is wanted, each once, in the order given. Raises :class:`WrongUse` for an unknown part or entity."""
    return tuple(_wish(snapshot, text) for text in dict.fromkeys(texts))


def _wish(snapshot: Snapshot, text: str) -> Section:
    name, _colon, rest = text.partition(":")
    if name == ITEM:
        return Section(name, ends=(rest,) if rest in snapshot.records.claims else _known(snapshot, [rest]))
    if name not in PARTS:
        raise WrongUse(
            Problem(
                "brief-part",
                f"'{shorten(name)}' cannot go into a brief.",
                f"Use an id from `trosol show`, or one of: {', '.join(PARTS)}.",
            )
        )
    if name == "pathways":
        ends = tuple(filter(None, rest.split(":")))
        if len(ends) != 2:
            raise _wrong(text, "pathways:FROM:TO")
        return Section(name, ends=_known(snapshot, ends))
    if name == "scenario":
        return _scenario(snapshot, text, rest)
    if name == "leverage" and rest:
        if rest not in {kind.name for kind in snapshot.ontology.kinds}:
            raise _wrong(
                text, f"leverage, or leverage:KIND with one of {', '.join(kind.name for kind in snapshot.ontology.kinds)}"
            )
        return Section(name, kind=rest)
    if name == "portfolio":
        return Section(name, wanted=_known(snapshot, filter(None, rest.split(","))))
    if rest:
        raise _wrong(text, name)
    return Section(name)


def _scenario(snapshot: Snapshot, text: str, rest: str) -> Section:
    pairs, opened = [], []
    for part in filter(None, rest.split(",")):
        key, _equals, way = part.rpartition("=")
        if way == _OPEN:
            opened.append(key)
        elif way in _PUSHES:
            pairs.append((key, _PUSHES[way]))
        else:
            raise _wrong(text, "scenario:ID=+ (strengthened), ID=- (weakened), ID=0 (removed), ACTOR=open, with commas between")
    _known(snapshot, (key for key, _ in pairs))
    _known(snapshot, (key for gate in opened for key in gate.split(":")))
    if not opened and not any(value for _, value in pairs):
        raise _wrong(text, "scenario:ID=+ with at least one push, or scenario:ACTOR=open")
    return Section("scenario", pushes=tuple(sorted(dict(pairs).items())), opened=tuple(sorted(set(opened))))


def _known(snapshot: Snapshot, keys: Iterable[str]) -> tuple[str, ...]:
    found = tuple(keys)
    for key in found:
        if key not in snapshot.records.entities:
            raise WrongUse(
                Problem("entity-unknown", f"{snapshot.name} has no entity '{shorten(key)}'.", "Take an id from `trosol show`.")
            )
    return found


def _wrong(text: str, form: str) -> WrongUse:
    return WrongUse(Problem("brief-part", f"'{shorten(text)}' does not say what is wanted.", f"Write it as {form}."))
