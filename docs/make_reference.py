"""Write docs/reference anew: one page per measure and finding from its docstring, and the commands from their ``--help``.

Run it with the environment of the tests: ``.venv/bin/python docs/make_reference.py``. A test compares the files with what this makes.
"""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path
from textwrap import dedent
from unittest.mock import patch

FOLDER = Path(__file__).resolve().parent / "reference"
_ROLE = re.compile(r":(?:class|func|mod|data):`~?(?:[\w.]*\.)?(\w+)`")


def prose(text: str) -> str:
    """A docstring as Markdown: roles and double backticks become code, examples become blocks."""
    lines: list[str] = []
    inside = False
    for line in dedent(text).strip().splitlines():
        example = line.lstrip().startswith((">>>", "...")) or (inside and line.strip() != "")
        if example != inside:
            lines.append("```python" if example else "```")
            inside = example
        lines.append(line if inside else _ROLE.sub(r"`\1`", line).replace("``", "`"))
    return "\n".join([*lines, "```"] if inside else lines)


def page(name: str, thing: object) -> str:
    """The page of one function."""
    first, _, rest = inspect.getdoc(thing).partition("\n")
    signature = f"{name}{inspect.signature(thing)}"
    signature = re.sub(r"'", "", signature)
    signature = re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", signature)  # where it lies in memory is another each time
    module = f"{thing.__module__}"
    return f"# {name}\n\n{prose(first)}\n\n```python\nfrom {module} import {name}\n{signature}\n```\n\n{prose(rest)}\n"


def measures() -> dict[str, str]:
    """Pages of the measures, and their index."""
    from trosol import measures as layer

    names = sorted(n for n in layer.__all__ if n[:1].islower())
    pages = {f"measures/{name}.md": page(name, getattr(layer, name)) for name in names}
    rows = [f"| [{n}]({n}.md) | {prose(inspect.getdoc(getattr(layer, n)).partition(chr(10))[0])} |" for n in names]
    head = "# Measures\n\nPure functions on any networkx graph. `trosol measure FILE --measure NAME` runs any of them on a plain file.\n"
    pages["measures/README.md"] = "\n".join([head, "| measure | in one line |", "|---|---|", *rows, ""])
    return pages


def findings() -> dict[str, str]:
    """Pages of the findings, and their index."""
    from trosol import findings as layer

    names = sorted(n for n in layer.__all__ if n[:1].islower())
    pages = {f"findings/{name}.md": page(name, getattr(layer, name)) for name in names}
    rows = [f"| [{n}]({n}.md) | {prose(inspect.getdoc(getattr(layer, n)).partition(chr(10))[0])} |" for n in names]
    head = "# Findings\n\nAnswers for people: every rank with its band, its claims, its voices and a sentence. Each is a command of the same name.\n"
    pages["findings/README.md"] = "\n".join([head, "| finding | in one line |", "|---|---|", *rows, ""])
    return pages


def commands() -> dict[str, str]:
    """The page of the commands."""
    from trosol.cli.main import VERBS, build_parser

    with patch.dict(os.environ, COLUMNS="100"):  # as wide as that, whatever the terminal
        parser = build_parser()
        subparsers = parser._subparsers._group_actions[0].choices
        parts = ["# Commands", "", "Made from `trosol --help`.", "", "```", parser.format_help().strip(), "```", ""]
        for verb in VERBS:
            parts += [f"## trosol {verb}", "", "```", subparsers[verb].format_help().strip(), "```", ""]
    return {"commands.md": "\n".join(parts)}


def render() -> dict[str, str]:
    """Every page: path below docs/reference to text."""
    return {**measures(), **findings(), **commands()}


if __name__ == "__main__":
    for name, text in render().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
