"""How a page of a PDF is laid out is not how it is read: columns, turned pages, broken words, running heads, and what only looks like one."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest

from coding.pdf_files import pdf
from trosol.coding.pdf_text import pdf_text

Place = tuple[float, float, str]

LEFT = [
    "The left column begins here and",
    "goes on with words that stand in",
    "its own lines, one after another,",
    "until it ends at the very bottom.",
    "Another paragraph ends with a sen-",
]
RIGHT = [
    "tence on the right: all that money",
    "often stifles what nurses try. So",
    "managers wait, and the board waits",
    "as well, which nobody wanted.",
]


def page(places: Sequence[Place], matrix: str = "1 0 0 1") -> bytes:
    """What a page holds: texts at their places."""
    rows = (f"BT /F 11 Tf {matrix} {x} {y} Tm ({text}) Tj ET" for x, y, text in places)
    return zlib.compress("\n".join(rows).encode("cp1252"))


def texts(*streams: bytes) -> list[str]:
    """The lines that say something."""
    return [line for line in pdf_text(pdf([[]] * len(streams), streams=streams)).splitlines() if line and line[0] != "["]


def columns(*, shift: float = 0.0, by_line: bool = True) -> list[Place]:
    left = [(60.0, 700.0 - 14 * row, text) for row, text in enumerate(LEFT)]
    right = [(320.0, 700.0 - 14 * row - shift, text) for row, text in enumerate(RIGHT)]
    both = left + right
    return sorted(both, key=lambda place: -place[1]) if by_line else both


READ = [*LEFT[:4], "Another paragraph ends with a sentence", "on the right: all that money", *RIGHT[1:]]


@pytest.mark.parametrize("shift", [0.0, 5.0], ids=["level", "apart"])
def test_columns_written_line_by_line_across_the_page_are_read_one_after_the_other(shift: float) -> None:
    assert texts(page(columns(shift=shift))) == READ
    assert texts(page(columns(by_line=False))) == READ


def test_what_stands_across_the_columns_stays_where_it_is() -> None:
    across = "A line that runs across the whole of the page, from the left to the right of it"
    found = texts(page([(60, 730, across), *columns(), (60, 620, across)]))
    assert found == [across, *READ, across]


def test_rows_of_a_table_and_formulas_stay_rows() -> None:
    rows = [("North region", "12 homes are there", "slow"), ("South region", "9 homes are there", "quick")] * 3
    table = [(60.0 + 130 * column, 700.0 - 14 * row, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells)]
    assert texts(page(table)) == [" ".join(cells) for cells in rows]
    formulas = ["f (x)", "= y", "for all n", "in the set", "of whole", "numbers"]
    rows_of = [(60.0 + 60 * at, 700.0 - 14 * row, part) for row in range(5) for at, part in enumerate(formulas)]
    assert texts(page(rows_of)) == [" ".join(formulas)] * 5


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"], ids=["left", "over", "right"])
@pytest.mark.parametrize("across", [False, True], ids=["plain", "columns"])
def test_a_page_that_was_turned_reads_as_one_that_was_not(matrix: str, across: bool) -> None:
    turn = {
        "0 1 -1 0": lambda x, y: (842 - y, x),
        "-1 0 0 -1": lambda x, y: (595 - x, 842 - y),
        "0 -1 1 0": lambda x, y: (y, 595 - x),
    }
    places = columns() if across else [(60.0, 700.0 - 14 * row, text) for row, text in enumerate(READ)]
    assert texts(page([(*turn[matrix](x, y), text) for x, y, text in places], matrix)) == READ


def test_a_word_that_is_broken_at_the_end_of_a_page_is_one() -> None:
    first, second = page([(60, 700, "Fear of failure stands in the way of inno-")]), page([(60, 700, "vation, they say.")])
    assert texts(first, second) == ["Fear of failure stands in the way of innovation,", "they say."]


def test_a_hyphen_that_a_page_shows_is_one_however_it_is_written() -> None:
    soft = page([(60, 700, "The front\u00adline sees inno\u00ad"), (60, 686, "vation stall.")])
    assert texts(soft) == ["The front-line sees innovation", "stall."]


def test_letters_of_welsh_are_whole_however_a_page_writes_them() -> None:
    """TeX sets an accent before its letter; others a letter and then its accent."""
    assert texts(page([(60, 700, "T\u02c6y a g\u02c6wyl, caf\u00b4e, na\u00a8ive: it\u00b4s so")])) == [
        "Tŷ a gŵyl, café, naïve: it´s so"
    ]


def body(number: int, first: str, last: str = "") -> list[Place]:
    """A page of text, whose lines differ from page to page."""
    words = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta")
    rows = [first, *(f"{words[number % 8]} {words[row]} is what stands here." for row in range(8)), *([last] if last else [])]
    return [(60.0, 760.0 - 14 * row, text) for row, text in enumerate(rows) if text]


def test_rows_and_lines_that_come_back_at_the_edge_of_a_page_are_kept() -> None:
    pages = [page(body(number, f"Home {number * 7} has 1{number} beds", "Nobody asked us.")) for number in range(4)]
    found = texts(*pages, *(page(body(number, "What is it that they need?")) for number in range(4, 12)))
    assert [line for line in found if line.startswith("Home")] == [f"Home {number * 7} has 1{number} beds" for number in range(4)]
    assert found.count("Nobody asked us.") == 4


def test_running_heads_and_numbers_of_pages_go() -> None:
    def one(number: int) -> bytes:
        head = (60.0, 800.0, f"Report on homes 2022, page {number + 13} of 40")
        return page([head, *body(number, "They say so."), (290.0, 40.0, str(number + 13))])

    found = texts(*map(one, range(5)))
    assert not [line for line in found if "Report on homes" in line or line.isdigit()]
    assert found.count("They say so.") == 5


def test_no_page_loses_all_that_it_says() -> None:
    assert texts(*[page([(60, 700, "The very same.")])] * 4) == ["The very same."] * 4
    assert "civil" in texts(page([(60, 700, "What they want is to be"), (60, 686, "civil")]))
