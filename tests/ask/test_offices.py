"""Questions as offices type them: short forms, a clause before a dash, several groups in a row, what a study does not allow to say."""

from __future__ import annotations

import pytest

from ask.scoring import OFFICES, read_labelled
from trosol.ecosystem import Ecosystem
from trosol.questions.figures import FigureAsk
from trosol.questions.form import Form
from trosol.questions.phrases import said_before
from trosol.questions.preambles import without_preamble
from trosol.questions.topics import TopicAsk
from trosol.questions.wording import respelt, words_of


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    return Ecosystem.load("circular-textiles-vellana")


def test_the_set_covers_both_ecosystems_and_a_third_is_held_back() -> None:
    rows = read_labelled(OFFICES)
    assert len(rows) >= 60
    assert len({(row.ecosystem, row.question, row.after) for row in rows}) == len(rows)
    assert 0.25 < sum(row.held for row in rows) / len(rows) < 0.42
    assert sum(row.ecosystem == "circular-textiles-vellana" for row in rows) >= 20


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("is the bench mentioned at all?", "what about the bench"),
        ("do fees come up anywhere", "what about fees"),
        ("is there anything on pay in the report?", "what about pay"),
        ("what should I read as a new director?", "what should I read"),
        ("how many sorters as opposed to buyers", "how many sorters and buyers"),
        ("does it appear as a barrier", "does it appear as a barrier"),
        ("is he seen as a leader", "is he seen as a leader"),
    ],
)
def test_what_stands_around_a_question_leaves(typed: str, asks: str) -> None:
    assert without_preamble(typed) == asks


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("our staff are tired - what helps them rest?", ("our staff are tired", "what helps them rest?")),
        ("lack of trust - why?", ("", "lack of trust - why?")),
        ("one-to-one work", ("", "one-to-one work")),
    ],
)
def test_a_clause_before_a_dash_is_kept_apart_from_a_question_that_says_what(text: str, split: tuple[str, str]) -> None:
    assert said_before(text) == split


def test_they_after_a_dash_are_who_stands_before_it(wales: Ecosystem) -> None:
    asked = wales.ask("my middle managers feel got at - what would help them?")
    assert asked.reply is not None
    assert {"support-for-gatekeepers"} <= {row.id for row in asked.reply.rows}


def test_short_forms_are_read_where_nothing_is_called_so() -> None:
    typed = words_of("wat shd ppl pul n y")
    assert [word.text for word in respelt(typed, {"pull": 1})] == ["what", "should", "people", "pull", "and", "y"]
    assert [word.text for word in respelt(words_of("ppl"), {"ppl": 1})] == ["ppl"]


def test_a_word_with_its_right_ending_is_not_respelt() -> None:
    assert [word.text for word in respelt(words_of("mentioned stoping"), {"mention": 1, "stop": 1})] == ["mentioned", "stopping"]


def test_of_several_groups_in_a_row_each_has_its_figure(textiles: Ecosystem) -> None:
    asked = textiles.ask("how many sorters compared with makers took part")
    assert isinstance(asked.read, FigureAsk)
    assert {textiles.snapshot.records.observations[key].group for key in asked.read.observations} == {"sorters", "makers"}


def test_classes_side_by_side_are_not_listed_as_either(wales: Ecosystem) -> None:
    read = wales.ask("sampling method?").read
    assert not (isinstance(read, Form) and len(read.kinds) > 1)


def test_what_can_not_be_concluded_is_no_summary(wales: Ecosystem) -> None:
    assert wales.ask("what can we not conclude from this study").read == TopicAsk("footing")


def test_a_relation_is_found_by_another_of_its_names(wales: Ecosystem) -> None:
    asked = wales.ask("who commissions providers?")
    assert asked.reply is not None
    assert {row.id for row in asked.reply.rows} == {"commissioners", "local-authorities"}
