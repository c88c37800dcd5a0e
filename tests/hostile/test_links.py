"""Nothing below a folder that somebody names is followed elsewhere: every known name, every odd kind, every command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from hostile.links import JOURNAL, KINDS, NAMES, QUICK, READ, READING, WRITING
from picked import few_first
from trosol.cli.main import VERBS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")


def tries(tmp_path: Path, name: str, verbs: tuple[str, ...], each: int) -> list[dict[str, Any]]:
    paths = os.pathsep.join((str(ROOT / "graph"), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "hostile.links", str(tmp_path), name, ",".join(verbs), str(each)],
        env={**os.environ, "PYTHONPATH": paths, "TROSOL_CACHE": "off", "TROSOL_STATE": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        check=False,
        timeout=1400,  # a pipe that is opened would never end
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(KINDS) * each
    return found


def all_well(found: list[dict[str, Any]]) -> None:
    faults = [(each["name"], each["kind"], each["verb"], fault) for each in found for fault in each["faults"]]
    assert not faults, faults[:5]
    silent = [
        (each["name"], each["kind"], each["verb"], each["codes"])
        for each in found
        if each["name"] in READ
        and not (each["name"].startswith("questions") and each["verb"] not in ("questions", "ask", "check", "release"))
        and each["verb"] not in ("undo", "undo --list", "undo --trust-journal")
        and (each["name"], each["verb"]) != ("dataset.toml", "import from")  # only rows, modules and questions come in
        and not {"file-not-plain", "file-too-large"} & set(each["codes"])
    ]
    assert not silent, silent[:5]


@pytest.mark.exhaustive
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("name", few_first(NAMES, (JOURNAL[0],)))
def test_every_name_and_the_commands_that_take_no_second(name: str, tmp_path: Path) -> None:
    found = tries(tmp_path, name, QUICK, 3)
    all_well(found)
    if name in JOURNAL[:3]:  # who writes says what is wrong there
        said = {each["kind"]: set(each["codes"]) for each in found if each["verb"] == "new module" and each["kind"] != "huge"}
        assert all("file-not-plain" in codes for codes in said.values()), said


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("name", NAMES)
def test_every_name_and_every_command(name: str, tmp_path: Path) -> None:
    verbs = tuple({**READING, **WRITING})
    all_well(tries(tmp_path, name, verbs, len(verbs)))


def test_every_command_is_tried() -> None:
    """A new command that opens a folder has to be tried, too: those that only open one as ``show`` does stand here by name."""
    tried = {verb.split()[0] for verb in {**READING, **WRITING}}
    as_show = {
        *(
            "gatekeepers",
            "centrality",
            "leverage",
            "horizons",
            "pathways",
            "scenario",
            "portfolio",
            "voices",
            "next-evidence",
            "report",
        ),
        *("compare", "terms", "measure", "template", "dashboard", "serve", "mcp"),
    }
    assert set(VERBS) <= tried | as_show, set(VERBS) - tried - as_show
