"""``dataset.toml``: what an ecosystem is called, what it may be used for, and where its text comes from."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.folder import Folder
from trosol.model.records import Dataset, Texts
from trosol.rdf.engine import is_iri
from trosol.rdf.iris import BASE
from trosol.read.columns import NEWER
from trosol.read.goals_and_weights import read_settings
from trosol.read.tables import bad_character

__all__ = ["MAX_TOML", "make_dataset", "parse_toml", "read_dataset", "toml_text"]

MAX_TOML = 1024 * 1024
_FILE = "dataset.toml"

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_IRI = re.compile(r"https?://[A-Za-z0-9][^\s<>\"{}|\\^`]*/")
_LICENCE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_LANGUAGE = re.compile(r"[a-z]{2,8}")
_REQUIRED = ("title", "version", "licence", "language")
_KNOWN = {"name", "iri", "title", "description", "version", "licence", "language", "created", "publisher", "credit", "invented"}
_KNOWN |= {"weights", "goals"}
_UNFILLED = "Say here whose work the sources are, and who coded them (roles, never names)."
"""What stands for the credit in folders that were begun with an earlier version: nobody has written it yet, so nothing shows it."""


def toml_text(text: str) -> str:
    """Any text as a TOML string on one line.

    >>> print(toml_text('say "no"'))
    "say \\"no\\""
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


MAX_KEY_PARTS = 50
"""Parts of a key, with dots between them."""

# It begins where a word does: tried at each letter of a long one, it would read all the rest of it each time.
_LONG_KEY = re.compile(rf"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}""")


def parse_toml(content: bytes) -> dict[str, Any]:
    """The values of a TOML file. Raises ValueError for whatever is wrong with it, too deep nesting among it."""
    text = content.decode("utf-8")
    if _LONG_KEY.search(text):  # the reader keeps every beginning of such a key: 60 KB of it take gigabytes
        raise ValueError(f"a key has more than {MAX_KEY_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it nests too deep") from None


def read_dataset(folder: Folder) -> tuple[Dataset | None, list[Problem]]:
    """Read the file in an ecosystem's folder; no dataset where it has a problem."""
    where = Where(_FILE)
    try:
        content = folder.content(_FILE, MAX_TOML)
        if content is None:
            missing = "Add one; data/README.md shows what it holds."
            return None, [Problem("file-missing", "The folder has no dataset.toml.", missing, where)]
        found = parse_toml(content)
    except TrosolError as error:
        return None, list(error.problems)
    except UnicodeDecodeError:
        return None, [Problem("encoding", "The file is not UTF-8.", "Save it again as UTF-8.", where)]
    except ValueError as error:
        return None, [Problem("dataset-bad", f"The file is not valid TOML: {error}.", "Mend it at that place.", where)]
    return make_dataset(found, where, folder.path.resolve().name)


def make_dataset(found: Mapping[str, Any], where: Where, folder: str) -> tuple[Dataset | None, list[Problem]]:
    """Check the values and make the record. ``folder`` gives the name where the file has none."""
    problems: list[Problem] = []

    def wrong(message: str, remedy: str, key: str) -> None:
        problems.append(Problem("dataset-bad", message, remedy, Where(where.file, None, key)))

    def text(key: str, default: str = "") -> str:
        value = found.get(key, default)
        value = value.isoformat() if isinstance(value, date) else value
        if not isinstance(value, str) or bad_character(value):
            wrong(f"'{key}' is not text.", f'Write {key} = "…".', key)
            return default
        return value

    for key in _REQUIRED:
        if not found.get(key):
            wrong(f"'{key}' is missing.", f'Add a line {key} = "…".', key)
    for key in sorted(set(found) - _KNOWN):
        wrong(f"'{shorten(key)}' is not known.", f"Use one of: {', '.join(sorted(_KNOWN))}. {NEWER}", key)
    language = text("language", "en")
    name = text("name", folder)
    iri = text("iri", f"{BASE}{name}/")
    for value, pattern, key, remedy in (
        (name, _NAME, "name", "Use small letters, digits and dashes, e.g. 'wales-social-care-2022'."),
        (iri, _IRI, "iri", "Write an http(s) address that ends in / and has no spaces or braces."),
        (
            text("licence", "x"),
            _LICENCE,
            "licence",
            "Write the address of the licence, e.g. https://creativecommons.org/licenses/by/4.0/.",
        ),
        (language, _LANGUAGE, "language", "Write a language tag such as 'en' or 'cy'."),
    ):
        if found.get(key, value) and not (pattern.fullmatch(value) and (pattern not in (_IRI, _LICENCE) or is_iri(value))):
            wrong(f"'{shorten(value)}' cannot be the {key}.", remedy, key)
    created = text("created")
    try:
        date.fromisoformat(created or "2000-01-01")
    except ValueError:
        wrong(f"'{shorten(created)}' is not a date.", "Write year-month-day, e.g. 2026-11-22.", "created")
    for key in ("title", "description"):
        value = found.get(key, "")
        texts = list(value.values()) if isinstance(value, Mapping) else [value]
        if not all(isinstance(text, str) and not bad_character(text) for text in texts):
            wrong(f"'{key}' is not text.", f'Write {key} = "…", or a table [{key}] with one text for each language.', key)
        for tag in value if isinstance(value, Mapping) else ():
            if not _TAG.fullmatch(tag):
                wrong(
                    f"'{shorten(tag)}' in [{key}] is no language tag.", "Write a tag such as en, cy or en-GB before the =.", key
                )
    if not isinstance(found.get("invented", False), bool):
        wrong("'invented' is neither true nor false.", "Write invented = true for a made-up ecosystem.", "invented")
    settings, further = read_settings(found, where)
    problems.extend(further)
    if problems:
        return None, problems
    return (
        Dataset(
            name=name,
            iri=iri,
            title=_texts(found, "title", language),
            description=_texts(found, "description", language),
            version=text("version"),
            licence=text("licence"),
            language=language,
            created=created,
            publisher=text("publisher"),
            credit="" if text("credit") == _UNFILLED else text("credit"),
            invented=bool(found.get("invented", False)),
            weights=settings.weights,
            goals=settings.goals,
            families=settings.families,
        ),
        [],
    )


def _texts(found: Mapping[str, Any], key: str, language: str) -> Texts:
    value = found.get(key, "")
    if isinstance(value, Mapping):
        return tuple(sorted((str(tag), str(text)) for tag, text in value.items()))
    return ((language, str(value)),) if value else ()
