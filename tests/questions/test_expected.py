"""What an ecosystem's questions must answer: read from its tables by a person, asked by the check."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, rows_with, tiny
from picked import few_first
from trosol.check import check
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import Problem
from trosol.files import Folder
from trosol.questions import check_questions, read_expected
from trosol.read.sources import read_ecosystem
from trosol.resources import data_dir

HEADER = "question,filled,status,answers,exact,rows,read_in\n"
TINY = """\
which-actions-address,challenge=paper,answered,form,yes,1,c2
what-stands-in-the-way,thing=care,answered,paper,yes,1,c1; managers are denied in c4
who-is-responsible-for,thing=form,notStated,,yes,0,nobody
what-are-the-visions,,notTranscribed,vision-1,yes,1,
what-does-not-exist-yet,,none,,yes,0,
which-figures-are-reported,thing=nurses,answered,12,,,o1
"""


def ecosystem(tmp_path: Path, expected: str = TINY, **changed: Any) -> Path:
    folder = tiny(tmp_path / "tiny", **changed)
    (folder / "questions").mkdir()
    (folder / "questions" / "expected.csv").write_text(HEADER + expected, encoding="utf-8")
    return folder


def found(folder: Path) -> list[Problem]:
    return check_questions(read_ecosystem(folder))


def without(table: str, key: str) -> list[list[str]]:
    return [row for row in TABLES[table] if row[0] != key]


@pytest.mark.exhaustive
def test_the_library_for_wales_answers_what_was_read_from_its_tables(wales: Ecosystem) -> None:
    assert wales.path
    rows, problems = read_expected(Folder(wales.path))
    assert not problems
    assert {row.question for row in rows} == {question.name for question in wales.questions}, "each has an expected answer"
    assert len({(row.question, *sorted(row.values.items())) for row in rows}) == len(rows) >= 40
    assert {row.status for row in rows} == {"answered", "none", "notStated", "notTranscribed"}
    assert found(wales.path) == []


def test_three_audiences_are_served(wales: Ecosystem) -> None:
    served = {
        audience: sum(q.audience == audience for q in wales.questions) for audience in ("strategist", "leader", "researcher")
    }
    assert len(wales.questions) >= 40
    assert min(served.values()) >= 8, served


@pytest.mark.exhaustive
def test_a_broken_row_of_the_real_data_fails_with_what_was_expected_and_what_came(tmp_path: Path) -> None:
    folder = tmp_path / "wales"
    shutil.copytree(data_dir() / "wales-social-care-2022", folder)
    path = folder / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    # Who pays is told in one claim only; and of two gatekeepers of opportunity one goes.
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row for row in rows if row[0] not in ("c0087", "c0347"))
    said = {problem.message.split(" (")[1].split(")")[0]: problem for problem in found(folder)}
    assert "expected answered, but it is notStated" in said["who-pays-for"].message
    assert "expected middle-managers among the answers, but came commissioners" in said["who-holds-the-way-to"].message
    assert "expected 2 rows, but came 1" in said["who-holds-the-way-to"].message
    assert {problem.code for problem in said.values()} == {"expected-answer"}
    with (folder / "questions" / "expected.csv").open(encoding="utf-8") as file:
        lines = file.read().splitlines()
    where = said["who-pays-for"].where
    assert where is not None
    assert where.row is not None
    assert lines[where.row - 1].startswith("who-pays-for,thing=persona-follow-on")


def test_the_check_asks_them_and_fails_when_an_answer_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ecosystem(tmp_path)
    assert main(["check", str(folder), "--json"]) == 0, capsys.readouterr().out
    report = json.loads(capsys.readouterr().out)
    assert "questions" in report["ran"]
    shutil.rmtree(folder)
    ecosystem(tmp_path, claims=without("claims", "c2"))
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "questions/expected.csv:2: error: “Which actions address Too many forms?”" in out
    assert "expected answered, but it is notStated" in out


OTHERS = [
    ("which-actions-address,challenge=paper,answered,form|care,,,", "expected care among the answers, but came form"),
    ("what-stands-in-the-way,thing=care,answered,paper,,3,", "expected 3 rows, but came 1"),
    ("what-stands-in-the-way,thing=care,notTranscribed,,,,", "expected notTranscribed, but it is answered (paper)"),
    ("what-are-the-visions,,notTranscribed,vision-2,,,", "expected vision-2 among the answers, but came vision-1"),
    ("which-figures-are-reported,thing=nurses,answered,13,,,", "expected 13 among the answers, but came 12"),
]


@pytest.mark.parametrize(("row", "says"), few_first(OTHERS, OTHERS[:1]))
def test_another_answer_is_told(tmp_path: Path, row: str, says: str) -> None:
    (problem,) = found(ecosystem(tmp_path, row + "\n"))
    assert problem.code == "expected-answer"
    assert says in problem.message
    assert str(problem.where) == "questions/expected.csv:2"


MORE = [
    ["c5", "form", "stifles", "care", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""],
    ["c6", "managers", "stifles", "care", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""],
]
"""Two true claims: what-stands-in-the-way of care has two more answers."""


def grown(tmp_path: Path, expected: str) -> Path:
    return ecosystem(tmp_path, expected, claims=[*TABLES["claims"], *MORE])


BEYOND = [
    ("what-stands-in-the-way,thing=care,answered,paper,yes,1,", 2),
    ("what-stands-in-the-way,thing=care,answered,paper,yes,,", 2),
    ("what-stands-in-the-way,thing=care,answered,paper,,2,", 1),
    ("what-stands-in-the-way,thing=care,notStated,,yes,0,", 3),
    ("what-stands-in-the-way,thing=care,none,,,,", 3),
]


@pytest.mark.parametrize(("row", "more"), few_first(BEYOND, BEYOND[:1]))
def test_answers_beyond_those_expected_are_a_warning_that_shows_them(tmp_path: Path, row: str, more: int) -> None:
    folder = grown(tmp_path, row + "\n")
    (problem,) = found(folder)
    assert (problem.code, problem.severity) == ("expected-more", "warning")
    assert f"{more} more than expected" in problem.message
    assert all(key in problem.message for key in ("form", "managers"))
    assert main(["check", str(folder)]) == 0


def test_what_was_lost_is_an_error_whatever_was_gained(tmp_path: Path) -> None:
    (problem,) = found(grown(tmp_path, "what-stands-in-the-way,thing=care,answered,paper|vision-1,yes,2,\n"))
    assert (problem.code, problem.severity) == ("expected-answer", "error")
    assert "expected vision-1 among the answers" in problem.message
    assert "2 more than expected: managers, form" in problem.message


def rows_of(folder: Path) -> list[list[str]]:
    with (folder / "questions" / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.exhaustive
def test_a_named_answer_is_written_down_with_its_claim_and_the_others_are_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = grown(tmp_path, TINY)
    before = rows_of(folder)
    assert main(["questions", str(folder), "--accept", "what-stands-in-the-way:form", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["row"], each["claims"]) for each in said["accepted"]] == [("form", 3, ["c5"])]
    assert [each["id"] for each in said["left"]] == ["managers"]
    after = rows_of(folder)
    assert after[2][3:6] == ["paper|form", "yes", "2"]
    assert after[2][6].endswith(" c5")
    assert [row for number, row in enumerate(after) if number != 2] == [row for number, row in enumerate(before) if number != 2]
    assert main(["questions", str(folder), "--accept", "what-stands-in-the-way:managers@3"]) == 0
    assert found(folder) == []


def test_a_row_that_expected_silence_expects_an_answer_from_then_on(tmp_path: Path) -> None:
    folder = grown(tmp_path, "what-stands-in-the-way,thing=care,notStated,,yes,0,\n")
    names = [part for key in ("paper", "form", "managers") for part in ("--accept", f"what-stands-in-the-way:{key}")]
    assert main(["questions", str(folder), *names]) == 0
    assert rows_of(folder)[1][2:6] == ["answered", "paper|form|managers", "yes", "3"]


NO_NAMES = ["what-stands-in-the-way:nurses", "what-stands-in-the-way", "what-stands-in-the-way:form@9", ":"]


@pytest.mark.parametrize("name", few_first(NO_NAMES, NO_NAMES[:1]))
def test_a_name_that_is_no_new_answer_writes_nothing(tmp_path: Path, name: str) -> None:
    folder = grown(tmp_path, TINY)
    before = rows_of(folder)
    assert main(["questions", str(folder), "--accept", "what-stands-in-the-way:form", "--accept", name]) == 2
    assert rows_of(folder) == before


def test_an_answer_that_is_new_in_two_rows_needs_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = grown(tmp_path, TINY + "what-stands-in-the-way,thing=care,answered,paper,yes,1,again\n")
    assert main(["questions", str(folder), "--accept", "what-stands-in-the-way:form"]) == 2
    assert "what-stands-in-the-way:form@3 or what-stands-in-the-way:form@8" in capsys.readouterr().err
    assert main(["questions", str(folder), "--accept", "what-stands-in-the-way:form@8"]) == 1
    assert [rows_of(folder)[number][3] for number in (2, 7)] == ["paper", "paper|form"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_each_is_shown_with_its_evidence_and_only_a_yes_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = grown(tmp_path, TINY)
    monkeypatch.setattr("sys.stdin", Terminal("\nY\n"))
    assert main(["questions", str(folder), "--accept"]) == 1
    said = capsys.readouterr()
    assert "too much paper" in said.err
    assert rows_of(folder)[2][3] == "paper|form"
    assert "what-stands-in-the-way:managers@3" in said.out


def test_without_a_terminal_nothing_is_accepted_silently(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = grown(tmp_path, TINY)
    before = rows_of(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\n"))
    assert main(["questions", str(folder), "--accept"]) == 2
    assert rows_of(folder) == before


def test_with_nothing_new_there_is_nothing_to_accept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["questions", str(ecosystem(tmp_path)), "--accept"]) == 0


WRONG_ROWS = [
    ("which-actions-adress,challenge=paper,answered,form,,,", "There is no question 'which-actions-adress'"),
    ("which-actions-address,challenge=papers,answered,form,,,", "'papers' does not fill the blank 'challenge'"),
    ("which-actions-address,challenge=nurses,answered,form,,,", "'nurses' does not fill the blank 'challenge'"),
    ("which-actions-address,,answered,form,,,", "Nothing fills the blank 'challenge'"),
    ("which-actions-address,challenge=paper|other=form,answered,form,,,", "has no blank 'other'"),
    ("which-actions-address,challenge,answered,form,,,", "'challenge' fills no blank"),
    ("which-actions-address,challenge=paper,answerd,form,,,", "'answerd' is no status"),
    ("which-actions-address,challenge=paper,answered,form,perhaps,,", "'perhaps' does not say"),
    ("which-actions-address,challenge=paper,answered,form,,two,", "'two' is no number of rows"),
]


@pytest.mark.parametrize(("row", "says"), few_first(WRONG_ROWS, WRONG_ROWS[:1]))
def test_a_row_that_cannot_be_asked_is_told_and_the_others_are_asked(tmp_path: Path, row: str, says: str) -> None:
    folder = ecosystem(tmp_path, f"{row}\nwhat-stands-in-the-way,thing=care,answered,form,,,\n")
    unread, other = sorted(found(folder), key=lambda problem: problem.code, reverse=True)
    assert (unread.code, other.code) == ("expected-row", "expected-answer")
    assert says in unread.message
    assert unread.where is not None
    assert unread.where.row == 2


def test_a_thing_that_is_gone_fails_the_row_that_asks_of_it(tmp_path: Path) -> None:
    folder = ecosystem(tmp_path, entities=without("entities", "form"), claims=without("claims", "c2"))
    said = {problem.subject: problem for problem in found(folder)}
    assert said["who-is-responsible-for"].code == "expected-row"
    assert said["which-actions-address"].code == "expected-answer"


def test_a_missing_column_a_file_that_is_no_text_and_no_file(tmp_path: Path) -> None:
    folder = ecosystem(tmp_path)
    path = folder / "questions" / "expected.csv"
    path.write_text("question,filled,status\n", encoding="utf-8")
    (problem,) = found(folder)
    assert (problem.code, "'answers' is missing" in problem.message) == ("expected-row", True)
    path.write_bytes(b"\xff\xfe\x00")
    assert [problem.code for problem in found(folder)] == ["encoding"]
    path.unlink()
    assert found(folder) == []


def test_a_wrong_header_of_an_own_question_fails_the_check(tmp_path: Path) -> None:
    folder = ecosystem(tmp_path)
    for name in ("one", "two"):
        (folder / "questions" / f"{name}.rq").write_text("# Question: Who?\nSELECT ?answer {}\n", encoding="utf-8")
    assert [problem.code for problem in found(folder)] == ["question-header", "question-header"]


def test_data_that_are_not_sound_are_not_asked(tmp_path: Path) -> None:
    folder = ecosystem(tmp_path, claims=rows_with("claims", 3, "rationale", ""))
    asked = []
    report = check(folder, further={"questions": lambda reading: asked.append(reading) or []})  # type: ignore[func-returns-value]
    assert not report.clean
    assert "questions" in report.skipped
    assert not asked
