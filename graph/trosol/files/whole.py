"""Many files that belong together, as a folder that is there whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where, WrongUse
from trosol.files.atomic import clear_away, exchange
from trosol.files.folder import Folder

__all__ = ["listing", "write_folder"]


def listing(files: Mapping[str, bytes]) -> bytes:
    """The content of a mark: a file that says which other files of its folder were written with it."""
    return "".join(f"{name}\n" for name in sorted(files)).encode()


def write_folder(folder: Path, files: Mapping[str, bytes], mark: str) -> None:
    """Write the files into a folder: made beside it, then put in its place. What an earlier call wrote there is replaced, nothing else is.

    ``mark`` names the one of ``files`` that is the :func:`listing` of all others. Raises :class:`WrongUse` for a folder that holds other
    things, :class:`TrosolError` where it cannot be written; then the earlier folder is still there.
    """
    folder = folder.resolve()
    others = _others(folder, mark)
    if others:
        raise WrongUse(
            Problem(
                "name-in-use",
                f"{folder.name} holds other things ({', '.join(others[:3])}).",
                "Name a folder that is not there yet, or an earlier one of these with nothing else in it.",
            )
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_away(folder.parent, folder.name)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent) as beside:
            made, old = Path(beside) / "new", Path(beside) / "old"
            for name, content in files.items():
                target = made / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            if folder.exists() and exchange(made, folder):
                return
            if folder.exists():
                folder.replace(old)
            try:
                made.replace(folder)
            except OSError:
                if old.exists():
                    old.replace(folder)
                raise
    except OSError as error:
        raise TrosolError(
            Problem(
                "file-unwritable",
                f"The files cannot be written: {error.strerror or error}.",
                "Check that the place exists and that you may write there.",
                Where(folder.name),
            )
        ) from None


def _others(folder: Path, mark: str) -> list[str]:
    """What a folder holds that no earlier run put there."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        return [folder.name]
    mine = set((Folder(folder).content(mark) or b"").decode("utf-8", "replace").split("\n"))
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return [name for name in found if name not in mine and name != mark]
