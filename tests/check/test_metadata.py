"""The self-check of metadata: what makes data findable and reusable, as far as it can be told offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import DATASET, tiny
from conftest import ROOT, WALES
from trosol.check import check
from trosol.check.metadata import self_check
from trosol.cli.main import main
from trosol.rdf.engine import parse
from trosol.read.ontology_reader import Vocabulary
from trosol.read.sources import Reading, read_ecosystem


def missing(folder: Path) -> set[str]:
    return {item.asks for item in self_check(read_ecosystem(folder)) if not item.there}


def test_wales_says_all_of_it() -> None:
    items = self_check(read_ecosystem(WALES))
    assert len(items) == 8
    assert all(item.there for item in items)


def test_what_is_missing_is_said_with_its_place(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    assert missing(folder) == {"a description", "who makes it public"}
    (problem, *_) = [p for p in check(folder).problems if p.code == "metadata"]
    assert (str(problem.where), problem.severity) == ("dataset.toml:description", "info")


def test_a_persistent_address_is_asked_for(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny", dataset=DATASET + 'iri = "https://my-shop.example.com/data/"\n')
    assert "a persistent address" in missing(folder)


def test_a_module_of_ones_own_is_looked_at_too(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    assert main(["new", "module", "money", "--into", str(folder)]) == 0
    asked = {item.asks: item.there for item in self_check(read_ecosystem(folder)) if item.of.endswith("money>")}
    assert set(asked.values()) == {True}  # what is begun with `trosol new` says all of it
    module = folder / "modules" / "money.ttl"
    module.write_text(module.read_text(encoding="utf-8").replace("vann:preferredNamespacePrefix", "vann:other"), encoding="utf-8")
    assert "a prefix" in missing(folder)
    (folder / "modules" / "bare.ttl").write_text("<https://e.org/A> a <http://www.w3.org/2002/07/owl#Class> .", encoding="utf-8")
    (folder / "modules" / "money.ttl").unlink()
    assert "what it is (a owl:Ontology)" in missing(folder)


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "ontology").glob("**/modules/*.ttl")), ROOT / "ontology" / "trosol.ttl"], ids=lambda p: p.stem
)
def test_the_shipped_ontology_passes_every_item(path: Path) -> None:
    reading = read_ecosystem(WALES)
    own = tuple(parse(path.read_bytes(), where=path.name))
    looked = Reading(reading.records, Vocabulary(reading.ontology, own, own), reading.path)
    assert [item.asks for item in self_check(looked) if not item.there] == []
