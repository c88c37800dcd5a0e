"""What tools call the name, the kind and the text of an item or tie, and how an item is made of its attributes."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from trosol.errors import Where
from trosol.imports.drawn_map import BACK, BOTH, NONE, ONE, Drawing, Thing, Tie, counted, fold

__all__ = ["KINDS", "TEXTS", "DrawingBuilder", "direction_of", "plain_text", "said_of"]

LABELS = ("label", "name", "shared name", "title", "factor", "node")
KINDS = ("element type", "type", "class", "labels", "category", "kind", "role", "node type", "entity type", "grp", "group")
TIE_KINDS = (
    *("connection type", "interaction", "shared interaction", "relation", "relationship", "predicate", "kind", "link type"),
    *("edge type", "type", "edge label", "label", "name", "sign", "polarity", "grp", "labels"),
)
TEXTS = ("description", "notes", "note", "comment", "definition", "quote")
_DIRECTIONS = {"directed": ONE, "mutual": BOTH, "undirected": NONE, "->": ONE, "<->": BOTH}
_DIRECTIONS |= {"--": NONE, "<-": BACK, "→": ONE, "↔": BOTH, "←": BACK, "bidirectional": BOTH}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_LOOKING = frozenset(
    [
        "b",
        "i",
        "u",
        "em",
        "strong",
        "small",
        "big",
        "sub",
        "sup",
        "span",
        "font",
        "center",
        "a",
        "br",
        "p",
        "div",
        "html",
        "body",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
"""Tags that say how a name is drawn."""
_BREAKS = frozenset(["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"])


def plain_text(text: str) -> str:
    """A text without its markup: tags are taken off, entities put back.

    >>> plain_text("<p>Costs &amp; <b>time</b></p><p>Much</p>"), plain_text("a < b")
    ('Costs & time\\nMuch', 'a < b')
    """
    if "<" not in text and "&" not in text:
        return text.strip()
    bare = _TAG.sub(lambda found: "\n" if found[2].casefold() in _BREAKS else "", text)
    lines = (" ".join(line.split()) for line in html.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)


def _plain_name(text: str) -> str:
    """A name without what only says how it is drawn; other signs in brackets may be part of it.

    >>> _plain_name("<b>Mill</b><br>&amp; Co"), _plain_name("<script>")
    ('Mill & Co', '<script>')
    """
    if "<" not in text and "&" not in text:
        return text
    bare = _TAG.sub(lambda found: found[0] if found[2].casefold() not in _LOOKING else " " if found[2] in _BREAKS else "", text)
    return " ".join(html.unescape(bare).split()) or text


def said_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Attributes as text, by names that are compared without capitals; blanks are left out.

    >>> said_of({"Type": "a", "type": "b", "_type": ""})
    {'type': 'a', 'type (2)': 'b'}
    """
    found: dict[str, str] = {}
    times: Counter[str] = Counter()
    for key, value in item.items():
        text = _text(value)
        if not text.strip():
            continue
        name = fold(str(key).replace("_", " "))
        times[name] += 1
        if found.setdefault(name, text) != text:
            found.setdefault(f"{name} ({times[name]})", text)
    return found


def _text(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def direction_of(text: str) -> str:
    """How a tool's word for a direction is read; blank where it is none."""
    return _DIRECTIONS.get(text.strip().casefold(), "")


class DrawingBuilder:
    """Items and ties as they are read, with ends found by id, else by name; what cannot be told is counted in ``notes``."""

    def __init__(self, name: str, form: str) -> None:
        self.name, self.form, self.title = name, form, ""
        self.notes: Counter[str] = Counter()
        self.things: dict[str, Thing] = {}
        self.ties: list[Tie] = []
        self._by_label: dict[str, list[str]] = {}
        self._kinds: Counter[str] = Counter()
        self._tie_kinds: Counter[str] = Counter()
        self._tie_keys: Counter[str] = Counter()
        self._taken: dict[str, str] = {}
        self._ties_taken: list[str] = []

    def thing(
        self,
        key: str,
        said: Mapping[str, str],
        where: Where,
        *,
        lasting: bool,
        kind_names: Iterable[str] = KINDS,
        box: bool = False,
    ) -> str:
        """An item; the key under which ties find it. Ids that stand twice are told, and both are kept."""
        left = dict(said)
        label = _plain_name(self._take(left, LABELS)[1])
        if not label:
            label = key
            self.notes["item without a name: its id is what it is called"] += 1
        column, kind = self._take(left, kind_names)
        self._kinds[column] += 1
        taken = column
        if column == "labels":  # Neo4j: ":Person:Public"
            several = [part for part in kind.split(":") if part]
            kind = several[0] if several else kind
            if several[1:]:
                left["further labels"] = "; ".join(several[1:])
        elif len(several := _parts_of(kind)) > 1:  # Kumu: an item of several types
            kind, left["further types"] = several[0], "; ".join(several[1:])
        key = key or label
        if key in self.things:
            number = 2
            while f"{key} ({number})" in self.things:
                number += 1
            self.notes["item whose id stands twice: both are kept"] += 1
            key = f"{key} ({number})"
        description = plain_text(self._take(left, TEXTS)[1])
        self.things[key] = Thing(key, label, kind, description, left, where, lasting=lasting, box=box)
        self._taken[key] = taken
        self._by_label.setdefault(fold(label), []).append(key)
        return key

    def guessed(self, key: str, label: str, kind: str = "", where: Where | None = None) -> str:
        """An item that only a tie names."""
        if key not in self.things:
            self.things[key] = Thing(key, label, kind, where=where)
            self._by_label.setdefault(fold(label), []).append(key)
        return key

    def end(self, text: str) -> str | None:
        """The key of an item by its id or, spaces and capitals apart, its name; None where none or several have it."""
        if text in self.things:
            return text
        wanted = fold(text)
        found = self._by_label.get(wanted, ())
        if not found and (short := wanted) in self.things:
            return short
        return found[0] if len(found) == 1 else None

    def several(self, text: str) -> int:
        """How many items have that name."""
        return len(self._by_label.get(fold(text), ()))

    def tie(
        self,
        ends: tuple[str, str],
        said: Mapping[str, str],
        where: Where,
        *,
        direction: str = ONE,
        key: str = "",
        kind: str = "",
        kind_names: Iterable[str] = TIE_KINDS,
        inside: bool = False,
    ) -> None:
        """A tie between two keys; ``kind``: where the tool has a place of its own for it."""
        left = dict(said)
        taken = ""
        if not kind:
            taken, kind = self._take(left, kind_names)
            self._tie_kinds[taken] += 1
        self._ties_taken.append(taken)
        if kind.startswith(":") and len(kind) > 1:  # Neo4j
            kind = kind[1:]
        for again in ("label", "name", "shared name", "shared interaction", "interaction") if kind else ():
            if again in left and (left[again].strip() == kind or f" ({kind}) " in left[again]):
                left.pop(again)
        texts = [plain_text(left.pop(name)) for name in TEXTS if left.get(name)]
        if direction == BACK:
            ends, direction = (ends[1], ends[0]), ONE
        words = _parts_of(kind) if len(_parts_of(kind)) > 1 else [kind.strip()]
        if key:
            self._tie_keys[key] += 1
            if self._tie_keys[key] > 1:
                key = f"{key}-{self._tie_keys[key]}"
        for number, word in enumerate(words):  # of several words, each is a tie
            own = f"{key}-{number + 1}" if key and number else key
            self.ties.append(
                Tie(ends[0], ends[1], word, "\n".join(texts), direction, also=left, where=where, key=own, inside=inside)
            )
            if number:
                self._ties_taken.append(taken)

    def drop(self, column: str) -> None:
        """Forget an attribute of the items, which was read as something else."""
        for key, thing in self.things.items():
            if fold(column) in thing.also:
                self.things[key] = replace(thing, also={name: text for name, text in thing.also.items() if name != fold(column)})

    def made(self) -> Drawing:
        """The whole."""
        again = sum(number - 1 for number in self._tie_keys.values() if number > 1)
        if again:
            self.notes["tie that has the id of another: each is kept"] += again

        column, relation = _usual(self._kinds), _usual(self._tie_kinds)
        things = [_put_back(thing, self._taken.get(thing.key, ""), column) for thing in self.things.values()]
        ties = [_put_back(tie, taken, relation) for tie, taken in zip(self.ties, self._ties_taken, strict=True)]
        return Drawing(self.title, self.form, tuple(things), tuple(ties), counted(self.notes), column, relation)

    @staticmethod
    def _take(said: dict[str, str], names: Iterable[str]) -> tuple[str, str]:
        for name in names:
            if said.get(name, "").strip():
                return name, said.pop(name).strip()
        return "", ""


def _parts_of(kind: str) -> list[str]:
    """The words of a kind that names several, between bars or semicolons."""
    return [part.strip() for part in re.split(r"[|;]", kind) if part.strip()]


def _usual(taken: Counter[str]) -> str:
    """The attribute that most kinds were taken from."""
    named = Counter({name: number for name, number in taken.items() if name})
    return named.most_common(1)[0][0] if named else ""


Item = TypeVar("Item", Thing, Tie)


def _put_back(item: Item, taken: str, usual: str) -> Item:
    """An item whose kind was taken from another attribute than with the others: a label is no kind where kinds have a place of their own."""
    if taken in ("", usual) or usual in ("", "label", "name", "edge label"):
        return item
    also = {name: text for name, text in item.also.items() if name != usual}
    return replace(item, kind=item.also.get(usual, ""), also={**also, taken: item.kind})
