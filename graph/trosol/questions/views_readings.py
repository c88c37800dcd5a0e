"""Ways to read what was typed as a question of agreement: *do A and B agree*, *how do their views differ*, *who denies that …*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trosol.questions.aspects import is_actor
from trosol.questions.reading_parts import Context, Named, Reading, relations_in
from trosol.questions.views_apart import Denied, ViewsApart
from trosol.questions.voiced import voices_here
from trosol.questions.wording import Word, words_of

__all__ = ["views_readings"]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(text))


_VIEWS = _stems("view opinion perspective outlook attitude position stance thinking think say see barn safbwynt")
_DIFFERING = _stems("differ difference different compare contrast apart versus gap alike same common share gwahaniaeth")
_AGREEING = _stems("agree disagree agreement disagreement contradict clash conflict argue quarrel cytuno anghytuno")
_DENYING = _stems("disagree deny dispute contest doubt contradict challenge reject refute object anghytuno gwadu")
_UP = frozenset(["up", "back"])
_LEAST = 0.5


def views_readings(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """All of them."""
    yield from _apart(context, named)
    if context.shape.asks == "who":
        yield from _denied(context, named)


def _at(words: Sequence[Word], stems: frozenset[str]) -> frozenset[int]:
    return frozenset(place for place, word in enumerate(words) if word.stem in stems)


def _apart(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    words = context.words
    agreeing, views, differing = _at(words, _AGREEING), _at(words, _VIEWS), _at(words, _DIFFERING)
    asking = agreeing or (views | differing if views and differing else frozenset())
    if not asking or context.shape.asks not in ("check", "how", "what", "where", ""):
        return
    heard = voices_here(context.snapshot)
    who = [each for each in named if each.sure > _LEAST and not each.places & asking]
    single = [each for each in who if len(each.keys) == 1 and (each.keys[0] in heard or is_actor(context.snapshot, each.keys[0]))]
    first = frozenset([0]) if context.shape.asks == "check" else frozenset()
    for one in single:
        for other in single:
            if one.keys == other.keys or max(one.places, default=99) >= min(other.places, default=0):
                continue
            places, sure = one.places | other.places | asking | first, (one.sure * other.sure) ** 0.5
            yield Reading(ViewsApart(one.keys[0], other.keys[0]), places, sure)
            for about in who:
                if not about.places & places and min(about.places, default=0) > max(other.places):
                    yield Reading(
                        ViewsApart(one.keys[0], other.keys[0], about.keys), places | about.places, sure * about.sure**0.5
                    )


def _denied(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    words = context.words
    denying = frozenset(place for place in _at(words, _DENYING) if place <= 2)
    if not denying:
        return
    for relations, link, _ in relations_in(context):
        if link.places & denying:
            continue
        for one in named:
            if one.places & (link.places | denying) or max(one.places, default=99) >= link.start:
                continue
            up = frozenset(place for place in (link.end,) if place < len(words) and words[place].text in _UP)
            places, sure = one.places | link.places | denying | up, (one.sure * link.sure) ** 0.5
            yield Reading(Denied(one.keys, relations), places, sure * 0.98)
            for other in named:
                if not other.places & places and min(other.places, default=0) >= link.end:
                    yield Reading(Denied(one.keys, relations, other.keys), places | other.places, (sure * other.sure**0.5))
