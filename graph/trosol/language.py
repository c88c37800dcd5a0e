"""The words of the product in the reader's language: English in the code, other languages in ``locale/*.po``.

What the data says is never translated here: labels of an ecosystem and of the ontology carry their own languages. A message
without a translation stays English; a test lists those.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from trosol.templates import fill_message

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

__all__ = ["LANGUAGES", "catalogue", "counted_in", "drafts", "say_in"]

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""Languages of the interface, each by its own name."""


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalog:
    """The translations into a language, as translators keep them."""
    from babel.messages.pofile import read_po

    with files("trosol").joinpath(f"locale/{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@lru_cache(maxsize=8)
def _messages(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id and message.string}


def drafts(language: str) -> int:
    """How many translations nobody who speaks the language has looked at yet (marked ``fuzzy`` in the file)."""
    return 0 if language == "en" else sum(message.fuzzy for message in catalogue(language) if message.id)


def say_in(language: str, text: str, /, **values: object) -> str:
    """A message in a language, with its ``{values}`` filled in.

    >>> say_in("en", "Showing {shown} of {total}", shown=3, total=9)
    'Showing 3 of 9'
    """
    found = text if language == "en" else _messages(language).get(text, text)
    return fill_message(found, values) if values else found


def counted_in(language: str, number: int, one: str, many: str = "") -> str:
    """A number with its noun. Welsh keeps the noun in the singular after a number.

    >>> counted_in("en", 2, "claim"), counted_in("en", 1, "claim"), counted_in("en", 0, "entity", "entities")
    ('2 claims', '1 claim', '0 entities')
    """
    if language == "en":
        return f"{number:,} {one if number == 1 else many or one + 's'}"
    return f"{number:,} {say_in(language, one)}"
