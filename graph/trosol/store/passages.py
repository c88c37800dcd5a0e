"""Passages: places of a source that are one voice, because their lines overlap."""

from __future__ import annotations

from collections.abc import Mapping

from trosol.model.records import Evidence, Records

__all__ = ["claim_passages"]


def claim_passages(records: Records) -> dict[str, tuple[int, ...]]:
    """Numbers of the passages that each claim rests on, sorted, by claim id.

    Line ranges of one source that share a line are one passage, and so are those that others tie together. Evidence without lines is
    one passage with other evidence of the same source, section and page, or by itself where it gives neither. Passages are numbered
    from 0 in the order of the ids of their first evidence. Costs a sorting of the evidence.
    """
    leader = {**_overlapping(records.evidence), **_unnumbered(records.evidence)}
    numbers: dict[str, int] = {}
    for key in records.evidence:
        numbers.setdefault(leader[key], len(numbers))
    return {
        claim.id: tuple(sorted({numbers[leader[key]] for key in claim.evidence if key in leader}))
        for claim in records.claims.values()
    }


def _overlapping(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """For each piece of evidence that gives lines, the one that stands for its passage."""
    ranges = [(row.source, *lines, row.id) for row in evidence.values() if (lines := row.line_range())]
    found: dict[str, str] = {}
    source, end, leader = "", 0, ""
    for where, first, last, key in sorted(ranges):
        if where != source or first > end:
            source, end, leader = where, last, key
        end = max(end, last)
        found[key] = leader
    return found


def _unnumbered(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """The same for evidence that gives none."""
    first: dict[tuple[str, str, str], str] = {}
    return {
        row.id: first.setdefault((row.source, row.section, row.page), row.id) if row.section or row.page else row.id
        for row in evidence.values()
        if not row.lines
    }
