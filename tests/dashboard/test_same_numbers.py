"""A number that stands on several screens is the same on all of them, or says beside it why it is another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from screens import open_screen, text_of
from trosol.ecosystem import Ecosystem
from trosol.findings.addressing import addressing
from trosol.findings.inventory import inventory, items_by_class, items_by_kind, kind_label
from trosol.findings.leverage.gaps import open_challenges, under_addressed
from trosol.findings.portfolio.portfolio import portfolio
from trosol.networks.lens import Lens, voices
from trosol.views.filters import MapFilter
from trosol.views.maps.explorer_data import explorer_data
from trosol.views.tables.evidence_summary import sourcing
from trosol.views.tables.summary import describe
from trosol.views.tables.vocabulary import classes_table

LENSES: Mapping[str, Lens] = {
    "": Lens(),
    "stated": Lens(stated_only=True),
    "voice": Lens(),
    "study": Lens(with_study=True),
}


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    """The second ecosystem."""
    return Ecosystem.load("circular-textiles-vellana")


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*", text))


@pytest.mark.parametrize("filters", [{}, pytest.param({"claims": "stated"}, marks=pytest.mark.exhaustive)])
def test_claims_that_count_are_as_many_on_the_overview_as_under_evidence(wales: Ecosystem, filters: dict[str, str]) -> None:
    held = inventory(wales.snapshot, Lens(stated_only=bool(filters)))
    told = (len(held.counting), len(held.single), len(held.denied))
    overview = text_of(open_screen("overview", **filters))
    evidence = open_screen("evidence", **filters)
    assert {f"{number:,}" for number in told} <= _numbers(overview)
    assert [each.value for each in evidence.metric] == [
        f"{number:,}" for number in (told[0], held.stated, told[1], len(held.possible), told[2])
    ]
    # Beside what counts stands what is recorded, and why the rest does not count.
    assert f"{told[0]:,} of the {held.claims:,} recorded claims count" in overview
    assert any(f"{held.claims:,}" in str(each.help) for each in evidence.metric)


@pytest.mark.parametrize("name", LENSES)
def test_what_nothing_addresses_is_one_list(wales: Ecosystem, textiles: Ecosystem, name: str) -> None:
    for ecosystem in (wales, textiles):
        snapshot = ecosystem.snapshot
        lens = replace(LENSES[name], voice=voices(snapshot)[0]) if name == "voice" else LENSES[name]
        every = addressing(snapshot, lens)
        open_, under = ({row.id for row in found(snapshot, lens)} for found in (open_challenges, under_addressed))
        assert (open_, under) == (set(every.unaddressed), {part for parts in every.under.values() for part in parts})
        # What is addressed, what is only a part of that, and what is left open are all there is, each once.
        assert len(every.difficulties) == len(every.addressed) + len(under) + len(open_)
        assert not every.addressed & (open_ | under)


@pytest.mark.exhaustive
def test_the_question_and_the_best_sets_leave_the_same_open(wales: Ecosystem, textiles: Ecosystem) -> None:
    for ecosystem in (wales, textiles):
        open_ = set(addressing(ecosystem.snapshot, Lens()).unaddressed)
        assert {each["id"] for each in ecosystem.ask("which-problems-nobody-addresses").to_json()["answer"]} == open_
        assert set(portfolio(ecosystem.snapshot, resamples=20).unaddressed) == open_


def test_a_problem_that_is_only_denied_is_none(wales: Ecosystem) -> None:
    denied = [
        key
        for key in wales.snapshot.records.entities
        if (claims := wales.snapshot.claims_of(key)) and all(claim.stance == "negates" for claim in claims)
    ]
    assert denied and not set(denied) & set(addressing(wales.snapshot, Lens()).difficulties)


def test_items_of_a_kind_are_as_many_on_the_overview_on_the_map_and_in_the_ontology(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    listed = {label: number for _name, label, number, _says in describe(snapshot).by_kind}
    assert sum(listed.values()) == inventory(snapshot).items == len(snapshot.records.entities)
    data = explorer_data(snapshot, MapFilter(lens=Lens()))
    drawn = [sum(item.kind == number for item in data.items) for number in range(len(data.kinds))]
    assert [(kind.label, listed[kind.label]) for kind in data.kinds] == [(kind.label, kind.recorded) for kind in data.kinds]
    assert all(0 < number <= kind.recorded for number, kind in zip(drawn, data.kinds, strict=True))
    told = {label.lstrip("– "): number for label, *_rest, number in classes_table(snapshot)}
    kinds, every = items_by_kind(snapshot), items_by_class(snapshot)
    for iri, number in kinds.items():
        plain, label = snapshot.ontology.classes[iri].label(), kind_label(snapshot, iri)
        assert told[plain] == every[iri]
        # Where the two differ, the smaller says that it is of the others.
        assert (every[iri] == number) == (label == plain)


def test_claims_about_an_item_that_count_stand_beside_those_that_are_recorded(wales: Ecosystem) -> None:
    data = explorer_data(wales.snapshot, MapFilter(lens=Lens()))
    fewer = [item for item in data.items if item.claims < item.recorded]
    assert fewer and all(item.recorded == len(wales.describe(item.id).statements) for item in fewer[::9])


def test_a_single_piece_of_evidence_is_counted_alike(wales: Ecosystem) -> None:
    found = sourcing(wales.snapshot)
    assert set(found.lone) < set(found.held.single) < set(found.held.counting)
