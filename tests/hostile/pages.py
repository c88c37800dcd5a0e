"""Pages of others that ask something of the dashboard, a folder that sets Streamlit's options, and sessions that never end."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from conftest import ROOT
from hostile.doors import DOORS, Ended
from hostile.items import ACCEPTED, REFUSED, Item, Traps
from trosol.web import MAX_ENDED, EndedSessions, Guard, Own, headers

__all__ = ["ITEMS"]

HOST, ORIGIN = "127.0.0.1:8501", "http://127.0.0.1:8501"


async def _anybody(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"access-control-allow-origin", b"*")]})
    await send({"type": "http.response.body", "body": b"inside"})


def guard(item: Item, place: Path, traps: Traps) -> Ended:
    """A request to the dashboard's guard, behind which everything is allowed. A page that others may frame or read is a fault."""
    asked = {"path": "/", "method": "GET", "headers": {}, **item.asked}
    said = {"host": HOST, **asked["headers"]}
    scope = {
        "type": "websocket" if asked.get("socket") else "http",
        "path": asked["path"],
        "method": asked["method"],
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in said.items()],
        "extensions": {"websocket.http.response": {}},
    }
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def nothing() -> dict[str, Any]:
        return {}

    asyncio.run(Guard(_anybody, Own.of(8501, ["trosol.example"]), headers(()))(scope, nothing, send))
    if sent[0]["type"] == "websocket.accept":
        return Ended("accepted", "a socket was opened")
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    if "frame-ancestors 'none'" not in told.get("content-security-policy", "") or "access-control-allow-origin" in told:
        return Ended("fault", f"others may frame or read it: {told}")
    body = b"".join(part["body"] for part in sent[1:]).decode()
    return Ended("accepted" if sent[0]["status"] < 400 else "refused", body + json.dumps(told))


def options(item: Item, place: Path, traps: Traps) -> Ended:
    """The dashboard is started in a folder that somebody brought, with Streamlit's options in it."""
    from trosol.cli.dashboard import _application

    (place / ".streamlit").mkdir()
    (place / ".streamlit" / "config.toml").write_bytes(item.contents(traps)["config.toml"])
    there = Path.cwd()
    os.chdir(place)
    try:
        _application(str(ROOT / "dashboard" / "app.py"), 8501, Own.of(8501))
        from streamlit import config

        taken = {name: each.value for name, each in config.get_config_options().items() if str(place) in str(each.where_defined)}
    finally:
        os.chdir(there)
    return Ended("fault", f"the folder sets {taken}") if taken else Ended("accepted", "{}")


def sessions(item: Item, place: Path, traps: Traps) -> Ended:
    """Pages that are opened and closed, one after another."""
    closed: list[int] = []
    kept = EndedSessions(128)
    for number in range(int(item.words[0])):
        session = SimpleNamespace(id=str(number), shutdown=lambda number=number: closed.append(number))
        kept.save(SimpleNamespace(session=session))
    held = int(item.words[0]) - len(closed)
    return Ended("fault", f"{held} sessions are held") if held > 20 else Ended("accepted", f"{held}, at most {MAX_ENDED}")


DOORS |= {"guard": guard, "options": options, "sessions": sessions}


def _items() -> Iterator[Item]:
    names = {"of-somebody-else": "evil.example", "of-another-port": "127.0.0.1:3000", "rebound": "evil.example:8501"}
    for name, host in names.items():
        yield Item(f"guard-host-{name}", ("guard",), REFUSED, asked={"headers": {"host": host, "origin": ORIGIN}}, place=False)
    pages = {
        "of-somebody-else": "http://evil.example",
        "of-another-port": "http://localhost:3000",
        "of-streamlit": "https://anybody.streamlit.app",
        "without-origin": "null",
        "of-a-file": "file://",
        "of-an-extension": "chrome-extension://abc",
        "with-a-user": "http://evil@127.0.0.1:8501",
    }
    for name, origin in pages.items():
        said = {"headers": {"origin": origin}}
        yield Item(
            f"guard-socket-{name}", ("guard",), REFUSED, asked={**said, "path": "/_stcore/stream", "socket": True}, place=False
        )
        put = {"path": "/_stcore/upload_file/s/f", "method": "PUT", "headers": {"origin": origin, "content-length": "5"}}
        yield Item(f"guard-upload-{name}", ("guard",), REFUSED, asked=put, place=False)
    for site in ("cross-site", "same-site"):
        for name, mode, dest in (("picture", "no-cors", "image"), ("frame", "navigate", "iframe"), ("fetch", "cors", "empty")):
            said = {"headers": {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}}
            yield Item(f"guard-{site}-{name}", ("guard",), REFUSED, asked={**said, "path": "/scenario"}, place=False)
    yield Item("guard-own-page", ("guard",), ACCEPTED)
    fonts = '[theme]\nfont = "Evil"\n[[theme.fontFaces]]\nfamily = "Evil"\nurl = "http://127.0.0.1:@PORT@/x.woff2"\n'
    yield Item("options-fonts-of-a-server", ("options",), ACCEPTED, files={"config.toml": fonts})
    yield Item("options-that-are-no-toml", ("options",), ACCEPTED, files={"config.toml": "[server\n"})
    yield Item("sessions-150-that-ended", ("sessions",), ACCEPTED, words=("150",))


ITEMS = tuple(_items())
