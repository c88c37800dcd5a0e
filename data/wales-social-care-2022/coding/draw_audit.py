"""Draw claims for an audit: thirty stated and thirty inferred ones, the same for anybody who has the same file.

The seed is the SHA-256 of the bytes of ``claims.csv``, read as a whole number, so nobody can choose it, and any change of any
claim makes another draw. Run as ``python draw_audit.py [CLAIMS.csv]``: the first line is the hash, then one ``id,mode`` a line.
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


def main() -> int:
    """Print the draw; 2 with one sentence where the file cannot be read or is too small."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "claims.csv"
    try:
        digest, drawn = draw(path.read_bytes())
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
