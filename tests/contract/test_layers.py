"""The house keeps its layers, and light imports stay light."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from one_or_more import one_or_more

ROOT = Path(__file__).resolve().parents[2]


def test_each_layer_imports_only_from_those_below() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "graph"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(' '.join(sys.modules))"],
        env={"PYTHONPATH": str(ROOT / "graph"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_trosol_loads_no_heavy_library() -> None:
    heavy = {"pandas", "streamlit", "pyvis", "networkx", "rdflib", "pyoxigraph"}
    assert not heavy & modules_after("import trosol")


def test_reading_and_showing_need_neither_pandas_nor_streamlit() -> None:
    code = "from trosol.cli.main import main\nmain(['show', 'wales-social-care-2022', 'commissioners', '--json'])"
    assert not {"pandas", "streamlit", "pyvis", "rdflib"} & modules_after(code)


def imports(folder: str) -> dict[str, str]:
    return {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in (ROOT / folder).rglob("*.py")}


def test_streamlit_only_in_the_dashboard_and_the_verb_that_starts_it() -> None:
    found = {name for name, text in imports("graph").items() if "import streamlit" in text or "from streamlit" in text}
    assert found == {"graph/trosol/cli/dashboard.py"}


def test_pyvis_only_in_views_and_the_store_engine_in_one_module() -> None:
    assert {n for n, t in imports("graph").items() if re.search(r"from pyvis|import pyvis|import_module\(.pyvis", t)} == {
        "graph/trosol/views/maps/vis_network.py"
    }
    assert {n for n, t in imports("graph").items() if "import pyoxigraph" in t} == {"graph/trosol/rdf/engine.py"}


def test_screens_contain_no_analysis() -> None:
    for name, text in one_or_more(imports("dashboard").items()):
        for library in ("networkx", "rdflib", "pyoxigraph", "scipy", "numpy"):
            assert f"import {library}" not in text and f"from {library}" not in text, f"{name} uses {library}"


def test_no_module_is_a_giant() -> None:
    long = {
        name: text.count("\n")
        for folder in ("graph", "dashboard")
        for name, text in imports(folder).items()
        if text.count("\n") > 400
    }
    assert not long
