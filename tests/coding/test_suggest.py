"""What lines of a source may say: suggestions hold what people coded from the same lines, keep to their limits, and invent nothing."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from one_or_more import one_or_more
from trosol.cli.main import main
from trosol.coding import SourceText, Suggestions, cited_lines, lines_asked, read_text, suggest
from trosol.coding.relation_readings import RelationReadings
from trosol.coding.suggestions import MOST_ENTITIES, MOST_PAIRS, Suggester
from trosol.coding.wording_cues import sentences, speakers_of, wording
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.questions.known_names import vocabulary
from trosol.rdf.iris import SKOS, TRO
from trosol.store.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP = ROOT / "docs" / "examples" / "textiles" / "workshop.txt"
TEXTILES = "circular-textiles-vellana"


@pytest.fixture(scope="module")
def textiles() -> Snapshot:
    """The second ecosystem with its claims taken away."""
    whole = Ecosystem.load(TEXTILES).snapshot
    return Snapshot(replace(whole.records, claims={}), whole.vocabulary)


@pytest.fixture(scope="module")
def source() -> SourceText:
    return SourceText(WORKSHOP.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(textiles: Snapshot, source: SourceText) -> Suggestions:
    return suggest(textiles, source, (24, 28))


def test_suggestions_keep_to_their_limits_and_to_what_the_ecosystem_has(textiles: Snapshot, found: Suggestions) -> None:
    for each in one_or_more(found.suggestions):
        assert each.lines[1] - each.lines[0] < 5
        ids = {e.id for e in each.entities}
        assert len(each.entities) == len(ids) <= MOST_ENTITIES
        assert len({frozenset((c.subject, c.object)) for c in each.claims}) <= MOST_PAIRS
        for claim in each.claims:
            assert {claim.subject, claim.object} <= ids <= textiles.records.entities.keys()
            term = textiles.ontology.properties[claim.relation]
            for end, root in ((claim.subject, term.domain), (claim.object, term.range)):
                assert not root or textiles.ontology.is_a(textiles.records.entities[end].type, [root])
            assert 0 < claim.score < 1
        assert [c.score for c in each.claims] == sorted((c.score for c in each.claims), reverse=True)


@pytest.mark.parametrize(("line", "relation"), [("Costs stifle new cafés.", "stifles"), ("Costs lead to new cafés.", "leadsTo")])
def test_what_joins_ends_that_are_new_is_ordered_by_what_the_lines_say(textiles: Snapshot, line: str, relation: str) -> None:
    source = SourceText(line)
    kinds = {"costs": TRO + "Barrier", "cafes": TRO + "Outcome"}
    offered = Suggester(textiles, source).relations_between(source.passages(), ("costs", "cafes"), kinds)
    assert offered[0] == TRO + relation
    assert len(offered) == len(set(offered)) > 5


def test_what_lines_name_is_suggested_with_the_words_that_name_it(found: Suggestions) -> None:
    words = {e.id: e.words for each in found.suggestions for e in each.entities}
    assert {"recyclers", "buyers", "upper-vellana"} <= words.keys()
    assert all(words[key] for key in ("recyclers", "buyers", "upper-vellana"))


def test_the_same_lines_always_give_the_same(textiles: Snapshot, source: SourceText, found: Suggestions) -> None:
    assert suggest(textiles, source, (24, 28)).to_json() == found.to_json()


def test_a_claim_that_is_coded_already_says_so() -> None:
    whole = Ecosystem.load(TEXTILES).snapshot
    text = SourceText(WORKSHOP.read_text(encoding="utf-8"))
    at = cited_lines(whole, text)
    coded = [c for each in suggest(whole, text, (24, 38)).suggestions for c in each.claims if c.coded]
    assert coded
    for claim in coded:
        for key in claim.coded:
            record = whole.records.claims[key]
            assert (record.subject, record.predicate, record.object) == (claim.subject, claim.relation, claim.object)
    assert set(at[24]) <= whole.records.claims.keys()


@pytest.mark.exhaustive
def test_both_ends_of_most_stated_claims_are_suggested_where_they_are_cited() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from suggest import measure
    finally:
        sys.path.pop(0)
    shares = measure(TEXTILES, "workshop-notes", WORKSHOP.read_text(encoding="utf-8"))
    assert shares["ends"] >= 0.5
    assert shares["precision"] >= 0.2
    assert shares["hedge"] >= 0.75


@pytest.mark.parametrize(
    ("text", "hedge", "negated", "speaks"),
    [
        ("Managers act as gates.", "", False, False),
        ("Managers often act as gates.", "often", False, False),
        ("Participants felt that this could help.", "felt, could", False, True),
        ("Nobody's rules don't help.", "", True, False),
        ("Expressed interest in a hub was low.", "expressed interest", False, False),
        ("“No,” she said.", "", True, True),
    ],
)
def test_hedges_negation_and_other_voices(text: str, hedge: str, negated: bool, speaks: bool) -> None:
    how = wording(text)
    assert (how.hedge, how.negated, how.speaks) == (hedge, negated, speaks)


def test_who_is_a_voice_is_what_the_ontology_says(textiles: Snapshot) -> None:
    speakers = speakers_of(textiles)  # no claim names one
    kinds = {textiles.records.entities[key].type for key in speakers}
    assert speakers
    assert kinds <= textiles.ontology.classes_for("voice")


def test_sentences_do_not_care_where_lines_break() -> None:
    assert sentences("They often\nact as gates. Some\ndo not.") == ("They often act as gates.", "Some do not.")


def test_pages_headings_and_leads_are_read_off_the_text() -> None:
    text = SourceText("[page 7]\n# Metrics\n\nThey undermine:\n- trust\n- autonomy\n\n[page 8]\nMore.")
    passages = text.passages()
    assert [(p.first, p.page, p.heading) for p in passages] == [(2, "7", "Metrics"), (4, "7", "Metrics"), (9, "8", "Metrics")]
    assert text.passages(5, 6)[0].lead == "They undermine:"
    assert [(p.first, p.last) for p in SourceText("a\n" * 7).passages(1, 7)] == [(1, 3), (4, 7)]


@pytest.mark.parametrize("asked", ["", "x", "0-3", "5-2", "3-", "1-2-3", "9" * 30])
def test_lines_that_are_none_are_refused(asked: str) -> None:
    with pytest.raises(WrongUse) as caught:
        lines_asked(asked)
    assert caught.value.problems[0].code == "source-lines"


def test_lines_that_a_source_does_not_have_are_refused(textiles: Snapshot, source: SourceText) -> None:
    with pytest.raises(WrongUse) as caught:
        suggest(textiles, source, (1, 100_000))
    assert caught.value.problems[0].code == "source-lines"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "encoding"), (b"%PDF-1.7\x00\x01", "source-no-text"), (b"a\n" * 200_001, "source-too-long")],
)
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(WrongUse) as caught:
        read_text(content, "file.txt")
    assert caught.value.problems[0].code == code


def test_the_command_prints_what_the_function_gives(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", TEXTILES, str(WORKSHOP), "--lines", "24-25", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (only,) = said["suggestions"]
    assert only["lines"] == [24, 25]
    assert {"id", "label", "words"} == set(only["entities"][0])
    assert {"subject", "predicate", "object", "score", "hedge", "negated", "voices"} <= set(only["claims"][0])
    assert main(["source", "show", TEXTILES, str(WORKSHOP), "--lines", "24-25", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [each["line"] for each in shown["lines"]] == [24, 25]
    assert all(each["claims"] for each in shown["lines"])


def test_the_text_beside_an_ecosystem_goes_by_the_id_of_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    folder = tmp_path / "eco"
    shutil.copytree(ROOT / "data" / TEXTILES, folder)
    (folder / "sources").mkdir()
    shutil.copy(WORKSHOP, folder / "sources" / "workshop-notes.txt")
    assert main(["suggest", str(folder), "workshop-notes", "--lines", "24", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["suggestions"]
    assert main(["suggest", str(folder), "no-such-source"]) == 2
    assert "no-such-source" in capsys.readouterr().err
    (folder / "sources" / "workshop-notes.txt").unlink()
    (folder / "sources" / "workshop-notes.txt").symlink_to("/etc/hostname")
    assert main(["suggest", str(folder), "workshop-notes"]) in (1, 2)


def test_words_that_only_texts_use_tell_a_relation_and_read_no_question(textiles: Snapshot) -> None:
    relations = RelationReadings(textiles)
    undermines, based_on = TRO + "undermines", TRO + "basedOn"
    assert undermines in relations.cues("The wait saps their trust.", "").standing
    assert based_on in relations.cues("The plan built on an older one.", "").standing  # an irregular verb
    assert undermines not in relations.cues("The wait is long.", "").standing
    hidden = {text for term in textiles.ontology.properties.values() for _, text in term.texts.get(SKOS + "hiddenLabel", ())}
    asked = {word.text for each in vocabulary(textiles).phrases for word in each.needed}
    assert "saps" in hidden and "saps" not in asked
