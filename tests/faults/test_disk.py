"""A real disk that is full, and a real one that is read-only: every writer says so, and leaves all as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from picked import few_first

MOUNTS = (
    subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
    if sys.platform == "linux"
    else False
)
pytestmark = pytest.mark.skipif(not MOUNTS, reason="this account may not mount, so no disk can be made full or read-only")
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "graph"), str(ROOT / "tests")))}
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'
FULL = 'mount -t tmpfs -o size=4m none "$1" && cp -a "$1.copy/." "$1/" && (dd if=/dev/zero of="$1/filler" bs=4k >/dev/null 2>&1 || true)'
EVERY = """
import io, json, os, sys, contextlib
from pathlib import Path
from faults.nursery import WRITERS, state
from trosol.cli.main import main
place = Path(sys.argv[1])
os.environ["TROSOL_CACHE"] = str(place / "cache")
for name in json.loads(sys.argv[2]):
    os.chdir(place / name)
    before = state(place / name)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([*WRITERS[name].words.split(), "--json"])
        except BaseException as error:
            code = repr(error)
    try:
        codes = [problem["code"] for problem in json.loads(out.getvalue()).get("problems", [])]
    except ValueError:
        codes = [out.getvalue()[:200]]
    now = state(place / name)
    print(json.dumps({"writer": name, "code": code, "says": codes, "same": now == before, "err": err.getvalue()[-300:]}), file=sys.__stdout__, flush=True)
"""
NAMES = [
    "import",
    "mend",
    "undo",
    "adjudicate",
    "new ecosystem",
    "new module",
    "template",
    "export",
    "agree",
    "brief",
    "release",
    "docs",
]


def tried(fault: str, tmp_path: Path, names: list[str]) -> list[dict[str, Any]]:
    """Run writers on such a disk."""
    from faults.nursery import WRITERS

    place = tmp_path / "disk"
    source = tmp_path / "disk.copy" if fault == FULL else place
    for name in names:
        (source / name).mkdir(parents=True)
        WRITERS[name].before(source / name) if name != "docs" else WRITERS["export"].before(source / name)
    place.mkdir(exist_ok=True)
    script = f'set -e; {fault}; exec "$2" -c "$3" "$1" "$4"'
    command = ["unshare", "--mount", "bash", "-c", script, "bash", str(place), sys.executable, EVERY, json.dumps(names)]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("fault", few_first([READ_ONLY, FULL], [FULL]), ids=["read-only", "full"])
def test_every_writer_says_so_and_changes_nothing(fault: str, tmp_path: Path) -> None:
    found = tried(fault, tmp_path, NAMES)
    assert [each["writer"] for each in found] == NAMES
    assert not [each for each in found if each["code"] not in (1, 2)], "it ended in another way than by saying what is wrong"
    assert not [each for each in found if each["says"] != ["file-unwritable"]]
    assert not [each["writer"] for each in found if not each["same"]]


@pytest.mark.parametrize("fault", few_first([READ_ONLY, FULL], [FULL]), ids=["read-only", "full"])
def test_what_only_reads_answers_all_the_same(fault: str, tmp_path: Path) -> None:
    """A finding cannot be kept there, and is given."""
    (found,) = tried(fault, tmp_path, ["kept findings"])
    assert found["code"] == 0
    assert found["same"]
