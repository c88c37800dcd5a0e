"""Nothing that lies in the folder somebody works in is run: not by ``start.py``, not by ``trosol``, not by what they start."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from builders import tiny
from conftest import ROOT, free_port
from ports import HANG

SHADOWS = (
    "json",
    "random",
    "rich",
    "networkx",
    "platformdirs",
    "streamlit",
    "typst",
    "numpy",
    "pyoxigraph",
    "pip",
    "venv",
    "runpy",
)
FURTHER = ("sitecustomize", "usercustomize", "trosol", "_pytest", "pytest", "encodings")


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """An ecosystem's folder full of modules that leave a mark when they are imported."""
    folder = tiny(tmp_path / "tiny")
    for name in (*SHADOWS, *FURTHER):
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / ('OWNED-' + name))!r}, 'w')\n", encoding="utf-8")
    return folder


def owned(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.glob("OWNED-*"))


def ran(folder: Path, *command: object, **more: str) -> subprocess.CompletedProcess[str]:
    keep = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, env={**keep, **more}, capture_output=True, text=True, check=False)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers there."""
    for _ in range(5 * HANG):
        with suppress(OSError), urllib.request.urlopen(address, timeout=HANG):
            return
        assert process.poll() is None, "it ended"
        time.sleep(0.2)
    pytest.fail("it did not start")


def stand_in(tmp_path: Path) -> Path:
    """An environment in which everything is installed already, as after a first start: this one's python."""
    place = tmp_path / "env"
    (place / "bin").mkdir(parents=True)
    (place / "bin" / "python").write_text(
        f'#!/bin/sh\nPYTHONPATH={ROOT / "graph"} exec {sys.executable} "$@"\n', encoding="utf-8"
    )
    (place / "bin" / "python").chmod(0o755)
    return place


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_start_runs_no_module_of_the_working_folder(trapped: Path, tmp_path: Path) -> None:
    place = stand_in(tmp_path)
    sys_path = ROOT / "start.py"
    import hashlib

    for path in (ROOT / "requirements" / "run.txt", ROOT / "requirements" / "test.txt", ROOT / "pyproject.toml"):
        wanted = hashlib.sha256(path.read_bytes()).hexdigest()
        (place / f"{path.name}.installed").write_text(wanted, encoding="utf-8")
    for words in (("check", "."), ("query", ".", "ask.rq"), ("test", "--version")):
        (trapped / "ask.rq").write_text("ASK {}", encoding="utf-8")
        done = ran(trapped, sys.executable, sys_path, *words, TROSOL_VENV=str(place))
        assert done.returncode == 0, (words, done.stderr[-800:])
        assert owned(trapped) == [], words


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_the_first_start_makes_its_environment_without_them(trapped: Path, tmp_path: Path) -> None:
    """venv and pip are started as well; here it stops at pip, which has nowhere to fetch from."""
    off = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    done = ran(trapped, sys.executable, ROOT / "start.py", "check", ".", TROSOL_VENV=str(tmp_path / "new"), **off)
    assert done.returncode == 1
    assert "Set-up stopped at" in done.stderr
    assert (tmp_path / "new" / "bin" / "python").exists()
    assert owned(trapped) == []


@pytest.mark.exhaustive
def test_the_command_that_is_installed_runs_none_either(trapped: Path) -> None:
    command = Path(sys.executable).parent / "trosol"
    if not command.exists():
        pytest.skip("trosol is not installed here as a command")
    (trapped / "ask.rq").write_text("ASK {}", encoding="utf-8")
    for words in (("check", "."), ("query", ".", "ask.rq")):
        assert ran(trapped, command, *words).returncode == 0
        assert owned(trapped) == [], words
    port = free_port()
    keep = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    serve = (str(command), "dashboard", ".", "--port", str(port), "--no-browser")
    with subprocess.Popen(serve, cwd=trapped, env=keep, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        finally:
            process.terminate()
    assert owned(trapped) == []


def written(word: ast.expr) -> str | None:
    """A text as it is written; None for what is no constant."""
    return str(word.value) if isinstance(word, ast.Constant) else None


def starts(path: Path) -> list[list[str | None]]:
    """The words of every list or tuple that begins with a python and goes on with more; None for what is no constant."""
    found: list[list[str | None]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) > 1:
            first = ast.unparse(node.elts[0])
            if re.search(r"sys\.executable|\bPYTHON\b", first):
                found.append([written(each) for each in node.elts[1:]])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and re.search(r"sys\.executable|\bPYTHON\b", ast.unparse(node.args[0])):
            found.append([written(each) for each in node.args[1:]])
    return [words for words in found if "-m" in words or "-c" in words]


@pytest.mark.exhaustive
def test_every_python_that_is_started_with_a_module_leaves_the_working_folder_out() -> None:
    paths = [
        ROOT / "start.py",
        *(ROOT / "graph").rglob("*.py"),
        *(ROOT / "dashboard").rglob("*.py"),
        *(ROOT / "docs").glob("*.py"),
    ]
    found = {str(path.relative_to(ROOT)): words for path in paths for words in starts(path)}
    assert {"start.py", "graph/trosol/workers/process.py", "graph/trosol/findings/processes/process_pool.py"} <= set(found)
    assert not {name: words for name, words in found.items() if "-P" not in words}
