"""The one page of the dashboard that pages of others may frame: a view of the map, read-only, and only for origins named at the start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from trosol.errors import Problem, WrongUse, shorten

__all__ = ["EMBED", "Embedding", "embed_headers", "embed_origins"]

EMBED = "/embed"
"""Its path."""

_ORIGIN = re.compile(r"(https?)://([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::([1-9][0-9]{0,4}))?/?")


@dataclass(frozen=True)
class Embedding:
    """``page``: makes the page for a query; None where nobody may frame it. ``told``: headers of that page."""

    page: Callable[[str], bytes]
    told: Mapping[bytes, bytes]


def embed_origins(given: Sequence[str]) -> tuple[str, ...]:
    """Origins as browsers write them, each once. Raises :class:`WrongUse` for what is none: a pattern, a path, a name alone.

    >>> embed_origins(["https://Intranet.example/", "http://localhost:3000"])
    ('https://intranet.example', 'http://localhost:3000')
    """
    found = []
    for text in given:
        match = _ORIGIN.fullmatch(text)
        if match is None or int(match[3] or 1) > 65535:
            raise WrongUse(
                Problem(
                    "origin-bad",
                    f"'{shorten(text)}' is no origin of a page.",
                    "Write scheme and host of the page that shows the map, e.g. https://intranet.example.",
                )
            )
        usual = {"http": "80", "https": "443"}[match[1]]
        found.append(f"{match[1]}://{match[2].lower()}" + (f":{match[3]}" if match[3] and match[3] != usual else ""))
    return tuple(dict.fromkeys(found))


def embed_headers(scripts: Iterable[str], origins: Iterable[str]) -> dict[bytes, bytes]:
    """Headers of the page: who may frame it, and that it has no origin of its own, so that it can ask and read nothing.

    ``scripts``: hashes of those that stand in it; no other runs.
    """
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(origins) or "'none'",
        "sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox",
    }
    told = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
    }
    return {name.encode(): value.encode() for name, value in told.items()}
