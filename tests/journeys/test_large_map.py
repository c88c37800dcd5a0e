"""A map of more than two thousand items, brought in by one command, opens on every screen that ranks, within bounds."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from screens import open_screen, text_of
from trosol.cli.main import main

pytestmark = pytest.mark.exhaustive

ITEMS, TIES = 2_200, 3_600
ACTORS = ("Organisation", "Funder", "Stakeholder")
KINDS = (*ACTORS, "Barrier", "Goal", "Intervention", "Variable", "Outcome")
AMONG = ("funds", "advises", "works with", "regulates", "member of")
ELSE = ("+", "-", "leads to", "hinders", "supports")
MAX_CPU = 30
"""Seconds of the processor for all of it, of which a minister's office would wait for one screen at a time."""


def _map() -> str:
    rng = random.Random(7)
    kinds = [KINDS[number % len(KINDS)] for number in range(ITEMS)]
    elements = [{"_id": f"e{n}", "attributes": {"label": f"Item {n}", "element type": kind}} for n, kind in enumerate(kinds)]
    links = []
    for number in range(TIES):
        start, end = rng.randrange(ITEMS), int(ITEMS * rng.random() ** 2)
        word = rng.choice(AMONG if kinds[start] in ACTORS and kinds[end] in ACTORS else ELSE)
        links.append(
            {
                "_id": f"c{number}",
                "from": f"e{start}",
                "to": f"e{end}",
                "direction": "directed",
                "attributes": {"connection type": word},
            }
        )
    return json.dumps({"elements": elements, "connections": links})


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("large")
    (place / "region.json").write_text(_map(), encoding="utf-8")
    began = time.process_time()
    assert main(["open", str(place / "region.json"), "--into", str(place / "region"), "--yes", "--check"]) == 0
    assert time.process_time() - began < MAX_CPU
    return place / "region"


@pytest.mark.parametrize("screen", ["overview", "map", "priorities", "gatekeepers", "scenarios"])
def test_a_screen_opens_on_a_large_map(large: Path, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(large))
    began = time.process_time()
    shown = open_screen(screen)
    assert time.process_time() - began < MAX_CPU
    assert not shown.exception
    assert text_of(shown) or screen == "map"
    assert max((len(frame.value) * len(frame.value.columns) for frame in shown.dataframe), default=0) <= 5_000 * 12
