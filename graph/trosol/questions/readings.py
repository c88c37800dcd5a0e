"""Ways to read what was typed: every combination of what its words name that could be asked, each with how much it accounts for.

Nothing is decided here. A reading says what it would ask and how well it fits the words; whether it has an answer comes later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from trosol.questions.about import About, Between, definition_of
from trosol.questions.checks import Check
from trosol.questions.figures import FigureAsk, OrderAsk
from trosol.questions.finding_replies import WhatIf
from trosol.questions.form import COUNT, EACH, LIST, Form
from trosol.questions.grammar import AUXILIARIES, Shape, entity_is_subject
from trosol.questions.library_forms import Filled
from trosol.questions.linking import Link, Linked
from trosol.questions.topics import TopicAsk
from trosol.questions.understand import Understanding
from trosol.questions.unranked import EVALUATING, Unranked
from trosol.questions.vocabulary import alternatives
from trosol.questions.voiced import Voiced
from trosol.questions.wording import TELLING_NOTHING, Word
from trosol.store.snapshot import Snapshot

__all__ = ["Ask", "Context", "Reading", "linked_readings", "who"]

Ask = Form | Check | About | Between | FigureAsk | OrderAsk | Unranked | WhatIf | Filled | TopicAsk | Voiced
"""What can be asked."""
_MOST = 400
_SETS = 4
_INSIDE = 0.85
"""How much less sure a name is that stands inside a longer one."""
_JOINING = frozenset(["and", "or", "the", "a", "ac", "neu", "with", "versus", "our"])
_EACH = frozenset(["each", "every", "per", "pob"])
_TELLING_OF = frozenset(
    [
        "role",
        "play",
        "inform",
        "detail",
        "background",
        "overview",
        "known",
        "know",
        "learn",
        "finding",
        "summari",
        "position",
        "situat",
        "stori",
        "part",
        "full",
        "pictur",
    ]
)
"""Stems by which people ask what there is to say of something."""
_LINKING = frozenset(["relat", "link", "connect", "relationship", "between", "interact", "connection", "tie", "hang", "together"])
_DEFINING = frozenset(["define", "definition", "meaning", "explain", "means", "mean", "describe", "diffiniad", "ystyr"])


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


@dataclass(frozen=True, slots=True)
class _Named:
    """One entity, or several that are named together, and the places of their words."""

    keys: tuple[str, ...]
    places: frozenset[int]
    sure: float


def linked_readings(context: Context) -> Iterator[Reading]:
    """Readings by what is named: with relations, without, one after the other kind."""
    named = _named(context)
    yield from islice(_with_relation(context, named), _MOST)
    yield from _kinds_only(context)
    yield from _kind_and_entity(context, named)
    yield from _checks(context, named)
    yield from _abouts(context, named)
    yield from _what_if(context, named)
    yield from _unranked(context, named)


def _named(context: Context) -> tuple[_Named, ...]:
    """Entities that are named, those inside a longer name less surely; and several in a row as one."""
    links = context.linked.entities
    generic = frozenset(place for place, word in enumerate(context.words) if word.stem in TELLING_NOTHING)
    single = []
    for link in links:
        inside = any(link.places < other.places and other.sure >= max(0.75, link.sure - 0.3) for other in links)
        less = (_INSIDE if inside else 1.0) * (0.6 if link.places <= generic else 1.0)
        single.append(_Named((link.key,), link.places, link.sure * _as_name(context, link) * less))
    if context.earlier and context.shape.pronoun >= 0:
        single.insert(0, _Named(context.earlier, frozenset([context.shape.pronoun]), 0.9))
    best: dict[frozenset[int], _Named] = {}
    for each in single:
        if each.places not in best:
            best[each.places] = each
    rows = sorted(best.values(), key=lambda each: min(each.places))
    sets = []
    for start in range(len(rows)):
        group = [rows[start]]
        for following in rows[start + 1 :]:
            if min(following.places) <= max(group[-1].places):
                continue
            between = context.words[max(group[-1].places) + 1 : min(following.places)]
            if len(between) <= 2 and all(word.text in _JOINING for word in between):
                group.append(following)
        span = context.words[min(group[0].places) : max(group[-1].places)]
        joined = any(word.text in ("and", "or", "ac", "neu", "versus", "with") for word in span)
        if joined and len(group) > 1 and min(each.sure for each in group) > 0.5:
            places = frozenset(range(min(group[0].places), max(group[-1].places) + 1))
            keys = tuple(dict.fromkeys(key for each in group for key in each.keys))
            sets.append(_Named(keys, places, sum(each.sure for each in group) / len(group)))
    return (*sorted(sets, key=lambda each: -len(each.places))[:_SETS], *single)


def _as_name(context: Context, link: Link) -> float:
    """Less where the same words are a class that is asked for: *which challenge areas*."""
    kinds = [kind for kind in context.linked.kinds if kind.places == link.places and kind.sure >= 0.93]
    before = context.words[max(0, link.start - 2) : link.start]
    return 0.75 if kinds and any(word.text in _LISTING for word in before) else 1.0


_LISTING = frozenset(["which", "what", "list", "name", "many", "are", "pa", "beth", "show", "all"])


def who(snapshot: Snapshot) -> tuple[str, ...]:
    """Classes of those who are asked for by *who*, as the ontology names them."""
    return tuple(iri for iri, term in snapshot.ontology.classes.items() if "who" in alternatives(term))


def _operator(context: Context) -> str:
    return COUNT if context.shape.asks == "count" else LIST


def _relations(context: Context) -> Iterator[tuple[tuple[str, ...], Link, tuple[Link, ...]]]:
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


def _with_relation(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    for relations, link, _ in _relations(context):
        kinds = [kind for kind in context.linked.kinds if not kind.places & link.places]
        for each in named:
            if not each.places & link.places:
                yield from _relation_of(context, relations, link, each, kinds)
        yield from _relation_alone(context, relations, link, kinds)


def _relation_of(
    context: Context, relations: tuple[str, ...], link: Link, each: _Named, kinds: Sequence[Link]
) -> Iterator[Reading]:
    """A relation to something that is named; the other way round less surely."""
    is_subject = entity_is_subject(context.words, each.places, link)
    asked = _why_not(context, relations)
    for outward, fit in ((not is_subject, 1.0), (is_subject, 0.55)):
        form = Form(relations=asked, outward=outward, others=each.keys, operator=_operator(context))
        places, sure = link.places | each.places, (link.sure * each.sure) ** 0.5 * fit
        yield Reading(form, places, sure)
        free = [kind for kind in kinds if not kind.places & each.places]
        for kind in free:
            yield Reading(replace(form, kinds=(kind.key,)), places | kind.places, sure * kind.sure)
            for other in free:
                if _joined(context, kind, other):
                    both = replace(form, kinds=(kind.key, other.key))
                    yield Reading(both, places | kind.places | other.places | {kind.end}, sure * min(kind.sure, other.sure))
        yield from _containing(context, form, places, sure)


def _relation_alone(context: Context, relations: tuple[str, ...], link: Link, kinds: Sequence[Link]) -> Iterator[Reading]:
    """A relation whose other end is left open, or is a class."""
    form = Form(relations=relations, outward=link.outward, operator=_operator(context))
    yield Reading(form, link.places, link.sure * 0.97)
    symmetric = all(context.snapshot.ontology.properties[iri].symmetric for iri in relations)
    for kind in kinds:
        places, sure = link.places | kind.places, link.sure * kind.sure
        if symmetric:
            yield Reading(replace(form, kinds=(kind.key,), other_kinds=(kind.key,)), places, min(1.0, sure * 1.03))
        yield Reading(replace(form, kinds=(kind.key,)), places, sure * 0.97)
        turned = 0.75 if context.shape.asks == "which" else 0.6
        yield Reading(replace(form, kinds=(kind.key,), outward=not link.outward), places, sure * turned)
    for kind, other in _pairs_of_kinds(context, link.places):
        places = link.places | kind.places | other.places
        yield Reading(replace(form, kinds=(kind.key,), other_kinds=(other.key,)), places, link.sure * kind.sure * other.sure)


def _joined(context: Context, one: Link, other: Link) -> bool:
    between = context.words[one.end : other.start]
    return len(between) == 1 and between[0].text in ("and", "or", "neu", "ac", "a")


def _containing(context: Context, form: Form, places: frozenset[int], sure: float) -> Iterator[Reading]:
    """The same, of what speaks of a word that is left over."""
    taken = {place for link in (*context.linked.relations, *context.linked.kinds) if link.sure > 0.85 for place in link.places}
    left = [
        place
        for place, word in enumerate(context.words)
        if not word.little and place not in places | context.shape.places and place not in taken
    ]
    if len(left) == 1:
        yield Reading(replace(form, containing=(context.words[left[0]].stem,)), places | {left[0]}, sure * 0.9)


def _why_not(context: Context, relations: tuple[str, ...]) -> tuple[str, ...]:
    """*Why do people not …*: what has the opposite sign."""
    if not (context.shape.negated and context.shape.asks == "why"):
        return relations
    ontology = context.snapshot.ontology
    opposite = tuple(
        iri
        for iri, term in ontology.properties.items()
        if ontology.sign(iri) == "negative" and not any(ontology.sign(parent) == "negative" for parent in term.parents)
    )
    return opposite or relations


def _pairs_of_kinds(context: Context, taken: frozenset[int] = frozenset()) -> Iterator[tuple[Link, Link]]:
    kinds = [kind for kind in context.linked.kinds if not kind.places & taken]
    for kind in kinds:
        for other in kinds:
            if not kind.places & other.places and kind.start < other.start:
                yield kind, other


def _kinds_only(context: Context) -> Iterator[Reading]:
    for kind in context.linked.kinds:
        yield Reading(Form(kinds=(kind.key,), operator=_operator(context)), kind.places, kind.sure)
    for kind, other in _pairs_of_kinds(context):
        between = context.words[kind.end : other.start]
        if any(word.text in _EACH for word in between):
            places = kind.places | other.places | {kind.end + n for n, word in enumerate(between) if word.text in _EACH}
            yield Reading(
                Form(kinds=(kind.key,), outward=None, other_kinds=(other.key,), operator=EACH), places, kind.sure * other.sure
            )
        elif all(word.text in ("and", "or", "a", "ac", "neu", "the") for word in between):
            yield Reading(
                Form(kinds=(kind.key, other.key), operator=_operator(context)), kind.places | other.places, kind.sure * other.sure
            )
        else:
            yield Reading(
                Form(kinds=(kind.key,), outward=None, other_kinds=(other.key,), operator=_operator(context)),
                kind.places | other.places,
                kind.sure * other.sure * 0.9,
            )


def _kind_and_entity(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    for kind in context.linked.kinds:
        for each in named:
            if each.places & kind.places:
                continue
            form = Form(kinds=(kind.key,), outward=None, others=each.keys, operator=_operator(context))
            yield Reading(form, each.places | kind.places, each.sure * kind.sure * 0.93)
    left = [place for place, word in enumerate(context.words) if not word.little]
    for each in named:
        rest = [place for place in left if place not in each.places and place not in context.shape.places]
        linking = {place for link in context.linked.relations if link.sure > 0.85 for place in link.places}
        if 1 <= len(rest) <= 3 and each.sure > 0.6:
            for place in rest:
                if place in linking:
                    continue
                stem = context.words[place].stem
                form = Form(outward=None, others=each.keys, containing=(stem,))
                yield Reading(form, each.places | {place}, each.sure * 0.8)


def _checks(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    if context.shape.asks not in ("check", "how"):
        return
    for relations, link, _ in _relations(context):
        for one in named:
            if one.places & link.places:
                continue
            is_subject = entity_is_subject(context.words, one.places, link)
            if is_subject and context.shape.asks == "check":
                yield Reading(Check(one.keys, relations), one.places | link.places, (one.sure * link.sure) ** 0.5 * 0.97)
            for other in named:
                if other.places & (one.places | link.places) or other.keys == one.keys:
                    continue
                if is_subject and not entity_is_subject(context.words, other.places, link):
                    sure = (one.sure * other.sure * link.sure) ** (1 / 3)
                    yield Reading(Check(one.keys, relations, other.keys), one.places | other.places | link.places, sure)
    for one in named:
        for kind in context.linked.kinds if context.shape.asks == "check" else ():
            if not kind.places & one.places and kind.start > max(one.places):
                yield Reading(Check(one.keys, kinds=(kind.key,)), one.places | kind.places, one.sure * kind.sure * 0.95)


def _abouts(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    defining = frozenset(place for place, word in enumerate(context.words) if word.text in _DEFINING)
    compared = frozenset(place for place, word in enumerate(context.words) if word.stem in _COMPARING)
    if context.shape.asks == "what" and context.words[-1].text == "do":
        defining |= {len(context.words) - 1}
    defining |= frozenset(place for place, word in enumerate(context.words) if word.stem in _TELLING_OF)
    for each in named:
        if len(each.keys) == 1 and (defined := definition_of(context.snapshot, each.keys[0])):
            yield Reading(About((each.keys[0], defined)), each.places | defining, min(1.0, each.sure * 1.01))
        asks = context.shape.asks in ("what", "who", "", "which", "how")
        yield Reading(
            About(each.keys[:4]),
            each.places | defining | (compared if len(each.keys) > 1 else frozenset()),
            each.sure * (1.0 if asks else 0.8),
        )
    linking = frozenset(place for place, word in enumerate(context.words) if word.stem in _LINKING)
    for one in named:
        for other in named:
            if len(one.keys) == len(other.keys) == 1 and not one.places & other.places and min(one.places) < min(other.places):
                places = one.places | other.places | linking
                yield Reading(Between(one.keys[0], other.keys[0]), places, one.sure * other.sure * (1.12 if linking else 0.85))
                if compared:
                    yield Reading(
                        About((one.keys[0], other.keys[0])), one.places | other.places | compared, one.sure * other.sure
                    )


def _unranked(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    if not context.shape.most:
        return
    evaluating = frozenset(place for place, word in enumerate(context.words) if word.stem in EVALUATING)
    for kind in context.linked.kinds:
        yield Reading(Unranked((kind.key,)), kind.places | evaluating, kind.sure)
    if context.shape.asks in ("which", "who"):
        for each in named:
            if len(each.keys) == 1 and min(each.places) <= 3:
                yield Reading(Unranked(key=each.keys[0]), each.places | evaluating, each.sure * 0.97)


_COMPARING = frozenset(["compar", "differ", "versus", "cymharu", "gwahaniaeth"])
_IF = frozenset(["if", "happen", "pe"])
_LESS = frozenset(
    [
        "less",
        "fewer",
        "without",
        "reduced",
        "reduce",
        "remove",
        "removed",
        "removing",
        "end",
        "ended",
        "stop",
        "stopped",
        "scrap",
        "scrapped",
        "abolished",
        "cut",
        "llai",
    ]
)


def _what_if(context: Context, named: Sequence[_Named]) -> Iterator[Reading]:
    places = frozenset(place for place, word in enumerate(context.words) if word.text in _IF)
    if not any(context.words[place].text in ("if", "pe") for place in places) or context.shape.asks not in (
        "what",
        "how",
        "check",
    ):
        return
    less = frozenset(place for place, word in enumerate(context.words) if word.text in _LESS)
    for each in named:
        yield Reading(WhatIf(each.keys[0], -1.0 if less else 1.0), each.places | places | less, each.sure)
