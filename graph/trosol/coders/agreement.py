"""Two codings of one source held against each other: entities by id or name, claims by what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trosol.coders.coefficients import Coefficient, coefficient
from trosol.ecosystem import Ecosystem
from trosol.model.records import Claim, Records
from trosol.plain import ToJson, plain_fields
from trosol.rdf.iris import local_name
from trosol.read.tables import to_csv
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import place_of, sentence

__all__ = ["Agreement", "Difference", "Matched", "Share", "compare_codings", "matched", "to_sheet"]

_LOOKED_AT = ("strength", "stance", "mode", "confidence", "voices", "hedge")
SHEET = ("what", "key", "column", "says", "first", "second", "evidence_first", "evidence_second", "decision", "why")


@dataclass(frozen=True, slots=True)
class Share(ToJson):
    """How often both coded the same of something: ``both``, only the first, only the second; ``agreement`` is 2·both of all codings."""

    name: str
    both: int
    first: int
    second: int

    @property
    def agreement(self) -> float:
        """Positive agreement, 0 to 1."""
        return 2 * self.both / (2 * self.both + self.first + self.second)

    def to_json(self) -> dict[str, Any]:
        """Plain values, with ``agreement``."""
        return {**plain_fields(self), "agreement": round(self.agreement, 6)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing to talk over. ``what``: entity or claim; ``column``: what of it differs, blank where only one coder has it at all."""

    what: str
    key: str
    column: str
    says: str
    first: str
    second: str
    evidence_first: str
    evidence_second: str


@dataclass(frozen=True)
class Agreement(ToJson):
    """How far two codings agree.

    ``kinds``: on the class of the entities that both have. ``relation``: on which relation, if any, holds between two things that
    either coder joined. ``columns``: of the claims that both have, on each of their columns. ``predicates`` and ``entities``: shares of
    claims that both have, for each relation and each thing.
    """

    kinds: Coefficient
    relation: Coefficient
    columns: Mapping[str, Coefficient]
    found: Share
    claims: Share
    predicates: tuple[Share, ...]
    entities: tuple[Share, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Matched:
    """What is the same thing in both. ``second_ids``: for each id of the second coding, the id in the first, or the one it gets.

    ``claims``: what is said (subject, relation, object, with the ids of the first) to the claim of each coding.
    """

    second_ids: Mapping[str, str]
    claims: Mapping[tuple[str, str, str], tuple[Claim | None, Claim | None]]


def matched(first: Snapshot, second: Snapshot) -> Matched:
    """What is the same in both.

    Entities match by id, or by a label that only one thing has; claims by what they say, whichever way round a relation that holds
    both ways is written.
    """
    ids = _same_things(first.records, second.records)
    found: dict[tuple[str, str, str], list[Claim | None]] = {}
    for side, (snapshot, names) in enumerate(((first, None), (second, ids))):
        for claim in snapshot.records.claims.values():
            ends = [names[end] if names is not None else end for end in (claim.subject, claim.object)]
            if snapshot.ontology.properties[claim.predicate].symmetric:
                ends.sort()
            slot = found.setdefault((ends[0], claim.predicate, ends[1]), [None, None])
            slot[side] = slot[side] or claim
    return Matched(ids, {key: (slot[0], slot[1]) for key, slot in sorted(found.items())})


def _same_things(first: Records, second: Records) -> dict[str, str]:
    labels: dict[str, list[str]] = {}
    for entity in first.entities.values():
        labels.setdefault(entity.label().casefold(), []).append(entity.id)
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key, entity in second.entities.items():
        alike = labels.get(entity.label().casefold(), [])
        same = key if key in first.entities and (key in alike or len(alike) != 1) else alike[0] if len(alike) == 1 else ""
        if same and same not in taken:
            ids[key] = same
            taken.add(same)
    for key in second.entities:
        if key not in ids:
            name, number = key, 1
            while name in taken or name in first.entities:
                number += 1
                name = f"{key}-{number}"
            ids[key] = name
            taken.add(name)
    return ids


def compare_codings(first: Ecosystem, second: Ecosystem, *, resamples: int = 1000, seed: int = 2022) -> Agreement:
    """Hold two codings of one source against each other."""
    one, two = first.snapshot, second.snapshot
    both = matched(one, two)
    named = {mine: key for key, mine in both.second_ids.items()}
    shared = [key for key in one.records.entities if key in named]
    relations = _joined(both)
    columns: dict[str, list[tuple[str, str]]] = {name: [] for name in _LOOKED_AT}
    differences: list[Difference] = []
    kinds = []
    for key in sorted({*one.records.entities, *both.second_ids.values()}):
        mine, theirs = one.records.entities.get(key), two.records.entities.get(named.get(key, ""))
        types = tuple(local_name(entity.type) if entity else "" for entity in (mine, theirs))
        entity = mine or theirs
        if entity is None:
            continue
        if mine and theirs:
            kinds.append((mine.type, theirs.type))
        if types[0] != types[1]:
            column = "type" if mine and theirs else ""
            differences.append(
                Difference(
                    what="entity",
                    key=key,
                    column=column,
                    says=entity.label(),
                    first=types[0],
                    second=types[1],
                    evidence_first="",
                    evidence_second="",
                )
            )
    for said, (a, b) in both.claims.items():
        claim, snapshot = (a, one) if a else (b, two)
        assert claim is not None
        key = " ".join((said[0], local_name(said[1]), said[2]))
        places = {"evidence_first": _places(one, a), "evidence_second": _places(two, b)}
        if a is None or b is None:
            had = tuple(sentence(each, c) if c else "" for each, c in ((one, a), (two, b)))
            differences.append(Difference("claim", key, "", sentence(snapshot, claim), had[0], had[1], **places))
            continue
        for name in _LOOKED_AT:
            values = _value(one, a, name, {}), _value(two, b, name, both.second_ids)
            columns[name].append(values)
            if values[0] != values[1]:
                differences.append(Difference("claim", key, name, sentence(one, a), values[0], values[1], **places))

    def measured(codes: list[tuple[str, str]]) -> Coefficient:
        return coefficient(codes, resamples=resamples, seed=seed)

    return Agreement(
        kinds=measured(kinds),
        relation=measured([relations[pair] for pair in sorted(relations)]),
        columns={name: measured(codes) for name, codes in columns.items()},
        found=Share("entities", len(shared), len(one.records.entities) - len(shared), len(two.records.entities) - len(shared)),
        claims=_share("claims", list(both.claims.values())),
        predicates=_shares(both.claims, lambda said: (local_name(said[1]),)),
        entities=_shares(both.claims, lambda said: (said[0], said[2])),
        differences=tuple(differences),
    )


def _joined(both: Matched) -> dict[tuple[str, str], tuple[str, str]]:
    """For each two things, which relations each coder saw between them; ``none`` where that coder saw none."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for (subject, predicate, object_), slot in both.claims.items():
        seen = found.setdefault((subject, object_), ([], []))
        for side in (0, 1):
            if slot[side] is not None:
                seen[side].append(local_name(predicate))
    return {pair: (" ".join(sorted(a)) or "none", " ".join(sorted(b)) or "none") for pair, (a, b) in found.items()}


def _share(name: str, slots: list[tuple[Claim | None, Claim | None]]) -> Share:
    return Share(
        name,
        sum(a is not None and b is not None for a, b in slots),
        sum(b is None for _, b in slots),
        sum(a is None for a, _ in slots),
    )


def _shares(claims: Mapping[tuple[str, str, str], tuple[Claim | None, Claim | None]], names: Any) -> tuple[Share, ...]:
    grouped: dict[str, list[tuple[Claim | None, Claim | None]]] = {}
    for said, slot in claims.items():
        for name in dict.fromkeys(names(said)):
            grouped.setdefault(name, []).append(slot)
    found = [_share(name, slots) for name, slots in grouped.items()]
    return tuple(sorted(found, key=lambda share: (share.agreement, -share.first - share.second, share.name)))


def _value(snapshot: Snapshot, claim: Claim, name: str, ids: Mapping[str, str]) -> str:
    if name == "voices":
        return ";".join(sorted(ids.get(voice, voice) for voice in claim.voices))
    if name == "hedge":
        return "; ".join(claim.property(snapshot.ontology.meta + "hedge"))
    return str(getattr(claim, name))


def _places(snapshot: Snapshot, claim: Claim | None) -> str:
    return " | ".join(place_of(snapshot, piece) or piece for piece in claim.evidence) if claim else ""


def to_sheet(found: Agreement) -> bytes:
    """The differences as a CSV table to talk over: write ``first``, ``second``, ``both`` or ``neither`` into *decision*, and why."""
    return to_csv(SHEET, ((*(getattr(one, name) for name in SHEET[:-2]), "", "") for one in found.differences))
