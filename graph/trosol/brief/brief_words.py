"""The fixed words of a brief in its language, for every form it is written in."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.brief.document import Brief
from trosol.language import say_in

__all__ = ["BriefWords", "words_of"]


@dataclass(frozen=True, slots=True)
class BriefWords:
    """Column heads, headings and the last lines."""

    language: str
    counts: str
    rank: str
    band: str
    often: str
    what: str
    says: str
    evidence: str
    against: str
    method: str
    again: str
    source: str
    made: str
    snapshot: str
    description: str

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
        rank=say_in(language, "Rank"),
        band=say_in(language, "Band"),
        often=say_in(language, "How often"),
        what=say_in(language, "Who or what"),
        says=say_in(language, "What the evidence says"),
        evidence=say_in(language, "What it rests on"),
        against=say_in(language, "What speaks against it, or is open"),
        method=say_in(language, "How this was found"),
        again=say_in(language, "To get the same again"),
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
