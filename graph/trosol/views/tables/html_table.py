"""A table of a screen as HTML: nothing in it is anything but text, whatever the data hold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["html_table"]


def html_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, says: str) -> str:
    """The table with its columns' heads and, in the first column, the heads of its rows; columns of numbers stand to the right.

    ``says``: its name, for those who cannot see it. A number has at most three decimals; None is a blank cell.

    >>> '<th scope="row">&lt;b&gt;</th>' in html_table(["Who"], [["<b>"]], says="Who")
    True
    >>> '<td class="number">0.5</td>' in html_table(["Who", "Score"], [["A & B", 0.5]], says="Scores")
    True
    """
    marks = [_mark([row[place] for row in rows]) for place in range(len(columns))]
    heads = "".join(f'<th scope="col"{mark}>{escape(column)}</th>' for column, mark in zip(columns, marks, strict=True))
    body = "".join(f"<tr>{_row(row, marks)}</tr>" for row in rows)
    return (
        f'<div class="trosol-table"><table aria-label="{escape(says)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _mark(cells: Sequence[object]) -> str:
    """The class of a column that holds nothing but numbers."""
    shown = [cell for cell in cells if cell is not None]
    numbers = bool(shown) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in shown)
    return ' class="number"' if numbers else ""


def _row(cells: Sequence[object], marks: Sequence[str]) -> str:
    first, *others = (f"{mark}>{escape(_text(cell))}" for cell, mark in zip(cells, marks, strict=True))
    return f'<th scope="row"{first}</th>' + "".join(f"<td{other}</td>" for other in others)


def _text(value: object) -> str:
    """What a cell shows, on one line.

    >>> [_text(each) for each in (1234, 0.25, 15.0, None, True, "a  b")]
    ['1,234', '0.25', '15', '', 'True', 'a b']
    """
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else " ".join(str(value).split())
