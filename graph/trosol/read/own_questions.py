"""Questions of an ecosystem's own, in the graph that its data are in: a store has no folder that they could lie in.

A question is a resource below ``question/`` with its text as ``rdf:value``. Tables have no place for it, and the hash of an ecosystem
does not count it, as it does not count the ``questions`` folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from trosol.errors import Problem, TrosolError, Where
from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.names import RDF

__all__ = ["own_questions", "split_questions"]

_VALUE = Iri(RDF + "value")
_QUESTION = re.compile(r"/question/([^/]{1,200})$")


def own_questions(iri: str, folder: Path) -> list[Triple]:
    """The questions in an ecosystem's folder as triples; none where it is no folder or has none. ``iri``: the ecosystem's."""
    found = []
    for path in sorted((folder / "questions").glob("*.rq")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise TrosolError(
                Problem("encoding", "The question cannot be read as UTF-8 text.", "Save it again as UTF-8.", Where(path.name))
            ) from None
        found.append(Triple(Iri(f"{iri}question/{quote(path.stem, safe='')}"), _VALUE, Literal(text)))
    return found


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
