"""Draw claims for an audit: thirty stated and thirty inferred ones, the same for anybody who has the same file.

The seed is the SHA-256 of the bytes of ``claims.csv``, read as a whole number, so nobody can choose it, and any change of any
claim makes another draw. Run as ``python draw_audit.py [CLAIMS.csv]``: the first line is the hash, then one ``id,mode`` a line.
``--form`` prints the form that an auditor fills in instead, as CSV; ``--sheet`` what each drawn claim says, to read beside the lines.
To repeat an earlier draw, give it that state of the file: ``git show COMMIT:data/wales-social-care-2022/claims.csv``.
"""

import csv
import hashlib
import io
import random
import sys
from pathlib import Path

#: How many claims are drawn of each mode.
PER_MODE = 30


def draw(content: bytes, per_mode: int = PER_MODE) -> tuple[str, list[tuple[str, str]]]:
    """Hash of the file (64 hexadecimal digits), and the drawn claims as ``(id, mode)``: stated, then inferred, each in the order drawn.

    ``content`` holds the bytes of a ``claims.csv`` with the columns ``id`` and ``mode``. Raises ``ValueError`` where there are
    fewer than ``per_mode`` claims of a mode, ``KeyError`` where a column is missing.
    """
    digest = hashlib.sha256(content).hexdigest()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    generator = random.Random(int(digest, 16))
    drawn = []
    for mode in ("stated", "inferred"):
        ids = [row["id"] for row in rows if row["mode"] == mode]
        if len(ids) < per_mode:
            raise ValueError(f"only {len(ids)} claims are {mode}; the draw needs {per_mode}")
        drawn += [(one, mode) for one in generator.sample(ids, per_mode)]
    return digest, drawn


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def form(folder: Path, drawn: list[tuple[str, str]]) -> str:
    """The form: ``claim,mode,lines,verdict,fields,note``, the last three empty. ``folder`` holds ``claims.csv`` and ``evidence.csv``."""
    claims, evidence = _rows(folder / "claims.csv"), _rows(folder / "evidence.csv")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["claim", "mode", "lines", "verdict", "fields", "note"])
    for one, mode in drawn:
        writer.writerow([one, mode, ";".join(evidence[key]["lines"] for key in claims[one]["evidence"].split(";")), "", "", ""])
    return out.getvalue()


def sheet(folder: Path, drawn: list[tuple[str, str]]) -> str:
    """Each drawn claim with all that was coded of it and where it comes from; the lines themselves are in the source."""
    claims, evidence, entities = (_rows(folder / f"{name}.csv") for name in ("claims", "evidence", "entities"))
    told = []
    for one, _ in drawn:
        row = claims[one]
        subject, target = (
            f"{entities[row[end]]['label']} [{row[end]}: {entities[row[end]]['description']}]" for end in ("subject", "object")
        )
        places = "; ".join(
            f"{piece['lines']} (p. {piece['page']}, {piece['speaker']})"
            for key in row["evidence"].split(";")
            for piece in [evidence[key]]
        )
        fields = ", ".join(f"{name}: {row[name] or '–'}" for name in ("mode", "stance", "hedge", "voices", "confidence", "frame"))
        told.append(
            f"{one}\n  {subject}\n  {row['predicate']}\n  {target}\n  {fields}\n  lines: {places}\n  rationale: {row['rationale'] or '–'}\n"
        )
    return "\n".join(told)


def main() -> int:
    """Print the draw, the form or the sheet; 2 with one sentence where a file cannot be read or is too small."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    path = Path(words[0]) if words else Path(__file__).parent.parent / "claims.csv"
    try:
        digest, drawn = draw(path.read_bytes())
        if "--form" in sys.argv:
            print(form(path.parent, drawn), end="")
            return 0
        if "--sheet" in sys.argv:
            print(sheet(path.parent, drawn), end="")
            return 0
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    except KeyError as error:
        print(f"{path}: the column {error} is missing", file=sys.stderr)
        return 2
    print(digest)
    for one, mode in drawn:
        print(f"{one},{mode}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
