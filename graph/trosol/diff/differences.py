"""What differs between two states of an ecosystem: terms of the ontology, rows, tiers, answers to questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from trosol.ecosystem import Ecosystem
from trosol.errors import TrosolError
from trosol.files import open_folder
from trosol.findings import Comparison, compare
from trosol.findings.cache import Through, straight
from trosol.findings.result import DRAWS, SEED, WORLDS
from trosol.model.ontology import Network, Ontology, Term
from trosol.model.records import in_language
from trosol.networks.lens import Lens
from trosol.plain import as_json
from trosol.questions import Reply, ask, find_question, read_expected
from trosol.rdf.engine import Iri, Node, parts
from trosol.rdf.iris import RDF, SHACL, local_name
from trosol.table import Result, Rows, TableRow
from trosol.views.tables.network_list import describe_networks

__all__ = ["AnswerChange", "Differences", "SizeChange", "TermChange", "differences"]

_MOST_NODES = 10_000
"""Nodes of a shape that are held against each other."""

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True, repr=False)
class TermChange(TableRow):
    """A class, relation, property, network or shape that is different; ``what``: for a changed one, which of its parts say something else."""

    iri: str
    label: str
    kind: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class SizeChange(TableRow):
    """A network of another size, or declared otherwise: its items, and its edges, before and after (None: there is no such network)."""

    name: str
    label: str
    nodes_before: int | None
    nodes_after: int | None
    edges_before: int | None
    edges_after: int | None


@dataclass(frozen=True, slots=True, repr=False)
class AnswerChange(TableRow):
    """A question with another answer: what came and what comes now, by label, and the claims that are new or gone behind it."""

    question: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    status_before: str
    status_after: str
    claims_added: tuple[str, ...]
    claims_removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Differences(Result):
    """All of it. ``findings``: rows and tiers, each change with its claims. ``asked``: how many questions were held against each other."""

    _table = "findings.changes"

    terms: Rows[TermChange]
    networks: Rows[SizeChange]
    findings: Comparison = field(metadata=as_json(inline=True))
    answers: Rows[AnswerChange]
    asked: int

    @property
    def none(self) -> bool:
        """Whether nothing is different."""
        return not (
            self.terms
            or self.networks
            or self.findings.not_enough
            or self.findings.facts.rows
            or self.findings.changes
            or self.answers
            or self.networks
        )


def differences(
    before: Ecosystem,
    after: Ecosystem,
    lens: Lens | None = None,
    *,
    draws: int = DRAWS,
    worlds: int = WORLDS,
    seed: int = SEED,
    through: Through = straight,
) -> Differences:
    """Hold two states beside each other.

    Questions are those without blanks, and those that either state's ``questions/expected.csv`` fills in.
    """
    found = through(before.snapshot, compare, after.snapshot, lens, draws=draws, worlds=worlds, seed=seed)
    asked = _asked(before, after)
    answers = []
    for name, values in asked:
        old, new = _reply(before, name, values), _reply(after, name, values)
        if (change := _answer(old, new)) is not None:
            answers.append(change)
    terms = [*_terms(before.ontology, after.ontology), *_networks(before.ontology, after.ontology), *_shapes(before, after)]
    return Differences(Rows(terms), Rows(_sizes(before, after, lens)), found, Rows(answers), len(asked))


def _networks(before: Ontology, after: Ontology) -> Iterator[TermChange]:
    for iri in sorted({*before.networks, *after.networks}):
        old, new = before.networks.get(iri), after.networks.get(iri)
        shown = new or old
        if old == new or shown is None:
            continue
        label = f"network {in_language(shown.labels) or shown.name}"
        if old is None or new is None:
            yield TermChange(iri, label, REMOVED if new is None else ADDED)
            continue
        said = (part.name for part in fields(Network) if getattr(old, part.name) != getattr(new, part.name))
        yield TermChange(iri, label, CHANGED, tuple(sorted(name.replace("_", " ") for name in said)))


def _shapes(before: Ecosystem, after: Ecosystem) -> Iterator[TermChange]:
    """Shapes of an ecosystem's own modules, held against each other by what they say, blank nodes and all."""
    old, new = _shapes_of(before), _shapes_of(after)
    for iri in sorted({*old, *new}):
        if old.get(iri) != new.get(iri):
            kind = ADDED if iri not in old else REMOVED if iri not in new else CHANGED
            said = sorted({line.split(" ", 1)[0] for line in old.get(iri, frozenset()) ^ new.get(iri, frozenset())})
            yield TermChange(iri, f"shape {local_name(iri)}", kind, tuple(said) if kind == CHANGED else ())


def _shapes_of(state: Ecosystem) -> dict[str, frozenset[str]]:
    facts: dict[str, list[tuple[str, Node]]] = {}
    shapes = set()
    for who, what, value in map(parts, state.snapshot.vocabulary.own):
        facts.setdefault(str(who), []).append((what.value, value))
        if (
            what.value == RDF + "type"
            and isinstance(value, Iri)
            and value.value in (SHACL + "NodeShape", SHACL + "PropertyShape")
        ):
            shapes.add(str(who))
    found = {}
    for shape in sorted(shapes):
        if shape.startswith("_:"):
            continue
        lines, waiting, seen = set(), [(shape, "")], {shape}
        while waiting:
            node, path = waiting.pop()
            for said, value in facts.get(node, ()):
                here, blank = f"{path}{local_name(said)}", str(value).startswith("_:")
                lines.add(f"{here} {'' if blank else value}")
                if blank and str(value) not in seen and len(seen) < _MOST_NODES:
                    seen.add(str(value))
                    waiting.append((str(value), "" if local_name(said) in ("first", "rest") else f"{here}/"))
        found[shape.strip("<>")] = frozenset(lines)
    return found


def _sizes(before: Ecosystem, after: Ecosystem, lens: Lens | None) -> Iterator[SizeChange]:
    old, new = ({row.name: row for row in describe_networks(state.snapshot, lens=lens)} for state in (before, after))
    declared = [{network.name: network for network in state.ontology.networks.values()} for state in (before, after)]
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        sizes = [(row.nodes, row.edges) if row else (None, None) for row in (was, now)]
        shown = now or was
        otherwise = declared[0].get(name) != declared[1].get(name)
        if (sizes[0] != sizes[1] or otherwise) and shown is not None:
            yield SizeChange(name, shown.label, sizes[0][0], sizes[1][0], sizes[0][1], sizes[1][1])


def _terms(before: Ontology, after: Ontology) -> Iterator[TermChange]:
    old: dict[str, Term] = {**before.classes, **before.properties}
    new: dict[str, Term] = {**after.classes, **after.properties}
    for iri in sorted({*old, *new}):
        if iri not in old:
            yield TermChange(iri, new[iri].label(), ADDED)
        elif iri not in new:
            yield TermChange(iri, old[iri].label(), REMOVED)
        elif what := tuple(sorted(_parts(old[iri], new[iri]))):
            yield TermChange(iri, new[iri].label(), CHANGED, what)


def _parts(old: Term, new: Term) -> Iterator[str]:
    for name in ("labels", "definition", "parents", "domain", "range", "symmetric", "deprecated", "replaced_by"):
        if getattr(old, name) != getattr(new, name):
            yield name.replace("_", " ")
    if dict(old.notes) != dict(new.notes) or dict(old.texts) != dict(new.texts):
        yield "annotations"


def _asked(*states: Ecosystem) -> list[tuple[str, Mapping[str, str]]]:
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Mapping[str, str]] = {}
    for state in states:
        for question in state.questions:
            if not question.parameters:
                found[question.name, ()] = {}
        for row in read_expected(open_folder(state.path))[0] if state.path and state.path.is_dir() else ():
            found[row.question, tuple(sorted(row.values.items()))] = row.values
    return [(name, values) for (name, _), values in sorted(found.items(), key=lambda item: item[0])]


def _reply(state: Ecosystem, name: str, values: Mapping[str, str]) -> Reply | None:
    """The answer, or None where this state cannot be asked that."""
    try:
        return ask(find_question(state.questions, name), state.snapshot, values)
    except TrosolError:
        return None


def _answer(old: Reply | None, new: Reply | None) -> AnswerChange | None:
    shown, shown_now = _shown(old), _shown(new)
    status, status_now = (reply.status if reply else "cannot be asked" for reply in (old, new))
    claims, claims_now = (frozenset(reply.claims if reply else ()) for reply in (old, new))
    if (shown, status, claims) == (shown_now, status_now, claims_now):
        return None
    some = new or old
    return AnswerChange(
        question=some.understood_as if some else "",
        before=shown,
        after=shown_now,
        status_before=status,
        status_after=status_now,
        claims_added=tuple(sorted(claims_now - claims)),
        claims_removed=tuple(sorted(claims - claims_now)),
    )


def _shown(reply: Reply | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.label for row in reply.rows)) if reply else ()
