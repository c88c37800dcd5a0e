"""What programs and people get back: every format as readers of others understand it, cuts that are seen, mistakes that are placed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.query import Result

from conftest import WALES
from picked import few_first
from ports import HANG
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.rdf.engine import parse
from trosol.sparql import Answer, Limits, Pool, pool_of

AWKWARD = 'tab\there, "quotes", back\\slash, \\u007f as typed, line\nfeed, return\rhere, bell\x07, <b>&amp; Gŵyl 🎪'
DATA = rf"""
<x:a> <x:says> "plain" .
<x:a> <x:says> "dwy iaith"@cy .
<x:a> <x:says> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:a> <x:says> "own"^^<x:kind#string> .
<x:a> <x:says> {ox.Literal(AWKWARD)} .
<x:a> <x:knows> _:somebody .
<x:b> <x:knows> <x:a> .
"""
ROWS = "SELECT ?s ?o ?none { ?s ?p ?o OPTIONAL { ?o <x:no> ?none } } ORDER BY ?s ?o"
PATIENT = Limits(seconds=HANG / 2)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(parse(DATA.encode(), where="data", ending=".nt"), PATIENT, workers=1)
    yield made
    made.close()


def values(answer: Answer) -> list[list[str]]:
    return [[term.value if term else "" for term in row] for row in answer.rows]


FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


def expected() -> set[str]:
    """Objects of the data as N-Triples terms, except for blank nodes, whose names are nobody's business."""
    return {str(t.object) for t in parse(DATA.encode(), where="data", ending=".nt") if not isinstance(t.object, ox.BlankNode)}


@pytest.mark.parametrize("name", FORMATS)
def test_rows_come_back_whole_in_a_reader_of_others(name: str, pool: Pool) -> None:
    text = pool.run(ROWS).text(name)
    # XML 1.0 cannot hold a bell, however it is written; it becomes the replacement character.
    wanted = {term.replace("\\u0007", "�") for term in expected()} if name == "xml" else expected()
    read = ox.parse_query_results(text.encode(), format=FORMATS[name])
    assert isinstance(read, ox.QuerySolutions)
    assert [variable.value for variable in read.variables] == ["s", "o", "none"]
    rows = list(read)
    assert len(rows) == 7
    assert {str(row["o"]) for row in rows if not isinstance(row["o"], ox.BlankNode)} == wanted
    assert sum(isinstance(row["o"], ox.BlankNode) for row in rows) == 1
    assert all(row["none"] is None for row in rows)


@pytest.mark.parametrize("name", ["json", "xml", "csv"])
def test_a_second_reader_agrees(name: str, pool: Pool) -> None:
    read = Result.parse(io.BytesIO(pool.run(ROWS).text(name).encode()), format=name)
    assert [str(variable) for variable in read.vars or ()] == ["s", "o", "none"]
    found = {str(row[1]) for row in read}  # type: ignore[index]
    assert {"plain", "dwy iaith", "7", "own", "x:a"} <= found


def test_json_is_as_the_standard_says(pool: Pool) -> None:
    found = json.loads(
        pool.run('SELECT ?o ?none { <x:a> <x:says> ?o FILTER(?o = "dwy iaith"@cy) OPTIONAL { ?o <x:no> ?none } }').text("json")
    )
    assert found == {
        "head": {"vars": ["o", "none"]},
        "results": {"bindings": [{"o": {"type": "literal", "value": "dwy iaith", "xml:lang": "cy"}}]},
    }


def test_csv_keeps_awkward_values(pool: Pool) -> None:
    text = pool.run("SELECT ?o { <x:a> <x:says> ?o }").text("csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["o"]
    assert [AWKWARD] in rows


@pytest.mark.parametrize(("pattern", "truth"), [("<x:b> <x:knows> <x:a>", True), ("<x:a> <x:knows> <x:b>", False)])
def test_yes_and_no(pattern: str, truth: bool, pool: Pool) -> None:
    answer = pool.run(f"ASK {{ {pattern} }}")
    assert (answer.kind, answer.truth, answer.rows) == ("ask", truth, ())
    word = str(truth).lower()
    assert json.loads(answer.text("json"))["boolean"] is truth
    assert answer.text("csv").strip() == answer.text("tsv").strip() == word
    boolean = ElementTree.fromstring(answer.text("xml")).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert boolean is not None and boolean.text == word


def test_construct_gives_triples_that_read_back(pool: Pool) -> None:
    answer = pool.run("CONSTRUCT WHERE { ?s ?p ?o }")
    assert answer.columns == ("subject", "predicate", "object")
    read = list(ox.parse(answer.text("json").encode(), format=ox.RdfFormat.N_TRIPLES))
    assert {str(quad.object) for quad in read if not isinstance(quad.object, ox.BlankNode)} == expected()
    assert len(Graph().parse(data=answer.text("csv"), format="nt")) == 7


def test_describe_tells_what_is_said_of_a_thing(pool: Pool) -> None:
    assert values(pool.run("DESCRIBE <x:b>")) == [["x:b", "x:knows", "x:a"]]
    assert pool.run("DESCRIBE <x:nobody>").rows == ()


def test_rows_are_cut_and_it_shows(pool: Pool) -> None:
    whole, part = pool.run(ROWS, Limits(seconds=HANG / 2, rows=7)), pool.run(ROWS, Limits(seconds=HANG / 2, rows=3))
    assert (len(whole.rows), whole.cut) == (7, False)
    assert (len(part.rows), part.cut) == (3, True)
    assert part.rows == whole.rows[:3]


def test_answers_are_cut_by_size_too(pool: Pool) -> None:
    answer = pool.run('SELECT (CONCAT(STR(?a), "0123456789") AS ?x) { ?a ?b ?c . ?d ?e ?f }', Limits(seconds=HANG / 2, size=200))
    assert answer.cut
    assert 0 < len(answer.rows) < 49


def test_usual_prefixes_are_given(pool: Pool) -> None:
    (row,) = pool.run("SELECT ?a ?b { BIND(rdfs:label AS ?a) BIND(skos:prefLabel AS ?b) }").rows
    assert [term.value for term in row if term] == [
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    ]


def test_a_prefix_of_ones_own_wins(pool: Pool) -> None:
    assert values(pool.run("PREFIX rdfs: <x:> SELECT ?o { rdfs:b rdfs:knows ?o }")) == [["x:a"]]


def test_things_of_the_ecosystem_go_by_their_ids(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    entity, claim = next(iter(snapshot.records.entities)), next(iter(snapshot.records.claims))
    answer = pool_of(snapshot).run(f"SELECT ?kind {{ :{entity} a ?kind . claim:{claim} a tro:Claim }}", PATIENT)
    assert snapshot.entity(entity).type in {row[0] for row in values(answer)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT *\nWHERE {\n  ?s ?p ?o\n", "line 4"),
        ("SELECT * {\n ?s ?p ?o .\n FILTR(?o = 1)\n}", "line 3"),
        ("SELECT ?s {\r\n ?s ?p ?o\r\n} ORDR BY ?s", "line 3"),
        ("SELECT * {\n ?s foo:bar ?o }", "'foo:' is not declared at line 2"),
        ("SELECT ?s ?o { ?s ?p ?o }\nGROUP BY ?s", "line 2"),
        ("SELECT *\n{ <not absolute> ?p ?o }", "line 2"),
        ("SELECT *\n{ ?s ?p '\\u0027' }", "'\\u0027' at line 2"),
    ],
)
def test_mistakes_are_placed(text: str, place: str, pool: Pool) -> None:
    with pytest.raises(WrongUse) as caught:
        pool.run(text)
    (problem,) = caught.value.problems
    assert problem.code == "query-syntax"
    assert place in problem.message
    assert len(problem.message) < 200


def test_a_variable_out_of_place_is_explained(pool: Pool) -> None:
    with pytest.raises(WrongUse, match="contains a variable that is unbound"):
        pool.run("SELECT ?o { ?s ?p ?o } GROUP BY ?s")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?from { ?service ?from ?load }",
        "PREFIX service: <x:> SELECT * { service:a service:from ?o }",
        "PREFIX x: <x:> SELECT * { x:service x:from.service ?o }",
        'SELECT * { ?s ?p "SERVICE <x:y> { } FROM" } # SERVICE <x:y> { } FROM',
        "SELECT * { ?s <x:SERVICE/from> '''\nLOAD <file:x>\nDROP ALL''' }",
        "SELECT * { _:service ?p 'x'@from-load }",
        r'SELECT * { ?s ?p "C:\\users\\Unwin", "\t" FILTER(REGEX(?o, "\\p{Lu}")) }',
        "SELECT (COUNT(*) AS ?delete) { ?insert ?drop ?o }",
    ],
)
def test_innocent_names_are_not_refused(text: str, pool: Pool) -> None:
    assert pool.run(text).kind == "select"


@pytest.mark.parametrize("open_, close", ["()", "{}"])
def test_what_the_limits_allow_can_be_read(open_: str, close: str, pool: Pool) -> None:
    deep = Limits().depth - 2
    inner = f"FILTER({open_ * deep}1{close * deep})" if open_ == "(" else open_ * deep + "?s ?p ?o" + close * deep
    assert len(pool.run(f"SELECT * {{ ?s ?p ?o {inner} }}").rows) == 7


@pytest.mark.parametrize("number", few_first([300, 100], [100]))
def test_a_long_list_of_patterns_can_be_read(pool: Pool, number: int) -> None:
    patterns = " . ".join(f"<x:b> <x:knows> ?o{i}" for i in range(number))
    assert len(pool.run(f"SELECT * {{ {patterns} }}").rows) == 1


def test_escaped_letters_mean_themselves(pool: Pool) -> None:
    assert values(pool.run("SELECT ('G\\u0175yl \\U0001F3AA' AS ?x) {}")) == [["Gŵyl 🎪"]]


def query(text: str, tmp_path: Path, *more: str) -> int:
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    return main(["query", WALES, str(file), "--seconds", "120", *more])


def test_a_table_in_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query('SELECT ?word ?n { VALUES (?word ?n) { ("one" 1) ("two" 2) } }', tmp_path) == 0
    shown = capsys.readouterr()
    assert re.fullmatch(r"word +n\n-+ +-+\none +1\ntwo +2\n", shown.out)
    assert "2 rows" in shown.err


def test_the_terminal_says_that_it_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query("SELECT * { ?s ?p ?o }", tmp_path, "--rows", "5", "--format", "csv") == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 6
    assert "Cut at 5 rows" in shown.err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"SELECT * { ?s ?p '\xff\xfe' }", "query-file"),
        (b"SELECT * \0", "query-syntax"),
        ("SELECT * { ?s ?p 'ŵ' } #".encode() + b"\xc5\xb5" * 600_000, "query-too-long"),
        (b"", "query-syntax"),
        (b"CLEAR ALL", "query-update"),
        (b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "query-time"),
    ],
)
def test_bad_files_in_the_terminal(content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(content)
    assert main(["query", WALES, str(file), "--seconds", "0.5"]) == (1 if code == "query-time" else 2)
    shown = capsys.readouterr()
    assert code in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
