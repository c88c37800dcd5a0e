"""An ecosystem as it stands on disk, or as it stood at a revision in git: ``REVISION:FOLDER``, e.g. ``HEAD~1:data/my-region``."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["opened", "opened_at", "revisions_of"]

_MOST = 512 * 1024 * 1024


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
    with _unpacked(_archive(name, revision, inside)) as folder:
        yield Ecosystem.load(folder / inside)


@contextmanager
def _unpacked(content: bytes) -> Iterator[Path]:
    """A folder with what an archive holds, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trosol-") as folder:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def revisions_of(folder: Path, most: int = 20) -> tuple[tuple[str, str, str], ...]:
    """Revisions in git in which something in the folder changed, newest first: short name, day, subject; empty where there is no git."""
    try:
        said = _git("-C", str(folder), "log", f"-{most}", "--format=%h%x09%cs%x09%s", "--", ".").decode(errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ()
    rows = [line.split("\t", 2) for line in said.splitlines()]
    return tuple((row[0], row[1], shorten(row[2])) for row in rows if len(row) == 3)


@contextmanager
def opened_at(folder: Path, revision: str) -> Iterator[Ecosystem]:
    """A folder as it was at a revision. Raises :class:`WrongUse` for one that git does not know."""
    name = f"{revision}:{folder.name}"
    if not revision.isalnum():
        raise _unknown(name, "it is not the name of a revision")
    try:
        content = _git("-C", str(folder), "archive", "--format=tar", f"--prefix={folder.name}/", revision, ".")
    except (OSError, subprocess.SubprocessError):
        raise _unknown(name, "git does not have it") from None
    with _unpacked(content) as place:
        yield Ecosystem.load(place / folder.name)


def _archive(name: str, revision: str, inside: str) -> bytes:
    if revision.startswith("-") or not inside or inside.startswith(("/", "-")) or ".." in Path(inside).parts:
        raise _unknown(name, "it is not written as REVISION:FOLDER")
    # Paths count from the top of the repository, as git itself has it for REVISION:PATH.
    try:
        top = _git("rev-parse", "--show-toplevel").decode().strip()
        content = _git("-C", top, "archive", "--format=tar", revision, "--", inside)
    except FileNotFoundError:
        raise _unknown(name, "git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise _unknown(name, shorten(error.stderr.decode(errors="replace").strip().splitlines()[-1], 160)) from None
    if len(content) > _MOST:
        raise _unknown(name, "it is too large")
    return content


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], capture_output=True, check=True, timeout=120).stdout


def _unknown(name: str, why: str) -> WrongUse:
    return WrongUse(
        Problem(
            "revision-unknown",
            f"'{shorten(name)}' cannot be read from git: {why}.",
            "Write REVISION:FOLDER with the folder as seen from the top of the repository, e.g. HEAD~1:data/my-region.",
        )
    )
