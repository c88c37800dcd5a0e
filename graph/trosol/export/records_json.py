"""The records themselves, as JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from trosol.rdf.iris import local_name
from trosol.read.columns import TABLES
from trosol.store.snapshot import Snapshot
from trosol.views.tables.record_tables import dataset_cells, table_cells
from trosol.views.tables.statements import statement

__all__ = ["to_json"]


def to_json(snapshot: Snapshot) -> bytes:
    """Everything in one JSON object; each claim carries its sentence and its evidence."""
    records = snapshot.records
    value: dict[str, Any] = {"snapshot": snapshot.digest, "dataset": dict(dataset_cells(snapshot))}
    for table in TABLES:
        header, rows = table_cells(snapshot, table)
        value[table] = [{k: v for k, v in zip(header, row, strict=True) if v} for row in rows]
    for row in value["entities"]:
        row["role"] = local_name(snapshot.role(row["id"]))
    for row in value["claims"]:
        line = statement(snapshot, records.claims[row["id"]])
        row["sentence"] = line.sentence
        row["voices"] = list(line.voices)
        row["evidence"] = [{"id": p.id, "place": p.place, "anchor": p.anchor, "paraphrase": p.paraphrase} for p in line.evidence]
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
