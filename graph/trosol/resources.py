"""Where the shipped ontology, data and screens are: in the checkout, or inside the installed wheel.

Nothing depends on the current folder. In a checkout the files beside ``graph/`` win, so that an edit is
seen at once; in a wheel they lie under ``trosol/_shipped``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["STORE", "dashboard_dir", "data_dir", "ecosystem_path", "in_store", "ontology_dir", "shipped_ecosystems"]

STORE = "TROSOL_STORE"
"""The environment names a SPARQL store here, if ecosystems are to come from one."""

_IN_STORE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*|(?:https?|urn):\S+")

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parents[1]


def _folder(name: str, landmark: str) -> Path:
    for base in (_CHECKOUT, _SHIPPED):
        if (base / name / landmark).exists():
            return base / name
    from trosol.errors import Problem, WrongUse

    raise WrongUse(
        Problem(
            "installation-incomplete",
            f"The folder '{name}' that Trosol ships is missing.",
            "Install Trosol again from a complete checkout or wheel.",
        )
    )


def ontology_dir() -> Path:
    """Folder of the shipped Turtle files."""
    return _folder("ontology", "trosol.ttl")


def data_dir() -> Path:
    """Folder of the shipped ecosystems."""
    return _folder("data", "README.md")


def dashboard_dir() -> Path:
    """Folder of the Streamlit scripts."""
    return _folder("dashboard", "app.py")


def shipped_ecosystems() -> tuple[str, ...]:
    """Names of the ecosystems that come with Trosol, sorted."""
    return tuple(sorted(path.parent.name for path in data_dir().glob("*/dataset.toml")))


def in_store(name_or_path: str | Path) -> bool:
    """Whether an ecosystem comes from the store that the environment names: a plain name or an IRI does, a path never."""
    return bool(os.environ.get(STORE, "").strip() and isinstance(name_or_path, str) and _IN_STORE.fullmatch(name_or_path))


def ecosystem_path(name_or_path: str | Path, *, here: bool = False) -> Path:
    """Turn a shipped name or a path into the path of a folder or file that exists.

    A path wins where both exist, as in a shell. ``here``: on this machine, whatever store is named. Raises :class:`WrongUse` naming the shipped ecosystems.
    """
    text = str(name_or_path)
    if not here and in_store(name_or_path):
        from trosol.errors import Problem, WrongUse, shorten

        raise WrongUse(
            Problem(
                "store-not-here",
                f"'{shorten(text)}' is in a store, and this needs a folder or a file.",
                "Write it to a folder first (`trosol export`, then `trosol import`), or name a path with a slash, e.g. ./my-region.",
            )
        )
    if "\0" not in text:
        path = Path(text)
        try:
            if path.exists():
                return path
            shipped = data_dir() / text
            if text in shipped_ecosystems():
                return shipped
        except OSError:
            pass
    from trosol.errors import Problem, WrongUse, shorten

    names = ", ".join(shipped_ecosystems())
    raise WrongUse(
        Problem(
            "ecosystem-not-found",
            f"There is no ecosystem called '{shorten(text)}', and no folder or file of that name.",
            f"Give a folder that holds a dataset.toml, or one of the shipped names: {names}.",
        )
    )
