"""Coroutines in tests: in a thread of their own, for where Playwright has run, an event loop goes on in the thread of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_R = TypeVar("_R")

__all__ = ["run_alone"]


def run_alone(work: Coroutine[Any, Any, _R]) -> _R:
    """As :func:`asyncio.run`."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
