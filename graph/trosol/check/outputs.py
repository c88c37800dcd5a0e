"""A report in the forms that other programs read: SARIF 2.1.0 for code hosts, JUnit XML for build servers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

from trosol.errors import ERROR, WARNING, Problem

if TYPE_CHECKING:
    from trosol.check.check_report import CheckReport

__all__ = ["to_junit", "to_sarif"]

_LEVEL = {ERROR: "error", WARNING: "warning"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_sarif(report: CheckReport, at: PurePath, version: str) -> str:
    """SARIF 2.1.0: a result for each problem, at its file and row.

    ``at``: the folder or file that was checked. ``version``: that of the program.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
    """
    codes = sorted({problem.code for problem in report.problems})
    driver: dict[str, Any] = {
        "name": "trosol check",
        "version": version,
        "rules": [{"id": code, "help": {"text": f"docs/errors.md, heading {code}"}} for code in codes],
    }
    results = [_result(problem, at, codes.index(problem.code)) for problem in report.problems]
    return _json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _result(problem: Problem, at: PurePath, rule: int) -> dict[str, Any]:
    text = f"{problem.message} {problem.remedy}".strip()
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVEL.get(problem.severity, "note"),
        "message": {"text": text},
    }
    if problem.where is not None:
        file, _mark, sheet = problem.where.file.partition("!")
        place: dict[str, Any] = {"artifactLocation": {"uri": _address(file, at)}}
        if problem.where.row and not sheet:
            place["region"] = {"startLine": problem.where.row}
        location: dict[str, Any] = {"physicalLocation": place}
        names = [part for part in (sheet, problem.where.column) if part]
        if sheet and problem.where.row:
            names.insert(1, str(problem.where.row))
        if names:
            location["logicalLocations"] = [{"fullyQualifiedName": "!".join(names)}]
        found["locations"] = [location]
    return found


def _address(file: str, at: PurePath) -> str:
    """The file as an address relative to where the program was called, as code hosts want it."""
    return quote((at if at.name == file else at / file).as_posix())


def to_junit(report: CheckReport) -> str:
    """JUnit XML: each part of the check is a test, and so is each problem; errors fail, the rest is told."""
    errors = [problem for problem in report.problems if problem.severity == ERROR]
    suite = ElementTree.Element(
        "testsuite",
        name=_text(f"trosol check {report.name}"),
        tests=str(len(report.ran) + len(report.problems)),
        failures=str(len(errors)),
        skipped=str(len(report.skipped)),
    )
    for part in report.ran:
        ElementTree.SubElement(suite, "testcase", classname="trosol.check", name=part)
    for part in report.skipped:
        case = ElementTree.SubElement(suite, "testcase", classname="trosol.check", name=part)
        ElementTree.SubElement(case, "skipped")
    for problem, name in _named(report.problems):
        case = ElementTree.SubElement(suite, "testcase", classname=f"trosol.{problem.code}", name=_text(name))
        if problem.severity == ERROR:
            failure = ElementTree.SubElement(case, "failure", message=_text(problem.message), type=problem.code)
            failure.text = _text(str(problem))
        else:
            ElementTree.SubElement(case, "system-out").text = _text(str(problem))
    suite.set("tests", str(len(suite)))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _named(problems: Iterable[Problem]) -> Iterable[tuple[Problem, str]]:
    for number, problem in enumerate(problems, 1):
        yield problem, f"{number}: {problem.where or problem.subject or 'everywhere'}"


def _text(text: str) -> str:
    return _NO_XML.sub("�", text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
