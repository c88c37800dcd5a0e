"""Every limit: at it things go through, one beyond it they are refused with its code; and the table of limits is the code's own."""

from __future__ import annotations

import asyncio
import csv
import importlib
import io
import pkgutil
import re
import subprocess
import threading
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import trosol
from builders import DATASET, TABLES, rows_plus, rows_with, tiny
from conftest import ROOT
from hostile.rdf_files import clique, rings
from hostile.tables import book, cells, with_part
from picked import few_first
from ports import HANG
from sparql.ring import ring
from trosol import Ecosystem
from trosol.check import apart, check
from trosol.cli.dashboard import settings
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files.content import content_of
from trosol.files.markup import wrong_markup
from trosol.networks.network_files import read_network
from trosol.rdf.blanks import alike, effort
from trosol.rdf.engine import parse, serialise
from trosol.read.tables import parse_csv
from trosol.read.workbook import opened_workbook
from trosol.sparql import Limits, Pool
from trosol.sparql.limits import checked

ROW = re.compile(r"^\| ([^|]+) \| ([\d,.]+)([^|]*) \| `(trosol\.[\w.]+)` \| ([^|]+) \| `(\w+)`[^|]* \|$", re.MULTILINE)
TABLE = {row[3]: row for row in ROW.findall((ROOT / "docs" / "limits.md").read_text(encoding="utf-8"))}


def value_of(path: str) -> Any:
    """What stands under a dotted path: a constant, or the default of a field."""
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        module, _, cls = module.rpartition(".")
        return next(f.default for f in fields(getattr(importlib.import_module(module), cls)) if f.name == name)


@pytest.mark.parametrize("path", TABLE)
def test_the_table_of_limits_is_the_codes_own(path: str) -> None:
    assert float(TABLE[path][1].replace(",", "")) == value_of(path)


def test_every_limit_stands_in_the_table_and_has_its_test() -> None:
    constants = set()
    for found in pkgutil.walk_packages(trosol.__path__, "trosol."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        constants |= {f"{found.name}.{name}" for name in vars(module) if name.startswith("MAX_") and _is_set_in(module, name)}
    constants |= {f"trosol.sparql.limits.Limits.{field.name}" for field in fields(Limits)}
    assert constants <= set(TABLE), constants - set(TABLE)
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    missing = [row[5] for row in TABLE.values() if f"def {row[5]}(" not in tests]
    assert not missing


def _is_set_in(module: Any, name: str) -> bool:
    return bool(re.search(rf"^{name}\b.*=", Path(module.__file__).read_text(encoding="utf-8"), re.MULTILINE))


def codes(call: Callable[[], object]) -> set[str]:
    try:
        found = call()
    except TrosolError as error:
        return {problem.code for problem in error.problems}
    return {problem.code for problem in getattr(found, "problems", ())}


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def in_tiny(folder: Path, name: str, content: bytes) -> Callable[[], object]:
    made = tiny(folder / "tiny")
    written(made, name, content)
    return lambda: Ecosystem.load(made)


def ancestors(number: int) -> bytes:
    above = len(Ecosystem.load("wales-social-care-2022").ontology.line("https://w3id.org/trosol/ontology/Entity"))
    steps = number - above
    chain = "".join(f"x:C{n} a owl:Class ; rdfs:subClassOf x:C{n + 1} .\n" for n in range(steps - 1))
    last = f"x:C{steps - 1} a owl:Class ; rdfs:subClassOf tro:Entity ."
    head = "@prefix x: <http://e.org/x/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix tro: <https://w3id.org/trosol/ontology/> . "
    return (head + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + chain + last).encode()


def workbook(folder: Path, content: bytes) -> Callable[[], object]:
    path = written(folder, "a.xlsx", content)
    return lambda: Ecosystem.load(path)


def looked_through(content: bytes) -> Callable[[], object]:
    """A workbook that is opened, each of its sheets read, and what is left looked at."""

    def look() -> None:
        with opened_workbook(content, "a.xlsx") as found:
            for part in found.sheets:
                list(found.rows(part))

    return look


def markup_problem(content: bytes) -> Callable[[], object]:
    """XML at the door of RDF, where the look itself refuses it."""
    return lambda: wrong_markup(content) and parse(content, where="a", ending=".rdf", brought=True)


def namespaces(number: int) -> bytes:
    """So many namespaces at one place, a hundred to an element."""
    names = [b"xmlns:n%d='x'" % k for k in range(number)]
    opened = [b"<a " + b" ".join(names[at : at + 100]) + b">" for at in range(0, number, 100)]
    return b"".join(opened) + b"</a>" * len(opened)


def row_of_blanks(inner: int) -> list[Any]:
    lines = "\n".join(f"_:n{n} <x:next> _:n{n + 1} ." for n in range(inner + 1))
    return parse(lines.encode(), where="row", ending=".nt")


def table_problems(content: str) -> object:
    table, problems = parse_csv(content.encode(), "a.csv")
    if problems:
        raise TrosolError(problems)
    return table


def crowded(folder: Path, number: int) -> Callable[[], object]:
    made = tiny(folder / "tiny")
    for extra in range(number - len(list(made.iterdir()))):
        written(made, f"{extra}.txt", b"")
    return lambda: Ecosystem.load(made)


Probe = Callable[[Path, int], Callable[[], object]]
PROBES: dict[str, tuple[int | None, str, Probe]] = {
    "trosol.files.content.MAX_BYTES": (900, "file-too-large", lambda f, n: lambda: content_of(written(f, "a.csv", b"x" * n))),
    "trosol.files.folder.MAX_NAMES": (30, "folder-too-large", crowded),
    "trosol.read.sources.MAX_RDF": (
        900,
        "file-too-large",
        lambda f, n: lambda: Ecosystem.load(written(f, "a.ttl", b"#" * n)),
    ),
    "trosol.read.ontology_reader.MAX_MODULE": (900, "file-too-large", lambda f, n: in_tiny(f, "modules/x.ttl", b"#" * n)),
    "trosol.read.ontology_reader.MAX_MODULES": (
        900,
        "file-too-large",
        lambda f, n: (in_tiny(f, "modules/b.ttl", b"#" * (n - 500)), written(f / "tiny", "modules/a.ttl", b"#" * 500))[0],
    ),
    "trosol.read.ontology_reader.MAX_ANCESTORS": (None, "hierarchy-deep", lambda f, n: in_tiny(f, "modules/x.ttl", ancestors(n))),
    "trosol.read.dataset.MAX_TOML": (
        900,
        "file-too-large",
        lambda f, n: in_tiny(f, "dataset.toml", (DATASET + "# ").encode().ljust(n, b"x")),
    ),
    "trosol.read.own_questions.MAX_QUESTION": (
        None,
        "file-too-large",
        lambda f, n: (
            lambda: (
                Ecosystem.load(
                    written(
                        tiny(f / "t"), "questions/q.rq", b"# Question: x\n# Audience: leader\nASK {} #".ljust(n, b"x")
                    ).parents[1]
                ).questions
            )
        ),
    ),
    "trosol.read.tables.MAX_CELL": (None, "cell-too-long", lambda _, n: lambda: table_problems("a,b\nc," + "x" * n + "\n")),
    "trosol.read.tables.MAX_COLUMNS": (
        None,
        "table-too-large",
        lambda _, n: lambda: table_problems(",".join(f"c{i}" for i in range(n)) + "\n"),
    ),
    "trosol.read.tables.MAX_ROWS": (50, "table-too-large", lambda _, n: lambda: table_problems("a\n" + "x\n" * n)),
    "trosol.read.cells.MAX_ID": (
        None,
        "id-bad",
        lambda f, n: (
            lambda: Ecosystem.load(tiny(f, entities=rows_plus("entities", "i" * n, "Friction", "L", "", "transcribed", "e1")))
        ),
    ),
    "trosol.read.workbook.MAX_CELLS": (
        400,
        "file-too-large",
        lambda f, n: workbook(
            f, book({"entities": cells(*[tuple(f"c{i}" for i in range(20))] * (n // 20), *[("x",)] * (n % 20))})
        ),
    ),
    "trosol.files.markup.MAX_DEPTH": (
        None,
        "turtle-syntax",
        lambda _, n: markup_problem(b"<a>" * n + b"</a>" * n),
    ),
    "trosol.files.markup.MAX_ELEMENTS": (
        None,
        "turtle-syntax",
        lambda _, n: markup_problem(b"<a>" + b"<b/>" * (n - 1) + b"</a>"),
    ),
    "trosol.files.markup.MAX_ATTRIBUTES": (
        None,
        "turtle-syntax",
        lambda _, n: markup_problem(
            b"<a>"
            + (b"<b " + b" ".join(b"c%d='1'" % k for k in range(200)) + b"/>") * (n // 200)
            + b"<b c='1'/>" * (n % 200)
            + b"</a>"
        ),
    ),
    "trosol.files.markup.MAX_OF_ONE": (
        None,
        "turtle-syntax",
        lambda _, n: markup_problem(b"<a %s/>" % b" ".join(b"a%d='1'" % k for k in range(n))),
    ),
    "trosol.files.markup.MAX_NAMESPACES": (None, "turtle-syntax", lambda _, n: markup_problem(namespaces(n))),
    "trosol.files.archive.MAX_MEMBERS": (
        50,
        "file-too-large",
        lambda _, n: looked_through(book({"Connections": cells(("a",))}, {f"m{k}.txt": b"" for k in range(n - 5)})),
    ),
    "trosol.read.xlsx.MAX_SHEETS": (
        50,
        "file-too-large",
        lambda _, n: looked_through(book({f"s{k}": cells(("a",)) for k in range(n)})),
    ),
    "trosol.read.xlsx.MAX_RELATIONS": (
        50,
        "file-too-large",
        lambda _, n: looked_through(
            book({"s": cells(("a",))}, relations="".join(f'<Relationship Id="x{k}" Type="t" Target="y"/>' for k in range(n - 1)))
        ),
    ),
    "trosol.read.xlsx.MAX_STRINGS": (
        50,
        "file-too-large",
        lambda _, n: looked_through(with_part("sharedStrings", "<sst>" + "<si><t>x</t></si>" * n + "</sst>")),
    ),
    "trosol.read.numbers.MAX_STYLES": (
        50,
        "file-too-large",
        lambda _, n: looked_through(with_part("styles", "<styleSheet><cellXfs>" + "<xf/>" * n + "</cellXfs></styleSheet>")),
    ),
    "trosol.rdf.engine.MAX_TRIPLE_MARKS": (
        None,
        "triple-not-understood",
        lambda _, n: lambda: parse(b'<x:a> <x:b> "' + b"<<" * n + b'" .', where="a"),
    ),
    "trosol.check.anchors.MAX_WORDS": (
        None,
        "anchor",
        lambda f, n: (
            lambda: check(
                tiny(f / "t", evidence=rows_with("evidence", 1, "anchor", " ".join(["word"] * n))),
                written(f, "text.txt", b"word word word word word word word word\none shared form\none shared form\n"),
            )
        ),
    ),
    "trosol.sparql.limits.Limits.characters": (
        None,
        "query-too-long",
        lambda _, n: lambda: checked("ASK {} #".ljust(n, "x"), Limits()),
    ),
    "trosol.sparql.limits.Limits.depth": (
        None,
        "query-nesting",
        lambda _, n: lambda: checked("ASK " + "{" * n + "}" * n, Limits()),
    ),
    "trosol.export.workbook_writer.EXCEL_CELL": (
        None,
        "cell-too-long",
        lambda f, n: (
            lambda: export(Ecosystem.load(tiny(f, entities=rows_with("entities", 1, "description", "x" * n))).snapshot, "xlsx")
        ),
    ),
}


LARGE = ("trosol.files.markup.MAX_ELEMENTS", "trosol.files.markup.MAX_ATTRIBUTES")
"""Limits at which a file has to be made that takes seconds."""


@pytest.mark.parametrize("path", few_first(PROBES, [path for path in PROBES if path not in LARGE]))
def test_at_the_limit_and_one_beyond(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, code, probe = PROBES[path]
    limit = small or value_of(path)
    if small:
        module, _, name = path.rpartition(".")
        monkeypatch.setattr(f"{module}.{name}", small)
    for name in ("at", "beyond"):
        (tmp_path / name).mkdir()
    assert code not in codes(probe(tmp_path / "at", limit))
    assert code in codes(probe(tmp_path / "beyond", limit + 1))


def test_nodes_that_are_alike_at_the_limit_and_beyond() -> None:
    """Six that all point at each other are named at once, seven are refused; 200 in a row, and 201."""

    def knot(number: int) -> list[Any]:
        return parse(clique(number).encode(), where="knot", ending=".nt")

    assert not alike(knot(value_of("trosol.rdf.blanks.MAX_ALIKE")))
    assert alike(knot(value_of("trosol.rdf.blanks.MAX_ALIKE") + 1))
    assert not alike(row_of_blanks(value_of("trosol.rdf.blanks.MAX_ROW")))
    assert alike(row_of_blanks(value_of("trosol.rdf.blanks.MAX_ROW") + 1))


def test_rows_of_alike_nodes_count_together() -> None:
    """Two rings of 200 are named, and what is one step more is refused, however many small rings it is made of."""
    most = value_of("trosol.rdf.blanks.MAX_EFFORT")
    assert effort(lines(rings(2))) == most and not alike(lines(rings(2)))
    assert alike([*lines(rings(2)), *lines(rings(2, 3).replace("_:r", "_:s"))])
    assert alike(lines(rings(20, 100)))
    assert not alike(lines(rings(1000, 2)))


def lines(text: str) -> list[Any]:
    return parse(text.encode(), where="lines", ending=".nt")


def test_what_a_file_stands_for_at_the_limit_and_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"@prefix a: <http://e.org/> . a:a a:b a:c ."
    whole = len(b"<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n")
    for most, beyond in ((whole, False), (whole - 1, True)):
        monkeypatch.setattr("trosol.rdf.engine.MAX_READ_SIZE", most - 8 * len(content))
        assert ("file-too-costly" in codes(lambda: parse(content, where="a"))) == beyond


def test_what_reading_rdf_may_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"@base <http://e.org/> .\n" + b"@base <x/> .\n" * 10_000
    assert not codes(lambda: parse(content, where="a"))
    monkeypatch.setattr("trosol.rdf.engine.MAX_READ_SECONDS", 0.05 - len(content) / 1024**2 / 4)
    assert "file-too-costly" in codes(lambda: parse(content, where="a"))
    monkeypatch.undo()
    large = b'<x:a> <x:b> "' + b"x" * 15_000_000 + b'" .'
    assert not codes(lambda: parse(large, where="a"))
    monkeypatch.setattr("trosol.rdf.engine.MAX_READ_MEMORY", 1_000_000 - 16 * len(large))
    assert "file-too-costly" in codes(lambda: parse(large, where="a"))


@pytest.mark.exhaustive
def test_naming_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = lines(rings(1))
    assert serialise(ring, "ntriples").count(b"\n") == 200
    monkeypatch.setattr("trosol.rdf.engine.MAX_NAME_SECONDS", 0.05)
    assert codes(lambda: serialise(ring, "ntriples")) == {"nodes-alike"}


def test_steps_to_the_top_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "@prefix x: <http://e.org/x/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix tro: <https://w3id.org/trosol/ontology/> . "
    head += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    load = in_tiny(tmp_path, "modules/x.ttl", (head + "x:A a owl:Class ; rdfs:subClassOf tro:Entity .").encode())
    ontology = Ecosystem.load("wales-social-care-2022").ontology
    above = {iri: ontology.line(iri) for iri in (*ontology.classes, *ontology.properties)}
    steps = 1 + sum(len(term.parents) for line in above.values() for iri in line if (term := ontology.term(iri)))
    monkeypatch.setattr("trosol.read.ontology_reader.MAX_STEPS", steps)
    assert not codes(load)
    monkeypatch.setattr("trosol.read.ontology_reader.MAX_STEPS", steps - 1)
    assert codes(load) == {"hierarchy-deep"}


def test_what_a_workbook_unpacks_to_and_how_much_smaller_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    content = book({"Connections": cells(("a", "b"))}, {"xl/media/x.xml": b"<x>" + b"\n" * 17_000_000 + b"</x>"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        total = sum(entry.file_size for entry in archive.infolist())
    assert "file-too-large" in codes(looked_through(content))
    ratio = -(-total // len(content))
    monkeypatch.setattr("trosol.files.archive.MAX_RATIO", ratio)
    monkeypatch.setattr("trosol.files.archive.MAX_UNZIPPED", total)
    assert not codes(looked_through(content))
    monkeypatch.setattr("trosol.files.archive.MAX_UNZIPPED", total - 1)
    assert "file-too-large" in codes(looked_through(content))
    monkeypatch.setattr("trosol.files.archive.MAX_UNZIPPED", total)
    monkeypatch.setattr("trosol.files.archive.MAX_RATIO", ratio - 1)
    assert "file-too-large" in codes(looked_through(content))


def test_elements_of_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted over all parts, read or not: a million in however small a file, then so many for each byte."""
    content = book({"Connections": cells(("a", "b"))}, {"xl/more.xml": b"<x>" + b"<y/>" * 50_000 + b"</x>"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        total = sum(len(list(ElementTree.fromstring(archive.read(name)).iter())) for name in archive.namelist())
    monkeypatch.setattr("trosol.read.xlsx.MAX_TAGS", total)
    assert not codes(looked_through(content))
    monkeypatch.setattr("trosol.read.xlsx.MAX_TAGS", total - 1)
    assert "file-too-large" in codes(looked_through(content))
    monkeypatch.undo()
    monkeypatch.setattr("trosol.read.xlsx._FEW", 0)
    per_byte = -(-total // len(content))
    monkeypatch.setattr("trosol.read.xlsx.MAX_TAGS_A_BYTE", per_byte)
    assert not codes(looked_through(content))
    monkeypatch.setattr("trosol.read.xlsx.MAX_TAGS_A_BYTE", per_byte - 1)
    assert "file-too-large" in codes(looked_through(content))


def test_a_tag_that_is_too_long() -> None:
    most = value_of("trosol.files.markup.MAX_TAG")
    assert not wrong_markup(b"<a><!--" + b"x" * (most - 100) + b"--></a>")
    assert "longer than" in wrong_markup(b"<a><!--" + b"x" * (most + 70_000) + b"--></a>")
    assert not wrong_markup(b"<a>" + b"x" * (most + 70_000) + b"</a>")


def test_edges_that_join_the_same_nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edges = '<edge source="a" target="b"/>' * 20 + '<edge source="b" target="a"/>' * 3
    text = f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">{edges}</graph></graphml>'
    path = written(tmp_path, "a.graphml", text.encode())
    monkeypatch.setattr("trosol.networks.network_files.MAX_PARALLEL", 409)
    assert not codes(lambda: read_network(path))
    monkeypatch.setattr("trosol.networks.network_files.MAX_PARALLEL", 408)
    assert "network-unreadable" in codes(lambda: read_network(path))


def test_hints_end_where_they_would_take_longer_than_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [[*row[:1], "paperr", *row[2:]] if row[0] != "id" else row for row in TABLES["claims"]]
    folder = tiny(tmp_path, claims=claims)

    def hints() -> int:
        with pytest.raises(TrosolError) as caught:
            Ecosystem.load(folder)
        return sum("Did you mean 'paper'" in problem.remedy for problem in caught.value.problems)

    assert hints() == 4
    monkeypatch.setattr("trosol.read.cells.MAX_COMPARED", 2 * (len(TABLES["entities"]) - 1))
    assert hints() == 2


@pytest.mark.exhaustive
def test_shapes_of_ones_own_have_their_time_and_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <http://e.org/S> a sh:NodeShape ; "
        "sh:targetSubjectsOf rdfs:label ; sh:property [ sh:path rdfs:label ; sh:pattern '^(.+)+#$' ] ."
    )
    harmless = shape.replace("(.+)+#$", ".")
    long = rows_plus("entities", "hours", "ActorRole", "a" * 40, "", "transcribed", "e1")
    written(tiny(tmp_path, entities=long), "modules/s.ttl", harmless.encode())
    assert "shape-unrun" not in codes(lambda: check(tmp_path))
    written(tmp_path, "modules/s.ttl", shape.encode())
    monkeypatch.setattr(apart, "MAX_SECONDS", 1.0)
    assert "shape-unrun" in codes(lambda: check(tmp_path))
    monkeypatch.undo()
    many = ring(15_000)
    assert apart.validate_apart(many, many[:1]) == []
    monkeypatch.setattr(apart, "MAX_MEMORY", 2_000_000)
    assert codes(lambda: apart.validate_apart(many, many[:1])) == {"shape-unrun"}


def test_a_revision_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol.diff import opened_at, revisions_of

    folder = tiny(tmp_path / "tiny")
    total = sum(path.stat().st_size for path in folder.iterdir())
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@e.org", "commit", "-qm", "x")):
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)
    [(revision, *_)] = revisions_of(folder)

    def opened() -> None:
        with opened_at(folder, revision):
            pass

    monkeypatch.setattr("trosol.diff.git.MAX_REVISION", total)
    assert not codes(opened)
    monkeypatch.setattr("trosol.diff.git.MAX_REVISION", total - 1)
    assert codes(opened)


def test_rows_and_bytes_of_an_answer() -> None:
    pool, limits = Pool(ring(3), workers=1), Limits(seconds=HANG / 2)
    text = "SELECT ?v { VALUES ?v { 1 2 3 4 5 } }"
    assert not pool.run(text, replace(limits, rows=5)).cut
    cut = pool.run(text, replace(limits, rows=4))
    assert cut.cut and len(cut.rows) == 4
    size = 5 * (8 + len("literal") + 1 + len("http://www.w3.org/2001/XMLSchema#integer"))
    assert not pool.run(text, replace(limits, size=size)).cut
    assert pool.run(text, replace(limits, size=size - 1)).cut
    pool.close()


def test_bytes_and_fields_of_a_request(wales: Ecosystem) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    client = TestClient(application(wales), base_url="http://127.0.0.1")

    def said(body: bytes) -> str:
        reply = client.post("/sparql", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
        return str(reply.json().get("code", "")) if reply.status_code >= 400 else ""

    most, fields_ = value_of("trosol.serve.sparql.MAX_BODY"), value_of("trosol.serve.sparql.MAX_FIELDS")
    assert said(b"query=ASK+{}".ljust(most, b"+")) == "query-too-long"
    assert said(b"query=ASK+{}".ljust(most + 1, b"+")) == "request-too-large"
    assert said(b"query=ASK+{}" + b"&a=1" * (fields_ - 1)) == ""
    assert said(b"query=ASK+{}" + b"&a=1" * fields_) == "request-value"


class Slow:
    """Stands in for the work of the endpoint: whoever comes in is inside until told to go on."""

    def __init__(self) -> None:
        self.inside, self.go = threading.Semaphore(0), threading.Event()

    def __call__(self, *_given: object, **_named: object) -> Any:
        self.inside.release()
        self.go.wait(HANG)
        return self.gives

    gives: Any = ({"bytes": 2}, b"{}")


def at_once(client: Any, slow: Slow, most: int, address: Callable[[int], str]) -> tuple[list[int], Any]:
    """Statuses of as many as may be inside at once, and the answer to one more."""
    statuses: list[int] = []
    busy = [
        threading.Thread(target=lambda number=number: statuses.append(client.get(address(number)).status_code))
        for number in range(most)
    ]
    for each in busy:
        each.start()
        assert slow.inside.acquire(timeout=HANG)
    reply = client.get(address(most))
    slow.go.set()
    for each in busy:
        each.join()
    return statuses, reply


def test_work_at_once_behind_the_endpoint(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import Findings, application, findings

    works, slow = Findings(wales), Slow()
    monkeypatch.setattr(works._workers, "attempt", slow)
    monkeypatch.setattr(findings, "_PATIENCE", 0.2)
    client = TestClient(application(wales, findings=works), base_url="http://127.0.0.1")
    statuses, reply = at_once(client, slow, findings.MAX_AT_ONCE, lambda n: f"/api/findings/portfolio?seed={n}")
    assert (reply.status_code, reply.json()["code"]) == (503, "server-busy")
    assert statuses == [200] * findings.MAX_AT_ONCE


def test_questions_answered_at_once(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import api, application

    slow = Slow()
    slow.gives = wales.ask("what is the airspeed of a swallow?")
    monkeypatch.setattr(Ecosystem, "ask", slow)
    monkeypatch.setattr(api, "_PATIENCE", 0.2)
    client = TestClient(application(wales), base_url="http://127.0.0.1")
    statuses, reply = at_once(client, slow, api.MAX_ASKED_AT_ONCE, lambda n: f"/api/ask?question=q{n}")
    assert (reply.status_code, reply.json()["code"]) == (503, "server-busy")
    assert statuses == [200] * api.MAX_ASKED_AT_ONCE


@pytest.mark.exhaustive
def test_a_finding_that_wants_too_much_memory(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:

    from trosol.serve import findings

    works = findings.Findings(wales)
    asked: tuple[str, list[Any], dict[str, Any], str] = ("leverage", [], {"draws": 30, "seed": 5}, "")
    monkeypatch.setattr(findings, "MAX_FINDING_MEMORY", 100_000)
    with pytest.raises(TrosolError) as caught:
        asyncio.run(works.of(*asked))
    assert caught.value.problems[0].code == "finding-crashed"
    monkeypatch.setattr(findings, "MAX_FINDING_MEMORY", 400_000_000)
    assert asyncio.run(works.of(*asked))
    works.close()


def test_what_tools_of_an_assistant_take(wales: Ecosystem) -> None:
    from hostile.served import _called

    for tool, name, most in (("find", "text", 200), ("describe", "name", 300), ("ask", "question", 500)):
        at, beyond = (_called([(tool, {name: "x" * length})]).told for length in (most, most + 1))
        assert "at most" not in at, at
        assert f"at most {most} characters" in beyond, beyond


def test_what_options_of_a_query_take(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, query = tiny(tmp_path / "t"), written(tmp_path, "q.rq", b"ASK { ?s ?p ?o }")
    for option, at, beyond in (("--seconds", "600", "600.1"), ("--rows", "10000000", "10000001")):
        assert main(["query", str(folder), str(query), option, at]) == 0
        assert main(["query", str(folder), str(query), option, beyond]) == 2
        assert "option-range" in capsys.readouterr().err


def test_uploads_have_one_limit_everywhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    assert set(re.findall(r"max_upload_size=(\d+)", text)) == {str(settings(1)["server.maxUploadSize"])} == {"20"}
    assert text.count("st.file_uploader(") == text.count("max_upload_size=")


def test_a_row_of_csv_may_hold_what_a_table_may() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([[f"c{n}" for n in range(200)], ["x"] * 200])
    assert table_problems(out.getvalue())
