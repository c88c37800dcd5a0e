"""An ecosystem of any size, made of copies of a real one: same kinds, same relations, same shares of what is stated.

Every copy of a claim links the copies of its ends and rests on evidence of its own copy of the source. One in five reaches into
another copy, so that the whole hangs together, and into the first ones far more often than into the last: a few things are named
by very many claims, as in real ecosystems.
Nothing in it means anything: it is there to measure with.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path

from trosol.resources import ecosystem_path

__all__ = ["generate"]

_ACROSS = 0.2
_SKEW = 4


def generate(folder: Path, entities: int, claims: int, model: str = "wales-social-care-2022", seed: int = 2022) -> Path:
    """Write tables with about so many entities and exactly so many claims into ``folder``; returns it."""
    source = ecosystem_path(model)
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    rows = {name: _rows(source / f"{name}.csv") for name in ("entities", "claims", "evidence", "sources", "observations")}
    room = -(-claims // len(rows["claims"])) // 2 + 1  # with fewer copies there are not so many different claims
    copies = max(room, round(entities / len(rows["entities"])))
    things = [
        {
            **row,
            "id": _copy(row["id"], i),
            "label": row["label"] if i == 0 else f"{row['label']} {i + 1}",
            "evidence": ";".join(_copy(key, i) for key in row.get("evidence", "").split(";") if key),
        }
        for i in range(copies)
        for row in rows["entities"]
    ]
    links: dict[tuple[str, str, str], dict[str, str]] = {}
    number = 0
    while len(links) < claims:
        row = rows["claims"][number % len(rows["claims"])]
        i = (number // len(rows["claims"])) % copies
        first_round = number < len(rows["claims"]) * copies
        j = int(copies * chance.random() ** _SKEW) if not first_round or (i and chance.random() < _ACROSS) else i
        subject, target = _copy(row["subject"], i), _copy(row["object"], j)
        key = (subject, row["predicate"], target)
        if key not in links and subject != target:
            evidence = ";".join(_copy(key, i) for key in row["evidence"].split(";"))
            links[key] = {**row, "id": f"g{len(links) + 1:07}", "subject": subject, "object": target, "evidence": evidence}
            if row.get("gatedParty"):
                links[key]["gatedParty"] = _copy(row["gatedParty"], i)
        number += 1
    _write(folder / "entities.csv", things)
    _write(folder / "claims.csv", links.values())
    _write(folder / "evidence.csv", ({**row, "id": _copy(row["id"], i)} for i in range(copies) for row in rows["evidence"]))
    for name in ("sources", "observations"):
        _write(folder / f"{name}.csv", rows[name])
    about = (
        f'name = "generated-{entities}"\niri = "https://example.org/generated-{entities}/"\nversion = "1.0.0"\n'
        'created = 2026-11-22\nlanguage = "en"\nlicence = "https://creativecommons.org/licenses/by/4.0/"\n'
        'publisher = "Trosol"\ncredit = "Generated to measure with; it means nothing."\ninvented = true\n\n'
        f'[title]\nen = "Generated: {len(things):,} entities and {claims:,} claims"\n'
    )
    (folder / "dataset.toml").write_text(about, encoding="utf-8")
    return folder


def _copy(key: str, number: int) -> str:
    return key if number == 0 else f"{key}-{number + 1}"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    kept = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
