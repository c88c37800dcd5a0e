"""Compare: every difference in rows by id, every difference in places with its reason, and nothing where nothing changed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import DATASET, rows_plus, rows_with, tiny
from trosol.ecosystem import Ecosystem
from trosol.findings.compare import Comparison, compare
from trosol.findings.facts import ADDED, CHANGED, REMOVED
from trosol.findings.moved import CLAIMS, NETWORK

CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
Edit = Callable[[list[list[str]]], list[list[str]]]


def edited(wales: Ecosystem, folder: Path, edit: Edit) -> Ecosystem:
    """A copy of Wales with other claims."""
    assert wales.path is not None
    shutil.copytree(wales.path, folder)
    file = folder / "claims.csv"
    with file.open(encoding="utf-8", newline="") as read:
        rows = list(csv.reader(read))
    with file.open("w", encoding="utf-8", newline="") as write:
        csv.writer(write, lineterminator="\n").writerows(edit(rows))
    return Ecosystem.load(folder)


@pytest.fixture(scope="module")
def fewer(wales: Ecosystem, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Wales, and Wales without one tie and without one naming."""
    folder = tmp_path_factory.mktemp("wales") / "b"
    second = edited(wales, folder, lambda rows: [row for row in rows if row[0] not in ("c0038", "c0346")])
    return compare(wales.snapshot, second.snapshot, resamples=50)


def test_the_same_with_itself_says_nothing_changed(wales: Ecosystem) -> None:
    found = compare(wales.snapshot, wales.snapshot, resamples=20)
    assert found.sentence.startswith("Nothing changed")
    assert not found.facts.rows and not found.moved and not found.notes


def test_the_same_in_another_folder_and_row_order_says_nothing_changed(wales: Ecosystem, tmp_path: Path) -> None:
    second = edited(wales, tmp_path / "b", lambda rows: [rows[0], *reversed(rows[1:])])
    assert compare(wales.snapshot, second.snapshot, resamples=20).sentence.startswith("Nothing changed")


def test_removed_claims_are_facts_and_reasons(fewer: Comparison) -> None:
    assert fewer.facts.ids("claims", REMOVED) == ("c0038", "c0346")
    assert not fewer.facts.ids("claims", ADDED) and not fewer.facts.ids("entities", CHANGED)
    named = [move for move in fewer.moved if move.ranking == "named"]
    assert [(move.id, move.removed, move.cause) for move in named] == [("commissioners", ("c0346",), CLAIMS)]
    assert "no longer named" in named[0].sentence
    placed = {move.id: move for move in fewer.moved if move.ranking == "placed"}
    assert placed["provider-organisations"].removed == ("c0038",)


def test_who_moves_though_no_claim_touches_them_moves_with_the_network(fewer: Comparison) -> None:
    for move in fewer.moved:
        touched = move.added or move.removed or move.changed
        assert (move.cause == NETWORK) == (not touched)
        if not touched:
            assert "network as a whole" in move.sentence
        if move.cause == CLAIMS and move.after:
            assert move.alone == move.after.rank


def test_there_and_back_mirror_each_other(wales: Ecosystem, tmp_path: Path) -> None:
    second = edited(wales, tmp_path / "b", lambda rows: [row for row in rows if row[0] != "c0038"])
    there, back = (
        compare(*pair, resamples=20) for pair in ((wales.snapshot, second.snapshot), (second.snapshot, wales.snapshot))
    )
    assert there.facts.ids("claims", REMOVED) == back.facts.ids("claims", ADDED) == ("c0038",)
    assert {(m.id, m.removed) for m in there.moved} == {(m.id, m.added) for m in back.moved}


def test_changed_rows_show_their_columns(tmp_path: Path) -> None:
    first = Ecosystem.load(tiny(tmp_path / "a"))
    second = Ecosystem.load(tiny(tmp_path / "b", claims=rows_with("claims", 1, "confidence", "low")))
    found = compare(first.snapshot, second.snapshot, resamples=5)
    (row,) = found.facts.rows
    assert (row.table, row.id, row.kind, row.columns) == ("claims", "c1", CHANGED, (("confidence", "high", "low"),))
    assert "No place in the rankings" in found.sentence


def test_a_new_naming_is_attributed_to_its_claim(tmp_path: Path) -> None:
    first = Ecosystem.load(tiny(tmp_path / "a"))
    second = Ecosystem.load(tiny(tmp_path / "b", claims=rows_plus("claims", "c5", "nurses", "gatekeeps", "care", *CLAIM)))
    found = compare(first.snapshot, second.snapshot, resamples=5)
    (move,) = found.moved
    assert (move.id, move.before, move.added, move.cause) == ("nurses", None, ("c5",), CLAIMS)
    assert "newly named a gatekeeper" in move.sentence


def test_a_claim_that_is_denied_now_counts_as_changed(tmp_path: Path) -> None:
    both = []
    for stance in ("reports", "negates"):
        cells = ["nurses", "gatekeeps", "care", "unspecified", stance, *CLAIM[2:]]
        both.append(Ecosystem.load(tiny(tmp_path / stance, claims=rows_plus("claims", "c5", *cells))).snapshot)
    (move,) = compare(*both, resamples=5).moved
    assert move.after is None and move.changed == ("c5",)


def test_two_ecosystems_and_thin_ones_are_noted(wales: Ecosystem, tmp_path: Path) -> None:
    other = Ecosystem.load(tiny(tmp_path, DATASET))
    found = compare(wales.snapshot, other.snapshot, resamples=5)
    assert any("two ecosystems" in note for note in found.notes)
    assert any("Not enough evidence, because only 1 tie" in note for note in found.notes)
    assert all(move.ranking == "named" for move in found.moved)


def test_json_has_the_fields(fewer: Comparison) -> None:
    value = fewer.to_json()
    assert {"sentence", "notes", "facts", "moved", "before", "after"} <= set(value)
    assert {"added", "removed", "changed"} == set(value["facts"]["claims"])
    assert {"id", "before", "after", "added", "removed", "cause", "sentence"} <= set(value["moved"][0])
