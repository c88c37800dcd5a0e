"""Questions of an ecosystem's own, in the graph that its data are in: a store has no folder that they could lie in.

A question is a resource below ``question/`` with its text as ``rdf:value``. Tables have no place for it, and the hash of an ecosystem
does not count it, as it does not count the ``questions`` folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from trosol.errors import Problem, TrosolError, Where
from trosol.files.folder import Folder
from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.iris import RDF

__all__ = ["MAX_QUESTION", "own_questions", "question_texts", "split_questions"]

MAX_QUESTION = 100_000
"""Bytes of a question of an ecosystem's own."""

_FOLDER, _ENDING = "questions", ".rq"

_VALUE = Iri(RDF + "value")
_QUESTION = re.compile(r"/question/([^/]{1,200})$")


def own_questions(iri: str, folder: Folder) -> list[Triple]:
    """The questions in an ecosystem's folder as triples. ``iri``: the ecosystem's. Raises :class:`TrosolError` for one that cannot be read."""
    return [
        Triple(Iri(f"{iri}question/{quote(name, safe='')}"), _VALUE, Literal(text))
        for name, text in question_texts(folder).items()
    ]


def question_texts(folder: Folder) -> dict[str, str]:
    """Texts of the questions in an ecosystem's folder, by name. Raises :class:`TrosolError` with every one that cannot be read."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in folder.names(_FOLDER, _ENDING):
        try:
            content = folder.content(file, MAX_QUESTION)
            if content is not None:
                texts[file[len(_FOLDER) + 1 : -len(_ENDING)]] = content.decode("utf-8-sig")
        except TrosolError as error:
            problems.extend(error.problems)
        except UnicodeDecodeError:
            problems.append(Problem("encoding", "The file is not UTF-8.", "Save it again as UTF-8.", Where(file)))
    if problems:
        raise TrosolError(problems)
    return texts


def split_questions(triples: Iterable[Triple]) -> tuple[dict[str, str], list[Triple]]:
    """Texts of questions by name, and the triples that are none."""
    questions: dict[str, str] = {}
    others: list[Triple] = []
    for triple in triples:
        name = (
            _QUESTION.search(str(triple.subject.value))
            if triple.predicate == _VALUE and isinstance(triple.subject, Iri)
            else None
        )
        if name and isinstance(triple.object, Literal):
            questions[unquote(name[1])] = triple.object.value
        else:
            others.append(triple)
    return questions, others
