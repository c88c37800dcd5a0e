"""What ``trosol open`` tells and guesses of a map whose items have no kind: where it lies, who acts, and what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from trosol.cli.main import main
from trosol.resources import shipped_ecosystems


@pytest.mark.parametrize("content", ["From,To\n", pytest.param("Label,Type\n\n", marks=pytest.mark.exhaustive)])
def test_a_file_without_items_is_refused_and_leaves_no_folder(tmp_path: Path, content: str) -> None:
    path = tmp_path / "head.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["open", str(path), "--into", str(tmp_path / "eco"), "--yes", "--check"]) == 1
    assert sorted(found.name for found in tmp_path.iterdir()) == ["head.csv"]


@pytest.mark.exhaustive
def test_a_file_of_a_shipped_name_makes_no_folder_that_stands_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = shipped_ecosystems()[0]
    Path(f"{name}.csv").write_text("From,To,Type\nA,B,leads to\n", encoding="utf-8")
    assert main(["open", f"{name}.csv", "--yes", "--check"]) == 0
    folders = [found.name for found in tmp_path.iterdir() if found.is_dir()]
    assert folders and not set(folders) & set(shipped_ecosystems())
    assert name in "".join(capsys.readouterr())
