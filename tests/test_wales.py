"""What the report says, and what it does not, as the Wales ecosystem holds it. Expected values are the report's, with their page."""

from __future__ import annotations

import csv
import re

import pytest

from conftest import ROOT, WALES, source_text
from one_or_more import one_or_more
from trosol.check import check
from trosol.ecosystem import Ecosystem
from trosol.model.records import Claim
from trosol.rdf.iris import TRO, local_name

FOLDER = ROOT / "data" / WALES


def claims(wales: Ecosystem, **wanted: str) -> list[Claim]:
    return [
        claim
        for claim in wales.snapshot.records.claims.values()
        if all(
            (local_name(claim.predicate) if name == "predicate" else getattr(claim, name)) == value
            for name, value in wanted.items()
        )
    ]


def test_the_whole_check_is_clean_and_every_anchor_stands_in_its_lines() -> None:
    text = source_text()
    if text is None:
        pytest.skip("the report's text is not on this machine")
    report = check(WALES, text)
    assert "anchors" in report.ran
    assert not [p for p in report.problems if p.severity != "info"], report.problems[:10]


def test_check_without_the_text_is_clean_too() -> None:
    assert check(WALES).clean


def test_it_holds_the_first_coding_and_more(wales: Ecosystem) -> None:
    records = wales.snapshot.records
    assert len(records.entities) >= 405
    assert len(records.claims) >= 768
    assert len(records.observations) == 56


def test_gatekeepers_keep_their_often(wales: Ecosystem) -> None:
    """Page 22: participants wanted support for two roles that often act as gatekeepers."""
    for role in ("commissioners", "middle-managers"):
        found = [c for c in claims(wales, subject=role, predicate="gatekeeps") if c.mode == "stated"]
        assert found, role
        for claim in found:
            assert claim.property(TRO + "hedge") == ("often",)
            assert claim.voices == ("participants-unspecified",)
            assert not claim.property(TRO + "gatedParty"), "the text does not say who is kept out"


def test_the_highest_level_is_mostly_not_the_blocker(wales: Ecosystem) -> None:
    """Page 33, the leadership quotation."""
    found = claims(wales, subject="senior-leaders", stance="negates")
    assert any(local_name(c.predicate) == "stifles" and c.property(TRO + "hedge") for c in found)


def test_one_challenge_to_action_link_is_stated_and_the_others_are_inferred(wales: Ecosystem) -> None:
    """Pages 36 and 38: requirements were worked into the action area on practice and contracts."""
    areas = {key for key, e in wales.snapshot.records.entities.items() if local_name(e.type) == "ActionArea"}
    challenges = {key for key, e in wales.snapshot.records.entities.items() if local_name(e.type) == "ChallengeArea"}
    links = [c for c in claims(wales, predicate="addresses") if c.subject in areas and c.object in challenges]
    assert {(c.subject, c.object) for c in links if c.mode == "stated"} == {("action-embed", "challenge-requirements")}
    assert any(c.mode == "inferred" for c in links)
    assert all(c.rationale for c in links if c.mode == "inferred")


def test_challenge_areas_have_no_single_owner_and_no_stated_voice_of_one_group(wales: Ecosystem) -> None:
    challenges = {key for key, e in wales.snapshot.records.entities.items() if local_name(e.type) == "ChallengeArea"}
    assert len(challenges) == 6
    assert not [c for c in claims(wales, predicate="responsibleFor") if c.object in challenges]
    felt = [c for c in claims(wales, predicate="experiencedBy") if c.subject in challenges]
    assert all(c.mode == "inferred" for c in felt)


def test_seventy_people_is_stated_and_never_a_sum(wales: Ecosystem) -> None:
    """Page 14: 70 people; 9 interviews, 26 in focus groups, 46 questionnaires, 9 in workshops overlap."""
    observations = wales.snapshot.records.observations.values()
    total = [o for o in observations if o.about == "sample-total"]
    assert [o.value for o in total] == ["70"]
    by_sample = {o.about: o.value for o in observations if o.measure in ("participants", "respondents", "interviews")}
    for sample, value in (("sample-focus-groups", "26"), ("sample-questionnaire", "46"), ("sample-workshops", "9")):
        assert by_sample[sample] == value


def test_reach_and_thresholds_are_those_of_the_table(wales: Ecosystem) -> None:
    """Page 16: 16 of 12, 12 of 12, 7 of 10; North 10, West 2, East 2, South 32 questionnaires."""
    observations = list(wales.snapshot.records.observations.values())
    reached = {o.about: (o.value, o.threshold) for o in observations if o.threshold}
    assert reached["sample-innovators"] == ("16", "12")
    assert reached["sample-enablers"] == ("12", "12")
    assert reached["sample-stakeholders"] == ("7", "10")
    regional = {o.about: o.value for o in observations if o.about.startswith("reach-") and "." not in o.value}
    assert regional == {"reach-north": "10", "reach-west": "2", "reach-east": "2", "reach-south": "32"}


def test_perceptions_are_paired_with_their_numbers(wales: Ecosystem) -> None:
    """Page 44 numbers six perceptions out of text order."""
    entities = wales.snapshot.records.entities
    assert {key for key, e in entities.items() if local_name(e.type) == "Perception"} >= {
        "perc-information",
        "perc-regulator",
        "perc-background",
        "perc-connected",
        "perc-positive-signals",
        "perc-trusted",
    }


def test_the_first_five_key_areas_are_the_conveners(wales: Ecosystem) -> None:
    """Page 39: the bullets stand before the name of their row."""
    parts = {c.subject for c in claims(wales, predicate="partOf", object="action-convener")}
    assert {"ka-mission-spaces", "ka-champions-board", "ka-away-days", "ka-advocacy", "ka-sandboxes"} <= parts


def test_what_was_a_picture_is_a_wordless_placeholder(wales: Ecosystem) -> None:
    """Ten visions, ten persona names and the co-design principles are known to exist and not transcribed."""
    entities = wales.snapshot.records.entities
    missing = {key: e for key, e in entities.items() if e.status == "notTranscribed"}
    assert sum(local_name(e.type) == "Vision" for e in missing.values()) == 10
    personas = [key for key, e in missing.items() if local_name(e.type) in ("InnovationProfile", "ChallengePersona")]
    assert len(personas) == 10
    assert "future-co-design-principles" in missing
    assert all(TRO + "wording" not in dict(e.properties) for e in missing.values())
    influence = wales.network("influence")
    assert not set(missing) & set(influence)


def test_bodies_that_do_not_exist_are_hypothetical(wales: Ecosystem) -> None:
    for key in ("uniting-body", "innovation-community"):
        assert wales.snapshot.entity(key).status == "hypothetical"
        assert key not in wales.network("influence")
        assert key in wales.network("influence", include_hypothetical=True)
    assert all(c.stance == "hypothesises" for c in claims(wales, subject="uniting-body") if local_name(c.predicate) == "enables")


def test_every_inferred_claim_says_why_and_every_claim_has_evidence(wales: Ecosystem) -> None:
    for claim in one_or_more(wales.snapshot.records.claims.values()):
        assert claim.evidence and claim.voices
        assert (claim.mode == "inferred") == bool(claim.rationale), claim.id


def test_no_named_individual_is_in_the_data() -> None:
    """The report names four project partners and the people it thanks; roles stand for them."""
    named = ["Babs", "Jamieson", "Alexis", "Palá", "Stephanie", "Griffith"]
    for path in one_or_more(FOLDER.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [name for name in named if name in text], path.name


def test_descriptions_are_in_our_own_words() -> None:
    """No nine words in a row as in the report, official titles aside; anchors are at most six words."""
    text = source_text()
    if text is None:
        pytest.skip("the report's text is not on this machine")

    def words(value: str) -> list[str]:
        return re.findall(r"[a-z0-9]+", value.lower())

    report = words(text.read_text(encoding="utf-8"))
    grams = {tuple(report[i : i + 9]) for i in range(len(report) - 8)}
    copied = []
    for name in ("entities", "claims", "evidence", "observations"):
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, cell in row.items():
                    said = words(cell)
                    if column not in ("label", "section") and any(tuple(said[i : i + 9]) in grams for i in range(len(said) - 8)):
                        copied.append((name, row["id"], column))
    assert not copied


def test_disagreements_of_the_coders_are_written_down() -> None:
    with (FOLDER / "coding" / "disagreements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 100
    assert all(row["item"] and row["why"] for row in rows)
