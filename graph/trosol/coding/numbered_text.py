"""A source as numbered lines: pages, headings, the sentences and list items in it, and what leads up to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from trosol.errors import Problem, WrongUse
from trosol.files.plain_lines import numbered_lines

__all__ = ["LONGEST", "Passage", "SourceText", "lines_asked", "without_page_mark"]

LONGEST = 5
"""A passage has so many lines at most."""
_PAGE = re.compile(r"^\[page ([^\]\s]{1,12})\]$")
_TITLE = re.compile(r"^#{1,6}\s+")
_BULLET = re.compile(r"^\s*(?:[•●▪◦○*–—-]|\(?\d{1,2}[.)]|\([a-z]\))\s+")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
_ENDED = re.compile(r"[.!?;,][\"”’')\]]*$")
_WORD = re.compile(r"\w")
_SHORT, _TITLE_WORDS, _LEAD_LINES = 6, 12, 14
_ASKED = re.compile(r"^(\d{1,7})(?:-(\d{1,7}))?$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines ``first`` to ``last`` (1-based, both included) with their ``text``.

    ``heading``: the one above; ``lead``: the short line, or the line ending in a colon, that leads up to it; ``page`` as the source numbers it.
    Each is empty where there is none.
    """

    first: int
    last: int
    text: str
    heading: str = ""
    lead: str = ""
    page: str = ""


@dataclass(frozen=True)
class SourceText:
    """A source as text, its lines numbered from 1 as every editor numbers them.

    A line ``[page 7]`` says that page 7 begins, a line that begins with ``#`` is a heading.
    """

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without their ends."""
        return tuple(numbered_lines(self.text))

    @cached_property
    def sha256(self) -> str:
        """The hash that ``textSha256`` of a source records."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _places(self) -> tuple[tuple[str, str, str], ...]:
        """Of each line: page, heading and lead."""
        page = heading = lead = ""
        since, found = 0, []
        for number, line in enumerate(self.lines):
            if said := _PAGE.match(line.strip()):
                page, lead = said[1], ""
            elif self._is_title(number):
                heading, lead = _TITLE.sub("", line).strip(), ""
            since += 1
            if since > _LEAD_LINES:
                lead = ""
            found.append((page, heading, lead))
            text = line.strip()
            short = len(text.split()) <= _SHORT and not _ENDED.search(text) and not _BULLET.match(line)
            if _WORD.search(text) and (text.endswith(":") or short) and not _PAGE.match(text):
                # A lead may run over two lines: what stands right above, and is no sentence of its own, belongs to it.
                above = self.lines[number - 1].strip() if number else ""
                joined = above if above and not _ENDED.search(above) and len(above.split()) <= _TITLE_WORDS else ""
                lead, since = f"{joined} {text}".strip(), 0
        return tuple(found)

    def _is_title(self, number: int) -> bool:
        """Whether a line is a heading: marked as one, numbered and between blank lines, or short, set off and without an end."""
        line = self.lines[number]
        text = line.strip()
        if not _WORD.search(text) or _PAGE.match(text):
            return False
        if _TITLE.match(line):
            return True
        before = self.lines[number - 1] if number else ""
        after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        if _NUMBERED.match(line) and not before.strip() and not after.strip():
            return len(text.split()) <= _TITLE_WORDS and not _ENDED.search(text)
        set_off = line[:1] == " " or bool(_PAGE.match(before.strip()))
        return set_off and len(text.split()) <= _TITLE_WORDS and not _ENDED.search(text) and not _BULLET.match(line)

    def page(self, line: int) -> str:
        """The page that a line stands on, or nothing. Raises IndexError."""
        return self._places[line - 1][0]

    def heading(self, line: int) -> str:
        """The heading above a line, or nothing. Raises IndexError."""
        return self._places[line - 1][1]

    def is_heading(self, line: int) -> bool:
        """Whether a line is a heading. Raises IndexError."""
        return self._is_title(line - 1)

    def passages(self, first: int = 1, last: int | None = None) -> tuple[Passage, ...]:
        """The lines from ``first`` to ``last`` in passages of at most :data:`LONGEST` lines.

        In a whole source they end where a paragraph, a list item or a heading does; lines that were asked for are taken as they are.
        Raises :class:`WrongUse` for lines that the source does not have.

        >>> [(p.first, p.last, p.lead) for p in SourceText("Metrics undermine:\\n- trust\\n\\nThey help, too.").passages()]
        [(1, 2, ''), (4, 4, 'Metrics undermine:')]
        """
        most = len(self.lines)
        end = most if last is None else last
        if not 1 <= first <= end <= most:
            raise WrongUse(
                Problem(
                    "source-lines",
                    f"Lines {first}-{end} are not in a source of {most} lines.",
                    f"Give lines between 1 and {most}.",
                )
            )
        spans = self._whole() if last is None and first == 1 else self._asked(first, end)
        return tuple(
            Passage(a, b, text, *self._leading(a), self.page(a))
            for a, b in spans
            if _WORD.search(text := "\n".join(line for line in self.lines[a - 1 : b] if not _PAGE.match(line.strip())))
        )

    def _leading(self, first: int) -> tuple[str, str]:
        _, heading, lead = self._places[first - 1]
        return heading, lead

    def _asked(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        parts = -(-(last - first + 1) // LONGEST)
        ends = [first - 1 + (last - first + 1) * part // parts for part in range(parts + 1)]
        yield from ((before + 1, end) for before, end in pairwise(ends))

    def _whole(self) -> Iterator[tuple[int, int]]:
        begin = 0
        for number, line in enumerate(self.lines, 1):
            blank = not _WORD.search(line) or bool(_PAGE.match(line.strip()))
            if begin and (blank or number - begin >= LONGEST or self._is_title(number - 1)):
                yield begin, number - 1
                begin = 0
            if not blank and not begin:
                begin = number
        if begin:
            yield begin, len(self.lines)


def without_page_mark(line: str) -> str:
    """A line of a document's own text, which may not say where a page begins.

    >>> without_page_mark("[page 9]"), without_page_mark("see [page 9]")
    ('(page 9)', 'see [page 9]')
    """
    return f"({text[1:-1]})" if _PAGE.match(text := line.strip()) else line


def lines_asked(text: str) -> tuple[int, int]:
    """``619-624`` or ``619`` as first and last line. Raises :class:`WrongUse`.

    >>> lines_asked("619-624")
    (619, 624)
    """
    found = _ASKED.match(text.strip().replace("–", "-"))
    if not found or not 1 <= int(found[1]) <= int(found[2] or found[1]):
        raise WrongUse(
            Problem("source-lines", f"'{text[:40]}' is no range of lines.", "Write two line numbers, such as 619-624.")
        )
    return int(found[1]), int(found[2] or found[1])
