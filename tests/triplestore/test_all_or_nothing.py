"""A store holds the old or the new, whatever becomes of the writer; a reader reads one of them, never some of both."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from builders import rows_with, tiny
from conftest import ROOT
from ports import HANG
from servers import wire
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.rdf.engine import Iri, Literal, Triple
from trosol.rdf.iris import DCTERMS
from trosol.triplestore import Wire, ecosystems, fetch, put
from trosol.triplestore.named_graphs import SCRATCH, pattern

WRITER = """
import sys
from trosol import Ecosystem
from trosol.triplestore import Address, StoreBounds, Wire, put
query, folder = sys.argv[1:]
snapshot = Ecosystem.load(folder).snapshot
address = Address(query, query.replace("/query", "/update"), bounds=StoreBounds(batch=3))
put(Wire(address), snapshot.records.dataset.iri, snapshot.triples, lambda step: print(step, flush=True))
"""


def two_states(folder: Path) -> tuple[Ecosystem, Ecosystem]:
    """Tiny as it is, and with another word in each claim's confidence."""
    other = rows_with("claims", 1, "predicate", "weakens")
    return Ecosystem.load(tiny(folder / "one")), Ecosystem.load(tiny(folder / "two", claims=other))


def names_of_graphs(home: Wire) -> set[str]:
    import json

    found = json.loads(home.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))["results"]["bindings"]
    return {row["g"]["value"] for row in found}


@pytest.mark.parametrize("step", ["sending 3 ", "sending 30", "reading back", "taking the place"])
def test_a_writer_killed_midway_leaves_the_old(oxigraph: str, tmp_path: Path, step: str) -> None:
    old, new = two_states(tmp_path)
    home = wire(oxigraph)
    put(home, old.dataset.iri, old.snapshot.triples)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, oxigraph.removeprefix("sparql:"), str(tmp_path / "two")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if line.startswith(step):
            break
    writer.kill()
    assert writer.wait(timeout=HANG) < 0
    assert Ecosystem.load("tiny", store=oxigraph).digest in {old.digest, new.digest} - (
        {new.digest} if "taking" not in step else set()
    )
    # What the killed one left behind is not taken for an ecosystem, and stands in nobody's way.
    assert [each.graph for each in ecosystems(home)] == [old.dataset.iri]
    put(home, new.dataset.iri, new.snapshot.triples)
    assert Ecosystem.load("tiny", store=oxigraph).digest == new.digest
    assert names_of_graphs(home) == {new.dataset.iri}


def test_what_a_killed_writer_left_goes_with_the_next_list_and_what_one_at_work_fills_does_not(
    oxigraph: str, tmp_path: Path
) -> None:
    home = wire(oxigraph)
    script = (
        "import sys\nfrom trosol.triplestore.leftovers import mark, writing\nown = mark()\n"
        "with writing(own):\n    print(own, flush=True)\n    sys.stdin.read()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    writers = [
        subprocess.Popen([sys.executable, "-c", script], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    marks = [each.stdout.readline().strip() for each in writers if each.stdout]
    graphs = [f"https://example.org/x/{SCRATCH}{each}" for each in marks]
    strange = f"https://example.org/x/{SCRATCH}20260101T000000Z-{'0' * 12}-{'1' * 16}"
    for graph in (*graphs, strange):
        home.change(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    writers[0].kill()
    writers[0].wait(timeout=HANG)
    assert main(["store", "list", "--store", oxigraph]) == 0
    assert names_of_graphs(home) == {graphs[1], strange}
    writers[1].communicate("", timeout=HANG)
    assert main(["store", "list", "--store", oxigraph]) == 0
    assert names_of_graphs(home) == {strange}


def test_what_a_killed_writer_left_goes_after_a_day(oxigraph: str, tmp_path: Path) -> None:
    ecosystem, _ = two_states(tmp_path)
    home = wire(oxigraph)
    base = ecosystem.dataset.iri
    old, young, other = (
        f"{base}{SCRATCH}20200101T000000Z-ab",
        f"{base}{SCRATCH}29990101T000000Z-ab",
        f"urn:x{SCRATCH}20200101T000000Z-ab",
    )
    for graph in (old, young, other):
        home.change(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    put(home, base, ecosystem.snapshot.triples)
    assert names_of_graphs(home) == {base, young, other}


class Stubborn(Wire):
    """A store that fails at the request with this number, or loses a line of each, or changes values."""

    fails_at, loses, changes, sent = 0, False, False, 0

    def change(self, update: str) -> None:
        self.sent += 1
        if self.sent == self.fails_at:
            raise TrosolError([])
        if self.changes:
            update = update.replace('"1"', '"1.0"').replace("high>", "low>")
        if self.loses and update.startswith("INSERT"):
            lines = update.split("\n")
            update = "\n".join([lines[0], *lines[2:]])
        super().change(update)


@pytest.mark.parametrize("number", [1, 2, 4, 6])
def test_a_request_that_fails_leaves_the_old_and_nothing_beside_it(oxigraph: str, tmp_path: Path, number: int) -> None:
    old, new = two_states(tmp_path)
    put(wire(oxigraph), old.dataset.iri, old.snapshot.triples)
    home = Stubborn(wire(oxigraph, batch=40).address)
    home.fails_at = number
    with pytest.raises(TrosolError):
        put(home, new.dataset.iri, new.snapshot.triples)
    assert Ecosystem.load("tiny", store=oxigraph).digest == old.digest
    assert names_of_graphs(home) == {old.dataset.iri}


@pytest.mark.parametrize("how", ["loses", "changes"])
def test_a_store_that_gives_back_something_else_is_not_believed(oxigraph: str, tmp_path: Path, how: str) -> None:
    old, new = two_states(tmp_path)
    put(wire(oxigraph), old.dataset.iri, old.snapshot.triples)
    home = Stubborn(wire(oxigraph).address)
    setattr(home, how, True)
    with pytest.raises(TrosolError, match="store-alters"):
        put(home, new.dataset.iri, new.snapshot.triples)
    assert Ecosystem.load("tiny", store=oxigraph).digest == old.digest
    assert names_of_graphs(home) == {old.dataset.iri}


def test_a_graph_of_something_else_is_not_written_over(oxigraph: str, tmp_path: Path) -> None:
    ecosystem, _ = two_states(tmp_path)
    home = wire(oxigraph)
    home.change(f"INSERT DATA {{ GRAPH <{ecosystem.dataset.iri}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    with pytest.raises(TrosolError, match="store-graph-taken"):
        put(home, ecosystem.dataset.iri, ecosystem.snapshot.triples)
    assert len(fetch(home, pattern(ecosystem.dataset.iri))) == 1


def test_readers_see_one_state_while_another_takes_its_place(oxigraph: str, tmp_path: Path) -> None:
    """Small pages, so that each reading takes many requests and a swap falls between them."""
    old, new = two_states(tmp_path)
    home = wire(oxigraph)
    graph = old.dataset.iri
    # Each state is another one: what is changed and changed back within one reading is not promised to be noticed (docs/stores.md).
    states = [
        (*(old, new)[number % 2].snapshot.triples, Triple(Iri(graph), Iri(DCTERMS + "abstract"), Literal(f"state {number}")))
        for number in range(13)
    ]
    put(home, graph, states[0])
    done = threading.Event()
    seen: list[frozenset[Triple]] = []

    def read() -> None:
        reader = wire(oxigraph, page=40)
        while not done.is_set():
            try:
                seen.append(frozenset(fetch(reader, pattern(graph))))
            except TrosolError as error:
                assert error.problems[0].code == "store-changing"

    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in readers:
        thread.start()
    for state in states[1:]:
        put(home, graph, state)
    done.set()
    for thread in readers:
        thread.join(timeout=HANG)
    assert seen and set(seen) <= {frozenset(state) for state in states}


def test_a_swap_between_two_pages_is_noticed_and_read_anew(oxigraph: str, tmp_path: Path) -> None:
    old, new = two_states(tmp_path)
    graph = old.dataset.iri
    put(wire(oxigraph), graph, old.snapshot.triples)

    class Interrupted(Wire):
        pages = 0

        def ask(self, query: str, *more: object) -> bytes:
            content = super().ask(query, *more)  # type: ignore[arg-type]
            if "ORDER BY" in query:
                self.pages += 1
                if self.pages == 2:
                    put(wire(oxigraph), graph, new.snapshot.triples)
            return content

    reader = Interrupted(wire(oxigraph, page=40).address)
    assert set(fetch(reader, pattern(graph))) == set(new.snapshot.triples)
    assert reader.pages > 4


def test_awkward_text_comes_back_to_the_letter(oxigraph: str) -> None:
    from trosol.rdf.engine import Blank, Iri

    texts = ['a "quote" \\ back', "line\nbreak\ttab\rreturn", "Ŵŷ – 𝄞 \u202e", "  lead", "_:b0 .", " .", "' } } DROP ALL", ""]
    subject, blank = Iri("https://example.org/x/"), Blank()
    triples = {Triple(subject, Iri(DCTERMS + "title"), Literal(text, language="cy")) for text in texts}
    triples |= {Triple(subject, Iri(DCTERMS + "description"), Literal(text)) for text in texts}
    named = Triple(subject, Iri(DCTERMS + "relation"), blank)
    put(wire(oxigraph), subject.value, [*triples, named, Triple(blank, Iri(DCTERMS + "title"), Literal("_:c"))])
    back = fetch(wire(oxigraph, page=3), pattern(subject.value))
    assert triples < set(back) and len(back) == len(triples) + 2
    ends = {str(t.object) for t in back if str(t.object).startswith("_:")} | {
        str(t.subject) for t in back if str(t.subject).startswith("_:")
    }
    assert len(ends) == 1


def test_a_move_whose_answer_is_lost_is_not_called_a_failure(oxigraph: str, tmp_path: Path) -> None:
    old, new = two_states(tmp_path)
    put(wire(oxigraph), old.dataset.iri, old.snapshot.triples)

    class Cut(Wire):
        def change(self, update: str) -> None:
            super().change(update)
            if update.startswith("MOVE"):
                raise TrosolError([])

    assert put(Cut(wire(oxigraph).address), new.dataset.iri, new.snapshot.triples).before == len(old.snapshot.triples)
    assert Ecosystem.load("tiny", store=oxigraph).digest == new.digest


def test_who_is_overtaken_by_another_writer_is_told(oxigraph: str, tmp_path: Path) -> None:
    old, new = two_states(tmp_path)

    class Overtaken(Wire):
        def change(self, update: str) -> None:
            super().change(update)
            if update.startswith("MOVE"):
                put(wire(oxigraph), old.dataset.iri, old.snapshot.triples)

    with pytest.raises(TrosolError, match="store-changing"):
        put(Overtaken(wire(oxigraph).address), new.dataset.iri, new.snapshot.triples)
    assert Ecosystem.load("tiny", store=oxigraph).digest == old.digest
