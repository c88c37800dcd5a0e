"""Bring ``graph/trosol/locale/*.po`` up to date with the messages that stand in code: new ones empty, old ones out.

Run it with the environment of the tests: ``.venv/bin/python docs/make_messages.py``. It lists what has no translation. A test
says the same. Translations stay marked ``fuzzy`` until somebody who speaks the language has looked at them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "graph" / "trosol", ROOT / "dashboard")
KEYWORDS = {"_": 0, "_say": 0, "say_in": 1, "counted": 1, "counted_in": 2, "worded": 0, "counted_words": 1}
"""Functions that take a message, and which of their arguments it is."""
WORDS = ("high", "medium", "low", "stated", "inferred", "reports", "hypothesises", "negates")
"""Words of controlled lists that screens translate one by one."""


HEADER = """# Words of Trosol's screens in Welsh.
# Whatever is marked "fuzzy" is a draft that awaits a Welsh speaker's review; take the mark away once you have looked at it.
# Names in braces, such as {name}, stay as they are."""


def spoken(tree: ast.AST, *, screens: bool) -> Iterator[str]:
    """Messages in a module. Babel's own reader does not see those that stand within f-strings.

    ``screens``: a module of the dashboard; elsewhere ``counted`` makes the English sentences of findings.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        place = KEYWORDS.get(name) if screens or name != "counted" else None
        if place is not None and len(node.args) > place:
            argument = node.args[place]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value


def messages() -> dict[str, list[str]]:
    """Every message in code, with the files it stands in."""
    found: dict[str, list[str]] = {word: [] for word in WORDS}
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.py")):
            for text in spoken(ast.parse(path.read_text(encoding="utf-8")), screens=folder.name == "dashboard"):
                found.setdefault(text, []).append(path.relative_to(ROOT).as_posix())
    return {text: sorted(set(found[text])) for text in sorted(found, key=lambda text: (found[text][:1], text))}


def updated(language: str) -> tuple[Catalog, list[str]]:
    """The catalogue of a language as it should be, and what has no translation yet."""
    path = ROOT / "graph" / "trosol" / "locale" / f"{language}.po"
    with path.open("rb") as file:
        old = read_po(file, locale=language)
    new = Catalog(locale=language, project="trosol", charset="utf-8", fuzzy=False, header_comment=HEADER)
    missing = []
    for text, places in messages().items():
        known = old.get(text)
        string = str(known.string) if known and known.string else ""
        flags = known.flags if known else {"fuzzy"}
        new.add(text, string, locations=[(place, None) for place in places], flags={flag for flag in flags if flag == "fuzzy"})
        if not string:
            missing.append(text)
    return new, missing


def main() -> int:
    """Write the file and list what is missing."""
    catalogue, missing = updated("cy")
    path = ROOT / "graph" / "trosol" / "locale" / "cy.po"
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=False, omit_header=False, include_lineno=False)
    text = path.read_text(encoding="utf-8")
    # Dates and tools in the header would change the file on every run.
    kept = [
        line
        for line in text.splitlines()
        if not line.startswith(
            tuple(f'"{name}' for name in ("POT-", "PO-Rev", "Generated", "Report-", "Last-", "Language-Team", "Project"))
        )
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    for text in missing:
        print(f"no translation: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
