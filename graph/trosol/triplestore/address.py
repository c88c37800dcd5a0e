"""Which store: its addresses, who asks, and how much one request may cost."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from trosol.errors import Problem, WrongUse, shorten
from trosol.resources import STORE

__all__ = ["PASSWORD", "SECONDS", "UPDATE", "USER", "Address", "StoreBounds", "chosen_store", "named_store", "parse_address"]

UPDATE, USER, PASSWORD, SECONDS = f"{STORE}_UPDATE", f"{STORE}_USER", f"{STORE}_PASSWORD", f"{STORE}_SECONDS"

_KIND = "sparql:"
_PRINTED = re.compile(r"[!-~]{1,2000}")
_REPOSITORY = re.compile(r"/repositories/[^/]+/?")


@dataclass(frozen=True, slots=True)
class StoreBounds:
    """What one reading or writing may cost.

    ``requests``, ``total_size`` and ``total_seconds``: of all that is asked of the store by one command, in number, bytes and time.
    ``seconds``: wall clock of one request. ``size``: bytes of one answer. ``triples``: of one ecosystem. ``whole``: up to so many
    triples are asked for in one answer, ``page``: rows of a page where there are more, or where the store gives fewer; ``batch``: triples
    sent at once. Pages and batches become smaller where a store does not take so many.
    """

    seconds: float = 60.0
    size: int = 256 * 1024 * 1024
    triples: int = 20_000_000
    whole: int = 1_000_000
    page: int = 50_000
    batch: int = 10_000
    requests: int = 10_000
    total_size: int = 16 * 1024 * 1024 * 1024
    total_seconds: float = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store takes queries and updates, and who asks. The password is never shown."""

    query: str
    update: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    bounds: StoreBounds = StoreBounds()

    def __str__(self) -> str:
        """The address of its queries."""
        return self.query


def chosen_store() -> Address | None:
    """The store that the environment names (``--store`` writes it there for the time of a command); None where it names none."""
    text = os.environ.get(STORE, "").strip()
    return parse_address(text) if text else None


def named_store(otherwise: str = "or set TROSOL_STORE in the environment") -> Address:
    """The chosen store. Raises :class:`WrongUse` where none is, saying what to do ``otherwise``."""
    address = chosen_store()
    if address is None:
        raise WrongUse(
            Problem(
                "store-address",
                "No store is named.",
                f"Add --store sparql:URL with the address of its queries, {otherwise}.",
            )
        )
    return address


def parse_address(text: str, update: str = "", bounds: StoreBounds | None = None) -> Address:
    """The address of a store from ``sparql:http://…``; the rest comes from the environment or is guessed.

    Raises :class:`WrongUse` for what is no such address. User and password are taken from the environment alone.

    >>> parse_address("sparql:http://127.0.0.1:7878/query").update
    'http://127.0.0.1:7878/update'
    """
    if not text.startswith(_KIND):
        raise WrongUse(
            Problem(
                "store-address",
                "A store is named by 'sparql:' and the address of its queries.",
                "Write e.g. --store sparql:http://127.0.0.1:7878/query.",
            )
        )
    query = _web_address(text.removeprefix(_KIND))
    given = update or os.environ.get(UPDATE, "").strip()
    return Address(
        query,
        _web_address(given.removeprefix(_KIND)) if given else _guessed(query),
        os.environ.get(USER, ""),
        os.environ.get(PASSWORD, ""),
        bounds or StoreBounds(seconds=_seconds()),
    )


def _web_address(text: str) -> str:
    """The address, if it is one of the web and holds no password. What was typed is not repeated: it may hold one."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or not _PRINTED.fullmatch(text) or parts.fragment:
        raise WrongUse(
            Problem(
                "store-address",
                "The address of the store is not one of http or https.",
                "Write e.g. --store sparql:http://127.0.0.1:7878/query, without spaces and without #.",
            )
        )
    if "@" in parts.netloc:
        raise WrongUse(
            Problem(
                "store-address",
                "The address of the store holds a user name or a password, which others on this machine could see.",
                f"Take it out of the address, and set {USER} and {PASSWORD} in the environment.",
            )
        )
    return text


def _guessed(query: str) -> str:
    """Where a store of that kind takes updates: Oxigraph and Fuseki, GraphDB and RDF4J, or, as Virtuoso does, in the same place."""
    parts = urlsplit(query)
    path = parts.path
    if path.endswith("/query"):
        path = path.removesuffix("query") + "update"
    elif _REPOSITORY.fullmatch(path[path.find("/repositories/") :]) and "/repositories/" in path:
        path = path.rstrip("/") + "/statements"
    return urlunsplit(parts._replace(path=path))


def _seconds() -> float:
    text = os.environ.get(SECONDS, "").strip() or "60"
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise WrongUse(
            Problem(
                "option-range", f"{SECONDS} is '{shorten(text, 20)}'.", "Give the seconds that one request may take, up to 3600."
            )
        )
    return seconds
