"""The third coding: what both coders say, and of the rest what they decided after talking it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trosol.coders.agreement import SHEET, Matched, compare_codings, matched
from trosol.ecosystem import Ecosystem
from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.export.ecosystem_folder import to_folder
from trosol.files import Entry, Folder, write_together
from trosol.files.atomic import make_folder
from trosol.files.content import content_of
from trosol.model.records import Claim, Entity, Evidence, Observation, Records, Source
from trosol.rdf.iris import local_name
from trosol.read.tables import parse_csv
from trosol.store.snapshot import Snapshot

__all__ = ["Adjudicated", "adjudicate", "read_decisions"]

FIRST, SECOND, BOTH, NEITHER = "first", "second", "both", "neither"
_CODER = "adjudicated"


@dataclass(frozen=True)
class Adjudicated:
    """The third coding, and how it came about: agreed by both, decided for the first or the second, left out."""

    snapshot: Snapshot
    agreed: int
    decided: Mapping[str, int]

    def write(self, into: Path) -> Entry:
        """Write it as a folder, whole or not at all. The folder must be empty, or not be there."""
        make_folder(into)
        if set(Folder(into).entries()) - {".trosol"}:
            raise WrongUse(Problem("name-in-use", f"{into} is not empty.", "Name a folder that is not there yet."))
        return write_together(into, "adjudicate", dict(to_folder(self.snapshot)))


def read_decisions(path: Path) -> dict[tuple[str, str, str], str]:
    """The decisions of a sheet that :func:`trosol.coders.to_sheet` made, by what, key and column. Raises :class:`TrosolError`."""
    table, problems = parse_csv(content_of(path), path.name)
    if table is None or problems:
        raise TrosolError(problems)
    missing = [name for name in SHEET if name not in table.header]
    if missing:
        raise TrosolError(
            Problem(
                "header-missing",
                f"The column '{missing[0]}' is missing.",
                "Take the sheet that `trosol agree --sheet` writes.",
                Where(path.name, 1),
            )
        )
    decisions = {}
    for row in table.rows:
        cells = dict(zip(table.header, row.cells, strict=True))
        said, where = cells["decision"].strip().casefold(), Where(path.name, row.number, "decision")
        allowed: tuple[str, ...] = (FIRST, SECOND) if cells["column"] else (FIRST, SECOND, BOTH, NEITHER)
        if said not in allowed:
            what = f"'{shorten(said)}' is no decision." if said else "Nothing is decided here yet."
            problems.append(Problem("decision-bad", what, f"Write {' or '.join(allowed)}.", where))
        decisions[cells["what"], cells["key"], cells["column"]] = said
    if problems:
        raise TrosolError(problems)
    return decisions


def adjudicate(first: Ecosystem, second: Ecosystem, decisions: Mapping[tuple[str, str, str], str]) -> Adjudicated:
    """Make the third coding. Raises :class:`TrosolError` where something that differs was not decided.

    Of a thing or a claim that only one coder has, *first*, *second* and *both* keep it if that coder has it, *neither* leaves it out. Of a
    column that differs, *first* or *second* says whose word counts. Whatever is kept is marked as adjudicated; evidence of both is kept.
    """
    found = compare_codings(first, second, resamples=0)
    open_ = [one for one in found.differences if (one.what, one.key, one.column) not in decisions]
    if open_:
        raise TrosolError(
            [
                Problem(
                    "decision-bad",
                    f"Nothing is decided for {one.what} '{shorten(one.key)}' {one.column}.",
                    "Add a row for it to the sheet.",
                )
                for one in open_[:20]
            ]
        )
    made = _Third(first.snapshot, second.snapshot, decisions)
    return made.third()


class _Third:
    def __init__(self, first: Snapshot, second: Snapshot, decisions: Mapping[tuple[str, str, str], str]) -> None:
        self.first, self.second, self.decisions = first, second, decisions
        self.both: Matched = matched(first, second)
        self.evidence: dict[str, Evidence] = dict(first.records.evidence)
        self.sources: dict[str, Source] = dict(first.records.sources)
        self.pieces: dict[str, str] = {}
        self.counts = {"agreed": 0, FIRST: 0, SECOND: 0, NEITHER: 0}

    def third(self) -> Adjudicated:
        entities = self._entities()
        claims = self._claims(entities)
        observations = self._observations(entities)
        used = {key for rows in (entities, claims, observations) for row in rows.values() for key in row.evidence}
        evidence = {key: piece for key, piece in self.evidence.items() if key in used}
        sources = {key: row for key, row in self.sources.items() if key in {piece.source for piece in evidence.values()}}
        records = Records(self.first.records.dataset, entities, claims, evidence, sources, observations)
        decided = {key: number for key, number in self.counts.items() if key != "agreed"}
        return Adjudicated(Snapshot(records, self.first.vocabulary), self.counts["agreed"], decided)

    def _decided(self, what: str, key: str, column: str = "") -> str:
        said = self.decisions[what, key, column]
        self.counts[said if said != BOTH else FIRST] += 1
        return said

    def _piece(self, key: str) -> str:
        """A piece of evidence of the second coding, under the same id if it says the same, else under one of its own."""
        if key not in self.pieces:
            piece = self.second.records.evidence[key]
            source = self.second.records.sources[piece.source]
            known = self.sources.get(source.id)
            if known is not None and known.title != source.title:
                source = replace(source, id=f"{source.id}-second")
            self.sources.setdefault(source.id, source)
            piece = replace(piece, source=source.id)
            name = key
            while name in self.evidence and replace(self.evidence[name], id=key) != piece:
                name += "-second"
            self.evidence[name] = replace(piece, id=name)
            self.pieces[key] = name
        return self.pieces[key]

    def _entities(self) -> dict[str, Entity]:
        theirs = {mine: key for key, mine in self.both.second_ids.items()}
        made: dict[str, Entity] = {}
        for key in sorted({*self.first.records.entities, *theirs}):
            one = self.first.records.entities.get(key)
            two = self.second.records.entities.get(theirs.get(key, ""))
            if one and two:
                said = self._decided("entity", key, "type") if one.type != two.type else FIRST
                extra = tuple(self._piece(piece) for piece in two.evidence)
                self.counts["agreed"] += one.type == two.type
                made[key] = replace(
                    one, type=(one if said == FIRST else two).type, evidence=tuple(sorted({*one.evidence, *extra}))
                )
            else:
                said = self._decided("entity", key)
                if one and said in (FIRST, BOTH):
                    made[key] = one
                elif two and said in (SECOND, BOTH):
                    made[key] = self._moved(two, key)
        return made

    def _moved(self, entity: Entity, key: str) -> Entity:
        ids = self.both.second_ids
        properties = tuple((prop, tuple(ids.get(value, value) for value in values)) for prop, values in entity.properties)
        return replace(
            entity, id=key, evidence=tuple(sorted(self._piece(piece) for piece in entity.evidence)), properties=properties
        )

    def _claims(self, entities: Mapping[str, Entity]) -> dict[str, Claim]:
        made: dict[str, Claim] = {}
        for said, (one, two) in self.both.claims.items():
            key = " ".join((said[0], local_name(said[1]), said[2]))
            if one and two:
                claim = self._joined(one, two, key)
            else:
                decision = self._decided("claim", key)
                keep = one if one and decision in (FIRST, BOTH) else two if two and decision in (SECOND, BOTH) else None
                if keep is None:
                    continue
                claim = keep if keep is one else self._theirs(keep)
            if {claim.subject, claim.object, *claim.voices} <= entities.keys():
                name = claim.id
                while name in made:
                    name += "-second"
                made[name] = replace(claim, id=name, coder=_CODER)
            else:
                missing = sorted({claim.subject, claim.object, *claim.voices} - entities.keys())
                raise TrosolError(
                    Problem(
                        "decision-bad",
                        f"The claim '{shorten(key)}' is kept, but '{shorten(missing[0])}', which it speaks of, is left out.",
                        "Keep the thing, or leave out the claim, too.",
                    )
                )
        return made

    def _theirs(self, claim: Claim) -> Claim:
        ids = self.both.second_ids
        return replace(
            claim,
            subject=ids[claim.subject],
            object=ids[claim.object],
            voices=tuple(sorted(ids[voice] for voice in claim.voices)),
            evidence=tuple(sorted(self._piece(piece) for piece in claim.evidence)),
            properties=tuple((prop, tuple(ids.get(value, value) for value in values)) for prop, values in claim.properties),
        )

    def _joined(self, one: Claim, two: Claim, key: str) -> Claim:
        """What both say; where a column differs, the word of whoever was decided for; evidence of both."""
        theirs = self._theirs(two)
        claim = replace(one, evidence=tuple(sorted({*one.evidence, *theirs.evidence})))
        differs = False
        for name in ("strength", "stance", "mode", "confidence", "voices"):
            if getattr(one, name) != getattr(theirs, name):
                differs = True
                if self._decided("claim", key, name) == SECOND:
                    claim = replace(claim, **{name: getattr(theirs, name)})
        hedge = self.first.ontology.meta + "hedge"
        if one.property(hedge) != two.property(hedge):
            differs = True
            if self._decided("claim", key, "hedge") == SECOND:
                others = tuple(pair for pair in one.properties if pair[0] != hedge)
                mine = ((hedge, two.property(hedge)),) if two.property(hedge) else ()
                claim = replace(claim, properties=tuple(sorted((*others, *mine))))
        if claim.mode == "inferred" and not claim.rationale:
            claim = replace(claim, rationale=theirs.rationale)
        if claim.mode == "stated":
            claim = replace(claim, rationale="")
        self.counts["agreed"] += not differs
        return claim

    def _observations(self, entities: Mapping[str, Entity]) -> dict[str, Observation]:
        """Counts are not talked over: those of the first coding, whose things are still there."""
        rows = self.first.records.observations.values()
        ends = {row.id: {row.about, row.method, row.group, row.region} - {""} for row in rows}
        return {row.id: row for row in rows if ends[row.id] <= entities.keys()}
