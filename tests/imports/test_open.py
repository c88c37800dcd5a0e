"""``trosol open`` and ``trosol merge``: what is guessed, what it counts in, and two entities that become one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import tiny
from conftest import ROOT
from imports.maps import brought, kumu, new_folder, records_of, said
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.files import undo
from trosol.imports import join_entities
from trosol.imports.meaning import meaning_of
from trosol.read.ontology_reader import read_ontology


@pytest.mark.parametrize(
    ("what", "word", "term"),
    [
        ("type", "Start-ups", "Organisation"),
        ("type", "Local authorities", "Organisation"),
        ("type", "NGO", "Organisation"),
        ("type", "Schlüsselfaktoren", "ContextFactor"),
        ("type", "http://example.org/innovationChallenge", "ChallengeArea"),
        ("relation", "Reports to", "^directs"),
        ("relation", "FUNDED_BY", "^providesFunding"),
        ("relation", "http://example.org/has-sponsor", "^providesFunding"),
        ("relation", "leads to", "leadsTo"),
        ("type", "qwertz", ""),
        ("relation", "zzz", ""),
        ("relation", "of", ""),
    ],
)
def test_a_word_is_read_by_its_meaning_or_not_at_all(what: str, word: str, term: str) -> None:
    assert meaning_of(word, what, read_ontology().ontology)[0] == term


def test_every_synonym_names_a_term() -> None:
    ontology = read_ontology().ontology
    rows = [line.split(",") for line in (ROOT / "ontology" / "synonyms.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert all(len(row) == 3 for row in rows)
    kinds = {"type": ("class",), "relation": ("object property",)}
    assert not [row for row in rows if len(ontology.named(row[2].removeprefix("^"), kinds[row[0]])) != 1]
    assert len({(row[0], row[1]) for row in rows}) == len(rows)


def opened(path: Path, place: Path, *more: str) -> int:
    return main(["open", str(path), "--into", str(place / "eco"), "--yes", "--check", *more])


def test_a_map_of_causes_with_a_sign_for_either_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = {"a": "Pressure", "b": "Errors", "c": "Quality"}
    elements = [{"_id": key, "attributes": {"label": name, "element type": "Einflussfaktoren"}} for key, name in names.items()]
    words = {"1": ("a", "b", "++"), "2": ("b", "c", "+-"), "3": ("c", "a", "--"), "4": ("a", "c", "")}
    ties = [
        {
            "_id": key,
            "from": a,
            "to": b,
            "direction": "directed",
            "attributes": {"label": "[A]", **({"connection type": w} if w else {})},
        }
        for key, (a, b, w) in words.items()
    ]
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"elements": elements, "connections": ties}), encoding="utf-8")
    assert opened(path, tmp_path) == 0
    assert said(tmp_path / "eco") == {
        ("Pressure", "strengthens", "Errors"),
        ("Errors", "weakens", "Quality"),
        ("Quality", "strengthens", "Pressure"),
        ("Pressure", "influences", "Quality"),
    }
    assert "counts in: influence" in capsys.readouterr().out
    claims = records_of(tmp_path / "eco").claims.values()
    assert {claim.mode for claim in claims} == {"inferred"}
    before = {f.name: f.read_bytes() for f in (tmp_path / "eco").iterdir() if f.is_file()}
    assert opened(path, tmp_path) == 0  # with the mapping that was saved
    assert {f.name: f.read_bytes() for f in (tmp_path / "eco").iterdir() if f.is_file()} == before


def test_the_attribute_that_tells_the_kind_is_found(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text("Label,Type,What it is\nMill,7,Company\nCity,9,Municipality\nDebt,7,Problem\n", encoding="utf-8")
    assert opened(path, tmp_path) == 0
    assert {e.label(): e.type.rpartition("/")[2] for e in records_of(tmp_path / "eco").entities.values()} == {
        "Mill": "Organisation",
        "City": "Organisation",
        "Debt": "Barrier",
    }


def test_a_relation_that_cannot_hold_between_two_items_is_read_as_one_that_can(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("From,To,Type\nMill,Debt,advises\n", encoding="utf-8")
    (tmp_path / "n.csv").write_text("Label,Type\nMill,Company\nDebt,Problem\n", encoding="utf-8")
    assert (
        main(["open", str(tmp_path / "n.csv"), str(tmp_path / "t.csv"), "--into", str(tmp_path / "eco"), "--yes", "--check"]) == 0
    )
    ((_, relation, _),) = said(tmp_path / "eco")
    assert relation == "relatesTo"


def test_what_cannot_be_read_leaves_no_folder_behind(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text("{", encoding="utf-8")
    assert opened(path, tmp_path) == 1
    assert not (tmp_path / "eco").exists()


def test_classes_of_others_are_hung_below_ours_by_their_names(tmp_path: Path) -> None:
    text = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix x: <http://example.org/> .\n"
        'x:Company a rdfs:Class ; rdfs:label "Company"@en . x:Bakery a rdfs:Class ; rdfs:subClassOf x:Company ; rdfs:label "Bakery"@en .\n'
        'x:b a x:Bakery ; rdfs:label "Corner bakery" .'
    )
    (tmp_path / "m.ttl").write_text(text, encoding="utf-8")
    assert opened(tmp_path / "m.ttl", tmp_path) == 0
    assert (tmp_path / "eco" / "modules" / "m-alignment.ttl").exists()
    (entity,) = records_of(tmp_path / "eco").entities.values()
    assert entity.type == "http://example.org/Bakery"


def test_too_few_ties_say_which_relations_do_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = new_folder(tmp_path)
    ties = [(f"c{n}", a, b, "providesFunding") for n, (a, b) in enumerate([("e1", "e2"), ("e2", "e3"), ("e3", "e1")])]
    brought(folder, tmp_path / "m.json", kumu(ties))
    capsys.readouterr()
    main(["gatekeepers", str(folder)])
    out = capsys.readouterr().out
    assert "provides funding for (3)" in out


# Two that are one


def test_all_claims_go_over_and_undo_takes_it_back(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    items = {"e1": "Mill", "e2": "The mill", "e3": "Shop"}
    brought(
        folder,
        tmp_path / "m.json",
        kumu([("c1", "e1", "e3", "advises"), ("c2", "e2", "e3", "advises"), ("c3", "e3", "e2", "directs")], items),
    )
    before = {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}
    found = join_entities(folder, "mill", "the-mill")
    records = records_of(folder)
    assert said(folder) == {("Mill", "advises", "Shop"), ("Shop", "directs", "Mill")}
    assert [name for _, name in records.entities["mill"].alternatives] == ["The mill"]
    assert len(found.removed["claims"]) == 1
    assert sorted(len(claim.evidence) for claim in records.claims.values()) == [1, 2]
    undo(folder)
    assert {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()} == before


@pytest.mark.parametrize(("one", "other"), [("nurses", "nobody"), ("nurses", "nurses"), ("paper", "care")])
def test_what_cannot_be_one_is_refused(tmp_path: Path, one: str, other: str) -> None:
    folder = tiny(tmp_path / "tiny")
    with pytest.raises(TrosolError):
        join_entities(folder, one, other)
    assert records_of(folder).entities.keys() >= {"nurses", "paper", "care"}


def test_merge_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny(tmp_path / "tiny")
    assert main(["merge", str(folder), "nurses", "managers", "--preview", "--json"]) == 1
    capsys.readouterr()
    assert main(["merge", str(folder), "paper", "form", "--preview"]) == 1  # c2 joins them
    assert "merge-claims-between" in capsys.readouterr().err
