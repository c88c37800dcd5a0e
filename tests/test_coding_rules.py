"""What can be decided of the coding rules in data/README.md without reading the lines, held over all claims of the Welsh data."""

from __future__ import annotations

import csv
import io
import re
import runpy
from collections.abc import Iterator
from itertools import permutations

import pytest

from conftest import ROOT, WALES
from trosol.ecosystem import Ecosystem
from trosol.model.records import Claim, Evidence
from trosol.rdf.iris import TRO, local_name

NOTES = (ROOT / "data" / WALES / "NOTES.md").read_text(encoding="utf-8")
CODING = ROOT / "data" / WALES / "coding"
AUTHORS = "report-authors"
PLACING = {"partOf", "memberOf", "inHorizon", "ofWorkType", "basedOn", "gapIn"}
HEDGES = re.compile(
    r"\b(can|could|may|might|would|will|potential\w*|probably|likely|hypothesis|want\w*|wish|would like|desir\w+|need\w*|ask\w*|request\w*"
    r"|call\w* for|hope|aim\w*|should|appetite|interest|felt|feel\w*|sense|believed?|think|often|usually|sometimes|some|many|most|mainly"
    r"|largely|widely|certain|majority|multiple|always|necessarily|simply|initially|have to|so far|well placed|power to|opportunity"
    r"|a role|role to play|designed to)\b"
)


def _cited(wales: Ecosystem, claim: Claim) -> list[Evidence]:
    """What a claim cites, without headings."""
    pieces = [wales.snapshot.records.evidence[key] for key in claim.evidence]
    return [piece for piece in pieces if piece.speaker != "heading"]


def _claims(wales: Ecosystem, mode: str) -> Iterator[Claim]:
    return (claim for claim in wales.snapshot.records.claims.values() if claim.mode == mode)


def _sends_on() -> list[tuple[int, int]]:
    """Ranges of lines that send the reader from one page to another, as the notes list them."""
    told = re.search(r"Lines that send the reader from one page\s+to another are (.+?)\.\n", NOTES, re.DOTALL)
    assert told
    ranges = re.findall(r"(\d+)(?:–(\d+))? \(", told[1])
    assert len(ranges) == 3
    return [(int(first), int(last or first)) for first, last in ranges]


def test_stated_is_high_and_inferred_is_not(wales: Ecosystem) -> None:
    assert {claim.confidence for claim in _claims(wales, "stated")} == {"high"}
    assert {claim.confidence for claim in _claims(wales, "inferred")} == {"medium", "low"}


def test_what_joins_two_pages_is_low_unless_a_cited_line_sends_the_reader_on(wales: Ecosystem) -> None:
    sends_on = _sends_on()
    held, joined = [], 0
    for claim in _claims(wales, "inferred"):
        cited = [wales.snapshot.records.evidence[key] for key in claim.evidence]
        if local_name(claim.predicate) in PLACING or len({piece.page for piece in cited}) < 2:
            continue
        spans = [span for span in (piece.line_range() for piece in cited) if span]
        if any(first <= line_last and line_first <= last for first, last in spans for line_first, line_last in sends_on):
            joined += 1
        elif claim.confidence != "low":
            held.append(claim.id)
    assert not held
    assert joined


def test_what_rests_on_quotations_alone_is_voiced_by_those_who_spoke(wales: Ecosystem) -> None:
    quoted = [
        claim
        for claim in wales.snapshot.records.claims.values()
        if {piece.speaker for piece in _cited(wales, claim)} == {"participantQuote"}
        and local_name(claim.predicate) not in (PLACING if claim.mode == "inferred" else {"inHorizon"})
    ]
    assert len(quoted) > 50
    assert not [claim.id for claim in quoted if claim.voices == (AUTHORS,)]


def test_a_likeness_of_a_quotation_to_what_the_authors_write_has_both_voices(wales: Ecosystem) -> None:
    below = wales.snapshot.ontology.below(TRO + "likeness")
    mixed = [
        claim
        for claim in _claims(wales, "inferred")
        if claim.predicate in below and {piece.speaker for piece in _cited(wales, claim)} >= {"participantQuote", "table"}
    ]
    assert mixed
    assert not [claim.id for claim in mixed if AUTHORS not in claim.voices or len(claim.voices) < 2]


def test_what_an_area_is_made_of_by_its_page_is_the_authors(wales: Ecosystem) -> None:
    by_heading = [
        claim
        for claim in _claims(wales, "inferred")
        if local_name(claim.predicate) == "partOf" and len(_cited(wales, claim)) < len(claim.evidence)
    ]
    assert by_heading
    assert {claim.voices for claim in by_heading} == {(AUTHORS,)}


def test_every_hedge_says_chance_wish_feeling_or_how_many(wales: Ecosystem) -> None:
    hedges = {
        part.strip()
        for claim in wales.snapshot.records.claims.values()
        for hedge in claim.property(TRO + "hedge")
        for part in hedge.split(",")
    }
    assert len(hedges) > 50
    assert not {hedge for hedge in hedges if not HEDGES.search(hedge.casefold())}


def test_a_page_holds_the_same_lines_whoever_cites_them(wales: Ecosystem) -> None:
    pages: dict[str, set[str]] = {}
    for piece in wales.snapshot.records.evidence.values():
        if piece.lines and "-" in piece.lines:
            pages.setdefault(piece.lines, set()).add(piece.page)
    assert not {lines: found for lines, found in pages.items() if len(found) > 1 and lines != "534-536"}


def _span(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@pytest.mark.parametrize(
    "log",
    [
        "after-audit-3.csv",
        "after-audit-4.csv",
        "after-audit-5.csv",
        "after-audit-6.csv",
        "after-audit-7.csv",
        "after-audit-8.csv",
    ],
)
def test_what_was_changed_after_the_audits_names_claims_and_lines_that_are_there(wales: Ecosystem, log: str) -> None:
    records = wales.snapshot.records
    cited = {_span(piece.lines) for piece in records.evidence.values() if piece.lines}
    with (CODING / log).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["point"] and row["decision"] and row["why"] for row in rows)
    assert not {key for row in rows for key in row["claims"].split() if key not in records.claims}
    logged = {lines for row in rows for lines in row["lines"].split()}
    assert not {lines for lines in logged if not any(_within(_span(lines), span) for span in cited)}
    assert {records.claims[key].coder for row in rows for key in row["claims"].split()} == {"adjudicated"}


def test_no_claim_cites_one_passage_twice(wales: Ecosystem) -> None:
    twice = [
        (claim.id, one.lines, other.lines)
        for claim in wales.snapshot.records.claims.values()
        for one, other in permutations(_cited(wales, claim), 2)
        if one.lines and other.lines and _within(_span(one.lines), _span(other.lines))
    ]
    assert not twice


def test_an_area_of_action_that_is_meant_by_a_word_for_all_three_is_inferred_and_low(wales: Ecosystem) -> None:
    """Lines that speak of areas together name none of them: no word of its own label stands there, and neither does its row."""
    own_row = {"action-convener": (1224, 1235), "action-platforms": (1237, 1245), "action-embed": (1247, 1255)}
    together = [_span(lines) for lines in ("1205-1209", "1209-1212", "1219-1222", "1583-1585")]
    held = [
        (claim.id, claim.mode, claim.confidence)
        for claim in wales.snapshot.records.claims.values()
        if (own_row.keys() & {claim.subject, claim.object})
        and all(any(_within(_span(piece.lines), span) for span in together) for piece in _cited(wales, claim))
    ]
    assert len(held) > 15
    assert {(mode, confidence) for _, mode, confidence in held} == {("inferred", "low")}


def test_what_is_placed_on_the_list_of_possible_uses_keeps_its_word_of_chance(wales: Ecosystem) -> None:
    claims = wales.snapshot.records.claims.values()
    uses = [claim for claim in claims if local_name(claim.predicate) == "partOf" and claim.object == "persona-applications"]
    assert uses
    assert {claim.property(TRO + "hedge") for claim in uses} == {("potential",)}


def test_an_item_of_a_list_is_stated_only_with_the_line_that_opens_it(wales: Ecosystem) -> None:
    """The list of perceptions names Social Care Wales in its opening line alone."""
    opening, items = (1400, 1401), (1402, 1462)
    records = wales.snapshot.records
    of_list = []
    for claim in _claims(wales, "stated"):
        spans = [_span(records.evidence[key].lines) for key in claim.evidence if records.evidence[key].lines]
        if "social-care-wales" in (claim.subject, claim.object) and spans and all(_within(span, (1400, 1462)) for span in spans):
            assert any(_within(span, items) for span in spans)
            of_list.append((claim.id, opening in spans))
    assert len(of_list) > 5
    assert not [key for key, opened in of_list if not opened]


def test_a_placeholder_of_a_counted_set_is_stated_only_with_the_lines_that_count(wales: Ecosystem) -> None:
    """What is counted, and where, stands in the observations; members without wording carry a number of ours."""
    records = wales.snapshot.records
    placed = {
        claim.subject: claim.object
        for claim in records.claims.values()
        if local_name(claim.predicate) == "partOf" and re.search(r"-\d\d$", claim.subject)
    }
    members = {key: whole for key, whole in placed.items() if local_name(records.entities[key].status) == "notTranscribed"}
    counted = {
        whole: {
            records.evidence[key].lines for one in records.observations.values() if one.about == whole for key in one.evidence
        }
        for whole in set(members.values())
    }
    assert len(members) > 15 and len(counted) == 3 and all(counted.values())
    stated = [claim for claim in _claims(wales, "stated") if claim.subject in members]
    assert len(stated) > 25
    uncounted = [
        claim.id
        for claim in stated
        if not counted[members[claim.subject]] & {records.evidence[key].lines for key in claim.evidence}
    ]
    assert not uncounted


def test_a_difficulty_of_which_only_the_remedy_is_named_is_inferred_and_low(wales: Ecosystem) -> None:
    remedies = {
        "unclear-leadership-roles": (981, 987),
        "decision-makers-distant": (1030, 1033),
        "commissioner-distrust": (1168, 1176),
    }
    held = [
        (claim.id, claim.mode, claim.confidence)
        for claim in wales.snapshot.records.claims.values()
        for end in remedies.keys() & {claim.subject, claim.object}
        if all(_within(_span(piece.lines), remedies[end]) for piece in _cited(wales, claim) if piece.lines)
        or local_name(claim.predicate) == "partOf"
    ]
    assert len(held) > 10
    assert {(mode, confidence) for _, mode, confidence in held} == {("inferred", "low")}


def test_what_an_organisation_has_the_potential_to_use_keeps_that_word(wales: Ecosystem) -> None:
    levers = {key for key, one in wales.snapshot.records.entities.items() if local_name(one.type) == "Lever"}
    by_potential = [
        claim
        for claim in wales.snapshot.records.claims.values()
        if levers & {claim.subject, claim.object}
        and all(_within(_span(piece.lines), (1500, 1505)) for piece in _cited(wales, claim) if piece.lines)
    ]
    assert len(by_potential) > 7
    assert {claim.property(TRO + "hedge") for claim in by_potential} == {("many, potential",)}


def test_how_many_hold_a_thing_is_kept_whatever_else_is_said_of_it(wales: Ecosystem) -> None:
    """Lines that begin by saying how many felt or said it; what is only placed beside them and a reading of another claim keep it too."""
    begun = {"579-581": "many", "827-829": "many", "827-830": "many", "827-832": "many", "1380-1383": "some", "1384-1386": "some"}
    records = wales.snapshot.records
    held = [
        (claim.id, begun[lines], claim.property(TRO + "hedge"))
        for claim in records.claims.values()
        for lines in {records.evidence[key].lines for key in claim.evidence} & begun.keys()
    ]
    assert len(held) > 12
    assert not [key for key, word, hedges in held if not any(word in hedge.split(", ") for hedge in hedges)]


def test_hedges_of_one_passage_stand_in_one_order(wales: Ecosystem) -> None:
    """Two claims that cite the same lines and keep the same words keep them in the order of the text, so in the same order."""
    orders: dict[tuple[tuple[str, ...], frozenset[str]], set[str]] = {}
    for claim in wales.snapshot.records.claims.values():
        for hedge in claim.property(TRO + "hedge"):
            lines = tuple(piece.lines for piece in _cited(wales, claim))
            orders.setdefault((lines, frozenset(hedge.split(", "))), set()).add(hedge)
    assert sum(", " in hedge for found in orders.values() for hedge in found) > 30
    assert not {key: found for key, found in orders.items() if len(found) > 1}


def test_the_form_of_an_audit_is_the_draw_and_needs_no_choice(wales: Ecosystem) -> None:
    drawing = runpy.run_path(str(CODING / "draw_audit.py"))
    content = (CODING.parent / "claims.csv").read_bytes()
    digest, drawn = drawing["draw"](content)
    assert (digest, drawn) == drawing["draw"](content)
    rows = list(csv.DictReader(io.StringIO(drawing["form"](CODING.parent, drawn))))
    assert [(row["claim"], row["mode"]) for row in rows] == drawn
    records = wales.snapshot.records
    assert all(
        sorted(row["lines"].split(";")) == sorted(records.evidence[key].lines for key in records.claims[row["claim"]].evidence)
        for row in rows
    )
    assert {row[name] for row in rows for name in ("verdict", "fields", "note")} == {""}
    told = drawing["sheet"](CODING.parent, drawn)
    assert all(f"{key}\n" in told for key, _ in drawn)
