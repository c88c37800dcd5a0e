"""Every command that writes is killed (SIGKILL) at its touches of the disk: what it leaves is exactly old or exactly new, and it runs again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from conftest import ROOT
from faults.nursery import WRITERS
from picked import few_first

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
FEW = "import"
"""Killed in the run that people wait for; the others in continuous integration."""
MANY = (FEW, "new ecosystem,mend,undo,adjudicate", "new module,template,export,agree")
EACH = 6
JOURNALS = ("import", "mend", "undo", "adjudicate", "new module")


def killed(names: tuple[str, ...], most: int) -> list[dict[str, Any]]:
    """Kill these writers; what each kill left."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "faults" / "nursery.py"), ",".join(names), str(most)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "graph"), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def all_well(kills: list[dict[str, Any]]) -> None:
    torn = [kill for kill in kills if kill["left"] == "torn"]
    assert not torn, torn[:3]
    assert all(kill["died"] for kill in kills)
    stuck = [kill for kill in kills if kill["again"]]
    assert not stuck, stuck[:3]


@pytest.mark.parametrize("writers", few_first(MANY, [FEW]), ids=lambda names: names.replace(" ", "-").replace(",", "-"))
def test_what_a_killed_writer_leaves_is_old_or_new_and_the_command_runs_again(writers: str) -> None:
    names = tuple(writers.split(","))
    kills = killed(names, EACH)
    all_well(kills)
    touches = {kill["writer"]: kill["of"] for kill in kills}
    assert Counter(kill["writer"] for kill in kills) == {name: min(EACH, touches[name]) for name in names}
    for name in names:
        left = {kill["left"] for kill in kills if kill["writer"] == name}
        assert left == {"old", "new"} if name in JOURNALS else "old" in left
        if name in JOURNALS:
            assert any(kill["kept"] for kill in kills if kill["writer"] == name), "a promise was left, and was kept"


def test_fifty_kills_are_in_every_run_of_continuous_integration() -> None:
    names = [name for writers in MANY for name in writers.split(",")]
    assert len(names) * EACH >= 50
    assert set(names) < set(WRITERS)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("name", [name for name in WRITERS if name != "docs"])
def test_before_every_touch_of_the_disk(name: str) -> None:
    all_well(killed((name,), 0))


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_pages_that_take_the_place_of_others() -> None:
    """A thousand files: a sample of the touches, and the last two, where the folders change places."""
    all_well(killed(("docs",), 25))


@pytest.mark.parametrize("sealed", [True, False], ids=["own", "foreign"])
def test_a_promise_is_looked_through_by_readers_and_finished_by_the_next_writer(sealed: bool, tmp_path: Any) -> None:
    """Where it is this user's own; else readers say so and read what lies there, and writers ask first."""
    from builders import rows_with, table_bytes, tiny

    folder = tiny(tmp_path / "tiny")
    new = table_bytes(rows_with("entities", 1, "label", "Matrons"))
    (tmp_path / "new.csv").write_bytes(new)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    script = (
        "import os, signal, sys; from pathlib import Path; from trosol.files import journal; "
        "journal._apply = lambda *_: os.kill(os.getpid(), signal.SIGKILL); "
        "journal.write_together(Path(sys.argv[1]), 'import more', {'entities.csv': Path(sys.argv[2]).read_bytes()})"
    )
    state = {} if sealed else {"TROSOL_STATE": "off"}
    words = [sys.executable, "-c", script, str(folder), str(tmp_path / "new.csv")]
    dead = subprocess.run(words, env={**env, **state}, check=False)
    assert dead.returncode < 0

    def trosol(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "trosol", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def files() -> dict[str, tuple[int, bytes]]:
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()}

    before = files()
    shown = trosol("show", str(folder), "nurses")
    assert shown.returncode == 0, shown.stderr
    assert ("Matrons" in shown.stdout) is sealed
    assert ("not promised by you" in shown.stderr) is not sealed
    assert files() == before, "reading writes nothing"
    again = trosol("new", "module", "money", "--into", str(folder))
    if not sealed:
        assert again.returncode == 1
        assert "[journal-foreign]" in again.stderr
        assert files().items() >= {name: held for name, held in before.items() if ".trosol" not in name}.items()
        assert trosol("undo", str(folder)).returncode == 1
        again = trosol("undo", str(folder), "--trust-journal")
        assert "finished: import more" in again.stdout
    assert again.returncode == 0, again.stderr
    assert "finished a change that was cut off (import more)" in again.stderr
    assert (folder / "entities.csv").read_bytes() == new
    assert "Matrons" in trosol("show", str(folder), "nurses").stdout
