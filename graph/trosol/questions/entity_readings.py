"""Ways to read what was typed that start from an entity: yes or no, what is recorded about it, which comes first, what if."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trosol.questions.about import About, Between, definition_of
from trosol.questions.checks import Check
from trosol.questions.finding_replies import Blocking
from trosol.questions.grammar import entity_is_subject
from trosol.questions.judging_readings import blaming_places
from trosol.questions.reading_parts import Context, Named, Reading, relations_in
from trosol.questions.unranked import EVALUATING, Unranked
from trosol.questions.what_if_readings import what_if_readings
from trosol.questions.wording import words_of

__all__ = ["entity_readings"]

_TELLING_OF_WORDS = """
role play inform detail background overview known know learn finding summari position situat stori part full pictur
"""
_TELLING_OF = frozenset(word.stem for word in words_of(_TELLING_OF_WORDS.replace("\n", " ")))
"""Stems by which people ask what there is to say of something."""
_LINKING_WORDS = """
relat link connect relationship between interact connection tie hang together
"""
_LINKING = frozenset(word.stem for word in words_of(_LINKING_WORDS.replace("\n", " ")))
_DEFINING = frozenset(["define", "definition", "meaning", "explain", "means", "mean", "describe", "diffiniad", "ystyr"])


def entity_readings(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """All of them."""
    yield from _checks(context, named)
    yield from _abouts(context, named)
    yield from what_if_readings(context, named)
    yield from _blocking(context, named)
    yield from _unranked(context, named)


def _checks(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    if context.shape.asks not in ("check", "how"):
        return
    compared = frozenset(place for place, word in enumerate(context.words) if word.stem in _COMPARING)
    for relations, link, _ in relations_in(context):
        if context.shape.asks == "how" and link.places & compared:
            continue
        for one in named:
            if one.places & link.places:
                continue
            is_subject = entity_is_subject(context.words, one.places, link)
            if is_subject and context.shape.asks == "check":
                check = Check(one.keys, relations, either=_either(context, one))
                yield Reading(check, one.places | link.places, (one.sure * link.sure) ** 0.5 * 0.97)
            for other in named:
                if other.places & (one.places | link.places) or other.keys == one.keys:
                    continue
                if is_subject and not entity_is_subject(context.words, other.places, link):
                    sure = (one.sure * other.sure * link.sure) ** (1 / 3)
                    check = Check(one.keys, relations, other.keys, either=_either(context, one) or _either(context, other))
                    yield Reading(check, one.places | other.places | link.places, sure)
    yield from _memberships(context, named)
    for one in named:
        for kind in context.linked.kinds if context.shape.asks == "check" and context.words[0].text in _BEING else ():
            evaluated = kind.places <= blaming_places(context.words) and not context.snapshot.ontology.is_a(
                context.snapshot.entity(one.keys[0]).type, (kind.key,)
            )
            if not kind.places & one.places and kind.start > max(one.places) and not evaluated:
                yield Reading(Check(one.keys, kinds=(kind.key,)), one.places | kind.places, one.sure * kind.sure * 0.95)


def _either(context: Context, named: Named) -> bool:
    """Whether several are named, of which one is asked for: *this or that*."""
    span = context.words[min(named.places) : max(named.places)]
    return len(named.keys) > 1 and any(word.text in ("or", "neu") for word in span)


def _memberships(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """*Are these those?*: whether the first that is named is said to belong to the second."""
    grouping = tuple(sorted(context.snapshot.ontology.for_purpose("grouping")))
    if context.shape.asks != "check" or context.words[0].text not in _BEING or not grouping:
        return
    for one in named:
        for other in named:
            between = context.words[max(one.places) + 1 : min(other.places)]
            if max(one.places) < min(other.places) and all(word.text in _ARTICLES for word in between):
                yield Reading(Check(one.keys, grouping, other.keys), one.places | other.places, (one.sure * other.sure) ** 0.5)


_BEING = frozenset(["is", "are", "was", "were", "ydy", "yw"])
_ARTICLES = frozenset(["a", "an", "the", "among", "one", "of", "part", "yn", "y", "yr"])


def _abouts(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
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
    if any(context.words[place].text == "together" for place in linking):
        linking |= frozenset(place for place, word in enumerate(context.words) if word.stem == "work")
    for one in named:
        for other in named:
            apart = one.keys != other.keys and not one.places & other.places and min(one.places) < min(other.places)
            if len(one.keys) == len(other.keys) == 1 and apart and not compared:
                places = one.places | other.places | linking
                yield Reading(Between(one.keys[0], other.keys[0]), places, one.sure * other.sure * (1.12 if linking else 0.85))


def _unranked(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
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


def _blocking(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """*Who blocks it?*: those at the gates of what is a goal or has gates, and whatever is said to be against it."""
    if context.shape.asks != "who":
        return
    snapshot = context.snapshot
    gating = snapshot.ontology.for_purpose("gatekeeping")
    goals = {goal.id for goal in snapshot.goals}
    for relations, link, _ in relations_in(context):
        if not all(snapshot.ontology.sign(iri) == "negative" for iri in relations):
            continue
        for one in named:
            gated = one.keys[0] in goals or any(claim.predicate in gating for claim in snapshot.claims_of(one.keys[0]))
            is_object = len(one.keys) == 1 and gated and not one.places & link.places
            if is_object and not entity_is_subject(context.words, one.places, link):
                yield Reading(Blocking(one.keys[0]), one.places | link.places, (one.sure * link.sure) ** 0.5)
