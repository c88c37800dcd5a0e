"""Voices: each group's own word, how far the whole rests on it, where they differ; silence is never read as denial."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import rows_plus, tiny
from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.findings import leverage
from trosol.findings.gate_claims import actor_claims
from trosol.findings.voices.disagreements import DENIAL, FIRMNESS, SIGN
from trosol.findings.voices.voice_parts import Reliance
from trosol.findings.voices.voice_sentences import voice_sentence
from trosol.findings.voices.voices import FEW as ALONE
from trosol.findings.voices.voices import Voices, voices_compared
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Rows

FEW: dict[str, Any] = {"draws": 60, "worlds": 256}


def by(voice: str, stance: str = "reports") -> tuple[str, ...]:
    return ("unspecified", stance, "stated", "high", voice, "coder-1", "", "e1", "")


@pytest.fixture(scope="module")
def found(wales: Ecosystem) -> Voices:
    return voices_compared(wales.snapshot, **FEW)


def test_every_group_that_said_something_is_there(wales: Ecosystem, found: Voices) -> None:
    said = {voice for claim in Lens().claims(wales.snapshot) for voice in claim.voices}
    assert {line.id for line in found.voices} == said
    for line in found.voices:
        claims = [wales.snapshot.records.claims[key] for key in line.claims]
        assert all(line.id in claim.voices for claim in claims)
        assert line.stated + line.inferred == len(claims)
        assert line.alone <= len(claims)


def test_what_a_row_would_lose_agrees_with_its_number(found: Voices) -> None:
    line = next(line for line in found.voices if line.reliance)
    alone = replace(line, reliance=Rows([replace(line.reliance[0], lost=0.9)], Reliance))
    for name, ending in (("River Renewal Fund", "of its score"), ("Watermen", "of their score")):
        assert f"{name} would lose half {ending}" in voice_sentence(alone, name.format)


def test_the_gatekeepers_of_wales_are_named_by_participants_alone(found: Voices) -> None:
    """Pages 22 and 33: participants name them; no group is told apart there."""
    naming = {line.id for line in found.voices if any(gate.named for gate in line.gates)}
    assert naming == {"participants-unspecified"}


def test_a_voice_alone_is_the_lens_on_it(wales: Ecosystem, found: Voices) -> None:
    for line in one_or_more(found.voices):
        lens = Lens(voice=line.id)
        alone = leverage(wales.snapshot, lens, draws=min(ALONE[0], FEW["draws"]), worlds=min(ALONE[1], FEW["worlds"]))
        assert line.not_enough == alone.not_enough
        first = {table.kind: tuple(row.id for row in table.first) for table in alone.kinds if table.first}
        assert {table.kind: table.first for table in line.tables} == first
        told = actor_claims(wales.snapshot, lens)
        assert {gate.id for gate in line.gates} == {key for key, own in told.items() if own.named or own.blocks or own.against}


def test_a_silent_group_gets_a_reason_and_a_question(found: Voices) -> None:
    silent = [line for line in found.voices if line.not_enough]
    assert silent
    for line in silent:
        assert not line.tables
        assert line.asks.endswith("?")


def test_shares_count_the_claims_behind_the_first(found: Voices) -> None:
    for line in one_or_more(found.carried):
        assert sum(number for _, number in line.by_voice) >= len(line.claims) >= max(n for _, n in line.by_voice)
        assert all(number <= dict(line.by_voice)[voice] for voice, number in line.alone)


def two_groups(folder: Path) -> Snapshot:
    """Nurses: rota helps rest, calm and hope, form rest and calm. Managers: form helps all four, rota rest. Form addresses paper (nurses)."""
    things = [("rota", "KeyArea"), *((goal, "Outcome") for goal in ("rest", "calm", "hope"))]
    entities = rows_plus("entities", "rota", "KeyArea", "Rota", "About rota.", "transcribed", "e1")
    entities += [[key, kind, key.title(), f"About {key}.", "transcribed", "e1"] for key, kind in things[1:]]
    said = [("nurses", "rota", goal) for goal in ("rest", "calm", "hope")]
    said += [("nurses", "form", goal) for goal in ("rest", "calm")]
    said += [("managers", "form", goal) for goal in ("rest", "calm", "hope", "care")]
    said += [("managers", "rota", "rest")]
    claims = rows_plus("claims", "d0", said[0][1], "enables", said[0][2], *by(said[0][0]))
    claims += [[f"d{i}", push, "enables", goal, *by(voice)] for i, (voice, push, goal) in enumerate(said) if i]
    return Ecosystem.load(tiny(folder, entities=entities, claims=claims)).snapshot


def test_each_groups_word_alone_gives_its_own_first(tmp_path: Path) -> None:
    """On the word of nurses rota helps three goals at .9, form two and care a long way round; on that of managers form four, rota one."""
    found = {line.id: line for line in voices_compared(two_groups(tmp_path), **FEW).voices}
    first = {key: {table.kind: table.first for table in line.tables}["key-areas"] for key, line in found.items()}
    assert first == {"nurses": ("rota",), "managers": ("form",)}


def test_what_a_row_loses_without_a_group_is_its_claims(tmp_path: Path) -> None:
    """All claims are of one passage, so those of both groups on one pair are one voice: form keeps rest and calm (nurses) and most of care,
    which paper leads to (.9 twice, hedged .85), but loses hope: of 3.6 goals 1.8 and .9 · .9 · .85 · .9 remain."""
    found = {line.id: line for line in voices_compared(two_groups(tmp_path), **FEW).voices}
    lost = {each.id: each.lost for each in found["managers"].reliance}
    left = 1.8 + 0.9 * 0.9 * 0.85
    assert lost["form"] == pytest.approx(1 - left / 3.6, abs=0.04)


def test_what_rests_on_one_group_in_wales_is_told(found: Voices) -> None:
    for line in found.voices:
        shares = [each.lost for each in line.reliance]
        assert all(0 <= share <= 1 for share in shares) or not line.alone
        assert shares == sorted(shares, reverse=True)
    assert any(each.tier_changes for line in found.voices for each in line.reliance)


def test_opposite_signs_denials_and_mere_possibility_are_told_apart(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "contributesTo", "care", *by("managers"))
    claims.append(["c6", "form", "addresses", "paper", *by("managers", "negates")])
    claims.append(["c7", "managers", "directs", "nurses", *by("managers", "hypothesises")])
    found = voices_compared(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, **FEW)
    assert [(line.kind, line.claims) for line in found.differing] == [
        (DENIAL, ("c2", "c6")),
        (FIRMNESS, ("c3", "c7")),
        (SIGN, ("c1", "c5")),
    ]
    assert "hedged: often" in found.differing[2].sentence


def test_an_unknown_sign_and_silence_contradict_nobody(tmp_path: Path) -> None:
    claims = rows_plus("claims", "c5", "paper", "influences", "care", *by("managers"))
    found = voices_compared(Ecosystem.load(tiny(tmp_path, claims=claims)).snapshot, **FEW)
    assert not found.differing
    assert {line.id: line.only for line in found.voices} == {"nurses": ("form", "managers", "nurses"), "managers": ()}


def test_a_lens_on_one_voice_shows_that_voice(wales: Ecosystem) -> None:
    found = voices_compared(wales.snapshot, Lens(voice="innovators"), **FEW)
    assert [line.id for line in found.voices] == ["innovators"]
    with pytest.raises(WrongUse):
        voices_compared(wales.snapshot, Lens(voice="nobody"), **FEW)


def test_json_has_the_agreed_fields(found: Voices) -> None:
    value = found.to_json()
    assert {"voices", "carried", "differing", "sentence", "lens", "draws", "worlds", "seed", "snapshot"} <= set(value)
    assert {"id", "claims", "gates", "tables", "reliance", "not_enough", "sentence", "asks"} <= set(value["voices"][0])


def test_the_command_says_what_each_group_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = two_groups(tmp_path)
    assert main(["voices", str(tmp_path), "--draws", "60", "--worlds", "256", "--no-cache"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for line in voices_compared(snapshot, **FEW).voices:
        assert line.sentence in told
        assert all(table.sentence in told for table in line.tables)
