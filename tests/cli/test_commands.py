"""Every verb as people call it: results to standard output, talk to standard error, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from builders import files_for_examples, rows_with, tiny
from conftest import ROOT, WALES
from picked import few_first
from ports import HANG
from trosol.cli.main import VERBS, main


def trosol(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trosol", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=HANG,
    )


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_help_has_a_tested_example(verb: str) -> None:
    shown = trosol(verb, "--help")
    assert shown.returncode == 0
    example = VERBS[verb].example
    assert example.replace(" ", "") in "".join(shown.stdout.split())
    assert "--json" in shown.stdout


@pytest.mark.parametrize("verb", few_first(sorted(set(VERBS) - {"dashboard"}), ("gatekeepers", "import", "show")))
def test_every_example_runs_from_an_empty_folder(verb: str, tmp_path: Path) -> None:
    words = shlex.split(VERBS[verb].example)[1:]
    files_for_examples(tmp_path, verb)
    done = trosol(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "--output" in words


@pytest.mark.parametrize("verb", few_first(sorted(set(VERBS) - {"dashboard"}), ("ask", "export", "leverage", "new")))
def test_every_example_speaks_json(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files_for_examples(tmp_path, verb)
    monkeypatch.chdir(tmp_path)
    assert main([*shlex.split(VERBS[verb].example)[1:], "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["frobnicate"],
        ["show", WALES],
        ["show", WALES, "comissioners"],
        ["show", "no-such-place", "x"],
        ["export", WALES, "--format", "docx"],
        ["networks"],
        ["dashboard", "--port", "ninety"],
        ["dashboard", "--port", "70000", "--no-browser"],
        ["check", "no-such-place"],
        ["check", WALES, "--source-text", "no-such-file.txt"],
    ],
)
def test_wrong_use_is_exit_2_with_a_way_out_and_no_traceback(words: list[str]) -> None:
    done = trosol(*words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_problems_found_are_exit_1_and_named(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "broken", claims=rows_with("claims", 1, "predicate", "stiffles"))
    done = trosol("check", str(folder))
    assert done.returncode == 1
    assert "claims.csv:2:predicate" in done.stdout
    as_json = json.loads(trosol("check", str(folder), "--json").stdout)
    assert as_json["problems"][0]["file"] == "claims.csv"
    assert as_json["problems"][0]["row"] == 2


def test_a_broken_ecosystem_opens_no_dashboard(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "broken", entities=rows_with("entities", 1, "type", "Nobody"))
    done = trosol("dashboard", str(folder), "--no-browser")
    assert done.returncode == 1
    assert "entities.csv:2:type" in done.stderr


def test_show_has_the_claims_their_evidence_and_voices() -> None:
    shown = json.loads(trosol("show", WALES, "commissioners", "--json").stdout)
    assert shown["label"] == "Commissioners"
    named = [s for s in shown["statements"] if s["predicate"] == "gatekeeps"]
    assert named and all(s["evidence"] and s["voices"] for s in named)
    assert any(s["hedge"] == "often" for s in named)


def test_show_takes_a_label_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", WALES, "middle MANAGERS"]) == 0
    assert "middle-managers" in capsys.readouterr().out


def test_an_unknown_entity_comes_with_the_nearest_ones() -> None:
    assert "commissioners" in trosol("show", WALES, "comissioners").stderr


def test_an_export_goes_to_standard_output_or_to_a_file(tmp_path: Path) -> None:
    direct = trosol("export", WALES, "--format", "ntriples")
    path = tmp_path / "w.nt"
    assert trosol("export", WALES, "--format", "ntriples", "--output", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8") == direct.stdout


def test_an_export_into_a_missing_folder_is_refused(tmp_path: Path) -> None:
    done = trosol("export", WALES, "--format", "json", "--output", str(tmp_path / "nowhere" / "w.json"))
    assert done.returncode == 1
    assert "file-unwritable" in done.stderr


def test_help_is_quick_to_load() -> None:
    heavy = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "trosol", "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert not [name for name in ("pandas", "streamlit", "networkx", "rdflib", "pyoxigraph", "rich") if f"| {name}" in heavy]
