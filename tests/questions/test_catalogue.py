"""The library: what a header says, and what is said of one that is not right."""

from __future__ import annotations

from pathlib import Path

import pytest

from one_or_more import one_or_more
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.questions import find_question, library, read_questions

GOOD = """\
# Question: Who likes {thing}?
# Also: who is fond of {thing} | who enjoys {thing}
# Cwestiwn: Pwy sy'n hoffi {thing}?
# Hefyd: pwy sy'n mwynhau {thing}
# Audience: leader
# Parameter: thing Goal Condition
# Silence: none
# See: voices
SELECT ?answer WHERE { ?answer ?likes $thing }
"""


def write(folder: Path, text: str = GOOD, name: str = "who-likes.rq") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_header_is_read(tmp_path: Path, wales: Ecosystem) -> None:
    (question,) = read_questions(write(tmp_path), wales.ontology)
    assert (question.name, question.audience, question.silence, question.see) == ("who-likes", "leader", "none", "voices")
    assert question.title() == "Who likes {thing}?"
    assert question.title("cy") == "Pwy sy'n hoffi {thing}?"
    assert set(question.ways()) == {
        "Who likes {thing}?",
        "Pwy sy'n hoffi {thing}?",
        "who is fond of {thing}",
        "who enjoys {thing}",
        "pwy sy'n mwynhau {thing}",
    }
    (parameter,) = question.parameters
    assert [wales.ontology.classes[iri].label() for iri in parameter.classes] == ["Goal", "Condition"]
    assert question.to_json()["parameters"] == [{"name": "thing", "classes": list(parameter.classes)}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# Audience: leader\n", "", "no complete header"),
        ("# Question: Who likes {thing}?\n", "", "no complete header"),
        ("leader", "everybody", "'everybody' is no audience"),
        ("Silence: none", "Silence: no", "'no' does not say what no answer means"),
        ("# See:", "# Sea:", "a line 'Sea' that nothing reads"),
        ("who enjoys {thing}", "who enjoys it", "“who enjoys it” does not name each parameter"),
        ("who enjoys {thing}", "who enjoys {other}", "does not name each parameter"),
        ("thing Goal Condition", "thing Goals", "'Goals' is no class"),
        ("thing Goal Condition", "thing", "needs a name and at least one class"),
        ("thing Goal Condition", "thing.x Goal", "needs a name and at least one class"),
        ("Parameter: thing Goal Condition", "Parameter: \u00a0", "does not name each parameter"),
        ("who enjoys {thing}", "who enjoys {thing} and {thing}", "{thing} stands in it 2 times"),
        ("who enjoys {thing}", "who enjoys {thing} {}", "a brace belongs to no blank"),
        ("who enjoys {thing}", "who enjoys {thing} and {", "a brace belongs to no blank"),
        ("who enjoys {thing}", "who enjoys {thing.__class__}", "a brace belongs to no blank"),
        ("who enjoys {thing}", "who enjoys {thing:>2999999999}", "a brace belongs to no blank"),
        ("who enjoys {thing}", "who enjoys {thing!r}", "a brace belongs to no blank"),
        ("# Parameter: thing Goal Condition", "# Parameter: thing Goal\n# Parameter: thing Condition", "the same name"),
        ("?likes $thing", "?likes ?it", "The query has no $thing"),
    ],
)
def test_a_header_that_is_not_right_is_told_with_its_file(
    tmp_path: Path, wales: Ecosystem, old: str, new: str, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(TrosolError) as raised:
        read_questions(write(tmp_path, GOOD.replace(old, new)), wales.ontology)
    (problem,) = raised.value.problems
    assert problem.code == "question-header"
    assert says in problem.message
    assert str(problem.where).endswith("who-likes.rq")


def test_all_wrong_headers_are_told_at_once(tmp_path: Path, wales: Ecosystem) -> None:
    write(tmp_path, "SELECT * {}", "a.rq")
    write(tmp_path, "# Question: Who?\n", "b.rq")
    with pytest.raises(TrosolError) as raised:
        read_questions(tmp_path, wales.ontology)
    assert len(raised.value.problems) == 2


def test_an_ecosystems_own_questions_come_beside_and_before_those_of_the_ontology(tmp_path: Path, wales: Ecosystem) -> None:
    common = {question.name for question in library(wales.ontology)}
    write(tmp_path / "questions")
    write(tmp_path / "questions", GOOD.replace("likes", "prefers"), "who-speaks-of.rq")
    questions = library(wales.ontology, tmp_path)
    assert {question.name for question in questions} == common | {"who-likes"}
    assert find_question(questions, "who-speaks-of").title() == "Who prefers {thing}?"
    assert [question.name for question in questions] == sorted(question.name for question in questions)


def test_every_question_has_a_welsh_title_and_a_page_that_exists(wales: Ecosystem) -> None:
    from trosol.cli.main import VERBS

    verbs = set(VERBS) | {"map", "evidence"}
    for question in one_or_more(wales.questions):
        assert dict(question.titles).get("cy"), question.name
        assert question.see in ("", *verbs), question.name


def test_an_unknown_name_offers_the_nearest(wales: Ecosystem) -> None:
    with pytest.raises(WrongUse) as raised:
        find_question(wales.questions, "who-pays-fo")
    (problem,) = raised.value.problems
    assert problem.code == "question-unknown"
    assert "who-pays-for" in problem.remedy
