"""An answer and what it rests on; and that “not stated”, “not transcribed” and “none” are told apart."""

from __future__ import annotations

import pytest

from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.questions import Asked, Reply


def reply(wales: Ecosystem, name: str, language: str = "en", **values: str) -> Reply:
    asked: Asked = wales.ask(name, language, values)
    assert asked.reply is not None
    return asked.reply


def test_an_answer_rests_on_its_claims_and_their_voices(wales: Ecosystem) -> None:
    found = reply(wales, "who-holds-the-way-to", thing="opportunity-to-innovate")
    assert found.status == "answered"
    assert {row.id: row.claims for row in found.rows} == {"commissioners": ("c0346",), "middle-managers": ("c0347",)}
    assert found.claims == ("c0346", "c0347")
    assert found.voices == ("participants-unspecified",)
    assert found.understood_as == "Who holds the way to Opportunity to innovate?"
    assert "2 answers" in found.sentence
    assert "0 stated by the text" in found.sentence
    assert found.see == "gatekeepers"
    assert "opportunity-to-innovate>" in found.query, "the exact query is shown, with the blank filled"
    assert found.snapshot == wales.digest


def test_a_question_may_answer_in_numbers(wales: Ecosystem) -> None:
    found = reply(wales, "which-figures-are-reported", thing="north-wales")
    assert {row.label for row in found.rows} == {"10", "21.7"}
    assert all(not row.id for row in found.rows)
    assert {dict(row.further)["unit"] for row in found.rows} == {"people", "percent"}


@pytest.mark.parametrize(
    ("name", "values", "status", "says"),
    [
        ("who-is-responsible-for", {"thing": "challenge-risk"}, "notStated", "That is not a no."),
        ("what-is-only-inferred", {"thing": "london-school-of-economics"}, "none", "there is none"),
        ("which-vision-mentions-technology", {}, "notTranscribed", "no wording that could answer this"),
    ],
)
def test_three_ways_of_no_answer_are_told_apart(
    wales: Ecosystem, name: str, values: dict[str, str], status: str, says: str
) -> None:
    found = reply(wales, name, **values)
    assert found.status == status
    assert says in found.sentence
    assert not found.rows
    assert not found.claims


def test_what_is_not_transcribed_is_named(wales: Ecosystem) -> None:
    found = reply(wales, "what-are-the-visions")
    assert [key for key, _ in found.gaps] == [f"vision-{number:02}" for number in range(1, 11)]
    assert found.headline.count("Vision") == 4, "the first four by name"
    assert "6 more" in found.headline


def test_what_is_denied_is_no_answer(wales: Ecosystem) -> None:
    hindering = {row.id for row in reply(wales, "what-stands-in-the-way", thing="innovation-in-social-care").rows}
    assert "burden-of-proof" in hindering
    assert not hindering & {"senior-leaders", "inability-to-innovate"}, "the text says that these do not"


def test_in_welsh_the_question_is_said_in_welsh(wales: Ecosystem) -> None:
    assert reply(wales, "who-is-named-a-gatekeeper", "cy").understood_as == "Pwy sy'n cael ei enwi'n borthor?"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"one": "commissioners"}, "Nothing fills the blank 'other'"),
        ({"one": "commissioners", "other": "nobody-here"}, "'nobody-here' does not fill"),
        ({"one": "commissioners", "other": "challenge-risk"}, "'challenge-risk' does not fill"),
        ({"one": "commissioners", "other": "commissioners"}, "filled with the same thing"),
        ({"one": "commissioners", "other": "x> } UNION { ?a ?b ?c . ?answer ?d <y"}, "does not fill"),
    ],
)
def test_a_blank_takes_only_what_fits(wales: Ecosystem, values: dict[str, str], says: str) -> None:
    with pytest.raises(WrongUse, match="question-blank") as raised:
        wales.ask("who-is-between", values=values)
    assert says in str(raised.value)


def test_an_answer_in_json_is_plain_and_complete(wales: Ecosystem) -> None:
    found = wales.ask("who-pays-for", thing="persona-follow-on").to_json()
    assert found["status"] == "answered"
    assert found["answer"] == [{"id": "cardiff-university", "label": "Cardiff University", "claims": ["c0087"]}]
    assert found["claims"] == ["c0087"]
    assert {"understood_as", "query", "sentence", "voices", "gaps", "alternatives", "snapshot", "cut"} <= set(found)


def test_a_zero_answer_says_which_part_had_none(wales: Ecosystem) -> None:
    asked = wales.ask("what-does-a-voice-say-stops-things", voice="innovators")
    assert asked.reply is not None
    assert asked.reply.status == "notStated"
    number = len(wales.snapshot.claims_of("innovators"))
    assert f"“Innovators” is spoken of in {number} claims, but in none that answers this." in asked.sentence
    assert "in the place of “Innovators” there is an answer for" in asked.sentence
    silent = next(key for key in wales.snapshot.records.entities if not wales.snapshot.claims_of(key))
    assert silent == "liberating-structures"
    told = wales.ask("who-speaks-of", values={wales_parameter(wales, "who-speaks-of"): silent})
    assert "No claim at all speaks of “Liberating Structures”." in told.sentence


def wales_parameter(wales: Ecosystem, name: str) -> str:
    [parameter] = next(question for question in wales.questions if question.name == name).parameters
    return parameter.name


def test_every_alternative_that_a_zero_answer_names_has_an_answer(wales: Ecosystem) -> None:
    from trosol.questions import answerable

    question = next(question for question in wales.questions if question.name == "which-actions-address")
    told = answerable(question, wales.snapshot)
    assert told
    for key in sorted(told)[:5]:
        assert reply(wales, question.name, challenge=key).status == "answered"


def test_a_built_question_without_answer_says_what_narrowed_it(wales: Ecosystem) -> None:
    from trosol.questions.builder import Built, ask_built, kinds, relations

    snapshot = wales.snapshot
    for kind in kinds(snapshot):
        for relation in relations(snapshot, Built(kind.key)):
            wide = Built(kind.key, relation.key, relation.outward)
            narrow = Built(kind.key, relation.key, relation.outward, voice="innovators")
            if ask_built(snapshot, wide).rows and not (found := ask_built(snapshot, narrow)).rows:
                number = len(ask_built(snapshot, wide).rows)
                assert f"Without the choice of one voice there would be {number} answer" in found.sentence
                return
    raise AssertionError("every relation of every kind was told of by innovators")
