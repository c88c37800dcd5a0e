"""Lines of a source whose text lies beside the ecosystem, with the claims that cite them, and what they may say: read-only.

Only texts in the ecosystem's own ``sources`` folder, by the id of their source. Whoever serves under a name of the network gives no words of
them away: then lines come without their text, and suggestions without the words that were read there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from trosol.coding import SourceText, Suggester, cited_lines, lines_asked
from trosol.coding.related_elsewhere import elsewhere
from trosol.coding.source_files import text_beside
from trosol.coding.suggestions import Suggestions
from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["MAX_LINES_ASKED", "add_sources"]

MAX_LINES_ASKED = 200
"""So many lines of a source are shown, or read for suggestions, at once."""

Lines = Annotated[str, Query(pattern=r"^\d{1,7}(-\d{1,7})?$", description="First and last line, such as 40-60")]


class SourceLine(BaseModel):
    """One line: ``text`` is null where the server has a name of the network."""

    line: int
    text: str | None
    page: str | None
    heading: str | None
    claims: list[str]


class SourceLines(BaseModel):
    """Lines of a source, and the hash of its whole text."""

    source: str
    lines: list[SourceLine]
    total: int = Field(description="How many lines the source has")
    textSha256: str
    snapshot: str


def add_sources(router: APIRouter, ecosystem: Ecosystem, *, local: bool) -> None:
    """The doors. ``local``: whether the server answers to nobody but this machine."""
    snapshot = ecosystem.snapshot

    @lru_cache(maxsize=4)
    def reader(text: SourceText) -> Suggester:
        return Suggester(snapshot, text, elsewhere(snapshot))

    def asked(key: str, lines: str) -> tuple[SourceText, int, int]:
        text = text_beside(ecosystem.path, key) if key in snapshot.records.sources else None
        if text is None:
            told = f"No text of a source '{shorten(key)}' lies beside this ecosystem."
            raise WrongUse(Problem("source-missing", told, "`trosol source add FILE --into FOLDER` puts one there."))
        first, last = lines_asked(lines)
        if last - first >= MAX_LINES_ASKED:
            told = f"More than {MAX_LINES_ASKED} lines were asked for."
            raise WrongUse(Problem("source-lines", told, f"Ask for at most {MAX_LINES_ASKED} lines at once."))
        text.passages(first, last)
        return text, first, last

    @router.get("/sources/{key}/lines")
    def source_lines(key: str, lines: Lines) -> SourceLines:
        """Lines of a source, with page, heading and the claims that cite each."""
        text, first, last = asked(key, lines)
        cited = cited_lines(snapshot, text, key)
        rows = [
            SourceLine(
                line=number,
                text=text.lines[number - 1] if local else None,
                page=text.page(number) or None,
                heading=(text.heading(number) or None) if local else None,
                claims=list(cited.get(number, ())),
            )
            for number in range(first, last + 1)
        ]
        return SourceLines(source=key, lines=rows, total=len(text.lines), textSha256=text.sha256, snapshot=ecosystem.digest)

    @router.get("/sources/{key}/suggestions")
    def suggestions(key: str, lines: Lines) -> dict[str, Any]:
        """What lines of a source may say: entities and claims as drafts, for a person to judge."""
        text, first, last = asked(key, lines)
        read = tuple(reader(text).read(passage) for passage in text.passages(first, last))
        found = Suggestions(read, text.sha256, ecosystem.digest).to_json()
        if not local:
            for each in found["suggestions"]:
                each["heading"] = None
                each["entities"] = [{**entity, "words": ""} for entity in each["entities"]]
        return found
