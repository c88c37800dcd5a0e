"""Time and memory of writing an ecosystem into a store, reading it back, and asking for one network alone.

``python benchmarks/stores.py sparql:http://127.0.0.1:7878/query [CLAIMS …]`` asks a store that is running and that nothing depends on;
each step is a process of its own. Without numbers: Wales, and 10,000 claims generated from it. Update address and password come from the
environment, as for ``trosol --store``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generated import generate

WALES = "wales-social-care-2022"


def step(what: str, ecosystem: str, store: str) -> dict[str, float]:
    """Do one step in this process: seconds, most memory in MB, and how much there was."""
    from trosol import Ecosystem
    from trosol.networks.stored import stored_network
    from trosol.triplestore import Wire, find, parse_address, put

    wire = Wire(parse_address(store))
    begun = time.perf_counter()
    if what == "put":
        snapshot = Ecosystem.load(ecosystem, store="").snapshot
        triples = (*snapshot.vocabulary.own, *snapshot.triples)
        begun = time.perf_counter()
        number = put(wire, snapshot.records.dataset.iri, triples).triples
    elif what == "get":
        number = len(Ecosystem.load(ecosystem, store=store).snapshot.records.claims)
    elif what == "folder":
        number = len(Ecosystem.load(ecosystem, store="").snapshot.records.claims)
    else:
        number = stored_network(wire, find(wire, ecosystem), "influence").number_of_edges()
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "number": number}


def main(words: Sequence[str]) -> None:
    """Every step for every size, printed as a table."""
    if words and words[0] == "--step":
        print(json.dumps(step(*words[1:])))
        return
    store, sizes = words[0], [int(word) for word in words[1:]] or [10_000]
    print(f"{'ecosystem':28} {'step':8} {'seconds':>8} {'MB':>6} {'triples, claims or edges':>26}")
    with tempfile.TemporaryDirectory() as folder:
        made = {f"generated-{size // 2}": str(generate(Path(folder) / str(size), size // 2, size)) for size in sizes}
        for name, where in {**({} if words[1:] else {WALES: WALES}), **made}.items():
            for what in ("folder", "put", "get", "network"):
                given = where if what in ("put", "folder") else name
                done = subprocess.run(
                    [sys.executable, __file__, "--step", what, given, store], capture_output=True, text=True, check=True
                )
                found = json.loads(done.stdout)
                print(f"{name:28} {what:8} {found['seconds']:8.2f} {found['mb']:6.0f} {found['number']:26,}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
