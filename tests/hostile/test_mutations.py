"""Each defence is held by a test: taken away, something of the corpus comes through."""

from __future__ import annotations

import pytest

from conftest import ROOT
from hostile.corpus import CORPUS
from hostile.defences import DEFENCES
from hostile.runner import Runner


def noticed(name: str) -> bool:
    runner = Runner(without=name, whole=False)
    try:
        return any(runner.bring(CORPUS[key], door).faults for key in DEFENCES[name].items for door in CORPUS[key].doors)
    finally:
        runner.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", DEFENCES)
def test_each_defence_that_is_taken_away_is_noticed(name: str) -> None:
    assert noticed(name)


def test_every_defence_names_items_that_there_are() -> None:
    assert not [key for defence in DEFENCES.values() for key in defence.items if key not in CORPUS]
    assert (ROOT / "benchmarks" / "mutations.py").is_file()
