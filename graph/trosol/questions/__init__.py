"""Questions in plain words: a library of them, a way to understand typed ones, and answers with what they rest on."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from trosol.questions.answer import EXAMPLES, Asked, answer
from trosol.questions.answering import AnswerRow, Reply, ask
from trosol.questions.catalogue import Parameter, Question, find_question, library, read_questions
from trosol.questions.understand import Understanding, understand

if TYPE_CHECKING:
    from trosol.questions.acceptance import NewAnswer, accept, chosen_answers, new_answers
    from trosol.questions.builder import Built, ask_built
    from trosol.questions.expected import Expected, check_expected, check_questions, read_expected
    from trosol.questions.suggesting import Suggestion, answerable, offered, suggest

__all__ = [
    "EXAMPLES",
    "AnswerRow",
    "Asked",
    "Built",
    "Expected",
    "NewAnswer",
    "Parameter",
    "Question",
    "Reply",
    "Suggestion",
    "Understanding",
    "accept",
    "answer",
    "answerable",
    "ask",
    "ask_built",
    "check_expected",
    "check_questions",
    "chosen_answers",
    "find_question",
    "library",
    "new_answers",
    "offered",
    "read_expected",
    "read_questions",
    "suggest",
    "understand",
]
_LATER = {
    **dict.fromkeys(("NewAnswer", "accept", "chosen_answers", "new_answers"), "acceptance"),
    **dict.fromkeys(("Built", "ask_built"), "builder"),
    **dict.fromkeys(("Expected", "check_expected", "check_questions", "read_expected"), "expected"),
    **dict.fromkeys(("Suggestion", "answerable", "offered", "suggest"), "suggesting"),
}
"""Names that answering needs not, with their modules, which are loaded when asked for."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"trosol.questions.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
