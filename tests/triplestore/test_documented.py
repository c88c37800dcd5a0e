"""The commands of docs/stores.md, one after the other, as a reader would type them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from builders import files_for_examples
from conftest import ROOT
from trosol.cli.main import main


def commands() -> list[str]:
    text = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.slow
def test_every_command_of_the_page_runs(oxigraph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files_for_examples(tmp_path, "query")
    assert len(commands()) > 6
    for command in commands():
        words = shlex.split(command.replace("sparql:http://127.0.0.1:7878/query", oxigraph))
        assert words[0] == "trosol" and oxigraph in words
        assert main(words[1:]) == 0, command
