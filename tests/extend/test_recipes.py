"""The recipes, run as they stand: each does what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from conftest import ROOT
from trosol import Ecosystem
from trosol.cli.main import main

RECIPES = ROOT / "docs" / "recipes.md"


def run(desk: Path, section: str) -> None:
    """The blocks of a section: files are written, commands have to end as they say; a file that a command needs is written before it."""
    blocks = re.findall(r"```([^\n]*)\n(.*?)```", section, re.DOTALL)
    for info, block in blocks:
        if name := re.search(r"file=(\S+)", info):
            (desk / name[1]).parent.mkdir(parents=True, exist_ok=True)
            (desk / name[1]).write_text(block, encoding="utf-8")
        elif name := re.search(r"append=(\S+)", info):
            with (desk / name[1]).open("a", encoding="utf-8") as file:
                file.write(f"\n{block}")
    for info, block in blocks:
        if "=" not in info or "exit=" in info:
            wanted = 1 if "exit=1" in info else 0
            for line in block.splitlines():
                assert main(shlex.split(line)[1:]) == wanted, line


@pytest.mark.exhaustive
def test_each_recipe_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    start, network, shape, question, display, weights = RECIPES.read_text(encoding="utf-8").split("\n## ")

    def here() -> Ecosystem:
        return Ecosystem.load(tmp_path / "my-region")

    run(tmp_path, start)
    run(tmp_path, network)
    assert here().network("money").number_of_edges() == 3
    capsys.readouterr()
    run(tmp_path, shape)
    assert "A programme needs somebody who answers for it" in capsys.readouterr().out
    run(tmp_path, question)
    assert {"Mill", "Dyer"} <= set(re.findall(r"\w+", capsys.readouterr().out))
    run(tmp_path, display)
    assert "Guild lends to Shop" in capsys.readouterr().out
    ontology = here().ontology
    assert ontology.colour(ontology.named("Cooperative", ("class",))[0].iri) == "#2f6f4f"
    run(tmp_path, weights)
    assert here().snapshot.weights.table["inferred"] == 0.2
