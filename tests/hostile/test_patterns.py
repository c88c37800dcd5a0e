"""Every pattern that texts of strangers are looked through with takes time in proportion to their length, whatever they hold."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from importlib import import_module

import pytest

from conftest import ROOT
from picked import few_first

PACKAGE = ROOT / "graph"
LOOKS = {"search", "sub", "subn", "findall", "finditer", "split", "match", "fullmatch"}
ANYWHERE = LOOKS - {"match", "fullmatch"}
LONG = 60_000
MAX_CPU = 2.0
"""Seconds of processor time; what tries each place anew takes ten and more for so long a text."""
REPEATED = (
    "x",
    "7",
    " ",
    "\t",
    "\n",
    ".",
    "-",
    "_",
    "/",
    "<",
    ">",
    '"',
    "'",
    "&",
    "#",
    "%",
    "$",
    "{",
    "(",
    "[",
    "\\",
    "\x00",
    "é",
    "x ",
    "x.",
    "a=",
    "ab1",
    "_x",
    "<a ",
    "&#",
    "{x",
    '"x',
    "x-",
    "x:",
    "@x",
    "x,",
    ", ",
    "\r\n",
    "1,",
    "x\n",
)
ENDS = ("", "!", "\n")
BOUNDED = {"trosol.read.numbers._LITERAL": 1_000}
"""Patterns that are shown no more than so many characters."""


def patterns() -> Iterator[tuple[str, str]]:
    """Module and name of each pattern that is made once, with whatever looks through texts with it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "re.compile(" not in text:
            continue
        tree = ast.parse(text)
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "re.compile":
                yield module, ast.unparse(node.targets[0])


def used(module: str, name: str) -> set[str]:
    """By which methods the pattern looks, where it is used in its own module."""
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == name and node.attr in LOOKS
    }


PATTERNS = list(patterns())


@pytest.mark.parametrize(("module", "name"), few_first(PATTERNS, PATTERNS[::8]), ids=lambda value: value.removeprefix("trosol."))
def test_a_long_text_takes_no_longer_than_it_is(module: str, name: str) -> None:
    if module.startswith("trosol.spark"):
        pytest.importorskip("pyspark")
    pattern = getattr(import_module(module), name)
    assert isinstance(pattern, re.Pattern)
    looks = used(module, name) or LOOKS
    look = pattern.search if looks & ANYWHERE else pattern.fullmatch
    for end in ENDS:
        for each in REPEATED:
            # A shorter one first: what takes a second for it would take minutes for the other.
            for most in (LONG // 10, LONG):
                text = each * (min(most, BOUNDED.get(f"{module}.{name}", LONG)) // len(each)) + end
                given = text.encode() if isinstance(pattern.pattern, bytes) else text
                began = time.process_time()
                if look is pattern.search:
                    for _ in pattern.finditer(given):
                        pass
                else:
                    look(given)
                assert time.process_time() - began < max(1.0, MAX_CPU * most / LONG), f"{each!r} repeated, then {end!r}"


def test_there_are_patterns_to_try() -> None:
    assert len(list(patterns())) > 40
