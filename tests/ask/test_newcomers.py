"""Wordings of people who know neither the report nor the words of the ontology: turns of phrase, sides of something, follow-ups, near misses."""

from __future__ import annotations

import pytest

from ask.scoring import NEWCOMERS, read_labelled
from trosol.ecosystem import Ecosystem
from trosol.questions.aspects import AGAINST, CAUSE, DOES, EFFECT, HELP, AspectAsk, aspect_claims, aspect_reply
from trosol.questions.form import Form, form_query, hits
from trosol.questions.phrases import asking_part, plain_words
from trosol.questions.welsh import is_welsh
from trosol.questions.wording import respelt, words_of


@pytest.fixture(scope="module")
def textiles() -> Ecosystem:
    return Ecosystem.load("circular-textiles-vellana")


def plain(text: str) -> str:
    return " ".join(word.text for word in plain_words(words_of(text)))


def test_the_newcomers_set_covers_both_ecosystems_and_a_third_is_held_back() -> None:
    rows = read_labelled(NEWCOMERS)
    assert len(rows) >= 120
    assert len({(row.ecosystem, row.question, row.after) for row in rows}) == len(rows)
    assert 0.25 < sum(row.held for row in rows) / len(rows) < 0.42
    assert sum(row.ecosystem == "circular-textiles-vellana" for row in rows) >= 25
    assert all(len(row.patterns) >= row.least for row in rows if row.patterns)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Can you tell me how come they left, please?", "why they left"),
        ("I'd like to know who decides", "who decides"),
        ("list the laws grouped by region", "list the laws per region"),
        ("please", "please"),
        ("what gets in the way of trust", "what stops trust"),
        ("what works here", "assets"),
        ("who works well", "who works"),
        ("how many people work here", "how many people work here"),
        ("who is already working with the mills", "who is already working with the mills"),
        ("how many proposals do they make", "how many proposals are there"),
        ("what cloth do they make", "what cloth do they make"),
    ],
)
def test_turns_of_phrase_become_plain_words_and_never_nothing(typed: str, meant: str) -> None:
    assert plain(typed) == meant


def test_of_several_sentences_those_that_ask_are_read() -> None:
    assert asking_part("We plan a course. What do managers lack? Thanks.") == "What do managers lack?"
    assert asking_part("No question here") == "No question here"
    assert asking_part("A first one. A second one.") == "A first one. A second one."


@pytest.mark.parametrize(
    ("text", "aspect", "key"),
    [
        ("problems with risk", AGAINST, "challenge-risk"),
        ("what helps with risk aversion", HELP, "risk-aversion"),
        ("reasons behind risk aversion", CAUSE, "risk-aversion"),
        ("consequences of budget cuts", EFFECT, "budget-cuts"),
        ("what role does Care Inspectorate Wales play", DOES, "care-inspectorate-wales"),
        ("effaith budget cuts", EFFECT, "budget-cuts"),
    ],
)
def test_a_side_of_something_is_answered_with_claims_of_it_or_its_parts(
    wales: Ecosystem, text: str, aspect: str, key: str
) -> None:
    found = wales.ask(text)
    assert found.reply is not None, text
    claims, _ = aspect_claims(wales.snapshot, AspectAsk(aspect, (key,)))
    assert claims
    assert {claim.id for claim in claims} & set(found.reply.claims)


def test_sides_are_read_off_signs_and_desirability(wales: Ecosystem) -> None:
    snapshot, ontology = wales.snapshot, wales.snapshot.ontology
    for key in ("risk-aversion", "trust", "opportunity-to-innovate", "challenge-metrics"):
        for claim in aspect_claims(snapshot, AspectAsk(EFFECT, (key,)))[0]:
            assert ontology.sign(claim.predicate) is not None
            assert claim.stance != "negates"
        helped, rolled = aspect_claims(snapshot, AspectAsk(HELP, (key,)))
        wrong = "positive" if snapshot.wanted(key) < 0 else "negative"
        assert rolled or all(ontology.sign(claim.predicate) != wrong for claim in helped)


def test_what_comes_first_of_a_side_is_not_ranked(wales: Ecosystem) -> None:
    assert aspect_reply(wales.snapshot, AspectAsk(AGAINST, ("trust",), unranked=True)).status == "notRanked"
    assert wales.ask("what is the biggest problem for trust").status in ("notRanked", "unsure")


def test_a_follow_up_keeps_its_subject(wales: Ecosystem, textiles: Ecosystem) -> None:
    cause = wales.ask("what causes it?", after="tell me about risk aversion").reply
    assert cause is not None
    assert any(wales.snapshot.records.claims[key].object == "risk-aversion" for key in cause.claims)
    fixed = textiles.ask("what would fix them?", after="tell me about wet bales").reply
    assert fixed is not None
    assert {row.id for row in fixed.rows} >= {"covered-bins"}
    unsaid = wales.ask("and what helps?", after="what causes risk aversion").reply
    assert unsaid is not None
    alone = wales.ask("and what helps?").reply
    assert alone is None or alone.claims != unsaid.claims


def test_which_of_them_stays_within_the_answer_before(wales: Ecosystem) -> None:
    before = wales.ask("what are the challenge areas?").reply
    found = wales.ask("which of them overlap?", after="what are the challenge areas?").reply
    assert before is not None
    assert found is not None
    assert {row.id for row in found.rows} == {"challenge-metrics", "challenge-requirements"}
    assert {row.id for row in found.rows} <= {row.id for row in before.rows}


def test_answers_among_some_are_the_same_in_sparql(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    overlaps = next(iri for iri in snapshot.ontology.properties if iri.endswith("/overlapsWith"))
    among = ("challenge-metrics", "challenge-risk", "challenge-requirements")
    form = Form(relations=(overlaps,), among=among)
    assert {hit.key for hit in hits(snapshot, form)} == {"challenge-metrics", "challenge-requirements"}
    assert f"<{snapshot.iri('entities', 'challenge-risk')}>" in form_query(snapshot, form)


def test_either_or_is_told_one_by_one(textiles: Ecosystem) -> None:
    found = textiles.ask("is distrust caused by uneven yarn or by small orders").reply
    assert found is not None
    assert found.headline.startswith("Uneven yarn: ")
    assert "Small orders: not stated" in found.headline
    assert {textiles.snapshot.records.claims[key].subject for key in found.claims} == {"uneven-yarn"}


@pytest.mark.parametrize(
    "text",
    [
        "do staff feel valued",
        "what gets measured",
        "how many care workers took part",
        "does funding hold back innovation",
        "which enablers are missing",
        "what do people want",
    ],
)
def test_what_only_sounds_like_a_name_or_has_no_end_is_not_told(wales: Ecosystem, text: str) -> None:
    assert wales.ask(text).status in ("unsure", "notUnderstood")


@pytest.mark.parametrize(
    "text", ["who decides on loans", "does the river board block investment", "why is recycled yarn not ordered"]
)
def test_silence_of_the_coding_is_not_told_as_that_of_the_source(textiles: Ecosystem, text: str) -> None:
    found = textiles.ask(text)
    assert found.status != "notStated"
    if found.reply:
        assert all(
            textiles.snapshot.ontology.sign(textiles.snapshot.records.claims[key].predicate) != "positive"
            for key in found.reply.claims
        )


def test_ordinary_words_are_never_taken_for_known_ones_misspelt() -> None:
    known = {"field": 3, "hollow": 2, "forums": 4, "metrics": 9}
    from trosol.questions.common_words import ENGLISH

    words = respelt(words_of("filled forms metrix"), known, ENGLISH)
    assert [word.text for word in words] == ["filled", "forms", "metrics"]


def test_what_is_not_understood_shows_what_stands_nearest_and_what_can_be_asked_there(wales: Ecosystem) -> None:
    found = wales.ask("does anyone feel lonely at work")
    assert found.status == "notUnderstood"
    told = found.to_json()
    assert told["nearest"]
    assert {each["id"] for each in told["nearest"]} <= set(wales.snapshot.records.entities)
    assert {each["claim"] for each in told["passages"]} <= set(wales.snapshot.records.claims)
    asked = next(text for each in told["nearest"] for text in each["asks"])
    assert wales.ask(asked).reply is not None


@pytest.mark.parametrize("text", ["what does the weather do tomorrow", "asdf qwer", "hello"])
def test_what_is_about_something_else_finds_nothing_near(wales: Ecosystem, text: str) -> None:
    told = wales.ask(text).to_json()
    assert told["status"] == "notUnderstood"
    assert not told["nearest"]


def test_welsh_that_is_not_understood_is_told_so(wales: Ecosystem) -> None:
    assert is_welsh([word.text for word in words_of("Pwy sy'n gyfrifol am hyn?")])
    assert not is_welsh([word.text for word in words_of("Who is responsible?")])
    welsh, other = wales.ask("Sut mae pobi bara?"), wales.ask("How do I bake bread?")
    assert welsh.status == other.status == "notUnderstood"
    assert welsh.sentence != other.sentence
