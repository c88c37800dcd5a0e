"""Without any extra the main job is whole, and what needs an extra says so and how to get it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from ports import HANG
from trosol.errors import TrosolError
from trosol.extras import EXTRAS, can_use, command_for, needs_extra, require


@pytest.mark.slow  # .ci/run does the same in an environment that really has nothing else
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("part", "least"), [("commands", 45), ("screens", 50)])
def test_the_main_job_needs_nothing_but_what_is_always_installed(part: str, least: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "supply" / "main_job.py"), "--pretend", part],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    tried = re.search(r"(\d+) tried, (\d+) went wrong", done.stdout)
    assert tried, done.stderr[-2000:]
    assert int(tried[1]) >= least
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_an_extra_that_is_missing_is_asked_for(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, EXTRAS[extra][1], None)
    assert not can_use(extra)
    with pytest.raises(TrosolError) as before:
        require(extra)
    with pytest.raises(TrosolError) as within, needs_extra(extra):
        __import__(EXTRAS[extra][1])
    for refused in (before.value, within.value):
        (problem,) = refused.problems
        assert problem.code == "extra-missing"
        assert (
            problem.message.endswith(f"need the package '{EXTRAS[extra][1]}', which is not installed.")
            or "needs" in problem.message
        )
        assert problem.remedy == f"Install it with: {command_for(extra)}"


def test_the_command_is_that_of_whoever_made_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert command_for("pdf") == 'pip install "trosol[pdf]"'
    (tmp_path / "pyproject.toml.installed").write_text("")
    assert command_for("pdf") == "python3 start.py --with pdf"


def test_a_part_of_trosol_that_is_missing_is_a_fault_and_no_extra() -> None:
    with pytest.raises(ModuleNotFoundError), needs_extra("pdf"):
        __import__("trosol.no_such_part")


def test_maps_need_no_ipython_and_leave_no_stand_in_behind() -> None:
    code = """
import sys
from trosol.views.maps.vis_network import frame_page
assert "vis-network" in frame_page() or "vis" in frame_page()
assert "pyvis.network" in sys.modules
assert not [name for name in sys.modules if name.partition(".")[0] == "IPython"]
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=HANG)


def test_maps_leave_a_notebooks_ipython_alone() -> None:
    code = """
import sys, types
own, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
own.display, display.IFrame = display, object
sys.modules.update({"IPython": own, "IPython.display": display})
from trosol.views.maps.vis_network import frame_page
frame_page()
assert sys.modules["IPython"] is own and sys.modules["IPython.display"] is display
assert sys.modules["pyvis.network"].IFrame is object
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=HANG)
