"""A brief as PDF (tagged, PDF/UA-1), whatever is written in it: what no font here can draw stands as a mark, and is counted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from importlib.resources import files
from typing import Any

from trosol.brief.blocks import blocks
from trosol.brief.brief_words import words_of
from trosol.brief.document import Brief
from trosol.brief.pictures import alt_text, chart_svg
from trosol.errors import Problem, TrosolError, shorten
from trosol.extras import needs_extra
from trosol.files.workbook_text import shown
from trosol.language import say_in

__all__ = ["STAND_IN", "drawn", "may_lack_letters", "undrawn_words"]

STAND_IN = "□"
"""What stands for a character that no font has."""

_ROUNDS = 8
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` (?:could not be displayed|cannot be)')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", re.DOTALL)
_LATIN = 0x250
"""Characters below this one are in every font."""

_SIGNS = frozenset("‐‑–—‘’“”„•…→←↑↓≤≥−×≈ ")
"""So are these."""


def drawn(brief: Brief) -> tuple[bytes, int]:
    """The PDF, and how many characters in it could not be drawn. Raises :class:`TrosolError` where it cannot be made at all.

    Which characters the fonts of this machine have is known to the engine alone. It names all that it has not, so these are
    replaced and it is asked again; letters of some scripts stand in another form beside others, hence more than once.
    """
    content: dict[str, Any] = {
        "title": brief.title,
        "language": brief.language,
        "snapshot": brief.snapshot,
        "words": asdict(words_of(brief)),
        "blocks": [asdict(block) for block in blocks(brief)],
        "alt": alt_text(brief.chart) if brief.chart else "",
    }
    picture = chart_svg(brief)
    content = _each(content, shown)
    letters = set(json.dumps(content, ensure_ascii=False))
    missing: set[str] = set()
    said = ""
    for turn in range(_ROUNDS):
        number = _count(content, missing)
        made = _each(content, partial(_without, str.maketrans(dict.fromkeys(missing, STAND_IN))))
        own = _without({ord(letter): STAND_IN for letter in missing}, picture)
        pdf, said = _compiled({**made, "picture": own, "undrawn": undrawn_words(number, brief.language)})
        if pdf:
            return pdf, number
        if "title is empty" in said:
            content["title"] = brief.ecosystem  # of letters that show nothing
            continue
        more = {letter for text in map(_unescaped, _UNDRAWN.findall(said)) for letter in text} & letters - missing
        if not more or turn == _ROUNDS - 2:
            more = {letter for letter in letters if ord(letter) >= _LATIN} - missing
        if not more:
            break
        missing |= more
    raise TrosolError(
        Problem(
            "brief-unwritten",
            f"The PDF cannot be made ({shorten(said.splitlines()[0] if said else '', 160)}).",
            "Take the brief as .html or .docx, which hold the same.",
        )
    )


def undrawn_words(number: int, language: str) -> str:
    """What is said of characters that could not be drawn; blank for none."""
    if not number:
        return ""
    return say_in(language, "Characters that no font here can draw stand as {mark}: {number}.", mark=STAND_IN, number=number)


def may_lack_letters(brief: Brief) -> bool:
    """Whether there is anything in the brief that a font may not have, so that making the PDF is worth the time it takes to know."""
    return any(ord(letter) >= _LATIN and letter not in _SIGNS for letter in set(json.dumps(brief.to_json(), ensure_ascii=False)))


def _compiled(content: dict[str, Any]) -> tuple[bytes, str]:
    """The PDF; or nothing, and what the engine says against it."""
    with needs_extra("pdf"):
        import typst

    source = files("trosol.brief").joinpath("assets", "brief.typ").read_text(encoding="utf-8")
    try:
        made = typst.compile(
            source.encode("utf-8"),
            format="pdf",
            sys_inputs={"brief": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    except RuntimeError as error:  # what it raises for whatever is wrong
        return b"", str(getattr(error, "diagnostic", "") or error)
    return bytes(made), ""


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with each text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(item, change) for key, item in value.items()}
    return [_each(item, change) for item in value] if isinstance(value, list | tuple) else value


def _without(table: dict[int, str], text: str) -> str:
    return text.translate(table)


def _count(value: Any, letters: set[str]) -> int:
    found = 0

    def count(text: str) -> str:
        nonlocal found
        found += sum(text.count(letter) for letter in letters)
        return text

    _each(value, count)
    return found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
