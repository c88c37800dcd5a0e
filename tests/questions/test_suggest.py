"""Suggestions while somebody types: real things only, no dead ends, typos and missing accents forgiven."""

from __future__ import annotations

import pytest

from one_or_more import one_or_more
from picked import few_first
from spent import spent
from trosol.ecosystem import Ecosystem
from trosol.questions import find_question, suggest
from trosol.questions.answering import ask

TYPED = (
    "",
    "w",
    "who",
    "risk",
    "which actions ad",
    "commissioners",
    "horizon 2",
    "what helps",
    "gatekeepers",
    "beth sy'n",
    "covid",
)


def names(wales: Ecosystem, text: str, language: str = "en", limit: int = 8) -> list[str]:
    return [one.text for one in suggest(wales.questions, wales.snapshot, text, language, limit)]


@pytest.mark.parametrize("text", few_first(TYPED, TYPED[::4]))
def test_no_suggestion_is_a_dead_end(wales: Ecosystem, text: str) -> None:
    suggestions = suggest(wales.questions, wales.snapshot, text)
    assert suggestions
    assert len({one.text for one in suggestions}) == len(suggestions) <= 8
    for one in suggestions:
        found = ask(find_question(wales.questions, one.question), wales.snapshot, one.values)
        assert found.understood_as == one.text
        if one.values:
            assert found.status in ("answered", "notTranscribed"), one.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("which actions address ris", "Which actions address Risk?"),
        ("wich actoins adress risk", "Which actions address Risk?"),
        ("actions risk", "Which actions address Risk?"),
        ("gatekeper", "Who is named a gatekeeper?"),
        ("who is between commissioners and welsh gov", "Who is between Commissioners and Welsh Government?"),
        ("figures for questionaire", "Which figures are reported of Research questionnaire?"),
        ("how is social care wales se", "How is Social Care Wales seen?"),
        ("pwy syn gyfrifol am planning and commiss", "Who is responsible for Planning and commissioning of social care?"),
    ],
)
def test_what_is_meant_comes_first(wales: Ecosystem, text: str, first: str) -> None:
    assert names(wales, text)[0] == first


@pytest.mark.exhaustive
def test_a_fuller_text_never_loses_what_it_spells_out(wales: Ecosystem) -> None:
    whole = "Who is responsible for Planning and commissioning of social care?"
    for length in one_or_more(range(len("Who is responsible for Planning"), len(whole) + 1)):
        assert whole in names(wales, whole[:length]), whole[:length]


def test_in_welsh_suggestions_are_welsh_and_accents_may_be_missing(wales: Ecosystem) -> None:
    assert names(wales, "pa bersonau sy'n perthyn i risk", "cy")[0] == "Pa bersonâu sy'n perthyn i Risk?"


def test_a_thing_without_an_answer_is_not_offered(wales: Ecosystem) -> None:
    # Nobody is said to own a challenge area, and no tie of unpaid carers is told.
    assert "Who is responsible for Risk?" not in names(wales, "who is responsible for risk", limit=50)
    assert not [
        text for text in names(wales, "who deals with unpaid carers", limit=50) if text == "Who deals with Unpaid carers?"
    ]


@pytest.mark.parametrize("text", ["zzz", "asdf qwer", "?!…", "\x00", "🙂", "x" * 3000])
def test_nothing_is_made_up_for_what_fits_nothing(wales: Ecosystem, text: str) -> None:
    assert names(wales, text) == []


def test_one_question_leaves_room_for_others_and_the_limit_holds(wales: Ecosystem) -> None:
    suggestions = suggest(wales.questions, wales.snapshot, "risk", limit=20)
    counted = [one.question for one in suggestions]
    assert max(counted.count(name) for name in counted) <= 3
    assert len(suggest(wales.questions, wales.snapshot, "risk", limit=3)) == 3
    assert [one.score for one in suggestions] == sorted((one.score for one in suggestions), reverse=True)


def test_it_keeps_up_with_typing(wales: Ecosystem) -> None:
    for text in TYPED:
        names(wales, text)
    begin = spent()
    for text in TYPED:
        names(wales, text + " ")
    assert (spent() - begin) / len(TYPED) < 0.3  # seconds of the processor
