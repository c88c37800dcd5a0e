"""A question typed word for word as it is printed beside an answer or among suggestions: it is the reading that prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trosol.errors import TrosolError
from trosol.questions.aspects import AspectAsk, aspect_question
from trosol.questions.catalogue import Question
from trosol.questions.choosing import Chosen, reply_of
from trosol.questions.finding_replies import Blocking, WhatIf
from trosol.questions.form import Form, form_sentence
from trosol.questions.library_forms import Filled
from trosol.questions.reading_parts import Context, Reading
from trosol.questions.topics import TopicAsk
from trosol.sparql.query_pool import Pool

__all__ = ["printed_reading", "same_words", "titled_question"]

_ARTICLES = frozenset(["a", "an", "the", "y", "yr"])

_DEAR = (Blocking, Filled, TopicAsk, WhatIf)
"""What asks for a finding or runs a query: not answered just to see how it reads."""


def printed_reading(
    context: Context, text: str, readings: Iterable[Reading], chosen: Sequence[Chosen], language: str, pool: Pool | None = None
) -> Chosen | None:
    """The reading whose question, as it is printed, is what was typed; ``chosen``: those that were answered already."""
    typed = _flat(text)
    for each in chosen:
        if _flat(each.reply.understood_as) == typed:
            return each
    for reading in dict.fromkeys(readings):
        if typed != _flat(_sentence(context, reading, language, pool)):
            continue
        try:
            reply = reply_of(context.snapshot, reading.ask, language, pool)
        except TrosolError:
            continue
        if reading.way:
            title, question = reading.way.title(context.snapshot, language), reading.way.question
            reply = replace(reply, understood_as=title, question=question.name, see=question.see or reply.see)
        return Chosen(reading, reply, 1.0)
    return None


def titled_question(questions: Iterable[Question], text: str, language: str) -> Question | None:
    """The question of the library without blanks whose title was typed."""
    return next((each for each in questions if not each.parameters and same_words(each.title(language), text)), None)


def same_words(one: str, other: str) -> bool:
    """Whether two questions are the same but for capitals, quotes, stops and articles.

    >>> same_words("What helps with “Staff”?", 'what helps with the "staff"')
    True
    """
    return _flat(one) == _flat(other)


def _flat(text: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", text.casefold()) if word not in _ARTICLES)


def _sentence(context: Context, reading: Reading, language: str, pool: Pool | None) -> str:
    """How a reading is printed; empty where that would take long to tell."""
    asked, snapshot = reading.ask, context.snapshot
    if reading.way:
        return reading.way.title(snapshot, language)
    if isinstance(asked, Form):
        return form_sentence(snapshot, asked, language)
    if isinstance(asked, AspectAsk):
        return aspect_question(snapshot, asked, language)
    return "" if isinstance(asked, _DEAR) else reply_of(snapshot, asked, language, pool).understood_as
