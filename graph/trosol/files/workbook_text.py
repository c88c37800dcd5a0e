"""Text in the cells of a workbook: what goes in comes out, whatever it holds.

XML cannot hold every character, so a workbook writes ``_x000D_`` for a carriage return, and ``_x005F_`` for an underscore that would
otherwise begin such an escape. Source: ECMA-376 Part 1, 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import html
import re
from typing import Any

__all__ = ["plain", "shown", "units", "write_text"]

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_MEANT = re.compile("_(?=x[0-9A-Fa-f]{4})|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE = re.compile("_x[0-9A-Fa-f]{4}")


def plain(text: str) -> str:
    """The text that a workbook's XML stands for.

    >>> plain("a_x000D_b"), plain("_x005F_x0041_"), plain("x005F_")
    ('a\\rb', '_x0041_', 'x005F_')
    """
    if "_x" not in text or not _ESCAPE.search(text):
        return text
    meant = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return meant.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )  # halves of one character, each escaped


def units(text: str) -> int:
    """Length as a workbook counts it: a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(text: str) -> str:
    """A text for a note or a title, where nothing is escaped: what XML cannot hold is shown as a replacement character."""
    return _NO_XML.sub("\ufffd", text)


def write_text(sheet: Any, row: int, column: int, text: str, look: Any = None) -> bool:
    """Write a cell of XlsxWriter that reads as this very text; False where it is too long to be written.

    XlsxWriter escapes what needs it, but for two things: what is like an escape beside another one, and a text that looks like its own markup of runs,
    which it writes as it is. Those are given to it as such markup, with every underscore out of its sight.
    """
    if (text.startswith("<r>") and text.endswith("</r>")) or _LIKE.search(text):
        meant = _MEANT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        hidden = html.escape(meant, quote=False).replace("_", "&#95;")
        text = f'<r><t xml:space="preserve">{hidden}</t></r>'
    return bool(sheet.write_string(row, column, text, look) == 0)
