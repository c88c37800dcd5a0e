"""Where there is not enough evidence, which claims do not count and what would make them count."""

from __future__ import annotations

from pathlib import Path

from builders import TABLES, rows_plus, tiny
from trosol import Ecosystem


def only(*kept: str) -> list[list[str]]:
    """The table of claims with some of them."""
    return [row for row in TABLES["claims"] if row[0] in ("id", *kept)]


def test_leverage_names_the_relations_that_do_not_count(tmp_path: Path) -> None:
    claims = [*only(), *rows_plus("claims", "c9", "form", "partOf", "care", *TABLES["claims"][1][4:])[-1:]]
    found = Ecosystem.load(tiny(tmp_path, claims=claims)).leverage(draws=20, worlds=64).about.not_enough
    assert "is part of (1)" in found
    assert "leads to" in found


def test_leverage_says_what_makes_a_goal(tmp_path: Path) -> None:
    entities = [row for row in TABLES["entities"] if row[0] not in ("care", "vision-1")]
    claims = only("c2", "c3")
    found = Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).leverage(draws=20, worlds=64).about.not_enough
    assert "Outcome" in found
    assert "[goals]" in found


def test_a_portfolio_without_an_action_that_addresses_anything(tmp_path: Path) -> None:
    claims = [*only(), *rows_plus("claims", "c9", "form", "partOf", "paper", *TABLES["claims"][1][4:])[-1:]]
    found = Ecosystem.load(tiny(tmp_path, claims=claims)).portfolio(k=1, resamples=20).not_enough
    assert "is part of (1)" in found


def test_horizons_and_pathways_say_what_would_count(tmp_path: Path) -> None:
    ecosystem = Ecosystem.load(tiny(tmp_path, claims=only("c3")))
    told = ecosystem.horizons().about.not_enough
    assert "1 claim" in told and "horizon" in told
    told = ecosystem.pathways("form", "care").not_enough
    assert "directs (1)" in told


def test_claims_that_end_in_a_kind_that_takes_no_part_are_told(tmp_path: Path) -> None:
    entities = [*TABLES["entities"], ["wales", "Region", "Wales", "A country.", "transcribed", "e1"]]
    claims = [*only(), *rows_plus("claims", "c9", "form", "strengthens", "wales", *TABLES["claims"][1][4:])[-1:]]
    found = Ecosystem.load(tiny(tmp_path, entities=entities, claims=claims)).leverage(draws=20, worlds=64).about.not_enough
    assert "Region (1)" in found
