"""What is worked out once for everybody: who asks for it meanwhile waits for the same result (*single flight*)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

__all__ = ["Once", "settle"]

_V = TypeVar("_V")


class Once(Generic[_V]):
    """Results by key, the ``most`` newest of them kept. Safe to use from any number of threads.

    A result is handed to all who ask as the same object, so it has to be one that nobody changes. What fails is not kept: who
    waited for it meets the same error, and who asks next tries again.

    >>> squares: Once[int] = Once(100)
    >>> squares(7, lambda: 7 * 7), squares(7, lambda: 0)
    (49, 49)
    """

    def __init__(self, most: int) -> None:
        """Nothing is kept yet."""
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[_V]] = OrderedDict()

    def begin(self, key: Hashable) -> tuple[Future[_V], bool]:
        """What will hold the result, and whether the caller has to see that it gets one (true for the first who asks)."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found, False
            made: Future[_V] = Future()
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        made.add_done_callback(lambda done: self._forget(key, done))
        return made, True

    def _forget(self, key: Hashable, done: Future[_V]) -> None:
        if done.cancelled() or done.exception() is not None:
            with self._lock:
                if self._kept.get(key) is done:
                    del self._kept[key]

    def __call__(self, key: Hashable, make: Callable[[], _V]) -> _V:
        """The result of ``make``, which runs in the thread of the first who asks. Raises what it raises."""
        found, mine = self.begin(key)
        if mine:
            settle(found, make)
        return found.result()

    def clear(self) -> None:
        """Keep nothing; what is being worked out still reaches those who wait for it."""
        with self._lock:
            self._kept.clear()


def settle(waiting: Future[Any], make: Callable[[], Any]) -> None:
    """Give those who wait the result of ``make``, or its error; they are never left waiting."""
    try:
        result = make()
    except BaseException as error:
        waiting.set_exception(error if isinstance(error, Exception) else RuntimeError("the work was given up"))
        if not isinstance(error, Exception):
            raise
    else:
        waiting.set_result(result)
