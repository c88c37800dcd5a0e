"""Claims are changed, refused and settled with a reason; two people on one folder lose nothing; what is left to look at is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import TABLES, tiny
from trosol.coding import SourceText, decisions, suggest
from trosol.coding.adding import NewClaim, NewEntity, add_claim, add_source, claim_problems
from trosol.coding.cited_lines import cited_lines
from trosol.coding.decisions import CHANGED, DECISIONS, KEPT, REFUSED, decisions_of
from trosol.coding.review_queue import disagreements, near_names, not_refused, review_queue
from trosol.coding.revising import change_claim, keep_claim, refuse_claims, refuse_suggestion
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.files import undo

TEXT = (
    "Nurses often work with managers.\nToo many forms stifle good care.\nManagers direct the nurses in all that they do here.\n"
)
COLUMNS = {
    "mode": "stated",
    "stance": "reports",
    "strength": "unspecified",
    "confidence": "high",
    "coder": "coder-1",
    "voices": "nurses",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = tiny(tmp_path / "eco")
    file = tmp_path / "two.txt"
    file.write_text(TEXT, encoding="utf-8")
    add_source(file, into, {})
    return into


def claim(**changed: object) -> NewClaim:
    said: dict[str, object] = {"subject": "nurses", "predicate": "worksWith", "object": "managers", "source": "two", "lines": "1"}
    return NewClaim(**{**said, "columns": COLUMNS, **changed})  # type: ignore[arg-type]


def records(folder: Path) -> object:
    return Ecosystem.load(folder).snapshot.records


def test_a_claim_brings_its_new_entity_and_undo_takes_both_back(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    key, piece = add_claim(folder, claim(object="porters", entities=(NewEntity("porters", "ActorRole", "Porters"),)))
    now = Ecosystem.load(folder).snapshot.records
    assert now.claims[key].object == "porters"
    assert now.entities["porters"].evidence == (piece,)
    undo(folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before
    assert claim_problems(folder, claim(object="nobody"))
    with pytest.raises(WrongUse):
        add_claim(folder, claim(entities=(NewEntity("nurses", "ActorRole", "Nurses again"),)))


def test_who_writes_meanwhile_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol.coding import folder_edit
    from trosol.files import write_together as real

    calls: list[int] = []

    def late(into: Path, *args: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 1:  # somebody else is quicker
            add_claim(folder, claim(subject="managers", predicate="worksWith", object="nurses", lines="3"))
        return real(into, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(folder_edit, "write_together", late)
    mine, _ = add_claim(folder, claim())
    now = Ecosystem.load(folder).snapshot.records.claims
    assert len(now) == len(TABLES["claims"]) - 1 + 2
    assert now[mine].subject == "nurses"


def test_what_is_claimed_already_gets_one_more_passage(folder: Path) -> None:
    key, piece = add_claim(
        folder,
        claim(subject="managers", predicate="directs", object="nurses", lines="3", columns={**COLUMNS, "voices": "managers"}),
    )
    now = Ecosystem.load(folder).snapshot.records
    assert key == "c3"
    assert (now.claims[key].evidence, now.claims[key].voices) == ((piece, "e1"), ("managers", "nurses"))
    assert (now.claims[key].mode, now.claims[key].rationale) == ("stated", "")


def test_a_claim_that_was_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    seen = Ecosystem.load(folder).snapshot.records.claims["c2"]
    change_claim(folder, seen, claim(subject="form", predicate="enables", object="care", lines="2"), "it says so")
    with pytest.raises(TrosolError) as caught:
        change_claim(folder, seen, claim(subject="form", predicate="addresses", object="care", lines="2"), "no")
    assert caught.value.problems[0].code == "changed-meanwhile"
    assert Ecosystem.load(folder).snapshot.records.claims["c2"].predicate.endswith("enables")
    assert [each.decision for each in decisions_of(folder)] == [CHANGED]


def test_evidence_that_others_rest_on_stays_when_a_claim_changes(folder: Path) -> None:
    before = Ecosystem.load(folder).snapshot.records
    change_claim(
        folder,
        before.claims["c3"],
        claim(subject="managers", predicate="directs", object="nurses", lines="3", columns={**COLUMNS, "mode": "stated"}),
        "stated",
    )
    now = Ecosystem.load(folder).snapshot.records
    assert now.evidence["e1"] == before.evidence["e1"]
    assert now.evidence[now.claims["c3"].evidence[0]].source == "two"


def test_a_refused_claim_goes_with_its_reason_and_what_nothing_rests_on(folder: Path) -> None:
    key, piece = add_claim(folder, claim())
    seen = Ecosystem.load(folder).snapshot.records.claims[key]
    with pytest.raises(WrongUse):
        refuse_claims(folder, [seen], "  ")
    refuse_claims(folder, [seen], "not what | it says")
    now = Ecosystem.load(folder).snapshot.records
    assert key not in now.claims
    assert piece not in now.evidence
    last = decisions_of(folder)[-1]
    assert (last.decision, last.claim, last.lines, last.why) == (REFUSED, key, "1", "not what it says")
    undo(folder)
    assert key in Ecosystem.load(folder).snapshot.records.claims
    assert not decisions_of(folder)


def test_a_refused_suggestion_is_not_made_again(folder: Path) -> None:
    snapshot = Ecosystem.load(folder).snapshot
    source = SourceText(TEXT)
    first = suggest(snapshot, source).suggestions[0]
    said = not_refused(first, "two", ())[0]
    refuse_suggestion(folder, "two", "1-2", (said.subject, said.predicate, said.object), "no such thing")
    left = not_refused(first, "two", decisions_of(folder))
    assert said not in left
    assert len(left) == len(not_refused(first, "two", ())) - 1


def test_a_disagreement_of_two_coders_is_found_and_settled(folder: Path) -> None:
    mine, _ = add_claim(folder, claim())
    other, _ = add_claim(folder, claim(predicate="partnersWith", columns={**COLUMNS, "coder": "coder-2"}))
    snapshot = Ecosystem.load(folder).snapshot
    source = SourceText(TEXT)
    found = disagreements(snapshot, cited_lines(snapshot, source, "two"))
    assert [(each.claims, each.lines, each.differ) for each in found] == [((mine, other), (1, 1), ("predicate",))]
    claims = snapshot.records.claims
    keep_claim(folder, claims[mine], [claims[other]], "the text says with")
    snapshot = Ecosystem.load(folder).snapshot
    assert other not in snapshot.records.claims
    assert not disagreements(snapshot, cited_lines(snapshot, source, "two"))
    assert [each.decision for each in decisions_of(folder)] == [REFUSED, KEPT]


def test_the_queue_has_what_is_left(folder: Path) -> None:
    snapshot = Ecosystem.load(folder).snapshot
    source = SourceText(TEXT.replace("\n", "\n\n"))
    before = review_queue(snapshot, source, "two", suggest(snapshot, source).suggestions)
    assert (len(before.uncoded), before.coded, before.passages, before.single) == (2, 0, 2, ())
    assert {draft.lines for draft in before.drafts} <= set(before.uncoded)
    assert near_names(snapshot, "Too much forms")[0] == "paper"
    assert near_names(snapshot, "nurse") == ("nurses",)
    assert near_names(snapshot, "Something quite else") == ()
    assert near_names(snapshot, "…") == ()


def test_a_heading_is_no_passage_that_somebody_has_to_code(folder: Path) -> None:
    snapshot = Ecosystem.load(folder).snapshot
    source = SourceText("## What stands in the way of this\n\nToo many forms stifle good care.\n")
    assert review_queue(snapshot, source, "other", ()).uncoded == ((3, 3),)


def test_the_record_of_decisions_is_bounded_and_odd_lines_are_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / DECISIONS).write_text("# Ours\n| a | b |\n|---|---|\n| refused | x | y |\n", encoding="utf-8")
    assert decisions_of(folder) == ()
    refuse_suggestion(folder, "two", "1", ("a", "b", "c"), "why")
    assert [each.subject for each in decisions_of(folder)] == ["a"]
    assert (folder / DECISIONS).read_text(encoding="utf-8").startswith("# Ours")
    size = (folder / DECISIONS).stat().st_size
    monkeypatch.setattr(decisions, "MAX_DECISIONS_BYTES", size)
    assert decisions_of(folder)
    monkeypatch.setattr(decisions, "MAX_DECISIONS_BYTES", size - 1)
    with pytest.raises(TrosolError) as caught:
        decisions_of(folder)
    assert caught.value.problems[0].code == "file-too-large"
