"""From what somebody typed to an answer: understood as a question of the library, asked, with what else it could mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from trosol.language import say_in
from trosol.questions.answering import Reply, ask
from trosol.questions.catalogue import Question, find_question
from trosol.questions.understand import SURE, Understanding, understand
from trosol.sparql.query_pool import Pool
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NOT_UNDERSTOOD", "Asked", "answer"]

NOT_UNDERSTOOD = "notUnderstood"


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """The answer to what was typed, or none where it was not understood; ``alternatives``: what else it could mean."""

    text: str
    reply: Reply | None
    alternatives: tuple[Understanding, ...]
    sentence: str
    snapshot: Snapshot
    language: str

    def to_frame(self) -> pd.DataFrame:
        """One row for each answer: id, label, further columns, claims. Empty where there is none."""
        import pandas as pd

        rows = self.reply.rows if self.reply else ()
        return pd.DataFrame([{"id": r.id, "answer": r.label, **dict(r.further), "claims": [*r.claims]} for r in rows])

    def __repr__(self) -> str:
        """What was understood, and how many answers there are."""
        told = f"{self.reply.question}, {len(self.reply.rows)} answers" if self.reply else "not understood"
        return f"Asked({told}, snapshot {self.snapshot.digest[:5]}…)"

    def _repr_html_(self) -> str:
        """For notebooks: what was understood, the answers, what they rest on."""
        if self.reply is None:
            others = "".join(f"<li>{escape(each.title(self.snapshot, self.language))}</li>" for each in self.alternatives)
            return f"<p>{escape(self.sentence)}</p><ul>{others}</ul>"
        rows = "".join(f"<li>{escape(row.label)} ({', '.join(map(escape, row.claims))})</li>" for row in self.reply.rows)
        return f"<p><strong>{escape(self.reply.understood_as)}</strong></p><ul>{rows}</ul><p>{escape(self.sentence)}</p>"

    def to_json(self) -> dict[str, Any]:
        """Plain values: those of the reply, with ``alternatives``."""
        others = [reading.to_json(self.snapshot, self.language) for reading in self.alternatives]
        if self.reply:
            return {**self.reply.to_json(), "alternatives": others}
        return {
            "question": "",
            "understood_as": None,
            "status": NOT_UNDERSTOOD,
            "answer": [],
            "gaps": [],
            "claims": [],
            "voices": [],
            "query": "",
            "sentence": self.sentence,
            "see": "",
            "cut": False,
            "snapshot": self.snapshot.digest,
            "alternatives": others,
        }


def answer(
    snapshot: Snapshot,
    text: str,
    questions: Sequence[Question],
    values: Mapping[str, str] | None = None,
    language: str = "en",
    pool: Pool | None = None,
) -> Asked:
    """Answer a question in plain words, or one of the library by its name with ``values`` for its blanks."""
    if values or any(question.name == text for question in questions):
        reply = ask(find_question(questions, text), snapshot, values, language, pool)
        return Asked(text, reply, (), reply.sentence, snapshot, language)
    readings = understand(text, snapshot, questions)
    if readings and readings[0].score >= SURE:
        best = readings[0]
        reply = ask(best.question, snapshot, best.values, language, pool)
        return Asked(text, reply, readings[1:4], reply.sentence, snapshot, language)
    nearest = (
        say_in(language, " The nearest questions are listed.") if readings else say_in(language, " See the list of questions.")
    )
    sentence = say_in(language, "This was not understood, and nothing was guessed.") + nearest
    return Asked(text, None, readings[:4], sentence, snapshot, language)
