"""``trosol store put|list``: write an ecosystem into a SPARQL store, all of it or nothing; say what a store holds."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from trosol.cli.output import print_json, say, steps, table
from trosol.errors import Problem, TrosolError, WrongUse

if TYPE_CHECKING:
    from trosol.triplestore import Wire

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("what", choices=["put", "list"], help="write an ecosystem into the store, or list those it holds")
    parser.add_argument("ecosystem", nargs="?", help="put: shipped name, folder or file on this machine")
    parser.add_argument("--with-ontology", action="store_true", help="put: the ontology too, for queries that the store runs")
    parser.add_argument("--preview", action="store_true", help="put: say what would be written where, and ask nobody")


def run(options: argparse.Namespace) -> int:
    """Write, or list."""
    from trosol.triplestore import Wire, ecosystems, named_store
    from trosol.triplestore.put import tidy

    wire = Wire(named_store())
    if (options.what == "put") != bool(options.ecosystem):
        raise WrongUse(
            Problem(
                "store-use",
                "'store put' wants an ecosystem, and 'store list' wants none.",
                "Write e.g. trosol store put my-region, or trosol store list.",
            )
        )
    if options.what == "put":
        return _put(options, wire)
    found = ecosystems(wire)
    with suppress(TrosolError):  # who may only read leaves it to those who may write
        tidy(wire)
    if options.json:
        print_json({"store": str(wire.address), "ecosystems": [each.to_json() for each in found]})
    elif found:
        print(table(["name", "graph"], [[each.name, each.graph or "(the default graph)"] for each in found], most=120))
    else:
        say(f"The store at {wire.address} holds no ecosystem.")
    return 0


def _put(options: argparse.Namespace, wire: Wire) -> int:
    from trosol.ecosystem import Ecosystem
    from trosol.files import open_folder
    from trosol.rdf.iris import TRO
    from trosol.read.own_questions import own_questions
    from trosol.triplestore.put import put

    address = wire.address
    ecosystem = Ecosystem.load(options.ecosystem, store="")
    vocabulary, graph = ecosystem.snapshot.vocabulary, ecosystem.dataset.iri
    questions = own_questions(graph, open_folder(ecosystem.path)) if ecosystem.path and ecosystem.path.is_dir() else []
    triples = (*vocabulary.own, *ecosystem.snapshot.triples, *questions)
    told = {"store": address.query, "update": address.update, "snapshot": ecosystem.digest}
    if options.preview:
        if options.json:
            print_json({**told, "graph": graph, "triples": len(triples), "preview": True})
        else:
            print(f"Would write {len(triples):,} triples into <{graph}> (snapshot {ecosystem.digest[:12]}).")
            print(f"Queries go to {address.query}, updates to {address.update}.")
        return 0
    with steps(1) as advance:
        if options.with_ontology:
            own = set(vocabulary.own)
            put(wire, TRO, (triple for triple in vocabulary.triples if triple not in own), advance, kind="ontology")
        done = put(wire, graph, triples, advance)
    if options.json:
        print_json({**told, **done.to_json(), "preview": False})
    else:
        print(f"<{graph}> holds {done.triples:,} triples now (before: {done.before:,}), snapshot {ecosystem.digest[:12]}.")
        say(f"Read it from there with: trosol check {ecosystem.dataset.name} --store sparql:{address.query}")
    return 0
