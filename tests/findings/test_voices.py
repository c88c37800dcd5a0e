"""Voices: each group's own word, whose claims carry what, where they differ; silence is never read as denial."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import rows_plus, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import gatekeepers
from trosol.findings.differing import DENIAL, FIRMNESS, SIGN
from trosol.findings.voices import Voices, voices_compared
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


def test_a_silent_group_gets_a_reason_and_a_question(found: Voices) -> None:
    for line in found.voices:
        if line.rankings.placed.not_enough:
            assert "Not enough evidence, because" in line.rankings.placed.not_enough
            assert line.asks.endswith("?")


def test_shares_count_the_claims_behind_the_first(found: Voices) -> None:
    for line in found.carried:
        assert sum(number for _, number in line.by_voice) >= len(line.claims) >= max(n for _, n in line.by_voice)


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
