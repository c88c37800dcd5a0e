"""Commands that only read print the same again without loading anything, until something that they read is different."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from trosol import Ecosystem
from trosol.cli.main import main
from trosol.resources import data_dir

SHOW = ("show", "commissioners")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TROSOL_CACHE", str(tmp_path / "cache"))
    copy = tmp_path / "wales"
    shutil.copytree(data_dir() / "wales-social-care-2022", copy)
    for path in (copy, *copy.rglob("*")):
        os.utime(path, (time.time() - 3600,) * 2)
    return copy


def shown(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["show", str(folder), "commissioners", *more]) == 0
    return str(capsys.readouterr().out)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ecosystems that were loaded."""
    found: list[str] = []
    real = Ecosystem.load

    def load(path: str | Path) -> Ecosystem:
        found.append(str(path))
        return real(path)

    monkeypatch.setattr(Ecosystem, "load", load)
    return found


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files had lain there for a while: a file system's clock cannot be set back, ours can be put forward."""
    now = time.time_ns
    monkeypatch.setattr("trosol.cli.remembered.time.time_ns", lambda: now() + 10**10)


def test_the_second_time_nothing_is_loaded_and_the_same_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str], loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    first = shown(folder, capsys)
    assert shown(folder, capsys) == first
    assert len(loads) == 1
    assert shown(folder, capsys, "--json") != first
    assert len(loads) == 2


def test_an_edit_is_seen_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str], loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    assert "A new name" not in shown(folder, capsys)
    table = folder / "entities.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Commissioners,", "A new name,"), encoding="utf-8")
    assert "A new name" in shown(folder, capsys)
    (folder / "modules").mkdir(exist_ok=True)
    (folder / "modules" / "more.ttl").write_text("# nothing\n")
    shown(folder, capsys)
    assert len(loads) == 3


def test_what_was_written_a_moment_ago_is_not_kept(folder: Path, capsys: pytest.CaptureFixture[str], loads: list[str]) -> None:
    (folder / "entities.csv").touch()
    shown(folder, capsys)
    shown(folder, capsys)
    assert len(loads) == 2


def test_a_refusal_is_not_kept(
    folder: Path, capsys: pytest.CaptureFixture[str], loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    for _ in range(2):
        assert main(["show", str(folder), "nobody-at-all"]) != 0
        assert "nobody-at-all" in capsys.readouterr().err
    assert len(loads) == 2


def test_a_damaged_entry_is_not_printed(
    folder: Path, capsys: pytest.CaptureFixture[str], loads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settle(monkeypatch)
    first = shown(folder, capsys)
    for entry in (tmp_path / "cache").rglob("*.json"):
        entry.write_bytes(entry.read_bytes()[:-9] + b"something")
    assert shown(folder, capsys) == first
    assert len(loads) == 2
