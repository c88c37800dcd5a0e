"""Matrix: cells by hand, parts rolled up on both sides, and the same answer as whoever else can be asked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from builders import rows_plus, tiny
from trosol.cli import matrix as verb
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings.portfolio.matrix import matrix, sides
from trosol.networks.lens import Lens

REST = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
GUESS = ("unspecified", "reports", "inferred", "high", "nurses", "coder-1", "It follows.", "e1", "")


def areas(folder: Path, *more: tuple[str, ...]) -> Ecosystem:
    """Work has the parts paper and noise; all of it has the part form; one claim by a part, one of the whole, one that makes it worse."""
    entities = rows_plus("entities", "work", "ChallengeArea", "Work", "Work.", "transcribed", "e1")
    entities += [["money", "ChallengeArea", "Money", "Money.", "transcribed", "e1"]]
    entities += [["noise", "Friction", "Noise", "Noise.", "transcribed", "e1"]]
    entities += [[key, "ActionArea", key, f"About {key}.", "transcribed", "e2"] for key in ("all", "some", "none")]
    said = [
        ("p1", "paper", "partOf", "work", *REST),
        ("p2", "noise", "partOf", "work", *REST),
        ("p3", "form", "partOf", "all", *REST),
        ("a1", "some", "addresses", "work", *GUESS),
    ]
    claims = [*rows_plus("claims", *said[0]), *map(list, (*said[1:], *more))]
    return Ecosystem.load(tiny(folder, entities=entities, claims=claims))


def test_cells_hold_the_claims_of_both_wholes_and_their_parts(tmp_path: Path) -> None:
    found = matrix(areas(tmp_path).snapshot, rows="challenge-areas", columns="action-areas")
    cells = {(c.row, c.column): (c.status, c.claims, c.by_part) for c in found.cells}
    assert cells == {("work", "all"): ("stated", ("c2",), ("form", "paper")), ("work", "some"): ("inferred", ("a1",), ())}
    assert (found.says, found.stated, found.inferred, found.none) == ("addresses", 1, 1, 4)
    assert {row.id: row.filled for row in found.rows} == {"money": 0, "work": 2}
    frame = found.to_frame()
    assert frame.loc["work"].to_dict() == {"all": "stated", "some": "inferred", "none": "none"}


def test_rows_and_columns_may_change_places(tmp_path: Path) -> None:
    at = areas(tmp_path).snapshot
    one, other = (
        matrix(at, rows=a, columns=b) for a, b in (("challenge-areas", "action-areas"), ("action-areas", "challenge-areas"))
    )
    assert {(c.row, c.column, c.claims) for c in one.cells} == {(c.column, c.row, c.claims) for c in other.cells}


def test_the_usual_choice_is_the_first_difficulties_by_the_first_actions_that_address_them(tmp_path: Path) -> None:
    found = matrix(areas(tmp_path).snapshot)
    assert (found.row_kind, found.column_kind) == ("challenge-areas", "action-areas")


def test_two_other_kinds_are_tied_by_any_claim_but_part_of(tmp_path: Path) -> None:
    found = matrix(areas(tmp_path).snapshot, rows="actors", columns="actors")
    assert found.says == "tied" and {(c.row, c.column, c.claims) for c in found.cells} == {
        ("managers", "nurses", ("c3",)),
        ("nurses", "managers", ("c3",)),
    }
    assert not matrix(areas(tmp_path / "b").snapshot, rows="challenge-areas", columns="difficulties").cells


def test_an_action_that_makes_it_worse_stands_against_it(tmp_path: Path) -> None:
    found = matrix(
        areas(tmp_path, ("w1", "none", "enables", "noise", *REST)).snapshot, rows="challenge-areas", columns="action-areas"
    )
    cell = found.cell("work", "none")
    assert cell and (cell.status, cell.claims, cell.against) == ("none", (), ("w1",))
    assert (found.stated, found.inferred, found.none) == (1, 1, 4)


def test_a_lens_empties_cells(tmp_path: Path) -> None:
    found = matrix(areas(tmp_path).snapshot, Lens(stated_only=True), rows="challenge-areas", columns="action-areas")
    assert {(c.row, c.column) for c in found.cells} == {("work", "all")}


def test_groups_of_kinds_are_sides_too(wales: Ecosystem) -> None:
    assert {"challenge-areas", "action-areas", "action", "difficulty"} <= set(sides(wales.snapshot))
    small, large = matrix(wales.snapshot), matrix(wales.snapshot, columns="action")
    held = {(c.row, c.column): c.claims for c in large.cells}
    assert all(held[c.row, c.column] == c.claims for c in small.cells) and len(large.columns) > len(small.columns)


def test_an_unknown_kind_is_refused(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse) as refused:
        matrix(wales.snapshot, rows="no-such-kind")
    assert refused.value.problems[0].code == "kind-unknown"


def test_every_cell_can_be_traced(wales: Ecosystem) -> None:
    found = matrix(wales.snapshot, rows="difficulty", columns="action")
    claims = wales.snapshot.records.claims
    assert found.cells and found.stated + found.inferred + found.none == len(found.rows) * len(found.columns)
    for cell in found.cells:
        assert (cell.status == "stated") == any(claims[key].mode == "stated" for key in cell.claims)
        assert cell.claims and cell.sentence


def test_the_command_shows_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    verb.arguments(parser)
    for words, as_json in (((), False), (("--rows", "actors", "--columns", "challenge-areas"), True)):
        options = parser.parse_args(["wales-social-care-2022", *words])
        options.json = as_json
        assert verb.run(options) == 0
        out = capsys.readouterr().out
        assert json.loads(out)["row_kind"] == "actors" if as_json else "challenge-areas × action-areas" in out
