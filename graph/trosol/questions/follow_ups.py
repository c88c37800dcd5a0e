"""What a question points at in the one before it: *it* at what that one named, *they* at its answers, and nothing at all at its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trosol.questions.about import About
from trosol.questions.aspects import AspectAsk
from trosol.questions.checks import Check
from trosol.questions.form import Form
from trosol.questions.topics import TopicAsk
from trosol.questions.wording import Word, words_of

if TYPE_CHECKING:
    from trosol.questions.answer import Asked

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
    """Ids that the question before named, and those that answered it; ``about``: whether it asked what is recorded of those named."""

    named: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    about: bool = False

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
    if isinstance(read, Form):
        return Earlier(read.others, answers)
    if isinstance(read, AspectAsk):
        return Earlier(read.keys, answers, about=True)
    if isinstance(read, About):
        return Earlier(read.keys[:1] if len(read.keys) == 1 else read.keys, answers, about=True)
    if isinstance(read, Check):
        return Earlier(read.subjects, answers, about=True)
    return Earlier((), answers)


def goes_on(asked: Asked, words: Sequence[Word], earlier: Earlier) -> bool:
    """Whether a question that follows another one names nothing itself, and so is asked of what that one was about."""
    if not (earlier.named or earlier.answers) or POINTING in words:
        return False
    read = asked.read
    if asked.reply is None:
        return True
    return isinstance(read, Form) and not (read.others or read.kinds or read.other_kinds) and not isinstance(read, TopicAsk)
