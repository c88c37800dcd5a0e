"""What is made of many values says what each of them is: no class is called with eight or more of them by position."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from conftest import ROOT

MOST = 7


def by_position(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of every class that is called with more than :data:`MOST` values by position; a starred one stands for two at least."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            number = sum(2 if isinstance(each, ast.Starred) else 1 for each in node.args)
            if number > MOST and (name.lstrip("_")[:1].isupper() or name == "cls"):
                yield node.lineno, name


def test_it_finds_what_it_looks_for() -> None:
    text = (
        "a = Row(1, 2, 3, 4, 5, 6, 7, 8)\nb = m._Row(1, 2, 3, 4, 5, 6, *c)\nd = row(1, 2, 3, 4, 5, 6, 7, 8)\ne = Row(1, 2, x=3)"
    )
    assert list(by_position(text)) == [(1, "Row"), (2, "_Row")]


def test_many_values_are_named() -> None:
    files = sorted((ROOT / "graph" / "trosol").rglob("*.py"))
    found = {str(path.relative_to(ROOT)): list(by_position(path.read_text(encoding="utf-8"))) for path in files}
    assert not {path: calls for path, calls in found.items() if calls}
