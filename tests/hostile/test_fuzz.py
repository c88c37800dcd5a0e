"""Made-up input to each of our own readers: something sound comes out, or a refusal that says what is wrong and how to mend it.

Bytes of CSV have their test in tests/read, queries theirs in tests/sparql, the endpoint its own in tests/serve (schemathesis).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hostile.tables import book
from trosol import Ecosystem
from trosol.errors import TrosolError, Where
from trosol.files.markup import wrong_markup
from trosol.imports.file_kinds import look_into
from trosol.imports.mapping import Meanings, words_of
from trosol.imports.merge import merge
from trosol.imports.proposed_rows import to_rows
from trosol.rdf.engine import parse, serialise
from trosol.read.dataset import make_dataset, parse_toml
from trosol.read.tables import parse_csv, to_csv
from trosol.sparql.lexis import Unclear, nesting, prefixes, settled, words
from trosol.sparql.limits import Limits, checked

WALES = Ecosystem.load("wales-social-care-2022")
FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")
QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
LONG = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck), database=None)

odd = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["", "=1", "\0", "\ud800", "\u202e", "../x", "<b>", '"', "\r", "nan", "9" * 400, "x" * 5000]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd, inner, max_size=4),
    max_leaves=12,
)
known = st.sampled_from(
    ["label", "element type", "connection type", "description", "type", "tags", "id", "strength", "confidence"]
)
attributes = st.dictionaries(known | odd, values | st.sampled_from(["Friction", "Outcome", "stifles"]), max_size=5)
elements = st.fixed_dictionaries(
    {"_id": values | st.sampled_from(["e1", "e2"])}, optional={"attributes": attributes | values, "label": values}
)
connections = st.fixed_dictionaries(
    {"from": values | st.sampled_from(["e1", "e2"]), "to": values | st.sampled_from(["e1", "e2"])},
    optional={"direction": values, "attributes": attributes, "reversed": values},
)
maps = st.fixed_dictionaries(
    {"elements": st.lists(elements | values, max_size=4)},
    optional={"connections": st.lists(connections, max_size=4) | values, "name": values},
)


def xml(names: list[str], keys: list[str]) -> st.SearchStrategy[str]:
    """Markup of these elements and attributes, mostly well formed, of any shape."""
    words_ = st.sampled_from(
        ["a", "b", "string", "int", "boolean", "directed", "1", "x y", "&amp;", "&#x41;", "é", "-1", "nan", ""]
    )
    texts = words_ | st.sampled_from(["&no;", "<", "]]>", "&#0;", "<![CDATA[x]]>"])
    pairs = st.dictionaries(st.sampled_from(keys), words_, max_size=4).map(
        lambda found: "".join(f' {k}="{v}"' for k, v in found.items())
    )
    return st.recursive(
        texts,
        lambda inner: st.builds(
            "<{0}{1}>{2}</{0}>".format, st.sampled_from(names), pairs, st.lists(inner, max_size=4).map("".join)
        ),
        max_leaves=15,
    )


graphml = xml(
    ["node", "edge", "data", "graph", "key", "hyperedge", "port", "default"],
    ["id", "source", "target", "key", "for", "attr.name", "attr.type", "edgedefault"],
).map(
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="a" for="node" attr.name="type" attr.type="string"/><graph edgedefault="directed">{}</graph></graphml>'.format
)
gexf = xml(
    ["nodes", "node", "edges", "edge", "attvalues", "attvalue", "attributes", "attribute"],
    ["id", "label", "source", "target", "for", "value", "title", "type", "weight", "class"],
).map(
    '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph mode="static" defaultedgetype="directed">{}</graph></gexf>'.format
)
sheets = xml(["sheetData", "row", "c", "v", "f", "is", "t"], ["r", "t", "s", "spans", "ref"])
tokens = st.lists(
    st.sampled_from(
        [
            "<x:a>",
            "_:b",
            '"c"',
            "@en",
            "^^",
            "[",
            "]",
            "(",
            ")",
            ".",
            ";",
            ",",
            "a",
            "@prefix",
            "x:",
            "{",
            "}",
            "<<",
            ">>",
            "{|",
            "|}",
            "~",
            "1.",
            "\\u0041",
            "#",
            "\n",
            "'''",
            "\0",
        ]
    )
    | odd,
    max_size=40,
).map(" ".join)


def endured(call: Callable[[], Any]) -> Any:
    """What comes out, None where it was refused."""
    try:
        return call()
    except TrosolError as error:
        for problem in error.problems:
            assert problem.code and problem.message.strip() and problem.remedy.strip(), problem
        return None


def comes_in(name: str, content: bytes) -> None:
    """Through the reader of that kind of file and on to rows, which can be written and read again."""
    path = Path(FOLDER.name) / name
    path.write_bytes(content)

    def read() -> None:
        found = look_into([path], WALES.ontology, WALES.dataset)
        if found.drawing is None:
            return
        meanings = Meanings(voice="commissioners", undirected="both ways")
        meant = words_of(found.drawing, meanings, WALES.ontology)
        rows = to_rows(found.drawing, meant, meanings, WALES.snapshot.records, WALES.ontology, name)
        merged = merge({}, rows.rows, replace=False)
        if not rows.problems and not merged.problems:
            for table in merged.tables.values():
                again, problems = parse_csv(to_csv(table.header, (row.cells for row in table.rows)), table.file)
                assert not problems and again is not None
                assert [row.cells for row in again.rows] == [row.cells for row in table.rows]

    endured(read)


def kumu_comes_in(found: Any) -> None:
    comes_in("a.json", json.dumps(found).encode())


def network_comes_in(text: str, name: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    markup_is_looked_at(raw)
    comes_in(name, raw)


def workbook_comes_in(text: str) -> None:
    comes_in("a.xlsx", book({"Connections": text, "entities": text}))


def toml_is_read(text: str) -> None:
    try:
        found = parse_toml(text.encode("utf-8", "surrogatepass"))
    except ValueError:
        return
    _, problems = make_dataset(found, Where("dataset.toml"), "x")
    assert all(problem.message and problem.remedy for problem in problems)


def rdf_is_read(text: str, ending: str) -> None:
    triples = endured(lambda: parse(text.encode("utf-8", "surrogatepass"), where="a", ending=ending, brought=True))
    if isinstance(triples, list):
        again = endured(lambda: parse(serialise(triples, "ntriples"), where="a", ending=".nt"))
        assert again is None or len(again) == len(set(map(str, triples)))


def query_is_looked_at(text: str) -> None:
    try:
        plain = settled(text)
    except Unclear as error:
        assert error.line >= 1
        return
    assert nesting(plain) <= len(plain)
    assert all(word == word.upper() for word in words(plain))
    assert len(list(prefixes(plain))) <= len(plain)
    endured(lambda: checked(text, Limits()))


def markup_is_looked_at(content: bytes) -> None:
    if not wrong_markup(content):  # then it is whole, for whoever reads it
        assert b"<!doctype" not in content.lower()
        ElementTree.fromstring(content)


queries = st.lists(
    st.sampled_from(
        [
            "SELECT",
            "*",
            "{",
            "}",
            "?s",
            "<x:y>",
            "'",
            '"""',
            "\\u0053",
            "\\",
            "#",
            "\r",
            "SERVICE",
            "FROM",
            "(",
            ")",
            "ex:a",
            "_:b",
            "<",
            ">",
        ]
    )
    | odd,
    max_size=50,
).map("".join)
toml = st.lists(
    st.sampled_from(["title", "name", " = ", '"x"', "[", "]", "{", "}", "1", "\n", "true", "1979-05-27", ".", '"""', "en", ","])
    | odd,
    max_size=25,
).map("".join)
readers: dict[str, tuple[Any, Any]] = {
    "kumu": (maps | values, kumu_comes_in),
    "graphml": (graphml, lambda text: network_comes_in(text, "a.graphml")),
    "gexf": (gexf, lambda text: network_comes_in(text, "a.gexf")),
    "workbook": (sheets, workbook_comes_in),
    "toml": (toml, toml_is_read),
    "turtle": (tokens, lambda text: rdf_is_read(text, ".ttl")),
    "trig": (tokens, lambda text: rdf_is_read(text, ".trig")),
    "ntriples": (tokens, lambda text: rdf_is_read(text, ".nt")),
    "rdfxml": (graphml, lambda text: rdf_is_read(text, ".rdf")),
    "jsonld": (values.map(json.dumps), lambda text: rdf_is_read(text, ".jsonld")),
    "query": (queries, query_is_looked_at),
    "markup": (st.binary(max_size=300), markup_is_looked_at),
}


@pytest.mark.parametrize("name", readers)
def test_a_little_of_everything(name: str) -> None:
    made, reader = readers[name]
    tried: Any = given(made)
    QUICK(tried(reader))()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", readers)
def test_a_great_deal_of_everything(name: str) -> None:
    made, reader = readers[name]
    tried: Any = given(made)
    LONG(tried(reader))()


@example("SELECT * #\r{ SERVICE <x:y> {} }")
@given(queries)
@settings(QUICK)
def test_what_reaches_out_is_seen_however_it_is_written(text: str) -> None:
    """A keyword that stands outside strings, comments and addresses is refused before any parser sees it."""
    with pytest.raises(TrosolError):
        checked(f"SELECT * {{ ?s ?p ?o SERVICE <x:y> {{ }} }}\n# {text.replace(chr(10), '').replace(chr(13), '')}", Limits())
