"""How long documents of forty pages take to become numbered text, in seconds of the processor.

    python benchmarks/documents.py [FILE…]

Without files it makes three: DOCX and ODT with many small runs, as office programs write them, and HTML; 450 words a page. PDFs are given: they are
whatever other programs made of such a page. ``reading``: the reader alone; ``all``: with the process that it runs in.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import tempfile
import zipfile
from pathlib import Path
from time import process_time

from trosol.coding.document_text import document_text
from trosol.coding.source_files import source_of
from trosol.workers import shared

PAGES, PARAGRAPHS, WORDS = 40, 5, 90
_SAID = [
    "commissioners",
    "often",
    "stifle",
    "innovation",
    "because",
    "budgets",
    "are",
    "annual",
    "while",
    "trust",
    "between",
    "providers",
    "leads",
    "to",
    "shared",
    "risk",
    "in",
    "homes",
]


def main() -> None:
    """A line for each file."""
    with tempfile.TemporaryDirectory() as folder:
        for path in map(Path, sys.argv[1:] or made(Path(folder))):
            content = path.read_bytes()
            begin = process_time()
            text = document_text(content, path.name, path.suffix.casefold())
            reading = process_time() - begin
            before = used()
            source_of(path)
            shared("documents").close()
            words = len(text.split())
            print(
                f"{path.name}: {words:,} words, {text.count('[page ')} pages, reading {reading:.2f} s, all {used() - before:.2f} s"
            )


def used() -> float:
    """Seconds of the processor, with the processes that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def made(folder: Path) -> list[Path]:
    """Documents made here."""
    rng = random.Random(3)
    pages = [[[rng.choice(_SAID) for _ in range(WORDS)] for _ in range(PARAGRAPHS)] for _ in range(PAGES)]
    word, opened, web = "", "", ""
    for number, page in enumerate(pages):
        turn = bool(number)
        word += "<w:p><w:r><w:lastRenderedPageBreak/></w:r></w:p>" * turn
        opened += "<text:p><text:soft-page-break/></text:p>" * turn
        for words in page:
            runs = (
                f'<w:r w:rsidR="00AB12CD"><w:rPr><w:sz w:val="22"/></w:rPr><w:t>{" ".join(words[at : at + 6])} </w:t></w:r>'
                for at in range(0, WORDS, 6)
            )
            word += f"<w:p>{''.join(runs)}</w:p>"
            opened += f"<text:p>{''.join(f'<text:span>{each} </text:span>' for each in words)}</text:p>"
            web += f"<p>{' '.join(words)}</p>"
    contents = {
        "made.docx": packed("word/document.xml", f"<w:document>{word}</w:document>"),
        "made.odt": packed("content.xml", f"<office:document-content>{opened}</office:document-content>"),
        "made.html": web.encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def packed(member: str, text: str) -> bytes:
    """An archive with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, text)
    return out.getvalue()


if __name__ == "__main__":
    main()
