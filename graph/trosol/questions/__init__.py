"""Questions in plain words: a library of them, a way to understand typed ones, and answers with what they rest on."""

from trosol.questions.acceptance import NewAnswer, accept, chosen_answers, new_answers
from trosol.questions.answer import EXAMPLES, Asked, answer
from trosol.questions.answering import AnswerRow, Reply, ask
from trosol.questions.builder import Built, ask_built
from trosol.questions.catalogue import Parameter, Question, find_question, library, read_questions
from trosol.questions.expected import Expected, check_expected, check_questions, read_expected
from trosol.questions.suggest import Suggestion, answerable, offered, suggest
from trosol.questions.understand import Understanding, understand

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
