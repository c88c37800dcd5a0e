"""Data of every released version opens with this one in every form, and data of a later one is refused with what to do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from builders import DATASET, TABLES, rows_with, tiny
from conftest import ROOT
from trosol import Ecosystem, __version__
from trosol.check import check
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files import history
from trosol.questions import check_questions
from upgrades.make_format import FORMATS, told

VERSIONS = sorted(path.name for path in FORMATS.iterdir())


def test_every_released_version_is_frozen() -> None:
    """Before a release, ``tests/upgrades/make_format.py`` is run once; its folder is never changed."""
    assert ".".join(__version__.split(".")[:2]) in VERSIONS
    tags = subprocess.run(["git", "tag"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    released = {".".join(tag.lstrip("v").split(".")[:2]) for tag in tags if re.fullmatch(r"v?\d+\.\d+\.\d+", tag)}
    assert not released - set(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("form", ["tiny", "tiny.xlsx", "tiny.ttl", "tiny.nt", "archive"])
def test_it_opens_in_every_form_and_says_the_same(version: str, form: str, tmp_path: Path) -> None:
    path = FORMATS / version / form
    if form == "archive":
        with zipfile.ZipFile(next((FORMATS / version).glob("*.zip"))) as archive:
            archive.extractall(tmp_path)
        path = next(tmp_path.glob("*/tiny"))
    expected = json.loads((FORMATS / version / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(told(Ecosystem.load(path)))) == expected


@pytest.mark.parametrize("version", VERSIONS)
def test_its_check_has_no_error_and_its_own_question_is_answered_as_expected(version: str) -> None:
    report = check(FORMATS / version / "tiny", further={"questions": check_questions})
    assert not [str(problem) for problem in report.problems if problem.severity == "error"]
    assert "questions" in report.ran
    assert [problem.code for problem in report.problems if problem.code == "term-replaced"]


@pytest.mark.parametrize("version", VERSIONS)
def test_its_old_names_are_mended_and_nothing_else(version: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORMATS / version / "tiny", tmp_path / "tiny"))
    digest = Ecosystem.load(folder).digest
    before = (folder / "entities.csv").read_text(encoding="utf-8")
    assert main(["mend", str(folder)]) == 0
    assert (folder / "entities.csv").read_text(encoding="utf-8") == before.replace("RedTape", "Paperwork")
    assert Ecosystem.load(folder).digest == digest


@pytest.mark.parametrize("version", VERSIONS)
def test_its_journal_is_kept_and_can_be_taken_back(version: str, tmp_path: Path) -> None:
    """A change that the older version promised and did not finish is finished when somebody says so; both can be undone.

    What an earlier version wrote has no seal, and could have come with the folder: it is left alone until then.
    """
    folder = Path(shutil.copytree(FORMATS / version / "tiny", tmp_path / "tiny"))
    shutil.copytree(FORMATS / version / "journal", folder / ".trosol" / "journal")
    (folder / "NOTES.md").write_bytes(b"first\n")
    Ecosystem.load(folder)
    assert (folder / "NOTES.md").read_bytes() == b"first\n"
    assert main(["undo", str(folder)]) == 1
    assert (folder / "NOTES.md").read_bytes() == b"first\n"
    assert main(["undo", str(folder), "--trust-journal"]) == 0
    assert (folder / "NOTES.md").read_bytes() == b"second\n"
    assert [entry.what for entry in history(folder)] == ["first note", "second note"]
    assert main(["undo", str(folder), "--trust-journal"]) == 0
    assert (folder / "NOTES.md").read_bytes() == b"first\n"
    assert main(["undo", str(folder), "--trust-journal"]) == 0
    assert not (folder / "NOTES.md").exists()


# Data of a later version than this one


def refusal(path: Path) -> str:
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(path)
    return str(caught.value)


def test_a_key_that_a_later_version_may_know(tmp_path: Path) -> None:
    said = refusal(tiny(tmp_path / "tiny", dataset=DATASET + 'funder = "x"\n'))
    assert "dataset.toml:funder" in said
    assert "newer Trosol made it, read it with that one; `trosol --version`" in said


def test_a_column_that_a_later_version_may_know(tmp_path: Path) -> None:
    claims = [[*row, "x" if number else "mood"] for number, row in enumerate(TABLES["claims"])]
    said = refusal(tiny(tmp_path / "tiny", claims=claims))
    assert "claims.csv:1:mood" in said
    assert "newer Trosol" in said


def test_a_class_that_a_later_version_may_know(tmp_path: Path) -> None:
    assert "type-unknown" in refusal(tiny(tmp_path / "tiny", entities=rows_with("entities", 1, "type", "LaterKind")))


def test_a_sheet_that_a_later_version_may_know(tmp_path: Path) -> None:
    path = tmp_path / "tiny.xlsx"
    path.write_bytes(export(Ecosystem.load(tiny(tmp_path / "tiny")).snapshot, "xlsx"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("opinions").append(["id", "who"])
    book.save(path)
    said = refusal(path)
    assert "opinions" in said
    assert "newer Trosol" in said


def test_triples_that_a_later_version_may_know(tmp_path: Path) -> None:
    path = tmp_path / "tiny.ttl"
    more = b"\n<https://w3id.org/trosol/tiny/opinion/1> a <https://w3id.org/trosol/ontology/Opinion> .\n"
    path.write_bytes(export(Ecosystem.load(tiny(tmp_path / "tiny")).snapshot, "turtle") + more)
    assert "triple-not-understood" in refusal(path)


@pytest.mark.parametrize("name", ["opinions.csv", "observation.csv"])
def test_a_table_that_is_not_read_is_warned_of(name: str, tmp_path: Path) -> None:
    """A later version's, or a misspelt one: it would be lost without a word, in a release as well."""
    folder = tiny(tmp_path / "tiny")
    (folder / name).write_text("id,who\n1,nurses\n", encoding="utf-8")
    (found,) = [problem for problem in check(folder).problems if problem.code == "table-unknown"]
    assert found.where and found.where.file == name
    assert found.severity == "warning"
    assert main(["release", str(folder), "--output", str(tmp_path)]) == 1
