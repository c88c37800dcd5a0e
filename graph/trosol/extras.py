"""What only some commands need is installed for them alone: an extra that is not there is asked for, with the command that brings it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from trosol.errors import Problem, WrongUse

__all__ = ["EXTRAS", "can_use", "command_for", "needs_extra", "require"]

EXTRAS = {
    "pictures": ("Charts as SVG and PNG files need", "vl_convert"),
    "pdf": ("Briefs as PDF need", "typst"),
    "word": ("Briefs for Word need", "docx"),
    "slides": ("Briefs for PowerPoint need", "pptx"),
    "parquet": ("Parquet files need", "pyarrow"),
    "serve": ("Answering programs over HTTP needs", "fastapi"),
    "mcp": ("Answering an assistant over MCP needs", "mcp"),
    "scale": ("Estimating betweenness needs", "networkit"),
    "sources": ("The text of a PDF needs", "pypdf"),
    "spark": ("Measures on Spark need", "pyspark"),
}
"""Each extra of ``pyproject.toml`` for users: what it is for, and the module by which it is told whether it is there."""


def can_use(extra: str) -> bool:
    """Whether an extra is installed.

    >>> can_use("pdf") in (True, False)
    True
    """
    try:
        return find_spec(EXTRAS[extra][1]) is not None
    except ModuleNotFoundError:  # by whoever forbids the import
        return False


def require(extra: str) -> None:
    """Refuse before any work is done where an extra is not installed. Raises :class:`WrongUse` with the code ``extra-missing``."""
    if not can_use(extra):
        raise _missing(extra, EXTRAS[extra][1])


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Turn a package that is missing inside the block into a sentence about the extra that brings it.

    Raises :class:`WrongUse` with the code ``extra-missing``. A part of Trosol itself that is missing is a fault and stays one.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "trosol":
            raise
        raise _missing(extra, error.name.partition(".")[0]) from None


def command_for(extra: str) -> str:
    """What installs an extra here: ``start.py``, by hash from its lock, where that made the environment; pip elsewhere."""
    by_start = Path(sys.prefix, "pyproject.toml.installed").is_file()
    return f"python3 start.py --with {extra}" if by_start else f'pip install "trosol[{extra}]"'


def _missing(extra: str, module: str) -> WrongUse:
    text = f"{EXTRAS[extra][0]} the package '{module}', which is not installed."
    return WrongUse(Problem("extra-missing", text, f"Install it with: {command_for(extra)}"))
