"""Renew the locks of this folder after a change of pyproject.toml: ``python requirements/make_locks.py``, with ``uv`` on the path.

test.txt holds everything that tests need. run.txt is what every command needs, and NAME.txt what the extra NAME adds to it; all at the
versions of test.txt. Packages stay at the versions they have: delete test.txt first to take the newest, or pass ``--upgrade-package NAME``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXTRAS = ("pictures", "pdf", "word", "slides", "parquet", "serve", "mcp", "scale", "sources")
"""Extras with a lock of their own beside Spark's, which is not among the tests' packages."""


LEFT_OUT, LEFT_OUT_OF_RUN = HERE / "left-out.txt", HERE / "left-out-of-run.txt"
HEAD = "# Made by requirements/make_locks.py.\n"


def compiled(*arguments: str, keep: Path, leave_out: str) -> str:
    """What uv finds, for Python 3.11 and newer on any system. ``keep``: a lock whose versions are kept; ``leave_out``: names, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        out, names = Path(folder) / "lock.txt", Path(folder) / "left-out.txt"
        out.write_text(keep.read_text(encoding="utf-8") if keep.exists() else "", encoding="utf-8")
        names.write_text(leave_out, encoding="utf-8")
        command = [
            "uv",
            "pip",
            "compile",
            *arguments,
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-header",
        ]
        subprocess.run([*command, "--quiet", "--excludes", str(names), "--output-file", str(out)], cwd=HERE.parent, check=True)
        return out.read_text(encoding="utf-8")


def blocks(lock: str) -> dict[str, str]:
    """The lines of each package of a lock, by its first: name, version, and where it is for some systems only."""
    found = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return {block.partition("\\")[0].strip(): block for block in found if re.match("[a-z0-9]", block)}


def main() -> int:
    """Write every lock."""
    test, wanted = HERE / "test.txt", ("pyproject.toml", "requirements/build.in")
    always, beside = (path.read_text(encoding="utf-8") for path in (LEFT_OUT, LEFT_OUT_OF_RUN))
    found = compiled(*wanted, "--extra", "test", *sys.argv[1:], keep=test, leave_out=always)
    test.write_text(HEAD + found, encoding="utf-8")
    run = compiled(*wanted, keep=test, leave_out=always + beside)
    (HERE / "run.txt").write_text(HEAD + run, encoding="utf-8")
    asked = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for extra in EXTRAS:
        own = {re.split(r"[<>=!\[; ]", one)[0] for one in asked[extra]}
        others = "\n".join(line for line in beside.splitlines() if line not in own)
        adds = blocks(compiled("pyproject.toml", "--extra", extra, keep=test, leave_out=f"{always}\n{others}"))
        lines = [block for name, block in adds.items() if name not in blocks(run)]
        (HERE / f"{extra}.txt").write_text(HEAD + "".join(lines), encoding="utf-8")
    spark = HERE / "spark.txt"
    spark.write_text(HEAD + compiled("requirements/spark.in", keep=spark, leave_out=""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
