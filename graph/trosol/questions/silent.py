"""Why there is no answer: which part of the question had none."""

from __future__ import annotations

from collections.abc import Mapping

from trosol.language import counted_in, say_in
from trosol.questions.catalogue import Question
from trosol.sparql.query_pool import Pool
from trosol.store.snapshot import Snapshot

__all__ = ["which_part"]

_FOR_EXAMPLE = 3


def which_part(
    question: Question, snapshot: Snapshot, values: Mapping[str, str], language: str = "en", pool: Pool | None = None
) -> str:
    """A sentence for each thing that fills a blank: how much is told of it, and whether the question has answers without it.

    Empty for a question without blanks. Nothing is guessed where the question cannot be asked with its blanks left open.
    """
    from trosol.questions.suggesting import answered_with  # numpy takes long to load

    names = [parameter.name for parameter in question.parameters]
    if not names:
        return ""
    told = [_told(snapshot, values[name], language) for name in names]
    answered = answered_with(question, snapshot, pool)
    if answered is None:
        return " ".join(told)
    open_to = [
        {keys[place] for keys in answered if all(keys[at] in (values[names[at]], "") for at in range(len(names)) if at != place)}
        for place in range(len(names))
    ]
    for name, keys in zip(names, open_to, strict=True):
        others = sorted(key for key in keys if key in snapshot.records.entities and key not in values.values())
        if others:
            listed = ", ".join(snapshot.entity(key).label(language) for key in others[:_FOR_EXAMPLE])
            told.append(
                say_in(
                    language,
                    "With something else in the place of “{name}” there is an answer for {number}, for example {others}.",
                    number=counted_in(language, len(others), "thing"),
                    name=snapshot.entity(values[name]).label(language),
                    others=listed,
                )
            )
    if not answered:
        told.append(say_in(language, "Of nothing at all is this told here."))
    return " ".join(told)


def _told(snapshot: Snapshot, key: str, language: str) -> str:
    label, number = snapshot.entity(key).label(language), len(snapshot.claims_of(key))
    if not number:
        return say_in(language, "No claim at all speaks of “{name}”.", name=label)
    return say_in(
        language,
        "“{name}” is spoken of in {number}, but in none that answers this.",
        name=label,
        number=counted_in(language, number, "claim"),
    )
