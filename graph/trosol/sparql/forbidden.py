"""What a query may not do, read off its parse tree: change anything, reach out, or name files. Runs in the worker only.

The SPARQL parser of rdflib is used for the tree; it is not safe to start in two threads at once, and a worker has one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from trosol.errors import shorten
from trosol.sparql.lexis import prefixes

__all__ = ["QueryRefused", "check_tree", "refusal"]

_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*(?:(?:#[^\n]*\n|PREFIX\s+[^:\s]*:\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*", re.IGNORECASE)


class QueryRefused(Exception):
    """A query that is not run: error code, what is wrong, how to go on."""

    def __init__(self, code: str, text: str, remedy: str) -> None:
        """Hold the three parts of a problem."""
        super().__init__(text)
        self.code, self.text, self.remedy = code, text, remedy


_ADDRESS = re.compile(r"<https?://[A-Za-z0-9_./#-]*>")
"""An IRI of plain letters. Whatever plain letters it has instead, the query has the same tree."""

_NOTES = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)+")
"""Lines of comments. Before anything else they are no part of any other."""


def check_tree(text: str) -> None:
    """Raise :class:`QueryRefused` for what does not parse as a SPARQL 1.1 query, changes data, or names anything outside.

    Of queries that differ in plain IRIs and what is noted before them only, such as one question about many items, one is parsed.
    """
    try:
        _check_kind(_ADDRESS.sub("<http://x>", text[begin.end() if (begin := _NOTES.match(text)) else 0 :]))
    except QueryRefused:
        _check(text)  # told with the places that it has in the text as it was given


@lru_cache(maxsize=500)
def _check_kind(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(text)
    except RecursionError:
        raise QueryRefused(
            "query-nesting", "The query is too deep or too long to be read.", "Take it apart into simpler ones."
        ) from None
    except Exception as error:
        if _UPDATE.match(_PROLOGUE.sub("", text, count=1)):
            raise QueryRefused(
                "query-update",
                "The query would change data. Nothing is changed by queries.",
                "Use SELECT, ASK, CONSTRUCT or DESCRIBE; edit the tables to change data.",
            ) from None
        line, column = getattr(error, "lineno", None), getattr(error, "column", None)
        raise _invalid(f" at line {line}, column {column}" if line else "") from None
    for name in _names(tree):
        if name == "ServiceGraphPattern":
            raise QueryRefused(
                "query-reaches-out", "The query asks another server (SERVICE).", "Take SERVICE out: nothing here reaches out."
            )
        if name == "DatasetClause":
            raise QueryRefused(
                "query-reaches-out", "The query names graphs to load (FROM).", "Take FROM out: the ecosystem is the only graph."
            )


_PLACE = re.compile(r"error at (\d+):(\d+)")
_REASON = re.compile(r"(?:^|, )(The [^,\[\]]{5,120}|[A-Z][^,\[\]]* is not [^,\[\]]*)")


def refusal(error: Exception, text: str, given: Collection[str]) -> QueryRefused:
    """What the engine found wrong in a query whose tree is sound: an undeclared prefix, a variable out of place.

    ``given``: prefixes that need no declaration.
    """
    message = str(error).partition("expected one of ")[2] or str(error)
    place = _PLACE.search(str(error))
    where = f" at line {place[1]}, column {place[2]}" if place else ""
    declared = {*given, *re.findall(r"\bPREFIX\s+([^\s:]*)\s*:", text, re.IGNORECASE)}
    if place and (missing := [prefix for prefix in dict.fromkeys(prefixes(text)) if prefix not in declared]):
        name = shorten(missing[0], 40)
        return QueryRefused(
            "query-syntax", f"The prefix '{name}:' is not declared{where}.", f"Write PREFIX {name}: <…> at the top of the query."
        )
    if place:
        reason = _REASON.search(message)
        return _invalid(where, f": {reason[1][0].lower()}{shorten(reason[1][1:], 160)}" if reason else "")
    return QueryRefused("query-syntax", f"The query cannot be run: {shorten(message, 200)}.", "Mend the query.")


def _invalid(where: str, reason: str = "") -> QueryRefused:
    return QueryRefused(
        "query-syntax", f"The query is not valid SPARQL 1.1{where}{reason}.", "Mend it there." if where else "Mend it."
    )


def _names(tree: Any) -> Any:
    """Names of all parts of the tree, without recursion, so that no depth can break it."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if name := getattr(part, "name", None):
            yield name
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, (list, tuple)) or type(part).__name__ in ("ParseResults", "plist"):
            waiting.extend(part)
