"""Compare: every difference in rows by id, every difference in places with its reason, and nothing where nothing changed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import DATASET, pushing, rows_plus, rows_with, tiny
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.findings.comparison.changed_records import ADDED, CHANGED, REMOVED
from trosol.findings.comparison.comparison import Comparison, compare
from trosol.findings.comparison.rank_changes import CLAIMS, NETWORK, PARTLY, Moved
from trosol.store.snapshot import Snapshot

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
    (move,) = compare(both[0], both[1], resamples=5).moved
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


def pushes(folder: Path, *more: tuple[str, str, str, str], drop: str = "", kind: str = "Outcome") -> Snapshot:
    return Ecosystem.load(pushing(folder, *more, drop=drop, kind=kind)).snapshot


def lever_moves(before: Snapshot, after: Snapshot) -> dict[str, Moved]:
    found = compare(before, after, resamples=20, k=1)
    return {move.id: move for move in found.moved if move.ranking == "levers"}


def places(move: Moved) -> tuple[int | None, int | None, int | None]:
    return move.before.rank if move.before else None, move.after.rank if move.after else None, move.alone


def test_a_lever_falls_with_a_claim_far_along_its_way(tmp_path: Path) -> None:
    """Without c1 paper no longer leads to care: form helps one goal, and lamp, whose two it had as well, stays before it."""
    moves = lever_moves(pushes(tmp_path / "a"), pushes(tmp_path / "b", drop="c1"))
    form = moves["form"]
    assert places(form) == (2, 3, 3) and (form.removed, form.added, form.changed) == (("c1",), (), ()) and form.cause == CLAIMS
    assert "falls from 2 to 3 among what reaches the goals, with 1 claim (c1) removed" in form.sentence


def test_a_lever_that_others_pass_helps_as_many_goals_as_before(tmp_path: Path) -> None:
    """Calm now leads to care: rota and lamp, which lead to calm, help one more; form is left behind."""
    moves = lever_moves(pushes(tmp_path / "a"), pushes(tmp_path / "b", ("x1", "calm", "enables", "care")))
    assert places(moves["form"]) == (2, 3, 2) and moves["form"].cause == NETWORK
    assert "it helps as many goals as before" in moves["form"].sentence
    assert all(move.added == ("x1",) for key, move in moves.items() if key != "form")


def test_what_lies_beyond_a_new_arrow_is_no_reason(tmp_path: Path) -> None:
    there, back = (pushes(tmp_path / "a"), pushes(tmp_path / "b", ("x1", "bell", "addresses", "paper")))
    new = lever_moves(there, back)["bell"]
    assert places(new) == (None, 4, 4) and (new.added, new.changed, new.cause) == (("x1",), (), CLAIMS)
    assert "reaches the goals now, and stands at rank 4" in new.sentence
    gone = lever_moves(back, there)["bell"]
    assert gone.after is None and gone.removed == ("x1",) and "reaches no goal any more" in gone.sentence


def test_a_lever_is_moved_partly_by_its_own_claims(tmp_path: Path) -> None:
    """Form loses care by itself, which puts it behind lamp; that bell passes it too is not of its doing."""
    bell = (("x1", "bell", "enables", "rest"), ("x2", "bell", "enables", "calm"))
    form = lever_moves(pushes(tmp_path / "a"), pushes(tmp_path / "b", *bell, drop="c1"))["form"]
    assert places(form) == (2, 4, 3) and form.cause == PARTLY
    assert "this by itself would have put it at rank 3, and the rest is due to the network as a whole" in form.sentence


def test_another_sign_and_another_kind_of_goal_are_changes(tmp_path: Path) -> None:
    before = pushes(tmp_path / "a")
    turned = lever_moves(before, pushes(tmp_path / "b", ("f1", "form", "stifles", "rest")))["form"]
    assert places(turned) == (2, 3, 3) and turned.changed == ("f1",)
    unwanted = lever_moves(before, pushes(tmp_path / "c", kind="Enabler"))
    assert places(unwanted["lamp"]) == (2, 3, 3) and unwanted["lamp"].changed == ("l2",)


def test_one_claim_explains_all_that_it_touches_in_wales(wales: Ecosystem, tmp_path: Path) -> None:
    """Without c1032 the user research no longer supports Social Care Wales, and so reaches no goal."""
    second = edited(wales, tmp_path / "b", lambda rows: [row for row in rows if row[0] != "c1032"])
    found = compare(wales.snapshot, second.snapshot, resamples=20)
    moves = [move for move in found.moved if move.ranking == "levers"]
    touched = {move.id: move for move in moves if move.cause != NETWORK}
    assert touched["user-research-programme"].after is None
    assert all(move.removed == ("c1032",) and move.cause == CLAIMS for move in touched.values())
    assert all(move.before and move.after and move.before.score == move.after.score for move in moves if move.id not in touched)
    assert found.to_json()["before"]["levers"] == found.levers_before.to_json()


def test_the_command_tells_what_claims_explain_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = pushing(tmp_path / "a")
    other = pushing(tmp_path / "b", ("x1", "calm", "enables", "care"), ("x2", "bell", "enables", "rest"))
    assert main(["compare", str(one), str(other), "--resamples", "5", "--no-cache"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "What reaches the goals (" in told
    assert told.index("“Bell” reaches the goals now") < told.index("“One shared form” falls from 2 to 3")
