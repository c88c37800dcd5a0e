"""Every benchmark beside others, one after another, as the tables of docs/how-far.md.

Run it with the environment of the tests and the extra ``benchmarks``, on a machine that does nothing else: about an hour on two cores.
``.venv/bin/python benchmarks/everything.py > tables.md``. Each of them runs alone too.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = (
    ("Commands", "commands.py"),
    ("Ten thousand claims", "scale.py", "--claims", "10000"),
    ("A hundred thousand claims", "scale.py", "--claims", "100000", "--runs", "2"),
    ("A million claims", "scale.py", "--claims", "1000000", "--runs", "1", "--jobs", "loaded, projected, ranked"),
    ("Measures one by one", "engines.py"),
    ("Questions", "questions.py"),
    ("Findings", "findings.py"),
    ("Screens", "dashboard.py"),
    ("Renderers", "renderers.py", "--sizes", "2000", "--runs", "2"),
)


def main() -> int:
    """Run all; a part that fails is said and the others go on."""
    failed = 0
    for title, script, *words in PARTS:
        print(f"\n## {title}, {date.today().isoformat()}\n", flush=True)
        if subprocess.run([sys.executable, str(HERE / script), *words], check=False).returncode:
            failed += 1
            print(f"\n{script} failed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
