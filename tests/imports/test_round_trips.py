"""What goes out to another program comes back, and the document says how much of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from imports.document import ROUND_TRIPS, came_back, written
from imports.round_trips import TOOLS, RoundTrip, round_trip
from picked import few_first

ALWAYS = {"items", "kinds", "ties", "relations", "signs", "evidence"}


@pytest.mark.parametrize("form", few_first(TOOLS, ["prsm"]))
def test_items_ties_kinds_signs_and_evidence_come_back(tmp_path: Path, form: str) -> None:
    trip = round_trip(form, tmp_path)
    assert set(trip.kept) >= ALWAYS
    assert trip.lost == []
    assert [line for line in written(ROUND_TRIPS) if line.startswith(f"| {TOOLS[form]} |")] == ROUND_TRIPS.lines(
        [came_back(trip)]
    )[2:]


@pytest.mark.exhaustive
def test_the_table_of_the_document_is_what_round_trips_give() -> None:
    """If this fails: PYTHONPATH=tests python -m imports.document writes it anew."""
    assert written(ROUND_TRIPS) == ROUND_TRIPS.made()


def test_a_part_that_did_not_come_back_is_told() -> None:
    trip = RoundTrip("kumu", {"items": (1, 2), "ties": (3, 3)}, ())
    assert trip.lost == ["items"]
    assert "1 of 2" in came_back(trip)[1]
