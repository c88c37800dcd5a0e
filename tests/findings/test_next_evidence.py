"""Next evidence: what is said to change a tier really does, and each gap is one question to somebody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, pushing, tiny
from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import gatekeepers, leverage
from trosol.findings.gate_claims import is_aggregate
from trosol.findings.gatekeepers.gate_removals import claims_behind_gates, gate_removals
from trosol.findings.leverage.group_removals import group_removals
from trosol.findings.sensitivity.next_evidence import NextEvidence, next_evidence
from trosol.findings.sensitivity.whom_to_ask import askable
from trosol.networks.lens import Lens

FEW: dict[str, Any] = {"draws": 60, "worlds": 256}
NAMED = ("enablers", "innovators", "stakeholders")
"""The groups of the Welsh study to which claims are credited by name."""


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> NextEvidence:
    return next_evidence(wales.snapshot, **FEW)


def of_pushing(folder: Path, *more: tuple[str, str, str, str], drop: str = "") -> NextEvidence:
    return next_evidence(Ecosystem.load(pushing(folder, *more, drop=drop)).snapshot, **FEW)


def test_claims_that_a_tier_hangs_on_are_those_of_leverage(wales: Ecosystem, found: NextEvidence) -> None:
    levers = leverage(wales.snapshot, **FEW)
    told: dict[str, set[tuple[str, str]]] = {}
    for table in levers.kinds:
        for row in table.ranking:
            for key in row.hinges:
                told.setdefault(key, set()).add((table.kind, row.id))
    kinds = {table.kind for table in levers.kinds}
    asked = {ask.claims[0]: {move for move in ask.moves if move[0] in kinds} for ask in found.of("hinge")}
    assert {key: moves for key, moves in asked.items() if moves} == told


def test_without_a_hinge_the_tier_is_another(tmp_path: Path) -> None:
    """Rota helps three goals, lamp two, form nearly as many: A, B, C. Without r1 rota is no better than lamp."""
    asks = {ask.claims[0]: ask for ask in of_pushing(tmp_path / "a").of("hinge")}
    assert set(asks) == {"r1", "r2", "r3", "l1", "l2"}
    without = leverage(Ecosystem.load(pushing(tmp_path / "b", drop="r1")).snapshot, **FEW)
    before = leverage(Ecosystem.load(pushing(tmp_path / "c")).snapshot, **FEW)
    for table, key in asks["r1"].moves:
        rows = [next(each for each in one.kinds if each.kind == table) for one in (before, without)]
        was, now = (next(row.tier for row in each.ranking if row.id == key) for each in rows)
        assert was != now


def test_a_passage_that_all_rests_on_holds_it_up_alone(tmp_path: Path) -> None:
    """All of rota's claims are in e1; form has c2 in e2, so something is left of it."""
    (ask,) = of_pushing(tmp_path / "a").of("passage")
    assert set(ask.claims) == {"c1", "f1", "l1", "l2", "r1", "r2", "r3"}
    assert ask.evidence == ("e1",)
    assert set(ask.alone) == {"rota", "paper"}


def test_what_is_left_without_a_passage_is_what_its_claims_do_not_carry(tmp_path: Path) -> None:
    snapshot = Ecosystem.load(pushing(tmp_path)).snapshot
    levers = leverage(snapshot, **FEW)
    removed = group_removals(snapshot, levers, [("r1", "r2"), ("r1", "r2", "r3"), ()])
    place = removed.rows.index("rota")
    assert removed.left[:, place] == pytest.approx([1 / 3, 0, 1], abs=0.03)


def test_a_gate_without_the_claim_that_ties_it_weighs_nothing(wales: Ecosystem) -> None:
    """Managers hold two difficulties and one gate: without the claims that tie these nothing is behind them."""
    gates = gatekeepers(wales.snapshot, **FEW)
    card = gates.card("managers")
    assert card is not None
    tying = {key for block in card.blocks for key in block.claims}
    removed = gate_removals(wales.snapshot, gates, [tying, ()])
    place = removed.rows.index("managers")
    assert removed.left[:, place].tolist() == [0, 1]
    assert tying <= set(claims_behind_gates(wales.snapshot, gates))


def test_a_link_of_unknown_sign_is_asked_about_with_what_it_would_move(tmp_path: Path) -> None:
    """Bell influences all that rota helps: if that were help, it would be as good as rota."""
    links = [(f"x{number}", "bell", "influences", goal) for number, goal in enumerate(("rest", "calm", "hope"))]
    asks = {ask.about[1]: ask for ask in of_pushing(tmp_path, *links).of("sign")}
    assert set(asks) == {"rest", "calm", "hope"}
    assert all(("key-areas", "bell") in ask.moves for ask in asks.values())
    assert not of_pushing(tmp_path / "b").of("sign")


def test_an_action_that_leads_nowhere_is_asked_about(tmp_path: Path) -> None:
    (ask,) = of_pushing(tmp_path / "a").of("onward")
    assert (ask.about, ask.moves) == (("bell",), (("key-areas", "bell"),))
    assert not of_pushing(tmp_path / "b", ("x1", "bell", "enables", "rest")).of("onward")


def test_every_named_gate_without_somebody_kept_out_is_asked_about(wales: Ecosystem, found: NextEvidence) -> None:
    gates = gatekeepers(wales.snapshot, **FEW)
    silent = {card.id for card in (*gates.cards, *gates.aggregates) if card.named and not card.kept_out}
    assert {ask.about[0] for ask in found.of("kept_out")} == silent


def test_what_could_move_most_tiers_comes_first(found: NextEvidence) -> None:
    sizes = [len(ask.moves) for ask in found.asks]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0


def test_each_is_one_question_to_somebody_on_claims_that_are_there(wales: Ecosystem, found: NextEvidence) -> None:
    records = wales.snapshot.records
    for ask in found.asks:
        assert ask.question.count("?") == 1
        assert set(ask.claims) <= set(records.claims)
        assert set(ask.evidence) <= set(records.evidence)
        assert {*ask.about, *ask.whom} <= set(records.entities)
    assert sum(bool(ask.whom) for ask in found.asks) > 0.9 * len(found.asks)


def test_an_inferred_claim_is_put_to_those_who_spoke(wales: Ecosystem, found: NextEvidence) -> None:
    inferred = [ask for ask in found.of("hinge") if ask.mode == "inferred"]
    assert inferred
    named = [ask for ask in inferred if set(NAMED) & set(wales.snapshot.records.claims[ask.claims[0]].voices)]
    for ask in named:
        assert set(ask.whom) <= set(wales.snapshot.records.claims[ask.claims[0]].voices)


def test_only_those_who_can_be_asked_are_asked(wales: Ecosystem, found: NextEvidence) -> None:
    """No voice without a name, no document, no whole sector, nothing imagined or not transcribed."""
    ontology = wales.snapshot.ontology
    for ask in one_or_more(found.asks):
        assert ask.whom
        for key in ask.whom:
            entity = wales.snapshot.entity(key)
            kind = ontology.kind(entity.type)
            assert kind is not None
            assert (kind.group, entity.status) == ("actor", "transcribed"), key
            assert not is_aggregate(wales.snapshot, key)


def test_whoever_is_a_sector_or_imagined_is_passed_over(wales: Ecosystem) -> None:
    ask = ("social-care-sector", "uniting-body", "report-authors", "a-healthier-wales", "commissioners", "commissioners")
    assert askable(wales.snapshot, ask) == ("commissioners",)
    assert set(askable(wales.snapshot, ask[:4])) == set(NAMED)


def test_too_thin_gives_a_reason_and_no_questions(tmp_path: Path) -> None:
    found = next_evidence(Ecosystem.load(tiny(tmp_path, claims=TABLES["claims"][:1])).snapshot, **FEW)
    assert not found.asks
    assert found.not_enough


def test_the_same_data_gives_the_same_answer_and_a_lens_counts(wales: Ecosystem, found: NextEvidence) -> None:
    assert next_evidence(wales.snapshot, **FEW).to_json() == found.to_json()
    stated = next_evidence(wales.snapshot, Lens(stated_only=True), **FEW)
    modes = {wales.snapshot.records.claims[key].mode for ask in stated.of("hinge") for key in ask.claims}
    assert modes == {"stated"}
    with pytest.raises(WrongUse):
        next_evidence(wales.snapshot, draws=0)


def test_json_has_the_fields(found: NextEvidence) -> None:
    value = found.to_json()
    assert {"asks", "sentence", "lens", "draws", "worlds", "seed", "snapshot"} <= set(value)
    fields = {"kind", "about", "claims", "evidence", "places", "moves", "alone", "whom", "sentence", "question"}
    assert fields <= set(value["asks"][0])


def test_the_command_lists_those_that_move_most_and_counts_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = pushing(tmp_path)
    assert main(["next-evidence", str(folder), "--draws", "60", "--worlds", "256", "--no-cache", "--most", "3"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    asks = next_evidence(Ecosystem.load(folder).snapshot, **FEW).asks
    assert len(asks) > 3
    places = [told.index(ask.question) for ask in asks[:3]]
    assert places == sorted(places)
    assert not [ask for ask in asks[3:] if ask.question in told and ask.question not in {each.question for each in asks[:3]}]
