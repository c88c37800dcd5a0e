"""Reports for code hosts and build servers: places that these understand, text that cannot break them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from builders import rows_with, tiny
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.export import export


def sarif(path: Path, capsys: pytest.CaptureFixture[str], code: int) -> list[dict[str, Any]]:
    assert main(["check", str(path), "--format", "sarif"]) == code
    value = json.loads(capsys.readouterr().out)
    assert value["version"] == "2.1.0"
    [run] = value["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
    return list(run["results"])


def test_sarif_points_at_the_row_of_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny(tmp_path / "my folder", claims=rows_with("claims", 2, "predicate", "adresses"))
    [result] = [each for each in sarif(folder, capsys, 1) if each["ruleId"] == "predicate-unknown"]
    assert result["level"] == "error"
    assert "addresses" in result["message"]["text"]
    [location] = result["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("my%20folder/claims.csv")
    assert place["region"] == {"startLine": 3}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "predicate"


def test_sarif_of_a_workbook_names_sheet_row_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book_path = tmp_path / "tiny.xlsx"
    book_path.write_bytes(export(Ecosystem.load(tiny(tmp_path / "tiny")).snapshot, "xlsx"))
    book = openpyxl.load_workbook(book_path)
    sheet = book["claims"]
    place = next(cell.column for cell in sheet[1] if cell.value == "predicate")
    sheet.cell(3, place).value = "adresses"
    book.save(book_path)
    [result] = [each for each in sarif(book_path, capsys, 1) if each["ruleId"] == "predicate-unknown"]
    [location] = result["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": book_path.as_posix()}}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "claims!3!predicate"


def test_sarif_of_what_is_sound_has_no_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(each["level"] != "error" for each in sarif(tiny(tmp_path), capsys, 0))


def test_junit_counts_what_fails_and_survives_hostile_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny(tmp_path, claims=rows_with("claims", 2, "predicate", ']]><x a="1">&\ufffe'))
    assert main(["check", str(folder), "--format", "junit"]) == 1
    suite = ElementTree.fromstring(capsys.readouterr().out)
    cases = suite.findall("testcase")
    assert int(suite.get("tests", "0")) == len(cases)
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(failed) == int(suite.get("failures", "0")) >= 1
    assert suite.find(".//x") is None


def test_junit_of_what_is_sound_fails_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tiny(tmp_path)), "--format", "junit"]) == 0
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert suite.get("failures") == "0"
    assert {"structure", "shapes", "checks"} <= {case.get("name") for case in suite}
    assert suite.find("testcase/failure") is None
