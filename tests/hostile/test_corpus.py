"""Everything hostile at every door: a clear refusal or a sound acceptance, in time, in memory, and nobody is called."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator

import pytest

from hostile.corpus import CORPUS, SLOW_DOORS
from hostile.items import Item
from hostile.runner import Runner

OFTEN = (
    *("load", "check", "cli-check", "cli-import", "cli-folder", "import-folder"),
    *("cli-words", "library-words", "mcp-words", "mcp-query", "http-query", "socket"),
)
"""Doors that lead to the same place as another one: in the quick run each fourteenth item goes through them, in the long run all."""

EACH = 7
"""Of items at the other doors, the quick run brings each seventh; the long run, which continuous integration runs as well, brings all."""

COSTLY = ("graphml-elements-in-millions",)
"""Items that take seconds at each door: the long run has them."""

QUICK = [item for item in CORPUS.values() if not set(item.doors) & set(SLOW_DOORS)]
LONG = [item for item in CORPUS.values() if set(item.doors) & set(SLOW_DOORS)]


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    made = Runner(whole=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def thorough() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def endured(runner: Runner, item: Item, doors: Iterable[str]) -> None:
    faults = [f"{door}: {fault}" for door in doors for fault in runner.bring(item, door).faults]
    assert not faults, "\n".join(faults)


def quick_doors(item: Item) -> list[str]:
    if item.name in COSTLY:
        return []
    drawn = zlib.crc32(item.name.encode())
    return [door for door in item.doors if drawn % (14 if door in OFTEN else EACH) == 0]


@pytest.mark.parametrize("item", [item for item in QUICK if quick_doors(item)], ids=lambda item: item.name)
def test_item(item: Item, runner: Runner) -> None:
    endured(runner, item, quick_doors(item))


@pytest.mark.exhaustive
@pytest.mark.slow
@pytest.mark.parametrize("item", QUICK, ids=lambda item: item.name)
def test_item_at_every_door(item: Item, thorough: Runner) -> None:
    endured(thorough, item, item.doors)


@pytest.mark.slow
@pytest.mark.parametrize("item", LONG, ids=lambda item: item.name)
def test_item_that_takes_its_time(item: Item, thorough: Runner) -> None:
    endured(thorough, item, item.doors)


def test_the_corpus_is_as_wide_as_promised() -> None:
    doors = {door for item in CORPUS.values() for door in item.doors}
    assert len(CORPUS) >= 150
    assert {"load", "cli-check", "upload", "http", "mcp", "import"} <= doors


def test_what_spends_the_processor_is_stopped_and_what_waits_is_waited_for(runner: Runner) -> None:
    def process(code: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-I", "-S", "-c", code])

    with process("while True: pass") as busy, process("import time; time.sleep(60)") as idle:
        try:
            with pytest.raises(queue.Empty):
                runner._reply(busy.pid, 0.2)
            answer = threading.Timer(0.5, runner._replies.put, ["{}"])
            answer.start()
            assert runner._reply(idle.pid, 0.2) == "{}"
        finally:
            busy.kill()
            idle.kill()
