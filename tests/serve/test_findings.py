"""Findings over HTTP: apart, within their time, only while somebody waits, and nothing of strangers on the user's disk."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from builders import tiny
from conftest import free_port
from ports import HANG
from trosol.cli.serve import _settings
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.serve import Findings, application, findings

PATIENCE = HANG
"""Seconds that no test takes unless something hangs."""

LONG = {"draws": 1000, "worlds": 4096, "seed": 1}


@pytest.fixture
def works(wales: Ecosystem) -> Iterator[Findings]:
    made = Findings(wales)
    yield made
    made.close()


def eventually(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not condition():
        time.sleep(0.02)
    return condition()


def code(made: Findings, name: str, first: list[Any], options: dict[str, Any]) -> str:
    with pytest.raises(TrosolError) as caught:
        asyncio.run(made.of(name, first, options, ""))
    return caught.value.problems[0].code


def test_a_finding_is_that_of_the_library_and_is_given_again_from_memory(wales: Ecosystem, works: Findings) -> None:
    options: dict[str, Any] = {"draws": 20, "worlds": 64}
    found = asyncio.run(works.of("gatekeepers", [], options, ""))
    assert json.loads(found) == wales.gatekeepers(**options).to_json()
    works.close()
    works._threads.shutdown()
    assert asyncio.run(works.of("gatekeepers", [], options, "")) is found


@pytest.mark.exhaustive
def test_nothing_of_it_is_put_on_the_disk(
    wales: Ecosystem, works: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path))

    def kept() -> set[str]:
        return {path.name for path in tmp_path.rglob("*.json")}

    before = kept()
    asyncio.run(works.of("leverage", [], {"draws": 31, "seed": 77}, ""))
    assert kept() == before
    wales.leverage(draws=31, seed=77)
    assert len(kept()) == len(before) + 1


@pytest.mark.exhaustive
def test_one_that_takes_too_long_is_stopped_and_the_process_goes_on(
    wales: Ecosystem, works: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MAX_FINDING_CPU", 0.3)
    works.warm()
    [process] = works._workers._free
    assert code(works, "leverage", [], LONG) == "finding-time"
    assert works._workers._free == [process] and process._process.poll() is None
    monkeypatch.setattr(findings, "MAX_FINDING_CPU", 60.0)
    assert json.loads(asyncio.run(works.of("horizons", [], {}, "")))


@pytest.mark.exhaustive
def test_the_wall_clock_ends_one_too(wales: Ecosystem, works: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MAX_FINDING_SECONDS", 0.3)
    assert code(works, "leverage", [], LONG) == "finding-time"


@pytest.mark.exhaustive
def test_what_takes_more_than_quick_work_may_begins_anew_among_the_slow(works: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_QUICK_CPU", 0.01)
    lanes: list[str] = []
    turn = works._workers.lanes.turn

    def watched(lane: str, *more: Any) -> Any:
        lanes.append(lane)
        return turn(lane, *more)

    monkeypatch.setattr(works._workers.lanes, "turn", watched)
    for seed in (1, 1):
        works._lately.clear()
        assert asyncio.run(works.of("portfolio", [], {"resamples": 50, "seed": seed}, ""))
    assert lanes == ["quick", "slow", "slow"]


def test_what_the_finding_refuses_is_refused(works: Findings) -> None:
    with pytest.raises(WrongUse) as caught:
        asyncio.run(works.of("leverage", [], {"voice": "nobody"}, ""))
    assert caught.value.problems[0].code == "lens-unknown"
    assert code(works, "pathways", ["nobody", "nothing"], {}) == "entity-unknown"


@pytest.mark.exhaustive
def test_a_process_that_was_killed_is_replaced_and_one_killed_at_work_is_told(wales: Ecosystem, works: Findings) -> None:
    works.warm()
    works._workers._free[0]._process.kill()
    assert asyncio.run(works.of("horizons", [], {}, ""))

    def kill() -> None:
        while works._workers._free:
            time.sleep(0.01)
        time.sleep(0.2)
        for each in list(Path(f"/proc/{os.getpid()}/task").glob("*/children")):
            for child in each.read_text().split():
                if Path(f"/proc/{child}/cmdline").read_text().rstrip("\0").endswith("\0finding"):
                    os.kill(int(child), 9)

    threading.Thread(target=kill, daemon=True).start()
    assert code(works, "leverage", [], LONG) == "finding-crashed"
    assert asyncio.run(works.of("horizons", [], {"stated_only": True}, ""))


@pytest.mark.exhaustive
def test_those_who_ask_for_the_same_wait_for_one_and_the_work_ends_with_the_last(
    wales: Ecosystem, works: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    attempt = works._workers.attempt

    def watched(message: dict[str, Any], **more: Any) -> Any:
        asked.append(message)
        return attempt(message, **more)

    monkeypatch.setattr(works._workers, "attempt", watched)

    async def come_and_go() -> None:
        tasks = [asyncio.create_task(works.of("leverage", [], LONG, "")) for _ in range(5)]
        while not asked:
            await asyncio.sleep(0.01)
        for task in tasks[:4]:
            task.cancel()
        await asyncio.gather(*tasks[:4], return_exceptions=True)
        assert works._workers.lanes._busy == {"quick": 0, "slow": 1}
        tasks[4].cancel()
        await asyncio.gather(tasks[4], return_exceptions=True)
        while sum(works._workers.lanes._busy.values()):
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(come_and_go(), PATIENCE))
    assert len(asked) == 1 and not works._jobs
    assert len(works._workers._free) == 1  # it was interrupted, not ended


def test_what_is_no_finding_is_not_called(works: Findings) -> None:
    assert code(works, "load", ["/etc"], {}) == "finding-crashed"


@pytest.fixture
def served(wales: Ecosystem, works: Findings) -> Iterator[int]:
    port = free_port()
    server = uvicorn.Server(_settings(application(wales, findings=works), port))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert eventually(lambda: server.started)
    yield port
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.mark.exhaustive
def test_when_whoever_asked_hangs_up_the_work_ends(wales: Ecosystem, works: Findings, served: int) -> None:
    query = httpx.QueryParams(LONG)
    with socket.create_connection(("127.0.0.1", served), timeout=PATIENCE) as made:
        made.sendall(f"GET /api/findings/leverage?{query} HTTP/1.1\r\nHost: 127.0.0.1:{served}\r\n\r\n".encode())
        assert eventually(lambda: works._workers.lanes._busy["slow"] == 1)
    assert eventually(lambda: works._workers.lanes._busy["slow"] == 0)
    assert not works._jobs


@pytest.mark.exhaustive
def test_look_ups_and_quick_findings_are_answered_while_slow_ones_are_worked_out(
    wales: Ecosystem, works: Findings, served: int
) -> None:
    address = f"http://127.0.0.1:{served}"
    lines = []
    for seed in range(12):
        lines.append(socket.create_connection(("127.0.0.1", served), timeout=PATIENCE))
        request = f"GET /api/findings/leverage?draws=1000&worlds=4096&seed={seed} HTTP/1.1\r\nHost: 127.0.0.1:{served}\r\n\r\n"
        lines[-1].sendall(request.encode())
    assert eventually(lambda: works._workers.lanes._waiting["slow"].waiting() >= 5)
    for path in ("/health", "/entity/commissioners", "/sparql?query=ASK%7B%7D", "/api/findings/horizons"):
        assert httpx.get(address + path, timeout=PATIENCE, trust_env=False).status_code == 200
        assert works._workers.lanes._busy["slow"] == 1
    for each in lines:
        each.close()
    assert eventually(lambda: works._workers.lanes._busy == {"quick": 0, "slow": 0})


def test_a_tiny_ecosystem_with_modules_goes_over_too(tmp_path: Path) -> None:
    made = Findings(Ecosystem.load(tiny(tmp_path)))
    try:
        assert json.loads(asyncio.run(made.of("horizons", [], {}, "")))
    finally:
        made.close()
