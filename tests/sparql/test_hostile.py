"""Queries that mean harm, in `hostile/` and made here: each ends in time, calls nobody, and nobody else notices.

The first line of a file says how it may end: `rows` (an answer), `cut` (an answer with a visible cut), error codes, or
`anything` of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from picked import few_first
from sparql.conftest import Listener
from sparql.ring import PATIENT, SHORT, is_well
from spent import spent
from trosol.errors import TrosolError
from trosol.sparql import Limits, Pool

FILES = sorted((Path(__file__).parent / "hostile").glob("*.rq"))

STOPPED = {"query-time", "query-crashed"}
SLACK = 2.0
"""Seconds of the processor that a query may cost beyond its limit; a new worker and the innocent query beside it are in them."""


def outcome(pool: Pool, text: str, limits: Limits) -> str:
    """How it ends: rows, cut or an error code. Fails when it takes too long, says nothing of use or tells the canary's text."""
    before = spent()
    try:
        answer = pool.run(text, limits)
    except TrosolError as error:
        (problem,) = error.problems
        found, told = problem.code, str(problem)
        assert problem.message.strip() and problem.remedy.strip()
        assert len(told) < 600
    else:
        found, told = "cut" if answer.cut else "rows", answer.text("json")
        assert len(answer.rows) <= limits.rows
    assert spent() - before < limits.seconds + SLACK
    assert "canary sings" not in told
    return found


def endure(pool: Pool, text: str, expected: set[str]) -> str:
    """Run it while somebody else asks something innocent, and again something innocent after it."""
    limits = SHORT if expected & {*STOPPED, "anything"} else PATIENT
    pool.warm()
    with ThreadPoolExecutor(1) as another:
        ending = another.submit(outcome, pool, text, limits)
        assert is_well(pool)
        found = ending.result()
    assert is_well(pool)
    assert "anything" in expected or found in expected
    return found


@pytest.mark.parametrize("file", few_first(FILES, FILES[::4]), ids=lambda file: file.stem)
def test_corpus(file: Path, pool: Pool, listener: Listener, canary: Path) -> None:
    head, _, text = file.read_bytes().decode().partition("\n")
    assert head.startswith("# expect: ")
    expected = set(head.removeprefix("# expect: ").split())
    text = text.replace("@PORT@", str(listener.port)).replace("@CANARY@", str(canary))
    endure(pool, text, expected)
    assert listener.calls == []


def deep_ones() -> Iterator[tuple[str, str, str]]:
    """Name, how it may end, text: nested as deep as the length allows."""
    deep, body, refused = 1100, "?s ?p ?o", "query-nesting"
    yield "braces", refused, f"SELECT * {'{' * deep} {body} {'}' * deep}"
    yield "braces-never-closed", refused, "SELECT * " + "{" * 4096
    yield "braces-closed-first", refused, "SELECT * " + "}" * 4096 + "{" * 4096
    yield "braces-behind-carriage-return", refused, "SELECT * #\r" + "{" * deep + body + "}" * deep
    yield (
        "braces-behind-less-than",
        f"{refused} query-syntax",
        f"SELECT * {{ FILTER(?a<?b&&'>'=?c) {'{' * deep}{'}' * deep} FILTER('a'='a') }}",
    )
    yield "parentheses", refused, f"SELECT * {{ {body} FILTER({'(' * deep}1{')' * deep}) }}"
    yield "paths", refused, f"SELECT * {{ ?s {'(' * deep}<x:next>{')*' * deep} ?o }}"
    yield "optional", refused, f"SELECT * {{ {body} {f'OPTIONAL {{ {body} ' * 300} {'}' * 300} }}"
    yield "filter-exists", refused, f"SELECT * {{ {body} {f'FILTER NOT EXISTS {{ {body} ' * 300} {'}' * 300} }}"
    yield "sub-selects", refused, f"{'SELECT * { ' * 300} {body} {'} ' * 300}"
    yield "lists", refused, f"SELECT * {{ ?s ?p {'( ' * deep} {') ' * deep} }}"
    yield "blank-nodes", refused, f"SELECT * {{ ?s ?p {'[ <x:p> ' * deep} {'] ' * deep} }}"


def long_ones() -> Iterator[tuple[str, str, str]]:
    """Chains and lists without brackets, products, rows of great width."""
    body = "?s ?p ?o"
    yield "minus-signs", "anything", f"SELECT ({'-' * 4096}1 AS ?x) {{ }}"
    yield "plus-chain", "anything", f"SELECT ({'1+' * 4096}1 AS ?x) {{ }}"
    yield "not-signs", "anything", f"SELECT * {{ {body} FILTER({'!' * 4096}true) }}"
    yield "or-chain", "anything", f"SELECT * {{ {body} FILTER({'?o=1||' * 2000}true) }}"
    yield "and-chain", "anything", f"SELECT * {{ {body} FILTER({'?o=1&&' * 2000}true) }}"
    yield "path-sequence", "anything", f"SELECT * {{ ?s {'<x:next>/' * 1500}<x:next> ?o }}"
    yield "path-choice", "anything", f"SELECT * {{ ?s ({'<x:next>|' * 1500}<x:next>)* ?o }}"
    yield "path-inverses", "anything", f"SELECT * {{ ?s {'^' * 2000}<x:next> ?o }}"
    yield "union-chain", "anything", f"SELECT * {{ {{ {body} }} {'UNION{}' * 2000} }}"
    yield "optional-chain", "anything", f"SELECT * {{ {body} {'OPTIONAL{?s ?p ?o}' * 900} }}"
    yield "minus-chain", "anything", f"SELECT * {{ {body} {'MINUS{?s ?p 1}' * 900} }}"
    yield "bind-chain", "anything", f"SELECT * {{ {' '.join(f'BIND(1 AS ?b{i})' for i in range(900))} }}"
    yield "group-chain", "anything", f"SELECT * {{ {'{}' * 8000} }}"
    yield "predicate-list", "anything", f"SELECT * {{ ?s {'?p ?o;' * 2500} }}"
    yield "object-list", "anything", f"SELECT * {{ ?s ?p {'?o,' * 4000} ?o }}"
    yield "semicolons", "anything", f"SELECT * {{ ?s ?p ?o {';' * 15000} }}"
    yield (
        "products-of-many",
        "query-time query-crashed",
        f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{i} ?b{i} ?c{i} .' for i in range(200))} }}",
    )
    yield "wide-rows", "anything", f"SELECT * {{ {body} {' '.join(f'OPTIONAL {{ ?s <x:no> ?v{i} }}' for i in range(400))} }}"
    yield "many-columns", "anything", f"SELECT {' '.join(f'?v{i}' for i in range(3000))} {{ {body} }}"
    values = " ".join(f"<x:n{i}>" for i in range(1500))
    yield "values", "anything", f"SELECT * {{ VALUES ?s {{ {values} }} VALUES ?o {{ {'1 ' * 2000} }} }}"
    many = " ".join(f"VALUES ?v{i} {{ {'1 2 3 4 5 6 7 8 9 0 ' * 5} }}" for i in range(20))
    yield "values-product", "query-time query-crashed", f"SELECT (COUNT(*) AS ?n) {{ {many} }}"
    yield "values-too-long", "query-too-long", f"SELECT * {{ VALUES ?s {{ {'<x:y> ' * 10_000} }} }}"
    yield "in-list", "anything", f"SELECT * {{ {body} FILTER(?o IN ({'1,' * 6000}1)) }}"
    yield "long-iri", "rows", f"SELECT * {{ <x:{'y' * 15_000}> ?p ?o }}"
    yield "long-variable", "rows", f"SELECT * {{ ?{'v' * 15_000} <x:no> ?o }}"
    yield "long-string", "rows", f'SELECT * {{ ?s ?p "{"x" * 15_000}" }}'
    yield "long-prefix", "rows", f"PREFIX {'p' * 9000}: <x:>\nSELECT * {{ ?s {'p' * 9000}:no ?o }}"
    yield "many-prefixes", "rows", "".join(f"PREFIX p{i}: <x:y{i}>\n" for i in range(700)) + "SELECT * { ?s <x:no> ?o }"
    yield "long-number", "anything", f"SELECT ({'9' * 15_000} + 1 AS ?x) ({'9' * 2000}.{'9' * 2000} AS ?y) {{ }}"
    yield "megabyte", "query-too-long", "SELECT * { ?s ?p ?o } #" + "x" * 1_000_000
    yield "megabyte-of-braces", "query-too-long", "{" * 1_000_000
    yield "megabyte-of-spaces", "query-too-long", " " * 1_000_000


def broken_ones() -> Iterator[tuple[str, str, str]]:
    """Empty, unfinished, and no text at all."""
    yield "spaces", "query-syntax", " " * 19_000
    yield "quotes", "query-syntax", "SELECT * { ?s ?p " + "'" * 15_000
    yield "less-thans", "query-syntax", "SELECT * { FILTER(" + "?a<" * 5000
    yield "backslashes", "query-syntax", "SELECT * { ?s ?p '" + "\\" * 15_000
    yield "prologue-that-never-ends", "query-syntax", "PREFIX a: <b> # c\n" * 900 + "INSERTED"
    yield "nothing", "query-syntax", ""
    yield "only-spaces", "query-syntax", " \t\r\n "
    yield "only-a-comment", "query-syntax", "# SELECT * { ?s ?p ?o }"
    yield "only-a-prologue", "query-syntax", "PREFIX a: <b>"
    yield "null-byte", "query-syntax", "SELECT * { ?s ?p ?o } \0 SERVICE"
    yield "null-byte-in-string", "query-syntax", "SELECT * { ?s ?p '\0' }"
    yield "lone-surrogate", "query-syntax", "SELECT * { ?s ?p '\udcff' }"
    yield "escaped-surrogate", "query-syntax", "SELECT * { ?s ?p '\\ud800' }"
    yield "escaped-beyond-unicode", "query-syntax", "SELECT * { ?s ?p '\\U00110000' }"
    yield "bell-and-friends", "query-syntax", "SELECT\x07*\x1b[2J{ ?s\x0b?p\x0c?o }"
    yield "byte-order-mark-inside", "query-syntax", "SELECT * { ?s \ufeff ?p ?o }"
    yield "not-sparql", "query-syntax", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    yield "sql", "query-syntax", "'; DROP TABLE claims; --"
    yield "python", "query-syntax", "__import__('os').system('true')"


MADE = {name: (set(expected.split()), text) for name, expected, text in (*deep_ones(), *long_ones(), *broken_ones())}


@pytest.mark.parametrize("name", few_first(MADE, [*MADE][::4]))
def test_generated(name: str, pool: Pool) -> None:
    expected, text = MADE[name]
    endure(pool, text, expected)
