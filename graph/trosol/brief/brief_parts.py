"""The parts of a brief in full, for its annex. Every number and sentence comes from a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from trosol.brief.commands import command
from trosol.brief.document import DocumentRow, Part, Proof
from trosol.brief.methods import heading, method
from trosol.brief.section_names import section_names
from trosol.brief.sections import ITEM, Section
from trosol.findings import (
    Scenario,
    gatekeepers,
    horizons,
    leverage,
    next_evidence,
    pathways,
    portfolio,
    scenario,
    voices_compared,
)
from trosol.findings.cache import Through
from trosol.findings.gatekeepers.gate_sentences import card_sentence, gate_tiers_sentence
from trosol.findings.influence_worlds import chosen_goals
from trosol.findings.leverage.leverage_result import Leverage, LeverageTable
from trosol.findings.leverage.sentences import in_figures, row_sentence
from trosol.findings.report.table_lines import table_line
from trosol.findings.scenario.scenario_sentences import outcome_sentence, scenario_sentence
from trosol.findings.sensitivity.question_sentences import asked_sentence, questions_sentence
from trosol.findings.text import claim_sentence, counted, listed_in
from trosol.findings.voices.voice_sentences import asks_of, summary_sentence, voice_sentence
from trosol.findings.whole_ties import whole_ties
from trosol.language import say_in
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.views.tables.statements import statement

__all__ = ["PartMaker"]

_ALONE, _TOGETHER = (8, 6, 5), (5, 4, 4)
"""Rows, claims and counter-evidence that are shown of a part: alone on its page, or one of several."""

_GROUPS = ("difficulty", "action")
"""Groups of tables that a recommendation is made of: what to ease, and then what to do."""


_TOLD = 0.05
"""An effect in fewer worlds than this is not told as speaking against a scenario."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one finding gives a brief."""

    answer: str
    rows: tuple[DocumentRow, ...] = ()
    rows_of: int = 0
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartMaker:
    """Works out parts under one lens. ``goals``: ids of what counts as a goal, the ecosystem's own where none; ``alone``: there is but one part, which may take more of the page."""

    snapshot: Snapshot
    lens: Lens
    goals: tuple[str, ...]
    draws: int
    worlds: int
    seed: int
    language: str
    through: Through
    alone: bool

    def part(self, wish: Section) -> Part:
        """Work a part out."""
        said: _Said = getattr(self, "_" + wish.name.replace("-", "_"))(wish)
        against = (*said.against, *self.denials(said.about))
        claims = tuple(dict.fromkeys(said.claims))
        rows, proofs, open_ones = _ALONE if self.alone else _TOGETHER
        return Part(
            name=wish.name,
            heading=self._heading(wish),
            answer=said.answer,
            rows=said.rows[:rows],
            rows_of=said.rows_of or len(said.rows),
            evidence=tuple(self.proof(key) for key in claims[:proofs]),
            evidence_of=len(claims),
            against=tuple(dict.fromkeys(filter(None, against)))[:open_ones],
            method=method(self.language, wish.name),
            command=command(self.snapshot, wish, self.lens, self.goals, (self.draws, self.worlds, self.seed)),
        )

    def _heading(self, wish: Section) -> str:
        told = heading(self.language, wish.name)
        if wish.name == ITEM:
            key = wish.ends[0]
            return f"{key if key in self.snapshot.records.claims else self.label(key)}: {told[:1].lower()}{told[1:]}"
        return f"{told} {self.names(wish)}".strip()

    def names(self, wish: Section) -> str:
        """What a part is of, where there could be another of its kind beside it."""
        return "" if wish.name == ITEM else section_names(self.snapshot, wish, self.language)

    def _leverage(self, wish: Section) -> _Said:
        found = self.through(self.snapshot, leverage, self.lens, **self.aimed())
        if found.not_enough:
            return _Said(found.not_enough)
        tables = [table for table in found.kinds if table.kind == wish.kind and table.first]
        tables = tables or [table for group in _GROUPS for table in found.kinds if table.group == group and table.first]
        tables = tables or [table for table in found.kinds if table.first]
        named = {kind.name: kind.label(self.language) for kind in self.snapshot.ontology.kinds}
        lines = tuple(table_line(table, named[table.kind], self.label, self.language) for table in tables)
        if wish.kind and tables[0].kind == wish.kind:
            first = [(tables[0], row) for row in tables[0].ranking if row.score > 0]
        else:
            first = [(table, row) for table in tables for row in whole_ties(table.first, 1, lambda row: row.score)]
        total = sum(goal.weight for goal in found.goals)
        rows = tuple(
            DocumentRow(
                f"{self.label(row.id)} ({named[table.kind]})",
                f"{row.tier or '–'}{'*' if row.borderline and row.tier else ''}",
                f"{row.interval[0]:.1f}–{row.interval[1]:.1f}",
                in_figures(row.score),
                row_sentence(row, total, self.label, self.language),
            )
            for table, row in first
        )
        return _Said(
            answer=" ".join(lines[:2]) or say_in(self.language, "None of these is claimed to help a goal."),
            rows=rows,
            rows_of=len(first) if wish.kind else len(found.rows),
            claims=_in_turn([(*row.hinges, *row.claims) for _, row in first]),
            against=(*self._weak(found), self._uncovered(found, tables), found.about.note),
            about=tuple(row.id for _, row in first),
        )

    def _weak(self, found: Leverage) -> tuple[str, ...]:
        return tuple(each.sentence for each in found.prompts.must_be_true[:2])

    def _uncovered(self, found: Leverage, tables: Sequence[LeverageTable]) -> str:
        """Goals that nothing helps, and actions that no claim leads on from."""
        open_ones = len(found.prompts.unreached) + len(found.prompts.unhelped)
        onward = sum(len(table.not_coded_onward) for table in tables)
        return say_in(
            self.language,
            "Nothing is claimed to help {number} of the {ends} ends that the goals are made of; from {onward} of these items no claim leads on to a goal.",
            number=open_ones,
            ends=len(found.goals),
            onward=onward,
        )

    def _gatekeepers(self, _wish: Section) -> _Said:
        found = self.through(self.snapshot, gatekeepers, self.lens, **self.aimed())
        if found.not_enough:
            return _Said(found.not_enough)
        cards = (*found.cards, *found.aggregates)
        total = self.total()
        rows = tuple(
            DocumentRow(
                self.label(card.id),
                f"{card.tier or '–'}{'*' if card.borderline and card.tier else ''}",
                f"{card.interval[0]:.1f}–{card.interval[1]:.1f}",
                in_figures(card.weight),
                card_sentence(card, total, self.label, self.language),
            )
            for card in found.cards
        )
        answer = gate_tiers_sentence(found.cards, self.label, self.language)
        silent = [self.label(card.id) for card in found.cards if card.named and not card.kept_out]
        open_one = say_in(self.language, "Who is kept out is not said for {names}.", names=listed_in(silent, self.language))
        against = tuple(self.told(key) for card in cards for key in card.against)
        return _Said(
            answer=answer,
            rows=rows,
            rows_of=len(cards),
            claims=_in_turn([(*card.named, *card.by_practice) for card in cards]),
            against=(*against, open_one if silent else ""),
            about=tuple(card.id for card in cards),
        )

    def _horizons(self, _wish: Section) -> _Said:
        found = self.through(self.snapshot, horizons, self.lens)
        rows = tuple(DocumentRow(lane.label, "", "", "", lane.sentence) for lane in found.lanes)
        likeliest = sorted(found.bridges, key=lambda bridge: (-bridge.share, bridge.labels, bridge.way))
        claims = tuple(
            key for ids in (*(each.claims for each in found.chains), *(each.claims for each in likeliest)) for key in ids
        )
        chains = tuple(chain.sentence for chain in found.chains[:2])
        left = f"{counted(len(found.stranded), 'goal')} that no action leads to; {counted(len(found.trapped), 'challenge')} that no action addresses."
        return _Said(found.not_enough or " ".join((*chains, *found.crossings)), rows, 0, claims, (*found.gaps, left, found.note))

    def _portfolio(self, wish: Section) -> _Said:
        found = self.through(self.snapshot, portfolio, self.lens, wanted=wish.wanted, seed=self.seed)
        steps = tuple(DocumentRow(str(step.size), "", "", "", step.sentence) for step in found.steps)
        claims = found.steps[-1].sets[0].claims if found.steps else ()
        left = tuple(self.snapshot.entity(key).label() for key in found.beyond)
        against = (f"Addressed by none: {', '.join(left[:8])}{' …' if len(left) > 8 else ''}." if left else "",)
        unsure = (
            f"{counted(len(found.unsure), 'claim')} did not count, for nobody says which way they work." if found.unsure else ""
        )
        return _Said(found.not_enough or found.sentence, steps, 0, claims, (*against, unsure, found.ranking.note))

    def _voices(self, _wish: Section) -> _Said:
        found = self.through(self.snapshot, voices_compared, self.lens, **self.drawn(), through=self.through)
        if found.not_enough:
            return _Said(found.not_enough)
        rows = tuple(
            DocumentRow(self.label(voice.id), "", "", "", voice_sentence(voice, self.label, self.language))
            for voice in found.voices
        )
        differ = tuple(line.sentence for line in found.differing)
        asks = tuple(asks_of(voice, self.label, self.language) for voice in found.voices)
        answer = summary_sentence(found.voices, found.differing, self.label, self.language)
        return _Said(answer, rows, 0, _in_turn([line.claims for line in found.carried]), (*differ, *asks))

    def _next_evidence(self, _wish: Section) -> _Said:
        found = self.through(self.snapshot, next_evidence, self.lens, **self.drawn(), through=self.through)
        rows = tuple(
            DocumentRow(str(number), "", "", "", asked_sentence(self.snapshot, ask, self.language))
            for number, ask in enumerate(found.asks, start=1)
        )
        what = say_in(self.language, "This says what would matter if it were so, not how likely it is.")
        first = asked_sentence(self.snapshot, found.asks[0], self.language) if found.asks else ""
        answer = found.not_enough or questions_sentence(found.asks, self.language, first)
        return _Said(answer, rows, len(found.asks), _in_turn([ask.claims for ask in found.asks]), (what,))

    def _pathways(self, wish: Section) -> _Said:
        start, goal = wish.ends
        found = self.through(self.snapshot, pathways, start, goal, self.lens, seed=self.seed)
        rows = tuple(DocumentRow(str(number), "", "", "", each.sentence) for number, each in enumerate(found.routes, start=1))
        gates = tuple(gate.sentence for gate in found.gates)
        denied = tuple(self.told(key) for each in found.routes for step in each.steps for key in step.denied)
        return _Said(found.sentence, rows, 0, found.claims, (found.blocking, *gates, *denied, found.note), wish.ends)

    def _scenario(self, wish: Section) -> _Said:
        found = self.played(wish)
        rows = tuple(
            DocumentRow(
                self.label(row.id),
                "",
                f"{row.interval[0]:.0%}–{row.interval[1]:.0%}",
                f"{row.helps:.0%}",
                outcome_sentence(self.snapshot, row, self.language),
            )
            for row in found.goals
        )
        mixed = [row.label for row in found.goals if row.contested >= _TOLD]
        unwanted = [row.label for row in found.goals if row.hurts >= _TOLD]
        links = counted(len(found.left_out), "link")
        against = (
            f"Helped and hurt at once: {', '.join(mixed)}." if mixed else "",
            f"Hurt in some possible worlds: {', '.join(unwanted)}." if unwanted else "",
            f"{links.capitalize()} left out: the source does not say which way." if found.left_out else "",
            say_in(self.language, "No forecast: it only follows what the claims say."),
        )
        told = scenario_sentence(self.snapshot, found, self.language)
        return _Said(found.not_enough or told, rows, 0, found.main_claims, against, tuple(key for key, _ in wish.pushed))

    def _item(self, wish: Section) -> _Said:
        key = wish.ends[0]
        claims = (key,) if key in self.snapshot.records.claims else tuple(claim.id for claim in self.snapshot.claims_of(key))
        if key in self.snapshot.records.claims:
            return _Said(self.told(key), claims=claims)
        told = self.snapshot.entity(key).description(self.language) or self.label(key)
        return _Said(told, claims=claims, about=(key,))

    def played(self, wish: Section) -> Scenario:
        """A scenario that is wanted."""
        found: Scenario = self.through(
            self.snapshot, scenario, wish.pushed, wish.removed, self.lens, opened=wish.opened, **self.aimed()
        )
        return found

    def drawn(self) -> dict[str, Any]:
        """Numbers of draws and worlds, and the seed."""
        return {"draws": self.draws, "worlds": self.worlds, "seed": self.seed}

    def aimed(self) -> dict[str, Any]:
        """The same, and the goals where some were chosen."""
        return {**self.drawn(), **({"goals": self.goals} if self.goals else {})}

    def total(self) -> float:
        """The weight of all goals."""
        return sum(goal.weight for goal in chosen_goals(self.snapshot, self.goals))

    def label(self, key: str) -> str:
        """Of an entity, in the reader's language."""
        return self.snapshot.entity(key).label(self.language)

    def stated(self, key: str) -> bool:
        """Whether the source states a claim."""
        return self.snapshot.records.claims[key].mode == "stated"

    def proof(self, key: str) -> Proof:
        """A claim with its places; of these the one whose words are most like it."""
        line = statement(self.snapshot, self.snapshot.records.claims[key], self.language)
        mode = say_in(self.language, "stated") if line.mode == "stated" else say_in(self.language, "inferred")
        places = "; ".join(e.place for e in line.evidence if e.place)
        one = max(
            line.evidence,
            key=lambda each: _alike(f"{each.anchor} {each.paraphrase}", f"{line.sentence} {line.hedge}"),
            default=None,
        )
        page = self.snapshot.records.evidence[one.id].page if one else ""
        return Proof(
            claim=key,
            sentence=line.sentence,
            mode=mode,
            voices=", ".join(line.voice_labels),
            place=places,
            page=say_in(self.language, "p. {page}", page=page) if page else one.place if one else "",
            anchor=one.anchor if one else "",
            paraphrase=one.paraphrase if one else "",
        )

    def told(self, key: str) -> str:
        """A claim as a sentence of its own, with its id."""
        text = claim_sentence(self.snapshot, self.snapshot.records.claims[key], self.language)
        return f"{text[0].upper()}{text[1:]} [{key}]."

    def denials(self, about: Iterable[str]) -> tuple[str, ...]:
        """What is said not to be so of what the part is about; denials are in no network."""
        wanted = set(about)
        return tuple(
            statement(self.snapshot, claim, self.language).sentence + f" [{claim.id}]"
            for claim in self.snapshot.records.claims.values()
            if claim.stance == "negates" and wanted & {claim.subject, claim.object} and self.lens.voice in (None, *claim.voices)
        )


def _in_turn(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first of each list, then the second of each, so that a page shows something of each."""
    longest = max(map(len, lists), default=0)
    return tuple(each[at] for at in range(longest) for each in lists if at < len(each))


def _alike(one: str, other: str) -> int:
    """How many words of the one begin as a word of the other does."""
    first, second = ({word[:5] for word in re.findall(r"\w{4,}", text.lower())} for text in (one, other))
    return len(first & second)
