"""Names of a package that load only when they are first asked for, so that one command does not load what the others need."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["lazily"]


def lazily(package: str, modules: Mapping[str, Sequence[str]]) -> None:
    """Let a package have these names, those that stand beside a module below it from there.

    Where a name is that of a function and of the folder that it stands in, as ``leverage`` in ``trosol.findings``, it is the function.
    """
    names = {name: f"{package}.{module}" for module, own in modules.items() for name in own}

    class Lazy(ModuleType):
        def __getattr__(self, name: str) -> Any:
            if name not in names:
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            found = self.__dict__[name] = getattr(import_module(names[name]), name)
            return found

        def __setattr__(self, name: str, value: object) -> None:
            if not (name in names and isinstance(value, ModuleType)):  # Python names a folder in its package when it is loaded
                super().__setattr__(name, value)

        def __dir__(self) -> list[str]:
            return sorted({*self.__dict__, *names})

    sys.modules[package].__class__ = Lazy
