"""What comes back for what was typed: a reply, or what it perhaps means, or what stands nearest."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from trosol.questions.answering import Reply
from trosol.questions.choosing import Chosen
from trosol.questions.nearest import Nearest
from trosol.questions.reading_parts import Ask
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NOT_UNDERSTOOD", "UNSURE", "Asked"]

NOT_UNDERSTOOD, UNSURE = "notUnderstood", "unsure"
_FIRST_ITEMS = 4


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """The answer to what was typed, or none where it is unsure or not understood.

    ``confidence``: how often such a reading was right on a labelled set. ``readings``: what else it could mean, best first; where
    ``reply`` is None, what it perhaps means. ``nearest``: where ``reply`` is None, what stands nearest by its words.
    """

    text: str
    reply: Reply | None
    readings: tuple[Chosen, ...]
    confidence: float
    sentence: str
    snapshot: Snapshot
    language: str
    read: Ask | None = None
    nearest: Nearest = Nearest()

    @property
    def status(self) -> str:
        """That of the reply; unsure where there are readings and none is sure; else notUnderstood."""
        return self.reply.status if self.reply else UNSURE if self.readings else NOT_UNDERSTOOD

    def to_frame(self) -> pd.DataFrame:
        """One row for each answer: id, label, further columns, claims. Empty where there is none."""
        import pandas as pd

        rows = self.reply.rows if self.reply else ()
        return pd.DataFrame([{"id": r.id, "answer": r.label, **dict(r.further), "claims": [*r.claims]} for r in rows])

    def __repr__(self) -> str:
        """What was understood, and how many answers there are."""
        told = f"{self.reply.understood_as}, {len(self.reply.rows)} answers" if self.reply else self.status
        return f"Asked({told}, snapshot {self.snapshot.digest[:5]}…)"

    def _repr_html_(self) -> str:
        """For notebooks: the answer, then how it was understood and what it rests on."""
        if self.reply is None:
            others = "".join(f"<li>{escape(each.reply.understood_as)}</li>" for each in self.readings)
            return f"<p>{escape(self.sentence)}</p><ul>{others}</ul>"
        rows = "".join(f"<li>{escape(row.label)} ({', '.join(map(escape, row.claims))})</li>" for row in self.reply.rows)
        return f"<p><strong>{escape(self.reply.headline)}</strong></p><ul>{rows}</ul><p>{escape(self.reply.understood_as)}</p>"

    def to_json(self) -> dict[str, Any]:
        """Plain values: those of the reply, with ``confidence``, ``readings`` and ``alternatives``."""
        others = [_as_json(each) for each in self.readings]
        further = {
            "confidence": round(self.confidence, 2),
            "readings": others,
            "alternatives": others,
            "nearest": [
                {"id": each.id, "label": each.label, "says": each.says, "asks": list(each.asks)} for each in self.nearest.entities
            ],
            "passages": [{"claim": each.id, "sentence": each.sentence} for each in self.nearest.claims],
        }
        if self.reply:
            return {**self.reply.to_json(), **further}
        return {
            "question": "",
            "understood_as": None,
            "status": self.status,
            "headline": self.sentence,
            "answer": [],
            "gaps": [],
            "claims": [],
            "voices": [],
            "query": "",
            "sentence": self.sentence,
            "see": "",
            "cut": False,
            "snapshot": self.snapshot.digest,
            **further,
        }


def _as_json(chosen: Chosen) -> dict[str, Any]:
    way = chosen.reading.way
    return {
        "question": way.question.name if way else "",
        "understood_as": chosen.reply.understood_as,
        "values": dict(way.values) if way else {},
        "score": round(chosen.score, 3),
        "status": chosen.reply.status,
        "headline": chosen.reply.headline,
        "answer": [row.label for row in chosen.reply.rows[:_FIRST_ITEMS]],
    }
