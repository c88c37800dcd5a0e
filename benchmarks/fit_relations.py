"""Fit the weights by which suggestions choose a relation, and show them beside those that are used.

    python benchmarks/fit_relations.py ECOSYSTEM SOURCE_ID TEXT_FILE [--penalty 10] [--folds 4]

Each stated claim whose ends are among the suggested entities at its lines is one choice among the relations that may join them, once with
the direction given and once without (multinomial logit, squared weights penalised). Headings of the source are dealt into ``--folds``
parts; what is fitted on the others is tried on each: the share of choices whose relation is among the first three.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from trosol.coding import Passage, SourceText, Suggester
from trosol.coding.relation_readings import WEIGHTS
from trosol.coding.suggestions import MOST_ENTITIES
from trosol.ecosystem import Ecosystem
from trosol.store.snapshot import Snapshot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SHIPPED = ("wales-social-care-2022", "circular-textiles-vellana")
FIRST = 3


@dataclass(frozen=True)
class Choice:
    """``features``: alternatives × passages that cite them, as rows; ``owner``: which alternative a row is of; ``forward``: those subject first."""

    heading: str
    features: Numbers
    owner: NDArray[np.int64]
    forward: NDArray[np.bool_]
    right: int


def choices(name: str, source: str, text: str) -> list[Choice]:
    """The choices that the stated claims of one source make."""
    whole = Ecosystem.load(name).snapshot
    records = whole.records
    others = (Ecosystem.load(each).snapshot for each in SHIPPED if each != whole.name)
    lines = SourceText(text)
    suggester = Suggester(
        Snapshot(replace(records, claims={}), whole.vocabulary), lines, [(each.records, each.ontology) for each in others]
    )
    found = []
    for claim in records.claims.values():
        pieces = [records.evidence[each] for each in claim.evidence]
        spans = [span for piece in pieces if piece.source == source and (span := piece.line_range())]
        passages = [passage for span in spans for passage in lines.passages(*span)]
        ends = (claim.subject, claim.object)
        named = {each.id for passage in passages for each in suggester.mentions.mentioned(passage)[:MOST_ENTITIES]}
        if claim.mode == "stated" and set(ends) <= named:
            choice = choice_of(suggester, passages, ends, claim.predicate)
            found += [choice] if choice else []
    return found


def choice_of(suggester: Suggester, passages: list[Passage], ends: tuple[str, str], relation: str) -> Choice | None:
    """The choice among all relations that may join two ends, both ways; None where the coded one is none of them."""
    rows: dict[tuple[bool, str], list[tuple[float, ...]]] = {}
    kinds = [suggester.entities[key].type for key in ends]
    for passage in passages:
        cues, pair, leading = suggester.around(passage, ends)
        for forward in (True, False):
            first, second = pair if forward else pair[::-1]
            for each in suggester.relations.fitting(*(kinds if forward else kinds[::-1])):
                numbers = suggester.relations.features(cues, each, first, second, leading)
                rows.setdefault((forward, each), []).append(numbers)
    keys = list(rows)
    if (True, relation) not in rows:
        return None
    return Choice(
        passages[0].heading,
        np.array([numbers for key in keys for numbers in rows[key]]),
        np.array([place for place, key in enumerate(keys) for _ in rows[key]]),
        np.array([forward for forward, _ in keys]),
        keys.index((True, relation)),
    )


def fit(given: list[Choice], penalty: float) -> Numbers:
    """The weights of the greatest penalised likelihood, of features divided by their spread."""
    spread = np.vstack([each.features for each in given]).std(axis=0)
    spread[spread == 0] = 1
    tried: list[tuple[Numbers, int]] = []
    for each in given:
        means = np.array([each.features[each.owner == place].mean(axis=0) for place in range(len(each.forward))]) / spread
        ahead = np.flatnonzero(each.forward)
        tried += [(means[ahead], int(np.flatnonzero(ahead == each.right)[0])), (means, each.right)]

    def cost(weights: Numbers) -> tuple[float, Numbers]:
        value, slope = 0.5 * penalty * float(weights @ weights), penalty * weights
        for numbers, right in tried:
            scores = numbers @ weights
            shares = np.exp(scores - scores.max())
            total = float(shares.sum())
            value += float(np.log(total) + scores.max() - scores[right])
            slope = slope + numbers.T @ (shares / total) - numbers[right]
        return value, slope

    done = minimize(cost, np.zeros(len(spread)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(done.x / spread, dtype=float)


def among_first(given: list[Choice], weights: Numbers) -> int:
    """How many choices have their relation among the first three, subject and object given."""
    right = 0
    for each in given:
        scores = np.full(len(each.forward), -np.inf)
        np.maximum.at(scores, each.owner, each.features @ weights)
        scores[~each.forward] = -np.inf
        right += int((scores > scores[each.right]).sum()) < FIRST
    return right


def main() -> None:
    """Print how well weights do on what they were not fitted on, and each beside the one in use."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ecosystem")
    parser.add_argument("source")
    parser.add_argument("text", type=Path)
    parser.add_argument("--penalty", type=float, default=10.0)
    parser.add_argument("--folds", type=int, default=4)
    options = parser.parse_args()
    given = choices(options.ecosystem, options.source, options.text.read_text(encoding="utf-8"))
    headings = sorted({each.heading for each in given})
    parts = [headings.index(each.heading) % options.folds for each in given]
    held = 0
    for part in range(options.folds):
        weights = fit([each for each, own in zip(given, parts, strict=True) if own != part], options.penalty)
        held += among_first([each for each, own in zip(given, parts, strict=True) if own == part], weights)
    fitted, used = fit(given, options.penalty), np.array(list(WEIGHTS.values()))
    print(f"{len(given)} choices; the relation is among the first {FIRST}:")
    print(f"  weights of the other headings {held / len(given):.1%}")
    print(f"  weights fitted on all         {among_first(given, fitted) / len(given):.1%}")
    print(f"  weights in use                {among_first(given, used) / len(given):.1%}")
    print(f"\n{'fitted':>8} {'in use':>8}")
    for name, new, old in zip(WEIGHTS, fitted, used, strict=True):
        print(f"{new:8.2f} {old:8.2f}  {name}")


if __name__ == "__main__":
    main()
