"""Frame, part in the study, other names, desirability, goals and weights: read, derived, and the same in every format."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from builders import DATASET, TABLES, furnished, rows_plus, tiny, with_columns
from trosol.cli.main import main
from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.export import export
from trosol.export.ecosystem_folder import to_folder
from trosol.networks.lens import Lens
from trosol.networks.projection import claim_sign, network
from trosol.scaffold import without_rows
from trosol.store.snapshot import Snapshot
from trosol.views.entity_search import find
from trosol.views.tables.entity_view import find_entity
from trosol.views.tables.record_tables import table_cells


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return Ecosystem.load(furnished(tmp_path / "tiny")).snapshot


def test_other_names_are_trimmed_sorted_and_kept_by_language(snapshot: Snapshot) -> None:
    assert snapshot.entity("nurses").alternatives == (
        ("cy", "nyrsys"),
        ("cy", "staff nyrsio"),
        ("en", "nurse"),
        ("en", "nursing staff"),
    )
    assert snapshot.entity("paper").alternatives == ()


def test_a_coded_frame_wins_and_a_part_in_the_study_decides_the_rest(snapshot: Snapshot) -> None:
    frames = {key: snapshot.frame_of(key) for key in snapshot.records.claims}
    # c2 is coded as study, c3 as system though its subject steered the study; c4 has the same subject and no code; c5 is of a method.
    assert frames == {"c1": "system", "c2": "study", "c3": "system", "c4": "study", "c5": "study"}


@pytest.mark.parametrize(
    ("role", "frame"),
    [
        ("commissioner", "system"),
        ("researchTeam", "study"),
        ("governance", "study"),
        ("ethics", "study"),
        ("participant", "study"),
    ],
)
def test_every_part_in_the_study_but_having_ordered_it_is_the_study(tmp_path: Path, role: str, frame: str) -> None:
    entities = with_columns("entities", studyRole={"nurses": role})
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=entities)).snapshot
    assert found.frame_of("c3") == frame  # managers direct nurses
    assert found.frame_of("c1") == "system"


def test_study_relations_and_study_elements_are_the_study(tmp_path: Path) -> None:
    entities = rows_plus("entities", "talks", "Method", "Talks", "", "transcribed", "e1")
    claims = [
        *TABLES["claims"],
        ["c5", "form", "uses", "paper", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""],
        ["c6", "talks", "strengthens", "care", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e1", ""],
    ]
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=entities, claims=claims)).snapshot
    assert [found.frame_of(key) for key in found.records.claims] == ["system"] * 4 + ["study"] * 2


def test_weights_are_the_product_of_what_the_columns_say(tmp_path: Path, snapshot: Snapshot) -> None:
    plain = Ecosystem.load(tiny(tmp_path / "plain")).snapshot
    assert dict(plain.weights.table) == {
        "stated": 0.9,
        "inferred": 0.6,
        "reports": 1.0,
        "hypothesises": 0.6,
        "negates": 0.0,
        "high": 1.0,
        "medium": 0.85,
        "low": 0.6,
        "hedged": 0.85,
    }
    # c1 stated, hedged; c2 stated; c3 inferred, medium; c4 negated.
    assert plain.claim_weights == pytest.approx([0.9 * 0.85, 0.9, 0.6 * 0.85, 0.0])
    assert snapshot.claim_weights == pytest.approx([0.8 * 0.5, 0.8, 0.6 * 0.85, 0.0, 0.8])
    assert [snapshot.weights.of(claim) for claim in snapshot.records.claims.values()] == snapshot.claim_weights.tolist()


def test_goals_have_weights_and_families_share_one(snapshot: Snapshot) -> None:
    assert [(goal.id, goal.weight, goal.family, goal.wanted) for goal in snapshot.goals] == [
        ("calm", 0.5, "Calm; and time", 1),
        ("care", 2.0, None, 1),
        ("leisure", 0.5, "Calm; and time", 1),
    ]


def test_without_marked_goals_all_of_the_goal_classes_count_once(tmp_path: Path) -> None:
    entities = rows_plus("entities", "aim", "Aim", "To find out", "", "transcribed", "e1")
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=entities)).snapshot
    assert [(goal.id, goal.weight, goal.family) for goal in found.goals] == [("care", 1.0, None), ("vision-1", 1.0, None)]


def test_what_is_coded_for_one_thing_goes_before_its_class(snapshot: Snapshot) -> None:
    assert snapshot.desirability("form") == "undesirable"
    assert snapshot.desirability("care") == "desirable"
    assert snapshot.coded.wanted[snapshot.coded.number["form"]] == -1


def test_a_push_towards_the_better_lowers_what_is_coded_undesirable(tmp_path: Path) -> None:
    entities = with_columns("entities", desirability={"care": "undesirable"})
    claims = rows_plus("claims", "c5", "form", "addresses", "care", *TABLES["claims"][1][4:-1], "")
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=entities, claims=claims)).snapshot
    assert claim_sign(found, found.records.claims["c5"]) == -1
    assert network(found, "influence").edges["form", "care"]["sign"] == -1


PASSAGES = [
    ["id", "source", "section", "page", "lines", "anchor", "paraphrase", "speaker"],
    ["e1", "talk", "A", "1", "1-5", "", "", "authorText"],
    ["e2", "talk", "A", "1", "5-7", "", "", "authorText"],  # shares line 5 with e1
    ["e3", "talk", "A", "1", "7", "", "", "authorText"],  # and line 7 with e2: one passage, though not with e1
    ["e4", "talk", "A", "1", "8", "", "", "authorText"],  # next to it is another
    ["e5", "notes", "A", "1", "5", "", "", "authorText"],  # the same line of another source
    ["e6", "talk", "A", "1", "", "", "", "authorText"],  # no lines: section and page
    ["e7", "talk", "A", "1", "", "", "", "authorText"],
    ["e8", "talk", "", "", "", "", "", "authorText"],  # nothing: by itself
    ["e9", "talk", "", "", "", "", "", "authorText"],
]


def test_overlapping_lines_of_one_source_are_one_passage(tmp_path: Path) -> None:
    cells = TABLES["claims"][1]
    claims = [TABLES["claims"][0]]
    claims += [[f"c{n}", *cells[1:3], "care", *cells[4:11], f"e{n}", ""] for n in range(1, 10)]
    claims.append(["d", *cells[1:3], "care", *cells[4:11], "e9;e1;e3", ""])
    entities = [TABLES["entities"][0], *([*row[:5], ""] for row in TABLES["entities"][1:])]
    sources = rows_plus("sources", "notes", "Other notes")
    folder = tiny(tmp_path / "tiny", evidence=PASSAGES, claims=claims, entities=entities, sources=sources, observations=None)
    found = Ecosystem.load(folder).snapshot.passages
    assert [found[f"c{n}"] for n in range(1, 10)] == [(0,), (0,), (0,), (1,), (2,), (3,), (3,), (4,), (5,)]
    assert found["d"] == (0, 5)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ttl", "nt"])
def test_every_format_gives_it_all_back(tmp_path: Path, snapshot: Snapshot, kind: str) -> None:
    target = tmp_path / ("back" if kind == "csv" else f"back.{kind}")
    if kind == "csv":
        for name, content in to_folder(snapshot).items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
    else:
        target.write_bytes(export(snapshot, {"xlsx": "xlsx", "ttl": "turtle", "nt": "ntriples"}[kind]))
    back = Ecosystem.load(target).snapshot
    assert back == snapshot
    assert back.records.entities == snapshot.records.entities
    assert back.records.claims == snapshot.records.claims
    assert back.goals == snapshot.goals
    assert dict(back.weights.table) == dict(snapshot.weights.table)
    assert np.array_equal(back.claim_weights, snapshot.claim_weights)


@pytest.mark.parametrize(
    ("toml", "column"),
    [
        ("[weights]\nstated = 1.5", "weights.stated"),
        ("[weights]\nstated = true", "weights.stated"),
        ("[weights]\nsaid = 0.5", "weights"),
        ("[weights]\nnegates = 0.5", "weights.negates"),
        ("weights = 3", "weights"),
        ("[goals]\ncare = 0", "goals.care"),
        ("[goals]\ncare = inf", "goals.care"),
        ('[goals]\ncare = "much"', "goals.care"),
        ("[goals]\ncar = 1", "goals"),
        ("[goals]", "goals"),
        ('[goals]\nfamilies = "care"', "goals.families"),
        ('[goals.families]\nf = ["car"]', "goals.families.f"),
        ("[goals.families]\nf = []", "goals.families.f"),
        ('[goals.families]\nf = ["care", "care"]', "goals.families.f"),
        ('[goals.families]\nf = ["care"]\ng = ["care"]', "goals.families.g"),
        ('[goals]\ncare = 1\n[goals.families]\nf = ["care"]', "goals.families.f"),
        ('[goals.families]\nf = ["care", "g"]\ng = ["form"]', "goals.families.f"),
        ('[goals.families.f]\ng = ["form"]', "goals.families.f"),
        ('[goals.families]\n" " = ["form"]', "goals.families"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said_with_its_place(tmp_path: Path, toml: str, column: str) -> None:
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(tiny(tmp_path / "tiny", DATASET + toml + "\n"))
    assert [(problem.where.file, problem.where.column) for problem in caught.value.problems if problem.where] == [
        ("dataset.toml", column)
    ]
    assert all(problem.remedy for problem in caught.value.problems)


def test_other_names_in_turtle_that_a_table_could_not_hold_are_problems(tmp_path: Path, snapshot: Snapshot) -> None:
    text = export(snapshot, "ntriples").decode()
    for wrong in ('"a;b"@en', '" a"@en', '""@en'):
        (tmp_path / "x.nt").write_text(text.replace('"kindness"@en', wrong), encoding="utf-8")
        with pytest.raises(TrosolError) as caught:
            Ecosystem.load(tmp_path / "x.nt")
        assert [problem.code for problem in caught.value.problems] == ["text-bad"]


def test_networks_keep_the_system_and_the_lens_adds_the_study(snapshot: Snapshot) -> None:
    assert set(network(snapshot, "influence").edges) == {("paper", "care")}
    assert set(network(snapshot, "influence", Lens(with_study=True)).edges) == {("paper", "care"), ("form", "paper")}
    # What is only told of in the study is left out; what is told of in both stays.
    assert "form" not in network(snapshot, "influence")
    assert "managers" in network(snapshot, "actors")
    assert Lens(with_study=True).to_json()["with_study"] is True


def test_who_only_took_part_in_the_study_is_no_node(tmp_path: Path) -> None:
    entities = with_columns("entities", studyRole={"managers": "ethics"})
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=entities)).snapshot
    assert "managers" not in network(found, "actors")
    assert "managers" in network(found, "actors", Lens(with_study=True))


def test_values_of_the_new_columns_are_checked(tmp_path: Path) -> None:
    claims = with_columns("claims", frame={"c1": "both"})
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(tiny(tmp_path / "tiny", claims=claims))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.column if problem.where else "") == ("value-unknown", "frame")


def test_a_column_that_nobody_fills_in_is_not_written(tmp_path: Path) -> None:
    header, _ = table_cells(Ecosystem.load(tiny(tmp_path / "tiny")).snapshot, "claims")
    assert "frame" not in header


def test_networks_say_what_the_boundary_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = furnished(tmp_path / "tiny")
    assert main(["networks", str(folder), "--json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)["networks"]}
    assert (found["influence"]["edges"], found["influence"]["study_entities"], found["influence"]["study_claims"]) == (
        1,
        ["form", "managers"],
        ["c2"],
    )
    assert found["actors"]["study_claims"] == []
    assert main(["networks", str(folder), "--json", "--with-study"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)["networks"]}
    assert (found["influence"]["edges"], found["influence"]["study_entities"], found["influence"]["study_claims"]) == (
        2,
        ["form", "managers"],
        ["c2"],
    )
    assert main(["networks", str(folder)]) == 0
    assert "influence: 2 entities and 1 claim of the study left out." in capsys.readouterr().out
    assert main(["networks", str(folder), "--with-study"]) == 0
    assert "c2  One shared form addresses Too many forms" in capsys.readouterr().out


def test_what_could_be_done_may_carry_cost_effort_owner_and_time(tmp_path: Path) -> None:
    said = {
        "cost": {"form": "2500"},
        "effort": {"form": "small"},
        "owner": {"form": "managers;nurses"},
        "time": {"form": "a year"},
    }
    found = Ecosystem.load(tiny(tmp_path / "tiny", entities=with_columns("entities", **said))).snapshot
    header, rows = table_cells(found, "entities")
    form = dict(zip(header, next(row for row in rows if row[0] == "form"), strict=True))
    assert {name: form[name] for name in said} == {name: cells["form"] for name, cells in said.items()}
    wrong = {"cost": {"form": "much"}, "effort": {"form": "huge"}, "owner": {"form": "nobody"}}
    with pytest.raises(TrosolError) as caught:
        Ecosystem.load(tiny(tmp_path / "wrong", entities=with_columns("entities", **wrong)))
    assert [(problem.code, problem.where.column) for problem in caught.value.problems if problem.where] == [
        ("number-bad", "cost"),
        ("value-unknown", "effort"),
        ("reference-dangling", "owner"),
    ]


def test_a_template_of_an_ecosystem_with_goals_can_be_read(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "empty.xlsx").write_bytes(export(without_rows(snapshot), "xlsx"))
    assert Ecosystem.load(tmp_path / "empty.xlsx").snapshot.weights.table["stated"] == 0.8


def test_an_entity_is_found_by_its_other_names(snapshot: Snapshot) -> None:
    assert find_entity(snapshot, "Staff nyrsio") == find_entity(snapshot, "NURSE") == "nurses"
    assert find_entity(snapshot, "leisure") == "leisure"
    assert find(snapshot, "kindnes")[0].id == "care"
