"""The words of the product in the reader's language: English in the code, other languages in ``locale/*.po``.

What the data says is never translated here: labels of an ecosystem and of the ontology carry their own languages. A message
without a translation stays English; a test lists those.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from trosol.templates import fill_message

__all__ = ["LANGUAGES", "Message", "catalogue", "counted_in", "drafts", "say_in"]

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""Languages of the interface, each by its own name."""


class Message(NamedTuple):
    """A message, its translation (empty where there is none), and whether that awaits a speaker's review."""

    id: str
    string: str
    fuzzy: bool


@lru_cache(maxsize=8)
def catalogue(language: str) -> tuple[Message, ...]:
    """The translations into a language, as translators keep them."""
    from polib import pofile

    text = files("trosol").joinpath(f"locale/{language}.po").read_text(encoding="utf-8")
    return tuple(Message(each.msgid, each.msgstr, each.fuzzy) for each in pofile(text) if not each.obsolete)


@lru_cache(maxsize=8)
def _messages(language: str) -> dict[str, str]:
    return {message.id: message.string for message in catalogue(language) if message.string}


def drafts(language: str) -> int:
    """How many translations nobody who speaks the language has looked at yet (marked ``fuzzy`` in the file)."""
    return 0 if language == "en" else sum(message.fuzzy for message in catalogue(language))


def say_in(language: str, text: str, /, **values: object) -> str:
    """A message in a language, with its ``{values}`` filled in.

    >>> say_in("en", "Showing {shown} of {total}", shown=3, total=9)
    'Showing 3 of 9'
    """
    found = text if language == "en" else _messages(language).get(text, text)
    return fill_message(found, values) if values else found


def counted_in(language: str, number: int | str, one: str, many: str = "") -> str:
    """A number, or a text that is one in figures, with its noun. Welsh keeps the noun in the singular after a number.

    >>> counted_in("en", 2, "claim"), counted_in("en", 1, "claim"), counted_in("en", 0, "entity", "entities")
    ('2 claims', '1 claim', '0 entities')
    >>> counted_in("en", "2.5", "goal"), counted_in("en", "1", "goal")
    ('2.5 goals', '1 goal')
    """
    figures = number if isinstance(number, str) else f"{number:,}"
    if language == "en":
        return f"{figures} {one if figures == '1' else many or one + 's'}"
    return f"{figures} {say_in(language, one)}"
