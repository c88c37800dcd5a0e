"""Other weights and passages: the order of the table is kept, means are kept, one passage is one number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from builders import TABLES, tiny
from findings.test_leverage import claim
from trosol.ecosystem import Ecosystem
from trosol.findings import base_worlds
from trosol.findings.tiers import beaten, tier_numbers, tiers_of
from trosol.findings.weight_draws import draw_claims, weight_floors


def eco(folder: Path, *, second_source: bool = False) -> Ecosystem:
    more = [claim("d1", "form", "enables", "care"), claim("d2", "form", "enables", "nurses", mode="inferred")]
    more += [
        claim("d3", "form", "enables", "managers", mode="inferred", evidence="e2"),
        claim("d4", "form", "stifles", "paper", "hypothesises"),
    ]
    sources = [*TABLES["sources"], ["report", "A report"]]
    evidence = [[*row] for row in TABLES["evidence"]]
    if second_source:
        evidence[2][1] = "report"
    return Ecosystem.load(tiny(folder, claims=[*TABLES["claims"], *more], sources=sources, evidence=evidence))


def test_tables_keep_the_order_of_ours(tmp_path: Path) -> None:
    snapshot = eco(tmp_path).snapshot
    assert weight_floors(snapshot) == {
        "mode": (("stated", 0.7), ("inferred", 0.3)),
        "stance": (("reports", 1.0), ("hypothesises", 0.3), ("negates", 0.0)),
        "confidence": (("high", 1.0), ("medium", 0.6), ("low", 0.3)),
        "hedged": (("hedged", 0.6),),
    }
    drawn = draw_claims(snapshot, 500, np.random.default_rng(1)).weights
    of = {key: drawn[:, place] for place, key in enumerate(snapshot.coded.claims)}
    assert of["d1"].min() >= 0.7 and of["d1"].max() <= 1
    assert (of["d2"] <= of["d1"]).all() and (of["d3"] == of["d2"]).all() and (of["d4"] <= of["d1"]).all()
    assert (of["c3"] <= of["d2"]).all() and (of["c1"] <= of["d1"]).all() and not of["c4"].any()
    assert of["d1"].mean() == pytest.approx(0.85, abs=0.02)


@pytest.mark.parametrize("second", [False, True])
def test_passages_are_reweighted_around_the_same_mean(tmp_path: Path, second: bool) -> None:
    snapshot = eco(tmp_path, second_source=second).snapshot
    drawn = draw_claims(snapshot, 10_000, np.random.default_rng(2)).evidence
    of = {key: drawn[:, place] for place, key in enumerate(snapshot.coded.claims)}
    weight = dict(zip(snapshot.coded.claims, snapshot.claim_weights, strict=True))
    for key in ("c1", "c2", "d1", "d2", "d3"):
        assert of[key].mean() == pytest.approx(weight[key], abs=0.015)
        assert of[key].min() > 0 and of[key].max() <= 1
    assert np.corrcoef(of["d1"], of["d2"])[0, 1] > 0.7  # one passage
    assert abs(np.corrcoef(of["d2"], of["d3"])[0, 1]) < 0.05  # two


def test_tiers_are_what_cannot_be_told_apart() -> None:
    rng = np.random.default_rng(3)
    scores = np.column_stack([rng.normal(5, 1, 400), rng.normal(4.8, 1, 400), rng.normal(0, 1, 400)])
    assert tiers_of(scores).letters == ("A", "A", "B")
    assert tiers_of(scores[:, :2]).letters == (None, None) and tiers_of(scores[:, :1]).letters == (None,)
    shares = beaten(scores)
    assert shares[0, 2] > 0.99 and shares[2, 0] < 0.01
    near = np.zeros((100, 2))
    near[:91, 0] = 1
    assert tiers_of(near).letters == ("A", "B") and tiers_of(near).borderline == (False, True)
    circle = np.array([[0, 0.95, 0, 1], [0, 0, 0.95, 1], [0.95, 0, 0, 1], [0, 0, 0, 0]])
    assert tier_numbers(circle) == (0, 0, 0, 1)


def test_large_tables_of_draws_are_made_anew_and_small_ones_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = eco(tmp_path).snapshot
    held = base_worlds.claim_draws(snapshot, 5, 1)
    assert base_worlds.claim_draws(snapshot, 5, 1) is held
    monkeypatch.setattr(base_worlds, "_HELD_BYTES", sum(each.nbytes for each in held) - 1)
    anew = base_worlds.claim_draws(snapshot, 5, 1)
    assert anew is not held
    assert all((one == other).all() for one, other in zip(held, anew, strict=True))
