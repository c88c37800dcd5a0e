"""Numbers in the cells of a workbook as the text that a person sees: digits, or a date where the cell's style says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from trosol.files.markup import WrongMarkup

__all__ = ["MAX_STYLES", "Styles", "number_text"]

MAX_STYLES = 65_536

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_DATES = {*range(14, 23), *range(45, 48)}
_SPANS = {46}
"""Numbers of the formats that every workbook has: dates and times, and lengths of time. ECMA-376 Part 1, 18.8.30."""
_LITERAL = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|[\\_*].', re.IGNORECASE)
_DATE = re.compile("[dmhysDMHYS]")
_SPAN = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_DAY_MS = 86_400_000


class Styles:
    """Which styles of a workbook show a number as a date, or as a length of time. :meth:`start`, :meth:`end`: its elements as they come."""

    def __init__(self) -> None:
        self.since_1904 = False
        self._path: list[str] = []
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._known: dict[str, str] = {"": "", "0": ""}

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        """An element begins."""
        self._path.append(tag.rpartition(":")[2])
        if self._path[1:] == ["numFmts", "numFmt"]:
            self._formats[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif self._path[1:] == ["cellXfs", "xf"]:
            self._styles.append(said.get("numFmtId", "0"))
        if max(len(self._styles), len(self._formats)) > MAX_STYLES:
            raise WrongMarkup(f"it has more than {MAX_STYLES:,} styles", large=True)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._path.pop()

    def shows(self, style: str) -> str:
        """``date``, ``span`` or blank for a plain number; ``style`` is its place in the list, as text."""
        found = self._known.get(style)
        if found is None:
            if not (style.isascii() and style.isdigit()) or len(style) > 6:
                raise WrongMarkup("a cell has a style that is not there")
            number = self._styles[int(style)] if int(style) < len(self._styles) else "0"
            found = self._known[style] = self._kind(number)
        return found

    def _kind(self, number: str) -> str:
        code = self._formats.get(number)
        if code is None:
            known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
            return "span" if known in _SPANS else "date" if known in _DATES else ""
        code = _LITERAL.sub("", code[:1000].split(";")[0])
        return "span" if _SPAN.search(code) else "date" if _DATE.search(code) else ""


def number_text(value: str, style: str, styles: Styles) -> str:
    """A number as text. Raises :class:`WrongMarkup` for what is none.

    >>> number_text("001", "", Styles()), number_text("2.50", "", Styles()), number_text("1E3", "", Styles())
    ('1', '2.5', '1000')
    """
    value = value.strip()
    if not _NUMBER.fullmatch(value):
        raise WrongMarkup("a cell holds a number that is none")
    whole = _WHOLE.fullmatch(value) is not None
    if shown := styles.shows(style):
        try:
            return _time(float(value), shown, since_1904=styles.since_1904)
        except (OverflowError, ValueError):
            return "#VALUE!"
    if whole:
        return str(int(value))
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)


def _time(value: float, shown: str, *, since_1904: bool) -> str:
    if shown == "span":
        return str(timedelta(seconds=round(value * _DAY_MS) / 1000))
    day, part = divmod(value, 1)
    moment = timedelta(milliseconds=round(part * _DAY_MS))
    if 0 <= value < 1 and not moment.days:
        return (datetime(1900, 1, 1) + moment).time().isoformat()
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    if 0 < value < 60 and not since_1904:
        day += 1  # a workbook counts a 29 February 1900
    return (begin + timedelta(days=day) + moment).isoformat().removesuffix("T00:00:00")
