"""Typed questions: the labelled set, and by hand one of each kind; what is right was read from the tables and the sources."""

from __future__ import annotations

import random

import pytest

from ask.scoring import TABLE, read_labelled, score
from one_or_more import one_or_more
from picked import few_first
from trosol.ecosystem import Ecosystem
from trosol.findings.cache import kept
from trosol.findings.sensitivity.next_evidence import next_evidence
from trosol.findings.sensitivity.question import HINGE
from trosol.language import counted_in
from trosol.questions.aspects import is_actor, only_held
from trosol.questions.blame import Blame
from trosol.questions.finding_replies import Blocking, WhatIf, gate_holders
from trosol.questions.form import Form, form_query, form_sentence, hits
from trosol.questions.library_forms import form_of
from trosol.questions.suggesting import answerable
from trosol.questions.topics import TopicAsk
from trosol.questions.wording import respelt, words_of
from trosol.sparql.query_pool import pool_of


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    return Ecosystem.load("circular-textiles-vellana")


def test_the_labelled_set_is_large_and_a_third_of_it_is_held_back() -> None:
    rows = read_labelled()
    assert len(rows) >= 200
    assert len({(row.ecosystem, row.question) for row in rows}) == len(rows)
    assert 0.25 < sum(row.held for row in rows) / len(rows) < 0.42
    assert all(len(row.patterns) >= row.least for row in rows)
    assert {row.ecosystem for row in rows} == {"wales-social-care-2022", "circular-textiles-vellana"}


WALES, TEXTILES = "wales-social-care-2022", "circular-textiles-vellana"


@pytest.mark.parametrize(("ecosystem", "each"), few_first([(WALES, 1), (TEXTILES, 1), (TEXTILES, 3)], [(TEXTILES, 3)]))
def test_what_it_is_sure_of_is_right_in_nine_of_ten(ecosystem: str, each: int) -> None:
    """``each``: the first of so many."""
    scored = score([row for row in read_labelled() if row.ecosystem == ecosystem and not row.held][::each])
    verdicts = [each.verdict for each in scored]
    assert verdicts.count("right") >= 0.85 * len(verdicts)
    assert verdicts.count("misleads") <= 0.05 * len(verdicts)
    told = [each for each in scored if each.reply["status"] not in ("unsure", "notUnderstood")]
    assert sum(each.verdict == "right" for each in told) >= 0.9 * len(told)
    unsure = [each.reply for each in scored if each.reply["status"] == "unsure"]
    assert unsure or ecosystem != "wales-social-care-2022"
    for reply in unsure:  # it offers a few readings, each with its answer, and tells none of them
        assert 1 <= len(reply["readings"]) <= 3
        assert reply["answer"] == []
        assert reply["confidence"] <= 0.9  # which is rounded


@pytest.mark.parametrize(
    ("table", "each"), few_first([("second.tsv", 1), ("third.tsv", 1), ("second.tsv", 4)], [("second.tsv", 4)])
)
def test_wordings_of_strangers_seldom_mislead(table: str, each: int) -> None:
    verdicts = [scored.verdict for scored in score(read_labelled(TABLE.with_name(table))[::each])]
    assert verdicts.count("misleads") <= 0.05 * len(verdicts)
    assert verdicts.count("right") >= 0.6 * len(verdicts)


def keys(ecosystem: Ecosystem, text: str, after: str = "") -> set[str]:
    reply = ecosystem.ask(text, after=after).reply
    assert reply is not None, text
    return {row.id for row in reply.rows}


def test_word_order_says_which_end_is_asked_for(wales: Ecosystem) -> None:
    undermined = keys(wales, "what do metrics undermine?")
    assert {"trust", "professional-autonomy", "strategic-objectives"} <= undermined
    assert undermined == keys(wales, "what is undermined by metrics?")
    assert "challenge-metrics" in keys(wales, "what undermines trust?")
    assert "challenge-metrics" in keys(wales, "what is trust undermined by?")


def test_innovation_is_not_innovators(wales: Ecosystem) -> None:
    found = wales.ask("what is innovation?").to_json()
    assert found["status"] == "answered"
    assert "innovators" not in found["understood_as"].casefold()
    assert keys(wales, "who belongs to innovators") >= {"local-authorities", "housing-associations"}


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("do metrics undermine trust?", "Yes"),
        ("are commissioners gatekeepers?", "Yes"),
        ("are senior leaders blockers?", "No"),
        ("is metrics a challenge area?", "Yes"),
        ("is metrics a vision?", "No"),
    ],
)
def test_yes_and_no_come_first(wales: Ecosystem, text: str, begins: str) -> None:
    found = wales.ask(text).to_json()
    assert found["status"] == "answered"
    assert found["headline"].split(":")[0] == begins


def test_a_denied_claim_is_a_no(textiles: Ecosystem) -> None:
    reply = textiles.ask("does the forum listen to repairers?").reply
    assert reply is not None
    assert reply.headline.startswith("No")
    assert all(textiles.snapshot.records.claims[key].stance == "negates" for key in reply.claims)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("how many people took part?", "70"),
        ("how many challenge areas are there", "6"),
        ("what share of respondents came from north wales", "21.7"),
        ("how many focus groups were there", "6"),
    ],
)
def test_figures_are_as_reported_and_never_added(wales: Ecosystem, text: str, value: str) -> None:
    reply = wales.ask(text).reply
    assert reply is not None
    assert reply.rows[0].label == value


def test_the_most_by_a_figure_and_no_order_without_one(wales: Ecosystem, textiles: Ecosystem) -> None:
    first = textiles.ask("which challenge got the most dots").reply
    assert first is not None
    assert first.rows[0].id == "challenge-demand"
    assert wales.ask("which challenge is the most important?").status == "notRanked"
    assert wales.ask("which local authority is best at innovating?").status == "notStated"


def test_silence_is_told_only_where_the_reading_is_near_certain(wales: Ecosystem) -> None:
    assert wales.ask("what did care workers say?").status == "notStated"
    assert wales.ask("what do housing associations gatekeep?").status == "notStated"
    for text in ("what is the weather tomorrow", "asdf qwer", "how do I bake bread", "and what do they block?"):
        assert wales.ask(text).status in ("unsure", "notUnderstood"), text
        assert wales.ask(text).to_json()["answer"] == []


def test_a_question_after_another_takes_up_its_answer(wales: Ecosystem) -> None:
    alone = wales.ask("what do they block?")
    assert alone.reply is None
    assert "innovation-in-social-care" in keys(wales, "what do they block?", after="who are the gatekeepers?")


def test_two_questions_in_one_are_both_answered(wales: Ecosystem) -> None:
    found = keys(wales, "who commissioned the study and who did it?")
    assert {"social-care-wales", "y-lab", "people-powered-results"} <= found


def test_parts_stand_in_for_a_whole_and_it_is_said(wales: Ecosystem) -> None:
    reply = wales.ask("which actions address risk?").reply
    assert reply is not None
    assert {"understand-risk-drivers", "redress-risk-imbalance"} <= {row.id for row in reply.rows}, "they address parts of risk"


def test_terms_of_a_module_are_askable_at_once(textiles: Ecosystem) -> None:
    assert keys(textiles, "what feeds spinning mills?") == {"stream-used-cotton", "stream-wool-offcuts"}
    assert keys(textiles, "list the repair hubs") >= {"hub-oldweir", "hub-karrow-bridge"}


@pytest.mark.parametrize("text", ["whos gatekeping inovation", "list the challanges", "give me the recomendations"])
def test_misspelt_words_are_put_right(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text).status == "answered"


def test_a_word_that_is_right_is_left_alone() -> None:
    known = {"water": 5, "challenge": 3}
    assert [word.text for word in respelt(words_of("weather challange"), known)] == ["weather", "challenge"]


@pytest.mark.parametrize("text", ["pwy yw'r porthorion", "beth yw'r meysydd her", "beth yw'r argymhellion"])
def test_welsh_is_understood(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text, "cy").status == "answered"


def test_every_form_of_the_library_answers_as_its_query_does(wales: Ecosystem) -> None:
    snapshot, pool = wales.snapshot, pool_of(wales.snapshot)
    chance = random.Random(3)
    with_form = [question for question in wales.questions if question.form and len(question.parameters) == 1]
    assert len(with_form) > 20
    for question in chance.sample(with_form, 10):
        name = question.parameters[0].name
        told = sorted(answerable(question, snapshot, pool) or ())
        for key in chance.sample(told, min(2, len(told))):
            form = form_of(question, {name: key})
            assert form is not None
            by_query = {row.id for row in (wales.ask(question.name, values={name: key}).reply or pytest.fail(question.name)).rows}
            assert {hit.key for hit in hits(snapshot, form)} == by_query - {key}, (question.name, key)


def test_a_form_prints_itself_as_sparql_that_answers_the_same(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    weakens = next(iri for iri, term in snapshot.ontology.properties.items() if term.label() == "weakens")
    alike = next(iri for iri, term in snapshot.ontology.properties.items() if term.label() == "overlaps with")
    barrier = next(iri for iri, term in snapshot.ontology.classes.items() if term.label() == "Barrier")
    for form in (
        Form(kinds=(barrier,)),
        Form(relations=(weakens,), others=("innovation-in-social-care",)),
        Form(kinds=(barrier,), relations=(weakens,), outward=False, others=("challenge-metrics",)),
        Form(relations=(alike,), others=("challenge-requirements",)),
        Form(relations=(weakens,), others=("challenge-metrics",), outward=None),
        Form(relations=(weakens,), others=("innovation-in-social-care",), denied=True),
    ):
        found = pool_of(snapshot).run(form_query(snapshot, form))
        answers = {row[0].value for row in found.rows if row[0]}
        assert answers == {snapshot.iri("entities", hit.key) for hit in hits(snapshot, form)}, form_sentence(snapshot, form)


def test_the_examples_on_the_screen_answer(wales: Ecosystem, textiles: Ecosystem) -> None:
    from trosol.questions import EXAMPLES

    for ecosystem in (wales, textiles):
        for text in one_or_more(EXAMPLES):
            assert ecosystem.ask(text).status == "answered", text


def test_gates_are_opened_by_those_who_hold_them(wales: Ecosystem) -> None:
    named = wales.ask("what if commissioners opened the gates?").read
    assert isinstance(named, WhatIf)
    assert named.opened == ("commissioners",)
    everybody = wales.ask("what if the gates were opened?").read
    assert isinstance(everybody, WhatIf)
    assert everybody.opened == gate_holders(wales.snapshot)


@pytest.mark.parametrize("text", ["who blocks innovation?", "pwy sy'n rhwystro arloesi?", "who is stopping innovation?"])
def test_who_blocks_is_answered_by_somebody_whatever_the_verb(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert isinstance(asked.read, Blocking)
    assert asked.reply and [row.id for row in asked.reply.rows] == [
        row.id
        for row in wales.ask("who is blocking innovation?").reply.rows  # type: ignore[union-attr]
    ]
    assert {"commissioners", "middle-managers"} <= keys(wales, text)
    assert all(is_actor(wales._snapshot, row.id) for row in asked.reply.rows)


def test_what_is_shown_first_is_of_the_first_answers(wales: Ecosystem) -> None:
    reply = wales.ask("who is blocking innovation?").reply
    assert reply and len(reply.rows) > 3
    assert all(claim in row.claims for claim, row in zip(reply.first_claims, reply.rows[:3], strict=False))
    assert sorted(reply.first_claims) == sorted(reply.claims)


def test_what_results_depend_on_is_counted_alike_everywhere(wales: Ecosystem) -> None:
    reply = wales.ask("where is the evidence weakest?").reply
    counts = [
        counted_in("en", number, "claim") for number in (sum(a.kind == HINGE for a in kept(wales._snapshot, next_evidence).asks),)
    ]
    assert reply and all(count in reply.headline for count in counts)


@pytest.mark.parametrize("text", ["why are commissioners a problem?", "why are middle managers in the way?"])
def test_why_somebody_is_a_problem_asks_what_is_recorded_against_them(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert isinstance(asked.read, Blame)
    assert asked.reply and not only_held(wales._snapshot, asked.reply.rows[0].id)
    assert only_held(wales._snapshot, asked.reply.rows[-1].id) or "unnamed-gate" not in keys(wales, text)


UNSURE = (
    "how do local authorities commission providers differently",
    "why are managers gatekeepers",
    "who decides on loans",
    "what if leaders were closer to the front line",
    "what should ministers fund?",
)


@pytest.mark.parametrize("text", few_first(UNSURE, UNSURE[2:3]))
def test_what_is_offered_is_what_one_gets_on_asking_it(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert asked.status == "unsure"
    for each in asked.readings:
        again = wales.ask(each.reply.understood_as).reply
        assert again and again.rows[:3] == each.reply.rows[:3]


@pytest.mark.parametrize("text", ["who sits on regional partnership boards?", "how do regional partnership boards help?"])
def test_another_thing_of_the_same_sort_is_not_offered(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert asked.reply is None
    assert not any("“Steering group”" in each.reply.understood_as for each in asked.readings)


def test_a_word_is_shown_as_it_was_typed() -> None:
    form = Form(others=("a",), containing=("wale",), spoken=("wales",))
    assert form == Form(others=("a",), containing=("wale",))
    assert "spoken" not in form.to_json()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what do we not know", "nextEvidence"),
        ("where is the evidence thin", "nextEvidence"),
        ("what is missing from the source", "gaps"),
        ("where is the leverage", "first"),
        ("what matters most", "first"),
        ("which challenge should we tackle first", "first"),
        ("beth ddylem ei wneud gyntaf?", "first"),
        ("who has the power", "inTheWay"),
    ],
)
def test_findings_are_asked_for_in_many_ways(wales: Ecosystem, text: str, topic: str) -> None:
    asked = wales.ask(text)
    assert asked.read == TopicAsk(topic)
    assert asked.status == "answered"


@pytest.mark.parametrize("text", ["which outcomes are at risk", "who should lead the change"])
def test_what_is_only_implied_is_offered_and_not_told(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text).status == "unsure"
