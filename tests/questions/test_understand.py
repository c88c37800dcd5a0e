"""Plain words: understood as a question of the library, or said not to be; measured on texts nobody tuned it on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT
from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.questions import understand
from trosol.questions.understand import SURE


@pytest.fixture(scope="module")
def asking() -> ModuleType:
    """The benchmark, which is no package."""
    path: Path = ROOT / "benchmarks" / "asking.py"
    spec = importlib.util.spec_from_file_location("asking", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["asking"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.exhaustive
def test_held_out_paraphrases(wales: Ecosystem, asking: ModuleType) -> None:
    """Floors, not targets: below them people would notice. ``benchmarks/asking.py`` prints the rates."""
    paraphrases = asking.read_paraphrases()
    assert sum(bool(each.questions) for each in paraphrases) >= 80
    assert sum(not each.questions for each in paraphrases) >= 15
    questions = wales.questions
    rates = asking.rates([asking.judge(each, wales.snapshot, questions) for each in paraphrases])
    assert rates[asking.HIT] >= 0.65
    assert rates[asking.WRONG] + rates[asking.OTHER_BLANK] <= 0.14
    assert rates["right, or offered"] >= 0.80
    assert rates["out of scope and refused"] == 1


def test_the_paraphrases_name_what_there_is(wales: Ecosystem, asking: ModuleType) -> None:
    questions = {question.name: question for question in wales.questions}
    for each in one_or_more(asking.read_paraphrases()):
        blanks = {parameter.name for name in each.questions for parameter in questions[name].parameters}
        assert set(each.filled) <= blanks, each.text
        assert {key for keys in each.filled.values() for key in keys} <= set(wales.entities.index), each.text


@pytest.mark.exhaustive
def test_every_title_is_understood_as_itself(wales: Ecosystem) -> None:
    """With a thing in its blank; in both languages."""
    things = {
        "challenge": "challenge-risk",
        "voice": "innovators",
        "actor": "commissioners",
        "horizon": "horizon-2",
        "thing": "scale-and-spread",
        "problem": "risk-aversion",
        "whole": "challenge-value",
        "law": "wfg-act-2015",
        "programme": "user-research-programme",
        "one": "commissioners",
        "other": "social-care-wales",
    }
    instead = {"where-is-it": "y-lab"}
    wrong = []
    for question in wales.questions:
        values = {p.name: instead.get(question.name, things[p.name]) for p in question.parameters}
        if question.name == "who-took-part-in":
            values = {"programme": "focus-groups"}
        names = {name: wales.snapshot.entity(key).label() for name, key in values.items()}
        for language in ("en", "cy"):
            text = question.title(language).format(**names)
            readings = understand(text, wales.snapshot, wales.questions)
            if (
                not readings
                or readings[0].score < SURE
                or (readings[0].question.name, readings[0].values) != (question.name, values)
            ):
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("text", ["", "   ", "?!", "asdf qwer", "what is the weather like", "a" * 5000, "\x00\udcff", "🙂"])
def test_what_is_not_understood_is_said_and_nothing_is_guessed(wales: Ecosystem, text: str) -> None:
    asked = wales.ask(text)
    assert asked.reply is None
    found = asked.to_json()
    assert found["status"] == "notUnderstood"
    assert found["answer"] == []
    assert "nothing was guessed" in found["sentence"]


def test_what_was_understood_is_shown_with_what_else_it_could_mean(wales: Ecosystem) -> None:
    found = wales.ask("which actions address risk?").to_json()
    assert found["understood_as"] == "Which actions address Risk?"
    assert found["readings"] == found["alternatives"]
    assert all(other["understood_as"] != found["understood_as"] for other in found["alternatives"])


def test_a_misspelt_word_is_forgiven(wales: Ecosystem) -> None:
    plain = understand("which actions address risk aversion", wales.snapshot, wales.questions)[0]
    for text in (
        "which actoins address risk aversion",
        "which actions adress risk aversoin",
        "whcih actions addrses risk aversion",
    ):
        reading = understand(text, wales.snapshot, wales.questions)[0]
        assert (reading.question, reading.values) == (plain.question, plain.values), text
        assert reading.score >= SURE


def test_of_two_questions_said_alike_the_more_special_one_is_meant(wales: Ecosystem) -> None:
    # “What belongs to …” can be asked of anything; of a horizon there is a question of its own that is said so too.
    assert understand("what belongs to horizon 2", wales.snapshot, wales.questions)[0].question.name == "what-lies-in-horizon"


def test_accents_capitals_and_marks_make_no_difference(wales: Ecosystem) -> None:
    plain = understand("which actions address risk", wales.snapshot, wales.questions)[0]
    assert plain.score >= SURE
    for text in ("WHICH ACTIONS ADDRESS RISK???", "Whích áctions addréss rïsk", "which  actions, address: risk!"):
        assert understand(text, wales.snapshot, wales.questions)[0] == plain
