"""However many queries are asked, nothing piles up: neither here nor in the processes that answer."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from ports import HANG
from sparql.ring import ring
from trosol.ecosystem import Ecosystem
from trosol.sparql import Limits, Pool
from trosol.sparql.query_pool import pool_of

STATUS = Path("/proc/self/status")
ASKED, BEFORE = 300, 40
ROOM = 8_000
"""Kilobytes that an allocator may keep for itself. Answers that stayed would take several times as much."""

WALES = "wales-social-care-2022"

pytestmark = pytest.mark.skipif(not STATUS.is_file(), reason="how much memory a process has is read from /proc")


def held(process: str = "self") -> int:
    """Kilobytes that a process holds now."""
    gc.collect()
    lines = (STATUS.parents[1] / process / "status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def workers(pool: Pool) -> list[str]:
    return [str(worker._process.pid) for worker in pool._workers._free]


@pytest.mark.exhaustive
def test_a_pool_holds_no_more_after_hundreds_of_queries_than_after_some() -> None:
    """Each answer has five hundred rows of its own, and each query another text."""
    pool = Pool(ring(1000), Limits(seconds=HANG / 2), workers=1)
    try:

        def ask(number: int) -> None:
            answer = pool.run(f'SELECT ?s ?o ("{number:080}" AS ?n) WHERE {{ ?s ?p ?o }} LIMIT 500')
            assert len(answer.rows) == 500

        for number in range(BEFORE):
            ask(number)
        (worker,) = workers(pool)
        here, there = held(), held(worker)
        for number in range(BEFORE, BEFORE + ASKED):
            ask(number)
        assert workers(pool) == [worker]
        assert held() - here < ROOM
        assert held(worker) - there < ROOM
    finally:
        pool.close()


@pytest.mark.slow
def test_an_ecosystem_holds_no_more_however_often_it_is_asked() -> None:
    wales = Ecosystem.load(WALES)
    things = sorted(wales.snapshot.records.entities)

    def ask(number: int) -> None:
        key = things[number % len(things)]
        wales.ask(f"what acts on {wales.snapshot.entity(key).label()}?")
        wales.query(f'SELECT ?s ?p ?o ("{number}" AS ?n) WHERE {{ ?s ?p ?o }} LIMIT 300')
        wales.describe(key)
        wales.find(key)

    for number in range(len(things) + BEFORE):  # whatever is kept for each thing is kept by now
        ask(number)
    here, there = held(), sum(map(held, workers(pool_of(wales.snapshot))))
    for number in range(ASKED):
        ask(number)
    assert held() - here < ROOM
    assert sum(map(held, workers(pool_of(wales.snapshot)))) - there < ROOM
