"""Every limit: at it things go through, one beyond it they are refused with its code; and the table of limits is the code's own."""

from __future__ import annotations

import csv
import importlib
import io
import pkgutil
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

import trosol
from builders import DATASET, TABLES, rows_plus, rows_with, tiny
from conftest import ROOT
from hostile.rdf_files import clique
from hostile.tables import book, cells
from sparql.ring import ring
from trosol import Ecosystem
from trosol.check import apart, check
from trosol.cli.dashboard import settings
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files.content import content_of
from trosol.files.markup import wrong_markup
from trosol.rdf.blanks import alike
from trosol.rdf.engine import parse
from trosol.read.tables import parse_csv
from trosol.read.workbook import check_zip
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


def row_of_blanks(inner: int) -> list[Any]:
    lines = "\n".join(f"_:n{n} <x:next> _:n{n + 1} ." for n in range(inner + 1))
    return parse(lines.encode(), where="row", ending=".nt")


def table_problems(content: str) -> object:
    table, problems = parse_csv(content.encode(), "a.csv")
    if problems:
        raise TrosolError(problems)
    return table


Probe = Callable[[Path, int], Callable[[], object]]
PROBES: dict[str, tuple[int | None, str, Probe]] = {
    "trosol.files.content.MAX_BYTES": (900, "file-too-large", lambda f, n: lambda: content_of(written(f, "a.csv", b"x" * n))),
    "trosol.read.ecosystem.MAX_RDF": (
        900,
        "file-too-large",
        lambda f, n: lambda: Ecosystem.load(written(f, "a.ttl", b"#" * n)),
    ),
    "trosol.read.ontology.MAX_MODULE": (900, "file-too-large", lambda f, n: in_tiny(f, "modules/x.ttl", b"#" * n)),
    "trosol.read.ontology.MAX_ANCESTORS": (None, "hierarchy-deep", lambda f, n: in_tiny(f, "modules/x.ttl", ancestors(n))),
    "trosol.read.dataset.MAX_TOML": (
        900,
        "file-too-large",
        lambda f, n: in_tiny(f, "dataset.toml", (DATASET + "# ").encode().ljust(n, b"x")),
    ),
    "trosol.questions.catalogue.MAX_QUESTION": (
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
        lambda _, n: (
            lambda: (
                wrong_markup(b"<a>" * n + b"</a>" * n) and parse(b"<a>" * n + b"</a>" * n, where="a", ending=".rdf", brought=True)
            )
        ),
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
    "trosol.export.workbook.EXCEL_CELL": (
        None,
        "cell-too-long",
        lambda f, n: (
            lambda: export(Ecosystem.load(tiny(f, entities=rows_with("entities", 1, "description", "x" * n))).snapshot, "xlsx")
        ),
    ),
}


@pytest.mark.parametrize("path", PROBES)
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


def test_what_a_workbook_unpacks_to_and_how_much_smaller_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    content = book({"Connections": cells(("a", "b"))}, {"xl/media/x.xml": b"<x>" + b"\n" * 17_000_000 + b"</x>"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        total = sum(entry.file_size for entry in archive.infolist())
    assert "file-too-large" in codes(lambda: check_zip(content, "a.xlsx"))
    ratio = -(-total // len(content))
    monkeypatch.setattr("trosol.read.workbook.MAX_RATIO", ratio)
    monkeypatch.setattr("trosol.read.workbook.MAX_UNZIPPED", total)
    assert not codes(lambda: check_zip(content, "a.xlsx"))
    monkeypatch.setattr("trosol.read.workbook.MAX_UNZIPPED", total - 1)
    assert "file-too-large" in codes(lambda: check_zip(content, "a.xlsx"))
    monkeypatch.setattr("trosol.read.workbook.MAX_UNZIPPED", total)
    monkeypatch.setattr("trosol.read.workbook.MAX_RATIO", ratio - 1)
    assert "file-too-large" in codes(lambda: check_zip(content, "a.xlsx"))


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


def test_shapes_of_ones_own_have_their_time_and_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <http://e.org/S> a sh:NodeShape ; "
        "sh:targetSubjectsOf rdfs:label ; sh:property [ sh:path rdfs:label ; sh:maxLength 5000 ] ."
    )
    written(tiny(tmp_path), "modules/s.ttl", shape.encode())
    assert "shape-unrun" not in codes(lambda: check(tmp_path))
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.05)
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
    pool, limits = Pool(ring(3), workers=1), Limits(seconds=10.0)
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


def test_work_at_once_behind_the_endpoint(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from starlette.testclient import TestClient

    from trosol.serve import api, application

    go, inside = threading.Event(), threading.Semaphore(0)

    def slow(*_given: object, **_named: object) -> Any:
        inside.release()
        go.wait(30)
        return real(wales, resamples=10)

    real = Ecosystem.leverage
    monkeypatch.setattr(Ecosystem, "leverage", slow)
    monkeypatch.setattr(api, "_PATIENCE", 0.2)
    client = TestClient(application(wales), base_url="http://127.0.0.1")
    statuses: list[int] = []
    busy = [
        threading.Thread(target=lambda: statuses.append(client.get("/api/findings/leverage?resamples=10").status_code))
        for _ in range(api.MAX_AT_ONCE)
    ]
    for each in busy:
        each.start()
        assert inside.acquire(timeout=30)
    reply = client.get("/api/findings/leverage?resamples=10")
    go.set()
    for each in busy:
        each.join()
    assert (reply.status_code, reply.json()["code"]) == (503, "server-busy")
    assert statuses == [200] * api.MAX_AT_ONCE


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
    assert set(re.findall(r"max_upload_size=(\d+)", text)) == {settings(1)["server.maxUploadSize"]} == {"20"}
    assert text.count("st.file_uploader(") == text.count("max_upload_size=")


def test_a_row_of_csv_may_hold_what_a_table_may() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([[f"c{n}" for n in range(200)], ["x"] * 200])
    assert table_problems(out.getvalue())
