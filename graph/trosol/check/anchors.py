"""Anchors and hedges against the text of the source: does every piece of evidence, and every word that holds back, stand where it says?

Before comparing, case is folded, curly quotes and apostrophes become straight, every dash becomes a hyphen, bullets and signs that show nothing
fall away, and any white space, line breaks among it, counts as one space. Nothing else is changed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from trosol.errors import WARNING, Problem, TrosolError, Where, WrongUse, shorten
from trosol.files.content import content_of
from trosol.files.plain_lines import numbered_lines, without_unseen
from trosol.model.records import Claim, Evidence
from trosol.rdf.iris import TRO
from trosol.read.sources import Reading

__all__ = ["MAX_WORDS", "check_anchors", "check_anchors_beside", "normalise"]

MAX_WORDS = 6
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("●•▪◦‣", " "),
        "…": "...",
    }
)


def normalise(text: str) -> str:
    """Text as anchors are compared.

    >>> normalise("They’re  “in\\nbetween” – often")
    'they\\'re "in between" - often'
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", without_unseen(text)).translate(_SAME)).strip().casefold()


def _lines(content: bytes) -> list[str]:
    lines = numbered_lines(content.decode("utf-8-sig"))
    return lines if lines[-1] else lines[:-1]


def check_anchors(reading: Reading, text_path: Path) -> list[Problem]:
    """Prove every anchor against a text file: found in its lines, and at most six words long. A hedge has to stand in lines that its claim cites.

    Only evidence of the source whose recorded SHA-256 (``textSha256``) is that of the file is looked at; if no source
    records one, all evidence with lines is. Raises :class:`WrongUse` when the file is missing.
    """
    try:
        content = content_of(text_path)
        lines = _lines(content)
    except WrongUse as error:
        raise WrongUse(
            Problem(
                "source-text-missing",
                error.problems[0].message,
                "Give the path of the text file that the line numbers refer to.",
                Where(str(text_path)),
            )
        ) from None
    except UnicodeDecodeError:
        raise TrosolError(
            Problem("encoding", "The source text is not UTF-8.", "Save it again as UTF-8.", Where(str(text_path)))
        ) from None
    sources = _sources_of(reading, hashlib.sha256(content).hexdigest())
    return _other(str(text_path)) if sources is None else _against(reading, sources, lines)


def check_anchors_beside(reading: Reading, texts: Mapping[str, bytes]) -> list[Problem]:
    """The same against the texts that lie beside the tables, by the id of their source."""
    found: list[Problem] = []
    for key, content in texts.items():
        name = f"sources/{key}.txt"
        said = dict(reading.records.sources[key].properties).get(TRO + "textSha256", ("",))[0]
        if said and said != hashlib.sha256(content).hexdigest():
            found += _other(name)
            continue
        try:
            lines = _lines(content)
        except UnicodeDecodeError:
            found.append(Problem("encoding", "The source text is not UTF-8.", "Save it again as UTF-8.", Where(name)))
            continue
        found += _against(reading, {key}, lines)
    return found


def _other(name: str) -> list[Problem]:
    return [
        Problem(
            "source-text-other",
            "The text is not the one that any source of this ecosystem was coded from (its SHA-256 differs).",
            "Give the original text, or correct textSha256 in sources.csv after checking every line number.",
            Where(name),
        )
    ]


def _against(reading: Reading, sources: set[str], lines: list[str]) -> list[Problem]:
    places = reading.records.places
    wrong = [
        Problem("anchor", message, remedy, Where(place.file, place.row, column))
        for piece in reading.records.evidence.values()
        if piece.source in sources
        for place in (places[("evidence", piece.id)],)
        for message, remedy, column in _wrong(piece, lines)
    ]
    return [*wrong, *_hedges(reading, sources, lines)]


def _hedges(reading: Reading, sources: set[str], lines: list[str]) -> list[Problem]:
    """A warning for each hedge of which a part, between commas, stands in no line that the claim cites."""
    records = reading.records
    found = []
    for claim in records.claims.values():
        hedges = [part.strip() for hedge in claim.property(TRO + "hedge") for part in hedge.split(",")]
        if not hedges:
            continue
        cited = _cited(claim, records.evidence, sources, lines)
        missing = [hedge for hedge in hedges if cited is not None and normalise(hedge) not in cited]
        place = records.places[("claims", claim.id)]
        found += [
            Problem(
                "hedge-not-in-lines",
                f"{claim.id}: the hedge '{shorten(hedge)}' does not stand in the cited lines.",
                "Copy the words from the lines, cite the lines that hold them, or leave the hedge out.",
                Where(place.file, place.row, "hedge"),
                WARNING,
            )
            for hedge in missing
        ]
    return found


def _cited(claim: Claim, evidence: Mapping[str, Evidence], sources: set[str], lines: list[str]) -> str | None:
    """What a claim cites, passage after passage; None where some of it is of another source or has no lines."""
    pieces = [evidence[key] for key in claim.evidence]
    spans = [piece.line_range() for piece in pieces if piece.source in sources]
    known = [span for span in spans if span is not None]
    if len(known) < len(pieces):
        return None
    return " / ".join(normalise("\n".join(lines[first - 1 : last])) for first, last in known)


def _sources_of(reading: Reading, digest: str) -> set[str] | None:
    recorded = {s.id: dict(s.properties).get(TRO + "textSha256", ("",))[0] for s in reading.records.sources.values()}
    if not any(recorded.values()):
        return set(recorded)
    return {key for key, value in recorded.items() if value == digest} or None


def _wrong(piece: Evidence, lines: list[str]) -> list[tuple[str, str, str]]:
    found = []
    if len(piece.anchor.split()) > MAX_WORDS:
        found.append(
            (
                f"{piece.id}: the anchor '{shorten(piece.anchor)}' has more than {MAX_WORDS} words.",
                "Keep the few words that find the place; the rest belongs in the paraphrase.",
                "anchor",
            )
        )
    span = piece.line_range()
    if span is None:
        if piece.anchor:
            found.append((f"{piece.id}: the anchor has no lines to be found in.", "Fill in lines.", "lines"))
        return found
    if span[1] > len(lines):
        found.append((f"{piece.id}: the text has only {len(lines)} lines.", "Correct the line numbers.", "lines"))
    elif piece.anchor and normalise(piece.anchor) not in normalise("\n".join(lines[span[0] - 1 : span[1]])):
        found.append(
            (
                f"{piece.id}: '{shorten(piece.anchor)}' does not stand in lines {piece.lines}.",
                _nearest(piece.anchor, lines) or "Correct the lines, or take words that stand there.",
                "anchor",
            )
        )
    return found


def _nearest(anchor: str, lines: list[str]) -> str:
    wanted = normalise(anchor)
    for number, line in enumerate(lines, start=1):
        if wanted in normalise(line):
            return f"It does stand in line {number}."
    return ""
