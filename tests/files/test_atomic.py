"""A save is all or nothing: exactly old or exactly new, whenever the process dies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from trosol.errors import TrosolError
from trosol.files.atomic import write_atomically

WRITER = """
import sys
from pathlib import Path
from trosol.files.atomic import write_atomically
while True:
    write_atomically(Path(sys.argv[1]), b"new" * 500_000)
    write_atomically(Path(sys.argv[1]), b"old" * 500_000)
"""


def test_a_file_is_written_and_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_killing_the_writer_leaves_it_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old" * 500_000)
    luck = random.Random(7)
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], env={**os.environ, "PYTHONPATH": str(ROOT / "graph")}
        )
        time.sleep(0.15 + luck.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert path.read_bytes() in (b"new" * 500_000, b"old" * 500_000)


def test_a_missing_folder_is_a_clear_refusal(tmp_path: Path) -> None:
    with pytest.raises(TrosolError, match="file-unwritable"):
        write_atomically(tmp_path / "nowhere" / "a.txt", b"x")


def test_a_folder_in_its_place_leaves_no_litter(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "inside").write_text("x")
    with pytest.raises(TrosolError):
        write_atomically(tmp_path / "a", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
