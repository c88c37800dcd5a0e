"""Sentences of every finding on small ecosystems: no list without its names, no plural for one, nothing twice in the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import TABLES, rows_plus, tiny
from trosol.ecosystem import Ecosystem
from trosol.findings import (
    compare,
    compare_centrality,
    gatekeepers,
    key_sets,
    leverage,
    next_evidence,
    pathways,
    report,
    scenario,
)
from trosol.networks.lens import Lens
from trosol.table import Result

BROKEN = {
    "a list without names": re.compile(r"[:,(] *[.;)]|\bby \.|\bof \.|“”|(?<!\.)\.\.(?!\.)|,,"),
    "a plural for one": re.compile(r"(?<![\d.,–-])\b1 (?!is\b|was\b|has\b)[a-z]+(?<!s)s\b(?! than)"),
    "all are one": re.compile(r"\ball 1\b|(?<![\d.,–-])\b1 (?:of [\d,]+ )?[a-z]+ (?:are|have|were|rest)\b"),
    "two verbs": re.compile(r"\b(?:is|are) (?:is|are)\b|relation is (?:is|in)\b"),
    "a blank left open": re.compile(r"\{[a-z_]+\}"),
    "two spaces": re.compile(r"\S  +\S"),
}


def texts(value: object) -> Iterator[str]:
    """Every text in what a finding gives to programs that is a sentence."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str) and value.endswith(".") and " " in value:
        yield value


def findings(ecosystem: Ecosystem) -> Iterator[Result]:
    """One of each kind."""
    here = ecosystem.snapshot
    yield leverage(here, draws=20, worlds=64)
    yield gatekeepers(here, draws=20)
    yield report(here, draws=20, worlds=64)
    yield next_evidence(here, draws=20, worlds=64)
    yield scenario(here, {"form": 1.0}, draws=20)
    yield key_sets(here, k=2, resamples=20)
    yield ecosystem.horizons()
    yield ecosystem.pathways("form", "care")
    yield ecosystem.portfolio(k=1, resamples=20)
    yield ecosystem.matrix()
    yield ecosystem.voices(draws=20, worlds=64)


@pytest.mark.parametrize("kept", [(), ("c1",), ("c1", "c2", "c3", "c4")], ids="+".join)
def test_no_sentence_is_broken_however_little_is_said(tmp_path: Path, kept: tuple[str, ...]) -> None:
    claims = [row for row in TABLES["claims"] if row[0] in ("id", *kept)]
    claims += rows_plus("claims", "c9", "form", "partOf", "paper", *TABLES["claims"][1][4:])[-1:] if not kept else []
    said = [text for made in findings(Ecosystem.load(tiny(tmp_path, claims=claims))) for text in texts(made.to_json())]
    assert len(said) > 5
    assert not [(why, text) for text in said for why, pattern in BROKEN.items() if pattern.search(text)]


def test_where_there_is_one_goal_number_and_noun_agree(tmp_path: Path) -> None:
    """Enough links for every finding, towards one goal, from one action, with one claim each and one actor who holds anything."""
    more = [
        ["queue", "Friction", "Waiting", "Time spent.", "transcribed", "e1"],
        ["noise", "Friction", "Noise", "Sound.", "transcribed", "e1"],
    ]
    claims = TABLES["claims"][:4]
    pairs = [(key, "stifles", "care") for key in ("queue", "noise")] + [("form", "addresses", key) for key in ("queue", "noise")]
    for number, (a, relation, b) in enumerate([*pairs, ("paper", "attributedTo", "managers"), ("managers", "gatekeeps", "form")]):
        claims = [*claims, [f"d{number}", a, relation, b, *TABLES["claims"][1][4:]]]
    here = Ecosystem.load(tiny(tmp_path / "more", claims=claims, entities=[*TABLES["entities"][:-1], *more]))
    fewer = Ecosystem.load(tiny(tmp_path / "fewer", claims=claims[:-1], entities=[*TABLES["entities"][:-1], *more]))
    found = [
        *findings(here),
        compare(fewer.snapshot, here.snapshot, draws=20, worlds=64),
        pathways(here.snapshot, "form", "care", most=1),
    ]
    found += [
        pathways(here.snapshot, "form", "care", longest=1),
        compare_centrality(here.snapshot, "influence", other=Lens(stated_only=True)),
    ]
    said = [text for made in found for text in texts(made.to_json())]
    assert any(" of 1 goal" in text for text in said)
    assert not [(why, text) for text in said for why, pattern in BROKEN.items() if pattern.search(text)]
