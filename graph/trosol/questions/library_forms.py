"""Questions of the library in the one form: a header line ``Form`` says what a question asks, and so it is answered at once.

``# Form: ? weakens $thing`` asks for subjects, ``# Form: $thing dependsOn ?`` for objects, ``# Form: ?Vision`` for members of a class;
``$thing+`` takes what is part of it, too;
``|`` separates classes or relations of which any will do. A question without such a line is asked as its SPARQL stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trosol.questions.catalogue import Question
from trosol.questions.form import Form

__all__ = ["Filled", "form_of"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A question of the library with its blanks filled, by name and id."""

    question: Question
    values: tuple[tuple[str, str], ...] = field(default=())


def form_of(question: Question, values: Mapping[str, str]) -> Form | None:
    """What the question asks, with its blanks filled; None where only SPARQL says it."""
    pattern = question.form
    if pattern is None:
        return None
    others: tuple[str, ...] = (values[pattern.blank],) if pattern.blank and pattern.blank in values else ()
    if pattern.blank and not others:
        return None
    return Form(pattern.kinds, pattern.relations, pattern.outward, others, parts=pattern.parts)
