"""From a file of another program to a first useful screen: at most two commands and ten decisions, with kinds, signs and directions right."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from journeys.walks import WALKS, Walk, lines, walked
from trosol.findings import key_sets
from trosol.networks.projection import claim_sign

KUMU, YED, ORG = WALKS


class Walks(dict[str, Walk]):
    """Each walk, walked when it is first asked for."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place

    def __missing__(self, name: str) -> Walk:
        folder = self.place / str(len(self))
        folder.mkdir()
        self[name] = walked(name, folder)
        return self[name]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Walks:
    return Walks(tmp_path_factory.mktemp("walks"))


@pytest.mark.exhaustive
def test_two_commands_and_ten_decisions_at_most(walks: Walks) -> None:
    every = [walks[name] for name in WALKS]
    for walk in every:
        print(f"{walk.name}: {len(walk.commands)} commands, {walk.decisions} decisions")
        assert len(walk.commands) <= 2
        assert walk.decisions <= 10
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert [line for line in lines(every) if line not in page] == []


def signs(walk: Walk) -> dict[tuple[str, str], int | None]:
    snapshot = walk.ecosystem.snapshot
    names = {key: entity.label() for key, entity in snapshot.records.entities.items()}
    return {(names[c.subject], names[c.object]): claim_sign(snapshot, c) for c in snapshot.records.claims.values()}


def kinds(walk: Walk) -> dict[str, str]:
    return {e.label(): e.type.rpartition("/")[2] for e in walk.ecosystem.snapshot.records.entities.values()}


def test_a_kumu_map_of_causes(walks: Walks) -> None:
    found = signs(walks[KUMU])
    assert found["Workload", "Errors"] == found["Staff who stay", "Good care"] == found["Peer support scheme", "Trust"] == 1
    assert found["Workload", "Staff who stay"] == found["Errors", "Good care"] == found["Staff who stay", "Workload"] == -1
    assert kinds(walks[KUMU]) | {
        "Good care": "Outcome",
        "Peer support scheme": "Intervention",
        "Short rotas": "Barrier",
    } == kinds(walks[KUMU])
    levers = walks[KUMU].ecosystem.leverage(draws=50, worlds=128)
    helps = {row.label: row.score for table in levers.kinds for row in table.ranking}
    assert helps["Peer support scheme"] > 0


@pytest.mark.exhaustive
def test_a_theory_of_change_in_yed(walks: Walks) -> None:
    there = walks[YED].said()
    assert ("Less paperwork", "leadsTo", "Better care at home") in there  # its head is at the source
    assert ("Old software", "weakens", "Test a shared form") in there
    assert kinds(walks[YED]) | {
        "Grant for trials": "Asset",
        "Train ward teams": "Action",
        "Teams that know the form": "Outcome",
        "Better care at home": "Outcome",
        "Old software": "Barrier",
    } == kinds(walks[YED])
    levers = walks[YED].ecosystem.leverage(draws=50, worlds=128)
    assert {row.label for table in levers.kinds for row in table.ranking if row.score > 0} >= {
        "Train ward teams",
        "Test a shared form",
    }


@pytest.mark.exhaustive
def test_an_ontology_in_w3c_org(walks: Walks) -> None:
    walk = walks[ORG]
    assert {("Guild", "directs", "Shop"), ("Guild", "headOf", "Council")} <= {
        (a, r.rpartition("#")[2], b) for a, r, b in walk.said()
    }
    assert kinds(walk)["Mill"].rpartition("#")[2] == "Organization"
    assert [
        each.sets[0].labels
        for each in key_sets(walk.ecosystem.snapshot, k=1, resamples=20).found
        if each.objective == "fragmentation"
    ] == [("Dyer",)]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", WALKS)
def test_the_first_screen_has_an_answer(walks: Walks, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from screens import open_screen, text_of

    monkeypatch.setenv("TROSOL_ECOSYSTEM", str(walks[name].folder))
    assert text_of(open_screen("overview"))
