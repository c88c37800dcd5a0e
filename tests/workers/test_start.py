"""Every task comes up as Trosol is installed; where one does not, people are told which, why, and what helps, and not to wait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import tiny
from picked import few_first
from trosol.check.apart import select_apart
from trosol.coding.source_files import document_of
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.findings.processes.pickled import snapshot_packed
from trosol.rdf.engine import parse
from trosol.workers import NONE, Bounds, Stopped, WorkerPool, not_started, pool
from trosol.workers.process import NotStarted, Worker
from trosol.workers.tasks import TASKS

BOUNDS = Bounds(60.0, 20.0, 1_000_000_000, 10_000_000)


def first(task: str, folder: Path) -> tuple[dict[str, Any], bytes]:
    """What a worker of the task is started with."""
    if task == "finding":
        return {}, snapshot_packed(Ecosystem.load(tiny(folder)).snapshot)
    return ({"prefixes": {}}, b"<x:a> <x:b> <x:c> .\n") if task.startswith("quer") else ({}, b"")


@pytest.mark.parametrize("task", few_first(TASKS, ["documents"]))
def test_a_process_of_every_task_comes_up_where_only_what_trosol_needs_is_installed(task: str, tmp_path: Path) -> None:
    """That the tests run without further packages is what `test_the_tests_run_without_what_no_lock_brings` says."""
    try:
        Worker(task, *first(task, tmp_path / "eco")).stop()
    except NotStarted as error:
        pytest.fail(f"no process for '{task}' ({TASKS[task].does}): {error.reason}")


@pytest.mark.parametrize("task", few_first(TASKS, ["documents"]))
def test_one_that_does_not_come_up_says_what_it_is_for_and_what_it_lacks(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = first(task, tmp_path / "eco")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pyoxigraph.py").write_text("import no_such_module", encoding="utf-8")
    monkeypatch.syspath_prepend(broken)
    workers = WorkerPool(task, lambda: begun)
    with pytest.raises(Stopped) as caught:
        workers.run({}, bounds=BOUNDS)
    assert (caught.value.why, caught.value.task) == (NONE, task)
    problem = not_started(caught.value)
    assert TASKS[task].does in problem.message and "ModuleNotFoundError: no_such_module" in problem.message
    assert str(tmp_path) not in problem.message


def test_that_none_could_be_started_is_never_told_as_being_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> Worker:
        raise NotStarted

    monkeypatch.setattr(pool, "Worker", none)
    monkeypatch.setattr(pool, "_SHARED", {})
    for ask in (
        lambda: document_of(b"<p>a</p>", "a.html", ".html"),
        lambda: parse(b"<x:a> <x:b> <x:c> .", where="a.ttl"),
        lambda: select_apart([], ["SELECT * {}"]),
    ):
        with pytest.raises(TrosolError) as caught:
            ask()
        (problem,) = caught.value.problems
        assert problem.code == "worker-not-started"
        assert "Try again" not in problem.remedy
