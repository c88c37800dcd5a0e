"""Judgements, comparisons, references, suppositions: what outsiders ask beside what is recorded of something."""

from __future__ import annotations

import pytest

from ask.scoring import OUTSIDERS, read_labelled
from trosol.ecosystem import Ecosystem
from trosol.questions.aspects import EFFECT, NEED, AspectAsk
from trosol.questions.blame import Blame
from trosol.questions.comparing import Compare
from trosol.questions.finding_replies import WhatIf
from trosol.questions.preambles import without_preamble
from trosol.questions.said_where import SaidBy, SaidWhere
from trosol.questions.topics import TopicAsk


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    return Ecosystem.load("circular-textiles-vellana")


def test_the_outsiders_set_covers_both_ecosystems_and_a_third_is_held_back() -> None:
    rows = read_labelled(OUTSIDERS)
    assert len(rows) >= 120
    assert len({(row.ecosystem, row.question, row.after) for row in rows}) == len(rows)
    assert 0.25 < sum(row.held for row in rows) / len(rows) < 0.42
    assert sum(row.ecosystem == "circular-textiles-vellana" for row in rows) >= 40
    assert all(len(row.patterns) >= row.least for row in rows if row.patterns)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("I'm new here and would like to know what stops trust", "what stops trust"),
        ("As a carer, what can I do?", "what can I do?"),
        ("what does it cost and why?", "what does it cost?"),
        ("who pays for what", "who pays for what"),
        ("as usual", "as usual"),
        ("we want to know more about pay", "what about pay"),
    ],
)
def test_a_preamble_leaves_and_the_question_stays(typed: str, asks: str) -> None:
    assert without_preamble(typed) == asks


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("are managers the real problem?", "managers"),
        ("is paperwork holding us back", "challenge-requirements"),
        ("ai biwrocratiaeth yw'r broblem?", "challenge-requirements"),
    ],
)
def test_what_is_called_the_problem_is_never_a_flat_no(wales: Ecosystem, text: str, key: str) -> None:
    asked = wales.ask(text)
    assert isinstance(asked.read, Blame)
    assert asked.read.keys == (key,)
    assert asked.reply is not None
    assert asked.reply.claims
    assert not asked.reply.headline.startswith("No")


def test_what_is_denied_is_told_as_denied(textiles: Ecosystem) -> None:
    blamed = textiles.ask("is the river board in the way?").reply
    assert blamed is not None
    assert all(textiles.snapshot.records.claims[key].stance == "negates" for key in blamed.claims)
    unheard = textiles.ask("who does the forum not listen to?").reply
    assert unheard is not None
    assert {row.id for row in unheard.rows} == {"repairers", "lending-banks"}
    assert unheard.headline != textiles.ask("who does the forum listen to?").to_json()["headline"]


def test_several_are_told_side_by_side(wales: Ecosystem, textiles: Ecosystem) -> None:
    asked = wales.ask("what is the difference between local authorities and housing associations?")
    assert asked.read == Compare(("local-authorities", "housing-associations"))
    assert asked.reply is not None
    assert all(len(row.further) == 2 for row in asked.reply.rows)
    assert wales.ask("trust or wellbeing, which matters more?").status == "notRanked"
    counted = textiles.ask("demand or sorting, which is more important?")
    assert counted.status == "answered"
    assert counted.reply is not None
    assert "38" in counted.reply.headline
    assert "31" in counted.reply.headline


@pytest.mark.parametrize(
    ("text", "key", "push"),
    [
        ("what if commissioners left?", "commissioners", -1.0),
        ("what would happen if risk aversion disappeared", "risk-aversion", -1.0),
        ("suppose the appetite for innovation grew, what would change", "appetite-for-innovation", 1.0),
        ("what if there were no budget cuts", "budget-cuts", -1.0),
        ("what if metrics were eased?", "challenge-metrics", -1.0),
    ],
)
def test_a_supposition_has_a_direction(wales: Ecosystem, text: str, key: str, push: float) -> None:
    assert wales.ask(text).read == WhatIf(key, push)


def test_what_lacks_the_turning_word_of_a_name_is_not_its_opposite(wales: Ecosystem) -> None:
    """*Commissioners trusting* is the opposite of *commissioners not trusting*, and no other name of it."""
    distrust = "commissioner-distrust"
    assert wales.ask("what if commissioners did not trust providers?").read != WhatIf("trust-providers", 1.0)
    for text in (
        "what would change if commissioners trusted providers more?",
        "if commissioners trusted providers, what would get better?",
    ):
        assert wales.ask(text).read != WhatIf(distrust, 1.0)
    assert wales.ask("what if the commissioner trust gap grew?").read == WhatIf(distrust, 1.0)


def test_what_changes_may_change_either_way(wales: Ecosystem) -> None:
    assert not isinstance(wales.ask("what if we changed contracts?").read, WhatIf)
    assert not isinstance(wales.ask("would changing contracts help?").read, WhatIf)


def test_what_is_left_as_it_is_goes_on(wales: Ecosystem) -> None:
    assert wales.ask("what happens if risk aversion is not tackled?").read == AspectAsk(EFFECT, ("risk-aversion",))


def test_an_effect_is_narrowed_and_where_nothing_speaks_of_that_it_is_said_first(wales: Ecosystem) -> None:
    narrow = wales.ask("effect of metrics on trust")
    assert narrow.read == AspectAsk(EFFECT, ("challenge-metrics",), on=("trust",))
    assert narrow.reply is not None
    claims = wales.snapshot.records.claims
    assert any(claims[key].object == "trust" for key in narrow.reply.claims)
    beside = wales.ask("effect of metrics on housing associations")
    assert beside.reply is not None
    assert beside.confidence < narrow.confidence
    assert beside.read == AspectAsk(EFFECT, ("challenge-metrics",), on=("housing-associations",))
    named = wales.snapshot.entity("housing-associations").label()
    assert named in beside.reply.headline.partition(beside.reply.rows[0].label)[0]


def test_where_it_stands_and_who_said_it(wales: Ecosystem) -> None:
    where = wales.ask("which page mentions risk aversion?")
    assert where.read == SaidWhere(("risk-aversion",))
    before = "what undermines trust?"
    claims = wales.ask(before).to_json()["claims"]
    who = wales.ask("who said that?", after=before)
    assert isinstance(who.read, SaidBy)
    assert set(who.read.claims) == set(claims)
    again = wales.ask("where does it say that?", after=before)
    assert isinstance(again.read, SaidWhere)
    assert set(again.read.claims) == set(claims)
    assert wales.ask("who said that?").reply is None


def test_needs_are_told_of_somebody_and_limits_of_the_study(wales: Ecosystem, textiles: Ecosystem) -> None:
    assert textiles.ask("what do sorters need?").read == AspectAsk(NEED, ("sorters",))
    assert wales.ask("whose voices were missing?").read == TopicAsk("unheard")
    assert {row.id for row in (wales.ask("who was not heard?").reply or pytest.fail("silent")).rows} >= {
        "stakeholders-below-threshold"
    }


def test_an_answer_to_one_of_two_questions_says_so(textiles: Ecosystem) -> None:
    both = textiles.ask("who are the gatekeepers and what do they eat?").reply
    assert both is not None
    alone = textiles.ask("who are the gatekeepers?").reply
    assert alone is not None
    assert {row.id for row in both.rows} == {row.id for row in alone.rows}
    assert both.headline.startswith(alone.headline)
    assert both.headline != alone.headline


@pytest.mark.parametrize("text", ["who is gwella", "who is Dafydd", "what is zorblax"])
def test_an_unknown_name_is_not_understood(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert asked.reply is None or asked.status == "notUnderstood"
