"""A brief for Word: A4, a first page of its own, columns as wide as what stands in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from trosol.brief.blocks import Block, blocks
from trosol.brief.document import Brief
from trosol.brief.pictures import alt_text, chart_png
from trosol.extras import needs_extra
from trosol.files.packed import packed_anew
from trosol.files.workbook_text import shown

__all__ = ["word"]

_PAGE, _MARGIN = (21.0, 29.7), 1.9
_TEXT = _PAGE[0] - 2 * _MARGIN
"""Width of the text in centimetres."""
_NARROW = {"tier": 1.2, "number": 1.2, "score": 1.6, "range": 2.4}
_LABEL = 0.32
"""The share of what the narrow columns leave that names take, where sentences stand beside them."""
_TEAL, _QUIET, _LINE = "0B5F59", "3B4B49", "9DB3AF"


def word(brief: Brief) -> bytes:
    """The file. Raises :class:`WrongUse` where the extra is not installed."""
    with needs_extra("word"):
        from docx import Document

    document = Document()
    _styled(document, brief)
    numbered, broken, before = 0, False, None
    for block in blocks(brief):
        if block.kind == "table" and before is not None:
            before.paragraph_format.keep_with_next = True  # what says how many rows it shows does not stand alone
        numbered += block.kind == "finding"
        made = _written(document, block, brief, numbered)
        if broken and made is not None:
            made.paragraph_format.page_break_before = True  # a break of its own would leave an empty page after a full one
        broken, before = block.kind == "break", made
    out = BytesIO()
    document.save(out)
    return packed_anew(out.getvalue())


def _styled(document: Any, brief: Brief) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document.core_properties.title = _plain(brief.title)
    document.core_properties.language = brief.language
    document.core_properties.author = "Trosol"
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(each) for each in _PAGE)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.5)
    styles = document.styles
    fonts = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in fonts.findall(qn("w:lang")):
        fonts.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), {"en": "en-GB", "cy": "cy-GB"}.get(brief.language, brief.language))
    fonts.append(language)
    for name, size, before, after, colour in (
        ("Normal", 9.5, 0, 4, ""),
        ("Heading 1", 18, 0, 2, "10201F"),
        ("Heading 2", 12, 9, 3, _TEAL),
        ("Heading 3", 10.5, 8, 2, "10201F"),
        ("List Bullet", 9.5, 0, 2, ""),
    ):
        style = styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        marks = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            marks.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour)
    small = styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = styles["Normal"]
    small.font.size = Pt(8)
    small.font.color.rgb = RGBColor.from_string(_QUIET)


def _written(document: Any, block: Block, brief: Brief, number: int) -> Any:
    """Write a block; gives its heading, where it is one."""
    levels = {"title": 1, "heading": 2, "subheading": 3}
    if block.kind in levels:
        return document.add_heading(_plain(block.text), levels[block.kind])
    if block.kind == "advice":
        _advice(document, block)
    elif block.kind == "finding":
        document.add_paragraph().add_run(_plain(f"{number}. {block.text}")).bold = True
        _bullets(document, block)
    elif block.kind == "chart":
        _chart(document, block, brief)
    elif block.kind == "list":
        _bullets(document, block)
    elif block.kind in ("small", "about"):
        document.add_paragraph(_plain(block.text), style="Small")
    elif block.kind in ("text", "method"):
        document.add_paragraph(_plain(block.text))
    elif block.kind == "command":
        document.add_paragraph(_plain(f"{block.text}: {block.items[0]}"), style="Small")
    elif block.kind == "table":
        _table(document, block)
    return None


def _advice(document: Any, block: Block) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    for item in block.items:
        paragraph = document.add_paragraph(style="List Bullet")
        run = paragraph.add_run(_plain(item))
        run.bold, run.font.size = True, Pt(11)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E6F1EF"/>'))


def _bullets(document: Any, block: Block) -> None:
    from docx.shared import Pt, RGBColor

    for at, item in enumerate(block.items):
        paragraph = document.add_paragraph(_plain(item), style="List Bullet")
        if at < len(block.marks):
            run = paragraph.add_run(f" {block.marks[at]}")
            run.font.size, run.font.color.rgb = Pt(7.5), RGBColor.from_string(_QUIET)


def _chart(document: Any, block: Block, brief: Brief) -> None:
    from docx.shared import Cm

    picture = chart_png(brief)
    if not picture or brief.chart is None:
        return
    document.add_heading(_plain(block.text), 2)
    shape = document.add_picture(BytesIO(picture), width=Cm(_TEXT * 0.78))
    shape._inline.docPr.set("descr", _plain(alt_text(brief.chart)))
    document.add_paragraph(_plain(block.items[0]), style="Small")


def _table(document: Any, block: Block) -> None:
    """A table of fixed widths: what Word, LibreOffice and Pages each guess by themselves gives columns of one word."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    widths = [Cm(each) for each in column_widths(block.fields)]
    table = document.add_table(rows=0, cols=len(block.heads), style="Normal Table")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for texts in (block.heads, *block.rows):
        for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
            cell.width = width
            cell.text = _plain(text)
    again = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.font.bold = True
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    for row in table.rows:  # no row begins on one page and ends on another
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph(style="Small")


def column_widths(fields: tuple[str, ...]) -> list[float]:
    """Centimetres of each column, which together are as wide as the text.

    >>> column_widths(("tier", "label", "score", "range", "sentence"))
    [1.2, 3.8, 1.6, 2.4, 8.2]
    """
    left = _TEXT - sum(_NARROW.get(field, 0.0) for field in fields)
    label = left * (_LABEL if "sentence" in fields else 1.0)
    sizes = {**_NARROW, "label": label, "sentence": left - (label if "label" in fields else 0.0)}
    return [round(sizes[field], 1) for field in fields]


def _plain(text: str) -> str:
    """A text as Word files can hold it: what XML cannot hold is shown as a mark."""
    return shown(text).replace("\r", "\n")
