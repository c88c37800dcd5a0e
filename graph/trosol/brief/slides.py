"""A brief as slides for PowerPoint: the recommendation, the findings side by side, the chart, what speaks against it; then the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import dropwhile
from math import ceil
from typing import Any

from trosol.brief.blocks import Block, blocks, first_page
from trosol.brief.document import Brief
from trosol.brief.pictures import alt_text, chart_png
from trosol.brief.png_stand_in import stand_in_for_pillow
from trosol.extras import needs_extra
from trosol.files.packed import packed_anew
from trosol.files.workbook_text import shown

__all__ = ["slides"]

_WIDE, _HIGH, _EDGE = 13.333, 7.5, 0.6
"""Inches: a slide of 16 to 9, and its margin."""
_TOP, _BOTTOM = 1.35, 6.9
_INK, _TEAL, _QUIET, _PALE = "10201F", "0B5F59", "3B4B49", "E6F1EF"
_SIZES = (24, 22, 20, 18, 16, 14, 13, 12, 11, 10, 9, 8)
_LEAST = 13
"""Points: of letters on a slide that people can still read from their seats."""
_TITLE_ONLY = 5
"""The layout of the built-in template that holds a title and nothing else."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph. ``small``: how much smaller it is than the text around it, 1 for as large."""

    text: str
    bold: bool = False
    small: float = 1.0
    quiet: bool = False


def slides(brief: Brief) -> bytes:
    """The file. Raises :class:`WrongUse` where the extra is not installed."""
    with needs_extra("slides"), stand_in_for_pillow():
        from pptx import Presentation
        from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    deck.core_properties.title = _plain(brief.title)
    deck.core_properties.author = "Trosol"
    deck.core_properties.language = brief.language
    page = first_page(brief)
    about = next(block.text for block in page if block.kind == "about")
    advice = [item for block in page if block.kind == "advice" for item in block.items]
    findings = [block for block in page if block.kind == "finding"]
    called = [_Line(_before(page, "advice"), small=0.8, quiet=True)] if advice else []
    lead = [_Line(about, small=0.6, quiet=True), *called, *(_Line(each, bold=True) for each in advice)]
    _texts(deck, brief, brief.title, [lead])
    if findings:
        _texts(deck, brief, _before(page, "finding"), [_told(each, at) for at, each in enumerate(findings, 1)])
    _picture(deck, brief, page)
    against = [item for block in page if block.kind == "list" for item in block.items]
    if against:
        source = [_Line(block.text, small=0.7, quiet=True) for block in page if block.kind == "small"]
        _texts(deck, brief, _before(page, "list"), [[*map(_Line, against), *source]])
    for title, lines in _annex(brief):
        for number, some in enumerate(_that_can_be_read(lines), start=1):
            _texts(deck, brief, title if number == 1 else f"{title} ({number})", [some], largest=14)
    out = BytesIO()
    deck.save(out)
    return packed_anew(out.getvalue())


def _before(page: Sequence[Block], kind: str) -> str:
    """The heading under which blocks of a kind stand."""
    heading = ""
    for block in page:
        if block.kind == "heading":
            heading = block.text
        elif block.kind == kind:
            break
    return heading


def _told(block: Block, number: int) -> list[_Line]:
    proofs = (_Line(f"{item} {mark}", small=0.78) for item, mark in zip(block.items, block.marks, strict=True))
    return [_Line(f"{number}. {block.text}", bold=True), *proofs]


def _annex(brief: Brief) -> Iterator[tuple[str, list[_Line]]]:
    """What comes after the first page: further findings, then methods, commands and the hash; tables have no room on a slide."""
    title = name = ""
    lines: list[_Line] = []
    for block in dropwhile(lambda each: each.kind != "break", blocks(brief)):
        if block.kind == "heading":
            if lines:
                yield title, lines
            title, lines = block.text, []
        elif block.kind == "subheading":
            name = block.text
        elif block.kind == "method":
            lines += [_Line(name, bold=True), _Line(block.text)]
        elif block.kind == "small":
            lines.append(_Line(block.text))
        elif block.kind == "finding":
            lines += [_Line(block.text, bold=True), *(_Line(item, small=0.85) for item in block.items)]
        elif block.kind == "command":
            lines.append(_Line(f"{block.text}: {block.items[0]}", small=0.85, quiet=True))
    if lines:
        yield title, lines


def _that_can_be_read(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines in groups that have room on a slide in letters that can be read, each begun by one that stands out, with what belongs to it."""
    groups: list[list[_Line]] = []
    for line in lines:
        if line.bold or not groups:
            groups.append([])
        groups[-1].append(line)
    slide: list[_Line] = []
    for group in groups:
        if slide and _size([*slide, *group], _WIDE - 2 * _EDGE - 0.3, _BOTTOM - _TOP - 0.2, _LEAST) < _LEAST:
            yield slide
            slide = []
        slide = [*slide, *group]
    if slide:
        yield slide


def _slide(deck: Any, title: str) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Inches(_EDGE), Inches(0.35), Inches(_WIDE - 2 * _EDGE), Inches(0.9)
    frame = head.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    text = _plain(title)
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(_size([_Line(text)], _WIDE - 2 * _EDGE, 0.9, 30)), True
            run.font.color.rgb = RGBColor.from_string(_TEAL)
    return slide


def _texts(deck: Any, brief: Brief, title: str, columns: Sequence[Sequence[_Line]], largest: int = 24) -> None:
    """A slide of texts side by side, in letters as large as fit."""
    from pptx.util import Inches

    slide = _slide(deck, title)
    gap = 0.3
    width = (_WIDE - 2 * _EDGE - gap * (len(columns) - 1)) / len(columns)
    height = _BOTTOM - _TOP
    size = min(_size(lines, width - 0.3, height - 0.2, largest) for lines in columns)
    for at, lines in enumerate(columns):
        box = slide.shapes.add_textbox(Inches(_EDGE + at * (width + gap)), Inches(_TOP), Inches(width), Inches(height))
        _filled(box, lines, size, brief.language, shaded=len(columns) > 1)


def _filled(box: Any, lines: Sequence[_Line], size: float, language: str, *, shaded: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    if shaded:
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor.from_string(_PALE)
    box.text_frame.word_wrap, box.text_frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for at, line in enumerate(lines):
        paragraph = box.text_frame.paragraphs[0] if at == 0 else box.text_frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.45)
        run = paragraph.add_run()
        run.text = _plain(line.text)
        run.font.size, run.font.bold = Pt(round(size * line.small)), line.bold
        run.font.color.rgb = RGBColor.from_string(_QUIET if line.quiet else _INK)
        run.font.language_id = MSO_LANGUAGE_ID.WELSH if language == "cy" else MSO_LANGUAGE_ID.ENGLISH_UK


def _picture(deck: Any, brief: Brief, page: Sequence[Block]) -> None:
    from pptx.util import Inches

    picture = chart_png(brief)
    if not picture or brief.chart is None:
        return
    block = next(each for each in page if each.kind == "chart")
    slide = _slide(deck, block.text)
    room = _WIDE - 2 * _EDGE, _BOTTOM - _TOP - 0.5
    shape = slide.shapes.add_picture(BytesIO(picture), Inches(_EDGE), Inches(_TOP), width=Inches(room[0]))
    if shape.height > Inches(room[1]):
        shape.width, shape.height = int(shape.width * Inches(room[1]) / shape.height), Inches(room[1])
    shape._element.nvPicPr.cNvPr.set("descr", _plain(alt_text(brief.chart)))
    box = slide.shapes.add_textbox(Inches(_EDGE), Inches(_BOTTOM - 0.45), Inches(room[0]), Inches(0.5))
    _filled(box, [_Line(block.items[0], quiet=True)], 13, brief.language, shaded=False)


def _size(lines: Sequence[_Line], width: float, height: float, largest: int) -> int:
    """The largest size of letters, in points, at which the lines have room in so many inches.

    >>> _size([_Line("word " * 20)], 12, 5, 24), _size([_Line("word " * 2000)], 12, 5, 24)
    (24, 8)
    """
    for size in (largest, *(each for each in _SIZES if each < largest)):
        needed = 0.0
        for line in lines:
            own = size * line.small
            needed += ceil(len(line.text) * own * 0.52 / (width * 72)) * own * 1.22 + size * 0.45
        if needed <= height * 72:
            return size
    return _SIZES[-1]


def _plain(text: str) -> str:
    """A text as the file can hold it, in one line: what XML cannot hold is shown as a mark."""
    return " ".join(shown(text).split())
