"""The text of a document, line by line: HTML, DOCX, ODT and PDF, with headings, list items, rows, notes and pages as far as the file says them.

Long paragraphs are broken into lines, so that a claim can cite a few. A heading begins with ``#``, a list item with ``-``, short cells of a row
stand in one line, and ``[page 7]`` stands where page 7 begins. Only text is taken, as it reads today: no script, no picture, no comment, nothing
hidden, nothing that was deleted, and nothing that the document names elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trosol.coding.opendocument_text import odt_text
from trosol.coding.pdf_text import pdf_text
from trosol.coding.web_page_text import html_text
from trosol.coding.word_text import docx_text
from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.archive import WrongArchive
from trosol.files.markup import WrongMarkup

__all__ = ["READERS", "document_text"]

READERS: Mapping[str, tuple[str, Callable[[bytes], str]]] = {
    ".html": ("HTML", html_text),
    ".htm": ("HTML", html_text),
    ".docx": ("DOCX", docx_text),
    ".odt": ("ODT", odt_text),
    ".pdf": ("PDF", pdf_text),
}
"""By the ending of a file: what it is called, and its reader."""


def document_text(content: bytes, name: str, ending: str) -> str:
    """The text of a document. Raises :class:`TrosolError` that says what is wrong with it."""
    form, read = READERS[ending]
    try:
        return read(content)
    except (WrongArchive, WrongMarkup) as error:
        raise TrosolError(
            Problem(
                "source-unreadable",
                f"'{shorten(name)}' is not read as {form}: {error.reason}.",
                "Save it again with the program it comes from, or as plain text (UTF-8).",
                Where(shorten(name)),
            )
        ) from None
