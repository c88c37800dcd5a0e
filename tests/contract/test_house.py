"""The house is as CONTRIBUTING draws it, and a file name stands once."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from conftest import ROOT
from one_or_more import one_or_more

PACKAGE, SCREENS = ROOT / "graph" / "trosol", ROOT / "dashboard"
TREE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("```")[1]


def packages() -> set[str]:
    return {str(path.parent.relative_to(PACKAGE)) for path in PACKAGE.rglob("__init__.py")} - {"."}


def test_every_room_is_drawn_and_every_room_drawn_is_there() -> None:
    drawn = set(re.findall(r"\b(\w+)/", TREE))
    assert drawn == {name for each in packages() for name in each.split("/")}


def test_a_file_name_stands_once_except_where_a_verb_or_a_screen_meets_what_it_shows() -> None:
    places: dict[str, list[Path]] = defaultdict(list)
    for top in (PACKAGE, SCREENS):
        for path in top.rglob("*.py"):
            if path.stem not in ("__init__", "__main__"):
                places[path.stem].append(path.relative_to(top))
    fronts = {PACKAGE: "cli", SCREENS: "screens"}
    for name, paths in one_or_more(places.items()):
        behind = [path for path in paths if path.parts[0] not in fronts.values()]
        assert len(behind) <= 1, (name, behind)


def test_the_names_that_the_decision_page_gives_are_todays() -> None:
    page = (ROOT / "docs" / "decisions" / "0020-rooms-that-say-what-they-hold.md").read_text(encoding="utf-8")
    names = re.findall(r"^\| `[^`]+` \| `([^`]+)`", page, re.MULTILINE)
    assert len(names) > 100
    places = [(PACKAGE / name, ROOT / name) for name in names]
    gone = [path for tried in places for path in tried[:1] if not any(_is_module(each) for each in tried)]
    assert not gone


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or path.is_dir()
