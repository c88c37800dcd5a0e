"""No text that comes with data is used as a pattern: ``.format`` and ``%`` stand on texts of the program alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from conftest import ROOT

FILES = sorted([*(ROOT / "graph").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])

REASONS = {
    ("graph/trosol/spark/spark_results.py", "self.rows.write.format(_WRITERS[ending])"): "names a writer of Spark, fills no text",
    ("graph/trosol/talk.py", "logging.getLogger(self._name).warning(text, *values)"): "its callers are looked at instead",
}
"""Calls that look like it and are not, each with why."""


def texts_of(tree: ast.Module) -> set[str]:
    """Names of a module that hold texts of its own: a text, or a table of them."""
    named = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        value = getattr(node, "value", None)
        if value is not None and (_literal(value) or (isinstance(value, ast.Dict) and all(map(_literal, value.values)))):
            named |= {target.id for target in targets if isinstance(target, ast.Name)}
    return named


def _literal(node: ast.expr) -> bool:
    """A text as it stands, or ``Markup`` of one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup" and node.args:
        return _literal(node.args[0])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _literal(node.left) and _literal(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def filled_in(text: str) -> Iterator[tuple[int, str]]:
    """Where a text that is not the program's own is used as a pattern."""
    tree = ast.parse(text)
    own = texts_of(tree)

    def is_own(node: ast.expr) -> bool:
        name = node.value if isinstance(node, ast.Subscript) else node
        return _literal(node) or (isinstance(name, ast.Name) and name.id in own)

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            kind, first = node.func.attr, node.args[0] if node.args else None
            if (kind in ("format", "format_map", "vformat", "safe_substitute", "substitute") and not is_own(node.func.value)) or (
                kind in ("warning", "error", "info", "debug", "critical", "exception", "log")
                and len(node.args) > 1
                and first is not None
                and not is_own(first)
                and _is_log(node.func.value)
            ):
                yield node.lineno, ast.unparse(node)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("eval", "exec", "compile", "format")
        ) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and not _is_remainder(node) and not is_own(node.left)):
            yield node.lineno, ast.unparse(node)


def _is_log(node: ast.expr) -> bool:
    return "log" in ast.unparse(node).casefold() or "talk" in ast.unparse(node).casefold()


def _is_remainder(node: ast.BinOp) -> bool:
    """Whether it can only be a remainder: by a number, or by what is named as a count in :data:`COUNTS`."""
    return (isinstance(node.right, ast.Constant) and isinstance(node.right.value, int | float)) or (
        ast.unparse(node.right) in COUNTS
    )


COUNTS = {"across"}
"""What remainders are taken of, besides plain numbers."""


@pytest.fixture(scope="module")
def everywhere() -> list[tuple[str, int, str]]:
    """File, line and call of each place, of all files."""
    assert len(FILES) > 300
    return [
        (path.relative_to(ROOT).as_posix(), line, call)
        for path in FILES
        for line, call in filled_in(path.read_text(encoding="utf-8"))
    ]


def test_patterns_are_texts_of_the_program(everywhere: list[tuple[str, int, str]]) -> None:
    assert [(name, line, call) for name, line, call in everywhere if (name, call) not in REASONS] == []


@pytest.mark.parametrize(
    "code",
    [
        "title.format(a=1)",
        "question.title(language).format(**names)",
        "title.format_map(names)",
        "title % names",
        "f(x) % (1, 2)",
        "Template(title).substitute(names)",
        "logger.warning(title, 1)",
        "TEXTS = read()\nTEXTS['a'].format(1)",
        "Markup(title).format(1)",
        "format(title, width)",
    ],
)
def test_the_look_sees_them(code: str) -> None:
    assert list(filled_in(code))


@pytest.mark.parametrize("code", ["'{a}'.format(a=title)", "'%s' % title", "T = 'a {b}'\nT.format(b=title)", "number % 2"])
def test_and_leaves_others_alone(code: str) -> None:
    assert not list(filled_in(code))


def test_reasons_are_still_needed(everywhere: list[tuple[str, int, str]]) -> None:
    assert set(REASONS) <= {(name, call) for name, _, call in everywhere}
