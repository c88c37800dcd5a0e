"""What a store answers, held against what was asked: rows of terms, or a plain problem. Nothing of it is trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from trosol.errors import Problem, TrosolError, shorten
from trosol.rdf.engine import Blank, Iri, Literal, Node
from trosol.rdf.iris import XSD

__all__ = ["integer", "rows", "text_of", "truth", "variables"]

_BOOLEAN = XSD + "boolean"
_VIRTUOSO_SAYS = "__ASK_RETVAL"
_WORDS = {"1": "true", "0": "false"}


def variables(content: bytes) -> tuple[str, ...]:
    """Names of the columns of a SELECT's answer."""
    names = _columns(_mapping(_read(content)))
    if not names or not all(isinstance(name, str) for name in names):
        raise _bad("it names no columns")
    return tuple(names)


def truth(content: bytes) -> bool:
    """Yes or no. Raises :class:`TrosolError` for anything else."""
    answer = _mapping(_read(content))
    if _columns(answer) == [_VIRTUOSO_SAYS]:
        return any(text_of(value) == "1" for (value,) in rows(content, (_VIRTUOSO_SAYS,)))
    if not isinstance(answer.get("boolean"), bool):
        raise _bad("it is neither yes nor no")
    return bool(answer["boolean"])


def rows(content: bytes, wanted: Sequence[str]) -> Iterator[tuple[Node | None, ...]]:
    """Rows of a SELECT's answer in SPARQL 1.1 JSON: the term of each wanted column, None where it is unbound.

    Blank nodes are named anew, the same one in all rows of the answer. Raises :class:`TrosolError` for anything else.
    """
    answer = _mapping(_read(content))
    if missing := [name for name in wanted if name not in _columns(answer)]:
        raise _bad(f"the column '{shorten(missing[0], 40)}' is missing")
    bindings = _mapping(answer.get("results")).get("bindings")
    if not isinstance(bindings, list):
        raise _bad("it has no rows")
    known: dict[str, Iri] = {}
    blanks: dict[str, Blank] = {}
    for row in bindings:
        found = _mapping(row)
        yield tuple(_term(found[name], known, blanks) if name in found else None for name in wanted)


def _columns(answer: dict[str, Any]) -> list[Any]:
    """The columns that an answer claims to have."""
    names = _mapping(answer.get("head")).get("vars")
    return names if isinstance(names, list) else []


def integer(node: Node | None) -> int:
    """A count. Raises :class:`TrosolError` for anything else."""
    try:
        number = int(text_of(node))
    except ValueError:
        raise _bad("a count in it is no number") from None
    if number < 0:
        raise _bad("a count in it is below zero")
    return number


def text_of(node: Node | None) -> str:
    """Text of a term; empty where it is unbound."""
    return "" if node is None else node.value


def _term(cell: Any, known: dict[str, Iri], blanks: dict[str, Blank]) -> Node:
    found = _mapping(cell)
    kind, value = found.get("type"), found.get("value")
    if not isinstance(value, str):
        raise _bad("a value in it is no text")
    try:
        if kind == "uri":
            iri = known.get(value)
            if iri is None:
                iri = known[value] = Iri(value)
            return iri
        if kind == "bnode":
            return blanks.setdefault(value, Blank())
        if kind in ("literal", "typed-literal"):
            return _literal(value, found.get("xml:lang"), found.get("datatype"))
    except (ValueError, TypeError):
        raise _bad(f"'{shorten(value, 60)}' in it is no sound term") from None
    raise _bad(f"it holds a term of the kind '{shorten(str(kind), 40)}'")


def _literal(value: str, language: Any, datatype: Any) -> Literal:
    if language:
        return Literal(value, language=language)
    if not datatype:
        return Literal(value)
    if datatype == _BOOLEAN:
        value = _WORDS.get(value, value)  # Virtuoso writes 1 for true
    return Literal(value, datatype=Iri(datatype))


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise _bad("it is no JSON") from None


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _bad("it is not built as SPARQL answers are")
    return value


def _bad(why: str) -> TrosolError:
    return TrosolError(
        Problem(
            "store-answer",
            f"The store's answer cannot be read: {why}.",
            "Give the address that answers SPARQL 1.1 queries, and look into the store's own log.",
        )
    )
