"""A process that works out findings for the one that started it: ``python -m trosol.findings.processes.finding_process``, by pipes.

It ends with its standard input, so that none outlives the program that it works for.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import IO, Any

__all__ = ["main"]

_COURTESY = 3
"""How far a worker stands back (``nice``) from those who draw screens."""


def main() -> int:
    """Say which code this is, then answer until nothing more comes."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    if hasattr(os, "nice"):
        os.nice(_COURTESY)
    from trosol import findings
    from trosol.findings.fingerprint import fingerprint

    for name in findings.__all__:  # so that no answer waits for what it needs
        getattr(findings, name)
    _tell(told, fingerprint())
    held: dict[str, Any] = {}
    while True:
        try:
            message = pickle.load(asked)  # of the process that started this one
        except EOFError:
            return 0
        _tell(told, _answer(message, held))


def _tell(told: IO[bytes], what: Any) -> None:
    pickle.dump(what, told, protocol=5)
    told.flush()


def _answer(message: tuple[bool, dict[str, bytes], bytes], held: dict[str, Any]) -> tuple[str, Any]:
    """``("found", bytes)``, or ``("refused", (kind, problems))`` for what the finding refuses, or ``("failed", reason)``."""
    from trosol.errors import TrosolError, WrongUse
    from trosol.findings.cache import kept
    from trosol.findings.processes.pickled import packed, snapshot_in, unpacked

    afresh, snapshots, question = message
    if afresh:
        held.clear()
    try:
        held.update({digest: snapshot_in(data) for digest, data in snapshots.items()})
        finding, snapshot, args, options = unpacked(question, held.__getitem__)
        return "found", packed(kept(snapshot, finding, *args, **options))[0]
    except TrosolError as error:
        return "refused", (WrongUse if isinstance(error, WrongUse) else TrosolError, tuple(error.problems))
    except Exception as error:  # told by the process that asked, which tries it itself
        return "failed", f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())
