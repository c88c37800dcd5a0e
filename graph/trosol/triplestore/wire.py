"""One request to a store and its answer, within limits. Nothing else is ever asked: no redirect is followed, no proxy is used."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit
from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, parse_http_list, parse_keqv_list

from trosol.errors import Problem, TrosolError, shorten
from trosol.triplestore.address import PASSWORD, SECONDS, USER, Address

__all__ = ["JSON", "NTRIPLES", "StoreRefused", "Wire"]

JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"

_FORM, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-update"
_SHOWN = 4000


class StoreRefused(TrosolError):
    """The store answered that it will not. ``costly``: less at once might do."""

    def __init__(self, problem: Problem, *, costly: bool) -> None:
        """Hold the problem and whether to try with less."""
        super().__init__(problem)
        self.costly = costly


class Wire:
    """Asks one store. Each request has a connection of its own; used by one thread at a time."""

    def __init__(self, address: Address) -> None:
        """Nothing is asked yet."""
        self.address = address
        self._digests: dict[str, tuple[AbstractDigestAuthHandler, dict[str, str]]] = {}
        self._basic: set[str] = set()
        self.requests, self.received = 0, 0
        self._begun: float | None = None

    def ask(self, query: str, accept: str = JSON, graphs: Sequence[str] = ()) -> bytes:
        """The answer to a query, in the form ``accept``. ``graphs``: the graphs that it is about, where it names none.

        Raises :class:`StoreRefused` where the store says no, :class:`TrosolError` where it cannot be asked or answers beyond a limit.
        """
        fields = [("query", query), *(("default-graph-uri", graph) for graph in graphs)]
        return self._post(self.address.query, urlencode(fields).encode(), _FORM, accept)

    def change(self, update: str) -> None:
        """Send an update. Raises as :meth:`ask` does."""
        self._post(self.address.update, update.encode(), _UPDATE, "")

    def _post(self, url: str, body: bytes, kind: str, accept: str) -> bytes:
        for last in (False, True):
            self._count()
            status, headers, content = self._once(url, body, kind, accept)
            self.received += len(content)
            if status != 401 or last or not self._can_log_in(url, headers):
                break
        self._check(status, headers, content)
        if accept and headers.get_content_type() != accept:
            raise TrosolError(
                Problem(
                    "store-answer",
                    f"What answers there sends {shorten(headers.get_content_type(), 60)}, not {accept}.",
                    "Give the address that answers SPARQL queries; a page for people is another one.",
                )
            )
        return content

    def _count(self) -> None:
        """One request more, if that is not beyond all bounds: a store that never comes to an end is not asked for ever."""
        bounds, now = self.address.bounds, time.monotonic()
        self._begun = now if self._begun is None else self._begun
        too_many = self.requests >= bounds.requests
        if too_many or self.received > bounds.total_size or now - self._begun > bounds.total_seconds:
            took = f"{self.requests:,} requests, {self.received // 1024 // 1024:,} MiB and {(now - self._begun) / 60:.0f} minutes"
            raise TrosolError(
                Problem(
                    "store-endless",
                    f"After {took} the store has still not given everything.",
                    "Look for a limit of rows in the store's settings, or read an ecosystem that is smaller.",
                )
            )
        self.requests += 1

    def _once(self, url: str, body: bytes, kind: str, accept: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        bounds, parts = self.address.bounds, urlsplit(url)
        host, target = str(parts.hostname), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = (
            http.client.HTTPSConnection(host, parts.port, timeout=bounds.seconds, context=ssl.create_default_context())
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, parts.port, timeout=bounds.seconds)
        )
        headers = {"Content-Type": kind, "Connection": "close", "Accept-Encoding": "identity", "Accept": accept or "*/*"}
        headers |= self._credentials(url, body)
        late = threading.Event()
        line: list[socket.socket] = []

        def stop() -> None:
            # A server that sends a byte now and then never runs into the time limit of a socket.
            late.set()
            for each in line or [connection.sock]:
                with contextlib.suppress(OSError, AttributeError):
                    each.shutdown(socket.SHUT_RDWR)

        clock = threading.Timer(bounds.seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            connection.connect()
            line.append(connection.sock)  # once an answer has begun, the connection no longer knows it
            if late.is_set():
                raise TimeoutError
            connection.request("POST", target, body, headers)
            response = connection.getresponse()
            if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
                raise TrosolError(
                    Problem(
                        "store-answer", "The store sends a packed answer that nobody asked for.", "Switch that off in the store."
                    )
                )
            content = response.read(bounds.size + 1)
            if late.is_set():
                raise TimeoutError
            if response.length and len(content) <= bounds.size:
                raise http.client.IncompleteRead(b"")
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            raise self._unreachable(host, error, late=late.is_set() or isinstance(error, TimeoutError)) from None
        finally:
            clock.cancel()
            connection.close()
        if len(content) > bounds.size:
            raise StoreRefused(
                Problem(
                    "store-too-large",
                    f"The store's answer is larger than {bounds.size // 1024 // 1024} MiB.",
                    "Ask for less: add LIMIT, or name an ecosystem that is smaller.",
                ),
                costly=True,
            )
        return response.status, response.headers, content

    def _unreachable(self, host: str, error: Exception, *, late: bool) -> TrosolError:
        if late:
            seconds = self.address.bounds.seconds
            return StoreRefused(
                Problem(
                    "store-time",
                    f"The store did not answer within {seconds:g} seconds.",
                    f"Try again when it is less busy, or set {SECONDS} to more.",
                ),
                costly=True,
            )
        reason = "it broke off in the middle of its answer"
        if isinstance(error, ssl.SSLError):
            reason = "its certificate cannot be trusted, or it does not speak https"
        elif isinstance(error, (ConnectionRefusedError, socket.gaierror)):
            reason = "nothing answers there"
        elif isinstance(error, http.client.BadStatusLine) or not isinstance(error, (OSError, http.client.IncompleteRead)):
            reason = "what answers there does not speak HTTP as it should"
        return TrosolError(
            Problem(
                "store-unreachable", f"The store at {host} cannot be asked: {reason}.", "Check the address, and that it runs."
            )
        )

    def _check(self, status: int, headers: http.client.HTTPMessage, content: bytes) -> None:
        """Raise for every answer that is not a plain yes."""
        if 200 <= status < 300:
            return
        if 300 <= status < 400:
            raise TrosolError(
                Problem(
                    "store-redirects",
                    f"The store sends on to another address (HTTP {status}), and Trosol asks only the one that was named.",
                    "If you trust that other address, name it with --store.",
                )
            )
        if status in (401, 403):
            given = "The store does not let this user in" if self.address.user else "The store wants a user and a password"
            raise TrosolError(
                Problem("store-login", f"{given} (HTTP {status}).", f"Set {USER} and {PASSWORD} in the environment.")
            )
        said = ""
        if headers.get_content_type() in ("text/plain", "application/json"):
            lines = content[:_SHOWN].decode("utf-8", "replace").strip().splitlines()
            said = f": {shorten(self._without_secrets(lines[0]), 200)}" if lines else ""
        remedy = "Give the address that answers SPARQL queries, e.g. …/query or …/sparql." if status in (404, 405) else ""
        raise StoreRefused(
            Problem("store-refused", f"The store refuses (HTTP {status}){said}.", remedy or "See what the store's own log says."),
            costly=status in (400, 413, 414, 429) or status >= 500,
        )

    def _without_secrets(self, text: str) -> str:
        for secret in (self.address.password, b64encode(f"{self.address.user}:{self.address.password}".encode()).decode()):
            text = text.replace(secret, "…") if self.address.password else text
        return text

    def _credentials(self, url: str, body: bytes) -> dict[str, str]:
        """What the store asked for before, so that it need not ask each time."""
        if url in self._digests:
            handler, challenge = self._digests[url]
            found = handler.get_authorization(Request(url, body, method="POST"), challenge)
            return {"Authorization": f"Digest {found}"} if found else {}
        if url in self._basic:
            pair = f"{self.address.user}:{self.address.password}".encode()
            return {"Authorization": f"Basic {b64encode(pair).decode()}"}
        return {}

    def _can_log_in(self, url: str, headers: http.client.HTTPMessage) -> bool:
        """Whether the store asks for a user in a way that can be met; how to is kept for the next request."""
        if not self.address.user:
            return False
        offers = {text.partition(" ")[0].lower(): text.partition(" ")[2] for text in headers.get_all("WWW-Authenticate") or ()}
        if "digest" in offers:
            known = HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, url, self.address.user, self.address.password)
            handler = AbstractDigestAuthHandler(known)
            try:
                challenge = parse_keqv_list([part for part in parse_http_list(offers["digest"]) if "=" in part])
                usable = handler.get_authorization(Request(url, b"", method="POST"), challenge) is not None
            except (ValueError, KeyError, IndexError):
                usable = False
            if usable:
                self._digests[url] = (handler, challenge)
                return True
        if "basic" not in offers:
            return False
        if urlsplit(url).scheme != "https" and not _is_this_machine(str(urlsplit(url).hostname)):
            raise TrosolError(
                Problem(
                    "store-login",
                    "The store wants the password in the clear, over a line that is not private.",
                    "Use an https address, or a tunnel to it from this machine (127.0.0.1).",
                )
            )
        self._basic.add(url)
        return True


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
