"""What git has of a folder, read with care: a repository may have come from elsewhere, and be broken, or made to do harm.

Nothing that is missing is fetched, no program that its settings name is started, nothing is written, and what git says is read up
to a limit: trees can name each other so that a listing has no end.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from trosol.errors import shorten
from trosol.files.content import read_most

__all__ = ["MAX_LISTING", "MAX_REVISION", "GitTrouble", "file_at_each", "files_at", "log_of"]

MAX_REVISION = 512 * 1024 * 1024
"""Bytes of a folder as it was at a revision."""

MAX_LISTING = 16 * 1024 * 1024
"""Bytes of the list of its files: some 150,000 names."""

_SECONDS = 60.0
_QUIET = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false"),
    *("-c", "core.pager=cat"),
    *("-c", "protocol.allow=never"),
)
_ENV = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_OURS = (".git", ".trosol")
"""What lies beside tables and is none: a journal that was committed is not this machine's."""


class GitTrouble(Exception):
    """Git cannot say it; the text ends a sentence."""


def log_of(folder: Path, most: int) -> list[tuple[str, str, str]]:
    """Revisions that touched the folder, newest first: short name, day and minute, subject. Raises :class:`GitTrouble`."""
    how = (f"-{most}", "--date=format:%Y-%m-%d %H:%M", "--format=%h%x09%cd%x09%s")
    said = _git(folder, "log", *how, "--", ".", most=MAX_LISTING).decode(errors="replace")
    rows = [line.split("\t", 2) for line in said.split("\n")]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]


def file_at_each(folder: Path, name: str, revisions: Sequence[str]) -> list[bytes | None]:
    """One file of the folder as it was at each revision; None where it is not there, or too large. Raises :class:`GitTrouble`."""
    asked = "".join(f"{revision}:./{name}\n" for revision in revisions).encode()
    stream, place, found = _git(folder, "cat-file", "--batch", given=asked, most=MAX_LISTING), 0, list[bytes | None]()
    for _revision in revisions:
        end = stream.find(b"\n", place)
        head = stream[place:end].split()
        size = int(head[2]) if len(head) == 3 and head[1] == b"blob" and head[2].isdigit() else None
        found.append(None if size is None else stream[end + 1 : end + 1 + size])
        place = end + 1 if size is None else end + 2 + size
    return found


def files_at(folder: Path, revision: str, inside: str, *, whole_tree: bool = False) -> dict[str, bytes | None]:
    """The files below a path at a revision, by name (None: a link, wherever it led). Raises :class:`GitTrouble`.

    ``inside`` counts from ``folder``, or with ``whole_tree`` from the top of the repository. Names that no checkout would
    write are left out.
    """
    options = ("-r", "-l", "-z", *(("--full-tree",) if whole_tree else ()))
    listed = _git(folder, "ls-tree", *options, revision, "--", inside, most=MAX_LISTING)
    found: list[tuple[str, bytes, int]] = []
    links: list[str] = []
    for line in listed.split(b"\0"):
        about, _, raw = line.partition(b"\t")
        name = os.fsdecode(raw)
        if not _may_be_written(name):
            continue
        if about.startswith(b"120000"):
            links.append(name)
        if not about.startswith(b"100"):
            continue
        _mode, _kind, key, size = about.split()
        if not size.isdigit():
            raise GitTrouble(f"the repository does not hold '{shorten(name)}', and nothing is fetched")
        found.append((name, key, int(size)))
    total = sum(size for *_, size in found)
    if not found:
        raise GitTrouble("there is no such folder at that revision")
    if total > MAX_REVISION:
        raise GitTrouble("it is too large")
    asked = b"".join(key + b"\n" for _, key, _ in found)
    files = _contents(found, _git(folder, "cat-file", "--batch", given=asked, most=total + 200 * len(found)))
    return files | dict.fromkeys(links)


def _may_be_written(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and ".." not in parts
        and not Path(name).is_absolute()
        and not PurePosixPath(name).is_absolute()
        and not any(part.casefold() in _OURS for part in parts)
    )


def _contents(found: list[tuple[str, bytes, int]], stream: bytes) -> dict[str, bytes | None]:
    """What ``cat-file --batch`` said of each: a line with name, kind and size, then so many bytes."""
    files, place = dict[str, bytes | None](), 0
    for name, key, size in found:
        end = stream.find(b"\n", place)
        head = stream[place:end].split() if end >= 0 else []
        content = stream[end + 1 : end + 1 + size]
        if head != [key, b"blob", str(size).encode()] or len(content) != size:
            raise GitTrouble(f"the repository does not hold '{shorten(name)}' whole")
        files[name] = content
        place = end + 1 + size + 1
    return files


def _git(folder: Path, *words: str, given: bytes = b"", most: int) -> bytes:
    """What git says, up to ``most`` bytes. Raises :class:`GitTrouble` for more, for what git refuses, and for what takes too long.

    Files are taken as they are stored, past filters.
    """
    _check_place(folder)
    try:
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
            asked.write(given)
            asked.seek(0)
            return _output(["git", "-C", str(folder), *_QUIET, *words], asked, said, most)
    except FileNotFoundError:
        raise GitTrouble("git is not installed") from None
    except (OSError, ValueError) as error:
        raise GitTrouble(f"git cannot be asked ({shorten(getattr(error, 'strerror', None) or str(error))})") from None


def _output(command: list[str], asked: IO[bytes], said: IO[bytes], most: int) -> bytes:
    with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, stderr=said, env={**os.environ, **_ENV}) as process:
        slow = threading.Event()

        def end() -> None:
            slow.set()
            process.kill()

        clock = threading.Timer(_SECONDS, end)
        clock.start()
        try:
            assert process.stdout is not None
            content = read_most(process.stdout, most)
            if len(content) > most:
                process.kill()
                raise GitTrouble("it is too large")
            code = process.wait()
        finally:
            clock.cancel()
    if slow.is_set():
        raise GitTrouble("git took too long")
    if code:
        said.seek(0)
        lines = said.read(4096).decode(errors="replace").strip().splitlines()
        raise GitTrouble(shorten(lines[-1], 160) if lines else "git refuses it")
    return content


def _check_place(folder: Path) -> None:
    """Raises :class:`GitTrouble` where what lies around the folder leads to a repository that does not know of it.

    A working tree that git made (``git worktree``, a submodule) is named by the repository that it leads to. A file or a link that
    somebody put there is not: it would show what another repository of this machine holds.
    """
    if "GIT_DIR" in os.environ:
        return
    here = folder.absolute()
    top = next((place for place in (here, *here.parents) if os.path.lexists(place / ".git")), None)
    if top is None:
        return
    mark = top / ".git"
    try:
        if mark.is_symlink() or (mark.is_dir() and os.path.lexists(mark / "commondir")):
            known = False
        elif mark.is_dir():
            known = True
        else:
            known = _is_named_by(mark, _place_in(mark, b"gitdir:"))
    except OSError:
        known = False
    if not known:
        raise GitTrouble("what stands in its '.git' leads to another repository, which does not know of it")


def _is_named_by(mark: Path, git: Path) -> bool:
    if (git / "gitdir").is_file():  # git worktree: .git/worktrees/NAME, and nowhere else are its objects
        return _place_in(git / "gitdir") == mark.resolve() and _place_in(git / "commondir") == git.parent.parent.resolve()
    if os.path.lexists(git / "commondir"):
        return False
    done = subprocess.run(
        ["git", "config", "--no-includes", "-f", str(git / "config"), "core.worktree"],
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        env={**os.environ, **_ENV},
    )
    place = os.fsdecode(done.stdout.rstrip(b"\n"))
    return bool(place) and (git / place).resolve() == mark.parent.resolve()


def _place_in(file: Path, before: bytes = b"") -> Path:
    """The place that a small file of git names. Raises :class:`OSError`."""
    with file.open("rb") as opened:
        content = opened.read(5000)
    if not content.startswith(before):
        raise OSError("no place")
    return (file.parent / os.fsdecode(content.removeprefix(before).strip())).resolve()
