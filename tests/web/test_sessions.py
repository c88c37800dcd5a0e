"""Sessions whose page is gone: a few are kept for a while, the others are closed, each once."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from trosol.web import MAX_ENDED, EndedSessions


class Ends:
    """Makes sessions, and writes down which were closed."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    def __call__(self, key: str) -> SimpleNamespace:
        return SimpleNamespace(session=SimpleNamespace(id=key, shutdown=lambda: self.closed.append(key)))


def test_only_a_few_are_kept_and_the_oldest_goes_first() -> None:
    ends, kept = Ends(), EndedSessions(128)
    for number in range(MAX_ENDED):
        kept.save(ends(str(number)))
    assert not ends.closed and len(kept.list()) == MAX_ENDED
    kept.save(ends("one more"))
    assert ends.closed == ["0"] and len(kept.list()) == MAX_ENDED


def test_a_page_that_comes_back_finds_its_session_and_it_is_not_closed() -> None:
    async def work() -> list[str]:
        ends, kept = Ends(), EndedSessions(128, 0)
        kept.save(ends("a"))
        assert kept.get("a") is not None and kept.get("b") is None
        kept.delete("a")
        kept.save(ends("a"))  # gone a second time; the first timer must not close it as well
        kept.delete("a")
        await asyncio.sleep(0.05)
        return ends.closed

    assert asyncio.run(work()) == []


def test_after_a_while_each_is_closed_once() -> None:
    async def work() -> list[str]:
        ends, kept = Ends(), EndedSessions(128, 0)
        for key in ("a", "b"):
            kept.save(ends(key))
        await asyncio.sleep(0.05)
        assert kept.list() == []
        return ends.closed

    assert asyncio.run(work()) == ["a", "b"]


def test_what_is_not_kept_cannot_be_taken_away() -> None:
    with pytest.raises(KeyError):
        EndedSessions().delete("a")
