"""The fixed words of a brief in its language, for every form it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trosol.brief.document import Brief, DocumentRow
from trosol.language import say_in

__all__ = ["BriefWords", "words_of"]


@dataclass(frozen=True, slots=True)
class BriefWords:
    """Column heads, headings and the last lines."""

    language: str
    counts: str
    date: str
    recommends: str
    tier: str
    score: str
    range: str
    what: str
    number: str
    says: str
    evidence: str
    against: str
    method: str
    again: str
    annex: str
    findings: str
    further: str
    source: str
    made: str
    snapshot: str
    description: str

    @property
    def columns(self) -> dict[str, str]:
        """Heads of the columns that a table may have, by the field of its rows."""
        return {"tier": self.tier, "label": self.what, "score": self.score, "range": self.range, "sentence": self.says}

    def heads(self, rows: Sequence[DocumentRow]) -> dict[str, str]:
        """Those of them that say something in these rows."""
        return {field: head for field, head in self.columns.items() if any(getattr(row, field) for row in rows)}

    def showing(self, shown: int, of: int) -> str:
        """How many are shown of how many."""
        if shown >= of:
            return say_in(self.language, "All {number}.", number=shown)
        return say_in(self.language, "Showing {shown} of {total}.", shown=shown, total=f"{of:,}")


def words_of(brief: Brief) -> BriefWords:
    """The words for a brief."""
    language = brief.language
    return BriefWords(
        language=language,
        counts=say_in(language, "What counts"),
        date=say_in(language, "As of {date}", date=brief.date),
        recommends=say_in(language, "Recommendation"),
        tier=say_in(language, "Tier"),
        score=say_in(language, "Score"),
        range=say_in(language, "Range"),
        what=say_in(language, "Who or what"),
        number=say_in(language, "No."),
        says=say_in(language, "What the evidence says"),
        evidence=say_in(language, "What it rests on"),
        against=say_in(language, "What speaks against it, or is open"),
        method=say_in(language, "How this was found"),
        again=say_in(language, "To get the same again"),
        annex=say_in(language, "Annex: how this was found"),
        findings=say_in(language, "Findings"),
        further=say_in(language, "Further findings"),
        source=say_in(language, "Source"),
        made=say_in(
            language,
            "Made with Trosol from version {version} of the ecosystem; seed {seed}. Nothing here says more than its source: hedges are "
            "kept, and what a coder inferred is marked.",
            version=brief.version,
            seed=brief.seed,
        ),
        snapshot=say_in(language, "Snapshot"),
        description=say_in(language, "A brief with its evidence"),
    )
