"""The findings on the first page: what to ease, what to start with, who holds the gates, each with advice and evidence of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trosol.brief.brief_parts import PartMaker
from trosol.brief.document import BriefChart, KeyFinding, Part
from trosol.brief.gate_findings import gate_finding, gates_chart, gates_finding
from trosol.brief.section_names import advice_of_scenario
from trosol.brief.sections import ITEM, Section
from trosol.brief.word_count import clipped, first_sentence
from trosol.findings import Plan, gatekeepers, leverage, scenarios_beside
from trosol.findings.leverage.leverage_result import Leverage, LeverageRow, LeverageTable
from trosol.findings.leverage.sentences import in_figures, start_sentence
from trosol.findings.portfolio.matrix import INFERRED, Matrix, MatrixCell, matrix
from trosol.findings.portfolio.matrix_sentences import open_rows_sentence
from trosol.findings.scenario.scenario_sentences import side_by_side_sentence
from trosol.findings.text import listed_in
from trosol.findings.whole_ties import whole_ties
from trosol.language import counted_in, say_in
from trosol.views.charts.bars import ScoreBar, legend_of_bars
from trosol.views.charts.score_intervals import score_bars
from trosol.views.tables.statements import statement

__all__ = ["KeyFindings", "Told"]

_PROOFS = 3
"""Claims of each finding that may stand on the first page."""
_NAMES = 3
_BARS = 6
_LONGEST = 45
"""Words of an answer that stand on the first page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one part gives the first page."""

    findings: tuple[KeyFinding, ...]
    chart: BriefChart | None = None


@dataclass(frozen=True, slots=True)
class KeyFindings:
    """Words out what parts give the first page. ``maker``: of the parts, which has worked the findings out already. ``scenarios``: all of them."""

    maker: PartMaker
    scenarios: tuple[Section, ...] = ()

    def of(self, wish: Section, part: Part) -> Told:
        """What this part gives."""
        if wish.name == "leverage":
            return self._leverage(wish, part)
        if wish.name == "gatekeepers":
            return self._gatekeepers(part)
        if wish.name == ITEM:
            return self._item(wish.ends[0], part)
        if wish.name == "scenario":
            return self._scenario(wish, part)
        return Told((self._answered(part),))

    def _answered(self, part: Part, advice: str = "") -> KeyFinding:
        return KeyFinding(
            part.name, advice, clipped(part.answer, _LONGEST), part.evidence[:_PROOFS], part.evidence_of, part.against[:2], ()
        )

    def _made(
        self, name: str, advice: str, sentence: str, claims: Sequence[str], against: Sequence[str], about: Sequence[str]
    ) -> KeyFinding:
        ids = tuple(dict.fromkeys(claims))
        proofs = tuple(self.maker.proof(key) for key in ids[:_PROOFS])
        return KeyFinding(name, advice, sentence, proofs, len(ids), tuple(filter(None, against)), tuple(about))

    def _say(self, text: str, /, **values: object) -> str:
        return say_in(self.maker.language, text, **values)

    def _listed(self, names: Sequence[str]) -> str:
        return listed_in(names, self.maker.language, _NAMES)

    # Leverage: the first table of difficulties, and the actions that are held against it.

    def _leverage(self, wish: Section, part: Part) -> Told:
        maker = self.maker
        found = maker.through(maker.snapshot, leverage, maker.lens, **maker.aimed())
        held = maker.through(maker.snapshot, matrix, maker.lens)
        tables = {table.kind: table for table in found.kinds if any(row.score > 0 for row in table.ranking)}
        if one := tables.get(wish.kind):
            return Told((self._table(found, one, self._start(one)),), self._table_chart(one))
        eased = tables.get(held.row_kind) or next((each for each in tables.values() if each.group == "difficulty"), None)
        done = tables.get(held.column_kind) or next((each for each in tables.values() if each.group == "action"), None)
        findings = []
        if eased:
            findings.append(self._table(found, eased, self._start(eased)))
        if done:
            findings.append(self._starting(found, done, held, eased))
        if not findings:
            return Told((self._answered(part),))
        return Told(tuple(findings), self._table_chart(eased or done))

    def _kind(self, name: str, *, lower: bool = True) -> str:
        label = next(kind.label(self.maker.language) for kind in self.maker.snapshot.ontology.kinds if kind.name == name)
        return label[:1].lower() + label[1:] if lower else label

    def _start(self, table: LeverageTable) -> str:
        """What to do by a table, as everywhere; how far that can be told is said elsewhere on the page."""
        return first_sentence(start_sentence(table, self._kind(table.kind, lower=False), self.maker.label, self.maker.language))

    def _table(self, found: Leverage, table: LeverageTable, advice: str) -> KeyFinding:
        """What the first of a table would help, more than the others."""
        rows = [row for row in table.ranking if row.score > 0]
        first = table.first or tuple(rows[:1])
        behind = len(rows) - len(first)
        values = {"figures": self._figures(found, first), "kind": self._kind(table.kind)}
        if rows[0].tier is None and len(rows) > 1:
            text = self._say(
                "{figures}, by what is claimed; the {number} {kind} cannot be told apart.", number=len(rows), **values
            )
        elif behind:
            text = self._say(
                "{figures}, by what is claimed: more than any of the {number} other {kind}.", number=behind, **values
            )
        else:
            text = self._say("{figures}, by what is claimed.", **values)
        claims = _in_turn([self._own(row) for row in first])
        return self._made("leverage", advice, text, claims, self._table_against(table, first), [row.id for row in first])

    def _figures(self, found: Leverage, rows: Sequence[LeverageRow]) -> str:
        """What each would help, the first in a whole sentence."""
        told: list[str] = []
        for row in rows[:_NAMES]:
            values = {
                "name": self.maker.label(row.id),
                "score": in_figures(row.score, self.maker.language),
                "low": in_figures(row.interval[0], self.maker.language),
                "high": in_figures(row.interval[1], self.maker.language),
                "goals": counted_in(self.maker.language, in_figures(sum(goal.weight for goal in found.goals)), "goal"),
            }
            if told:
                told.append(self._say("{name} {score} ({low} to {high})", **values))
            elif row.pushed < 0:
                told.append(
                    self._say(
                        "If “{name}” were eased, {score} of {goals} would be helped on average (range {low} to {high})",
                        **values,
                    )
                )
            else:
                told.append(self._say("{name} would help {score} of {goals} on average (range {low} to {high})", **values))
        return ", ".join(told)

    def _table_against(self, table: LeverageTable, first: Sequence[LeverageRow]) -> list[str]:
        rows = [row for row in table.ranking if row.score > 0]
        close = [self.maker.label(row.id) for row in rows if row.borderline and row.tier in ("A", "B")]
        moved = {row.id for row in first} != {row.id for row in rows if row.tier_weights in (None, "A")}
        text = self._say("Weighing the claims otherwise changes which {kind} come first.", kind=self._kind(table.kind))
        return [
            text if moved else "",
            self._say("Borderline, so that another tier is possible: {names}.", names=self._listed(close)) if close else "",
        ]

    def _own(self, row: LeverageRow) -> list[str]:
        """The claims of a row, those about itself or a part of it before those farther on its paths."""
        about = {row.id, *row.parts}
        claims = self.maker.snapshot.records.claims
        ordered = dict.fromkeys((*row.claims, *row.hinges))
        return sorted(ordered, key=lambda key: about.isdisjoint((claims[key].subject, claims[key].object)))

    def _starting(self, found: Leverage, table: LeverageTable, held: Matrix, eased: LeverageTable | None) -> KeyFinding:
        """The actions that are recorded as addressing what is to be eased first; else the first of their table."""
        label, rows = self.maker.label, {row.id: row for row in table.ranking}
        cells: list[MatrixCell] = []
        for difficulty in eased.first if eased and held.row_kind == eased.kind else ():
            mine = [cell for cell in held.cells if cell.row == difficulty.id and cell.claims and cell.column in rows]
            mine.sort(key=lambda cell: -rows[cell.column].score)
            cells += whole_ties(mine, 1, lambda cell: rows[cell.column].score)
        if not cells:
            made = self._table(found, table, self._start(table))
            return replace(made, against=(*self._uncovered(held), *self._weak(found), *made.against))
        pairs = [
            self._say("“{action}” (to ease {difficulty})", action=label(cell.column), difficulty=label(cell.row))
            for cell in cells
        ]
        chosen = [rows[key] for key in dict.fromkeys(cell.column for cell in cells)]
        values = {"figures": self._figures(found, chosen), "number": len(table.ranking), "kind": self._kind(table.kind)}
        if table.ranking[0].tier is None and len(table.ranking) > 1:
            said = self._say("{figures}, by what is claimed; the {number} {kind} cannot be told apart.", **values)
        else:
            said = self._say("{figures}, by what is claimed.", **values)
        read = [pair for pair, cell in zip(pairs, cells, strict=True) if cell.status == INFERRED]
        against = self._say("A coder’s reading, not stated in the source: {pairs}.", pairs=self._listed(read)) if read else ""
        return self._made(
            "leverage",
            self._say("Start with {pairs}.", pairs=self._listed(pairs)),
            said,
            _in_turn([[*cell.claims, *self._own(rows[cell.column])] for cell in cells]),
            (against, *self._uncovered(held), *self._weak(found)),
            [row.id for row in chosen],
        )

    def _uncovered(self, held: Matrix) -> list[str]:
        if all(row.filled for row in held.rows) or not held.cells:
            return []
        return [open_rows_sentence(self.maker.snapshot, held, self.maker.language)]

    def _weak(self, found: Leverage) -> list[str]:
        return [
            self._say("Much of it depends on one weak claim: {claim}", claim=self.maker.told(each.claim))
            for each in found.prompts.must_be_true[:1]
        ]

    def _table_chart(self, table: LeverageTable | None, about: LeverageRow | None = None) -> BriefChart | None:
        """The first rows of a table. ``about``: the row that the finding is about, which is among them, wherever it stands."""
        rows = [row for row in table.ranking if row.score > 0] if table else []
        shown = whole_ties(rows, _BARS, lambda row: row.score, 2 * _BARS)
        if about is not None and about not in shown:
            shown = [*whole_ties(rows, _BARS - 1, lambda row: row.score, 2 * _BARS), about]
        if not table or not shown:
            return None
        made = score_bars(shown, [self.maker.label(row.id) for row in shown])
        return BriefChart(
            self._say("{kind}: goals helped", kind=self._kind(table.kind, lower=False)),
            self._say("Goals helped on average, by what is claimed"),
            legend_of_bars(made, self.maker.language),
            False,
            tuple(made),
        )

    # The others.

    def _gatekeepers(self, part: Part) -> Told:
        maker = self.maker
        found = maker.through(maker.snapshot, gatekeepers, maker.lens, **maker.aimed())
        if found.not_enough or not found.cards:
            return Told((self._answered(part),))
        said = gates_finding(found, maker.label, maker.language, maker.stated)
        made = self._made("gatekeepers", said.advice, said.sentence, said.claims, said.against, said.about)
        return Told((made,), gates_chart(found, maker.label, maker.language))

    def _scenario(self, wish: Section, part: Part) -> Told:
        """One scenario; where there are several, the first begins with how they compare, and their scores are the chart.

        What somebody tried alone is no advice: nothing was held against it.
        """
        maker, plans = self.maker, self.scenarios
        made = self._answered(part)
        if len(plans) < 2:
            return Told((made,), self._outcomes(wish))
        if wish != plans[0]:
            return Told((made,))
        # As a set of its parts has one name, those of one name are told apart by their number.
        names = [maker.names(each) for each in plans]
        names = [f"{name} ({names[: at + 1].count(name)})" if names.count(name) > 1 else name for at, name in enumerate(names)]
        asked = tuple(Plan(name, each.pushed, each.removed, each.opened) for name, each in zip(names, plans, strict=True))
        found = maker.through(maker.snapshot, scenarios_beside, asked, maker.lens, **maker.aimed())
        told = side_by_side_sentence(found.scenarios, found.of, maker.language)
        # What is advised is what nothing else here is reliably ahead of.
        ahead = [
            plan
            for plan, name in zip(plans, names, strict=True)
            if {name} & {row.name for row in found.scenarios if row.tier == "A"}
        ]
        advice = [advice_of_scenario(maker.snapshot, plan, maker.language) for plan in ahead]
        made = replace(made, advice=" ".join(filter(None, advice)), sentence=clipped(f"{told} {made.sentence}", 2 * _LONGEST))
        bars = tuple(ScoreBar(row.name, row.name, row.score, *row.interval, row.tier or "") for row in found.scenarios)
        title, axis = self._say("Scenarios side by side: goals helped"), self._say("Goals helped on average, by what is claimed")
        return Told((made,), BriefChart(title, axis, legend_of_bars(bars, maker.language), False, bars))

    def _outcomes(self, wish: Section) -> BriefChart | None:
        maker = self.maker
        found = maker.played(wish)
        rows = sorted((row for row in found.goals if row.helps > 0), key=lambda row: (-row.helps, row.id))
        shown = whole_ties(rows, _BARS, lambda row: row.helps, 2 * _BARS)
        made = tuple(ScoreBar(row.id, maker.label(row.id), row.helps, *row.interval) for row in shown)
        title, axis = self._say("Goals helped by this scenario"), self._say("Share of possible worlds")
        legend = self._say(
            "Bar: share of possible worlds in which the goal is helped. Line: the middle nine tenths of random draws of weights and passages."
        )
        return BriefChart(title, axis, legend, True, made) if made else None

    def _item(self, key: str, part: Part) -> Told:
        """One entity: its gate card, else what it would help, else what is claimed of it; or one claim."""
        maker = self.maker
        if key in maker.snapshot.records.claims:
            line = statement(maker.snapshot, maker.snapshot.records.claims[key], maker.language)
            return Told((self._made(ITEM, "", f"{line.sentence}.", [key], (), (line.subject, line.object)),))
        gates = maker.through(maker.snapshot, gatekeepers, maker.lens, **maker.aimed())
        card = gates.card(key)
        if card and (card.named or card.weight > 0):
            said = gate_finding(card, maker.total(), maker.label, maker.language, maker.stated)
            made = self._made(ITEM, said.advice, said.sentence, said.claims, said.against, said.about)
            return Told((made,), gates_chart(gates, maker.label, maker.language))
        found = maker.through(maker.snapshot, leverage, maker.lens, **maker.aimed())
        row = found.row(key)
        if row and row.score > 0:
            table = next(each for each in found.kinds if row in (*each.ranking, *each.folded))
            return Told((self._lever(found, table, row),), self._table_chart(table, row))
        name = maker.label(key)
        answer = part.answer if part.answer != name else ""
        told = self._say("{name}: recorded in {number} claims.", name=name, number=part.evidence_of)
        sentence = clipped(f"{told} {answer}".strip(), _LONGEST)
        return Told((KeyFinding(ITEM, "", sentence, part.evidence[:_PROOFS], part.evidence_of, part.against[:2], (key,)),))

    def _lever(self, found: Leverage, table: LeverageTable, row: LeverageRow) -> KeyFinding:
        name = self.maker.label(row.id)
        if row.pushed < 0:
            advice = self._say("Ease {names}.", names=name)
        elif table.group in ("action", "practice"):
            advice = self._say("Start with {names}.", names=f"“{name}”")
        else:
            advice = self._say("Work with {name}.", name=name) if table.group == "actor" else ""
        told = self._say("{figures}, by what is claimed.", figures=self._figures(found, [row]))
        tier = self._say("{kind}: tier {tier}.", kind=self._kind(table.kind, lower=False), tier=row.tier) if row.tier else ""
        hinges = self._say("Its tier depends on single claims: {number}.", number=len(row.hinges)) if row.hinges else ""
        return self._made(
            ITEM, advice, f"{told} {tier}".strip(), self._own(row), (hinges, *self.maker.denials([row.id])), (row.id,)
        )


def _in_turn(lists: Sequence[Sequence[str]]) -> list[str]:
    """The first of each list, then the second of each."""
    longest = max(map(len, lists), default=0)
    return [each[at] for at in range(longest) for each in lists if at < len(each)]
