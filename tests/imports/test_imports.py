"""``trosol import``: what people bring from elsewhere comes in whole, with its places, or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from builders import TABLES, tiny
from conftest import ROOT, WALES
from imports.conftest import FORMS, KUMU, MAPPING
from picked import few_first
from ports import HANG
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.files import history, undo
from trosol.imports import propose


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".trosol" not in p.parts}


def codes(error: pytest.ExceptionInfo[TrosolError]) -> set[str]:
    return {problem.code for problem in error.value.problems}


# A map of another tool


def test_a_map_of_kumu_comes_in_with_who_said_it_and_where_it_stands(folder: Path, kumu: Path, mapping: Path) -> None:
    found = propose([kumu], folder, mapping=mapping)
    assert found.problems == ()
    found.write()
    snapshot = Ecosystem.load(folder).snapshot
    assert snapshot.entity("late-reports").description() == "They come late."
    (claim,) = [claim for claim in snapshot.records.claims.values() if claim.subject == "late-reports"]
    assert (claim.object, claim.voices, claim.mode) == ("care", ("nurses",), "inferred")
    assert "spoils" in claim.rationale
    (piece,) = snapshot.evidence_of(claim)
    assert snapshot.records.sources[piece.source].title == "Paper map"
    assert "Late reports" in piece.paraphrase
    assert "care" not in found.added["entities"]  # it was there already


def test_what_was_left_out_is_said(folder: Path, kumu: Path, mapping: Path) -> None:
    said = " ".join(propose([kumu], folder, mapping=mapping).left_out)
    assert "Decoration" in said
    assert "tie whose end was left out" in said
    assert "tags (1)" in said


def test_words_that_nobody_explained_are_refused_with_a_suggestion(
    folder: Path, kumu: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert main(["import", str(kumu), "--into", str(folder)]) == 1
    out = capsys.readouterr()
    assert "'Snag'" in out.out
    assert "--start-mapping" in out.err
    assert files(folder) == before
    started = tmp_path / "started.toml"
    assert main(["import", str(kumu), "--into", str(folder), "--start-mapping", str(started)]) == 0
    text = started.read_text(encoding="utf-8")
    assert '"Snag" = ""  # 1 of them' in text
    assert '"Outcome" = "Outcome"' in text
    text = text.replace('"Snag" = ""', '"Snag" = "Friction"').replace('"Decoration" = ""', '"Decoration" = "-"')
    started.write_text(
        text.replace('"spoils" = ""', '"spoils" = "stifles"').replace('voice = ""', 'voice = "nurses"'), encoding="utf-8"
    )
    assert main(["import", str(kumu), "--into", str(folder), "--mapping", str(started)]) == 0
    assert "late-reports" in Ecosystem.load(folder).snapshot.records.entities


def test_a_preview_writes_nothing(folder: Path, kumu: Path, mapping: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert main(["import", str(kumu), "--into", str(folder), "--mapping", str(mapping), "--preview", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["added"]["entities"] == ["late-reports"]
    assert said["refused"] == []
    assert said["written"] == []
    assert said["words"]["types"]["Snag"] == "Friction"
    assert files(folder) == before


def test_a_second_time_nothing_is_new(folder: Path, kumu: Path, mapping: Path) -> None:
    propose([kumu], folder, mapping=mapping).write()
    assert propose([kumu], folder, mapping=mapping).nothing


def test_it_can_be_undone(folder: Path, kumu: Path, mapping: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert main(["import", str(kumu), "--into", str(folder), "--mapping", str(mapping)]) == 0
    assert files(folder) != before
    assert main(["undo", str(folder), "--list"]) == 0
    assert "import paper.json" in capsys.readouterr().out
    assert main(["undo", str(folder)]) == 0
    assert files(folder) == before


def test_a_second_map_adds_its_evidence_to_a_claim_that_is_there(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("From,To,Type\nToo many forms,Good care,stifles\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('voice = "managers"\n[types]\n"(none)" = "Friction"\n', encoding="utf-8")
    found = propose([path], folder, mapping=mapping, unfinished=True)
    assert [problem.code for problem in found.problems] == []
    found.write()
    records = Ecosystem.load(folder).snapshot.records
    assert "paper" in {c.subject for c in records.claims.values() if len(c.evidence) == 1}
    # 'Good care' is of another class than the mapping says, so it stays apart and is no silent merge.
    assert "good-care" in records.entities


def test_the_same_tie_becomes_more_evidence(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.gexf"
    path.write_text(FORMS["gephi.gexf"].replace("Late reports", "Too many forms"), encoding="utf-8")
    propose([path], folder, voice="managers").write()
    claim = Ecosystem.load(folder).snapshot.records.claims["c1"]
    assert claim.evidence == ("e1", "other-tie-0")
    assert claim.voices == ("managers", "nurses")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(folder: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name], encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('voice = "nurses"\n[types]\n"(none)" = "Friction"\n', encoding="utf-8")
    found = propose([path], folder, mapping=mapping, unfinished=name == "plain.csv")
    assert found.problems == (), [str(p) for p in found.problems]
    found.write()
    records = Ecosystem.load(folder).snapshot.records
    (claim,) = [claim for claim in records.claims.values() if claim.subject == "late-reports"]
    assert records.entities[claim.object].label() == "Good care"
    assert claim.predicate.endswith("/stifles")
    assert claim.mode == "stated"  # the map's own word is the relation's name


def test_a_workbook_of_kumu(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Elements"
    for row in (
        ("Label", "Type", "Description"),
        ("Late reports", "Friction", "They come late."),
        ("Good care", "Outcome", None),
    ):
        sheet.append(row)
    ties = book.create_sheet("Connections")
    for tie in (("From", "To", "Direction", "Type"), ("Late reports", "Good care", "directed", "stifles")):
        ties.append(tie)
    book.save(tmp_path / "kumu.xlsx")
    found = propose([tmp_path / "kumu.xlsx"], folder, voice="nurses")
    assert found.problems == ()
    (claim,) = found.added["claims"]
    assert claim.startswith("kumu-claim-late-reports-stifles-good-care")


def test_a_csv_pair_as_gephi_writes_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("Id,Label,type\nn1,Late reports,Friction\nn2,Good care,Outcome\n", encoding="utf-8")
    (tmp_path / "edges.csv").write_text("Source,Target,Type,Id,Label,Weight\nn1,n2,Directed,0,stifles,1.0\n", encoding="utf-8")
    found = propose([tmp_path / "nodes.csv", tmp_path / "edges.csv"], folder, voice="nurses")
    assert found.problems == ()
    assert len(found.added["claims"]) == 1


def test_a_tie_without_an_arrow_is_not_given_one(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "drawn.gexf"
    path.write_text(FORMS["gephi.gexf"].replace('defaultedgetype="directed"', 'defaultedgetype="undirected"'), encoding="utf-8")
    (problem,) = propose([path], folder, voice="nurses").problems
    assert problem.code == "import-undirected"
    mapping = tmp_path / "m.toml"
    mapping.write_text('voice = "nurses"\nundirected = "as drawn"\n', encoding="utf-8")
    assert propose([path], folder, mapping=mapping).problems == ()


def test_nobody_is_made_up_to_say_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "drawn.gexf"
    path.write_text(FORMS["gephi.gexf"], encoding="utf-8")
    assert {problem.code for problem in propose([path], folder).problems} == {"import-voice"}
    mapping = tmp_path / "m.toml"
    mapping.write_text('voice = "Those who drew it"\nvoice_type = "Voice"\n', encoding="utf-8")
    found = propose([path], folder, mapping=mapping)
    assert "those-who-drew-it" in found.added["entities"]


def test_a_tie_into_nowhere_is_refused(folder: Path, tmp_path: Path, mapping: Path) -> None:
    broken = json.loads(json.dumps(KUMU))
    broken["connections"][0]["to"] = "elem-99"
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(broken), encoding="utf-8")
    found = propose([path], folder, mapping=mapping)
    assert [problem.code for problem in found.problems] == ["import-end-missing"]
    assert "elem-99" in found.problems[0].message
    with pytest.raises(TrosolError):
        found.write()


def test_what_the_ontology_forbids_is_refused_with_its_place(folder: Path, kumu: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING.replace('"stifles"', '"directs"'), encoding="utf-8")
    before = files(folder)
    found = propose([kumu], folder, mapping=mapping)
    assert found.problems
    assert all(problem.where and problem.where.file == "paper.json" for problem in found.problems)
    unfinished = propose([kumu], folder, mapping=mapping, unfinished=True)
    assert unfinished.problems == ()
    assert {p.code for p in unfinished.remarks} == {p.code for p in found.problems} | {p.code for p in found.remarks}
    assert files(folder) == before


# Tables of our own


def test_a_workbook_that_was_filled_in_adds_its_rows(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(export(Ecosystem.load(folder).snapshot, "xlsx"))
    book = openpyxl.load_workbook(path)
    book["evidence"].append(["e3", "talk", "Later", "2", "9", "", "Reports are late.", "authorText"])
    book["entities"].append(["late", "Friction", "Late reports", "", "transcribed", "e3"])
    book["claims"].append(
        ["c9", "late", "stifles", "care", "unspecified", "reports", "stated", "high", "nurses", "coder-1", "", "e3"]
    )
    book.save(path)
    found = propose([path], folder)
    assert found.problems == ()
    assert found.added == {"evidence": ("e3",), "entities": ("late",), "claims": ("c9",)}
    assert found.changed == ()
    old = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    found.write()
    new = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert set(old) < set(new)
    assert len(new) == len(old) + 1  # a small difference in git


def test_a_row_that_says_something_else_needs_to_be_told_so(folder: Path, tmp_path: Path) -> None:
    other = tiny(
        tmp_path / "other",
        entities=[
            *TABLES["entities"][:1],
            *[[*row[:2], row[2] + "!", *row[3:]] for row in TABLES["entities"][1:2]],
            *TABLES["entities"][2:],
        ],
    )
    found = propose([other / "entities.csv"], folder)
    (problem,) = found.problems
    assert problem.code == "import-differs"
    assert problem.where is not None
    assert (problem.where.file, problem.where.row) == ("entities.csv", 2)
    again = propose([other / "entities.csv"], folder, replacing=True)
    assert [(c.id, c.column, c.after) for c in again.changed] == [("nurses", "label", "Nurses!")]
    again.write()
    assert Ecosystem.load(folder).snapshot.entity("nurses").label() == "Nurses!"


def test_a_blank_cell_takes_away_what_was_said(folder: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in TABLES["claims"]]
    rows[1][rows[0].index("hedge")] = ""
    other = tiny(tmp_path / "other", claims=rows)
    propose([other / "claims.csv"], folder, replacing=True).write()
    assert Ecosystem.load(folder).snapshot.records.claims["c1"].properties == ()


def test_an_error_in_a_brought_row_names_the_file_it_came_from(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("id,type,label,description,status\nx1,Frictoin,Late,,transcribed\n", encoding="utf-8")
    (problem,) = propose([path], folder).problems
    assert problem.where is not None
    assert (problem.where.file, problem.where.row, problem.where.column) == ("more.csv", 2, "type")
    assert "Friction" in problem.remedy


@pytest.mark.parametrize("form", few_first(("turtle", "jsonld", "ntriples", "trig", "xlsx"), ("turtle",)))
def test_a_whole_ecosystem_comes_in_as_it_was(tmp_path: Path, wales: Ecosystem, form: str) -> None:
    endings = {"turtle": ".ttl", "jsonld": ".jsonld", "ntriples": ".nt", "trig": ".trig", "xlsx": ".xlsx"}
    path = tmp_path / f"wales{endings[form]}"
    path.write_bytes(export(wales.snapshot, form))
    assert main(["new", "ecosystem", "copy", "--into", str(tmp_path)]) == 0
    found = propose([path], tmp_path / "copy", unfinished=True)
    assert found.problems == ()
    found.write()
    copy = Ecosystem.load(tmp_path / "copy").snapshot.records
    records = wales.snapshot.records
    assert (copy.entities, copy.claims, copy.evidence, copy.observations) == (
        records.entities,
        records.claims,
        records.evidence,
        records.observations,
    )


def test_terms_come_along_with_the_rows_that_use_them(folder: Path, tmp_path: Path) -> None:
    own = tiny(tmp_path / "own")
    main(["new", "module", "money", "--into", str(own)])
    module = own / "modules" / "money.ttl"
    text = module.read_text(encoding="utf-8")
    begin = text.index("# own:FundingStream")
    module.write_text(
        text[:begin] + "\n".join(line.removeprefix("#").removeprefix(" ") for line in text[begin:].splitlines()) + "\n",
        encoding="utf-8",
    )
    rows = [*TABLES["entities"], ["fund", "FundingStream", "A fund", "", "transcribed", "e1"]]
    tiny(own, entities=rows)
    path = tmp_path / "own.ttl"
    path.write_bytes(export(Ecosystem.load(own).snapshot, "turtle"))
    found = propose([path], folder)
    assert found.problems == ()
    assert found.whole == ("modules/own.ttl",)
    found.write()
    assert Ecosystem.load(folder).snapshot.entity("fund").type.endswith("FundingStream")
    undo(folder)
    assert not (folder / "modules" / "own.ttl").exists()


# Files that are not what they say


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", b"{", "import-unreadable"),
        ("a.json", b"[" * 100_000, "import-unreadable"),
        ("a.json", b'{"elements": [1]}', "import-unreadable"),
        ("a.json", b'{"elements": [{"attributes": {}}], "connections": []}', "import-unreadable"),
        ("a.json", b'{"some": "thing"}', "import-unreadable"),
        ("a.gexf", b"<gexf", "import-unreadable"),
        ("a.graphml", b'<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "import-unreadable"),
        ("a.owl", b'<?xml version="1.0"?><Ontology xmlns="http://www.w3.org/2002/07/owl#"/>', "import-unreadable"),
        ("a.rdf", b"<rdf:RDF", "turtle-syntax"),
        ("a.ttl", b"<a> <b> .", "turtle-syntax"),
        ("a.ttl", b"", "import-unreadable"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/context", "a": 1}', "import-unreadable"),
        ("a.csv", b"x,y\n1,2\n", "import-unreadable"),
        ("a.csv", b"From,To\n,b\n", "import-unreadable"),
        ("a.csv", b"\xff\xfe", "file-empty"),
        ("a.xlsx", b"PK", "workbook-unreadable"),
        ("a.docx", b"PK", "format-unknown"),
    ],
)
def test_what_cannot_be_read_is_a_clear_refusal(folder: Path, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = files(folder)
    with pytest.raises(TrosolError) as error:
        propose([path], folder)
    assert code in codes(error)
    assert all(problem.remedy for problem in error.value.problems)
    assert files(folder) == before
    assert history(folder) == ()


@pytest.mark.parametrize("label", ["=1+1", "<script>alert(1)</script>", "Łódź \u202e", "a" * 3000, "../../x", "CON", "—"])
def test_hostile_names_come_in_as_names(folder: Path, tmp_path: Path, label: str) -> None:
    path = tmp_path / "map.json"
    element = {"_id": "elem-1", "attributes": {"label": label, "element type": "Friction"}}
    path.write_text(json.dumps({"elements": [element], "connections": []}), encoding="utf-8")
    found = propose([path], folder)
    assert found.problems == ()
    found.write()
    assert label in {entity.label() for entity in Ecosystem.load(folder).snapshot.records.entities.values()}


def test_a_folder_that_is_no_ecosystem(tmp_path: Path, kumu: Path) -> None:
    assert main(["import", str(kumu), "--into", str(tmp_path / "nowhere")]) == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "text",
    ["voice = 1", "types = 3", "[types]\n'a' = 1", "what = 'x'", "undirected = 'maybe'", "[types]\n'Snag' = 'NoSuchClass'", "x"],
)
def test_a_bad_mapping_is_a_clear_refusal(folder: Path, kumu: Path, tmp_path: Path, text: str) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(TrosolError, match="mapping-bad"):
        propose([kumu], folder, mapping=mapping)


@pytest.mark.exhaustive
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_saved(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tiny.xlsx"
    path.write_bytes(export(Ecosystem.load(folder).snapshot, "xlsx"))
    (tmp_path / "out").mkdir()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=HANG)
    assert propose([tmp_path / "out" / "tiny.xlsx"], folder).nothing


@pytest.mark.exhaustive
def test_wales_is_not_touched_by_a_preview(tmp_path: Path, kumu: Path, mapping: Path) -> None:
    copy = tmp_path / WALES
    shutil.copytree(ROOT / "data" / WALES, copy)
    before = files(copy)
    propose([kumu], copy, mapping=mapping)
    assert files(copy) == before


def test_suggestions_end_where_they_would_take_longer_than_reading(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trosol.imports.mapping_file._SUGGESTED", 20)
    things = [{"_id": f"e{n}", "attributes": {"label": f"L{n}", "element type": f"company {n}"}} for n in range(60)]
    path = tmp_path / "many.json"
    path.write_text(json.dumps({"elements": things, "connections": []}), encoding="utf-8")
    found = propose([path], folder)
    assert len(found.problems) >= 60
    assert found.mapping.count("perhaps Organisation") == 20


def test_ties_that_say_the_same_are_one_claim_with_the_evidence_of_each(folder: Path, tmp_path: Path) -> None:
    things = [{"_id": "a", "attributes": {"label": "Late reports", "element type": "Friction"}}]
    things.append({"_id": "b", "attributes": {"label": "Good care", "element type": "Outcome"}})
    ties = [{"from": "a", "to": "b", "attributes": {"connection type": "stifles"}}] * 3
    path = tmp_path / "same.json"
    path.write_text(json.dumps({"elements": things, "connections": ties}), encoding="utf-8")
    found = propose([path], folder, voice="nurses")
    assert found.problems == ()
    assert len(found.added["claims"]) == 1
    found.write()
    (claim,) = [c for c in Ecosystem.load(folder).snapshot.records.claims.values() if c.subject == "late-reports"]
    assert len(claim.evidence) == 3
