"""``trosol serve``: SPARQL, linked data and JSON over HTTP, on this machine only."""

from __future__ import annotations

import argparse
import threading
import time
from typing import TYPE_CHECKING, Any

from trosol.cli.dashboard import ADDRESS, free_port
from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, WrongUse
from trosol.extras import needs_extra

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["arguments", "run"]

_FIRST_PORT = 8601
_DOORS = (
    "/health",
    "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
    "/void",
    "/ontology",
    "/api/entities",
    "/api/questions",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("--port", type=int, metavar="N", help=f"port to use; the first free one from {_FIRST_PORT} if not given")
    parser.add_argument("--cors", action="append", default=[], metavar="ORIGIN", help="let pages of this origin read from here")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="answer under this host name too (behind a proxy)"
    )
    parser.add_argument("--check", action="store_true", help="start, ask every door once, say how it went, and stop")


def run(options: argparse.Namespace) -> int:
    """Load, then answer until stopped."""
    from trosol.ecosystem import Ecosystem
    from trosol.sparql import pool_of

    with needs_extra("serve"):
        import uvicorn

        from trosol.serve import Access, Findings, application
    for origin in options.cors:
        if not origin.startswith(("http://", "https://")) or origin.count("/") != 2:
            raise WrongUse(
                Problem("origin-bad", f"'{origin[:80]}' is no origin.", "Write scheme and host, e.g. --cors https://example.org.")
            )
    port = free_port(options.port, _FIRST_PORT)
    with steps(1) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
    findings = Findings(ecosystem)
    app = application(ecosystem, Access(("127.0.0.1", "localhost", *options.name), tuple(options.cors)), findings)
    for warm in (pool_of(ecosystem.snapshot).warm, findings.warm):
        threading.Thread(target=warm, daemon=True).start()
    server = uvicorn.Server(_settings(app, port))
    address = f"http://{ADDRESS}:{port}"
    if options.check:
        return _check(server, address, options.json)
    if options.json:
        print_json({"address": address, "ecosystem": ecosystem.dataset.name, "snapshot": ecosystem.digest})
    say(f"Trosol answers for {ecosystem.dataset.name} at {address}  (stop with Ctrl+C)")
    server.run()
    return 0


def _settings(app: FastAPI, port: int) -> Any:
    import uvicorn

    from trosol.serve.connections import Careful

    return uvicorn.Config(
        app,
        host=ADDRESS,
        port=port,
        http=Careful,
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
    )


def _check(server: Any, address: str, as_json: bool) -> int:
    """Ask every door once, as a client from outside would."""
    from urllib.error import HTTPError, URLError
    from urllib.request import urlopen

    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and thread.is_alive() and time.monotonic() < end:
        time.sleep(0.05)
    found = []
    with steps(len(_DOORS)) as advance:
        for door in _DOORS:
            name = door.partition("?")[0]
            advance(f"asking {name}")
            begin = time.monotonic()
            try:
                with urlopen(address + door, timeout=30) as reply:
                    status, size = reply.status, len(reply.read())
            except HTTPError as error:
                status, size = error.code, 0
            except URLError:
                status, size = 0, 0
            found.append({"door": name, "status": status, "bytes": size, "seconds": time.monotonic() - begin})
    server.should_exit = True
    thread.join(timeout=10)
    well = all(each["status"] == 200 for each in found)
    if as_json:
        print_json({"address": address, "well": well, "doors": found})
    else:
        rows = [[each["door"], each["status"], f"{each['bytes']:,}", f"{each['seconds']:.2f}"] for each in found]
        print(table(["door", "status", "bytes", "seconds"], rows))
        print("\nEvery door answers." if well else "\nNot every door answers.")
    return 0 if well else 1
