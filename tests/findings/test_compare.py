"""Compare: every difference in rows by id, every tier that differs with the claims responsible, and nothing where nothing changed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import DATASET, TABLES, pushing, rows_plus, rows_with, tiny
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.findings.comparison.changed_records import ADDED, CHANGED, REMOVED
from trosol.findings.comparison.comparison import Comparison, compare
from trosol.findings.comparison.shared_meaning import shared_meaning
from trosol.findings.comparison.tier_changes import OTHER, OWN, TABLE, TierChange
from trosol.store.snapshot import Snapshot

CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
FEW: dict[str, Any] = {"draws": 60, "worlds": 256}
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
    """Wales, and Wales without the two namings on page 33."""
    folder = tmp_path_factory.mktemp("wales") / "b"
    second = edited(wales, folder, lambda rows: [row for row in rows if row[0] not in ("c0348", "c0349")])
    return compare(wales.snapshot, second.snapshot, **FEW)


def pushes(folder: Path, *more: tuple[str, str, str, str], drop: str = "") -> Snapshot:
    return Ecosystem.load(pushing(folder, *more, drop=drop)).snapshot


def changes(before: Snapshot, after: Snapshot) -> dict[str, TierChange]:
    return {change.id: change for change in compare(before, after, **FEW).changes}


def tiers(change: TierChange) -> tuple[str | None, str | None]:
    return change.before.tier if change.before else "", change.after.tier if change.after else ""


def test_the_same_with_itself_says_nothing_changed(wales: Ecosystem) -> None:
    found = compare(wales.snapshot, wales.snapshot, **FEW)
    assert not found.facts.rows
    assert not found.changes
    assert not found.notes
    assert not found.not_enough


def test_the_same_in_another_folder_and_row_order_says_nothing_changed(wales: Ecosystem, tmp_path: Path) -> None:
    second = edited(wales, tmp_path / "b", lambda rows: [rows[0], *reversed(rows[1:])])
    found = compare(wales.snapshot, second.snapshot, **FEW)
    assert not found.facts.rows
    assert not found.changes


@pytest.mark.exhaustive
def test_removed_claims_are_facts_and_named_for_the_cards_that_they_made(fewer: Comparison) -> None:
    """Page 33 of the report names managers and leaders; without the two claims they are named no more."""
    assert fewer.facts.ids("claims", REMOVED) == ("c0348", "c0349")
    assert not fewer.facts.ids("claims", ADDED)
    assert not fewer.facts.ids("entities", CHANGED)
    cards = {change.id: change for change in fewer.changes if change.table == "gatekeepers"}
    for actor, claim in (("managers", "c0348"), ("leaders", "c0349")):
        assert cards[actor].cause == OWN
        assert claim in cards[actor].removed
        before, after = cards[actor].before, cards[actor].after
        assert before is not None
        assert before.named
        assert after is None or not after.named


def test_every_change_names_claims_that_differ(fewer: Comparison) -> None:
    differing = set(fewer.facts.ids("claims", REMOVED))
    assert fewer.changes
    for change in fewer.changes:
        assert set(change.claims) <= differing
        assert (change.cause == OTHER) == (not change.claims)


def test_there_and_back_mirror_each_other(tmp_path: Path) -> None:
    one, other = pushes(tmp_path / "a"), pushes(tmp_path / "b", drop="l1")
    there, back = changes(one, other), changes(other, one)
    assert set(there) == set(back)
    for key, change in there.items():
        assert tiers(change) == tiers(back[key])[::-1]
        assert change.removed == back[key].added


def test_a_row_that_loses_a_goal_falls_with_its_own_claim_and_others_pass_it(tmp_path: Path) -> None:
    """Rota helps three goals at .9, lamp two, form one and a long way: A, B, C. Without l1 lamp helps one, and form passes it."""
    found = changes(pushes(tmp_path / "a"), pushes(tmp_path / "b", drop="l1"))
    assert set(found) == {"lamp", "form"}
    assert (tiers(found["lamp"]), found["lamp"].cause, found["lamp"].removed) == (("B", "C"), OWN, ("l1",))
    assert (tiers(found["form"]), found["form"].cause, found["form"].removed) == (("C", "B"), TABLE, ("l1",))


def test_a_new_row_comes_with_its_claims(tmp_path: Path) -> None:
    more = [(f"x{number}", "bell", "enables", goal) for number, goal in enumerate(("rest", "hope", "calm", "care"))]
    found = changes(pushes(tmp_path / "a"), pushes(tmp_path / "b", *more))
    assert (found["bell"].before, tiers(found["bell"])[1]) == (None, "A")
    assert (found["bell"].cause, found["bell"].added) == (OWN, ("x0", "x1", "x2", "x3"))
    assert (tiers(found["rota"]), found["rota"].cause) == (("A", "B"), TABLE)


def test_what_no_longer_leads_to_a_goal_drops_out(tmp_path: Path) -> None:
    """Paper leads to care by c1 alone."""
    found = changes(pushes(tmp_path / "a"), pushes(tmp_path / "b", drop="c1"))
    assert set(found) == {"paper"}
    assert (found["paper"].after, found["paper"].removed) == (None, ("c1",))


def test_changed_rows_show_their_columns(tmp_path: Path) -> None:
    first = Ecosystem.load(tiny(tmp_path / "a"))
    second = Ecosystem.load(tiny(tmp_path / "b", claims=rows_with("claims", 1, "confidence", "low")))
    found = compare(first.snapshot, second.snapshot, **FEW)
    (row,) = found.facts.rows
    assert (row.table, row.id, row.kind, row.columns) == ("claims", "c1", CHANGED, (("confidence", "high", "low"),))
    assert found.sentence.endswith("No ranks changed.")


def test_a_claim_that_is_denied_now_counts_as_changed(tmp_path: Path) -> None:
    both = []
    for stance in ("reports", "negates"):
        cells = ["nurses", "gatekeeps", "care", "unspecified", stance, *CLAIM[2:]]
        both.append(Ecosystem.load(tiny(tmp_path / stance, claims=rows_plus("claims", "c5", *cells))).snapshot)
    found = changes(both[0], both[1])
    assert found["nurses"].after is None
    assert found["nurses"].changed == ("c5",)


def test_ecosystems_without_a_common_entity_are_not_compared(wales: Ecosystem, tmp_path: Path) -> None:
    other = Ecosystem.load(tiny(tmp_path, DATASET))
    found = compare(wales.snapshot, other.snapshot, **FEW)
    assert found.not_enough
    assert not found.facts.rows
    assert not found.changes
    assert found.to_json()["not_enough"] == found.sentence


def test_the_two_that_are_shipped_share_horizons_only_and_are_not_compared(wales: Ecosystem) -> None:
    vellana = Ecosystem.load("circular-textiles-vellana")
    shared = shared_meaning(wales.snapshot, vellana.snapshot)
    assert 0 < len(shared.same) < 0.1 * shared.smaller
    assert compare(wales.snapshot, vellana.snapshot, **FEW).not_enough


def test_ids_that_stand_for_something_else_are_no_common_ground(tmp_path: Path) -> None:
    """The same ids, each with another class and another label."""
    head, *rows = TABLES["entities"]
    others = {"ActorRole": "Outcome", "Outcome": "KeyArea", "Friction": "ActorRole", "KeyArea": "Friction", "Vision": "Outcome"}
    turned = [[row[0], others[row[1]], f"Other {row[0]}", *row[3:]] for row in rows]
    claims = [TABLES["claims"][0]]
    first = Ecosystem.load(tiny(tmp_path / "a")).snapshot
    second = Ecosystem.load(tiny(tmp_path / "b", entities=[head, *turned], claims=claims)).snapshot
    shared = shared_meaning(first, second)
    assert not shared.same
    assert set(shared.other) == {row[0] for row in rows}
    assert compare(first, second, **FEW).not_enough


def test_where_leverage_is_too_thin_that_is_noted_once_a_side(tmp_path: Path) -> None:
    first = Ecosystem.load(tiny(tmp_path / "a"))
    second = Ecosystem.load(tiny(tmp_path / "b", claims=rows_plus("claims", "c5", "nurses", "gatekeeps", "care", *CLAIM)))
    found = compare(first.snapshot, second.snapshot, **FEW)
    assert len(found.notes) == 2
    (change,) = found.changes
    assert (change.table, change.id, change.before, change.added, change.cause) == ("gatekeepers", "nurses", None, ("c5",), OWN)


def test_json_has_the_fields(fewer: Comparison) -> None:
    value = fewer.to_json()
    assert {"sentence", "notes", "facts", "changes", "snapshot", "other_snapshot", "draws", "worlds", "seed"} <= set(value)
    assert {"added", "removed", "changed"} == set(value["facts"]["claims"])
    fields = {"table", "id", "before", "after", "added", "removed", "changed", "cause", "sentence"}
    assert fields <= set(value["changes"][0])


def test_the_command_gives_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = pushing(tmp_path / "a"), pushing(tmp_path / "b", drop="l1")
    assert main(["compare", str(one), str(other), "--draws", "60", "--worlds", "256", "--no-cache"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for change in changes(Ecosystem.load(one).snapshot, Ecosystem.load(other).snapshot).values():
        assert change.sentence in told
