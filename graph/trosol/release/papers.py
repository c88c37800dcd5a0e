"""The papers that go with a release: how to cite it, what is in it, what changed, a description for catalogues."""

from __future__ import annotations

import json
from collections.abc import Mapping

from trosol.language import counted_in
from trosol.model.records import in_language
from trosol.rdf.engine import Iri, Literal, Triple, serialise
from trosol.rdf.iris import DCAT, DCTERMS, OWL, RDF, XSD
from trosol.store.snapshot import Snapshot

__all__ = ["citation", "description", "read_me"]

_VOID, _SPDX = "http://rdfs.org/ns/void#", "http://spdx.org/rdf/terms#"
_LICENCES = {
    "creativecommons.org/licenses/by/4.0": "CC-BY-4.0",
    "creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "creativecommons.org/licenses/by-nc/4.0": "CC-BY-NC-4.0",
    "creativecommons.org/publicdomain/zero/1.0": "CC0-1.0",
    "opendatacommons.org/licenses/odbl/1-0": "ODbL-1.0",
    "nationalarchives.gov.uk/doc/open-government-licence/version/3": "OGL-UK-3.0",
}


def citation(snapshot: Snapshot) -> str:
    """CITATION.cff 1.2.0 (https://citation-file-format.github.io)."""
    dataset = snapshot.records.dataset
    title = in_language(dataset.title) or dataset.name
    bare = dataset.licence.split("://")[-1].rstrip("/")
    licence = f"license: {_LICENCES[bare]}" if bare in _LICENCES else f"license-url: {_text(dataset.licence)}"
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        f"message: {_text('If you use this data, please cite it as below, and its sources as dataset.toml names them.')}",
        f"title: {_text(title + (' (invented)' if dataset.invented and 'invented' not in title.casefold() else ''))}",
        "authors:",
        f"  - name: {_text(dataset.publisher or dataset.name)}",
        f"version: {_text(dataset.version)}",
        *([f"date-released: {_text(dataset.created)}"] if dataset.created else []),
        licence,
        f"url: {_text(dataset.iri)}",
        "identifiers:",
        "  - type: other",
        f"    value: {_text('snapshot ' + snapshot.digest)}",
        f"    description: {_text('SHA-256 of the content, the same in every form')}",
    ]
    if abstract := in_language(dataset.description):
        lines.append(f"abstract: {_text(abstract)}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def version_iri(snapshot: Snapshot) -> str:
    """The address of this version: that of the data set, and its version."""
    return f"{snapshot.records.dataset.iri}version/{snapshot.records.dataset.version}"


def description(snapshot: Snapshot, checksums: Mapping[str, tuple[str, str]], previous: str) -> bytes:
    """DCAT and VoID: the version, its forms with media type and checksum, how much is in it. ``previous``: IRI of the version before."""
    records, dataset = snapshot.records, snapshot.records.dataset
    whole, series = Iri(version_iri(snapshot)), Iri(dataset.iri)
    found = [
        Triple(whole, Iri(RDF + "type"), Iri(DCAT + "Dataset")),
        Triple(whole, Iri(RDF + "type"), Iri(_VOID + "Dataset")),
        Triple(whole, Iri(DCAT + "isVersionOf"), series),
        Triple(whole, Iri(DCAT + "version"), Literal(dataset.version)),
        Triple(whole, Iri(OWL + "versionInfo"), Literal(dataset.version)),
        Triple(whole, Iri(DCTERMS + "license"), Iri(dataset.licence)),
        Triple(whole, Iri(DCTERMS + "identifier"), Literal(snapshot.digest)),
        Triple(whole, Iri(_VOID + "triples"), Literal(str(len(set(snapshot.triples))), datatype=Iri(XSD + "integer"))),
        Triple(whole, Iri(_VOID + "entities"), Literal(str(len(records.entities)), datatype=Iri(XSD + "integer"))),
        Triple(whole, Iri(_VOID + "vocabulary"), Iri(snapshot.ontology.meta)),
    ]
    found += [Triple(whole, Iri(DCTERMS + "title"), Literal(text, language=tag)) for tag, text in dataset.title]
    found += [Triple(whole, Iri(DCTERMS + "description"), Literal(text, language=tag)) for tag, text in dataset.description]
    if previous:
        found.append(Triple(whole, Iri(DCAT + "previousVersion"), Iri(previous)))
    for name, (media, checksum) in checksums.items():
        form = Iri(f"{whole.value}/{name}")
        found += [
            Triple(whole, Iri(DCAT + "distribution"), form),
            Triple(form, Iri(RDF + "type"), Iri(DCAT + "Distribution")),
            Triple(form, Iri(DCTERMS + "title"), Literal(name)),
            Triple(form, Iri(DCAT + "mediaType"), Literal(media)),
            Triple(form, Iri(_SPDX + "checksumValue"), Literal(checksum, datatype=Iri(XSD + "hexBinary"))),
        ]
    return serialise(found, "turtle", {"void": _VOID, "spdx": _SPDX})


def read_me(snapshot: Snapshot, files: Mapping[str, str]) -> str:
    """What is in the archive, and how to look into it."""
    dataset, records = snapshot.records.dataset, snapshot.records
    title = in_language(dataset.title) or dataset.name
    invented = "**Invented**: none of this is real.\n\n" if dataset.invented else ""
    sizes = (
        (len(records.entities), "thing", ""),
        (len(records.claims), "claim", ""),
        (len(records.evidence), "piece of evidence", "pieces of evidence"),
    )
    size = ", ".join(counted_in("en", *each) for each in sizes)
    rows = "\n".join(f"| `{name}` | {what} |" for name, what in sorted(files.items()))
    return f"""\
# {title}, version {dataset.version}

{invented}{in_language(dataset.description) or ""}

{size}. Licence: <{dataset.licence}>.
{dataset.credit}

Snapshot {snapshot.digest}: the hash of the content, the same in every form. Address of this version: <{version_iri(snapshot)}>.

| file | for |
|---|---|
{rows}

To look into it: `trosol dashboard {dataset.name}` in the unpacked folder. To see that nothing was changed: `sha256sum --check SHA256SUMS`.
How to cite it: `CITATION.cff`. What changed: `CHANGES.md`.
"""
