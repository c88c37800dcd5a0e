"""Queries that nobody wrote. What the checks let through reaches nobody, even run where nothing else would stop it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sparql.conftest import Listener
from sparql.ring import SHORT, is_well, ring
from sparql.test_hostile import outcome
from trosol.errors import TrosolError
from trosol.sparql import Limits, Pool
from trosol.sparql.forbidden import QueryRefused, check_tree
from trosol.sparql.limits import checked

NOISE = [
    "'",
    '"',
    "'''",
    '"""',
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\\",
    "\\'",
    '\\"',
    "<",
    ">",
    "\\u0027",
    "\\u000a",
    "\\U0000000A",
    "\\U000A",
]
NOISE += [
    "\\u0023",
    "\\u00e9",
    "\u2028",
    "\x85",
    "\x0b",
    "\x0c",
    "\ufeff",
    "\xa0",
    ".",
    ";",
    ",",
    "{",
    "}",
    "(",
    ")",
    "?a",
    "<x:a#b>",
    "x:a\\#b",
    "@en",
    "1.",
    "1e5",
]
NOISE += [
    "FILTER(?a<?b&&'>'=?a)",
    "FILTER(?a<?b)",
    "OPTIONAL { ?s ?p ?o }",
    "?s ?p ?o .",
    "?s ?p '#' .",
    '?s ?p "\\"#" .',
    "# '\n",
    "#'''\r",
    "x:",
    ":",
    "_:b",
    "[]",
    "true",
]


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """A query that calls a server, with noise around and within what calls."""
    some = st.lists(st.sampled_from(NOISE), max_size=4).map("".join)
    words = ["SERVICE", "service", "SerVice", "SERVICE SILENT", "\\u0053ERVICE", "SERVICE#\r", "ſERVICE"]
    call = f"{draw(st.sampled_from(words))}{draw(some)} <http://127.0.0.1:@PORT@/>{draw(some)} {{ ?s ?p ?o }}"
    start = draw(
        st.sampled_from(
            ["SELECT * {", "ASK {", "CONSTRUCT WHERE {", "SELECT * { {", "PREFIX x: <x:> SELECT * {", "SELECT * #\r{"]
        )
    )
    return f"{start} {draw(some)} {call} {draw(some)}\n{'}' * start.count('{')}{draw(some)}"


def never_reaches(text: str, listener: Listener) -> None:
    """The checks refuse it, or the engine, here without its closed door, calls nobody."""
    calls = len(listener.calls)
    try:
        text = checked(text.replace("@PORT@", str(listener.port)), Limits())
        check_tree(text)
    except (TrosolError, QueryRefused):
        return
    with contextlib.suppress(SyntaxError, ValueError, OSError, RuntimeError):
        found = ox.Store().query(text, prefixes={"x": "x:", "": "x:"})
        if not isinstance(found, ox.QueryBoolean):
            list(found)
    assert len(listener.calls) == calls


QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(text=disguised())
def test_no_disguise_reaches_a_server(text: str, listener: Listener) -> None:
    never_reaches(text, listener)


@pytest.mark.slow
@settings(QUICK, max_examples=20_000)
@given(text=disguised())
def test_no_disguise_of_very_many_reaches_a_server(text: str, listener: Listener) -> None:
    never_reaches(text, listener)


names = st.sampled_from(["?a", "?b", "?c", "?d", "?e", "?f"])
terms = st.one_of(
    names, st.sampled_from(["<x:n1>", "<x:next>", "<x:label>", '"node 1"@en', "1", "true", "[]", "rdfs:label", "()"])
)
paths = st.recursive(
    st.sampled_from(["<x:next>", "<x:label>", "?p", "a", "!<x:a>", "!(<x:a>|^<x:b>)"]),
    lambda inner: st.one_of(
        st.builds("({}){}".format, inner, st.sampled_from("*+?")),
        st.builds("({}|{})".format, inner, inner),
        st.builds("({}/^{})".format, inner, inner),
    ),
    max_leaves=5,
)
expressions = st.recursive(
    st.one_of(names, st.sampled_from(["1", "'a'", "RAND()", "NOW()", "UUID()", "1e308", "-9223372036854775808"])),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "*", "/", "-", "=", "<", "&&", "||", "!="]), inner),
        st.builds(
            "{}({})".format,
            st.sampled_from(["STR", "STRLEN", "UCASE", "!", "MD5", "SHA512", "ABS", "BNODE", "IRI", "YEAR"]),
            inner,
        ),
        st.builds("CONCAT({0}, {0}, {1})".format, inner, inner),
        st.builds("REPLACE({}, {}, {})".format, inner, inner, inner),
        st.builds("REGEX(STR({}), '{}')".format, inner, st.sampled_from(["(a+)+$", "(.*)*", "((a{9}){9}){9}", "[", "\\\\p{L}+"])),
        st.builds("IF({}, {}, {})".format, inner, inner, inner),
    ),
    max_leaves=8,
)
groups = st.recursive(
    st.builds("{} {} {} .".format, names, paths, terms),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=5).map(" ".join),
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("MINUS {{ {} }}".format, inner),
        st.builds("FILTER NOT EXISTS {{ {} }}".format, inner),
        st.builds("FILTER({})".format, expressions),
        st.builds("BIND({} AS ?x)".format, expressions),
        st.builds("{{ SELECT {} {{ {} }} }}".format, st.sampled_from(["*", "DISTINCT ?a", "(COUNT(*) AS ?n)"]), inner),
        st.builds("VALUES ?a {{ {} }}".format, st.lists(st.sampled_from(["<x:n1>", "UNDEF", "1"]), max_size=9).map(" ".join)),
        st.builds("GRAPH ?g {{ {} }}".format, inner),
    ),
    max_leaves=12,
)
queries = st.builds(
    "{} {{ {} }} {}".format,
    st.sampled_from(
        [
            "SELECT *",
            "SELECT (COUNT(*) AS ?n)",
            "ASK",
            "SELECT DISTINCT ?a ?b",
            "CONSTRUCT { ?a ?b [ ?c ?d ] } WHERE",
            "DESCRIBE ?a ?b",
        ]
    )
    | st.builds("SELECT (GROUP_CONCAT({}) AS ?x)".format, expressions),
    groups,
    st.sampled_from(["", "ORDER BY ?a", "LIMIT 5", "GROUP BY ?a", "ORDER BY RAND() OFFSET 9", "VALUES ?b { 1 }"]),
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(ring(), SHORT)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(QUICK, max_examples=2000)
@given(text=queries)
def test_sound_queries_of_any_shape_end_in_time(text: str, pool: Pool) -> None:
    pool.warm()
    assert outcome(pool, text, SHORT) in {"rows", "cut", "query-time", "query-crashed", "query-syntax", "query-nesting"}
    assert is_well(pool)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(QUICK, max_examples=2000)
@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from([*NOISE, "SELECT", "*", "WHERE", "{", "}", "FROM <x:y>", "LOAD <file:x>", "INSERT DATA {"]), max_size=60
    ).map(" ".join)
)
def test_any_text_is_answered_or_refused_politely(text: str, pool: Pool) -> None:
    pool.warm()
    assert outcome(pool, text, replace(SHORT, seconds=10.0)).startswith(("rows", "cut", "query-"))
    assert is_well(pool)
