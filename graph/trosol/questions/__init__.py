"""Questions in plain words: a library of them, a way to understand typed ones, and answers with what they rest on."""

from trosol.questions.catalogue import Parameter, Question, find_question, library, read_questions
from trosol.questions.run import Reply, Row, ask

__all__ = ["Parameter", "Question", "Reply", "Row", "ask", "find_question", "library", "read_questions"]
