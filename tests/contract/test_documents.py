"""What documents say is true: commands run, links lead somewhere, counts are those of the data, every error code has its paragraph."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from builders import files_for_examples
from conftest import ROOT, WALES
from picked import few_first
from ports import HANG
from trosol.check.check_run import counts, counts_in_words
from trosol.cli.main import VERBS, main
from trosol.read.sources import read_ecosystem

DOCUMENTS = sorted(
    p
    for p in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("data/**/*.md"),
        *ROOT.glob("ontology/**/*.md"),
        *ROOT.glob("requirements/*.md"),
    )
)


def commands() -> list[tuple[str, str]]:
    found = []
    for path in DOCUMENTS:
        # Their commands follow one from another or need a server, and have tests of their own.
        if path.name in ("tutorial-researcher.md", "recipes.md", "tutorial-coding.md", "stores.md", "clusters.md"):
            continue
        for block in re.findall(r"```(?:\w*)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            found += [(path.name, line) for line in block.splitlines() if line.startswith("trosol ") and _ends(line)]
    # The examples of the verbs run in tests/cli already.
    examples = {verb.example for verb in VERBS.values()}
    return sorted({(document, command) for document, command in found if command not in examples})


def _ends(command: str) -> bool:
    """Whether the command ends by itself, rather than when somebody stops it."""
    return command.split()[1] not in ("dashboard", "serve", "mcp") or "--check" in command


@pytest.mark.parametrize(("document", "command"), few_first(commands(), commands()[::4]))
def test_every_documented_command_runs(document: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files_for_examples(tmp_path, command.split()[1])
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)[1:]) == 0


EXAMPLES = ROOT / "docs" / "examples"


@pytest.mark.parametrize("path", few_first(sorted(EXAMPLES.glob("*.py")), [EXAMPLES / "strategist.py"]), ids=lambda p: p.stem)
def test_every_example_runs_from_anywhere(path: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    done = subprocess.run(
        [sys.executable, str(path)], cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=HANG
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 8


def test_the_python_that_documents_show_runs() -> None:
    shown = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "programs.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    for block in shown:
        exec(compile(block, "programs.md", "exec"), {})


def test_the_notebook_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 5
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "notebook.md", None, 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert not said, "".join(said)
    assert (tmp_path / "wales.graphml").exists()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    here = [target.partition("#")[0] for target in targets if not target.startswith(("http://", "https://", "#", "mailto:"))]
    assert not [target for target in here if not (path.parent / target).exists()]


def test_the_readme_counts_are_those_of_the_data() -> None:
    shown = re.search(r"<!-- counts:.*?-->\n(.*?)\n<!-- end -->", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == counts_in_words(counts(read_ecosystem(WALES)))


def test_every_verb_is_in_the_readme_or_tutorial() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in DOCUMENTS)
    assert not [verb for verb in VERBS if f"trosol {verb}" not in text and f"start.py {verb}" not in text]


def codes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "graph").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:Problem|QueryRefused|LineRefused)\(\s*"([a-z-]+)"', text))
        found |= set(re.findall(r'self\.file\(\s*"([a-z-]+)"', text))
    return found


def test_every_error_code_has_its_paragraph() -> None:
    headings = set(re.findall(r"^### (\S+)$", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert not codes() - headings, codes() - headings


def test_no_committed_text_names_a_registry_or_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")
    wrong = []
    for name in tracked:
        path = ROOT / name
        if path.suffix in (".png", ".xlsx") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if re.search(r"files\.python" + r"hosted|py" + r"pi\.org|registry\.npm" + r"js|deb\.deb" + r"ian", text):
            wrong.append(name)
    assert not wrong
