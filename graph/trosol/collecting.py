"""Python's collector of cycles, paused while very many small objects are made of which none is a cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused"]


@contextmanager
def paused() -> Iterator[None]:
    """Look for no cycles inside the block.

    While a hundred thousand rows become records and triples, the collector would walk over all of them again and again and find
    nothing: a quarter of the whole time (``benchmarks/scale.py``). What is no cycle is freed as ever.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
