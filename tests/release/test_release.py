"""``trosol release``: a version that anybody can open, check, cite and hold against the one before."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from builders import DATASET, rows_with, tiny
from conftest import ROOT, WALES
from picked import few_first
from trosol import Ecosystem
from trosol.cli.main import main
from trosol.errors import TrosolError
from trosol.export import export
from trosol.export.ecosystem_folder import to_folder
from trosol.release import release
from trosol.views.tables.statements import sentence

TEXTILES = "circular-textiles-vellana"
TITLE = DATASET + 'description = "Small."\npublisher = "Trosol"\n'
NP = "http://www.nanopub.org/nschema#"


@pytest.fixture(scope="module", params=few_first((TEXTILES, WALES), (TEXTILES,)))
def archive(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    return release(request.param, tmp_path_factory.mktemp("release"), draws=20).path


def sound(tmp_path: Path, **changed: Any) -> Path:
    return tiny(tmp_path / "tiny", dataset=changed.pop("dataset", TITLE), **changed)


def test_the_checksums_are_those_of_the_files(archive: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        top = f"{archive.stem}/"
        assert all(name.startswith(top) for name in found.namelist())
        sums = {
            file: checksum
            for checksum, file in (line.split("  ") for line in found.read(top + "SHA256SUMS").decode().splitlines())
        }
        files = {name.removeprefix(top) for name in found.namelist()} - {"SHA256SUMS"}
        assert set(sums) == files
        for file, checksum in sums.items():
            assert hashlib.sha256(found.read(top + file)).hexdigest() == checksum


def test_the_tables_in_it_are_the_same_ecosystem(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        found.extractall(tmp_path)
    inside, name = tmp_path / archive.stem, archive.stem.rpartition("-")[0]
    for form in (name, f"{name}.ttl", f"{name}.xlsx"):
        assert Ecosystem.load(inside / form).digest == Ecosystem.load(name).digest


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    folder = str(sound(tmp_path))
    (tmp_path / "again").mkdir()
    first = release(folder, tmp_path, unfinished=True).path.read_bytes()
    assert release(folder, tmp_path / "again", unfinished=True).path.read_bytes() == first


def test_how_to_cite_it_is_valid_cff(archive: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        text = found.read(f"{archive.stem}/CITATION.cff").decode()
    said = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" ") and ": " in line)
    # The keys that the schema of CFF 1.2.0 requires, and the types it gives them.
    assert {"cff-version", "message", "title"} <= set(said)
    assert "authors:" in text
    assert said["cff-version"] == "1.2.0"
    assert said["type"] == "dataset"
    assert said["license"] == "CC-BY-4.0"


def test_what_changed_is_told_and_the_version_before_is_named(tmp_path: Path) -> None:
    old = sound(tmp_path / "old")
    new = sound(
        tmp_path / "new",
        claims=rows_with("claims", 1, "strength", "strong"),
        dataset=TITLE.replace('version = "1"', 'version = "1.1"'),
    )
    made = release(str(new), tmp_path, previous=str(old), unfinished=True, draws=20)
    assert "since 1" in made.changes
    assert "c1" in made.changes
    with zipfile.ZipFile(made.path) as found:
        told = found.read("tiny-1.1/dataset.ttl").decode()
    assert "previousVersion <https://w3id.org/trosol/tiny/version/1>" in told


def test_a_version_is_never_given_away_twice(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    first = release(str(folder), tmp_path, unfinished=True)
    again = release(str(folder), tmp_path, unfinished=True)
    assert first.path == again.path
    changed = sound(tmp_path, claims=rows_with("claims", 1, "strength", "strong"))
    with pytest.raises(TrosolError, match="version-taken"):
        release(str(changed), tmp_path, unfinished=True)
    with pytest.raises(TrosolError, match="version-taken"):
        release(str(changed), tmp_path / "tiny", previous=str(sound(tmp_path / "old")), unfinished=True)


def test_what_is_not_sound_is_not_given_away(tmp_path: Path) -> None:
    folder = sound(tmp_path, entities=rows_with("entities", 1, "description", ""))
    with pytest.raises(TrosolError, match="no description"):
        release(str(folder), tmp_path)
    assert not list(tmp_path.glob("*.zip"))
    assert main(["release", str(folder), "--output", str(tmp_path), "--unfinished", "--json"]) == 0


@pytest.mark.parametrize("version", ["one", "1.2.3.4.5.6", "../1", "1 "])
def test_a_version_is_numbers_with_dots(tmp_path: Path, version: str) -> None:
    folder = sound(tmp_path, dataset=TITLE.replace('version = "1"', f'version = "{version}"'))
    with pytest.raises(TrosolError, match="version-bad"):
        release(str(folder), tmp_path, unfinished=True)


def test_a_workbook_is_released_as_a_folder_too(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    (tmp_path / "tiny.xlsx").write_bytes(export(Ecosystem.load(folder).snapshot, "xlsx"))
    made = release(str(tmp_path / "tiny.xlsx"), tmp_path, unfinished=True)
    assert "tiny/claims.csv" in made.files


def test_the_program_that_people_use_to_check_sums_agrees(archive: Path, tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum on this system")
    with zipfile.ZipFile(archive) as found:
        found.extractall(tmp_path)
    inside = tmp_path / archive.stem
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=inside, check=True)


# The forms of claims


def test_a_folder_made_of_a_snapshot_is_that_snapshot(tmp_path: Path, wales: Ecosystem) -> None:
    for name, content in to_folder(wales.snapshot).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert Ecosystem.load(tmp_path).digest == wales.digest


def test_each_claim_is_a_nanopublication_by_the_rules(wales: Ecosystem) -> None:
    """Rules of https://nanopub.net/guidelines: one head; three further graphs, all different; each says something of the right thing."""
    store = ox.Store()
    store.load(input=export(wales.snapshot, "nanopub"), format=ox.RdfFormat.TRIG)
    assert not list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def one(subject: ox.NamedNode, name: str, graph: ox.NamedNode) -> ox.NamedNode:
        (quad,) = store.quads_for_pattern(subject, ox.NamedNode(NP + name), None, graph)
        assert isinstance(quad.object, ox.NamedNode)
        return quad.object

    heads = list(store.quads_for_pattern(None, None, ox.NamedNode(NP + "Nanopublication"), None))
    assert len(heads) == len(wales.snapshot.records.claims)
    graphs: set[ox.NamedNode] = set()
    for quad in heads:
        whole, head = quad.subject, quad.graph_name
        assert isinstance(whole, ox.NamedNode)
        assert isinstance(head, ox.NamedNode)
        parts = [one(whole, name, head) for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
        assert len({*parts, head}) == 4
        graphs |= {*parts, head}
        assert list(store.quads_for_pattern(None, None, None, parts[0]))
        assert list(store.quads_for_pattern(parts[0], None, None, parts[1]))
        assert list(store.quads_for_pattern(whole, None, None, parts[2]))
    assert {quad.graph_name for quad in store} == graphs


def test_what_the_source_denies_is_asserted_in_no_form(wales: Ecosystem) -> None:
    snapshot = wales.snapshot
    denied = [claim for claim in snapshot.records.claims.values() if claim.stance == "negates"]
    said = {(c.subject, c.predicate, c.object) for c in snapshot.records.claims.values() if c.stance != "negates"}
    denied = [claim for claim in denied if (claim.subject, claim.predicate, claim.object) not in said]
    assert denied
    for form, kind in (("nanopub", ox.RdfFormat.TRIG), ("rdf12", ox.RdfFormat.TURTLE), ("owl", ox.RdfFormat.TURTLE)):
        store = ox.Store()
        store.bulk_load(input=export(snapshot, form), format=kind)
        for claim in denied:
            subject, object_ = (ox.NamedNode(snapshot.iri("entities", key)) for key in (claim.subject, claim.object))
            assert not list(store.quads_for_pattern(subject, ox.NamedNode(claim.predicate), object_, None)), (form, claim.id)


def test_rdf_12_reifies_each_claim_by_itself(wales: Ecosystem) -> None:
    triples = [quad.triple for quad in ox.parse(input=export(wales.snapshot, "rdf12"), format=ox.RdfFormat.TURTLE)]
    reified = [t for t in triples if t.predicate.value.endswith("#reifies")]
    assert len(reified) == len(wales.snapshot.records.claims)
    assert all(isinstance(t.object, ox.Triple) for t in reified)


def test_owl_tools_read_it(tmp_path: Path, wales: Ecosystem) -> None:
    """owlready2, which nobody here wrote, finds every thing, and the claim at the link."""
    import owlready2

    triples = [quad.triple for quad in ox.parse(input=export(wales.snapshot, "owl"), format=ox.RdfFormat.TURTLE)]
    path = tmp_path / "wales.nt"
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load()
    individuals = {individual.iri for individual in ontology.individuals()}
    assert {wales.snapshot.iri("entities", key) for key in wales.snapshot.records.entities} <= individuals
    claim = wales.snapshot.records.claims["c0001"]
    subject, object_ = (world[wales.snapshot.iri("entities", key)] for key in (claim.subject, claim.object))
    relation = world[claim.predicate]
    assert object_ in relation[subject]
    assert sentence(wales.snapshot, claim) in [str(text) for text in owlready2.comment[subject, relation, object_]]


@pytest.mark.parametrize("path", sorted((ROOT / "ontology").glob("**/modules/*.ttl")), ids=lambda p: p.stem)
def test_the_shipped_modules_are_read_by_owlready2(path: Path, tmp_path: Path) -> None:
    import owlready2

    triples = [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    file = tmp_path / "module.nt"
    file.write_bytes(
        ox.serialize([t for t in triples if not t.predicate.value.endswith("imports")], format=ox.RdfFormat.N_TRIPLES) or b""
    )
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    declared = {
        t.subject.value
        for t in triples
        if str(t.object).endswith("owl#Class>") and isinstance(t.subject, ox.NamedNode) and "trosol" in t.subject.value
    }
    assert declared <= {found.iri for found in world.classes()}
