"""From the IRI that a shape or query complains about back to the row a person edits."""

from __future__ import annotations

from trosol.errors import Where
from trosol.rdf.claim_pattern import record_iri
from trosol.read.columns import TABLES
from trosol.read.sources import Reading

__all__ = ["Places"]


class Places:
    """Knows the row, the column and a readable name of everything in a reading."""

    def __init__(self, reading: Reading) -> None:
        """Index the rows by IRI."""
        self._reading = reading
        records = reading.records
        self._rows = {record_iri(records.dataset, table, key): (table, key) for table, key in records.places}

    def where(self, iri: str, path: str | None = None) -> Where | None:
        """The place of a thing; ``path`` is the property in question and gives the column."""
        found = self._rows.get(iri)
        if found is None:
            return None
        table = found[0]
        place = self._reading.records.places[found]
        column = next((c.name for c in TABLES[table].columns if path and c.iri == path), None)
        term = self._reading.ontology.properties.get(path or "")
        return Where(place.file, place.row, column or (term.name if term and path else None))

    def name(self, iri: str) -> str:
        """A name with the id: a label for entities, the statement for claims, the short name for terms."""
        found = self._rows.get(iri)
        records, ontology = self._reading.records, self._reading.ontology
        if found is None:
            term = ontology.term(iri)
            return f"{term.name} ({term.label()})" if term else f"<{iri}>"
        table, key = found
        if table == "entities":
            return f"{key} ({records.entities[key].label()})"
        if table == "claims":
            claim = records.claims[key]
            relation = ontology.properties[claim.predicate].name
            return f"{key} ({claim.subject} {relation} {claim.object})"
        return key
