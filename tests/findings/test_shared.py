"""Findings for many at once: worked out once, in few processes, cheap ones first; the same to the letter as alone. Counts, no clocks."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from builders import tiny
from trosol import findings
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import firmest, gatekeepers, leverage, portfolio
from trosol.findings.cache import kept
from trosol.findings.processes import shared_findings
from trosol.findings.processes.process_pool import COSTS, MAX_WORKERS, Workers
from trosol.findings.processes.shared_findings import Shared
from trosol.networks.lens import Lens
from trosol.store.single_flight import Once
from trosol.store.snapshot import Snapshot

HANG = 120
PEOPLE = 20


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Ecosystem.load(tiny(tmp_path_factory.mktemp("small"))).snapshot


@pytest.fixture(autouse=True)
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROSOL_CACHE", "off")


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each finding is worked out in this process."""
    times: Counter[str] = Counter()
    real = kept

    def counted(snapshot: Snapshot, finding: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
        times[finding.__name__] += 1
        return real(snapshot, finding, *args, **options)

    monkeypatch.setattr(shared_findings, "kept", counted)
    return times


class NoProcess(Workers):
    """Works out in the threads of this process, one at a time, what it is given."""

    def _started(self) -> None:
        return None


@pytest.fixture
def slow() -> Iterator[NoProcess]:
    workers = NoProcess(1)
    yield workers
    workers.close()


def at_once(number: int, ask: Callable[[], Any]) -> list[Any]:
    """So many threads that begin at the same moment."""
    gate = threading.Barrier(number)

    def one(_number: int) -> Any:
        gate.wait(HANG)
        return ask()

    with ThreadPoolExecutor(number) as crowd:
        return list(crowd.map(one, range(number), timeout=HANG))


@pytest.mark.exhaustive
def test_twenty_who_ask_at_once_get_one_result(wales: Ecosystem, worked_out: Counter[str]) -> None:
    everybody = Shared()

    def ask() -> Any:
        whole = everybody(wales.snapshot, firmest, lens=Lens(), through=everybody)
        part = everybody(wales.snapshot, leverage, lens=Lens())
        return whole, part

    found = at_once(PEOPLE, ask)
    assert worked_out == dict.fromkeys(("firmest", "gatekeepers", "leverage"), 1)
    assert len({(id(whole), id(part)) for whole, part in found}) == 1


def test_the_same_question_in_other_words_is_the_same(small: Snapshot, worked_out: Counter[str]) -> None:
    everybody = Shared()
    first = everybody(small, gatekeepers)
    assert everybody(small, gatekeepers, None, draws=400) is first
    assert everybody(small, gatekeepers, lens=Lens()) is first
    assert everybody(small, gatekeepers, draws=40) is not first and worked_out["gatekeepers"] == 2


def test_a_refusal_is_told_and_not_kept(small: Snapshot, worked_out: Counter[str]) -> None:
    everybody = Shared()
    for _ in range(2):
        with pytest.raises(WrongUse):
            everybody(small, leverage, Lens(voice="nobody"))
    assert worked_out["leverage"] == 2


def test_what_was_kept_on_disk_is_not_worked_out(
    small: Snapshot, worked_out: Counter[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path))
    first = Shared()(small, leverage)
    assert Shared()(small, leverage) == first and worked_out["leverage"] == 1


def test_once_gives_all_who_wait_the_error_and_then_tries_again() -> None:
    once: Once[int] = Once(2)
    tries = []

    def fail() -> int:
        tries.append(1)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            once("a", fail)
    assert len(tries) == 2 and once("a", lambda: 1) == 1 == once("a", fail)
    once("b", lambda: 2)
    once("c", lambda: 3)
    assert once("a", lambda: 9) == 9, "only the newest are kept"


def test_cheap_ones_go_first_and_what_nobody_asked_for_last(slow: NoProcess) -> None:
    held, done = threading.Event(), list[str]()

    def job(name: str, before: threading.Event | None = None) -> Future[Any]:
        def work(*_asked: Any) -> None:
            if before:
                assert before.wait(HANG)
            done.append(name)

        waiting: Future[Any] = Future()
        slow.put(waiting, work, (getattr(findings, name),), beforehand=name in ("voices_compared", "next_evidence"))
        return waiting

    first = job("brokers", held)
    while not first.running():  # it holds the only place
        threading.Event().wait(0.01)
    rest = [job(name) for name in ("voices_compared", "next_evidence", "scenario", "leverage", "horizons")]
    held.set()
    for waiting in rest:
        waiting.result(HANG)
    assert done == ["brokers", "horizons", "scenario", "leverage", "voices_compared", "next_evidence"]


def test_what_somebody_asks_for_after_all_is_moved_forward(slow: NoProcess, small: Snapshot, worked_out: Counter[str]) -> None:
    held, blocker = threading.Event(), Future[Any]()
    slow.put(blocker, lambda *_: held.wait(HANG), (gatekeepers,))
    everybody = Shared()
    everybody.workers = slow
    order: list[str] = []
    for name in ("horizons", "voices_compared"):
        waiting = everybody.begin(small, getattr(findings, name), beforehand=True)
        waiting.add_done_callback(lambda _done, name=name: order.append(name))  # type: ignore[misc]
    asked = everybody.begin(small, findings.voices_compared)
    held.set()
    asked.result(HANG)
    everybody(small, findings.horizons)
    assert order == ["voices_compared", "horizons"] and worked_out == {"voices_compared": 1, "horizons": 1}


@pytest.mark.parametrize(("cores", "places"), [(1, 1), (2, 2), (MAX_WORKERS, MAX_WORKERS), (MAX_WORKERS + 1, MAX_WORKERS)])
def test_no_more_at_once_than_there_are_places(cores: int, places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    class Busy(NoProcess):
        def _started(self) -> Any:
            return self

        def ask(self, _question: Any, _data: Any) -> None:
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.01)
            with lock:
                inside -= 1

        def stop(self) -> None:
            pass

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    workers = Busy()
    jobs = [Future[Any]() for _ in range(30)]
    for waiting in jobs:
        workers.put(waiting, lambda *_: None, (leverage,))
    for waiting in jobs:
        waiting.result(HANG)
    workers.close()
    assert 1 <= most <= places == workers.most


def test_costs_are_those_of_findings() -> None:
    assert all(hasattr(findings, name) for name in COSTS)


@pytest.fixture(scope="module")
def processes() -> Iterator[Shared]:
    everybody = Shared()
    everybody.workers = Workers(1)
    yield everybody
    everybody.workers.close()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("gatekeepers", ()),
        pytest.param("leverage", (), marks=pytest.mark.exhaustive),
        ("horizons", ()),
        ("brokers", ()),
        ("scenario", ((("advice", 1.0),), ())),
        ("compare", "other"),
    ],
)
def test_a_process_finds_the_same_to_the_letter(processes: Shared, wales: Ecosystem, name: str, first: Any) -> None:
    snapshot, finding = wales.snapshot, getattr(findings, name)
    if first == "other":
        first = (Ecosystem.load("circular-textiles-vellana").snapshot,)
    if name == "scenario":
        linked = wales.network("influence")
        first = (((next(key for key in sorted(linked) if linked.out_degree(key)), 1.0),), ())
    options: dict[str, Any] = {"horizons": {}, "portfolio": {"resamples": 20}, "brokers": {"resamples": 20}}.get(
        name, {"draws": 20}
    )
    there = processes(snapshot, finding, *first, lens=Lens(), **options)
    here = finding(snapshot, *first, lens=Lens(), **options)
    assert there == here and there.to_json() == here.to_json() and type(there) is type(here)


def test_a_process_tells_what_a_finding_refuses(processes: Shared, wales: Ecosystem) -> None:
    with pytest.raises(WrongUse) as there:
        processes(wales.snapshot, leverage, Lens(voice="nobody"))
    with pytest.raises(WrongUse) as here:
        leverage(wales.snapshot, Lens(voice="nobody"))
    assert there.value.problems == here.value.problems


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_is_killed_costs_nobody_an_answer(processes: Shared, wales: Ecosystem) -> None:
    assert processes.workers is not None
    processes(wales.snapshot, portfolio, k=2, resamples=20)
    (living,) = processes.workers._living
    os.kill(living._process.pid, signal.SIGKILL)
    assert processes(wales.snapshot, portfolio, k=3, resamples=20) == portfolio(wales.snapshot, k=3, resamples=20)


def test_a_process_that_nobody_needs_ends_and_another_comes_when_needed(small: Snapshot) -> None:
    everybody = Shared()
    workers = everybody.workers = Workers(1, idle=0.05)
    everybody(small, leverage, draws=21)
    for _ in range(HANG * 20):
        if not workers._living:
            break
        threading.Event().wait(0.05)
    assert not workers._living
    assert everybody(small, leverage, draws=22).about.seed == 2022
    workers.close()


def test_a_process_of_other_code_is_not_asked(small: Snapshot, worked_out: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol.findings.processes import process_pool

    monkeypatch.setattr(process_pool, "fingerprint", lambda: "other")
    everybody = Shared()
    everybody.workers = Workers(1)
    everybody(small, leverage, draws=21)
    everybody.workers.close()
    assert worked_out["leverage"] == 1, "worked out in this process"
