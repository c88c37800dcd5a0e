"""A PDF becomes numbered text with its pages and headings; what is locked, scanned, broken, huge or hostile is said or does nothing."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pypdf
import pytest

from coding.pdf_files import pdf
from trosol.coding import SourceText, pdf_text, source_files
from trosol.coding.pdf_text import pdf_text as read
from trosol.coding.source_files import source_of
from trosol.errors import TrosolError
from trosol.files.markup import WrongMarkup

PAGES = [
    [
        ("A report on mills", 9),
        ("What stands in the way", 16),
        ("Metrics often stifle trust, and inno-", 11),
        ("vation is slow. The front-", 11),
        ("line knows it.", 11),
        ("", 11),
        (f"The front-line (all of it) waits {number} weeks.", 11),
        (f"So {'very ' * number}slow it is.", 11),
        (f"{number} / 4", 9),
    ]
    for number in range(1, 5)
]


def test_pages_headings_and_paragraphs_are_kept_and_what_stands_on_every_page_is_not() -> None:
    text = SourceText(read(pdf(PAGES)))
    assert [line for line in text.lines if line][:5] == [
        "[page 1]",
        "# What stands in the way",
        "Metrics often stifle trust, and innovation",
        "is slow. The front-",
        "line knows it.",
    ]
    assert "A report on mills" not in text.text
    assert not any("/ 4" in line for line in text.lines)
    place = next(number for number, line in enumerate(text.lines, 1) if "waits 3 weeks" in line)
    assert (text.page(place), text.heading(place)) == ("3", "What stands in the way")
    assert not text.lines[place - 2]


def test_pages_are_numbered_as_the_file_numbers_them() -> None:
    labels = b"/PageLabels<</Nums[0<</S/r>>2<</S/D/St 7>>]>>"
    text = read(pdf(PAGES, catalog=labels))
    assert [line for line in text.splitlines() if line.startswith("[page")] == ["[page i]", "[page ii]", "[page 7]", "[page 8]"]
    odd = b"/PageLabels<</Nums[0<</P(a] b)>>]>>"
    assert "[page 2]" in read(pdf(PAGES, catalog=odd))


def test_a_heading_over_two_lines_is_one_and_items_are_none() -> None:
    text = read(
        pdf(
            [
                [
                    ("What stands in the way", 16),
                    ("of those who mend", 16),
                    ("It is said here, at some length, and not for the first time.", 11),
                    ("• Money", 14),
                ]
            ]
        )
    )
    assert (
        text
        == "[page 1]\n\n# What stands in the way of those who mend\n\nIt is said here, at some length, and not for the first time.\n• Money\n"
    )


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(PAGES)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_opens_without_a_password_is_read_and_what_needs_one_is_not() -> None:
    assert "stifle trust" in read(locked(""))
    with pytest.raises(WrongMarkup, match="password"):
        read(locked("secret"))


HARMLESS = {
    "script": b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\))>>",
    "attached": b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)>>]>>>>",
    "launch": b"/OpenAction<</S/Launch/F(/bin/sh)>>",
    "form": b"/AcroForm<</XFA(<x>evil</x>)/Fields[]>>",
}


@pytest.mark.parametrize("what", HARMLESS)
def test_scripts_and_attachments_are_no_text_and_do_nothing(what: str) -> None:
    assert read(pdf(PAGES, catalog=HARMLESS[what])) == read(pdf(PAGES))


def bomb() -> bytes:
    whole = zlib.compressobj(9)
    packed = b"".join(whole.compress(b"(a) Tj " * 100_000) for _ in range(300)) + whole.flush()
    return pdf([[]], streams=[packed])


BAD = {
    "scan.pdf": pdf([[], []]),
    "broken.pdf": pdf(PAGES)[:700],
    "nothing.pdf": b"%PDF-1.7\n",
    "other.pdf": b"<html>no</html>",
    "round.pdf": pdf(PAGES).replace(b"/Type/Page/Parent 2 0 R", b"/Type/Pages/Kids[2 0 R]", 1),
    "locked.pdf": locked("secret"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    with pytest.raises(TrosolError) as caught:
        source_of(tmp_path / name)
    assert caught.value.problems[0].code == "source-unreadable"
    assert name in str(caught.value)


@pytest.mark.exhaustive
def test_a_stream_that_grows_without_end_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bomb())
    with pytest.raises(TrosolError) as caught:
        source_of(tmp_path / "bomb.pdf")
    assert caught.value.problems[0].code in {"source-unreadable", "file-too-costly"}


@pytest.mark.exhaustive
@pytest.mark.parametrize("cut", range(100, 2000, 190))
def test_a_file_cut_anywhere_is_read_or_refused(cut: int) -> None:
    whole = pdf(PAGES)
    for content in (whole[:cut], whole[:cut] + whole[cut + 40 :], whole[:cut] + bytes([255 - whole[cut]]) + whole[cut + 1 :]):
        try:
            assert read(content).startswith("[page ")
        except WrongMarkup as error:
            assert error.reason


def composite() -> bytes:
    """A PDF whose font has two bytes for each letter and says itself what they mean, as browsers and office programs write them."""
    font = b"/Type/Font/Subtype/Type0/BaseFont/AAAAAA+Sans/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    plain = b"/Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding"
    whole = pdf([[("ABBA", 11)]], streams=[zlib.compress(b"BT /F 11 Tf 1 0 0 1 72 700 Tm <00410042> Tj ET")])
    return whole.replace(plain, font + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]")


OPTIONAL = ("PIL", "cryptography", "Crypto", "fontTools", "jbig2dec", "numpy")
"""Packages that a PDF's reader may use where they are: pictures, ciphers, fonts."""


@pytest.mark.parametrize("missing", [OPTIONAL, ("pypdf",)], ids=["optional", "reader"])
def test_the_process_that_reads_comes_up_without_packages_that_no_text_needs(missing: tuple[str, ...]) -> None:
    hidden = f"import sys; sys.modules.update(dict.fromkeys({missing!r}))"
    tried = "from trosol.coding.document_tasks import prepare; print(prepare({}, b'')({'name': 'a', 'ending': '.html'}, b'<p>One</p>')[1])"
    done = subprocess.run([sys.executable, "-P", "-c", f"{hidden}; {tried}"], capture_output=True, text=True, check=False)
    assert "One" in done.stdout, done.stderr


@pytest.mark.parametrize("content", [pdf(PAGES), composite()], ids=["plain", "composite"])
def test_a_pdf_in_the_confined_process_reads_as_here(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "Report.PDF").write_bytes(content)
    assert source_of(tmp_path / "Report.PDF").text == read(content)


def test_a_pdf_at_its_limits_and_beyond(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(TrosolError) as caught:
        source_of(huge)
    assert caught.value.problems[0].code == "file-too-large"
    monkeypatch.setattr(source_files, "MAX_PDF_BYTES", len(pdf(PAGES)))
    huge.write_bytes(pdf(PAGES))
    assert source_of(huge).lines
    monkeypatch.setattr(pdf_text, "MAX_PAGES", 4)
    assert read(pdf(PAGES))
    monkeypatch.setattr(pdf_text, "MAX_PAGES", 3)
    with pytest.raises(WrongMarkup):
        read(pdf(PAGES))
    monkeypatch.undo()
    one = pdf([[("four", 9)]])
    monkeypatch.setattr(pdf_text, "MAX_PDF_TEXT", 4)
    assert read(one) == "[page 1]\n\nfour\n"
    monkeypatch.setattr(pdf_text, "MAX_PDF_TEXT", 3)
    with pytest.raises(WrongMarkup):
        read(one)
