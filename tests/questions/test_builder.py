"""The guided builder: what it offers has answers, and as many as it says."""

from __future__ import annotations

import random

import pytest

from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.questions import Built, ask_built
from trosol.questions.builder import built_query, built_sentence, kinds, others, relations


def test_every_kind_that_is_offered_has_as_many_members_as_it_says(wales: Ecosystem) -> None:
    offered = kinds(wales.snapshot)
    assert len(offered) > 40
    for choice in offered:
        found = ask_built(wales.snapshot, Built(choice.key))
        assert (found.status, len(found.rows)) == ("answered", choice.number), choice.label


@pytest.mark.exhaustive
def test_every_step_that_is_offered_leads_to_as_many_things_as_it_says(wales: Ecosystem) -> None:
    chance = random.Random(5)
    snapshot = wales.snapshot
    for kind in one_or_more(chance.sample(kinds(snapshot), 12)):
        first = Built(kind.key)
        offered = relations(snapshot, first)
        for relation in one_or_more(chance.sample(offered, min(4, len(offered)))):
            second = Built(kind.key, relation.key, relation.outward)
            found = ask_built(snapshot, second)
            assert (found.status, len(found.rows)) == ("answered", relation.number), built_sentence(snapshot, second)
            assert found.claims
            by_kind, by_thing = others(snapshot, second)
            assert by_kind
            assert by_thing
            for choice in chance.sample(by_kind, 1):
                third = Built(kind.key, relation.key, relation.outward, other_kind=choice.key)
                assert len(ask_built(snapshot, third).rows) == choice.number, built_sentence(snapshot, third)
            for choice in chance.sample(by_thing, 1):
                third = Built(kind.key, relation.key, relation.outward, other=choice.key)
                assert len(ask_built(snapshot, third).rows) == choice.number, built_sentence(snapshot, third)
                counted = ask_built(snapshot, Built(kind.key, relation.key, relation.outward, other=choice.key, count=True))
                assert [row.label for row in counted.rows] == [str(choice.number)]


def class_of(wales: Ecosystem, label: str) -> str:
    return next(iri for iri, term in wales.ontology.classes.items() if term.label() == label)


def relation_named(wales: Ecosystem, label: str) -> str:
    return next(iri for iri, term in wales.ontology.properties.items() if term.label() == label)


def test_a_question_put_together_answers_as_the_tables_do(wales: Ecosystem) -> None:
    """Which actors hold the way to the opportunity to innovate? Claims c0346 and c0347."""
    built = Built(class_of(wales, "Actor"), relation_named(wales, "gatekeeps"), other="opportunity-to-innovate")
    found = ask_built(wales.snapshot, built)
    assert {row.id for row in found.rows} == {"commissioners", "middle-managers"}
    assert found.claims == ("c0346", "c0347")
    assert "Opportunity to innovate" in found.understood_as


def test_filters_narrow(wales: Ecosystem) -> None:
    kind, relation = class_of(wales, "Condition"), relation_named(wales, "weakens")
    every = {row.id for row in ask_built(wales.snapshot, Built(kind, relation)).rows}
    stated = {row.id for row in ask_built(wales.snapshot, Built(kind, relation, stated_only=True)).rows}
    voiced = {row.id for row in ask_built(wales.snapshot, Built(kind, relation, voice="report-authors")).rows}
    assert stated < every
    assert voiced < every
    # Only the text's authors say that invisible risks undermine resilience, and a coder drew it from them (c4005).
    assert "invisible-risks" in voiced - stated
    # The one claim that lack of ability stifles innovation is denied (c2059).
    assert "inability-to-innovate" not in every


def test_a_voice_that_said_nothing_of_it_gives_none_and_not_a_guess(wales: Ecosystem) -> None:
    found = ask_built(wales.snapshot, Built(class_of(wales, "Condition"), relation_named(wales, "weakens"), voice="innovators"))
    assert (found.status, found.rows) == ("none", ())


def test_the_sentence_is_said_in_welsh_too(wales: Ecosystem) -> None:
    built = Built(class_of(wales, "Actor"), relation_named(wales, "gatekeeps"), other="opportunity-to-innovate")
    assert built_sentence(wales.snapshot, built, "cy") != built_sentence(wales.snapshot, built, "en")


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "https://example.org/none"},
        {"relation": "https://example.org/none"},
        {"other": "nobody"},
        {"other_kind": "https://example.org/none> } #"},
        {"voice": "nobody"},
    ],
)
def test_what_is_not_there_is_refused(wales: Ecosystem, broken: dict[str, str]) -> None:
    parts = {"kind": class_of(wales, "Actor"), "relation": relation_named(wales, "gatekeeps"), **broken}
    with pytest.raises(WrongUse, match="question-blank"):
        built_query(wales.snapshot, Built(**parts))  # type: ignore[arg-type]
