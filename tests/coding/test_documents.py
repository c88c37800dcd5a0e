"""A document says what it shows today: not what was deleted, hidden or remarked; notes, boxes and rows stand where they are read."""

from __future__ import annotations

from time import process_time

import pytest

from coding.packed_files import packed
from trosol.coding import document_tasks
from trosol.coding.opendocument_text import odt_text
from trosol.coding.pdf_text import pdf_text
from trosol.coding.web_page_text import html_text
from trosol.coding.word_text import docx_text


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def word(body: str, **members: str) -> list[str]:
    return lines(docx_text(packed(word__document=f"<w:document><w:body>{body}</w:body></w:document>", **members)))


def opened(body: str) -> list[str]:
    return lines(
        odt_text(packed(content=f"<office:document-content><office:body>{body}</office:body></office:document-content>"))
    )


def shown(body: str) -> list[str]:
    return lines(html_text(body.encode()))


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>".format(run("In a box."))
DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
FOOTNOTES = f'<w:footnotes><w:footnote w:id="2"><w:p>{run("A note ")}</w:p><w:p>{run("in two.")}</w:p></w:footnote></w:footnotes>'
HARD, SOFT = '<w:br w:type="page"/>', "<w:lastRenderedPageBreak/>"


def row(*cells: str) -> str:
    return (
        "<w:tr>"
        + "".join(f"<w:tc>{''.join(f'<w:p>{run(text)}</w:p>' for text in cell.split('/'))}</w:tc>" for cell in cells)
        + "</w:tr>"
    )


SEEN = '<w:vanish w:val="0"/>'
WORD = {
    "deleted": (
        f"<w:p>{run('We ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins>{run('often ')}</w:ins>{run('ask.')}</w:p>",
        ["We often ask."],
    ),
    "moved": (f"<w:p><w:moveFrom>{run('Here.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('There.')}</w:moveTo></w:p>", ["There."]),
    "end-deleted": (f"<w:p>{DELETED_END}{run('Trust is ')}</w:p><w:p>{run('low.')}</w:p>", ["Trust is low."]),
    "last-end-deleted": (f"<w:p>{DELETED_END}{run('Trust is low.')}</w:p>", ["Trust is low."]),
    "hidden": (
        f"<w:p>{run('Seen.')}{run('Unseen.', '<w:vanish/>')}{run(' Seen.', SEEN)}</w:p>",
        ["Seen. Seen."],
    ),
    "box": (
        f"<w:p>{run('Before ')}<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
        f"{run('and after.')}</w:p>",
        ["Before and after.", "In a box."],
    ),
    "note": (
        f'<w:p>{run("Trust")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" is low.")}</w:p>',
        ["Trust is low.", "A note in two."],
    ),
    "rows": (f"<w:tbl>{row('Region', 'Homes')}{row('North', '12')}</w:tbl>", ["Region | Homes", "North | 12"]),
    "cells": (f"<w:tbl>{row('One./Two.', 'Three.')}</w:tbl>", ["One.", "Two.", "Three."]),
    "list": (
        f'<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{run("Item")}</w:p><w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("None")}</w:p>',
        ["- Item", "None"],
    ),
    "pages": (
        f"<w:p>{run('One')}<w:r>{HARD}</w:r></w:p><w:p><w:r>{SOFT}</w:r>{run('Two')}<w:r>{SOFT}</w:r>{run('three')}</w:p>",
        ["[page 1]", "One", "[page 2]", "Two", "[page 3]", "three"],
    ),
    "row-over-pages": (
        f"<w:tbl><w:tr><w:tc><w:p>{run('a')}<w:r>{SOFT}</w:r>{run('b')}</w:p></w:tc></w:tr></w:tbl>",
        ["[page 1]", "ab", "[page 2]"],
    ),
    "unseen-signs": (f"<w:p>{run('inno&#173;va&#8203;tion &#8238;won')}</w:p>", ["innovation won"]),
    "field": (
        f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('As said')}<w:r><w:noBreakHyphen/></w:r>{run('so.')}</w:p>",
        ["As said-so."],
    ),
}
STYLES = '<w:styles><w:style w:styleId="B"><w:name w:val="List Bullet"/><w:pPr><w:numPr/></w:pPr></w:style></w:styles>'


@pytest.mark.parametrize("what", WORD)
def test_a_word_document_says_what_it_shows(what: str) -> None:
    body, expected = WORD[what]
    assert (
        word(body, word__footnotes=FOOTNOTES, word__styles=STYLES, word__comments=f"<w:comments>{run('A remark.')}</w:comments>")
        == expected
    )


NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
)
OPEN = {
    "deleted": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Here<text:change/>.</text:p>",
        ["Here."],
    ),
    "hidden": ("<text:p>Seen.<text:hidden-text>Unseen.</text:hidden-text></text:p>", ["Seen."]),
    "note": (f"<text:p>Trust{NOTE} is low.</text:p>", ["Trust is low.", "A note."]),
    "box": (
        "<text:p>Before <draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>and after.</text:p>",
        ["Before and after.", "In a box."],
    ),
    "rows": (
        "<table:table><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>12</text:p>"
        "</table:table-cell></table:table-row></table:table>",
        ["North | 12"],
    ),
    "pages": ("<text:p>One<text:soft-page-break/>two</text:p>", ["[page 1]", "One", "[page 2]", "two"]),
    "remark": ("<text:p>Said<office:annotation><text:p>A remark.</text:p></office:annotation>.</text:p>", ["Said."]),
}


@pytest.mark.parametrize("what", OPEN)
def test_an_opendocument_text_says_what_it_shows(what: str) -> None:
    body, expected = OPEN[what]
    assert opened(body) == expected


PAGES = {
    "hidden": (
        "<p hidden>No<p>Yes<div style='color:red; DISPLAY : none'>No<p>no</p></div><div>Yes</div><dialog>No</dialog>",
        ["Yes", "Yes"],
    ),
    "hidden-item": ("<ul><li hidden>No<ul><li>no</ul><li>Yes</ul>", ["- Yes"]),
    "menu": ("<nav><ul><li><a>Home</a></ul></nav><main><aside>Said aside.</aside></main>", ["Said aside."]),
    "deleted": ("<p>We <del>never</del> <ins>often</ins> ask.", ["We often ask."]),
    "rows": ("<table><tr><th>Region<th>Homes<tr><td>North<td>12</table><p>After", ["Region | Homes", "North | 12", "After"]),
    "rows-within": ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a", "b", "c"]),
    "long-cells": (f"<table><tr><td>{'word ' * 20}<td>b</table>", ["word " * 19 + "word", "b"]),
    "entities": ("<p>R&amp;D&nbsp;&lt;&eacute;&#x175;&shy;&zwnj;", ["R&D <éŵ\u200c"]),
    "scripts": (
        "<p>a<script>if (a < b) '<p>x</p>'</script><style>p{}</style><svg><text>s</text></svg><template><p>t</template>b",
        ["ab"],
    ),
    "deep": ("<b>" * 3000 + "a<script>no</script><div hidden>no</div><svg><svg>no</svg>no</svg>b", ["a", "b"]),
    "page-mark": ("<p>[page 9]<p>See [page 9]", ["(page 9)", "See [page 9]"]),
    "page-mark-in-line": (f"<p>{'w' * 109} [page 9] {'w' * 109}", ["w" * 109, "(page 9)", "w" * 109]),
    "unclosed": ("<div><p>a<b>b<i>c</div><p>d", ["abc", "d"]),
}


@pytest.mark.parametrize("what", PAGES)
def test_a_web_page_says_what_it_shows(what: str) -> None:
    body, expected = PAGES[what]
    assert shown(body) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso8859-14"])
def test_a_web_page_is_read_in_its_encoding(encoding: str) -> None:
    name = {"iso8859-14": "iso-8859-14", "cp1252": "windows-1252"}.get(encoding, encoding)
    text = "tŷ" if encoding != "cp1252" else "café"
    assert lines(html_text(f"<meta charset={name}><p>{text}".encode(encoding))) == [text]


@pytest.mark.parametrize(
    "begin", ["<!--", "<![CDATA[", "<![x y]>", "<? ", "<a b='", "</", "<li>", "<table><tr><td>", "<div hidden>", "&#x"]
)
def test_a_page_of_beginnings_without_an_end_is_read_at_once(begin: str) -> None:
    time = process_time()
    assert html_text(b"<p>Said." + begin.encode() * (60_000 // len(begin))).startswith("Said.")
    assert process_time() - time < 5.0


MANY = "<w:r><w:lastRenderedPageBreak/><w:t>a</w:t></w:r>" * 2000
STRANGE = {
    "pages": f"<w:p>{MANY}</w:p>",
    "rows-within-rows": "<w:tr>" * 60 + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 500 + "</w:tr>" * 60,
    "out-of-place": "<w:tc/><w:r/><w:br/><w:t>a</w:t><w:pPr><w:del/></w:pPr><w:tr/><w:numId/><w:p/>",
    "notes": "<w:p>" + '<w:r><w:footnoteReference w:id="2"/></w:r>' * 2000 + "</w:p>",
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_document_is_read_or_refused(what: str) -> None:
    assert word(STRANGE[what], word__footnotes=FOOTNOTES) is not None


def test_the_worker_is_warmed_with_a_page_that_is_read() -> None:
    assert lines(pdf_text(document_tasks._page_of_text()))[-1] == "# a"
