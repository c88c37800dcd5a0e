"""SELECT queries as a tree of patterns: what is common in SPARQL 1.1, read off their text; of anything else it says so.

Expressions stay text, for the engine evaluates them; only an EXISTS within one is a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from trosol.rdf.iris import RDF, XSD

__all__ = ["Basic", "Bind", "Exists", "Expression", "Filter", "Group", "Minus", "Node", "NotRead", "Optional", "Select", "Step"]
__all__ += ["Union", "Values", "read_select"]


class NotRead(Exception):
    """The query says something that is not read here."""


Node = str
"""A variable (``?name``), or a term as N-Triples write it."""


class Step(NamedTuple):
    """A triple pattern. ``ways``: predicates of which any counts, or a variable alone; with ``closure`` ``*`` or ``+``, and ``^`` before those that are gone backwards."""

    subject: Node
    ways: tuple[Node, ...]
    closure: str
    object: Node


class Basic(NamedTuple):
    """Triple patterns that hold together."""

    steps: tuple[Step, ...]


class Exists(NamedTuple):
    """Whether a pattern has a solution. ``name``: the variable that stands for it in the text of its expression."""

    name: str
    group: Group


class Expression(NamedTuple):
    """Text, the variables in it, and the patterns whose truth some of them stand for."""

    text: str
    variables: tuple[str, ...]
    patterns: tuple[Exists, ...]


class Filter(NamedTuple):
    """A condition on the whole group."""

    condition: Expression


class Bind(NamedTuple):
    """A value that is worked out."""

    value: Expression
    variable: str


class Minus(NamedTuple):
    """Solutions that are taken out."""

    group: Group


class Optional(NamedTuple):
    """What is added where it is there."""

    group: Group


class Union(NamedTuple):
    """Any of these; of one alone, a group within a group."""

    groups: tuple[Group, ...]


class Values(NamedTuple):
    """Rows that stand in the query."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces, in order."""

    parts: tuple[Basic | Filter | Bind | Minus | Optional | Union | Values | Select, ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A query, or one within another. ``head`` and ``tail``: texts of what it shows and of its modifiers; ``plain``: variables are shown as they are.

    ``grouped``: variables by which it is grouped, ``shown``: those that it shows.
    """

    head: str
    shown: tuple[str, ...]
    plain: bool
    distinct: bool
    where: Group
    tail: str
    grouped: tuple[str, ...]


_TOKEN = re.compile(
    r"""\s+|\#[^\n]*|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<variable>\?\w+)"""
    r"""|(?P<name>(?:[A-Za-z][\w-]*)?:[\w-]*)|(?P<word>[A-Za-z_]+)|(?P<number>\d+)|(?P<mark>&&|\|\||!=|<=|>=|\^\^|\^|[{}().;,|*+/!<>=@-])"""
)
_ENDS = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"})


def read_select(text: str) -> Select:
    """The patterns of a query. Raises :class:`NotRead`."""
    return _Reader(text).query()


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.prefixes: dict[str, str] = {}
        self.at = 0
        self._exists = 0
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise NotRead(text[place : place + 20])
            if match.lastgroup:
                self.tokens.append((match.lastgroup, match.group()))
            place = match.end()

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        if at >= len(self.tokens):
            return ""
        kind, text = self.tokens[at]
        return text.upper() if kind == "word" else text

    def take(self, wanted: str = "") -> str:
        found = self.peek()
        if not found or (wanted and found != wanted):
            raise NotRead(f"'{found}' instead of '{wanted}'")
        self.at += 1
        return found

    def query(self) -> Select:
        while self.peek() == "PREFIX":
            self.take()
            name, iri = self.take(), self.take()
            self.prefixes[name] = iri[1:-1]
        found = self.select()
        if self.peek():
            raise NotRead(self.peek())
        return found

    def select(self) -> Select:
        self.take("SELECT")
        distinct = self.peek() == "DISTINCT"
        if distinct:
            self.take()
        shown: list[str] = []
        pieces: list[str] = []
        while self.peek() not in ("WHERE", "{"):
            if self.peek() == "(":
                value = self.bracketed(aliased=True)
                shown.append(value.variables[-1])
                pieces.append(value.text)
            elif self.tokens[self.at][0] == "variable":
                shown.append(self.take())
                pieces.append(shown[-1])
            else:
                raise NotRead(self.peek())
        if self.peek() == "WHERE":
            self.take()
        where, begin = self.group(), self.at
        grouped: list[str] = []
        tail: list[str] = []
        while self.peek() in _ENDS:
            tail.append(self.take())
            if tail[-1] != "GROUP":
                if tail[-1] != "HAVING":
                    raise NotRead(tail[-1])
                tail.append(self.bracketed().text)
                continue
            tail.append(self.take("BY"))
            while self.peek() == "(" or (self.at < len(self.tokens) and self.tokens[self.at][0] == "variable"):
                if self.peek() == "(":
                    tail.append(self.bracketed(aliased=True).text)
                else:
                    grouped.append(self.take())
                    tail.append(grouped[-1])
        plain = self.at == begin and pieces == shown
        return Select(" ".join(pieces), tuple(shown), plain, distinct, where, " ".join(tail), tuple(grouped))

    def group(self) -> Group:
        self.take("{")
        parts: list[Basic | Filter | Bind | Minus | Optional | Union | Values | Select] = []
        if self.peek() == "SELECT":
            parts.append(self.select())
        while self.peek() != "}":
            word = self.peek()
            if word == ".":
                self.take()
            elif word == "{":
                groups = [self.group()]
                while self.peek() == "UNION":
                    self.take()
                    groups.append(self.group())
                parts.append(Union(tuple(groups)))
            elif word in ("MINUS", "OPTIONAL"):
                self.take()
                parts.append((Minus if word == "MINUS" else Optional)(self.group()))
            elif word == "FILTER":
                self.take()
                parts.append(Filter(self.condition()))
            elif word == "BIND":
                self.take()
                value = self.bracketed(aliased=True)
                text = value.text[1:-1].rpartition(" AS ")[0]
                parts.append(Bind(Expression(f"({text})", value.variables[:-1], value.patterns), value.variables[-1]))
            elif word == "VALUES":
                self.take()
                parts.append(self.values())
            else:
                steps = self.steps()
                if parts and isinstance(parts[-1], Basic):
                    steps = [*parts.pop().steps, *steps]  # type: ignore[union-attr]
                parts.append(Basic(tuple(steps)))
        self.take("}")
        return Group(tuple(parts))

    def values(self) -> Values:
        if self.peek() != "(":
            name = self.take()
            self.take("{")
            rows = []
            while self.peek() != "}":
                rows.append((self.node(),))
            self.take("}")
            return Values((name,), tuple(rows))
        names = self.listed()
        self.take("{")
        rows_of_many = []
        while self.peek() != "}":
            rows_of_many.append(self.listed())
        self.take("}")
        return Values(names, tuple(rows_of_many))

    def listed(self) -> tuple[Node, ...]:
        self.take("(")
        found = []
        while self.peek() != ")":
            found.append(self.node())
        self.take(")")
        return tuple(found)

    def steps(self) -> list[Step]:
        subject, found = self.node(), []
        while True:
            ways, closure = self.way()
            found.append(Step(subject, ways, closure, self.node()))
            while self.peek() == ",":
                self.take()
                found.append(Step(subject, ways, closure, self.node()))
            while self.peek() == ";":
                self.take()
                if self.peek() != ";":
                    break
            else:
                return found
            if self.peek() in (".", "}"):
                return found

    def way(self) -> tuple[tuple[Node, ...], str]:
        if self.peek() == "(":
            return self.any_of_these()
        ways = [self.node(verb=True)]
        if self.peek() in ("*", "+"):
            return (ways[0],), self.take()
        while self.peek() == "|":
            self.take()
            ways.append(self.node(verb=True))
        if self.peek() in ("/", "*", "+"):
            raise NotRead(self.peek())
        return tuple(ways), ""

    def any_of_these(self) -> tuple[tuple[Node, ...], str]:
        """A path of any number of steps, each of any of these, forwards or backwards."""
        ways: list[Node] = []
        while not ways or self.peek() == "|":
            self.take()
            back = self.peek() == "^"
            if back:
                self.take()
            ways.append("^" * back + self.node(verb=True))
        self.take(")")
        closure = self.take()
        if closure not in ("*", "+") or any("?" in way[:2] for way in ways):
            raise NotRead(closure)
        return tuple(ways), closure

    def node(self, *, verb: bool = False) -> Node:
        if self.at >= len(self.tokens):
            raise NotRead("end")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind in ("iri", "variable"):
            return text
        if kind == "name":
            prefix, _colon, local = text.partition(":")
            if prefix + ":" not in self.prefixes:
                raise NotRead(text)
            return f"<{self.prefixes[prefix + ':']}{local}>"
        if verb and text == "a":
            return f"<{RDF}type>"
        if kind == "text" and "\\" not in text and self.peek() not in ("@", "^^"):
            return text
        if kind == "number":
            return f'"{text}"^^<{XSD}integer>'
        if kind == "word" and text in ("true", "false"):
            return f'"{text}"^^<{XSD}boolean>'
        raise NotRead(text)

    def condition(self) -> Expression:
        """What follows FILTER: in brackets, a call, or an EXISTS."""
        if self.peek() == "(":
            return self.bracketed()
        pieces: list[str] = []
        names: dict[str, None] = {}
        exists: list[Exists] = []
        if self.peek() in ("NOT", "EXISTS"):
            self._exist(pieces, exists)
            return Expression(_said(["(", *pieces, ")"]), (), tuple(exists))
        if self.peek(1) != "(":
            raise NotRead(self.peek())
        pieces.append(self.take())
        inner = self.bracketed()
        names.update(dict.fromkeys(inner.variables))
        return Expression(f"({pieces[0]}{inner.text})", tuple(names), inner.patterns)

    def _exist(self, pieces: list[str], exists: list[Exists]) -> None:
        name = f"?exists_{self._exists}"
        self._exists += 1
        if self.peek() == "NOT":
            self.take()
            if self.peek() != "EXISTS":
                raise NotRead("NOT")
            pieces.append("!")
        self.take("EXISTS")
        pieces.append(name)
        exists.append(Exists(name, self.group()))

    def bracketed(self, *, aliased: bool = False) -> Expression:
        """An expression in brackets; ``aliased``: what stands after AS is the last of its variables."""
        deep, pieces, names, exists = 0, list[str](), dict[str, None](), list[Exists]()
        alias = ""
        while True:
            kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
            if not kind or text in ("{", "}"):
                raise NotRead(text)
            if kind == "word" and (text.upper() == "EXISTS" or (text.upper() == "NOT" and self.peek(1) == "EXISTS")):
                self._exist(pieces, exists)
                continue
            self.at += 1
            if kind == "name":
                prefix, _colon, local = text.partition(":")
                text = f"<{self.prefixes.get(prefix + ':', '')}{local}>"
            if kind == "variable":
                if aliased and pieces[-1].upper() == "AS":
                    alias = text
                else:
                    names[text] = None
            pieces.append(text.upper() if kind == "word" and text.upper() == "AS" else text)
            deep += {"(": 1, ")": -1}.get(text, 0)
            if not deep:
                return Expression(_said(pieces), (*names, alias) if alias else tuple(names), tuple(exists))


def _said(pieces: Sequence[str]) -> str:
    """Pieces of an expression as one text, without a space beside brackets, over which an engine may stumble."""
    found = pieces[0]
    for before, piece in pairwise(pieces):
        apart = before != "(" and piece not in ("(", ")")
        found += f" {piece}" if apart else piece
    return found
