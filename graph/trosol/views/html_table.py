"""A table of a screen as HTML: nothing in it is anything but text, whatever the data hold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["html_table"]


def html_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, says: str) -> str:
    """The table with its columns' heads and, in the first column, the heads of its rows; numbers stand to the right.

    ``says``: its name, for those who cannot see it. A number has at most three decimals; None is a blank cell.

    >>> html_table(["Who", "Score"], [["<b>", 1234], ["A & B", 0.5]], says="Scores")[:79]
    '<div class="trosol-table"><table aria-label="Scores"><thead><tr><th scope="col">'
    >>> html_table(["Who"], [["<b>"]], says="Who")[-58:]
    '<tr><th scope="row">&lt;b&gt;</th></tr></tbody></table></div>'
    """
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(_cell(cell, first=not place) for place, cell in enumerate(row))}</tr>" for row in rows)
    return (
        f'<div class="trosol-table"><table aria-label="{escape(says)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object, *, first: bool) -> str:
    number = ' class="number"' if isinstance(value, int | float) and not isinstance(value, bool) else ""
    text = escape(_text(value))
    return f'<th scope="row"{number}>{text}</th>' if first else f"<td{number}>{text}</td>"


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
