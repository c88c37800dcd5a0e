"""A map that somebody drew in another tool: items and ties between them, in that tool's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trosol.errors import Problem, TrosolError, Where, shorten

__all__ = [
    "ARROWS",
    "BACK",
    "BOTH",
    "LOOKS",
    "NONE",
    "ONE",
    "WEIGHT",
    "Drawing",
    "Thing",
    "Tie",
    "fold",
    "unreadable",
    "with_columns",
]

ONE, BACK, BOTH, NONE = "one way", "back", "both ways", "no direction"

ARROWS = {(False, True): ONE, (True, False): BACK, (True, True): BOTH, (False, False): NONE}
"""Which way a tie goes, by whether an arrow stands at its first and at its last end."""

LOOKS = frozenset(
    [
        "x",
        "y",
        "z",
        "size",
        "color",
        "colour",
        "viz",
        "shape",
        "shape_type",
        "selected",
        "suid",
        "weight",
        "width",
        "height",
        "font",
        "position",
        "geometry",
        "opacity",
        "image",
        "icon",
        "border",
        "thickness",
        "arrows",
        "physics",
        "fixed",
        "mass",
        "level",
        "title_x",
        "line",
        "dashes",
        "zorder",
        "borderwidth",
    ]
)
"""Attributes that say how a map is drawn, not what it says; any of them may still be chosen as what tells the kind."""

WEIGHT = "weight"
"""How much a tie weighs, as programs call it: of an item it says how that is drawn, of a tie it does not."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An item: the tool's own id, what it is called and of what kind it is there; ``also`` is all else that is said of it.

    ``lasting``: the key is an id that the tool keeps through edits. ``box``: it holds others. ``guessed``: the file only points at it.
    """

    key: str
    label: str
    kind: str = ""
    description: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None
    lasting: bool = False
    box: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie from one item to another, by their keys; ``kind`` is the tool's word for it, ``direction`` how it is drawn.

    ``key``: the tool's own id of it, blank where it has none. ``inside``: it only says that an item lies in a box.
    """

    source: str
    target: str
    kind: str = ""
    description: str = ""
    direction: str = ONE
    also: Mapping[str, str] = field(default_factory=dict)
    where: Where | None = None
    key: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Drawing:
    """A map as read; ``form`` names the kind of file, ``notes`` what of it is not brought, with counts.

    ``type_column``, ``relation_column``: the attribute that the kinds were taken from, blank where none was. ``causal``: the program
    draws causes and effects, and nothing else.
    """

    title: str
    form: str
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    notes: tuple[str, ...] = ()
    type_column: str = ""
    relation_column: str = ""
    causal: bool = False


def fold(text: str) -> str:
    """A name as it is compared: spaces trimmed and joined, capitals and accents of no account.

    >>> fold("  City  Council "), fold("2.0")
    ('city council', '2')
    """
    plain = " ".join(text.split()).casefold()
    head, dot, tail = plain.partition(".")
    return head if dot and head.isdigit() and tail.strip("0") == "" else plain


def with_columns(drawing: Drawing, columns: Mapping[str, str]) -> Drawing:
    """The map with its kinds taken from the attributes that somebody chose. Raises :class:`TrosolError` for one that it has not got."""
    wanted = {key: fold(name) for key, name in columns.items() if name}
    if not wanted:
        return drawing
    problems = []
    for key, items in (("type", drawing.things), ("relation", drawing.ties)):
        name = wanted.get(key, "")
        had = drawing.type_column if key == "type" else drawing.relation_column
        if name and name not in (had, NOTHING) and not any(name in item.also for item in items):
            known = sorted({had, *(attribute for item in items for attribute in item.also)} - {""})
            problems.append(
                Problem(
                    "mapping-bad",
                    f"No {'item' if key == 'type' else 'tie'} of the map has the attribute '{shorten(name)}'.",
                    f"Under [columns], name one of: {', '.join(shorten(one, 40) for one in known[:30])}.",
                    Where("mapping", None, "columns"),
                )
            )
    if problems:
        raise TrosolError(problems)
    things, ties = drawing.things, drawing.ties
    name, had = wanted.get("type", ""), drawing.type_column
    if name and name != had:
        things = tuple(replace(t, kind=t.also.get(name, ""), also=_moved(t.also, name, had, t.kind)) for t in things)
    notes = drawing.notes
    if name == "group":
        tied = {key for tie in ties if not tie.inside for key in (tie.source, tie.target)}
        boxes = [t for t in things if t.box and t.key not in tied]
        gone = {t.key for t in boxes}
        things = tuple(t for t in things if t.key not in gone)
        ties = tuple(t for t in ties if not t.inside and t.source not in gone and t.target not in gone)
        notes = (*notes, f"{len(boxes)} × group that is the kind of what is in it, not an item") if boxes else notes
    name, had = wanted.get("relation", ""), drawing.relation_column
    if name and name != had:
        ties = tuple(
            tie if tie.inside else replace(tie, kind=tie.also.get(name, ""), also=_moved(tie.also, name, had, tie.kind))
            for tie in ties
        )
    return replace(
        drawing,
        things=things,
        ties=ties,
        notes=notes,
        type_column=wanted.get("type", drawing.type_column),
        relation_column=wanted.get("relation", drawing.relation_column),
    )


NOTHING = "-"


def _moved(also: Mapping[str, str], name: str, had: str, kind: str) -> dict[str, str]:
    kept = {key: value for key, value in also.items() if key != name}
    if had and kind:
        kept[had] = kind
    return kept


def counted(notes: Counter[str]) -> tuple[str, ...]:
    """Notes with their counts, the most frequent first."""
    return tuple(f"{number} × {what}" for what, number in sorted(notes.items(), key=lambda item: (-item[1], item[0])))


def unreadable(name: str, form: str, reason: str) -> TrosolError:
    """The refusal of a file that is not what its name says."""
    return TrosolError(
        Problem(
            "import-unreadable",
            f"The file cannot be read as {form}: {shorten(reason, 300)}.",
            "Export it again from its program; docs/import.md says which form of each program is read.",
            Where(name),
        )
    )
