"""A map that was edited and comes in again: items and ties are known again, evidence stays with its claim, what is gone is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from builders import tiny
from imports.maps import ORGANISATIONS, brought, gexf, kumu, new_folder, records_of, rests_on, said
from trosol.export import export
from trosol.files import undo
from trosol.imports import propose
from trosol.read.sources import read_ecosystem
from trosol.store.snapshot import Snapshot

TIES = [("c1", "e1", "e2", "advises"), ("c2", "e2", "e3", "regulates"), ("c3", "e3", "e1", "directs")]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a map came."""
    place = tmp_path_factory.mktemp("update")
    folder = new_folder(place)
    brought(folder, place / "map.json", kumu(TIES))
    return folder


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "eco"))


def each_rests_on_itself(folder: Path) -> bool:
    return all(all(name in text for name in ends.split()) for ends, texts in rests_on(folder).items() for text in texts)


def test_a_tie_that_is_gone_is_told_and_stays(folder: Path, tmp_path: Path) -> None:
    found = brought(folder, tmp_path / "map.json", kumu(TIES[1:]), replacing=True)
    assert found.gone["claims"] == ("map-claim-c1",)
    assert found.gone["evidence"] == ("map-tie-c1",)
    assert len(said(folder)) == 3
    assert each_rests_on_itself(folder)


def test_with_prune_it_is_taken_out_and_comes_back_with_undo(folder: Path, tmp_path: Path) -> None:
    items = {"e2": "Dyer", "e3": "Shop"}
    found = brought(folder, tmp_path / "map.json", kumu(TIES[1:2], items), replacing=True, prune=True)
    assert set(found.removed) == {"claims", "entities", "evidence"}
    assert said(folder) == {("Dyer", "regulates", "Shop")}
    assert "Mill" not in {entity.label() for entity in records_of(folder).entities.values()}
    undo(folder)
    assert len(said(folder)) == 3


def test_what_others_say_of_it_keeps_an_item(folder: Path, tmp_path: Path) -> None:
    brought(folder, tmp_path / "other.json", kumu([("x1", "e1", "e3", "advises")]))
    brought(folder, tmp_path / "map.json", kumu(TIES[1:2], {"e2": "Dyer", "e3": "Shop"}), replacing=True, prune=True)
    assert ("Mill", "advises", "Shop") in said(folder)


def test_a_tie_drawn_otherwise_changes_its_claim_where_that_is_wanted(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(kumu([("c1", "e1", "e3", "advises"), *TIES[1:]]), encoding="utf-8")
    assert {p.code for p in propose([path], folder, mapping=ORGANISATIONS).problems} == {"import-differs"}
    brought(folder, path, path.read_text(), replacing=True)
    assert said(folder) == {("Mill", "advises", "Shop"), ("Dyer", "regulates", "Shop"), ("Shop", "directs", "Mill")}
    assert each_rests_on_itself(folder)


def test_an_item_with_another_name_stays_the_same_entity(folder: Path, tmp_path: Path) -> None:
    brought(folder, tmp_path / "map.json", kumu(TIES, {"e1": "Old mill", "e2": "Dyer", "e3": "Shop"}), replacing=True)
    entities = records_of(folder).entities
    assert entities["mill"].label() == "Old mill"
    assert len(entities) == 4  # with the voice


def test_ids_that_are_counted_anew_at_each_save_mix_nothing_up(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    ends = [("0", "1", "advises"), ("1", "2", "regulates"), ("2", "0", "directs")]

    def edges(rows: list[tuple[str, str, str]]) -> str:
        return gexf("".join(f'<edge id="{n}" source="{a}" target="{b}" label="{word}"/>' for n, (a, b, word) in enumerate(rows)))

    brought(folder, tmp_path / "map.gexf", edges(ends))
    found = brought(folder, tmp_path / "map.gexf", edges(ends[1:]), replacing=True)
    assert found.nothing
    assert found.gone["claims"] == ("map-claim-0",)
    brought(folder, tmp_path / "map.gexf", edges([*ends[1:], ("0", "2", "advises")]), replacing=True)
    assert len(said(folder)) == 4
    assert each_rests_on_itself(folder)


def test_rows_that_a_workbook_no_longer_has(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "tiny")
    path = tmp_path / "w.xlsx"
    path.write_bytes(export(Snapshot.of(read_ecosystem(folder)), "xlsx"))
    book = openpyxl.load_workbook(path)
    book["claims"].delete_rows(2, 2)
    book.save(path)
    found = propose([path], folder, replacing=True)
    assert found.gone == {"claims": ("c1", "c2")}
    assert found.nothing
    pruned = propose([path], folder, replacing=True, prune=True, unfinished=True)
    assert pruned.removed == {"claims": ("c1", "c2")}
    pruned.write()
    assert set(records_of(folder).claims) == {"c3", "c4"}


def test_what_a_sheet_says_more_of_an_item_without_an_id_comes_in(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    meanings = replace(ORGANISATIONS, types={"(none)": "Organisation", "Fund": "Programme"})
    brought(folder, tmp_path / "n.csv", "Label,Type\nRiver fund,Fund\nThe guild,Organisation\n", meanings)
    more = "Label,Type,Owner,Cost\nRiver fund,Fund,the Guild,about 50\nThe guild,Organisation,,\n"
    again = brought(folder, tmp_path / "n.csv", more, meanings, replacing=True)
    assert [(change.id, change.column, change.after) for change in again.changed] == [("river-fund", "owner", "the-guild")]
    assert any("cost (1)" in note for note in again.left_out)  # no number: told, and no reason to refuse the file
    assert brought(folder, tmp_path / "n.csv", more, meanings, replacing=True).changed == ()
