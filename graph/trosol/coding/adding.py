"""A source or a claim added to an ecosystem's folder: checked whole, written whole or not at all, and undone by ``trosol undo``."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trosol.check.anchors import MAX_WORDS, normalise
from trosol.coding.numbered_text import SourceText, lines_asked
from trosol.coding.source_files import FOLDER, source_of, source_text
from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, held
from trosol.files.changing import remove, replace
from trosol.imports import Proposal, propose
from trosol.model.records import Records
from trosol.read.columns import TABLES
from trosol.read.tables import to_csv

__all__ = ["NewClaim", "add_claim", "add_source"]

_ID = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"([a-z]+)(\d+)$")
_IGNORE = ".gitignore"


@dataclass(frozen=True)
class NewClaim:
    """A claim to be added, with the passage that it rests on; empty texts are left out. ``columns``: further columns of the claim by name."""

    subject: str
    predicate: str
    object: str
    source: str
    lines: str
    anchor: str = ""
    paraphrase: str = ""
    speaker: str = "authorText"
    columns: Mapping[str, str] | None = None


def add_source(file: Path, into: Path, columns: Mapping[str, str], *, source: str = "") -> tuple[str, SourceText]:
    """Take a document's text into the folder and write its row: its id and the numbered text.

    The text goes to ``sources/ID.txt``, which ``.gitignore`` keeps out of what is shared; the row has its hash. ``source``: the id, by default made of
    the file's name; ``columns``: title, publisher and others. Raises :class:`TrosolError`; then nothing is written.
    """
    text = source_of(file)
    key = source or _ID.sub("-", file.stem.casefold()).strip("-")
    cells = {
        "id": key,
        "title": columns.get("title") or file.stem,
        "textSha256": text.sha256,
        **{k: v for k, v in columns.items() if v},
    }
    name = f"{FOLDER}/{key}.txt"
    folder = Folder(into)
    there = folder.content(name)
    if there is not None and there != text.text.encode():
        raise WrongUse(
            Problem(
                "source-there",
                f"There is another text of '{shorten(key)}' already.",
                "Give the new one an id of its own with --id: claims cite lines of the old one.",
                Where(name),
            )
        )
    proposal = _proposed(into, {"sources": [cells]})
    with held(into) as place:
        replace(place, name, text.text.encode())
        ignored = place.content(_IGNORE) or b""
        if f"/{FOLDER}/".encode() not in ignored.splitlines():
            replace(
                place, _IGNORE, ignored + (b"" if not ignored or ignored.endswith(b"\n") else b"\n") + f"/{FOLDER}/\n".encode()
            )
    try:
        proposal.write()
    except BaseException:
        if there is None:
            with held(into) as place:
                remove(place, name)
        raise
    return key, text


def add_claim(into: Path, records: Records, new: NewClaim) -> tuple[str, str]:
    """Write a claim and its evidence: their ids. ``records``: those of the folder as it was read.

    Where the text of the source lies beside the ecosystem, lines and anchor are proved against it. Raises :class:`TrosolError` with all that is wrong;
    then nothing is written.
    """
    first, last = lines_asked(new.lines)
    lines = f"{first}-{last}" if last > first else str(first)
    page = _proved(into, new, first, last)
    claim, piece = _next(records.claims, "c"), _next(records.evidence, "e")
    evidence = {
        "id": piece,
        "source": new.source,
        "lines": lines,
        "anchor": new.anchor,
        "paraphrase": new.paraphrase,
        "speaker": new.speaker,
        **page,
    }
    row = {"id": claim, "subject": new.subject, "predicate": new.predicate, "object": new.object, "evidence": piece}
    _proposed(into, {"evidence": [evidence], "claims": [{**row, **(new.columns or {})}]}).write()
    return claim, piece


def _proved(into: Path, new: NewClaim, first: int, last: int) -> dict[str, str]:
    """Page and heading of the lines, where the text is there and says so; refused where lines or anchor are not in it."""
    if len(new.anchor.split()) > MAX_WORDS:
        raise WrongUse(
            Problem(
                "anchor",
                f"The anchor has more than {MAX_WORDS} words.",
                "Keep the few words that find the place.",
                Where("anchor"),
            )
        )
    if Folder(into).kind(f"{FOLDER}/{new.source}.txt") is None:
        return {}
    text = source_text(into, new.source)
    text.passages(first, last)
    if new.anchor and normalise(new.anchor) not in normalise("\n".join(text.lines[first - 1 : last])):
        raise WrongUse(
            Problem(
                "anchor",
                f"'{shorten(new.anchor)}' does not stand in lines {first}-{last} of {new.source}.",
                "Take words that stand there, or correct the lines.",
                Where(f"{FOLDER}/{new.source}.txt", first),
            )
        )
    found = {"page": text.page(first), "section": text.heading(first)}
    return {name: value for name, value in found.items() if value}


def _next(known: Iterable[str], letter: str) -> str:
    """The next number after those that ids of this form have."""
    numbers = [int(match[2]) for key in known if (match := _NUMBERED.fullmatch(key)) and match[1] == letter]
    return f"{letter}{max(numbers, default=0) + 1:04d}"


def _proposed(into: Path, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Proposal:
    """The rows as an import would bring them. Raises :class:`TrosolError` with what stands in the way."""
    with tempfile.TemporaryDirectory(prefix="trosol-") as apart:
        paths = []
        for table, cells in rows.items():
            known = [column.name for column in TABLES[table].contract]
            header = list(dict.fromkeys([*known, *(name for row in cells for name in row)]))
            paths.append(Path(apart) / f"{table}.csv")
            paths[-1].write_bytes(to_csv(header, ([row.get(name, "") for name in header] for row in cells)))
        proposal = propose(paths, into)
    if proposal.problems:
        raise TrosolError(proposal.problems)
    return proposal
