"""What goes out to another program comes back, and the document says how much of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from imports.round_trips import BEGIN, END, TOOLS, RoundTrip, made, round_trip, table
from picked import few_first

ALWAYS = {"items", "kinds", "ties", "relations", "signs", "evidence"}


@pytest.mark.parametrize("form", few_first(TOOLS, ["prsm"]))
def test_items_ties_kinds_signs_and_evidence_come_back(tmp_path: Path, form: str) -> None:
    trip = round_trip(form, tmp_path)
    assert set(trip.kept) >= ALWAYS
    assert trip.lost == []
    assert [line for line in written() if line.startswith(f"| {TOOLS[form]} |")] == table([trip]).splitlines()[2:]


@pytest.mark.exhaustive
def test_the_table_of_the_document_is_what_round_trips_give() -> None:
    """If this fails: PYTHONPATH=tests python -m imports.round_trips writes it anew."""
    assert written() == made().splitlines()


def test_a_part_that_did_not_come_back_is_told() -> None:
    trip = RoundTrip("kumu", {"items": (1, 2), "ties": (3, 3)}, ())
    assert trip.lost == ["items"]
    assert "1 of 2" in table([trip])


def written() -> list[str]:
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    found = re.search(f"{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}", text, re.DOTALL)
    assert found is not None
    return found[1].splitlines()
