"""Questions that came from elsewhere: what matching them takes is counted, and bounded whatever they say."""

from __future__ import annotations

import random
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from builders import TABLES, tiny
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.questions import library, read_questions, suggest, understand
from trosol.questions.catalogue import MAX_BLANKS, MAX_QUESTIONS, MAX_WAY, MAX_WAYS
from trosol.questions.mentions import COMPARED, mentions
from trosol.questions.understand import BUDGET, Work
from trosol.questions.wording import words_of

CLASSES = ("Entity", "Friction", "ActorRole")


def question(blanks: int, say: str = "What do", ways: int = 1, classes: str = "Entity") -> str:
    names = "abcdefghij"[:blanks]
    title = f"{say} {' '.join(f'{{{name}}}' for name in names)} share?"
    also = "".join(f"# Also: {n} {title}\n" for n in range(ways - 1))
    head = "".join(f"# Parameter: {name} {classes}\n" for name in names)
    body = " ".join(f"?answer ?p{name} ${name} ." for name in names)
    return f"# Question: {title}\n{also}# Audience: leader\n{head}SELECT ?answer WHERE {{ ?answer ?p ?o . {body} }}\n"


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """Twenty things that share words, so that a few words mention them all."""
    rows = [*TABLES["entities"], *[[f"p{n}", "Friction", f"Care problem {n}", "x", "transcribed", "e1"] for n in range(20)]]
    return Ecosystem.load(tiny(tmp_path_factory.mktemp("alike") / "eco", entities=rows))


def written(folder: Path, texts: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"q{number:03}.rq").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", range(6))
def test_understanding_takes_no_more_steps_than_its_budget(tmp_path: Path, alike: Ecosystem, seed: int) -> None:
    rng = random.Random(seed)
    number = (1, 5, 30, 100, 200, MAX_QUESTIONS)[seed]
    texts = [
        question(
            rng.randint(0, MAX_BLANKS), rng.choice(("What do", "care problem")), rng.randint(1, MAX_WAYS), rng.choice(CLASSES)
        )
        for _ in range(number)
    ]
    made = (*library(alike.ontology), *read_questions(written(tmp_path / "questions", texts), alike.ontology))
    words = [
        *[
            "which",
            "care",
            "problem",
            "is",
            "worst",
            "nurses",
            "managers",
            "forms",
            "one",
            "shared",
            "form",
            "good",
            "too",
            "many",
            "share",
            "what",
            "do",
        ]
    ]
    for _ in range(3):
        work = Work()
        text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 80)))
        understand(text, alike.snapshot, made, work=work)
        assert 0 < work.steps <= BUDGET


def test_of_many_mentions_the_surest_fill_the_blanks_in_order(tmp_path: Path, alike: Ecosystem) -> None:
    folder = written(tmp_path / "questions", [question(MAX_BLANKS)])
    own = read_questions(folder, alike.ontology)
    reading = understand("what do nurses, managers, too many forms and good care share", alike.snapshot, own)[0]
    assert reading.values == {"a": "nurses", "b": "managers", "c": "paper", "d": "care"}
    assert reading.title(alike.snapshot) == "What do Nurses Managers Too many forms Good care share?"


@pytest.mark.exhaustive
def test_suggestions_try_so_many_fillings(tmp_path: Path, alike: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    from trosol import questions

    module = import_module("trosol.questions.suggesting")
    own = read_questions(written(tmp_path / "questions", [question(n) for n in range(2, MAX_BLANKS + 1)]), alike.ontology)
    for each in own:
        typed = module._Typed("which care problem do nurses share ")
        assert 0 < len(module._fillings(each, alike.snapshot, typed).choices) <= module._TRIED
    assert questions.suggest(own, alike.snapshot, "what do nurses and managers share") is not None


def test_open_questions_share_a_budget(tmp_path: Path, alike: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of questions that each take as long as they may does not take that long times their number."""
    module = import_module("trosol.questions.suggesting")
    monkeypatch.setattr(module, "_ANSWERED", {})
    monkeypatch.setattr(module, "_COST", {})
    asked = []

    class Slow:
        limits = type("Limits", (), {"seconds": 2.0})()

        def run(self, query: str) -> None:
            asked.append(query)
            from trosol.errors import Problem

            raise TrosolError(Problem("query-time", "It took too long."))

    slow: Any = Slow()
    own = read_questions(written(tmp_path / "questions", [question(1, f"What does {n}") for n in range(60)]), alike.ontology)
    for each in own:
        module._answered(alike.snapshot, each, slow)
    assert 1 < len(asked) <= module.OPEN_SECONDS / 2.0 + 1
    assert suggest(own, alike.snapshot, "what does 7 nurses share", pool=slow)


def test_a_mention_is_looked_for_within_its_budget(alike: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    from rapidfuzz import process

    module = import_module("trosol.questions.mentions")
    compared = 0
    whole = process.extract

    def counted(query: str, choices: list[str], **named: Any) -> object:
        nonlocal compared
        compared += len(choices)
        return whole(query, choices, **named)

    monkeypatch.setattr(process, "extract", counted)
    words = tuple(["care", "problem", "nurses", "managers", "forms"] * 40)
    assert mentions(alike.snapshot, words)
    assert 0 < compared <= COMPARED
    monkeypatch.setattr(module, "COMPARED", 1000)
    compared = 0
    assert mentions(alike.snapshot, words)
    assert 0 < compared <= 1000


def test_so_many_questions_are_read(tmp_path: Path, alike: Ecosystem) -> None:
    folder = written(tmp_path / "questions", [question(1)] * MAX_QUESTIONS)
    assert len(read_questions(folder, alike.ontology)) == MAX_QUESTIONS
    (folder / "one-more.rq").write_text(question(1))
    with pytest.raises(TrosolError) as raised:
        read_questions(folder, alike.ontology)
    assert [problem.code for problem in raised.value.problems] == ["questions-too-many"]


@pytest.mark.parametrize("beyond", [0, 1])
@pytest.mark.parametrize("what", ["blanks", "ways", "way"])
def test_headers_at_the_limits_and_beyond(tmp_path: Path, alike: Ecosystem, what: str, beyond: int) -> None:
    text = {
        "blanks": question(MAX_BLANKS + beyond),
        "ways": question(1, ways=MAX_WAYS + beyond),
        "way": question(1, say="W" * (MAX_WAY + beyond - len(" {a} share?"))),
    }[what]
    folder = written(tmp_path / "questions", [text])
    if not beyond:
        assert len(read_questions(folder, alike.ontology)) == 1
        return
    with pytest.raises(TrosolError) as raised:
        read_questions(folder, alike.ontology)
    assert [problem.code for problem in raised.value.problems] == ["question-header"]


def test_a_long_row_of_spaces_in_a_header_takes_no_longer_than_its_length(tmp_path: Path, alike: Ecosystem) -> None:
    """In CPU seconds, with a hundred times what it takes: a pattern that looks for the end takes thousands of them."""
    text = question(1).replace("# Audience", f"# Also: what does {{a}}{' ' * 90_000}do\n# Audience")
    begin = time.process_time()
    with pytest.raises(TrosolError):
        read_questions(written(tmp_path / "questions", [text]), alike.ontology)
    assert time.process_time() - begin < 10


def test_one_value_is_not_looked_through_for_another_blank(tmp_path: Path) -> None:
    from builders import rows_with

    eco = Ecosystem.load(tiny(tmp_path / "eco", entities=rows_with("entities", 1, "label", "{b} {a.x} {0} %s {")))
    (own,) = read_questions(written(tmp_path / "questions", [question(2)]), eco.ontology)
    assert own.filled({"a": eco.snapshot.entity("nurses").label(), "b": "x"}) == "What do {b} {a.x} {0} %s { x share?"
    assert own.filled({"a": "y" * 100_000, "b": "x"}).startswith("What do yyyy")
    assert len(own.filled({"a": "y" * 100_000, "b": "x"})) < 2100


@pytest.mark.exhaustive
def test_a_very_long_question_and_one_of_five_hundred_names_are_read_in_bounded_work(wales: Ecosystem) -> None:
    names = [entity.label() for entity in wales.snapshot.records.entities.values()][:500]
    for text in ("innovation " * 910, "x" * 10_000, "what do " + " and ".join(names) + " block?", "who? " * 2_000):
        asked = wales.ask(text)
        assert len(words_of(text)) <= 80
        assert len(asked.readings) <= 4
        assert asked.status in ("unsure", "notUnderstood", "answered", "notStated", "none")
