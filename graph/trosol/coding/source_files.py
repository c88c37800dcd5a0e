"""Where the text of a source comes from: a file that somebody names, or the text that lies beside an ecosystem."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from trosol.coding.numbered_text import SourceText
from trosol.errors import Problem, Where, WrongUse, shorten
from trosol.files.content import content_of
from trosol.files.folder import Folder

__all__ = ["FOLDER", "MOST_BYTES", "MOST_LINES", "read_text", "source_text"]

FOLDER = "sources"
"""Folder of an ecosystem in which the texts of its sources lie, a file ``ID.txt`` each; it is no part of what is shared."""
MOST_BYTES, MOST_LINES = 20 * 1024 * 1024, 200_000
"""A text has so many bytes and lines at most."""
_TEXT = (".txt", ".md", ".markdown", ".text")


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
    if len(source.lines) > MOST_LINES:
        raise WrongUse(
            Problem("source-too-long", f"The text has more than {MOST_LINES:,} lines.", "Split it into several sources.", where)
        )
    return source


def source_text(folder: Path | None, source: str) -> SourceText:
    """The text that ``source`` means: the id of a source whose text lies beside the ecosystem, else the path of a text file.

    Raises :class:`WrongUse` where there is neither, or the file is no text.
    """
    inside = f"{FOLDER}/{source}.txt"
    if folder is not None and folder.is_dir() and "/" not in source and "\\" not in source:
        content = Folder(folder).content(inside, MOST_BYTES)
        if content is not None:
            return read_text(content, inside)
    path = Path(source)
    if path.suffix:
        if path.suffix.casefold() not in _TEXT:
            raise WrongUse(
                Problem(
                    "source-kind",
                    f"'{shorten(path.name)}' is no text file.",
                    f"Save it as plain text ({', '.join(_TEXT[:2])}).",
                    Where(shorten(source)),
                )
            )
        return read_text(content_of(path, MOST_BYTES), path.name)
    raise WrongUse(
        Problem(
            "source-missing",
            f"There is no text of a source '{shorten(source)}' beside the ecosystem, and no file of this name.",
            f"Put it into {FOLDER}/{shorten(source)}.txt of the ecosystem's folder, or give the path of a text file.",
        )
    )
