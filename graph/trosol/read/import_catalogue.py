"""The local import catalogue: which file an ``owl:imports`` means. Nothing is ever fetched.

The catalogue is an OASIS XML catalogue, so that Protégé resolves the same imports to the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trosol.errors import Problem, TrosolError, Where
from trosol.files.markup import Markup, wrong_markup

__all__ = ["read_catalogue"]


def read_catalogue(path: Path) -> dict[str, Path]:
    """Ontology IRI to local file, from a ``catalog-v001.xml``. Entries that leave its folder are refused.

    Raises :class:`TrosolError` for XML that is broken or that declares a document type.
    """
    folder = path.parent.resolve()
    found: dict[str, Path] = {}
    where = Where(path.name)

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] != "uri":
            return
        target = (folder / attributes.get("uri", "")).resolve()
        if not target.is_relative_to(folder):
            raise TrosolError(
                Problem(
                    "catalogue",
                    f"The catalogue points outside its folder: {attributes.get('uri')}.",
                    "Keep every imported file beside the catalogue.",
                    where,
                )
            )
        found[attributes.get("name", "")] = target

    # Protégé writes a DOCTYPE-free file; a byte order mark is harmless.
    if reason := wrong_markup(path.read_bytes(), Markup(start)):
        raise TrosolError(Problem("catalogue", f"The catalogue is not read: {reason}.", "Mend the file.", where))
    return found
