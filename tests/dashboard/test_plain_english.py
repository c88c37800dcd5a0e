"""What screens and findings say can be read by many: grade 8 of Flesch and Kincaid (1975), sentence by sentence as it stands in code."""

from __future__ import annotations

import ast
import importlib.util
import re

from conftest import ROOT

GRADE, HARDEST = 8.0, 13.0
WORDS = 8
"""Shorter texts are names and labels, of which the formula says nothing."""

_spec = importlib.util.spec_from_file_location("make_messages", ROOT / "docs" / "make_messages.py")
assert _spec and _spec.loader
make_messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_messages)


def syllables(word: str) -> int:
    """How many syllables a word has, nearly.

    >>> [syllables(word) for word in ("claim", "evidence", "addressed", "gatekeeper")]
    [1, 3, 2, 4]
    """
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    letters = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", letters)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", letters)))


def grade(text: str) -> float:
    """Years of school that a text asks for."""
    bare = re.sub(r"\{\w+\}", "it", re.sub(r"`[^`]*`|[*_]", "", text))
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", bare) if re.search(r"\w", part)]
    words = re.findall(r"[A-Za-z’'-]+", bare)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_screens_and_findings_speak_plain_english() -> None:
    for folder, screens in (("dashboard", True), ("graph/trosol/findings", False)):
        texts = {
            text
            for path in (ROOT / folder).rglob("*.py")
            for text in make_messages.spoken(ast.parse(path.read_text(encoding="utf-8")), screens=screens)
            if len(text.split()) >= WORDS
        }
        assert len(texts) > 100
        grades = sorted(((grade(text), text) for text in texts), reverse=True)
        assert sum(found for found, _ in grades) / len(grades) <= GRADE
        assert grades[0][0] <= HARDEST, grades[0]
        hard = [each for each in grades if each[0] > GRADE]
        assert len(hard) <= len(grades) / 20, hard
