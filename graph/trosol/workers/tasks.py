"""What a worker may be started for: functions of this package by a short name, and nothing else.

Each is called once with what the worker is started with (values, bytes), before the door closes, and gives back the function that
answers: values and bytes in, values and bytes out. It has to load whatever it will ever need, for later nothing can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["TASKS", "Work", "prepared"]

Work = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]

TASKS = {
    "rdf": "trosol.rdf.tasks:prepare",
    "checks": "trosol.check.tasks:prepare",
    "query": "trosol.sparql.worker:prepare",
}
"""Module and function, by the name of the task. Modules of higher layers, which only the worker's own process imports."""


def prepared(name: str, values: dict[str, Any], content: bytes) -> Work:
    """The function that answers. Raises KeyError for a task that there is not."""
    module, _, function = TASKS[name].partition(":")
    work: Work = getattr(import_module(module), function)(values, content)
    return work
