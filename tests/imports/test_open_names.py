"""What ``trosol open`` tells and guesses of a map whose items have no kind: where it lies, who acts, and what counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import TABLES, tiny
from imports.maps import new_folder
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.findings.addressing import addressing
from trosol.findings.gate_claims import actor_claims
from trosol.findings.portfolio.matrix import matrix
from trosol.imports import Meanings, propose
from trosol.imports.actors_by_name import guess_with_actors
from trosol.imports.drawn_map import Drawing, Thing, Tie
from trosol.networks.lens import Lens
from trosol.networks.projection import network
from trosol.read.ontology_reader import read_ontology
from trosol.resources import shipped_ecosystems


@pytest.mark.parametrize("content", ["From,To\n", pytest.param("Label,Type\n\n", marks=pytest.mark.exhaustive)])
def test_a_file_without_items_is_refused_and_leaves_no_folder(tmp_path: Path, content: str) -> None:
    path = tmp_path / "head.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["open", str(path), "--into", str(tmp_path / "eco"), "--yes", "--check"]) == 1
    assert sorted(found.name for found in tmp_path.iterdir()) == ["head.csv"]


@pytest.mark.exhaustive
def test_a_file_of_a_shipped_name_makes_no_folder_that_stands_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = shipped_ecosystems()[0]
    Path(f"{name}.csv").write_text("From,To,Type\nA,B,leads to\n", encoding="utf-8")
    assert main(["open", f"{name}.csv", "--yes", "--check"]) == 0
    folders = [found.name for found in tmp_path.iterdir() if found.is_dir()]
    assert folders and not set(folders) & set(shipped_ecosystems())
    assert name in "".join(capsys.readouterr())


def test_whatever_is_said_to_count_in_a_finding_is_counted_there(tmp_path: Path) -> None:
    ontology = read_ontology().ontology
    kinds = ("ActorRole", "ContextFactor", "Practice", "Friction")
    control = sorted(ontology.properties[iri].name for iri in ontology.for_purpose("control"))[:3]
    pairs = [(a, word, b) for word in (*control, "influences", "addresses", "worksWith") for a in kinds for b in kinds]
    things = [f"{side}{n},{kind}" for n, (a, _, b) in enumerate(pairs) for side, kind in (("a", a), ("b", b))]
    ties = [f"a{n},b{n},{word}" for n, (_, word, _) in enumerate(pairs)]
    (tmp_path / "things.csv").write_text("\n".join(("Label,Type", *things)), encoding="utf-8")
    (tmp_path / "ties.csv").write_text("\n".join(("From,To,Type", *ties)), encoding="utf-8")
    folder = new_folder(tmp_path)
    found = propose([tmp_path / "things.csv", tmp_path / "ties.csv"], folder, guessing=True, unfinished=True)
    found.write()
    snapshot = Ecosystem.load(folder).snapshot
    said = {
        what: sum(number for (_, counts), number in found.counts.items() if what in counts)
        for what in ("actors (", "influence (", "challenge-action (", "by rule")
    }
    counted = {
        f"{name} (": network(snapshot, name).to_undirected().number_of_edges()
        for name in ("actors", "influence", "challenge-action")
    }
    by_rule = {key for each in actor_claims(snapshot, Lens()).values() for key in each.by_rule}
    assert said == {**counted, "by rule": len(by_rule)}
    assert all(said.values()) and sum(found.counts.values()) == len(pairs)


def test_the_matrix_and_the_portfolio_agree_on_what_an_action_is(tmp_path: Path) -> None:
    rows = [[*row] for row in TABLES["entities"]]
    for row in rows:
        row[1] = "Practice" if row[1] == "KeyArea" else row[1]
    snapshot = Ecosystem.load(tiny(tmp_path, entities=rows)).snapshot
    found = matrix(snapshot)
    assert {side.id for side in found.columns} == set(addressing(snapshot, Lens()).actions)
    assert not found.not_enough
    assert found.stated == 1


@pytest.mark.parametrize(
    ("label", "word", "acts"),
    [
        ("Welsh Government", "leads to", True),
        ("Ministry of Health", "leads to", True),
        ("Care workers", "leads to", True),
        ("Xyz", "funds", True),
        ("Government funding", "leads to", False),
        ("More staff", "leads to", False),
        ("Lack of staff", "leads to", False),
        ("Better care", "leads to", False),
        ("Children leave school", "leads to", False),
    ],
)
def test_a_name_or_a_tie_that_only_an_actor_has_makes_one(label: str, word: str, acts: bool) -> None:
    ontology = read_ontology().ontology
    things = (Thing("a", label), *(Thing(key, key) for key in ("Trust", "Time", "Waiting")))
    ties = (Tie("a", "Trust", word), Tie("Trust", "Time", "reduces"), Tie("Time", "Waiting", "reduces"))
    _, guessed, told = guess_with_actors(Drawing("", "a map", things, ties), Meanings(), ontology)
    assert (label in guessed.meanings.names) is acts
    assert bool(told) is acts
    assert guessed.meanings.confidence == "low"
    assert not {"Time", "Waiting"} & guessed.meanings.names.keys()


def test_what_bars_the_way_is_told_by_who_does_it() -> None:
    ontology = read_ontology().ontology
    read = {}
    for subject in ("Commissioners", "Paperwork"):
        things = tuple(Thing(key, key) for key in (subject, "Nurses", "Time", "Delay", "Cost"))
        ties = (Tie(subject, "Time", "blocks"), Tie("Delay", "Cost", "increases"), Tie("Time", "Cost", "reduces"))
        _, guessed, _ = guess_with_actors(Drawing("", "a map", things, ties), Meanings(), ontology)
        (term,) = ontology.named(guessed.meanings.relations["blocks"], ("object property",))
        read[subject] = term.iri in ontology.for_purpose("gate")
    assert read == {"Commissioners": True, "Paperwork": False}


def test_refused_ties_have_their_places_and_weights_are_no_looks(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    ties = [{"from": "A", "to": to, "type": "leads to", "direction": "directed", "weight": "3"} for to in ("B", "Nobody", "A")]
    path.write_text(json.dumps({"elements": [{"label": "A"}, {"label": "B"}], "connections": ties}), encoding="utf-8")
    found = propose([path], new_folder(tmp_path), guessing=True, unfinished=True)
    assert [note for note in found.left_out if "connections[2]" in note and "Nobody" in note]
    assert [note for note in found.left_out if "connections[3]" in note]
    assert not [note for note in found.left_out if "look" in note]
    assert sum(found.counts.values()) == 1
