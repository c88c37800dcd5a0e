"""Questions in plain words: a library of them, a way to understand typed ones, and answers with what they rest on."""

from trosol.questions.answer import Asked, answer
from trosol.questions.builder import Built, ask_built
from trosol.questions.catalogue import Parameter, Question, find_question, library, read_questions
from trosol.questions.run import Reply, Row, ask
from trosol.questions.understand import Reading, understand

__all__ = [
    "Asked",
    "Built",
    "Parameter",
    "Question",
    "Reading",
    "Reply",
    "Row",
    "answer",
    "ask",
    "ask_built",
    "find_question",
    "library",
    "read_questions",
    "understand",
]
