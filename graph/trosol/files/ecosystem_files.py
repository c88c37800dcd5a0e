"""Which files make up an ecosystem's folder: what is given away with a release, brought in with a folder, and changed by a journal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.folder import FOLDER, Folder

__all__ = ["PARTS", "belonging", "belongs", "stamps", "strangers"]

TABLES = ("sources", "evidence", "entities", "claims", "observations")
"""Names of the tables; the reader of tables has their columns."""

PARTS = {
    "": (".md",),
    "modules": (".ttl", ".nt", ".owl", ".rdf", ".jsonld", ".md"),
    "questions": (".rq", ".csv", ".md", ".txt"),
    "stories": (".json",),
}
"""The folders, and what a file in each of them may end in, beside ``dataset.toml`` and the tables."""

_LONGEST = 200
_WRONG = frozenset('\\/:*?"<>|')


def belongs(name: str) -> bool:
    """Whether a file of that name can be part of an ecosystem: known folder, known ending, nothing hidden, letter for letter.

    >>> [belongs(name) for name in ("claims.csv", "modules/own.ttl", "questions/who.rq", "README.md")]
    [True, True, True, True]
    >>> [belongs(name) for name in (".git/config", "Claims.csv", "modules/../x.ttl", "modules/.x.ttl", "run.py", "g/config")]
    [False, False, False, False, False, False]
    """
    if name == "dataset.toml" or (name.endswith(".csv") and name[:-4] in TABLES):
        return True
    part, _, file = name.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    return (
        part in PARTS
        and dot + ending in PARTS[part]
        and 0 < len(name) <= _LONGEST
        and stem[:1] not in ("", ".", " ")
        and stem == stem.rstrip(". ")
        and not any(c in _WRONG or not (c.isprintable() or unicodedata.category(c) == "Zs") for c in file)
    )


def strangers(names: Iterable[str]) -> list[str]:
    """Those of the names that cannot be part of an ecosystem, and those that some systems take for the same as one before."""
    seen: set[str] = set()
    wrong = []
    for name in names:
        same = unicodedata.normalize("NFC", name).casefold()
        if not belongs(name) or same in seen:
            wrong.append(name)
        seen.add(same)
    return wrong


def stamps(path: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """Name, kind, time, size and number of each file of an ecosystem's folder: what tells one state of it from another.

    The journal is among them, through which a change that was cut off is read.
    """
    folder = Folder(path)
    names = [".trosol/journal"]
    for part in PARTS:
        with suppress(TrosolError):
            names += folder.names(part)
    return folder.stamps(*names)


def _unknown(name: str) -> Problem:
    part = name.rpartition("/")[0]
    return Problem(
        "name-bad",
        f"'{shorten(name)}' is no file of an ecosystem: its ending is another, or its name could not be written on every system.",
        f"Give it a plain name that ends in one of {', '.join(PARTS[part])}, or put it elsewhere.",
        Where(shorten(name)),
    )


def belonging(folder: Folder) -> tuple[dict[str, bytes], list[Problem]]:
    """Everything that belongs to an ecosystem's folder, by name; and a problem for each that is left out, a link above all."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for part in PARTS:
        try:
            names = folder.names(part)
        except TrosolError as error:
            problems.extend(error.problems)
            continue
        for name in names:
            known = belongs(name)
            if not known and (folder.kind(name) == FOLDER or not (part or name.endswith(".md"))):
                continue
            try:
                content = folder.content(name)
            except TrosolError as error:
                problems.extend(error.problems)
                continue
            if content is not None and known:
                found[name] = content
            elif content is not None:
                problems.append(_unknown(name))
    return found, problems
