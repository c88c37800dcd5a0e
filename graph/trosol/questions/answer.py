"""From what somebody typed to an answer: understood as a question of the library, asked, with what else it could mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trosol.language import say_in
from trosol.questions.catalogue import Question, find_question
from trosol.questions.run import Reply, ask
from trosol.questions.understand import SURE, Reading, understand
from trosol.sparql.pool import Pool
from trosol.store.snapshot import Snapshot

__all__ = ["NOT_UNDERSTOOD", "Asked", "answer"]

NOT_UNDERSTOOD = "notUnderstood"


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to what was typed, or none where it was not understood; ``alternatives``: what else it could mean."""

    text: str
    reply: Reply | None
    alternatives: tuple[Reading, ...]
    sentence: str
    snapshot: Snapshot
    language: str

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
