"""Two coders of one source: agreement by published coefficients, differences side by side, a third coding that loses nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TABLES, rows_with, tiny
from trosol import Ecosystem
from trosol.check import check
from trosol.cli.main import main
from trosol.coders import adjudicate, compare_codings, read_decisions, to_sheet
from trosol.coders.coefficients import alpha, coefficient, kappa
from trosol.errors import TrosolError, WrongUse
from trosol.files import undo

# Coefficients against published values


def test_alpha_of_four_coders_with_missing_codes() -> None:
    """Krippendorff 2011, section C: four observers, twelve units, nominal: 0.743."""
    a = ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."]
    b = ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"]
    c = [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."]
    d = ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."]
    units = [tuple(None if code == "." else code for code in unit) for unit in zip(a, b, c, d, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_kappa_of_cohens_own_table() -> None:
    table = {"aa": 88, "ab": 14, "ac": 18, "ba": 10, "bb": 40, "bc": 10, "ca": 2, "cb": 6, "cc": 12}
    assert kappa([(pair[0], pair[1]) for pair, n in table.items() for _ in range(n)]) == pytest.approx(0.492, abs=5e-4)


codes = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


@given(codes)
def test_who_comes_first_and_what_codes_are_called_make_no_difference(pairs: list[tuple[str, str]]) -> None:
    other = {"a": "x", "b": "y", "c": "z"}
    for measure in (kappa, alpha):
        value = measure(pairs)
        assert measure([(b, a) for a, b in pairs]) == (value if value is None else pytest.approx(value))
        assert measure([(other[a], other[b]) for a, b in pairs]) == (value if value is None else pytest.approx(value))
        assert measure(pairs[::-1]) == (value if value is None else pytest.approx(value))
        assert value is None or value <= 1 + 1e-12


@given(codes)
def test_full_agreement_is_one_or_undefined(pairs: list[tuple[str, str]]) -> None:
    same = [(a, a) for a, _ in pairs]
    assert kappa(same) in (None, pytest.approx(1))
    assert alpha(same) in (None, pytest.approx(1))


@given(codes)
def test_the_band_is_the_same_each_time(pairs: list[tuple[str, str]]) -> None:
    first, again = (coefficient(pairs, resamples=50, seed=3) for _ in range(2))
    assert first == again
    assert first.band is None or first.band[0] <= first.band[1] <= 1


# Two codings


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The second coder calls the paper a system condition, thinks c1 is strong and unhedged, missed c3 and saw one claim more."""
    entities = rows_with("entities", 3, "type", "Disparity")
    entities = [[*row] for row in entities] + [["late", "Friction", "Late reports", "Late.", "transcribed", "e1"]]
    claims = [[*row] for row in rows_with("claims", 1, "strength", "strong") if row[0] != "c3"]
    claims[1][claims[0].index("hedge")] = ""
    claims.append(["c7", "late", "stifles", "care", "unspecified", "reports", "stated", "low", "nurses", "coder-2", "", "e1", ""])
    return tiny(tmp_path / "one"), tiny(tmp_path / "two", entities=entities, claims=claims)


def decided(pair: tuple[Path, Path], tmp_path: Path, choose: str) -> Path:
    """The sheet of the pair, with the same decision in each row where it may stand there."""
    found = compare_codings(*(Ecosystem.load(folder) for folder in pair), resamples=10)
    rows = list(csv.DictReader(io.StringIO(to_sheet(found).decode(), newline="")))
    for row in rows:
        row["decision"] = choose if choose in ("first", "second") or not row["column"] else "first"
    path = tmp_path / "sheet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_what_differs_stands_side_by_side(pair: tuple[Path, Path]) -> None:
    found = compare_codings(*(Ecosystem.load(folder) for folder in pair), resamples=100)
    said = {(one.what, one.key, one.column): (one.first, one.second) for one in found.differences}
    assert said["entity", "paper", "type"] == ("Friction", "Disparity")
    assert said["entity", "late", ""] == ("", "Friction")
    assert said["claim", "paper stifles care", "strength"] == ("unspecified", "strong")
    assert said["claim", "paper stifles care", "hedge"] == ("often", "")
    assert said["claim", "managers directs nurses", ""][1] == ""
    assert said["claim", "late stifles care", ""][0] == ""
    assert len(said) == 6
    assert (found.claims.both, found.claims.first, found.claims.second) == (3, 1, 1)
    assert found.claims.agreement == pytest.approx(3 / 4)
    shares = {share.name: share for share in found.predicates}
    assert shares["stifles"].agreement == pytest.approx(2 * 2 / (2 * 2 + 1))
    assert shares["directs"].agreement == 0
    assert shares["addresses"].agreement == 1
    # Six things both have; five of one class in both: kappa by hand from the table of classes.
    assert found.kinds.units == 6
    assert found.kinds.same == pytest.approx(5 / 6)
    assert found.kinds.kappa == pytest.approx((5 / 6 - 7 / 36) / (1 - 7 / 36))


def test_things_are_the_same_by_name_where_ids_differ(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    text: dict[str, Any] = {
        name: [[cell.replace("nurses", "n-1") if i else cell for i, cell in enumerate(row)] for row in rows]
        for name, rows in TABLES.items()
    }
    text["entities"] = [["n-1" if cell == "nurses" else cell for cell in row] for row in TABLES["entities"]]
    text["claims"] = [["n-1" if cell == "nurses" else cell for cell in row] for row in TABLES["claims"]]
    renamed = tiny(tmp_path / "renamed", **text)
    found = compare_codings(Ecosystem.load(pair[0]), Ecosystem.load(renamed), resamples=10)
    assert found.differences == ()
    assert found.kinds.alpha == 1


def test_a_coding_agrees_with_itself(wales: Ecosystem) -> None:
    found = compare_codings(wales, wales, resamples=20)
    assert found.differences == ()
    assert found.relation.alpha == found.relation.kappa == 1


@pytest.mark.parametrize("choose", ["first", "second", "both", "neither"])
def test_each_decision_does_what_it_says(pair: tuple[Path, Path], tmp_path: Path, choose: str) -> None:
    sheet = decided(pair, tmp_path, choose)
    into = tmp_path / "third"
    assert main(["adjudicate", str(pair[0]), str(pair[1]), "--decisions", str(sheet), "--into", str(into)]) == 0
    records = Ecosystem.load(into).snapshot.records
    triples = {(c.subject, c.predicate.rpartition("/")[2], c.object) for c in records.claims.values()}
    assert ("form", "addresses", "paper") in triples
    assert (("managers", "directs", "nurses") in triples) is (choose in ("first", "both"))
    assert (("late", "stifles", "care") in triples) is (choose in ("second", "both"))
    assert records.claims["c1"].strength == ("strong" if choose == "second" else "unspecified")
    assert bool(records.claims["c1"].properties) is (choose != "second")
    assert {claim.coder for claim in records.claims.values()} == {"adjudicated"}
    assert records.entities["paper"].type.endswith("Disparity" if choose == "second" else "Friction")
    assert not [p for p in check(into).problems if p.severity == "error"]


def test_agree_writes_the_sheet_that_adjudicate_reads(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "talk.csv"
    assert main(["agree", str(pair[0]), str(pair[1]), "--sheet", str(sheet)]) == 0
    assert "6 differences" in capsys.readouterr().out
    with pytest.raises(TrosolError, match="Nothing is decided here yet"):
        read_decisions(sheet)
    assert main(["agree", str(pair[0]), str(pair[1]), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["claims"] == {"name": "claims", "both": 3, "first": 1, "second": 1, "agreement": 0.75}


def test_what_was_not_decided_stands_in_the_way(pair: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = (Ecosystem.load(folder) for folder in pair)
    with pytest.raises(TrosolError, match="decision-bad"):
        adjudicate(one, two, {})
    decisions = read_decisions(decided(pair, tmp_path, "second"))
    decisions["entity", "late", ""] = "neither"
    with pytest.raises(TrosolError, match="is left out"):
        adjudicate(one, two, decisions)


def test_evidence_of_both_is_kept_under_ids_of_its_own(tmp_path: Path) -> None:
    one = tiny(tmp_path / "one")
    two = tiny(tmp_path / "two", evidence=rows_with("evidence", 1, "paraphrase", "Something else is read there."))
    made = adjudicate(Ecosystem.load(one), Ecosystem.load(two), {})
    claim = made.snapshot.records.claims["c1"]
    assert claim.evidence == ("e1", "e1-second")
    assert made.snapshot.records.evidence["e1-second"].paraphrase == "Something else is read there."


def test_a_folder_with_something_in_it_is_not_written_over(pair: tuple[Path, Path], tmp_path: Path) -> None:
    made = adjudicate(Ecosystem.load(pair[0]), Ecosystem.load(pair[0]), {})
    with pytest.raises(WrongUse, match="name-in-use"):
        made.write(pair[1])
    made.write(tmp_path / "new")
    undo(tmp_path / "new")
    assert not (tmp_path / "new" / "claims.csv").exists()
