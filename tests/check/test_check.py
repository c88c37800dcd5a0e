"""The check: anchors against the text, shapes and queries back to file, row and column."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, rows_plus, rows_with, tiny
from one_or_more import one_or_more
from trosol.check import check
from trosol.check.anchors import normalise
from trosol.errors import WrongUse

TEXT = "There is too much\npaper – they’re drowning.\nOne  shared form ● would help.\n"


def with_text(tmp_path: Path, **changed: Any) -> tuple[Path, Path]:
    text = tmp_path / "talk.txt"
    text.write_text(TEXT, encoding="utf-8")
    return tiny(tmp_path / "tiny", **changed), text


def anchors(folder: Path, text: Path) -> list[tuple[str, str]]:
    return [(p.message, str(p.where)) for p in check(folder, text).problems if p.code == "anchor"]


def test_anchors_that_stand_in_their_lines_are_proved(tmp_path: Path) -> None:
    folder, text = with_text(tmp_path)
    report = check(folder, text)
    assert "anchors" in report.ran
    assert not anchors(folder, text)


@pytest.mark.parametrize(
    ("anchor", "lines"),
    [
        ("too much paper", "1-2"),
        ("TOO MUCH PAPER", "1-2"),
        ("paper - they're", "2"),
        ("form would help", "3"),
        ("paper—they're drowning", "2"),
    ],
)
def test_case_dashes_apostrophes_bullets_and_line_breaks_do_not_matter(tmp_path: Path, anchor: str, lines: str) -> None:
    rows = rows_with("evidence", 1, "anchor", anchor)
    rows[1][rows[0].index("lines")] = lines
    folder, text = with_text(tmp_path, evidence=rows)
    found = anchors(folder, text)
    if anchor == "paper—they're drowning":
        assert found, "a missing space is a different text"
    else:
        assert not found


@pytest.mark.parametrize(
    ("anchor", "lines", "says"),
    [
        ("too much paper", "3", "does not stand in lines 3"),
        ("shared form", "1", "It does stand in line 3"),
        ("too much", "1-99", "only 3 lines"),
        ("too much", "", "no lines"),
        ("there is too much paper they", "1-2", "does not stand"),
    ],
)
def test_an_anchor_in_the_wrong_place_says_where_it_is(tmp_path: Path, anchor: str, lines: str, says: str) -> None:
    rows = rows_with("evidence", 1, "anchor", anchor)
    rows[1][rows[0].index("lines")] = lines
    folder, text = with_text(tmp_path, evidence=rows)
    found = [str(p) for p in check(folder, text).problems if p.code == "anchor"]
    assert found and says in found[0]
    assert "evidence.csv:2" in found[0]


def test_an_anchor_has_at_most_six_words(tmp_path: Path) -> None:
    folder, text = with_text(tmp_path, evidence=rows_with("evidence", 1, "anchor", "There is too much paper they’re drowning"))
    assert any("more than 6 words" in message for message, _ in anchors(folder, text))


@pytest.mark.parametrize(("hedge", "unfound"), [("would", 0), ("Would, too much", 0), ("perhaps", 1), ("would, perhaps, may", 2)])
def test_a_hedge_stands_in_the_lines_that_the_claim_cites(tmp_path: Path, hedge: str, unfound: int) -> None:
    folder, text = with_text(tmp_path, claims=rows_with("claims", 1, "hedge", hedge), evidence=_all_lines())
    found = [p for p in check(folder, text).problems if p.code == "hedge-not-in-lines"]
    assert [(p.severity, str(p.where)) for p in found] == [("warning", "claims.csv:2:hedge")] * unfound


def test_a_hedge_of_another_source_is_not_looked_for(tmp_path: Path) -> None:
    rows = _all_lines()
    rows[1][rows[0].index("lines")] = rows[1][rows[0].index("anchor")] = ""
    folder, text = with_text(tmp_path, claims=rows_with("claims", 1, "hedge", "perhaps"), evidence=rows)
    assert not [p for p in check(folder, text).problems if p.code == "hedge-not-in-lines"]


def _all_lines() -> list[list[str]]:
    rows = [list(row) for row in TABLES["evidence"]]
    for row in rows[1:]:
        row[rows[0].index("lines")], row[rows[0].index("anchor")] = "1-3", ""
    return rows


def test_another_text_than_the_one_coded_is_refused(tmp_path: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    folder, text = with_text(tmp_path, sources=[["id", "title", "textSha256"], ["talk", "Notes", digest]])
    assert not anchors(folder, text)
    text.write_text(TEXT + "more", encoding="utf-8")
    assert [p.code for p in check(folder, text).problems if p.severity == "error"] == ["source-text-other"]


def test_a_missing_text_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="source-text-missing"):
        check(tiny(tmp_path / "tiny"), tmp_path / "nowhere.txt")


def test_normalising_twice_changes_nothing() -> None:
    once = normalise(TEXT)
    assert normalise(once) == once


def codes(folder: Path) -> dict[str, str]:
    return {p.code: str(p.where) for p in check(folder).problems if p.severity != "info"}


def test_the_tiny_ecosystem_is_clean(tmp_path: Path) -> None:
    report = check(tiny(tmp_path))
    assert report.clean, report.problems


def test_an_inferred_claim_needs_a_rationale_and_the_row_is_named(tmp_path: Path) -> None:
    folder = tiny(tmp_path, claims=rows_with("claims", 3, "rationale", ""))
    wrong = [p for p in check(folder).problems if p.severity == "error"]
    assert wrong and all(str(p.where).startswith("claims.csv:4") for p in wrong)


def test_wording_of_a_placeholder_is_refused(tmp_path: Path) -> None:
    rows = [
        [*TABLES["entities"][0], "wording"],
        *([*r, "Invented words." if r[0] == "vision-1" else ""] for r in TABLES["entities"][1:]),
    ]
    wrong = [p for p in check(tiny(tmp_path, entities=rows)).problems if p.severity == "error"]
    assert wrong and all(str(p.where).startswith("entities.csv:7") for p in wrong)


def test_a_tie_between_actors_needs_actors(tmp_path: Path) -> None:
    claim = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
    folder = tiny(tmp_path, claims=rows_plus("claims", "c5", "managers", "worksWith", "paper", *claim))
    assert any(p.where and p.where.row == 6 for p in check(folder).problems if p.severity == "error")


def test_evidence_that_nothing_uses_is_a_warning(tmp_path: Path) -> None:
    evidence = rows_plus("evidence", "e3", "talk", "", "", "1", "There is", "Something is there.", "authorText")
    assert any(where.startswith("evidence.csv:4") for where in codes(tiny(tmp_path, evidence=evidence)).values())


def test_an_unreadable_ecosystem_gives_a_report_not_a_crash(tmp_path: Path) -> None:
    report = check(tiny(tmp_path, claims=rows_with("claims", 1, "predicate", "stiffles")))
    assert not report.clean
    assert report.ran == ("structure",)


def test_every_problem_says_how_to_mend_it(tmp_path: Path) -> None:
    claims = rows_with("claims", 3, "rationale", "")
    for problem in one_or_more(check(tiny(tmp_path, claims=claims)).problems):
        assert problem.remedy or ":" in problem.message
