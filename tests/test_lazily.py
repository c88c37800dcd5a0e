"""Packages whose names load when they are asked for: each is there, is what it is called, and is told to type checkers too."""

from __future__ import annotations

import ast
from importlib import import_module
from inspect import getsource
from types import ModuleType
from typing import Any

import pytest


@pytest.mark.parametrize("package", ["trosol.findings", "trosol.measures"])
def test_each_name_is_there_and_no_folder_takes_its_place(package: str) -> None:
    here = import_module(package)
    tree = ast.parse(getsource(here))
    told = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    own = {node.targets[0].id for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    assert set(here.__all__) - own == told - {"TYPE_CHECKING", "lazily"}
    for name in here.__all__:
        assert not isinstance(getattr(here, name), ModuleType), name
    with pytest.raises(AttributeError, match="nonsense"):
        _ = here.nonsense


def test_a_folder_that_is_loaded_later_does_not_hide_its_function() -> None:
    findings: Any = import_module("trosol.findings")
    folder = import_module("trosol.findings.leverage")
    findings.leverage = folder
    assert callable(findings.leverage)
    assert "leverage" in dir(findings)
