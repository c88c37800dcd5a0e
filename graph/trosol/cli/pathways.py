"""``trosol pathways``: how one entity could come to act on another, and the classic questions to a map."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import TYPE_CHECKING

from trosol.cli.lens_options import add_lens, lens_of, through
from trosol.cli.output import print_json, say, steps, table

if TYPE_CHECKING:
    from trosol.findings.paths.pathways import Pathways
    from trosol.findings.paths.subgraph import Submap

__all__ = ["arguments", "run"]

_QUESTIONS = ("reaches", "reached-by", "between", "shared", "around")
_TWO = ("between", "shared")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ecosystem", help="shipped name, folder or file")
    parser.add_argument("start", metavar="A", help="id or name of the entity to begin at")
    parser.add_argument("goal", metavar="B", nargs="?", help="id or name of the entity to arrive at")
    parser.add_argument("--question", choices=_QUESTIONS, help="ask this instead of the paths (without B: reaches)")
    parser.add_argument("--steps", type=int, default=2, metavar="N", help="around: how many steps (default 2)")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="list at most so many paths (default 20)")
    parser.add_argument("--longest", type=int, default=8, metavar="N", help="of at most so many steps (default 8)")
    parser.add_argument(
        "--open",
        dest="opened",
        metavar="ACTOR[:GATE]",
        action="append",
        default=[],
        help="as if this actor opened what they gate (repeatable)",
    )
    parser.add_argument("--seed", type=int, default=2022, help="where drawing starts (default 2022)")
    add_lens(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the question, or show the paths, who holds a gate and what all of them pass."""
    from trosol.ecosystem import Ecosystem
    from trosol.errors import Problem, WrongUse
    from trosol.findings.paths.neighbourhood import QUESTIONS
    from trosol.findings.paths.pathways import pathways
    from trosol.views.tables.entity_view import find_entity

    lens = lens_of(options)
    question = options.question or (None if options.goal else "reaches")
    if question in _TWO and not options.goal:
        raise WrongUse(
            Problem("goal-missing", f"The question '{question}' asks about two entities.", "Name a second one after A.")
        )
    with steps(2) as advance:
        advance("reading")
        ecosystem = Ecosystem.load(options.ecosystem)
        snapshot = ecosystem.snapshot
        ends = [find_entity(snapshot, text) for text in (options.start, options.goal or options.start)]
        if question:
            about = ends if question in _TWO else ends[1:] if question == "reached-by" else ends[:1]
            further = {"steps": options.steps} if question == "around" else {}
            answer = QUESTIONS[question](snapshot, *about, lens, **further)
            print_json(answer.to_json()) if options.json else _show_answer(answer)
            return 0
        advance("following the claims")
        found = through(options)(
            snapshot,
            pathways,
            ends[0],
            ends[1],
            lens,
            most=options.most,
            longest=options.longest,
            opened=tuple(options.opened),
            seed=options.seed,
        )
    if options.json:
        print_json(found.to_json())
        return 0
    _show_paths(found)
    say(f"\nSeed {found.about.seed}, {found.about.worlds:,} possible worlds, snapshot {ecosystem.digest[:12]}.")
    return 0


def _show_answer(answer: Submap) -> None:
    print(fill(answer.sentence, 100))
    if answer.note:
        print(fill(answer.note, 100))
    if answer.found:
        rows = [[row.steps, row.label, row.verdict or "-", len(row.claims), len(row.voices), row.id] for row in answer.found]
        print("\n" + table(["steps", "what", "direction", "claims", "voices", "id"], rows))
        print()
        for row in answer.found[:10]:
            print(fill(f"- {row.sentence}", 100, subsequent_indent="  "))
        if len(answer.found) > 10:
            print(f"… and {len(answer.found) - 10} more; --json has them all.")


def _show_paths(found: Pathways) -> None:
    print(fill(found.sentence, 100))
    if found.note:
        print(fill(found.note, 100))
    if found.blocks:
        print("\nWho holds a gate\n")
        for held in found.blocks:
            print(fill(f"- {held.sentence} Claims: {', '.join(held.claims)}", 100, subsequent_indent="  "))
    if found.routes:
        signs = {1: "raises", -1: "lowers", None: "not stated"}
        rows = [
            [
                number,
                len(r.steps),
                signs[r.sign],
                f"{r.probability or 0:.0%}",
                f"{r.share or 0:.0%}",
                {"otherwise": "also told otherwise"}.get(r.role, r.role),
                "one section" if r.single_source else f"{len(r.parts)} parts",
                len(r.claims),
            ]
            for number, r in enumerate(found.routes, 1)
        ]
        heads = ["path", "steps", "effect", "holds", "decides", "role", "recorded in", "claims"]
        print("\n" + table(heads, rows) + "\n")
        for number, path in enumerate(found.routes, 1):
            print(fill(f"{number}. {path.sentence}", 100, subsequent_indent="   "))
            print(fill(f"   Claims: {', '.join(path.claims)}", 100, subsequent_indent="   "))
        print("\nWhat every path passes\n")
        if found.blocking:
            print(fill(found.blocking, 100))
        for node in found.gates:
            print(fill(f"- {node.sentence} ({node.share:.0%} of the worlds with a path)", 100, subsequent_indent="  "))
        if not found.gates:
            print("No one item is on every path.")
    if found.nearest:
        print("\nThe nearest there is\n")
        link = found.nearest.link
        for text in (
            link.sentence if link and link.sentence not in found.sentence else "",
            found.nearest.ahead.sentence,
            found.nearest.behind.sentence,
        ):
            if text:
                print(fill(f"- {text}", 100, subsequent_indent="  "))
