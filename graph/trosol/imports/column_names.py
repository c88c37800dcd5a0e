"""Columns of a table that are called in another language ("Von", "Nach", "Art"), by the names that maps have for them.

The words are data (``ontology/column-names.csv``). Those of one language count together: both ends of a tie, or a name with something else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from trosol.files.content import content_of
from trosol.read.tables import parse_csv
from trosol.resources import ontology_dir

__all__ = ["columns_left", "names_columns", "renamed_columns"]

_ENDS = frozenset(["from", "to"])
_ENGLISH = frozenset(["from", "to", "source", "target", "label", "from label", "to label", "from_label", "to_label"])


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    table, _ = parse_csv(content_of(ontology_dir() / "column-names.csv"), "column-names.csv")
    found: dict[str, dict[str, str]] = {}
    for row in table.rows if table else ():
        language, word, column = row.cells
        found.setdefault(language, {})[word] = column
    return found


def renamed_columns(columns: Collection[str]) -> dict[str, str]:
    """New names for columns, where those of one language say what a table holds; none where they say it in English.

    >>> renamed_columns(["Von", "Nach", "Art", "Jahr"])
    {'Von': 'from', 'Nach': 'to', 'Art': 'type'}
    >>> renamed_columns(["From", "To", "Art"]), renamed_columns(["de", "jour"])
    ({}, {})
    """
    return _read_as(columns)[0]


def columns_left(columns: Collection[str]) -> dict[str, str]:
    """Columns that keep their own name, for another is read by the one that they would have.

    >>> renamed_columns(["Von", "Nach", "Art", "Type"]), columns_left(["Von", "Nach", "Art", "Type"])
    ({'Von': 'from', 'Nach': 'to'}, {'Art': 'type'})
    """
    return _read_as(columns)[1]


def _read_as(columns: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The columns of the language that knows most of them with their new names, and those whose new name another column has."""
    plain = {column: _plain(column) for column in columns}
    if _ENGLISH.intersection(plain.values()):
        return {}, {}
    best: tuple[dict[str, str], dict[str, str]] = {}, {}
    for words in _words().values():
        found = {column: word for column, word in plain.items() if words.get(word) == word}  # called so already
        taken = {word.replace("_", " ") for word in plain.values()}
        left: dict[str, str] = {}
        for column, word in plain.items():
            name = words.get(word)
            if not name or column in found:
                continue
            if name in taken or name in found.values():
                left[column] = name
            else:
                found[column] = name
        told = {*found.values(), *left.values()}
        whole = told >= _ENDS or (not told & _ENDS and "label" in told and len(told) > 1)
        if whole and len(found) + len(left) > len(best[0]) + len(best[1]):
            best = found, left
    return {column: name for column, name in best[0].items() if plain[column] != name}, best[1]


def names_columns(cells: Iterable[str]) -> bool:
    """Whether a row names the columns of a table in one of these languages."""
    return bool(renamed_columns(list(dict.fromkeys(cells))))


def _plain(text: str) -> str:
    """A word as it is compared: capitals, accents and spaces at the ends off.

    >>> _plain(" Catégorie ")
    'categorie'
    """
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
