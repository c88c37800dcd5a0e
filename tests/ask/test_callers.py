"""Free wordings of people who ring up: what is told with its reading first, silence of the records, agreement, Welsh."""

from __future__ import annotations

import pytest

from ask.scoring import CALLERS, read_labelled
from trosol.ecosystem import Ecosystem
from trosol.questions.about import About
from trosol.questions.figures import FigureAsk
from trosol.questions.finding_replies import WhatIf
from trosol.questions.preambles import without_preamble
from trosol.questions.printed import same_words
from trosol.questions.views_apart import Denied, ViewsApart
from trosol.questions.welsh import as_it_stands
from trosol.questions.wording import respelt, words_of


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    return Ecosystem.load("circular-textiles-vellana")


def test_the_callers_set_covers_both_ecosystems_and_a_third_is_held_back() -> None:
    rows = read_labelled(CALLERS)
    assert len(rows) >= 60
    assert 0.25 < sum(row.held for row in rows) / len(rows) < 0.42
    assert sum(row.ecosystem == "circular-textiles-vellana" for row in rows) >= 20
    assert all(len(row.patterns) >= row.least > 0 for row in rows)


def test_what_stands_clearly_ahead_is_told_with_its_reading_and_less_surely(wales: Ecosystem) -> None:
    likely, sure = wales.ask("impact of metrics on staff"), wales.ask("what undermines trust?")
    assert likely.reply is not None
    assert likely.confidence < 0.9 <= sure.confidence
    asked = likely.reply.understood_as.replace("“", "‘").replace("”", "’")
    assert asked in likely.reply.headline
    assert all(each.reading.ask != likely.read for each in likely.readings)


@pytest.mark.parametrize(
    "text", ["how does leadership affect risk?", "what is the aim of horizon 2?", "what levers do ministers have"]
)
def test_what_nothing_links_is_neither_told_nor_called_silent(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text).status == "unsure"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Anything about artificial intelligence?", "intelligence"),
        ("Does it say anything about volcanoes?", "volcanoes"),
        ("Is Brexit mentioned anywhere?", "brexit"),
        ("how many volcanoes are there?", "volcanoes"),
    ],
)
def test_what_nothing_recorded_speaks_of_is_told_by_its_words(wales: Ecosystem, text: str, word: str) -> None:
    found = wales.ask(text)
    assert found.status == "notStated"
    assert found.reply is not None
    assert f"“{word}”" in found.reply.headline
    assert not found.reply.rows


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "asdf qwer",
        "anything about trust?",
        "does it mention middle managers?",
        "waiting",
        "staff burnout",
        "how many people altogether?",
        "what are budget cuts responsible for",
    ],
)
def test_silence_needs_a_question_and_a_word_that_nothing_has(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text).status != "notStated"


def test_a_sum_of_money_that_is_nowhere_is_told_so(textiles: Ecosystem) -> None:
    found = textiles.ask("how much money is in the repair pot?")
    assert found.status == "notStated"
    assert found.reply is not None
    assert textiles.snapshot.entity("repair-pot").label() in found.reply.headline
    assert textiles.ask("how long do you have to wait for the paper").status == "answered"


def test_who_was_heard_agrees_or_not(textiles: Ecosystem) -> None:
    found = textiles.ask("do the bank and the mill see eye to eye on a loan guarantee?")
    assert found.read == ViewsApart("lending-banks", "spinning-mills", ("loan-guarantee",))
    assert found.reply is not None
    claims = [textiles.snapshot.records.claims[key] for key in found.reply.claims]
    assert {claim.stance == "negates" for claim in claims} == {True, False}
    assert {"lending-officer", "mill-manager"} <= {voice for claim in claims for voice in claim.voices}


def test_whose_words_are_not_kept_apart_is_told_so(wales: Ecosystem) -> None:
    found = wales.ask("how do providers' views differ from commissioners'?").reply
    assert found is not None
    groups = {voice for key in found.claims for voice in wales.snapshot.records.claims[key].voices}
    assert groups <= {"innovators", "enablers", "stakeholders"}
    assert all(wales.snapshot.entity(voice).label() in found.headline for voice in ("innovators", "enablers"))


def test_who_denies_a_link(wales: Ecosystem, textiles: Ecosystem) -> None:
    nobody = wales.ask("who disagrees that commissioners block innovation?")
    assert isinstance(nobody.read, Denied)
    assert nobody.reply is not None
    assert all(wales.snapshot.records.claims[key].stance != "negates" for key in nobody.reply.claims)
    somebody = textiles.ask("who denies that the river board is in the way of investment?").reply
    assert somebody is not None
    assert set(somebody.voices) >= {"recyclers", "mill-manager"}


def test_the_headline_is_what_the_source_sums_up(wales: Ecosystem) -> None:
    found, points = wales.ask("what's the headline finding?").reply, wales.ask("what are the core messages?").reply
    assert found is not None
    assert points is not None
    assert [row.id for row in found.rows[:5]] == sorted(row.id for row in points.rows)


def test_nothing_done_leaves_what_is_in_the_way(wales: Ecosystem) -> None:
    found = wales.ask("what is the cost of doing nothing?").reply
    assert found is not None
    wanted, claims = wales.snapshot.wanted, wales.snapshot.records.claims
    assert found.rows
    assert all(wanted(claims[key].subject) < 0 < wanted(claims[key].object) for key in found.claims)
    assert not isinstance(wales.ask("what if we did nothing about budget cuts?").read, WhatIf)


def test_what_would_help_more_than_three_of_the_answer_before(wales: Ecosystem) -> None:
    found = wales.ask("and what would help them?", after="who are the gatekeepers?").reply
    assert found is not None
    aimed = {wales.snapshot.records.claims[key].object for key in found.claims}
    assert {"commissioners", "middle-managers"} <= aimed


def test_a_question_in_welsh_is_answered_in_welsh(wales: Ecosystem) -> None:
    welsh, english = wales.ask("Pa argymhellion sydd yn yr adroddiad?"), wales.ask("what is recommended?")
    assert welsh.language == "cy"
    assert welsh.reply is not None
    assert english.reply is not None
    assert {row.id for row in welsh.reply.rows} == {row.id for row in english.reply.rows}
    assert welsh.reply.understood_as != english.reply.understood_as
    assert as_it_stands("rwystrau", ["rhwystrau"]) == "rhwystrau"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("minister wants it in one line: what's wrong with trust?", "what's wrong with trust?"),
        ("whats covid got 2 do with it", "what about covid"),
        ("where do charities come into all this?", "what about charities"),
        ("We're a small charity in the valley, who pays?", "who pays?"),
        ("what difference would a joint order make", "what does a joint order lead to"),
        ("does it mention trains?", "what about trains"),
    ],
)
def test_what_stands_around_a_question_leaves(text: str, asks: str) -> None:
    assert without_preamble(text) == asks


def test_a_word_in_its_right_form_is_no_other_one() -> None:
    words = respelt(words_of("waiting stoping"), {"waste": 3, "stop": 1}, frozenset(["wait", "wanting"]))
    assert [word.text for word in words] == ["waiting", "stopping"]


def test_an_empty_turn_within_a_recorded_name_is_part_of_it(wales: Ecosystem) -> None:
    found = wales.ask("What about Invest financially and professionally?")
    assert found.read == About(("level-invest",))
    financial = wales.ask("What about Invest financially and professionally, in practice?")
    assert financial.read == found.read


def test_who_denies_lists_none_of_those_who_say_it(textiles: Ecosystem) -> None:
    found = textiles.ask("Who denies that a loan guarantee helps?").reply
    assert found is not None
    assert [textiles.snapshot.records.claims[key].stance for key in found.claims] == ["negates"]
    assert [dict(row.further)["said by"] for row in found.rows] == ["Lending officer"]
    assert found.headline.count("Lending officer") == 1


def test_a_question_printed_with_or_without_an_article_is_the_same(textiles: Ecosystem) -> None:
    found = textiles.ask("What is recommended to the town councils?")
    assert found.reply is not None
    assert same_words(found.reply.understood_as, found.text)
    assert not any(same_words(each.reply.understood_as, found.text) for each in found.readings)


def test_no_figure_but_one_of_money_tells_how_much_money(textiles: Ecosystem) -> None:
    found = textiles.ask("How much money does the fund give?")
    read = [found.read, *(each.reading.ask for each in found.readings)]
    assert not any(isinstance(each, FigureAsk) for each in read)
