"""The brief: what it says comes from the findings, can be got again by its command, and no name in it runs as code."""

from __future__ import annotations

import io
import json
import re
import shlex
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.conftest import FEW
from builders import rows_with, tiny
from conftest import WALES
from one_or_more import one_or_more
from trosol.brief import NEEDS, WRITERS, Brief, brief, drawn, undrawn_words, write
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.extras import can_use
from trosol.findings import gatekeepers, leverage
from trosol.findings.text import goals_counted
from trosol.networks.lens import Lens

EVIL = "<script>alert(1)</script> #panic() \\u{41} [link](javascript:alert(1)) | `x` {{ 7*7 }}"


@pytest.fixture(scope="module")
def page(made: Callable[..., Brief]) -> Brief:
    parts = [
        "gatekeepers",
        "leverage",
        "pathways:action-embed:innovation-in-social-care",
        "scenario:action-embed=+,social-care-wales=0",
    ]
    return made(parts, title="For the minister")


def test_every_part_has_answer_evidence_method_and_the_command(page: Brief, wales: Ecosystem) -> None:
    assert [part.name for part in page.parts] == ["leverage", "gatekeepers", "pathways", "scenario"]
    for part in page.parts:
        assert part.answer
        assert part.method
        assert part.command.startswith(f"trosol {part.name} {WALES}")
        assert part.evidence
        assert part.evidence_of >= len(part.evidence)
        assert all(proof.claim in wales.snapshot.records.claims for proof in part.evidence)
    assert page.snapshot == wales.digest


def test_tiers_in_it_are_those_of_the_findings(page: Brief, found: Callable[..., Any]) -> None:
    gates, levers = found(gatekeepers, **FEW), found(leverage, **FEW)
    leading, gating = page.parts[:2]
    for row in one_or_more(gating.rows):
        card = next(card for card in gates.cards if card.label == row.label)
        assert row.tier.rstrip("*") == (card.tier or "–")
        assert row.sentence == card.sentence
    first = {f"{row.label} ({table.label})": row for table in levers.kinds for row in table.first}
    for row in leading.rows:
        assert row.tier.rstrip("*") == (first[row.label].tier or "–")
        assert row.sentence == first[row.label].sentence


def test_each_line_of_the_recommendation_says_what_to_do(page: Brief, found: Callable[..., Any]) -> None:
    assert {line.split()[0] for line in page.recommendation} == {"Ease", "Work"}
    named = [card for card in found(gatekeepers, **FEW).cards if card.named]
    (gates,) = [line for line in page.recommendation if line.startswith("Work")]
    assert named
    assert all(card.label in gates and all(hedge in gates for hedge in card.hedges) for card in named)


def test_what_a_goal_counts_for_is_told_once_where_goals_are_counted_first(
    page: Brief, made: Callable[..., Brief], wales: Ecosystem
) -> None:
    told = goals_counted(wales.snapshot.goals)
    assert told
    assert [part.name for part in page.parts if told in part.answer] == ["leverage"]
    assert [part.name for part in made(["next-evidence", "gatekeepers"]).parts if told in part.answer] == ["gatekeepers"]


def test_its_evidence_is_that_of_its_own_rows_with_places(page: Brief, found: Callable[..., Any]) -> None:
    levers = found(leverage, **FEW)
    own = {claim for table in levers.kinds for row in table.first for claim in (*row.hinges, *row.claims)}
    assert {proof.claim for proof in page.parts[0].evidence} <= own
    assert all(proof.place for part in page.parts for proof in part.evidence)


def test_the_date_and_the_filters_are_told(wales: Ecosystem) -> None:
    made = brief(wales.snapshot, ["next-evidence"], Lens(stated_only=True), date="2026-03-04", **FEW)
    text = write(made, "html").decode()
    assert "2026-03-04" in text
    assert "only what the text states" in text
    assert brief(wales.snapshot, [], **FEW).date == wales.snapshot.records.dataset.created


@pytest.mark.parametrize(
    "part", ["gatekeepers", "leverage", "horizons", "portfolio:challenge-requirements", "voices", "next-evidence"]
)
def test_its_command_gives_the_same_answer_again(part: str, wales: Ecosystem, capsys: pytest.CaptureFixture[str]) -> None:
    made = brief(wales.snapshot, [part], Lens(stated_only=True), **FEW).parts[0]
    program, *words = shlex.split(made.command)
    assert program == "trosol" and main(words) == 0
    text = json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)
    for row in made.rows:
        assert json.dumps(row.sentence, ensure_ascii=False)[1:-1] in text


def test_what_speaks_against_it_is_said(page: Brief) -> None:
    against = " ".join(line for part in page.parts for line in part.against)
    assert "Who is kept out is not said" in against
    assert "No forecast" in against


def test_a_thin_lens_says_why_and_gives_no_rank(wales: Ecosystem) -> None:
    made = brief(wales.snapshot, ["leverage"], Lens(voice="stakeholders"), **FEW).parts[0]
    assert made.answer.startswith("Not enough evidence")
    assert not made.rows


@pytest.mark.parametrize(
    "part", ["nothing", "pathways", "pathways:a", "scenario", "scenario:action-embed", "gatekeepers:x", "scenario:nobody=+"]
)
def test_what_cannot_be_in_a_brief_is_refused_with_a_remedy(part: str, wales: Ecosystem) -> None:
    with pytest.raises(WrongUse) as refused:
        brief(wales.snapshot, [part], **FEW)
    assert refused.value.problems[0].remedy


FORMS = [form for form in sorted(WRITERS) if form not in NEEDS or can_use(NEEDS[form])]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_names_stay_names_in_every_form(form: str, tmp_path: Path) -> None:
    entities = rows_with("entities", 1, "label", EVIL)
    snapshot = Ecosystem.load(tiny(tmp_path, entities=entities)).snapshot
    key = next(iter(sorted(snapshot.records.entities)))
    made = brief(snapshot, ["gatekeepers", "voices", f"scenario:{key}=+"], title=EVIL, **FEW)
    content = write(made, form)
    if form == "html":
        text = content.decode()
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    elif form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            text = file.read("word/document.xml").decode()
        assert "&lt;script&gt;" in text
        assert "49" not in re.findall(r"<w:t[^>]*>([^<]*)", text)[0]
    elif form == "pptx":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert "&lt;script&gt;" in file.read("ppt/slides/slide1.xml").decode()
    elif form == "md":
        assert "](javascript" not in content.decode()
        assert "<script" not in content.decode().replace("\\<script", "")
    elif form == "json":
        assert json.loads(content)["title"] == EVIL
    else:
        assert content.startswith(b"%PDF")


def test_the_pdf_is_tagged_has_a_title_and_a_language(page: Brief) -> None:
    content = write(page, "pdf")
    for mark in (b"StructTreeRoot", b"/Lang", b"pdfuaid", b"MarkInfo"):
        assert mark in content


def test_the_html_needs_nothing_from_elsewhere(page: Brief) -> None:
    text = write(page, "html").decode()
    assert not re.search(r"(src|href)\s*=|url\(", text)
    assert "<svg" in text
    assert '<html lang="en">' in text
    assert text.count("<h1") == 1


def test_the_same_brief_is_the_same_bytes(page: Brief) -> None:
    for form in one_or_more(FORMS):
        assert write(page, form) == write(page, form)


def test_an_unknown_form_is_refused(page: Brief) -> None:
    with pytest.raises(WrongUse):
        write(page, "xls")


@pytest.mark.parametrize(
    ("text", "undrawn"),
    [
        ("\ue000\uf8ff", True),
        ("👩‍👩‍👧‍👦", True),
        ("செவிலியர்", True),
        ("\u0378\ufdd0", True),
        ("\x80\x9f", True),
        ("護士", None),
        ("ممرضات", None),
        ("plain", False),
    ],
)
def test_a_pdf_of_letters_that_no_font_has_says_so(page: Brief, text: str, undrawn: bool | None) -> None:
    """``undrawn``: None where it depends on the fonts of the machine."""
    pdf, number = drawn(replace(page, title=f"{text} {text}"))
    assert pdf.startswith(b"%PDF")
    assert undrawn is None or bool(number) is undrawn
    assert bool(undrawn_words(number, "en")) is bool(number)


@settings(max_examples=6, deadline=None)
@given(st.text(max_size=60))
def test_a_pdf_is_made_of_any_text(page: Brief, text: str) -> None:
    for form in ("pdf", "docx", "html", "md"):
        assert write(replace(page, title=text, about=text, parts=page.parts[:1]), form)


def test_a_pdf_that_cannot_be_made_is_a_problem_with_a_remedy(page: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trosol.brief.pdf._compiled", lambda _content: (b"", "error: out of ink"))
    with pytest.raises(TrosolError, match="out of ink") as refused:
        drawn(page)
    assert refused.value.problems[0].code == "brief-unwritten"
    assert ".docx" in refused.value.problems[0].remedy
