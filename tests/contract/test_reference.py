"""The generated reference is what the code says now."""

from __future__ import annotations

import importlib.util

from conftest import ROOT

FOLDER = ROOT / "docs" / "reference"


def rendered() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.render())


def test_the_reference_is_up_to_date() -> None:
    """If this fails: run docs/make_reference.py and look at the difference."""
    pages = rendered()
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.md")}
    assert there == set(pages)
    stale = [name for name, text in pages.items() if (FOLDER / name).read_text(encoding="utf-8").split() != text.split()]
    assert not stale


def test_every_measure_says_formula_meaning_trap_and_source() -> None:
    lacking = []
    for name, text in rendered().items():
        if name.startswith("measures/") and not name.endswith(("README.md", "resampler.md")):
            lacking += [(name, part) for part in ("**Reads as**", "**Formula**", "**Trap**", "**Source**") if part not in text]
    assert not lacking
