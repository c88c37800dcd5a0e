"""Tests that could be lost without anybody noticing: marked for running and not called a test, or hidden by another of the same name."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

FILES = sorted((ROOT / "tests").rglob("*.py"))
CLOCKS = {"perf_counter", "monotonic", "perf_counter_ns", "monotonic_ns"}
ONLY_FOR_TESTS = ("parametrize", "given", "mark", "example")


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def words(decorator: ast.expr) -> set[str]:
    return {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(decorator)
        if isinstance(node, ast.Attribute | ast.Name)
    }


def test_what_is_marked_for_running_is_called_a_test(trees: dict[str, ast.Module]) -> None:
    lost = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test")
        if any(words(decorator) & set(ONLY_FOR_TESTS) for decorator in node.decorator_list)
    ]
    assert lost == []


def test_no_test_is_hidden_by_another_of_its_name(trees: dict[str, ast.Module]) -> None:
    twice: dict[str, int] = {}
    for name, tree in trees.items():
        places: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
        for place in places:
            times = Counter(node.name for node in place.body if isinstance(node, ast.FunctionDef))
            twice.update({f"{name} {each}": number for each, number in times.items() if number > 1})
    assert twice == {}


def test_every_test_asserts_something(trees: dict[str, ast.Module]) -> None:
    """By an assertion, by an error that it expects, or by a helper that does so."""

    def asserts(node: ast.AST) -> bool:
        return any(isinstance(each, ast.Assert) or (isinstance(each, ast.Call) and may_fail(each)) for each in ast.walk(node))

    def may_fail(call: ast.Call) -> bool:
        checked = any(keyword.arg == "check" and ast.unparse(keyword.value) == "True" for keyword in call.keywords)
        return checked or bool(words(call.func) & {"raises", "fail", "call_and_validate"})

    helpers = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test") and asserts(node)
    }
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not asserts(node)
        if not any(isinstance(each, ast.Call) and words(each.func) & {*helpers, "given"} for each in ast.walk(node))
    ]
    assert silent == []


MADE_OF_OTHERS = {"range", "enumerate", "zip", "product", "sorted", "reversed", "list", "set", "tuple", "dict"}
MADE_OF_OTHERS |= {"pairwise", "combinations", "permutations", "items", "keys", "values", "split", "splitlines"}


def only_in_loops(tree: ast.Module) -> list[int]:
    """Lines of tests whose assertions all stand in loops that may have no turn, and then assert nothing.

    A loop has one over what is written out there, or over ``one_or_more(…)``. With made-up examples, one without turns is nothing.
    """
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    bodies = [tree.body, *(each.body for each in functions)]
    every = [node for body in bodies for node in body if isinstance(node, ast.Assign)]
    written = {target.id: node.value for node in every for target in node.targets if isinstance(target, ast.Name)}

    def has_a_turn(over: ast.expr, depth: int = 0) -> bool:
        match over:
            case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts) | ast.Dict(parts):
                return bool(parts)
            case ast.Constant(value):
                return bool(value)
            case ast.Name(name):
                return depth < 5 and name in written and has_a_turn(written[name], depth + 1)
            case ast.Call(ast.Name("one_or_more")):
                return True
            case ast.Call(ast.Attribute(of, name), []) if name in MADE_OF_OTHERS:
                return has_a_turn(of, depth)
            case ast.Call(ast.Name(name) | ast.Attribute(_, name), parts) if name in MADE_OF_OTHERS:
                return bool(parts) and all(has_a_turn(part, depth) for part in parts)
        return False

    def asserts(node: ast.AST) -> bool:
        if isinstance(node, ast.Raise):
            return node.exc is not None and "AssertionError" in words(node.exc)
        return isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and bool(words(node.func) & {"raises", "fail"}))

    def sure(node: ast.AST, turns: bool = True) -> Iterator[bool]:
        """Of each assertion below, whether it is reached."""
        if asserts(node):
            yield turns
        turns = turns and not isinstance(node, ast.While) and not (isinstance(node, ast.For) and not has_a_turn(node.iter))
        for each in ast.iter_child_nodes(node):
            yield from sure(each, turns)

    tried = [each for each in functions if not any("given" in words(decorator) for decorator in each.decorator_list)]
    return [each.lineno for each in tried if (reached := list(sure(each))) and not any(reached)]


def test_no_test_asserts_only_in_loops_that_may_have_no_turn(trees: dict[str, ast.Module]) -> None:
    assert {name: lines for name, tree in trees.items() if (lines := only_in_loops(tree))} == {}


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("for x in told(): assert x", [1]),
        ("for x in one_or_more(told()): assert x", []),
        ("for x in (1, 2): assert x", []),
        ("for x in zip((1, 2), told()): assert x", [1]),
        ("for x in one_or_more(told()):\n  for y in x: assert y", [1]),
        ("assert told()\n for x in told(): assert x", []),
        ("while told(): assert told()", [1]),
    ],
)
def test_the_look_for_loops_sees_them(body: str, lines: list[int]) -> None:
    assert only_in_loops(ast.parse(f"def test_it():\n {body}")) == lines


def clock_told(tree: ast.Module) -> list[int]:
    """Lines of assertions that compare a wall clock with anything but the time after which something counts as hanging."""

    def reads(node: ast.AST) -> set[str]:
        return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in ast.walk(node)}

    found = []
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        timed = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and reads(node.value) & CLOCKS
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        found += [
            node.lineno
            for node in ast.walk(function)
            if isinstance(node, ast.Assert) and reads(node.test) & {*CLOCKS, *timed} and "HANG" not in reads(node.test)
        ]
    return found


def test_no_test_is_decided_by_the_clock(trees: dict[str, ast.Module]) -> None:
    clocked = {
        str(path.relative_to(ROOT)) for path in FILES if any(clock in path.read_text(encoding="utf-8") for clock in CLOCKS)
    }
    assert clocked
    assert {name: lines for name, tree in trees.items() if name in clocked and (lines := clock_told(tree))} == {}


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("begin = perf_counter()\n assert perf_counter() - begin < 1", [3]),
        ("took = time.monotonic() - begin\n assert took < 1", [3]),
        ("begin = time.monotonic()\n assert time.monotonic() - begin < HANG", []),
        ("begin = spent()\n assert spent() - begin < 1", []),
    ],
)
def test_the_look_for_clocks_sees_them(body: str, lines: list[int]) -> None:
    assert clock_told(ast.parse(f"def test_it():\n {body}")) == lines


def test_the_files_are_all_there() -> None:
    assert Path(__file__) in FILES
