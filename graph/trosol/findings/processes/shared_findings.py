"""Findings for many people at once: each is worked out once, whoever asks, and everybody gets the same frozen result."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from trosol.findings.cache import kept, question, recalled
from trosol.findings.processes.process_pool import Workers
from trosol.store.single_flight import Once, settle
from trosol.store.snapshot import Snapshot

__all__ = ["Shared"]

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Shared:
    """A way to get a finding (:class:`trosol.findings.cache.Through`) that all threads share.

    A result comes from memory, else from disk, else from a worker process where there are ``workers``, else a thread
    works it out. Whoever asks for the same meanwhile waits for that.
    """

    def __init__(self, most: int = 512) -> None:
        """``most``: how many results are held in memory."""
        self._results: Once[Any] = Once(most)
        self._waiting: dict[str, Callable[[], None]] = {}
        self._lock = threading.Lock()
        self.workers: Workers | None = None

    def __call__(
        self, snapshot: Snapshot, finding: Callable[Concatenate[Snapshot, _P], _R], /, *args: _P.args, **options: _P.kwargs
    ) -> _R:
        """The finding of the snapshot. Raises what it raises."""
        return self.begin(snapshot, finding, args, options).result()  # type: ignore[no-any-return]

    def begin(
        self,
        snapshot: Snapshot,
        finding: Callable[..., Any],
        args: tuple[Any, ...] = (),
        options: dict[str, Any] | None = None,
        *,
        beforehand: bool = False,
    ) -> Future[Any]:
        """What will hold the finding. ``beforehand``: nobody waits for it yet, so that all that somebody waits for goes first.

        A finding made of others (it takes ``through``) is put together in this process, and its parts are got as any other.
        """
        options = options or {}
        key = question(snapshot, finding, args, options)
        if key is None:
            waiting: Future[Any] = Future()
            settle(waiting, lambda: finding(snapshot, *args, **options))
            return waiting
        waiting, mine = self._results.begin(key)
        if mine:
            self._get(key, waiting, snapshot, finding, args, options, beforehand)
        elif not beforehand:
            with self._lock:
                hurry = self._waiting.pop(key, None)
            if hurry is not None and not waiting.done():
                hurry()
        return waiting

    def _get(
        self,
        key: str,
        waiting: Future[Any],
        snapshot: Snapshot,
        finding: Callable[..., Any],
        args: tuple[Any, ...],
        options: dict[str, Any],
        beforehand: bool,
    ) -> None:
        """See that who waits gets it."""
        try:
            found = None if "through" in options else recalled(snapshot, finding, *args, **options)
        except BaseException as error:
            waiting.set_exception(error)
            raise
        if found is not None:
            waiting.set_result(found)
        elif self.workers is None or "through" in options:
            # In a thread of its own: who asked can say meanwhile that it takes a while, or go away.
            threading.Thread(
                target=settle, args=(waiting, partial(_worked_out, finding, snapshot, args, options)), daemon=True
            ).start()
        else:
            asked, workers = (finding, snapshot, args, options), self.workers
            if beforehand:
                with self._lock:
                    self._waiting[key] = lambda: workers.put(waiting, _worked_out, asked)
            workers.put(waiting, _worked_out, asked, beforehand=beforehand)

    def clear(self) -> None:
        """Hold nothing in memory."""
        self._results.clear()


def _worked_out(finding: Callable[..., Any], snapshot: Snapshot, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    return kept(snapshot, finding, *args, **options)
