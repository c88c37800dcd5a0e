"""``trosol diff``: what an edit changes, told with its claims; and ordinary git serves to work together."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builders import tiny
from conftest import ROOT, WALES
from extend.test_begin import begun
from trosol.cli.main import main
from trosol.diff import differences, opened, to_markdown
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.scaffold import new_module

FEW: dict[str, Any] = {"draws": 40, "worlds": 256}


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=coder-1", "-c", "user.email=coder-1@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def wales_folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / WALES, tmp_path / "wales")
    return tmp_path / "wales"


def without(folder: Path, claim: str) -> None:
    path = folder / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{claim},")), encoding="utf-8")


@pytest.mark.exhaustive
def test_the_same_is_no_difference(wales: Ecosystem) -> None:
    found = differences(wales, wales, **FEW)
    assert found.none
    assert found.asked > 100
    assert "Nothing is different" in to_markdown(found)


@pytest.mark.exhaustive
def test_a_claim_taken_out_moves_a_rank_and_answers_and_is_named_for_it(wales: Ecosystem, wales_folder: Path) -> None:
    # c0349: leaders control access (page 33 of the report, lines 1023 to 1024)
    without(wales_folder, "c0349")
    found = differences(wales, Ecosystem.load(wales_folder), **FEW)
    assert [(fact.kind, fact.table, fact.id) for fact in found.findings.facts.rows] == [("removed", "claims", "c0349")]
    changed = {answer.question: answer for answer in found.answers}
    gate = changed["Who is named a gatekeeper?"]
    assert "Leaders and decision-makers" in gate.before
    assert "Leaders and decision-makers" not in gate.after
    assert gate.claims_removed == ("c0349",)
    way = changed["Who holds the way to Innovation in social care?"]
    assert (way.status_before, way.status_after, way.claims_removed) == ("answered", "answered", ("c0349",))
    text = to_markdown(found)
    assert "−c0349" in text


def test_terms_that_are_new_gone_or_mean_something_else(tmp_path: Path) -> None:
    before = Ecosystem.load(begun(tmp_path))
    path = tmp_path / "my-region" / "modules" / "money.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("Gives money to.", "Pays for."), encoding="utf-8")
    [change] = differences(before, Ecosystem.load(tmp_path / "my-region"), **FEW).terms
    assert (change.label, change.kind) == ("funds", "changed")
    assert "definition" in change.what
    path.unlink()
    gone = differences(before, Ecosystem.load(tmp_path / "my-region"), **FEW).terms
    assert {(term.label, term.kind) for term in gone} == {("funds", "removed"), ("Funding stream", "removed")}


def test_between_git_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tiny(tmp_path / "data" / "small")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    without(tmp_path / "data" / "small", "c2")
    monkeypatch.chdir(tmp_path / "data")
    assert main(["diff", "HEAD:data/small", "small", "--draws", "20", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in found["facts"]["claims"]["removed"]] == ["c2"]
    for wrong in ("HEAD:nowhere", "nothing:data/small", "HEAD:../x", "--output=x:data/small", "HEAD:/etc"):
        assert main(["diff", "--draws", "20", "--", wrong, "small"]) == 2
        assert "revision-unknown" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {".git", "data"}
    with pytest.raises(WrongUse), opened("nothing-of-that-name"):
        pass


def test_an_edited_claim_is_one_line_and_two_branches_that_add_claims_merge(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "small")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    path = folder / "claims.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",high,nurses,coder-1,,e2", ",low,nurses,coder-1,,e2"), encoding="utf-8"
    )
    assert git(tmp_path, "diff", "--numstat").split() == ["1", "1", "small/claims.csv"]
    git(tmp_path, "commit", "-qam", "less sure")
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    git(tmp_path, "switch", "-qc", "other")
    added = "c20,form,supports,care,unspecified,reports,stated,high,nurses,coder-1,,e2,\n"
    path.write_text("".join([rows[0], added, *rows[1:]]), encoding="utf-8")
    git(tmp_path, "commit", "-qam", "one more")
    git(tmp_path, "switch", "-q", "main")
    more = "c30,nurses,worksWith,managers,unspecified,reports,stated,high,nurses,coder-1,,e1,\n"
    path.write_text("".join([*rows, more]), encoding="utf-8")
    git(tmp_path, "commit", "-qam", "another")
    git(tmp_path, "merge", "-q", "--no-edit", "other")
    assert {"c20", "c30"} <= set(Ecosystem.load(folder).snapshot.records.claims)


def test_markdown_of_hostile_names_is_inert(tmp_path: Path) -> None:
    from builders import rows_with

    before = Ecosystem.load(tiny(tmp_path / "a"))
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) @everyone `x` | y"
    after = Ecosystem.load(tiny(tmp_path / "b", entities=rows_with("entities", 1, "label", evil)))
    text = to_markdown(differences(before, after, **FEW))
    assert "onerror" in text
    assert not re.search(r"(?<!\\)(<img|\[x|\|)|@everyone| `x", text)


def test_a_new_module_alone_is_no_move(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "small")
    before = Ecosystem.load(folder)
    new_module(folder, "more")
    found = differences(before, Ecosystem.load(folder), **FEW)
    assert not found.findings.changes
    assert not found.answers


@pytest.mark.exhaustive
def test_tiers_stand_by_table_with_where_a_row_was_and_is(tmp_path: Path) -> None:
    """Rota helps three goals, lamp two, form one and a long way; without l1 lamp helps one, and form passes it."""
    from builders import pushing

    before, after = (Ecosystem.load(pushing(tmp_path / name, drop=drop)) for name, drop in (("a", ""), ("b", "l1")))
    found = differences(before, after, draws=60, worlds=256)
    by_id = {change.id: change for change in found.findings.changes}
    assert set(by_id) == {"lamp", "form"}
    for key, was, now in (("lamp", "B", "C"), ("form", "C", "B")):
        change = by_id[key]
        assert change.before is not None
        assert change.after is not None
        assert (change.before.tier, change.after.tier) == (was, now)
        assert change.removed == ("l1",)
    text = to_markdown(found)
    (title,) = {change.table_label for change in found.findings.changes}
    part = text.partition(f"### Tiers: {title}\n")[2].partition("###")[0]
    assert len(re.findall("^- ", part, re.MULTILINE)) == 2
    assert "tier B" in part
    assert "tier C" in part


@pytest.mark.exhaustive
def test_what_the_wales_report_would_lose_without_an_action_is_told_by_table(wales: Ecosystem, wales_folder: Path) -> None:
    path = wales_folder / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = [line.split(",")[0] for line in lines if ",level-invest,addresses," in line]
    path.write_text("".join(line for line in lines if line.split(",")[0] not in gone), encoding="utf-8")
    found = differences(wales, Ecosystem.load(wales_folder), **FEW)
    mine = [change for change in found.findings.changes if change.id == "level-invest"]
    assert mine
    assert all(set(change.removed) <= set(gone) and change.table_label for change in mine)
    assert {size.name for size in found.networks if size.edges_before != size.edges_after} >= {"influence"}
    text = to_markdown(found)
    assert all(f"### Tiers: {change.table_label}" in text for change in mine)
