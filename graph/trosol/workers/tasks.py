"""What a worker may be started for: functions of this package by a short name, and nothing else.

Each is called once with what the worker is started with (values, bytes), before the door closes, and gives back the function that
answers: values and bytes in, values and bytes out. It has to load whatever it will ever need, for later nothing can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

__all__ = ["TASKS", "Task", "Work", "prepared"]

Work = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does.

    ``function``: module and name; a module of a higher layer, which only the worker's own process imports. ``copied``: each piece of
    work runs in a copy of the process where the system has such, so that what the worker holds is loaded once. ``shut``: nothing can
    be opened once it is prepared. ``environment``: what it has to know of the environment besides where programs are. ``does``: what
    it is for, as people are told.
    """

    function: str
    does: str
    copied: bool = False
    shut: bool = True
    environment: tuple[str, ...] = ()


TASKS = {
    "rdf": Task("trosol.rdf.rdf_tasks:prepare", "reads RDF"),
    "checks": Task("trosol.check.check_tasks:prepare", "runs shapes and checks"),
    "documents": Task("trosol.coding.document_tasks:prepare", "reads documents"),
    "query": Task("trosol.sparql.query_worker:prepare", "answers queries", copied=True),
    "queries": Task("trosol.sparql.query_worker:prepare", "answers queries"),
    # Our own code over a snapshot that was read: it looks for results on disk, where the user keeps them.
    "finding": Task(
        "trosol.serve.finding_worker:prepare",
        "works out findings",
        copied=True,
        shut=False,
        environment=("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "TROSOL_CACHE"),
    ),
}
"""By the name of the task."""


def prepared(task: Task, values: dict[str, Any], content: bytes) -> Work:
    """The function that answers."""
    module, _, function = task.function.partition(":")
    work: Work = getattr(import_module(module), function)(values, content)
    return work
