"""Yes or no: the claims for and against a link, or whether something is of a kind; where there is neither, that is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trosol.language import say_in
from trosol.model.records import Claim
from trosol.questions.answering import ANSWERED, AnswerRow, Reply, made_reply
from trosol.questions.catalogue import NOT_STATED
from trosol.questions.form import Form, acting, form_query, kinds_label, with_parts
from trosol.questions.headlines import footing, sentence_of
from trosol.questions.known_names import alternatives
from trosol.questions.wording import words_of
from trosol.rdf.iris import TRO
from trosol.store.snapshot import Snapshot

__all__ = ["Check", "check_reply", "checked"]


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one of ``subjects`` has one of ``relations`` to one of ``objects`` (none: anything), or is one of ``kinds``.

    ``either``: which of several subjects or objects it is, so that each is told by itself.
    """

    subjects: tuple[str, ...]
    relations: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    either: bool = False


def checked(snapshot: Snapshot, ask: Check) -> tuple[list[Claim], list[Claim]]:
    """Claims for it, and claims against it."""
    straight, turned = acting(snapshot, ask.relations) if ask.relations else (frozenset[str](), frozenset[str]())
    helping = not ask.objects and _helps(snapshot, ask.relations)
    found: tuple[list[Claim], list[Claim]] = ([], [])
    for key in ask.subjects:
        for claim in snapshot.claims_of(key):
            symmetric = snapshot.ontology.properties[claim.predicate].symmetric
            forward = claim.predicate in straight and (claim.subject == key or symmetric)
            backward = claim.predicate in turned and claim.object == key
            other = claim.object if claim.subject == key else claim.subject
            worse = helping and snapshot.ontology.sign(claim.predicate) == "positive" and snapshot.wanted(other) < 0
            if (forward or backward) and not worse and (not ask.objects or other in ask.objects):
                found[claim.stance == "negates"].append(claim)
    return found


def _helps(snapshot: Snapshot, relations: tuple[str, ...]) -> bool:
    """Whether it is asked if something helps at all: what adds to something unwanted is no help."""
    texts = (text for iri in relations for text in alternatives(snapshot.ontology.properties[iri]))
    return any(word.stem == "help" for text in texts for word in words_of(text))


def check_reply(snapshot: Snapshot, ask: Check, language: str = "en") -> Reply:
    """*Yes* or *no* first, then the claims."""
    understood = _understood(snapshot, ask, language)
    if ask.either and max(len(ask.subjects), len(ask.objects)) > 1:
        return _either_reply(snapshot, ask, understood, language)
    if ask.kinds:
        return _kind_reply(snapshot, ask, understood, language)
    claims, against = checked(snapshot, ask)
    nearby = [] if claims or against else _nearby(snapshot, ask)
    wider = replace(ask, subjects=with_parts(snapshot, ask.subjects), objects=with_parts(snapshot, ask.objects))
    rolled = not (claims or against or nearby) and wider != ask
    if rolled:
        claims, against = checked(snapshot, wider)
    rows = [_row(snapshot, claim, language) for claim in (*claims, *against)]
    if claims and against:
        headline = say_in(
            language,
            "Both are said: {first}; against it: {second}",
            first=_says(snapshot, claims, language).rstrip("."),
            second=_says(snapshot, against, language),
        )
    elif claims:
        headline = say_in(language, "Yes: {sentence}", sentence=_says(snapshot, claims, language))
    elif nearby:
        claims, rows = nearby, [_row(snapshot, claim, language) for claim in nearby]
        headline = say_in(language, "In other words: {sentence}", sentence=_says(snapshot, nearby, language))
    elif against:
        headline = say_in(language, "No: the source denies that {sentence}", sentence=_says(snapshot, against, language))
    else:
        headline = say_in(language, "Not stated: the source says neither yes nor no.")
    if rolled and (claims or against):
        headline += " " + say_in(language, "This is recorded of parts, not of the whole.")
    form = Form(relations=ask.relations, outward=False, others=ask.subjects)
    keys = [claim.id for claim in (*claims, *against)]
    status = ANSWERED if keys else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, keys, form_query(snapshot, form), headline, "", language)


def _nearby(snapshot: Snapshot, ask: Check) -> list[Claim]:
    """Claims that say the like of it in other words, where both ends are named."""
    above = _above(snapshot, ask.relations) if ask.objects else ()
    return checked(snapshot, replace(ask, relations=above))[0] if above else []


def _above(snapshot: Snapshot, relations: tuple[str, ...]) -> tuple[str, ...]:
    """Relations above these that have the same sign: what *causes* something may be recorded as making it worse."""
    ontology = snapshot.ontology
    return tuple(
        parent
        for iri in relations
        for parent in ontology.properties[iri].parents
        if ontology.sign(iri) in ("positive", "negative") and ontology.sign(parent) == ontology.sign(iri)
    )


def _either_reply(snapshot: Snapshot, ask: Check, understood: str, language: str) -> Reply:
    """Each of several by itself: what is said of it, or that nothing is."""
    several = "subjects" if len(ask.subjects) > 1 else "objects"
    keys = ask.subjects if several == "subjects" else ask.objects
    replies = {key: check_reply(snapshot, replace(ask, either=False, **{several: (key,)}), language) for key in keys}
    order = sorted(replies, key=lambda key: replies[key].status != ANSWERED)
    name = {key: snapshot.entity(key).label(language) for key in keys}
    headline = " ".join(f"{name[key]}: {replies[key].headline[:1].lower()}{replies[key].headline[1:]}" for key in order)
    rows = [row for key in order for row in replies[key].rows]
    claims = [claim for key in order for claim in replies[key].claims]
    query = "\n".join(replies[key].query for key in order)
    status = ANSWERED if rows else NOT_STATED
    return made_reply(snapshot, "", understood, status, rows, claims, query, headline, "", language)


def _kind_reply(snapshot: Snapshot, ask: Check, understood: str, language: str) -> Reply:
    entity = snapshot.entity(ask.subjects[0])
    own = snapshot.ontology.classes[entity.type].label(language)
    label, kind = entity.label(language), kinds_label(snapshot, ask.kinds, language)
    if snapshot.ontology.is_a(entity.type, ask.kinds):
        headline = say_in(language, "Yes: {name} is recorded as {kind}.", name=label, kind=own.lower())
    else:
        headline = say_in(
            language,
            "No: {name} is recorded as {own}, not as {kind}. What is claimed of it is another question.",
            name=label,
            own=own.lower(),
            kind=kind,
        )
    row = AnswerRow(entity.id, label, (("kind", own),), ())
    form = Form(kinds=ask.kinds)
    return made_reply(snapshot, "", understood, ANSWERED, [row], (), form_query(snapshot, form), headline, "", language)


def _understood(snapshot: Snapshot, ask: Check, language: str) -> str:
    if ask.kinds:
        name = snapshot.entity(ask.subjects[0]).label(language)
        return say_in(language, "Is {name} a {kind}?", name=f"“{name}”", kind=kinds_label(snapshot, ask.kinds, language))
    text = sentence_of(snapshot, ask.relations[0], ask.subjects, ask.objects, language)
    return say_in(language, "Is it said that {sentence}?", sentence=text)


def _says(snapshot: Snapshot, claims: list[Claim], language: str) -> str:
    """The first three claims as sentences, and what they are."""
    shown = sorted(claims, key=lambda claim: (claim.mode != "stated", claim.id))[:3]
    texts = [sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language) for claim in shown]
    return "; ".join(texts) + footing(snapshot, shown, language)


def _row(snapshot: Snapshot, claim: Claim, language: str) -> AnswerRow:
    text = sentence_of(snapshot, claim.predicate, [claim.subject], [claim.object], language)
    hedge = next(iter(claim.property(TRO + "hedge")), "")
    further = (("says", say_in(language, "denied: {text}", text=text) if claim.stance == "negates" else text), ("hedge", hedge))
    return AnswerRow(claim.object, snapshot.entity(claim.object).label(language), further, (claim.id,))
