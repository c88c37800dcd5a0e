"""Documents become numbered text, and claims are added from it: proved, checked, whole or not at all; hostile documents do nothing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from builders import TABLES, tiny
from coding.packed_files import packed
from trosol.check import check
from trosol.cli.main import main
from trosol.coding import document_lines, source_files, source_text
from trosol.coding.opendocument_text import odt_text
from trosol.coding.source_files import source_of
from trosol.coding.web_page_text import html_text
from trosol.coding.word_text import docx_text
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.files.markup import WrongMarkup

STYLES = (
    '<w:styles><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)
DOCUMENT = (
    "<w:document><w:body>"
    '<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Barriers</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Fear of </w:t></w:r><w:r><w:t>failure.</w:t></w:r><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Money</w:t></w:r></w:p>"
    '<w:p><w:r><w:br w:type="page"/><w:t>Next.</w:t></w:r></w:p>'
    "</w:body></w:document>"
)
CONTENT = (
    "<office:document-content><office:body><text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
    '<text:h text:outline-level="2">Barriers</text:h><text:p>Fear of<text:s/>failure.'
    "<office:annotation><text:p>A remark.</text:p></office:annotation></text:p>"
    "<text:list><text:list-item><text:p>Money</text:p></text:list-item></text:list>"
    "<text:p><text:soft-page-break/>Next.</text:p></office:body></office:document-content>"
)
EXPECTED = "[page 1]\n\n## Barriers\n\nFear of failure.\n\n- Money\n\n[page 2]\n\nNext.\n"


def docx(document: str = DOCUMENT) -> bytes:
    return packed(word__styles=STYLES, word__document=document)


def test_documents_keep_headings_items_and_pages_and_nothing_that_was_deleted() -> None:
    assert docx_text(docx()) == EXPECTED
    assert odt_text(packed(content=CONTENT)) == EXPECTED


def test_a_page_gives_its_text_and_no_script_style_or_comment() -> None:
    page = b"""<html><head><title>T</title><style>p {}</style></head><body><h1>One</h1><p>a &amp; b<br>c<!-- no --></p>
    <script>alert(1)</script><img src="http://127.0.0.1:9/x.png" onerror="x()"><ul><li>item</ul></body></html>"""
    assert html_text(page) == "# One\n\na & b\n\nc\n\n- item\n"


def test_long_paragraphs_are_broken_into_lines() -> None:
    lines = html_text(b"<p>" + b"word " * 100 + b"</p>").splitlines()
    assert len(lines) > 4
    assert max(map(len, lines)) <= 110


BAD = {
    "broken.docx": b"PK\x03\x04 and no more",
    "nothing.docx": packed(other="<a/>"),
    "bomb.docx": docx("<w:document><w:p><w:t>" + "a" * 30_000_000 + "</w:t></w:p></w:document>"),
    "typed.docx": docx('<!DOCTYPE a [<!ENTITY b "c">]><w:document>&b;</w:document>'),
    "deep.odt": packed(content="<text:p>" * 5000 + "</text:p>" * 5000),
    "picture.pdf": b"%PDF-1.4\n\x00",
    "program.exe": b"MZ\x00",
    "binary.txt": b"\x00\x01",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    with pytest.raises(TrosolError) as caught:
        source_of(tmp_path / name)
    assert caught.value.problems[0].code in {"source-unreadable", "source-kind", "source-no-text"}
    assert name in str(caught.value)


def test_a_text_at_its_limits_and_beyond(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\ntwo\nten")
    for module, name in ((source_files, "MAX_TEXT_BYTES"), (source_files, "MAX_TEXT_LINES")):
        size = 11 if name == "MAX_TEXT_BYTES" else 3
        monkeypatch.setattr(module, name, size)
        assert len(source_of(file).lines) == 3
        monkeypatch.setattr(module, name, size - 1)
        with pytest.raises(TrosolError) as caught:
            source_of(file)
        assert caught.value.problems[0].code in {"file-too-large", "source-too-long"}
        monkeypatch.undo()
    monkeypatch.setattr(source_files, "MAX_LINE", 3)
    assert len(source_of(file).lines) == 3
    monkeypatch.setattr(source_files, "MAX_LINE", 2)
    with pytest.raises(TrosolError) as caught:
        source_of(file)
    assert (caught.value.problems[0].code, "Line 1" in caught.value.problems[0].message) == ("source-too-long", True)
    monkeypatch.undo()
    monkeypatch.setattr(document_lines, "MAX_CHARACTERS", 4)
    assert html_text(b"<p>four</p>") == "four\n"
    with pytest.raises(WrongMarkup):
        html_text(b"<p>fours</p>")


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", DOCUMENT)
        archive.writestr("word/embeddings/inner.docx", docx())
    (tmp_path / "outer.docx").write_bytes(out.getvalue())
    with pytest.raises(TrosolError) as caught:
        source_of(tmp_path / "outer.docx")
    assert caught.value.problems[0].code == "source-unreadable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny(tmp_path / "eco")


def text_file(tmp_path: Path) -> Path:
    file = tmp_path / "Second talk.html"
    file.write_text("<h1>Forms</h1><p>Nurses often work with managers.</p>", encoding="utf-8")
    return file


def added(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["source", "add", str(text_file(tmp_path)), "--into", str(folder), "--title", "A second talk", "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["source"])


def claim_words(folder: Path, source: str) -> list[str]:
    ends = ("--subject", "nurses", "--relation", "worksWith", "--object", "managers")
    return ["claim", "add", str(folder), *ends, "--source", source]


def test_a_source_is_added_with_its_text_beside_the_folder(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = added(tmp_path, folder, capsys)
    assert key == "second-talk"
    assert source_text(folder, key).lines[2] == "Nurses often work with managers."
    assert "/sources/" in (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    source = Ecosystem.load(folder).snapshot.records.sources[key]
    assert source.title == "A second talk"
    assert added(tmp_path, folder, capsys) == key  # once more changes nothing


def test_a_claim_is_added_with_its_passage_and_undone(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = added(tmp_path, folder, capsys)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    words = claim_words(folder, key)
    assert (
        main([*words, "--lines", "3", "--anchor", "work with managers", "--voice", "nurses", "--hedge", "often", "--json"]) == 0
    )
    said = json.loads(capsys.readouterr().out)
    records = Ecosystem.load(folder).snapshot.records
    claim = records.claims[said["claim"]]
    assert (claim.subject, claim.object, claim.voices, claim.mode) == ("nurses", "managers", ("nurses",), "stated")
    assert records.evidence[said["evidence"]].lines == "3"
    assert records.evidence[said["evidence"]].section == "Forms"
    assert main(["undo", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_check_proves_anchors_against_the_texts_that_lie_beside(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = added(tmp_path, folder, capsys)
    assert main([*claim_words(folder, key), "--lines", "3", "--anchor", "work with managers", "--voice", "nurses"]) == 0
    report = check(folder)
    assert "anchors" in report.ran
    assert not [problem for problem in report.problems if problem.code == "anchor"]
    table = folder / "evidence.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("work with managers", "fight with managers"), encoding="utf-8")
    assert [problem.code for problem in check(folder).problems if problem.code.startswith("anchor")] == ["anchor"]
    text = folder / "sources" / f"{key}.txt"
    text.write_text("Another text.", encoding="utf-8")
    assert "source-text-other" in {problem.code for problem in check(folder).problems}
    text.unlink()
    assert "anchors" in check(folder).skipped


@pytest.mark.parametrize(
    "wrong",
    [
        ["--lines", "3", "--anchor", "not there"],
        ["--lines", "900"],
        ["--lines", "3", "--anchor", "one two three four five six seven"],
        ["--lines", "3", "--subject", "nobody"],
        ["--lines", "3", "--relation", "worksWiht"],
        ["--lines", "3", "--source", "no-such"],
        ["--lines", "3", "--mode", "inferred"],  # without a rationale
    ],
)
def test_a_claim_that_cannot_be_is_refused_and_nothing_is_written(
    wrong: list[str], tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = added(tmp_path, folder, capsys)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    words = claim_words(folder, key)
    assert main([*words, "--voice", "nurses", *wrong]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_another_text_never_takes_the_place_of_one_that_claims_cite(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added(tmp_path, folder, capsys)
    other = tmp_path / "second-talk.txt"
    other.write_text("Something else.", encoding="utf-8")
    assert main(["source", "add", str(other), "--into", str(folder)]) == 2
    assert source_text(folder, "second-talk").lines[2] == "Nurses often work with managers."


def test_a_link_in_place_of_the_texts_is_not_followed(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "sources").symlink_to(outside)
    assert main(["source", "add", str(text_file(tmp_path)), "--into", str(folder)]) in (1, 2)
    assert not list(outside.iterdir())
    assert len(TABLES["sources"]) - 1 == len(Ecosystem.load(folder).snapshot.records.sources)


SIGNS = "Nurses \u202eoften\u202c work\u200b with managers.\n=cmd|' /C calc'!A0 nurses often work with managers.\nNurses\fwork\u2028with managers.\nThe last line of it.\n"


def test_signs_that_hide_and_formulas_do_not_come_into_the_tables(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text stays as it is; an anchor is still found in it, at the line that an editor shows."""
    file = tmp_path / "\u202enote\n=1.txt"
    file.write_text(SIGNS, encoding="utf-8", newline="")
    assert main(["source", "add", str(file), "--into", str(folder), "--json"]) == 0
    key = json.loads(capsys.readouterr().out)["source"]
    assert (folder / "sources" / f"{key}.txt").read_bytes() == SIGNS.encode()
    assert Ecosystem.load(folder).snapshot.records.sources[key].title == "note =1"
    given = {
        "1": "Nurses \u202eoften\u202c work\u200b with",
        "2": "=cmd|' /C calc'!A0",
        "3": "work\u2028with managers",
        "4": "The last line",
    }
    for lines, anchor in given.items():
        assert main([*claim_words(folder, key), "--lines", lines, f"--anchor={anchor}", "--voice", "nurses"]) == 0
    pieces = Ecosystem.load(folder).snapshot.records.evidence.values()
    kept = {piece.lines: piece.anchor for piece in pieces if piece.source == key}
    assert kept == {"1": "Nurses often work with", "2": "cmd|' /C calc'!A0", "3": "work with managers", "4": "The last line"}
    assert not [problem for problem in check(folder).problems if problem.code == "anchor"]


@pytest.mark.parametrize("name", ["日本.txt", "….txt", "a" * 240 + ".txt"])
def test_a_file_of_any_name_becomes_a_source(name: str, tmp_path: Path, folder: Path) -> None:
    (tmp_path / name).write_text("One.", encoding="utf-8")
    assert main(["source", "add", str(tmp_path / name), "--into", str(folder)]) == 0
    assert Path(name).stem in {source.title for source in Ecosystem.load(folder).snapshot.records.sources.values()}


@pytest.mark.parametrize("key", ["../evil", "a\nb", "x" * 300, "..", "=cmd", "a/b", "\u202ea"])
def test_an_id_that_leads_elsewhere_is_refused_and_nothing_is_written(key: str, tmp_path: Path, folder: Path) -> None:
    file = text_file(tmp_path)
    before = {path for path in tmp_path.rglob("*") if path.name != "lock"}
    tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert main(["source", "add", str(file), "--into", str(folder), f"--id={key}"]) in (1, 2)
    assert {path for path in tmp_path.rglob("*") if path.name not in {"lock", ".trosol"}} == before
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == tables
