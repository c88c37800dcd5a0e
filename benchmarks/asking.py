"""How well questions in plain words are understood: held-out paraphrases, put to the library as people would type them.

Run it with the environment of the tests: ``.venv/bin/python benchmarks/asking.py``; ``--all`` also lists what went wrong.
The list, ``tests/questions/paraphrases.csv``, was written without looking at the ways to say things that the questions know,
and nothing is tuned on it. In it ``|`` separates what may both be meant; a text without a question is out of scope.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trosol.questions import Question, Understanding
    from trosol.store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[1]
PARAPHRASES = ROOT / "tests" / "questions" / "paraphrases.csv"
HIT, WRONG, OTHER_BLANK, NOT = "right", "another question", "right question, other blank", "not understood"
REFUSED, GUESSED = "said not to be understood", "answered all the same"
ANSWERS = (HIT, WRONG, OTHER_BLANK, NOT)


@dataclass(frozen=True)
class Paraphrase:
    """A text, the questions it may mean, and the things that may fill each blank."""

    text: str
    questions: tuple[str, ...]
    filled: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Judged:
    """What became of a paraphrase; ``offered``: the right one was first, or among what was offered instead."""

    paraphrase: Paraphrase
    outcome: str
    offered: bool
    understood_as: str
    seconds: float


def read_paraphrases(path: Path = PARAPHRASES) -> tuple[Paraphrase, ...]:
    """The list."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Paraphrase(
                row["text"],
                tuple(name for name in row["question"].split("|") if name),
                {
                    name: tuple(keys.split("|"))
                    for name, _, keys in (part.partition("=") for part in row["filled"].split(";") if part)
                },
            )
            for row in csv.DictReader(file)
        )


def _right(paraphrase: Paraphrase, reading: Understanding) -> bool:
    return reading.question.name in paraphrase.questions and all(
        key in paraphrase.filled[name] for name, key in reading.values.items() if name in paraphrase.filled
    )


def judge(paraphrase: Paraphrase, snapshot: Snapshot, questions: Sequence[Question]) -> Judged:
    """Understand it, and compare."""
    from trosol.questions.understand import SURE, understand

    begin = perf_counter()
    readings = understand(paraphrase.text, snapshot, questions)
    seconds = perf_counter() - begin
    sure = readings[0] if readings and readings[0].score >= SURE else None
    offered = any(_right(paraphrase, reading) for reading in readings[:4])
    if not paraphrase.questions:
        outcome = GUESSED if sure else REFUSED
    elif sure is None:
        outcome = NOT
    elif _right(paraphrase, sure):
        outcome = HIT
    else:
        outcome = OTHER_BLANK if sure.question.name in paraphrase.questions else WRONG
    return Judged(paraphrase, outcome, offered, sure.title(snapshot) if sure else "", seconds)


def rates(judged: Sequence[Judged]) -> dict[str, float]:
    """Shares, 0 to 1: of the outcomes among texts that ask something, and of those out of scope that were refused."""
    asking = [each for each in judged if each.paraphrase.questions]
    outside = [each for each in judged if not each.paraphrase.questions]
    counted = Counter(each.outcome for each in asking)
    return {
        **{name: counted[name] / max(1, len(asking)) for name in ANSWERS},
        "right, or offered": sum(each.offered for each in asking) / max(1, len(asking)),
        "out of scope and refused": sum(each.outcome == REFUSED for each in outside) / max(1, len(outside)),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the rates."""
    parser = argparse.ArgumentParser(description="How well questions in plain words are understood.")
    parser.add_argument("--ecosystem", default="wales-social-care-2022")
    parser.add_argument("--list", type=Path, default=PARAPHRASES, help="another list of the same columns")
    parser.add_argument("--all", action="store_true", help="also list what went wrong")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    from trosol.ecosystem import Ecosystem

    ecosystem = Ecosystem.load(options.ecosystem)
    questions = ecosystem.questions
    judged = [judge(paraphrase, ecosystem.snapshot, questions) for paraphrase in read_paraphrases(options.list)]
    found = rates(judged)
    number = sum(bool(each.paraphrase.questions) for each in judged)
    if options.json:
        print(json.dumps({"texts": number, "outside": len(judged) - number, "rates": found}, indent=2))
        return 0
    print(f"{number} texts that ask something, {len(judged) - number} out of scope.")
    for name, share in found.items():
        print(f"{name:28} {share:7.1%}")
    print(f"{'median time':28} {median(each.seconds for each in judged) * 1000:5.0f} ms")
    for each in judged if options.all else ():
        if each.outcome not in (HIT, REFUSED):
            also = " (offered)" if each.offered else ""
            print(f"- {each.outcome}{also}: {each.paraphrase.text!r}, taken as {each.understood_as or 'nothing'!r}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "graph"))
    sys.exit(main(sys.argv[1:]))
