"""Items that stand for a tie, read as that tie: a membership of W3C ORG, which names who belongs, where, and as what.

Which classes do is data (``ontology/tie-items.csv``); a mapping may name others, whatever the form of the map.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from trosol.errors import Problem, TrosolError, Where, shorten
from trosol.files.content import content_of
from trosol.imports.drawn_map import Drawing, Thing, Tie, fold
from trosol.rdf.iris import local_name
from trosol.read.tables import parse_csv
from trosol.resources import ontology_dir

__all__ = ["TieItems", "tie_item_terms", "tie_items_of", "with_ties_of_items"]

_BACK, _ANY = "^", "*"
_AT_MOST = 100_000
"""Ties that items with several ends at both sides may amount to, beyond one each."""


@dataclass(frozen=True, slots=True)
class TieItems:
    """A class whose items stand for ties.

    ``start``, ``end``: the relations by which such an item names the two ends, with ``^`` before one that leads to the item instead, and
    ``*`` for whichever leads there; ``relation``: what the tie says (blank: the class itself); ``role``: what says as what.
    """

    kind: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    relation: str = ""
    role: str = ""


@lru_cache(maxsize=1)
def _shipped() -> tuple[TieItems, ...]:
    """Those of published vocabularies."""
    table, _ = parse_csv(content_of(ontology_dir() / "tie-items.csv"), "tie-items.csv")
    rows = table.rows if table else ()
    return tuple(
        TieItems(kind, tuple(a.split()), tuple(b.split()), word, role) for kind, a, b, word, role in (r.cells for r in rows)
    )


def tie_item_terms() -> frozenset[str]:
    """The classes and relations of published vocabularies by which items stand for ties."""
    every = {term for rule in _shipped() for term in (rule.kind, rule.role, *rule.start, *rule.end)}
    return frozenset(term.removeprefix(_BACK) for term in every if "://" in term)


def tie_items_of(said: Mapping[str, str], file: str) -> tuple[TieItems, ...]:
    """Those that a mapping names: ``"Membership" = "member > organization"``. Raises :class:`TrosolError`."""
    found = []
    for kind, text in said.items():
        start, arrow, end = (part.strip() for part in text.partition(">"))
        if not (arrow and start and end):
            raise TrosolError(
                Problem(
                    "mapping-bad",
                    f"'{shorten(text)}', for '{shorten(kind)}', does not name two relations.",
                    'Under [ties], write "Membership" = "member > organization"; ^ before a relation that leads to the item.',
                    Where(file or "mapping", None, "ties"),
                )
            )
        found.append(TieItems(kind, (start,), (end,)))
    return tuple(found)


def with_ties_of_items(drawing: Drawing, rules: Iterable[TieItems] = ()) -> Drawing:
    """The map with such items read as ties; what they say besides is told, and so are those that do not name both ends."""
    by_kind = {rule.kind: rule for rule in (*_shipped(), *rules)}
    standing = {thing.key: rule for thing in drawing.things if (rule := _rule(thing, by_kind)) is not None}
    if not standing:
        return drawing
    out: dict[str, list[Tie]] = defaultdict(list)
    back: dict[str, list[Tie]] = defaultdict(list)
    for tie in drawing.ties:
        out[tie.source].append(tie)
        back[tie.target].append(tie)
    named = {thing.key: thing for thing in drawing.things}
    made: list[Tie] = []
    notes: Counter[str] = Counter()
    further = 0
    for key, rule in standing.items():
        around = [(tie, f"{tie.kind}", tie.target) for tie in out[key]]
        around += [(tie, f"{_BACK}{tie.kind}", tie.source) for tie in back[key] if tie.source not in standing]
        starts, ends = (_ends(around, said) for said in (rule.start, rule.end))
        further += max(0, len(starts) * len(ends) - 1)
        if further > _AT_MOST:
            further -= len(starts) * len(ends) - 1
            notes[f"{_short(rule.kind)} that names too many at both ends"] += 1
            continue
        pairs = [(a, b, word) for a, by in starts for b, word in ends if a != b and _fits(by, word, rule)]
        said = f"{_short(rule.kind)} that does not name both ends" if not pairs else ""
        if said:
            notes[said] += 1
            continue
        used = {*rule.start, *rule.end, rule.role, *(by for _, by in starts), *(by for _, by in ends)}
        roles = [named[end].label for _, by, end in around if by == rule.role and end in named]
        text = _text(named[key], rule, roles)
        for start, end, word in pairs:
            relation = rule.relation if rule.relation not in ("", _ANY) else word if rule.relation else rule.kind
            own = key if len(pairs) == 1 and named[key].lasting else ""
            made.append(Tie(start, end, relation, text, where=named[key].where, key=own))
        for _, by, _ in around:
            if by not in used:
                notes[f"{_short(by.removeprefix(_BACK))} of a {_short(rule.kind)}"] += 1
    left = tuple(tie for tie in drawing.ties if tie.source not in standing and tie.target not in standing)
    only = {end for key in standing for tie in (*out[key], *back[key]) for end in (tie.source, tie.target)} - standing.keys()
    tied = {end for tie in (*left, *made) for end in (tie.source, tie.target)}
    bare = {key for key in only - tied if not named[key].lasting or named[key].guessed}  # a span of time, a post without a name
    things = tuple(thing for thing in drawing.things if thing.key not in standing and thing.key not in bare)
    told = tuple(f"{number} × {what}" for what, number in sorted(notes.items()))
    return replace(drawing, things=things, ties=(*left, *made), notes=(*drawing.notes, *told))


def _rule(thing: Thing, by_kind: Mapping[str, TieItems]) -> TieItems | None:
    if (rule := by_kind.get(thing.kind)) is not None or not thing.also.get("further types"):
        return rule
    further = set(thing.also["further types"].split("; "))
    return next((rule for kind, rule in by_kind.items() if _short(kind) in further), None)


def _ends(around: list[tuple[Tie, str, str]], said: tuple[str, ...]) -> list[tuple[str, str]]:
    """Items at one end, each with the relation that leads there."""
    found: dict[str, str] = {}
    for _, by, end in around:
        if any(_same(by, wanted) for wanted in said):
            found.setdefault(end, by)
    return list(found.items())


def _same(by: str, wanted: str) -> bool:
    if by.startswith(_BACK) != wanted.startswith(_BACK):
        return False
    by, wanted = by.removeprefix(_BACK), wanted.removeprefix(_BACK)
    return wanted in (_ANY, by) or ("://" not in wanted and fold(_short(by)) == fold(wanted))


def _fits(start: str, end: str, rule: TieItems) -> bool:
    """Whether, where any relation leads there, the same one leads on."""
    return _ANY not in rule.end or start.removeprefix(_BACK) == end


def _text(thing: Thing, rule: TieItems, roles: list[str]) -> str:
    said = [*roles, *([thing.also[name]] if (name := _short(rule.role)) in thing.also else [])]
    own = thing.label if thing.label not in (thing.key, _short(thing.key)) and not thing.key.startswith("_:") else ""
    parts = [own, thing.description, f"Role: {', '.join(dict.fromkeys(said))}" if said else ""]
    return "\n".join(part for part in parts if part)


def _short(word: str) -> str:
    return local_name(word) if "://" in word else word
