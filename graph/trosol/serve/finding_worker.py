"""What the worker of findings does: it holds an ecosystem and works out findings of it for whoever asks over HTTP.

What is on the user's disk is read, and nothing is put there: what strangers ask for does not push out what the user keeps.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.findings.cache import looked_up
from trosol.findings.processes.pickled import snapshot_in
from trosol.workers.tasks import Work

__all__ = ["FINDINGS", "prepare"]

FINDINGS = (
    "gatekeepers",
    "centrality",
    "leverage",
    "horizons",
    "pathways",
    "scenario",
    "portfolio",
    "matrix",
    "voices",
    "next_evidence",
)
"""What may be asked for: methods of :class:`trosol.ecosystem.Ecosystem`."""


def prepare(_values: dict[str, Any], content: bytes) -> Work:
    """Take the snapshot, which comes from the process that started this one, and build its networks."""
    ecosystem = Ecosystem(snapshot_in(content), through=looked_up)
    for name in ecosystem.networks:
        with contextlib.suppress(TrosolError):
            ecosystem.network(name)

    def work(asked: dict[str, Any], _content: bytes) -> tuple[dict[str, Any], bytes]:
        if asked["name"] not in FINDINGS:
            raise ValueError(asked["name"])
        options = {name: tuple(value) if isinstance(value, list) else value for name, value in asked["options"].items()}
        found = getattr(ecosystem, asked["name"])(*asked["first"], **options).to_json()
        return {}, json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")

    return work
