"""Bring ``graph/trosol/locale/*.po`` up to date with the messages that stand in code: new ones empty, old ones out.

Run it with the environment of the tests: ``.venv/bin/python docs/make_messages.py``. It lists what has no translation. A test
says the same. Translations stay marked ``fuzzy`` until somebody who speaks the language has looked at them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "graph" / "trosol", ROOT / "dashboard")
KEYWORDS = {"_": (1,), "say_in": (2,), "counted": (2,), "counted_in": (3,)}
ENDINGS = ("*.py",)
WORDS = ("high", "medium", "low", "stated", "inferred", "reports", "hypothesises", "negates")
"""Words of controlled lists that screens translate one by one."""


HEADER = """# Words of Trosol's screens in Welsh.
# Whatever is marked "fuzzy" is a draft that awaits a Welsh speaker's review; take the mark away once you have looked at it.
# Names in braces, such as {name}, stay as they are."""


def messages() -> dict[str, list[str]]:
    """Every message in code, with the files it stands in."""
    found: dict[str, list[str]] = {word: [] for word in WORDS}
    for folder in FOLDERS:
        for path in sorted(file for ending in ENDINGS for file in folder.rglob(ending)):
            for _line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
                text = message[0] if isinstance(message, tuple) else message
                if text:
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
