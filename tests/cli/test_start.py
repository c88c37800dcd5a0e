"""Help, and what was shown before, load next to nothing: timings decide nothing here, but what is loaded does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WALES = "wales-social-care-2022"
HEAVY = ("ast", "dataclasses", "inspect", "logging", "networkx", "numpy", "pyoxigraph", "rich", "tempfile", "trosol.errors")
CODE = """
import json, sys
before = set(sys.modules)
from trosol.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["--help"], ["show", WALES, "commissioners"]], ids=["help", "show"])
def test_a_quick_answer_loads_little(words: list[str], tmp_path: Path) -> None:
    env = {**os.environ, "TROSOL_CACHE": str(tmp_path), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for _ in range(2):  # what was shown before is kept by the second time
        done = subprocess.run([sys.executable, "-c", CODE, *words], env=env, capture_output=True, text=True, check=True)
    assert done.stdout
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "trosol.cli.main" in loaded and not loaded.intersection(HEAVY)
