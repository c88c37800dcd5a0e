"""A source or a claim added to an ecosystem's folder: checked whole, written whole or not at all, and undone by ``trosol undo``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trosol.check.anchors import MAX_WORDS, normalise
from trosol.coding.folder_edit import FolderEdit, edit_folder, problems_of
from trosol.coding.numbered_text import SourceText, lines_asked
from trosol.coding.source_files import FOLDER, source_of, source_text
from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import Folder, held
from trosol.files.changing import remove, replace
from trosol.files.plain_lines import without_unseen
from trosol.model.records import Claim, Records
from trosol.rdf.iris import local_name
from trosol.read.columns import LIST_MARK
from trosol.read.sources import Reading

__all__ = [
    "NewClaim",
    "NewEntity",
    "add_claim",
    "add_source",
    "claim_problems",
    "evidence_row",
    "free_id",
    "name_of_source",
    "next_id",
    "proved",
    "said_already",
    "slug",
]

_ID = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"([a-z]+)(\d+)$")
_IGNORE = ".gitignore"
_FORMULA = "=+-@\t\r "


@dataclass(frozen=True)
class NewEntity:
    """An entity that a claim brings along: id, name of its class, what people call it, and what it is in the coder's words."""

    id: str
    type: str
    label: str
    description: str = ""


@dataclass(frozen=True)
class NewClaim:
    """A claim to be added, with the passage that it rests on; empty texts are left out. ``columns``: further columns of the claim by name.

    ``entities``: those that are new with it.
    """

    subject: str
    predicate: str
    object: str
    source: str
    lines: str
    anchor: str = ""
    paraphrase: str = ""
    speaker: str = "authorText"
    columns: Mapping[str, str] | None = None
    entities: tuple[NewEntity, ...] = ()


def add_source(file: Path, into: Path, columns: Mapping[str, str], *, source: str = "") -> tuple[str, SourceText]:
    """Take a document's text into the folder and write its row: its id and the numbered text.

    The text goes to ``sources/ID.txt``, which ``.gitignore`` keeps out of what is shared; the row has its hash. ``source``: the id, by default made of
    the file's name as far as that has plain letters; ``columns``: title, publisher and others. Raises :class:`TrosolError`; then nothing is written.
    """
    text = source_of(file)
    key = source or slug(file.stem) or "source"
    cells = {
        "id": key,
        "title": columns.get("title") or name_of_source(file.stem),
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
    make = partial(_source_row, cells)
    if problems := problems_of(into, make):
        raise TrosolError(problems)
    with held(into) as place:
        replace(place, name, text.text.encode())
        ignored = place.content(_IGNORE) or b""
        if f"/{FOLDER}/".encode() not in ignored.splitlines():
            replace(
                place, _IGNORE, ignored + (b"" if not ignored or ignored.endswith(b"\n") else b"\n") + f"/{FOLDER}/\n".encode()
            )
    try:
        edit_folder(into, make)
    except BaseException:
        if there is None:
            with held(into) as place:
                remove(place, name)
        raise
    return key, text


def _source_row(cells: Mapping[str, str], _before: Reading) -> FolderEdit:
    return FolderEdit(f"source {cells['id']}", {"sources": [cells]})


def add_claim(into: Path, new: NewClaim) -> tuple[str, str]:
    """Write a claim with its evidence, and the entities that come with it: ids of claim and evidence.

    Where a claim says the same with the same stance already, that one gets the passage and the voices, and is stated if this one is.
    Where the text of the source lies beside the ecosystem, lines and anchor are proved against it. Raises :class:`TrosolError` with all that is wrong;
    then nothing is written.
    """
    page = proved(into, new.source, new.lines, new.anchor)
    edit = edit_folder(into, partial(_claim_rows, new, page))
    return edit.rows["claims"][0]["id"], edit.rows["evidence"][0]["id"]


def claim_problems(into: Path, new: NewClaim) -> tuple[Problem, ...]:
    """All that stands in the way of a claim, as :func:`add_claim` would say it; nothing is written."""
    try:
        page = proved(into, new.source, new.lines, new.anchor)
    except TrosolError as error:
        return tuple(error.problems)
    return problems_of(into, partial(_claim_rows, new, page))


def _claim_rows(new: NewClaim, page: Mapping[str, str], before: Reading) -> FolderEdit:
    records = before.records
    for entity in new.entities:
        if entity.id in records.entities:
            raise WrongUse(
                Problem(
                    "entity-there",
                    f"There is an entity '{shorten(entity.id)}' already.",
                    "Take that one, or call the new one otherwise.",
                    Where("entities.csv"),
                )
            )
    claim, piece = next_id(records.claims, "c"), next_id(records.evidence, "e")
    evidence = evidence_row(new, piece, page)
    there = said_already(records, new)
    if there is not None:
        return _one_more_passage(there, new, evidence)
    row = {"id": claim, "subject": new.subject, "predicate": new.predicate, "object": new.object, "evidence": piece}
    entities = [
        {
            "id": each.id,
            "type": each.type,
            "label": each.label,
            "description": each.description,
            "status": "transcribed",
            "evidence": piece,
        }
        for each in new.entities
    ]
    rows = {"entities": entities} if entities else {}
    return FolderEdit(
        f"claim {claim}: {new.subject} {new.predicate} {new.object}",
        {**rows, "evidence": [evidence], "claims": [{**row, **(new.columns or {})}]},
    )


def said_already(records: Records, new: NewClaim) -> Claim | None:
    """The claim that says the same with the same stance, if there is one."""
    stance = (new.columns or {}).get("stance", "reports")
    wanted = (new.subject, new.predicate, new.object, stance)
    return next((c for c in records.claims.values() if (c.subject, local_name(c.predicate), c.object, c.stance) == wanted), None)


def _one_more_passage(there: Claim, new: NewClaim, evidence: Mapping[str, str]) -> FolderEdit:
    columns = new.columns or {}
    voices = [voice for voice in columns.get("voices", "").split(LIST_MARK) if voice]
    row = {
        "id": there.id,
        "voices": LIST_MARK.join(dict.fromkeys((*there.voices, *voices))),
        "evidence": LIST_MARK.join((*there.evidence, evidence["id"])),
    }
    if there.mode == "inferred" and columns.get("mode") == "stated":
        row |= {"mode": "stated", "rationale": ""}
    return FolderEdit(f"one more passage for {there.id}", {"evidence": [evidence], "claims": [row]})


def evidence_row(new: NewClaim, piece: str, page: Mapping[str, str]) -> dict[str, str]:
    """The row of evidence for the passage of a claim."""
    first, last = lines_asked(new.lines)
    lines = f"{first}-{last}" if last > first else str(first)
    # Fewer signs of a passage still stand there: so nothing that hides, or that a spreadsheet would run, comes into the table by an anchor.
    anchor = " ".join(without_unseen(new.anchor).split()).lstrip(_FORMULA)
    said = {"anchor": anchor, "paraphrase": new.paraphrase, "speaker": new.speaker}
    return {"id": piece, "source": new.source, "lines": lines, **said, **page}


def proved(into: Path, source: str, lines: str, anchor: str) -> dict[str, str]:
    """Page and heading of the lines, where the text is there and says so; refused where lines or anchor are not in it."""
    first, last = lines_asked(lines)
    if len(anchor.split()) > MAX_WORDS:
        raise WrongUse(
            Problem(
                "anchor",
                f"The anchor has more than {MAX_WORDS} words.",
                "Keep the few words that find the place.",
                Where("anchor"),
            )
        )
    if Folder(into).kind(f"{FOLDER}/{source}.txt") is None:
        return {}
    text = source_text(into, source)
    text.passages(first, last)
    if anchor and normalise(anchor) not in normalise("\n".join(text.lines[first - 1 : last])):
        raise WrongUse(
            Problem(
                "anchor",
                f"'{shorten(anchor)}' does not stand in lines {first}-{last} of {source}.",
                "Take words that stand there, or correct the lines.",
                Where(f"{FOLDER}/{source}.txt", first),
            )
        )
    found = {"page": text.page(first), "section": text.heading(first)}
    return {name: value for name, value in found.items() if value}


def name_of_source(stem: str) -> str:
    """What a source is called after its file, as far as that shows.

    >>> name_of_source("A\\n report \u202e2")
    'A report 2'
    """
    return " ".join(without_unseen(stem).split()) or "source"


def next_id(known: Iterable[str], letter: str) -> str:
    """The next number after those that ids of this form have.

    >>> next_id(["c0007", "x", "c12"], "c")
    'c0013'
    """
    numbers = [int(match[2]) for key in known if (match := _NUMBERED.fullmatch(key)) and match[1] == letter]
    return f"{letter}{max(numbers, default=0) + 1:04d}"


def slug(text: str) -> str:
    """An id made of a name.

    >>> slug("Sharing data, well (2)"), slug("Élan")
    ('sharing-data-well-2', 'elan')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _ID.sub("-", plain.casefold()).strip("-")[:60].strip("-")


def free_id(name: str, taken: Container[str], otherwise: str = "item") -> str:
    """An id for something new: made of its name, numbered where that is taken; ``otherwise``: where a name has no plain letter.

    >>> free_id("Élan", ["elan"]), free_id("织工", []), free_id("染工", ["item", "item-2"])
    ('elan-2', 'item', 'item-3')
    """
    base = key = slug(name) or otherwise
    number = 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
