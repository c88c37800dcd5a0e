"""Where groups say different things of the same two things."""

from __future__ import annotations

from dataclasses import dataclass

from trosol.findings.text import claim_words, name_of
from trosol.lens_fields import CONFIDENCES
from trosol.model.records import Claim
from trosol.networks.lens import Lens, horizon_members
from trosol.networks.projection import claim_sign
from trosol.store.snapshot import Snapshot
from trosol.store.study_boundary import STUDY
from trosol.table import TableRow
from trosol.worded import joined, listed_words, worded

__all__ = ["DENIAL", "FIRMNESS", "SIGN", "VoiceDisagreement", "differences"]

SIGN, DENIAL, FIRMNESS = "sign", "denial", "firmness"
"""One says more, another less; one says so, another denies it; one reports it, another only offers it as a possibility."""


@dataclass(frozen=True, slots=True, repr=False)
class VoiceDisagreement(TableRow):
    """Two things of which different groups say different things, and in which way (``kind``)."""

    kind: str
    subject: str
    object: str
    claims: tuple[str, ...]
    sentence: str


def differences(snapshot: Snapshot, lens: Lens) -> tuple[VoiceDisagreement, ...]:
    """Pairs of things, in id order, on which claims of different groups differ in sign or in stance.

    An unknown sign differs from nothing. Denials, which are in no network, count here: they are where groups contradict.
    """
    pairs: dict[tuple[str, str], list[Claim]] = {}
    for claim in (*lens.claims(snapshot), *_denials(snapshot, lens)):
        pairs.setdefault((claim.subject, claim.object), []).append(claim)
    found = []
    for (subject, target), own in sorted(pairs.items()):
        for kind in (SIGN, DENIAL, FIRMNESS):
            against = {
                claim.id: claim
                for one in own
                for other in own
                if set(one.voices).isdisjoint(other.voices) and kind == _kind(snapshot, one, other)
                for claim in (one, other)
            }
            if against:
                said = [
                    joined((listed_words([name_of(snapshot, v) for v in claim.voices]), claim_words(snapshot, claim)), ": ")
                    for _, claim in sorted(against.items())
                ]
                text = said[0]
                for more in said[1:]:
                    text = worded("{one}; but {other}", one=text, other=more)
                found.append(VoiceDisagreement(kind, subject, target, tuple(sorted(against)), worded("{said}.", said=text)))
    return tuple(found)


def _denials(snapshot: Snapshot, lens: Lens) -> list[Claim]:
    members = horizon_members(snapshot).get(lens.horizon or "", frozenset())
    return [
        claim
        for claim in snapshot.records.claims.values()
        if claim.stance == "negates"
        and (not lens.stated_only or claim.mode == "stated")
        and (lens.voice is None or lens.voice in claim.voices)
        and (lens.with_study or snapshot.frame_of(claim.id) != STUDY)
        and (lens.horizon is None or claim.subject in members or claim.object in members)
        and CONFIDENCES.index(claim.confidence) <= CONFIDENCES.index(lens.min_confidence)
    ]


def _kind(snapshot: Snapshot, one: Claim, other: Claim) -> str:
    """How two claims on the same two things differ; empty if they do not."""
    denied = [claim.stance == "negates" for claim in (one, other)]
    if denied[0] != denied[1]:
        return DENIAL if one.predicate == other.predicate else ""
    if denied[0]:
        return ""
    if {claim_sign(snapshot, claim) for claim in (one, other)} == {1, -1}:
        return SIGN
    return FIRMNESS if one.predicate == other.predicate and one.stance != other.stance else ""
