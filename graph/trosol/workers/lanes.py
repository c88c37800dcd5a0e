"""Who works next, by cost: quick work never waits behind slow work, slow work is never starved, and each peer has its turn.

Threads wait for a place with :meth:`Lanes.place`, coroutines with :meth:`Lanes.turn`, in the same queues.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager

__all__ = ["MAX_WAITING", "QUICK", "SLOW", "Busy", "Lanes"]

QUICK, SLOW = "quick", "slow"

MAX_WAITING = 100
"""How many wait in one lane; whoever comes then is told at once that all are busy."""


class Busy(Exception):
    """There was no place in time, or too many wait already."""


class _Queue:
    """Who waits, first come first served, one of each peer in turn."""

    def __init__(self) -> None:
        self._peers: OrderedDict[str, deque[Future[None]]] = OrderedDict()

    def add(self, peer: str, one: Future[None]) -> None:
        self._peers.setdefault(peer, deque()).append(one)

    def waiting(self) -> int:
        """How many there are who have not gone."""
        for peer, line in list(self._peers.items()):
            while line and line[0].cancelled():
                line.popleft()
            if not line:
                del self._peers[peer]
        return sum(not one.cancelled() for line in self._peers.values() for one in line)

    def next(self) -> Future[None]:
        """The next one; only where somebody waits."""
        peer, line = next(iter(self._peers.items()))
        one = line.popleft()
        self._peers.move_to_end(peer)
        return one


class Lanes:
    """Places for work of two costs. One is for slow work first; slow work never has more, and where there are others, they are quick's."""

    def __init__(self, places: int = 2) -> None:
        """All places are free."""
        self.places = places
        self.quick = max(1, places - 1)
        self._busy = {QUICK: 0, SLOW: 0}
        self._waiting = {QUICK: _Queue(), SLOW: _Queue()}
        self._last = SLOW
        self._lock = threading.Lock()

    @contextmanager
    def place(self, lane: str, patience: float, peer: str = "") -> Iterator[None]:
        """Hold a place, waiting for it up to ``patience`` seconds. Raises :class:`Busy`."""
        one = self._join(lane, peer)
        try:
            one.result(patience)
        except TimeoutError:
            if one.cancel():
                raise Busy from None
        except BaseException:
            self._leave(lane, one)
            raise
        try:
            yield
        finally:
            self._done(lane)

    @asynccontextmanager
    async def turn(self, lane: str, patience: float, peer: str = "") -> AsyncIterator[None]:
        """As :meth:`place`, for a coroutine; whoever is cancelled while waiting gives the place up."""
        import asyncio  # loaded already wherever a coroutine runs; threads need none of it, and it takes longer to load than they do

        one = self._join(lane, peer)
        try:
            await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(one)), patience)
        except TimeoutError:
            if one.cancel():
                raise Busy from None
        except BaseException:
            self._leave(lane, one)
            raise
        try:
            yield
        finally:
            self._done(lane)

    def take_free(self, lane: str) -> bool:
        """Take a place if one is free now; to be given back by :meth:`give_back`."""
        with self._lock:
            if self._next() or sum(self._busy.values()) >= self.places:
                return False
            self._busy[lane] += 1
            return True

    def give_back(self, lane: str) -> None:
        """Free a place that was taken by :meth:`take_free`."""
        self._done(lane)

    def _join(self, lane: str, peer: str) -> Future[None]:
        one: Future[None] = Future()
        with self._lock:
            if self._waiting[lane].waiting() >= MAX_WAITING:
                raise Busy
            self._waiting[lane].add(peer, one)
            self._grant()
        return one

    def _leave(self, lane: str, one: Future[None]) -> None:
        if not one.cancel():
            self._done(lane)

    def _done(self, lane: str) -> None:
        with self._lock:
            self._busy[lane] -= 1
            self._grant()

    def _grant(self) -> None:
        while lane := self._next():
            one = self._waiting[lane].next()
            if one.set_running_or_notify_cancel():
                self._busy[lane] += 1
                self._last = lane
                one.set_result(None)

    def _next(self) -> str:
        """Whose turn it is; nobody's where no place is free or nobody waits."""
        if sum(self._busy.values()) >= self.places:
            return ""
        quick = self._waiting[QUICK].waiting() > 0
        slow = self._waiting[SLOW].waiting() > 0 and not self._busy[SLOW]
        if quick and slow:
            if self.places == 1:
                return QUICK if self._last == SLOW else SLOW
            return SLOW if self._busy[QUICK] >= self.quick else QUICK
        return QUICK if quick else SLOW if slow else ""
