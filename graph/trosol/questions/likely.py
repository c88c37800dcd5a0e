"""Whether a reading that is not sure is still told: it stands clearly ahead of all others, or the others answer the same.

It is told with its reading in the first line (*If you mean “…”: …*), with a lower confidence, and with the others below. What is
silent is never told so: that the source says nothing is said only where a reading is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trosol.language import say_in
from trosol.questions.about import About, Between
from trosol.questions.answering import ANSWERED, NOT_RANKED, NOT_TRANSCRIBED, Reply
from trosol.questions.aspects import BESIDE, DOES, NEED, AspectAsk, aspect_claims, is_actor
from trosol.questions.checks import Check
from trosol.questions.choosing import Chosen, alike_answers
from trosol.questions.figures import FigureAsk, OrderAsk
from trosol.questions.finding_replies import WhatIf
from trosol.questions.form import COUNT, Form
from trosol.questions.reading_parts import Context
from trosol.questions.sureness import Grounds, as_asked, grounds
from trosol.questions.topics import TopicAsk
from trosol.questions.who_answers import answers_who

__all__ = ["LIKELY", "first_likely", "hedged"]

LIKELY = 0.85
"""The share of labelled questions, held or not, that were answered rightly where a reading was told as likely."""
_LEAST = {AspectAsk: 0.45, WhatIf: 0.43, TopicAsk: 0.55, OrderAsk: 0.5, FigureAsk: 0.7, Check: 0.6, About: 0.7, Form: 0.64}
"""From these scores on. Set, as all here, on the questions that may be looked at: of those told so, 9 in 10 were right."""
_LEAST_THERE = 0.5
_NAMED, _VERB = 0.6, 0.92
"""How exactly the least exact entity, and the relation, are named at least."""
_AS_WELL = 0.95
"""What scores less than this share of the best is no rival."""
_ONE = 1
"""So many words may be left over where a side of something or a finding is asked for."""
_MANY = 20
"""So many answers are a list to look through, and no answer to a question that was not surely read."""
_TOLD = (ANSWERED, NOT_RANKED, NOT_TRANSCRIBED)


def first_likely(context: Context, chosen: Sequence[Chosen]) -> Chosen | None:
    """The reading that is told, though none is sure; a yes or no before the list that answers the same."""
    best = chosen[0]
    if context.shape.asks == "check" and not isinstance(best.reading.ask, Check):
        judged = (each for each in chosen[1:] if isinstance(each.reading.ask, Check) and alike_answers(best, each))
        best = next((each for each in judged if each.score >= _AS_WELL * best.score), best)
    least = _LEAST_THERE if _is_there(context) else _LEAST.get(type(best.reading.ask), 1.0)
    if best.reply.status not in _TOLD or best.score < least or best.reading.by_way:
        return None
    found = grounds(context, best.reading)
    if found.names < _NAMED or found.relation < _VERB or not _accounted_for(best, found):
        return None
    if any(_rivals(best, each) for each in chosen if each is not best):
        return None
    return best if _of_the_kind(context, best) else None


def _accounted_for(best: Chosen, found: Grounds) -> bool:
    asked, left = best.reading.ask, found.left
    if isinstance(asked, TopicAsk | OrderAsk | WhatIf | AspectAsk):
        return len(left) <= _ONE
    return not left


def _of_the_kind(context: Context, best: Chosen) -> bool:
    """Whether an answer of this kind is one to what was asked."""
    asked, asks = best.reading.ask, context.shape.asks
    if isinstance(asked, AspectAsk):
        _, which = aspect_claims(context.snapshot, asked)
        of_somebody = all(is_actor(context.snapshot, key) for key in asked.on)
        told = asked.aspect not in (DOES, NEED) and (which != BESIDE or of_somebody)
        return told and len(best.reply.rows) <= _MANY
    if isinstance(asked, TopicAsk):
        return True
    if isinstance(asked, About):
        return asks == "what" or _is_there(context)
    if isinstance(asked, Form):
        ids = [row.id for row in best.reply.rows]
        right = as_asked(context, best.reading) and answers_who(context, ids) and len(best.reply.rows) <= _MANY
        at_large = asked.relations and not (asked.others or asked.among)
        return right and asks != "check" and not at_large and (asked.operator != COUNT or bool(asked.kinds))
    return as_asked(context, best.reading)


def _is_there(context: Context) -> bool:
    """*Was there ethics approval?* is answered by what is recorded of it."""
    return context.shape.asks == "check" and len(context.words) > 1 and context.words[1].text == "there"


def _rivals(best: Chosen, other: Chosen) -> bool:
    """Whether another reading fits as well, has an answer, and another one."""
    if other.score < _AS_WELL * best.score or other.reply.status not in _TOLD or isinstance(other.reading.ask, About | Between):
        return False
    if isinstance(best.reading.ask, FigureAsk):
        return other.score >= best.score
    return not alike_answers(best, other)


def hedged(reply: Reply, language: str) -> Reply:
    """A reply whose first line says what it is the answer to."""
    inside = reply.understood_as.replace("“", "‘").replace("”", "’")
    text = say_in(language, "If you mean “{question}”: {answer}", question=inside, answer=reply.headline)
    return replace(reply, headline=text)
