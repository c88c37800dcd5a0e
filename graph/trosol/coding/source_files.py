"""Where the text of a source comes from: a file that somebody names, or the text that lies beside an ecosystem."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from trosol.coding.document_text import READERS
from trosol.coding.numbered_text import SourceText
from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.extras import require
from trosol.files.content import content_of
from trosol.files.folder import Folder
from trosol.workers import BUSY, NONE, Bounds, Stopped, not_started, shared

__all__ = [
    "FOLDER",
    "MAX_LINE",
    "MAX_PDF_BYTES",
    "MAX_TEXT_BYTES",
    "MAX_TEXT_LINES",
    "TEXT_ENDINGS",
    "document_of",
    "read_text",
    "source_of",
    "source_text",
]

FOLDER = "sources"
"""Folder of an ecosystem in which the texts of its sources lie, a file ``ID.txt`` each; it is no part of what is shared."""
MAX_TEXT_BYTES = 20_971_520
MAX_PDF_BYTES = 52_428_800
"""A PDF has so many bytes at most: it carries its pictures."""
MAX_TEXT_LINES = 200_000
"""A text has so many bytes and lines at most."""
MAX_LINE = 50_000
"""A line has so many characters at most: passages are cited by lines."""
TEXT_ENDINGS = (".txt", ".md", ".markdown", ".text")
_PATIENCE, _SECONDS, _MEMORY = 90.0, 40.0, 500_000_000


def read_text(content: bytes, name: str) -> SourceText:
    """The text of a file in UTF-8. Raises :class:`WrongUse` for what is no text, or too long.

    >>> read_text("One.\\nTwo.".encode(), "notes.txt").lines
    ('One.', 'Two.')
    """
    where = Where(shorten(name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUse(Problem("encoding", "The source text is not UTF-8.", "Save it again as UTF-8.", where)) from None
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\r\t\f" for letter in set(text)):
        raise WrongUse(
            Problem(
                "source-no-text",
                "This is no text: it holds characters that no text has.",
                "Save the source as plain text (UTF-8).",
                where,
            )
        )
    source = SourceText(text)
    if len(source.lines) > MAX_TEXT_LINES:
        raise WrongUse(
            Problem(
                "source-too-long", f"The text has more than {MAX_TEXT_LINES:,} lines.", "Split it into several sources.", where
            )
        )
    if (longest := max(map(len, source.lines))) > MAX_LINE:
        number = next(number for number, line in enumerate(source.lines, 1) if len(line) == longest)
        raise WrongUse(
            Problem(
                "source-too-long",
                f"Line {number} has more than {MAX_LINE:,} characters, and passages are cited by lines.",
                "Break it into lines: a sentence each, or as wide as a page.",
                where,
            )
        )
    return source


def text_beside(folder: Path | None, source: str) -> SourceText | None:
    """The text of a source that lies beside an ecosystem, by the id of the source; None where there is none."""
    if folder is None or not folder.is_dir() or "/" in source or "\\" in source:
        return None
    inside = f"{FOLDER}/{source}.txt"
    content = Folder(folder).content(inside, MAX_TEXT_BYTES)
    return None if content is None else read_text(content, inside)


def source_text(folder: Path | None, source: str) -> SourceText:
    """The text that ``source`` means: the id of a source whose text lies beside the ecosystem, else the path of a text file.

    Raises :class:`WrongUse` where there is neither, or the file is no text.
    """
    beside = text_beside(folder, source)
    if beside is not None:
        return beside
    path = Path(source)
    if path.suffix:
        return source_of(path)
    raise WrongUse(
        Problem(
            "source-missing",
            f"There is no text of a source '{shorten(source)}' beside the ecosystem, and no file of this name.",
            f"Put it into {FOLDER}/{shorten(source)}.txt of the ecosystem's folder, or give the path of a text file.",
        )
    )


def source_of(path: Path) -> SourceText:
    """The numbered text of a file: plain text as it is, HTML, DOCX, ODT and PDF by a worker that opens nothing else.

    Raises :class:`WrongUse` for another kind of file, :class:`TrosolError` for one that is broken, encrypted or too large.
    """
    ending, name = path.suffix.casefold(), path.name
    if ending in TEXT_ENDINGS:
        return read_text(content_of(path, MAX_TEXT_BYTES), name)
    if ending not in READERS:
        kinds = ", ".join((*TEXT_ENDINGS[:2], *READERS))
        raise WrongUse(
            Problem(
                "source-kind",
                f"'{shorten(name)}' is of a kind whose text is not read.",
                f"Save it as one of {kinds}.",
                Where(shorten(name)),
            )
        )
    if ending == ".pdf":
        require("sources")
    content = content_of(path, MAX_PDF_BYTES if ending == ".pdf" else MAX_TEXT_BYTES)
    return document_of(content, name, ending)


def document_of(content: bytes, name: str, ending: str) -> SourceText:
    """The numbered text of a document of one of the kinds that :data:`READERS` knows. Raises :class:`TrosolError`."""
    bounds = Bounds(_PATIENCE, _SECONDS, _MEMORY + 16 * len(content), 4 * MAX_TEXT_BYTES)
    try:
        _, text = shared("documents").run({"name": name, "ending": ending}, content, bounds=bounds)
    except Stopped as stopped:
        if stopped.why == NONE:
            raise TrosolError(not_started(stopped, Where(shorten(name)))) from None
        busy = stopped.why == BUSY
        raise TrosolError(
            Problem(
                "reader-busy" if busy else "file-too-costly",
                "Too much is being read at once." if busy else f"'{shorten(name)}' takes too long or too much memory to read.",
                "Try again in a minute." if busy else "Split it, or save its text as plain text (UTF-8).",
                Where(shorten(name)),
            )
        ) from None
    return read_text(text, name)
