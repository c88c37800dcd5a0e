"""What it holds: twenty people in the dashboard over websockets, fifty queries at once with hostile ones among them, memory over half an hour.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/load.py [--people 20] [--seconds 120] [--replay-minutes 30]``.
People speak Streamlit's own protocol, one websocket and session each, choose a screen, wait until it is drawn, look at it for a few
seconds and go on. The endpoint gets rounds of fifty queries at once, a tenth of them hostile. Nothing but this machine is asked.
Prints one table; ends with 1 where somebody honest met an error.

``--cold`` asks only this: how long do screens take for one person and then for twenty at once, just after the server was started,
with no finding kept on disk? It prints CPU seconds beside seconds, because those of a shared machine tell little:
``.venv/bin/python benchmarks/load.py --cold [--people 20] [--seconds 60] [--rounds 3]``.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import httpx
import psutil  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

ROOT = Path(__file__).resolve().parents[1]
ECOSYSTEM = "wales-social-care-2022"
JOURNEYS = (
    ("", "leverage", "leverage?view=drives", "gatekeepers", "scenario?push=action-embed~plus", "portfolio", "brief"),
    (
        "",
        "ask?q=which%20actions%20address%20risk%3F",
        "entity?entity=commissioners",
        "evidence",
        "pathways?from=action-embed&to=innovation-in-social-care",
    ),
    (
        "map",
        "map?view=network&network=influence",
        "entity?entity=middle-managers",
        "horizons",
        "voices",
        "next-evidence",
        "extend",
        "about",
    ),
    ("", "map?view=around&entity=challenge-requirements", "gatekeepers?view=doors", "compare", "leverage?stated=yes", "evidence"),
)
"""Screens in the order in which some kind of person opens them; people with another number begin at another place."""
HONEST = (
    "SELECT (COUNT(?c) AS ?n) { ?c a tro:Claim }",
    "SELECT ?s ?o { ?c tro:claimSubject ?s ; tro:claimObject ?o } LIMIT 500",
    "SELECT ?t (COUNT(*) AS ?n) { ?x a ?t } GROUP BY ?t ORDER BY DESC(?n)",
    "ASK { :commissioners ?p ?o }",
    "DESCRIBE :commissioners",
    "SELECT ?x ?l { ?x rdfs:label ?l . FILTER(CONTAINS(LCASE(STR(?l)), 'risk')) }",
)
HOSTILE = (
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?c (<x:p>|!<x:p>)* ?d }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * {" * 3000,
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(REGEX(CONCAT(STR(?a), STR(?d)), '(a+)+$')) }",
)
QUERIES, SHARE = 50, 0.1


@dataclass
class Tally:
    """How long what took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    waits: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, seconds: float, first: bool = False) -> None:
        """One that went well; ``first``: of its session."""
        with self.lock:
            self.seconds.append(seconds)
            if first:
                self.first.append(seconds)

    def wrong(self, what: str) -> None:
        """One that did not."""
        with self.lock:
            self.errors[what] += 1

    def at(self, share: float) -> float:
        """So long took all but the slowest ones."""
        return at(share, self.seconds)


def at(share: float, seconds: list[float]) -> float:
    """So long took all but the slowest ones."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def memory(process: Popen[bytes]) -> float:
    """What a server and the processes it started take, in MB; what they share is counted once."""
    total = 0
    try:
        top = psutil.Process(process.pid)
        for one in (top, *top.children(recursive=True)):
            total += getattr(one.memory_full_info(), "pss", 0) or one.memory_info().rss
    except psutil.Error:
        pass
    return total / 1e6


def processor(process: Popen[bytes]) -> tuple[float, float]:
    """CPU seconds that a server has used, and those of the processes that it started and that live."""
    top = psutil.Process(process.pid)
    own, others = top.cpu_times(), 0.0
    for each in top.children(recursive=True):
        try:
            used = each.cpu_times()
        except psutil.Error:
            continue
        others += used.user + used.system
    return own.user + own.system, others + own.children_user + own.children_system


@contextmanager
def started(verb: str, health: str, cache: str = "") -> Iterator[tuple[int, Popen[bytes]]]:
    """A server as people start it, on a free port. ``cache``: folder for findings that are kept, where not the usual one."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    more = ["--no-browser"] if verb == "dashboard" else []
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), **({"TROSOL_CACHE": cache} if cache else {})}
    command = [sys.executable, "-m", "trosol", verb, ECOSYSTEM, "--port", str(port), *more]
    process = Popen(command, cwd=ROOT, env=env, stdout=DEVNULL, stderr=DEVNULL)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{health}", timeout=2):
                    break
            except OSError:
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def person(number: int, port: int, end: float, tally: Tally, patience: float) -> None:
    """One session: open screens until the time is over, and look at each for a while."""
    luck = random.Random(number)
    journey = JOURNEYS[number % len(JOURNEYS)]
    place = number // len(JOURNEYS)
    time.sleep(luck.random() * 2)
    first = True
    try:
        with session(port) as line:
            while time.monotonic() < end:
                screen = journey[place % len(journey)]
                place += 1
                seconds, wrong = opened(line, screen)
                if wrong:
                    tally.wrong(f"{screen or 'home'}: {wrong}")
                else:
                    tally.took(seconds, first)
                first = False
                time.sleep(patience * (0.5 + luck.random()))
    except Exception as error:
        tally.wrong(f"the session of person {number}: {type(error).__name__}")


def session(port: int) -> ClientConnection:
    """A websocket as a browser opens it."""
    from websockets.sync.client import connect
    from websockets.typing import Origin, Subprotocol

    return connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
        open_timeout=60,
    )


def opened(line: ClientConnection, screen: str) -> tuple[float, str]:
    """Open a screen and wait until it is drawn: seconds, and what is wrong with it, or nothing."""
    from streamlit.proto.BackMsg_pb2 import BackMsg

    asked = BackMsg()
    asked.rerun_script.page_name, _, asked.rerun_script.query_string = screen.partition("?")
    begun = time.monotonic()
    line.send(asked.SerializeToString())
    wrong = drawn(line, begun + 120)
    return time.monotonic() - begun, wrong


def drawn(line: ClientConnection, end: float) -> str:
    """Wait until a screen is drawn; what is wrong with it, or nothing."""
    from streamlit.proto.Alert_pb2 import Alert
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    titles, wrong = 0, ""
    while True:
        said = ForwardMsg()
        said.ParseFromString(line.recv(timeout=max(0.1, end - time.monotonic())))
        kind = said.WhichOneof("type")
        if kind == "delta" and said.delta.WhichOneof("type") == "new_element":
            element = said.delta.new_element
            titles += element.WhichOneof("type") == "heading" and element.heading.tag == "h1"
            if element.WhichOneof("type") == "exception":
                wrong = "an exception"
            if element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR:
                wrong = element.alert.body[:80]
        elif kind == "page_not_found":
            wrong = "no such screen"
        elif kind == "script_finished":
            if said.script_finished not in (0, 2, 4):  # finished, finished early for a newer run, finished a part
                wrong = wrong or f"ended as {said.script_finished}"
            return wrong or ("" if titles else "no title")


def people(port: int, number: int, seconds: float, patience: float = 3.0) -> Tally:
    """So many people at once, for so long."""
    tally, end = Tally(), time.monotonic() + seconds
    with ThreadPoolExecutor(number) as crowd:
        for each in range(number):
            crowd.submit(person, each, port, end, tally, patience)
    return tally


def asked(client: httpx.Client, query: str, honest: bool, tally: Tally) -> None:
    """One query. Who is honest waits as long as the server asks to, and asks again, up to six times."""
    begun = time.monotonic()
    for _ in range(7):
        try:
            reply = client.post("/sparql", data={"query": query})
        except httpx.HTTPError as error:
            tally.wrong(type(error).__name__)
            return
        if reply.status_code == 200:
            tally.took(time.monotonic() - begun)
            return
        kind = reply.headers.get("content-type", "")
        if not kind.startswith("application/problem+json") or not reply.json()["title"] or not reply.json()["detail"]:
            tally.wrong(f"{reply.status_code} without a reason")
            return
        code = str(reply.json()["code"])
        with tally.lock:
            tally.refused[f"{reply.status_code} {code}"] += 1
        if not honest:
            return
        if "retry-after" not in reply.headers:
            tally.wrong(f"{reply.status_code} {code}")
            return
        tally.waits += 1
        time.sleep(float(reply.headers["retry-after"]))
    tally.wrong("asked to wait seven times")


def rounds(port: int, seconds: float, pause: float = 0.0) -> tuple[Tally, Tally]:
    """Rounds of fifty queries at once, five of them hostile, for so long; honest and hostile."""
    honest, hostile, luck = Tally(), Tally(), random.Random(3)
    end, bad = time.monotonic() + seconds, int(QUERIES * SHARE)
    limits = httpx.Limits(max_connections=QUERIES)
    with (
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90, trust_env=False, limits=limits) as client,
        ThreadPoolExecutor(QUERIES) as crowd,
    ):
        while time.monotonic() < end:
            queue = [(query, False) for query in luck.sample(HOSTILE, bad)]
            queue += [(luck.choice(HONEST), True) for _ in range(QUERIES - bad)]
            luck.shuffle(queue)
            list(crowd.map(lambda each: asked(client, each[0], each[1], honest if each[1] else hostile), queue))
            time.sleep(pause)
    return honest, hostile


def row(what: str, tally: Tally, before: float, after: float) -> str:
    """One line of the table."""
    errors = "; ".join(f"{number} × {name}" for name, number in tally.errors.most_common(3)) or "0"
    refused = "; ".join(f"{number} × {name}" for name, number in sorted(tally.refused.items())) or "none"
    times = f"{tally.at(0.5):.2f} s | {tally.at(0.95):.2f} s" if tally.seconds else "– | –"
    return f"| {what} | {len(tally.seconds):,} | {times} | {errors} | {refused} | {before:.0f} → {after:.0f} MB |"


def replay(
    ports: tuple[int, int], servers: tuple[Popen[bytes], Popen[bytes]], minutes: float, crowd: int
) -> tuple[Tally, Tally, list[str]]:
    """People and rounds of queries side by side, slowly, for so long; memory of both servers every so often."""
    seconds, steps = minutes * 60, 6
    lines, begun = [], time.monotonic()
    with ThreadPoolExecutor(2) as both:
        screens = both.submit(people, ports[0], crowd, seconds, 6.0)
        queries = both.submit(rounds, ports[1], seconds, 15.0)
        for step in range(steps + 1):
            time.sleep(max(0.0, begun + seconds * step / steps - time.monotonic()))
            lines.append(f"| {minutes * step / steps:.0f} | {memory(servers[0]):.0f} | {memory(servers[1]):.0f} |")
            print(f"  {lines[-1]}", file=sys.stderr, flush=True)
        return screens.result(), queries.result()[0], lines


def alone() -> tuple[list[str], int]:
    """One person opens each screen twice, right after the start: lines of a table, and how many went wrong."""
    screens = list(dict.fromkeys(screen for journey in JOURNEYS for screen in journey))
    rows: dict[str, list[str]] = {screen: [] for screen in screens}
    errors = 0
    with TemporaryDirectory() as cache, started("dashboard", "/_stcore/health", cache) as (port, server), session(port) as line:
        for screen in screens * 2:
            before = processor(server)[0]
            seconds, wrong = opened(line, screen)
            time.sleep(0.1)  # until the server has put away what it drew
            rows[screen] += [f"{seconds:.2f} s", f"{processor(server)[0] - before:.2f} s"] if not wrong else [wrong, "–"]
            errors += bool(wrong)
    return [f"| {screen or 'home'} | {' | '.join(cells)} |" for screen, cells in rows.items()], errors


def cold(number: int, seconds: float) -> tuple[str, int]:
    """So many begin at once with a server that was just started and has nothing on disk: a line of a table, and what went wrong."""
    with TemporaryDirectory() as cache, started("dashboard", "/_stcore/health", cache) as (port, server):
        tally = people(port, number, seconds)
        own, others = processor(server)
        errors = "; ".join(f"{count} × {name}" for name, count in tally.errors.most_common(3)) or "0"
        line = (
            f"| {len(tally.seconds):,} | {tally.at(0.5):.2f} s | {tally.at(0.95):.2f} s | {at(0.5, tally.first):.2f} s | "
            f"{at(0.95, tally.first):.2f} s | {own / max(1, len(tally.seconds)):.3f} s | {others:.1f} s | {errors} | {memory(server):.0f} MB |"
        )
    return line, sum(tally.errors.values())


def from_cold(number: int, seconds: float, rounds_of_it: int) -> int:
    """Print both tables; returns how many screens went wrong."""
    lines, wrong = alone()
    print("| one person, just after the start | first visit | CPU of the server | second visit | CPU |\n|---|---|---|---|---|")
    print("\n".join(lines), flush=True)
    print(
        f"\n| {number} people begun cold, {seconds:.0f} s: screens | p50 | p95 | first screen p50 | p95 "
        "| CPU of the server a screen | CPU of its processes, in all | errors | memory |\n|---|---|---|---|---|---|---|---|---|"
    )
    for _ in range(rounds_of_it):
        line, errors = cold(number, seconds)
        print(line, flush=True)
        wrong += errors
    return wrong


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="sessions at once in the dashboard (default 20)")
    parser.add_argument("--seconds", type=float, default=120, help="how long each part lasts (default 120)")
    parser.add_argument(
        "--cold", action="store_true", help="only: one person, then all of them, with a server that was just started"
    )
    parser.add_argument("--rounds", type=int, default=3, help="with --cold: how often all of them begin (default 3)")
    parser.add_argument("--replay-minutes", type=float, default=0, help="then so long more slowly, watching memory (default 0)")
    options = parser.parse_args()
    print(
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began, Python {platform.python_version()}\n"
    )
    if options.cold:
        wrong = from_cold(options.people, options.seconds, options.rounds)
        print(f"\n{wrong} errors.")
        return 1 if wrong else 0
    head = "| what | answered | p50 | p95 | errors | refused with a reason | memory |\n|---|---|---|---|---|---|---|"
    wrong = 0
    with started("dashboard", "/_stcore/health") as (screens, first), started("serve", "/health") as (data, second):
        people(screens, 1, 5)  # what is slow once, for the first visitor only
        before = memory(first)
        tally = people(screens, options.people, options.seconds)
        lines = [row(f"{options.people} people, {options.seconds:.0f} s", tally, before, memory(first))]
        wrong += sum(tally.errors.values())
        time.sleep(3)
        before = memory(second)
        honest, hostile = rounds(data, options.seconds)
        after = memory(second)
        asked_to_wait = f", asked to wait {honest.waits} times"
        lines.append(row(f"queries, {QUERIES} at once: the honest{asked_to_wait}", honest, before, after))
        lines.append(row(f"queries, {QUERIES} at once: the hostile, {SHARE:.0%}", hostile, before, after))
        wrong += sum(honest.errors.values()) + sum(hostile.errors.values())
        print("\n".join([head, *lines]), flush=True)
        if options.replay_minutes:
            begun = memory(first), memory(second)
            crowd = max(1, options.people // 4)
            seen, answered, points = replay((screens, data), (first, second), options.replay_minutes, crowd)
            lines = [
                row(f"{crowd} people, {options.replay_minutes:g} minutes", seen, begun[0], memory(first)),
                row(f"queries, {QUERIES} at once every 15 s: the honest", answered, begun[1], memory(second)),
            ]
            print("\n".join(lines))
            print("\n| minute | dashboard, MB | endpoint, MB |\n|---|---|---|\n" + "\n".join(points))
            wrong += sum(sum(each.errors.values()) for each in (seen, answered))
    print(f"\n{wrong} errors.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
