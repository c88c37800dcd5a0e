"""The main job with nothing installed but run.txt: every screen, every command; what needs an extra asks for it.

``python tests/supply/main_job.py commands screens`` in an environment of run.txt alone (``.ci/run`` makes one), or with ``--pretend`` in that of the
tests: then no package can be imported but those of run.txt. Prints what went wrong, and how much was tried.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ECOSYSTEMS = ("wales-social-care-2022", "circular-textiles-vellana")
VIEWS = (
    ("gatekeepers", "doors"),
    ("gatekeepers", "gates"),
    ("gatekeepers", "together"),
    ("priorities", "drives"),
    ("priorities", "prompts"),
    ("map", "around"),
    ("map", "network"),
    ("extend", "bring"),
    ("extend", "data"),
)
HERE = "wales-social-care-2022"
ASKS = (
    (f"brief {HERE} --output brief.pdf", "pdf", "typst"),
    (f"brief {HERE} --output brief.docx", "word", "docx"),
    (f"export {HERE} --format parquet --output wales", "parquet", "pyarrow"),
    (f"serve {HERE} --check", "serve", "uvicorn|fastapi|mimeparse"),
    (f"mcp {HERE} --check", "mcp", "mcp"),
    ("measure edges.csv --measure sampled_betweenness", "scale", "networkit"),
    ("measure edges.csv --measure pagerank --engine spark", "spark", "pyspark|py4j"),
)
"""Commands that need an extra, which one, and the package that is told to be missing."""
BESIDE = (
    *(f"brief {HERE} --output brief.{form}" for form in ("html", "md", "json")),
    *(
        f"export ./interviews --format {form} --output out.{ending}"
        for form, ending in (("turtle", "ttl"), ("jsonld", "jsonld"), ("trig", "trig"), ("xlsx", "xlsx"), ("graphml", "graphml"))
    ),
    *(
        f"import {name} --into my-region --preview"
        for name in ("interviews", "interviews.xlsx", "out.ttl", "out.jsonld", "out.xlsx")
    ),
    "--help",
    "--version",
)


class Gate:
    """Imports nothing but the standard library, what is Trosol's own, and what run.txt holds."""

    def __init__(self) -> None:
        held = set(re.findall(r"(?m)^([a-z0-9.-]+)==", (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")))
        names = {module: {re.sub(r"[-_.]+", "-", each).lower() for each in by} for module, by in packages_distributions().items()}
        self.shut = {module for module, by in names.items() if not by & held} - {"trosol"}

    def find_spec(self, name: str, *_more: object) -> None:
        """Refuse what is shut; leave the rest to those who come after."""
        if name.partition(".")[0] in self.shut:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def screens() -> Iterator[tuple[str, str]]:
    """Open every screen; give its name and what went wrong, if anything did."""
    from streamlit.testing.v1 import AppTest

    logging.disable(logging.WARNING)
    names = sorted(path.stem for path in (ROOT / "dashboard" / "screens").glob("*.py"))
    for ecosystem in ECOSYSTEMS:
        for screen, view in (*((name, "") for name in names), *VIEWS):
            app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=300)
            app.query_params["ecosystem"] = ecosystem
            app.run()
            if screen != "overview":
                app.switch_page(f"screens/{screen}.py")
                app.query_params["ecosystem"] = ecosystem
                if view:
                    app.query_params["view"] = view
                app.run()
            wrong = [str(each.value)[:300] for each in (*app.exception, *app.error)]
            if screen == "brief" and "--with pdf" not in (shown := " ".join(str(each.value) for each in app.markdown)):
                wrong += [] if '"trosol[pdf]"' in shown else ["it does not say how to save as PDF"]
            yield f"{ecosystem}/{screen} {view}", "; ".join(wrong)


def said(words: Sequence[str]) -> tuple[int, str]:
    """Run a command in this process; its exit code, and what it says to those who watch."""
    from trosol.cli.main import main

    told = io.StringIO()
    with redirect_stderr(told), redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        try:
            code = main(list(words))
        except SystemExit as stop:
            code = int(stop.code or 0)
        except Exception as error:  # a traceback is what must not be
            code, _ = 99, print(f"{type(error).__name__}: {error}", file=told)
    return code, told.getvalue()


def commands() -> Iterator[tuple[str, str]]:
    """Run the example of every verb, and what needs an extra; give the command and what went wrong, if anything did."""
    from builders import files_for_examples
    from trosol.cli.main import VERBS
    from trosol.extras import command_for

    asking = {shlex.split(line)[0] for line, _, _ in ASKS if shlex.split(line)[0] in ("serve", "mcp")}
    lines = [about.example.partition(" ")[2] for verb, about in VERBS.items() if verb not in {"dashboard", *asking}]
    for number, line in enumerate((*(each for each in lines if ".pdf" not in each), *BESIDE)):
        place = Path("beside" if line in BESIDE else f"example-{number}")
        if not place.exists():
            place.mkdir()
            files_for_examples(place, "import" if line in BESIDE else shlex.split(line)[0])
        with chdir(place):
            code, told = said(shlex.split(line))
        yield line, "" if code == 0 else f"{code}: {told[-300:]}"
    files_for_examples(Path(), "measure")
    for line, extra, package in ASKS:
        code, told = said(shlex.split(line))
        wanted = (
            rf"'({package})', which is not installed\. Install it with: {re.escape(command_for(extra))} \[extra-missing\]\s*$"
        )
        yield line, "" if code == 2 and re.search(wanted, told) else f"{code}: {told[-300:]}"


def main() -> int:
    """Try everything."""
    if "--pretend" in sys.argv:
        gate: Any = Gate()
        sys.meta_path.insert(0, gate)
        assert {"pyarrow", "typst", "vl_convert", "docx", "fastapi", "mcp", "networkit", "requests"} <= gate.shut
    parts = {"commands": commands, "screens": screens}
    chosen = [parts[word] for word in sys.argv[1:] if word in parts]
    sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "tests")]
    tried, wrong = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        (Path(folder) / "work").mkdir()
        with chdir(Path(folder) / "work"):
            for what, problem in (each for part in chosen for each in part()):
                tried += 1
                if problem:
                    wrong += 1
                    print(f"{what}: {problem}")
    print(f"{tried} tried, {wrong} went wrong")
    return 0 if tried and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
