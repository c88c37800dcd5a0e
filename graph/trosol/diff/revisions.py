"""An ecosystem as it stands on disk, or as it stood at a revision in git: ``REVISION:FOLDER``, e.g. ``HEAD~1:data/my-region``."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from trosol.diff.git import GitTrouble, file_at_each, files_at, log_of
from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["EarlierState", "opened", "opened_at", "revisions_of"]


_NOWHERE = "a-link-in-git"
"""Where links lead that git holds: they stay links, so that whoever reads one says so, and lead nowhere."""


@contextmanager
def opened(name: str) -> Iterator[Ecosystem]:
    """The ecosystem; one of a revision is read from a folder that is gone afterwards.

    Raises :class:`trosol.TrosolError` for what cannot be read, and :class:`WrongUse` for an unknown revision.
    """
    revision, colon, inside = name.partition(":")
    # On Windows, a letter and a colon begin a path.
    if not colon or len(revision) < 2 or Path(name).exists():
        yield Ecosystem.load(name)
        return
    with _unpacked(_at(name, revision, inside)) as folder:
        yield Ecosystem.load(folder / inside)


@contextmanager
def _unpacked(files: Mapping[str, bytes | None]) -> Iterator[Path]:
    """A folder with these files, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trosol-") as folder:
        try:
            for name, content in files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if content is None:
                    path.symlink_to(_NOWHERE)
                else:
                    path.write_bytes(content)
        except OSError as error:
            raise _unknown(shorten(name), f"one of its files cannot be written here ({error.strerror})") from None
        yield Path(folder)


class EarlierState(NamedTuple):
    """A folder as git has kept it.

    ``name``: the short one of the revision; ``moment``: day and minute; ``version``: what the folder said it had, empty where it said none;
    ``note``: of whoever kept it.
    """

    name: str
    moment: str
    version: str
    note: str


def revisions_of(folder: Path, most: int = 20) -> tuple[EarlierState, ...]:
    """States in git in which something in the folder changed, newest first; empty where there is no git."""
    try:
        rows = log_of(folder, most)
        about = file_at_each(folder, "dataset.toml", [name for name, *_ in rows]) if rows else []
    except GitTrouble:
        return ()
    return tuple(
        EarlierState(name, moment, _version(content), shorten(note))
        for (name, moment, note), content in zip(rows, about, strict=True)
    )


def _version(content: bytes | None) -> str:
    """What a file on an ecosystem says its version is."""
    try:
        said = tomllib.loads((content or b"").decode("utf-8")).get("version", "")
    except (ValueError, RecursionError):
        return ""
    return shorten(said, 40) if isinstance(said, str) else ""


@contextmanager
def opened_at(folder: Path, revision: str) -> Iterator[Ecosystem]:
    """A folder as it was at a revision. Raises :class:`WrongUse` for one that git does not know."""
    name = f"{revision}:{folder.name}"
    if not revision.isalnum():
        raise _unknown(name, "it is not the name of a revision")
    try:
        files = files_at(folder, revision, ".")
    except GitTrouble as trouble:
        raise _unknown(name, str(trouble)) from None
    with _unpacked({f"{folder.name}/{path}": content for path, content in files.items()}) as place:
        yield Ecosystem.load(place / folder.name)


def _at(name: str, revision: str, inside: str) -> dict[str, bytes | None]:
    if revision.startswith("-") or not inside or inside.startswith(("/", "-")) or ".." in Path(inside).parts:
        raise _unknown(name, "it is not written as REVISION:FOLDER")
    # Paths count from the top of the repository, as git itself has it for REVISION:PATH.
    try:
        return files_at(Path(), revision, inside, whole_tree=True)
    except GitTrouble as trouble:
        raise _unknown(name, str(trouble)) from None


def _unknown(name: str, why: str) -> WrongUse:
    return WrongUse(
        Problem(
            "revision-unknown",
            f"'{shorten(name)}' cannot be read from git: {why}.",
            "Write REVISION:FOLDER with the folder as seen from the top of the repository, e.g. HEAD~1:data/my-region.",
        )
    )
