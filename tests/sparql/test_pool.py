"""Workers come and go: many ask at once, workers are killed from outside, the app itself is killed. Nothing is left behind."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import ROOT
from ports import HANG
from sparql.ring import INNOCENT, NODES, PATIENT, is_well, ring
from trosol.errors import TrosolError
from trosol.sparql import Limits, Pool
from trosol.workers import frames

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

linux = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")


def code(pool: Pool, text: str, limits: Limits) -> str:
    with pytest.raises(TrosolError) as caught:
        pool.run(text, limits)
    return caught.value.problems[0].code


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(ring(), PATIENT, patience=30.0)
    yield made
    made.close()


def children(parent: int | None = None) -> dict[int, str]:
    """Processes started by this one (or another), with their state: R, S, Z …"""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, above = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(above) == (parent or os.getpid()):
            found[int(folder.name)] = state
    return found


def eventually(condition: object, seconds: float = HANG) -> bool:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def test_many_at_once_from_a_cold_start(pool: Pool) -> None:
    """The parser breaks for good when two threads parse their first query together; here no thread parses."""
    gate = threading.Barrier(8)

    def ask(number: int) -> str:
        gate.wait()
        (row,) = pool.run(f"SELECT ?next {{ <x:n{number}> <x:next> ?next }}").rows
        assert row[0] is not None
        return row[0].value

    with ThreadPoolExecutor(8) as people:
        assert list(people.map(ask, range(8))) == [f"x:n{i + 1}" for i in range(8)]


@pytest.mark.exhaustive
def test_innocent_and_hostile_together(pool: Pool) -> None:
    short = Limits(seconds=0.2)

    def ask(number: int) -> bool:
        return code(pool, ENDLESS, short) == "query-time" if number % 4 == 0 else is_well(pool)

    with ThreadPoolExecutor(6) as people:
        assert all(people.map(ask, range(24)))


@linux
def test_warm_starts_two_workers_and_keeps_them() -> None:
    pool, before = Pool(ring(), PATIENT, workers=3), set(children())
    pool.warm()
    first = set(children()) - before
    assert len(first) == 2
    pool.warm()
    assert is_well(pool)
    assert set(children()) - before == first
    pool.close()
    assert set(children()) <= before


@pytest.mark.exhaustive
def test_when_all_are_busy_it_says_so() -> None:
    pool = Pool(ring(), PATIENT, workers=1, patience=0.1)
    assert is_well(pool)
    with ThreadPoolExecutor(1) as other:
        running = other.submit(code, pool, ENDLESS, Limits(seconds=2.0))
        while not any(pool._workers.lanes._busy.values()):
            time.sleep(0.01)
        assert code(pool, INNOCENT, PATIENT) == "query-busy"
        assert running.result() == "query-time"
    assert is_well(pool)
    pool.close()


@pytest.mark.exhaustive
@linux
def test_a_worker_killed_while_idle_is_replaced_unseen(pool: Pool) -> None:
    before = set(children())
    for _ in range(4):
        assert is_well(pool)
        for worker in set(children()) - before:
            os.kill(worker, signal.SIGKILL)
        assert is_well(pool)


@linux
def test_a_worker_killed_at_work_costs_only_its_query(pool: Pool) -> None:
    before = set(children())
    assert is_well(pool)
    with ThreadPoolExecutor(1) as other:
        running = other.submit(code, pool, ENDLESS, PATIENT)
        time.sleep(0.3)
        for worker in set(children()) - before:
            os.kill(worker, signal.SIGKILL)
        assert running.result(timeout=HANG) == "query-crashed"
    assert is_well(pool)


@linux
def test_too_much_memory_ends_the_worker_only() -> None:
    pool = Pool(ring(), Limits(seconds=HANG / 2, memory=60_000_000))
    bomb = "SELECT DISTINCT ?a ?c ?d ?f ?g ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
    assert code(pool, bomb, pool.limits) == "query-crashed"
    assert is_well(pool)
    pool.close()


@pytest.mark.exhaustive
@linux
def test_fifty_queries_leave_nothing_behind() -> None:
    def held() -> tuple[int, int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), len(children())

    pool = Pool(ring(), PATIENT)
    is_well(pool)
    pool.close()
    before, others = held(), set(children())
    pool = Pool(ring(), PATIENT)
    for number in range(50):
        if number % 10 == 0:
            assert code(pool, ENDLESS, Limits(seconds=0.1)) == "query-time"
        elif number % 10 == 5:
            assert code(pool, "SELECT * { SERVICE <x:y> {} }", PATIENT) == "query-reaches-out"
        else:
            assert is_well(pool)
    assert len(children()) <= before[2] + 2
    assert "Z" not in {state for number, state in children().items() if number not in others}
    pool.close()
    assert eventually(lambda: held() == before)


@linux
def test_a_worker_at_work_holds_its_pipes_only(pool: Pool) -> None:
    before = set(children())
    for _ in range(20):
        assert is_well(pool)
    (worker,) = set(children()) - before
    open_ones = [str(each.readlink()) for each in Path(f"/proc/{worker}/fd").iterdir()]
    assert len(open_ones) <= 4
    assert all(target.startswith("pipe:") or target == "/dev/null" for target in open_ones)


APP = """
import sys
sys.path.insert(0, {tests!r})
from sparql.ring import ring, is_well
from trosol.sparql import Limits, Pool
pool = Pool(ring(), workers=1)
assert is_well(pool)
print("ready", flush=True)
pool.run({query!r}, Limits(seconds=1.0)) if {query!r} else sys.stdin.read()
"""


@linux
@pytest.mark.parametrize("query", ["", ENDLESS], ids=["idle", "at-work"])
def test_when_the_app_is_killed_its_workers_end(query: str) -> None:
    script = APP.format(tests=str(ROOT / "tests"), query=query)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    with subprocess.Popen([sys.executable, "-c", script], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as app:
        assert app.stdout is not None
        assert app.stdout.readline() == b"ready\n"
        (worker,) = children(app.pid)
        time.sleep(0.2)
        app.kill()
    assert eventually(lambda: not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text())


def test_modules_of_the_folder_one_works_in_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "faulthandler", "rdflib", "pyoxigraph", "trosol"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')\nraise SystemExit(1)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    pool = Pool(ring(), PATIENT)
    assert is_well(pool)
    pool.close()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("program", ["no-such-program", "ends-at-once"])
def test_a_worker_that_does_not_come_up(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / program
    if program == "ends-at-once":
        file.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        file.chmod(0o755)
    pool = Pool(ring(), PATIENT)
    with monkeypatch.context() as changed:
        changed.setattr(sys, "executable", str(file))
        assert code(pool, INNOCENT, PATIENT) == "query-no-worker"
        assert code(pool, INNOCENT, PATIENT) == "query-no-worker"
    assert is_well(pool)
    pool.close()


def python(script: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    return subprocess.run([sys.executable, "-c", script], input=given, env=env, capture_output=True, check=False, timeout=HANG)


@linux
def test_behind_the_closed_door_nothing_can_be_opened(tmp_path: Path) -> None:
    """What would hold if a query slipped past every look at its text."""
    script = f"""
import socket, urllib.request
from trosol.workers.child import ProcessLimits
door = ProcessLimits()
door.close()
door.allow(0.0, 200_000_000)
tries = dict(file=lambda: open({str(tmp_path / "x")!r}, "w"), socket=socket.socket, pipe=lambda: __import__("os").pipe(), memory=lambda: bytearray(900_000_000))
for name, attempt in tries.items():
    try:
        attempt()
    except (OSError, MemoryError):
        print(name)
"""
    assert python(script).stdout.split() == [b"file", b"socket", b"pipe", b"memory"]


@pytest.mark.parametrize("copies", [True, False])
def test_where_the_system_has_no_such_limits_queries_run_all_the_same(copies: bool) -> None:
    """On Windows there is no module ``resource``, no ``/proc``, and processes are not copied."""

    def framed(message: dict[str, object], content: bytes = b"") -> bytes:
        out = io.BytesIO()
        frames.write(out, message, content)
        return out.getvalue()

    data = b"<x:a> <x:next> <x:b> .\n"
    ask = {"query": INNOCENT, "rows": 10, "size": 1000, "as": None}
    limits = {"seconds": 10, "processor": 10, "memory": 10**9, "size": 1000, "nice": 0}
    given = framed({"prefixes": {}}, data)
    given += framed({"values": ask, **limits}) + framed({"values": {**ask, "query": "DROP ALL"}, **limits})
    script = "import sys; sys.modules['resource'] = None; sys.argv[1:] = ['query']\nfrom trosol.workers import child\n"
    script += "" if copies else "child.FORKS = False\n"
    script += "sys.exit(child.main())"
    done = python(script, given)
    assert done.returncode == 0, done.stderr
    said = io.BytesIO(done.stdout)
    ready, _, (_, rows), _, (refused, _) = [frames.read(said) or ({}, b"") for _ in range(5)]
    assert ready[0]["ready"]
    assert json.loads(rows)[0][0][1] == "1"
    assert refused["refused"][0][0] == "query-update"


@pytest.mark.exhaustive
def test_without_copies_a_query_that_is_stopped_costs_its_worker_and_the_next_is_answered() -> None:
    pool = Pool(ring(), PATIENT, workers=1, copied=False)
    try:
        assert is_well(pool)
        for limits in (Limits(seconds=0.5), Limits(seconds=0.5, rows=1)):
            assert code(pool, ENDLESS, limits) == "query-time"
            assert is_well(pool)
    finally:
        pool.close()


def test_answers_do_not_depend_on_what_was_asked_before(pool: Pool) -> None:
    for _ in range(3):
        with pytest.raises(TrosolError):
            pool.run("SELECT * { ?s ?p")
        (row,) = pool.run(INNOCENT).rows
        assert row[0] is not None and row[0].value == str(NODES)
