"""What the search for shortest paths in possible worlds costs beside the closure, in which every walk counts.

Both on the network of influence of an ecosystem, on the same worlds: seconds of the processor, the median of several runs. By the closure
leverage was worked out before: it is not only slower, it also calls contested what passes a loop, wherever that loop lies.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from statistics import median
from time import process_time

WALES = "wales-social-care-2022"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Shortest paths beside every walk, in the same possible worlds.")
    parser.add_argument("ecosystem", nargs="?", default=WALES, help=f"folder or name (default {WALES})")
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--worlds", type=int, default=1024)
    parser.add_argument("--runs", type=int, default=3, help="runs per figure (default 3)")
    options = parser.parse_args(argv)

    import trosol
    from trosol.findings.base_worlds import drawn_worlds
    from trosol.findings.influence_worlds import influence_worlds
    from trosol.measures.influence.possible_worlds import Goals, Start, reached_goals
    from trosol.networks.lens import Lens

    snapshot = trosol.load(options.ecosystem).snapshot
    net = influence_worlds(snapshot, Lens())
    begun = process_time()
    (worlds,) = drawn_worlds(snapshot, net, options.draws, options.worlds, 0)
    print(
        f"{len(net.claims)} links, {len(net.goals)} goals, {options.draws} draws of {options.worlds} worlds: {process_time() - begun:.2f} s"
    )
    goals = Goals(net.places.nodes, (1,) * len(net.places.nodes))
    starts = [Start(node) for node in range(net.signed.nodes)]
    print("\n| rule | processor, s | of what reaches a goal, contested |\n|---|---|---|")
    for name, every_walk in (("shortest paths", False), ("closure: every walk", True)):
        taken = []
        for _ in range(options.runs):
            begun, told, both = process_time(), 0, 0
            for turn in reached_goals(net.signed, worlds, goals, every_walk=every_walk):
                for start in starts:
                    for effect, bits in enumerate(turn.of([start], worlds) or ()):
                        count = 0 if bits is None else int(worlds.count(bits).sum())
                        told, both = told + count, both + (count if effect == 2 else 0)
            taken.append(process_time() - begun)
        print(f"| {name} | {median(taken):.2f} | {both / max(told, 1):.0%} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
