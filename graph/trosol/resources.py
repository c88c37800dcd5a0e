"""Where the shipped ontology, data and screens are: in the checkout, or inside the installed wheel.

Nothing depends on the current folder. In a checkout the files beside ``graph/`` win, so that an edit is
seen at once; in a wheel they lie under ``trosol/_shipped``.
"""

from __future__ import annotations

from pathlib import Path

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["dashboard_dir", "data_dir", "ecosystem_path", "ontology_dir", "shipped_ecosystems"]

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parents[1]


def _folder(name: str, landmark: str) -> Path:
    for base in (_CHECKOUT, _SHIPPED):
        if (base / name / landmark).exists():
            return base / name
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


def ecosystem_path(name_or_path: str | Path) -> Path:
    """Turn a shipped name or a path into the path of a folder or file that exists.

    A path wins where both exist, as in a shell. Raises :class:`WrongUse` naming the shipped ecosystems.
    """
    text = str(name_or_path)
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
    names = ", ".join(shipped_ecosystems())
    raise WrongUse(
        Problem(
            "ecosystem-not-found",
            f"There is no ecosystem called '{shorten(text)}', and no folder or file of that name.",
            f"Give a folder that holds a dataset.toml, or one of the shipped names: {names}.",
        )
    )
