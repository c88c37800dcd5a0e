"""Ways to read what was typed as one side of something: a turn that asks for it, and what is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from trosol.questions.aspect_wordings import ASPECT_WAYS
from trosol.questions.aspects import AGAINST, CAUSE, DOES, EFFECT, HELP, NEED, AspectAsk, is_actor
from trosol.questions.judging_readings import blaming_places
from trosol.questions.known_names import title_stems
from trosol.questions.reading_parts import Context, Named, Reading
from trosol.questions.wording import Word, words_of

__all__ = ["aspect_readings", "aspect_words"]

_NOT = frozenset(["not", "ddim"])
_GAP = "..."
_WIDEST = 7
_TOGETHER = 3
"""So many things are asked of together; more only where the answer before named them."""
_NAMED = 0.75
_IMPROVING_WORDS = """
reduce cut lower ease tackle address fix solve overcome beat counter remove prevent avoid stop end fight handle manage deal cope
improve increase raise boost strengthen encourage support promote foster grow build create achieve get make help bring keep ensure reach
develop enable spread scale sustain persuade convince win involve engage invest bring restore unlock speed lift
lleihau gwella cynyddu cefnogi helpu hybu datrys
"""
_IMPROVING = frozenset(word.stem for word in words_of(_IMPROVING_WORDS.replace("\n", " ")[:1000]))
"""Verbs that ask for help without saying more than that."""
_WORSENING = frozenset(word.stem for word in words_of("reduce cut lower remove prevent avoid stop end fight lleihau"))


@lru_cache(maxsize=1)
def _ways() -> tuple[tuple[str, tuple[tuple[Word, ...], ...]], ...]:
    return tuple(
        (aspect, tuple(words_of(part) for part in way.split(_GAP) if part.strip()))
        for aspect, ways in ASPECT_WAYS.items()
        for way in ways
    )


def aspect_words() -> tuple[str, ...]:
    """Every way to ask for a side."""
    return (*(way for ways in ASPECT_WAYS.values() for way in ways), _IMPROVING_WORDS.replace("\n", " "))


def aspect_readings(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """Each side that the words ask for, of each thing that is named outside of these words."""
    words = context.words
    yield from _affecting(context, named)
    for aspect, places, split in _asked(words):
        for each in named:
            if (
                each.places & places
                or (len(each.keys) > _TOGETHER and each.keys != context.earlier)
                or not _stands(context, aspect, each)
            ):
                continue
            if split is not None and not (split < min(each.places, default=split + 1)):
                continue
            if split is None and each.places and _far(context, places, each.places):
                continue
            verbs = _verbs(context, aspect, each)
            if verbs is None:
                continue
            side = AGAINST if aspect == CAUSE and _denied(context, each) else aspect
            sure = each.sure * (0.99 if len(places) > 1 else 0.96)
            ask = AspectAsk(side, each.keys, unranked=bool(context.shape.most))
            yield Reading(ask, each.places | places | verbs, sure)
            yield from _narrowed(context, ask, each, places | verbs, sure, named)
            if side == HELP:
                yield from _by_whom(context, ask, each, places | verbs, sure, named)


def _affecting(context: Context, named: Sequence[Named]) -> Iterator[Reading]:
    """*How does one thing affect another?*: what it leads to, narrowed to the other."""
    ontology = context.snapshot.ontology
    if context.shape.asks not in ("how", "what"):
        return
    for link in context.linked.relations:
        if ontology.sign(link.key) != "unknown" or not link.outward or ontology.for_purpose("gatekeeping") & {link.key}:
            continue
        for one in named:
            for other in named:
                apart = not (one.places & other.places or (one.places | other.places) & link.places)
                if apart and max(one.places) < link.start and link.end <= min(other.places) and one.keys != other.keys:
                    places = one.places | other.places | link.places
                    sure = (one.sure * other.sure * link.sure) ** (1 / 3)
                    yield Reading(AspectAsk(EFFECT, one.keys, on=other.keys), places, sure)


def _denied(context: Context, named: Named) -> bool:
    """Whether *not* is said of what is named, and is no part of its name."""
    denying = [word.text for word in context.words if word.text in _NOT]
    own = (word.text for key in named.keys for word in words_of(context.snapshot.entity(key).label()))
    return bool(denying) and not _NOT & set(own)


_NARROWING = frozenset(["on", "for", "among", "amongst", "between", "in", "within", "to", "ar", "i", "ymhlith"])


def _narrowed(
    context: Context, ask: AspectAsk, each: Named, places: frozenset[int], sure: float, named: Sequence[Named]
) -> Iterator[Reading]:
    """*The impact of targets on staff*: what is named after it, with a preposition, narrows it."""
    for other in named:
        first = min(other.places, default=0)
        if first <= max(each.places, default=0) or other.places & (each.places | places) or set(other.keys) & set(each.keys):
            continue
        before = [word.text for word in context.words[max(each.places) + 1 : first]]
        if (
            before
            and before[0] in _NARROWING
            and other.sure > 0.85
            and all(word.little for word in context.words[first - 1 : first])
        ):
            yield Reading(replace(ask, on=other.keys), each.places | places | other.places, (sure * other.sure) ** 0.5)


def _by_whom(
    context: Context, ask: AspectAsk, each: Named, places: frozenset[int], sure: float, named: Sequence[Named]
) -> Iterator[Reading]:
    """*How can they help it?*: only what those who are named before it are linked to."""
    for helper in named:
        before = max(helper.places, default=0) < min(each.places, default=0)
        if before and not helper.places & (each.places | places) and all(is_actor(context.snapshot, key) for key in helper.keys):
            yield Reading(replace(ask, by=helper.keys), each.places | places | helper.places, (sure * helper.sure) ** 0.5)


def _asked(words: Sequence[Word]) -> Iterator[tuple[str, frozenset[int], int | None]]:
    """Aspects, the places of the words that ask for them, and where what is named has to stand between them (after that place)."""
    for aspect, way in _ways():
        for start in range(len(words)):
            places = _match(words, way, start)
            if places is not None:
                yield aspect, frozenset(places), (places[len(way[0]) - 1] if len(way) > 1 else None)


def _match(words: Sequence[Word], way: Sequence[Sequence[Word]], start: int) -> list[int] | None:
    places: list[int] = []
    for number, part in enumerate(way):
        starts = [start] if not number else range(places[-1] + 2, min(len(words), places[-1] + 2 + _WIDEST))
        found = next((run for at in starts if (run := _run(words, part, at)) is not None), None)
        if found is None:
            return None
        places += found
    return places


def _run(words: Sequence[Word], part: Sequence[Word], start: int) -> list[int] | None:
    """Places of a part's words, one after the other."""
    if start + len(part) > len(words):
        return None
    places = list(range(start, start + len(part)))
    return places if all(_same(words[place], named) for place, named in zip(places, part, strict=True)) else None


def _same(asked: Word, named: Word) -> bool:
    return asked.text == named.text or (not named.little and asked.root == named.root)


def _far(context: Context, places: frozenset[int], entity: frozenset[int]) -> bool:
    """Whether telling words stand between what asks and what is named."""
    words, title = context.words, title_stems(context.snapshot)
    low, high = sorted((max(places), min(entity))) if max(places) < min(entity) else sorted((max(entity), min(places)))
    return sum(not word.little and word.stem not in _IMPROVING | title for word in words[low + 1 : high]) > 1


def _verbs(context: Context, aspect: str, named: Named) -> frozenset[int] | None:
    """Places of verbs that ask for help and no more; None where they ask for less of what is wanted."""
    if aspect != HELP:
        return frozenset()
    others = frozenset(
        place
        for link in context.linked.entities
        if link.sure > _NAMED
        for place in link.places
        # *Raise its status* asks for help with its status, though something is called so as a whole.
        if not (named.places & link.places and place < min(named.places))
    )
    places = frozenset(
        place for place, word in enumerate(context.words) if word.stem in _IMPROVING and place not in named.places | others
    )
    wanted = max((context.snapshot.wanted(key) for key in named.keys), default=0)
    less = any(context.words[place].stem in _WORSENING for place in places)
    return None if less and wanted > 0 else places


def _against(context: Context) -> bool:
    """*Why are they a problem?* asks what is recorded against somebody, and not what they bring about."""
    return context.shape.asks == "why" and bool(blaming_places(context.words))


def _stands(context: Context, aspect: str, named: Named) -> bool:
    """Whether this side can be asked of it: what somebody does, of somebody; what a thing leads to, of things."""
    actors = [is_actor(context.snapshot, key) for key in named.keys]
    return (
        all(actors)
        if aspect in (DOES, NEED)
        else not any(actors)
        if aspect == EFFECT and (context.shape.asks == "what" or _against(context))
        else True
    )
