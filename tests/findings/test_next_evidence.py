"""Next evidence: what is said to change an answer really does, and what would not is not claimed to."""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import pytest

from builders import pushing, rows_plus, tiny
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import gatekeepers
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.sensitivity import perturbation
from trosol.findings.sensitivity.candidate import Candidate
from trosol.findings.sensitivity.next_evidence import NextEvidence, next_evidence
from trosol.networks.lens import Lens

CLAIM = ("unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", "")
ACTORS = ("board", "clinic", "drivers", "families", "kitchen", "porters")
TIES = (("board", "clinic"), ("clinic", "drivers"), ("drivers", "families"), ("families", "kitchen"))


def in_a_row(folder: Path, *more: tuple[str, str], drop: str = "") -> Ecosystem:
    """Actors in a row: managers - nurses (c3), and board - clinic - drivers - families - kitchen (t0 to t3)."""
    entities = rows_plus("entities", ACTORS[0], "ActorRole", ACTORS[0].title(), "Some.", "transcribed", "e1")
    entities += [[key, "ActorRole", key.title(), "Some.", "transcribed", "e1"] for key in ACTORS[1:]]
    claims = rows_plus("claims", "g1", "porters", "gatekeeps", "care", *CLAIM)
    claims += [[f"t{i}", a, "worksWith", b, *CLAIM] for i, (a, b) in enumerate((*TIES, *more))]
    return Ecosystem.load(tiny(folder, entities=entities, claims=[row for row in claims if row[0] != drop]))


def placed(ecosystem: Ecosystem, k: int) -> dict[str, int]:
    found = gatekeepers(ecosystem.snapshot, k=k, resamples=1).placed
    return {row.id: row.rank for row in found.ranking if row.rank <= k and row.score > 0}


def levers(folder: Path, k: int, drop: str = "", *more: tuple[str, str, str, str]) -> dict[str, int]:
    found = goal_ranking(Ecosystem.load(pushing(folder, *more, drop=drop)).snapshot, k=k, resamples=1)
    return {row.id: row.rank for row in found.ranking if row.rank <= k and row.score > 0}


def falls(folder: Path, k: int, *more: tuple[str, str, str, str]) -> dict[str, Candidate]:
    """What is told of each claim behind the levers, by claim."""
    asks = next_evidence(Ecosystem.load(pushing(folder, *more)).snapshot, k=k).confirm
    return {ask.claims[0]: ask for ask in asks if ask.ranking == "levers"}


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> NextEvidence:
    return next_evidence(wales.snapshot)


def test_every_row_changes_something_and_asks_a_question(wales: Ecosystem, found: NextEvidence) -> None:
    claims = wales.snapshot.records.claims
    assert found.confirm and found.add and found.named and found.weakest
    for ask in (*found.confirm, *found.add):
        assert ask.change.moves
    for ask in (*found.asks, *found.named, *found.weakest):
        assert "?" in ask.question and ask.sentence.endswith(".")
        assert set(ask.claims) <= set(claims) and set(ask.evidence) <= set(wales.snapshot.records.evidence)


def test_what_changes_most_comes_first(found: NextEvidence) -> None:
    sizes = [ask.change.size for ask in found.asks]
    assert sizes == sorted(sizes, reverse=True)


def test_a_claim_that_is_dropped_gives_what_was_foretold(tmp_path: Path) -> None:
    row = in_a_row(tmp_path / "a")
    before = placed(row, 2)
    foretold = {ask.claims[0]: ask.change for ask in next_evidence(row.snapshot, k=2).confirm if ask.ranking == "placed"}
    assert before == {"drivers": 1, "clinic": 2, "families": 2}
    # Without the outermost tie, four are left in a row, and too few ties for the finding: the measure itself is compared.
    graph = nx.Graph([("board", "clinic"), ("clinic", "drivers"), ("drivers", "families"), ("families", "kitchen")])
    graph.remove_edge("families", "kitchen")
    raw = nx.betweenness_centrality(graph, normalized=False)
    assert {key for key, value in raw.items() if value == max(raw.values())} == {"clinic", "drivers"}
    assert foretold["t3"].leaves == ("families",)
    assert {move.id: move.after for move in foretold["t3"].moves} == {"clinic": 1, "families": None}


def test_a_tie_that_is_added_gives_what_was_foretold(tmp_path: Path) -> None:
    row = in_a_row(tmp_path / "a")
    for number, ask in enumerate(ask for ask in next_evidence(row.snapshot, k=2).add):
        after = placed(in_a_row(tmp_path / str(number), *ask.ties), 2)
        before = placed(row, 2)
        assert set(ask.change.enters) == set(after) - set(before)
        assert set(ask.change.leaves) == set(before) - set(after)
        assert all(after.get(move.id) == move.after for move in ask.change.moves if move.id in after)


def test_a_second_claim_on_the_same_tie_takes_the_weight_off_the_first(tmp_path: Path) -> None:
    once = next_evidence(in_a_row(tmp_path / "a").snapshot, k=2)
    twice = next_evidence(in_a_row(tmp_path / "b", TIES[1]).snapshot, k=2)
    assert "t1" in {ask.claims[0] for ask in once.confirm}
    assert "t1" not in {ask.claims[0] for ask in twice.confirm}


def test_who_is_named_but_not_placed_is_asked_about_the_ties_that_would_place_them(tmp_path: Path) -> None:
    row = in_a_row(tmp_path)
    found = next_evidence(row.snapshot, k=2)
    (ask,) = found.named
    assert ask.about == ("porters",) and len(ask.ties) == 2
    assert "porters" in ask.change.enters
    assert "Who has to go through “Porters”?" in ask.question


def test_each_claim_behind_the_levers_gives_what_was_foretold(tmp_path: Path) -> None:
    """Rota helps three goals, form and lamp two each; without one claim, one of them helps one less, with paper in between too."""
    told = falls(tmp_path / "a", 2)
    before = levers(tmp_path / "b", 2)
    assert before == {"rota": 1, "form": 2, "lamp": 2}
    assert {key: ask.change.leaves for key, ask in told.items()} == {
        **dict.fromkeys(("c1", "c2", "f1"), ("form",)),
        **dict.fromkeys(("l1", "l2"), ("lamp",)),
        **dict.fromkeys(("r1", "r2", "r3"), ()),
    }
    for key, ask in told.items():
        after = levers(tmp_path / key, 2, key)
        assert set(ask.change.leaves) == set(before) - set(after) and set(ask.change.enters) == set(after) - set(before)
        assert all(after.get(move.id) == move.after for move in ask.change.moves if move.id in after)
    assert "“One shared form” would drop out of the first 2 levers; 14% of what puts the first 2 there" in told["c1"].sentence


def test_a_claim_less_lets_the_sign_that_is_left_speak(tmp_path: Path) -> None:
    """Two claims on lamp and care of opposite sign say nothing together; without the one that stifles, lamp helps three goals."""
    both = (("p1", "lamp", "enables", "care"), ("p2", "lamp", "stifles", "care"))
    told = falls(tmp_path / "a", 2, *both)
    assert {move.id: (move.before, move.after) for move in told["p2"].change.moves} == {"lamp": (2, 1), "form": (2, 3)}
    assert levers(tmp_path / "b", 2, "p2", *both) == {"rota": 1, "lamp": 1}
    assert told["p2"].change.leaves == ("form",) and "p1" not in told


def test_another_claim_on_the_same_arrow_takes_the_weight_off_the_first(tmp_path: Path) -> None:
    assert "l1" in falls(tmp_path / "a", 2)
    assert "l1" not in falls(tmp_path / "b", 2, ("l9", "lamp", "supports", "hope"))


def test_levers_are_asked_about_where_nobody_is_named_or_placed(tmp_path: Path) -> None:
    found = next_evidence(Ecosystem.load(pushing(tmp_path)).snapshot, k=2)
    assert not found.not_enough and {ask.ranking for ask in found.asks} == {"levers"}
    assert "Not enough evidence, because only 1 tie" in found.searched


def test_the_levers_of_wales_hang_on_one_claim_of_support(wales: Ecosystem, found: NextEvidence) -> None:
    """Without c1032 the user research no longer supports Social Care Wales: it, and all that supports it, leaves the first."""
    ask = next(ask for ask in found.confirm if ask.ranking == "levers" and ask.claims == ("c1032",))
    assert "user-research-programme" in ask.change.leaves
    assert ask in found.asks and any(weak.claims == ask.claims and weak.ranking == "levers" for weak in found.weakest)
    behind = {key for row in goal_ranking(wales.snapshot, resamples=1).ranking if row.rank <= 5 for key in row.claims}
    assert {ask.claims[0] for ask in found.confirm if ask.ranking == "levers"} <= behind


def test_named_claims_are_the_only_word_for_those_they_name(wales: Ecosystem, found: NextEvidence) -> None:
    """Each of the four is named in one claim only: without it, nobody would be named in its place."""
    falls = [ask for ask in found.confirm if ask.ranking == "named"]
    named = gatekeepers(wales.snapshot, resamples=1).named
    assert {ask.claims[0] for ask in falls} == {key for row in named.ranking for key in row.claims}
    assert {ask.change.leaves for ask in falls} == {(row.id,) for row in named.ranking}


def test_weakest_are_inferred_or_have_one_piece_of_evidence(wales: Ecosystem, found: NextEvidence) -> None:
    claims = wales.snapshot.records.claims
    assert all(claims[a.claims[0]].mode == "inferred" or len(claims[a.claims[0]].evidence) == 1 for a in found.weakest)
    carries = [ask.carries for ask in found.weakest]
    assert carries == pytest.approx(sorted(carries, reverse=True))


def test_the_search_says_what_it_looked_at(found: NextEvidence) -> None:
    assert "absent ties" in found.searched and dict(found.tried)["add"] >= len(found.add)


def test_added_ties_are_absent_and_between_actors(wales: Ecosystem, found: NextEvidence) -> None:
    graph = wales.network("actors")
    for ask in (*found.add, *found.named):
        for a, b in ask.ties:
            assert a in graph and b in graph and not graph.has_edge(a, b) and not graph.has_edge(b, a)


def test_too_thin_gives_a_reason_and_no_rows(tmp_path: Path) -> None:
    found = next_evidence(Ecosystem.load(tiny(tmp_path)).snapshot)
    assert not found.asks and not found.weakest
    assert "Not enough evidence, because" in found.not_enough


def test_the_same_data_gives_the_same_answer_and_a_lens_counts(wales: Ecosystem, found: NextEvidence) -> None:
    assert next_evidence(wales.snapshot).to_json() == found.to_json()
    stated = next_evidence(wales.snapshot, Lens(stated_only=True))
    assert all(wales.snapshot.records.claims[key].mode == "stated" for ask in stated.confirm for key in ask.claims)
    with pytest.raises(WrongUse):
        next_evidence(wales.snapshot, k=0)


def test_json_has_the_fields(found: NextEvidence) -> None:
    value = found.to_json()
    assert {"asks", "confirm", "add", "named", "weakest", "tried", "k", "lens", "snapshot"} <= set(value)
    assert {"kind", "ranking", "about", "ties", "change", "claims", "sentence", "question"} <= set(value["asks"][0])


def test_the_command_asks_about_levers_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["next-evidence", str(pushing(tmp_path)), "--k", "2", "--no-cache"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "without them what reaches the goals most would differ (" in told and "who holds a gate would differ" not in told


def test_where_counting_takes_long_less_is_looked_at_and_said(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = next_evidence(wales.snapshot)
    assert "left out" not in whole.searched and "with some of their choices" not in whole.searched
    monkeypatch.setattr(perturbation, "_LONG", 0)
    monkeypatch.setattr(perturbation, "_LEAST", 2)
    part = next_evidence(wales.snapshot)
    assert "were looked at, inferred ones and those with the fewest pieces of evidence first" in part.searched
    assert dict(part.tried)["confirm"] < dict(whole.tried)["confirm"]
    assert dict(part.tried)["named"] < dict(whole.tried)["named"]
    assert f"Of the {len(whole.named)} who are named and not placed, {len(part.named)} were looked at" in part.searched
    assert {ask.claims for ask in part.confirm} <= {ask.claims for ask in whole.confirm}


def test_where_one_count_takes_seconds_none_is_tried_and_said(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[next_evidence.__module__], "TOO_LARGE", 0)
    found = next_evidence(wales.snapshot)
    assert "Not looked at: what would change who is placed" in found.searched and "narrower lens" in found.searched
    assert not found.add and not found.named and {ask.ranking for ask in found.confirm} <= {"named", "levers"}


def test_what_is_not_counted_would_have_given_the_same(wales: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ties to actors in each other's place are counted once, and those that let nobody through not at all."""
    counts: list[int] = []
    begin, spent = perturbation.Probe.__init__, perturbation.Probe.places

    def each_for_itself(self: perturbation.Probe, *given: object) -> None:
        begin(self, *given)  # type: ignore[arg-type]
        self._kind = {key: i for i, key in enumerate(self.tied)}

    def counted(self: perturbation.Probe, keys: list[str]) -> list[Candidate]:
        asks = spent(self, keys)
        counts.append(self._spent)
        return asks

    monkeypatch.setattr(perturbation.Probe, "places", counted)
    quick = next_evidence(wales.snapshot)
    monkeypatch.setattr(perturbation.Probe, "__init__", each_for_itself)
    monkeypatch.setattr(perturbation.Probe, "_lets_through", lambda _self, _others: True)
    assert next_evidence(wales.snapshot) == quick
    assert counts[0] < counts[1] / 2
