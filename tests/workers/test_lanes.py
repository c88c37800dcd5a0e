"""Whose turn it is: counted, not timed."""

from __future__ import annotations

import asyncio
import threading
from contextlib import ExitStack
from typing import Any

import pytest

from trosol.workers import lanes
from trosol.workers.lanes import QUICK, SLOW, Busy, Lanes

NOW = 0.02
LONG = 30.0


def refused(made: Lanes, lane: str) -> bool:
    try:
        with made.place(lane, NOW):
            return False
    except Busy:
        return True


@pytest.mark.parametrize("places", [2, 3, 5])
def test_slow_work_never_has_more_than_one_place_and_quick_work_never_waits_for_it(places: int) -> None:
    made = Lanes(places)
    with ExitStack() as held:
        held.enter_context(made.place(SLOW, NOW))
        assert refused(made, SLOW)
        for _ in range(places - 1):
            held.enter_context(made.place(QUICK, NOW))
        assert refused(made, QUICK)
    assert not refused(made, SLOW)


def test_quick_work_may_have_all_places_while_nothing_slow_waits() -> None:
    made = Lanes(3)
    with ExitStack() as held:
        for _ in range(3):
            held.enter_context(made.place(QUICK, NOW))
        assert refused(made, QUICK) and refused(made, SLOW)


def waiting(made: Lanes, *asked: tuple[str, str]) -> tuple[list[str], list[threading.Thread]]:
    """People who wait in this order; in which order they came in."""
    order: list[str] = []
    threads = []

    def wait(lane: str, name: str, peer: str) -> None:
        with made.place(lane, LONG, peer):
            order.append(name)

    for number, (lane, peer) in enumerate(asked):
        before = sum(each.waiting() for each in made._waiting.values())
        threads.append(threading.Thread(target=wait, args=(lane, f"{lane}{number}{peer}", peer)))
        threads[-1].start()
        while sum(each.waiting() for each in made._waiting.values()) == before:
            pass
    return order, threads


def test_slow_work_is_not_starved() -> None:
    made = Lanes(2)
    with made.place(QUICK, NOW):  # held to the end, so that one goes after the other
        with made.place(QUICK, NOW):
            order, threads = waiting(made, (QUICK, ""), (QUICK, ""), (SLOW, ""))
        for each in threads:
            each.join(LONG)
    assert order.index("slow2") < 2


def test_one_place_goes_to_both_in_turn() -> None:
    made = Lanes(1)
    with made.place(SLOW, NOW):
        order, threads = waiting(made, (SLOW, ""), (SLOW, ""), (QUICK, ""), (QUICK, ""))
    for each in threads:
        each.join(LONG)
    assert order == ["quick2", "slow0", "quick3", "slow1"]


def test_each_peer_has_its_turn() -> None:
    made = Lanes(1)
    with made.place(QUICK, NOW):
        order, threads = waiting(made, *[(QUICK, "a")] * 4, (QUICK, "b"), (QUICK, "c"))
    for each in threads:
        each.join(LONG)
    assert order == ["quick0a", "quick4b", "quick5c", "quick1a", "quick2a", "quick3a"]


def test_only_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MAX_WAITING", 3)
    made = Lanes(1)
    with made.place(QUICK, NOW):
        order, threads = waiting(made, *[(QUICK, "")] * 3)
        with pytest.raises(Busy), made.place(QUICK, LONG):
            pass  # told at once, or this would take long
    for each in threads:
        each.join(LONG)
    assert len(order) == 3


def test_coroutines_wait_in_the_same_line_and_who_goes_gives_the_place_up() -> None:
    async def work() -> list[str]:
        made, order = Lanes(1), []

        async def wait(name: str) -> None:
            async with made.turn(QUICK, LONG):
                order.append(name)

        with made.place(QUICK, NOW):
            tasks = [asyncio.create_task(wait(name)) for name in "abc"]
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            tasks[1].cancel()
            await asyncio.gather(tasks[1], return_exceptions=True)
            with pytest.raises(Busy):
                async with made.turn(QUICK, NOW):
                    pass
        await asyncio.gather(*tasks, return_exceptions=True)
        async with made.turn(QUICK, NOW):  # nothing is held any more
            return order

    assert asyncio.run(work()) == ["a", "c"]


def test_many_who_come_and_go_leave_every_place_free() -> None:
    made = Lanes(3)
    most = {QUICK: 0, SLOW: 0}
    inside: dict[str, int] = {QUICK: 0, SLOW: 0}
    lock = threading.Lock()

    def come(number: int) -> None:
        for turn in range(50):
            lane = SLOW if (number + turn) % 3 == 0 else QUICK
            try:
                with made.place(lane, 0.001 if turn % 4 == 0 else LONG, str(number % 4)):
                    with lock:
                        inside[lane] += 1
                        most[lane] = max(most[lane], inside[lane])
                        assert sum(inside.values()) <= 3
                    with lock:
                        inside[lane] -= 1
            except Busy:
                pass

    threads: list[Any] = [threading.Thread(target=come, args=(number,)) for number in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(LONG)
    assert most[SLOW] == 1 and most[QUICK] >= 1
    assert made._busy == {QUICK: 0, SLOW: 0}
