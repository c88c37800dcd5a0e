"""What readings are made of: the words with what they name, entities alone and in a row, relations that the same words may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from trosol.questions.about import About, Between
from trosol.questions.aspects import AspectAsk
from trosol.questions.blame import Blame
from trosol.questions.checks import Check
from trosol.questions.comparing import Compare
from trosol.questions.figures import FigureAsk, OrderAsk
from trosol.questions.finding_replies import Blocking, WhatIf
from trosol.questions.form import COUNT, LIST, Form
from trosol.questions.grammar import AUXILIARIES, Shape
from trosol.questions.library_forms import Filled
from trosol.questions.linking import Link, Linked
from trosol.questions.said_where import SaidBy, SaidWhere
from trosol.questions.topics import TopicAsk
from trosol.questions.understand import Understanding
from trosol.questions.unranked import Unranked
from trosol.questions.views_apart import Denied, ViewsApart
from trosol.questions.voiced import Voiced
from trosol.questions.wording import TELLING_NOTHING, Word
from trosol.store.snapshot import Snapshot

__all__ = ["Ask", "Context", "Named", "Reading", "named_in", "operator_of", "relations_in"]

Ask = (
    Form
    | AspectAsk
    | Check
    | About
    | Between
    | Blame
    | Compare
    | FigureAsk
    | OrderAsk
    | SaidBy
    | SaidWhere
    | Unranked
    | WhatIf
    | Blocking
    | Filled
    | TopicAsk
    | Voiced
    | ViewsApart
    | Denied
)
"""What can be asked."""
_SETS = 4
_PARTIAL, _IN_FULL = 0.8, 0.95
_INSIDE = 0.85
"""How much less sure a name is that stands inside a longer one."""
_JOINING = frozenset(["and", "or", "the", "a", "ac", "neu", "with", "versus", "our", "by", "of", "to", "from", "rather", "than"])


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the words: what it asks, the places that it accounts for, and how surely those words mean this.

    ``by_way``: its words are like a way of the library to ask, and need not stand in the same order. ``way``: the
    question of the library that asks the same.
    """

    ask: Ask
    places: frozenset[int]
    sure: float
    by_way: bool = False
    way: Understanding | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What readings are made of."""

    snapshot: Snapshot
    words: tuple[Word, ...]
    shape: Shape
    linked: Linked
    earlier: tuple[str, ...] = ()
    earlier_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """One entity, or several that are named together, and the places of their words."""

    keys: tuple[str, ...]
    places: frozenset[int]
    sure: float


def named_in(context: Context) -> tuple[Named, ...]:
    """Entities that are named, those inside a longer name less surely; and several in a row as one."""
    links = context.linked.entities
    generic = frozenset(place for place, word in enumerate(context.words) if word.stem in TELLING_NOTHING)
    single = []
    for link in links:
        if link.sure < _PARTIAL and any(link.places <= other.places and other.sure >= _IN_FULL for other in links):
            # Part of a name, where the same words are another one in full.
            continue
        inside = any(link.places < other.places and other.sure >= max(0.75, link.sure - 0.3) for other in links)
        less = (_INSIDE if inside else 1.0) * (0.6 if link.places <= generic else 1.0)
        single.append(Named((link.key,), link.places, link.sure * _as_name(context, link) * less))
    if context.earlier and context.shape.pronoun >= 0:
        single.insert(0, Named(context.earlier, frozenset([context.shape.pronoun]), 0.9))
    best: dict[frozenset[int], Named] = {}
    for each in single:
        if each.places not in best:
            best[each.places] = each
    single += _merged(best.values())
    rows = sorted(best.values(), key=lambda each: min(each.places))
    sets = []
    for start in range(len(rows)):
        group = [rows[start]]
        for following in rows[start + 1 :]:
            if min(following.places) <= max(group[-1].places) or following.sure <= 0.5:
                continue
            between = context.words[max(group[-1].places) + 1 : min(following.places)]
            if len(between) <= 2 and all(word.text in _JOINING for word in between):
                group.append(following)
        span = context.words[min(group[0].places) : max(group[-1].places)]
        joined = any(word.text in ("and", "or", "ac", "neu", "versus") for word in span)
        if joined and len(group) > 1 and min(each.sure for each in group) > 0.5:
            places = frozenset(range(min(group[0].places), max(group[-1].places) + 1))
            keys = tuple(dict.fromkeys(key for each in group for key in each.keys))
            sets.append(Named(keys, places, sum(each.sure for each in group) / len(group)))
    return (*sorted(sets, key=lambda each: -len(each.places))[:_SETS], *single)


def _merged(best: Iterable[Named]) -> Iterator[Named]:
    """Names of the same thing side by side, as one: *water pollution*, where either is."""
    rows = sorted(best, key=lambda each: min(each.places))
    for one, other in pairwise(rows):
        if one.keys == other.keys and max(one.places) + 1 == min(other.places):
            yield Named(one.keys, one.places | other.places, min(one.sure, other.sure))


def _as_name(context: Context, link: Link) -> float:
    """Less where the same words are a class that is asked for: *which challenge areas*."""
    kinds = [kind for kind in context.linked.kinds if kind.places == link.places and kind.sure >= 0.93]
    before = context.words[max(0, link.start - 2) : link.start]
    return 0.75 if kinds and any(word.text in _LISTING for word in before) else 1.0


_LISTING_WORDS = """
which what list name many are pa beth show all
"""
_LISTING = frozenset(_LISTING_WORDS.split())


def operator_of(context: Context) -> str:
    """Whether the answers are to be counted or listed."""
    return COUNT if context.shape.asks == "count" else LIST


def relations_in(context: Context) -> Iterator[tuple[tuple[str, ...], Link, tuple[Link, ...]]]:
    """Relations that the same words may mean, as one; each with the place of the words."""
    by_place: dict[tuple[frozenset[int], bool], list[Link]] = {}
    for link in context.linked.relations:
        if link.sure < 0.6:
            continue
        if all(context.words[place].text in AUXILIARIES for place in link.places) and not _is_verb(context, link):
            continue
        by_place.setdefault((link.places, link.outward), []).append(link)
    for links in by_place.values():
        best = max(links, key=lambda link: link.sure)
        near = [link.key for link in links if link.sure >= best.sure - 0.08]
        if len(near) > 1:
            yield tuple(sorted(near)), best, tuple(links)
        for link in links:
            yield (link.key,), link, tuple(links)
    yield from _either(context)


def _either(context: Context) -> Iterator[tuple[tuple[str, ...], Link, tuple[Link, ...]]]:
    """Two relations of which any will do: *help or harm*."""
    links = context.linked.relations
    for one in links:
        for other in links:
            between = context.words[one.end : other.start]
            if one.outward == other.outward and len(between) == 1 and between[0].text in ("or", "and", "neu"):
                near = [each.key for each in links if each.places in (one.places, other.places) and each.outward == one.outward]
                both = Link(one.key, one.places | other.places | {one.end}, min(one.sure, other.sure), one.outward)
                yield tuple(dict.fromkeys(near)), both, (one, other)


def _is_verb(context: Context, link: Link) -> bool:
    """Whether a help verb is the only verb: *who did the study*, *which levers does it have*."""
    place = max(link.places)
    texts = [context.words[at].text for at in link.places]
    if any(text in ("do", "does", "did") for text in texts):
        return place == 1 and context.shape.asks in ("who", "which")
    others = [
        each
        for each in context.linked.relations
        if not each.places & link.places and any(not context.words[at].little for at in each.places)
    ]
    return not others and (place == len(context.words) - 1 or place > 0)
