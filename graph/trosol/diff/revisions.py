"""An ecosystem as it stands on disk, or as it stood at a revision in git: ``REVISION:FOLDER``, e.g. ``HEAD~1:data/my-region``."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, WrongUse, shorten

__all__ = ["MAX_REVISION", "opened", "opened_at", "revisions_of"]

MAX_REVISION = 512 * 1024 * 1024
"""Bytes of a folder as it was at a revision."""


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
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.symlink_to(_NOWHERE)
            else:
                path.write_bytes(content)
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
        files = _files(str(folder), revision, ".")
    except (OSError, subprocess.SubprocessError):
        raise _unknown(name, "git does not have it") from None
    with _unpacked({f"{folder.name}/{path}": content for path, content in files.items()}) as place:
        yield Ecosystem.load(place / folder.name)


def _at(name: str, revision: str, inside: str) -> dict[str, bytes | None]:
    if revision.startswith("-") or not inside or inside.startswith(("/", "-")) or ".." in Path(inside).parts:
        raise _unknown(name, "it is not written as REVISION:FOLDER")
    # Paths count from the top of the repository, as git itself has it for REVISION:PATH.
    try:
        files = _files(_git("rev-parse", "--show-toplevel").decode().strip(), revision, inside)
    except FileNotFoundError:
        raise _unknown(name, "git is not installed") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise _unknown(name, shorten(said[-1], 160) if said else "git refuses it") from None
    if not files:
        raise _unknown(name, "there is no such folder at that revision, or it is too large")
    return files


def _files(top: str, revision: str, inside: str) -> dict[str, bytes | None]:
    """The files below a path at a revision, by name (None: a link, wherever it led); none where they are too large."""
    rows = [
        line.split(b"\t", 1) for line in _git("-C", top, "ls-tree", "-r", "-l", "-z", revision, "--", inside).split(b"\0") if line
    ]
    found, links = [], []
    for about, raw in rows:
        mode, _kind, key, length = about.split()
        name = os.fsdecode(raw)
        # Names that no checkout would write are left out, and so is a journal: it was not made here.
        if {"..", ".git", ".trosol"} & set(Path(name).parts) or Path(name).is_absolute():
            continue
        if mode.startswith(b"100"):
            found.append((name, key, int(length)))
        elif mode == b"120000":
            links.append(name)
    if sum(size for *_, size in found) > MAX_REVISION:
        return {}
    stream = _git("-C", top, "cat-file", "--batch", given=b"".join(key + b"\n" for _, key, _ in found))
    files, begin = dict[str, bytes | None](), 0
    for name, _, size in found:
        begin = stream.index(b"\n", begin) + 1
        files[name] = stream[begin : begin + size]
        begin += size + 1
    return files | dict.fromkeys(links)


_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false", "-c", "core.pager=cat")


def _git(*words: str, given: bytes | None = None) -> bytes:
    """What git says. A folder that came from elsewhere can bring settings with it that name programs: none of them is started.

    Files are taken as they are stored, past filters; nothing that is missing is fetched.
    """
    env = {**os.environ, "GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(["git", *_QUIET, *words], input=given, capture_output=True, check=True, timeout=120, env=env).stdout


def _unknown(name: str, why: str) -> WrongUse:
    return WrongUse(
        Problem(
            "revision-unknown",
            f"'{shorten(name)}' cannot be read from git: {why}.",
            "Write REVISION:FOLDER with the folder as seen from the top of the repository, e.g. HEAD~1:data/my-region.",
        )
    )
