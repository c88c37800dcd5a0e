"""What stands in a brief, before it is HTML, PDF or a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.plain import ToJson

__all__ = ["Brief", "DocumentRow", "Part", "Proof"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One row of a table, or one line of a list. ``tier``, ``range`` and ``score`` are empty where nothing is weighed."""

    label: str
    tier: str
    range: str
    score: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim that the answer rests on, with its place in the source."""

    claim: str
    sentence: str
    mode: str
    voices: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """One finding.

    ``recommends``: what the recommendation at the head of the brief takes from it. ``rows_of`` and ``evidence_of``: how many there are in
    all; ``against``: what speaks against it or is open. ``method`` and ``command`` stand in the annex.
    """

    name: str
    heading: str
    answer: str
    recommends: tuple[str, ...]
    rows: tuple[DocumentRow, ...]
    rows_of: int
    evidence: tuple[Proof, ...]
    evidence_of: int
    against: tuple[str, ...]
    method: str
    command: str


@dataclass(frozen=True, slots=True)
class Brief(ToJson):
    """The whole brief.

    ``date``: the day it is of; ``lens``: which claims count, in words; ``recommendation``: what the parts come to, tiers first;
    ``snapshot``: hash of the content it was made from.
    """

    title: str
    ecosystem: str
    about: str
    credit: str
    version: str
    date: str
    language: str
    lens: str
    recommendation: tuple[str, ...]
    parts: tuple[Part, ...]
    draws: int
    worlds: int
    seed: int
    snapshot: str
