"""Ask labelled questions in one process, and count what comes back: right, misleading, unsure, not understood.

    python -P tests/ask/scoring.py [--held] [--all] [--quiet] [TABLE]

Only what a person reads first counts: the headline, the sentence, and the first ten rows. A reply is right if its status is an
accepted one and, where it answers, at least ``least`` of the patterns stand there and no forbidden one. A reply that answers, or
says that the source is silent, and is not right *misleads*: worse than "unsure" or "not understood".

``labelled.tsv``, ``newcomers.tsv``, ``outsiders.tsv``, ``offices.tsv`` and ``callers.tsv`` were written from the sources and tables before anything was tuned. A third
of each, chosen by hash, is held back: ``--held`` prints its totals and nothing else. *Offered*: of those that are unsure, how many show among the readings
offered what a right reply contains.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trosol.ecosystem import Ecosystem

TABLE = Path(__file__).resolve().with_name("labelled.tsv")
NEWCOMERS = Path(__file__).resolve().with_name("newcomers.tsv")
OUTSIDERS = Path(__file__).resolve().with_name("outsiders.tsv")
OFFICES = Path(__file__).resolve().with_name("offices.tsv")
CALLERS = Path(__file__).resolve().with_name("callers.tsv")
SPLIT = (TABLE, NEWCOMERS, OUTSIDERS, OFFICES, CALLERS)
"""Tables of which a third is held back."""
VERDICTS = ("right", "misleads", "unsure", "not understood")
_SPEAKING_OF_NOTHING = ("id", "claims", "observation")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, and what a right reply contains: at least ``least`` of ``patterns``, none of ``forbid``, one of ``statuses``.

    ``after``: the question before it.
    """

    ecosystem: str
    kind: str
    question: str
    patterns: tuple[str, ...]
    least: int
    forbid: str
    statuses: tuple[str, ...]
    after: str = ""

    @property
    def held(self) -> bool:
        """Whether it belongs to the third that nobody looks at."""
        return hashlib.sha256(f"{self.ecosystem} {self.question}".encode()).digest()[0] % 3 == 0


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its reply as JSON, the verdict, and the seconds that it took."""

    asked: Labelled
    reply: Mapping[str, Any]
    verdict: str
    seconds: float


def read_labelled(path: Path = TABLE, ecosystem: str = "wales-social-care-2022") -> tuple[Labelled, ...]:
    """Rows of a table; ``ecosystem``: of those that name none."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Labelled(
                row.get("ecosystem") or ecosystem,
                row.get("kind") or row.get("audience") or "",
                row["question"],
                tuple(part for part in row["patterns"].split(" ;; ") if part),
                int(row["least"]),
                row["forbid"],
                tuple(row["status"].split("|")),
                row.get("after") or "",
            )
            for row in csv.DictReader(lines, delimiter="\t")
        )


def read_first(reply: Mapping[str, Any]) -> str:
    """What a person reads first, as one text of bounded length."""
    shown = [str(reply.get("headline", "")), str(reply.get("sentence", ""))]
    for row in (reply.get("answer") or [])[:10]:
        shown += [
            str(value) for key, value in row.items() if key not in _SPEAKING_OF_NOTHING and not isinstance(value, (list, dict))
        ]
    shown += [str(gap["label"]) for gap in (reply.get("gaps") or [])[:3]]
    return " · ".join(shown)[:3000]


def verdict(asked: Labelled, reply: Mapping[str, Any]) -> str:
    """One of :data:`VERDICTS`."""
    status, text = str(reply["status"]), read_first(reply)
    number = sum(bool(re.search(pattern, text, re.IGNORECASE)) for pattern in asked.patterns)
    enough = number >= max(1, asked.least) and not (asked.forbid and re.search(asked.forbid, text, re.IGNORECASE))
    if status in asked.statuses and (status != "answered" or enough):
        return "right"
    return {"notUnderstood": "not understood", "unsure": "unsure"}.get(status, "misleads")


def score(rows: Iterable[Labelled]) -> tuple[Scored, ...]:
    """Ask them all, each ecosystem loaded once."""
    loaded: dict[str, Ecosystem] = {}
    scored = []
    for row in rows:
        if row.ecosystem not in loaded:
            loaded[row.ecosystem] = Ecosystem.load(row.ecosystem)
        started = time.perf_counter()
        reply = loaded[row.ecosystem].ask(row.question, after=row.after).to_json()
        scored.append(Scored(row, reply, verdict(row, reply), time.perf_counter() - started))
    return tuple(scored)


def offers_it(each: Scored) -> bool:
    """Whether an unsure reply shows, among the readings that it offers, what a right one contains."""
    return each.verdict == "unsure" and any(
        verdict(each.asked, {**offer, "answer": [{"label": label} for label in offer["answer"]]}) == "right"
        for offer in each.reply["readings"]
    )


def totals(scored: Iterable[Scored]) -> str:
    """Counts of a set, in a line."""
    rows = list(scored)
    count = Counter(each.verdict for each in rows)
    number = max(1, count.total())
    counts = ", ".join(f"{count[each]} {each} ({count[each] / number:.0%})" for each in VERDICTS)
    return f"{number}: {counts}; {sum(map(offers_it, rows))} offered"


def main() -> None:
    """Print what was not right, then totals by kind, by ecosystem and altogether."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", 1)[0])
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--held", action="store_true", help="the third that is held back: totals only")
    parser.add_argument("--all", action="store_true", help="all rows of the table")
    parser.add_argument("--quiet", action="store_true", help="totals only")
    options = parser.parse_args()
    rows = read_labelled(options.table)
    own = options.table.resolve() in SPLIT and not options.all
    scored = score(row for row in rows if not own or row.held == options.held)
    if not (options.quiet or (own and options.held)):
        for each in scored:
            if each.verdict != "right":
                told = f"[{each.reply['status']}: {each.reply['understood_as'] or ''}] {read_first(each.reply)[:150]}"
                sys.stdout.write(f"{each.verdict:14s} {each.asked.kind:10s} {each.asked.question}  {told}\n")
    if not options.held:
        for kind in sorted({each.asked.kind for each in scored}):
            sys.stdout.write(f"{kind:12s} {totals(each for each in scored if each.asked.kind == kind)}\n")
    for name in sorted({each.asked.ecosystem for each in scored}):
        sys.stdout.write(f"{name} {totals(each for each in scored if each.asked.ecosystem == name)}\n")
    slow = sorted(each.seconds for each in scored)
    sys.stdout.write(f"altogether {totals(scored)}; seconds: median {slow[len(slow) // 2]:.3f}, slowest {slow[-1]:.3f}\n")


if __name__ == "__main__":
    main()
