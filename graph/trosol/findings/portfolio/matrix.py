"""Two kinds against each other: which action is claimed to address which challenge, cell by cell; or what ties any two kinds.

**Reads as**: this cell is stated, that one inferred, and this one nobody claims.

**How**: rows and columns are the members of a kind (or of a group of kinds) that the ontology ranks. Between difficulties and what may
be an action a cell holds the claims by which the action addresses the difficulty, parts rolled up on both sides
(:mod:`trosol.findings.addressing`, as in the portfolio); between any other two kinds the claims that tie the two or their parts, whichever
way they run, part-of left out. A cell is *stated* if one of its claims is, else *inferred*, else *none*.

**Trap**: an empty cell says that no claim was recorded, not that nothing is done. A full cell says nothing on how well it works.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trosol.errors import Problem, WrongUse, shorten
from trosol.findings.addressing import addressing, all_parts, challenge_network
from trosol.findings.portfolio.matrix_sentences import cell_sentence, matrix_sentence
from trosol.findings.result import voices_of
from trosol.networks.lens import Lens
from trosol.store.snapshot import Snapshot
from trosol.table import Result, Rows, TableRow
from trosol.worded import worded

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["INFERRED", "NONE", "STATED", "Matrix", "MatrixCell", "MatrixSide", "matrix", "sides"]

STATED, INFERRED, NONE = "stated", "inferred", "none"
"""What a cell rests on."""

ADDRESSES, TIED = "addresses", "tied"
"""What a cell says: that the one addresses the other, or that some claim ties the two."""

_DIFFICULTY, _ACTION = "difficulty", "action"


@dataclass(frozen=True, slots=True, repr=False)
class MatrixSide(TableRow):
    """One row or column. ``filled``: how many of its cells hold a claim; ``group``: of its kind."""

    id: str
    label: str
    kind: str
    group: str
    filled: int


@dataclass(frozen=True, slots=True, repr=False)
class MatrixCell(TableRow):
    """A cell that holds a claim.

    ``possibility``: all of them are offered as a possibility only. ``by_part``: the claims are about parts only, of the row or of the
    column: these. ``against``: claims by which the action makes the difficulty worse.
    """

    row: str
    column: str
    status: str
    possibility: bool
    by_part: tuple[str, ...]
    claims: tuple[str, ...]
    against: tuple[str, ...]
    voices: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Matrix(Result):
    """Rows, columns, and the cells that hold a claim, in the order of rows; every other cell is *none*.

    ``says``: ``addresses`` or ``tied``. ``stated``, ``inferred`` and ``none``: how many cells of each.
    """

    _table = "cells"

    row_kind: str
    column_kind: str
    says: str
    rows: Rows[MatrixSide]
    columns: Rows[MatrixSide]
    cells: Rows[MatrixCell]
    stated: int
    inferred: int
    none: int
    lens: Lens
    snapshot: str
    sentence: str
    not_enough: str = ""

    def cell(self, row: str, column: str) -> MatrixCell | None:
        """The cell of two ids, None where it is empty."""
        return next((each for each in self.cells if (each.row, each.column) == (row, column)), None)

    def to_frame(self) -> pd.DataFrame:
        """Rows × columns by id, each cell ``stated``, ``inferred`` or ``none``."""
        import pandas as pd

        held = {(each.row, each.column): each.status for each in self.cells}
        table = [[held.get((row.id, column.id), NONE) for column in self.columns] for row in self.rows]
        names = [pd.Index([each.id for each in side], name=name) for side, name in ((self.rows, "row"), (self.columns, "column"))]
        return pd.DataFrame(table, index=names[0], columns=names[1])


def sides(snapshot: Snapshot) -> dict[str, str]:
    """What may be rows or columns, with its label: each kind, and each group of several kinds."""
    kinds = snapshot.ontology.kinds
    found = {kind.name: kind.label() for kind in kinds}
    for group in dict.fromkeys(kind.group for kind in kinds):
        members = [kind.label() for kind in kinds if kind.group == group]
        if group not in found and len(members) > 1:
            found[group] = ", ".join(members)
    return found


def matrix(snapshot: Snapshot, lens: Lens | None = None, *, rows: str = "", columns: str = "") -> Matrix:
    """Hold two kinds against each other: by default the first kind of difficulties against the first of actions that address any of them.

    Raises :class:`WrongUse` for an unknown kind.
    """
    lens = lens or Lens()
    lens.check(snapshot)
    first = rows or _first(snapshot, lens, _DIFFICULTY, frozenset())
    tied = {tie.action for each in _members(snapshot, lens, first) for tie in addressing(snapshot, lens).of(each.id)}
    second = columns or _first(snapshot, lens, _ACTION, frozenset(tied))
    down, across = _members(snapshot, lens, first), _members(snapshot, lens, second)
    declared = challenge_network(snapshot)
    difficult = [all(_are(snapshot, side, declared.left)) for side in (down, across)]
    acting = [any(_are(snapshot, side, declared.right)) for side in (down, across)]
    says = ADDRESSES if (difficult[0] and acting[1]) or (acting[0] and difficult[1]) else TIED
    pairs = ([each.id for each in down], [each.id for each in across])
    held = _addressed(snapshot, lens, *pairs, difficult[0]) if says == ADDRESSES else _tied(snapshot, lens, *pairs)
    cells = [_cell(snapshot, row, column, *held[row, column]) for row in pairs[0] for column in pairs[1] if (row, column) in held]
    filled = [cell for cell in cells if cell.claims]
    stated = sum(cell.status == STATED for cell in filled)
    made = Matrix(
        row_kind=first,
        column_kind=second,
        says=says,
        rows=Rows((replace(each, filled=sum(cell.row == each.id for cell in filled)) for each in down), MatrixSide),
        columns=Rows((replace(each, filled=sum(cell.column == each.id for cell in filled)) for each in across), MatrixSide),
        cells=Rows(cells, MatrixCell),
        stated=stated,
        inferred=len(filled) - stated,
        none=len(down) * len(across) - len(filled),
        lens=lens,
        snapshot=snapshot.digest,
        sentence="",
        not_enough=""
        if down and across
        else worded(
            "Not enough evidence, because nothing that counts is of the kind '{kind}'.", kind=first if not down else second
        ),
    )
    return replace(made, sentence=made.not_enough or matrix_sentence(snapshot, made))


def _are(snapshot: Snapshot, side: list[MatrixSide], classes: tuple[str, ...]) -> list[bool]:
    """For each member whether it is of one of the classes; one that is not where there are no members."""
    return [snapshot.ontology.is_a(snapshot.entity(each.id).type, classes) for each in side] or [False]


def _first(snapshot: Snapshot, lens: Lens, group: str, tied: frozenset[str]) -> str:
    """The first kind of a group that has at least two members, if possible one with a member that is ``tied``; else the group.

    Where nothing is of the group: the first kind of what else takes that side in the challenge and action network.
    """
    below = all_parts(snapshot, lens)
    kinds = [kind.name for kind in snapshot.ontology.kinds if kind.group == group]
    members = {name: [each.id for each in _members(snapshot, lens, name)] for name in kinds}
    large = [name for name in kinds if len(members[name]) > 1]
    some = [name for name in large if any(not tied.isdisjoint((key, *below.get(key, ()))) for key in members[name])]
    if not large and not any(members.values()):
        declared = challenge_network(snapshot)
        side = declared.left if group == _DIFFICULTY else declared.right
        others = [kind for kind in snapshot.ontology.kinds if any(snapshot.ontology.is_a(iri, side) for iri in kind.classes)]
        return next((kind.name for kind in others if _members(snapshot, lens, kind.name)), group)
    return next(iter((*some, *large)), group)


def _members(snapshot: Snapshot, lens: Lens, name: str) -> list[MatrixSide]:
    """The members of a kind or of a group of kinds, by kind and label."""
    kinds = [kind for kind in snapshot.ontology.kinds if name in (kind.name, kind.group)]
    exact = [kind for kind in kinds if kind.name == name] or kinds
    if not exact:
        known = ", ".join(sides(snapshot)) or "none are declared"
        raise WrongUse(Problem("kind-unknown", f"The ontology ranks no kind '{shorten(name)}'.", f"Use one of: {known}."))
    place = {kind.name: at for at, kind in enumerate(exact)}
    found = []
    for entity in snapshot.records.entities.values():
        kind = snapshot.ontology.kind(entity.type)
        if kind and kind.name in place and lens.keeps_entity(entity):
            found.append(MatrixSide(entity.id, entity.label(), kind.name, kind.group, 0))
    return sorted(found, key=lambda each: (place[each.kind], each.label, each.id))


_Held = Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
"""By row and column: claims, parts that alone carry them, claims against."""


def _addressed(snapshot: Snapshot, lens: Lens, down: list[str], across: list[str], difficulties_down: bool) -> _Held:
    every = addressing(snapshot, lens)
    found = {}
    for row in down:
        for column in across:
            difficulty, action = (row, column) if difficulties_down else (column, row)
            ties = every.of(difficulty, [action])
            claims = tuple(sorted({key for tie in ties for key in tie.claims}))
            direct = any((tie.action, tie.difficulty) == (action, difficulty) for tie in ties)
            parts = set() if direct else {key for tie in ties for key in (tie.action, tie.difficulty)} - {action, difficulty}
            members = ((action, *every.below.get(action, ())), (difficulty, *every.below.get(difficulty, ())))
            against = tuple(sorted({key for a in members[0] for b in members[1] for key in every.against.get((a, b), ())}))
            if claims or against:
                found[row, column] = (claims, tuple(sorted(parts)), against)
    return found


def _tied(snapshot: Snapshot, lens: Lens, down: list[str], across: list[str]) -> _Held:
    below = all_parts(snapshot, lens)
    rows, columns = _wholes_of(down, below), _wholes_of(across, below)
    apart = snapshot.ontology.for_purpose("part") | snapshot.ontology.for_purpose("grouping")
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    parts: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for claim in lens.claims(snapshot):
        if claim.predicate in apart:
            continue
        for one, other in ((claim.subject, claim.object), (claim.object, claim.subject)):
            for row in rows.get(one, ()):
                for column in columns.get(other, ()):
                    if row != column:
                        claims[row, column].add(claim.id)
                        parts[row, column].append({one, other} - {row, column})
    return {
        pair: (tuple(sorted(ids)), tuple(sorted(set().union(*parts[pair]))) if all(parts[pair]) else (), ())
        for pair, ids in claims.items()
    }


def _wholes_of(keys: Iterable[str], below: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        for part in (key, *below.get(key, ())):
            found.setdefault(part, []).append(key)
    return found


def _cell(
    snapshot: Snapshot, row: str, column: str, ids: tuple[str, ...], parts: tuple[str, ...], against: tuple[str, ...]
) -> MatrixCell:
    claims = [snapshot.records.claims[key] for key in ids]
    made = MatrixCell(
        row=row,
        column=column,
        status=NONE if not claims else STATED if any(claim.mode == "stated" for claim in claims) else INFERRED,
        possibility=bool(claims) and all(claim.stance == "hypothesises" for claim in claims),
        by_part=parts,
        claims=ids,
        against=against,
        voices=voices_of(snapshot, ids),
        sentence="",
    )
    return replace(made, sentence=cell_sentence(snapshot, made))
