"""What a question points at in the one before it: *it* at what that one named, *they* at its answers, and nothing at all at its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trosol.questions.about import About
from trosol.questions.aspects import AspectAsk
from trosol.questions.blame import Blame
from trosol.questions.checks import Check
from trosol.questions.comparing import Compare
from trosol.questions.finding_replies import WhatIf
from trosol.questions.form import Form
from trosol.questions.said_where import SaidBy, SaidWhere
from trosol.questions.topics import TopicAsk
from trosol.questions.wording import Word, words_of

if TYPE_CHECKING:
    from trosol.questions.asked import Asked

__all__ = ["POINTING", "Earlier", "earlier_of", "goes_on"]

POINTING: Word = words_of("them")[0]
"""What a question that names nothing is read with: *and what helps?* after another one asks what helps *them*."""
_MOST = 8
_ONE_WORDS = """
it its this that he she his her hi ef hwn hyn
"""
_ONE = frozenset(_ONE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Earlier:
    """Ids that the question before named, and those that answered it.

    ``about``: whether it asked what is recorded of those named. ``claims``: those behind its answer.
    """

    named: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    about: bool = False
    claims: tuple[str, ...] = ()

    def at(self, pronoun: str) -> tuple[str, ...]:
        """What a pronoun points at.

        >>> told = Earlier(named=("a",), answers=("b", "c"))
        >>> told.at("it"), told.at("them"), Earlier().at("it")
        (('a',), ('b', 'c'), ())
        """
        first, other = (self.named, self.answers) if self.about or pronoun in _ONE else (self.answers, self.named)
        return first or other


def earlier_of(asked: Asked) -> Earlier:
    """What a question and its answer leave to point at."""
    reply, read = asked.reply, asked.read
    answers = tuple(dict.fromkeys(row.id for row in (reply.rows if reply else ()) if row.id))[:_MOST]
    claims = reply.claims if reply else ()
    if isinstance(read, Form):
        return Earlier(read.others, answers, claims=claims)
    if isinstance(read, AspectAsk | Blame | Compare | SaidWhere):
        return Earlier(read.keys, answers, about=True, claims=claims)
    if isinstance(read, About):
        return Earlier(read.keys[:1] if len(read.keys) == 1 else read.keys, answers, about=True, claims=claims)
    if isinstance(read, Check):
        return Earlier(read.subjects, answers, about=True, claims=claims)
    if isinstance(read, WhatIf) and read.key:
        return Earlier((read.key,), answers, about=True, claims=claims)
    return Earlier((), answers, claims=claims)


def goes_on(asked: Asked, words: Sequence[Word], earlier: Earlier) -> bool:
    """Whether a question that follows another one names nothing itself, and so is asked of what that one was about."""
    if not (earlier.named or earlier.answers) or POINTING in words:
        return False
    read = asked.read
    if isinstance(read, SaidBy | SaidWhere):
        return False
    if asked.reply is None:
        return True
    return isinstance(read, Form) and not (read.others or read.kinds or read.other_kinds) and not isinstance(read, TopicAsk)
