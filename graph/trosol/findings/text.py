"""Plain words that findings share: a claim as a sentence, lists and counts as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from trosol.language import counted_in, say_in
from trosol.model.records import Claim
from trosol.rdf.iris import TRO
from trosol.rdf.number_agreement import agreeing, is_plural
from trosol.rdf.relation_sentence import relation_sentence
from trosol.store.snapshot import Snapshot
from trosol.worded import Worded, counted_words, joined, reference, worded

__all__ = [
    "Counted",
    "basis",
    "claim_sentence",
    "claim_words",
    "counted",
    "goals_counted",
    "listed",
    "listed_in",
    "name_of",
    "quoted",
    "verb_agreeing",
]


def claim_sentence(snapshot: Snapshot, claim: Claim, language: str = "en") -> str:
    """The claim as one sentence, from the phrase that the ontology gives its relation.

    The hedge stays, and so does what the claim is: a denial or a mere possibility never reads as a report.
    """
    relation = snapshot.ontology.properties[claim.predicate]
    subject, target = (f"“{snapshot.entity(key).label(language)}”" for key in (claim.subject, claim.object))
    reads = relation_sentence(relation, subject, target, language)
    hedge = next(iter(claim.property(TRO + "hedge")), "")
    text = say_in(language, "{claim} (hedged: {hedge})", claim=reads, hedge=hedge) if hedge else reads
    if claim.stance == "negates":
        return say_in(language, "it is said not to be so that {claim}", claim=text)
    return say_in(language, "{claim} (offered as a possibility)", claim=text) if claim.stance == "hypothesises" else text


def name_of(snapshot: Snapshot, key: str) -> Worded:
    """What an entity is called, in whatever language the sentence is read."""
    return reference("entity", key, snapshot.entity(key).label())


def quoted(snapshot: Snapshot, key: str) -> Worded:
    """The same in quotation marks."""
    return joined(("“", name_of(snapshot, key), "”"), "")


def claim_words(snapshot: Snapshot, claim: Claim) -> Worded:
    """A claim as :func:`claim_sentence` has it, in whatever language the sentence is read."""
    return reference("claim", claim.id, claim_sentence(snapshot, claim))


def basis(snapshot: Snapshot, keys: Iterable[str]) -> Worded:
    """How many claims, and how many of them are inferred, only possible or hedged: *4 claims (1 inferred, 2 hedged)*."""
    claims = [snapshot.records.claims[key] for key in sorted(set(keys))]
    inferred = sum(c.mode == "inferred" for c in claims)
    possible = sum(c.stance == "hypothesises" for c in claims)
    hedged = sum(bool(c.property(TRO + "hedge")) for c in claims)
    soft = [worded("{number} inferred by the coder", number=inferred)] if inferred else []
    soft += [worded("{number} offered as a possibility", number=possible)] if possible else []
    soft += [worded("{number} hedged", number=hedged)] if hedged else []
    many = counted_words(len(claims), "claim")
    return worded("{claims} ({soft})", claims=many, soft=joined(soft, ", ")) if soft else many


def listed(names: Sequence[str], most: int | None = 6) -> str:
    """Names as people list them; beyond ``most`` the rest are counted (None: all are named).

    >>> listed(["a"]), listed(["a", "b", "c"]), listed(["a", "b", "c"], most=2)
    ('a', 'a, b and c', 'a, b and 1 more')
    """
    shown = list(names) if most is None or len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def listed_in(names: Sequence[str], language: str, most: int = 4) -> str:
    """As :func:`listed`, in a language.

    >>> listed_in(["a", "b", "c"], "en"), listed_in(["a", "b", "c"], "en", most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    if len(names) > most:
        return say_in(language, "{names} and {number} more", names=", ".join(names[:most]), number=len(names) - most)
    if len(names) < 2:
        return "".join(names)
    return say_in(language, "{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


class Counted(Protocol):
    """A goal as far as counting goes."""

    @property
    def weight(self) -> float:
        """How much it counts."""

    @property
    def family(self) -> str | None:
        """The family that it shares the weight of one goal with."""


def goals_counted(goals: Sequence[Counted], language: str = "en") -> str:
    """What *of 20 goals* counts, in one sentence: where related goals share the weight of one, that is said; else nothing need be.

    >>> from trosol.model.goals import Goal
    >>> goals_counted([Goal("a", "A", 1.0, None, 1), Goal("b", "B", 0.5, "calm", 1), Goal("c", "C", 0.5, "calm", 1)])
    '3 ends count as 2 goals: each family of related ends (1) counts as one goal, each end without a family (1) as one.'
    >>> goals_counted([Goal("a", "A", 1.0, None, 1)])
    ''
    """
    families = {goal.family for goal in goals if goal.family}
    if not families:
        return ""
    return say_in(
        language,
        "{ends} count as {goals}: each family of related ends ({families}) counts as one goal, each end without a family ({alone}) as one.",
        ends=counted_in(language, len(goals), "end"),
        goals=counted_in(language, f"{sum(goal.weight for goal in goals):g}", "goal"),
        alone=sum(not goal.family for goal in goals),
        families=len(families),
    )


def verb_agreeing(subject: str, sentence: str, language: str = "en") -> str:
    """A sentence that begins with a name, its verb that of several where the name speaks of several; only English needs it.

    >>> verb_agreeing("“Senior leaders”", "“Senior leaders” raises “Trust”"), verb_agreeing("“Trust”", "“Trust” raises “Care”")
    ('“Senior leaders” raise “Trust”', '“Trust” raises “Care”')
    """
    return agreeing(sentence, subject, is_plural(subject)) if language == "en" else sentence


def counted(number: int, what: str) -> str:
    """A count with its noun.

    >>> counted(1, "claim"), counted(2, "claim"), counted(0, "way")
    ('1 claim', '2 claims', 'no way')
    """
    return f"no {what}" if number == 0 else f"{number} {what}{'' if number == 1 else 's'}"
