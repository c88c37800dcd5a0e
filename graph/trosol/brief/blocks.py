"""A brief as a list of blocks, the one source of every form: what stands on the first page, a break, then the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from trosol.brief.brief_words import BriefWords, words_of
from trosol.brief.document import Brief, KeyFinding, Part, Proof
from trosol.brief.word_count import words_in

__all__ = ["Block", "blocks", "first_page", "page_count"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page.

    ``kind``: ``title``, ``about``, ``heading`` and ``subheading``, ``advice`` (items that stand out), ``finding`` (a numbered sentence with its evidence
    as items), ``chart``, ``list``, ``text``, ``method``, ``small``, ``table`` (heads and rows), ``command`` (a label and what to type), or ``break``, before which
    the first page ends. ``marks``: ids of the claims that the items are about.
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def texts(self) -> Iterator[str]:
        """Every text in it."""
        yield from (self.text, *self.items, *self.heads, *(cell for row in self.rows for cell in row))


def blocks(brief: Brief) -> tuple[Block, ...]:
    """Every block, in the order of reading."""
    words = words_of(brief)
    return (*_page(brief, words), Block("break"), *_annex(brief, words))


def first_page(brief: Brief) -> tuple[Block, ...]:
    """The blocks before the break."""
    return tuple(takewhile(lambda block: block.kind != "break", blocks(brief)))


def page_count(brief: Brief) -> int:
    """Words on the first page, those in the chart with them."""
    chart = brief.chart
    drawn = (
        [chart.axis, *(f"{bar.name} {bar.tier} {bar.score:.1f} {bar.low:.1f} {bar.high:.1f}" for bar in chart.bars)]
        if chart
        else []
    )
    return words_in([*(text for block in first_page(brief) for text in block.texts), *drawn])


def _page(brief: Brief, words: BriefWords) -> Iterator[Block]:
    yield Block("title", brief.title)
    yield Block("about", f"{brief.about} · {words.date} · {words.counts}: {brief.lens}.")
    if brief.recommendation:
        yield Block("heading", words.recommends)
        yield Block("advice", items=brief.recommendation)
    if brief.findings:
        yield Block("heading", words.findings)
        yield from (_finding(each, words) for each in brief.findings)
    if brief.chart:
        yield Block("chart", brief.chart.title, items=(brief.chart.legend,))
    if brief.against:
        yield Block("heading", words.against)
        yield Block("list", items=brief.against)
    if brief.credit:
        yield Block("small", f"{words.source}: {brief.credit}")


def _finding(found: KeyFinding, words: BriefWords) -> Block:
    shown = found.evidence
    return Block(
        "finding",
        found.sentence,
        tuple(_quote(proof) for proof in shown),
        tuple(proof.claim for proof in shown),
        (words.evidence,),
    )


def _quote(proof: Proof) -> str:
    """A claim as the first page has it, then what its passage says, words to find it by, its page, and whether it is stated."""
    told = f"{proof.sentence}: {proof.paraphrase}" if proof.paraphrase else proof.sentence
    told = told if told.endswith((".", "…")) else f"{told}."
    where = ", ".join(filter(None, (f"“{proof.anchor}”" if proof.anchor else "", proof.page)))
    return f"{told} ({'; '.join(filter(None, (where, proof.mode)))})"


def _annex(brief: Brief, words: BriefWords) -> Iterator[Block]:
    if brief.further:
        yield Block("heading", words.further)
        yield from (_finding(each, words) for each in brief.further)
    yield Block("heading", words.annex)
    if brief.chart:
        yield Block("subheading", brief.chart.title)
        yield _figures(brief, words)
    for part in brief.parts:
        yield from _part(part, words)
    yield Block("small", words.made)
    yield Block("command", words.snapshot, items=(brief.snapshot,))


def _figures(brief: Brief, words: BriefWords) -> Block:
    """The chart's twin."""
    assert brief.chart is not None
    tiers = any(bar.tier for bar in brief.chart.bars)
    rows = []
    for bar in brief.chart.bars:
        figures = (
            (f"{bar.score:.0%}", f"{bar.low:.0%}–{bar.high:.0%}")
            if brief.chart.percent
            else (f"{bar.score:.1f}", f"{bar.low:.1f}–{bar.high:.1f}")
        )
        rows.append((*((bar.tier or "–",) if tiers else ()), bar.name, *figures))
    fields = (*(("tier",) if tiers else ()), "label", "score", "range")
    return Block("table", fields=fields, heads=tuple(words.columns[field] for field in fields), rows=tuple(rows))


def _part(part: Part, words: BriefWords) -> Iterator[Block]:
    yield Block("subheading", part.heading)
    yield Block("text", part.answer)
    if part.rows:
        heads = words.heads(part.rows)
        yield Block("text", words.showing(len(part.rows), part.rows_of))
        rows = tuple(tuple(getattr(row, field) for field in heads) for row in part.rows)
        # Rows that have no name but a number need no column for names.
        numbered = all(row.label.isdecimal() for row in part.rows)
        fields = tuple("number" if numbered and field == "label" else field for field in heads)
        titles = tuple(words.number if field == "number" else heads[field] for field in fields)
        yield Block("table", fields=fields, heads=titles, rows=rows)
    if part.against:
        yield Block("text", f"{words.against}:")
        yield Block("list", items=part.against)
    if part.evidence:
        yield Block("text", f"{words.evidence}. {words.showing(len(part.evidence), part.evidence_of)}")
        proofs: Sequence[Proof] = part.evidence
        yield Block(
            "list",
            items=tuple(f"{proof.sentence} ({proof.mode}; {proof.voices}; {proof.place})" for proof in proofs),
            marks=tuple(proof.claim for proof in proofs),
        )
    yield Block("method", f"{words.method}: {part.method}")
    yield Block("command", words.again, items=(part.command,))
