"""The words of the screens in Welsh: nothing is missing, no blank is lost, drafts are marked, and the file is up to date."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from types import ModuleType

import pytest

from conftest import ROOT
from trosol.language import LANGUAGES, catalogue, drafts, say_in

OTHERS = [language for language in LANGUAGES if language != "en"]


def make_messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_messages", ROOT / "docs" / "make_messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", OTHERS)
def test_no_message_lacks_a_translation_and_none_is_left_over(language: str) -> None:
    wanted = set(make_messages().messages())
    there = {str(message.id): str(message.string) for message in catalogue(language) if message.id}
    assert not sorted(text for text in wanted if not there.get(text))
    assert not sorted(set(there) - wanted)


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_has_the_same_blanks(language: str) -> None:
    def blanks(text: str) -> Counter[str]:
        return Counter(re.findall(r"\{\w+\}", text))

    wrong = [str(m.id) for m in catalogue(language) if m.id and blanks(str(m.id)).keys() != blanks(str(m.string)).keys()]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_drafts_are_counted_and_marked_until_somebody_has_looked_at_them(language: str) -> None:
    assert drafts(language) == sum(message.fuzzy for message in catalogue(language) if message.id)
    text = (ROOT / "graph" / "trosol" / "locale" / f"{language}.po").read_text(encoding="utf-8")
    assert "awaits a Welsh" in text


def test_what_has_no_translation_stays_english() -> None:
    assert say_in("cy", "a text that nobody wrote {x}", x=1) == "a text that nobody wrote 1"
