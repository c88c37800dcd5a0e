"""Freeze the data format of the version that is about to be released, as ``tests/upgrades/formats/MAJOR.MINOR``.

Run it once before each release that has a new first or second number: ``PYTHONPATH=graph:tests python tests/upgrades/make_format.py``.
What is there is never made anew: from then on the tests open it with every later version.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from builders import DATASET, TABLES, tiny
from trosol import Ecosystem, __version__
from trosol.export import export
from trosol.files import write_together
from trosol.rdf.iris import local_name
from trosol.release import release

FORMATS = Path(__file__).resolve().parent / "formats"
MODULE = """\
@prefix own: <https://w3id.org/trosol/tiny/ontology/> .
@prefix tro: <https://w3id.org/trosol/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

own:Paperwork a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Paperwork"@en , "Gwaith papur"@cy ;
    skos:definition "Forms that slow people down."@en .
own:RedTape a owl:Class ; rdfs:subClassOf tro:Friction ; rdfs:label "Red tape"@en , "Tâp coch"@cy ; skos:definition "An old name."@en ;
    owl:deprecated true ; dcterms:isReplacedBy own:Paperwork ; skos:changeNote "2026-02-01: renamed"@en .
own:hampers a owl:ObjectProperty ; rdfs:subPropertyOf tro:stifles ; rdfs:label "hampers"@en , "yn llesteirio"@cy ;
    skos:definition "Makes harder."@en ; tro:reads "{subject} hampers {object}"@en , "mae {subject} yn llesteirio {object}"@cy .
"""
QUESTION = """\
# Question: What hampers {goal}?
# Cwestiwn: Beth sy'n llesteirio {goal}?
# Audience: leader
# Parameter: goal Outcome
# Silence: notStated
PREFIX own: <https://w3id.org/trosol/tiny/ontology/>
PREFIX tro: <https://w3id.org/trosol/ontology/>

SELECT DISTINCT ?answer ?claim WHERE { ?claim tro:claimSubject ?answer ; tro:claimPredicate own:hampers ; tro:claimObject $goal }
"""


def content(folder: Path) -> Path:
    """The tiny ecosystem with everything that the format of today can say."""
    entities = [[*row, "Welsh label" if number else "label_cy"] for number, row in enumerate(TABLES["entities"])]
    for row in entities[1:]:
        row[-1] = {"nurses": "Nyrsys", "care": "Gofal da"}.get(row[0], "")
    entities[3][1] = "RedTape"
    claims = [list(row) for row in TABLES["claims"]]
    claims[1][2] = "hampers"
    dataset = DATASET.replace('title = "A tiny ecosystem"\n', "").replace('version = "1"', 'version = "1.0.0"')
    dataset += 'publisher = "Trosol"\ninvented = true\niri = "https://w3id.org/trosol/tiny/"\n'
    dataset += '\n[title]\nen = "A tiny ecosystem"\ncy = "Ecosystem fach"\n\n[description]\nen = "Small."\n'
    tiny(folder, dataset=dataset, entities=entities, claims=claims)
    for name, text in (("modules/own.ttl", MODULE), ("questions/what-hampers.rq", QUESTION)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "questions" / "expected.csv").write_text(
        "question,filled,status,answers,exact,rows,read_in\nwhat-hampers,goal=care,answered,paper,yes,1,line 1 of the talk\n",
        encoding="utf-8",
    )
    return folder


def told(ecosystem: Ecosystem) -> dict[str, object]:
    """What a reader must find in it, whatever the form."""
    records = ecosystem.snapshot.records
    return {
        "title": dict(records.dataset.title),
        "version": records.dataset.version,
        "invented": records.dataset.invented,
        "entities": {key: [one.label(), one.label("cy"), one.status] for key, one in records.entities.items()},
        "claims": {
            key: [one.subject, local_name(one.predicate), one.object, one.stance, one.mode, list(one.evidence)]
            for key, one in records.claims.items()
        },
        "evidence": {key: [one.section, one.page, one.lines, one.anchor] for key, one in records.evidence.items()},
        "observations": {key: [str(one.value), one.unit] for key, one in records.observations.items()},
    }


def main() -> int:
    """Write the folder of this version."""
    place = FORMATS / ".".join(__version__.split(".")[:2])
    if place.exists():
        print(f"{place.name} is frozen already.")
        return 1
    folder = content(place / "tiny")
    ecosystem = Ecosystem.load(folder)
    for ending, form in ((".xlsx", "xlsx"), (".ttl", "turtle"), (".nt", "ntriples")):
        (place / f"tiny{ending}").write_bytes(export(ecosystem.snapshot, form))
    release(str(folder), place, unfinished=True)
    (place / "expected.json").write_text(json.dumps(told(ecosystem), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    # A change that can be taken back, and one that was promised and not done: git would leave out a folder called .trosol.
    notes = {"NOTES.md": b"second\n"}
    write_together(folder, "first note", {"NOTES.md": b"first\n"})
    write_together(folder, "second note", notes)
    last = folder / ".trosol" / "journal" / "000002"
    (last / "done").unlink()
    (last / "put").mkdir(exist_ok=True)
    (last / "put" / "NOTES.md").write_bytes(notes["NOTES.md"])
    (folder / "NOTES.md").unlink()
    shutil.rmtree(place / "journal", ignore_errors=True)
    shutil.copytree(folder / ".trosol" / "journal", place / "journal")
    shutil.rmtree(folder / ".trosol")
    return 0


if __name__ == "__main__":
    sys.exit(main())
