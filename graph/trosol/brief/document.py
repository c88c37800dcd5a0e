"""What stands in a brief, before it is HTML, PDF, a Word file or slides."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.plain import ToJson
from trosol.views.charts.bars import ScoreBar

__all__ = ["Brief", "BriefChart", "DocumentRow", "KeyFinding", "Part", "Proof"]


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
    """A claim that the answer rests on, with its places in the source.

    ``page``, ``anchor`` and ``paraphrase``: of one of these: where it is, a few words to find it by, and what it says.
    """

    claim: str
    sentence: str
    mode: str
    voices: str
    place: str
    page: str
    anchor: str
    paraphrase: str


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One of the findings on the first page, with evidence of its own.

    ``name``: of the part that it comes from; ``advice``: what follows from it, with a verb, blank where nothing does; ``evidence_of``: how many
    claims it rests on in all; ``about``: ids of what it is about.
    """

    name: str
    advice: str
    sentence: str
    evidence: tuple[Proof, ...]
    evidence_of: int
    against: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefChart:
    """The one chart of the first page. ``axis``: what the bars measure; ``legend``: how to read them; ``percent``: they are shares."""

    title: str
    axis: str
    legend: str
    percent: bool
    bars: tuple[ScoreBar, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One finding in full, as it stands in the annex.

    ``rows_of`` and ``evidence_of``: how many there are in all; ``against``: what speaks against it or is open; ``command``: what gives the
    same answer again.
    """

    name: str
    heading: str
    answer: str
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

    ``date``: the day it is of; ``lens``: which claims count, in words. The first page: ``recommendation``, three ``findings``, ``chart`` (None
    where nothing is measured) and ``against``; then ``further`` findings, and ``parts`` for the annex. ``snapshot``: hash of the content it was
    made from.
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
    findings: tuple[KeyFinding, ...]
    chart: BriefChart | None
    against: tuple[str, ...]
    further: tuple[KeyFinding, ...]
    parts: tuple[Part, ...]
    draws: int
    worlds: int
    seed: int
    snapshot: str
