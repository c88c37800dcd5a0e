"""``trosol dashboard``: start Streamlit on this machine only, with safe settings, and open a browser."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from trosol.cli.output import print_json, say
from trosol.errors import Problem, WrongUse
from trosol.resources import STORE
from trosol.web import (
    ADDRESS,
    MAX_MESSAGE,
    Embedding,
    EndedSessions,
    Guard,
    Own,
    embed_headers,
    embed_origins,
    headers,
    inline_scripts,
    settings,
)
from trosol.web.moved_screens import MOVED

if TYPE_CHECKING:
    from trosol.read.sources import Reading

__all__ = ["ADDRESS", "arguments", "free_port", "run", "settings", "show"]

_FIRST_PORT, _PORTS = 8501, 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", nargs="?", default="wales-social-care-2022", help="shipped name, folder or file")
    parser.add_argument("--edit", action="store_true", help="let the screen Extend write into the ecosystem's folder (with undo)")
    parser.add_argument("--port", type=int, metavar="N", help=f"port to use; the first free one from {_FIRST_PORT} if not given")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="answer under this host name too (behind a proxy)"
    )
    parser.add_argument(
        "--embed", action="append", default=[], metavar="ORIGIN", help="let pages of this origin show views of the map, read-only"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def run(options: argparse.Namespace) -> int:
    """Check that the ecosystem loads, then serve until stopped."""
    from trosol.read.sources import read_ecosystem

    reading = read_ecosystem(options.ecosystem)
    if options.edit and not (reading.path and reading.path.is_dir()):
        raise WrongUse(
            Problem(
                "not-editable", "Only a folder of tables can be edited.", "Bring the file into a folder with `trosol import`."
            )
        )
    if reading.path is None:
        with tempfile.TemporaryDirectory(prefix="trosol-") as folder:
            options.ecosystem = _written(reading, Path(folder))
            # What the store held now is shown; from here on everything comes from that file.
            os.environ.pop(STORE, None)
            return _served(options, reading)
    return _served(options, reading)


def _written(reading: Reading, folder: Path) -> str:
    from trosol.export import export
    from trosol.store.snapshot import Snapshot

    path = folder / f"{reading.records.dataset.name}.ttl"
    path.write_bytes(export(Snapshot.of(reading), "turtle"))
    return str(path)


def _served(options: argparse.Namespace, reading: Reading) -> int:
    from trosol.resources import dashboard_dir

    Own.of(options.port or _FIRST_PORT, options.name)
    origins = embed_origins(options.embed)
    port = free_port(options.port, _FIRST_PORT)
    address = f"http://{ADDRESS}:{port}"
    os.environ["TROSOL_ECOSYSTEM"] = str(reading.path if options.edit else options.ecosystem)
    os.environ["TROSOL_EDIT"] = "yes" if options.edit else ""
    os.environ["TROSOL_EMBED"] = "yes" if origins else ""  # so that the map offers it; who may is decided by what stands here
    if options.json:
        print_json({"address": address, "ecosystem": reading.records.dataset.name})
    say(f"Trosol shows {reading.records.dataset.name} at {address}  (stop with Ctrl+C)")
    return show(str(dashboard_dir() / "app.py"), port, browser=not options.no_browser, names=options.name, embed=origins)


def show(script: str, port: int, *, browser: bool, names: Sequence[str] = (), embed: Sequence[str] = ()) -> int:
    """Serve until stopped; open a browser where wished.

    ``names``: of hosts that it answers to besides this machine's own; ``embed``: origins of pages that may show views of the map.
    """
    own = Own.of(port, names)
    if browser:
        threading.Thread(target=_open_when_ready, args=(port, f"http://{ADDRESS}:{port}"), daemon=True).start()
    return _serve(script, port, own, embed)


def _serve(script: str, port: int, own: Own, embed: Sequence[str] = ()) -> int:
    import uvicorn

    application = _application(script, port, own, embed)
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            host=ADDRESS,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws_max_size=MAX_MESSAGE,
            ws_per_message_deflate=False,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=3,
        )
    )
    # Whoever stops it is answered by a quiet end, with what lies in temporary folders taken away.
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)}
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # its terminal is closed
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda *_: server.handle_exit(signal.SIGTERM, None))
    try:
        server.run()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    return 0 if server.started else 1


def shut_files(config: ModuleType) -> None:
    """Let no file set Streamlit's options: a folder that somebody brought, or one's home, says nothing about who may talk to it."""
    vars(config)["get_config_files"] = lambda _name: []


def _application(script: str, port: int, own: Own, embed: Sequence[str] = ()) -> Guard:
    """Streamlit's application with settings that nobody else can change, behind the guard."""
    import streamlit
    from streamlit import config, file_util, net_util
    from streamlit.runtime import memory_session_storage

    from trosol.views.maps.explorer_page import explorer_frame
    from trosol.views.maps.vis_network import frame_page

    # Asked by a page of another origin, Streamlit would look up this machine's outside address at somebody else's server.
    net_util.get_external_ip = lambda: None
    shut_files(config)
    hosts = tuple(sorted({host.partition(":")[0] for host in own.hosts}))
    config.get_config_options(force_reparse=True, options_from_flags=settings(port, hosts))
    vars(memory_session_storage)["MemorySessionStorage"] = EndedSessions
    _warm(Path(script).parent)
    sys.argv = [script]
    app = streamlit.App(script)
    static = Path(file_util.get_static_dir())
    told = headers(inline_scripts((static / "index.html").read_text(encoding="utf-8"), frame_page(), explorer_frame()))
    now = {each.stem for each in Path(script).with_name("screens").glob("*.py")} - {"overview"}
    screens = {name.replace("_", "-") for name in (*now, *MOVED)}
    files = {each.name for each in static.iterdir() if each.is_file()} - {"index.html"}

    def held() -> int:
        files: dict[str, dict[str, Any]] = getattr(app._runtime and app._runtime.uploaded_file_mgr, "file_storage", {})
        return sum(len(file.data) for each in list(files.values()) for file in list(each.values()))

    return Guard(app, own, told, held, frozenset(f"/{name}" for name in ("", *screens, *files)), _embedding(embed))


def _embedding(origins: Sequence[str]) -> Embedding | None:
    """What pages of others may frame; None where none was named."""
    if not origins:
        return None
    from trosol.views.maps.explorer_page import explorer_frame

    page = import_module("embedded_map").embedded_map  # from the folder of the dashboard
    return Embedding(page, embed_headers(inline_scripts(explorer_frame()), origins))


def _warm(folder: Path) -> None:
    """Import what screens need and begin what the overview shows, before anybody comes."""
    sys.path.insert(0, str(folder))
    from warm_up import warm

    warm(say)


def free_port(wanted: int | None, first: int) -> int:
    """The port that is wanted, or the first free one from ``first`` on. Raises :class:`WrongUse` for one that is taken."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise WrongUse(Problem("port-bad", f"{wanted} is no port.", "Use a number from 1024 to 65535."))
        if not _free(wanted):
            raise WrongUse(
                Problem("port-taken", f"Port {wanted} is in use.", f"Leave out --port, or try --port {_first_free(wanted + 1)}.")
            )
        return wanted
    return _first_free(first)


def _first_free(start: int) -> int:
    for port in range(start, min(start + _PORTS, 65536)):
        if _free(port):
            return port
    raise WrongUse(
        Problem("port-taken", f"No port from {start} on is free.", "Stop another program, or name a port with --port.")
    )


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _open_when_ready(port: int, address: str) -> None:
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex((ADDRESS, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)
