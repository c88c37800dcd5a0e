"""Voices: each group's own word, whose claims carry what, where they differ; silence is never read as denial."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import rows_plus, tiny
from conftest import WALES
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import gatekeepers
from trosol.findings.leverage.goal_count import goal_ranking
from trosol.findings.voices.disagreements import DENIAL, FIRMNESS, SIGN
from trosol.findings.voices.voices import Voices, voices_compared
from trosol.networks.lens import Lens


def by(voice: str, stance: str = "reports") -> tuple[str, ...]:
    return ("unspecified", stance, "stated", "high", voice, "coder-1", "", "e1", "")


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> Voices:
    return voices_compared(wales.snapshot, resamples=50)


def test_every_group_that_said_something_is_there(wales: Ecosystem, found: Voices) -> None:
    said = {voice for claim in wales.snapshot.records.claims.values() for voice in claim.voices}
    assert {line.id for line in found.voices} == said
    for line in found.voices:
        claims = [wales.snapshot.records.claims[key] for key in line.claims]
        assert all(line.id in claim.voices for claim in claims)
        assert line.stated + line.inferred == len(claims) and line.alone <= len(claims)


def test_the_named_gatekeepers_of_wales_rest_on_participants_alone(found: Voices) -> None:
    """Pages 22 and 33: participants name them; no group is told apart there."""
    named = next(line for line in found.carried if line.ranking == "named")
    assert named.by_voice == (("participants-unspecified", len(named.claims)),)
    refused = {line.id for line in found.voices if line.rankings.named.not_enough}
    assert refused == {line.id for line in found.voices} - {"participants-unspecified"}


def test_a_voice_alone_is_the_lens_on_it(wales: Ecosystem, found: Voices) -> None:
    line = next(line for line in found.voices if not line.rankings.placed.not_enough)
    alone = gatekeepers(wales.snapshot, Lens(voice=line.id), resamples=50)
    assert line.rankings.to_json() == alone.to_json()
    assert line.levers == goal_ranking(wales.snapshot, Lens(voice=line.id), resamples=50)


def test_a_silent_group_gets_a_reason_and_a_question(found: Voices) -> None:
    for line in found.voices:
        if line.rankings.placed.not_enough:
            assert "Not enough evidence, because" in line.rankings.placed.not_enough
            assert line.asks.endswith("?")
        if line.levers.not_enough:
            assert "Not enough evidence, because" in line.levers.not_enough and not line.levers.ranking
            assert "tell what reaches the goals" in line.sentence and "reach what you hope for" in line.asks


def test_shares_count_the_claims_behind_the_first(found: Voices) -> None:
    for line in found.carried:
        assert sum(number for _, number in line.by_voice) >= len(line.claims) >= max(n for _, n in line.by_voice)


def two_groups(folder: Path, managers_push: str = "rota") -> Voices:
    """Nurses: rota helps rest, calm and hope, form helps rest and calm. Managers: what they push helps all four, the other rest."""
    other = "form" if managers_push == "rota" else "rota"
    things = [("rota", "KeyArea"), *((goal, "Outcome") for goal in ("rest", "calm", "hope"))]
    entities = rows_plus("entities", "rota", "KeyArea", "Rota", "About rota.", "transcribed", "e1")
    entities += [[key, kind, key.title(), f"About {key}.", "transcribed", "e1"] for key, kind in things[1:]]
    said = [("nurses", "rota", goal) for goal in ("rest", "calm", "hope")]
    said += [("nurses", "form", goal) for goal in ("rest", "calm")]
    said += [("managers", managers_push, goal) for goal in ("rest", "calm", "hope", "care")]
    said += [("managers", other, "rest")]
    claims = rows_plus("claims", "d0", said[0][1], "enables", said[0][2], *by(said[0][0]))
    claims += [[f"d{i}", push, "enables", goal, *by(voice)] for i, (voice, push, goal) in enumerate(said) if i]
    return voices_compared(Ecosystem.load(tiny(folder, entities=entities, claims=claims)).snapshot, resamples=20, k=1)


def test_each_groups_word_alone_gives_its_own_levers(tmp_path: Path) -> None:
    """Form addresses paper, which stifles care: nurses give form and rota three goals each."""
    found = {line.id: line for line in two_groups(tmp_path, "form").voices}
    scores = {key: [(row.id, row.rank, row.score) for row in line.levers.ranking] for key, line in found.items()}
    assert scores == {"nurses": [("form", 1, 3), ("rota", 1, 3)], "managers": [("form", 1, 4), ("rota", 2, 1)]}
    assert all(voices == (key,) for key, line in found.items() for row in line.levers.ranking for voices in [row.voices])


def test_what_groups_put_first_is_told_with_its_band(tmp_path: Path) -> None:
    apart = two_groups(tmp_path / "a").sentence
    assert "groups put different things first among what reaches the goals: “One shared form” and “Rota” (Nurses, band" in apart
    assert "“Rota” (Managers, band" in apart


def test_whose_claims_stand_behind_the_levers(tmp_path: Path) -> None:
    """Together rota helps rest, calm, hope and care, on three claims of nurses and four of managers; form three, of which care by c2 and c1."""
    (share,) = (line for line in two_groups(tmp_path).carried if line.ranking == "levers")
    assert share.by_voice == (("managers", 4), ("nurses", 3)) and len(share.claims) == 7
    assert (
        share.sentence == "Behind the first 1 of what reaches the goals most stand 7 claims: Managers 4 (57%) and Nurses 3 (43%)."
    )


def test_levers_of_wales_rest_on_more_than_one_group(found: Voices) -> None:
    able = {line.id for line in found.voices if line.levers.ranking}
    assert able == {"participants-unspecified", "report-authors"}
    share = next(line for line in found.carried if line.ranking == "levers")
    assert set(dict(share.by_voice)) >= able


def test_opposite_signs_denials_and_mere_possibility_are_told_apart(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "contributesTo", "care", *by("managers"))
    claims.append(["c6", "form", "addresses", "paper", *by("managers", "negates")])
    claims.append(["c7", "managers", "directs", "nurses", *by("managers", "hypothesises")])
    found = voices_compared(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, resamples=5)
    assert [(line.kind, line.claims) for line in found.differing] == [
        (DENIAL, ("c2", "c6")),
        (FIRMNESS, ("c3", "c7")),
        (SIGN, ("c1", "c5")),
    ]
    assert "hedged: often" in found.differing[2].sentence
    assert "contradict each other on 2 pairs" in found.sentence


def test_an_unknown_sign_and_silence_contradict_nobody(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "influences", "care", *by("managers"))
    found = voices_compared(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, resamples=5)
    assert not found.differing
    assert {line.id: line.only for line in found.voices} == {"nurses": ("form", "managers", "nurses"), "managers": ()}


def test_a_lens_on_one_voice_shows_that_voice(wales: Ecosystem) -> None:
    found = voices_compared(wales.snapshot, Lens(voice="innovators"), resamples=5)
    assert [line.id for line in found.voices] == ["innovators"]
    with pytest.raises(WrongUse):
        voices_compared(wales.snapshot, Lens(voice="nobody"), resamples=5)


def test_json_has_the_agreed_fields(found: Voices) -> None:
    value = found.to_json()
    assert {"voices", "carried", "differing", "lens", "snapshot"} <= set(value)
    assert {"ranking", "k", "network", "lens", "resamples", "seed", "snapshot"} <= set(value["voices"][0]["placed"])
    assert set(value["voices"][0]["levers"]) == set(value["voices"][0]["placed"])


def test_the_command_shows_each_groups_levers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", WALES, "--resamples", "5", "--no-cache"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.count("- levers, with rank band: 1. ") == 2 and told.count("- levers: Not enough evidence, because") == 3
    assert "of what reaches the goals most stand" in told
