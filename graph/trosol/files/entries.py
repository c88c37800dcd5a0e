"""The entries of a folder's journal: read, and looked at closely, for the folder may have come from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trosol.errors import TrosolError, shorten
from trosol.files.ecosystem_files import strangers
from trosol.files.folder import FILE, FOLDER, Folder

__all__ = [
    "DONE",
    "ENTRY",
    "HOME",
    "JOURNAL",
    "Entry",
    "history",
    "numbers",
    "place_of",
    "read_entry",
    "state",
    "unfinished",
    "written",
]

HOME, JOURNAL, ENTRY, DONE = ".trosol", ".trosol/journal", "entry.json", "done"
_NUMBER, _SHA = re.compile(r"[0-9]{6,12}"), re.compile(r"[0-9a-f]{64}")
_LARGEST = 4 * 1024 * 1024
"""Bytes of an entry: it names files, and holds none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its number, what it was, when, and for each file its SHA-256 before and after (None: not there).

    ``undoes`` is the number of the change that this one took back; ``own``: whether this user wrote the entry on this machine.
    """

    number: int
    what: str
    when: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    undoes: int | None = None
    own: bool = False


def numbers(folder: Folder) -> list[int]:
    """Numbers of the changes that the journal has a folder for, oldest first; none where the journal is no real folder."""
    if folder.kind(JOURNAL) != FOLDER:
        return []
    try:
        found = folder.entries(JOURNAL)
    except (OSError, TrosolError):
        return []
    return sorted(int(name) for name in found if _NUMBER.fullmatch(name) and name == f"{int(name):06d}")


def place_of(number: int) -> str:
    """The folder of a change."""
    return f"{JOURNAL}/{number:06d}"


def written(entry: Entry) -> bytes:
    """An entry as it is kept, with the seal of whoever wrote it where there can be one."""
    from trosol.files.secret import seal

    said = _said(entry)
    return json.dumps({**said, "seal": seal(_to_seal(entry.number, said))}, ensure_ascii=False, indent=1).encode()


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "what": entry.what,
        "when": entry.when,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "undoes": entry.undoes,
    }


def _to_seal(number: int, said: Mapping[str, Any]) -> bytes:
    return json.dumps({**said, "number": number}, sort_keys=True).encode()


def read_entry(folder: Folder, number: int) -> Entry | None:
    """An entry; None where there is none, or none that Trosol can have written: with other names, for one."""
    try:
        said = json.loads(folder.content(f"{place_of(number)}/{ENTRY}", _LARGEST) or b"")
        what, when, before, after, undoes = (said[key] for key in ("what", "when", "before", "after", "undoes"))
    except (TrosolError, ValueError, KeyError, TypeError, RecursionError):
        return None
    states = (before, after)
    if not (
        isinstance(what, str)
        and isinstance(when, str)
        and all(isinstance(state, dict) for state in states)
        and before.keys() == after.keys()
        and all(digest is None or (isinstance(digest, str) and _SHA.fullmatch(digest)) for s in states for digest in s.values())
        and (undoes is None or type(undoes) is int)
        and not strangers(after)
    ):
        return None
    from trosol.files.secret import is_sealed

    entry = Entry(number, what, when, before, after, undoes)
    own = is_sealed(_to_seal(number, _said(entry)), said.get("seal"))
    return Entry(number, shorten(what, 200), shorten(when, 40), before, after, undoes, own)


def history(path: Path) -> tuple[Entry, ...]:
    """The changes that are kept, oldest first."""
    folder = Folder(path)
    return tuple(entry for number in numbers(folder) if (entry := read_entry(folder, number)) is not None)


def unfinished(folder: Folder) -> tuple[int, Entry | None] | None:
    """Number and entry of a change that was promised and not finished; no entry where it is none that Trosol can have written."""
    for number in numbers(folder)[-2:]:
        place = place_of(number)
        if folder.kind(f"{place}/{ENTRY}") is not None and folder.kind(f"{place}/{DONE}") is None:
            return number, read_entry(folder, number)
    return None


def state(path: Path) -> tuple[int, bool, bool]:
    """Number of the newest change, whether it is promised and whether it is done: the same before and after reading, or read again."""
    folder = Folder(path)
    number = max(numbers(folder), default=0)
    place = place_of(number)
    return number, folder.kind(f"{place}/{ENTRY}") == FILE, folder.kind(f"{place}/{DONE}") == FILE
