"""Beginning an ecosystem and a module, and the workbook to fill in: from an empty folder to answers, without code."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from trosol.check.check_run import check
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.export import export
from trosol.read.columns import TABLES
from trosol.scaffold import new_ecosystem, new_module, without_rows

ROWS = {
    "sources": [{"id": "talk", "title": "Notes of a talk"}],
    "evidence": [
        {"id": "e1", "source": "talk", "lines": "1-2", "paraphrase": "The fund pays for the lab.", "speaker": "authorText"}
    ],
    "entities": [
        {
            "id": "fund",
            "type": "FundingStream",
            "label": "The fund",
            "description": "Money for trials.",
            "status": "transcribed",
            "evidence": "e1",
        },
        {
            "id": "lab",
            "type": "KeyArea",
            "label": "The lab",
            "description": "A place for trials.",
            "status": "transcribed",
            "evidence": "e1",
        },
        {
            "id": "nurses",
            "type": "ActorRole",
            "label": "Nurses",
            "description": "People who nurse.",
            "status": "transcribed",
            "evidence": "e1",
        },
        {
            "id": "care",
            "type": "Outcome",
            "label": "Good care",
            "description": "Care that helps.",
            "status": "transcribed",
            "evidence": "e1",
        },
    ],
    "claims": [
        {"id": "c1", "subject": "fund", "predicate": "funds", "object": "lab"},
        {"id": "c2", "subject": "lab", "predicate": "enables", "object": "care"},
    ],
}
SAID = {
    "strength": "unspecified",
    "stance": "reports",
    "mode": "stated",
    "confidence": "high",
    "voices": "nurses",
    "coder": "coder-1",
    "evidence": "e1",
}


def sheets(content: bytes, folder: Path) -> Any:
    path = folder / "written.xlsx"
    path.write_bytes(content)
    return openpyxl.load_workbook(path)


def choices(book: Any, table: str, column: str) -> list[str]:
    """What the drop-down of a column offers; empty if it has none."""
    sheet = book[table]
    place = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    for rule in sheet.data_validations.dataValidation:
        if str(rule.sqref).startswith(f"{place}2:"):
            name, cells = rule.formula1.lstrip("=").split("!")
            first, last = re.findall(r"\$([A-Z]+)\$(\d+)", cells)
            found = book[name][f"{first[0]}{first[1]}" : f"{last[0]}{last[1]}"]
            return [row[0].value for row in found if row[0].value is not None]
    return []


def begun(folder: Path) -> Path:
    """An ecosystem with a module whose example was made real."""
    new_ecosystem(folder, "my-region", "My region")
    [module] = new_module(folder / "my-region", "money")
    lines = module.read_text(encoding="utf-8").splitlines()
    module.write_text("\n".join(re.sub(r"^# (?=own:|   )", "", line) for line in lines) + "\n", encoding="utf-8")
    return folder / "my-region"


def test_what_is_begun_is_sound_at_once(tmp_path: Path) -> None:
    made = new_ecosystem(tmp_path, "my-region", "My région", invented=True)
    assert {path.name for path in made} >= {"dataset.toml", "README.md", "my-region.xlsx", *(f"{name}.csv" for name in TABLES)}
    for path in (tmp_path / "my-region", tmp_path / "my-region" / "my-region.xlsx"):
        report = check(path)
        assert report.clean
        assert {problem.code for problem in report.problems} <= {"metadata"}
        loaded = Ecosystem.load(path)
        assert dict(loaded.dataset.title) == {"en": "My région"}
        assert loaded.dataset.invented
    assert "Invented" in (tmp_path / "my-region" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["my-region"]


def test_an_empty_ecosystem_is_told_to_be_thin_not_broken(tmp_path: Path) -> None:
    new_ecosystem(tmp_path, "my-region")
    empty = Ecosystem.load(tmp_path / "my-region")
    assert empty.gatekeepers(draws=20).not_enough
    assert empty.leverage(draws=20).not_enough
    assert empty.ask("which actions address risk?").sentence


def test_a_workbook_filled_in_gives_answers_with_a_class_of_ones_own(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    assert check(folder).clean
    book = openpyxl.load_workbook(folder / "my-region.xlsx")
    for table, rows in ROWS.items():
        header = [cell.value for cell in book[table][1]]
        for row in rows:
            values = {**SAID, **row} if table == "claims" else row
            book[table].append([values.get(name) for name in header])
    for table in ROWS:  # as the tables, since a workbook has no modules beside it
        lines = [[str(cell.value or "") for cell in row] for row in book[table].iter_rows()]
        (folder / f"{table}.csv").write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
    report = check(folder)
    assert report.clean, [str(problem) for problem in report.problems]
    region = Ecosystem.load(folder)
    assert region.network("influence").has_edge("fund", "lab")
    assert region.describe("The fund").type_label == "Funding stream"
    assert region.pathways("fund", "care").routes[0].nodes == ("fund", "lab", "care")
    assert [claim.sentence for claim in region.describe("fund").statements] == ["The fund funds The lab"]


def test_drop_downs_follow_the_ontology_and_the_rows(tmp_path: Path, wales: Ecosystem) -> None:
    folder = begun(tmp_path)
    book = sheets(export(Ecosystem.load(folder).snapshot, "xlsx"), tmp_path)
    assert {"FundingStream", "ChallengeArea"} <= set(choices(book, "entities", "type"))
    assert {"funds", "gatekeeps"} <= set(choices(book, "claims", "predicate"))
    assert set(choices(book, "claims", "mode")) == {"stated", "inferred"}
    assert book["lists"].sheet_state == "hidden"
    full = sheets(export(wales.snapshot, "xlsx"), tmp_path)
    assert choices(full, "claims", "subject") == list(wales.snapshot.records.entities)
    assert choices(full, "evidence", "source") == list(wales.snapshot.records.sources)


@pytest.mark.exhaustive
def test_headers_are_explained_and_protected_and_cells_are_free(tmp_path: Path, wales: Ecosystem) -> None:
    book = sheets(export(wales.snapshot, "xlsx"), tmp_path)
    for name, spec in TABLES.items():
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for cell in sheet[1]:
            assert cell.protection.locked
            if cell.value in {column.name for column in spec.columns}:
                help_ = next(column.help for column in spec.columns if column.name == cell.value)
                assert help_ in cell.comment.text
        assert not sheet["B2"].protection.locked
    guide = "\n".join(str(cell.value) for row in book["guide"].iter_rows() for cell in row if cell.value)
    assert "gatekeeps" in guide
    assert "stated only if the cited lines say that very thing" in guide


def test_a_blank_one_offers_the_same_classes_and_holds_no_rows(tmp_path: Path, wales: Ecosystem) -> None:
    target = tmp_path / "blank.xlsx"
    assert main(["template", "wales-social-care-2022", "--output", str(target), "--blank"]) == 0
    blank = Ecosystem.load(target)
    assert blank.snapshot == without_rows(wales.snapshot)
    assert not blank.snapshot.records.claims


@pytest.mark.exhaustive
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_what_it_saves_reads_back_the_same(tmp_path: Path, wales: Ecosystem) -> None:
    (tmp_path / "in.xlsx").write_bytes(export(wales.snapshot, "xlsx"))
    out = tmp_path / "out"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, str(tmp_path / "in.xlsx")], check=True, capture_output=True, timeout=240)
    saved = openpyxl.load_workbook(out / "in.xlsx")
    assert {"FundingStream", "ChallengeArea"} & set(choices(saved, "entities", "type"))
    assert saved["claims"].protection.sheet
    assert saved["claims"]["A1"].comment is not None
    assert Ecosystem.load(out / "in.xlsx").digest == wales.digest


@pytest.mark.parametrize("name", ["", "Bad Name", "../up", "a" * 80, "-x", "x-", "é", "con/cat"])
def test_a_name_that_cannot_be_one_is_refused_and_nothing_is_made(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="name"):
        new_ecosystem(tmp_path, name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("title", ['Say "it"\\n', "two\nlines", "x" * 300, '"""', "{name}", "# no"])
def test_any_title_is_kept_as_it_is_or_refused(title: str, tmp_path: Path) -> None:
    try:
        new_ecosystem(tmp_path, "my-region", title)
    except WrongUse:
        assert not list(tmp_path.iterdir())
    else:
        region = tmp_path / "my-region"
        assert dict(Ecosystem.load(region).dataset.title) == {"en": title.strip()}
        new_module(region, "money", title)
        assert check(region).clean


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    new_ecosystem(tmp_path, "my-region")
    new_module(tmp_path / "my-region", "money")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(WrongUse):
        new_ecosystem(tmp_path, "my-region")
    with pytest.raises(WrongUse):
        new_module(tmp_path / "my-region", "money")
    with pytest.raises(WrongUse):
        new_module(tmp_path, "money")
    with pytest.raises(TrosolError):
        new_ecosystem(tmp_path / "nowhere", "my-region")
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
