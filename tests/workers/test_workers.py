"""Whatever a stranger's RDF does to its reader, the program goes on: it is told what was wrong, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from hostile.rdf_files import rings
from one_or_more import one_or_more
from picked import few_first
from ports import HANG
from trosol import Ecosystem
from trosol.check import apart
from trosol.check.shapes import validate
from trosol.errors import TrosolError
from trosol.rdf import engine
from trosol.rdf.engine import Store, from_lines, named_here, parse, parse_shipped, serialise, sorted_lines
from trosol.workers import BUSY, DOWN, LARGE, PROCESSOR, TIME, Bounds, Stopped, WorkerPool
from trosol.workers.tasks import TASKS

INNOCENT = b"@prefix a: <http://e.org/> . a:a a:b a:c ."
ROOMY = Bounds(60.0, 20.0, 1_000_000_000, 10_000_000)
PARENT = 3.0
"""Seconds of the processor that this process may spend on a small file, whatever is in it."""


def nested(begin: str, inner: str, end: str) -> Any:
    return lambda n: begin * n + inner + end * n


def chain(n: int) -> str:
    return '{"@context":{' + ",".join(f'"p{i}":"p{i + 1}:x"' for i in range(n)) + f',"p{n}":"http://e.org/"}},"p0:y":1}}'


HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://e.org/">'
STRANGE: dict[str, tuple[str, Any]] = {
    "lists": (".ttl", lambda n: "<x:s> <x:p> " + "(" * n + ")" * n + " ."),
    "properties": (".ttl", lambda n: "<x:s> <x:p> " + "[ <x:p> " * n + "1" + "]" * n + " ."),
    "annotations": (".ttl", lambda n: "<x:s> <x:p> <x:o> " + "{| <x:q> <x:r> " * n + "|} " * n + " ."),
    "reifiers": (".ttl", lambda n: "<x:s> <x:p> <x:o> " + "~ <x:r> " * n + " ."),
    "semicolons": (".ttl", lambda n: "<x:s> <x:p> <x:o> " + ";" * n + " ."),
    "prefixes": (".ttl", lambda n: "".join(f"@prefix a{i}: <urn:{i}> .\n" for i in range(n))),
    "bases": (".ttl", lambda n: "@base <http://e.org/> .\n" + "@base <x/> .\n" * n),
    "rings": (".ttl", lambda n: rings(n // 200)),
    "graphs": (".trig", nested("<g:g> { ", "<x:s> <x:p> <x:o>", "}")),
    "quads": (".nq", lambda n: "<x:s> <x:p> " + "<<( <x:a> <x:b> " * n + "<x:c>" + " )>>" * n + " ."),
    "long-line": (".nt", lambda n: '<x:s> <x:p> "' + "\\u0041" * n + '" .'),
    "arrays": (".jsonld", lambda n: '{"@id":"x:s","x:p":' + "[" * n + "]" * n + "}"),
    "objects": (".jsonld", nested('{"x:p":', '"x"', "}")),
    "terms": (".jsonld", lambda n: '{"@context":' + '{"t":{"@id":"x:t","@context":' * n + "{}" + "}}" * n + ',"t":1}'),
    "chain": (".jsonld", chain),
    "elements": (".rdf", lambda n: HEAD + "<rdf:Description><x:p>" * n + "</x:p></rdf:Description>" * n + "</rdf:RDF>"),
    "attributes": (".rdf", lambda n: HEAD + "<rdf:Description " + " ".join(f'x:a{i}="1"' for i in range(n)) + "/></rdf:RDF>"),
}


@pytest.mark.parametrize("size", few_first([20, 2_000, 20_000], [20, 2_000]))
@pytest.mark.parametrize("name", STRANGE)
def test_whatever_is_in_a_file_the_program_goes_on(name: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MAX_READ_SECONDS", 2.0)
    ending, made = STRANGE[name]
    spent = time.process_time()
    try:
        parse(made(size).encode(), where="a", ending=ending, brought=True)
    except TrosolError as error:
        assert all(problem.message and problem.remedy and problem.where for problem in error.problems)
    assert time.process_time() - spent < PARENT
    assert len(parse(INNOCENT, where="b")) == 1


def test_the_same_is_read_apart_and_here() -> None:
    for path in one_or_more(sorted((ROOT / "ontology").rglob("*.ttl"))):
        content = path.read_bytes()
        assert serialise(parse(content, where="x"), "ntriples") == serialise(parse_shipped(content, where="x"), "ntriples")


def test_what_brings_the_reader_down_is_told_by_name() -> None:
    with pytest.raises(TrosolError) as caught:
        parse(chain(20_000).encode(), where="chain.jsonld", ending=".jsonld", brought=True)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.where)) == ("file-too-costly", "chain.jsonld")


def test_names_of_blank_nodes_are_the_same_from_a_worker() -> None:
    ring = from_lines(rings(1, 60).encode())
    assert sorted_lines(named_here(ring)) == serialise(ring, "ntriples").splitlines()


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool("rdf", workers=1, patience=0.1)
    yield made
    made.close()


def parsed(pool: WorkerPool, content: bytes, bounds: Bounds = ROOMY, ending: str = ".ttl") -> bytes:
    values = {"do": "parse", "where": "a", "ending": ending, "brought": True, "size": bounds.size}
    return pool.run(values, content, bounds=bounds)[1]


def why(pool: WorkerPool, content: bytes, bounds: Bounds = ROOMY, ending: str = ".ttl") -> str:
    with pytest.raises(Stopped) as caught:
        parsed(pool, content, bounds, ending)
    return caught.value.why


BASES = b"@base <http://e.org/> .\n" + b"@base <x/> .\n" * 200_000


def test_each_limit_is_told_apart_and_the_next_work_is_done(pool: WorkerPool) -> None:
    assert why(pool, BASES, Bounds(60.0, 0.2, 10**9, 10**6)) == PROCESSOR
    assert why(pool, BASES, Bounds(0.2, 60.0, 10**9, 10**6)) == TIME  # by the clock
    assert why(pool, chain(20_000).encode(), ending=".jsonld") == DOWN
    assert why(pool, b'<x:a> <x:b> "' + b"x" * 20_000_000 + b'" .', Bounds(60.0, 20.0, 10**6, 10**9)) == DOWN
    assert why(pool, INNOCENT, Bounds(60.0, 20.0, 10**9, 10)) == LARGE
    assert len(parsed(pool, INNOCENT).splitlines()) == 1


def test_a_problem_comes_back_as_it_was_and_costs_no_worker(pool: WorkerPool) -> None:
    parsed(pool, INNOCENT)
    (worker,) = pool._free
    with pytest.raises(TrosolError) as caught:
        parsed(pool, b"<x:a> <x:b>\n<x:c")
    (problem,) = caught.value.problems
    assert problem.code == "turtle-syntax" and problem.where is not None and problem.where.row
    assert pool._free == [worker]


@pytest.mark.exhaustive
def test_only_so_many_at_once_and_nobody_waits_for_ever(pool: WorkerPool) -> None:
    parsed(pool, INNOCENT)
    with ThreadPoolExecutor(1) as other:
        running = other.submit(why, pool, BASES, Bounds(3.0, 60.0, 10**9, 10**6))
        while not pool.lanes._busy["quick"]:  # until the other has the only place
            time.sleep(0.01)
        assert why(pool, INNOCENT) == BUSY
        assert running.result() == TIME


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals")
def test_a_worker_that_was_killed_is_replaced_unseen(pool: WorkerPool) -> None:
    parsed(pool, INNOCENT)
    (worker,) = pool._free
    os.kill(worker._process.pid, signal.SIGSTOP)
    os.kill(worker._process.pid, signal.SIGKILL)
    assert len(parsed(pool, INNOCENT).splitlines()) == 1


def test_nothing_but_the_tasks_of_the_list_can_be_asked_for() -> None:
    assert all(task.function.startswith("trosol.") for task in TASKS.values())
    with pytest.raises(KeyError):
        WorkerPool("os:system").run({}, bounds=ROOMY)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
@pytest.mark.parametrize("task", ["rdf", "checks"])
def test_a_worker_holds_its_pipes_only_and_can_open_nothing(task: str) -> None:
    pool = WorkerPool(task, workers=1)
    pool.warm()
    (worker,) = pool._free
    pid = worker._process.pid
    targets = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    assert all(target.startswith("pipe:") or target == "/dev/null" for target in targets)
    limits = {line[:26].strip(): line[26:].split() for line in Path(f"/proc/{pid}/limits").read_text().splitlines()}
    assert int(limits["Max open files"][1]) == len(targets)  # numbers begin with 0, so there is none left
    assert limits["Max core file size"][1] == limits["Max file size"][1] == "0"
    assert os.getsid(pid) == pid
    pool.close()


def test_the_workers_end_with_the_program() -> None:
    script = f"from trosol.rdf.engine import parse; from trosol.workers import shared; parse({INNOCENT!r}, where='a')\n"
    script += "print(shared('rdf')._free[0]._process.pid)"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True, timeout=HANG)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


@pytest.mark.exhaustive
def test_a_construct_costs_the_server_nothing_however_it_is_to_be_written(wales: Ecosystem) -> None:
    from starlette.testclient import TestClient

    from trosol.serve import application

    client = TestClient(application(wales), base_url="http://127.0.0.1")
    client.post("/sparql", content=b"ASK {}", headers={"content-type": "application/sparql-query"})
    for number, form in ((2, "application/rdf+xml"), (50, "application/ld+json"), (50, "text/turtle")):
        query = f"CONSTRUCT {{ {rings(1)} }} WHERE {{ SELECT ?s {{ ?s ?p ?o }} LIMIT {number} }}"
        spent = time.process_time()
        reply = client.post(
            "/sparql", content=query.encode(), headers={"content-type": "application/sparql-query", "accept": form}
        )
        assert time.process_time() - spent < 1.0
        assert reply.status_code == 200 or reply.json()["code"] in ("query-time", "nodes-alike")


@pytest.mark.exhaustive
def test_shapes_and_checks_over_foreign_terms_find_what_they_find_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from trosol.check import check
    from trosol.check import queries as queries_module
    from trosol.check import shapes as shapes_module

    folder = tmp_path / "textiles"
    shutil.copytree(ROOT / "data" / "circular-textiles-vellana", folder)
    module = folder / "modules" / "textiles.ttl"
    text = module.read_text(encoding="utf-8") + "\n<http://e.org/Odd> a <http://www.w3.org/2002/07/owl#Class> .\n"
    module.write_text(text, encoding="utf-8")
    (folder / "claims.csv").write_text(
        (folder / "claims.csv").read_text(encoding="utf-8").replace("stated", "inferred"), encoding="utf-8"
    )
    there = [str(problem) for problem in check(folder).problems]

    def select_here(lines: Iterable[str], queries: Sequence[str]) -> list[tuple[tuple[str, ...], list[tuple[str | None, ...]]]]:
        store = Store.of_lines("\n".join(lines).encode())
        return [(answer.columns, list(answer.rows)) for answer in map(store.select, queries)]

    monkeypatch.setattr(queries_module, "select_apart", select_here)
    monkeypatch.setattr(shapes_module, "validate_apart", lambda data, shapes, only=None, **_: validate(data, shapes, only))
    assert there == [str(problem) for problem in check(folder).problems]
    assert there and not any("shape-unrun" in problem for problem in there)


def test_checks_over_foreign_terms_end_with_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f"<x:{i}> <x:p> <x:{j}> .\n" for i in range(80) for j in range(80))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.3)
    with pytest.raises(TrosolError) as caught:
        apart.select_apart([lines], [endless])
    assert [problem.code for problem in caught.value.problems] == ["shape-unrun"]
