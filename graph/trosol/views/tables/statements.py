"""Claims in words: the sentence that a claim reads as, and all that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.rdf.iris import TRO, local_name
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot
from trosol.table import Rows, TableRow

__all__ = ["EvidenceLine", "Statement", "place_of", "sentence", "statement", "statements_of"]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence as people read it: where it is, a few words to find it by, what it says, who speaks."""

    id: str
    place: str
    anchor: str
    paraphrase: str
    speaker: str

    @property
    def located(self) -> str:
        """Place and, where the table has one, the anchor in quotation marks, as one phrase."""
        return " ".join(filter(None, (self.place, f"“{self.anchor}”" if self.anchor else "")))


@dataclass(frozen=True, slots=True, repr=False)
class Statement(TableRow):
    """A claim with its words: sentence, firmness, voices and evidence."""

    claim: str
    subject: str
    object: str
    predicate: str
    sentence: str
    mode: str
    stance: str
    strength: str
    confidence: str
    hedge: str
    voices: tuple[str, ...]
    voice_labels: tuple[str, ...]
    rationale: str
    evidence: Rows[EvidenceLine]


def sentence(snapshot: Snapshot, claim: Claim, language: str = "en") -> str:
    """The claim as one sentence, from the phrase that the ontology gives its relation; hedges and negation stay."""
    relation = snapshot.ontology.properties[claim.predicate]
    subject, target = (snapshot.entity(key).label(language) for key in (claim.subject, claim.object))
    text = relation_sentence(relation, subject, target, language)
    hedge = next(iter(claim.property(TRO + "hedge")), "")
    if hedge:
        text += f" (“{hedge}”)"
    if claim.stance == "negates":
        return say_in(language, "It is said not to be so that: {sentence}", sentence=text)
    return say_in(language, "Offered as a possibility: {sentence}", sentence=text) if claim.stance == "hypothesises" else text


def place_of(snapshot: Snapshot, key: str) -> str:
    """Where a piece of evidence stands, in words.

    Source title, section, page and lines, as far as the table says.
    """
    piece = snapshot.records.evidence[key]
    parts = [f"“{piece.section}”" if piece.section else "", f"page {piece.page}" if piece.page else ""]
    parts.append(f"lines {piece.lines}" if "-" in piece.lines else f"line {piece.lines}" if piece.lines else "")
    return ", ".join(part for part in parts if part)


def statement(snapshot: Snapshot, claim: Claim, language: str = "en") -> Statement:
    """All that people see of a claim."""
    values = {(prop, c.notation): c.label(language) for prop in ("speaker",) for c in snapshot.ontology.values_of(TRO + prop)}
    return Statement(
        claim=claim.id,
        subject=claim.subject,
        object=claim.object,
        predicate=local_name(claim.predicate),
        sentence=sentence(snapshot, claim, language),
        mode=claim.mode,
        stance=claim.stance,
        strength=claim.strength,
        confidence=claim.confidence,
        hedge=next(iter(claim.property(TRO + "hedge")), ""),
        voices=claim.voices,
        voice_labels=tuple(snapshot.entity(voice).label(language) for voice in claim.voices),
        rationale=claim.rationale,
        evidence=Rows(
            EvidenceLine(
                piece.id,
                place_of(snapshot, piece.id),
                piece.anchor,
                piece.paraphrase,
                values.get(("speaker", piece.speaker), piece.speaker),
            )
            for piece in snapshot.evidence_of(claim)
        ),
    )


def statements_of(snapshot: Snapshot, entity: str, language: str = "en") -> tuple[Statement, ...]:
    """Every claim about an entity: first what acts, ties or gates, then the rest; as subject before as object; by id."""
    ontology = snapshot.ontology
    gates = ontology.for_purpose("gatekeeping")
    claims = sorted(
        snapshot.claims_of(entity),
        key=lambda c: (c.predicate not in gates, c.predicate not in ontology.analysed, c.subject != entity, c.id),
    )
    return tuple(statement(snapshot, claim, language) for claim in claims)
