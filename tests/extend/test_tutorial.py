"""The researcher's tutorial, run as it stands: the eight steps from an empty folder to a release, and what comes out is what is shipped."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from trosol import Ecosystem
from trosol.check import check
from trosol.cli.main import main
from trosol.questions import check_questions

TUTORIAL = ROOT / "docs" / "tutorial-researcher.md"
NAME = "circular-textiles-vellana"
SHIPPED = ROOT / "data" / NAME


CODING = ROOT / "docs" / "tutorial-coding.md"


def steps(document: Path = TUTORIAL) -> list[tuple[str, str]]:
    """Commands in order, and files that the tutorial tells people to write."""
    found = []
    for info, block in re.findall(r"```([^\n]*)\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        name = re.search(r"file=(\S+)", info)
        if name:
            found.append((name.group(1), block))
        else:
            found += [("", line) for line in block.splitlines()]
    return found


@pytest.mark.exhaustive
def test_the_tutorial_leads_to_what_is_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "docs" / "examples" / "textiles", desk)
    shutil.copy(SHIPPED / "modules" / "textiles.ttl", desk)
    shutil.copytree(SHIPPED, tmp_path / NAME)  # what the tutorial calls ../circular-textiles-vellana
    monkeypatch.chdir(desk)
    done = []
    for file, text in steps():
        if file:
            (desk / file).write_text(text, encoding="utf-8")
            continue
        assert text.startswith("trosol "), text
        code = main(shlex.split(text)[1:])
        shown = capsys.readouterr()
        assert code == 0, f"{text}\n{shown.out[-2000:]}\n{shown.err[-2000:]}"
        done.append(text.split()[1])
    assert {"new", "template", "check", "import", "undo", "agree", "adjudicate", "diff", "release"} <= set(done)

    assert Ecosystem.load(desk / NAME).digest == Ecosystem.load(SHIPPED).digest
    texts = [ROOT / "docs" / "examples" / "textiles" / name for name in ("workshop.txt", "interviews.txt")]
    assert check(desk / NAME, texts, further={"questions": check_questions}).clean
    with zipfile.ZipFile(desk / f"{NAME}-1.0.0.zip") as archive:
        assert any(name.endswith("nanopublications.trig") for name in archive.namelist())
    assert Ecosystem.load(desk / "adjudicated").dataset.invented


def test_the_invented_ecosystem_says_so_everywhere() -> None:
    snapshot = Ecosystem.load(NAME).snapshot
    assert snapshot.records.dataset.invented
    assert "invented" in dict(snapshot.records.dataset.title)["en"]
    assert all(source.title.startswith("Invented:") for source in snapshot.records.sources.values())
    assert "invented" in (SHIPPED / "NOTES.md").read_text(encoding="utf-8").splitlines()[0]
    for path in (ROOT / "docs" / "examples" / "textiles").glob("*.txt"):
        assert "nvented" in path.read_text(encoding="utf-8")[:400], path.name


@pytest.mark.parametrize("text", ["workshop.txt", "interviews.txt"])
def test_every_anchor_of_the_invented_texts_is_proved(text: str) -> None:
    report = check(NAME, ROOT / "docs" / "examples" / "textiles" / text)
    assert not [problem for problem in report.problems if problem.code.startswith(("anchor", "source-text"))]


@pytest.mark.exhaustive
def test_the_tutorial_that_codes_two_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "docs" / "examples" / "coding" / "allotments.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    done = []
    for _, text in steps(CODING):
        code = main(shlex.split(text)[1:])
        shown = capsys.readouterr()
        assert code == 0, f"{text}\n{shown.out[-2000:]}\n{shown.err[-2000:]}"
        done.append(text.split()[1])
    assert {"source", "claim", "undo", "suggest", "check", "leverage"} <= set(done)
    report = check(tmp_path / "allotments")
    assert report.clean
    assert "anchors" in report.ran
    records = Ecosystem.load(tmp_path / "allotments").snapshot.records
    assert [records.evidence[claim.evidence[0]].page for claim in records.claims.values()] == ["1", "1", "1", "2", "2"]
    tables = Ecosystem.load(tmp_path / "allotments").leverage(draws=20).kinds
    assert {row.id for table in tables for row in table.ranking if row.score > 0} >= {"teaching", "barrels"}
