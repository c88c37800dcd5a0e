"""Twenty-six things that went wrong with maps, tables and ontologies of other people: each with a test of its own, by name.

The inputs are made up anew. Where other tests try the same kind already, the one here runs with the exhaustive ones only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from builders import tiny
from imports.maps import YED, brought, gexf, kumu, new_folder, records_of, rests_on, said, yed_edge
from trosol import Ecosystem
from trosol.check import check
from trosol.cli.main import main
from trosol.diff import differences
from trosol.errors import TrosolError
from trosol.findings import key_sets
from trosol.imports import Meanings, propose
from trosol.imports.meaning import meaning_of

CASES = {
    "01-reimport-edited-map": "test_case_01_ties_are_known_again_when_a_map_was_edited",
    "02-rdf-tie-to-undescribed-thing": "test_case_02_a_tie_to_something_undescribed_is_told",
    "03-one-individual-drops-all-classes": "test_case_03_a_class_beside_an_individual_comes_along",
    "04-owl-file-in-modules": "test_case_04_an_owl_file_in_modules_is_read",
    "05-yed-arrows-labels-groups": "test_case_05_yed_arrows_labels_and_groups",
    "06-csv-spaces-and-capitals": "test_case_06_names_are_found_whatever_their_spaces_and_capitals",
    "09-formula-cell": "test_case_09_a_formula_counts_as_the_value_that_the_file_holds",
    "11-gexf-kind-of-edge": "test_case_11_the_kind_of_an_edge_of_gephi",
    "13-class-with-two-roles": "test_case_13_a_class_below_two_roles_is_told",
    "14-diff-does-not-see": "test_case_14_another_domain_network_or_shape_is_a_difference",
    "15-misspelt-network-key": "test_case_15_a_network_with_a_misspelt_key_is_an_error",
    "16-funding-map-no-ranking": "test_case_16_which_ties_do_not_count_is_said",
    "17-rows-deleted-in-workbook": "test_case_17_rows_that_a_workbook_no_longer_has_are_told",
    "19-sixty-words": "test_case_19_a_long_text_stops_no_import",
    "20-gephi-09-namespace": "test_case_20_the_address_that_gephi_09_wrote",
    "22-foreign-ontology-short-names": "test_case_22_short_names_that_trosol_has_too",
    "23-not-in-english": "test_case_23_terms_that_are_not_in_english",
    "24-semicolons-and-tabs": "test_case_24_semicolons_and_tabs",
    "25-elements-only": "test_case_25_items_alone",
    "27-functional-and-manchester": "test_case_27_other_syntaxes_are_named",
    "28-rdfs-class": "test_case_28_classes_of_rdf_schema",
    "30-git-merge-of-two-coders": "test_case_30_two_branches_that_both_append_merge",
    "31-broken-pipe": "test_case_31_a_reader_that_has_seen_enough",
    "32-neo4j-graphml": "test_case_32_labels_of_neo4j_without_words_of_python",
    "34-preview-hides-refusal": "test_case_34_a_preview_says_what_an_import_would_refuse",
    "35-mapping-suggestions": "test_case_35_suggestions_go_by_meaning",
}
"""What went wrong, and the test of its right outcome."""

TOP = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix tro: <https://w3id.org/trosol/ontology/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://example.org/x#> .
"""
FIRM = 'x:Firm a owl:Class ; rdfs:subClassOf tro:Organisation ; rdfs:label "Firm"@en ; skos:definition "A business."@en .\n'
PAYS = (
    'x:pays a owl:ObjectProperty ; rdfs:subPropertyOf tro:actorTie ; rdfs:label "pays"@en ; skos:definition "Gives money to."@en ; '
    'rdfs:domain tro:Actor ; rdfs:range tro:Actor ; tro:reads "{subject} pays {object}"@en .\n'
)
NET = (
    'x:money a tro:ClaimNetwork ; skos:notation "money" ; rdfs:label "money"@en ; tro:readsAs "From who pays to who is paid."@en ; '
    "tro:nodeClass tro:Actor ; tro:edgeProperty x:pays ; tro:directed true .\n"
)
SHAPE = "x:FirmShape a sh:NodeShape ; sh:targetClass x:Firm ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] .\n"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_folder(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    """An ecosystem with nothing in it."""
    return Path(shutil.copytree(empty, tmp_path / "eco"))


def module(folder: Path, text: str, name: str = "own.ttl") -> Path:
    (folder / "modules" / name).write_text(TOP + text, encoding="utf-8")
    return folder


def codes(folder: Path) -> dict[str, str]:
    return {problem.code: problem.severity for problem in check(folder).problems}


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(TrosolError) as error:
        call()
    return " ".join(problem.message for problem in error.value.problems)


def test_every_case_has_its_test() -> None:
    tests = {name for name in globals() if name.startswith("test_case_")}
    assert set(CASES.values()) == tests
    assert len(CASES) == len(tests) == 26
    assert all(test.startswith(f"test_case_{case[:2]}_") for case, test in CASES.items())


@pytest.mark.exhaustive
def test_case_01_ties_are_known_again_when_a_map_was_edited(folder: Path, tmp_path: Path) -> None:
    first = [("c1", "e1", "e2", "advises"), ("c2", "e2", "e3", "regulates"), ("c3", "e1", "e3", "directs")]
    brought(folder, tmp_path / "map.json", kumu(first))
    before = rests_on(folder)
    found = brought(folder, tmp_path / "map.json", kumu([("c9", "e3", "e1", "advises"), *first[1:]]), replacing=True)
    after = rests_on(folder)
    assert {ties: after[ties] for ties in before} == before  # evidence stays with its claim, and what is gone stays
    assert len(after) == 4
    assert sum(len(ids) for table, ids in found.gone.items() if table == "claims") == 1


@pytest.mark.exhaustive
def test_case_02_a_tie_to_something_undescribed_is_told(folder: Path, tmp_path: Path) -> None:
    text = TOP + FIRM + 'x:a a x:Firm ; rdfs:label "Mill" ; x:hasSponsor x:nobody .'
    meanings = Meanings(voice="W", voice_type="Voice", relations={"hasSponsor": "worksWith"})
    assert any("1 × hasSponsor" in note for note in brought(folder, tmp_path / "map.ttl", text, meanings).left_out)


@pytest.mark.exhaustive
def test_case_03_a_class_beside_an_individual_comes_along(folder: Path, tmp_path: Path) -> None:
    brought(
        folder, tmp_path / "map.ttl", TOP + FIRM + 'x:a a x:Firm ; rdfs:label "Mill" .', Meanings(voice="W", voice_type="Voice")
    )
    assert {entity.type for entity in records_of(folder).entities.values()} >= {"http://example.org/x#Firm"}
    assert list((folder / "modules").glob("*.ttl"))


@pytest.mark.exhaustive
@pytest.mark.parametrize("ending", [".owl", ".rdf"])
def test_case_04_an_owl_file_in_modules_is_read(folder: Path, ending: str) -> None:
    assert "http://example.org/x#Firm" in Ecosystem.load(module(folder, FIRM, f"firm{ending}")).ontology.classes


@pytest.mark.exhaustive
def test_case_05_yed_arrows_labels_and_groups(folder: Path, tmp_path: Path) -> None:
    edges = [
        yed_edge("e0", ("n0", "n1"), ("none", "standard"), "advises", "weekly"),
        yed_edge("e1", ("n0", "n2"), ("standard", "none"), "regulates"),
        yed_edge("e2", ("n1", "n2"), ("standard", "standard"), "directs"),
    ]
    meanings = Meanings(
        voice="W", voice_type="Voice", types={"(none)": "Organisation", "plant": "Organisation"}, undirected="as drawn"
    )
    brought(folder, tmp_path / "map.graphml", YED % "".join(edges), meanings)
    assert {
        ("Mill", "advises", "Dyer"),
        ("Guild", "regulates", "Mill"),
        ("Dyer", "directs", "Guild"),
        ("Guild", "directs", "Dyer"),
    } <= said(folder)
    assert ("Master", "partOf", "Guild") in said(folder)
    assert any("weekly" in text for texts in rests_on(folder).values() for text in texts)


@pytest.mark.exhaustive
def test_case_06_names_are_found_whatever_their_spaces_and_capitals(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "things.csv").write_text("Label,Type\nCity  Council ,Organisation\nHub,Organisation\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("From,To,Type\ncity council,HUB ,advises\n", encoding="utf-8")
    found = propose([tmp_path / "things.csv", tmp_path / "ties.csv"], folder, mapping=Meanings(voice="W", voice_type="Voice"))
    found.write()
    assert {entity.label() for entity in records_of(folder).entities.values()} == {"City Council", "Hub", "W"}
    (folder / "entities.csv").write_text(
        (folder / "entities.csv").read_text(encoding="utf-8").replace("City Council", "hub"), encoding="utf-8"
    )
    assert codes(folder)["entity-label-twice"] == "warning"


@pytest.mark.exhaustive
def test_case_09_a_formula_counts_as_the_value_that_the_file_holds(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Label", "Type"], ['=PROPER("innovation hub")', "Organisation"]):
        sheet.append(row)
    book.save(tmp_path / "bare.xlsx")
    assert "formula" in refused(lambda: propose([tmp_path / "bare.xlsx"], folder)).casefold()
    with zipfile.ZipFile(tmp_path / "bare.xlsx") as old, zipfile.ZipFile(tmp_path / "book.xlsx", "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'<c r="A2">', b'<c r="A2" t="str">').replace(b"</f><v></v>", b"</f><v>Innovation Hub</v>")
                part = part.replace(b"</f><v />", b"</f><v>Innovation Hub</v>").replace(b"</f><v/>", b"</f><v>Innovation Hub</v>")
            new.writestr(name, part)
    propose([tmp_path / "book.xlsx"], folder, mapping=Meanings(voice="W", voice_type="Voice")).write()
    assert "Innovation Hub" in {entity.label() for entity in records_of(folder).entities.values()}


@pytest.mark.exhaustive
def test_case_11_the_kind_of_an_edge_of_gephi(folder: Path, tmp_path: Path) -> None:
    brought(
        folder,
        tmp_path / "map.gexf",
        gexf('<edge id="0" source="0" target="1" kind="advises"/><edge id="1" source="0" target="1" kind="worksWith"/>'),
    )
    assert {relation for _, relation, _ in said(folder)} == {"advises", "worksWith"}


@pytest.mark.exhaustive
def test_case_13_a_class_below_two_roles_is_told(folder: Path) -> None:
    both = 'x:Both a owl:Class ; rdfs:subClassOf tro:Organisation, tro:Barrier ; rdfs:label "Both"@en ; skos:definition "Stands in the way."@en .'
    assert "class-two-roles" in codes(module(folder, both))


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("was", "becomes", "label"),
    [
        ("rdfs:domain tro:Actor", "rdfs:domain x:Firm", "pays"),
        ("tro:edgeProperty x:pays", "tro:edgeProperty tro:advises", "network money"),
        ("sh:minCount 1", "sh:minCount 2", "shape FirmShape"),
    ],
)
def test_case_14_another_domain_network_or_shape_is_a_difference(folder: Path, was: str, becomes: str, label: str) -> None:
    before = Ecosystem.load(module(folder, FIRM + PAYS + NET + SHAPE))
    found = differences(
        before, Ecosystem.load(module(folder, (FIRM + PAYS + NET + SHAPE).replace(was, becomes))), draws=20, worlds=64
    )
    assert not found.none
    assert label in {term.label for term in found.terms}
    assert ([size.name for size in found.networks] == ["money"]) == label.startswith("network")


@pytest.mark.exhaustive
def test_case_15_a_network_with_a_misspelt_key_is_an_error(folder: Path) -> None:
    found = codes(module(folder, PAYS + NET.replace("tro:edgeProperty", "tro:edgeProprety")))
    assert found["network-without-edges"] == "error"
    assert "term-name-unknown" in found


@pytest.mark.exhaustive
def test_case_16_which_ties_do_not_count_is_said(folder: Path, tmp_path: Path) -> None:
    brought(folder, tmp_path / "map.json", kumu([("c1", "e1", "e2", "providesFunding"), ("c2", "e1", "e3", "providesFunding")]))
    said_of = key_sets(Ecosystem.load(folder).snapshot, k=1, resamples=20).not_enough
    assert "provides funding for" in said_of
    assert "2" in said_of


@pytest.mark.exhaustive
def test_case_17_rows_that_a_workbook_no_longer_has_are_told(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "eco")
    assert main(["template", str(folder), "--output", str(tmp_path / "w.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    gone = [book["claims"].cell(row, 1).value for row in (2, 3)]
    book["claims"].delete_rows(2, 2)
    book.save(tmp_path / "w.xlsx")
    found = propose([tmp_path / "w.xlsx"], folder, replacing=True, unfinished=True)
    assert sorted(found.gone["claims"]) == sorted(map(str, gone))
    assert sorted(
        propose([tmp_path / "w.xlsx"], folder, replacing=True, unfinished=True, prune=True).removed["claims"]
    ) == sorted(map(str, gone))


@pytest.mark.exhaustive
def test_case_19_a_long_text_stops_no_import(folder: Path, tmp_path: Path) -> None:
    long = "<p>" + "<b>word</b> " * 90 + "</p>"
    found = brought(folder, tmp_path / "map.json", kumu([("c1", "e1", "e2", "advises")], description=long))
    assert found.problems == ()
    assert not any("<b>" in text for texts in rests_on(folder).values() for text in texts)


@pytest.mark.exhaustive
@pytest.mark.parametrize("address", ["http://www.gexf.net/1.3", "http://www.gexf.net/1.3draft", "http://www.gexf.net/1.2draft"])
def test_case_20_the_address_that_gephi_09_wrote(folder: Path, tmp_path: Path, address: str) -> None:
    brought(folder, tmp_path / "map.gexf", gexf('<edge id="0" source="0" target="1" kind="advises"/>', address))
    assert said(folder) == {("Mill", "advises", "Dyer")}


@pytest.mark.exhaustive
def test_case_22_short_names_that_trosol_has_too(folder: Path) -> None:
    text = 'x:memberOf a owl:ObjectProperty ; rdfs:label "sits in"@en ; skos:definition "Sits there."@en . x:title a owl:DatatypeProperty ; rdfs:label "x title"@en ; skos:definition "A name."@en .'
    assert "error" not in codes(module(folder, text)).values()
    assert {term.iri for term in Ecosystem.load(folder).ontology.named("memberOf", ["object property"])} == {
        "https://w3id.org/trosol/ontology/memberOf"
    }


@pytest.mark.exhaustive
def test_case_23_terms_that_are_not_in_english(folder: Path) -> None:
    found = codes(
        module(
            folder,
            'x:Amt a owl:Class ; rdfs:subClassOf tro:Organisation ; rdfs:label "Amt"@de ; rdfs:comment "Eine Stelle."@de .',
        )
    )
    assert found["term-not-in-english"] == "warning"
    assert "error" not in found.values()


@pytest.mark.exhaustive
@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_case_24_semicolons_and_tabs(folder: Path, tmp_path: Path, sign: str) -> None:
    brought(folder, tmp_path / "ties.csv", "From,To,Type\nMill,Dyer,advises\n".replace(",", sign))
    assert said(folder) == {("Mill", "advises", "Dyer")}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("elements.csv", "Label,Type\nMill,Organisation\n"),
        ("map.json", json.dumps({"elements": [{"data": {"id": "1", "name": "Mill", "type": "Organisation"}}]})),
        ("map.gexf", gexf("")),
    ],
)
def test_case_25_items_alone(folder: Path, tmp_path: Path, name: str, text: str) -> None:
    brought(folder, tmp_path / name, text)
    assert "Mill" in {entity.label() for entity in records_of(folder).entities.values()}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Prefix(:=<http://x/>)\nOntology(<http://x>)", "functional"),
        ("Prefix: : <http://x/>\nOntology: <http://x>", "Manchester"),
    ],
)
def test_case_27_other_syntaxes_are_named(folder: Path, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.owl").write_text(text, encoding="utf-8")
    message = refused(lambda: propose([tmp_path / "a.owl"], folder))
    assert says in message
    assert "Turtle" in message


@pytest.mark.exhaustive
def test_case_28_classes_of_rdf_schema(folder: Path) -> None:
    text = 'x:Firm a rdfs:Class ; rdfs:subClassOf tro:Organisation ; rdfs:label "Firm"@en ; rdfs:comment "A business."@en .'
    assert "http://example.org/x#Firm" in Ecosystem.load(module(folder, text)).ontology.classes


def test_case_30_two_branches_that_both_append_merge(folder: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    def append(key: str) -> None:
        with (folder / "sources.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(f"{key},Interview {key}\n")

    (folder / "sources.csv").write_text("id,title\ns1,Interview s1\n", encoding="utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("switch", "-qc", "other")
    append("s2")
    git("commit", "-qam", "two")
    git("switch", "-q", "main")
    append("s3")
    git("commit", "-qam", "three")
    git("merge", "-q", "--no-edit", "other")
    assert set(records_of(folder).sources) == {"s1", "s2", "s3"}
    (folder / "sources.csv").write_text("id,title\n<<<<<<< HEAD\ns1,One\n=======\ns2,Two\n>>>>>>> other\n", encoding="utf-8")
    assert "conflict" in " ".join(f"{p.code} {p.message}" for p in check(folder).problems)


@pytest.mark.exhaustive
def test_case_31_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "eco")
    words = [sys.executable, "-P", "-m", "trosol", "show", str(folder), "nurses"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode in (0, 141)


@pytest.mark.exhaustive
def test_case_32_labels_of_neo4j_without_words_of_python(folder: Path, tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    text = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="labels" for="node" attr.name="labels"/><key id="name" for="node" '
        'attr.name="name"/><key id="label" for="edge" attr.name="label"/><graph edgedefault="directed"><node id="n0" labels=":Organisation:Public">'
        '<data key="labels">:Organisation:Public</data><data key="name">Mill</data></node><node id="n1" labels=":Organisation"><data '
        'key="labels">:Organisation</data><data key="name">Dyer</data></node><edge id="e0" source="n0" target="n1" label="advises"><data '
        'key="label">advises</data></edge></graph></graphml>'
    )
    found = brought(folder, tmp_path / "map.graphml", text)
    assert said(folder) == {("Mill", "advises", "Dyer")}
    assert any("further labels" in note for note in found.left_out)
    assert not recwarn.list


@pytest.mark.exhaustive
def test_case_34_a_preview_says_what_an_import_would_refuse(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module(folder, FIRM + PAYS)
    rows = {
        "claims": "id,subject,predicate,object,strength,stance,mode,confidence,voices,coder,rationale,evidence\n"
        "c1,a,pays,b,unspecified,reports,stated,high,a,coder-1,,e1\n",
        "entities": "id,type,label,description,status\na,Organisation,A,,transcribed\nb,Firm,B,,transcribed\n",
        "evidence": "id,source,section,page,lines,anchor,paraphrase,speaker\ne1,s1,,,,,Said so.,authorText\n",
        "sources": "id,title\ns1,Interview\n",
    }
    for table, text in rows.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    later = tmp_path / "own.ttl"
    later.write_text(TOP + FIRM.replace("tro:Organisation", "tro:Barrier") + PAYS, encoding="utf-8")
    capsys.readouterr()
    refusing = propose([later], folder, replacing=True)
    assert refusing.problems
    assert main(["preview", str(folder), "--with", str(later), "--replace", "--check", "--draws", "20"]) == 1
    shown = capsys.readouterr()
    assert any(problem.code in shown.out + shown.err for problem in refusing.problems)


@pytest.mark.exhaustive
def test_case_35_suggestions_go_by_meaning(folder: Path) -> None:
    ontology = Ecosystem.load(folder).ontology
    found = {word: meaning_of(word, "relation", ontology)[0] for word in ("Funds", "Owns", "Reports to")}
    assert found == {"Funds": "providesFunding", "Owns": "hasCharge", "Reports to": "^directs"}
    assert meaning_of("University", "type", ontology)[0] == meaning_of("NGO", "type", ontology)[0] == "Organisation"
