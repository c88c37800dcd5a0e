"""The first page: what it holds and how long it is, whose evidence it shows, and that every form says the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from brief.conftest import FEW
from one_or_more import one_or_more
from trosol.brief import Brief, blocks, brief, first_page, known_items, page_count, parts_of, write
from trosol.brief.document import KeyFinding, Proof
from trosol.brief.pictures import alt_text, chart_png, chart_svg
from trosol.brief.word import column_widths
from trosol.brief.word_count import MOST_WORDS
from trosol.ecosystem import Ecosystem
from trosol.errors import WrongUse
from trosol.extras import can_use
from trosol.findings import gatekeepers, leverage
from trosol.findings.portfolio.matrix import matrix
from trosol.networks.lens import Lens

BASKET = ["commissioners", "challenge-risk", "c0489", "trust", "gatekeepers"]


@pytest.fixture(scope="module")
def page(made: Callable[..., Brief]) -> Brief:
    return made()


def kinds(page: Brief) -> list[str]:
    return [block.kind for block in first_page(page)]


def test_it_is_advice_then_three_findings_with_evidence_then_a_chart_then_what_speaks_against_it(page: Brief) -> None:
    order = ["title", "about", "heading", "advice", "heading", *["finding"] * 3, "chart", "heading", "list", "small"]
    assert kinds(page) == order
    assert all(found.evidence and found.sentence for found in page.findings)
    assert page.against and page.date in first_page(page)[1].text


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_has_no_more_words_than_a_page_holds(language: str, made: Callable[..., Brief]) -> None:
    assert 200 < page_count(made(language=language)) <= MOST_WORDS


def test_another_ecosystem_has_a_page_of_its_own() -> None:
    other = brief(Ecosystem.load("circular-textiles-vellana").snapshot, ["leverage", "gatekeepers"], **FEW)
    assert 200 < page_count(other) <= MOST_WORDS
    assert len(other.findings) == len(other.recommendation) == 3 and other.chart


def test_names_of_any_length_leave_it_as_short(wales: Ecosystem) -> None:
    from trosol.brief.compose import _fitted

    long = " ".join(["interminable"] * 400) + "."
    proof = Proof("c0489", long, "stated", "", "", "p. 1", "here", long)
    finding = KeyFinding("leverage", long, long, (proof, proof), 2, (long,), ())
    start = brief(wales.snapshot, [], **FEW)
    found = _fitted(replace(start, recommendation=(long,) * 3, findings=(finding,) * 3, against=(long,) * 4))
    assert page_count(found) <= MOST_WORDS
    assert all(each.evidence for each in found.findings) and found.against


def test_advice_is_to_ease_what_comes_first_then_to_start_what_addresses_it(page: Brief, found: Callable[..., Any]) -> None:
    levers, held = found(leverage, **FEW), found(matrix)
    eased = next(table for table in levers.kinds if table.kind == held.row_kind)
    assert page.findings[0].about == tuple(row.id for row in eased.first)
    for key in page.findings[1].about:
        assert any(cell.column == key and cell.claims and cell.row in page.findings[0].about for cell in held.cells)
    gates = found(gatekeepers, **FEW)
    assert set(page.findings[2].about) == {card.id for card in gates.cards if card.named}
    assert page.recommendation == tuple(each.advice for each in page.findings)


def test_each_finding_shows_claims_of_its_own_with_anchor_page_and_paraphrase(
    page: Brief, wales: Ecosystem, found: Callable[..., Any]
) -> None:
    claims, levers = wales.snapshot.records.claims, found(leverage, **FEW)
    for each in one_or_more(page.findings):
        parts = {part for key in each.about if (row := levers.row(key)) for part in row.parts}
        for proof in one_or_more(each.evidence):
            assert {claims[proof.claim].subject, claims[proof.claim].object} & {*each.about, *parts}
            assert proof.anchor and proof.page and proof.paraphrase
            pieces = wales.snapshot.evidence_of(claims[proof.claim])
            assert any(proof.anchor == piece.anchor and piece.page in proof.page for piece in pieces)


def test_the_chart_holds_the_figures_of_the_finding_and_has_a_table_as_its_twin(page: Brief, found: Callable[..., Any]) -> None:
    levers = found(leverage, **FEW)
    assert page.chart
    for bar in page.chart.bars:
        row = levers.row(bar.id)
        assert row and (bar.score, (bar.low, bar.high), bar.tier) == (row.score, row.interval, row.tier or "")
    table = next(block for block in blocks(page) if block.kind == "table")
    assert [row[1] for row in table.rows] == [bar.name for bar in page.chart.bars]
    assert all(bar.name in alt_text(page.chart) for bar in page.chart.bars)


def test_what_was_chosen_elsewhere_stands_in_its_order_and_what_has_no_room_follows(made: Callable[..., Brief]) -> None:
    found = made((), items=BASKET)
    told = [*found.findings, *found.further]
    assert [each.about[0] for each in told[:2]] == ["commissioners", "challenge-risk"]
    assert [each.name for each in told] == ["item", "item", "item", "item", "gatekeepers"]
    assert len(found.findings) == 3 and page_count(found) <= MOST_WORDS
    assert told[2].evidence[0].claim == "c0489"
    assert {part.name for part in found.parts} == {"item", "gatekeepers"}
    assert all(part.command for part in found.parts)


def test_a_basket_becomes_parts_and_what_is_unknown_is_refused_or_left_out(wales: Ecosystem) -> None:
    assert parts_of(wales.snapshot, ["commissioners", "leverage", "", "commissioners"]) == ("item:commissioners", "leverage")
    with pytest.raises(WrongUse):
        parts_of(wales.snapshot, ["nobody"])
    assert known_items(wales.snapshot, ["nobody", "c0489", "item:nobody", "<b>", "gatekeepers"]) == ("c0489", "gatekeepers")


@pytest.mark.parametrize(
    "part",
    ["horizons", "portfolio", "voices", "next-evidence", "pathways:action-embed:trust", "scenario:action-embed=+", "item:e0001"],
)
def test_every_part_gives_the_page_a_finding(part: str, made: Callable[..., Brief]) -> None:
    if part.startswith("item"):
        part = "item:better-outcomes"
    found = made((part,))
    assert len(found.findings) == 1 and found.findings[0].sentence
    assert page_count(found) <= MOST_WORDS
    assert (found.chart is not None) is part.startswith("scenario")


def test_a_thin_lens_gives_a_page_that_says_why_and_advises_nothing(made: Callable[..., Brief]) -> None:
    found = made(lens=Lens(voice="stakeholders"))
    assert found.findings[0].sentence.startswith("Not enough evidence")
    assert not found.recommendation or "Start with" not in found.recommendation[0]


def test_nothing_in_it_is_a_page_too(made: Callable[..., Brief]) -> None:
    found = made(())
    assert not found.findings and found.chart is None
    assert all(write(found, form) for form in ("html", "pdf", "docx", "md", "json"))


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def test_every_form_says_the_same_in_the_same_order(page: Brief) -> None:
    wanted = [each.sentence for each in page.findings] + [*page.against]
    html = re.sub(r"<svg.*?</svg>", "", write(page, "html").decode(), flags=re.DOTALL)
    html = html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    with zipfile.ZipFile(io.BytesIO(write(page, "docx"))) as file:
        docx = "".join(re.findall(r"<w:t[^>]*>([^<]*)", file.read("word/document.xml").decode()))
    for text in (html, docx, write(page, "md").decode().replace("\\", "")):
        places = [words(text).find(words(sentence)) for sentence in wanted]
        assert -1 not in places and places == sorted(places)


def test_columns_in_word_are_as_wide_as_the_page_and_none_is_a_sliver(page: Brief) -> None:
    with zipfile.ZipFile(io.BytesIO(write(page, "docx"))) as file:
        text = file.read("word/document.xml").decode()
        assert any(name.startswith("word/media/") for name in file.namelist())
        assert "descr=" in text
    for fields in {block.fields for block in blocks(page) if block.kind == "table"}:
        widths = column_widths(fields)
        assert sum(widths) == pytest.approx(17.2, abs=0.2)
        assert "label" not in fields or widths[fields.index("label")] >= 3
        assert min(widths) >= 1
    assert text.count("<w:cantSplit/>") == text.count("<w:tr>")
    grid = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"', text)]
    assert len(set(grid)) > 2 and min(grid) > 500


@pytest.mark.skipif(not can_use("slides"), reason="python-pptx is not installed")
def test_slides_have_titles_a_picture_with_words_and_texts_that_fit(page: Brief) -> None:
    content = write(page, "pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = [name for name in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        texts = {name: file.read(name).decode() for name in sorted(names)}
    assert len(texts) == 5
    assert all('type="title"' in text for text in texts.values())
    assert sum("<p:pic>" in text and "descr=" in text for text in texts.values()) == 1
    sizes = [int(each) for text in list(texts.values())[:4] for each in re.findall(r'sz="(\d+)"', text)]
    assert min(sizes) >= 1000
    # Whatever there is, the annex goes on to another slide before its letters get too small to read.
    after = [int(each) for text in list(texts.values())[4:] for each in re.findall(r'sz="(\d+)"', text)]
    assert min(after) >= 1100


def test_a_chart_is_drawn_and_its_bars_are_in_it(page: Brief) -> None:
    assert page.chart
    assert chart_png(page).startswith(b"\x89PNG") and len(chart_png(page)) > 10_000
    svg = chart_svg(page)
    assert all(f"{bar.score:.1f}" in svg and bar.name.split()[0] in svg for bar in page.chart.bars)


def test_without_what_draws_it_the_figures_stand_in_the_annex(page: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trosol.brief.pictures.can_use", lambda _extra: False)
    assert "<svg" not in write(page, "html").decode()
    assert write(page, "docx") and write(page, "pdf").startswith(b"%PDF")
    assert page.chart and page.chart.bars[0].name in write(page, "md").decode()


def test_what_is_recommended_stands_with_its_finding_whatever_else_was_added(made: Callable[..., Brief]) -> None:
    """Or what speaks against it would stand on another page."""
    added = made((), items=("scenario:action-embed=+", "gatekeepers", "leverage"))
    assert added.recommendation
    assert set(added.recommendation) <= {each.advice for each in added.findings}
    warned = [each.against[0] for each in added.findings if each.advice and each.against]
    assert warned
    assert added.against[0] in {line for each in added.findings for line in each.against}
