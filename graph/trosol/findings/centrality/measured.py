"""The measures of nodes that are shown side by side: what each says in plain words, what it must not be taken for, and when it is too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import isnan
from typing import Any

from trosol import measures
from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.centrality.measure_words import in_words
from trosol.measures import Plain, Scores

__all__ = ["ALL", "MEASURES", "MeasureNote", "chosen", "column", "too_much"]

ALL = "all"
"""Stands for every measure that the network allows in seconds."""

_COMPILED, _PYTHON = 10_000_000_000, 30_000_000
"""Nodes times edges that are walked through for ``all``: in the compiled engine, in Python."""
_DENSE = 2_000
"""Nodes of which a full matrix is inverted for ``all``."""


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """A column: its name, what it is called, what a high value says, what the number is, and what it must not be taken for."""

    name: str
    label: str
    reads: str
    value_is: str
    trap: str


@dataclass(frozen=True, slots=True)
class _Measure:
    """``run`` takes a plain reading; ``normalised``: which of its two numbers is shown; ``weighted``: whether it takes weights."""

    run: Callable[..., Scores]
    normalised: bool = False
    weighted: bool = True
    directed_only: bool = False


MEASURES = {
    "degree": _Measure(partial(measures.degree, direction="all")),
    "in_degree": _Measure(partial(measures.degree, direction="in"), directed_only=True),
    "out_degree": _Measure(partial(measures.degree, direction="out"), directed_only=True),
    "closeness": _Measure(measures.closeness, normalised=True),
    "harmonic": _Measure(measures.harmonic, normalised=True),
    "betweenness": _Measure(measures.betweenness, normalised=True),
    "load": _Measure(measures.load, normalised=True),
    "current_flow": _Measure(measures.current_flow, normalised=True),
    "eigenvector": _Measure(measures.eigenvector, normalised=True),
    "katz": _Measure(measures.katz, normalised=True),
    "pagerank": _Measure(measures.pagerank),
    "constraint": _Measure(measures.constraint),
    "effective_size": _Measure(measures.effective_size),
    "bridging": _Measure(measures.bridging, normalised=True, weighted=False),
    "core": _Measure(measures.core, weighted=False),
}
"""By name, in the order in which they are shown."""

_DIRECTED = ("closeness", "harmonic", "katz")
"""Measures that take paths to or from a node; the reading they get is turned already."""


def chosen(names: tuple[str, ...], view: Plain, weighted: bool) -> tuple[tuple[str, ...], dict[str, str]]:
    """The measures that are asked for, and why others are left out.

    ``all``, or none named, leaves out what a network cannot have and what would take minutes. Raises :class:`WrongUse` for a name that is
    none, and for one by name that cannot be had.
    """
    every = not names or ALL in names
    for name in names:
        if name != ALL and name not in MEASURES:
            known = ", ".join((*MEASURES, ALL))
            raise WrongUse(Problem("measure-unknown", f"There is no centrality '{shorten(name)}'.", f"Use one of: {known}."))
    left_out: dict[str, str] = {}
    found = []
    for name, about in MEASURES.items():
        if not every and name not in names:
            continue
        if about.directed_only and not view.directed:
            reason = ("direction-not-there", "Links have no direction here; see degree.")
        elif weighted and not about.weighted:
            reason = ("weight-not-taken", "It is defined on links alone and takes no weights.")
        elif name not in names and (words := too_much(name, view)):
            reason = ("", words)
        else:
            found.append(name)
            continue
        if name in names:
            raise WrongUse(Problem(reason[0], f"{name}: {reason[1]}", "Leave it out, or choose otherwise."))
        left_out[name] = reason[1]
    return tuple(found), left_out


def too_much(name: str, view: Plain) -> str:
    """Why a measure is left out of ``all`` for its cost; empty where it is not."""
    walked = len(view) * max(len(view.ends), 1)
    compiled = name in ("betweenness", "bridging") and not view.weighted
    heavy = (name in ("load", "betweenness", "bridging") and walked > (_COMPILED if compiled else _PYTHON)) or (
        name == "current_flow" and len(view) > _DENSE
    )
    return "It would take minutes for so large a network; ask for it by name." if heavy else ""


def column(name: str, view: Plain) -> tuple[MeasureNote, dict[Any, float | None]]:
    """One measure of each node, None where it is undefined, and what the number is."""
    about = MEASURES[name]
    options: dict[str, Any] = {"weight": "weight"} if view.weighted and about.weighted else {}
    if name in _DIRECTED:
        options["direction"] = "in"
    found = about.run(view, **options)
    values = found.normalised if about.normalised else found.raw
    label, reads, trap = in_words(name)
    note = MeasureNote(name, label, reads, found.normalised_is if about.normalised else found.raw_is, trap)
    return note, {node: None if isnan(value) else value for node, value in values.items()}
