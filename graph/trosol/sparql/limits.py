"""What a query may cost, and what can be told from its text before anything parses it."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.errors import Problem, WrongUse

__all__ = ["Limits", "check_text", "nesting"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query.

    ``seconds``: wall clock. ``rows``: rows of an answer, which is then marked as cut. ``size``: bytes of an answer.
    ``memory``: bytes that the process may take beyond the data. ``characters`` and ``depth``: length of the text, and how
    deep its brackets may nest (some 2,200 levels bring the engine down).
    """

    seconds: float = 2.0
    rows: int = 10_000
    size: int = 20_000_000
    memory: int = 1_000_000_000
    characters: int = 20_000
    depth: int = 60


def nesting(text: str) -> int:
    """How deep brackets nest, outside strings, IRIs and comments.

    >>> nesting("SELECT * { { ?s ?p '{{{' } }"), nesting("ASK {} # {{{{")
    (2, 1)
    """
    depth = deepest = place = 0
    while place < len(text):
        char = text[place]
        if char in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "})]":
            depth -= 1
        elif char in "'\"":
            place = _after_string(text, place)
            continue
        elif char == "#":
            place = _end_of_line(text, place)
        elif char == "<":
            place = _after_iri(text, place)
            continue
        place += 1
    return deepest


def _end_of_line(text: str, place: int) -> int:
    ends = [end for end in (text.find("\n", place), text.find("\r", place)) if end >= 0]
    return min(ends, default=len(text))


def _after_iri(text: str, place: int) -> int:
    """Behind an IRI, or behind a mere less-than sign."""
    for end in range(place + 1, len(text)):
        if text[end] == ">":
            return end + 1
        if text[end] in ' \t\r\n"{}|^`<':
            return place + 1
    return place + 1


def _after_string(text: str, place: int) -> int:
    quote = text[place]
    mark = quote * 3 if text.startswith(quote * 3, place) else quote
    place += len(mark)
    while place < len(text):
        if text[place] == "\\":
            place += 2
        elif text.startswith(mark, place):
            return place + len(mark)
        else:
            place += 1
    return place


def check_text(text: str, limits: Limits) -> None:
    """Raise :class:`WrongUse` for a text that no engine should see."""
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
    deep = nesting(text)
    if deep > limits.depth:
        raise WrongUse(
            Problem(
                "query-nesting",
                f"The query nests brackets {deep} deep; {limits.depth} are allowed.",
                "Take it apart into simpler groups.",
            )
        )
