"""One rule for ids: at every door, in the shapes, in what is written; and names that Windows keeps for devices do no harm."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from builders import TABLES, rows_plus, rows_with, tiny
from conftest import ROOT
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError, WrongUse
from trosol.export import export
from trosol.imports import propose
from trosol.pages import make_site
from trosol.read.cells import ID_PATTERN
from trosol.read.sources import read_ecosystem
from trosol.scaffold import new_ecosystem, new_module

GOOD = ["a", "A", "0", "a.b", "a..b", "a_b", "a-b", "con", "nul.x", "constructor", "1e5", "a" * 200]
BAD = ["tŷ", "ty\u0302", "nurs\u0435s", "தமிழ்", "ａｂ", "ﬁ", "a\u0661", "ß", "ı", "a\u200bb", "_a", "a_", "-a", "a-", ".a", "a.", "", "a b", "a/b", "a\n", "a" * 201]  # fmt: skip
DEVICES = ["con", "prn", "aux", "nul", "com1", "lpt9", "nul.x", "con.html"]


@pytest.mark.parametrize("key", GOOD)
def test_ids_that_may_be(key: str) -> None:
    assert ID_PATTERN.fullmatch(key)


@pytest.mark.parametrize("key", BAD)
def test_ids_that_may_not(key: str) -> None:
    assert not ID_PATTERN.fullmatch(key)


def test_the_shapes_say_the_same() -> None:
    text = (ROOT / "ontology" / "shapes" / "details.ttl").read_text(encoding="utf-8")
    shapes = set(re.findall(r'sh:path dcterms:identifier ;[^.]*?sh:pattern "([^"]+)"', text, re.DOTALL))
    assert len(shapes) == 1
    for key in (*GOOD, *BAD):
        # A shape cannot tell a line end at the very end from none; and how long an id may be is said at the door alone.
        if "\n" not in key and len(key) <= 200:
            assert bool(re.search(shapes.copy().pop(), key)) == bool(ID_PATTERN.fullmatch(key)), key


@pytest.mark.parametrize("key", ["tŷ-hafan", "ty\u0302", "nurs\u0435s", "தமிழ்", "ａｂ"])
@pytest.mark.parametrize("door", ["csv", "xlsx", "ttl", "import"])
def test_one_that_may_not_is_refused_at_every_door_with_its_place(tmp_path: Path, key: str, door: str) -> None:
    entities = rows_plus("entities", "strange", "Friction", "A strange one", "x", "transcribed", "e1")
    good = Ecosystem.load(tiny(tmp_path / "good", entities=entities))
    if door in ("csv", "import"):
        entities[-1][0] = key
        made = tiny(tmp_path / "bad", entities=entities)
    elif door == "xlsx":
        made = tmp_path / "bad.xlsx"
        before, after = tmp_path / "before.xlsx", made
        before.write_bytes(export(good.snapshot, "xlsx"))
        with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b">strange<", f">{key}<".encode()))
    else:
        made = tmp_path / "bad.ttl"
        made.write_bytes(export(good.snapshot, "turtle").replace(b":strange", f":{key}".encode()))
    with pytest.raises(TrosolError) as raised:
        if door == "import":
            found = propose([made / "entities.csv"], tiny(tmp_path / "into"))
            raise TrosolError(found.problems)
        Ecosystem.load(made)
    wrong = [problem for problem in raised.value.problems if problem.code == "id-bad"]
    assert wrong and all(problem.where is not None for problem in wrong)


def test_ids_that_are_devices_elsewhere_or_names_in_javascript_go_through_every_form(tmp_path: Path) -> None:
    keys = [*DEVICES, "constructor", "hasOwnProperty", "length", "then", "a..b", "00", "1e5", "NaN"]
    more = [[key, "Friction", f"Called {n}", "x", "transcribed", "e1"] for n, key in enumerate(keys)]
    ecosystem = Ecosystem.load(tiny(tmp_path / "eco", entities=[*TABLES["entities"], *more]))
    for form, ending in (("turtle", ".ttl"), ("ntriples", ".nt"), ("xlsx", ".xlsx")):
        path = tmp_path / f"again{ending}"
        path.write_bytes(export(ecosystem.snapshot, form))
        assert set(read_ecosystem(path).records.entities) == set(ecosystem.snapshot.records.entities)
    files = [PurePosixPath(name) for name in make_site(ecosystem.snapshot, ecosystem.questions).files]
    stems = {part.split(".")[0].casefold() for path in files for part in path.parts}
    assert not stems & {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))}
    assert len({str(path).casefold() for path in files}) == len(files)
    assert not any(re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', part) for path in files for part in path.parts)


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt0"])
def test_nothing_new_is_called_like_a_device(tmp_path: Path, name: str) -> None:
    for make, into in ((new_ecosystem, tmp_path), (new_module, tiny(tmp_path / "eco"))):
        with pytest.raises(WrongUse) as raised:
            make(into, name)
        assert raised.value.problems[0].code == "name-bad"


def test_ids_that_differ_only_in_capitals_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrosolError) as raised:
        Ecosystem.load(tiny(tmp_path, entities=rows_with("entities", 2, "id", "NURSES")))
    assert "id-duplicate" in {problem.code for problem in raised.value.problems}
