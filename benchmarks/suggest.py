"""How good suggestions are: the claims of an ecosystem are taken away and looked for again in the text that they were coded from.

    python benchmarks/suggest.py ECOSYSTEM SOURCE_ID TEXT_FILE

For every stated claim the suggestions at its cited lines are looked at: are both its ends among the suggested entities (at most ten for
each five lines), are they joined in a suggested claim, is its relation among the first three of that pair, is it among the first three that the form offers
when both ends are chosen from the suggested entities (*relation, ends chosen*), and is a hedge found where one was coded? Precision: the share of suggested entities that some claim at those lines is about. Other names of entities are used as they stand.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from time import process_time

from trosol.coding import Passage, SourceText, Suggester, Suggestion
from trosol.ecosystem import Ecosystem
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

GOALS = {"ends": 0.7, "relation": 0.5, "relation, ends chosen": 0.5, "hedge": 0.9, "precision": 0.25}


def measure(name: str, source: str, text: str) -> dict[str, float]:
    """The shares that the module's docstring tells of, for one ecosystem and one of its sources."""
    whole = Ecosystem.load(name).snapshot
    records = whole.records
    bare = Snapshot(replace(records, claims={}), whole.vocabulary)
    shipped = [n for n in ("wales-social-care-2022", "circular-textiles-vellana") if n != whole.name]
    elsewhere = [(each.records, each.ontology) for each in (Ecosystem.load(n).snapshot for n in shipped)]
    text_lines = SourceText(text)
    begin = process_time()
    suggester = Suggester(bare, text_lines, elsewhere)
    read: dict[tuple[int, int], Suggestion] = {}
    cited: dict[str, list[list[Suggestion]]] = defaultdict(list)
    cited_at: dict[str, list[Passage]] = defaultdict(list)
    coded: dict[int, set[str]] = defaultdict(set)
    joined: dict[int, set[frozenset[str]]] = defaultdict(set)
    for key, claim in records.claims.items():
        for piece in (records.evidence[each] for each in claim.evidence):
            if piece.source == source and (span := piece.line_range()):
                first, last = span
                passages = text_lines.passages(first, last)
                for passage in passages:
                    span = (passage.first, passage.last)
                    read[span] = read.get(span) or suggester.read(passage)
                cited_at[key] += passages
                cited[key].append([read[passage.first, passage.last] for passage in passages])
                for line in range(first, last + 1):
                    coded[line] |= {claim.subject, claim.object}
                    joined[line].add(frozenset((claim.subject, claim.object)))
    seconds = process_time() - begin
    counts: Counter[str] = Counter()
    for key, places in cited.items():
        claim = records.claims[key]
        if claim.mode != "stated":
            continue
        ends = {claim.subject, claim.object}
        here = [each for place in places for each in place]
        counts["claims"] += 1
        counts["ends"] += any(ends <= {e.id for each in place for e in each.entities} for place in places)
        counts["apart"] += ends <= {e.id for each in here for e in each.entities}
        chosen = cited_at[key] if ends <= {e.id for each in here for e in each.entities} else []
        offered = suggester.relations_between(chosen, (claim.subject, claim.object), {})[:3]
        counts["chosen"] += bool(chosen) and claim.predicate in offered
        pairs = [[c for c in each.claims if {c.subject, c.object} == ends][:3] for each in here]
        counts["pair"] += any(pairs)
        counts["relation"] += any(c.relation == claim.predicate and c.subject == claim.subject for each in pairs for c in each)
        hedge = set(re.findall(r"\w+", dict(claim.properties).get(TRO + "hedge", ("",))[0].casefold()))
        counts["hedged"] += bool(hedge)
        counts["hedge"] += any(hedge & set(re.findall(r"\w+", each.hedge)) for each in here)
    for done in read.values():
        lines = range(done.lines[0], done.lines[1] + 1)
        ids, said = {e.id for e in done.entities}, {frozenset((c.subject, c.object)) for c in done.claims}
        counts["entities"] += len(ids)
        counts["entities right"] += len(ids & set().union(*(coded[line] for line in lines)))
        counts["pairs"] += len(said)
        counts["pairs right"] += len(said & set().union(*(joined[line] for line in lines)))
    share = {name: counts[name] / max(1, counts["claims"]) for name in ("ends", "apart", "pair", "relation", "chosen")}
    return {
        "stated claims": counts["claims"],
        "ends": share["apart"],
        "ends, at one place": share["ends"],
        "ends joined in a claim": share["pair"],
        "relation": share["relation"],
        "relation, ends chosen": share["chosen"],
        "relation, of those joined": counts["relation"] / max(1, counts["pair"]),
        "hedge": counts["hedge"] / max(1, counts["hedged"]),
        "precision": counts["entities right"] / max(1, counts["entities"]),
        "precision of pairs": counts["pairs right"] / max(1, counts["pairs"]),
        "seconds of the processor": seconds,
    }


def main() -> None:
    """Print the shares beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ecosystem")
    parser.add_argument("source")
    parser.add_argument("text", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.ecosystem, options.source, options.text.read_text(encoding="utf-8"))
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        goal = f"   goal {GOALS[name]:.0%}" if name in GOALS else ""
        print(f"{name:32} {value:>8.1%}{goal}" if value <= 1 else f"{name:32} {value:>8.1f}")


if __name__ == "__main__":
    main()
