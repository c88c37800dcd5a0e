"""What goes in comes out: nothing is guessed, converted or trimmed away in text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import rows_with, tiny
from trosol.ecosystem import Ecosystem
from trosol.export import export
from trosol.read.tables import parse_csv

AWKWARD = [
    "NA",
    "001",
    "1e5",
    "TRUE",
    "=1+1",
    "  two  spaces ",
    'a "quote"',
    "comma, here",
    "line\nbreak",
    "ŵŷ – café",
    "null",
    "2026-01-02",
    "-",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_survives_reading_turtle_and_workbook(tmp_path: Path, text: str) -> None:
    folder = tiny(tmp_path / "csv", entities=rows_with("entities", 1, "description", text))
    before = Ecosystem.load(folder)
    assert before.snapshot.entity("nurses").description() == text
    for name, ending in (("turtle", ".ttl"), ("ntriples", ".nt"), ("xlsx", ".xlsx")):
        path = tmp_path / f"again{ending}"
        path.write_bytes(export(before.snapshot, name))
        again = Ecosystem.load(path)
        assert again.snapshot.entity("nurses").description() == text, name
        assert again.digest == before.digest, name


def test_row_order_column_order_and_line_ends_do_not_change_the_snapshot(tmp_path: Path) -> None:
    first = tiny(tmp_path / "a")
    second = tiny(tmp_path / "b")
    lines = (second / "entities.csv").read_text().splitlines()
    (second / "entities.csv").write_bytes(("\ufeff" + "\r\n".join([lines[0], *reversed(lines[1:])]) + "\r\n\r\n").encode())
    assert Ecosystem.load(first).digest == Ecosystem.load(second).digest


def test_a_changed_word_changes_the_snapshot(tmp_path: Path) -> None:
    first, second = tiny(tmp_path / "a"), tiny(tmp_path / "b", entities=rows_with("entities", 1, "description", "Other."))
    assert Ecosystem.load(first).digest != Ecosystem.load(second).digest


def test_labels_in_other_languages(tmp_path: Path) -> None:
    rows = [["id", "type", "label", "description", "status", "label_cy"]]
    rows += [[*r[:5], "Nyrsys" if r[0] == "nurses" else ""] for r in rows_with("entities", 1, "label", "Nurses")[1:]]
    ecosystem = Ecosystem.load(tiny(tmp_path, entities=rows))
    assert ecosystem.snapshot.entity("nurses").label("cy") == "Nyrsys"
    assert ecosystem.snapshot.entity("managers").label("cy") == "Managers"


printable = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


@given(cells=st.lists(st.lists(printable, min_size=3, max_size=3), max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_of_text_comes_back_as_it_was(cells: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c"], *cells])
    table, problems = parse_csv(out.getvalue().encode(), "x.csv")
    assert not problems and table is not None
    assert [list(row.cells) for row in table.rows] == [row for row in cells if any(c.strip() for c in row)]


@given(content=st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_table_or_problems_never_a_crash(content: bytes) -> None:
    table, problems = parse_csv(content, "x.csv")
    assert table is not None or problems
    for problem in problems:
        assert problem.where is not None
