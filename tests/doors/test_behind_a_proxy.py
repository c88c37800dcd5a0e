"""The reverse proxy of docs/examples/proxy, started as it is shown: without the password nothing answers, with it all does."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from conftest import ROOT, free_port
from ports import HANG

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(not NGINX or not shutil.which("openssl"), reason="nginx or openssl is not installed"),
]
SHOWN = (ROOT / "docs" / "examples" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
PASSWORD = "open sesame"
LOGIN = ("reader", PASSWORD)


@dataclass
class Front:
    port: int
    trust: ssl.SSLContext

    def get(self, name: str, path: str, login: tuple[str, str] | None, **more: str) -> httpx.Response:
        """Ask the proxy under a name that no name server knows."""
        with httpx.Client(verify=self.trust, trust_env=False) as client:
            return client.get(
                f"https://127.0.0.1:{self.port}{path}",
                headers={"Host": name, **more},
                auth=login,
                extensions={"sni_hostname": name},
                timeout=30,
            )

    def socket(self, login: tuple[str, str] | None) -> tuple[int, bytes]:
        """Open the dashboard's websocket and ask it to run: the status, and the first message of the run."""
        from streamlit.proto.BackMsg_pb2 import BackMsg

        headers = {"Authorization": "Basic " + base64.b64encode(":".join(login).encode()).decode()} if login else {}
        try:
            with connect(
                "wss://trosol.example/_stcore/stream",
                sock=socket.create_connection(("127.0.0.1", self.port)),
                ssl=self.trust,
                server_hostname="trosol.example",
                origin=Origin("https://trosol.example"),
                subprotocols=[Subprotocol("streamlit")],
                additional_headers=headers,
                proxy=None,
            ) as line:
                ask = BackMsg()
                ask.rerun_script.query_string = ""
                line.send(ask.SerializeToString())
                first = line.recv(timeout=HANG)
                return 101, first if isinstance(first, bytes) else first.encode()
        except InvalidStatus as error:
            return error.response.status_code, b""


def started(*words: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    return subprocess.Popen([sys.executable, "-m", "trosol", *words], cwd=ROOT, env=env, stdout=quiet, stderr=quiet)


def answers(address: str) -> None:
    for _ in range(10 * HANG):
        try:
            with urllib.request.urlopen(address, timeout=HANG):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    # Not below pytest's own folder: nginx reads the list of users as somebody else, whom every pytest that starts locks out there.
    with tempfile.TemporaryDirectory(prefix="trosol-proxy-") as place:
        Path(place).chmod(0o755)
        yield from _front(Path(place))


def _front(folder: Path) -> Iterator[Front]:
    key, certificate, users = folder / "trosol.key", folder / "trosol.crt", folder / "trosol.users"
    names = "subjectAltName=DNS:trosol.example,DNS:data.trosol.example"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    made += ["-subj", "/CN=trosol.example", "-addext", names, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True).stdout
    users.write_text(f"{LOGIN[0]}:{hashed}", encoding="utf-8")
    users.chmod(0o644)
    outside, screens, data = free_port(), free_port(), free_port()
    site = SHOWN
    for shown, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{outside} ssl"),
        ("127.0.0.1:8501", f"127.0.0.1:{screens}"),
        ("127.0.0.1:8601", f"127.0.0.1:{data}"),
        ("/etc/ssl/trosol.crt", str(certificate)),
        ("/etc/ssl/trosol.key", str(key)),
        ("/etc/nginx/trosol.users", str(users)),
    ):
        assert shown in site
        site = site.replace(shown, here)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    kept = " ".join(f"{what}_temp_path {folder}/{what};" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    http = f"access_log off; {kept} include {folder}/site.conf;"
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ {http} }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    commands = [
        re.sub(r"--port \d+", "--port {port}", line[4:]).split()[1:] for line in SHOWN.splitlines() if line[:10] == "#   trosol"
    ]
    ecosystem = {"wales-social-care-2022": "circular-textiles-vellana"}  # the smaller one
    running = [
        started(*(ecosystem.get(word, word.format(port=port)) for word in words))
        for words, port in zip(commands, (screens, data), strict=True)
    ]
    running.append(subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL))
    try:
        answers(f"http://127.0.0.1:{screens}/_stcore/health")
        answers(f"http://127.0.0.1:{data}/health")
        for _ in range(20 * HANG):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", outside)) == 0:
                    break
            time.sleep(0.05)
        yield Front(outside, ssl.create_default_context(cafile=str(certificate)))
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=HANG)


DOORS = [
    ("trosol.example", "/"),
    ("trosol.example", "/_stcore/health"),
    ("trosol.example", "/map"),
    ("data.trosol.example", "/"),
    ("data.trosol.example", "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"),
    ("data.trosol.example", "/data?default"),
]


@pytest.mark.parametrize(("name", "path"), DOORS)
def test_without_the_password_nothing_answers_and_with_it_all_does(front: Front, name: str, path: str) -> None:
    for login in (None, ("reader", "guess"), ("nobody", PASSWORD)):
        refused = front.get(name, path, login)
        assert refused.status_code == 401
        assert "trosol:" not in refused.text and "snapshot" not in refused.text
    assert front.get(name, path, LOGIN).status_code == 200


def test_the_websocket_needs_the_password_and_passes(front: Front) -> None:
    assert front.socket(None) == (401, b"")
    status, first = front.socket(LOGIN)
    assert status == 101
    assert first


def test_a_query_is_answered_behind_it(front: Front) -> None:
    found = front.get(
        "data.trosol.example",
        "/sparql?query=SELECT%20(COUNT(%3Fc)%20AS%20%3Fn)%20%7B%20%3Fc%20a%20tro%3AClaim%20%7D",
        LOGIN,
        Accept="application/sparql-results+json",
    )
    assert int(found.json()["results"]["bindings"][0]["n"]["value"]) > 100


def test_it_is_not_spoken_to_without_encryption(front: Front) -> None:
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"http://127.0.0.1:{front.port}/", headers={"Host": "trosol.example"}).status_code == 400
