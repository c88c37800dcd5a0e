"""The names under which the dashboard answers: hosts and origins with their ports, written out, so that asking is comparing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["Own"]

_HERE = ("127.0.0.1", "localhost")
_NAME = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::([1-9][0-9]{0,4}))?")
_USUAL = {"http": "80", "https": "443"}


@dataclass(frozen=True)
class Own:
    """``hosts``: what a request may say in ``Host``; ``origins``: what it may say in ``Origin``. Both in small letters."""

    hosts: frozenset[str]
    origins: frozenset[str]

    @classmethod
    def of(cls, port: int, names: Sequence[str] = ()) -> Own:
        """Own names of this machine at a port, and names of a proxy in front.

        A proxy's name stands for its usual ports and the dashboard's own; ``name:port`` for that port only. Raises
        :class:`WrongUse` for what is no name.

        >>> sorted(Own.of(8501, ["trosol.example:8443"]).hosts)
        ['127.0.0.1:8501', 'localhost:8501', 'trosol.example:8443']
        """
        hosts: set[str] = set()
        origins: set[str] = set()
        for name in _HERE:
            hosts |= _written(name, str(port), "80")
            origins |= {f"http://{each}" for each in _written(name, str(port), "80")}
        for given in names:
            found = _NAME.fullmatch(given)
            if found is None or int(found[2] or 1) > 65535:
                raise WrongUse(
                    Problem(
                        "name-bad",
                        f"'{shorten(given)}' is no host name.",
                        "Write it without scheme or path, e.g. trosol.example.",
                    )
                )
            name, at = found[1].lower(), found[2]
            for scheme, usual in _USUAL.items():
                for each in (at,) if at else (usual, str(port)):
                    hosts |= _written(name, each, usual) | {f"{name}:{each}"}
                    origins |= {f"{scheme}://{one}" for one in _written(name, each, usual)}
        return cls(frozenset(hosts), frozenset(origins))


def _written(name: str, port: str, usual: str) -> set[str]:
    """A name with its port, as browsers write it: without the port where that is the usual one."""
    return {name} if port == usual else {f"{name}:{port}"}
