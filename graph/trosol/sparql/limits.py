"""What a query may cost, and what can be told from its text before anything parses it."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten
from trosol.sparql.lexis import Unclear, nesting, settled, words

__all__ = ["Limits", "checked"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query.

    ``seconds``: of the processor, so that a busy machine refuses nothing that a quiet one answers; by the clock it may take four times as long. ``rows``: rows of an answer, which is then marked as cut. ``size``: bytes of an answer.
    ``memory``: bytes that the process may take beyond the data. ``characters`` and ``depth``: length of the text, and how
    deep its brackets may nest (some 2,200 levels bring the engine down).
    """

    seconds: float = 2.0
    rows: int = 10_000
    size: int = 20_000_000
    memory: int = 1_000_000_000
    characters: int = 20_000
    depth: int = 60


_OUTSIDE = {
    "SERVICE": ("The query asks another server (SERVICE).", "Take SERVICE out: nothing here reaches out."),
    "FROM": ("The query names graphs to load (FROM).", "Take FROM out: the ecosystem is the only graph."),
}
"""Words that reach out, wherever they stand. The tree is looked through as well: either look is enough to refuse."""


def checked(text: str, limits: Limits) -> str:
    """The text as every parser is to see it. Raises :class:`WrongUse` for one that no parser should see."""
    if len(text) > limits.characters:
        raise WrongUse(
            Problem(
                "query-too-long",
                f"The query has {len(text):,} characters; {limits.characters:,} are allowed.",
                "Ask for less at once, or export the ecosystem and query it with a tool of your own.",
            )
        )
    if "\0" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise WrongUse(Problem("query-syntax", "The query holds characters that are no text.", "Type it anew as plain text."))
    try:
        text = settled(text)
    except Unclear as error:
        raise WrongUse(
            Problem(
                "query-syntax",
                f"The query writes a character as '{shorten(error.escape)}' at line {error.line}.",
                'Write the character itself; in strings, \\n, \\t, \\" and \\\\ serve as well.',
            )
        ) from None
    deep = nesting(text)
    if deep > limits.depth:
        raise WrongUse(
            Problem(
                "query-nesting",
                f"The query nests brackets {deep} deep; {limits.depth} are allowed.",
                "Take it apart into simpler groups.",
            )
        )
    found = False
    for word in words(text):
        found = True
        for outside, (message, remedy) in _OUTSIDE.items():
            if outside in word:
                raise WrongUse(Problem("query-reaches-out", message, remedy))
    if not found:
        raise WrongUse(Problem("query-syntax", "The query says nothing.", "Start with SELECT, ASK, CONSTRUCT or DESCRIBE."))
    return text
