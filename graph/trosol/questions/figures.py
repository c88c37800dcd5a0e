"""Figures as reported: which one answers *how many*, *when* and *how long*, which is the largest, and which missed its target.

A figure is a value with what it counts, of what, by which method, of which group, in which region. Figures are never summed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trosol.language import say_in
from trosol.model.records import Observation
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.headlines import listing
from trosol.questions.known_names import alternatives
from trosol.questions.wording import Word, words_of
from trosol.store.snapshot import Snapshot

__all__ = [
    "DATES",
    "PEOPLE",
    "TIMES",
    "FigureAsk",
    "OrderAsk",
    "bag_of",
    "figure_reply",
    "is_date",
    "order_reply",
    "ordered",
    "slots",
]

PEOPLE = frozenset(
    word.stem
    for word in words_of(
        "people person participant participants took part respondents responded answered attended came reached "
        "joined replied involved filled attendees pobl bobl cyfranogwyr rhan gymerodd"
    )
)
"""Stems that people say for a figure whose unit is people."""
_TAKING_PART = frozenset(word.stem for word in words_of("participants respondents attendees"))
TIMES = frozenset(word.stem for word in words_of("weeks months days years hours"))
"""Units of time."""
DATES = frozenset(word.stem for word in words_of("month date year day"))
"""Units of a figure that is a date."""
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class FigureAsk:
    """Some figures, by id; ``targets``: whether it is asked if they met their targets."""

    observations: tuple[str, ...]
    targets: bool = False


@dataclass(frozen=True, slots=True)
class OrderAsk:
    """The first (``most`` 1) or last (-1) by a figure: pairs of entity and observation, best first."""

    pairs: tuple[tuple[str, str], ...]
    most: int
    kinds: tuple[str, ...]


def slots(observation: Observation) -> tuple[str, ...]:
    """Ids of what a figure is about, and of its method, group and region."""
    return tuple(key for key in (observation.about, observation.group, observation.region, observation.method) if key)


def is_date(observation: Observation) -> bool:
    """Whether the value is a date."""
    return _DATE.fullmatch(observation.value) is not None


@lru_cache(maxsize=4096)
def bag_of(snapshot: Snapshot, key: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems by which people ask for a figure: those of what it counts, and those of what it is of."""
    observation = snapshot.records.observations[key]
    counted = {word.stem for text in (observation.measure.replace("_", " "), observation.unit) for word in words_of(text)}
    if observation.unit == "people" or counted & _TAKING_PART:
        counted |= PEOPLE
    if is_date(observation):
        counted |= DATES
    of: set[str] = set()
    for slot in slots(observation):
        entity = snapshot.records.entities.get(slot)
        texts = (*(text for _, text in entity.labels), *alternatives(entity)) if entity else ()
        of |= {word.stem for text in texts for word in words_of(text) if not word.little}
    return frozenset(counted), frozenset(of)


def _value(observation: Observation, language: str) -> str:
    if is_date(observation):
        year, month, *day = observation.value.split("-")
        name = _MONTHS[int(month) - 1] if language == "en" and 1 <= int(month) <= 12 else month
        return " ".join([*(str(int(each)) for each in day), name, year]) + f" ({observation.value})"
    return f"{int(observation.value):,}" if observation.value.isdigit() and len(observation.value) > 4 else observation.value


def _told(snapshot: Snapshot, observation: Observation, language: str) -> str:
    names = dict.fromkeys(snapshot.entity(key).label(language) for key in slots(observation) if key in snapshot.records.entities)
    unit = "" if is_date(observation) else observation.unit
    if unit.endswith("s") and observation.value == "1":
        unit = unit[:-1]
    measure = observation.measure.replace("_", " ")
    counted = "" if measure == unit else f"{measure}, "
    return f"{_value(observation, language)} {unit}".strip() + f" ({counted}{', '.join(names)})"


def figure_reply(snapshot: Snapshot, ask: FigureAsk, language: str = "en") -> Reply:
    """The figures with their unit, what they count, and how they were got; with targets, which were met."""
    found = [snapshot.records.observations[key] for key in ask.observations]
    rows = [_row(snapshot, each, language) for each in found]
    if ask.targets:
        headline = _targets(snapshot, found, language)
    else:
        headline = listing([_told(snapshot, each, language) for each in found], language, 4) + "."
    names = listing([each.measure.replace("_", " ") for each in found[:3]], language)
    understood = say_in(language, "Which figures are reported: {names}?", names=names)
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, (), _query(found), headline, "evidence", language)


def _targets(snapshot: Snapshot, found: Sequence[Observation], language: str) -> str:
    parts = []
    for each in sorted(found, key=_met):
        name = snapshot.entity(each.group or each.about).label(language)
        text = "{name}: {value} of {threshold}, target met" if _met(each) else "{name}: {value} of {threshold}, target not met"
        parts.append(say_in(language, text, name=name, value=each.value, threshold=each.threshold))
    return "; ".join(parts) + "."


def _met(observation: Observation) -> bool:
    try:
        return float(observation.value) >= float(observation.threshold)
    except ValueError:
        return False


def _row(snapshot: Snapshot, each: Observation, language: str) -> AnswerRow:
    def name(key: str) -> str:
        return snapshot.entity(key).label(language) if key in snapshot.records.entities else ""

    further = (
        ("measure", each.measure.replace("_", " ")),
        ("unit", each.unit),
        ("about", name(each.about)),
        ("group", name(each.group)),
        ("region", name(each.region)),
        ("method", name(each.method)),
        ("threshold", each.threshold),
        ("observation", each.id),
    )
    return AnswerRow("", each.value, tuple((key, text) for key, text in further if text), ())


def _query(found: Sequence[Observation]) -> str:
    measures = " ".join(f'"{measure}"' for measure in dict.fromkeys(each.measure for each in found))
    return (
        "PREFIX tro: <https://w3id.org/trosol/ontology/>\n\nSELECT DISTINCT ?answer ?measure ?unit ?about WHERE {\n"
        f"  VALUES ?measure {{ {measures} }}\n  ?observation a tro:Observation ; tro:value ?answer ; tro:measure ?measure .\n"
        "  OPTIONAL { ?observation tro:unit ?unit }\n  OPTIONAL { ?observation tro:about ?about }\n}\n"
    )


def ordered(
    snapshot: Snapshot, kinds: tuple[str, ...], words: Sequence[Word], most: int
) -> Iterator[tuple[OrderAsk, frozenset[int]]]:
    """Orders by a figure that at least half of the members of some classes have; the places of words that name the figure."""
    ontology = snapshot.ontology
    members = {key for key, entity in snapshot.records.entities.items() if ontology.is_a(entity.type, kinds)}
    counted = snapshot.ontology.for_purpose("part")
    by_measure: dict[tuple[str, str], dict[str, tuple[float, str]]] = {}
    for each in snapshot.records.observations.values():
        near = {
            claim.object
            for claim in snapshot.claims_of(each.about)
            if claim.subject == each.about and claim.predicate not in counted
        }
        owner = next((key for key in (each.group, each.region, each.about) if key in members), "") or next(
            (key for key in sorted(near) if key in members), ""
        )
        try:
            value = float(each.value)
        except ValueError:
            continue
        if owner:
            simple = by_measure.setdefault((each.measure, each.unit), {})
            # Of several figures of one thing the one that says least else: no method, then no group.
            if owner not in simple or len(slots(each)) < len(slots(snapshot.records.observations[simple[owner][1]])):
                simple[owner] = (value, each.id)
    for (measure, unit), found in by_measure.items():
        if len(found) < 2 or 2 * len(found) < len(members):
            continue
        names = {word.stem for text in (measure.replace("_", " "), unit) for word in words_of(text)} | (
            PEOPLE if unit == "people" else set()
        )
        places = frozenset(place for place, word in enumerate(words) if word.stem in names and not word.little)
        first = sorted(found.items(), key=lambda item: (-most * item[1][0], item[0]))
        yield OrderAsk(tuple((key, observation) for key, (_, observation) in first), most, kinds), places


def order_reply(snapshot: Snapshot, ask: OrderAsk, language: str = "en") -> Reply:
    """Who comes first by the figure, with ties, then all in order."""
    found = [(key, snapshot.records.observations[observation]) for key, observation in ask.pairs]
    best = found[0][1].value
    ties = [key for key, each in found if float(each.value) == float(best)]
    names = listing([snapshot.entity(key).label(language) for key in ties], language)
    measure, unit = found[0][1].measure.replace("_", " "), found[0][1].unit
    text = "{names}: the most {measure}, {value} {unit}." if ask.most > 0 else "{names}: the fewest {measure}, {value} {unit}."
    headline = say_in(
        language, text, names=names, measure=measure, value=_value(found[0][1], language), unit="" if unit == measure else unit
    )
    rows = [
        AnswerRow(
            key, snapshot.entity(key).label(language), (("value", each.value), ("unit", each.unit), ("measure", measure)), ()
        )
        for key, each in found
    ]
    understood = say_in(
        language, "Which has the most {measure}?" if ask.most > 0 else "Which has the fewest {measure}?", measure=measure
    )
    query = _query([each for _, each in found])
    return made_reply(snapshot, "", understood, ANSWERED, rows, (), query, headline.replace(" .", "."), "evidence", language)
