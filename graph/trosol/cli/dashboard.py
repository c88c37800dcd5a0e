"""``trosol dashboard``: start Streamlit on this machine only, with safe settings, and open a browser."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say
from trosol.errors import Problem, WrongUse
from trosol.resources import STORE

if TYPE_CHECKING:
    from trosol.read.ecosystem import Reading

__all__ = ["ADDRESS", "arguments", "free_port", "run", "settings", "show"]

ADDRESS = "127.0.0.1"
_FIRST_PORT, _PORTS = 8501, 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", nargs="?", default="wales-social-care-2022", help="shipped name, folder or file")
    parser.add_argument("--edit", action="store_true", help="let the screen Extend write into the ecosystem's folder (with undo)")
    parser.add_argument("--port", type=int, metavar="N", help=f"port to use; the first free one from {_FIRST_PORT} if not given")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="answer under this host name too (behind a proxy)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def settings(port: int) -> dict[str, str]:
    """Streamlit's settings: this machine only, nothing sent out, no details of errors in pages, small uploads."""
    return {
        "server.address": ADDRESS,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        # Looking for cycles after each screen stops all others for a tenth of a second; Python looks by itself often enough.
        "runner.postScriptGC": "false",
        "server.maxUploadSize": "20",
        "server.enableXsrfProtection": "true",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": ADDRESS,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "theme.light.primaryColor": "#0b5f59",
        "theme.light.backgroundColor": "#ffffff",
        "theme.light.secondaryBackgroundColor": "#eef4f2",
        "theme.light.textColor": "#10201f",
        "theme.light.linkColor": "#0b5cad",
        "theme.light.borderColor": "#8aa09d",
        "theme.dark.primaryColor": "#7fd6cb",
        "theme.dark.backgroundColor": "#101918",
        "theme.dark.secondaryBackgroundColor": "#1a2625",
        "theme.dark.textColor": "#eaf2f0",
        "theme.dark.linkColor": "#9ccaff",
        "theme.dark.borderColor": "#7d918e",
    }


def run(options: argparse.Namespace) -> int:
    """Check that the ecosystem loads, then serve until stopped."""
    from trosol.read.ecosystem import read_ecosystem

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

    port = free_port(options.port, _FIRST_PORT)
    address = f"http://{ADDRESS}:{port}"
    os.environ["TROSOL_ECOSYSTEM"] = str(reading.path if options.edit else options.ecosystem)
    os.environ["TROSOL_EDIT"] = "yes" if options.edit else ""
    if options.json:
        print_json({"address": address, "ecosystem": reading.records.dataset.name})
    say(f"Trosol shows {reading.records.dataset.name} at {address}  (stop with Ctrl+C)")
    return show(str(dashboard_dir() / "app.py"), port, browser=not options.no_browser, names=options.name)


def show(script: str, port: int, *, browser: bool, names: Sequence[str] = ()) -> int:
    """Serve until stopped; open a browser where wished. ``names``: of hosts that it answers to besides this machine's own."""
    if browser:
        threading.Thread(target=_open_when_ready, args=(port, f"http://{ADDRESS}:{port}"), daemon=True).start()
    return _serve(script, settings(port), (ADDRESS, "localhost", *names))


def _serve(script: str, chosen: dict[str, str], hosts: Sequence[str]) -> int:
    from streamlit import net_util
    from streamlit.web import cli

    # Asked by a page of another origin, Streamlit would look up this machine's outside address at somebody else's server.
    net_util.get_external_ip = lambda: None
    flags = [f"--{name}={value}" for name, value in chosen.items()]
    # Without this, a page whose own name is made to point at this machine could read, and with --edit write, as its user.
    flags += [f"--server.allowedHosts={host}" for host in hosts]
    _warm(Path(script).parent)
    sys.argv = ["streamlit", "run", script, *flags]
    try:
        cli.main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def _warm(folder: Path) -> None:
    """Import what screens need and begin what Home shows, before anybody comes."""
    sys.path.insert(0, str(folder))
    from warm import warm

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
