"""What two snapshots say differently: rows added, removed and changed, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from trosol.findings.text import claim_sentence
from trosol.plain import as_json
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import Worded, counted_words, joined, listed_words, worded

__all__ = ["ADDED", "CHANGED", "REMOVED", "ChangedRecords", "Fact", "facts_between"]

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_KINDS = (ADDED, REMOVED, CHANGED)
_TABLES = {
    "entities": ("entity", "entities"),
    "claims": ("claim", "claims"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "sources": ("source", "sources"),
    "observations": ("observation", "observations"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Fact(TableRow):
    """One row that is different: in which table, how, what it says, and for a changed one which columns say what now."""

    table: str
    id: str
    kind: str
    text: str
    columns: tuple[tuple[str, str, str], ...] = field(default=(), metadata=as_json(pairs=("column", "before", "after")))


@dataclass(frozen=True, slots=True, repr=False)
class ChangedRecords(Result):
    """All rows that are different, table by table, in id order; and whether the ontology is another one."""

    _table = "rows"

    rows: Rows[Fact]
    ontology_changed: bool
    sentence: str

    @classmethod
    def none(cls) -> ChangedRecords:
        """No rows: of two that are not compared."""
        return cls(Rows((), Fact), False, "")

    def ids(self, table: str, kind: str) -> tuple[str, ...]:
        """Ids of the rows of a table that were added, removed or changed."""
        return tuple(row.id for row in self.rows if row.table == table and row.kind == kind)

    def to_json(self) -> dict[str, Any]:
        """Plain values: by table, what was added, removed and changed."""
        tables: dict[str, Any] = {}
        for table in _TABLES:
            kinds = {kind: [row.to_json() for row in self.rows if (row.table, row.kind) == (table, kind)] for kind in _KINDS}
            tables[table] = kinds
        return {**tables, "ontology_changed": self.ontology_changed, "sentence": self.sentence}


def facts_between(before: Snapshot, after: Snapshot) -> ChangedRecords:
    """Compare the rows of two snapshots by id."""
    found: list[Fact] = []
    for table in _TABLES:
        old, new = (getattr(snapshot.records, table) for snapshot in (before, after))
        for key in sorted({*old, *new}):
            if key not in old:
                found.append(Fact(table, key, ADDED, _text(after, table, key)))
            elif key not in new:
                found.append(Fact(table, key, REMOVED, _text(before, table, key)))
            elif old[key] != new[key]:
                found.append(Fact(table, key, CHANGED, _text(after, table, key), _columns(old[key], new[key])))
    other = before.ontology.digest != after.ontology.digest
    return ChangedRecords(Rows(found), other, _sentence(found, other))


def _columns(old: Any, new: Any) -> tuple[tuple[str, str, str], ...]:
    names = [field.name for field in fields(old)]
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in names]
    return tuple((name, _shown(was), _shown(now)) for name, was, now in pairs if was != now)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        value = tuple(value.items())
    if isinstance(value, tuple):
        return "; ".join(": ".join(_shown(part) for part in each) if isinstance(each, tuple) else str(each) for each in value)
    return str(value)


def _text(snapshot: Snapshot, table: str, key: str) -> str:
    records = snapshot.records
    if table == "entities":
        return f"“{records.entities[key].label()}”"
    if table == "claims":
        return claim_sentence(snapshot, records.claims[key])
    if table == "evidence":
        piece = records.evidence[key]
        return piece.paraphrase or piece.anchor or piece.section
    if table == "sources":
        return f"“{records.sources[key].title}”"
    about = records.observations[key].about
    entity = records.entities.get(about)
    return f"about “{entity.label() if entity else about}”"


def _sentence(rows: list[Fact], ontology: bool) -> str:
    parts = []
    for table, (one, many) in _TABLES.items():
        said: list[Worded] = []
        for kind in _KINDS:
            number = sum((row.table, row.kind) == (table, kind) for row in rows)
            noun = counted_words(number, one, many) if not said else f"{number}"
            if number:
                said.append(
                    {
                        ADDED: worded("{rows} added", rows=noun),
                        REMOVED: worded("{rows} removed", rows=noun),
                        CHANGED: worded("{rows} changed", rows=noun),
                    }[kind]
                )
        if said:
            parts.append(listed_words(said))
    text = worded("In the facts: {parts}.", parts=joined(parts, "; ")) if parts else worded("No fact is different.")
    return joined((text, worded("The ontology is another one."))) if ontology else text
