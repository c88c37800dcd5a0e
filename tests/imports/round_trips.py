"""What comes back of an ecosystem that went out to another program and in again, counted: a table of ``docs/import.md``."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from builders import TABLES, rows_plus, tiny
from imports.maps import new_folder
from trosol import Ecosystem
from trosol.export import FORMATS, export
from trosol.imports import Meanings, propose
from trosol.model.records import Claim, Records
from trosol.networks.projection import claim_sign

TOOLS = {
    "kumu": "Kumu",
    "graphml": "yEd, Cytoscape, igraph (GraphML)",
    "gexf": "Gephi (GEXF)",
    "cytoscape": "Cytoscape (cyjs)",
    "prsm": "PRSM",
    "xlsx": "Excel (workbook of Trosol)",
    "turtle": "RDF (Turtle)",
    "jsonld": "RDF (JSON-LD)",
}
"""Formats that are read back, and what the table calls them."""

PARTS = ("items", "kinds", "texts", "other names", "ties", "relations", "signs", "stance", "voices", "evidence")


@dataclass(frozen=True)
class RoundTrip:
    """For each part how many came back, of how many; and what the import said that it did not bring."""

    form: str
    kept: dict[str, tuple[int, int]]
    told: tuple[str, ...]

    @property
    def lost(self) -> list[str]:
        """The parts of which not all came back."""
        return [part for part, (back, all_) in self.kept.items() if back < all_]


def sample(folder: Path) -> Path:
    """A small ecosystem with something of every part."""
    names = {"nurses": "Nursing staff; Carers"}
    entities = [[*row, names.get(row[0], "") if row[0] != "id" else "altLabel"] for row in TABLES["entities"]]
    more = (
        "c5",
        "form",
        "partOf",
        "vision-1",
        "unspecified",
        "hypothesises",
        "stated",
        "low",
        "managers",
        "coder-1",
        "",
        "e2",
        "",
    )
    return tiny(folder, entities=entities, claims=rows_plus("claims", *more))


def round_trip(form: str, place: Path) -> RoundTrip:
    """Send the sample out and bring it in again, into a folder that is empty."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        before = Ecosystem.load(sample(place / "sample"))
        path = place / f"out{FORMATS[form].ending}"
        path.write_bytes(export(before.snapshot, form))
        folder = new_folder(place)
        found = propose([path], folder, mapping=Meanings(voice="Map", voice_type="Voice"), unfinished=True)
        assert found.problems == (), [str(problem) for problem in found.problems]
        found.write()
        after = Ecosystem.load(folder)
    return RoundTrip(form, _kept(before, after), found.left_out)


def _kept(before: Ecosystem, after: Ecosystem) -> dict[str, tuple[int, int]]:
    old, new = before.snapshot.records, after.snapshot.records
    items = {e.label(): e for e in new.entities.values()}
    ties = {_ends(new, c): c for c in new.claims.values()}
    relations = {(*_ends(new, c), c.predicate): c for c in new.claims.values()}
    counts = {part: [0, 0] for part in PARTS}

    def count(part: str, back: bool) -> None:
        counts[part][0] += back
        counts[part][1] += 1

    for entity in old.entities.values():
        there = items.get(entity.label())
        count("items", there is not None)
        count("kinds", there is not None and there.type == entity.type)
        if entity.description():
            count("texts", there is not None and entity.description() in there.description() + _evidence_of(new, there.evidence))
        if entity.alternatives:
            count("other names", there is not None and set(entity.alternatives) <= set(there.alternatives))
    for claim in old.claims.values():
        count("ties", _ends(old, claim) in ties)
        same = relations.get((*_ends(old, claim), claim.predicate))
        count("relations", same is not None)
        if before.ontology.sign(claim.predicate):
            count("signs", same is not None and claim_sign(before.snapshot, claim) == claim_sign(after.snapshot, same))
        if claim.stance != "reports":
            count("stance", same is not None and same.stance == claim.stance)
        names = {old.entities[voice].label() for voice in claim.voices}
        count("voices", same is not None and names <= {new.entities[voice].label() for voice in same.voices})
        said = _evidence_of(old, claim.evidence)
        count("evidence", same is not None and all(text in _evidence_of(new, same.evidence) for text in said.splitlines()))
    return {part: (back, all_) for part, (back, all_) in counts.items() if all_}


def _ends(records: Records, claim: Claim) -> tuple[str, str]:
    return records.entities[claim.subject].label(), records.entities[claim.object].label()


def _evidence_of(records: Records, keys: tuple[str, ...]) -> str:
    return "\n".join(records.evidence[key].paraphrase for key in keys)
