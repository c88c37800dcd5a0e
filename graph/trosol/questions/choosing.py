"""Which reading to answer: how much of the question it accounts for, how surely, and whether it has an answer.

``confidence`` is the share of questions of a labelled set that were answered rightly at that score; *sure* begins where it is 0.9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from trosol.errors import TrosolError
from trosol.questions.about import About, Between, about_reply, between_reply
from trosol.questions.answering import NOT_RANKED, NOT_TRANSCRIBED, Reply, ask
from trosol.questions.aspects import BESIDE, AspectAsk, aspect_claims, aspect_reply
from trosol.questions.blame import Blame, blame_reply
from trosol.questions.catalogue import NONE, NOT_STATED
from trosol.questions.checks import Check, check_reply
from trosol.questions.comparing import Compare, compare_reply
from trosol.questions.figures import FigureAsk, OrderAsk, figure_reply, order_reply
from trosol.questions.finding_replies import Blocking, WhatIf, blocking_reply, what_if_reply
from trosol.questions.form import COUNT, Form
from trosol.questions.form_replies import form_reply, rolled_up
from trosol.questions.grammar import AUXILIARIES
from trosol.questions.known_names import title_stems, who
from trosol.questions.library_forms import Filled
from trosol.questions.reading_parts import Ask, Context, Reading
from trosol.questions.said_where import SaidBy, SaidWhere, said_by_reply, said_where_reply
from trosol.questions.sureness import OF_THE_STUDY, may_be_silent
from trosol.questions.topics import TopicAsk, topic_reply
from trosol.questions.unranked import Unranked, unranked_reply
from trosol.questions.views_apart import Denied, ViewsApart, denied_reply, views_reply
from trosol.questions.voiced import Voiced, voiced_reply
from trosol.questions.wording import PREPOSITIONS, SOFT, TELLING_NOTHING, Word
from trosol.sparql.query_pool import Pool
from trosol.store.snapshot import Snapshot

__all__ = ["SURE", "Chosen", "alike_answers", "answers_of", "choose", "confidence", "once", "reply_of"]

SURE = 0.66
_NAMED = 0.9
_ANYWHERE = frozenset(["peopl", "person"])
_GENERIC_WORDS = """
sector system area thing stuff work report studi research project programm innov wale topic matter team life lot bit
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_TITLED, _MOST_ALIKE = 0.25, 0.7
_SMALL = 0.1
"""How much of a question a small word is that a phrase may have or not."""
_SILENT, _SURELY_SILENT, _VOICELESS = 0.5, 0.86, 0.97
_NEAR = 0.65
"""An answer to a reading that fits this much as well speaks against silence."""
_SILENT_KEPT, _MANY = 6, 40
"""What an empty answer leaves of a score."""
_TRIED = 60
_PRIORS: dict[type, float] = {
    Form: 1.0,
    AspectAsk: 1.0,
    Check: 1.0,
    About: 0.93,
    Between: 0.86,
    Blame: 1.02,
    Compare: 1.0,
    SaidBy: 1.03,
    SaidWhere: 1.02,
    FigureAsk: 1.0,
    OrderAsk: 1.0,
    Unranked: 0.97,
    WhatIf: 1.02,
    Blocking: 1.03,
    Filled: 0.9,
    TopicAsk: 1.02,
    Voiced: 1.05,
    ViewsApart: 1.05,
    Denied: 1.05,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reading with its reply and score."""

    reading: Reading
    reply: Reply
    score: float


def _which_of(context: Context, reading: Reading) -> bool:
    """Whether single ones of what is named are asked for: *which local authorities …*."""
    asked = reading.ask
    if context.shape.asks != "which" or not isinstance(asked, Form | About):
        return False
    keys = asked.others if isinstance(asked, Form) else asked.keys
    start = next((place for place, word in enumerate(context.words) if word.text in ("which", "pa")), -2) + 1
    return any(link.key in keys and link.start == start for link in context.linked.entities)


_REPLIES: Mapping[type, Callable[[Snapshot, Any, str], Reply]] = MappingProxyType(
    {
        Form: form_reply,
        AspectAsk: aspect_reply,
        Check: check_reply,
        About: about_reply,
        Between: between_reply,
        Blame: blame_reply,
        Compare: compare_reply,
        FigureAsk: figure_reply,
        OrderAsk: order_reply,
        SaidBy: said_by_reply,
        SaidWhere: said_where_reply,
        Unranked: unranked_reply,
        WhatIf: what_if_reply,
        Blocking: blocking_reply,
        TopicAsk: topic_reply,
        Voiced: voiced_reply,
        ViewsApart: views_reply,
        Denied: denied_reply,
    }
)


def reply_of(snapshot: Snapshot, asked: Ask, language: str = "en", pool: Pool | None = None) -> Reply:
    """The answer to a reading."""
    if isinstance(asked, Filled):
        return ask(asked.question, snapshot, dict(asked.values), language, pool)
    return _REPLIES[type(asked)](snapshot, asked, language)


def weights(context: Context) -> tuple[float, ...]:
    """How much of a question each word is: one that narrows nothing does where it is the name of something."""
    named = {
        place
        for link in context.linked.entities
        if link.sure > _NAMED
        for place in link.places
        if all(context.words[at].stem in TELLING_NOTHING for at in link.places) and context.words[place].stem not in _ANYWHERE
    }
    title = title_stems(context.snapshot)

    def each(place: int, word: Word) -> float:
        return 0.7 if place in named else min(_TITLED, weight(word)) if word.stem in title else weight(word)

    return tuple(each(place, word) for place, word in enumerate(context.words))


def weight(word: Word) -> float:
    """How much of a question a word is."""
    if word.little or word.text in AUXILIARIES:
        return 0.04
    if word.text in PREPOSITIONS:
        return _SMALL
    return 0.08 if word.stem in TELLING_NOTHING or word.stem in SOFT else 0.4 if word.stem in _GENERIC else 1.0


def fit(context: Context, reading: Reading) -> float:
    """How much of the question a reading accounts for, and how surely."""
    each = weights(context)
    total = sum(each)
    explained = reading.places | context.shape.places
    if isinstance(reading.ask, TopicAsk):
        explained |= frozenset(place for place, word in enumerate(context.words) if word.stem in OF_THE_STUDY)
    covered = sum(each[place] for place in explained if place < len(each))
    share = float(covered / total) if total else 0.0
    return float(share**1.3) * reading.sure * _PRIORS[type(reading.ask)] * _suits(context, reading)


def _suits(context: Context, reading: Reading) -> float:
    """Whether what is asked is of the kind that the question wants."""
    asked, shape = reading.ask, context.shape
    if (
        shape.asks == "check"
        and 0 not in reading.places
        and not isinstance(asked, Check | Blame | Compare | ViewsApart | TopicAsk | FigureAsk | WhatIf | Between)
    ):
        return 0.75
    if (
        shape.asks == "why"
        and isinstance(asked, Form | About | Filled)
        and not any(context.words[place].text in ("why", "pam") for place in reading.places)
    ):
        return 0.6
    if shape.asks in ("count", "long", "when") and not isinstance(asked, FigureAsk | TopicAsk):
        if not (shape.asks == "count" and isinstance(asked, Form) and asked.operator == COUNT):
            return 0.6
        # How many of no class may as well be a figure.
        return 0.93 if asked.kinds or not asked.relations else 0.85
    if not (isinstance(asked, Form) and asked.kinds) and _which_of(context, reading):
        return 0.65
    if (
        shape.asks == "who"
        and isinstance(asked, About)
        and not _who_is(context, reading)
        and not any(
            context.snapshot.ontology.is_a(context.snapshot.entity(key).type, who(context.snapshot)) for key in asked.keys
        )
    ):
        return 0.7
    if shape.most and isinstance(asked, Form | About):
        return 0.7
    if shape.asks == "who" and isinstance(asked, Form) and not asked.relations and asked.others:
        return 0.8
    if isinstance(asked, Form) and asked.containing:
        return 0.7
    if isinstance(asked, Form) and asked.relations and not (asked.others or asked.other_kinds) and shape.asks != "who":
        return 0.92
    return 1.0


def _who_is(context: Context, reading: Reading) -> bool:
    """*Who are the …?*, and no more than a name."""
    explained = reading.places | context.shape.places
    return len(context.words) > 1 and all(
        place in explained or word.text in AUXILIARIES or word.text in ("the", "y", "yr")
        for place, word in enumerate(context.words)
    )


def choose(
    context: Context, readings: Iterable[Reading], language: str = "en", pool: Pool | None = None, most: int = 4
) -> tuple[Chosen, ...]:
    """The best readings with their replies, best first; readings that ask the same count once."""
    best: dict[Ask, tuple[float, Reading]] = {}
    for reading in readings:
        score = fit(context, reading)
        before = best.get(reading.ask)
        if before is None or before[0] < score:
            by_way = reading.by_way and (before is None or before[1].by_way or before[0] < 0.8 * score)
            way = reading.way or (before[1].way if before else None)
            best[reading.ask] = (score, replace(reading, by_way=by_way, way=way))
        elif reading.way and not before[1].way:
            best[reading.ask] = (before[0], replace(before[1], way=reading.way))
    ranked = sorted(best.values(), key=lambda item: (-item[0], repr(item[1].ask)))
    chosen: list[Chosen] = []
    told = 0.0
    for score, reading in ranked[:_TRIED]:
        if len(chosen) >= most and score <= min(each.score for each in chosen):
            break
        try:
            reply = reply_of(context.snapshot, reading.ask, language, pool)
        except TrosolError:
            # A question of the library that takes too long is one reading less, and no error of what was typed.
            continue
        if reading.way and not isinstance(reading.ask, Filled):
            title, question = reading.way.title(context.snapshot, language), reading.way.question
            reply = replace(reply, understood_as=title, question=question.name, see=question.see or reply.see)
        silent = reply.status in (NOT_STATED, NONE)
        if not silent and _tells(reading):
            told = max(told, score)
        chosen.append(Chosen(reading, reply, score * (_SILENT if silent else _size(context.snapshot, reading, reply))))
        chosen.sort(key=lambda each: -each.score)
        del chosen[most + _SILENT_KEPT :]
    weighed = [_silence(context, each, told) for each in chosen]
    return tuple(sorted(weighed, key=lambda each: -each.score)[:most])


def _tells(reading: Reading) -> bool:
    """Whether an answer to this reading speaks against the source being silent: it asks for links or figures by name."""
    asked = reading.ask
    return (
        isinstance(asked, Form | Check | FigureAsk) and not (isinstance(asked, Form) and asked.containing) and not reading.by_way
    )


def _silence(context: Context, chosen: Chosen, told: float) -> Chosen:
    """A silent reply weighs nearly as much as an answer where its reading is near certain and nothing near it has an answer."""
    fitting = fit(context, chosen.reading)
    if chosen.reply.status not in (NOT_STATED, NONE) or not may_be_silent(context, chosen.reading) or told >= _NEAR * fitting:
        return chosen
    stands = isinstance(chosen.reading.ask, Voiced | Unranked | ViewsApart)
    return replace(chosen, score=fitting * (_VOICELESS if stands else _SURELY_SILENT))


def _size(snapshot: Snapshot, reading: Reading, reply: Reply) -> float:
    if reply.status in (NOT_TRANSCRIBED, NOT_RANKED):
        return 0.95
    if isinstance(reading.ask, AspectAsk):
        return {"whole": 0.88, "parts": 0.96, BESIDE: 0.9}.get(aspect_claims(snapshot, reading.ask)[1], 1.0)
    if not isinstance(reading.ask, Form):
        return 1.0
    which = rolled_up(snapshot, reading.ask)[1]
    return {"whole": 0.62, "parts": 0.96}.get(which, 1.0) * (0.93 if len(reply.rows) > _MANY else 1.0)


def alike_answers(one: Chosen, other: Chosen) -> bool:
    """Whether most of the answers are the same."""
    keys, others = answers_of(one), answers_of(other)
    return len(keys & others) >= _MOST_ALIKE * max(len(keys), len(others), 1)


def once(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Readings that read the same to people, once."""
    return tuple({each.reply.understood_as: each for each in reversed(chosen)}.values())[::-1]


def answers_of(chosen: Chosen) -> frozenset[str]:
    """Ids of the answers, or where there is none, how they read."""
    return frozenset(row.id or row.label for row in chosen.reply.rows)


def confidence(score: float, told: bool = True) -> float:
    """How often a reading of this score was right on the labelled set that it is calibrated on, where it was told, or offered first."""
    for least, sure, offered in _CALIBRATED:
        if score >= least:
            return sure if told else offered
    return 0.0


_CALIBRATED: tuple[tuple[float, float, float], ...] = ((0.8, 0.97, 0.5), (SURE, 0.95, 0.7), (0.35, 0.7, 0.7), (0.2, 0.5, 0.5))
