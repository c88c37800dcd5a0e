"""Who may ask: programs and people of this machine, pages of the server's own and of origins that were named; no other page.

A browser says where a request comes from (``Sec-Fetch-Site``, ``Origin``, in old ones ``Referer``), and no page can make it say
something else. A program says nothing of the kind, and may ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from trosol.errors import Problem
from trosol.serve.problem_details import refused

__all__ = ["Strangers", "stranger"]

_LOOPBACK = ("127.0.0.1", "localhost")
_LOOKED_AT = ("/entity/", "/claim/")
_PAGES = ("/", "/ontology", "/style.css", "/sparql")
_PORTS = {"http": 80, "https": 443}


class Strangers:
    """Refuses, before anything is done, what comes under a foreign name or from a foreign page."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], origins: tuple[str, ...], headers: Mapping[str, str]) -> None:
        """``hosts``: names under which it answers; ``origins``: whose pages may ask; ``headers``: of every refusal."""
        self._app, self._hosts, self._origins, self._headers = app, hosts, origins, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        found = stranger(scope, self._hosts, self._origins)
        if found is None:
            await self._app(scope, receive, send)
            return
        answer = refused(found, 400 if found.code == "host-unknown" else 403)
        answer.headers.update({**self._headers, "cache-control": "no-store", "connection": "close"})
        await answer(scope, receive, send)


def stranger(scope: Scope, hosts: tuple[str, ...], origins: tuple[str, ...]) -> Problem | None:
    """Why a request is not answered; None where it may be."""
    given: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    host = given.get("host", [])
    if len(host) != 1 or not _is_own(host[0], hosts, (scope.get("server") or ("", None))[1]):
        return Problem(
            "host-unknown",
            "This server does not answer under that name.",
            "Use the address that it printed when it started; --name adds another name.",
        )
    if _may_ask(scope, given, host[0], origins):
        return None
    return Problem(
        "page-foreign",
        "A page of somebody else's asked for this, and nothing is worked out for those.",
        "Type or paste the address yourself; --cors names an origin whose pages may ask.",
    )


def _is_own(host: str, hosts: tuple[str, ...], port: int | None) -> bool:
    """Whether it is one of the names; a name of this machine goes with the server's own port, one of a proxy with any."""
    place = _place("http://" + host)
    if place is None or any(sign in host for sign in "/@?#\\ \t,"):
        return False
    name, given = place
    return name in hosts and (name not in _LOOPBACK or port is None or given == port)


def _may_ask(scope: Scope, given: Mapping[str, list[str]], host: str, origins: tuple[str, ...]) -> bool:
    origin, site = given.get("origin", []), given.get("sec-fetch-site", [])
    if len(origin) > 1 or len(site) > 1:
        return False
    if origin and origin[0] in origins:
        return True
    if origin and origin[0] != "null" and not _same(origin[0], host):
        return False
    if site:
        return site[0] in ("same-origin", "none") or _is_a_visit(scope, given)
    if origin:
        return origin[0] != "null"
    came = given.get("referer", [])
    return not came or (len(came) == 1 and _same(came[0], host)) or _looks(scope)


def _is_a_visit(scope: Scope, given: Mapping[str, list[str]]) -> bool:
    """Whether somebody follows a link to a page that is there to be looked at: it costs no more than a glance into a table."""
    whole = given.get("sec-fetch-mode") == ["navigate"] and given.get("sec-fetch-dest") == ["document"]
    return whole and "origin" not in given and _looks(scope)


def _looks(scope: Scope) -> bool:
    path = scope["path"]
    plain = scope["method"] in ("GET", "HEAD") and not scope["query_string"]
    return plain and (path in _PAGES or path.startswith(_LOOKED_AT))


def _same(address: str, host: str) -> bool:
    """Whether an address begins with the host that was asked."""
    scheme = urlsplit(address).scheme if "://" in address else ""
    return scheme in _PORTS and _place(address) == _place(f"{scheme}://{host}")


def _place(address: str) -> tuple[str, int] | None:
    """Host and port of an address; None where it has none."""
    try:
        parts = urlsplit(address)
        return (parts.hostname, parts.port or _PORTS[parts.scheme]) if parts.hostname else None
    except (ValueError, KeyError):
        return None
