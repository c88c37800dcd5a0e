"""A snapshot as the files of a folder that Trosol reads: the tables, what ``dataset.toml`` says, and its own terms."""

from __future__ import annotations

from trosol.rdf.claim_pattern import decimal_text
from trosol.rdf.engine import serialise
from trosol.read.columns import TABLES
from trosol.read.dataset import toml_text
from trosol.read.goals_and_weights import FAMILIES
from trosol.read.tables import to_csv
from trosol.store.snapshot import Snapshot
from trosol.views.tables.record_tables import table_cells

__all__ = ["to_folder"]


def to_folder(snapshot: Snapshot) -> dict[str, bytes]:
    """Content by file name. Read back, it is an equal snapshot."""
    files = {"dataset.toml": _dataset(snapshot).encode()}
    for table in TABLES:
        files[f"{table}.csv"] = to_csv(*table_cells(snapshot, table))
    if snapshot.vocabulary.own:
        files["modules/own.ttl"] = serialise(snapshot.vocabulary.own, "turtle")
    return files


def _dataset(snapshot: Snapshot) -> str:
    dataset = snapshot.records.dataset
    lines = [
        f"{key} = {toml_text(getattr(dataset, key))}"
        for key in ("name", "iri", "version", "created", "language", "licence", "publisher", "credit")
        if getattr(dataset, key)
    ]
    if dataset.invented:
        lines.append("invented = true")
    for key, texts in (("title", dataset.title), ("description", dataset.description)):
        if texts:
            lines += ["", f"[{key}]", *(f"{tag} = {toml_text(text)}" for tag, text in texts)]
    for name, numbers in (("weights", dataset.weights), ("goals", dataset.goals)):
        if numbers or (name == "goals" and dataset.families):
            lines += ["", f"[{name}]", *(f"{toml_text(key)} = {decimal_text(number)}" for key, number in numbers)]
    if dataset.families:
        lines += ["", f"[goals.{FAMILIES}]"]
        lines += [f"{toml_text(name)} = [{', '.join(map(toml_text, keys))}]" for name, keys in dataset.families]
    return "\n".join(lines) + "\n"
