"""What stands in a brief, before it is HTML, PDF or a Word file. Every number and sentence comes from a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trosol.brief.commands import command, lens_words
from trosol.brief.methods import heading, method
from trosol.brief.sections import Section, wishes
from trosol.findings import (
    gatekeepers,
    horizons,
    leverage,
    next_evidence,
    pathways,
    portfolio,
    scenario,
    voices_compared,
)
from trosol.findings.cache import Through, straight
from trosol.findings.result import RESAMPLES, SEED, Ranked, Ranking
from trosol.findings.text import claim_sentence, counted
from trosol.language import say_in
from trosol.model.records import in_language
from trosol.networks.lens import Lens
from trosol.plain import ToJson
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import statement

__all__ = ["Brief", "DocumentRow", "Part", "Proof", "brief"]

_ALONE, _TOGETHER = (5, 4, 4), (3, 3, 3)
"""Rows, claims and counter-evidence that are shown of a part: alone on its page, or one of several."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One place of a ranking, or one line of a list. ``rank``, ``band`` and ``often`` are empty where nothing is ranked."""

    label: str
    rank: str
    band: str
    often: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim that the answer rests on."""

    claim: str
    sentence: str
    mode: str
    voices: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """One finding. ``rows_of`` and ``evidence_of``: how many there are in all; ``against``: what speaks against it or is open."""

    name: str
    heading: str
    answer: str
    rows: tuple[DocumentRow, ...]
    rows_of: int
    evidence: tuple[Proof, ...]
    evidence_of: int
    against: tuple[str, ...]
    method: str
    command: str


@dataclass(frozen=True, slots=True)
class Brief(ToJson):
    """The whole brief. ``lens``: which claims count, in words; ``snapshot``: hash of the content it was made from."""

    title: str
    ecosystem: str
    about: str
    credit: str
    version: str
    language: str
    lens: str
    parts: tuple[Part, ...]
    resamples: int
    seed: int
    snapshot: str


def brief(
    snapshot: Snapshot,
    parts: Iterable[str],
    lens: Lens | None = None,
    *,
    title: str = "",
    k: int = 5,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    language: str = "en",
    through: Through = straight,
) -> Brief:
    """Make a brief of the parts wanted (see :mod:`trosol.brief.sections`). Raises :class:`WrongUse` for an unknown one.

    ``language``: of headings and explanations; sentences of findings are English.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    wanted = wishes(snapshot, parts)
    maker = _Maker(
        snapshot=snapshot,
        lens=lens,
        k=k,
        resamples=resamples,
        seed=seed,
        language=language,
        through=through,
        shown=_ALONE if len(wanted) == 1 else _TOGETHER,
    )
    dataset = snapshot.records.dataset
    return Brief(
        title=title.strip() or say_in(language, "What the evidence says"),
        ecosystem=snapshot.name,
        about=in_language(dataset.title, language) or snapshot.name,
        credit=dataset.credit,
        version=dataset.version,
        language=language,
        lens=lens_words(snapshot, lens, language),
        parts=tuple(maker.part(wish) for wish in wanted),
        resamples=resamples,
        seed=seed,
        snapshot=snapshot.digest,
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one finding gives a brief."""

    answer: str
    rows: tuple[DocumentRow, ...] = ()
    rows_of: int = 0
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Maker:
    snapshot: Snapshot
    lens: Lens
    k: int
    resamples: int
    seed: int
    language: str
    through: Through
    shown: tuple[int, int, int]

    def part(self, wish: Section) -> Part:
        """Work a part out."""
        said: _Sentence = getattr(self, "_" + wish.name.replace("-", "_"))(wish)
        against = (*said.against, *self._denials(said.about))
        claims = tuple(dict.fromkeys(said.claims))
        rows, proofs, open_ones = self.shown
        return Part(
            name=wish.name,
            heading=heading(self.language, wish.name),
            answer=said.answer,
            rows=said.rows[:rows],
            rows_of=said.rows_of or len(said.rows),
            evidence=tuple(self._proof(key) for key in claims[:proofs]),
            evidence_of=len(claims),
            against=tuple(dict.fromkeys(filter(None, against)))[:open_ones],
            method=method(self.language, wish.name, self.resamples, self.k),
            command=command(self.snapshot, wish, self.lens, self.k, self.resamples, self.seed),
        )

    def _gatekeepers(self, _wish: Section) -> _Sentence:
        found = self.through(self.snapshot, gatekeepers, self.lens, **self._drawn())
        named, placed = found.named, found.placed
        answer = " ".join(self._lead(each) for each in (named, placed))
        half = self.shown[0] // 2
        rows = (
            *self._rows(named, half, say_in(self.language, "named")),
            *self._rows(placed, self.shown[0] - half, say_in(self.language, "placed")),
        )
        against = (*(line.question for line in found.disagreements[:3]), placed.note)
        claims = self._claims(placed, named)
        about = tuple(row.id for each in (named, placed) for row in each.ranking[: self.k])
        return _Sentence(answer, rows, len(named.ranking) + len(placed.ranking), claims, against, about)

    def _leverage(self, _wish: Section) -> _Sentence:
        found = self.through(self.snapshot, leverage, self.lens, seed=self.seed)
        weak = tuple(each.sentence for each in found.prompts.must_be_true[:2])
        open_ones = len(found.prompts.unreached) + len(found.prompts.unhelped)
        missing = f"{counted(open_ones, 'goal')} of {len(found.goals)} {'is' if open_ones == 1 else 'are'} claimed to be helped by nothing."
        tables = [each for each in found.kinds if each.first]
        lead = " ".join(f"{each.label}: {each.tiers_sentence}" for each in tables[:3])
        first = [row for each in tables for row in each.first[:2]]
        rows = tuple(
            DocumentRow(f"{row.label} ({each.label}{f', {row.tier}' if row.tier else ''})", "", "", "", row.sentence)
            for each in tables
            for row in each.first[:2]
        )
        lists = [row.claims for row in first]
        claims = tuple(ids[at] for at in range(self.shown[1]) for ids in lists if at < len(ids))
        return _Sentence(
            found.not_enough or lead,
            rows,
            len(found.rows),
            claims,
            (*weak, missing, found.about.note),
            tuple(row.id for row in first),
        )

    def _horizons(self, _wish: Section) -> _Sentence:
        found = self.through(self.snapshot, horizons, self.lens)
        rows = tuple(DocumentRow(lane.label, "", "", "", lane.sentence) for lane in found.lanes)
        claims = tuple(key for bridge in found.bridges for key in bridge.claims)
        left = f"{counted(len(found.stranded), 'goal')} that no action leads to; {counted(len(found.trapped), 'challenge')} that no action addresses."
        return _Sentence(found.not_enough or " ".join(found.crossings), rows, 0, claims, (*found.gaps, left, found.note))

    def _portfolio(self, wish: Section) -> _Sentence:
        found = self.through(self.snapshot, portfolio, self.lens, wanted=wish.wanted, **self._drawn(3))
        steps = tuple(DocumentRow(str(step.size), "", "", "", step.sentence) for step in found.steps)
        claims = found.steps[-1].sets[0].claims if found.steps else ()
        left = tuple(self.snapshot.entity(key).label() for key in found.beyond)
        against = (f"Touched by none: {', '.join(left[:8])}{' …' if len(left) > 8 else ''}." if left else "",)
        unsure = (
            f"{counted(len(found.unsure), 'claim')} did not count, for nobody says which way they work." if found.unsure else ""
        )
        return _Sentence(found.not_enough or found.sentence, steps, 0, claims, (*against, unsure, found.ranking.note))

    def _voices(self, _wish: Section) -> _Sentence:
        found = self.through(self.snapshot, voices_compared, self.lens, **self._drawn())
        rows = tuple(DocumentRow(voice.label, "", "", "", voice.sentence) for voice in found.voices)
        differ = tuple(line.sentence for line in found.differing)
        claims = tuple(key for line in found.carried for key in line.claims)
        return _Sentence(found.sentence, rows, 0, claims, (*differ, *(voice.asks for voice in found.voices)))

    def _next_evidence(self, _wish: Section) -> _Sentence:
        found = self.through(self.snapshot, next_evidence, self.lens, k=self.k)
        rows = tuple(DocumentRow(str(number), "", "", "", ask.question) for number, ask in enumerate(found.asks, start=1))
        claims = tuple(key for ask in found.confirm for key in ask.claims)
        what = say_in(self.language, "This says what would matter if it were so, not how likely it is.")
        return _Sentence(found.not_enough or found.sentence, rows, len(found.asks), claims, (what,))

    def _pathways(self, wish: Section) -> _Sentence:
        start, goal = wish.ends
        found = self.through(self.snapshot, pathways, start, goal, self.lens, resamples=self.resamples, seed=self.seed)
        rows = tuple(DocumentRow(str(number), "", "", "", each.sentence) for number, each in enumerate(found.routes, start=1))
        gates = tuple(gate.sentence for gate in found.gates)
        denied = tuple(self._said(key) for each in found.routes for step in each.steps for key in step.denied)
        return _Sentence(found.sentence, rows, 0, found.claims, (found.blocking, *gates, *denied, found.note), wish.ends)

    def _scenario(self, wish: Section) -> _Sentence:
        found = self.through(
            self.snapshot,
            scenario,
            wish.pushed,
            wish.removed,
            self.lens,
            resamples=self.resamples,
            seed=self.seed,
        )
        rows = tuple(
            DocumentRow(row.label, "", "", "" if row.kept is None else f"{row.kept:.0%}", row.sentence) for row in found.goals
        )
        mixed = [row.label for row in found.goals if row.conflict]
        unwanted = [row.label for row in found.goals if row.wanted is False]
        against = (
            f"Helped and hurt at once: {', '.join(mixed)}." if mixed else "",
            f"Not the way people want: {', '.join(unwanted)}." if unwanted else "",
            f"{counted(len(found.left_out), 'arrow')} of unknown sign carried nothing." if found.left_out else "",
            say_in(self.language, "No forecast: it only follows what the claims say."),
        )
        return _Sentence(found.sentence, rows, 0, found.claims, against, tuple(key for key, _ in wish.pushed))

    def _drawn(self, k: int = 0) -> dict[str, Any]:
        return {"k": k or self.k, "resamples": self.resamples, "seed": self.seed}

    def _lead(self, ranking: Ranking) -> str:
        return ranking.not_enough or ranking.ranking[0].sentence

    def _rows(self, ranking: Ranking, most: int | None = None, kind: str = "") -> tuple[DocumentRow, ...]:
        return tuple(_row(row, kind) for row in ranking.ranking[:most])

    def _claims(self, *rankings: Ranking) -> tuple[str, ...]:
        """Claims of the first places, one of each place in turn, so that a page shows something of each."""
        lists = [row.claims for each in rankings for row in each.ranking[: self.k]]
        longest = max(map(len, lists), default=0)
        return tuple(claims[at] for at in range(longest) for claims in lists if at < len(claims))

    def _proof(self, key: str) -> Proof:
        line = statement(self.snapshot, self.snapshot.records.claims[key], self.language)
        mode = say_in(self.language, "stated") if line.mode == "stated" else say_in(self.language, "inferred")
        return Proof(key, line.sentence, mode, ", ".join(line.voice_labels), "; ".join(e.place for e in line.evidence if e.place))

    def _said(self, key: str) -> str:
        text = claim_sentence(self.snapshot, self.snapshot.records.claims[key])
        return f"{text[0].upper()}{text[1:]} [{key}]."

    def _denials(self, about: Iterable[str]) -> tuple[str, ...]:
        """What is said not to be so of what the part is about; denials are in no network."""
        wanted = set(about)
        return tuple(
            statement(self.snapshot, claim, self.language).sentence + f" [{claim.id}]"
            for claim in self.snapshot.records.claims.values()
            if claim.stance == "negates" and wanted & {claim.subject, claim.object} and self.lens.voice in (None, *claim.voices)
        )


def _row(row: Ranked, kind: str) -> DocumentRow:
    band = str(row.band[0]) if row.band[0] == row.band[1] else f"{row.band[0]}–{row.band[1]}"
    label = f"{row.label} ({kind})" if kind else row.label
    return DocumentRow(label, str(row.rank), band, f"{row.p_top:.0%}", row.sentence)
